"""Measure what the columns of a table ask for: room for their words, their lines and their figures."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.document.nodes import Cell, Inlines, Table, Text
from reportgen.document.walk import plain
from reportgen.writers.columns.figures import RAISED_NODES, parted
from reportgen.writers.columns.placing import with_columns
from reportgen.writers.columns.ruler import PIECES, Ruler

LONG = 12.0                            # ems: a word as wide as this may be broken where it does not fit
STACKED = 3.0                          # ems: no column of Han characters is narrower, or they would stand in a pile


@dataclass(slots=True)
class Demand:
    """What a column asks for, in ems: `least` so that no word breaks, `natural` so that no line does.

    `before`, `after` and `tail` are the widest that its figures have before and behind their decimal signs, `tail` in
    the letters of one format. `widest` are the words that ask for `least`.
    """

    least: float = 0.0
    natural: float = 0.0
    before: float = 0.0
    after: float = 0.0
    tail: float = 0.0
    widest: str = ""
    squares: float = 0.0
    cells: int = 0

    @property
    def weight(self) -> float:
        """How much text there is: the root of the mean square, for the long cells make a table high."""
        return (self.squares / self.cells) ** 0.5 if self.cells else 0.0

    def weigh(self, width: float) -> None:
        self.squares, self.cells = self.squares + width * width, self.cells + 1

    def take(self, least: float, natural: float, words: str, whole: bool = True) -> None:
        """Take in a line; its longest piece is `least` wide, and all of it where `whole`."""
        if least > self.least:
            self.least, self.widest = least, words if whole else max(PIECES.findall(words), key=len, default=words)
        self.natural = max(self.natural, natural)

    def take_figure(self, parts: tuple[str, str, str], ruler: Ruler, exact: Ruler, bold: bool) -> None:
        """Take in a figure; it is lined up by the letters that are printed, `exact`."""
        before, behind, marks = parts
        self.before = max(self.before, ruler.ems(before, bold))
        self.after = max(self.after, ruler.tail(behind, marks, bold))
        self.tail = max(self.tail, exact.tail(behind, marks, bold))
        self.take(self.before + self.after, self.before + self.after, "".join(parts))
        self.weigh(self.before + self.after)


def demands(table: Table, ruler: Ruler, exact: Ruler) -> list[Demand]:
    """What each column asks for; `exact` measures in the letters of one format."""
    columns = [Demand() for _ in table.columns]
    across: list[tuple[int, int, float]] = []
    for part, is_head in ((table.head, True), (table.body, False)):
        for row, starts in with_columns(part, len(columns)):
            for cell, start in zip(row.cells, starts, strict=True):
                bold = is_head or row.kind != "body" or cell.head
                if cell.colspan > 1:
                    across.append((start, cell.colspan, ruler.longest_piece(plain(cell.content), bold)))
                elif not is_head and (found := parted(cell, table.columns[start], ruler, bold)):
                    columns[start].take_figure(found, ruler, exact, bold)
                else:
                    _take_text(columns[start], cell, is_head, bold, ruler)
    for start, span, least in across:
        _widen(columns[start:start + span], min(least, LONG))
    return columns


def _take_text(column: Demand, cell: Cell, is_head: bool, bold: bool, ruler: Ruler) -> None:
    filled = 0.0
    for words, marks in _lines(cell.content):
        width = ruler.tail(words, marks, bold)
        filled += width
        if width <= column.natural and min(width, LONG) <= column.least and not marks:
            continue                                         # another cell has asked for as much
        longest = width if width <= STACKED else ruler.longest_piece(words, bold)
        least = max(min(longest, LONG), min(width, STACKED))
        if words and marks:                                  # marks stay with the last word
            least = max(least, ruler.tail((PIECES.findall(words) or [""])[-1], marks, bold))
        column.take(least, max(least, width / 2) if is_head and width > STACKED * 3 else width, words, longest == width)
    column.weigh(filled)


def _lines(content: Inlines) -> list[tuple[str, str]]:
    """The lines that are written as such, each with the words and with the marks that stand high in it."""
    if len(content) == 1 and isinstance(content[0], Text) and "\n" not in content[0].text:
        return [(content[0].text, "")] if content[0].text else []
    lines: list[tuple[str, str]] = []
    for node in content:
        text, marks = ("", plain((node,))) if isinstance(node, RAISED_NODES) else (plain((node,)), "")
        first, *more = text.split("\n")
        before = lines.pop() if lines else ("", "")
        lines += [(before[0] + first, before[1] + marks), *((line, "") for line in more)]
    return [line for line in lines if any(line)]


def _widen(columns: list[Demand], least: float) -> None:
    """Have columns together hold a piece of `least` ems that stands across them."""
    missing = least - sum(column.least for column in columns)
    if missing > 0:
        for column in columns:
            column.take(column.least + missing / len(columns), column.natural + missing / len(columns), column.widest)
