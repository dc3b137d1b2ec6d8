"""Write tables: fixed widths, heads that repeat, merged cells, short ones kept on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.document.nodes import Cell, Column, Row, Table
from reportgen.document.walk import plain
from reportgen.writers.columns import ANNEXES, Plan, Planner, room_of
from reportgen.writers.docx.captions import caption, has_caption, table_notes
from reportgen.writers.docx.grid import cell, open_table
from reportgen.writers.docx.paragraphs import Frame, paragraph
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.base.styles import Sheet
from reportgen.writers.docx.runs import plain_voice
from reportgen.writers.docx.text import runs
from reportgen.writers.docx.widths import in_twips
from reportgen.writers.theme import Theme

LEAST_SHIFT = 0.2            # points: less is not worth an indent
_ALIGN = {"left": "", "center": "center", "number": "right"}
_ALIGNED = {"left": "Text", "center": "Center", "number": "Number"}


@dataclass(frozen=True, slots=True)
class Look:
    """A kind of table: its table style, and the prefix of its paragraph styles."""

    style: str
    prefix: str


ORDINARY = Look("ReportTable", "Table")
SMALLER = Look("AnnexTable", "Annex")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in its place; `merge` is "restart" where it reaches down, "continue" where it has come from above."""

    cell: Cell
    column: int
    merge: str = ""


def planned(block: Table, frame: Frame, theme: Theme, planner: Planner) -> Plan:
    """How a table stands in `frame`."""
    return planner.plan(block, replace(room_of(theme), upright=frame.width / 20, turned=frame.turned / 20))


def table(block: Table, frame: Frame, sheet: Sheet, story: Story, planner: Planner) -> str:
    """The caption, the table, its notes."""
    look = SMALLER if block.style in ANNEXES else ORDINARY
    rows = block.head + block.body
    plan = planned(block, frame, sheet.theme, planner)
    widths = in_twips(plan.shares, frame.turned if plan.turned else frame.width)
    target = "" if has_caption(block) else block.id
    written = []
    writing = _Writing(block.columns, look, plan, planner, sheet, story)
    for number, (row, cells) in enumerate(zip(rows, _placed(block), strict=True)):
        last = number == len(rows) - 1
        before_total = not last and rows[number + 1].kind == "total"
        keep = (number < len(block.head) or row.kind == "group" or before_total
                or ((plan.short or last) and (not last or bool(block.notes))))
        written.append(writing.row(row, cells, number < len(block.head), keep, widths, target if number == 0 else ""))
    opening = open_table(look.style, widths, frame.indent, bool(block.head), plain(block.caption))
    return (caption(block, frame, story) + opening + "".join(written) + "</w:tbl>" + table_notes(block.notes, story))


def _placed(block: Table) -> Iterator[list[Placed]]:
    """The cells of each row with their columns, and a continuation where a cell from above reaches down."""
    for rows in (block.head, block.body):
        reaching: dict[int, tuple[Cell, int]] = {}
        for row in rows:
            yield _place(row, reaching, block)


def _place(row: Row, reaching: dict[int, tuple[Cell, int]], block: Table) -> list[Placed]:
    """Place one row's cells; updates `reaching` for the row below. That they fit was seen in `resolve`."""
    placed, column, cells = [], 0, list(row.cells)
    while column < len(block.columns):
        if column in reaching:
            cell, more = reaching.pop(column)
            placed.append(Placed(cell, column, "continue"))
        else:
            cell = cells.pop(0)
            more = cell.rowspan
            placed.append(Placed(cell, column, "restart" if more > 1 else ""))
        if more > 1:
            reaching[column] = (cell, more - 1)
        column += cell.colspan
    return placed


@dataclass(frozen=True, slots=True)
class _Writing:
    """What the rows of one table are written with."""

    columns: Sequence[Column]
    look: Look
    plan: Plan
    planner: Planner
    sheet: Sheet
    story: Story

    def row(self, row: Row, cells: list[Placed], is_head: bool, keep: bool, widths: list[int], target: str) -> str:
        properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
        mark = self.story.bookmark(row.id) + self.story.bookmark(target)
        written = []
        for placed in cells:
            shift = None if is_head or placed.merge == "continue" else self.shift(placed, row)
            width = sum(widths[placed.column:placed.column + placed.cell.colspan])
            written.append(cell(self.content(placed, row, is_head, keep, mark, shift), width,
                                 _cell_properties(placed, row, self.sheet, shift is not None)))
            mark = ""
        return f'<w:tr><w:trPr>{properties}</w:trPr>{"".join(written)}</w:tr>'

    def shift(self, placed: Placed, row: Row) -> float | None:
        """The points that a figure stands off from the right, so that decimal signs line up; None for a text."""
        bold = row.kind != "body"
        ems = self.planner.shift(placed.cell, self.columns[placed.column], self.plan.tails[placed.column], bold)
        return None if ems is None else ems * self.plan.size

    def content(self, placed: Placed, row: Row, is_head: bool, keep: bool, mark: str, shift: float | None) -> str:
        cell, look = placed.cell, self.look
        if placed.merge == "continue":
            return paragraph(f"{look.prefix}Text", mark, keep_next=keep)
        align = self.columns[placed.column].align if cell.colspan == 1 else "left"
        spoken = replace(plain_voice(self.story, bold=row.kind != "body" or (is_head and not cell.head)),
                         points=self.plan.size if self.plan.shrunk else 0.0)
        content = mark + runs(cell.content, spoken, self.story)
        if cell.head:
            return paragraph(look.prefix + ("Head" if is_head else "RowHead"), content, keep, align=_ALIGN[align])
        inset = f'<w:ind w:right="{round(20 * shift)}"/>' if shift and shift > LEAST_SHIFT else ""
        return paragraph(look.prefix + _ALIGNED[align], content, keep, indent=inset)


def _cell_properties(placed: Placed, row: Row, sheet: Sheet, on_one_line: bool) -> str:
    span = f'<w:gridSpan w:val="{placed.cell.colspan}"/>' if placed.cell.colspan > 1 else ""
    merge = f'<w:vMerge w:val="{placed.merge}"/>' if placed.merge else ""
    border = f'<w:tcBorders>{sheet.rule("top", "accent", 6)}</w:tcBorders>' if row.kind == "total" else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{sheet.colour("tint")}"/>' if row.kind == "group" else ""
    return span + merge + border + fill + ("<w:noWrap/>" if on_one_line else "")
