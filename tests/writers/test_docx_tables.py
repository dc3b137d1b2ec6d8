"""Tables in Word: planned as everywhere, figures lined up by indents, turned sheets as sections of their own."""

import io
import re
import subprocess
import zipfile

import pypdfium2
import pytest
from lxml import etree

from reportgen.document.nodes import Cell, Column, Document, Heading, Meta, Paragraph, Quote, Row, Table, Text
from reportgen.document.resolve import resolve
from reportgen.document.walk import text_units
from reportgen.locales import words
from reportgen.readers.docx.words import read_words
from reportgen.writers.columns import Planner, room_of
from reportgen.writers.docx import write
from reportgen.writers.fonts import Fonts, fonts_for
from reportgen.writers.theme import load_theme

MODERN = load_theme("modern")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NO_FONTS = Fonts((), "en")                 # each letter six tenths of an em wide


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


def p(text):
    return Paragraph((Text(text),))


FIGURES = ("about 1.25", "12.5", "8,919", "unknown")
WIDE = table(row(*["8,919.25"] * 16), aligns="n" * 16)


def test_figures_are_indented_so_that_their_decimal_signs_line_up_and_stay_on_one_line():
    cells = list(body(document(table(*map(row, FIGURES), aligns="n"))).iter(W + "tc"))
    size = MODERN.sizes["small"] + 0.5
    insets = [cell.find(f".//{W}ind") for cell in cells]
    indents = [0 if inset is None else int(inset.get(W + "right")) for inset in insets]
    assert indents == pytest.approx([0, 0.6 * size * 20, 3 * 0.6 * size * 20, 0], abs=1)
    assert [cell.find(f"{W}tcPr/{W}noWrap") is not None for cell in cells] == [True, True, True, False]


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


@pytest.mark.needs("soffice")
@pytest.mark.slow
def test_libreoffice_shows_decimal_signs_one_under_the_other_and_turned_sheets(program, tmp_path):
    figures = ("约1.25", "1,234.5吨", "12.75余", "7.5")
    tree = document(table(*(row("x", figure) for figure in figures), aligns="ln"), WIDE, p("after"), lang="zh-CN")
    (tmp_path / "a.docx").write_bytes(write(tree, MODERN, fonts_for(tree, MODERN)))
    subprocess.run([program("soffice"), f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless",
                    "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True,
                   capture_output=True)
    file = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert [sheet.get_width() > sheet.get_height() for sheet in file] == [False, True, False]
    text = file[0].get_textpage()
    whole = text.get_text_range()
    signs = [text.get_charbox(found.start(1), loose=True)[0] for found in re.finditer(r"\d(\.)\d", whole)]
    assert len(signs) == 4 and max(signs) - min(signs) < 1.5
