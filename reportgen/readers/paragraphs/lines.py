"""The lines of a printed page: Line, and how pieces side by side are put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from reportgen.readers.paragraphs.transcript import CELL, raised
from reportgen.readers.paragraphs.txt import first_word, width

SMALL = 0.97                                    # a raised character has less than this part of the line's height,
RAISED = 0.2                                    # and stands higher by at least this part
CELL_GAP = 2.0                                  # a gap of so many ems lies between cells, a smaller one between words


@dataclass(slots=True)
class Line:
    """A line of text, or a piece of one. All measures are in points; `bottom` and `top` grow upwards.

    `page` counts from 1, `height` is that of the page.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    page: int
    height: float

    @property
    def size(self) -> float:
        return max(self.top - self.bottom, 1.0)

    def add(self, space: str, character: str, box: tuple[float, float, float, float]) -> None:
        """Set a character behind the line; smaller figures that do not stand on its foot become raised ones."""
        left, bottom, right, top = box
        if top - bottom < SMALL * self.size and bottom > self.bottom + RAISED * self.size:
            character = raised(character)
        elif top - bottom > self.size and not character.isspace():
            self.bottom, self.top = bottom, top
        self.text += space + character
        self.left, self.right = min(self.left, left), max(self.right, right)

    def beside(self, other: Line) -> bool:
        """Whether both stand on one line of the page."""
        return min(self.top, other.top) - max(self.bottom, other.bottom) > 0.5 * min(self.size, other.size)

    @property
    def first_word(self) -> float:
        """How wide the first word is."""
        return (self.right - self.left) * width(first_word(self.text)) / max(width(self.text), 1)


def in_lines(pieces: Iterable[Line]) -> list[Line]:
    """Pieces that stand side by side put together, from top to bottom; CELL stands where the gap is wide."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.top, piece.left)):
        row = next((row for row in reversed(rows[-3:]) if row[0].beside(piece)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [_joined(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _joined(row: list[Line]) -> Line:
    text = row[0].text
    for before, piece in pairwise(row):
        text += (CELL if piece.left - before.right > CELL_GAP * piece.size else " ") + piece.text
    return Line(text, row[0].left, min(p.bottom for p in row), max(p.right for p in row), max(p.top for p in row),
                row[0].page, row[0].height)
