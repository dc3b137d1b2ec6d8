"""Find room for words near the points they belong to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.pictures.charts.ink import DROP, LABEL, LEADING, RISE, Anchor, Box, Label, Point2
from reportgen.pictures.lines import measure

CLEAR = 1.0                                     # points between words and what is near them
FARTHER = 4.0                                   # from one line of places above or below a point to the next

Place = tuple[Label, Box]                       # words, and the room that they take


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words, the places where they may stand, the best first, and the sign that they tell of, if there is one."""

    choices: tuple[Label, ...]
    sign: Box | None = None

    @staticmethod
    def beside(point: Point2, sign: Box, text: str, *, valley: bool = False) -> Wanted:
        """Above a point or below it, in a `valley` below it first; then aside, at its sides, or farther off."""
        x, y = point
        up, down = sign.top - 2 * CLEAR - LABEL * DROP, sign.bottom + 2 * CLEAR + LABEL * RISE
        half, level = measure(text, LABEL) / 2, y + LABEL * 0.36
        rows = [(up, -FARTHER), (down, FARTHER)] if not valley else [(down, FARTHER), (up, -FARTHER)]
        places: list[tuple[float, float, Anchor]] = [
            (x + aside, row + off * way, "middle") for off in range(3) for aside in (0.0, half / 2, -half / 2)
            for row, way in rows]
        places[6:6] = [*((x + aside, level + off, anchor) for off in (0.0, -FARTHER, FARTHER)
                         for aside, anchor in ((7.0, "start"), (-7.0, "end"))),
                       *((x + aside, row, "middle") for aside in (half + 2, -half - 2) for row, _ in rows)]
        return Wanted(tuple(Label(at, line, (text,), anchor) for at, line, anchor in places), sign)

    @staticmethod
    def at_foot(x: float, base: float, text: str) -> Wanted:
        """On the axis, or in a line above it."""
        return Wanted(tuple(Label(x, base - 4 - LEADING * line, (text,), "middle", "muted") for line in range(3)))


def place_all(wanted: Sequence[Wanted], signs: Sequence[Box], lines: Sequence[tuple[Point2, Point2]],
              taken: Sequence[Box], edge: Box) -> list[Label] | None:
    """A place for each, on no other words, signs or `lines`, inside `edge` and nearest to its own sign.

    Whoever has the fewest places left chooses first, and leaves the others a place if that can be. None where one
    has no place.
    """
    free: dict[int, list[Place]] = {}
    for number, one in enumerate(wanted):
        free[number] = [(label, box) for label in one.choices
                        if _is_free(box := label.box, one.sign, signs, lines, taken, edge)]
        if not free[number]:
            return None
    placed: dict[int, Label] = {}
    while free:
        chooses = min(free, key=lambda number: len(free[number]))
        choices = free.pop(chooses)
        left = [{number: _left(places, box) for number, places in free.items()} for _, box in choices]
        if not left:
            return None
        best = min(range(len(left)), key=lambda choice: sum(not places for places in left[choice].values()))
        placed[chooses], free = choices[best][0], left[best]
    return [placed[number] for number in range(len(wanted))]


def _left(places: list[Place], box: Box) -> list[Place]:
    """Those of `places` that are free when words stand in `box`."""
    grown = _grown(box)
    return [place for place in places if not grown.meets(place[1])]


def _is_free(box: Box, own: Box | None, signs: Sequence[Box], lines: Sequence[tuple[Point2, Point2]],
             taken: Sequence[Box], edge: Box) -> bool:
    grown = _grown(box)
    if not _inside(box, edge) or any(grown.meets(other) for other in (*signs, *taken)):
        return False
    if any(crosses(grown, *line) for line in lines):
        return False
    return own is None or all(_apart(box, own) < _apart(box, other) for other in signs if other != own)


def _inside(box: Box, edge: Box) -> bool:
    return edge.left <= box.left and box.right <= edge.right and edge.top <= box.top and box.bottom <= edge.bottom


def _grown(box: Box) -> Box:
    return Box(box.left - CLEAR, box.top - CLEAR, box.right + CLEAR, box.bottom + CLEAR)


def _apart(one: Box, other: Box) -> float:
    """How far two boxes are from one another."""
    return math.hypot(max(0.0, one.left - other.right, other.left - one.right),
                      max(0.0, one.top - other.bottom, other.top - one.bottom))


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
