"""Decide where a Word file tells the origins of its facts: at which fact there is a tip, a note or a comment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Block, Chart, Distribution, Document, FactText, Heading, Inlines, KeyFigures, Masthead, Note,
    Origin, Picture, Table, Timeline,
)
from reportgen.document.resolve import dataset_of
from reportgen.document.uses import leaves
from reportgen.document.walk import blocks, contents, reading
from reportgen.locales import words
from reportgen.writers.word import Way, Word

MOST = 6                               # figures of which one note or comment shows the wordings

Key = tuple[str, Span | None]


@dataclass(frozen=True, slots=True)
class Told:
    """The origins that are told at one place, the `number`-th of the document."""

    number: int
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """`word` says how facts are marked and sources shown; `of` has the origin of each printed fact.

    `behind` has what is told behind the fact with a mark. `notes` are all footnotes in the order of reading, the
    document's own too, `ids` their places in it, from 1, by the number of a note or the mark of a fact: LibreOffice
    finds footnotes by their order.
    """

    word: Word = Word()
    of: Mapping[Key, Origin] = field(default_factory=dict)
    behind: Mapping[str, Told] = field(default_factory=dict)
    notes: Sequence[Note | Told] = ()
    ids: Mapping[int | str, int] = field(default_factory=dict)


def origins_of(document: Document, word: Word) -> Origins:
    """What is told of the document's facts, and where."""
    of = {(one.fact, one.value): one for one in document.origins}
    planned = {} if word.sources == "link" else _planned(document, word.sources, of)
    behind: dict[str, Told] = {}
    notes: dict[int | str, Note | Told] = {}
    for node in reading(document.blocks):
        if isinstance(node, Note):
            notes[node.number] = node
        elif isinstance(node, FactText) and node.mark in planned:
            behind[node.mark] = Told(len(behind) + 1, planned[node.mark])
            if word.sources == "footnote":
                notes[node.mark] = behind[node.mark]
    return Origins(word, of, behind, tuple(notes.values()), {key: id for id, key in enumerate(notes, 1)})


def _planned(document: Document, way: Way, of: Mapping[Key, Origin]) -> dict[str, tuple[Origin, ...]]:
    """The origins by the mark of the fact behind which they are told: once each, where it is printed first.

    Facts of one paragraph or table that come from the same place are told together, behind the last of them in a
    paragraph and the first in a table, which may go over pages. A comment is on one fact, or on those of a row or card.
    """
    known: set[Origin] = set()
    planned: dict[str, tuple[Origin, ...]] = {}
    for block in blocks(document.blocks):
        groups: dict[object, list[tuple[str, Origin]]] = {}
        for row, content in _pieces(block):
            for node in leaves(content):
                origin = of.get((node.fact, node.value)) if isinstance(node, FactText) and node.mark else None
                if origin and origin not in known:
                    known.add(origin)
                    groups.setdefault(_group(origin, row, way), []).append((node.mark, origin))
        place = 0 if isinstance(block, Table | Timeline | KeyFigures) else -1
        planned |= {group[place][0]: tuple(origin for _, origin in group) for group in groups.values()}
    return planned


def _group(origin: Origin, row: int | None, way: Way) -> object:
    """Two facts with equal ones are told together; the cells of a dataset always are."""
    place = origin.source, origin.standing
    if way == "footnote":
        return place
    return origin.fact if row is None else (place, "" if "." in origin.fact and dataset_of(origin.fact) else row)


def _pieces(block: Block) -> Iterator[tuple[int | None, Inlines]]:
    """What a note may stand in, with the number of its row: no headings, captions and heads, which recur elsewhere."""
    match block:
        case Heading() | Masthead() | Distribution() | Picture():
            return
        case KeyFigures():
            yield from ((n, content) for n, card in enumerate(block.cards)
                        for content in (card.value, card.label, card.note))
        case Table():
            yield from ((n, cell.content) for n, row in enumerate(block.body) for cell in row.cells)
        case Timeline():
            yield from ((n, content) for n, entry in enumerate(block.entries)
                        for content in (entry.when, entry.title, entry.text))
        case Chart():
            pass
        case _:
            yield from ((None, content) for content in contents(block))
    if isinstance(block, Table | Timeline | Chart):
        yield from ((None, note) for note in block.notes)


def in_words(told: Sequence[Origin], lang: str) -> str:
    """One sentence of origins from the same place: source, wordings, standing."""
    own = words(lang)
    written = own["list_separator"].join(dict.fromkeys(one.written for one in told if one.written)) if few(told) else ""
    said = own["colon"].join(filter(None, (told[0].source, written)))
    return own["item_separator"].join(filter(None, (said, told[0].standing))) + own["sentence_end"].rstrip()


def few(told: Sequence[Origin]) -> bool:
    """Whether so few figures are told of together that each is; else the place alone says where all of them are."""
    return len(told) <= MOST
