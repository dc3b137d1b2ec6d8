"""Write values over time: points joined where nothing between them is unknown, dates in their true distance."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from reportgen.document.nodes import Chart, Point, Series
from reportgen.locales import words
from reportgen.pictures.charts.curves import PLOT_HEIGHT
from reportgen.pictures.charts.ink import LABEL, LEADING
from reportgen.pictures.charts.ink import Box as Inked
from reportgen.pictures.charts.lying import DENSITIES, Density
from reportgen.pictures.charts.panels import Panel
from reportgen.pictures.charts.scale import Axis
from reportgen.pictures.lines import measure
from reportgen.writers.docx.charts import series as ser
from reportgen.writers.docx.charts.numbers import tick_format
from reportgen.writers.docx.charts.paint import DASHES
from reportgen.writers.docx.charts.points import X, Y, Points, beside_axis, points, scatter
from reportgen.writers.docx.charts.room import Place, Worded, sides
from reportgen.writers.docx.charts.series import Tag
from reportgen.writers.docx.charts.space import AIR, Box, Canvas, Plot, Side, axis_room, value_axis
from reportgen.writers.docx.charts.values import (
    airy_axis, code_of, facts, head_of, plain_number, printed_column, reaches, whisker_bars,
)
from reportgen.writers.docx.charts.workbook import Number

EPOCH = date(1899, 12, 30)                      # day 0 of a spreadsheet
FIRST_DAY = 61                                  # before it, spreadsheets count wrongly: 1 March 1900
HEADROOM, INSET = 20.0, 20.0                    # points: for words above the axis; before the first date, at least
TALLER = {                                      # how much taller a plot may be for words to have room
    DENSITIES[0]: (1.0, 1.25, 1.6), DENSITIES[1]: (1.0,), DENSITIES[2]: (0.7,),
}


def axis_of(panel: Panel) -> Axis:
    """The axis of the values."""
    return airy_axis(panel, PLOT_HEIGHT, lambda ticks: len(ticks) <= 6)


def lines(chart: Chart, panel: Panel, canvas: Canvas, top: float, density: Density) -> Plot:
    """The plot, as much taller as its words need."""
    axis = axis_of(panel)
    code, left = tick_format(axis, canvas.lang), axis_room(axis, canvas)
    for taller in (*TALLER[density], min(TALLER[density])):
        box = Box(left, top + HEADROOM, canvas.width - left - 8, PLOT_HEIGHT * taller)
        whole = (canvas.width, box.top + box.height + LEADING + 2 * AIR)
        made = _Lines(chart, panel, canvas, replace(axis, length=box.height), box, whole)
        made.find_room()
        if not made.crowded:
            break
    else:
        made.keep_ends()
    drawn = made.written(code)
    return Plot(drawn, box, whole[1], made.crowded, made.unnamed)


@dataclass(slots=True)
class _Lines:
    """The series of one panel as XML."""

    chart: Chart
    panel: Panel
    canvas: Canvas
    axis: Axis
    box: Box
    whole: tuple[float, float]
    tags: list[list[Tag | None]] = field(default_factory=list)
    crowded: bool = False
    unnamed: tuple[int, ...] = ()

    @property
    def days(self) -> list[int]:
        return [(date.fromisoformat(day) - EPOCH).days for day in self.chart.dates]

    @property
    def ends(self) -> tuple[int, int]:
        """The first and the last day of the axis, a little beyond those of the chart."""
        first, last = min(self.days), max(self.days)
        outer = [series.points[place].text for _, series in self.panel.series for place in (0, -1)]
        inset = max(INSET, *(measure(text, LABEL) / 2 + 2 for text in outer))
        inset = min(inset, self.box.width / 5)
        aside = max(1, round((last - first or 365) * inset / (self.box.width - 2 * inset)))
        return first - aside, last + aside

    def written(self, code: str) -> str:
        drawn = "".join(self._series(order) for order in range(len(self.panel.series)))
        drawn += self._dates() + self._unknown()
        brush, (first, last), ticks = self.canvas.brush, self.ends, self.axis.ticks
        across = Side(X, "b", Y, str(first), str(last), between="midCat")
        upright = Side(Y, "l", X, f"{ticks[0]:f}" if ticks[0] >= 0 else "", "", f"{self.axis.step:f}", code, grid=True,
                       between="midCat")
        return scatter(drawn) + value_axis(across, brush) + value_axis(upright, brush)

    def _series(self, order: int) -> str:
        (index, series), book, lang = self.panel.series[order], self.canvas.book, self.canvas.lang
        kept = [place for place, point in enumerate(series.points) if point.value is not None or point.fact] or [0]
        head, said = head_of(self.panel, series, lang), words(lang)
        shown = Series(series.name, tuple(series.points[place] for place in kept), series.unit, series.measure)
        book.add(said["data_category"], (self.chart.categories[place] for place in kept))
        x = book.add(said["chart_day"], (Number(str(self.days[place]), day=self.days[place] >= FIRST_DAY)
                                         for place in kept))
        y = book.add(head, (Number(plain_number(p.value)) if p.value is not None else "" for p in shown.points))
        tags = [self.tags[order][place] for place in kept]
        printed = printed_column(book, shown, tags, y, head, lang)
        whiskers = whisker_bars("y", shown, y, head, self.axis, self.canvas)
        facts(book, shown, y, head, lang)
        dash = DASHES[index % len(DASHES)] if len(self.panel.series) > 1 else ""
        line = self.canvas.brush.line(self.canvas.brush.ink.series(index), 1.7, dash, "round")
        name = ser.name(y.head, head)
        return points(Points(index, order, name, x, y, tags, printed, line, whiskers), self.canvas)

    def find_room(self) -> None:
        """The words of every point; the chart is crowded where one of them, or a date, has no room."""
        first, last = self.ends
        wide, edge = self.box.width / (last - first), Inked(0, -HEADROOM, self.box.width + 8, self.box.height)

        def at(place: int, point: Point) -> Worded | None:
            if point.value is None:
                return None
            x, y = (self.days[place] - first) * wide, self.box.height - self.axis.at(Decimal(point.value))
            return Worded((x, y), point.text, reaches(point, self.axis))

        told = [[at(place, point) for place, point in enumerate(series.points)] for _, series in self.panel.series]
        self.tags = [[self._tag(point, side) for point, side in zip(series.points, row, strict=True)]
                     for (_, series), row in zip(self.panel.series, sides(told, edge), strict=True)]
        self.crowded = len(self.named) < len(self.days) or any(
            point and not tag for points, tags in zip(told, self.tags, strict=True)
            for point, tag in zip(points, tags, strict=True))

    def keep_ends(self) -> None:
        """Where not all words have room, only those of the first and the last date stay."""
        ends = {0, len(self.days) - 1}
        self.tags = [[tag if place in ends else None for place, tag in enumerate(row)] for row in self.tags]

    def _tag(self, point: Point, side: Place) -> Tag | None:
        if point.value is None or not side.side:
            return None
        above, below = reaches(point, self.axis)
        far = {"t": -above, "b": below}.get(side.side, 0.0) / self.whole[1]
        return Tag(point.text, code_of(point, self.canvas.lang), side.side, aside=(0.0, far), plate=side.crossed)

    def _next(self) -> int:
        """The place of a further series among all of the panel, which the legend leaves out."""
        self.unnamed += (len(self.panel.series) + len(self.unnamed),)
        return self.unnamed[-1]

    def _unknown(self) -> str:
        least, said = Number(f"{self.axis.ticks[0]:f}"), words(self.canvas.lang)
        missing = [(place, series.name, series.points[place]) for _, series in self.panel.series
                   for place in range(len(series.points))
                   if series.points[place].value is None and series.points[place].fact]
        if not missing:
            return ""
        tags = [Tag(said["chart_point"].format(category=name, text=point.text)
                    if len(self.panel.series) > 1 and name else point.text, "", "t", "muted")
                for _, name, point in missing]
        places = [(Number(str(self.days[place])), least) for place, _, _ in missing]
        return beside_axis(self._next(), places, tags, said["chart_beside"], self.canvas)

    def _dates(self) -> str:
        """The dates' words below the axis, as many as have room, the last among them."""
        least = Number(f"{self.axis.ticks[0]:f}")
        shown = self.named
        tags = [Tag(text, "", "b") if place in shown else None
                for place, text in enumerate(self.chart.categories)]
        places = [(Number(str(day)), least) for day in self.days]
        return beside_axis(self._next(), places, tags, words(self.canvas.lang)["chart_names"], self.canvas)

    @property
    def named(self) -> set[int]:
        """The places of the dates whose words have room."""
        (first, last), placed = self.ends, []
        for place in (len(self.days) - 1, *range(len(self.days) - 1)):
            at = (self.days[place] - first) / (last - first) * self.box.width
            half = measure(self.chart.categories[place], LABEL) / 2 + 3
            if all(at + half < low or high < at - half for low, high, _ in placed):
                placed.append((at - half, at + half, place))
        return {place for _, _, place in placed}
