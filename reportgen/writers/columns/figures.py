"""Part the figures of a table at their decimal signs, which stand in line."""

from __future__ import annotations

import re

from reportgen.document.nodes import Cell, Citation, Column, Note, Subscript, Superscript, Text
from reportgen.document.walk import plain
from reportgen.writers.columns.ruler import Ruler

LONGEST_FIGURE, LONGEST_TAIL = 14.0, 7.0     # ems: what is longer in a column of numbers is a text
RAISED_NODES = (Superscript, Subscript, Citation, Note)
_NUMBER = re.compile(r"\d(?:[\d,\u00a0\u2009\u202f]*\d)?(\.\d+)?")
_BARE = re.compile(r"\d(?:[\d,]{0,10}\d)?(\.\d{1,6})?")          # a number alone, short enough for a figure
_BETWEEN = re.compile(r"\s*(?:[-–—~～]|to|至|到)\s*")
_DASHES = frozenset(("-", "–", "—", "—", "…", "……", "／", "/"))


def parted(cell: Cell, column: Column, ruler: Ruler, bold: bool) -> tuple[str, str, str] | None:
    """A figure's cell parted at its decimal sign, its marks apart; None for a text.

    Of a range it is the second number's sign. A dash stands where the ones stand.
    """
    if column.align != "number" or cell.head or cell.colspan > 1:
        return None
    if len(cell.content) == 1 and isinstance(cell.content[0], Text):
        return _parted(cell.content[0].text, "", ruler, bold)
    words = plain(tuple(node for node in cell.content if not isinstance(node, RAISED_NODES)))
    marks = plain(tuple(node for node in cell.content if isinstance(node, RAISED_NODES)))
    return _parted(words, marks, ruler, bold)


def _parted(words: str, marks: str, ruler: Ruler, bold: bool) -> tuple[str, str, str] | None:
    """A figure parted at its decimal sign; None where it is none, or too long for one."""
    if not marks and (bare := _BARE.fullmatch(words)):       # nearly all of a long table
        at = bare.start(1) if bare[1] else len(words)
        return words[:at], words[at:], ""
    at = _figure(words)
    if at is None and words.strip() in _DASHES:
        at = len(words)
    if at is None or "\n" in words or len(words) > 4 * LONGEST_FIGURE or ruler.ems(words, bold) > LONGEST_FIGURE:
        return None
    behind = words[at:]
    return (words[:at], behind, marks) if ruler.tail(behind, marks, bold) <= LONGEST_TAIL else None


def _figure(words: str) -> int | None:
    """Where the decimal sign of the figure stands in `words`, or would stand; None where there is no figure."""
    found = _NUMBER.search(words)
    while found and (link := _BETWEEN.match(words, found.end())) and (
            second := _NUMBER.match(words, link.end())):
        found = second
    return None if found is None else found.start(1) if found[1] else found.end()
