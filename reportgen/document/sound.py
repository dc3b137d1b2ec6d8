"""Find what the types of the tree allow and no reader can be shown: rows that do not fit, charts of nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from reportgen.diagnostics import Diagnostic, Span, error
from reportgen.document.nodes import Block, Blocks, Chart, Note, Picture, Row, Table
from reportgen.document.walk import blocks, contents, inlines
from reportgen.messages import say


def unsound(tree: Blocks) -> Iterator[Diagnostic]:
    """Every [ragged-table], [ragged-chart], [empty-chart], [bad-number], [negative-value], [note-in-note] and
    [picture-without-words].
    """
    for block in blocks(tree):
        if isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Chart):
            yield from _chart(block)
        elif isinstance(block, Picture) and not block.alt.strip():
            yield error("picture-without-words", say("this picture has no text alternative"), block.span)
        yield from _notes_in_notes(block)


def _table(table: Table) -> Iterator[Diagnostic]:
    if not all(_fit(rows, len(table.columns)) for rows in (table.head, table.body)):
        yield error("ragged-table", say("a row of the table does not fill its {columns} columns",
                                        columns=len(table.columns)), table.span)


def _fit(rows: Sequence[Row], width: int) -> bool:
    """Whether the cells of each row fill the columns that no cell from above reaches into, and none reaches out."""
    reaching = [0] * width
    for number, row in enumerate(rows):
        free = [column for column in range(width) if not reaching[column]]
        for cell in row.cells:
            taken, free = free[:cell.colspan], free[cell.colspan:]
            together = 1 <= cell.colspan == len(taken) == taken[-1] - taken[0] + 1
            if not together or not 1 <= cell.rowspan <= len(rows) - number:
                return False
            for column in taken:
                reaching[column] = cell.rowspan
        if free:
            return False
        reaching = [left - 1 for left in reaching]
    return True


def _chart(chart: Chart) -> Iterator[Diagnostic]:
    points = [point for series in chart.series for point in series.points]
    if any(len(series.points) != len(chart.categories) for series in chart.series):
        yield error("ragged-chart", say("each series of a chart has one value for each category"), chart.span)
    elif not points:
        yield error("empty-chart", say("this chart has nothing to show"), chart.span,
                    say("leave it out while there is nothing: {% if … %}"))
    for value in filter(None, (point.value for point in points)):
        yield from _value(value, chart.span)


def _value(value: str, span: Span) -> Iterator[Diagnostic]:
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        yield error("bad-number", say('"{value}" is not a number that can be drawn', value=value), span)
    elif number < 0:
        yield error("negative-value", say("a chart begins at zero and cannot show {value}", value=value), span,
                    say("show negative values in a table"))


def _notes_in_notes(block: Block) -> Iterator[Diagnostic]:
    for content in contents(block):
        for node in inlines(content):
            if isinstance(node, Note) and any(isinstance(inner, Note) for inner in inlines(node.content)):
                yield error("note-in-note", say("a footnote cannot stand inside a footnote"), node.span)
