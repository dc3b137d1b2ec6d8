"""Tell the columns of a printed page, and give its lines in the order in which they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

from reportgen.readers.paragraphs.lines import Line, in_lines

FEWEST = 4                                      # lines that make a column
FULL = 0.6                                      # the part of a column's width that its lines mostly fill


def in_columns(pieces: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each region: a column, or what reaches over several; from left to right, from top to bottom."""
    edge = _gutter(pieces)
    if edge is None:
        if pieces:
            yield in_lines(pieces)
        return
    ordered = sorted(pieces, key=lambda piece: -piece.top)
    for across, band in groupby(ordered, key=lambda piece: _crosses(piece, edge)):
        held = list(band)
        if across:
            yield in_lines(held)
        else:
            yield from in_columns([piece for piece in held if piece.left < edge - 1])
            yield from in_columns([piece for piece in held if piece.left >= edge - 1])


def _crosses(piece: Line, edge: float) -> bool:
    return piece.left < edge - 1 and piece.right > edge + 1


def _gutter(pieces: Sequence[Line]) -> float | None:
    """Where the second column begins: many lines begin there, and on both sides they are as wide as lines of prose."""
    if len(pieces) < 2 * FEWEST:
        return None
    first, last = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    starts = Counter(round(piece.left) for piece in pieces if first + 0.2 * (last - first) < piece.left)
    for start, count in starts.most_common(3):
        if count >= FEWEST and _parts(pieces, start - 0.5, first, last):
            return start - 0.5
    return None


def _parts(pieces: Sequence[Line], edge: float, first: float, last: float) -> bool:
    left = [piece for piece in pieces if piece.right <= edge]
    right = [piece for piece in pieces if piece.left >= edge]
    if len(left) < FEWEST or len(right) < FEWEST or len(left) + len(right) < 0.6 * len(pieces):
        return False
    side_by_side = min(max(p.top for p in left), max(p.top for p in right)) > max(
        min(p.bottom for p in left), min(p.bottom for p in right))
    gutter = edge - max(p.right for p in left)
    return side_by_side and gutter > 0.5 * median(p.size for p in left) and all(
        median(p.right - p.left for p in side) >= FULL * wide
        for side, wide in ((left, edge - first), (right, last - edge)))
