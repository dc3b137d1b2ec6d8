"""Draw times on an axis that runs down: dots, whiskers, brackets, bars in lanes, bands of eras, breaks."""

from __future__ import annotations

from reportgen.pictures.charts.ink import Box, Ink, n
from reportgen.pictures.timeline.scale import Scale
from reportgen.pictures.timeline.times import Time

DOT, WHISKER, BRACKET = 2.9, 1.8, 6.4                  # points: a radius, two widths
LEAST = 4.0                                            # points of a bar
SLICES = ((2.0, 3.4), (1.4, 2.4), (1.2, 1.4))          # of an open end: from slice to slice, and how long each is
TAIL = 12.0                                            # points that an open end takes in all


def point(ink: Ink, x: float, scale: Scale, time: Time) -> str:
    """A single date on the axis: a dot for a day, with a whisker for a month, a bracket of its length for a year."""
    assert time.first is not None and time.after is not None
    top = scale.at(time.first)
    bottom = max(scale.at(time.after), top + LEAST)
    if time.shape == "year":
        return (f'<rect class="paper accent-line year" x="{n(x - BRACKET / 2)}" y="{n(top)}" width="{n(BRACKET)}" '
                f'height="{n(bottom - top)}" fill="{ink.colour("paper")}" stroke="{ink.colour("accent")}" '
                'stroke-width="1.1"/>')
    whisker = ""
    if time.shape == "month":
        whisker = ink.line(x, top, x, max(bottom, top + DOT + LEAST), "accent", WHISKER)
    return whisker + dot(ink, x, top, time.shape)


def dot(ink: Ink, x: float, y: float, kind: str) -> str:
    return f'<circle class="accent {kind}" cx="{n(x)}" cy="{n(y)}" r="{n(DOT)}" fill="{ink.colour("accent")}"/>'


def apart(ink: Ink, x: float, scale: Scale, time: Time) -> str:
    """Two dates: a dot for each, and dots between them."""
    assert time.first is not None and time.last is not None
    first, last = scale.at(time.first), scale.at(time.last)
    return ink.line(x, first, x, last, "accent", 0.8, "0.8 2.4") + dot(ink, x, first, "apart") + dot(
        ink, x, last, "apart")


def bar(ink: Ink, left: float, width: float, scale: Scale, time: Time, first: int, limit: int | None) -> str:
    """A time as a bar: sliced where it is open, dashed where it is about, cut at the drawing's own ends.

    `first` is the first day that is drawn, `limit` the one with which another drawing goes on, None in the last.
    """
    begin, end = time.first, time.after
    top = scale.at(begin) if begin is not None else scale.top
    bottom = max(scale.at(end) if end is not None else scale.bottom, top + LEAST)
    drawn = ""
    if begin is None and first <= (time.last or first):
        drawn += _slices(ink, left, width, top, -1)
    if end is None and limit is None:
        drawn += _slices(ink, left, width, bottom, 1)
    if time.about:
        return (f'<rect class="bar accent-line" x="{n(left + 0.4)}" y="{n(top)}" width="{n(width - 0.8)}" '
                f'height="{n(bottom - top)}" fill="none" stroke="{ink.colour("accent")}" stroke-width="0.8" '
                f'stroke-dasharray="2.2 1.6"/>{drawn}')
    return (f'<rect class="bar accent" x="{n(left)}" y="{n(top)}" width="{n(width)}" height="{n(bottom - top)}" '
            f'fill="{ink.colour("accent")}"/>{drawn}')


def _slices(ink: Ink, left: float, width: float, y: float, way: int) -> str:
    drawn = ""
    for gap, long in SLICES:
        start, end = y + way * gap, y + way * (gap + long)
        drawn += ink.rect(Box(left, min(start, end), left + width, max(start, end)), "accent")
        y = end
    return drawn


def broken_axis(ink: Ink, x: float, right: float, y: float) -> str:
    """The mark of a break at `y`: two strokes across the axis, and a zigzag through what runs beside it."""
    corners = max(4, int((right - x + 12) / 4))
    edge = "L".join(f"{n(x - 7 + 4 * i)} {n(y + (1.8 if i % 2 else -1.8))}" for i in range(corners))
    cut = (f'<path class="paper-line" d="M{edge}" fill="none" stroke="{ink.colour("paper")}" stroke-width="5"/>')
    strokes = "".join(ink.line(x - 5, y + shift + 1.6, x + 5, y + shift - 1.6, "muted", 0.9) for shift in (-1.7, 1.7))
    return f'<g class="break">{cut}{strokes}</g>'
