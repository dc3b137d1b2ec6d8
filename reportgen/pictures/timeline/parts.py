"""Part a timeline into drawings of at most a page's height, each with the days it is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from reportgen.pictures.timeline.times import Time

FILLED = 0.92                         # of the room of each of several: an entry is not parted


@dataclass(frozen=True, slots=True)
class Part:
    """The entries from `start` to before `end`, and the days at which something is drawn, in order.

    `limit` is the first day of the next part, None in the last; `before` are the times that began in an earlier part
    and go on into this one.
    """

    start: int
    end: int
    days: tuple[int, ...]
    limit: int | None
    before: tuple[int, ...]

    @property
    def first(self) -> int | None:
        return self.days[0] if self.days else None


def parts_of(times: Sequence[Time], heights: Sequence[float], room: float) -> list[Part]:
    """Drawings with like shares of the words, none of which takes more than `room` unless a single entry does."""
    whole = sum(heights)
    share = whole if whole <= room else whole / ceil(whole / (FILLED * room))
    cuts, taken, told = [0], 0.0, 0.0
    for place, height in enumerate(heights):
        full = taken + height > room or (told >= share * len(cuts) - height / 2 and told > 0)
        if place > cuts[-1] and full:
            cuts.append(place)
            taken = 0.0
        taken, told = taken + height, told + height
    return _dated(times, [*cuts, len(times)])


def _dated(times: Sequence[Time], cuts: Sequence[int]) -> list[Part]:
    every = sorted({day for time in times for day in time.ends})
    parts: list[Part] = []
    running: list[int] = []
    for start, end in pairwise(cuts):
        anchors = [times[place].anchor for place in range(start, len(times))]
        first, limit = anchors[0], anchors[end - start] if end < len(times) else None
        own = () if first is None else every[
            0 if not parts else bisect_left(every, first):None if limit is None else bisect_right(every, limit - 1)]
        running = [place for place in running if _goes_on(times[place], first)]
        parts.append(Part(start, end, tuple(own) or (() if first is None else (first,)), limit, tuple(running)))
        running += range(start, end)
    return parts


def _goes_on(time: Time, day: int | None) -> bool:
    return day is not None and time.shape != "none" and (time.after is None or time.after > day) and time.shape != "day"
