"""Read a figure out of a source's wording: number, unit and relation ("约295.5吨", "more than 1,200 officers").

What cannot be read to its last character is refused at the place where reading stopped: a figure is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from reportgen.facts.model import Quantity, Relation
from reportgen.messages import say


class QuantityError(ValueError):
    """The wording is not a figure; `position` counts characters from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


# --- the words ----------------------------------------------------------------------------------------------------

BEFORE: dict[str, dict[str, Relation]] = {
    "zh": {"约": "approx", "大约": "approx", "大概": "approx", "近": "near_below", "将近": "near_below",
           "接近": "near_below", "超": "gt", "超过": "gt", "逾": "gt", "突破": "gt", "多于": "gt", "高于": "gt",
           "至少": "ge", "不少于": "ge", "不低于": "ge", "上": "ge", "不足": "lt", "不到": "lt", "不满": "lt",
           "低于": "lt", "少于": "lt", "至多": "le", "最多": "le", "不超过": "le"},
    "en": {"about": "approx", "around": "approx", "approximately": "approx", "roughly": "approx", "some": "approx",
           "nearly": "near_below", "almost": "near_below", "close to": "near_below", "over": "gt", "more than": "gt",
           "above": "gt", "at least": "ge", "no fewer than": "ge", "no less than": "ge", "not less than": "ge",
           "under": "lt", "less than": "lt", "fewer than": "lt", "below": "lt", "at most": "le", "up to": "le",
           "no more than": "le", "not more than": "le"}}
AFTER: dict[str, Relation] = {"左右": "approx", "上下": "approx", "以上": "ge", "以下": "le", "以内": "le"}
ODD = ("余", "多")
SAID_WITH = ("共计", "累计", "合计", "总计", "共", "达到", "高达", "多达", "达", "为")
YEARLY = {"zh": ("每年", "年均"), "en": (" a year", " per year", " per annum", " annually", " each year", "/year")}
ORDERS = {several + place: power for several in "数几" for power, place in enumerate(
    ("十", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿"), 1)}
SCALES = {"zh": {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3},
          "en": {"trillion": 12, "billion": 9, "million": 6, "thousand": 3}}
UNITS: dict[str, dict[str, str]] = {
    "zh": {"起": "{case}", "名": "{person}", "人": "{person}", "位": "{person}", "人次": "{person-time}",
           "片": "{tablet}", "粒": "{tablet}", "个": "{item}", "条": "{item}", "件": "{item}", "项": "{item}",
           "家": "{item}", "批": "{item}", "座": "{item}", "所": "{item}", "株": "{item}", "种": "{kind}",
           "类": "{kind}", "次": "{time}", "公斤": "kg", "千克": "kg", "克": "g", "毫克": "mg", "吨": "t", "公吨": "t",
           "亩": "mu", "公顷": "har", "公里": "km", "千米": "km", "平方公里": "km2",
           "千瓦时": "kW.h", "美元": "USD", "欧元": "EUR", "元": "CNY",
           "元人民币": "CNY", "人民币": "CNY", "年": "a", "个月": "mo", "天": "d", "日": "d", "小时": "h", "%": "%",
           "％": "%", "个百分点": "pp", "大": ""},
    "en": {"case": "{case}", "person": "{person}", "people": "{person}", "officer": "{person}", "suspect": "{person}",
           "person-time": "{person-time}", "tablet": "{tablet}", "item": "{item}", "kind": "{kind}", "type": "{kind}",
           "time": "{time}", "kg": "kg", "kilogram": "kg", "g": "g", "gram": "g", "mg": "mg", "t": "t", "tonne": "t",
           "metric ton": "t", "mu": "mu", "ha": "har", "hectare": "har", "km": "km", "km²": "km2", "kWh": "kW.h",
           "US dollar": "USD", "dollar": "USD", "euro": "EUR", "yuan": "CNY", "year": "a", "month": "mo", "day": "d",
           "hour": "h", "%": "%", "per cent": "%", "percent": "%", "percentage point": "pp"}}
MONEY = {"zh": {"人民币": "CNY", "美元": "USD", "￥": "CNY", "¥": "CNY", "US$": "USD", "€": "EUR"},
         "en": {"US$": "USD", "USD": "USD", "$": "USD", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "EUR": "EUR",
                "€": "EUR"}}
COUNTING = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
CHINESE_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
CHINESE_PLACES = {"十": 10, "百": 100, "千": 1000}
HALF_WIDTH = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．，　", "0123456789., ", strict=True)}
MINUS = {"zh": ("负", "-", "−"), "en": ("minus ", "-", "−")}
ARABIC = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
A_YEAR = re.compile(r"[12][0-9]{3}年")
JOINTS = {"zh": re.compile(r"\s*(?:至|到|—|–|~|～|-)\s*"), "en": re.compile(r"\s*(?:—|–|~|-|\bto\b)\s*"),
          "between": re.compile(r"\s*\b(?:and|to)\b\s*")}
MOST_DIGITS = 18
LONGEST = 200                 # letters of a figure


def read_quantity(written: str, lang: str, nouns: Mapping[str, str] | None = None) -> Quantity:
    """The figure that `written` says in `lang` ("zh…", else English); `nouns` are further counted things → unit.

    QuantityError where it cannot be read, tells two relations, or goes on after the figure.
    """
    if len(written) > LONGEST:
        raise QuantityError(say("more than {count} letters are no figure", count=LONGEST), 0)
    reading = _Chinese(written, nouns) if lang.partition("-")[0] == "zh" else _English(written, nouns)
    return reading.quantity()


def within_sentence(written: str) -> str:
    """An English wording without the capital that a relation or a number in words has where it begins a sentence."""
    lowered = written[:1].lower() + written[1:]
    opener = _one_of((*BEFORE["en"], *COUNTING, *MINUS["en"], "between", "from")).match(lowered)
    return lowered if opener and not written[opener.end():opener.end() + 1].isalpha() else written


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number as it is written, before its multiplier; `odd` is the width of a 余 or 多.

    `closed` where a multiplier or a unit of its own stands behind it, so that it takes none from a range's other end.
    """

    number: Decimal
    scale: Decimal
    unit: str
    odd: Decimal | None
    closed: bool


class _Reading:
    """A wording and how far it has been read."""

    lang: str

    def __init__(self, written: str, nouns: Mapping[str, str] | None) -> None:
        self.text = written.translate(HALF_WIDTH)
        self.at = 0
        self.units = UNITS[self.lang] | dict(nouns or {})
        self.relation: Relation | None = None
        self.money = ""
        self.per = ""

    def take(self, words: Iterable[str]) -> str:
        """The longest of `words` that stands here, which is passed over; "" if none does."""
        found = _one_of(tuple(words)).match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def fail(self, message: str) -> QuantityError:
        return QuantityError(say('{message} in "{text}"', message=message, text=self.text), self.at)

    def relate(self, relation: Relation | None) -> None:
        if relation and self.relation:
            raise self.fail(say("a second relation"))
        self.relation = relation or self.relation

    def arabic(self) -> Decimal | None:
        if not (found := ARABIC.match(self.text, self.at)):
            return None
        self.at = found.end()
        return Decimal(found[0].replace(",", ""))

    def end(self) -> None:
        if self.at < len(self.text):
            raise self.fail(say('"{text}" cannot be read', text=self.text[self.at:].strip()))

    def sign(self) -> int:
        return -1 if self.take(MINUS[self.lang]) else 1

    def made(self, first: _Amount, last: _Amount | None) -> Quantity:
        """The quantity of one amount, or of a range from `first` to `last`."""
        if last:
            return self.range(first, last)
        number, places = self.product(first.number, first.scale), _places(first.number)
        if first.odd is not None:
            self.relate("band")
            if not first.number:
                raise self.fail(say("nothing has no more to it"))
        if number < 0 and self.relation not in (None, "approx"):
            raise self.fail(say("a relation to a negative number"))
        high = None if first.odd is None else self.product(first.number + first.odd, first.scale)
        low = None if first.odd is None else number
        return Quantity(number, first.unit, self.relation or "exact", low, high, first.scale, self.per, places)

    def range(self, first: _Amount, last: _Amount) -> Quantity:
        self.relate("range")
        if first.odd is not None or last.odd is not None:
            raise self.fail(say("a range whose ends are not numbers"))
        if first.closed and first.unit and first.unit != last.unit:
            raise self.fail(say("a range in two units"))
        scale = first.scale if first.closed else last.scale
        low, high = self.product(first.number, scale), self.product(last.number, last.scale)
        if high <= low:
            raise self.fail(say("the range does not rise"))
        places = min(_places(first.number), _places(last.number))
        return Quantity(None, last.unit, "range", low, high, min(scale, last.scale), self.per, places)

    def product(self, number: Decimal, scale: Decimal) -> Decimal:
        """`number` × `scale`, a power of ten, with no more digits than were written: 1.6 billion has no decimals."""
        if len(number.as_tuple().digits) > MOST_DIGITS or number.adjusted() + scale.adjusted() >= MOST_DIGITS:
            self.at = 0
            raise self.fail(say("more than {most_digits} digits", most_digits=MOST_DIGITS))
        product = number.scaleb(scale.adjusted())
        return product.quantize(Decimal(1)) if product.as_tuple().exponent > 0 else product


@cache
def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def _ten(power: int) -> Decimal:
    return Decimal(10) ** power


def _places(number: Decimal) -> int:
    return max(0, -number.as_tuple().exponent)


def step(number: Decimal) -> Decimal:
    """One of the last place before the written zeros: what 余 and 多 may add (1200余 < 1300, 16亿余 < 17亿)."""
    digits = f"{abs(number):f}"
    return _ten(len(digits) - len(digits.rstrip("0"))) if "." not in digits else _ten(-_places(number))


class _Chinese(_Reading):
    lang = "zh"

    def quantity(self) -> Quantity:
        if A_YEAR.fullmatch(self.text):
            raise self.fail(say("a year of the calendar is a date:, or a period:"))
        self.per = "a" if self.take(YEARLY["zh"]) else ""
        self.take(SAID_WITH)
        if order := self.take(ORDERS):
            unit, _ = self.unit()
            self.end()
            return Quantity(None, unit, "order", _ten(ORDERS[order]), per=self.per)
        self.money = MONEY["zh"].get(self.take(MONEY["zh"]), "")
        self.relate(BEFORE["zh"].get(self.take(BEFORE["zh"])))
        first = self.amount()
        last = self.amount() if self.passes(JOINTS["zh"]) else None
        self.relate(AFTER.get(self.take(AFTER)))
        self.end()
        return self.made(first, last)

    def amount(self) -> _Amount:
        number = self.number()
        odd = step(number) if self.take(ODD) else None
        power = 0 if self.kilo(self.at) else SCALES["zh"].get(self.take(SCALES["zh"]), 0)
        odd = step(number) if self.take(ODD) else odd
        unit, word, part = self.counted()
        return _Amount(number, _ten(power), unit, Decimal(1) if part else odd, bool(power or word))

    def kilo(self, at: int) -> bool:
        """Whether a unit that begins with 千 stands there, and no multiplier 千."""
        return any(self.text.startswith(word, at) for word in self.units if word.startswith("千"))

    def passes(self, pattern: re.Pattern[str]) -> bool:
        if found := pattern.match(self.text, self.at):
            self.at = found.end()
        return bool(found)

    def counted(self) -> tuple[str, str, bool]:
        """The unit, its word, and whether a part of one more is meant (10个多月, 3年多)."""
        if found := re.compile("个[多余]月").match(self.text, self.at):
            self.at = found.end()
            return "mo", found[0], True
        unit, word = self.unit()
        return unit, word, bool(unit in ("a", "d", "h", "t", "kg") and self.take(ODD))

    def unit(self) -> tuple[str, str]:
        word = self.take(self.units)
        unit = self.units.get(word, "")
        if self.money and unit and self.money != unit:
            raise self.fail(say('two units, {money} and "{word}",', money=self.money, word=word))
        return self.money or unit, word

    def number(self) -> Decimal:
        sign = self.sign()
        if (number := self.arabic()) is not None:
            return sign * number
        if self.text.startswith("第", self.at):
            raise self.fail(say("an ordinal (第…) is no figure"))
        if self.text.startswith(("万", "亿"), self.at):
            return Decimal(sign)
        return Decimal(sign * self.numeral())

    def numeral(self) -> int:
        found = re.compile("[〇零一二两三四五六七八九十百千]*").match(self.text, self.at)
        end = next((at for at in range(self.at, found.end()) if self.kilo(at)), found.end())
        written = self.text[self.at:end]
        if not written:
            raise self.fail(say("a number is wanted"))
        number = _chinese_number(written)
        if number is None:
            raise self.fail(say('"{written}" is not a number, or more than one', written=written))
        self.at = end
        return number


def _chinese_number(numeral: str) -> int | None:
    """The number of a Chinese numeral below ten thousand, or None where its digits are out of order.

    None too where a bare digit ends it (一千五): that may be 1,500 or 1,005.
    """
    total, digit, last, zero = 0, None, 10_000, False
    for character in numeral:
        if character in CHINESE_PLACES:
            place = CHINESE_PLACES[character]
            if place >= last:
                return None
            total, digit, last, zero = total + (1 if digit is None else digit) * place, None, place, False
        elif digit:
            return None
        else:
            digit = CHINESE_DIGITS[character]
            zero = zero or digit == 0
    return None if digit and last in (100, 1000) and not zero else total + (digit or 0)


class _English(_Reading):
    lang = "en"

    def quantity(self) -> Quantity:
        self.text = self.text[:1].lower() + self.text[1:] if self.text[:2].istitle() else self.text
        between = bool(self.take(("between ", "from ")))
        self.relate(BEFORE["en"].get(self.word(BEFORE["en"])))
        first = self.amount()
        last = self.last(first) if self.continues(JOINTS["between" if between else "en"]) else None
        if between and not last:
            raise self.fail(say('"and" or "to" is wanted'))
        if self.take((" or more",)):
            self.relate("ge")
        self.per = "a" if self.take(YEARLY["en"]) else ""
        self.end()
        return self.made(first, last)

    def amount(self) -> _Amount:
        sign = self.sign()
        mark = MONEY["en"].get(self.take(MONEY["en"]), self.money)
        if self.money and mark != self.money:
            raise self.fail(say("a second currency"))
        self.money = mark
        self.take((" ",))
        number = sign * self.number()
        odd = step(number) if self.take(("-odd", "-some", " odd")) else None
        after = self.at
        self.take((" ", "-"))
        power = SCALES["en"].get(self.word(SCALES["en"]), 0)
        self.take((" ",))
        unit, word = self.unit()
        closed = bool(power or word)
        self.at = self.at if closed else after
        return _Amount(number, _ten(power), unit, odd, closed)

    def last(self, first: _Amount) -> _Amount:
        """The other end of a range; "US$3 to US$5 million" does not say whether the first end is in millions."""
        start = self.at
        last = self.amount()
        marked = any(mark in self.text[start:self.at] for mark in MONEY["en"])
        if marked and last.scale > 1 and not first.closed:
            self.at = start
            raise self.fail(say("only one end in millions or thousands"))
        return last

    def word(self, words: Iterable[str]) -> str:
        """One of `words` that ends here as a word does; a space after it is passed over."""
        start, found = self.at, self.take(words)
        if found and self.text[self.at:self.at + 1].isalpha():
            self.at, found = start, ""
        if found:
            self.take((" ",))
        return found

    def continues(self, joint: re.Pattern[str]) -> bool:
        """Passes over the "to" of a range where a second number follows, and no noun, as in "8-month"."""
        found = joint.match(self.text, self.at)
        if found and _number_ahead().match(self.text, found.end()):
            self.at = found.end()
            return True
        return False

    def number(self) -> Decimal:
        if (number := self.arabic()) is not None:
            return number
        if found := self.word(COUNTING):
            self.at -= self.text[self.at - 1] == " "
            return Decimal(COUNTING.index(found))
        raise self.fail(say("a number is wanted"))

    def unit(self) -> tuple[str, str]:
        forms = {form: unit for word, unit in self.units.items() for form in (word, word + "s")}
        start, word = self.at, self.take(forms)
        if word and self.text[self.at:self.at + 1].isalpha():
            self.at, word = start, ""
        if not word and self.text[self.at - 1:self.at] == " ":
            self.at -= 1
        if self.money and word and forms[word] != self.money:
            self.at = start
            raise self.fail(say('two units, {money} and "{word}",', money=self.money, word=word))
        return self.money or forms.get(word, ""), word


@cache
def _number_ahead() -> re.Pattern[str]:
    signs, marks, numbers = ("|".join(map(re.escape, words)) for words in (MINUS["en"], MONEY["en"], COUNTING))
    return re.compile(rf"(?:{signs})?(?:{marks})? ?(?:[0-9]|{numbers})")
