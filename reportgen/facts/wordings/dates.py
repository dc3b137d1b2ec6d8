"""Read dates and periods: EDTF ("2015-01-12/2015-03-12") or a source's own words ("2015年1月12日至3月12日")."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date

from reportgen.facts.model import Day, When
from reportgen.messages import say


class WhenError(ValueError):
    """The wording is not a date; `position` counts characters from 0.

    `rule` is "bad-date", "impossible-date" where no calendar has it, or "reversed-dates" where it ends too early;
    `hint` says what to write instead, where that is not any date.
    """

    def __init__(self, message: str, position: int = 0, rule: str = "bad-date", hint: str = "") -> None:
        super().__init__(message)
        self.position, self.rule, self.hint = position, rule, hint


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
CHINESE = re.compile(r"([0-9]{4})年(?:([0-9]{1,2})月(?:([0-9]{1,2})日)?)?")
CHINESE_END = re.compile(r"(?:([0-9]{4})年)?(?:([0-9]{1,2})月)?(?:([0-9]{1,2})日)?")
ENGLISH = re.compile(rf"(?:([0-9]{{1,2}}) )?(?:({'|'.join(MONTHS)}) )?([0-9]{{4}})")
ENGLISH_START = re.compile(rf"([0-9]{{1,2}})(?: ({'|'.join(MONTHS)}))?(?: ([0-9]{{4}}))?"
                           rf"|({'|'.join(MONTHS)})(?: ([0-9]{{4}}))?")
HALF_WIDTH = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９", "0123456789", strict=True)}
PARTS_OF_A_YEAR = {"上半年": (1, 6), "下半年": (7, 12), "first half": (1, 6), "second half": (7, 12)} | {
    word: (3 * number - 2, 3 * number) for number, said in enumerate(
        ("一|1|first", "二|2|second", "三|3|third", "四|4|fourth"), 1)
    for chinese, digit, english in [said.split("|")]
    for word in (f"{chinese}季度", f"第{chinese}季度", f"{digit}季度", f"第{digit}季度", f"{english} quarter")}
PART_OF_A_YEAR = re.compile(f"([0-9]{{4}})年({'|'.join(PARTS_OF_A_YEAR)})"
                            f"|(?:the )?({'|'.join(PARTS_OF_A_YEAR)}) of ([0-9]{{4}})", re.IGNORECASE)
ABOUT_THEN = re.compile("[底初末]|中期|[上中下]旬"
                        "|(?:the )?(?:end|beginning|start|middle) of .*|(?:early|late|mid)[ -].*", re.IGNORECASE)
BY_THE_END = re.compile("(?:by|before|until) (?:the )?end of ", re.IGNORECASE)
BETWEEN = re.compile("(?:between (.+) and (.+)|from (.+) to (.+))", re.IGNORECASE)
NOW = ("目前", "当前", "现在", "now", "currently")
RECENT = ("近年来", "近年", "in recent years")
LAST_YEARS = re.compile(r"近([0-9]{1,2}|[一二两三四五六七八九十])年来?|in the last ([0-9]{1,2}) years")
DECADE = re.compile(r"(?:(上|20|19|二十|十九)世纪)?(?:([0-9])0|([一二三四五六七八九])十)年代"
                    r"|(?:the )?([0-9]{3})0s|([0-9]{3})X")
UNKNOWN = ("unknown", "不详")
NEARLY = say("that says about when: by the end of 2027 (2027年底前, ../2027) and the first half of 2025 (2025年上半年) "
             "can be read")
LONGEST = 100                 # letters of a date


def read_when(text: str, source_issued: When | None) -> When:
    """The date or period that `text` says; "now" and "in recent years" end with the source's date of issue.

    WhenError where it is not a date, is impossible (30 February, an end before its start) or needs a source's date
    that is not known.
    """
    if len(text) > LONGEST:
        raise WhenError(say("more than {count} letters are no date", count=LONGEST))
    written = text.strip().translate(HALF_WIDTH)
    if written in UNKNOWN:
        return When("unknown", written=written)
    made = (_edtf(written) or _part_of_a_year(written) or _relative(written, source_issued)
            or _decade(written, source_issued) or _chinese(written) or _english(written))
    if made is None:
        hint = NEARLY if ABOUT_THEN.fullmatch(written) else ""
        raise WhenError(say('"{text}" is not a date that can be read', text=text), hint=hint)
    _check_order(made, text)
    return made


def day(year: str | int, month: str | int | None = None, date: str | int | None = None) -> Day:
    """A Day that exists in the calendar; WhenError else."""
    y, m, d = int(year), int(month) if month else None, int(date) if date else None
    if y < 1:
        raise WhenError(say("there is no year 0"), rule="impossible-date")
    if m is not None and not 1 <= m <= 12:
        raise WhenError(say("there is no month {m} in {y}", m=m, y=y), rule="impossible-date")
    if d is not None and (m is None or not 1 <= d <= monthrange(y, m)[1]):
        raise WhenError(say("there is no day {d} in {y}-{m:02d}", d=d, y=y, m=m) if m else say("a day needs its month"),
                        rule="impossible-date" if m else "bad-date")
    return Day(y, m, d)


def middle(when: When) -> date | None:
    """The day in the middle of a time whose both ends are known; of "now" its day; else None."""
    if when.kind == "now" and when.end:
        return _days(when.end)[1]
    if when.kind not in ("date", "interval", "decade", "recent") or not (when.start and when.end):
        return None
    first, last = _days(when.start)[0], _days(when.end)[1]
    return first + (last - first) / 2


def _days(day: Day) -> tuple[date, date]:
    """The first and the last day of what may be a month or a year."""
    month = day.month or 12
    last = day.day or monthrange(day.year, month)[1]
    return date(day.year, day.month or 1, day.day or 1), date(day.year, month, last)


def overlaps(when: When, period: When) -> bool:
    """Whether a date shares a day with a period; an open end reaches as far as it needs to.

    An unknown date shares none; two dates do not cover the time between; "in recent years" counts by its end alone.
    """
    if "unknown" in (when.kind, period.kind):
        return False
    if when.kind == "dates":
        return any(overlaps(When("date", at, at), period) for at in (when.start, when.end))
    first = _first_day(When("date", when.end, when.end) if when.kind in ("now", "recent") and not when.start else when)
    return first <= _last_day(period) and _first_day(period) <= _last_day(when)


def _check_order(when: When, text: str) -> None:
    both_ends = when.kind in ("interval", "dates") and when.start and when.end
    if both_ends and _first_day(when) > _last_day(when):
        raise WhenError(say('"{text}" ends before it begins', text=text), rule="reversed-dates")


def _edtf(text: str) -> When | None:
    if text == "..":
        return None
    first, slash, last = text.partition("/")
    ends = [ISO.fullmatch(part) for part in (first, last)]
    open_ends = [part in ("", "..") for part in (first, last)]
    if not slash:
        return _one(day(*ends[0].groups()), "") if ends[0] else None
    if not all(match or free for match, free in zip(ends, open_ends, strict=True)) or all(open_ends):
        return None
    start, end = (day(*match.groups()) if match else None for match in ends)
    if end is None:
        return When("since", start, None)
    return When("interval", start, end)


def _one(at: Day, written: str) -> When:
    return When("date", at, at, written)


def _relative(text: str, issued: When | None) -> When | None:
    last = LAST_YEARS.fullmatch(text)
    if text not in (*NOW, *RECENT) and not last:
        return None
    if issued is None or issued.start is None:
        raise WhenError(say('"{text}" needs the date of its source: give the source "issued"', text=text))
    if text in NOW:
        return When("now", None, issued.start, text)
    years = last and (last[1] or last[2])
    start = Day(issued.start.year - _small(years), issued.start.month) if years else None
    return When("recent", start, issued.start, text)


def _decade(text: str, issued: When | None) -> When | None:
    found = DECADE.fullmatch(text)
    if not found:
        return None
    century, digit, numeral, english, edtf = found.groups()
    if english or edtf:
        first = int((english or edtf) + "0")
    else:
        if issued is None or issued.start is None:
            raise WhenError(say('"{text}" needs the date of its source: give the source "issued"', text=text))
        this = issued.start.year // 100
        before = {"上": this - 1, "20": 19, "二十": 19, "19": 18, "十九": 18, None: this - 1}[century]
        first = before * 100 + _small(digit or numeral) * 10
    return When("decade", Day(first), Day(first + 9), "" if edtf else text)


def _part_of_a_year(text: str) -> When | None:
    """The first half of 2025, 2025年第一季度."""
    found = PART_OF_A_YEAR.fullmatch(text)
    if not found:
        return None
    year, (first, last) = found[1] or found[4], PARTS_OF_A_YEAR[(found[2] or found[3]).lower()]
    return When("interval", day(year, first), day(year, last), text)


def _small(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else 2 if numeral == "两" else "一二三四五六七八九十".index(numeral) + 1


def _chinese(text: str) -> When | None:
    first = CHINESE.match(text)
    if not first:
        return None
    start, rest = day(*first.groups()), text[first.end():]
    if not rest:
        return _one(start, text)
    if rest in ("起", "以来", "至今", "开始", "起至今"):
        return When("since", start, None, text)
    if rest in ("前", "以前", "之前"):
        return When("before", None, start, text)
    if not start.day and re.fullmatch("[底末](?:前|以前|之前)", rest):
        return When("interval", None, start, text)
    joined = re.match("(至|到|—|-|–|和|、)", rest)
    end = CHINESE_END.fullmatch(rest, joined.end()) if joined else None
    if not end or not any(end.groups()):
        hint = NEARLY if ABOUT_THEN.fullmatch(rest) else ""
        raise WhenError(say('"{rest}" cannot be read', rest=rest), first.end(), hint=hint)
    return When("dates" if joined[0] in "和、" else "interval", start, _completed(end.groups(), start), text)


def _completed(parts: tuple[str | None, ...], start: Day) -> Day:
    """An end that leaves out what it shares with the start: 1月12日至3月12日, 12日至14日."""
    year, month, date = parts
    return day(year or start.year, month or (None if year else start.month), date)


def _english(text: str) -> When | None:
    if found := BY_THE_END.match(text):
        at = ENGLISH.fullmatch(text, found.end())
        return When("interval", None, _english_day(at), text) if at and not at[1] else None
    if found := BETWEEN.fullmatch(text):
        inner = _english(f"{found[1] or found[3]} to {found[2] or found[4]}")
        return replace(inner, written=text) if inner and inner.kind == "interval" else None
    for word, kind in (("since ", "since"), ("before ", "before"), ("from ", "since")):
        if text.lower().startswith(word) and (at := ENGLISH.fullmatch(text, len(word))):
            found = _english_day(at)
            return When("since", found, None, text) if kind == "since" else When("before", None, found, text)
    if at := ENGLISH.fullmatch(text):
        return _one(_english_day(at), text)
    for word, kind in ((" to ", "interval"), ("–", "interval"), (" and ", "dates")):
        first, found, last = text.partition(word)
        end = ENGLISH.fullmatch(last) if found else None
        start = ENGLISH.fullmatch(first) or ENGLISH_START.fullmatch(first) if end else None
        if start and end:
            return When(kind, _english_start(start, _english_day(end)), _english_day(end),
                        text)  # type: ignore[arg-type]
    return None


def _english_day(found: re.Match[str]) -> Day:
    date, month, year = found.groups()
    return day(year, MONTHS.index(month) + 1 if month else None, date)


def _english_start(found: re.Match[str], end: Day) -> Day:
    if found.re is ENGLISH:
        return _english_day(found)
    date, month, year, only_month, its_year = found.groups()
    named = month or only_month
    return day(year or its_year or end.year, MONTHS.index(named) + 1 if named else end.month, date)


def _first_day(when: When) -> tuple[int, int, int]:
    start = when.start
    return (start.year, start.month or 1, start.day or 1) if start else (0, 0, 0)


def _last_day(when: When) -> tuple[int, int, int]:
    end = when.end
    return (end.year, end.month or 12, end.day or 31) if end else (9999, 12, 31)
