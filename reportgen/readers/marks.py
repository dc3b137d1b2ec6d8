"""The two kinds of private-use marks in a rendered template: values held back, and the places of its lines.

The numbers in them are written in private-use characters too, so that nothing that changes letters or digits in a
template can turn one mark into another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from reportgen.document.nodes import Blocks, Inlines

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
HELD = re.compile("\ue000([\ue010-\ue019]+)\ue001")
_PLACE = re.compile("\ue002([\ue010-\ue019]+)\ue004([\ue010-\ue019]+)\ue003")
_LEADING = re.compile(rf"(?:[ \t]*{_PLACE.pattern})+")
_ZERO = 0xE010


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a value is said: in a table, in a footnote or in prose, and whether a sentence begins with it."""

    in_table: bool = False
    starts_sentence: bool = False
    in_note: bool = False


@dataclass(frozen=True, slots=True)
class HeldInline:
    """A value that stands in a line; `say` gives its words for the setting it stands in."""

    say: Callable[[Setting], Inlines]


@dataclass(frozen=True, slots=True)
class HeldBlocks:
    """A value that stands alone in its paragraph and is said in blocks."""

    make: Callable[[], Blocks]


Held = HeldInline | HeldBlocks


def held_mark(number: int) -> str:
    return f"\ue000{written(number)}\ue001"


def line_mark(line: int) -> str:
    """What the HTML made of a text says of its line, as a comment that nobody can type."""
    return f"<!--\ue005{written(line)}-->"


def written(number: int) -> str:
    """A number in private-use digits."""
    return "".join(chr(_ZERO + int(digit)) for digit in str(number))


def number(digits: str) -> int:
    """The number that private-use digits say."""
    return int("".join(str(ord(digit) - _ZERO) for digit in digits))


def mark_lines(text: str, file: int, line: int) -> str:
    """`text` with the place of each of its lines in front of it; the first is line `line` of file number `file`."""
    lines = text.split("\n")
    return "\n".join(f"\ue002{written(file)}\ue004{written(line + n)}\ue003{words}" for n, words in enumerate(lines))


def without_marks(text: str) -> tuple[str, list[tuple[int, int]]]:
    """`text` with its line marks taken out, and the (file, line) where each of its lines was written.

    Where marks of several places meet at the head of a line, its words follow the last of them.
    """
    places: list[tuple[int, int]] = []
    last = (0, 1)
    lines = []
    for line in text.split("\n"):
        head = _LEADING.match(line)
        marks = list(_PLACE.finditer(line, 0, head.end())) if head else list(_PLACE.finditer(line))[:1]
        if marks:
            last = (number(marks[-1][1]), number(marks[-1][2]))
        places.append(last)
        lines.append(_PLACE.sub("", line))
    return "\n".join(lines), places
