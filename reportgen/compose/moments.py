"""Say when events were in the way that a drawing needs it."""

from __future__ import annotations

from datetime import date, timedelta

from reportgen.document.nodes import Moment
from reportgen.facts.model import Day, When


def moment_of(when: When) -> Moment:
    """`when` as it is drawn: what is "before 2007" ends with 2006, what is so now is told at its day."""
    start, end = when.start, when.end
    match when.kind:
        case "date":
            return Moment(_text(start), _text(start))
        case "dates":
            return Moment(_text(start), _text(end), kind="apart")
        case "since":
            return Moment(_text(start), "", "end")
        case "before":
            return Moment("", _text(_before(end)), "begin")
        case "now":
            return Moment(_text(end), _text(end))
        case "interval" | "recent" | "decade":
            about = "" if when.kind == "interval" else "about"
            return Moment(_text(start), _text(end), "" if start and end else "end" if start else "begin", about)
        case _:
            return Moment()


def _text(day: Day | None) -> str:
    if day is None:
        return ""
    return f"{day.year:04d}" + "".join(f"-{part:02d}" for part in (day.month, day.day) if part)


def _before(day: Day | None) -> Day | None:
    """The year, month or day before."""
    if day is None or (day.year, day.month or 1, day.day or 1) == (1, 1, 1):
        return None
    last = date(day.year, day.month or 1, day.day or 1) - timedelta(days=1)
    return Day(last.year, last.month if day.month else None, last.day if day.day else None)
