"""Write tables: fixed widths, heads that repeat, totals and row heads as the table's style has them, notes below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from reportgen.document.nodes import Inlines, Table, Text
from reportgen.document.walk import plain
from reportgen.locales import words
from reportgen.writers.columns import Plan, Planner
from reportgen.writers.columns.room import ANNEXES, Room, room_of
from reportgen.writers.columns.ruler import Ruler
from reportgen.writers.docx.base.sheet import Sheet
from reportgen.writers.docx.base.tables import ANNEX_PADDING, TABLE_PADDING
from reportgen.writers.docx.navigation.captions import caption, has_caption, spoken, table_notes
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.tables.grid import Marked, in_twips, open_table
from reportgen.writers.docx.tables.rows import Line, Look, Placed, Rows, placed
from reportgen.writers.docx.text.paragraphs import Frame, paragraph
from reportgen.writers.theme import Theme

ORDINARY = Look("ReportTable", "Table", TABLE_PADDING, bold=True)
SMALLER = Look("AnnexTable", "Annex", ANNEX_PADDING, bold=False)
LINE = 1.45                  # times the size of its type: how high a line is
TOGETHER = 6                 # rows that one cell reaches over stand on one page, as long as they are no more
LONGEST = 250                # letters: Word's own dialog takes a description of 255


def planned(block: Table, frame: Frame, theme: Theme, planner: Planner) -> Plan:
    """How a table stands in `frame`."""
    return planner.plan(block, replace(room_of(theme), upright=frame.width / 20, turned=frame.turned / 20))


def table(block: Table, frame: Frame, sheet: Sheet, story: Story, planner: Planner) -> str:
    """The caption, the table, its notes."""
    look = SMALLER if block.style in ANNEXES else ORDINARY
    plan = planned(block, frame, sheet.theme, planner)
    widths = in_twips(plan.shares, frame.turned if plan.turned else frame.width)
    marked, heads = _marked(block), _heads(block)
    rows = Rows(block, look, plan, planner, widths, marked, sheet, story)
    above, mark = caption(block, frame, story), "" if has_caption(block) else story.bookmark(block.id)
    written = []
    half = _Half(plan, widths, look.padding, room_of(sheet.theme), planner.ruler)
    for row, line in zip(block.head + block.body, _lines(block, plan, marked, half), strict=True):
        written.append(rows.row(line, story.bookmark(row.id) + mark))
        mark = ""
    opening = open_table(look.style, widths, frame.indent, marked, spoken(block.caption, heads, story),
                         _described(block, heads, story))
    notes = table_notes(block.notes, frame, story)
    if not written:                                # Word knows no table without rows
        return above + paragraph("Spacer", mark) + notes
    return "".join([above, opening, *written, "</w:tbl>", notes])


def _marked(block: Table) -> Marked:
    """The parts that the table's style gives a look of their own."""
    marked = Marked.FIRST_ROW if block.head else Marked.NONE
    if block.body and block.body[-1].kind == "total" and len(block.body) > 1:
        marked |= Marked.LAST_ROW
    rows = zip(block.body, placed(block.body, len(block.columns)), strict=True)
    bodied = any(row.kind == "body" for row in block.body)
    if bodied and all(cells[0].cell.head for row, cells in rows if row.kind == "body"):
        marked |= Marked.FIRST_COLUMN
    return marked


def _heads(block: Table) -> list[str]:
    """What each column is called: the words of all head cells above it."""
    heads: list[list[str]] = [[] for _ in block.columns]
    for cells in placed(block.head, len(block.columns)):
        for one in cells:
            for column in range(one.column, one.column + one.cell.colspan):
                if one.merge != "continue":
                    heads[column].append(plain(one.cell.content))
    return [" ".join(filter(None, said)).replace("\n", " ") for said in heads]


def _described(block: Table, heads: Sequence[str], story: Story) -> str:
    """What the table holds, for who cannot see it."""
    said = words(story.ledger.lang)
    columns = said["list_separator"].join(filter(None, heads)) or str(len(block.columns))
    text = said["table_described"].format(rows=len(block.body), columns=columns)
    return text if len(text) <= LONGEST else text[:LONGEST - 1] + "…"


def _lines(block: Table, plan: Plan, marked: Marked, half: _Half) -> Iterator[Line]:
    """The rows as they stand: which part of the table they are, and what page breaks may do to them.

    Heads, groups, what a total follows and what one cell reaches over stay with the next row, a last row with the
    notes. No more than these: editors that cannot keep a long chain together break it in odd places.
    """
    width, head, rows = len(block.columns), len(block.head), block.head + block.body
    cells = chain(placed(block.head, width), placed(block.body, width), ((),))
    neighbours = zip(pairwise(cells), pairwise((*rows, None)), strict=True)
    for number, ((here, below), (row, follower)) in enumerate(neighbours):
        kind = "head" if number < head else row.kind
        tied = kind in ("head", "group") or (follower and follower.kind == "total") or _reached(below)
        keep = bool(plan.short or tied) if follower else bool(block.notes)
        styled = number == 0 if kind == "head" else not follower and Marked.LAST_ROW in marked
        yield Line(kind, here, styled, keep, whole=plan.short or kind == "head" or not half.overflowed(here))


def _reached(cells: Sequence[Placed]) -> bool:
    """Whether a cell reaches down into these that is no higher than what stays together."""
    return any(one.merge == "continue" and one.cell.rowspan <= TOGETHER for one in cells)


class _Half:
    """How much half a page holds in the columns of a table; `widths` are in twips."""

    def __init__(self, plan: Plan, widths: Sequence[int], padding: int, room: Room, ruler: Ruler) -> None:
        lines = (room.turned_height if plan.turned else room.height) / 2 / (plan.size * LINE)
        self.ruler = ruler
        self.ems = [lines * max(width - 2 * padding, 0) / 20 / plan.size for width in widths]

    def overflowed(self, cells: Sequence[Placed]) -> bool:
        """Whether a row is about so high, or higher."""
        return any(_letters(one.cell.content) > self.ems[one.column] / 2 and self._overflows(one) for one in cells)

    def _overflows(self, one: Placed) -> bool:
        room = sum(self.ems[one.column:one.column + one.cell.colspan])
        return self.ruler.ems(plain(one.cell.content)) > room


def _letters(content: Inlines) -> int:
    return len(content[0].text) if len(content) == 1 and isinstance(content[0], Text) else len(plain(content))
