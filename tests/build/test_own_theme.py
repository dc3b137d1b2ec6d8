"""A project's own theme shows in every format: its sheet, a colour, a size, a style of its own and the logo."""

import ctypes
import io
import re
import shutil
import zipfile
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from reportgen.build.build import build
from reportgen.build.project import open_project
from reportgen.build.read import proofread
from reportgen.checks.parity import check_parity
from reportgen.diagnostics import ReportgenError

BASE = Path(__file__).parents[1] / "errors" / "project"
LETTER = (612.0, 792.0)                                 # points
PURPLE, GREEN = (0x7A, 0x1F, 0x5C), (0x00, 0xFF, 0x00)
THEME = """\
page: {sheet: Letter, left: 30}
colours: {accent: "#7a1f5c"}
sizes: {body: 12, h1: 20}
scripts: {latin: {indent: 2, space: 0.25, hyphenate: false}}
logo: {file: logo.svg, height: 15, alt: {en: Sample Office}}
styles: {key-point: {size: 1.5, colour: accent, bold: true, indent: false}}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><path d="M0 0H40V10H0z" fill="#00ff00"/></svg>'
TEMPLATE = """
{.key-point}
A point that matters.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("own") / "project"
    shutil.copytree(BASE, root)
    listed = (root / "reportgen.yaml").read_text("utf-8")
    (root / "reportgen.yaml").write_text(
        listed.replace("formats: [html]", "formats: [html, pdf, docx]\n    theme: themes/ours"), "utf-8")
    template = root / "templates" / "en.md"
    template.write_text(template.read_text("utf-8") + TEMPLATE, "utf-8")
    (root / "themes" / "ours").mkdir(parents=True)
    (root / "themes" / "ours" / "theme.yaml").write_text(THEME, "utf-8")
    (root / "themes" / "ours" / "logo.svg").write_text(LOGO, "utf-8")
    (root / "themes" / "ours" / "look.css").write_text("h1.title { letter-spacing: 2pt }\n", "utf-8")
    return open_project(root)


@pytest.fixture(scope="module")
def made(project):
    """The bytes by format."""
    files = [file.path for file in build(project.report("case"), project).files]
    return {path.suffix[1:]: path.read_bytes() for path in files if path.suffix in (".html", ".pdf", ".docx")}


def test_the_pdf_has_its_sheet_its_colour_and_the_logo(made):
    with pypdfium2.PdfDocument(made["pdf"]) as pdf:
        assert tuple(round(side, 1) for side in pdf[0].get_size()) == LETTER
        page = pdf[0].render(scale=2).to_pil().convert("RGB")
        sizes = _font_sizes(pdf[0])
    assert {12.0, 18.0, 20.0} <= sizes                                   # body, key-point, h1
    green = _pixels(page, GREEN)
    left, right = min(x for x, _ in green), max(x for x, _ in green)
    top, bottom = min(y for _, y in green), max(y for _, y in green)
    assert left / 144 * 25.4 == pytest.approx(30, abs=0.3)               # at the left margin
    assert (right - left) / 144 * 25.4 == pytest.approx(60, abs=0.6)
    assert (bottom - top) / 144 * 25.4 == pytest.approx(15, abs=0.6)
    assert len(_pixels(page, PURPLE)) > 100


def _pixels(image, colour):
    data, wanted = image.tobytes(), bytes(colour)
    return [(n % image.width, n // image.width) for n in range(len(data) // 3) if data[3 * n:3 * n + 3] == wanted]


def _font_sizes(page):
    """The sizes of the letters as they stand on the page, in points."""
    text, matrix, sizes = page.get_textpage(), pdfium.FS_MATRIX(), set()
    for n in range(text.count_chars()):
        pdfium.FPDFText_GetMatrix(text.raw, n, ctypes.byref(matrix))
        sizes.add(round(pdfium.FPDFText_GetFontSize(text.raw, n) * abs(matrix.d), 1))
    return sizes


def test_the_web_page_has_them_too_and_its_own_style_sheet_last(made):
    html = made["html"].decode()
    style = re.search("<style>(.*?)</style>", html, re.DOTALL)[1]
    assert "size: 215.9mm 279.4mm" in style and "--accent: #7a1f5c;" in style and "--body-points: 12.0pt;" in style
    assert "p.key-point { font-size: 1.5rem; color: var(--accent); font-weight: 700; text-indent: 0; }" in style
    assert style.index("h1.title { letter-spacing: 2pt }") > style.rindex("figcaption")
    assert re.search(r'<header class="masthead[^>]*>\n<img class="logo" src="data:image/svg\+xml;base64,[^"]+" '
                     r'alt="Sample Office">', html)


def test_the_word_file_has_them_as_styles_that_can_be_changed(made):
    parts = _parts(made["docx"])
    document, styles = parts["word/document.xml"].decode(), parts["word/styles.xml"].decode()
    assert '<w:pgSz w:w="12240" w:h="15840"/>' in document and 'w:left="1701"' in document
    assert _style(styles, "Normal")["sz"] == "24" and _style(styles, "Heading1")["sz"] == "40"
    assert _style(styles, "Heading1")["color"] == "7A1F5C"
    assert _style(styles, "BodyText") | {"firstLineChars": "200", "after": "60"} == _style(styles, "BodyText")
    key_point = _style(styles, "KeyPoint")
    assert key_point | {"sz": "36", "color": "7A1F5C", "firstLineChars": "0"} == key_point
    assert '<w:pStyle w:val="KeyPoint"/>' in document
    assert b"autoHyphenation" not in parts["word/settings.xml"]
    assert b'val="7A1F5C"' in parts["word/theme/theme1.xml"]
    wide, high = re.search(r'<wp:extent cx="(\d+)" cy="(\d+)"/><wp:docPr [^>]*descr="Sample Office"', document).groups()
    assert (int(wide), int(high)) == pytest.approx((60 * 36000, 15 * 36000), abs=1000)       # EMU


def test_the_word_files_logo_is_the_picture(made):
    from PIL import Image

    pictures = [data for name, data in _parts(made["docx"]).items() if name.startswith("word/media/")
                and name.endswith(".png")]
    assert len(pictures) == 1
    with Image.open(io.BytesIO(pictures[0])) as image:
        assert image.convert("RGB").getpixel((image.width // 2, image.height // 2)) == GREEN
        assert image.width / image.height == pytest.approx(4, abs=0.02)


def _parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _style(styles, name):
    """What a style says, by the last word of each attribute's or element's name."""
    body = re.search(f'<w:style [^>]*w:styleId="{name}">(.*?)</w:style>', styles, re.DOTALL)[1]
    valued = dict(re.findall(r'<w:(\w+) w:val="([^"]*)"', body))
    return valued | dict(re.findall(r'w:(firstLineChars|after|line)="([^"]*)"', body))


def test_a_format_that_loses_the_logos_name_is_found(project, made):
    from reportgen.build.read import read

    document = read(project.report("case"), project)[0]["en"]
    assert document.blocks[0].logo == "Sample Office"
    assert check_parity(document, made) == []
    lost = {"html": made["html"].replace(b'alt="Sample Office"', b'alt="Office"')}
    assert [problem.rule for problem in check_parity(document, lost)] == ["parity"]


def test_a_mistake_is_told_by_check_as_by_build_and_what_stands_stays(project, made):
    root = project.root
    before = {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()}
    theme = root / "themes" / "ours" / "theme.yaml"
    theme.write_text(THEME.replace("sheet: Letter", "sheet: Leter"), "utf-8")
    try:
        for asked in (proofread, build):
            project = open_project(root)
            with pytest.raises(ReportgenError, match=r'theme.yaml:1:15: error: "Leter" is .*\n.*did you mean "Letter"'):
                asked(project.report("case"), project)
    finally:
        theme.write_text(THEME, "utf-8")
    assert {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()} == before != {}


def test_mistakes_in_facts_and_theme_are_told_together(tmp_path):
    shutil.copytree(BASE, tmp_path / "p")
    listed = (tmp_path / "p" / "reportgen.yaml").read_text("utf-8")
    listed = listed.replace("formats:", "theme: themes/none\n    formats:")
    (tmp_path / "p" / "reportgen.yaml").write_text(listed, "utf-8")
    (tmp_path / "p" / "data" / "more.yaml").write_text("facts: {a: {writen: 3}}\n", "utf-8")
    project = open_project(tmp_path / "p")
    with pytest.raises(ReportgenError) as wrong:
        proofread(project.report("case"), project)
    assert {"unknown-key", "missing-file"} <= {problem.rule for problem in wrong.value.diagnostics}


def test_what_a_style_sheet_prints_behind_a_paragraph_is_found_in_the_pdf(project, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(project.root, root, ignore=shutil.ignore_patterns("output"))
    (root / "themes" / "ours" / "look.css").write_text(".key-point::after { content: counter(page) }\n", "utf-8")
    opened = open_project(root)
    with pytest.raises(ReportgenError) as refused:
        build(next(iter(opened.reports.values())), opened)
    assert [(problem.rule, 'matters.1"' in str(problem)) for problem in refused.value.diagnostics] == [("parity", True)]
