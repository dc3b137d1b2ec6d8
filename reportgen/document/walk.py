"""Walk a document: its blocks in order, its inline nodes, and its words as (role, text), the measure of parity."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from operator import is_
from typing import assert_never

from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    NOWHERE, Block, Blocks, Callout, Cell, Chart, Citation, Claim, Contents, Distribution, Document, Emphasis, FactText,
    Heading, Inline, Inlines, KeyFigures, Language, LineBreak, Link, List, Masthead, Note, PageBreak, Paragraph,
    Picture, Point, Quote, Reference, Row, Strong, Subscript, Superscript, Table, Text, Timeline,
)
from reportgen.document.numbering import headed


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a document as every format must say it: a heading, a paragraph, a cell.

    `role` is one of marking, series, title, subtitle, issue, office, date, h1–h4, p, li, th, td, caption, table-note,
    figure, card, quote, attribution, callout-title, confidence, contents-title, contents-entry, distribution, note.
    `text` is what a reader sees: numbers of headings and ordered items included, a note's mark as its number, a picture
    by its text alternative. `page` counts from 1; it is known of what was read from a PDF. `content` is what a unit
    of a tree was made from, without the numbers that the program counts; () where that is no inline content.
    """

    role: str
    text: str
    span: Span = NOWHERE
    page: int = 0
    content: Inlines = field(default=(), compare=False, repr=False)


def inlines(content: Inlines) -> Iterator[Inline]:
    """Every inline node of `content`, outer before inner, in order; a note's own content follows its mark."""
    for node in content:
        yield node
        match node:
            case (Emphasis(inner) | Strong(inner) | Superscript(inner) | Subscript(inner)
                  | Language(inner, _) | Link(inner, _) | Note(inner)):
                yield from inlines(inner)


def plain(content: Inlines) -> str:
    """The words of `content` as a reader sees them in a line; notes by their number."""
    return "".join(map(_plain, content))


def _plain(node: Inline) -> str:
    match node:
        case Text(text) | FactText(_, text) | Citation(_, text) | Reference(_, text):
            return text
        case (Emphasis(inner) | Strong(inner) | Superscript(inner) | Subscript(inner) | Language(inner, _)
              | Link(inner, _)):
            return plain(inner)
        case Note(_, number):
            return str(number)
        case LineBreak():
            return "\n"
        case _:
            assert_never(node)


def blocks(tree: Blocks) -> Iterator[Block]:
    """Every block, outer before inner, in order."""
    for block in tree:
        yield block
        yield from blocks(inside(block))


def inside(block: Block) -> Blocks:
    """The blocks that stand directly in a block."""
    match block:
        case List(items):
            return tuple(inner for item in items for inner in item)
        case Quote(content) | Callout(_, _, content) | Claim(content):
            return content
        case _:
            return ()


def sections(tree: Blocks) -> Iterator[tuple[int, Heading | None, Block]]:
    """Each block of the top with its section: how many headings there are up to it, and the last of them."""
    number, heading = 0, None
    for block in tree:
        if isinstance(block, Heading):
            number, heading = number + 1, block
        yield number, heading, block


def contents(block: Block) -> Iterator[Inlines]:
    """The inline contents that stand directly in a block (not in blocks inside it), in the order they are read."""
    match block:
        case Masthead():
            yield from (value for _, value in block.items)
        case Distribution():
            yield from (readers for _, readers in block.lines)
        case Heading() | Paragraph():
            yield block.content
        case Table():
            yield block.caption
            yield from (cell.content for row in block.head + block.body for cell in row.cells)
            yield from block.notes
        case Timeline():
            yield block.caption
            for entry in block.entries:
                yield from (entry.when, entry.title, entry.text)
            yield from block.notes
        case Chart():
            yield block.caption
            yield from block.notes
        case Picture():
            yield block.caption
        case KeyFigures():
            for card in block.cards:
                yield from (card.value, card.label, card.note)
        case Quote():
            yield block.attribution
        case Callout():
            yield block.title
        case List() | Claim() | Contents() | PageBreak():
            pass
        case _:
            assert_never(block)


def map_inlines(tree: Blocks, change: Callable[[Inline], Inline]) -> Blocks:
    """The same blocks with `change` applied to each inline node, in reading order, outer before inner."""
    return tuple(_map_block(block, change) for block in tree)


def reading(tree: Blocks) -> list[Inline]:
    """Every inline node in reading order, outer before inner: the order of `map_inlines`."""
    found: list[Inline] = []

    def keep(node: Inline) -> Inline:
        found.append(node)
        return node

    map_inlines(tree, keep)
    return found


def _map_block(block: Block, change: Callable[[Inline], Inline]) -> Block:
    def line(content: Inlines) -> Inlines:
        return tuple(_map_inline(node, change) for node in content)

    def lines(contents: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
        return tuple(map(line, contents))

    def cell(one: Cell) -> Cell:
        content = line(one.content)
        return one if all(map(is_, content, one.content)) else replace(one, content=content)

    def rows(part: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(replace(row, cells=tuple(map(cell, row.cells))) for row in part)

    match block:
        case Masthead():
            return replace(block, items=tuple((label, line(value)) for label, value in block.items))
        case Distribution():
            return replace(block, lines=tuple((label, line(readers)) for label, readers in block.lines))
        case Heading() | Paragraph():
            return replace(block, content=line(block.content))
        case List():
            return replace(block, items=tuple(map_inlines(item, change) for item in block.items))
        case Table():
            return replace(block, caption=line(block.caption), head=rows(block.head), body=rows(block.body),
                           notes=lines(block.notes))
        case Timeline():
            return replace(block, caption=line(block.caption), entries=tuple(
                replace(entry, when=line(entry.when), title=line(entry.title), text=line(entry.text))
                for entry in block.entries), notes=lines(block.notes))
        case Chart():
            return replace(block, caption=line(block.caption), notes=lines(block.notes))
        case KeyFigures():
            return replace(block, cards=tuple(
                replace(card, value=line(card.value), label=line(card.label), note=line(card.note))
                for card in block.cards))
        case Picture():
            return replace(block, caption=line(block.caption))
        case Quote():
            return replace(block, content=map_inlines(block.content, change), attribution=line(block.attribution))
        case Callout():
            return replace(block, title=line(block.title), content=map_inlines(block.content, change))
        case Claim():
            return replace(block, content=map_inlines(block.content, change))
        case Contents() | PageBreak():
            return block
        case _:
            assert_never(block)


def _map_inline(node: Inline, change: Callable[[Inline], Inline]) -> Inline:
    changed = change(node)
    match changed:
        case Emphasis() | Strong() | Superscript() | Subscript() | Language() | Link() | Note():
            return replace(changed, content=tuple(_map_inline(inner, change) for inner in changed.content))
        case Text() | FactText() | Citation() | Reference() | LineBreak():
            return changed
        case _:
            assert_never(changed)


def drawn(chart: Chart) -> list[Point]:
    """The values of a chart that are facts: those of its series, then the whole that they are parts of."""
    points = [point for series in chart.series for point in series.points]
    return [point for point in (*points, *([chart.whole] if chart.whole else ())) if point.fact]


def facts_printed(tree: Blocks) -> dict[str, Span]:
    """The ids of the facts printed in blocks, charts included, in the order of reading, each with its first place."""
    found: dict[str, Span] = {}
    for block in blocks(tree):
        if isinstance(block, Chart):
            for point in drawn(block):
                found.setdefault(point.fact, block.span)
        for content in contents(block):
            for node in inlines(content):
                if isinstance(node, FactText):
                    found.setdefault(node.fact, node.span)
    return found


def notes(document: Document) -> list[Note]:
    """The footnotes in the order of their numbers."""
    found = [node for block in blocks(document.blocks) for content in contents(block)
             for node in inlines(content) if isinstance(node, Note)]
    return sorted(found, key=lambda note: note.number)


def text_units(document: Document) -> list[Unit]:
    """The document's words: its blocks in order, then its footnotes in order."""
    units = [unit for block in document.blocks for unit in _units(block, "p")]
    units += [Unit("note", f"{note.number} {plain(note.content)}", note.span, content=note.content)
              for note in notes(document)]
    return [unit for unit in units if unit.text.strip()]


def _units(block: Block, role: str) -> Iterator[Unit]:
    """`role` is what a paragraph is called here: "p", or "quote" inside a quotation."""
    span = block.span
    match block:
        case Masthead():
            yield Unit("figure", block.logo, span)
            yield Unit("marking", block.marking, span)
            yield Unit("series", block.series, span)
            title = (Unit("title", block.title, span), Unit("subtitle", block.subtitle, span))
            issued = (Unit("issue", block.number, span), Unit("office", block.office, span),
                      Unit("date", block.date, span))
            yield from (*issued, *title) if block.series else (*title, *issued)
            for label, value in block.items:
                yield Unit("th", label, span)
                yield _line("td", value, span)
        case Distribution():
            for label, readers in block.lines:
                yield _line("distribution", (Text(label), *readers), span)
            yield Unit("distribution", block.copies, span)
        case Heading():
            yield Unit(f"h{block.level}", headed(block.number, plain(block.content)), span, content=block.content)
        case Paragraph():
            yield _line(role, block.content, span)
        case List():
            for number, item in enumerate(block.items, block.start):
                marker = f"{number}. " if block.ordered else ""
                yield from _item_units(item, marker, span, role)
        case Table():
            yield _caption(block)
            for row in block.head + block.body:
                yield from _row_units(row, span)
            for note in block.notes:
                yield _line("table-note", note, span)
        case Timeline(form="drawn"):
            yield Unit("figure", " ".join((block.alt, *(entry.said for entry in block.entries))), span)
            yield _caption(block)
            for note in block.notes:
                yield _line("table-note", note, span)
        case Timeline():
            yield _caption(block)
            yield from (Unit("th", head, span) for head in block.heads)
            for entry in block.entries:
                yield _line("th", entry.when, span)
                yield _line("td", (*entry.title, Text(" "), *entry.text), span)
            for note in block.notes:
                yield _line("table-note", note, span)
        case Chart():
            yield Unit("figure", block.alt, span)
            yield _caption(block)
            for note in block.notes:
                yield _line("table-note", note, span)
        case Picture():
            yield Unit("figure", block.alt, span)
            yield _caption(block)
        case KeyFigures():
            for card in block.cards:
                yield _line("card", (*card.value, Text(" "), *card.label, Text(" "), *card.note), span)
        case Quote():
            for inner in block.content:
                yield from _units(inner, "quote")
            yield _line("attribution", block.attribution, span)
        case Callout():
            yield _line("callout-title", block.title, span)
            for inner in block.content:
                yield from _units(inner, role)
        case Claim():
            for inner in block.content:
                yield from _units(inner, role)
            yield Unit("confidence", block.confidence_text, span)
        case Contents():
            yield Unit("contents-title", block.title, span)
            for entry in block.entries:
                yield Unit("contents-entry", headed(entry.number, entry.text), span)
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _line(role: str, content: Inlines, span: Span) -> Unit:
    return Unit(role, plain(content), span, content=content)


def _caption(block: Table | Timeline | Chart | Picture) -> Unit:
    return Unit("caption", f"{block.label} {plain(block.caption)}", block.span, content=block.caption)


def _item_units(item: Blocks, marker: str, span: Span, role: str) -> Iterator[Unit]:
    """A list item's first paragraph is the item itself; what follows is as it is."""
    first, rest = item[:1], item[1:]
    if first and isinstance(first[0], Paragraph):
        yield Unit("li", marker + plain(first[0].content), first[0].span, content=first[0].content)
    else:
        yield Unit("li", marker, span)
        rest = item
    for inner in rest:
        yield from _units(inner, role)


def _row_units(row: Row, span: Span) -> Iterator[Unit]:
    for cell in row.cells:
        yield _line("th" if cell.head else "td", cell.content, span)
