"""Draw values over time: lines between dates in their true distance, broken where a value is unknown.

A date of which a series has no value at all, because another series brought it in, breaks nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from reportgen.document.nodes import Chart, Point, Series
from reportgen.locales import words
from reportgen.pictures.charts import panels as parts
from reportgen.pictures.charts.ink import DASHES, LABEL, LEADING, MARKER, SMALL, Box, Ink, Label, Point2
from reportgen.pictures.charts.lanes import WHISKERS
from reportgen.pictures.charts.listing import listing
from reportgen.pictures.charts.notices import above_zero
from reportgen.pictures.charts.panels import Frame, Panel
from reportgen.pictures.charts.placing import Wanted, place_all
from reportgen.pictures.charts.scale import Axis, make_axis, numbers
from reportgen.pictures.lines import broken, measure

PLOT_HEIGHT, HEADROOM, INSET = 130.0, 16.0, 14.0        # points: the plot, above it, and before the first date
TALLER = (1.15, 1.55)                                   # how much taller it is where its values stand in it
MOST_NAMES, BROADEST_DATE = 0.26, 76.0                  # of the width, for the series' names; of a date's words
NAME_GAP = 22.0                                         # from the last date to the names
DATE_ROWS = 2


@dataclass(frozen=True, slots=True)
class Plot:
    """Where a panel's points lie: `xs` for each date, `base` the lower end of `axis`; in points."""

    axis: Axis
    xs: tuple[float, ...]
    left: float
    right: float
    base: float

    @property
    def top(self) -> float:
        return self.base - self.axis.length

    def y(self, value: Decimal) -> float:
        return self.base - self.axis.at(value)

    def at(self, place: int, point: Point) -> Point2:
        """Where the line goes through: the middle of a range."""
        low, high = (Decimal(text or point.value or 0) for text in (point.low, point.high))
        return self.xs[place], (self.y(low) + self.y(high)) / 2


def draw_lines(chart: Chart, ink: Ink, width: float) -> tuple[str, float]:
    """Panels one below the other, so that the same date stands at the same place; the drawing and its height."""
    panels = parts.panels_of(chart)
    axes = [_axis(panel) for panel in panels]
    margin = max(measure(ink.tick(tick, axis.step), SMALL) for axis in axes for tick in axis.ticks) + 8
    names = [measure(series.name, LABEL) for panel in panels for _, series in panel.series if len(panel.series) > 1]
    right = width - (min(max(names), width * MOST_NAMES) + NAME_GAP if names else 8.0)
    drawn, y = "", 0.0
    for panel, axis in zip(panels, axes, strict=True):
        part, y = _panel(chart, panel, ink, axis, (margin, right, width), y)
        drawn += part
        y += 12
    return drawn, y - 12


def _axis(panel: Panel) -> Axis:
    needed = sum(len(broken(series.name, LABEL, 60)) for _, series in panel.series) * LEADING
    return make_axis(numbers(panel.points), max(PLOT_HEIGHT, needed), lambda ticks: len(ticks) <= 6, from_zero=False)


def _panel(chart: Chart, panel: Panel, ink: Ink, axis: Axis, across: tuple[float, float, float],
           y: float) -> tuple[str, float]:
    left, right, width = across
    drawn, top = parts.head(panel, ink, Frame(0.0, y, width), None, above_zero(axis, ink))
    xs = tuple(_places(chart.dates, left + INSET, right - INSET))
    plots = [Plot(taller, xs, left, right, top + HEADROOM + taller.length)
             for taller in (replace(axis, length=axis.length * times) for times in (*TALLER, 1.0))]
    tried = [(plot, *_words(chart, panel, plot, ink, width)) for plot in plots]
    plot, named, leaders, values = next((one for one in tried if one[-1] is not None), tried[-1])
    below, bottom = _dates(chart, plot, width)
    labels = [*(below or _some_dates(chart, plot, width)), *named, *(values or ())]
    for tick in axis.ticks:
        at = plot.y(tick)
        drawn += ink.level_grid(at, left, right, labels) if tick else ""
        drawn += ink.label(Label(left - 5, at + SMALL * 0.36, (ink.tick(tick, axis.step),), "end", "muted", SMALL))
    drawn += _foot(plot, ink) + "".join(ink.line(x, plot.base, x, plot.base + 3, "muted", 0.8) for x in plot.xs)
    dashes = DASHES if len(panel.series) > 1 else ("",)
    drawn += "".join(ink.path(leader.points, ink.series(leader.index), 0.6) + ink.marker(*leader.sign, leader.index)
                     for leader in leaders)
    drawn += "".join(_curve(series, index, plot, ink, dashes[index % len(dashes)])
                               for index, series in panel.series)
    drawn += ink.labels(labels)
    if values is not None:
        return drawn, bottom
    listed, bottom = listing(chart.categories, [series for _, series in panel.series], ink, bottom + 6, width)
    return drawn + listed, bottom


def _words(chart: Chart, panel: Panel, plot: Plot, ink: Ink,
           width: float) -> tuple[list[Label], list[Leader], list[Label] | None]:
    """The names at the ends of the lines, what leads to them, and the values, None where these have no room."""
    named, leaders = _names(panel, plot, width)
    dated = _dates(chart, plot, width)[0] is not None
    return named, leaders, _values(panel, plot, ink, named, leaders) if dated else None


def _places(dates: Sequence[str], left: float, right: float) -> Iterator[float]:
    days = [date.fromisoformat(day).toordinal() for day in dates]
    first, last = min(days), max(days)
    for day in days:
        yield left + (right - left) * ((day - first) / (last - first) if last > first else 0.5)


def _foot(plot: Plot, ink: Ink) -> str:
    """The line of zero; where the axis begins above it, a broken one."""
    if not plot.axis.begins_above_zero:
        y = plot.y(Decimal(0))
        return ink.line(plot.left, y, plot.right, y, "muted", 0.8)
    x, y = plot.left, plot.base
    teeth = [(x, y - 12), (x - 3, y - 10), (x + 3, y - 6), (x - 3, y - 2), (x, y)]
    return ink.path(teeth, "muted", 0.8) + ink.line(x, y, plot.right, y, "muted", 0.8, "3 2")


# --- dates --------------------------------------------------------------------------------------------------------

def _date(text: str, x: float, y: float, width: float) -> Label:
    """The words of a date below its place, within the picture."""
    lines = tuple(broken(text, LABEL, BROADEST_DATE))
    wide = max((measure(line, LABEL) for line in lines), default=0.0)
    return Label(min(max(x, wide / 2), width - wide / 2), y, lines, "middle")


def _dates(chart: Chart, plot: Plot, width: float) -> tuple[list[Label] | None, float]:
    """The words of all dates in at most two rows, or None where they have no room; and where they end."""
    y, bottom, left = plot.base, plot.base, list(enumerate(chart.categories))
    placed: list[Label] = []
    for _ in range(DATE_ROWS):
        row: list[Label] = []
        behind = []
        for place, text in left:
            label = _date(text, plot.xs[place], y + LEADING + 3, width)
            if row and label.box.left < row[-1].box.right + 5:
                behind.append((place, text))
            else:
                row.append(label)
        placed, left = placed + row, behind
        y = bottom = max(label.box.bottom for label in row)
        if not left:
            return placed, bottom + 4
    most = max(len(broken(text, LABEL, BROADEST_DATE)) for text in chart.categories)
    return None, plot.base + 4 + LEADING * (1 + most)


def _some_dates(chart: Chart, plot: Plot, width: float) -> list[Label]:
    """The words of as many dates as have room in a row, the last among them."""
    order = [len(chart.categories) - 1, *range(len(chart.categories) - 1)]
    placed: list[Label] = []
    for place in order:
        label = _date(chart.categories[place], plot.xs[place], plot.base + LEADING + 3, width)
        box = label.box
        if not any(box.left < other.box.right + 5 and other.box.left < box.right + 5 for other in placed):
            placed.append(label)
    return placed


# --- curves -------------------------------------------------------------------------------------------------------

def _curve(series: Series, index: int, plot: Plot, ink: Ink, dashes: str) -> str:
    drawn = "".join(ink.path(run, ink.series(index), 1.7, dashes) for run in _runs(series, plot) if len(run) > 1)
    for place, point in enumerate(series.points):
        if point.value is not None:
            drawn += _sign(point, index, plot, place, ink)
    return drawn


def _runs(series: Series, plot: Plot) -> list[list[Point2]]:
    """The points that a line joins, in pieces between which a value is unknown."""
    runs: list[list[Point2]] = [[]]
    for place, point in enumerate(series.points):
        if point.value is None:
            runs += [[]] if point.fact else []
        else:
            runs[-1].append(plot.at(place, point))
    return runs


def _sign(point: Point, index: int, plot: Plot, place: int, ink: Ink) -> str:
    """A marker, with whiskers where the value may be more or less, or the span of a range."""
    role, (x, y) = ink.series(index), plot.at(place, point)
    if point.low and point.high:
        ends = [plot.y(Decimal(end)) for end in (point.low, point.high)]
        return ink.line(x, ends[0], x, ends[1], role, 1.4) + "".join(ink.line(x - 3, end, x + 3, end, role, 1.4)
                                                                   for end in ends)
    drawn = ""
    for sign, beyond in zip((1, -1), WHISKERS[point.open], strict=True):
        tip = min(y + sign * (MARKER + beyond), plot.base)
        if beyond:
            drawn += ink.line(x, y, x, tip, role, 1.4, "2 1.2") + ink.line(x - 3, tip, x + 3, tip, role, 1.0)
    return drawn + ink.marker(x, y, index)


# --- words --------------------------------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Leader:
    """A thin line through `points` from the end of the series at `index` to its `sign` before its name."""

    index: int
    points: tuple[Point2, ...]
    sign: Point2


def _names(panel: Panel, plot: Plot, width: float) -> tuple[list[Label], list[Leader]]:
    """The series' names at the ends of their lines, moved apart where they must be, and what leads to them."""
    if len(panel.series) == 1:
        return [], []
    ends = []
    for index, series in panel.series:
        known = [plot.at(place, point) for place, point in enumerate(series.points) if point.value is not None]
        ends.append((known[-1] if known else (plot.right, plot.base), index,
                     tuple(broken(series.name, LABEL, width - plot.right - NAME_GAP))))
    ends.sort(key=lambda end: (end[0][1], end[1]))
    tops = _apart([y - len(lines) * LEADING / 2 for (_, y), _, lines in ends],
                  [len(lines) * LEADING for _, _, lines in ends], plot.top - HEADROOM, plot.base)
    labels, leaders = [], []
    for ((x, y), index, lines), top in zip(ends, tops, strict=True):
        at = plot.right + NAME_GAP
        middle = top + len(lines) * LEADING / 2
        points = ((x + MARKER + 1, y), (plot.right - INSET + MARKER + 3, y), (at - 11, middle))
        leaders.append(Leader(index, points, (at - 6, middle)))
        labels += [Label(at, top + LABEL * 0.95, lines)] if lines else []
    return labels, leaders


def _apart(tops: list[float], heights: list[float], least: float, most: float) -> list[float]:
    """`tops` in their order, moved as little as need be for nothing to stand on another, between `least` and `most`."""
    placed: list[float] = []
    for number, top in enumerate(tops):
        placed.append(max(top, placed[-1] + heights[number - 1] if placed else least))
    limit = most
    for i in range(len(placed) - 1, -1, -1):
        placed[i] = min(placed[i], limit - heights[i])
        limit = placed[i]
    return placed


def _values(panel: Panel, plot: Plot, ink: Ink, named: list[Label], leaders: list[Leader]) -> list[Label] | None:
    """Every value's words beside its point, or None where some have no room."""
    markers, wanted = [], []
    runs = [run for _, series in panel.series for run in _runs(series, plot)]
    lines = [pair for run in (*runs, *(leader.points for leader in leaders)) for pair in pairwise(run)]
    valleys = {here for run in runs for before, here, after in zip(run, run[1:], run[2:], strict=False)
               if here[1] > max(before[1], after[1])}
    for place in range(len(plot.xs)):
        here = [(plot.at(place, series.points[place]), series.points[place], series.name)
                for _, series in panel.series]
        here.sort(key=lambda one: one[0][1])
        for (x, y), point, name in here:
            if point.value is None and not point.fact:
                continue
            if point.value is None:
                text = words(ink.lang)["chart_point"].format(category=name, text=point.text) \
                    if len(panel.series) > 1 and name else point.text
                wanted.append(Wanted.at_foot(x, plot.base, text))
                continue
            far = max(abs(plot.y(Decimal(end)) - y) for end in (point.high or point.value, point.low or point.value))
            below, above = (far + MARKER + beyond for beyond in WHISKERS[point.open])
            markers.append(Box(x - MARKER, y - above, x + MARKER, y + below))
            wanted.append(Wanted.beside((x, y), markers[-1], point.text, valley=(x, y) in valleys))
    edge = Box(plot.left + 1, plot.top - HEADROOM, plot.right + 7, plot.base - 1)
    return place_all(wanted, markers, lines, [label.box for label in named], edge)
