"""Number headings: 1, 1.1, 1.1.1 … or, as Chinese papers do, 一、 （一） 1. (1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from typing import Literal

from reportgen.document.nodes import Heading

Numbering = Literal["decimal", "chinese"]
HAN_DIGITS = "〇一二三四五六七八九"
CHINESE = ("{han}、", "（{han}）", "{n}.", "({n})")              # the numbers of each level as they are printed …
CHINESE_BELOW = ("{han}", "（{han}）", "{n}", "({n})")           # … and as they stand in the name of a section


@dataclass(frozen=True, slots=True)
class Numbered:
    """A heading's `number` as it is printed before it, its short `name` in lists, how others refer to it, and the id
    it gets where it has none. A heading without a number has all but the id empty.
    """

    number: str
    name: str
    reference: str
    id: str


def headed(number: str, text: str) -> str:
    """A heading with its number. One that ends in a mark of its own, 一、 or （一）, needs no gap."""
    return f"{number}{gap(number)}{text}"


def gap(number: str) -> str:
    """What stands between a number and its heading."""
    return " " if number[-1:].isalnum() else ""


def han(n: int) -> str:
    """1 is 一, 12 十二, 20 二十; from 100 on digits."""
    tens, ones = divmod(n, 10)
    if n > 99:
        return str(n)
    return (HAN_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (HAN_DIGITS[ones] if ones else "")


class HeadingNumbers:
    """Counts headings: "1", "1.1", "1.2", "2" … Below a heading without a number there are none either.

    Annexes are named by letters, as `words` say ("Annex {n}"), and do not enter the count of sections; below them
    numbers are decimal.
    """

    def __init__(self, words: Mapping[str, str], numbering: Numbering = "decimal") -> None:
        self.words = words
        self.numbering = numbering
        self.path: list[int] = []
        self.sections = self.annexes = 0
        self.letter = ""
        self.unnumbered = count(1)
        self.silent_below = 99

    def next(self, heading: Heading) -> Numbered:
        if heading.level <= self.silent_below:
            self.silent_below = 99 if heading.numbered else heading.level
        if self.silent_below <= heading.level:
            return Numbered("", "", "", f"h-{next(self.unnumbered)}")
        if heading.level == 1:
            return self._top(heading)
        self.path = [*self.path, 0, 0, 0, 0][:heading.level]
        self.path[-1] += 1
        return self._numbered()

    def _top(self, heading: Heading) -> Numbered:
        if heading.annex:
            self.annexes += 1
            self.path, self.letter = [0], letters(self.annexes)
            named = self.words["annex"].format(n=self.letter)
            return Numbered(named, named, named, f"annex-{self.letter}")
        self.sections += 1
        self.path, self.letter = [self.sections], ""
        return self._numbered()

    def _numbered(self) -> Numbered:
        steps = [self.letter or str(self.path[0]), *map(str, self.path[1:])]
        id = "s-" + "-".join(steps)
        if self.numbering == "decimal" or self.letter:
            number = ".".join(steps)
            return Numbered(number, number, self.words["section"].format(n=number), id)
        top, *below = (form.format(n=n, han=han(n)) for form, n in zip(CHINESE_BELOW, self.path, strict=False))
        number = CHINESE[len(self.path) - 1].format(n=self.path[-1], han=han(self.path[-1]))
        rest = "".join(below)
        return Numbered(number, top + rest, self.words["part"].format(n=top) + rest, id)


def letters(n: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    n, last = divmod(n - 1, 26)
    return (letters(n) if n else "") + chr(ord("A") + last)
