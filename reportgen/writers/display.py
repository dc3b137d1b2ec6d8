"""Set a title in whole lines: a little smaller where that saves a line, else in lines of like length."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from reportgen.pictures.lines import measure

SMALLEST = 0.66                   # of the theme's size: as far as a title may shrink to save a line
TITLE_IN_SERIES = 0.7             # of the theme's title: a title below a red series
SERIES = 1.25                     # of the text: a series that is not red
LATIN, HAN = 1.17, 1.03           # how much wider a bold title is than it measures


@dataclass(frozen=True, slots=True)
class Display:
    """`size` in points; `width` in points is how far a line reaches, 0 where the whole stands in one."""

    size: float
    width: float


def display(title: str, size: float, room: float) -> Display:
    """How `title`, of `size` points at most, fills lines of `room` points."""
    wide = measure(title, 1.0) * (HAN if any(letter > "\u2e7f" for letter in title) else LATIN)
    lines = ceil(wide * size / room)
    fitting = room * max(1, lines - 1) / wide if wide else size
    if lines > 1 and fitting >= SMALLEST * size:
        lines, size = lines - 1, fitting
    if lines <= 1:
        return Display(round(size, 1), 0.0)
    longest = max((measure(word, 1.0) for word in title.split()), default=0.0) if " " in title else 1.0
    return Display(round(size, 1), round(min(room, (wide / lines + longest / 2) * size), 1))
