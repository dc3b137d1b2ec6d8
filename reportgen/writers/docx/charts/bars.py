"""Write bars and columns, in groups or in stacks."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.document.nodes import Chart, Point
from reportgen.locales import words
from reportgen.pictures.charts.ink import LABEL, LEADING, SMALL
from reportgen.pictures.charts.lanes import all_lanes, lanes_of
from reportgen.pictures.charts.lying import DENSITIES, Density
from reportgen.pictures.charts.panels import Panel
from reportgen.pictures.charts.scale import Axis, make_axis, rises
from reportgen.pictures.charts.standing import PLOT_HEIGHT, WIDEST
from reportgen.pictures.lines import broken, measure
from reportgen.writers.docx.charts import series as ser
from reportgen.writers.docx.charts.numbers import tick_format
from reportgen.writers.docx.charts.series import Tag
from reportgen.writers.docx.charts.space import (
    AIR, CATEGORIES, VALUES, Box, Canvas, Plot, Side, axis_room, category_axis, value_axis,
)
from reportgen.writers.docx.charts.values import (
    BEYOND, CLEAR, cell, code_of, ends_before, facts, head_of, printed_column, reaches, whisker_bars, with_air,
)
from reportgen.writers.docx.charts.workbook import Area, Number

MOST_WORDS = 0.5                                # of the plot, for the words behind the bars
LAST = 99                                       # the c:idx of what is no series of the chart
THICKEST = 34.0                                 # a column


def bars(chart: Chart, panel: Panel, canvas: Canvas, top: float, density: Density = DENSITIES[0]) -> Plot:
    """Bars that lie, the first category uppermost."""
    names = max((measure(text, LABEL) for text in chart.categories), default=0.0)
    left = min(names, canvas.names) + 10
    lines = [len(broken(text, LABEL, left - 10)) for text in chart.categories]
    length = canvas.width - left
    axis, room = _lying_axis(chart, panel, canvas, length)
    each = _lanes(chart, panel) * (density.bar + density.gap) + density.category
    tall = len(lines) * max(each, max(lines, default=1) * LEADING + 2)
    box = Box(left + room[0], top + AIR, length - sum(room), tall)
    whole = (canvas.width, top + tall + LEADING + 2 * AIR)
    gap = (tall / max(1, len(lines)) - _lanes(chart, panel) * density.bar) / density.bar
    made = _Bars(chart, panel, canvas, replace(axis, length=box.width), whole, lying=True)
    return Plot(made.written(gap), box, whole[1])


def columns(chart: Chart, panel: Panel, canvas: Canvas, top: float) -> Plot:
    """Columns that stand, with their categories below."""
    axis = make_axis(_numbers(chart, panel), PLOT_HEIGHT, lambda ticks: True)
    left = axis_room(axis, canvas)
    slot = min(WIDEST, (canvas.width - left) / max(1, len(chart.categories)))
    below = max((len(broken(text, LABEL, slot - 4)) for text in chart.categories), default=1) * LEADING + 2 * AIR
    top += _above(chart, panel, slot)
    fall = LEADING + BEYOND if any(not lane.rising for lane in all_lanes(chart, panel)) else 0.0
    box = Box(left, top, slot * max(1, len(chart.categories)), PLOT_HEIGHT)
    whole = (canvas.width, top + PLOT_HEIGHT + fall + below)
    thick = min(THICKEST, slot * 0.72 / _lanes(chart, panel))
    made = _Bars(chart, panel, canvas, axis, whole, lying=False)
    return Plot(made.written((slot - thick * _lanes(chart, panel)) / thick), box, whole[1])


def words_beside(chart: Chart) -> tuple[float, float]:
    """How wide the categories' names are, and the values' words, in points."""
    values = (point.short or point.text for series in chart.series for point in series.points)
    return tuple(max((measure(text, LABEL) for text in texts), default=0.0) + AIR
                 for texts in (chart.categories, values))


def _lanes(chart: Chart, panel: Panel) -> int:
    return 1 if _stacked(chart) else len(panel.series)


def _stacked(chart: Chart) -> bool:
    return chart.kind in ("stacked_bar", "stacked_column")


def _numbers(chart: Chart, panel: Panel) -> list[Decimal]:
    return with_air([number for lane in all_lanes(chart, panel) for number in lane.numbers])


def _lying_axis(chart: Chart, panel: Panel, canvas: Canvas, length: float) -> tuple[Axis, tuple[float, float]]:
    """The axis, and the room for words before and behind it."""
    ink, lanes = canvas.brush.ink, all_lanes(chart, panel)
    rough = make_axis(_numbers(chart, panel), length * (1 - MOST_WORDS), lambda ticks: True)
    wide = [max((measure(lane.beside(rough, fits_lying, canvas.lang), LABEL) + 16 for lane in lanes
                 if lane.rising == rising), default=0.0) for rising in (False, True)]
    most = length * MOST_WORDS / (2 if wide[0] else 1)
    before, behind = (min(room, most) for room in wide)
    left = length - before - behind

    def room(ticks: tuple[Decimal, ...]) -> bool:
        widest = max(measure(ink.tick(tick, ticks[1] - ticks[0]), SMALL) for tick in ticks)
        return widest + 12 <= left / (len(ticks) - 1)

    return make_axis(_numbers(chart, panel), left, room), (before, behind)


def _above(chart: Chart, panel: Panel, slot: float) -> float:
    """Room for words above the highest column."""
    room = slot if _lanes(chart, panel) == 1 else slot / _lanes(chart, panel) * 1.2
    lines = [len(broken(lane.values[0][2].text, LABEL, max(room, 20))) for lane in all_lanes(chart, panel)
             if not lane.stacked]
    return (max(lines, default=1)) * LEADING + (BEYOND if _opens(panel) else 0.0)


def _opens(panel: Panel) -> bool:
    return any(point.open in ("above", "about") for point in panel.points)


def fits_lying(text: str, length: float) -> bool:
    """Whether words have room in a part of a bar."""
    return measure(text, LABEL) + 8 <= length


@dataclass(slots=True)
class _Bars:
    """The series of one panel as XML, with the columns of the workbook that they need."""

    chart: Chart
    panel: Panel
    canvas: Canvas
    axis: Axis
    whole: tuple[float, float]
    lying: bool

    def written(self, gap: float) -> str:
        """The chart and its axes; `gap` from category to category in bars."""
        stacked, book = _stacked(self.chart), self.canvas.book
        names = book.add(words(self.canvas.lang)["data_category"], self.chart.categories)
        heads = [head_of(self.panel, series, self.canvas.lang) for _, series in self.panel.series]
        areas = [book.add(head, map(cell, series.points))
                 for head, (_, series) in zip(heads, self.panel.series, strict=True)]
        drawn = "".join(self._series(order, head, area, names)
                        for order, (head, area) in enumerate(zip(heads, areas, strict=True)))
        drawn += self._ends(names) if stacked else ""
        for (_, series), head, area in zip(self.panel.series, heads, areas, strict=True):
            facts(book, series, area, head, self.canvas.lang)
        many = len(self.panel.series) > 1 and not stacked
        overlap = '<c:overlap val="100"/>' if stacked else '<c:overlap val="-8"/>' if many else ""
        form = "stacked" if stacked else "clustered"
        shown = min(500, max(0, math.floor(gap * 100)))
        return (f'<c:barChart><c:barDir val="{"bar" if self.lying else "col"}"/><c:grouping val="{form}"/>'
                f'<c:varyColors val="0"/>{drawn}<c:gapWidth val="{shown}"/>{overlap}<c:axId val="{CATEGORIES}"/>'
                f'<c:axId val="{VALUES}"/></c:barChart>{self._axes()}')

    def _axes(self) -> str:
        brush, least = self.canvas.brush, "0" if self.axis.ticks[0] == 0 else ""
        side = Side(VALUES, "b" if self.lying else "l", CATEGORIES, least, "", f"{self.axis.step:f}",
                    tick_format(self.axis, self.canvas.lang), grid=True, at_end=self.lying)
        return category_axis("l" if self.lying else "b", brush) + value_axis(side, brush)

    def _series(self, order: int, head: str, area: Area, names: Area) -> str:
        index, series = self.panel.series[order]
        brush, book = self.canvas.brush, self.canvas.book
        tags = self._inside(order, index) if _stacked(self.chart) else [self._tag(point) for point in series.points]
        printed = printed_column(book, series, tags, area, head, self.canvas.lang)
        below = "".join(f'<c:dPt><c:idx val="{place}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
                        f"{brush.open_below(index)}</c:dPt>" for place, point in enumerate(series.points)
                        if ends_before(point) and not _stacked(self.chart))
        whiskers = "" if _stacked(self.chart) else whisker_bars("", series, area, head, self.axis, self.canvas)
        return (f'<c:ser><c:idx val="{index}"/><c:order val="{order}"/>{ser.name(area.head, head)}{brush.bar(index)}'
                f'<c:invertIfNegative val="0"/>{below}{ser.labels(tags, brush, wrapped=not self.lying)}'
                f"{whiskers}{ser.categories(names)}"
                f"{ser.numbers('val', area, '0')}{ser.from_cells(tags, printed)}</c:ser>")

    def _tag(self, point: Point) -> Tag:
        """The words at a bar's end, beyond its whisker."""
        far = reaches(point, self.axis)[0 if rises(point) else 1]
        far += CLEAR if far else 0.0
        moved = (far / self.whole[0], 0.0) if self.lying else (0.0, -far / self.whole[1])
        if point.value is not None and not rises(point):
            moved = (-moved[0], -moved[1])
        role = "text" if point.value is not None else "muted"
        return Tag(point.text, code_of(point, self.canvas.lang), role=role, aside=moved)

    # --- stacks

    def _fits(self, text: str, length: float) -> bool:
        return fits_lying(text, length) if self.lying else length >= LEADING + 2

    def _inside(self, order: int, index: int) -> list[Tag | None]:
        """The words on the parts of a stack that have room for them."""
        ink, tags = self.canvas.brush.ink, []
        for place in range(len(self.chart.categories)):
            lane, = lanes_of(self.chart, self.panel, place)
            inside = {piece.index: text for piece, text in lane.inside(self.axis, self._fits)}
            point = self.panel.series[order][1].points[place]
            role = ink.upon(index)
            tags.append(Tag(point.text, code_of(point, self.canvas.lang), "ctr", role, plate=role == "text")
                        if index in inside else None)
        return tags

    def _ends(self, names: Area) -> str:
        """The words at the ends of the stacks: a series of nothing, which has only labels."""
        told = [lane.beside(self.axis, self._fits, self.canvas.lang)
                for place in range(len(self.chart.categories)) for lane in lanes_of(self.chart, self.panel, place)]
        if not any(told):
            return ""
        said, book, order = words(self.canvas.lang), self.canvas.book, len(self.panel.series)
        area = book.add(said["chart_beside"], (Number("0") for _ in told))
        printed = book.add(said["data_printed"], told)
        tags = [Tag(text, "", "inBase", "text") if text else None for text in told]
        shown = ser.labels(tags, self.canvas.brush, wrapped=not self.lying)
        return (f'<c:ser><c:idx val="{LAST}"/><c:order val="{order}"/>{ser.NAMELESS}<c:spPr><a:noFill/></c:spPr>'
                f'<c:invertIfNegative val="0"/>{shown}'
                f"{ser.categories(names)}{ser.numbers('val', area)}{ser.from_cells(tags, printed)}</c:ser>")
