"""Find what the types of the tree allow and no reader can be shown: rows that do not fit, charts of nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from reportgen.diagnostics import Diagnostic, error
from reportgen.document.nodes import Block, Blocks, Chart, Note, Picture, Row, Table, Timeline
from reportgen.document.shares import has_whole, shares
from reportgen.document.walk import blocks, contents, inlines, inside
from reportgen.messages import say

DEEPEST = 8                            # blocks in one another; PDF readers look at some 32 levels of tags
MOST_COLUMNS = 63                      # of a table: Word opens none of more
MOST_SERIES = 8                        # whose colours and textures differ


def unsound(tree: Blocks) -> Iterator[Diagnostic]:
    """Every [ragged-table], [too-many-table-columns], [note-in-note], [picture-without-words]; of drawn timelines
    [empty-timeline], [note-in-drawing]; of charts [ragged-chart], [empty-chart], [bad-number], [too-many-series],
    [line-without-dates], and of stacks and shares [unlike-units], [negative-value], [uncertain-part], [not-one-whole],
    [missing-part], [parts-exceed-whole]. Or [nested-too-deep] alone.
    """
    if deep := [block for block in _beneath(tree, DEEPEST) if inside(block)]:
        yield error("nested-too-deep", say("lists, quotations and boxes stand in one another more than {levels} deep",
                                           levels=DEEPEST), deep[0].span)
        return
    for block in blocks(tree):
        if isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Chart):
            yield from _chart(block)
        elif isinstance(block, Picture) and not block.alt.strip():
            yield error("picture-without-words", say("this picture has no text alternative"), block.span)
        if isinstance(block, Timeline) and block.form == "drawn":
            yield from _drawn(block)
        yield from _notes_in_notes(block)


def _beneath(tree: Blocks, levels: int) -> Blocks:
    """The blocks that stand so many levels deep in others."""
    for _ in range(levels):
        tree = tuple(inner for block in tree for inner in inside(block))
    return tree


def _table(table: Table) -> Iterator[Diagnostic]:
    if not all(_fit(rows, len(table.columns)) for rows in (table.head, table.body)):
        yield error("ragged-table", say("a row of the table does not fill its {columns} columns",
                                        columns=len(table.columns)), table.span)
    if len(table.columns) > MOST_COLUMNS:
        yield error("too-many-table-columns",
                    say("the table has {columns} columns; Word opens none of more than {most}",
                        columns=len(table.columns), most=MOST_COLUMNS), table.span)


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
    elif wrong := [text for point in (*points, *([chart.whole] if chart.whole else ()))
                   for text in (point.value, point.low, point.high) if text and not _is_number(text)]:
        yield from (error("bad-number", say('"{value}" is not a number that can be drawn', value=value), chart.span)
                    for value in wrong)
    else:
        yield from _many(chart)
        if chart.kind == "line" and len(chart.dates) != len(chart.categories):
            yield error("line-without-dates", say("a line joins values in time, and these have no dates"), chart.span,
                        say('choose dated values by period, or take the kind "bar" or "dot"'))
        if chart.kind in ("stacked_bar", "stacked_column", "share"):
            yield from _stack(chart)
        if chart.kind == "share":
            yield from _share(chart)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _many(chart: Chart) -> Iterator[Diagnostic]:
    count = max(Counter(series.unit for series in chart.series).values())
    if count > MOST_SERIES:
        yield error("too-many-series", say("{count} series on one axis cannot be told apart", count=count),
                    chart.span, say("show at most {most} of them, or part the chart", most=MOST_SERIES))


def _stack(chart: Chart) -> Iterator[Diagnostic]:
    """What cannot be added up by setting it end to end."""
    units = list(dict.fromkeys(series.unit for series in chart.series))
    if len(units) > 1:
        yield error("unlike-units", say("a stack cannot hold {units} on top of one another", units=", ".join(units)),
                    chart.span, say('take the kind "bar", which gives each unit an axis of its own'))
    for point in (point for series in chart.series for point in series.points):
        if point.value is not None and Decimal(point.value) < 0:
            yield error("negative-value", say("a part of a whole cannot be {value}", value=point.text or point.value),
                        chart.span, say('take the kind "bar" or "column"'))
        elif point.open in ("above", "below") or point.low:
            yield error("uncertain-part", say('where "{value}" ends is not known, so nothing can be set upon it',
                                              value=point.text), chart.span, say('take the kind "bar" or "column"'))


def _share(chart: Chart) -> Iterator[Diagnostic]:
    if len(chart.series) > 1:
        yield error("not-one-whole", say("a chart of shares shows the parts of one whole, not of {count}",
                                         count=len(chart.series)), chart.span, say('take the kind "stacked_bar"'))
        return
    unknown = [category for category, point in zip(chart.categories, chart.series[0].points, strict=True)
               if point.value is None]
    if unknown and not has_whole(chart):
        yield error("missing-part", say('the share of "{category}" is not known, nor how much the whole is',
                                        category=unknown[0]), chart.span,
                    say('name a fact as the whole, or take the kind "bar"'))
    if chart.whole and (chart.whole.value is None or chart.whole.open in ("above", "below") or chart.whole.low):
        yield error("uncertain-part", say('how much the whole is, "{value}", is not known closely enough to be parted',
                                          value=chart.whole.text), chart.span, say('take the kind "bar"'))
        return
    found = shares(chart)
    if found.whole <= 0:
        yield error("empty-chart", say("this chart has nothing to show"), chart.span,
                    say("leave it out while there is nothing: {% if … %}"))
    elif found.rest < 0:
        yield error("parts-exceed-whole", say("the parts add up to more than their whole, {whole}",
                                              whole=chart.whole.text if chart.whole else "100%"), chart.span,
                    say("name parts that do not overlap"))


def _drawn(timeline: Timeline) -> Iterator[Diagnostic]:
    if not timeline.entries:
        yield error("empty-timeline", say("this timeline has nothing to draw"), timeline.span,
                    say("leave it out while there is nothing: {% if … %}"))
    for entry in timeline.entries:
        for node in inlines((*entry.when, *entry.title, *entry.text)):
            if isinstance(node, Note):
                yield error("note-in-drawing", say("a footnote cannot stand in a drawn timeline"), node.span,
                            say("make it a table:  form: table"))


def _notes_in_notes(block: Block) -> Iterator[Diagnostic]:
    for content in contents(block):
        for node in inlines(content):
            if isinstance(node, Note) and any(isinstance(inner, Note) for inner in inlines(node.content)):
                yield error("note-in-note", say("a footnote cannot stand inside a footnote"), node.span)
