"""Read a figure out of a source's wording: number, unit and relation ("约295.5吨", "more than 1,200 officers").

What cannot be read to its last character is refused at the place where reading stopped: a figure is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache

from reportgen.facts.model import Quantity, Relation


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
ORDERS = {"几十": 10, "数十": 10, "几百": 100, "数百": 100, "几千": 1000, "数千": 1000, "几万": 10000, "数万": 10000}
SCALES = {"zh": {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3},
          "en": {"trillion": 12, "billion": 9, "million": 6, "thousand": 3}}
UNITS: dict[str, dict[str, str]] = {
    "zh": {"起": "{case}", "名": "{person}", "人": "{person}", "位": "{person}", "人次": "{person-time}",
           "片": "{tablet}", "粒": "{tablet}", "个": "{item}", "条": "{item}", "件": "{item}", "项": "{item}",
           "家": "{item}", "批": "{item}", "座": "{item}", "所": "{item}", "株": "{item}", "种": "{kind}",
           "类": "{kind}", "次": "{time}", "公斤": "kg", "千克": "kg", "克": "g", "毫克": "mg", "吨": "t", "公吨": "t",
           "亩": "mu", "公顷": "har", "公里": "km", "平方公里": "km2", "美元": "USD", "欧元": "EUR", "元": "CNY",
           "元人民币": "CNY", "人民币": "CNY", "年": "a", "个月": "mo", "天": "d", "日": "d", "小时": "h", "%": "%",
           "％": "%", "个百分点": "pp", "大": ""},
    "en": {"case": "{case}", "person": "{person}", "people": "{person}", "officer": "{person}", "suspect": "{person}",
           "person-time": "{person-time}", "tablet": "{tablet}", "item": "{item}", "kind": "{kind}", "type": "{kind}",
           "time": "{time}", "kg": "kg", "kilogram": "kg", "g": "g", "gram": "g", "mg": "mg", "t": "t", "tonne": "t",
           "metric ton": "t", "mu": "mu", "ha": "har", "hectare": "har", "km": "km", "km²": "km2",
           "US dollar": "USD", "dollar": "USD", "euro": "EUR", "yuan": "CNY", "year": "a", "month": "mo", "day": "d",
           "hour": "h", "%": "%", "per cent": "%", "percent": "%", "percentage point": "pp"}}
MONEY = {"zh": {"人民币": "CNY", "美元": "USD", "￥": "CNY", "¥": "CNY", "US$": "USD", "€": "EUR"},
         "en": {"US$": "USD", "USD": "USD", "$": "USD", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "EUR": "EUR",
                "€": "EUR"}}
COUNTING = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
CHINESE_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
CHINESE_PLACES = {"十": 10, "百": 100, "千": 1000}
HALF_WIDTH = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．，　", "0123456789., ", strict=True)}
ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
BETWEEN = re.compile(r"\s*(?:至|到|—|–|~|～|-|\bto\b|\band\b)\s*")


def read_quantity(written: str, lang: str, nouns: Mapping[str, str] | None = None) -> Quantity:
    """The figure that `written` says in `lang` ("zh…", else English); `nouns` are further counted things → unit.

    QuantityError where it cannot be read, tells two relations, or goes on after the figure.
    """
    reading = _Chinese(written, nouns) if lang.partition("-")[0] == "zh" else _English(written, nouns)
    return reading.quantity()


class _Reading:
    """A wording and how far it has been read."""

    lang: str

    def __init__(self, written: str, nouns: Mapping[str, str] | None) -> None:
        self.text = written.translate(HALF_WIDTH)
        self.at = 0
        self.units = UNITS[self.lang] | dict(nouns or {})
        self.relation: Relation | None = None
        self.per = ""

    def take(self, words: Iterable[str]) -> str:
        """The longest of `words` that stands here, which is passed over; "" if none does."""
        found = _one_of(tuple(words)).match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def fail(self, message: str) -> QuantityError:
        return QuantityError(f'{message} in "{self.text}"', self.at)

    def relate(self, relation: Relation | None) -> None:
        if relation and self.relation:
            raise self.fail("a second relation")
        self.relation = relation or self.relation

    def arabic(self) -> Decimal | None:
        if not (found := ARABIC.match(self.text, self.at)):
            return None
        self.at = found.end()
        return Decimal(found[0].replace(",", ""))

    def end(self) -> None:
        if self.at < len(self.text):
            raise self.fail(f'"{self.text[self.at:].strip()}" cannot be read')

    def made(self, number: Decimal, scale: Decimal, unit: str, odd: Decimal | None, high: Decimal | None) -> Quantity:
        """`number` and `high` as they are written, before the multiplier; `odd` is the width of a 余 or 多."""
        if odd is not None:
            self.relate("band")
            low, high = _times(number, scale), _times(number + odd, scale)
            return Quantity(low, unit, "band", low, high, scale, self.per)
        if high is not None:
            self.relate("range")
            if high <= number:
                raise self.fail("the range does not rise")
            return Quantity(None, unit, "range", _times(number, scale), _times(high, scale), scale, self.per)
        return Quantity(_times(number, scale), unit, self.relation or "exact", scale=scale, per=self.per)


@cache
def _one_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def _times(number: Decimal, scale: Decimal) -> Decimal:
    """`number` × `scale`, a power of ten, with no more digits than were written: 1.6 billion has no decimals."""
    product = number.scaleb(scale.adjusted())
    return product.quantize(Decimal(1)) if product.as_tuple().exponent > 0 else product


def _ten(power: int) -> Decimal:
    return Decimal(10) ** power


def _step(number: Decimal) -> Decimal:
    """What 余 and 多 may add: one of the last place before the written zeros (1200余 < 1300, 16亿余 < 17亿)."""
    digits = f"{number:f}"
    return _ten(len(digits) - len(digits.rstrip("0"))) if "." not in digits else _ten(-len(digits.partition(".")[2]))


class _Chinese(_Reading):
    lang = "zh"

    def quantity(self) -> Quantity:
        self.per = "a" if self.take(YEARLY["zh"]) else ""
        self.take(SAID_WITH)
        if order := self.take(ORDERS):
            unit = self.unit("")
            self.end()
            return Quantity(None, unit, "order", Decimal(ORDERS[order]), per=self.per)
        money = MONEY["zh"].get(self.take(MONEY["zh"]), "")
        self.relate(BEFORE["zh"].get(self.take(BEFORE["zh"])))
        number = self.number()
        high = self.number() if self.passes(BETWEEN) else None
        step = _step(number) if self.take(ODD) else None
        scale = _ten(SCALES["zh"].get(self.take(SCALES["zh"]), 0))
        step = _step(number) if self.take(ODD) else step
        unit, part = self.counted(money)
        step = Decimal(1) if part else step
        self.relate(AFTER.get(self.take(AFTER)))
        self.end()
        return self.made(number, scale, unit, step, high)

    def passes(self, pattern: re.Pattern[str]) -> bool:
        if found := pattern.match(self.text, self.at):
            self.at = found.end()
        return bool(found)

    def counted(self, money: str) -> tuple[str, bool]:
        """The unit, and whether a part of one more is meant (10个多月, 3年多)."""
        if found := re.compile("个[多余](月)").match(self.text, self.at):
            self.at = found.end()
            return "mo", True
        unit = self.unit(money)
        return unit, bool(unit in ("a", "d", "h", "t", "kg") and self.take(ODD))

    def unit(self, money: str) -> str:
        word = self.take(self.units)
        unit = self.units.get(word, "")
        if money and unit and money != unit:
            raise self.fail(f'two currencies, {money} and "{word}",')
        return money or unit

    def number(self) -> Decimal:
        if (number := self.arabic()) is not None:
            return number
        if self.text.startswith("第", self.at):
            raise self.fail("an ordinal (第…) is no figure")
        start, found = self.at, re.compile("[〇零一二两三四五六七八九十百千]+").match(self.text, self.at)
        if not found:
            raise self.fail("a number is wanted")
        self.at = found.end()
        number = _chinese_number(found[0])
        if number is None:
            self.at = start
            raise self.fail(f'"{found[0]}" is not a number')
        return Decimal(number)


def _chinese_number(numeral: str) -> int | None:
    """The number of a Chinese numeral below ten thousand, or None where its digits are out of order."""
    total, digit, last = 0, None, 10_000
    for character in numeral:
        if character in CHINESE_PLACES:
            place = CHINESE_PLACES[character]
            if place >= last:
                return None
            total, digit, last = total + (1 if digit is None else digit) * place, None, place
        elif digit:
            return None
        else:
            digit = CHINESE_DIGITS[character]
    return total + (digit or 0)


class _English(_Reading):
    lang = "en"

    def quantity(self) -> Quantity:
        self.text = self.text[:1].lower() + self.text[1:] if self.text[:2].istitle() else self.text
        between = bool(self.take(("between ", "from ")))
        self.relate(BEFORE["en"].get(self.word(BEFORE["en"])))
        money = MONEY["en"].get(self.take(MONEY["en"]), "")
        self.take((" ",))
        number = self.number()
        step = _step(number) if self.take(("-odd", "-some", " odd")) else None
        high = self.range() if between or (not step and self.continues()) else None
        self.take((" ", "-"))
        scale = _ten(SCALES["en"].get(self.word(SCALES["en"]), 0))
        self.take((" ",))
        unit = self.unit(money)
        if self.take((" or more",)):
            self.relate("ge")
        self.per = "a" if self.take(YEARLY["en"]) else ""
        self.end()
        return self.made(number, scale, unit, step, high)

    def word(self, words: Iterable[str]) -> str:
        """One of `words` that ends here as a word does; a space after it is passed over."""
        start, found = self.at, self.take(words)
        if found and self.text[self.at:self.at + 1].isalpha():
            self.at, found = start, ""
        if found:
            self.take((" ",))
        return found

    def continues(self) -> bool:
        """Whether a second number follows, as in "3-5" and "3 to 5", and no noun, as in "8-month"."""
        if not (found := BETWEEN.match(self.text, self.at)):
            return False
        return bool(ARABIC.match(self.text, found.end()) or self.text.startswith(COUNTING, found.end()))

    def range(self) -> Decimal:
        found = BETWEEN.match(self.text, self.at)
        if not found:
            raise self.fail('"and" or "to" is wanted')
        self.at = found.end()
        return self.number()

    def number(self) -> Decimal:
        if (number := self.arabic()) is not None:
            return number
        if found := self.word(COUNTING):
            self.at -= self.text[self.at - 1] == " "
            return Decimal(COUNTING.index(found))
        raise self.fail("a number is wanted")

    def unit(self, money: str) -> str:
        forms = {form: unit for word, unit in self.units.items() for form in (word, word + "s")}
        start, word = self.at, self.take(forms)
        if word and self.text[self.at:self.at + 1].isalpha():
            self.at, word = start, ""
        if not word and self.text[self.at - 1:self.at] == " ":
            self.at -= 1
        return money or forms.get(word, "")
