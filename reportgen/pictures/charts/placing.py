"""Find room for words near the points they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.pictures.charts.ink import DROP, LABEL, LEADING, RISE, Anchor, Box, Label, Point2

CLEAR = 1.0                                     # points between words and what is near them


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words, and the places where they may stand, the best first."""

    choices: tuple[Label, ...]

    @staticmethod
    def beside(x: float, y: float, above: float, below: float, text: str) -> Wanted:
        """Above a point, below it, at its sides; `above` and `below` say how far its sign reaches."""
        up, down = y - above - 2 * CLEAR - LABEL * DROP, y + below + 2 * CLEAR + LABEL * RISE
        level = y + LABEL * 0.36
        places: list[tuple[float, float, Anchor]] = [
            (x, up, "middle"), (x, down, "middle"), (x + 7, level, "start"), (x - 7, level, "end"),
            (x + 3, up, "start"), (x - 3, up, "end"), (x + 3, down, "start"), (x - 3, down, "end"),
            (x, up - LEADING, "middle"), (x, down + LEADING, "middle")]
        return Wanted(tuple(Label(at, line, (text,), anchor) for at, line, anchor in places))

    @staticmethod
    def at_foot(x: float, base: float, text: str) -> Wanted:
        """On the axis, or in a line above it."""
        return Wanted(tuple(Label(x, base - 4 - LEADING * line, (text,), "middle", "muted") for line in range(3)))


def place_all(wanted: Sequence[Wanted], signs: Sequence[Box], lines: Sequence[tuple[Point2, Point2]],
              taken: Sequence[Box], edge: Box) -> list[Label] | None:
    """A place for each, on no other words or signs and inside `edge`, off the `lines` if may be; None if that fails."""
    placed: list[Label] = []
    filled = [*signs, *taken]
    for one in wanted:
        free = [label for label in one.choices if _inside(label.box, edge)
                and not any(_grown(label.box).meets(box) for box in filled)]
        if not free:
            return None
        best = min(free, key=lambda label: sum(crosses(label.box, *line) for line in lines))
        placed.append(best)
        filled.append(best.box)
    return placed


def _inside(box: Box, edge: Box) -> bool:
    return edge.left <= box.left and box.right <= edge.right and edge.top <= box.top and box.bottom <= edge.bottom


def _grown(box: Box) -> Box:
    return Box(box.left - CLEAR, box.top - CLEAR, box.right + CLEAR, box.bottom + CLEAR)


def crosses(box: Box, start: Point2, end: Point2) -> bool:
    """Whether a straight line goes through a box."""
    first, last = 0.0, 1.0
    for at, to, low, high in ((start[0], end[0], box.left, box.right), (start[1], end[1], box.top, box.bottom)):
        if at == to:
            if not low <= at <= high:
                return False
            continue
        enters, leaves = sorted(((low - at) / (to - at), (high - at) / (to - at)))
        first, last = max(first, enters), min(last, leaves)
    return first <= last
