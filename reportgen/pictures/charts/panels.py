"""Part a chart into panels, one for each unit, and write their heads and legends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from reportgen.document.nodes import Chart, Point, Series
from reportgen.document.tabular import named
from reportgen.document.walk import plain
from reportgen.locales import words
from reportgen.pictures.charts.ink import LABEL, LEADING, Box, Ink, Label
from reportgen.pictures.lines import broken, measure

PANEL_GAP = 22.0                                # points
SIGN = 12.0                                     # from a legend's sign to its words, and from these to the next sign

Sign = Callable[[Ink, float, float, int], str]


@dataclass(frozen=True, slots=True)
class Panel:
    """The series of one unit, with their places among all series of the chart (for their colours)."""

    unit: str
    series: tuple[tuple[int, Series], ...]

    @property
    def points(self) -> list[Point]:
        return [point for _, series in self.series for point in series.points]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a panel may be drawn: its left and right edge and its top, in points."""

    left: float
    top: float
    width: float

    @property
    def right(self) -> float:
        return self.left + self.width


def panels_of(chart: Chart) -> list[Panel]:
    """Series by unit, units in the order in which they come first; a name that the caption says is not said again."""
    caption = plain(chart.caption)
    shown = [_shown(series, caption) for series in chart.series]
    units = list(dict.fromkeys(series.unit for series in shown))
    placed = sorted(enumerate(shown), key=lambda item: units.index(item[1].unit))
    return [Panel(unit, tuple(group)) for unit, group in groupby(placed, key=lambda item: item[1].unit)]


def _shown(series: Series, caption: str) -> Series:
    """As it is drawn: without what the caption says, its values without the unit that the head says."""
    name, measure = ("" if text == caption else text for text in (series.name, series.measure))
    points = tuple(replace(point, text=point.short or point.text) for point in series.points)
    return replace(series, name=name, measure=measure, points=points)


def in_rows(panels: list[Panel], most: int) -> Iterator[list[Panel]]:
    """Panels side by side, as many to a row as have room, rows as even as can be."""
    most = max(1, min(most, len(panels)))
    rows = -(-len(panels) // most)
    each = -(-len(panels) // rows)
    yield from (panels[i:i + each] for i in range(0, len(panels), each))


def side_by_side(left: float, width: float, top: float, count: int) -> list[Frame]:
    each = (width - PANEL_GAP * (count - 1)) / count
    return [Frame(left + i * (each + PANEL_GAP), top, each) for i in range(count)]


def square(ink: Ink, x: float, y: float, index: int) -> str:
    """A legend's sign for bars; `y` is the baseline of its words."""
    return ink.bar(Box(x, y - 7.5, x + 8, y + 0.5), index)


def dot(ink: Ink, x: float, y: float, index: int) -> str:
    """A legend's sign for markers."""
    return ink.marker(x + 4, y - 3, index)


def head(panel: Panel, ink: Ink, frame: Frame, sign: Sign | None = square, note: str = "") -> tuple[str, float]:
    """Title, note and, for several series, legend of a panel; gives the drawing and the y where its plot may begin."""
    alone = panel.series[0][1] if len(panel.series) == 1 else None
    y = frame.top
    drawn = ""
    for text, weight, role in ((title(panel, alone, ink.lang), 700, "text"), (note, 400, "muted")):
        lines = broken(text, LABEL, frame.width)
        drawn += ink.label(Label(frame.left, y + LABEL, tuple(lines), weight=weight, role=role)) if lines else ""
        y += len(lines) * LEADING
    y += 4
    if alone is None and sign:
        legend, y = _legend(panel, ink, frame, y, sign)
        drawn += legend
    return drawn, y + 4


def title(panel: Panel, alone: Series | None, lang: str) -> str:
    """What a panel's values are, and their unit; `alone` is its only series."""
    if alone:
        return named(alone, words(lang))
    measures = {series.measure for _, series in panel.series}
    return named(Series(measures.pop() if len(measures) == 1 else "", (), panel.unit), words(lang))


def _legend(panel: Panel, ink: Ink, frame: Frame, y: float, sign: Sign) -> tuple[str, float]:
    drawn, left = "", frame.left
    for index, series in panel.series:
        lines = broken(series.name, LABEL, frame.width - SIGN)
        needed = SIGN + max((measure(line, LABEL) for line in lines), default=0.0) + SIGN
        if left > frame.left and left + needed > frame.right + SIGN:
            left, y = frame.left, y + LEADING + 1
        drawn += sign(ink, left, y + LABEL, index)
        drawn += ink.label(Label(left + SIGN, y + LABEL, tuple(lines))) if lines else ""
        left += needed
        if len(lines) > 1:
            left, y = frame.left, y + len(lines) * LEADING + 1
    return drawn, y + LEADING + 2
