"""Tables on paper: figures line up, wide ones turn the sheet, long ones say that they go on, and no word is lost."""

import io
import re
import zipfile

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from reportgen.checks.parity import check_parity
from reportgen.document.nodes import (
    Callout, Cell, Column, Document, Heading, Meta, Note, PageBreak, Paragraph, Row, Superscript, Table, Text,
)
from reportgen.document.resolve import resolve
from reportgen.document.rows import cut
from reportgen.locales import words
from reportgen.readers.pdf import read_words
from reportgen.writers.docx import write as write_docx
from reportgen.writers.fonts import fonts_for
from reportgen.writers.html import write_html
from reportgen.writers.pdf import mends, write_pdf
from reportgen.writers.theme import load_theme, themes

pytestmark = pytest.mark.needs("pango")
MODERN = load_theme("modern")
UPRIGHT, TURNED = (595, 842), (842, 595)
WORDS = "Words of a paragraph, so that the page has something on it. "


def cell(*content, **more):
    return Cell(tuple(Text(c) if isinstance(c, str) else c for c in content), **more)


def row(*cells, **more):
    return Row(tuple(c if isinstance(c, Cell) else cell(c) for c in cells), **more)


def table(heads, *rows, aligns="", **more):
    columns = tuple(Column("number" if letter == "n" else "left") for letter in aligns.ljust(len(heads), "l"))
    return Table(columns, (Row(tuple(cell(h, head=True) for h in heads)),) if any(heads) else (), rows,
                 **{"caption": (Text("A caption"),), **more})


def p(text):
    return Paragraph((Text(text),))


def document(*blocks, lang="en"):
    return resolve(Document(Meta("r", lang, "A title", "1", "2016-04-30"), blocks), words(lang))


def made(tree, theme=MODERN):
    """The PDF, seen to say what the tree says."""
    data = write_pdf(tree, theme, fonts_for(tree, theme))
    assert not list(check_parity(tree, {"pdf": data}))
    return data


def opened(*blocks, lang="en"):
    return pypdfium2.PdfDocument(made(document(*blocks, lang=lang)))


def sizes(file):
    return [tuple(map(round, sheet.get_size())) for sheet in file]


def texts(file):
    return [sheet.get_textpage().get_text_bounded() for sheet in file]


def lefts(sheet, pattern):
    """Where, in points from the left, the first group of each match of `pattern` begins."""
    text = sheet.get_textpage()
    whole = text.get_text_range()
    return [text.get_charbox(found.start(1), loose=True)[0] for found in re.finditer(pattern, whole)]


# --- figures ------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize(("lang", "figures"), [
    ("en", ["about 1.25", "1,234.5 tonnes", "0.125 to 30.5", "over 12.75", "7.5"]),
    ("zh-CN", ["约1.25", "1,234.5吨", "0.125至30.5", "12.75余", "7.5万人次"]),
])
def test_decimal_signs_stand_one_under_the_other(lang, figures, theme):
    tree = document(table(("a", "b"), *(row("x", figure) for figure in figures), aligns="ln"), lang=lang)
    (sheet,) = pypdfium2.PdfDocument(made(tree, load_theme(theme)))
    signs = lefts(sheet, r"(\.)\d+(?!\d|\s*to\b|\s*至)")
    signs = [sign for sign in signs if sign > 300]
    assert len(signs) == 5 and max(signs) - min(signs) < 0.3


def test_totals_notes_and_dashes_line_up_too():
    (sheet,) = opened(table(("a", "b"), row("x", "2.5"), row("x", cell("4", Superscript((Text("a"),)))),
                            row("x", cell("6", Note((Text("A note."),)))), row("x", "8", kind="total"), aligns="ln"))
    (sign,) = lefts(sheet, r"2(\.)5")
    text = sheet.get_textpage()
    whole = text.get_text_range()
    ends = [text.get_charbox(re.search(found, whole).start(), loose=True)[2] for found in (r"4\s*a", r"6\s*1", "8")]
    assert ends == pytest.approx([sign] * 3, abs=0.3)


def test_every_format_says_the_words_as_they_were():
    tree = document(table(("a", "b"), row("x", "约1.25吨"), row("x", "12"), aligns="ln"))
    fonts = fonts_for(tree, MODERN)
    outputs = {"html": write_html(tree, MODERN, fonts), "docx": write_docx(tree, MODERN, fonts)}
    assert not list(check_parity(tree, outputs))
    assert "约1.25吨" in [unit.text for unit in read_words(made(tree))]


# --- widths -------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("odd", [
    table([""] * 40, row(*[""] * 40), row(*[""] * 40)),
    table(["h"] * 30, row(*[""] * 30)),
    table(["Alone"]), table(["Alone"], row("1")), table(("a", "b"), aligns="ln"),
    table(("a", "b", "c"), row(cell("over two", colspan=2), cell("down", rowspan=2)), row("x", "y")),
], ids=["40 columns of nothing", "30 heads", "no row", "one cell", "no row of two", "spans"])
def test_odd_tables_are_laid_out(odd):
    assert sizes(opened(p(WORDS), odd, p(WORDS))) == [UPRIGHT]


def test_a_cell_of_three_hundred_letters_wraps_and_its_neighbours_do_not():
    long = ("The patrol found vessels without papers between the landing places and handed them over. " * 4)[:300]
    (sheet,) = opened(table(("Area", "Office", "Year", "What"), row("North Bank", "River office", "2015", long)))
    text = sheet.get_textpage()
    lines = text.get_text_range().split("\r\n")
    assert sum("North Bank" in line for line in lines) == 1 and any("River office" in line for line in lines)
    assert sum("patrol" in line or "landing" in line or "vessels" in line for line in lines) >= 4


def test_an_endless_word_breaks_inside_its_cell_and_an_address_at_its_slashes():
    address = "https://www.example.org/documents/reports/second-joint-operation/annex-to-the-final-report.html"
    (sheet,) = opened(table(("a", "b", "c"), row("a" * 90, address, "12.5"), aligns="lln"))
    whole = sheet.get_textpage().get_text_range()
    ends = [line.rstrip()[-1] for line in whole.split("\r\n") if "example" in line or "operation" in line]
    assert ends and set(ends) <= {"/", "-", "‐", "\ufffe", "l"}


# --- turned sheets ------------------------------------------------------------------------------------------------

YEARS = [str(2001 + n) for n in range(14)]
WIDE = table(["Region", *YEARS], *(row(f"Region no. {r}", *[f"{r}{n},345.6" for n in range(14)]) for r in range(30)),
             aligns="l" + 14 * "n")


def test_a_wide_table_stands_on_turned_sheets_with_its_heading_and_the_text_around_it_does_not():
    file = opened(Heading(1, (Text("First"),)), p(WORDS * 5), Heading(1, (Text("Wide"),)), p("It is introduced."), WIDE,
                  p("What follows."))
    assert sizes(file) == [UPRIGHT, TURNED, TURNED, UPRIGHT]
    first, wide, more, last = texts(file)
    assert "First" in first and "Wide" not in first
    assert "2 Wide" in wide and "It is introduced." in wide and "Table 1" in wide
    assert "(continued)" in more and "What follows." in last


def test_word_turns_the_same_sheets():
    tree = document(p(WORDS), WIDE, *[p(WORDS)] * 3, table(("a",), row("b"), orientation="landscape"))
    data = write_docx(tree, MODERN, fonts_for(tree, MODERN))
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    upright, turned = ("11906", "16838", ""), ("16838", "11906", "landscape")
    assert re.findall(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"(?: w:orient="(\w+)")?/>', body) == [upright, turned] * 2
    assert sizes(pypdfium2.PdfDocument(made(tree))) == [UPRIGHT, TURNED, TURNED, UPRIGHT, TURNED]


def test_an_author_may_ask_for_a_turned_sheet():
    file = opened(p(WORDS), table(("a", "b"), row("1", "2"), orientation="landscape"), p(WORDS))
    assert sizes(file) == [UPRIGHT, TURNED, UPRIGHT]


def test_a_table_in_a_box_is_set_smaller_and_never_turns_the_sheet():
    inside = table(["n"] * 9, row(*["12,345.67"] * 9), aligns="n" * 9)
    file = opened(Callout("note", (), (p("In a box."), inside)))
    assert sizes(file) == [UPRIGHT]


# --- pages --------------------------------------------------------------------------------------------------------

def long(rows, **more):
    return table(("Area", "Cases"), *(row(f"area {n}", str(n)) for n in range(rows)), aligns="ln", **more)


@pytest.mark.parametrize(("lang", "told"), [("en", "Table 1 (continued)"), ("zh-CN", "表1（续）")])
def test_each_page_but_the_first_says_that_the_table_goes_on(lang, told):
    file = opened(p(WORDS), long(120), long(3), lang=lang)
    pages = ["".join(text.split()) for text in texts(file) if "area" in text]
    assert len(pages) >= 4
    assert [text.count(told.replace(' ', '')) for text in pages] == [0] + [1] * (len(pages) - 1)
    assert [text.count("Cases") for text in pages[:-1]] == [1] * (len(pages) - 1)


def test_a_table_that_begins_on_a_new_page_is_not_continued_there():
    file = opened(p(WORDS * 55), long(8))
    assert len(texts(file)) == 2 and "continued" not in "".join(texts(file))


def test_nothing_says_so_without_the_mend(monkeypatch):
    """WeasyPrint alone repeats the row from the first page on."""
    monkeypatch.setattr(mends, "MENDS", tuple(mend for mend in mends.MENDS if mend is not mends.told_where_continued))
    tree = document(long(5))
    (text,) = texts(pypdfium2.PdfDocument(write_pdf(tree, MODERN, fonts_for(tree, MODERN))))
    assert "continued" in text


def test_that_it_goes_on_is_furniture_and_the_table_is_one():
    data = made(document(long(120)))
    assert not any("continued" in unit.text for unit in read_words(data))
    file = pypdfium2.PdfDocument(data)
    tables = 0
    for sheet in file:
        tree = pdfium.FPDF_StructTree_GetForPage(sheet.raw)
        tables += pdfium.FPDF_StructTree_CountChildren(tree)
    assert tables == len(file)                 # on each page the one root


def test_a_group_s_heading_a_total_and_a_note_never_stand_alone():
    befores = range(30, 46)
    pages = texts(opened(*(block for before in befores for block in (grouped(before), PageBreak()))))
    assert len(pages) > len(befores) + 5                               # some tables end on a page of their own
    for before in befores:
        (group,) = [n for n, text in enumerate(pages) if f"Group {before}" in text]
        assert f"member {before}" in pages[group]
        (total,) = [n for n, text in enumerate(pages) if f"Total {before}" in text]
        assert f"member {before}" in pages[total] and f"Note {before} below." in pages[total]


def grouped(before):
    """A table in which so many rows stand before a group of one, a total and a note."""
    rows = [row(f"area {n}", "1") for n in range(before)]
    group = row(cell(f"Group {before}", head=True, colspan=2), kind="group")
    return table(("Area", "Cases"), *rows, group, row(f"member {before}", "1"),
                 row(f"Total {before}", "2", kind="total"),
                 aligns="ln", notes=((Text(f"Note {before} below."),),))


def test_a_small_table_stays_on_one_page():
    for lines in (44, 46, 48):
        pages = [text for text in texts(opened(*[p("A line.")] * lines, long(6))) if "area" in text]
        assert len(pages) == 1


def test_a_row_higher_than_a_page_is_broken_and_none_of_it_is_lost():
    many = " ".join(f"word{n}" for n in range(3000))
    file = opened(table(("a", "b"), row("x", "y"), row(many, "z"), row("last", "row")))
    assert len(file) >= 3


# --- very long tables ---------------------------------------------------------------------------------------------

def test_two_thousand_rows_are_cut_alike_in_all_formats():
    tree = document(*cut((long(2000),), 60))
    fonts = fonts_for(tree, MODERN)
    outputs = {"html": write_html(tree, MODERN, fonts), "docx": write_docx(tree, MODERN, fonts), "pdf": made(tree)}
    assert not list(check_parity(tree, outputs))
    said = [unit.text for unit in read_words(outputs["pdf"])]
    assert "60 of 2,000 rows are printed; the whole table is in table-1.csv." in said and "area 60" not in said
