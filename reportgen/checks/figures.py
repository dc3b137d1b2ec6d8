"""Find figures in words: digits, percentages, Chinese numerals that count something, English numbers above ten.

No figures are ordinals (第二届, the twentieth), 一 before a measure word (一个, 一项: an article), English numbers up
to ten, and whatever stands in a web or mail address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reportgen.facts.units import UNITS

NUMERALS = "〇零一二两三四五六七八九十百千万亿兩萬億壹贰叁肆伍陆柒捌玖拾佰仟"
SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_BIG = (r"eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
        r"|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?")
_ORDINAL = r"(?![- ]?(?:first|second|third|[a-z]+th)\b)"
_MORE_MEASURES = ("倍", "月", "年代", "世纪")          # of dates and ratios, which are no units
_NO_MEASURES = ("国", "个国家")                      # 中越两国 names who, and counts nothing
_ADDRESS = re.compile(r"\S*(?:://|@)\S*|\bwww\.\S+")
HAN = re.compile("[\u2e80-\u31ff\u3400-\u9fff\uf900-\ufaff]")


def figures(words: str) -> Iterator[tuple[int, int]]:
    """The beginning and end of each figure in `words`, in order; none overlaps another."""
    return (found.span() for found in _figure().finditer(_with_zeros(words)))


def counts(words: str) -> bool:
    """Whether any number is said in `words`, a small or an ordinal one included."""
    return bool(_number().search(_with_zeros(words)))


def in_small_letters(words: str) -> str:
    """The words in small letters, of which there are as many."""
    low = words.lower()
    return low if len(low) == len(words) else "".join(c.lower() if len(c.lower()) == 1 else c for c in words)


def _with_zeros(words: str) -> str:
    """The words, letter by letter, in small letters, with every digit of any script as 0, and without addresses."""
    plain = _ADDRESS.sub(lambda address: " " * len(address[0]), in_small_letters(words))
    return "".join("0" if c.isnumeric() and not HAN.match(c) else c for c in plain)


@cache
def _number() -> re.Pattern[str]:
    return re.compile(rf"0|[{NUMERALS}]|\b(?:{'|'.join(SMALL)}|{_BIG})\b")


@cache
def _figure() -> re.Pattern[str]:
    measures = sorted({*UNITS["zh"], *_MORE_MEASURES} - {*_NO_MEASURES}, key=len, reverse=True)
    measure = "(?:" + "|".join(re.escape(word) for word in measures if HAN.match(word)) + ")"
    small = "|".join(SMALL)
    in_words = (rf"(?:\b(?:{small}|{_BIG})(?:[- ]| and ))*\b(?:{_BIG})\b{_ORDINAL}"
                rf"(?:(?:[- ]| and )(?:{small}|{_BIG})\b{_ORDINAL})*")
    digits = (rf"(?<![a-z0])(?:[a-z]+-?)?0+(?:[.,:/·．，'’\u00a0\u2009-]?[a-z]*0+)*(?:[a-z]+|\s?[%％‰]"
              rf"|\s?(?:hundred|thousand|million|billion|trillion)\b|[{NUMERALS}]*[多余来]?{measure}?)")
    return re.compile("|".join((
        digits, "[%％‰]",
        rf"百分之[{NUMERALS}点0]+|百分百|[{NUMERALS}]+分之[{NUMERALS}]+",
        rf"(?<![第{NUMERALS}])(?!一{measure})(?:[数几上成][十百千万亿]+|[{NUMERALS}]+)[多余来]?{measure}",
        rf"(?<![第{NUMERALS}])一月(?![{NUMERALS}])",
        rf"(?<![第{NUMERALS}])(?:[一二两三四五六七八九][十百千万亿]|十[一二三四五六七八九]|[数几上成][十百千万亿]|[百千][万亿]"
        rf"|万亿)[{NUMERALS}]*",
        rf"(?:\b(?:{small}|{_BIG})[- ])+per ?cent\b|{in_words}")))
