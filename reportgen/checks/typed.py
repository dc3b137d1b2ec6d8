"""Gather the words of a document that a person typed, each with the places of its letters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.diagnostics import Span
from reportgen.document.nodes import Block, Chart, Document, Masthead, Picture, Reference, Text
from reportgen.document.walk import blocks, contents, inlines
from reportgen.facts.yaml.nodes import Text as Written


@dataclass(frozen=True, slots=True)
class Typed:
    """Words as they were typed; `lines` has the place of each line of them, with the position of its first letter."""

    words: str
    lines: tuple[tuple[int, Span], ...]

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
        for node in inlines(content):
            if isinstance(node, Text) and node.typed:
                yield Typed(node.text, node.lines or ((0, node.typed),))
            elif isinstance(node, Reference) and isinstance(node.text, Written):
                yield Typed(str(node.text), ((0, node.text.place(0)),))


def _names(block: Block) -> tuple[str, ...]:
    """What a block says outside its inline contents."""
    match block:
        case Masthead():
            return block.marking, block.office, block.title, block.subtitle
        case Chart():
            return *block.categories, *(series.name for series in block.series)
        case Picture():
            return (block.alt,)
        case _:
            return ()
