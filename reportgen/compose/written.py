"""Words with the place where a person typed them: those of the fact base, of the project file and of templates."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.diagnostics import Span
from reportgen.document.nodes import Text
from reportgen.facts.yaml.nodes import Text as Written

__all__ = ["Numbering", "OwnWords", "Written", "put_together", "text_of"]


class OwnWords(str):
    """Words that the program made and a template may print: a date, a number of an edition."""


class Numbering(int):
    """The number of a turn of a loop, which numbers what is printed there; any other number is a figure."""


def text_of(words: str) -> Text:
    """The words as a text of the tree; it knows its place where they do."""
    return Text(str(words), typed=words.place(0), lines=words.lines) if isinstance(words, Written) else Text(str(words))


def put_together(parts: Iterable[str], separator: str = "") -> str:
    """The parts as one text, in which each part that was typed keeps its place."""
    said, lines = "", []
    for part in parts:
        said += separator if said else ""
        lines += [(len(said) + at, place) for at, place in _lines(part)]
        said += part
    return Written(said, lines[0][1], lines=tuple(lines)) if lines else said


def _lines(words: str) -> tuple[tuple[int, Span], ...]:
    return (words.lines or ((0, words.place(0)),)) if isinstance(words, Written) else ()
