"""Find figures in words: digits, percentages, Chinese numerals that count something, English numbers above ten, and
in both languages parts and multiples (一半, 九成, 翻一番; a third of, half, doubled).

No figures are ordinals (第二届, the twentieth), 一 before a measure word (一个, 一项: an article), English numbers up
to ten, and whatever stands in a web or mail address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reportgen.facts.units import UNITS

NUMERALS = "〇零一二两三四五六七八九十百千万亿廿卅兩萬億壹贰叁肆伍陆柒捌玖拾佰仟"
SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_BIG = (r"eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
        r"|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?")
_ORDINAL = r"(?![- ]?(?:first|second|third|[a-z]+th)\b)"
_MORE_MEASURES = ("倍", "月", "年代", "世纪", "方面")  # of dates and ratios, which are no units
_NO_MEASURES = ("国", "个国家")                      # 中越两国 names who, and counts nothing
_CHINESE_PARTS = (
    rf"百分之[{NUMERALS}点0]+|百分百|[{NUMERALS}]+分之[{NUMERALS}]+|[{NUMERALS}]成(?![立员为果功效本分绩就长品人年不])"
    rf"[{NUMERALS}半]*|翻了?[{NUMERALS}几数]+番|(?<![前后另])一半|[过大小]?半数|过半|一倍|数以[十百千万亿]+计")
_PARTS = "hal(?:f|ves)|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|hundredths?"
_ENGLISH_PARTS = (
    rf"\b(?:{'|'.join(SMALL)}|three)[- ](?:{_PARTS})\b|\ban?[- ](?:{_PARTS})\b(?!\s[a-z])"
    rf"|\b(?:an?|the)[- ](?:{_PARTS})(?= of\b| (?:more|less|fewer)\b)"
    r"|(?<!first\s)(?<!second\s)(?<!latter\s)(?<!former\s)(?<!other\s)(?<!better\s)\bhalf\b(?!-(?!a\b|million|billion))"
    rf"|\b(?:{'|'.join(SMALL)})(?: in | out of )(?:{'|'.join(SMALL)}|{_BIG})\b"
    rf"|\b(?:{'|'.join(SMALL)}|{_BIG}|many)-?fold\b|\b(?:{'|'.join(SMALL)}|{_BIG}) times\b"
    r"|\b(?:doubl|tripl|trebl|quadrupl|halv)(?:e[sd]?|ing)\b(?!-)|\b(?:twice|thrice)\b")
_ROMAN = r"(?=[ivxlcdm]{2})m{0,3}(?:c[md]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})"
_UNSPACED, _ADDRESS = re.compile(r"\S+"), re.compile(r".*(?:://|@).*|\bwww\..+", re.DOTALL)
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
    plain = _UNSPACED.sub(_without_address, in_small_letters(words))
    return "".join("0" if c.isnumeric() and not HAN.match(c) else c for c in plain)


def _without_address(unspaced: re.Match[str]) -> str:
    if not any(sign in unspaced[0] for sign in ("://", "@", "www.")):
        return unspaced[0]
    return _ADDRESS.sub(lambda address: " " * len(address[0]), unspaced[0])


@cache
def _number() -> re.Pattern[str]:
    return re.compile(rf"0|[{NUMERALS}]|\b(?:{'|'.join(SMALL)}|{_BIG})\b")


@cache
def _figure() -> re.Pattern[str]:
    measures = sorted({*UNITS["zh"], *_MORE_MEASURES} - {*_NO_MEASURES}, key=len, reverse=True)
    measure = "(?:" + "|".join(re.escape(word) for word in measures if HAN.match(word)) + ")"
    units = "|".join(sorted((re.escape(word.lower()) for word in UNITS["en"] if len(word) > 2), key=len, reverse=True))
    small = "|".join(SMALL)
    in_words = (rf"(?:\b(?:{small}|{_BIG})(?:[- ]| and )){{0,20}}\b(?:{_BIG})\b{_ORDINAL}"
                rf"(?:(?:[- ]| and )(?:{small}|{_BIG})\b{_ORDINAL})*")
    digits = (rf"(?<![a-z0])(?:[a-z]+-?)?0+(?:[.,:/·．，'’\u00a0\u2009-]?[a-z]*0+)*(?:[a-z]+|\s?[%％‰]"
              rf"|\s?(?:hundred|thousand|million|billion|trillion)\b|[{NUMERALS}]*[多余来]?{measure}?)")
    return re.compile("|".join((
        digits, "[%％‰]",
        _CHINESE_PARTS, _ENGLISH_PARTS,
        rf"\b{_ROMAN}(?= (?:{units})\b|{measure})",
        rf"(?<![第{NUMERALS}])[{NUMERALS}]+点[〇零一二三四五六七八九]+{measure}?|(?<!第)[〇零一二三四五六七八九]{{3,}}{measure}?",
        rf"(?<![第{NUMERALS}])(?!一{measure})(?:[数几上成过逾近][十百千万亿]+|[{NUMERALS}]+)[多余来]?{measure}",
        rf"(?<![第{NUMERALS}])半个?(?:年|月|多?世纪|吨|公斤|亩|小时)|(?<!第)[壹贰叁肆伍陆柒捌玖拾佰仟]{{2,}}",
        rf"(?<![第{NUMERALS}])一月(?![{NUMERALS}])",
        rf"(?<![第{NUMERALS}])(?:[一二两三四五六七八九]+[十百千万亿]|十[一二三四五六七八九]|[数几上成过逾][十百千万亿]"
        rf"|[百千][万亿]|万亿|[廿卅])[{NUMERALS}]*",
        rf"(?:\b(?:{small}|{_BIG})[- ])+per ?cent\b|{in_words}")))
