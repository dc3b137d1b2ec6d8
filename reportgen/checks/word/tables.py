"""Rules on tables: cells that fit their grid, merges that begin, heads that repeat, nothing wider than the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.checks.word.package import Finding, Package, W, count, find, switched, text, value, words
from reportgen.messages import say

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CLOSE = 20                           # twips that widths may differ by
OVER = 30                            # twips that something may stand over the margin: half a millimetre
EMU = 635                            # to a twip
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
FIRST_ROW = 0x0020                   # the bit of w:tblLook for a head row


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in its row: the column where it begins, how many it spans, its merge down ("" is none)."""

    cell: Element
    column: int
    span: int
    merge: str
    width: int


def _rows(table: Element) -> list[Element]:
    return [row for row in table.iterchildren(W + "tr")]


def _placed(row: Element) -> list[Placed]:
    """The cells of a row; the columns that it leaves free count, at its beginning."""
    column, placed = count(find(row, "trPr/gridBefore")), []
    for cell in row.iterchildren(W + "tc"):
        properties = cell.find(W + "tcPr")
        by_name = {} if properties is None else {child.tag: child for child in properties}
        span, merge = count(by_name.get(W + "gridSpan"), 1), by_name.get(W + "vMerge")
        width = by_name.get(W + "tcW")
        twips = count(width, name="w") if value(width, "dxa", "type") == "dxa" else 0
        placed.append(Placed(cell, column, span, "" if merge is None else value(merge, "continue"), twips))
        column += span
    return placed


def grids(package: Package) -> Iterator[Finding]:
    """Every row has as many columns as its table's grid, and every cell is as wide as the columns it spans."""
    for part, table in _in_flow(package):
        columns = [count(column, name="w") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        width = find(table, "tblPr/tblW")
        if value(width, "", "type") == "dxa" and abs(count(width, name="w") - sum(columns)) > CLOSE:
            yield Finding(part, say("a table is not as wide as its columns"), words(table))
        rows = _rows(table)
        if not rows:
            yield Finding(part, say("a table has no rows"))
        for row in rows:
            yield from _fitting(part, row, columns)


def _fitting(part: str, row: Element, columns: list[int]) -> Iterator[Finding]:
    placed = _placed(row)
    end = placed[-1].column + placed[-1].span if placed else 0
    if not placed or end + count(find(row, "trPr/gridAfter")) != len(columns):
        yield Finding(part, say("a row has {count} columns, its table {grid}", count=end, grid=len(columns)),
                      words(row))
        return
    for one in placed:
        room = sum(columns[one.column:one.column + one.span])
        if one.width and abs(one.width - room) > CLOSE:
            yield Finding(part, say("a cell is {width} twips wide, its columns {room}", width=one.width, room=room),
                          words(one.cell))


def cells(package: Package) -> Iterator[Finding]:
    """Every cell ends with a paragraph, as Word wants, and two tables do not touch, or they become one."""
    for part, cell in _in_flow(package, "tc"):
        if not len(cell) or cell[-1].tag != W + "p":
            yield Finding(part, say("a cell does not end with a paragraph"), words(cell))
    for part, table in _in_flow(package):
        after = next(table.itersiblings(), None)
        if after is not None and after.tag == W + "tbl":
            yield Finding(part, say("two tables touch"), words(after))


def merges(package: Package) -> Iterator[Finding]:
    """What goes on from a cell above does so below a cell of the same columns that reaches down."""
    for part, table in _in_flow(package):
        if next(table.iter(W + "vMerge"), None) is None:
            continue
        above: set[tuple[int, int]] = set()
        for row in _rows(table):
            placed = _placed(row)
            for one in placed:
                if one.merge == "continue" and (one.column, one.span) not in above:
                    yield Finding(part, say("a cell goes on from one above it that does not reach down"),
                                  words(row))
            above = {(one.column, one.span) for one in placed if one.merge}


def heads(package: Package) -> Iterator[Finding]:
    """A table with a head row says so, so that it is read aloud and repeated; head rows stand at the top."""
    for part, table in _in_flow(package):
        marked = [switched(find(row, "trPr/tblHeader")) for row in _rows(table)]
        if _has_head(table) and not any(marked[:1]):
            yield Finding(part, say("a table's head row is not marked as one"), words(table))
        if marked != sorted(marked, reverse=True):
            yield Finding(part, say("a head row stands below another row"), words(table))


def titles(package: Package) -> Iterator[Finding]:
    """A table of data has a title or description for who cannot see it."""
    for part, table in _in_flow(package):
        said = value(find(table, "tblPr/tblCaption")) + value(find(table, "tblPr/tblDescription"))
        if _has_head(table) and not said.strip() and text(_rows(table)[0]).strip():
            yield Finding(part, say("a table has no text alternative"), words(table))


def _has_head(table: Element) -> bool:
    look = find(table, "tblPr/tblLook")
    if look is None:
        return False
    bits = int(look.get(W + "val", "0"), 16)
    return look.get(W + "firstRow", "1" if bits & FIRST_ROW else "0") in ("1", "true", "on")


def _in_flow(package: Package, name: str = "tbl") -> Iterator[tuple[str, Element]]:
    """The tables of what is read from beginning to end; a house's page heads and feet are its own."""
    return ((part, table) for part, story in package.flow.items() for table in story.iter(W + name))


def fitting(package: Package) -> Iterator[Finding]:
    """No table and no picture of the body is wider than the text, no picture higher than the page."""
    body = None if package.document not in package.trees else find(package.trees[package.document], "body")
    for blocks, wide, high in () if body is None else _by_section(body):
        for block in blocks:
            if block.tag == W + "tbl":
                indent = count(find(block, "tblPr/tblInd"), name="w")
                if indent + count(find(block, "tblPr/tblW"), name="w") > wide + OVER:
                    yield Finding(package.document, say("a table is wider than the text"), words(block))
            for extent in block.iterfind(f".//{DRAWING}inline/{DRAWING}extent"):
                if int(extent.get("cx", "0")) > EMU * (wide + OVER) or int(extent.get("cy", "0")) > EMU * (high + OVER):
                    yield Finding(package.document, say("a picture is larger than the page"), words(block))


def _by_section(body: Element) -> Iterator[tuple[list[Element], int, int]]:
    """The blocks of each section, with width and height of its text in twips."""
    blocks: list[Element] = []
    for block in body:
        section = block if block.tag == W + "sectPr" else find(block, "pPr/sectPr")
        blocks.append(block)
        if section is not None:
            sheet, edge = find(section, "pgSz"), find(section, "pgMar")
            wide, high = (count(sheet, name=side) - sum(abs(count(edge, name=margin)) for margin in margins)
                          for side, margins in (("w", ("left", "right", "gutter")), ("h", ("top", "bottom"))))
            yield blocks, wide, high
            blocks = []
