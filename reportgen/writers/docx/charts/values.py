"""Say the values of a chart in columns of its workbook, and how far they may go beyond their points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from reportgen.document.nodes import Point, Series
from reportgen.document.tabular import named
from reportgen.locales import words
from reportgen.pictures.charts.panels import Panel
from reportgen.pictures.charts.scale import MIRRORED, Axis, make_axis, numbers
from reportgen.writers.docx.charts import series as ser
from reportgen.writers.docx.charts.numbers import number_format
from reportgen.writers.docx.charts.series import Tag
from reportgen.writers.docx.charts.space import Canvas
from reportgen.writers.docx.charts.workbook import Area, Cell, Number, Workbook, Worded

BEYOND = 10.0                                   # points that a whisker of an open end goes beyond its value
CLEAR = 3.0                                     # from a whisker to words
LONGEST = 30                                    # digits of a number that is written without an exponent
REACHES = {"above": (BEYOND, 0.0), "below": (0.0, BEYOND), "about": (BEYOND / 2, BEYOND / 2)}


def with_air(found: list[Decimal], least: Decimal = Decimal(0)) -> list[Decimal]:
    """`found`, and what an axis from `least` whose end is left to Word reaches: a twentieth more than the highest."""
    if not found or max(found) <= least:
        return found
    return [*found, max(found) + (max(found) - least) / 20]


def airy_axis(panel: Panel, length: float, fits: Callable[[tuple[Decimal, ...]], bool]) -> Axis:
    """An axis of points, which may begin above zero."""
    found = numbers(panel.points)
    least = make_axis(found, length, fits, from_zero=False).ticks[0]
    return make_axis(with_air(found, max(least, Decimal(0))), length, fits, from_zero=False)


def head_of(panel: Panel, series: Series, lang: str) -> str:
    """The head of a series' column, which is its name in the chart; with its unit where no legend shows it."""
    said = words(lang)
    return series.name if len(panel.series) > 1 and series.name else named(series, said) or said["data_number"]


def cell(point: Point) -> Cell:
    """A value as a cell: its number, else its words."""
    return Number(plain_number(point.value)) if point.value is not None else point.text


def plain_number(value: str) -> str:
    """A decimal number as a spreadsheet writes it."""
    plain = f"{Decimal(value):f}"
    return plain if len(plain) <= LONGEST else f"{Decimal(value):E}"


def printed_column(book: Workbook, series: Series, tags: Sequence[Tag | None], area: Area, head: str,
                   lang: str) -> Area | None:
    """The values as they are printed, where a label needs them; by a formula where a number format says it."""
    if all(tag is None or tag.code for tag in tags):
        return None
    return book.add(_headed(head, "data_printed", lang),
                    (_as_printed(point, area.at(place), lang) for place, point in enumerate(series.points)))


def _as_printed(point: Point, name: str, lang: str) -> Cell:
    code = code_of(point, lang)
    quoted = code.replace('"', '""')
    return Worded(point.text, f'TEXT({name},"{quoted}")') if code else point.text


def facts(book: Workbook, series: Series, area: Area, head: str, lang: str) -> None:
    """The ids of the facts that the values of `area` are, in a column beside them; both have names of their own."""
    if any(point.fact for point in series.points):
        ids = book.add(_headed(head, "data_fact", lang), (point.fact for point in series.points))
        book.name("facts", ids, "values", area)


def _headed(head: str, what: str, lang: str) -> str:
    said = words(lang)
    return said["chart_column_of"].format(name=head, what=said[what]) if head else said[what]


def reaches(point: Point, axis: Axis) -> tuple[float, float]:
    """How far its whiskers go above and below a value, in points."""
    if point.value is None:
        return 0.0, 0.0
    if point.low and point.high:
        value = Decimal(point.value)
        return axis.at(Decimal(point.high)) - axis.at(value), axis.at(value) - axis.at(Decimal(point.low))
    return REACHES.get(point.open, (0.0, 0.0))


def code_of(point: Point, lang: str) -> str:
    """The number format that says a value as it is printed; "" where none does."""
    return number_format(point.text, point.value, lang) if point.value is not None and not point.low else ""


def ends_before(point: Point) -> bool:
    """Whether a bar of the value ends somewhere before where its number is."""
    return point.value is not None and (point.open if Decimal(point.value) >= 0 else MIRRORED[point.open]) == "below"


def whisker_bars(direction: str, series: Series, area: Area, head: str, axis: Axis, canvas: Canvas) -> str:
    """The whiskers of a series: to the ends of ranges, by formulas; for open ends a short way, which is but a sign."""
    points, book = series.points, canvas.book
    if not any(point.value is not None and (point.low or point.open) for point in points):
        return ""
    ends: list[Area | None] = [None, None]
    if any(point.low and point.high for point in points):
        ends = [book.add(_headed(head, f"data_{end}", canvas.lang),
                         (Number(plain_number(getattr(point, end))) if point.low else "" for point in points))
                for end in ("high", "low")]
    signs = ("chart_whisker_above", "chart_whisker_below")
    scale = (axis.ticks[-1] - axis.ticks[0]) / Decimal(axis.length)
    made: list[Area | None] = []
    for way, end in enumerate(ends):
        cells = [_whisker(point, (end.at(place), area.at(place)) if end else None, scale, way, axis)
                 for place, point in enumerate(points)]
        made.append(book.add(_headed(head, signs[way], canvas.lang), cells) if any(cells) else None)
    surely = all(point.low for point in points if point.open or point.low)
    look = canvas.brush.line("text", 0.9, "" if surely else "sysDash")
    return ser.whiskers(direction, *made, look, caps=surely)


def _whisker(point: Point, cells: tuple[str, str] | None, scale: Decimal, way: int, axis: Axis) -> Cell:
    """A whisker's length; of a range by a formula of the cells of its end and its value."""
    if point.value is not None and point.low and point.high and cells:
        far = abs(Decimal(point.low if way else point.high) - Decimal(point.value))
        return Number(plain_number(str(far)), "-".join(reversed(cells) if way else cells)) if far else ""
    far = Decimal(reaches(point, axis)[way]) * scale
    return Number(rounded(far)) if far else ""


def rounded(far: Decimal) -> str:
    """To two digits: it is but a sign."""
    return f"{Decimal(f'{far:.1E}'):f}"
