"""Read an English wording of a figure: "about 295.5 t", "US$1.2 bn a year", "between three and five months"."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.facts.model import Quantity
from reportgen.facts.wordings.numerals import ENGLISH, ENGLISH_SCALES, SHORT_SCALES, english_number
from reportgen.facts.wordings.relations import AFTER, BEFORE, ODD, ORDERS, SAID_WITH_ENGLISH
from reportgen.facts.units import MARKS
from reportgen.facts.wordings.wording import MINUSES, Amount, Wording, Words, step, ten
from reportgen.messages import say

BEFORE_WORDS, AFTER_WORDS, ODD_WORDS = Words(BEFORE["en"]), Words(AFTER["en"]), Words(ODD["en"])
ORDER_WORDS, SAID_WITH_WORDS, MARK_WORDS = Words(ORDERS["en"]), Words(SAID_WITH_ENGLISH), Words(MARKS)
A_CAPITAL = re.compile("[A-Z](?:[a-z]| )")
BETWEEN_WORDS = Words(("between ", "from "))
SCALES = ENGLISH_SCALES | SHORT_SCALES
SCALE_WORDS = Words(SCALES)
ONE_LETTER = re.compile("(?:m|M|b|B)(?![A-Za-z²³0-9])")
MONEY_LETTER = re.compile(f" ?{ONE_LETTER.pattern}")
JOINTS = {False: re.compile(r"\s*(?:—|–|~|-|\bto\b)\s*"), True: re.compile(r"\s*\b(?:and|to)\b\s*")}
NUMBER_AHEAD = re.compile(rf"(?:minus |-|−)?(?:[A-Z]{{2,3}}\$?|\$|€|£|¥)? ?(?:[0-9]|{ENGLISH.pattern})")
EACH = {form: code for code, forms in {
    "a": " a year| per year| per annum| annually| yearly| each year| every year| p.a.",
    "mo": " a month| per month| monthly| each month| every month", "d": " a day| per day| daily| each day| every day",
    "{person}": " per capita| per head"}.items() for form in forms.split("|")}
EACH_WORDS = Words(EACH)
PER = re.compile(" ?/ ?| per ")
PEOPLE = re.compile("population")
TIMES = re.compile(r"\b(?:doubl|tripl|trebl|quadrupl|halv)\w*|\w+-?fold\b|\btimes (?:more|as|the|higher|larger|less)\b")
AN_ORDINAL = re.compile(r"[0-9]+(?:st|nd|rd|th)\b"
                        r"|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b")
A_FRACTION = re.compile(r"\b(?:a|one) (?:half|third|quarter|fifth|tenth)\b"
                        r"|\b(?:two|three)[ -](?:thirds|quarters|fifths)\b")
ONE_OF = re.compile(r"\bone of\b")
SPACE = re.compile(" *")
SPACE_OR_HYPHEN = re.compile("[ -]?")
A_FIGURE_OF_ITS_OWN = say("write the new figure as its source gives it, or say this in words, as a claim")


class English(Wording):
    lang = "en"

    def quantity(self) -> Quantity:
        if A_CAPITAL.match(self.text):
            self.text = self.text[0].lower() + self.text[1:]
        self.refuse_what_is_no_figure()
        between = bool(self.take(BETWEEN_WORDS))
        self.introduce()
        if word := self.take(ORDER_WORDS):
            return self.said_order(word)
        first = self.amount()
        last = self.last(first) if self.continues(JOINTS[between]) else None
        if between and not last:
            self.fail(say('"and" or "to" is wanted'))
        self.relate(AFTER["en"].get(self.take(AFTER_WORDS)))
        self.per = self.each()
        self.end()
        return self.made(first, last)

    def refuse_what_is_no_figure(self) -> None:
        self.refuse(TIMES, say('"times" may mean by or to, which is no figure'), A_FIGURE_OF_ITS_OWN)
        self.refuse(A_FRACTION, say("a fraction is no decimal number"), A_FIGURE_OF_ITS_OWN)
        self.refuse(ONE_OF, say("one of several is no figure"), A_FIGURE_OF_ITS_OWN)

    def introduce(self) -> None:
        """Passes over what stands before the number: "a total of", "about", in any order."""
        while self.take(SAID_WITH_WORDS) or self.related():
            self.passes(SPACE)

    def related(self) -> bool:
        word = self.take(BEFORE_WORDS)
        self.relate(BEFORE["en"].get(word))
        return bool(word)

    def said_order(self, word: str) -> Quantity:
        """ "hundreds of tonnes", "several cases"."""
        if word.endswith("s") and self.text.startswith(" of ", self.at):
            self.at += 3
        self.passes(SPACE)
        unit = self.unit()[0]
        self.per = self.each()
        self.end()
        return self.order(ORDERS["en"][word], unit)

    def each(self) -> str:
        """ "a" for "a year", "100000.{person}" for "per 100,000 people", "" for nothing."""
        if word := self.take(EACH_WORDS):
            return EACH[word]
        if not self.passes(PER):
            return ""
        at, number = self.at, self.arabic()
        self.passes(SPACE)
        word = "people" if self.passes(PEOPLE) else self.unit_word()
        if not word and number is None:
            self.fail(say("each what?"))
        return self.by(Decimal(1) if number is None else number, self.code(word) or "{person}", at)

    def amount(self) -> Amount:
        sign = self.sign()
        if mark := self.take(MARK_WORDS) or self.currency_code():
            self.in_money(MARKS.get(mark, mark))
        self.passes(SPACE)
        number, power = self.number()
        number = sign * number
        odd = step(number) if self.take(ODD_WORDS) else None
        power = power or self.letter()
        after = self.at
        if not power:
            self.passes(SPACE_OR_HYPHEN)
            power = SCALES.get(self.take(SCALE_WORDS), 0)
            if power and odd is None and self.take(ODD_WORDS):
                odd = ten(min(0, number.as_tuple().exponent))
            after = self.at if power else after
        if self.text.startswith(("+", "-plus"), self.at):
            self.relate(AFTER["en"][self.take(AFTER_WORDS)])
            after = self.at
        self.passes(SPACE_OR_HYPHEN)
        unit, word = self.unit()
        self.at = self.at if word else after
        return Amount(number, ten(power), unit, odd, bool(power or word))

    def currency_code(self) -> str:
        """A code of ISO 4217 before the number."""
        found = CODE_AHEAD.match(self.text, self.at)
        word = self.unit_word() if found else ""
        return self.code(word)

    def letter(self) -> int:
        """m and b right behind a number: millions of money or of a thing that follows; else "1.2m" may be metres."""
        found = (MONEY_LETTER if self.money else ONE_LETTER).match(self.text, self.at)
        if not found:
            return 0
        follows = self.text[found.end():found.end() + 1] == " " and bool(self.unit_ahead(found.end() + 1))
        if not self.money and not follows and found[0] == "m":
            self.fail(say('"m" may be millions or metres'), found.start(), say(
                "where the source means metres, set a space before it; for millions name the thing too"))
        self.at = found.end()
        return 6 if found[0].strip() in "mM" else 9

    def last(self, first: Amount) -> Amount:
        """The other end of a range; "US$3 to US$5 million" does not say whether the first end is in millions."""
        start = self.at
        last = self.amount()
        marked = any(mark in self.text[start:self.at] for mark in MARKS)
        if marked and last.scale > 1 and not first.closed:
            self.fail(say("only one end in millions or thousands"), start)
        return last

    def continues(self, joint: re.Pattern[str]) -> bool:
        """Passes over the "to" of a range where a second number follows, and no noun, as in "8-month"."""
        found = joint.match(self.text, self.at)
        if found and NUMBER_AHEAD.match(self.text, found.end()):
            self.at = found.end()
            return True
        return False

    def number(self) -> tuple[Decimal, int]:
        """A number, and the power of ten that words end in ("two thousand")."""
        if found := AN_ORDINAL.match(self.text, self.at):
            self.fail(say("an ordinal ({word}) is no figure", word=found[0]))
        if (number := self.arabic()) is not None:
            return number, 0
        if not (found := ENGLISH.match(self.text, self.at)):
            self.fail(say("a number is wanted"))
        words = found[0]
        while (said := english_number(words)) is None and " and " in words:
            words = words.rpartition(" and ")[0]
        if said is None:
            self.fail(say('"{written}" is not a number, or more than one', written=words))
        self.at += len(words)
        return said

    def unit(self) -> tuple[str, str]:
        start, word = self.at, self.unit_word()
        return self.one_unit(self.code(word), word, start), word


CODE_AHEAD = re.compile("[A-Z]{3} ?[0-9]")


def within_sentence(written: str) -> str:
    """An English wording without the capital that a relation or a number in words has where it begins a sentence."""
    lowered = written[:1].lower() + written[1:]
    opens = any(words.at(lowered, 0) for words in (BEFORE_WORDS, SAID_WITH_WORDS, ORDER_WORDS, BETWEEN_WORDS,
                                                   MINUSES["en"])) or ENGLISH.match(lowered)
    return lowered if opens else written
