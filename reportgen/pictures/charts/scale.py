"""Lay values on an axis: round steps, and where a value's ink lies on it, as sure as the value is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from reportgen.document.nodes import Point

MOST_TICKS = 5
TICK_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
THINNEST = 0.75                                 # points: what is more than nothing is seen
APART = 8.0                                     # between the words of two ticks

Ends = Literal["", "above", "below", "about"]
Segments = tuple[tuple[float, float], ...]
SLICES: dict[Ends, Segments] = {                # from and to, in points from the value; the bar itself ends at CUT
    "": (),
    "above": ((1.5, 4.0), (5.5, 7.2), (8.7, 9.7)),
    "below": ((-7.5, -5.8), (-4.3, -3.1), (-1.6, -0.8)),
    "about": ((-3.6, -2.2), (-0.7, 0.7), (2.2, 3.6)),
}
CUT: dict[Ends, float] = {"": 0.0, "above": 0.0, "below": -9.0, "about": -5.1}
MIRRORED: dict[Ends, Ends] = {"": "", "above": "below", "below": "above", "about": "about"}


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale over `length` points with its tick values, the lowest first."""

    ticks: tuple[Decimal, ...]
    length: float

    @property
    def step(self) -> Decimal:
        return self.ticks[1] - self.ticks[0]

    @property
    def begins_above_zero(self) -> bool:
        return self.ticks[0] > 0

    @property
    def zero(self) -> float:
        return self.at(Decimal(0))

    def at(self, value: Decimal) -> float:
        """Points from the lower end."""
        return float((value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])) * self.length


def make_axis(values: Iterable[Decimal], length: float, fits: Callable[[tuple[Decimal, ...]], bool], *,
              from_zero: bool = True) -> Axis:
    """An axis past all `values`, with as many round ticks as fit.

    It begins at zero; where that is not wanted, it may begin higher if all values lie in its upper quarter.
    """
    known = list(values)
    high, low = max([*known, Decimal(0)]), min([*known, Decimal(0)])
    if not from_zero and known and min(known) > 0 and min(known) * 4 > high * 3 and min(known) != high:
        low = max(Decimal(0), min(known) - (high - min(known)) / 2)
    if high == low:
        high = Decimal(1)
    for most in range(MOST_TICKS, 0, -1):
        ticks = _ticks(low, high, most)
        if fits(ticks):
            break
    return Axis(ticks, length)


def _ticks(low: Decimal, high: Decimal, most: int) -> tuple[Decimal, ...]:
    """Round numbers, about `most` steps from not above `low` to not below `high`."""
    rough = (high - low) / most
    power = Decimal(10) ** int(rough.log10().to_integral_value(ROUND_FLOOR))
    step = next(s * power for s in TICK_STEPS if s * power >= rough)
    first, last = (int((end / step).to_integral_value(way)) for end, way in ((low, ROUND_FLOOR), (high, ROUND_CEILING)))
    return tuple(step * i for i in range(first, last + 1))


def numbers(points: Iterable[Point]) -> list[Decimal]:
    """Every number that an axis must reach, the ends of ranges too."""
    return [Decimal(text) for point in points for text in (point.value, point.low, point.high) if text]


@dataclass(frozen=True, slots=True)
class Reach:
    """Where there is ink for a value, in points from the axis' lower end: full, and in outline for a range."""

    full: Segments = ()
    outline: Segments = ()

    def end(self, rising: bool, otherwise: float) -> float:
        """The end towards which the bar goes."""
        parts = (*self.full, *self.outline)
        return (max(b for _, b in parts) if rising else min(a for a, _ in parts)) if parts else otherwise


def rises(point: Point) -> bool:
    """Whether its bar goes up from zero."""
    return point.value is None or Decimal(point.high or point.value) > 0 or Decimal(point.value) >= 0


def reach(point: Point, axis: Axis) -> Reach:
    """Where a bar from zero has ink for `point`."""
    if point.value is None:
        return Reach()
    if point.low and point.high:
        return _range(Decimal(point.low), Decimal(point.high), axis)
    value = Decimal(point.value)
    length = abs(axis.at(value) - axis.zero)
    open_ = point.open if value >= 0 else MIRRORED[point.open]
    whole = max(length + CUT[open_], THINNEST if value else 0.0)
    parts = ((0.0, whole), *((length + a, length + b) for a, b in SLICES[open_] if length + a > whole))
    return Reach(tuple((axis.zero + a, axis.zero + b) if value >= 0 else (axis.zero - b, axis.zero - a)
                       for a, b in parts))


def _range(low: Decimal, high: Decimal, axis: Axis) -> Reach:
    """Full as far as the value surely goes, in outline as far as it may go."""
    sure = low if low > 0 else high if high < 0 else Decimal(0)
    full = ((min(axis.zero, axis.at(sure)), max(axis.zero, axis.at(sure))),) if sure else ()
    return Reach(full, ((axis.at(low), axis.at(high)),))
