"""Say which rows of a long table are printed, and which only its CSV has."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from reportgen.document.nodes import Block, Blocks, Callout, Claim, List, Quote, Row, Table

ANNEXES = ("evidence", "plain")            # styles of tables that are never cut: they say where the others come from


def cut(tree: Blocks, most: int) -> Blocks:
    """The blocks with tables of at most so many rows, headings of groups and totals not counted; 0 is all."""
    return tuple(_cut(block, most) for block in tree) if most else tree


def whole(table: Table) -> tuple[Row, ...]:
    """All rows of a table's body, those that are not printed in their place."""
    end = len(table.body) - _totals(table.body)
    return (*table.body[:end], *table.left_out, *table.body[end:])


def counted(rows: tuple[Row, ...]) -> int:
    """How many rows there are, headings of groups and totals not counted."""
    return sum(row.kind == "body" for row in rows)


def _cut(block: Block, most: int) -> Block:
    match block:
        case Table() if block.style not in ANNEXES and counted(block.body) > most:
            return _shortened(block, most)
        case List():
            return replace(block, items=tuple(cut(item, most) for item in block.items))
        case Quote() | Callout() | Claim():
            return replace(block, content=cut(block.content, most))
        case _:
            return block


def _shortened(table: Table, most: int) -> Table:
    end = len(table.body) - _totals(table.body)
    at = _place(table.body[:end], most)
    return replace(table, body=(*table.body[:at], *table.body[end:]), left_out=table.body[at:end])


def _place(rows: tuple[Row, ...], most: int) -> int:
    """Where the first row is left out: no cell reaches down across that place, and no heading stands before it."""
    found, seen, reaching = 0, 0, 0
    for number, row in enumerate(rows):
        seen += row.kind == "body"
        if seen > most:
            break
        reaching = max([reaching - 1, *(cell.rowspan - 1 for cell in row.cells)])
        if not reaching and row.kind != "group":
            found = number + 1
    return found


def _totals(rows: tuple[Row, ...]) -> int:
    """How many rows at the end are totals."""
    return len(list(takewhile(lambda row: row.kind == "total", reversed(rows))))
