"""Count the days, months and years between dates; a date known only to its month or year gives a range."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from reportgen.facts.model import Day, When
from reportgen.messages import say


class DurationError(ValueError):
    """Between these dates there is nothing to count."""


def earliest(day: Day) -> date:
    return date(day.year, day.month or 1, day.day or 1)


def latest(day: Day) -> date:
    month = day.month or 12
    return date(day.year, month, day.day or monthrange(day.year, month)[1])


def days_of(when: When) -> tuple[int, int]:
    """How many days a date or an interval lasts, first and last day included: as (least, most), here the same."""
    if when.kind not in ("date", "interval") or not (when.start and when.start.day and when.end and when.end.day):
        raise DurationError(say("it is not known to the day when this begins and ends"))
    days = (earliest(when.end) - earliest(when.start)).days + 1
    return days, days


def days_between(first: When, last: When) -> tuple[int, int]:
    return _between(first, last, lambda one, other: (other - one).days)


def months_between(first: When, last: When) -> tuple[int, int]:
    """Whole months."""
    return _between(first, last, _months)


def years_between(first: When, last: When) -> tuple[int, int]:
    """Whole years."""
    return _between(first, last, lambda one, other: _months(one, other) // 12)


def _between(first: When, last: When, count: Callable[[date, date], int]) -> tuple[int, int]:
    one, other = _day(first), _day(last)
    if latest(other) < earliest(one):
        raise DurationError(say("the second date is the earlier one"))
    nearest = count(latest(one), earliest(other)) if latest(one) <= earliest(other) else 0
    return nearest, count(earliest(one), latest(other))


def _day(when: When) -> Day:
    if when.kind != "date" or when.start is None:
        raise DurationError(say("this is not one date"))
    return when.start


def _months(one: date, other: date) -> int:
    return (other.year - one.year) * 12 + other.month - one.month - (other.day < one.day)
