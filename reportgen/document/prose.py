"""What a unit says, however it is numbered and whatever its facts print: the measure of whether somebody rewrote it.

A file takes a digest of each unit with it (`digests`), so that it can be told later what of it was changed. Numbers
that a word processor counts anew are no part of that: of headings, list items, captions, notes and references to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import groupby
from typing import Literal, assert_never

from reportgen.document.nodes import (
    Citation, Document, Emphasis, FactText, Inlines, Language, LineBreak, Link, Note, Reference, Strong, Subscript,
    Superscript, Text,
)
from reportgen.document.walk import Unit, text_units

Kind = Literal["text", "fact", "note", "reference", "number", "opens", "closes"]
COUNTED = frozenset(("h1", "h2", "h3", "h4", "li", "caption", "note"))      # a number may stand before their words
UNCOMPARED = frozenset(("contents-entry",))                                 # word processors write these anew
HAN = r"[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060]")
_BETWEEN_HAN = re.compile(rf"(?<={HAN})\s+(?={HAN})")
_NUMBERS = re.compile(r"[0-9][0-9.]*|[〇零一二三四五六七八九十百千]+|(?<![^\W\d_])[A-Z](?![^\W\d_])")
FIGURE = "{figure}"
DIGEST = 5                             # bytes


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a unit's words, as they are printed; `name` is a fact's id, `mark` its print's bookmark.

    `number` is one that stands before the words and is counted by the program, `note` the mark of a footnote; what a
    comment is anchored to stands between "opens" and "closes", which have no text and its id as name.
    """

    text: str
    kind: Kind = "text"
    name: str = ""
    mark: str = ""


def units_with_words(document: Document) -> list[Unit]:
    """The document's units that are compared, in order; `digests` has one for each."""
    return [unit for unit in text_units(document) if _prose_of(unit)]


def digests(document: Document) -> list[str]:
    """A digest of the prose of each unit, in order."""
    return [digest(words) for words in map(_prose_of, text_units(document)) if words]


def _prose_of(unit: Unit) -> str:
    match unit:
        case Unit(role="td" | "th", content=(Text(text),)):    # nearly all of a long table, the short way
            return tidied(text)
    return prose(unit.role, pieces(unit))


def digest(prose: str) -> str:
    return blake2b(prose.encode("utf-8"), digest_size=DIGEST).hexdigest()


def prose(role: str, said: Iterable[Piece]) -> str:
    """What is compared of a unit: its `normal` words; "" where nothing is.

    Of figures it is only that there is one: LibreOffice loses the text alternatives of charts.
    """
    if role in UNCOMPARED:
        return ""
    return FIGURE if role == "figure" else normal(said)


def pieces(unit: Unit) -> tuple[Piece, ...]:
    """The words of a unit of a tree, without the number before them."""
    return tuple(_pieces(unit.content)) if unit.content or unit.role in COUNTED else (Piece(unit.text),)


def _pieces(content: Inlines) -> Iterator[Piece]:
    for node in content:
        match node:
            case Text(text) | Citation(_, text):
                yield Piece(text)
            case FactText(fact, text, mark):
                yield Piece(text, "fact", fact, mark)
            case Reference(_, text):
                yield Piece(text, "reference")
            case Note(_, number):
                yield Piece(str(number), "note")
            case LineBreak():
                yield Piece("\n")
            case (Emphasis(inner) | Strong(inner) | Superscript(inner) | Subscript(inner) | Language(inner, _)
                  | Link(inner, _)):
                yield from _pieces(inner)
            case _:
                assert_never(node)


def normal(said: Iterable[Piece]) -> str:
    """Words in which facts stand as `{id}`, notes as `{^}` and numbers in references as `#`; "" where there are none.

    White space is one space, between Han characters and at the ends nothing, and nor is what nobody sees.
    """
    return tidied("".join(_spelled(kind, run) for kind, run in groupby(said, lambda piece: piece.kind)))


def _spelled(kind: Kind, run: Iterable[Piece]) -> str:
    match kind:
        case "text":
            return "".join(piece.text for piece in run)
        case "fact":
            return "".join(f"{{{name}}}" for name, _ in groupby(piece.name for piece in run))
        case "reference":
            return uncounted("".join(piece.text for piece in run))
        case "note":
            return "{^}" * len(list(run))
        case "number" | "opens" | "closes":
            return ""
        case _:
            assert_never(kind)


def uncounted(text: str) -> str:
    """The words of a reference with `#` for its numbers."""
    return _NUMBERS.sub("#", text)


def tidied(text: str) -> str:
    """`text` with its white space as parity sees it."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(_BETWEEN_HAN.sub("", _UNSEEN.sub("", text)).split())
