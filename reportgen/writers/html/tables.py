"""Write tables as HTML, for the screen and for paper, as they were planned: widths, type, figures lined up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from reportgen.document.nodes import Cell, Citation, Inlines, LineBreak, Row, Table
from reportgen.document.walk import plain
from reportgen.writers.columns import Plan, Planner
from reportgen.writers.columns.placing import with_columns
from reportgen.writers.columns.room import Room, padding_of
from reportgen.writers.html.inline import attributes

LEAST_SHIFT = 0.02                # ems: less is not worth a declaration


@dataclass(frozen=True, slots=True)
class Tables:
    """What tables are written with: the plans for their `room`, the body's size in points, and `continued`.

    `continued` is what paper says where a table goes on on the next page ("{label} (continued)"), "" on a screen.
    """

    planner: Planner
    room: Room
    body_size: float
    continued: str = ""

    def inside(self) -> Tables:
        """The same for tables inside a list, a box or a quotation."""
        return replace(self, room=self.room.inside())

    def plan(self, table: Table) -> Plan:
        return self.planner.plan(table, self.room)

    def look(self, table: Table) -> str:
        """The style attribute of a table whose type is smaller than that of others, or that needs a wide sheet."""
        plan = self.plan(table)
        wide = f"--wide:{self.room.turned / plan.size:.1f}em" if plan.turned and not table.orientation else ""
        small = f"--type:{plan.size / self.body_size:.4f}rem" if plan.shrunk else ""
        return ";".join(filter(None, (small, wide)))

    def content(self, table: Table, inline: Callable[[Inlines], str]) -> str:
        """What stands in the table element below the caption."""
        writing = _Writing(table, self.plan(table), self.planner, inline)
        head = self.again(table.label, len(table.columns)) + writing.rows(table.head, "col") if table.head else ""
        columns = "".join(f'<col style="width:{100 * share:.3f}%">' for share in writing.plan.shares)
        return (f"<colgroup>{columns}</colgroup>\n" + (f"<thead>\n{head}</thead>\n" if head else "")
                + f"<tbody>\n{writing.rows(table.body, 'row')}</tbody>\n")

    def again(self, label: str, columns: int) -> str:
        """The row that stands above the head on each page but the first (the room of mends takes it from that)."""
        if not (self.continued and label):
            return ""
        words = escape(self.continued.format(label=label), quote=False)
        return f'<tr class="continued"><th{attributes(colspan=columns)} scope="colgroup">{words}</th></tr>\n'


@dataclass(frozen=True, slots=True)
class _Writing:
    """One table while it is written."""

    table: Table
    plan: Plan
    planner: Planner
    inline: Callable[[Inlines], str]

    def rows(self, rows: tuple[Row, ...], scope: str) -> str:
        return "".join(self.row(row, starts, scope) for row, starts in with_columns(rows, len(self.table.columns)))

    def row(self, row: Row, starts: list[int], scope: str) -> str:
        kind = "" if row.kind == "body" else row.kind
        scope = scope if kind != "group" else "rowgroup"
        cells = "".join(self.cell(cell, start, scope, bool(kind))
                        for cell, start in zip(row.cells, starts, strict=True))
        return f"<tr{attributes(class_=kind, id=row.id)}>{cells}</tr>\n"

    def cell(self, cell: Cell, start: int, scope: str, bold: bool) -> str:
        tag = "th" if cell.head else "td"
        if scope == "col" and cell.colspan > 1:
            scope = "colgroup"
        align = "left" if scope == "rowgroup" else self.table.columns[start].align
        figures = align == "number" and not scope.startswith("col")
        shift = self.planner.shift(cell, self.table.columns[start], self.plan.tails[start], bold) if figures else None
        kinds = ("cites" if _cites_alone(cell) else "" if align == "left" else align,
                 "words" if align == "number" and shift is None and not cell.head else "",
                 "breaks" if self.planner.breaks(cell) else "")
        spans = {name: span for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if span > 1}
        moved = f"padding-right:{padding_of(self.table.style) + shift:.3f}em" if shift and shift > LEAST_SHIFT else ""
        named = attributes(class_=" ".join(filter(None, kinds)), scope=scope if cell.head else None, style=moved,
                           **spans)
        return f"<{tag}{named}>{self.inline(cell.content)}</{tag}>"


def _cites_alone(cell: Cell) -> bool:
    """Whether nothing but source marks stands in a cell: they need not stand high."""
    words = [node for node in cell.content if not isinstance(node, LineBreak) and plain((node,)).strip()]
    return bool(words) and all(isinstance(node, Citation) for node in words)
