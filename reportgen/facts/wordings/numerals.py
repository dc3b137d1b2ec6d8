"""Numbers in digits and in words: 1,200 and 295.5, 一百二十 and 三点五, "twenty-five" and "two thousand"."""

from __future__ import annotations

import re
from decimal import Decimal

FOLDED = {ord(wide): narrow for wide, narrow in zip(
    "０１２３４５６７８９．，　％＋－／＜＞～＄￥\u00a0\u2009\u202f", "0123456789., %+-/<>~$¥   ", strict=True)}
ARABIC = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
MINUS = {"zh": ("负", "零下", "-", "−"), "en": ("minus ", "-", "−")}

CHINESE = re.compile("[〇零一二两三四五六七八九十百千]+(?:点[〇零一二三四五六七八九]+)?")
CHINESE_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
CHINESE_PLACES = {"十": 10, "百": 100, "千": 1000}
CHINESE_SCALES = {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3}

COUNTING = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ENGLISH_NUMBERS = ({word: number for number, word in enumerate(COUNTING)}
                   | {word: 10 * number for number, word in enumerate(TENS, 2)} | {"dozen": 12})
ENGLISH_SCALES = {"trillion": 12, "billion": 9, "million": 6, "thousand": 3}
SHORT_SCALES = {"tn": 12, "trn": 12, "bn": 9, "mn": 6, "mln": 6, "bln": 9, "k": 3, "K": 3}
_WORD = "|".join(sorted((*ENGLISH_NUMBERS, *ENGLISH_SCALES, "hundred"), key=len, reverse=True))
ENGLISH = re.compile(rf"(?:half )?(?:an? )?(?:{_WORD})\b(?:(?:-| and | )(?:{_WORD})\b)*")


def decimals_of(number: Decimal) -> int:
    """How many digits stand behind the point."""
    return max(0, -number.as_tuple().exponent)


def in_full(number: Decimal) -> Decimal:
    """The same with all its zeros before the point: 16E+8 as 1600000000."""
    return number.quantize(Decimal(1)) if number.as_tuple().exponent > 0 else number


def chinese_number(numeral: str) -> Decimal | None:
    """The number of a Chinese numeral below ten thousand, or None where its digits are out of order.

    None too where a bare digit ends it (一千五): that may be 1,500 or 1,005.
    """
    numeral, point, decimals = numeral.partition("点")
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
    if digit and last in (100, 1000) and not zero:
        return None
    number = Decimal(total + (digit or 0))
    return number + Decimal("0." + "".join(str(CHINESE_DIGITS[d]) for d in decimals)) if point else number


def english_number(words: str) -> tuple[Decimal, int] | None:
    """The number that English words say and the power of ten that ends them: "two thousand" is (2, 3).

    None where the words do not make one number ("two three", "dozen twenty").
    """
    said = re.findall("[a-z]+", words)
    half, said = said[0] == "half", [word for word in said if word not in ("half", "a", "an", "and")]
    power = ENGLISH_SCALES.get(said[-1], 0)
    if power and not any(word in ENGLISH_SCALES for word in said[:-1]):
        front = _below_million(said[:-1]) if said[:-1] else 1
    else:
        front, power = _grouped(said), 0
    if front is None or (half and len(said) > 1):
        return None
    return (Decimal(front) / 2 if half else Decimal(front)), power


def _grouped(said: list[str]) -> int | None:
    """ "two million three hundred thousand and five": groups whose scales fall."""
    total, group, last = 0, [], 15
    for word in [*said, ""]:
        power = ENGLISH_SCALES.get(word, 0)
        if word and not power:
            group.append(word)
            continue
        number = _below_million(group) if group else (1 if power else 0)
        if number is None or power >= last or (number >= 1000 and total):
            return None
        total, group, last = total + number * 10 ** power, [], power
    return total


def _below_million(said: list[str]) -> int | None:
    """ "two hundred and five", "twenty-five", "two dozen"; None where the words do not go together."""
    total, last = 0, 10_000
    for word in said:
        if word == "hundred":
            if not 0 <= total < 100 or last == 100:
                return None
            total, last = max(total, 1) * 100, 100
        elif word == "dozen":
            if total >= 20:
                return None
            total, last = max(total, 1) * 12, 0
        else:
            number = ENGLISH_NUMBERS[word]
            room = 100 if last >= 100 else 10 if last == 10 and number else 0
            if number >= room:
                return None
            total, last = total + number, 10 if number >= 20 else 0
    return total
