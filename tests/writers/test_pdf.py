"""The PDF is tagged, complete on every page, hermetic, and the same to the byte wherever it is made."""

import ctypes
import hashlib
import os
import pickle
import subprocess
import sys
from dataclasses import replace

import page as page_validation
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from reportgen.diagnostics import ReportgenError, Span
from reportgen.document.nodes import (
    Callout,
    Cell,
    Chart,
    Column,
    Document,
    Emphasis,
    FactText,
    Heading,
    KeyFigure,
    KeyFigures,
    Link,
    List,
    Masthead,
    Meta,
    Note,
    Paragraph,
    Picture,
    Point,
    Quote,
    Row,
    Series,
    Strong,
    Table,
    Text,
)
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.readers import pdf as reader
from reportgen.writers.fonts import fonts_for
from reportgen.writers.pdf import write_pdf
from reportgen.writers.theme import load_theme

pytestmark = pytest.mark.needs("pango")
MODERN = load_theme("modern")
WORDS = "Four countries together solved many cases and arrested many suspects in the operation of that year. "
HEAD = Masthead("EXAMPLE", "Example Office", "A title", "", (("No.", (Text("1"),)),))


def say(*content):
    return tuple(Text(c) if isinstance(c, str) else c for c in content)


def p(*content, **more):
    return Paragraph(say(*content), **more)


def cell(*content, **more):
    return Cell(say(*content), **more)


def document(*blocks, lang="en", **meta):
    known = Meta(
        "r", lang, "A title", "1", "2016-04-30", "EXAMPLE", "Running head", "Public sources", "Example Office", "About"
    )
    return resolve(Document(replace(known, **meta), blocks), words(lang))


def table(rows, text="words", **more):
    return Table(
        (Column(), Column("number")),
        (Row((cell("Operation", head=True), cell("Cases", head=True))),),
        tuple(Row((cell(f"row {i} {text}", head=True), cell(str(i)))) for i in range(rows)),
        say("Many"),
        **more,
    )


def made(tree, theme=MODERN):
    return write_pdf(tree, theme, fonts_for(tree, MODERN))


def opened(tree, theme=MODERN):
    return pypdfium2.PdfDocument(made(tree, theme))


def texts(file):
    """What stands on each page, in order of drawing."""
    return [sheet.get_textpage().get_text_bounded() for sheet in file]


def long_document(lang="en"):
    return document(
        HEAD,
        Heading(1, say("First")),
        p(WORDS * 8, Note(say("A note"))),
        Heading(2, say("Sub")),
        table(70),
        Heading(1, say("Second")),
        p(WORDS * 60),
        lang=lang,
    )


@pytest.fixture(scope="module")
def written():
    return made(long_document())


@pytest.fixture(scope="module")
def pages(written):
    return texts(pypdfium2.PdfDocument(written))


def fonts_of(file):
    """The base names of all fonts that draw text, without the marks of subsets."""
    found = set()
    for sheet in file:
        for thing in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(thing.raw), name, 200)
            found.add(name.value.decode().partition("+")[2])
    return found


def nodes(data, kind):
    def walk(node):
        for kid in node.kids:
            if isinstance(kid, reader.Node):
                yield kid
                yield from walk(kid)

    return [found for root in reader._pages(data) for found in (root, *walk(root)) if found.type == kind]


def pages_of(node):
    return {run.page for run in reader._inside([node]) if run.page >= 0}


# --- pages --------------------------------------------------------------------------------------------------------

def test_every_page_has_the_marking_at_head_and_foot_and_its_number(pages):
    assert len(pages) >= 4
    for number, text in enumerate(pages, 1):
        assert text.count("EXAMPLE") == 2
        assert f"Page {number} of {len(pages)}" in text
        assert "Public sources" in text


def test_the_running_head_names_the_section_but_not_on_the_first_page(pages):
    assert "Running head" not in pages[0]
    assert "Running head" in pages[1] and pages[1].count("1 First") == 1
    assert "2 Second" in pages[-1]


def test_a_document_without_a_masthead_has_a_head_on_its_first_page_too():
    (text,) = texts(opened(document(Heading(1, say("First")), p("a"))))
    assert text.count("EXAMPLE") == 2 and "Running head" in text and text.count("1 First") == 1


def test_page_furniture_may_hold_what_css_would_take_for_its_own():
    (text,) = texts(opened(document(HEAD, p("a"), footer='a "b" \\ c } d', marking="x'y")))
    assert 'a "b" \\ c } d' in text.replace("\r\n", " ") and "x'y" in text


def test_the_head_of_a_table_is_on_each_of_its_pages(written, pages):
    on = {page for node in nodes(written, "Table") if "row 5" in reader._words(node.kids) for page in pages_of(node)}
    assert len(on) >= 2
    assert all("Operation" in pages[page] for page in on)


def test_a_repeated_head_is_told_once(written):
    assert reader._words(nodes(written, "THead")[0].kids).count("Operation") == 1
    assert [unit.text for unit in reader.read_words(written)].count("Operation") == 1


def test_no_row_is_cut_by_a_page():
    data = made(document(HEAD, p(WORDS), table(60, WORDS * 3)))
    cells = [pages_of(node) for node in nodes(data, "TR")]
    assert len(cells) == 62 and len(set.union(*cells)) > 2
    assert all(len(on) == 1 for on in cells)


@pytest.mark.parametrize("lines", range(36, 46))
def test_a_caption_stays_with_its_table_and_a_heading_with_what_follows(lines):
    data = made(
        document(
            HEAD, *(p("x") for _ in range(lines // 2)), Heading(1, say("Here")), Heading(2, say("below")), table(3)
        )
    )
    (captions,), headings = [pages_of(n) for n in nodes(data, "Caption")], [pages_of(n) for n in nodes(data, "H3")]
    first_row = pages_of(nodes(data, "TR")[2])
    assert captions == first_row == headings[0]


def test_a_footnote_stands_at_the_foot_of_the_page_of_its_mark(written):
    (note,) = nodes(written, "Note")
    assert pages_of(note) == {0}
    sheet = pypdfium2.PdfDocument(written)[0]
    text = sheet.get_textpage()
    at = text.search("A note").get_next()
    assert text.get_charbox(at[0])[1] < sheet.get_height() * 0.25


def test_words_that_would_leave_the_page_are_an_error():
    wide = Table((Column(),) * 20, (Row(tuple(cell("a", head=True) for _ in range(20))),),
                 (Row(tuple(cell("unbreakablewords") for _ in range(20))),), span=Span("t.md", 4))
    with pytest.raises(ReportgenError, match=r't.md:4:1: .* too narrow for "unbreakablewords" .*\[too-wide\]'):
        made(document(HEAD, wide))


def test_a_chinese_paragraph_begins_two_characters_in():
    tree = document(p("国" * 120), lang="zh-CN")
    text = opened(tree)[0].get_textpage()
    boxes = [text.get_charbox(i, loose=True) for i in range(text.count_chars()) if text.get_text_range(i, 1) == "国"]
    lefts = sorted({round(left, 1) for left, *_ in boxes})
    first, size = boxes[0][0], MODERN.sizes["body"]
    assert first - lefts[0] == pytest.approx(2 * size, abs=0.5)


def test_emphasis_in_chinese_is_upright_and_in_english_slanted():
    assert not [
        name for name in fonts_of(opened(document(p(Emphasis(say("重点 abc"))), lang="zh-CN"))) if "Italic" in name
    ]
    assert [name for name in fonts_of(opened(document(p(Emphasis(say("abc")))))) if "Italic" in name]


# --- tags and properties ------------------------------------------------------------------------------------------

def assert_accessible(data):
    report = page_validation.validate_pdf_bytes(data, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.rules.total > 80
    assert report.is_compliant, [str(failure) for failure in report.failures]


def test_it_keeps_the_rules_for_accessible_pdf(written):
    assert_accessible(written)


def test_it_keeps_them_with_everything_that_weasyprint_alone_tags_wrongly():
    spans = Table((Column(),) * 3, (Row((cell("A", head=True, rowspan=2), cell("B", head=True, colspan=2))),
                                    Row((cell("C", head=True), cell("D", head=True)))),
                  (Row((cell("g", head=True, colspan=3),), "group"), Row((cell("x", rowspan=2), cell("1"), cell(""))),
                   Row((cell("2"), cell("3")))))
    chart = Chart("bar", ("a",), (Series("s", (Point("1", "1"),), "u"),), say("c"))
    assert_accessible(made(document(
        HEAD, Heading(1, say("a ", Emphasis(say("b")))), spans, chart, p(Link(say("a ", Strong(say("b")), " c"), "https://example.org")),
        List(((p("a"), List(((p("b"), p("c")),), True), p("d", Note(say("n")))), (Quote((p("q"),)),))),
        KeyFigures((KeyFigure(say("1"), say("a"), say("b")),) * 6), Callout("note", (), (p(WORDS * 90),)),
        Table((Column(), Column()), (Row((cell("a", head=True), cell("b", head=True))),), ()),
    )))


def test_a_link_is_one_link_whatever_is_in_it():
    file = opened(document(p(Link(say("a ", Strong(say("b", Emphasis(say("c")))), " d"), "https://example.org"))))
    sheet, count = file[0], 0
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(sheet.raw, position, link):
        count += 1
    assert count == 1


def test_it_has_bookmarks_for_its_sections(written):
    outline = [
        (mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in pypdfium2.PdfDocument(written).get_toc()
    ]
    assert [(level, title) for level, title, _ in outline] == [(0, "1 First"), (1, "1.1 Sub"), (0, "2 Second")]
    assert outline[0][2] == 0 < outline[2][2]


def test_its_properties_are_those_of_the_document(written):
    file = pypdfium2.PdfDocument(written)
    known = file.get_metadata_dict()
    assert (known["Title"], known["Author"], known["Subject"]) == ("A title", "Example Office", "About")
    assert {known["CreationDate"], known["ModDate"]} == {"D:20160430000000Z"}
    language = (ctypes.c_ushort * 20)()
    size = pdfium.FPDFCatalog_GetLanguage(file.raw, language, ctypes.sizeof(language))
    assert bytes(language)[:size - 2].decode("utf-16-le") == "en"


def test_a_figure_leads_to_its_line_of_evidence():
    tree = document(HEAD, p(FactText("w.cases", "8,919")), Table(
        (Column(),), (Row((cell("Fact", head=True),)),), (Row((cell("w.cases"),), id="evidence-w.cases"),)))
    fact = tree.blocks[1].content[0]
    assert fact.target
    sheet = opened(tree)[0]
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    assert pdfium.FPDFLink_Enumerate(sheet.raw, position, link)


# --- nothing from outside -----------------------------------------------------------------------------------------

def test_all_fonts_are_the_document_s_own(written):
    names = fonts_of(pypdfium2.PdfDocument(written))
    assert names and all(name.startswith("Reportgen") for name in names)


def test_a_font_of_the_machine_is_not_found_even_by_name():
    theme = replace(MODERN, look=MODERN.look + "p { font-family: 'DejaVu Sans', 'Noto Sans CJK SC' }")
    assert all(name.startswith("Reportgen") for name in fonts_of(opened(document(p("plain words")), theme)))


def test_the_environment_is_as_it_was(monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", "/somewhere/fonts.conf")
    monkeypatch.delenv("FONTCONFIG_PATH", raising=False)
    made(document(p("a")))
    assert os.environ["FONTCONFIG_FILE"] == "/somewhere/fonts.conf" and "FONTCONFIG_PATH" not in os.environ


@pytest.mark.parametrize("address", ["file:///etc/hostname", "https://example.org/x.png", "//example.org/x", "x.png"])
def test_nothing_is_fetched(address, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    svg = (f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
           f'<rect width="5" height="5"/><image href="{address}" xlink:href="{address}" width="4" height="4"/></svg>')
    tree = document(p("a"), Picture(svg.encode(), "image/svg+xml", "A square"))
    with pytest.raises(ReportgenError, match=r"\[pdf-"):
        write_pdf(tree, MODERN, fonts_for(document(p("a")), MODERN))          # past the check of pictures


def test_a_picture_higher_than_the_page_is_made_smaller_and_stands_whole():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="4000"><rect width="1000" height="4000"/></svg>'
    page = opened(document(p("a"), Picture(svg, "image/svg+xml", "A tower")))[0]
    drawn = [thing.get_bounds() for thing in page.get_objects() if thing.type == pdfium.FPDF_PAGEOBJ_PATH]
    left, bottom, right, top = max(drawn, key=lambda box: box[3] - box[1])
    assert bottom > 0 and top < page.get_height()
    assert (top - bottom) / (right - left) == pytest.approx(4, rel=0.01)


def test_a_complaint_of_the_layout_is_an_error():
    with pytest.raises(ReportgenError, match=r"unheard-of.*\[pdf-layout\]"):
        made(document(p("a")), replace(MODERN, look="p { unheard-of: 1 }"))


def test_the_bytes_do_not_depend_on_the_process(tmp_path):
    code = (
        "import sys, pickle, hashlib; from reportgen.writers import WRITERS\n"
        "from reportgen.writers.fonts import fonts_for; from reportgen.writers.theme import load_theme\n"
        "d = pickle.load(open(sys.argv[1], 'rb')); t = load_theme('modern')\n"
        "print(hashlib.sha256(WRITERS['pdf'](d, t, fonts_for(d, t))).hexdigest())"
    )
    tree = long_document("zh-CN")
    digests = {hashlib.sha256(made(tree)).hexdigest() + "\n"}
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/Lima")):
        folder = tmp_path / f"文 {seed}"
        folder.mkdir()
        (folder / "d").write_bytes(pickle.dumps(tree))
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "TMPDIR": str(folder), "LC_ALL": "C",
                       "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder / "d")],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            cwd=folder,
        )
        digests.add(done.stdout)
        assert done.stderr == ""
    assert len(digests) == 1
