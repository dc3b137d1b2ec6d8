"""Find what a running text states: every figure with its relation words and unit, every date, every 《title》.

    scan("四国共破获案件8919起,缴获易制毒化学品约295.5吨。", "zh")      # 共, 8919起 and 约295.5吨

A figure is found whole: the longest wording that can be read (`quantity`, `dates`) and is no part of a longer number.
Ordinals, numbered headings, times of day, web addresses and names such as “10·5” and G7 are no figures. English titles,
which stand in italics or quotation marks like so much else, are not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal
from unicodedata import normalize

from reportgen.facts.wordings.dates import MONTHS, NOW, RECENT, WhenError, read_when
from reportgen.facts.model import Quantity, When
from reportgen.facts.wordings.quantity import (
    AFTER, BEFORE, COUNTING, MINUS, MONEY, ODD, ORDERS, SAID_WITH, SAID_WITH_ENGLISH, YEARLY, QuantityError,
    read_quantity, within_sentence,
)

LONGEST = 80                           # letters of a figure or date
NO_RELATION = {"约": "条合签节公契预履违纽制特婚", "近": "附邻靠最临亲远", "超": "赶高",
               "为": "因作成行认"}       # in 条约, 附近 and the like the second letter is none
NUMERAL = "〇零一二两三四五六七八九十百千"
DIGIT = "0-9０-９"
NO_FIGURES = {
    "zh": rf"第(?![{DIGIT}{NUMERAL}]季度)[{DIGIT}{NUMERAL}万]+|[{DIGIT}]{{1,2}}时(?:[{DIGIT}]{{1,2}}分)?"
          rf"|[{DIGIT}]{{1,2}}点(?:[{DIGIT}]{{1,2}}分|[整半钟])|(?<!分)之[一二三]|[图表][{DIGIT}]+(?:[-—.][{DIGIT}]+)?",
    "en": r"(?i:\b(?:no|nos|art|fig|para|sec|vol|ch|pp?)\.|\b(?:article|figure|table|chapter|section|page|annex|"
          r"paragraph|number|resolution|appendix|phase|part|step)s?) ?[0-9]+(?:[.-][0-9]+)*"
          r"|\b[0-9]+(?:st|nd|rd|th)\b"}
NEVER = (r"https?://[!-~]+|www\.[!-~]+|(?<![\w.+-])[A-Za-z0-9.+_-]{1,64}@[!-~]+"     # addresses
         r"|(?<![A-Za-z])(?!(?:US|USD|RMB|CNY|EUR)[0-9])[A-Za-z]+[-‑]?[0-9]+(?![0-9])"         # G7, COVID-19
         r"|(?<![0-9])[0-9]+(?:[·•・./:：][0-9]+){2,}"                            # 19.04.2016
         r"|(?<![0-9])[0-9]+[·•・:/][0-9]+"                                       # 10·5, 10:28, 1/3
         r"|[\[〔(（][0-9]{1,3}[\]〕)）]|^[0-9]{1,2}[.、．](?=\D)")       # [1], 1.
MONTH_AND_DAY = rf"[{DIGIT}]{{1,2}}月(?:[{DIGIT}]{{1,2}}日)?(?:[至到—–-](?:[{DIGIT}]{{1,2}}月)?[{DIGIT}]{{1,2}}日)?"
NO_WHOLE_DATE = "[底初末]|[上下]半|前后|中期|[上中下]旬|第?[一二三四]季"        # behind a date, they say another one
_JOINT = r"\s*(?:至|到|—+|–|~|～|-|\bto\b)\s*"
OTHER_END, TO_OTHER_END = re.compile(rf"[{DIGIT}]{_JOINT}$"), re.compile(rf"{_JOINT}[{DIGIT}]")   # of a range unread
A_PART = re.compile(r"[ -](?:half|thirds?|quarters?|fifths?|tenths?)\b")          # one third is not one
FROM = {"zh": re.compile("[从由自]"), "en": re.compile(r"\bfrom\s", re.IGNORECASE)}
TO = {"zh": re.compile("[至到]"), "en": re.compile(r"\s+to\s+")}
CHANGED = {"zh": re.compile("[增升提降减涨跌缩延]"), "en": re.compile(
    r"\b(?:rose|ris(?:e|es|en|ing)|f[ae]ll(?:s|en|ing)?|gr[eo]w\w*|increas\w+|decreas\w+|reduc\w+|cut\w*|drop\w*|up"
    r"|down|lengthen\w*|shorten\w*|rais\w+|lower\w*|expand\w*|extend\w*|widen\w*|climb\w*|declin\w+|went"
    r"|go(?:es|ne|ing)?|chang\w+|doubl\w+|tripl\w+|shr[aiu]nk\w*|correct\w*|revis\w+|improv\w+|brought|mov\w+|slip\w*"
    r"|jump\w*|surg\w+)\b[^.;!?]*$", re.IGNORECASE)}
NUMBER = re.compile(rf"[{DIGIT}.,]*[{DIGIT}]|[{NUMERAL}]+|[a-z]+|.", re.IGNORECASE | re.DOTALL)
CLAUSE = re.compile(r"(?:[^，。；：！？、\n,;:!?()（）|]|[,:](?=[0-9])){0,80}")      # a figure goes on no farther
LEFT = {"zh": re.compile(rf"[{DIGIT}]+(?:[.,][{DIGIT}]+)*[^\s，。；：！？、,.;:!?()（）|{DIGIT}]{{0,4}}"
                         rf"|[{NUMERAL}]+(?:成半?|分之[{NUMERAL}]+|倍|番)(?:多|左右|以上|以下)?|翻[一两]?番"),
        "en": re.compile(r"[0-9]+(?:[.,][0-9]+)*(?: ?[A-Za-z%]+)?"
                         r"|\b(?:one|two|three)[ -](?:half|third|quarter|fifth|tenth)s?\b"
                         r"|\ba (?:third|quarter|fifth|tenth) of\b"
                         r"|\b(?:doubled|tripled|halved|twofold|tenfold)\b", re.IGNORECASE)}
TITLE = re.compile(r"《[^《》]{1,120}》")
Kind = Literal["quantity", "date", "title"]


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at `start` to `end` (letters from 0): a figure has a `quantity`, a date a `when`.

    `otherwise` are the other readings of the same words: "from 3 to 5 months" is a range, and may be a change.
    """

    kind: Kind
    start: int
    end: int
    written: str
    quantity: Quantity | None = None
    when: When | None = None
    otherwise: tuple[Found, ...] = ()

    @property
    def is_article(self) -> bool:
        """Whether it may be no more than "a": 一批, one of them."""
        return bool(self.quantity and self.quantity.number == 1 and self.quantity.relation == "exact"
                    and not any(map(str.isdecimal, self.written)))


@dataclass(frozen=True, slots=True)
class Seen:
    """All that a text states, in order, and the words with a number in them that could not be read."""

    found: tuple[Found, ...]
    unread: tuple[str, ...]


def scan(text: str, lang: str, issued: When | None = None,
         nouns: Mapping[str, str] | None = None) -> tuple[Found, ...]:
    """All that is found in `text`, in order; nothing overlaps but a title and what stands in it.

    `issued` is the date that 目前 and "now" mean; without it dates that need it are not found. `nouns` are counted
    things and their units, as in `read_quantity`.
    """
    return look(text, lang, issued, nouns).found


def look(text: str, lang: str, issued: When | None = None, nouns: Mapping[str, str] | None = None) -> Seen:
    """What `scan` finds, and what it leaves."""
    lang = "zh" if lang.partition("-")[0] == "zh" else "en"
    taken, unread = bytearray(len(text)), []
    for outside in _outside(lang).finditer(text):
        _take(taken, outside.start(), outside.end())
    found = [Found("title", title.start(), title.end(), title[0]) for title in TITLE.finditer(text)]
    for looking in (_dates, _quantities):
        for one in looking(text, taken, lang, issued, nouns):
            if not any(taken[one.start:one.end]):
                _take(taken, one.start, one.end)
                (found if one.quantity or one.when else unread).append(one)
    unread += [Found("quantity", left.start(), left.end(), left[0]) for left in LEFT[lang].finditer(text)
               if not any(taken[left.start():left.end()])]
    return Seen(tuple(sorted(found, key=_place)), tuple(one.written for one in sorted(unread, key=_place)))


def _place(one: Found) -> tuple[int, int]:
    return one.start, one.end


def folded(wording: str, lang: str) -> str:
    """A wording for comparison: without what may differ between a source and its transcript, and nothing else.

    Width, white space, quotation marks, the commas in thousands, the shape of dashes and the capital of a sentence
    are nothing; so are words that only go with a figure (共计, 达) and the 来 of 近10年来. Every other letter counts.
    """
    primary = "zh" if lang.partition("-")[0] == "zh" else "en"
    text = within_sentence(wording.strip())
    text = re.sub(r"\s", "", normalize("NFKC", text[len(_said_with(primary).match(text)[0]):]))
    text = re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))|[\"'“”‘’「」]", "", text)
    text = re.sub("[—–−‐‑~～]+", "-", text)
    return re.sub("(?<=年)来$", "", text) if primary == "zh" else text


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\1" * (end - start)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(2)
def _outside(lang: str) -> re.Pattern[str]:
    """What holds digits and is neither a figure nor a date."""
    return re.compile(f"{NEVER}|{NO_FIGURES[lang]}", re.MULTILINE)


# --- figures ------------------------------------------------------------------------------------------------------

@lru_cache(2)
def _beginning(lang: str) -> re.Pattern[str]:
    """The words before a number, as many as stand there, up to the number itself (`core`)."""
    if lang == "zh":
        words = _any((*BEFORE["zh"], *SAID_WITH, *YEARLY["zh"], *MONEY["zh"], *MINUS["zh"], "上", "每"))
        return re.compile(rf"(?:(?:{words}) ?){{0,6}}(?P<core>[{DIGIT}]|[{NUMERAL}]|[数几好万亿])")
    words = "|".join(_word(word) for word in (*BEFORE["en"], *SAID_WITH_ENGLISH, *MINUS["en"], *MONEY["en"], "between",
                                              "from"))
    numbers = "|".join(_word(word) for word in (*COUNTING, *(word for word, power in ORDERS["en"].items() if power)))
    numbers = rf"(?:half )?(?:an? )?(?:{numbers})"
    return re.compile(rf"(?<![A-Za-z])(?:(?:{words})\s?){{0,6}}(?<![A-Za-z])(?P<core>[0-9]|{numbers})", re.IGNORECASE)


def _word(word: str) -> str:
    """A pattern for an English word, or a sign, that is not the beginning of a longer word."""
    return re.escape(word.strip()) + ("(?![A-Za-z])" if word.strip()[-1].isalpha() else "")


def _quantities(text: str, taken: bytearray, lang: str, issued: When | None,
                nouns: Mapping[str, str] | None) -> Iterator[Found]:
    at = 0
    while begun := _beginning(lang).search(text, at):
        core = begun.start("core")
        if taken[core]:
            at = core + 1
            continue
        start = next((start for start in range(begun.start(), core) if _begins(text, start, lang)), core)
        found = _quantity(text, start, begun.end(), lang, nouns)
        if not found and not _relating(lang).search(text[start:core]):
            found = _quantity(text, core, begun.end(), lang, nouns)
        yield from (told := _told(text, begun, found, lang, nouns))
        at = max(told[-1].end if told else 0, _number_end(text, core))


def _told(text: str, begun: re.Match[str], found: Found | None, lang: str,
          nouns: Mapping[str, str] | None) -> tuple[Found, ...]:
    """What was found; behind a verb of change, and where no range can be meant, the two figures of "from … to …"."""
    ends = _ends(text, begun, lang, nouns)
    if not ends:
        return (found,) if found else ()
    bare = _figure(text, ends[0].start, ends[1].end, lang, nouns)
    ranged = found if found and found.end >= ends[1].end else bare
    if not ranged:
        return ends
    whole = tuple(dict.fromkeys(one for one in (ranged, bare) if one))
    if CHANGED[lang].search(text[max(0, begun.start() - 60):ends[0].start]):
        return ends[0], replace(ends[1], otherwise=whole)
    return (replace(ranged, otherwise=(*whole[1:], *ends)),)


def _ends(text: str, begun: re.Match[str], lang: str, nouns: Mapping[str, str] | None) -> tuple[Found, ...]:
    """The two figures of "from 6 hours to 18 hours" and 从6小时到18小时; none where that does not stand there."""
    opening = FROM[lang].search(text, max(0, begun.start() - 1), begun.start("core"))
    if not opening:
        return ()
    joint = TO[lang].search(text, begun.end(), CLAUSE.match(text, begun.end()).end())
    second = _beginning(lang).match(text, joint.end()) if joint else None
    first = _figure(text, opening.end(), joint.start(), lang, nouns) if second else None
    last = _longest(text, joint.end(), second.end(), lang, nouns) if first else None
    return (first, last) if last and _is_complete(text, last) else ()


def _figure(text: str, start: int, end: int, lang: str, nouns: Mapping[str, str] | None) -> Found | None:
    """What stands there, if it is a figure and nothing else."""
    try:
        return Found("quantity", start, end, text[start:end], read_quantity(text[start:end], lang, nouns))
    except QuantityError:
        return None


def _begins(text: str, start: int, lang: str) -> bool:
    """Whether the word there belongs to the figure: not the 约 of 条约, nor a dash behind another number."""
    before = text[start - 1:start]
    if text[start] in "-−–":
        return not before.isalnum()
    if text[start] == "上":
        return text[start + 1:start + 2] in tuple("十百千万亿") and before != "以"
    return lang == "en" or not before or before not in NO_RELATION.get(text[start], "")


@lru_cache(2)
def _relating(lang: str) -> re.Pattern[str]:
    return re.compile(_any(BEFORE[lang]), re.IGNORECASE)


def _number_end(text: str, core: int) -> int:
    return NUMBER.match(text, core).end()


def _quantity(text: str, start: int, least: int, lang: str, nouns: Mapping[str, str] | None) -> Found | None:
    """The longest figure from `start`, where it is whole."""
    found = _longest(text, start, least, lang, nouns)
    return found if found and _is_whole(text, found) else None


def _longest(text: str, start: int, least: int, lang: str, nouns: Mapping[str, str] | None) -> Found | None:
    """The longest figure that begins at `start` and reaches to `least`: where reading stops, the reader says."""
    clause = CLAUSE.match(text, least)
    end = min(clause.end() if clause else least, start + LONGEST)
    while end >= least:
        wording = text[start:end]
        try:
            quantity = read_quantity(wording, lang, nouns)
        except QuantityError as stopped:
            read = min(stopped.position, len(wording) - 1)
            end = start + len(text[start:start + read].rstrip()) if start + read >= least else end - 1
        else:
            start += len(_said_with(lang).match(wording)[0])
            end = start + len(text[start:end].rstrip())
            return Found("quantity", start, end, text[start:end], quantity)
    return None


@lru_cache(2)
def _said_with(lang: str) -> re.Pattern[str]:
    """Words that only go with a figure, and are no part of it."""
    words = SAID_WITH if lang == "zh" else [f"{word} " for word in SAID_WITH_ENGLISH]
    return re.compile(rf"(?:(?:{_any(words)})\s*)*", re.IGNORECASE)


def _is_whole(text: str, found: Found) -> bool:
    """Whether the figure is complete, and no end of a range that could not be read."""
    before = text[max(0, found.start - 12):found.start]
    return not OTHER_END.search(before) and not TO_OTHER_END.match(text, found.end) and _is_complete(text, found)


def _is_complete(text: str, found: Found) -> bool:
    """Whether the figure ends where its number does, and is one: a Chinese numeral without a unit (三角) is none."""
    start, end, quantity = found.start, found.end, found.quantity
    behind, last = text[end:end + 2], text[end - 1]
    if _going_on("en" if text[start:end].isascii() else "zh").match(text, end):
        return False
    if A_PART.match(text, end):
        return False
    if last.isdecimal() and re.match(rf"[{DIGIT}A-Za-z月号]|[.,·:/][0-9]|年代|世纪", behind):
        return False
    if re.search("[\u4e00-\u9fff]", text[start:end]) and not any(map(str.isdecimal, text[start:end])):
        return bool(quantity.unit) and not (last in NUMERAL + "万亿" and re.match(f"[{NUMERAL}万亿]", behind))
    return True


@lru_cache(2)
def _going_on(lang: str) -> re.Pattern[str]:
    """Words behind a figure that change it; where they were not read with it, it is not whole."""
    words = (*AFTER["en"], *ODD["en"]) if lang == "en" else AFTER["zh"]
    return re.compile(rf"(?:{_any(words)})(?![A-Za-z])", re.IGNORECASE)


# --- dates --------------------------------------------------------------------------------------------------------

_EN_MONTH = "|".join(MONTHS)
_DATE = {
    "zh": re.compile(rf"近[{DIGIT}一二两三四五六七八九十]{{1,3}}年来?|{_any([*NOW, *RECENT])}"
                     rf"|(?:(?:上|[{DIGIT}]{{2}}|[一二]?十[一二]?九?)世纪)?[{DIGIT}一二三四五六七八九]{{1,2}}[0０十]年代"
                     rf"|(?:[{DIGIT}]{{4}}[—–-])?(?:[{DIGIT}]{{4}}|[〇零一二三四五六七八九]{{4}})年"
                     rf"[{DIGIT}〇零一二三四五六七八九十年月日季度上下中旬底初末半第至到—–\-和、起以来今开始前后之间]{{0,36}}"
                     rf"|[{DIGIT}]{{4}}-[{DIGIT}]{{2}}(?:-[{DIGIT}]{{2}})?(?:/[{DIGIT}-]+)?|{MONTH_AND_DAY}"),
    "en": re.compile(rf"\b(?:in recent years|in the last [0-9]{{1,2}} years|currently|now|(?:the )?[0-9]{{3}}0s"
                     rf"|[0-9]{{4}}-[0-9]{{2}}(?:-[0-9]{{2}})?(?:/[0-9-]+)?"
                     rf"|(?:(?:by|before|until) )?(?:(?:the )?(?:end|beginning|start|middle) of|early|late|mid)[ -]"
                     rf"(?:(?:{_EN_MONTH}) )?[12][0-9]{{3}}"
                     rf"|(?:the )?(?:(?:first|second|third|fourth) quarter|(?:first|second) half) of [12][0-9]{{3}}"
                     rf"|(?:(?:since|before|from|between) )?"
                     rf"(?:(?:[0-9]{{1,2}}|{_EN_MONTH})(?: (?:to|and) | ?[–-] ?| )){{0,4}}"
                     rf"(?:[0-9]{{1,2}} )?(?:(?:{_EN_MONTH}) )?[12][0-9]{{3}}"
                     rf"(?:(?: (?:to|and) |–)(?:[0-9]{{1,2}} )?(?:(?:{_EN_MONTH}) )?[12][0-9]{{3}})?)\b",
                     re.IGNORECASE)}


ABOUT_THEN = re.compile(r"(?:the )?(?:end|beginning|start|middle) of|(?:early|late|mid)[ -]", re.IGNORECASE)


def _dates(text: str, taken: bytearray, lang: str, issued: When | None,
           nouns: Mapping[str, str] | None) -> Iterator[Found]:
    at = 0
    while begun := _DATE[lang].search(text, at):
        found = next((one for start in _first_letters(begun)
                      if (one := _date(text, start, begun.end(), issued, lang))), None)
        if found and lang == "en" and found.written[:4].isdecimal() and _is_counted(text, found, nouns):
            found = None
        if found and not ABOUT_THEN.match(found.written) and (about := ABOUT_THEN.match(begun[0])):
            found = Found("date", begun.start() + about.start(), begun.end(), about[0] + begun[0][about.end():])
        if found is None and lang == "zh" and re.match(rf"{MONTH_AND_DAY}|[{DIGIT}]{{4}}[—–-]", begun[0]):
            found = Found("date", begun.start(), begun.end(), begun[0])        # no date we know, and no figure either
        if found:
            yield found
        at = found.end if found else begun.end()


def _first_letters(begun: re.Match[str]) -> Iterator[int]:
    """Where the date may begin: the pattern takes words before it that may not be its own."""
    yield begun.start()
    yield from (begun.start() + word.start() for word in re.finditer(r"(?<= )\S", begun[0]))


def _date(text: str, start: int, end: int, issued: When | None, lang: str) -> Found | None:
    """The longest date from `start` to `end` at most; none that is a part of a number, and in Chinese no bare 2015."""
    if start and re.match(rf"[{DIGIT}][{DIGIT}]", text[start - 1:start + 1]):
        return None
    for last in range(end, start + 1, -1):
        if re.match(rf"[{DIGIT}][{DIGIT}]|[A-Za-z]{{2}}", text[last - 1:last + 1]) or text[last - 1].isspace():
            continue
        try:
            when = read_when(text[start:last], issued)
        except WhenError:
            continue
        if re.match(NO_WHOLE_DATE, text[last:last + 3]):
            return Found("date", start, end, text[start:end])
        if not text[start:last].isdecimal() or (lang == "en" and last - start == 4):
            found = Found("date", start, last, text[start:last], when=when)
            if when.kind != "interval" or not found.written.lower().startswith("from "):
                return found
            return replace(found, otherwise=(replace(found, start=start + 5, written=found.written[5:]),))
    return None


def _is_counted(text: str, year: Found, nouns: Mapping[str, str] | None) -> bool:
    """Whether what looks like a year counts something: 1995 people, over 2000."""
    if len(year.written) != 4:
        return False
    before = text[max(0, year.start - 20):year.start]
    related = re.search(rf"(?:^|[^A-Za-z])(?:{_any((*BEFORE['en'], *MONEY['en']))})\s?$", before, re.IGNORECASE)
    counted = _quantity(text, year.start, year.end, "en", nouns)
    return bool(related) or bool(counted and counted.quantity and counted.quantity.unit)
