"""Estimate how wide words are, and break them into lines: enough for a drawing's labels, without a font."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

MARK = r"[\[〔][^\[\]〔〕]{1,16}[\]〕]"                         # a source mark, as "[1, ¶30]", which is not parted
PIECES = re.compile(rf"{MARK}|\s+|[^\s\[\u2e80-\uffef]+|[\[\u2e80-\uffef]")
HAN = re.compile(r"[\u3400-\u9fff]")
NARROW, DIGIT, CAPITAL, BROAD, OTHER = 0.32, 0.53, 0.68, 0.84, 0.56      # of the size, for the widest sans we use
THIN = frozenset("iljtfrI.,:;'|!()[]/-·’‘ ")
HAIR = 0.01                            # points: what adding a margin and taking it away again may cost
JOINING = frozenset("\u200d\ufe0e\ufe0f")
NEVER_FIRST = frozenset("，。、；：！？）》〉」』】〕］｝”’…")


def measure(text: str, size: float) -> float:
    """About how wide `text` is when set at `size`; both in points. It errs on the wide side."""
    wide = "WFA" if HAN.search(text) else "WF"         # “ ” — … are as wide as a Han character beside one
    return sum(_share(character, wide) for character in text) * size


def _share(character: str, wide: str) -> float:
    if unicodedata.east_asian_width(character) in wide:
        return 1.0
    if unicodedata.combining(character):
        return 0.0
    if character in THIN:
        return NARROW
    if character.isdigit():
        return DIGIT
    if character in "MWm%@":
        return BROAD
    return CAPITAL if character.isupper() or character in "w—" else OTHER


def wrap(text: str, size: float, width: float) -> list[str]:
    """`text` in lines no wider than `width`: between words and between Han characters; a word alone may stick out."""
    lines: list[str] = []
    line: list[str] = []
    for piece in PIECES.findall(text):
        full = measure("".join((*line, piece)).rstrip(), size) > width + HAIR
        cut = len(line) - _carried(line, piece)
        if full and cut > 0 and not piece.isspace():
            lines.append("".join(line[:cut]).strip())
            line = line[cut:]
        line.append(piece)
    last = "".join(line).strip()
    return [*lines, last] if last else lines


def _carried(line: list[str], piece: str) -> int:
    """How many pieces at the end of `line` go to the next one with `piece`: what a mark stands behind."""
    if piece not in NEVER_FIRST:
        return 0
    return next((count for count, before in enumerate(reversed(line), 1) if before not in NEVER_FIRST), len(line))


def broken(text: str, size: float, width: float) -> list[str]:
    """`text` in lines of which none is wider than `width`, but for a letter that is: long words are divided too."""
    return [part for line in wrap(text, size, width) for part in _divided(line, size, width) if part]


def _divided(line: str, size: float, width: float) -> Iterator[str]:
    part = ""
    for character in line:
        joined = unicodedata.combining(character) or character in JOINING
        if part and not joined and measure(part + character, size) > width + HAIR:
            taken = len(part) - (character in NEVER_FIRST and len(part) > 1 and not unicodedata.combining(part[-1]))
            yield part[:taken]
            part = part[taken:]
        part += character
    yield part
