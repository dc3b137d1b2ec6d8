"""Find where a document says its facts and names its sources: in which sentence, cell, card, entry or bar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Block, Blocks, Chart, Citation, Emphasis, FactText, Inline, Inlines, KeyFigures, Language, Link, Masthead, Note,
    Strong, Subscript, Superscript, Table, Timeline,
)
from reportgen.document.numbering import headed
from reportgen.document.walk import blocks, contents, inlines, plain, sections

Kind = Literal["sentence", "cell", "entry", "card", "bar"]
_CITED = r"(?:\s*[\[〔][^\]〕]*[\]〕])*"         # a source mark behind a sentence belongs to it
_ENDS = re.compile(rf"[。！？][”’」』）]*{_CITED}|[.!?][”’)]*{_CITED}(?=\s+[^\sa-z]|$)|\n")


@dataclass(frozen=True, slots=True)
class Use:
    """One place of a resolved document: a fact that is printed there ("" for none) or sources that are cited.

    `section` is the heading above with its number, `exhibit` the label of a table or figure ("Table 2"), `text` the
    sentence, or a cell with the heads of its row and column; `span` the place in the template.
    """

    fact: str
    sources: tuple[str, ...]
    kind: Kind
    section: str
    exhibit: str
    text: str
    span: Span


def uses(tree: Blocks) -> Iterator[Use]:
    """Every place where a fact is printed or a source is cited, in order; the annexes' own marks have none."""
    for _, heading, top in sections(tree):
        section = headed(heading.number, plain(heading.content)) if heading else ""
        for block in blocks((top,)):
            if not (isinstance(block, Table) and block.style == "evidence"):
                for kind, text, node, span in _said(block):
                    fact, sources = _of(node)
                    yield Use(fact, sources, kind, section, getattr(block, "label", ""), text, span)


def _of(node: FactText | Citation | str) -> tuple[str, tuple[str, ...]]:
    match node:
        case FactText(fact):
            return fact, ()
        case Citation(cites):
            return "", tuple(dict.fromkeys(source for source, _ in cites))
        case fact:
            return fact, ()


def _said(block: Block) -> Iterator[tuple[Kind, str, FactText | Citation | str, Span]]:
    """What a block itself says, without those inside it: for each node its kind of place and the words around."""
    match block:
        case Masthead():
            return
        case Table():
            yield from _in_cells(block)
            rest: tuple[Inlines, ...] = (block.caption, *block.notes)
        case Timeline():
            for entry in block.entries:
                whole = f"{plain(entry.when)}: {plain(entry.title)}"
                yield from (("entry", whole, node, node.span) for part in (entry.when, entry.title)
                            for node in _nodes(part))
            rest = (block.caption, *(entry.text for entry in block.entries), *block.notes)
        case KeyFigures():
            for card in block.cards:
                whole = " ".join(filter(None, (plain(card.value), plain(card.label), plain(card.note))))
                yield from (("card", whole, node, node.span) for part in (card.value, card.label, card.note)
                            for node in _nodes(part))
            rest = ()
        case Chart():
            yield from (("bar", _joined(series.name, category, point.text), point.fact, block.span)
                        for series in block.series for category, point in zip(block.categories, series.points,
                                                                              strict=True) if point.fact)
            if block.whole and block.whole.fact:
                yield "bar", _joined(block.series[0].name, block.whole.text), block.whole.fact, block.span
            rest = (block.caption, *block.notes)
        case _:
            rest = tuple(contents(block))
    notes = (node.content for content in contents(block) for node in inlines(content) if isinstance(node, Note))
    yield from (("sentence", _sentence(content, node), node, node.span)
                for content in (*rest, *notes) for node in _nodes(content))


def leaves(content: Inlines) -> Iterator[Inline]:
    """The nodes that say the words of a line; what stands in its notes is not among them."""
    for node in content:
        match node:
            case Emphasis(inner) | Strong(inner) | Superscript(inner) | Subscript(inner):
                yield from leaves(inner)
            case Language(inner, _) | Link(inner, _):
                yield from leaves(inner)
            case _:
                yield node


def _nodes(content: Inlines) -> Iterator[FactText | Citation]:
    return (node for node in leaves(content) if isinstance(node, FactText | Citation))


def _in_cells(table: Table) -> Iterator[tuple[Kind, str, FactText | Citation, Span]]:
    heads = [plain(cell.content) for cell in table.head[-1].cells for _ in range(cell.colspan)] if table.head else []
    for row in table.body:
        column, first = 0, plain(row.cells[0].content) if row.cells else ""
        for cell in row.cells:
            head = heads[column] if column < len(heads) else ""
            text = _joined(first if column else "", head, plain(cell.content).replace("\n", " "))
            yield from (("cell", text, node, node.span) for node in _nodes(cell.content))
            column += cell.colspan


def _joined(*parts: str) -> str:
    *heads, last = parts
    return ": ".join(filter(None, (", ".join(filter(None, heads)), last)))


def _sentence(content: Inlines, wanted: FactText | Citation) -> str:
    """The sentence of `content` in which the node stands."""
    said = [node for node in leaves(content) if not isinstance(node, Note)]
    before = next(n for n, node in enumerate(said) if node is wanted)
    text, at = plain(tuple(said)), len(plain(tuple(said[:before])))
    ends = [found.end() for found in _ENDS.finditer(text)]
    start = max((end for end in ends if end <= at), default=0)
    end = min((end for end in ends if end > at), default=len(text))
    return text[start:end].strip()
