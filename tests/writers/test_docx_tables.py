"""Tables in Word: planned as everywhere, figures at decimal tabs, looks from the table's style, turned sheets."""

import io
import re
import subprocess
import zipfile
from itertools import groupby

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.checks.word import check_word
from reportgen.document.nodes import (
    Callout, Cell, Column, Document, FactText, Heading, List, Meta, PageBreak, Paragraph, Quote, Row, Table, Text,
)
from reportgen.document.resolve import resolve
from reportgen.document.walk import text_units
from reportgen.locales import words
from reportgen.readers.docx.words import read_words
from reportgen.writers.columns import Planner
from reportgen.writers.columns.room import room_of
from reportgen.writers.docx import write
from reportgen.writers.fonts import Fonts, fonts_for
from reportgen.writers.theme import load_theme

MODERN = load_theme("modern")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NO_FONTS = Fonts((), "en")                 # each letter six tenths of an em wide
SIZE = MODERN.sizes["small"] + 0.5         # points of a table's type


def row(*content, **more):
    return Row(tuple(c if isinstance(c, Cell) else Cell((Text(c),)) for c in content), **more)


def table(*rows, aligns, **more):
    return Table(tuple(Column("number" if letter == "n" else "left") for letter in aligns), (), rows, **more)


def document(*blocks, lang="en"):
    return resolve(Document(Meta("r", lang, "T", "1", "2026-01-01", footer="Foot"), blocks), words(lang))


def parts(tree, fonts=NO_FONTS):
    package = zipfile.ZipFile(io.BytesIO(write(tree, MODERN, fonts)))
    return {name: package.read(name) for name in package.namelist()}


def body(tree, fonts=NO_FONTS):
    return etree.fromstring(parts(tree, fonts)["word/document.xml"])


def xml(tree):
    return parts(tree)["word/document.xml"].decode()


def p(text):
    return Paragraph((Text(text),))


FIGURES = ("about 1.25", "12.5", "8,919", "unknown")
WIDE = table(row(*["8,919.25"] * 16), aligns="n" * 16)


def head(*content):
    return (Row(tuple(Cell((Text(c),), head=True) for c in content)),)


def looks(tree):
    """Of each row's cells the paragraph's style, its decimal tab and its indent from the right, in twips."""
    def look(cell):
        properties = cell.find(f"{W}p/{W}pPr")
        tab, inset = properties.find(f"{W}tabs/{W}tab[@{W}val='decimal']"), properties.find(W + "ind")
        return (properties.find(W + "pStyle").get(W + "val"), None if tab is None else int(tab.get(W + "pos")),
                None if inset is None else int(inset.get(W + "right")))
    return [[look(cell) for cell in line.iter(W + "tc")] for line in body(tree).iter(W + "tr")]


def kept(tree):
    """Of each row, whether it stays with the next."""
    return [line.find(f".//{W}keepNext") is not None for line in body(tree).iter(W + "tr")]


# --- figures ------------------------------------------------------------------------------------------------------

def test_figures_stand_at_a_decimal_tab_so_that_they_stay_in_line_when_somebody_types_another():
    tree = document(table(*map(row, FIGURES), aligns="n"))
    cells = list(body(tree).iter(W + "tc"))
    width = int(cells[0].find(f"{W}tcPr/{W}tcW").get(W + "w"))
    place = width - 2 * 90 - 3 * 0.6 * 1.02 * SIZE * 20              # ".25" stands behind it, and a hair more
    found = [look for line in looks(tree) for look in line]
    assert found == [("TableDecimal", pytest.approx(place, abs=1), None)] * 3 + [("TableNumber", None, None)]
    assert [cell.find(f"{W}tcPr/{W}noWrap") is not None for cell in cells] == [True, True, True, False]


def test_an_empty_cell_among_figures_has_their_tab_for_who_fills_it_in():
    empty = Cell(())
    (_,), (filled,), (tab,) = looks(document(table(row("1"), row("1.25"), row(empty), aligns="n")))
    assert tab == filled and tab[0] == "TableDecimal"


@pytest.mark.parametrize("text", ["1.25–3.5", "2 to 3.5", "1\u00a0234.5", "No. 3.5"])
def test_where_editors_would_take_another_sign_a_figure_is_indented_from_the_right(text):
    (_,), (other,) = looks(document(table(row("1.25"), row(text), aligns="n")))
    style, tab, inset = other
    assert (style, tab) == ("TableNumber", None)
    assert inset == pytest.approx((3 * 1.02 - 2) * 0.6 * SIZE * 20, abs=1)


def test_figures_of_no_decimals_are_simply_set_to_the_right():
    assert looks(document(table(row("12"), row("8,919"), row("–"), aligns="n"))) == [[("TableNumber", None, None)]] * 3


# --- looks from the table's style ---------------------------------------------------------------------------------

TOTALS = table(row("a", "1"), row(Cell((Text("Sum"),), head=True), "1", kind="total"), aligns="ln")
STYLED = Table((Column(), Column("number")), head("Name", "Count"), (
    *(row(Cell((Text(name),), head=True), "1") for name in "abc"),
    row(Cell((Text("Mean"),), head=True), "1", kind="total"), row(Cell((Text("Sum"),), head=True), "3", kind="total")))


@pytest.mark.parametrize(("block", "parts"), [
    (STYLED, "firstRow lastRow firstColumn"), (TOTALS, "lastRow"), (table(row("a"), aligns="l"), ""),
    (Table((Column(),), head("Name"), (row("a"),)), "firstRow")])
def test_a_table_says_which_parts_its_style_makes_look_different(block, parts):
    look = next(body(document(block)).iter(W + "tblLook"))
    said = [part for part in ("firstRow", "lastRow", "firstColumn", "lastColumn") if look.get(W + part) == "1"]
    bits = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80}
    assert " ".join(said) == parts
    assert int(look.get(W + "val"), 16) == 0x600 + sum(bits[part] for part in said)


def test_heads_row_heads_and_the_last_total_are_bold_by_the_tables_style_and_the_others_by_themselves():
    lines = list(body(document(STYLED)).iter(W + "tr"))
    bold = [[run.find(f"{W}rPr/{W}b") is not None for run in line.iter(W + "r")] for line in lines]
    assert bold == [[False, False]] * 4 + [[True, True], [False, False]]


def test_no_style_of_heads_is_bold_as_the_tables_style_is_since_word_takes_two_for_none():
    styles = etree.fromstring(parts(document(STYLED))["word/styles.xml"])
    by_id = {style.get(W + "styleId"): style for style in styles.iter(W + "style")}
    bold = [part.get(W + "type") for part in by_id["ReportTable"].iter(W + "tblStylePr")
            if part.find(f".//{W}b") is not None]
    assert bold == ["firstRow", "lastRow", "firstCol"]
    used = {name for tree in (STYLED, TOTALS) for name in re.findall(r'pStyle w:val="(Table\w+)"', xml(document(tree)))}
    assert {"TableHead", "TableRowHead", "TableText"} <= used
    assert [name for name in used if by_id[name].find(f"{W}rPr/{W}b") is not None] == []


def test_row_heads_are_bold_where_they_are_so_in_the_other_formats():
    inner = Table((Column(), Column()), (), (row("a", Cell((Text("b"),), head=True)),))
    small = Table((Column(), Column()), (), inner.body, style="evidence")
    assert ["<w:b/>" in xml(document(block, lang=lang)) for block, lang in (
        (inner, "en"), (inner, "zh-CN"), (small, "en"))] == [True, False, False]


def test_the_rows_below_the_first_of_a_head_look_like_heads_too():
    tall = Cell((Text("Place"),), head=True, rowspan=2)
    wide = Cell((Text("Both"),), head=True, colspan=2)
    rows = Row((tall, wide)), *head("One", "Two")
    tree = document(Table((Column(), Column(), Column()), rows, (row("a", "b", "c"),)))
    first, second, _ = body(tree).iter(W + "tr")
    assert all(line.find(f"{W}trPr/{W}tblHeader") is not None for line in (first, second))
    assert first.find(f".//{W}shd") is None
    assert [cell.find(f"{W}tcPr/{W}shd") is not None for cell in second.iter(W + "tc")] == [True] * 3
    assert all(run.find(f"{W}rPr/{W}b") is not None for run in second.iter(W + "r"))


# --- grids --------------------------------------------------------------------------------------------------------

@st.composite
def merged(draw):
    """A table of four columns in which cells reach over columns and rows as they like."""
    height, taken, rows = draw(st.integers(1, 5)), set(), []
    for line in range(height):
        cells, column = [], 0
        while column < 4:
            if (line, column) not in taken:
                room = next((n for n in range(1, 5 - column) if (line, column + n) in taken), 4 - column)
                wide, high = draw(st.integers(1, room)), draw(st.integers(1, height - line))
                taken |= {(line + n, column + k) for n in range(high) for k in range(wide)}
                cells.append(Cell((Text(f"{line}.{column}"),), draw(st.booleans()), wide, high))
            column += 1
        rows.append(Row(tuple(cells)))
    return Table((Column(), Column("number"), Column("center"), Column()), (), tuple(rows))


@given(merged())
def test_merged_cells_fill_the_grid_however_they_reach(block):
    if not all(line.cells for line in block.body):
        return                                                   # a row of nothing is refused before
    root, above = body(document(block)), {}
    grid = [int(column.get(W + "w")) for column in root.iter(W + "gridCol")]
    for line in root.iter(W + "tr"):
        column, here = 0, {}
        for cell in line.iter(W + "tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            wide = 1 if span is None else int(span.get(W + "val"))
            assert int(cell.find(f"{W}tcPr/{W}tcW").get(W + "w")) == sum(grid[column:column + wide])
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None:
                here[column] = wide
                assert merge.get(W + "val") == "restart" or above.get(column) == wide
            column += wide
        assert column == 4
        above = here


def test_tables_of_all_kinds_wherever_they_stand_are_sound():
    inner = (STYLED, table(row("1", ""), row("2.5–3", "x"), aligns="nn", notes=((Text("n"),),)))
    empty = Table((Column(), Column()), head("Name", "Count"), ())
    tree = document(STYLED, TOTALS, empty, Quote(inner), Callout("note", (Text("T"),), inner),
                    List((inner, (p("a"), *inner))), WIDE)
    assert check_word(write(tree, MODERN, NO_FONTS)) == []


# --- page breaks --------------------------------------------------------------------------------------------------

def test_rows_that_one_cell_reaches_over_stay_together_as_long_as_they_are_few():
    few, many = Cell((Text("few"),), rowspan=3), Cell((Text("many"),), rowspan=20)
    rows = [row(few, "1"), row("2"), row("3"), *(row("x", str(n)) for n in range(40)), row(many, "1"),
            *(row(str(n)) for n in range(19))]
    assert kept(document(table(*rows, aligns="ll"))) == [True, True, False] + [False] * 60


def test_a_long_table_is_no_chain_of_rows_that_keep_one_another():
    groups = [line for n in range(20) for line in (row(Cell((Text(f"Group {n}"),), head=True, colspan=2), kind="group"),
                                                   *(row("a", str(k)) for k in range(4)))]
    rows = (*groups, row("Sum", "9", kind="total"))
    found = kept(document(Table((Column(), Column("number")), head("Name", "Count"), rows)))
    assert max(len(list(run)) for keeps, run in groupby(found) if keeps) == 2              # the head, the first group
    assert found.count(True) == 1 + 20 + 1


def test_a_row_as_high_as_half_a_page_may_be_divided_and_no_other():
    rows = (row("a", "many words " * 40), row("b", "many words " * 800), row("c", "d"))
    tree = document(Table((Column(), Column()), head("Name", "Text"), rows))
    whole = [line.find(f"{W}trPr/{W}cantSplit") is not None for line in body(tree).iter(W + "tr")]
    assert whole == [True, True, False, True]


def test_notes_stay_with_the_last_row_and_together_and_stand_under_their_table():
    block = table(row("1"), aligns="n", notes=((Text("first"),), (Text("second"),)))
    root = body(document(Quote((block,))))
    notes = [p for p in root.iter(W + "p") if p.find(f"{W}pPr/{W}pStyle").get(W + "val") == "TableNote"]
    assert [note.find(f"{W}pPr/{W}keepNext") is not None for note in notes] == [True, False]
    inset = next(root.iter(W + "tblInd")).get(W + "w")
    assert {note.find(f"{W}pPr/{W}ind").get(W + "left") for note in notes} == {inset}
    assert kept(document(Quote((block,)))) == [True]


# --- read aloud ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("lang", "said"), [
    ("en", "Rows: 5. Columns: Name, Count."), ("zh-CN", "共5行。各列：Name、Count。")])
def test_who_cannot_see_a_table_hears_what_it_holds(lang, said):
    root = body(document(STYLED, lang=lang))
    assert next(root.iter(W + "tblDescription")).get(W + "val") == said


def test_columns_are_called_by_all_heads_above_them_and_never_too_long_for_words_own_dialog():
    wide = Cell((Text("Both"),), head=True, colspan=2)
    tree = Table((Column(), Column()), (Row((wide,)), *head("one", "two")), (row("a", "b"),))
    said = next(body(document(tree)).iter(W + "tblDescription")).get(W + "val")
    assert said == "Rows: 1. Columns: Both one, Both two."
    long = Table((Column(),) * 9, head(*("a very long head of a column " * 2,) * 9), (row(*"abcdefghi"),))
    assert len(next(body(document(long)).iter(W + "tblDescription")).get(W + "val")) == 250


# --- widths, turned sheets ----------------------------------------------------------------------------------------

def test_columns_are_as_wide_as_planned_for_all_formats():
    tree = document(table(row("a", "a long sentence of many words " * 20, "8,919"), aligns="lln"))
    grid = [int(column.get(W + "w")) for column in body(tree).iter(W + "gridCol")]
    plan = Planner(MODERN, NO_FONTS, "sans").plan(tree.blocks[0], room_of(MODERN))
    assert [width / sum(grid) for width in grid] == pytest.approx(plan.shares, abs=0.001)


def test_a_turned_table_has_a_section_of_its_own_with_what_introduces_it():
    tree = document(p("before"), Heading(1, (Text("Wide"),)), WIDE, p("after"))
    root = body(tree)
    sections = list(root.iter(W + "sectPr"))
    assert [section.find(W + "pgSz").get(W + "orient") for section in sections] == [None, "landscape", None]
    xml = etree.tostring(root, encoding="unicode")
    at = [xml.index(mark) for mark in (">before<", "<w:sectPr>", ">Wide<", "landscape", ">after<")]
    assert at == sorted(at)
    assert [unit.text for unit in read_words(write(tree, MODERN, NO_FONTS))] == [unit.text for unit in text_units(tree)]


def test_the_foot_of_a_turned_sheet_reaches_to_its_edge():
    upright, turned = (parts(document(*blocks)) for blocks in ((p("a"),), (p("a"), WIDE)))
    assert "word/footer2.xml" not in upright
    foot = etree.fromstring(turned["word/footer2.xml"])
    tabs = {tab.get(W + "val"): int(tab.get(W + "pos")) for tab in foot.iter(W + "tab") if tab.get(W + "val")}
    assert tabs == {"right": round(257 * 1440 / 25.4)}


def test_a_table_inside_something_turns_nothing():
    assert "landscape" not in etree.tostring(body(document(Quote((WIDE,)))), encoding="unicode")


def test_smaller_type_is_said_of_every_run():
    root = body(document(table(row(*["8,919.25"] * 19), aligns="n" * 19)))
    sizes = {size.get(W + "val") for size in root.iter(W + "sz")}
    assert len(sizes) == 1 and 13 <= int(sizes.pop()) < 18


def group(n):
    return (row(Cell((Text(f"Group {n}"),), head=True, colspan=3), kind="group"),
            *(row(f"Row {n}.{k}", f"{n}.{k}5", "x") for k in range(4)))


@pytest.mark.parametrize(("block", "style", "kept"), [
    (table(row("a", "b"), aligns="ll"), "", True),
    (table(row("a", "b"), aligns="ll", caption=(Text("Said above"),)), "", False),
    (table(row("a", "b"), aligns="ll", caption=(Text("Said above"),)), "small", True),
    (p("more"), "small", False),
])
def test_a_paragraph_stays_with_the_table_below_it_where_no_caption_stands_between(block, style, kept):
    first = body(document(Paragraph((Text("To begin with"),), style=style), block)).find(f".//{W}p")
    assert (first.find(f"{W}pPr/{W}keepNext") is not None) == kept


@pytest.mark.parametrize(("theme", "of_headings"), [("modern", True), ("jianbao", False)])
def test_cells_have_the_type_that_the_theme_gives_them(theme, of_headings):
    package = zipfile.ZipFile(io.BytesIO(write(document(p("x")), load_theme(theme), NO_FONTS)))
    styles = etree.fromstring(package.read("word/styles.xml"))
    for name in ("TableText", "AnnexText"):
        fonts = styles.find(f"{W}style[@{W}styleId='{name}']/{W}rPr/{W}rFonts")
        assert (fonts is not None and fonts.get(W + "asciiTheme") == "majorHAnsi") == of_headings


LONG = Table((Column(), Column("number"), Column()), head("Name", "Number", "Remark"),
             (*(line for n in range(12) for line in group(n)), row("Sum", "9.5", "end", kind="total")),
             (Text("Groups"),))


@pytest.mark.needs("soffice")
@pytest.mark.slow
def test_libreoffice_shows_decimal_signs_one_under_the_other_and_breaks_tables_where_it_may(program, tmp_path):
    fact = Cell((FactText("a", "3,456.5", "f1_a", ""), Text(" cases")))
    figures = ("约1.25", "1,234.5吨", "12.75余", "7.5", fact, "1.5–22.5")
    aligned = table(*(row("x", figure) for figure in figures), aligns="ln")
    tall = table(row("b", "many words " * 2000), aligns="ll")
    tree = document(aligned, WIDE, p("after"), *(block for filler in (5, 6, 7, 8, 9) for block in (
        PageBreak(), *[p("filler")] * 2 * filler, LONG)), PageBreak(), tall, lang="zh-CN")
    (tmp_path / "a.docx").write_bytes(write(tree, MODERN, fonts_for(tree, MODERN)))
    subprocess.run([program("soffice"), f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless",
                    "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True,
                   capture_output=True)
    file = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert [sheet.get_width() > sheet.get_height() for sheet in file][:3] == [False, True, False]
    text = file[0].get_textpage()
    whole = text.get_text_range()
    *signs, _, second = [text.get_charbox(found.start(1), loose=True)[0] for found in re.finditer(r"\d(\.)\d", whole)]
    assert len(signs) == 5 and max(signs) - min(signs) < 0.5
    assert abs(second - signs[0]) < 2.5                 # of the range, which is set from the right by our own fonts
    pages = [page.get_textpage().get_text_range() for page in file]
    broken = [page for page in pages if "Row 0.0" in page and "Sum" not in page]
    assert len(broken) == 5 and len({page.split("Row")[-1] for page in broken}) > 1        # at several places
    assert not any(re.search(r"Group \d+\s*(?:Foot.*)?$", page) for page in broken)
    rest = [page for page in pages if "Sum" in page]
    assert len(rest) == 5 and all(page.index("Remark") < page.index("Row") for page in rest)
    assert pages[-2].count("many") and sum(page.count("many") for page in pages) == 2000
