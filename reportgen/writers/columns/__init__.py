"""Plan a table once for all formats: how wide its columns are, how its figures line up, how large its type is, and
whether it takes a sheet turned on its side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.document.nodes import Cell, Column, Table
from reportgen.document.walk import plain
from reportgen.writers.columns.demands import LONG, demands
from reportgen.writers.columns.figures import parted
from reportgen.writers.columns.placing import with_columns
from reportgen.writers.columns.room import Room, padding_of, type_size
from reportgen.writers.columns.ruler import SEAM, SLACK, Ruler
from reportgen.writers.columns.shares import shares
from reportgen.writers.theme import Theme

if TYPE_CHECKING:
    from reportgen.writers.fonts import Fonts, Voice

SLIGHTLY = 0.9                         # type may be so much smaller before a sheet is turned
FLOOR = 6.5                            # points: no table is set smaller
KEPT = 1 / 3                           # of a page: a table up to about this high stays on one


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table stands: the shares of its columns, which add up to 1, the points of its type, turned or not.

    `shrunk` is that its type is smaller than others'; `short` that it is kept on one page; `widest` the words that
    made it too wide even so, "" where it fits. `tails` has for each column the widest of what stands behind its
    figures' ones, in ems; 0 where there is nothing to line up.
    """

    shares: tuple[float, ...]
    size: float
    shrunk: bool
    turned: bool
    short: bool
    tails: tuple[float, ...]
    widest: str = ""


class Planner:
    """Plans the tables of one document, each once in each room; all formats plan alike.

    `voice` and `seam` are those in which this format prints them: by these figures are lined up.
    """

    def __init__(self, theme: Theme, fonts: Fonts, voice: Voice, seam: float = SEAM) -> None:
        self.theme = theme
        self.ruler = Ruler(fonts, {fonts.labels, theme.body.family})
        self.exact = Ruler(fonts, {voice}, seam)
        self._plans: dict[tuple[int, Room], tuple[Table, Plan]] = {}

    def plan(self, table: Table, room: Room) -> Plan:
        """The plan of `table` in `room`."""
        key = (id(table), room)
        if key not in self._plans:
            self._plans[key] = table, _planned(table, self, room)
        return self._plans[key][1]

    def made(self) -> Iterable[tuple[Table, Plan]]:
        """The tables planned so far, in order."""
        return self._plans.values()

    def figure(self, cell: Cell, column: Column, bold: bool) -> tuple[str, str, str] | None:
        """What stands before a figure's decimal sign, what from there on, and its marks; None for a text."""
        return parted(cell, column, self.ruler, bold)

    def shift(self, cell: Cell, column: Column, tail: float, bold: bool) -> float | None:
        """How many ems a figure's cell stands off from the right, so that decimal signs line up; None for a text."""
        parts = self.figure(cell, column, bold)
        return None if parts is None else tail - self.exact.tail(parts[1], parts[2], bold)

    def breaks(self, cell: Cell) -> bool:
        """Whether a cell holds a word so long that it may have to be broken."""
        return len(text := plain(cell.content)) > LONG and self.ruler.longest_piece(text) > LONG


def _planned(table: Table, planner: Planner, room: Room) -> Plan:
    padding = 2 * padding_of(table.style)
    columns = demands(table, planner.ruler, planner.exact)
    needed, wanted = (SLACK * sum(widths) + padding * len(columns)
                      for widths in ([c.least for c in columns], [c.natural for c in columns]))
    ordinary = type_size(table.style, planner.theme)
    width, size, turned = _fitting(needed, ordinary, room, table.orientation == "landscape")
    if turned and wanted * size * SLIGHTLY <= width:
        size = max(min(size, FLOOR), min(size, width / wanted))      # a little smaller, so that no line breaks at all
    ems = width / size
    parts = shares(table.columns, columns, padding, ems)
    widest = max(columns, key=lambda column: column.least).widest if needed * size > width * 1.001 else ""
    height = room.turned_height if turned else room.height
    short = _is_short(table, parts, ems, padding, height / size, planner.ruler)
    return Plan(parts, size, size < ordinary, turned, short, tuple(column.tail for column in columns), widest)


def _fitting(needed: float, size: float, room: Room, wanted: bool) -> tuple[float, float, bool]:
    """Width, size of type and whether the sheet is turned: the first of these ways in which `needed` ems fit."""
    floor = min(size, FLOOR)
    if room.upright >= needed * size * SLIGHTLY and not (wanted and room.turned):
        return room.upright, min(size, max(floor, room.upright / needed)) if needed else size, False
    width = room.turned or room.upright
    return width, min(size, max(floor, width / needed)) if needed else size, bool(room.turned)


def _is_short(table: Table, shares: Sequence[float], ems: float, padding: float, page: float, ruler: Ruler) -> bool:
    """Whether the rows are together about no higher than a third of a page of so many ems."""
    line, height = 1.45, 0.0
    for row, starts in (*with_columns(table.head, len(shares)), *with_columns(table.body, len(shares))):
        lines = 1.0
        for cell, start in zip(row.cells, starts, strict=True):
            room = max(ems * sum(shares[start:start + cell.colspan]) - padding, 1.0)
            needed = sum(-(-ruler.ems(text) // room) or 1 for text in plain(cell.content).split("\n"))
            lines = max(lines, needed / cell.rowspan)
        height += lines * line + 0.7
        if height > page * KEPT:
            return False
    return True
