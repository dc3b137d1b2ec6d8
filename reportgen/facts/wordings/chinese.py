"""Read a Chinese wording of a figure: 约295.5吨, 3亿5000万片, 百分之三, 1200余人次, 每10万人12起."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.facts.model import Quantity
from reportgen.facts.wordings.numerals import ARABIC, CHINESE, CHINESE_SCALES, chinese_number, decimals_of
from reportgen.facts.wordings.relations import AFTER, BEFORE, ODD, ORDERS, SAID_WITH, UPWARDS
from reportgen.facts.units import BY_CODE, MARKS, is_currency
from reportgen.facts.wordings.wording import Amount, Wording, Words, step, ten
from reportgen.messages import say

BEFORE_WORDS, AFTER_WORDS, ORDER_WORDS = Words(BEFORE["zh"]), Words(AFTER["zh"]), Words(ORDERS["zh"])
SAID_WITH_WORDS, ODD_WORDS = Words(SAID_WITH), Words(ODD["zh"])
MARK_WORDS, SCALE_WORDS = Words(("人民币", *MARKS)), Words(CHINESE_SCALES)
EACH = {"年均": "a", "月均": "mo", "日均": "d", "人均": "{person}", "户均": "{household}", "亩均": "mu"}
EACH_WORDS = Words(EACH)
SHARES = {"百分之": "%", "千分之": "[ppth]"}
SHARE_WORDS = Words(SHARES)
JOINT = re.compile(r"\s*(?:至|到|——|—|–|~|-|−)\s*")
A_NUMBER = re.compile("[0-9一二两三四五六七八九十百千万亿]")
PART = re.compile("个([多余])(月|小时|星期)")
PARTS = {"月": "mo", "小时": "h", "星期": "wk"}
A_YEAR = re.compile(r"(?:[12][0-9]{3}|[一二][〇零一二三四五六七八九]{3})年"
                    "(?=$|[前以之起来至到和、末初底中间度0-9一二三四五六七八九十—–-])")
TIMES = re.compile("倍|翻(?:了)?[0-9一二两三四几]*番|翻(?:了)?一番|[一两]番")
THE_LAST = re.compile("近.*来$")
FRACTION = re.compile("(?<![百千])分之")
ONE_OF = re.compile("之一")
BETWEEN = re.compile(" *(?:之间)?")
SPACE = re.compile(" *")
A_FIGURE_OF_ITS_OWN = say("write the new figure as its source gives it, or say this in words, as a claim")


class Chinese(Wording):
    lang = "zh"

    def quantity(self) -> Quantity:
        self.refuse_what_is_no_figure()
        self.introduce()
        self.per = self.each()
        self.introduce()
        if word := self.take(ORDER_WORDS):
            return self.said_order(word)
        first = self.amount()
        last = self.amount(first) if self.passes(JOINT) else None
        self.passes(BETWEEN if last else SPACE)
        self.relate(AFTER["zh"].get(self.take(AFTER_WORDS)))
        self.per = self.per_after()
        self.end()
        return self.made(first, last)

    def refuse_what_is_no_figure(self) -> None:
        if A_YEAR.match(self.text):
            self.fail(say("a year of the calendar is a date:, or a period:"), 0)
        self.refuse(TIMES, say('"times" may mean by or to, which is no figure'), A_FIGURE_OF_ITS_OWN)
        self.refuse(THE_LAST, say("近…来 is a period, and no figure"), say("write it as  period: …"))
        self.refuse(FRACTION, say("a fraction is no decimal number"), A_FIGURE_OF_ITS_OWN)
        self.refuse(ONE_OF, say("one of several (…之一) is no figure"), A_FIGURE_OF_ITS_OWN)

    def each(self) -> str:
        """ "a" for 每年 and 年均, "100000.{person}" for 每10万人, "" for nothing."""
        if word := self.take(EACH_WORDS):
            return EACH[word]
        if not self.text.startswith("每", self.at):
            return ""
        self.at += 1
        return self.denominator()

    def per_after(self) -> str:
        """What 吨/公顷 and 美元/年 are divided by, else what was said before."""
        if not self.text.startswith("/", self.at):
            return self.per
        if self.per:
            self.fail(say("a second rate"))
        self.at += 1
        return self.denominator()

    def denominator(self) -> str:
        """What a rate is by, with its number: 每公顷, 每10万人."""
        at, counted = self.at, A_NUMBER.match(self.text, self.at) and not self.kilo(self.at)
        number, scale, odd = self.scaled() if counted else (Decimal(1), Decimal(1), None)
        if self.text.startswith("月", self.at):
            self.at += 1
            return "mo"
        word = self.unit_word()
        if not word:
            self.fail(say("each what?"))
        return self.by(number * scale if odd is None else Decimal(0), self.code(word), at)

    def introduce(self) -> None:
        """Passes over all that stands before the number: 共计, 约, 人民币, in any order."""
        while True:
            self.passes(SPACE)
            if self.take(SAID_WITH_WORDS):
                continue
            if self.text.startswith(UPWARDS, self.at) and self.text[self.at + 1:self.at + 2] in "十百千万亿":
                self.at += 1
                self.relate("ge")
            elif mark := self.take(MARK_WORDS):
                self.in_money(MARKS.get(mark, "CNY"))
            elif word := self.take(BEFORE_WORDS):
                self.relate(BEFORE["zh"][word])
            else:
                return

    def said_order(self, word: str) -> Quantity:
        """数百名, 几千吨; 几千米 may be thousands of metres or several kilometres."""
        if word.endswith("千") and self.kilo(self.at - 1):
            self.fail(say('"{text}" may be thousands, or several of a larger unit', text=self.text), self.at - 1)
        unit = self.unit()[0]
        self.relate(AFTER["zh"].get(self.take(AFTER_WORDS)))
        self.per = self.per_after()
        self.end()
        return self.order(ORDERS["zh"][word], unit)

    def amount(self, first: Amount | None = None) -> Amount:
        """A number with its multiplier and unit; 百分之三至五 says the unit once, before `first`."""
        share = SHARES.get(self.take(SHARE_WORDS), first.unit if first and first.unit in SHARES.values() else "")
        number, scale, odd = self.scaled()
        self.passes(SPACE)
        unit, word, part = self.counted()
        if share and not word:
            unit = share
        if part and odd is not None:
            self.fail(say("a second relation"))
        return Amount(number, scale, unit, Decimal(1) if part else odd, scale > 1 or bool(word))

    def scaled(self) -> tuple[Decimal, Decimal, Decimal | None]:
        """A number, its multiplier, and the width of a 余 or 多; 3亿5000万 is 35000 × 10^4."""
        number, odd, scale = self.part()
        while scale > 1 and odd is None and self.another_part():
            at = self.at
            more, odd, less = self.part()
            if not _joins(number, scale, more, less, self.text[at:self.at]):
                self.fail(say('"{written}" after the multiplier may mean more than one number',
                              written=self.text[at:self.at]), at,
                          say("if the source says no more, say it in words, as a claim"))
            number, scale = number * scale / less + more, less
        if odd is None and self.more(number):
            odd = step(number) if scale == 1 else ten(-decimals_of(number))
        elif odd is None and self.text.startswith("来", self.at):
            self.at += 1
            self.relate("approx")
        return number, scale, odd

    def part(self) -> tuple[Decimal, Decimal | None, Decimal]:
        """A number, the width of a 余 behind it, and a multiplier: 10余万, 5000万, 1200余."""
        if self.text.startswith(("零", "〇"), self.at) and self.text[self.at + 1:self.at + 2].isdigit():
            self.at += 1
        number = self.number()
        odd = step(number) if self.more(number) else None
        self.passes(SPACE)
        return number, odd, self.scale()

    def more(self, number: Decimal) -> bool:
        """Passes over 余 or 多; over 几 as well where the number ends in a zero (十几, 30几)."""
        word = ODD_WORDS.at(self.text, self.at)
        if word == "几" and (not number or number % 10):
            return False
        self.at += len(word)
        return bool(word)

    def another_part(self) -> bool:
        return bool(ARABIC.match(self.text, self.at) or CHINESE.match(self.text, self.at)) and not self.kilo(self.at)

    def scale(self) -> Decimal:
        return ten(0 if self.kilo(self.at) else CHINESE_SCALES.get(self.take(SCALE_WORDS), 0))

    def kilo(self, at: int) -> bool:
        """Whether a unit that begins with 千 stands there, and no multiplier 千."""
        return self.text.startswith("千", at) and self.unit_ahead(at).startswith("千")

    def counted(self) -> tuple[str, str, bool]:
        """The unit, its word, and whether a part of one more is meant (10个多月, 3年多)."""
        if found := self.passes(PART):
            return PARTS[found[2]], found[0], True
        unit, word = self.unit()
        divisible = is_currency(unit) or (unit in BY_CODE and not unit.startswith("{"))
        odd = bool(word) and divisible and self.text[self.at:self.at + 1] in ("余", "多")
        self.at += odd
        return unit, word, odd

    def unit(self) -> tuple[str, str]:
        word = self.unit_word()
        return self.one_unit(self.code(word), word, self.at), word

    def number(self) -> Decimal:
        sign = self.sign()
        if (number := self.arabic()) is not None:
            return sign * number
        if self.text.startswith("第", self.at):
            self.fail(say("an ordinal (第…) is no figure"))
        if self.text.startswith(("万", "亿"), self.at):
            return Decimal(sign)
        return sign * self.numeral()

    def numeral(self) -> Decimal:
        found = CHINESE.match(self.text, self.at)
        end = next((at for at in range(self.at, found.end()) if self.kilo(at)), found.end()) if found else self.at
        written = self.text[self.at:end]
        if not written:
            self.fail(say("a number is wanted"))
        number = chinese_number(written)
        if number is None:
            self.fail(say('"{written}" is not a number, or more than one', written=written))
        self.at = end
        return number


def _joins(number: Decimal, scale: Decimal, more: Decimal, less: Decimal, written: str) -> bool:
    """Whether a part behind a multiplier can mean one thing alone: 3亿5000万, 3万5000, 3亿零5, and not 1亿5."""
    zero = written[0] in "零〇"
    said = zero or less > 1 or any(place in written for place in "十百千") or (scale == ten(4) and more >= 1000)
    return said and more * less < scale and not number * scale / less % 1
