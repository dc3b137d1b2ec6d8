"""No validator finds a fault in any Word file: our own rules, an auditor, the Open XML SDK of Word's makers."""

import json
import re
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain

import pytest

from reportgen.checks.word import findings
from reportgen.diagnostics import Span
from reportgen.facts.yaml.nodes import Text
from reportgen.writers.docx import write
from reportgen.writers.docx.base.blank import base_package
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme, themes
from reportgen.writers.word import Word
from tests.cases import every_document
from tests.houses import with_cover
from tests.packages import parts_of

OTHER_LOOKS = ("every_block-en", "contents-zh-CN", "timelines-en")
OTHER_WAYS = (Word(facts="control", sources="comment"), Word(facts="control", sources="footnote"),
              Word(sources="footnote", template=Text("ours.docx", Span("reportgen.yaml")), house=with_cover()))
pytestmark = pytest.mark.slow


def made(folder):
    """Name → file: every document in its theme, some in each theme, in each way to mark facts, in a house."""
    for name, document, theme in every_document(folder):
        looks = (theme, *(load_theme(look) for look in ("official", "jianbao") if name in OTHER_LOOKS))
        ways = (replace(theme, word=word) for word in OTHER_WAYS if name in (*OTHER_LOOKS, "briefing-modern-zh-CN"))
        for number, look in enumerate(chain(looks, ways)):
            yield f"{name}-{number}", write(document, look, fonts_for(document, look))
    for name in themes():
        yield f"blank-{name}", base_package(load_theme(name), "zh-CN")


def test_neither_our_own_rules_nor_the_auditor_find_a_fault_in_any_document(tmp_path):
    from openxml_audit import OpenXmlValidator
    file, told, seen = tmp_path / "one.docx", {}, 0
    for name, data in made(tmp_path):
        file.write_bytes(data)
        audited = OpenXmlValidator().validate(str(file)).errors      # one that is used again mixes files up
        faults = [*map(str, findings(data)), *map(str, audited)]
        told |= {name: faults} if faults else {}
        seen += 1
    assert seen > 50
    assert told == {}


def judged(program, file):
    """The faults that the SDK's validator finds in a file."""
    run = subprocess.run([program("ooxml-validator"), str(file)], capture_output=True, text=True, encoding="utf-8",
                         env={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"})
    faults = json.loads(run.stdout)["errors"]
    return [f"{file.name} {one['path']} {one['xPath']}: {one['description']}" for one in faults]


@pytest.mark.needs("ooxml-validator")
def test_nor_does_the_open_xml_sdk(program, tmp_path):
    """In one language each: it takes half a second for a file."""
    chosen = {re.sub("-(en|zh-CN)-", "-", name): data for name, data in made(tmp_path)}
    files = [tmp_path / f"{name}.docx" for name in chosen]
    for file, data in zip(files, chosen.values(), strict=True):
        file.write_bytes(data)
    assert len(files) > 30
    with ThreadPoolExecutor(2) as pool:
        assert list(chain.from_iterable(pool.map(lambda file: judged(program, file), files))) == []


@pytest.mark.needs("ooxml-validator")
def test_the_sdk_does_find_faults(program, tmp_path):
    _, document, theme = next(every_document(tmp_path))
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(broken, "w") as package:
        for part, data in parts_of(write(document, theme, fonts_for(document, theme))).items():
            package.writestr(part, data.replace(b"<w:keepNext/><w:keepLines/>", b"<w:keepLines/><w:keepNext/>"))
    assert judged(program, broken)
