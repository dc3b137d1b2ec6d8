"""Charts in Word files are charts: with axes, labels that go with their numbers, and a workbook that says the same."""

import io
import posixpath
import re
import subprocess
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import get_args

import openpyxl
import pypdfium2
import pytest
from hypothesis import given, settings
from lxml import etree
from openpyxl.utils.datetime import WINDOWS_EPOCH

from reportgen.checks.parity import check_parity
from reportgen.diagnostics import ReportgenError
from reportgen.document.nodes import Chart, ChartKind, Document, Meta, Point, Series, Text
from reportgen.document.resolve import resolve
from reportgen.document.sound import unsound
from reportgen.locales import words
from reportgen.writers.docx import write
from reportgen.writers.docx.charts.numbers import number_format
from reportgen.writers.fonts import Fonts
from reportgen.writers.theme import load_theme
from tests import strategies
from tests.packages import parts_of

MODERN = load_theme("modern")
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {"en": ("East & North", 'The "far" <west>', "South"),
         "zh-CN": ("东部、北部", "“遥远的”西部<边境>地区各县市", "南部")}
DATES = ("2010-07-02", "2012-07-02", "2016-07-02")
VALUES = {
    "en": (Point("4100", "4,100", "w.a"), Point("916", "916", "w.b"), Point("12.50", "12.50", "w.c")),
    "zh-CN": (Point("4100", "4100起", "w.a", short="4100"), Point("916", "916起", "w.b", short="916"),
              Point("12.50", "12.50起", "w.c", short="12.50")),
}
UNSURE = {
    "en": (Point("1200", "over 1,200", "u.a", "above"), Point("300", "300 to 500", "u.b", low="300", high="500"),
           Point(None, "unknown", "u.c")),
    "zh-CN": (Point("1200", "1200余", "u.a", "above"), Point("300", "300至500", "u.b", low="300", high="500"),
              Point(None, "未公布", "u.c")),
}
LANGS = tuple(VALUES)
KINDS = get_args(ChartKind)


def chart(kind, lang, *series, **more):
    """A chart of that kind with open ends, a range and an unknown where it can have them."""
    added = kind in ("stacked_bar", "stacked_column", "share")
    first = Series("Cases" if lang == "en" else "案件", VALUES[lang], "t")
    second = Series("People" if lang == "en" else "人员", VALUES[lang][::-1] if added else UNSURE[lang], "t")
    more.setdefault("dates", DATES if kind == "line" else ())
    given = {"categories": NAMES[lang], "series": series or ((first,) if kind == "share" else (first, second)),
             "caption": (Text("What it shows"),), **more}
    return Chart(kind, **given)


def document(lang, *blocks):
    return resolve(Document(Meta("r", lang, "T", "1", "2016-04-30"), blocks), words(lang))


def written(lang, *blocks):
    """The parts of a Word file of these blocks, by name."""
    return parts_of(write(document(lang, *blocks), MODERN, Fonts((), lang)))


def charts_in(parts):
    """(The chart's XML, its workbook) for each chart, as its relationships lead to them."""
    relations = {r.get("Id"): r.get("Target") for r in etree.fromstring(parts["word/_rels/document.xml.rels"])}
    for shown in etree.fromstring(parts["word/document.xml"]).iter(C + "chart"):
        name = relations[shown.get(R + "id")]
        tree = etree.fromstring(parts["word/" + name])
        own = etree.fromstring(parts[f"word/charts/_rels/{posixpath.basename(name)}.rels"])
        targets = {r.get("Id"): posixpath.normpath(f"word/charts/{r.get('Target')}") for r in own}
        data = parts[targets[tree.find(C + "externalData").get(R + "id")]]
        yield tree, openpyxl.load_workbook(io.BytesIO(data))["Sheet1"]


def only(parts):
    (found,) = charts_in(parts)
    return found


def cells(sheet, reference):
    """The cells that a chart's formula names."""
    assert reference.startswith("Sheet1!")
    area = sheet[reference.removeprefix("Sheet1!").replace("$", "")]
    return [row[0] for row in area] if isinstance(area, tuple) else [area]


def cached(reference):
    """The values that a chart remembers of those cells, None where it has none."""
    cache = next(reference.iterchildren(C + "numCache", C + "strCache", C15 + "dlblRangeCache"))
    points = {int(point.get("idx")): point.findtext(C + "v") for point in cache.iter(C + "pt")}
    return [points.get(n) for n in range(int(cache.find(C + "ptCount").get("val")))]


def reckoned(cell):
    """What a cell says; of the few formulas that we write, what they come to."""
    value, sheet = cell.value, cell.parent
    if not isinstance(value, str) or not value.startswith("="):
        return (value - WINDOWS_EPOCH).days if isinstance(value, datetime) else value
    if told := re.fullmatch(r'=TEXT\(([A-Z]+\d+),"(.*)"\)', value):
        return formatted(told[2].replace('""', '"'), Decimal(str(sheet[told[1]].value)))
    if re.fullmatch(r"=[A-Z]+\d+", value):
        return reckoned(sheet[value[1:]])
    terms = re.findall(r"([+-]?)([A-Z]+\d+|[\d.]+)", value)
    return sum((-1 if sign == "-" else 1) * float(sheet[term].value if term[0].isalpha() else term)
               for sign, term in terms)


def agrees(cell, value):
    """Whether a cell says what the chart remembers of it."""
    said = reckoned(cell)
    if said is None or value is None:
        return said is value
    if isinstance(said, str):
        return value in (said, "0")                       # words draw nothing
    return float(said) == pytest.approx(float(value))


def unlike(tree, sheet):
    """The references whose cells and remembered values differ."""
    references = [*tree.iter(C + "numRef", C + "strRef", C15 + "datalabelsRange")]
    assert references
    for reference in references:
        formula = reference.findtext(C + "f") or reference.findtext(C15 + "f")
        found = cells(sheet, formula)
        if len(found) != len(cached(reference)) or not all(map(agrees, found, cached(reference))):
            yield formula, [cell.value for cell in found], cached(reference)


def formatted(code, number):
    """What a number format of ours makes of a number."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)             # no ";" in words parts them
    section = sections[-1] if number < 0 else sections[0]
    pieces = re.findall(r'"[^"]*"|\\.|[#0,.]+', section)
    digits = next(piece for piece in pieces if piece[0] in "#0")
    places = len(digits.rstrip(",").partition(".")[2])
    scaled = abs(number) / 1000 ** (len(digits) - len(digits.rstrip(",")))
    said = f"{scaled:,.{places}f}" if "#," in digits else f"{scaled:.{places}f}"
    return "".join(said if piece == digits else piece[1] if piece[0] == "\\" else piece.strip('"') for piece in pieces)


def labels_of(series):
    """What stands at each point of a series, by its place."""
    values = cached(series.find(f"{C}yVal/{C}numRef") if series.find(C + "yVal") is not None
                     else series.find(f"{C}val/{C}numRef"))
    for label in series.iter(C + "dLbl"):
        place = int(label.find(C + "idx").get("val"))
        if label.find(C + "delete") is not None:
            continue
        if label.find(C + "numFmt") is not None:
            yield place, formatted(label.find(C + "numFmt").get("formatCode"), Decimal(values[place]))
        else:
            field = label.find(f"{C}tx/{C}rich/{A}p/{A}fld")
            shown = cached(next(series.iter(C15 + "datalabelsRange")))
            assert field.get("type") == "CELLRANGE" and field.findtext(A + "t") == shown[place]
            yield place, shown[place]


def said(tree):
    return [text for series in tree.iter(C + "ser") for _, text in labels_of(series)]


@pytest.fixture(scope="module", params=LANGS)
def lang(request):
    return request.param


@pytest.fixture(scope="module", params=KINDS)
def kind(request):
    return request.param


# --- chart and workbook -------------------------------------------------------------------------------------------

def test_a_chart_says_each_value_as_the_report_prints_it_and_names_each_category(kind, lang):
    block = chart(kind, lang)
    tree, sheet = only(written(lang, block))
    shown = " ".join(said(tree)) + " ".join(tree.itertext())
    for series in block.series:
        for point in series.points:
            assert (point.short or point.text) in shown
    assert all(name in shown for name in block.categories)
    assert [cell.value for cell in sheet["A"][1:]][:3] == list(block.categories)


def test_the_workbook_says_what_the_chart_remembers(kind, lang):
    tree, sheet = only(written(lang, chart(kind, lang)))
    assert list(unlike(tree, sheet)) == []


def test_every_value_stands_in_the_workbook_as_written_with_its_fact_beside(kind, lang):
    block = chart(kind, lang)
    _, sheet = only(written(lang, block))
    columns = [[cell.value for cell in column[1:]] for column in sheet.columns]
    for series in block.series:
        numbers = [None if point.value is None else float(point.value) for point in series.points]
        assert any([value if isinstance(value, int | float) else None for value in column[:3]] == numbers
                   for column in columns)
        assert [point.fact for point in series.points] in [column[:3] for column in columns]


def test_names_that_no_language_changes_lead_from_each_value_to_its_fact(kind, lang):
    block = chart(kind, lang)
    _, sheet = only(written(lang, block))
    names = {name: defined.attr_text for name, defined in sheet.parent.defined_names.items()}
    for number, series in enumerate(block.series, 1):
        facts, values = (cells(sheet, names[f"{what}_{number}"]) for what in ("facts", "values"))
        found = {fact.value: value.value for fact, value in zip(facts, values, strict=True)}
        assert set(found) == {point.fact for point in series.points}
        assert all(found[point.fact] == pytest.approx(float(point.value)) for point in series.points if point.value)


def test_the_validator_finds_nothing(lang, tmp_path):
    from openxml_audit import OpenXmlValidator
    path = tmp_path / "charts.docx"
    blocks = [chart(kind, lang, id=f"fig-{kind}") for kind in KINDS]
    path.write_bytes(write(document(lang, *blocks), MODERN, Fonts((), lang)))
    assert [str(problem) for problem in OpenXmlValidator().validate(str(path)).errors] == []
    for n in range(1, len(KINDS) + 1):
        book = tmp_path / f"{n}.xlsx"
        book.write_bytes(parts_of(path.read_bytes())[f"word/embeddings/Microsoft_Excel_Sheet{n}.xlsx"])
        problems = map(str, OpenXmlValidator().validate(str(book)).errors)
        assert [one for one in problems if "relationships/theme" not in one] == []     # no spreadsheet needs a theme


def test_the_same_chart_gives_the_same_bytes_and_no_picture():
    blocks = [chart(kind, "en") for kind in KINDS]
    tree = document("en", *blocks)
    assert write(tree, MODERN, Fonts((), "en")) == write(tree, MODERN, Fonts((), "en"))
    assert not any(name.startswith("word/media") for name in written("en", *blocks))


def test_no_chart_is_round_dimensional_or_asks_for_updates(kind, lang):
    tree, _ = only(written(lang, chart(kind, lang)))
    assert tree.find(C + "roundedCorners").get("val") == "0"
    assert tree.find(f"{C}externalData/{C}autoUpdate").get("val") == "0"
    assert all(int(axis.get("val")) > 0 for axis in tree.iter(C + "axId"))
    fonts = {font.get("typeface") for font in tree.iter(A + "ea")}
    assert fonts == {MODERN.heading.word_chinese}
    assert {run.get("lang") for run in tree.iter(A + "defRPr")} == {{"en": "en-GB"}.get(lang, lang)}


def test_series_keep_their_order_and_the_colours_of_the_theme():
    tree, _ = only(written("en", chart("bar", "en")))
    fills = [series.find(f"{C}spPr/{A}solidFill/{A}srgbClr").get("val") for series in tree.iter(C + "ser")]
    assert fills == [MODERN.colours[f"series{n}"].lstrip("#").upper() for n in (1, 2)]
    assert tree.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"      # the first is uppermost


# --- labels go with their numbers ---------------------------------------------------------------------------------

@pytest.mark.parametrize(("text", "value", "lang", "code"), [
    ("8,919", "8919", "en", "#,##0"), ("8919", "8919", "zh-CN", "0"), ("295.50", "295.50", "en", "#,##0.00"),
    ("over 1,200", "1200", "en", '"over "#,##0'), ("1200余", "1200", "zh-CN", '0"余"'),
    ("1.2 million", "1200000", "en", '#,##0.0,," million"'), ("45%", "45", "en", '#,##0"%"'),
    ("−3.5", "-3.5", "en", '#,##0.0;"−"#,##0.0'), ('a "b" 5', "5", "en", r'"a "\""b"\"" "#,##0'),
])
def test_a_number_format_prints_a_number_as_the_report_does(text, value, lang, code):
    assert number_format(text, value, lang) == code


@pytest.mark.parametrize(("text", "value"), [
    ("1.2亿", "120000000"), ("300 to 500", "300"), ("several", "2"), ("about 1,2", "12"), ("十", "10"), ("5\n", "5"),
    ("12345678901234567", "12345678901234567"), ("1.2", "1.20001"), ("5", "-5"), ("1,00,000", "100000"),
])
def test_words_that_no_number_format_makes_are_left_to_cells(text, value):
    assert number_format(text, value, "en") == ""


def test_an_edited_number_changes_a_label_whose_words_stand_in_a_cell():
    _, sheet = only(written("en", chart("bar", "en")))
    printed = [cell.value for column in sheet.columns for cell in column if "=TEXT(" in str(cell.value)]
    assert '=TEXT(C2,"""over ""#,##0")' in printed


# --- what is not known --------------------------------------------------------------------------------------------

@pytest.mark.parametrize("kind", ["bar", "column"])
def test_an_unknown_value_has_words_and_no_number(kind):
    tree, sheet = only(written("en", chart(kind, "en")))
    assert sheet["C4"].value == "unknown"
    assert "unknown" in said(tree)


def test_a_line_is_broken_where_a_value_is_unknown_and_only_there():
    points = (Point("1", "1", "f.a"), Point(None, "unknown", "f.b"), Point("3", "3", "f.c"))
    brought_in = (Point("1", "1", "g.a"), Point(None, "–"), Point("3", "3", "g.c"))
    tree, _ = only(written("en", chart("line", "en", Series("A", points, "t"), Series("B", brought_in, "t"))))
    broken, whole = [cached(series.find(f"{C}yVal/{C}numRef")) for series in tree.iter(C + "ser")][:2]
    assert (broken, whole) == (["1", None, "3"], ["1", "3"])
    assert tree.find(f".//{C}dispBlanksAs").get("val") == "gap"


def test_a_range_has_a_whisker_from_its_value_that_follows_both_cells():
    tree, sheet = only(written("en", chart("bar", "en")))
    bars = next(tree.iter(C + "errBars"))
    plus = bars.find(f"{C}plus/{C}numRef")
    assert cached(plus)[1] == "200"
    value = sheet.cell(3, 3).coordinate                                    # 300
    assert re.fullmatch(rf"=[A-Z]+3-{value}", cells(sheet, plus.findtext(C + "f"))[1].value)
    assert bars.find(C + "noEndCap").get("val") == "1"                     # "over 1,200" has no end to mark


def test_a_bar_that_ends_before_its_number_is_hatched():
    points = (Point("50", "under 50", "f.a", "below"), Point("50", "50", "f.b"), Point("40", "40", "f.c"))
    tree, _ = only(written("en", chart("bar", "en", Series("A", points, "t"))))
    (point,) = tree.iter(C + "dPt")
    assert point.find(C + "idx").get("val") == "0" and point.find(f"{C}spPr/{A}pattFill") is not None


def test_an_axis_of_bars_begins_at_zero_and_leaves_its_end_to_the_data():
    scaling = only(written("en", chart("bar", "en")))[0].find(f".//{C}valAx/{C}scaling")
    assert scaling.find(C + "min").get("val") == "0" and scaling.find(C + "max") is None
    fallen = Series("A", tuple(Point(v, f"−{v[1:]}", "f") for v in ("-3", "-5", "-4")), "t")
    scaling = only(written("en", chart("bar", "en", fallen)))[0].find(f".//{C}valAx/{C}scaling")
    assert scaling.find(C + "min") is None


def test_what_no_part_of_a_whole_tells_is_left_open():
    parts = Series("Share", tuple(Point(v, f"{v}%", f"f.{v}") for v in ("40", "30", "10")), "%")
    tree, sheet = only(written("en", chart("share", "en", parts)))
    last = list(tree.iter(C + "ser"))[-1]
    assert cached(last.find(f"{C}val/{C}numRef")) == ["20"] and last.find(f"{C}spPr/{A}noFill") is not None
    assert sheet["A5"].value == words("en")["chart_rest"]


# --- places -------------------------------------------------------------------------------------------------------

def test_dates_lie_in_their_true_distance():
    tree, sheet = only(written("en", chart("line", "en")))
    days = [int(day) for day in cached(next(tree.iter(C + "ser")).find(f"{C}xVal/{C}numRef"))]
    assert [later - sooner for sooner, later in pairwise(days)] == [731, 1461]
    assert sheet["B2"].value.isoformat()[:10] == DATES[0]


def test_a_date_that_no_spreadsheet_knows_is_a_number():
    tree, _ = only(written("en", chart("line", "en", dates=("1842-08-29", "1860-10-18", "1901-09-07"))))
    assert cached(next(tree.iter(C + "ser")).find(f"{C}xVal/{C}numRef"))[0] == "-20942"


def test_an_axis_that_begins_above_zero_says_so():
    level = Series("Level", tuple(Point(v, v, "f") for v in ("101.5", "101.9", "102.4")), "m")
    tree, _ = only(written("en", chart("line", "en", level)))
    axis = next(axis for axis in tree.iter(C + "valAx") if axis.find(C + "axPos").get("val") == "l")
    assert float(axis.find(f"{C}scaling/{C}min").get("val")) == 101
    assert "The axis begins at 101, not at zero." in "".join(tree.find(f".//{C}title").itertext())


def test_each_dot_has_a_row_of_its_own_the_first_uppermost():
    tree, _ = only(written("en", chart("dot", "en")))
    series = list(tree.iter(C + "ser"))[:2]
    first, second = ([float(y) for y in cached(one.find(f"{C}yVal/{C}numRef"))] for one in series)
    rows = [y for pair in zip(first, second, strict=True) for y in pair]
    assert rows == sorted(rows, reverse=True) and len(set(rows)) == 6
    (top,) = (float(end.get("val")) for end in tree.iter(C + "max"))
    assert min(rows) > 0 and max(rows) < top


def test_parts_of_a_stack_without_room_are_told_at_its_end():
    thin = Series("Thin", tuple(Point(v, v, "f") for v in ("4000", "1", "20")), "t")
    thick = Series("Thick", tuple(Point(v, f"{int(v):,}", "f") for v in ("3000", "9000", "30")), "t")
    tree, _ = only(written("en", chart("stacked_bar", "en", thin, thick)))
    *parts, ends = [dict(labels_of(series)) for series in tree.iter(C + "ser")]
    assert parts[1] == {0: "3,000", 1: "9,000"} and ends[1] == "Thin, 1"
    assert ends[2] == "Thin, 20; Thick, 30"


def test_units_have_charts_of_their_own_each_with_its_own_words():
    units = (Series("Cases", VALUES["en"], "cases"), Series("People", UNSURE["en"], "people"),
             Series("More", VALUES["en"], "cases"))
    made = document("en", chart("bar", "en", *units))
    parts = parts_of(write(made, MODERN, Fonts((), "en")))
    assert len(list(charts_in(parts))) == 2
    told = [shown.get("descr") for shown in etree.fromstring(parts["word/document.xml"]).iter() if shown.get("descr")]
    assert " ".join(told) == made.blocks[0].alt
    assert ["over 1,200" in words for words in told] == [False, True]
    assert check_parity(made, {"docx": write(made, MODERN, Fonts((), "en"))}) == []


@pytest.mark.parametrize("letters", [30, 50])
def test_two_units_stand_side_by_side_as_in_the_drawing_however_long_the_names(letters):
    units = (Series("Cases", VALUES["en"], "cases"), Series("Posts", VALUES["en"], "posts"))
    names = tuple(("place " * letters)[:letters] + str(n) for n in range(3))
    parts = written("en", chart("bar", "en", *units, categories=names))
    shown = etree.fromstring(parts["word/document.xml"]).iter()
    widths = [int(e.get("cx")) for e in shown if e.tag.endswith("}extent")]
    assert len(widths) == 2 and sum(widths) <= MODERN.page.text_width * 36000


def test_a_chart_is_as_wide_as_the_text_and_never_higher_than_a_page():
    many = tuple(f"Place {n}" for n in range(40))
    series = Series("A", tuple(Point(str(n), str(n), "f") for n in range(40)), "t")
    parts = written("en", chart("bar", "en", series, categories=many))
    extent = next(e for e in etree.fromstring(parts["word/document.xml"]).iter() if e.tag.endswith("}extent"))
    page = MODERN.page
    assert int(extent.get("cx")) == pytest.approx(page.text_width * 36000, rel=0.001)
    assert int(extent.get("cy")) <= page.tallest * 36000
    assert len(said(only(parts)[0])) == 40


def test_a_chart_that_no_page_can_hold_is_refused():
    series = Series("A", tuple(Point("1", "1") for _ in range(400)), "t")
    with pytest.raises(ReportgenError, match="chart-too-tall"):
        written("en", chart("bar", "en", series, categories=tuple(map(str, range(400)))))


def test_one_category_is_enough(kind, lang):
    block = chart(kind, lang)
    alone = replace(block, categories=block.categories[:1], dates=block.dates[:1],
                    series=tuple(replace(series, points=series.points[:1]) for series in block.series))
    tree, sheet = only(written(lang, alone))
    assert list(unlike(tree, sheet)) == []


def test_values_that_have_no_room_at_their_points_stand_in_words_below():
    many = range(30)
    series = tuple(Series(name, tuple(Point(str(n * 7 % 31 + at), str(n * 7 % 31 + at), "f") for n in many), "t")
                   for at, name in enumerate(("North", "South", "East")))
    crowded = chart("line", "en", *series, categories=tuple(f"Quarter {n}" for n in many),
                    dates=tuple(f"{2000 + n}-07-02" for n in many))
    made = document("en", crowded)
    data = write(made, MODERN, Fonts((), "en"))
    body = etree.fromstring(parts_of(data)["word/document.xml"])
    below = ["".join(p.itertext()) for p in body.iter(W + "p")
             if p.find(f"{W}pPr/{W}pStyle").get(W + "val") == "ChartValues"]
    assert len(below) == 3 and "Quarter 29, " in below[2]
    assert check_parity(made, {"docx": data}) == []
    assert len(said(only(parts_of(data))[0])) < 90


# --- any chart ----------------------------------------------------------------------------------------------------

@settings(max_examples=40)
@given(block=strategies.charts())
def test_any_chart_is_written_whole(block):
    if list(unsound((block,))):
        return
    made = document("en", replace(block, caption=(), notes=()))
    data = write(made, MODERN, Fonts((), "en"))
    assert check_parity(made, {"docx": data}) == []
    for tree, sheet in charts_in(parts_of(data)):
        assert list(unlike(tree, sheet)) == []


@pytest.mark.slow
@settings(max_examples=25)
@given(block=strategies.charts())
def test_the_validator_finds_nothing_in_any_chart(block, tmp_path_factory):
    from openxml_audit import OpenXmlValidator
    if list(unsound((block,))):
        return
    path = tmp_path_factory.mktemp("any") / "chart.docx"
    path.write_bytes(write(document("en", replace(block, caption=(), notes=())), MODERN, Fonts((), "en")))
    assert [str(problem) for problem in OpenXmlValidator().validate(str(path)).errors] == []


# --- as LibreOffice shows it --------------------------------------------------------------------------------------

@pytest.mark.slow
@pytest.mark.needs("soffice")
def test_libreoffice_prints_every_label_and_name(lang, program, tmp_path):
    blocks = [chart(kind, lang) for kind in KINDS]
    (tmp_path / "charts.docx").write_bytes(write(document(lang, *blocks), MODERN, Fonts((), lang)))
    subprocess.run([program("soffice"), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
                    "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "charts.docx"], check=True,
                   capture_output=True, timeout=120)
    pdf = pypdfium2.PdfDocument(tmp_path / "charts.pdf")
    printed = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pdf))
    for block in blocks:
        wanted = [*block.categories, *(point.short or point.text for series in block.series for point in series.points)]
        assert [text for text in wanted if re.sub(r"\s", "", text) not in printed] == [], block.kind
