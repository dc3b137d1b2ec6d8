"""Read a plain text as paragraphs: each line is one, unless the text was wrapped by hand into lines of like length."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from reportgen.diagnostics import Span
from reportgen.readers.paragraphs.encoding import decode
from reportgen.readers.paragraphs.transcript import Paragraph, Transcript, fold

NARROWEST, WIDEST = 50, 100                     # columns of a page that is wrapped by hand
BULLET = re.compile(r"\s*[-*•·●○▪■–—]\s*\S")


def read_txt(data: bytes, span: Span) -> Transcript:
    """UTF-8, UTF-16 or GB18030; see `decode` for errors."""
    text, encoding = decode(data, span)
    found = tuple(Paragraph(folded, lines=(line, line + words.count("\n"))) for line, words in _numbered(text)
                  if (folded := fold(words)))
    return Transcript(found, encoding)


def split_text(text: str) -> list[str]:
    """The paragraphs of a plain text, not folded; lines that belong together are still joined by line ends."""
    return [words for _, words in _numbered(text)]


def _numbered(text: str) -> list[tuple[int, str]]:
    """The paragraphs as in `split_text`, each with the number of its first line."""
    lines = [line.rstrip() for line in text.expandtabs().splitlines()]
    edge = max(map(width, lines), default=0)
    wrapped = _is_wrapped(lines, edge)
    found: list[tuple[int, str]] = []
    for number, (before, line) in enumerate(zip(["", *lines], lines, strict=False), 1):
        if wrapped and line and before and not _begins(before, line, edge):
            first, words = found[-1]
            found[-1] = first, f"{words}\n{line}"
        elif line:
            found.append((number, line))
    return found


def width(text: str) -> int:
    """Columns on a terminal: two for East Asian characters."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def first_word(text: str) -> str:
    """What must fit on a line for the text to go on there: a word, or one Han character with the mark behind it."""
    bare = text.lstrip()
    if bare and width(bare[0]) == 2:
        return re.match(r".[，。、；：！？）》”’]*", bare)[0]
    return re.match(r"[^\s\u2e80-\u9fff]*", bare)[0]


def _is_wrapped(lines: list[str], edge: int) -> bool:
    """Whether most lines end because the next word did not fit."""
    pairs = [(a, b) for a, b in pairwise(lines) if a and b]
    full = sum(not _fits(a, b, edge) for a, b in pairs)
    return NARROWEST <= edge <= WIDEST and full >= 3 and 3 * full >= 2 * len(pairs)


def _fits(line: str, following: str, edge: int) -> bool:
    return width(line) + 1 + width(first_word(following)) <= edge - 4


def _begins(before: str, line: str, edge: int) -> bool:
    """Whether `line` begins a paragraph: it is indented, marked as an item, or would have fitted on the line before."""
    return _indent(line) > _indent(before) + 1 or bool(BULLET.match(line)) or _fits(before, line, edge)


def _indent(line: str) -> int:
    return width(line) - width(line.lstrip())
