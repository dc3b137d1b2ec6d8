"""The two kinds of private-use marks in a rendered template: values held back, and the places of its lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from reportgen.document.nodes import Blocks, Inlines

PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
HELD = re.compile("\ue000(\\d+)\ue001")
_PLACE = re.compile("\ue002(\\d+):(\\d+)\ue003")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a value is said: in a table or in prose, and whether a sentence begins with it."""

    in_table: bool = False
    starts_sentence: bool = False


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
    return f"\ue000{number}\ue001"


def mark_lines(text: str, file: int, line: int) -> str:
    """`text` with the place of each of its lines in front of it; the first is line `line` of file number `file`."""
    lines = text.split("\n")
    return "\n".join(f"\ue002{file}:{line + n}\ue003{words}" for n, words in enumerate(lines))


def without_marks(text: str) -> tuple[str, list[tuple[int, int]]]:
    """`text` with its line marks taken out, and the (file, line) where each of its lines was written."""
    places: list[tuple[int, int]] = []
    last = (0, 1)
    lines = []
    for line in text.split("\n"):
        if mark := _PLACE.search(line):
            last = (int(mark[1]), int(mark[2]))
        places.append(last)
        lines.append(_PLACE.sub("", line))
    return "\n".join(lines), places
