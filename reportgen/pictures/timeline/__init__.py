"""Draw timelines as plain SVG: an axis that runs down, what happened on it, and the words beside it.

A day is a dot, a month a dot with a whisker of its length, a year a bracket of its length, a longer time a bar; what
overlaps stands side by side. A bar ends in slices where it is open ("since 2002"), and is dashed where its ends are
not sharp. Eras are bands behind. Words stand in order, each as near to its date as the others let it, with a line that
leads to it. Within an unbroken part of the axis lengths are true; where nothing happens for long it is broken, with a
mark. A long timeline is several drawings.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

from reportgen.diagnostics import refuse
from reportgen.document.nodes import Timeline
from reportgen.document.walk import plain
from reportgen.locales import words
from reportgen.messages import say
from reportgen.pictures.charts.ink import Box, Ink, n
from reportgen.pictures.timeline import labels, marks
from reportgen.pictures.timeline.labels import GAP, RISE, SIZE, Columns, Label, columns_for, label_of
from reportgen.pictures.timeline.lanes import lanes_of
from reportgen.pictures.timeline.parts import Part, parts_of
from reportgen.pictures.timeline.scale import BREAK, Scale, lay_out, spread, ticks
from reportgen.pictures.timeline.times import Time, time_of

TICKS = 40.0                          # points for the names at the axis
HEAD, TOP, FOOT = 17.0, 5.0, 6.0      # above a drawing with a head, above any, below it
SHARE, LONGER = 0.56, 0.58            # of the height of one drawing: words of each of several, and how long its axis is
LANES = 84.0                          # points for lanes, at most
LANE, BAR = 8.0, 5.0                  # from lane to lane, and how wide a bar is
LEADERS = 34.0                        # points for the lines that lead to the words
MIDDLE = RISE - 0.34 * SIZE           # of a label's first line, below its top
AIRY = 1.25                           # how much longer than its words a short timeline is
TICK_SIZE = 8.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing: its `svg`, and the text alternative that is in it; sizes in points."""

    svg: str
    alt: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the drawings of one timeline share."""

    timeline: Timeline
    ink: Ink
    width: float
    times: tuple[Time, ...]
    texts: tuple[Label, ...]
    columns: Columns
    lanes: Mapping[int, int]
    bands: Mapping[int, int]

    @property
    def axis(self) -> float:
        return TICKS + 8.0

    def heights(self, part: Part) -> list[float]:
        return [label.height for label in self.texts[part.start:part.end]]


def draw_timeline(timeline: Timeline, colours: Mapping[str, str], family: str, width: float, lang: str = "en",
                  tallest: float = math.inf) -> list[Drawing]:
    """`timeline` as `<svg>` drawings `width` points wide and at most `tallest` high, to stand one below the other.

    `colours` and `family` are as charts have them. Together the alternatives of the drawings are what the document
    says of the timeline. ReportgenError [timeline-too-tall] where one entry alone has no room.
    """
    plan = _planned(timeline, Ink(colours, lang), width)
    heights = [label.height for label in plan.texts]
    room = tallest - HEAD - TOP - FOOT
    several = sum(heights) > room - 20
    parts = parts_of(plan.times, heights, room * SHARE if several else room)
    if max(heights, default=0.0) > room:
        refuse("timeline-too-tall", say("an entry of this timeline has too many words for a drawing"), timeline.span,
               say("make it a table:  form: table"))
    return [_part(plan, part, number, len(parts), family, room) for number, part in enumerate(parts)]


def _planned(timeline: Timeline, ink: Ink, width: float) -> _Plan:
    times = tuple(time_of(entry.moment) for entry in timeline.entries)
    eras = [place for place, entry in enumerate(timeline.entries) if entry.era and times[place].shape != "none"]
    bars = [place for place, time in enumerate(times) if time.shape == "bar" and not timeline.entries[place].era]
    lanes = lanes_of(times, bars)
    beside = min(LANES, LANE * _count(lanes))
    columns = columns_for(timeline.entries, TICKS + 8.0 + marks.BRACKET + beside + LEADERS, width)
    texts = tuple(label_of(entry, columns) for entry in timeline.entries)
    return _Plan(timeline, ink, width, times, texts, columns, lanes, lanes_of(times, eras))


def _count(lanes: Mapping[int, int]) -> int:
    return max(lanes.values(), default=-1) + 1


def _part(plan: _Plan, part: Part, number: int, count: int, family: str, room: float) -> Drawing:
    opens = any(plan.times[place].shape == "bar" and plan.times[place].first is None
                for place in range(part.start, part.end))
    top = TOP + (HEAD if count > 1 else 0.0) + (marks.TAIL - MIDDLE if opens else 0.0)
    heights = plan.heights(part)
    at = {day: 0.0 for day in part.days}
    for place, height in zip(range(part.start, part.end), heights, strict=True):
        day = plan.times[place].anchor
        if day is not None:
            at[day] = at.get(day, 0.0) + height
    days = sorted(at)
    airy = AIRY if count == 1 and sum(heights) * AIRY + 60 < room * SHARE else 1.0
    longest = room - marks.TAIL if count == 1 else max(LONGER * room, sum(heights))
    scale = lay_out(days, [at[day] for day in days], top + MIDDLE, longest, airy) if days else None
    tops = _tops(plan, part, scale, top, heights)
    lowest = max([y + height - GAP for y, height in zip(tops, heights, strict=True)]
                 + ([scale.bottom + (marks.TAIL if part.limit is None else 4.0)] if scale else []), default=top)
    height = lowest + FOOT
    inside = _drawn(plan, part, scale, tops, top)
    if count > 1:
        inside = _head(plan, part, number) + inside
    alt = " ".join((*([plan.timeline.alt] if number == 0 else []),
                    *(entry.said for entry in plan.timeline.entries[part.start:part.end]))).strip()
    return Drawing(_svg(plan, inside, alt, number, height, family), alt, plan.width, height)


def _tops(plan: _Plan, part: Part, scale: Scale | None, top: float, heights: Sequence[float]) -> list[float]:
    wanted = []
    for place in range(part.start, part.end):
        day = plan.times[place].anchor
        undated = (scale.bottom if scale else top) + 2 * GAP
        wanted.append(scale.at(day) - MIDDLE if scale and day is not None else undated)
    bottom = max(scale.bottom + (heights[-1] if heights else 0.0) - MIDDLE if scale else top, top + sum(heights))
    return spread(wanted, heights, top, bottom)


def _drawn(plan: _Plan, part: Part, scale: Scale | None, tops: Sequence[float], top: float) -> str:
    own = list(range(part.start, part.end))
    words_ = "".join(plan.texts[place].drawn(plan.ink, plan.columns, y) for place, y in zip(own, tops, strict=True))
    if scale is None:
        return words_
    seen = [*part.before, *own]
    bands = "".join(_band(plan, part, scale, place) for place in seen if place in plan.bands)
    leaders = "".join(_leader(plan, scale, place, y + MIDDLE) for place, y in zip(own, tops, strict=True))
    bars = "".join(_bar(plan, part, scale, place) for place in seen if place in plan.lanes)
    axis, points = _axis(plan, part, scale), _points(plan, scale, seen)
    return bands + leaders + axis + bars + points + _breaks(plan, scale) + words_


def _band(plan: _Plan, part: Part, scale: Scale, place: int) -> str:
    """An era behind all else; eras that overlap share the width."""
    time, start = plan.times[place], plan.axis - marks.BRACKET
    each = (plan.columns.dates - LEADERS + 6.0 - start) / _count(plan.bands)
    left = start + plan.bands[place] * each
    top = scale.at(time.first) if time.first is not None else scale.top
    bottom = scale.at(time.after) if time.after is not None else scale.bottom
    right = left + each - (1.5 if _count(plan.bands) > 1 else 0.0)
    return labels.band(plan.ink, Box(left, top, right, max(bottom, top + 2.0)), " era")


def _leader(plan: _Plan, scale: Scale, place: int, y: float) -> str:
    """From a date to its words: level, then aslant, then level again."""
    day = plan.times[place].anchor
    if day is None:
        return ""
    start, end = scale.at(day), plan.columns.dates
    points = (f"M{n(plan.axis)} {n(start)}L{n(end - LEADERS + 6)} {n(start)}L{n(end - 8)} {n(y)}L{n(end - 3)} {n(y)}")
    return (f'<path class="muted leader" d="{points}" fill="none" stroke="{plan.ink.colour("muted")}" '
            'stroke-width="0.45"/>')


def _bar(plan: _Plan, part: Part, scale: Scale, place: int) -> str:
    pitch = min(LANE, LANES / _count(plan.lanes))
    left = plan.axis + marks.BRACKET + plan.lanes[place] * pitch
    return marks.bar(plan.ink, left, min(BAR, 0.7 * pitch), scale, plan.times[place], part.days[0], part.limit)


def _points(plan: _Plan, scale: Scale, seen: Sequence[int]) -> str:
    drawn: dict[str, None] = {}
    for shape in ("year", "month", "day", "apart"):
        for place in seen:
            time = plan.times[place]
            if time.shape == shape and place not in plan.bands:
                drawn[(marks.apart if shape == "apart" else marks.point)(plan.ink, plan.axis, scale, time)] = None
    return "".join(drawn)


def _axis(plan: _Plan, part: Part, scale: Scale) -> str:
    ink, x = plan.ink, plan.axis
    drawn = "".join(ink.line(x, stretch.top, x, stretch.bottom, "accent", 1.2) for stretch in scale.stretches
                    if stretch.bottom > stretch.top)
    for y, name in ticks(scale, ink.lang):
        drawn += ink.line(x - 5, y, x - 2, y, "muted", 0.7)
        drawn += labels.words(ink, x - 8, y + 0.34 * TICK_SIZE, name, "muted", "end", TICK_SIZE)
    if part.limit is not None:
        drawn += ink.line(x, scale.bottom, x, scale.bottom + 10.0, "accent", 1.2, "1.2 2")
    if part.start:
        drawn += ink.line(x, scale.top - 8.0, x, scale.top, "accent", 1.2, "1.2 2")
    return drawn


def _breaks(plan: _Plan, scale: Scale) -> str:
    right = plan.columns.dates - LEADERS
    return "".join(plan.ink.line(plan.axis, above.bottom, plan.axis, below.top, "accent", 1.2, "1.2 2")
                   + marks.broken_axis(plan.ink, plan.axis, right, below.top - BREAK / 2)
                   for above, below in pairwise(scale.stretches))


def _head(plan: _Plan, part: Part, number: int) -> str:
    """The years that a drawing is about, and whether it goes on from one above."""
    said = words(plan.ink.lang)
    dated = [day for place in range(part.start, part.end) if (day := plan.times[place].anchor) is not None]
    years = "–".join(dict.fromkeys(_year(day) for day in (dated[0], dated[-1]))) if dated else ""
    text = said["continued"].format(label=years or plan.timeline.label) if number else years
    line = plan.ink.line(0.0, HEAD - 3.0, plan.width, HEAD - 3.0, "rule", 0.6)
    return labels.words(plan.ink, 0.0, HEAD - 7.0, text, "muted bold") + line


def _year(day: int) -> str:
    return str(date.fromordinal(day).year)


def _svg(plan: _Plan, inside: str, alt: str, number: int, height: float, family: str) -> str:
    timeline, lang = plan.timeline, plan.ink.lang
    name = escape(f"{timeline.id or 'timeline'}{f'-{number + 1}' if number else ''}")
    title = f"{timeline.label} {plain(timeline.caption)}".strip() or words(lang)["timeline_drawn"]
    title = words(lang)["continued"].format(label=title) if number else title
    told = (f'<title id="{name}-title">{escape(title, quote=False)}</title>'
            f'<desc id="{name}-desc">{escape(alt, quote=False)}</desc>')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{n(plan.width)}pt" height="{n(height)}pt" '
            f'viewBox="0 0 {n(plan.width)} {n(height)}" role="img" aria-labelledby="{name}-title {name}-desc" '
            f'lang="{escape(lang)}" font-family="{escape(family)}">{told}{inside}</svg>')
