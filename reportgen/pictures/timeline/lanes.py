"""Put overlapping times side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from math import inf

from reportgen.pictures.timeline.times import Time


def lanes_of(times: Sequence[Time], wanted: Sequence[int]) -> Mapping[int, int]:
    """The lane of each of the `wanted` ones of `times`, from 0: the leftmost that is free when it begins."""
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    lanes: dict[int, int] = {}
    for place in sorted(wanted, key=lambda place: _span(times[place])):
        begin, end = _span(times[place])
        while busy and busy[0][0] <= begin:
            heappush(free, heappop(busy)[1])
        lanes[place] = heappop(free) if free else len(busy)
        heappush(busy, (end, lanes[place]))
    return lanes


def _span(time: Time) -> tuple[float, float]:
    return (-inf if time.first is None else time.first, inf if time.after is None else time.after)
