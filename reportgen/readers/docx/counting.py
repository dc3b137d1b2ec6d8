"""Count numbered paragraphs as Word counts them: lists, and the numbers of headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

DIGITS = "零一二三四五六七八九"
MOST = 10_000                           # numbers from here on are spelled in digits
THOUSANDS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the form of its numbers (w:numFmt), its text ("%1.%2"), where it starts, and what stands
    behind the number: "tab", "space" or "nothing".
    """

    form: str
    text: str
    start: int = 1
    behind: str = "tab"


@dataclass(frozen=True, slots=True)
class Numbering:
    """One `w:num`: the abstract list it counts in, that list's levels, and where it starts anew."""

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Counts:
    """The counts that run through one document."""

    last: dict[str, dict[int, int]] = field(default_factory=dict)        # abstract list → level → last number
    begun: set[tuple[str, int]] = field(default_factory=set)             # (numId, level) whose new start is used up

    def copy(self) -> Counts:
        return Counts({name: dict(levels) for name, levels in self.last.items()}, set(self.begun))

    def next(self, name: str, numbering: Numbering, level: int) -> str:
        """The number of the next paragraph at `level` of the list `name`, as Word prints it; "" for a bullet.

        Lists of one abstract list share a count, a new start is taken once, and deeper levels begin again.
        """
        counts = self.last.setdefault(numbering.abstract, {})
        if level in numbering.starts and (name, level) not in self.begun:
            counts[level] = numbering.starts[level]
        else:
            counts[level] = counts.get(level, numbering.levels[level].start - 1) + 1
        self.begun.add((name, level))
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        return _printed(numbering.levels, level, counts)


def _printed(levels: Mapping[int, Level], level: int, counts: Mapping[int, int]) -> str:
    """The level's text with the count of each level it names; one that was never counted shows its start."""
    def count(place: re.Match[str]) -> str:
        named = int(place[1]) - 1
        return spelled(counts.get(named, levels[named].start), levels[named].form)

    return "" if levels[level].form == "bullet" else re.sub(r"%([1-9])", count, levels[level].text)


def spelled(n: int, form: str) -> str:
    """`n` in one of Word's number forms; those that our files do not use are taken for "decimal"."""
    match form:
        case "none":
            return ""
        case "upperLetter" if n < MOST:
            return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1)          # 27 is AA, 28 is BB
        case "lowerLetter":
            return spelled(n, "upperLetter").lower()
        case "chineseCountingThousand" | "chineseCounting" if 0 <= n < (MOST if form.endswith("Thousand") else 100):
            return _in_han(n)
        case _:
            return str(n)


def _in_han(n: int) -> str:
    """10 is 十, 12 十二, 20 二十, 101 一百零一; up to 9999."""
    said = ""
    for value, name in THOUSANDS:
        digit, n = divmod(n, value)
        if digit:
            said += DIGITS[digit] + name
        elif said and n and not said.endswith(DIGITS[0]):
            said += DIGITS[0]
    return said[1:] if said.startswith("一十") else said or DIGITS[0]
