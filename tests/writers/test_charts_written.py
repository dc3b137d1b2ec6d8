"""Every kind of chart is in every format: drawn with real text, told in words, and with its data at hand."""

import csv
import io
from dataclasses import replace
from typing import get_args

import pypdfium2
import pytest
from lxml import html

from reportgen.checks.parity import check_parity
from reportgen.document.nodes import Chart, ChartKind, Document, Meta, Point, Series, Text
from reportgen.document.resolve import resolve
from reportgen.document.tabular import head_and_rows
from reportgen.locales import words
from reportgen.writers import WRITERS
from reportgen.writers.fonts import fonts_for
from reportgen.writers.table_csv import write_tables
from reportgen.writers.theme import load_theme

MODERN = load_theme("modern")
DATES = ("2010-07-02", "2013-07-02", "2015-07-02")
EXACT = {"en": ("4,100", "916", "85"), "zh-CN": ("4100起", "916起", "85起")}
MORE = {"en": ("over 10,164", "about 2,900", "3–5"), "zh-CN": ("超过10164起", "约2900起", "3至5起")}
NAMES = {"en": ("Cases <solved>", "Arrests", "East & North", "West", "South"),
         "zh-CN": ("案件", "抓获", "东部", "西部", "南部")}


def charts(lang):
    first, second, *places = NAMES[lang]
    values = zip(("4100", "916", "85"), EXACT[lang], strict=True)
    exact = Series(first, tuple(Point(number, text, f"w.{number}") for number, text in values), "t")
    over, about, span = MORE[lang]
    unsure = Series(second, (Point("10164", over, open="above"), Point("2900", about, open="about"),
                             Point("3", span, low="3", high="5")), "t")
    for kind in get_args(ChartKind):
        both = (exact, unsure) if kind in ("bar", "column", "line", "dot") else (exact,)
        yield Chart(kind, tuple(places), both, (Text(kind),), dates=DATES if kind == "line" else (),
                    whole=Point("6000", "6,000") if kind == "share" else None)


def document(lang):
    return resolve(Document(Meta("r", lang, "T", "1", "2016-04-30"), tuple(charts(lang))), words(lang))


def written(lang, name):
    made = document(lang)
    return WRITERS[name](made, MODERN, fonts_for(made, MODERN))


@pytest.fixture(scope="module", params=["en", "zh-CN"])
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def page(lang):
    return written(lang, "html")


@pytest.fixture(scope="module")
def paper(lang):
    return written(lang, "pdf")


def shown(lang):
    return [(chart, {*chart.categories, *(point.text for series in chart.series for point in series.points)})
            for chart in document(lang).blocks]


def test_every_format_says_the_same(lang, page, paper):
    assert check_parity(document(lang), {"html": page, "pdf": paper, "docx": written(lang, "docx")}) == []


def test_the_html_has_each_chart_as_a_picture_with_name_description_and_words(lang, page):
    tree = html.document_fromstring(page.decode())
    found = tree.xpath("//figure//*[local-name()='svg']")
    ids = tree.xpath("//@id")
    assert len(found) == len(get_args(ChartKind)) and len(set(ids)) == len(ids)
    for svg, (chart, texts) in zip(found, shown(lang), strict=True):
        told = {element.get("id"): element.text for element in svg if element.tag in ("title", "desc")}
        assert svg.get("role") == "img" and svg.get("aria-labelledby").split() == list(told)
        assert list(told.values()) == [f"{chart.label} {chart.kind}", chart.alt]
        drawn = "".join(element.text for element in svg.iter("text"))
        assert all("".join(text.split()) in "".join(drawn.split()) for text in texts)
        assert {element.get("fill") for element in svg.iter()}.isdisjoint({"currentColor", "var(--text)"})


def test_the_data_below_a_chart_are_those_that_it_shows_closed_at_first(lang, page):
    tree = html.document_fromstring(page.decode())
    boxes = tree.xpath("//details[@class='data' and not(@open) and preceding-sibling::figure]")
    for box, (chart, _) in zip(boxes, shown(lang), strict=True):
        head, rows = head_and_rows(chart, lang)
        cells = [["".join(cell.itertext()) for cell in row] for row in box.iter("tr")]
        assert cells == [head, *rows]
        assert all(text in chart.alt for row in rows for text in row[1:])
        assert all(text in chart.alt for text in chart.categories)


def test_the_pdf_has_the_words_of_each_chart_as_text(lang, paper):
    pdf = pypdfium2.PdfDocument(paper)
    text = "".join("".join(sheet.get_textpage().get_text_range() for sheet in pdf).split())
    for _, texts in shown(lang):
        assert all("".join(one.split()) in text for one in texts)


def test_no_data_table_stands_in_the_pdf(lang, paper):
    pdf = pypdfium2.PdfDocument(paper)
    assert words(lang)["chart_data"] not in "".join(sheet.get_textpage().get_text_range() for sheet in pdf)


def test_each_chart_is_a_csv_with_a_row_for_each_value(lang):
    files = write_tables(document(lang))
    assert len(files) == len(get_args(ChartKind))
    for (name, data), (chart, _) in zip(files.items(), shown(lang), strict=True):
        assert name == f"{chart.id}.csv"
        head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        points = [point for series in chart.series for point in series.points] + ([chart.whole] if chart.whole else [])
        assert len(head) == 8 and [(row[3], row[4], row[5], row[6], row[7]) for row in rows] == [
            (point.text, point.value or "", point.low, point.high, point.fact) for point in points]


def test_the_same_chart_gives_the_same_bytes_whatever_its_neighbours():
    """Nothing in a drawing counts what was drawn before."""
    made = document("en")
    alone = replace(made, blocks=made.blocks[-1:])
    page, single = (WRITERS["html"](one, MODERN, fonts_for(one, MODERN)).decode() for one in (made, alone))
    assert page[page.rindex("<svg"):page.rindex("</svg>")] == single[single.rindex("<svg"):single.rindex("</svg>")]
