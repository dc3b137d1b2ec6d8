"""Write the rows of tables: cells in their places, heads and totals as the style has them, figures at decimal tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from reportgen.document.nodes import Cell, Row, Table
from reportgen.writers.columns import Plan, Planner
from reportgen.writers.columns.ruler import SLACK
from reportgen.writers.docx.base.sheet import Sheet
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.tables.grid import Marked, cell
from reportgen.writers.docx.text.inline import runs
from reportgen.writers.docx.text.paragraphs import paragraph

LEAST_SHIFT = 0.2            # points: less is not worth an indent
_ALIGN = {"left": "", "center": "center", "number": "right"}
_ALIGNED = {"left": "Text", "center": "Center", "number": "Number"}
_FRONT = re.compile(r"[^\d.]*(?:[0-9][0-9,]*)?")     # what editors take for the front of the figure at a decimal tab


@dataclass(frozen=True, slots=True)
class Look:
    """A kind of table: its table style, the prefix of its paragraph styles, twips at both sides inside its cells.

    `bold` is that its row heads are, in a script whose letters are made for it.
    """

    style: str
    prefix: str
    padding: int
    bold: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in its place; `merge` is "restart" where it reaches down, "continue" where it has come from above."""

    cell: Cell
    column: int
    merge: Literal["", "restart", "continue"] = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table as it stands there.

    `kind` is the row's, or "head". `styled` is that the table's style gives it its look, `keep` that it stays with the
    next row, `whole` that no page break divides it.
    """

    kind: Literal["head", "body", "group", "total"]
    cells: Sequence[Placed]
    styled: bool
    keep: bool
    whole: bool


def placed(rows: Sequence[Row], width: int) -> Iterator[list[Placed]]:
    """The cells of each row with their columns, and a continuation where a cell from above reaches down."""
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        yield _place(row, reaching, width)


def _place(row: Row, reaching: dict[int, tuple[Cell, int]], width: int) -> list[Placed]:
    """Place one row's cells; updates `reaching` for the row below. That they fit was seen in `resolve`."""
    found, column, cells = [], 0, iter(row.cells)
    while column < width:
        if column in reaching:
            cell, more = reaching.pop(column)
            found.append(Placed(cell, column, "continue"))
        else:
            cell = next(cells)
            more = cell.rowspan
            found.append(Placed(cell, column, "restart" if more > 1 else ""))
        if more > 1:
            reaching[column] = (cell, more - 1)
        column += cell.colspan
    return found


class Rows:
    """Writes the rows of one table, `widths` in twips; `marked` are the parts that its style gives their look."""

    def __init__(self, block: Table, look: Look, plan: Plan, planner: Planner, widths: Sequence[int], marked: Marked,
                 sheet: Sheet, story: Story) -> None:
        self.columns, self.look, self.plan, self.planner, self.widths = block.columns, look, plan, planner, widths
        self.marked, self.story = marked, story
        self.bold_heads = look.bold and sheet.bold_row_heads
        voice = replace(story.voice, points=plan.size if plan.shrunk else 0.0)
        self.voices = {False: voice, True: replace(voice, bold=True)}
        self.tabs = [_decimal_tab(width - 2 * look.padding - SLACK * tail * plan.size * 20) if tail else ""
                     for width, tail in zip(widths, plan.tails, strict=True)]
        fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{sheet.colour("tint")}"/>'
        self.looks = {"head": f'<w:tcBorders>{sheet.rule("bottom", "accent", 6)}</w:tcBorders>{fill}',
                      "group": fill, "total": f'<w:tcBorders>{sheet.rule("top", "accent", 6)}</w:tcBorders>'}

    def row(self, line: Line, mark: str) -> str:
        """A `w:tr`; `mark` are bookmarks, which stand at its beginning."""
        properties = "<w:cantSplit/>" if line.whole else ""
        properties += "<w:tblHeader/>" if line.kind == "head" else ""
        opening = f"<w:trPr>{properties}</w:trPr>" if properties else ""
        first, *rest = line.cells
        return f'<w:tr>{opening}{self.cell(first, line, mark)}{"".join([self.cell(one, line) for one in rest])}</w:tr>'

    def cell(self, one: Placed, line: Line, mark: str = "") -> str:
        """A `w:tc` with its one paragraph."""
        span = one.cell.colspan
        width = self.widths[one.column] if span == 1 else sum(self.widths[one.column:one.column + span])
        properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        properties += f'<w:vMerge w:val="{one.merge}"/>' if one.merge else ""
        if not line.styled:
            properties += self.looks.get(line.kind, "")
        if one.merge == "continue":
            return _cell(width, properties, self.look.prefix + "Text", line.keep, mark)
        bold = line.kind != "body" or (one.cell.head and self.bold_heads)
        content = mark + runs(one.cell.content, self.voices[bold and not self.is_bold_by_style(one, line)], self.story)
        align = self.columns[one.column].align if span == 1 else "left"
        if one.cell.head:
            style = self.look.prefix + ("Head" if line.kind == "head" else "RowHead")
            return _cell(width, properties, style, line.keep, content, align=_ALIGN[align])
        if align != "number" or line.kind == "head":
            return _cell(width, properties, self.look.prefix + _ALIGNED[align], line.keep, content)
        return self.number(one, content, bold, line.keep, width, properties)

    def is_bold_by_style(self, one: Placed, line: Line) -> bool:
        """Whether the table's style makes a cell bold: a paragraph style that did so too would undo it in Word."""
        return line.styled or (one.column == 0 and line.kind == "body" and Marked.FIRST_COLUMN in self.marked)

    def number(self, one: Placed, content: str, bold: bool, keep: bool, width: int, properties: str) -> str:
        """A cell of a column of numbers: at its decimal tab where editors find the right sign, else from the right."""
        tab, prefix = self.tabs[one.column], self.look.prefix
        figure = self.planner.figure(one.cell, self.columns[one.column], bold)
        properties += "<w:noWrap/>" if figure else ""
        if tab and ((figure and _FRONT.fullmatch(figure[0])) or not one.cell.content):
            return _cell(width, properties, prefix + "Decimal", keep, content, tab)
        return _cell(width, properties, prefix + "Number", keep, content, self.inset(one.column, figure, bold))

    def inset(self, column: int, figure: tuple[str, str, str] | None, bold: bool) -> str:
        """How far a range stands off from the right, so that the sign of its second number stands in line."""
        if not figure:
            return ""
        ems = SLACK * self.plan.tails[column] - self.planner.exact.tail(figure[1], figure[2], bold)
        shift = ems * self.plan.size
        return f'<w:ind w:right="{round(20 * shift)}"/>' if shift > LEAST_SHIFT else ""


def _cell(width: int, properties: str, style: str, keep: bool, content: str, indent: str = "", align: str = "") -> str:
    before, behind = _around(width, properties, style, keep, indent, align)
    return before + content + behind


@lru_cache(maxsize=1024)
def _around(width: int, properties: str, style: str, keep: bool, indent: str, align: str) -> tuple[str, str]:
    """What stands before and behind the content of a cell: the same for most cells of a column."""
    before, behind = cell(paragraph(style, "\0", keep, indent=indent, align=align), width, properties).split("\0")
    return before, behind


def _decimal_tab(place: float) -> str:
    return f'<w:tabs><w:tab w:val="decimal" w:pos="{round(place)}"/></w:tabs>' if place > 0 else ""
