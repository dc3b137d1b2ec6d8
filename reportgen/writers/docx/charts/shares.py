"""Write the parts of a whole as one bar, their names in its legend."""

from __future__ import annotations

from decimal import Decimal

from reportgen.document.nodes import Chart
from reportgen.document.shares import shares as shares_of
from reportgen.locales import words
from reportgen.pictures.charts.panels import Panel
from reportgen.writers.docx.charts import series as ser
from reportgen.writers.docx.charts.bars import fits_lying
from reportgen.writers.docx.charts.series import Tag
from reportgen.writers.docx.charts.space import AIR, CATEGORIES, VALUES, Box, Canvas, Plot, Side, value_axis
from reportgen.writers.docx.charts.values import cell, code_of, facts, head_of, plain_number, printed_column
from reportgen.writers.docx.charts.workbook import Area, Number

BAR = 30.0                                      # points


def names_in(chart: Chart, panel: Panel, canvas: Canvas) -> tuple[str, ...]:
    """What the legend says: a part's name, and its value where its part of the bar has no room for it."""
    said, series = words(canvas.lang), panel.series[0][1]
    told = [name if not point.text or inside else f"{name}{said['colon']}{point.text}"
            for name, point, inside in zip(chart.categories, series.points, _inside(chart, panel, canvas), strict=True)]
    return (*told, *([said["chart_rest"]] if shares_of(chart).rest else []))


def _filled(chart: Chart, panel: Panel) -> Decimal:
    """How much the whole bar is."""
    values = (Decimal(point.value or 0) for point in panel.series[0][1].points)
    return sum(values, Decimal(0)) + shares_of(chart).rest


def _inside(chart: Chart, panel: Panel, canvas: Canvas) -> list[bool]:
    filled = _filled(chart, panel) or Decimal(1)
    return [point.value is not None and fits_lying(point.text, float(Decimal(point.value) / filled) * canvas.width)
            for point in panel.series[0][1].points]


def shares(chart: Chart, panel: Panel, canvas: Canvas, top: float) -> Plot:
    """One bar, each part a series, so that the legend names it."""
    said, book, series = words(canvas.lang), canvas.book, panel.series[0][1]
    brush, rest = canvas.brush, shares_of(chart).rest
    head = head_of(panel, series, canvas.lang)
    texts = names_in(chart, panel, canvas)
    plain = [*chart.categories, *([said["chart_rest"]] if rest else [])]
    book.add(said["data_category"], plain)
    values = book.add(head, [*map(cell, series.points), *([Number(plain_number(str(rest)))] if rest else [])])
    names = book.add(said["chart_legend"], texts)
    tags = [Tag(point.text, code_of(point, canvas.lang), "ctr", brush.ink.upon(place),
                plate=brush.ink.upon(place) == "text") if inside else None
            for place, (point, inside) in enumerate(zip(series.points, _inside(chart, panel, canvas), strict=True))]
    printed = printed_column(book, series, tags, values, head, canvas.lang)
    facts(book, series, values.part(0, len(series.points)), head, canvas.lang)
    looks = [*map(brush.bar, range(len(series.points))), brush.hollow()]
    drawn = "".join(_part(place, (text, tag, looks[place]), (names, values, printed), canvas)
                    for place, (text, tag) in enumerate(zip(texts, [*tags, None], strict=False)))
    axis = Side(VALUES, "b", CATEGORIES, "0", plain_number(str(_filled(chart, panel))), hidden=True)
    return Plot(_bar(drawn) + value_axis(axis, brush), Box(0, top + AIR, canvas.width, BAR), top + BAR + 2 * AIR)


def _bar(drawn: str) -> str:
    """The chart of the parts `drawn`, and its axis of categories, which is not seen."""
    hidden = (f'<c:catAx><c:axId val="{CATEGORIES}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete '
              f'val="1"/><c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos '
              f'val="none"/><c:crossAx val="{VALUES}"/><c:crosses val="autoZero"/></c:catAx>')
    return (f'<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>{drawn}'
            f'<c:gapWidth val="0"/><c:overlap val="100"/><c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/>'
            f"</c:barChart>{hidden}")


def _part(place: int, shown: tuple[str, Tag | None, str], areas: tuple[Area, Area, Area | None], canvas: Canvas) -> str:
    (text, tag, look), (names, values, printed) = shown, areas
    cells = ser.from_cells([tag], printed.part(place)) if printed and tag else ""
    return (f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>{ser.name(names.part(place).reference, text)}{look}'
            f'<c:invertIfNegative val="0"/>{ser.labels([tag], canvas.brush)}'
            f"{ser.numbers('val', values.part(place), '0')}{cells}</c:ser>")
