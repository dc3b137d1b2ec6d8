"""The empty Word file that a house can begin with, and what every file says of itself."""

import hashlib
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from lxml import etree

from reportgen.checks.word import findings
from reportgen.document.nodes import Attachment, Document, Meta, Paragraph, Text
from reportgen.writers.docx import write
from reportgen.writers.docx.base.blank import base_package
from reportgen.writers.docx.base.gallery import FIRST, HIDDEN, SET
from reportgen.writers.fonts import Fonts
from reportgen.writers.theme import load_theme, themes
from tests.packages import parts_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TOOL = Path(__file__).parents[2] / "tools" / "word_base.py"
META = Meta("harbour", "zh-CN", "港口简报", "7", "2026-01-31", author="示例单位", description="季度",
            licence="CC BY 4.0")
SAID = (Paragraph((Text("一"),)),)


def styles_of(data):
    return etree.fromstring(parts_of(data)["word/styles.xml"]).findall(W + "style")


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@pytest.mark.parametrize("name", themes())
def test_the_empty_file_is_small_sound_and_has_every_style(name, lang, tmp_path):
    from openxml_audit import OpenXmlValidator
    theme = load_theme(name)
    data = base_package(theme, lang)
    assert len(data) < 25_000
    assert findings(data) == []
    file = tmp_path / "base.docx"
    file.write_bytes(data)
    assert [str(problem) for problem in OpenXmlValidator().validate(str(file)).errors] == []
    opened = docx.Document(io.BytesIO(data))
    full = write(Document(replace(META, lang=lang), SAID), theme, Fonts((), lang))
    names = {style.find(W + "name").get(W + "val") for style in styles_of(full)}
    assert len(names) > 60 and names == {style.find(W + "name").get(W + "val") for style in styles_of(data)}
    assert [p.text for p in opened.paragraphs if p.text] == []
    assert {"Heading 1", "Body Text", "Report Table", "Key Figures"} <= {style.name for style in opened.styles}
    assert opened.styles["Report Table"].type == WD_STYLE_TYPE.TABLE


def test_no_page_begins_or_ends_with_one_line():
    normal = next(style for style in styles_of(base_package(load_theme("jianbao"), "zh-CN"))
                  if style.get(W + "styleId") == "Normal")
    assert normal.find(f"{W}pPr/{W}widowControl") is not None


def test_the_tool_writes_it(tmp_path):
    out = tmp_path / "ours.docx"
    subprocess.run([sys.executable, TOOL, "jianbao", "zh-CN", out], check=True)
    assert out.read_bytes() == base_package(load_theme("jianbao"), "zh-CN")
    assert subprocess.run([sys.executable, TOOL], capture_output=True).returncode == 2


def test_word_offers_the_styles_of_the_text_first_and_none_that_the_program_sets():
    styles = styles_of(base_package(load_theme("modern"), "en"))
    offered = {style.get(W + "styleId"): int(style.find(W + "uiPriority").get(W + "val"))
               for style in styles if style.find(W + "qFormat") is not None}
    assert min(offered, key=offered.get) == "Normal"
    assert sorted(offered, key=offered.get)[1:5] == ["BodyText", "Heading1", "Heading2", "Heading3"]
    assert offered.keys() & (SET | HIDDEN) == set()


def test_every_style_with_a_place_of_its_own_is_one_that_is_written():
    for name in themes():
        written = {style.get(W + "styleId") for style in styles_of(base_package(load_theme(name), "en"))}
        assert {*FIRST, *SET, *HIDDEN} - written == set()


def test_of_the_styles_that_word_brings_along_only_common_ones_are_shown():
    latent = etree.fromstring(parts_of(base_package(load_theme("modern"), "en"))["word/styles.xml"]).find(
        W + "latentStyles")
    assert (latent.get(W + "defSemiHidden"), latent.get(W + "count")) == ("1", "376")
    shown = {one.get(W + "name") for one in latent}
    assert {"Normal", "heading 1", "heading 9", "Table Grid"} <= shown and len(shown) < 40


# --- properties ---------------------------------------------------------------------------------------------------

def properties_of(document):
    data = write(document, load_theme("modern"), Fonts((), document.meta.lang))
    tree = etree.fromstring(parts_of(data)["docProps/custom.xml"])
    return {one.get("name"): "".join(one.itertext()) for one in tree}, docx.Document(io.BytesIO(data)).core_properties


def test_a_file_says_whose_it_is_which_edition_and_of_which_facts():
    yaml = Attachment("facts.yaml", "application/yaml", b"facts: {}\n", "Facts", "Source")
    table = Attachment("t.csv", "text/csv", b"a", "Table")
    own, core = properties_of(Document(META, SAID, (table, yaml)))
    assert own["facts"] == hashlib.sha256(yaml.data).hexdigest()
    assert {**own, "facts": ""} == {**own, "report": "harbour", "edition": "7", "date": "2026-01-31",
                                    "language": "zh-CN", "licence": "CC BY 4.0", "facts": ""}
    assert (core.title, core.author, core.language, core.comments) == ("港口简报", "示例单位", "zh-CN", "季度")
    assert core.created.isoformat() == core.modified.isoformat() == "2026-01-31T00:00:00+00:00"


def test_a_document_without_its_facts_says_so():
    assert properties_of(Document(META, SAID))[0]["facts"] == ""
