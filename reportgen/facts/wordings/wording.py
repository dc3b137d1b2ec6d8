"""A wording that is being read: how far, and what has been found. What no language has to itself stands here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NoReturn

from reportgen.facts.model import Quantity, Relation
from reportgen.facts.wordings.numerals import ARABIC, FOLDED, MINUS, decimals_of, in_full
from reportgen.facts.units import SEVERAL_UNITS, UNITS, currencies, with_plurals
from reportgen.messages import say

MOST_DIGITS = 18


class QuantityError(ValueError):
    """The wording is not a figure; `position` counts characters from 0, `hint` says what to write instead.

    `rule` is "unreadable-figure", or "reversed-range" where a range ends below its beginning.
    """

    def __init__(self, message: str, position: int, hint: str = "", rule: str = "unreadable-figure") -> None:
        super().__init__(message)
        self.position, self.hint, self.rule = position, hint, rule


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as it is written, before its multiplier; `odd` is the width of a 余 or 多.

    `closed` where a multiplier or a unit of its own stands behind it, so that it takes none from a range's other end.
    """

    number: Decimal
    scale: Decimal
    unit: str
    odd: Decimal | None
    closed: bool


class Words:
    """Words to look for; the longest that stands at a place is found, and no half of an English one."""

    def __init__(self, words: Iterable[str]) -> None:
        longest_first = sorted(words, key=len, reverse=True)
        self._pattern = re.compile("|".join(
            re.escape(word) + ("(?![A-Za-z²³])" if word[-1:].isascii() and word[-1:].isalpha() else "")
            for word in longest_first) if longest_first else "(?!)")

    def at(self, text: str, place: int) -> str:
        found = self._pattern.match(text, place)
        return found[0] if found else ""


UNIT_WORDS = {lang: Words(words) for lang, words in UNITS.items()}


@lru_cache(1000)
def _own(lang: str, nouns: tuple[tuple[str, str], ...]) -> tuple[Words, Mapping[str, str]]:
    """The words of a measure, and the units' codes."""
    own = with_plurals(dict(nouns)) if lang == "en" else dict(nouns)
    return Words(own), own


class Wording:
    """A wording and how far it has been read."""

    lang: str

    def __init__(self, written: str, nouns: Mapping[str, str] | None) -> None:
        self.text = written.translate(FOLDED)
        self.at = 0
        self.own_words, self.own_units = _own(self.lang, tuple((nouns or {}).items()))
        self.relation: Relation | None = None
        self.money = ""
        self.per = ""

    def take(self, words: Words) -> str:
        """The longest of `words` that stands here, which is passed over; "" if none does."""
        found = words.at(self.text, self.at)
        self.at += len(found)
        return found

    def passes(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        if found := pattern.match(self.text, self.at):
            self.at = found.end()
        return found

    def fail(self, message: str, at: int | None = None, hint: str = "", rule: str = "unreadable-figure") -> NoReturn:
        place = self.at if at is None else at
        raise QuantityError(say('{message} in "{text}"', message=message, text=self.text), place, hint, rule)

    def refuse(self, pattern: re.Pattern[str], message: str, hint: str) -> None:
        if found := pattern.search(self.text):
            self.fail(message, found.start(), hint)

    def relate(self, relation: Relation | None) -> None:
        if relation and self.relation:
            self.fail(say("a second relation"))
        self.relation = relation or self.relation

    def in_money(self, code: str) -> None:
        if self.money and code != self.money:
            self.fail(say("a second currency"))
        self.money = code

    def arabic(self) -> Decimal | None:
        found = self.passes(ARABIC)
        return Decimal(found[0].replace(",", "")) if found else None

    def sign(self) -> int:
        return -1 if self.take(MINUSES[self.lang]) else 1

    def unit_ahead(self, place: int) -> str:
        """The longest word of the table, or of the measure, that stands there."""
        return max(self.own_words.at(self.text, place), UNIT_WORDS[self.lang].at(self.text, place), key=len)

    def unit_word(self) -> str:
        """The unit's word that stands here, which is passed over; currencies are known by their codes as well."""
        if word := self.unit_ahead(self.at):
            self.at += len(word)
            return word
        if found := CODE.match(self.text, self.at):
            names = currencies(self.lang)
            word = next((found[0][:end] for end in range(len(found[0]), 2, -1) if found[0][:end] in names), "")
            self.at += len(word)
        return word

    def code(self, word: str) -> str:
        found = self.own_units.get(word) or UNITS[self.lang].get(word)
        return found or (currencies(self.lang).get(word, "") if word else "")

    def by(self, number: Decimal, unit: str, at: int) -> str:
        """What a rate is by: "{person}", "100000.{person}"; the number is a power of ten."""
        if not TENS.fullmatch(f"{number:f}"):
            self.fail(say("a rate is by one, or by 10, 100, 1,000 and so on"), at)
        return f"{number:f}.{unit}" if number != 1 else unit

    def one_unit(self, unit: str, word: str, at: int) -> str:
        if self.money and unit and self.money != unit:
            self.fail(say('two units, {money} and "{word}",', money=self.money, word=word), at)
        return self.money or unit

    def end(self) -> None:
        rest = self.text[self.at:].strip()
        if rest in SEVERAL_UNITS[self.lang]:
            self.fail(say('"{word}" may be one of several units', word=rest), hint=say(
                "say which by a measure:  unit: t, noun: {{{lang}: [{word}]}}", lang=self.lang, word=rest))
        if self.at < len(self.text):
            self.fail(say('"{text}" cannot be read', text=rest))

    def made(self, first: Amount, last: Amount | None) -> Quantity:
        """The quantity of one amount, or of a range from `first` to `last`."""
        if last:
            return self.range(first, last)
        number, places = self.product(first.number, first.scale), decimals_of(first.number)
        if first.odd is not None:
            self.relate("band")
            if not first.number:
                self.fail(say("nothing has no more to it"))
        if number < 0 and self.relation not in (None, "approx"):
            self.fail(say("a relation to a negative number"))
        high = None if first.odd is None else self.product(first.number + first.odd, first.scale)
        low = None if first.odd is None else number
        return Quantity(number, self.rate(first.unit), self.relation or "exact", low, high, first.scale, self.yearly,
                        places)

    def range(self, first: Amount, last: Amount) -> Quantity:
        self.relate("range")
        if first.odd is not None or last.odd is not None:
            self.fail(say("a range whose ends are not numbers"))
        if first.closed and first.unit and first.unit != last.unit:
            self.fail(say("a range in two units"))
        scale = first.scale if first.closed else last.scale
        low, high = self.product(first.number, scale), self.product(last.number, last.scale)
        if high <= low:
            self.fail(say("the range does not rise"), hint=say("the smaller number comes first"), rule="reversed-range")
        places = min(decimals_of(first.number), decimals_of(last.number))
        return Quantity(None, self.rate(last.unit), "range", low, high, min(scale, last.scale), self.yearly, places)

    def order(self, power: int, unit: str) -> Quantity:
        self.relate("order")
        return Quantity(None, self.rate(unit), "order", ten(power), per=self.yearly)

    @property
    def yearly(self) -> str:
        return "a" if self.per == "a" else ""

    def rate(self, unit: str) -> str:
        """The unit with what it is by, where that is no year: "t/har", "{case}/100000.{person}"."""
        return f"{unit or '1'}/{self.per}" if self.per not in ("", "a") else unit

    def product(self, number: Decimal, scale: Decimal) -> Decimal:
        """`number` × `scale`, a power of ten, with no more digits than were written: 1.6 billion has no decimals."""
        if len(number.as_tuple().digits) > MOST_DIGITS or number.adjusted() + scale.adjusted() >= MOST_DIGITS:
            self.fail(say("more than {most_digits} digits", most_digits=MOST_DIGITS), 0)
        return in_full(number.scaleb(scale.adjusted()))


TENS = re.compile("10*")
CODE = re.compile("[A-Z]{3}|[一-鿿]{2,12}")
MINUSES = {lang: Words(words) for lang, words in MINUS.items()}


def ten(power: int) -> Decimal:
    return Decimal(10) ** power


def step(number: Decimal) -> Decimal:
    """One of the last place before the written zeros: what 余 and 多 may add (1200余 < 1300, 16亿余 < 17亿)."""
    digits = f"{abs(number):f}"
    return ten(len(digits) - len(digits.rstrip("0"))) if "." not in digits else ten(-decimals_of(number))
