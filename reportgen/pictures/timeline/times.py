"""Turn the dates of a timeline's entries into days that can be measured: ordinals, as `datetime.date` counts them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reportgen.document.nodes import Moment

Shape = Literal["day", "month", "year", "bar", "apart", "none"]
SHAPES: dict[int, Shape] = {4: "year", 7: "month", 10: "day"}        # of a single date, by its letters


@dataclass(frozen=True, slots=True)
class Time:
    """`first` is the first day, `after` the day after the last one; None where a time is open there, or unknown.

    `last` is the first day of the second of two dates "apart", and the last one of a time that is open at its
    beginning.
    """

    shape: Shape
    first: int | None = None
    after: int | None = None
    last: int | None = None
    about: bool = False

    @property
    def anchor(self) -> int | None:
        """The day at which it is told."""
        return self.last if self.first is None else self.first

    @property
    def ends(self) -> tuple[int, ...]:
        """The days at which something of it is drawn."""
        return tuple(day for day in (self.first, self.last, self.after if self.shape != "day" else None)
                     if day is not None)


def time_of(moment: Moment) -> Time:
    """When `moment` is. ValueError where one of its dates is none."""
    if not (moment.begin or moment.end):
        return Time("none")
    first, after = _first(moment.begin), _after(moment.end)
    if moment.kind == "apart":
        return Time("apart", first, after, _first(moment.end))
    if moment.open or moment.begin != moment.end:
        return Time("bar", None if moment.open == "begin" else first, None if moment.open == "end" else after,
                    after - 1 if moment.open == "begin" and after else None, moment.kind == "about")
    return Time(SHAPES[len(moment.begin)], first, after, about=moment.kind == "about")


def _first(text: str) -> int | None:
    return date.fromisoformat(text + "-01-01"[len(text) - 4:]).toordinal() if text else None


def _after(text: str) -> int | None:
    if not text:
        return None
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1]).toordinal() + 1
