"""Propose where the body of a text begins and ends: the stretch with the most prose and the fewest loose lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.readers.paragraphs.transcript import CELL
from reportgen.readers.paragraphs.txt import width

PROSE = re.compile(r"[。！？!?.…：:；;][”’\"')）」』】\]]*$")
LONG = 120                                      # columns: so long a paragraph is prose, however it ends
LOOSE = 50                                      # columns of prose that one loose line weighs


def find_body(texts: Sequence[str]) -> tuple[int, int]:
    """The numbers, from 1, of the first and the last paragraph of the body; of all where there is no prose.

    A paragraph that ends as a sentence does counts for its width; a loose line (title, byline, menu) against it; a
    table row for nothing. The stretch for which most is left over is the body; it begins and ends with prose.
    """
    best, found = 0, (1, len(texts))
    total, start = 0, 1
    for number, text in enumerate(texts, 1):
        if total <= 0:
            total, start = 0, number
        total += _weight(text)
        if total > best:
            best, found = total, (start, number)
    return found


def _weight(text: str) -> int:
    if PROSE.search(text) or width(text) >= LONG:
        return width(text)
    return 0 if CELL in text else -LOOSE
