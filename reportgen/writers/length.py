"""Estimate how many pages a document fills, so that formats which know no pages agree on what a long one gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

from reportgen.document.contents import with_contents
from reportgen.document.nodes import (
    Block, Callout, Chart, Claim, Document, Heading, Inlines, KeyFigures, List, Masthead, PageBreak, Paragraph, Picture,
    Quote, Table, Timeline, TimelineEntry,
)
from reportgen.document.walk import notes, plain
from reportgen.locales import words
from reportgen.writers.theme import Theme

POINTS = 72 / 25.4                 # to the millimetre
LATIN = 0.46                       # ems: a letter of running text with its share of spaces
RAGGED = 1.05                      # what line ends cost
CELLS = 0.95                       # how much of a table's width its words fill
DRAWN = 11.0                       # points: a line of a drawn timeline, and what stands between two entries
MASTHEAD, PICTURE, CARDS, BAR = 130.0, 200.0, 60.0, 16.0           # points


def complete(document: Document, theme: Theme) -> Document:
    """The document as it is written: with a table of contents if it is as long as the theme wants for one."""
    wanted = theme.contents_from is not None and pages(document, theme) >= theme.contents_from
    return with_contents(document, words(document.meta.lang)) if wanted else document


def pages(document: Document, theme: Theme) -> int:
    """About how many pages of the theme the document fills, counted from its words and blocks."""
    page, script = theme.page, theme.script(document.meta.lang)
    paper = _Paper(page.text_width * POINTS, (page.height - page.top - page.bottom) * POINTS, theme, script.line_height)
    used = 0.0
    for block in document.blocks:
        used = ceil(used / paper.height) * paper.height if isinstance(block, PageBreak) else used + paper.block(block)
    used += sum(paper.lines(note.content, "small") for note in notes(document))
    return max(1, ceil(used / paper.height))


@dataclass(frozen=True, slots=True)
class _Paper:
    """A column of text, `width` by `height` points."""

    width: float
    height: float
    theme: Theme
    line_height: float

    def block(self, block: Block) -> float:
        """The height that a block takes with the space around it, in points."""
        size = self.theme.sizes
        match block:
            case Masthead():
                return MASTHEAD
            case Heading():
                return self.lines(block.content, f"h{block.level}") + 1.8 * size[f"h{block.level}"]
            case Paragraph():
                return self.lines(block.content, "body") + 0.6 * size["body"]
            case List():
                return sum(self.block(inner) for item in block.items for inner in item)
            case Table():
                return self.around(block.caption, block.notes) + sum(
                    self.row([cell.content for cell in row.cells]) for row in block.head + block.body)
            case Timeline(form="drawn"):
                return self.around(block.caption, block.notes) + sum(map(self.drawn, block.entries))
            case Timeline():
                return self.around(block.caption, block.notes) + sum(
                    self.row([entry.when, entry.title + entry.text]) for entry in block.entries)
            case Chart():
                return self.around(block.caption, block.notes) + max(
                    PICTURE, BAR * len(block.categories) * len(block.series))
            case Picture():
                return self.around(block.caption, ()) + PICTURE
            case KeyFigures():
                return CARDS * ceil(len(block.cards) / 3)
            case Quote() | Callout() | Claim():
                return sum(map(self.block, block.content)) + 1.8 * size["body"]
            case _:
                return 0.0

    def lines(self, content: Inlines, role: str, width: float = 0) -> float:
        """The height of `content` set in lines."""
        size = self.theme.sizes[role]
        return ceil(RAGGED * _ems(plain(content)) * size / (width or self.width)) * size * self.line_height

    def row(self, cells: Sequence[Inlines]) -> float:
        size = self.theme.sizes["small"]
        whole = sum(_ems(plain(cell)) for cell in cells) * size
        return (ceil(whole / (CELLS * self.width)) * 1.3 + 0.3) * size

    def drawn(self, entry: TimelineEntry) -> float:
        """The height of an entry in a drawing, whose words have about half the width."""
        lines = [ceil(_ems(plain(part)) * self.theme.sizes["small"] / (0.55 * self.width))
                 for part in (entry.title, entry.text)]
        return DRAWN * max(1, sum(lines)) + DRAWN

    def around(self, caption: Inlines, below: Sequence[Inlines]) -> float:
        return sum(self.lines(content, "small") for content in (caption, *below)) + 2 * self.theme.sizes["body"]


def _ems(text: str) -> float:
    return sum(1.0 if east_asian_width(character) in "WF" else LATIN for character in text)
