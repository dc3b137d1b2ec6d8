"""Find a side on which each point's words have room: above, below, right or left of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.pictures.charts.ink import LABEL, MARKER, Box, Point2
from reportgen.pictures.charts.placing import crosses
from reportgen.pictures.lines import measure

HIGH = LABEL * 1.25                             # of a line of words
SIDES = ("t", "b", "r", "l")


@dataclass(frozen=True, slots=True)
class Worded:
    """A point, in points of the plot, its words, and how far its whiskers go above and below."""

    at: Point2
    text: str
    reach: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Place:
    """The side on which words stand, "" where none is free; `crossed` where a line goes through them."""

    side: str = ""
    crossed: bool = False


def sides(lines: Sequence[Sequence[Worded | None]], edge: Box) -> list[list[Place]]:
    """A place for the words of each point of each line, as good as can be; None is where a line is broken."""
    signs = [_sign(point) for line in lines for point in line if point]
    strokes = [(one.at, other.at) for line in lines for one, other in pairwise(line) if one and other]
    found = [[Place()] * len(line) for line in lines]
    taken: list[Box] = []
    for number, place in _in_turn(lines):
        point = lines[number][place]
        assert point is not None
        free = [(side, box) for side in SIDES if _inside(box := _box(point, side), edge)
                and not any(map(box.meets, (*taken, *signs)))]
        clear = [(side, box) for side, box in free if not any(crosses(box, *stroke) for stroke in strokes)]
        for side, box in (clear or free)[:1]:
            found[number][place] = Place(side, not clear)
            taken.append(box)
    return found


def _inside(box: Box, edge: Box) -> bool:
    return edge.left <= box.left and box.right <= edge.right and edge.top <= box.top and box.bottom <= edge.bottom


def _in_turn(lines: Sequence[Sequence[Worded | None]]) -> list[tuple[int, int]]:
    """The ends of the lines first, for these matter most."""
    all_ = [(number, place) for number, line in enumerate(lines) for place, point in enumerate(line) if point]
    return sorted(all_, key=lambda one: (one[1] not in (0, len(lines[one[0]]) - 1), one))


def _sign(point: Worded) -> Box:
    (x, y), (above, below) = point.at, point.reach
    return Box(x - MARKER, y - MARKER - above, x + MARKER, y + MARKER + below)


def _box(point: Worded, side: str) -> Box:
    (x, y), wide, sign = point.at, measure(point.text, LABEL), _sign(point)
    if side in "tb":
        top = sign.top - HIGH - 1 if side == "t" else sign.bottom + 1
        return Box(x - wide / 2, top, x + wide / 2, top + HIGH)
    left = sign.right + 3 if side == "r" else sign.left - 3 - wide
    return Box(left, y - HIGH / 2, left + wide, y + HIGH / 2)
