"""Print dates and periods in a language: "12 January 2015", "since 2002", 2015年1月12日."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from reportgen.facts.model import Day, When
from reportgen.facts.wordings.numerals import COUNTING
from reportgen.locales import capitalised, primary, words


def print_when(when: When, lang: str, context: Literal["prose", "table"] = "prose") -> str:
    """A date or period in `lang`, as precisely as it is known; in tables it begins with a capital letter."""
    text = _when(when, lang)
    return capitalised(text) if context == "table" else text


def _when(when: When, lang: str) -> str:
    texts = words(lang)
    start, end = when.start, when.end
    match when.kind:
        case "date":
            return print_day(start, lang)
        case "since" if primary(lang) == "zh" and when.written.endswith("以来"):
            return f"{print_day(start, lang)}以来"
        case "since":
            return texts["when_since"].format(start=print_day(start, lang))
        case "before":
            return texts["when_before"].format(end=print_day(end, lang))
        case "now":
            return texts["when_now"].format(end=print_day(end, lang))
        case "recent":
            end_month = print_day(Day(end.year, end.month), lang)
            years = _years(start, end, lang)
            key = "when_recent_years" if start else "when_recent"
            key = "when_recent_year" if years in ("1", "one") else key
            return texts[key].format(end=end_month, years=years)
        case "dates":
            return texts["when_dates"].format(start=_shared(start, end, lang), end=print_day(end, lang))
        case "decade":
            century, decade = start.year // 100 + 1, start.year // 10 % 10
            return texts["when_decade"].format(year=start.year, century=century, digit=decade)
        case "interval" if start is None:
            return texts["when_until"].format(end=print_day(end, lang))
        case "interval":
            return _interval(start, end, lang)
        case _:
            return texts["when_unknown"]


def print_day(day: Day, lang: str) -> str:
    """A day, month or year: "12 January 2015", "January 2015", "2015"; "2015年1月12日"."""
    if primary(lang) == "zh":
        return f"{day.year}年" + (f"{day.month}月" if day.month else "") + (f"{day.day}日" if day.day else "")
    parts = [str(day.day)] if day.day else []
    parts += [_months(lang)[day.month]] if day.month else []
    return " ".join((*parts, str(day.year)))


def _interval(start: Day, end: Day, lang: str) -> str:
    if primary(lang) == "zh":
        last = print_day(end, lang)
        if start.year == end.year and end.month:
            last = last.partition("年")[2]
        if (start.year, start.month) == (end.year, end.month) and end.day and start.day:
            last = f"{end.day}日"
        return words(lang)["when_interval"].format(start=print_day(start, lang), end=last)
    return words(lang)["when_interval"].format(start=_shared(start, end, lang), end=print_day(end, lang))


def _shared(start: Day, end: Day, lang: str) -> str:
    """The start without what the end says too: "12 January" before "12 March 2015", "3" before "5 March 2015"."""
    if primary(lang) == "zh" or not start.month or not end.month or start.year != end.year:
        return print_day(start, lang)
    if start.day and end.day and start.month == end.month:
        return str(start.day)
    return print_day(start, lang).removesuffix(f" {start.year}")


def _years(start: Day | None, end: Day, lang: str) -> str:
    count = end.year - start.year if start else 0
    return COUNTING[count] if primary(lang) == "en" and count < 10 else str(count)


@cache
def _months(lang: str) -> Mapping[int, str]:
    from babel.dates import get_month_names

    return get_month_names("wide", "format", primary(lang))
