"""Lay time out along an axis: one measure for each stretch of it, and a break where nothing happens for long."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportgen.locales import words

FAR, HELP = 45.0, 0.75                # points from words to their date; to what share of them a break must bring it
BREAKS = 8                            # in one drawing
BREAK = 18.0                          # points that a break takes, at least
SHORTEST = 30.0                       # points of a stretch in which time goes on
LONG = 0.08                           # of a stretch: what is nothing happening for long
ROOM = 20.0                           # points from tick to tick, at least
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000)     # months


@dataclass(frozen=True, slots=True)
class Stretch:
    """An unbroken part of the axis: from the day `first` at `top` to the day `last` at `bottom`, in points."""

    first: int
    last: int
    top: float
    bottom: float

    def at(self, day: int) -> float:
        if self.last == self.first:
            return self.top
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return self.top + share * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Scale:
    stretches: tuple[Stretch, ...]

    @property
    def top(self) -> float:
        return self.stretches[0].top

    @property
    def bottom(self) -> float:
        return self.stretches[-1].bottom

    def at(self, day: int) -> float:
        """How far down `day` lies; days outside lie at the nearer end, and those in a break where it begins."""
        found = bisect_right(self.stretches, day, key=lambda stretch: stretch.first) - 1
        return self.stretches[max(0, found)].at(day)


def lay_out(days: Sequence[int], heights: Sequence[float], top: float, longest: float, airy: float = 1.0) -> Scale:
    """The axis for `days` (each once, in order), with so much height of words told at each; it begins at `top`.

    Words are at least as long as the axis; with its last words it takes no more than `longest`.
    """
    parts = _parted(days, heights)
    lengths = [_length(days[a:b], heights[a:b]) * airy for a, b in parts]
    joints = [max(BREAK, _last(heights[a:b]) + BREAK / 2) for a, b in parts[:-1]]
    room = longest - sum(joints) - _last(heights[slice(*parts[-1])])
    shrink = min(1.0, room / sum(lengths)) if sum(lengths) and room > 0 else 1.0
    stretches, y = [], top
    for (a, b), length, joint in zip(parts, lengths, [*joints, 0.0], strict=True):
        stretches.append(Stretch(days[a], days[b - 1], y, y + length * shrink))
        y += length * shrink + joint
    return Scale(tuple(stretches))


def _parted(days: Sequence[int], heights: Sequence[float]) -> list[tuple[int, int]]:
    """Where the axis is broken, as slices of `days`: first the stretch whose words lie farthest off."""
    parts = [(0, len(days))]
    for _ in range(BREAKS):
        worst = max(parts, key=lambda part: _off(days, heights, *part))
        cut = _best_cut(days, heights, *worst)
        if not cut:
            break
        parts.remove(worst)
        parts += [(worst[0], cut), (cut, worst[1])]
    return sorted(parts)


def _best_cut(days: Sequence[int], heights: Sequence[float], start: int, end: int) -> int:
    """The long gap that brings words nearest to their dates when the axis is broken there; 0 where that is no help."""
    far, span = _off(days, heights, start, end), days[end - 1] - days[start]
    if far <= FAR:
        return 0
    gaps = (i for i in range(start + 1, end) if days[i] - days[i - 1] > LONG * span)
    left, cut = min(((max(_off(days, heights, start, i), _off(days, heights, i, end)), i) for i in gaps),
                    default=(far, 0))
    return cut if left < HELP * far else 0


def _off(days: Sequence[int], heights: Sequence[float], start: int, end: int) -> float:
    """How far the words of a stretch would lie from their dates, at most."""
    span = days[end - 1] - days[start]
    length, offset, far = _length(days[start:end], heights[start:end]), 0.0, 0.0
    for day, height in zip(days[start:end], heights[start:end], strict=True):
        if height and span:
            far = max(far, abs((day - days[start]) / span * length - offset))
        offset += height
    return far


def _length(days: Sequence[int], heights: Sequence[float]) -> float:
    told = sum(heights) - _last(heights)
    return max(told, SHORTEST) if days[-1] > days[0] else 0.0


def _last(heights: Sequence[float]) -> float:
    return heights[-1] if heights else 0.0


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """The tops of words of these heights, in order, none over another, each as near as can be to where it is wanted.

    All lie between `top` and `bottom`, as far as these leave room (pool adjacent violators, in one pass).
    """
    pools: list[tuple[float, int]] = []                    # (mean of where they want to begin, how many)
    before = 0.0
    for want, height in zip(wanted, heights, strict=True):
        mean, count = want - before, 1
        while pools and pools[-1][0] > mean:
            other, many = pools.pop()
            mean, count = (mean * count + other * many) / (count + many), count + many
        pools.append((mean, count))
        before += height
    latest = max(top, bottom - before)
    starts = [min(max(mean, top), latest) for mean, count in pools for _ in range(count)]
    tops, before = [], 0.0
    for start, height in zip(starts, heights, strict=True):
        tops.append(start + before)
        before += height
    return tops


# --- what the axis says -------------------------------------------------------------------------------------------

def ticks(scale: Scale, lang: str) -> Iterator[tuple[float, str]]:
    """Each place of the axis that is named, with its name: years, or months where there is room for them."""
    taken = -ROOM
    for stretch in scale.stretches:
        step = _step(stretch)
        found = [(stretch.at(day), day) for day in _marks(stretch, step)] or [(stretch.top, stretch.first)]
        first = True
        for y, day in found:
            if y - taken >= ROOM / 2:
                yield y, _name(date.fromordinal(day), step, first, lang)
                taken, first = y, False


def _step(stretch: Stretch) -> int:
    months = (stretch.last - stretch.first) / 30.44
    room = (stretch.bottom - stretch.top) / ROOM
    return next((step for step in STEPS if months / step <= max(room, 1.0)), STEPS[-1]) if months else 1


def _marks(stretch: Stretch, step: int) -> Iterable[int]:
    """The first days of every `step`-th month, counted from the year 0, in a stretch."""
    begin = date.fromordinal(stretch.first)
    month = -(-(begin.year * 12 + begin.month - 1 + (begin.day > 1)) // step) * step
    while month < 12 * 10000 and (day := date(month // 12, month % 12 + 1, 1).toordinal()) <= stretch.last:
        yield day
        month += step


def _name(day: date, step: int, first: bool, lang: str) -> str:
    """A year at its beginning, else a month, with its year where it is the first that is named."""
    if step >= 12 or (day.month == 1 and day.day == 1):
        return str(day.year)
    month = words(lang)["tick_months"].split("|")[day.month - 1]
    return words(lang)["tick_month_of"].format(month=month, year=day.year) if first else month
