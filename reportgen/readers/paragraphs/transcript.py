"""What is read out of a source text: Paragraph and Transcript; and how white space is put in order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.characters import REFUSED
from reportgen.readers.spacing import HAN

CELL = " | "                                    # stands between the cells of a table row
UNREADABLE = "\N{REPLACEMENT CHARACTER}"        # stands for what has no meaning outside its file (private use)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_UNSEEN = re.compile(f"[{REFUSED['a control character']}{REFUSED['an invisible character']}\u00ad\u200b\u200e\u200f"
                     "\u2060]")
_MEANINGLESS = re.compile(f"[{REFUSED['a private-use character']}{REFUSED['a character that is none']}]")
_HYPHEN_AT_LINE_END = re.compile(r"(?<=[a-zß-ÿ])[-\u00ad\u2010][ \t]*\n\s*(?=[a-zß-ÿ])|\u00ad\s*\n\s*")
_LINE_END_BY_HAN = re.compile(rf"(?<={HAN.pattern})\s*\n\s*|\s*\n\s*(?={HAN.pattern})")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading, list item or table row (cells joined by CELL) on one line; never empty.

    `page` counts from 1 and is that where it begins; 0 where the format has no pages of its own. `lines` are the first
    and the last of its lines in the file, from 1, where the format has lines.
    """

    text: str
    page: int = 0
    lines: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Transcript:
    """All paragraphs of a file. `encoding` is "" where the format fixes it, `title` "" where the file tells none.

    `blank` lists pages in which no text was found, scanned ones mostly.
    """

    paragraphs: tuple[Paragraph, ...]
    encoding: str = ""
    title: str = ""
    blank: tuple[int, ...] = ()


def paragraphs(texts: Iterable[str]) -> tuple[Paragraph, ...]:
    """Those of `texts` that are not empty, folded."""
    return tuple(Paragraph(folded) for text in texts if (folded := fold(text)))


def fold(text: str) -> str:
    """`text` on one line: any white space is one space, with none at the ends; what nobody sees is left out.

    A line end next to Han is nothing; a hyphen between small letters at a line end is taken for a broken word.
    """
    text = re.sub(r"\r\n?", "\n", text)
    text = _LINE_END_BY_HAN.sub("", _HYPHEN_AT_LINE_END.sub("", text))
    text = _MEANINGLESS.sub(UNREADABLE, _UNSEEN.sub("", re.sub(r"\s", " ", text)))
    return re.sub(" +", " ", text).strip()


def raised(text: str) -> str:
    """Small raised figures as such: km², and 8919² for a number with a note, which must not be read as 89192."""
    bare = text.strip()
    return bare.translate(_RAISED) if bare.isascii() and bare.isdigit() and len(bare) <= 3 else text
