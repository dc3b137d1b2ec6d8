"""Say what stands on one line of a chart of bars: one value, or those of a stack, and the words beside and inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from reportgen.document.nodes import Chart, Point
from reportgen.locales import words
from reportgen.pictures.charts.ink import MARKER
from reportgen.pictures.charts.panels import Panel
from reportgen.pictures.charts.scale import Axis, numbers, reach, rises

WHISKERS: dict[str, tuple[float, float]] = {    # how far it may be beyond a dot: below and above, in points
    "": (0.0, 0.0), "above": (0.0, 9.0), "below": (9.0, 0.0), "about": (4.5, 4.5),
}

Fits = Callable[[str, float], bool]             # whether words have room in a part of so many points


@dataclass(frozen=True, slots=True)
class Piece:
    """Ink of the series at `index` from `start` to `end` along the axis, in points; in outline where it may be so."""

    index: int
    start: float
    end: float
    outline: bool = False

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Lane:
    """The values of one line: (place of the series among all, its name, its value); several where they are stacked."""

    values: tuple[tuple[int, str, Point], ...]
    shown: Literal["bar", "stack", "dot"]

    @property
    def stacked(self) -> bool:
        return self.shown == "stack"

    @property
    def numbers(self) -> list[Decimal]:
        """What the axis must reach."""
        found = numbers(point for _, _, point in self.values)
        return [sum(found, Decimal(0))] if self.stacked else found

    @property
    def rising(self) -> bool:
        """Whether its words stand behind the higher end."""
        return self.shown != "bar" or rises(self.values[0][2])

    @property
    def known(self) -> bool:
        return any(point.value is not None for _, _, point in self.values)

    def pieces(self, axis: Axis) -> list[Piece]:
        if not self.stacked:
            (index, _, point), = self.values
            found = reach(point, axis)
            return [*(Piece(index, a, b) for a, b in found.full), *(Piece(index, a, b, True) for a, b in found.outline)]
        return [piece for _, piece in self._parts(axis)]

    def inside(self, axis: Axis, fits: Fits) -> list[tuple[Piece, str]]:
        """The words that stand on the parts of a stack."""
        return [(piece, point.text) for point, piece in self._parts(axis)
                if point.text.strip() and fits(point.text, piece.end - piece.start)]

    def beside(self, axis: Axis, fits: Fits, lang: str) -> str:
        """The words at the end of the line: the value's; of a stack those that have no room inside, with names."""
        if not self.stacked:
            return self.values[0][2].text
        within = {piece.index for piece, _ in self.inside(axis, fits)}
        said = words(lang)
        left = (said["chart_point"].format(category=name, text=point.text) if name else point.text
                for index, name, point in self.values if index not in within)
        return said["item_separator"].join(left)

    def end(self, axis: Axis) -> float:
        """Where the words begin, along the axis."""
        pieces = self.pieces(axis)
        if not pieces:
            return max(0.0, axis.zero)
        if self.shown == "dot":
            return dot_end(self.values[0][2], axis)
        return max(piece.end for piece in pieces) if self.rising else min(piece.start for piece in pieces)

    def _parts(self, axis: Axis) -> list[tuple[Point, Piece]]:
        parts, at = [], Decimal(0)
        for index, _, point in self.values:
            if self.stacked and point.value is not None:
                start, at = at, at + Decimal(point.value)
                parts.append((point, Piece(index, axis.at(start), axis.at(at))))
        return parts


def dot_end(point: Point, axis: Axis) -> float:
    """Where the sign of a dot ends, with its whisker."""
    assert point.value is not None
    return axis.at(Decimal(point.high or point.value)) + MARKER + WHISKERS[point.open][1] + (1.5 if point.open else 0.0)


def lanes_of(chart: Chart, panel: Panel, place: int) -> list[Lane]:
    """The lines of the category at `place`."""
    values = tuple((index, series.name, series.points[place]) for index, series in panel.series)
    if chart.kind in ("stacked_bar", "stacked_column"):
        return [Lane(values, "stack")]
    return [Lane((value,), "dot" if chart.kind == "dot" else "bar") for value in values]


def all_lanes(chart: Chart, panel: Panel) -> list[Lane]:
    return [lane for place in range(len(chart.categories)) for lane in lanes_of(chart, panel, place)]
