"""Gather the words of a document that a person typed, each with the places of its letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Block, Chart, Document, Emphasis, FactText, Inline, Inlines, Language, Link, Masthead, Note, Picture, Reference,
    Strong, Subscript, Superscript, Text,
)
from reportgen.document.walk import blocks, contents
from reportgen.facts.yaml.nodes import Text as Written


@dataclass(frozen=True, slots=True)
class Typed:
    """Words as they were typed; `lines` has the place of each line of them, with the position of its first letter.

    `behind` and `before` are what is printed of a fact directly in front of them and directly after, if anything is.
    """

    words: str
    lines: tuple[tuple[int, Span], ...]
    behind: FactText | None = None
    before: FactText | None = None

    def place(self, position: int) -> Span:
        """The place of the letter at `position`."""
        start, line = max(pair for pair in self.lines if pair[0] <= position or pair is self.lines[0])
        return Span(line.file, line.line, line.column + position - start)


def typed_words(document: Document) -> dict[Typed, None]:
    """All words that were typed for a document, in the order of reading; what it says twice, once."""
    return dict.fromkeys(typed for block in blocks(document.blocks) for typed in _in_block(block))


def _in_block(block: Block) -> Iterator[Typed]:
    for words in _names(block):
        if isinstance(words, Written):
            yield Typed(str(words), words.lines or ((0, words.place(0)),))
    for content in contents(block):
        yield from _in_line(content)


def _in_line(content: Inlines) -> Iterator[Typed]:
    """The words of a line as a reader sees them: thir*teen* is one word, whatever is emphasized."""
    run: list[Text] = []
    behind: FactText | None = None
    for node in (*_leaves(content), None):
        if isinstance(node, Text) and node.typed:
            run.append(node)
            continue
        fact = node if isinstance(node, FactText) else None
        if run:
            yield _joined(run, behind, fact)
        run, behind = [], fact
        if isinstance(node, Note):
            yield from _in_line(node.content)
        elif isinstance(node, Reference) and isinstance(node.text, Written):
            yield Typed(str(node.text), ((0, node.text.place(0)),))


def _leaves(content: Inlines) -> Iterator[Inline]:
    for node in content:
        match node:
            case (Emphasis(inner) | Strong(inner) | Superscript(inner) | Subscript(inner) | Language(inner, _)
                  | Link(inner, _)):
                yield from _leaves(inner)
            case _:
                yield node


def _joined(run: Iterable[Text], behind: FactText | None, before: FactText | None) -> Typed:
    words, lines = "", []
    for node in run:
        lines += [(len(words) + at, place) for at, place in node.lines or ((0, node.typed),) if place]
        words += node.text
    return Typed(words, tuple(lines), behind, before)


def _names(block: Block) -> tuple[str, ...]:
    """What a block says outside its inline contents."""
    match block:
        case Masthead():
            return block.marking, block.series, block.office, block.title, block.subtitle
        case Chart():
            return *block.categories, *(text for series in block.series for text in (series.name, series.measure))
        case Picture():
            return (block.alt,)
        case _:
            return ()
