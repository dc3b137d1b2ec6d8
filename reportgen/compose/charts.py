"""Make charts of events, of dated values, of facts, or of the rows of a dataset."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from reportgen.compose.rows import DatasetRows, Printed, in_order
from reportgen.diagnostics import Span, refuse
from reportgen.document.nodes import Chart, Inlines, Point, Series, Text
from reportgen.document.walk import plain
from reportgen.facts.format import print_value, without_unit
from reportgen.facts.format_dates import print_when
from reportgen.facts.model import Exhibit, Fact, Quantity, Value, When
from reportgen.facts.wordings.dates import WhenError, middle, read_when
from reportgen.messages import say

OPEN = {"approx": "about", "gt": "above", "ge": "above", "band": "above", "lt": "below", "le": "below",
        "near_below": "below", "range": "", "order": "above", "exact": ""}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart is made of: a point of each series for each category; `whens` are the categories' dates, or ()."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    whens: tuple[When, ...] = ()
    notes: tuple[Inlines, ...] = ()


def make_chart(printed: Printed, exhibit: Exhibit, id: str, span: Span) -> Chart:
    """The chart; ReportgenError where its data cannot be drawn so."""
    drawn = _by_row(printed, exhibit, span) if exhibit.arrangement.dataset else _of_facts(printed, exhibit)
    dates: tuple[str, ...] = ()
    if exhibit.chart == "line":
        drawn, dates = _in_time(drawn, span)
    said = tuple(printed.text(note) for note in exhibit.notes)
    return Chart(exhibit.chart, drawn.categories, drawn.series, printed.text(exhibit.caption), (*said, *drawn.notes),
                 id, dates=dates, whole=_whole(printed, exhibit, drawn.series, span), span=span)


def _in_time(drawn: Drawn, span: Span) -> tuple[Drawn, tuple[str, ...]]:
    """The same in order of time, with the day on which each category lies; none where they have no dates."""
    if not drawn.whens:
        return drawn, ()
    days = [middle(when) for when in drawn.whens]
    for category, day in zip(drawn.categories, days, strict=True):
        if day is None:
            refuse("line-without-dates", say('"{category}" has no place on an axis of time', category=category), span,
                   say('take the kind "bar" or "dot"'))
    order = sorted(range(len(days)), key=lambda place: str(days[place]))
    series = tuple(replace(one, points=tuple(one.points[place] for place in order)) for one in drawn.series)
    categories = tuple(drawn.categories[place] for place in order)
    return replace(drawn, categories=categories, series=series), tuple(str(days[place]) for place in order)


def _whole(printed: Printed, exhibit: Exhibit, series: tuple[Series, ...], span: Span) -> Point | None:
    fact = printed.facts.fact(exhibit.whole) if exhibit.whole else None
    if fact is None:
        return None
    unit = printed.unit(fact, fact.newest)
    if any(one.unit != unit for one in series):
        refuse("unlike-units", say("the whole is in {unit} and its parts in {units}", unit=unit,
                                   units=", ".join(dict.fromkeys(one.unit for one in series))), span,
               say("name a whole in the unit of its parts"))
    return _point(printed, fact)


def _of_facts(printed: Printed, exhibit: Exhibit) -> Drawn:
    if exhibit.rows is not None:
        return _by_event(printed, exhibit)
    return _by_period(printed, exhibit) if exhibit.by == "period" else _by_fact(printed, exhibit)


def _by_event(printed: Printed, exhibit: Exhibit) -> Drawn:
    events = printed.events(exhibit.rows)
    series = []
    for name in exhibit.facts:
        facts = [event.facts.get(name) for event in events]
        units = {printed.unit(fact, fact.newest) for fact in facts if fact and fact.newest.quantity}
        _one_unit(printed, exhibit, units)
        label = next((printed.localized(fact.label) for fact in facts if fact), name)
        series.append(Series(label, tuple(_point(printed, fact) for fact in facts), next(iter(units), "")))
    return Drawn(tuple(printed.localized(event.title) for event in events), tuple(series),
                 tuple(event.when for event in events))


def _by_period(printed: Printed, exhibit: Exhibit) -> Drawn:
    facts = [found for id in exhibit.facts if (found := printed.facts.fact(id))]
    for fact in facts:
        _one_unit(printed, exhibit, {printed.unit(fact, value) for value in fact.standing if value.quantity})
        if any(value.period is None for value in fact.standing):
            refuse("no-period", say('a value of "{id}" has no period, so a chart by period lacks it', id=fact.id),
                   fact.span)
    periods = list(dict.fromkeys(value.period for fact in facts for value in fact.standing if value.period))
    series = []
    for fact in facts:
        at = {value.period: value for value in fact.standing}
        points = tuple(_point(printed, fact, at[period]) if period in at else _gap(printed) for period in periods)
        series.append(Series(printed.localized(fact.label), points, printed.unit(fact, fact.newest)))
    return Drawn(tuple(print_when(period, printed.lang, "table") for period in periods), tuple(series), tuple(periods))


def _by_fact(printed: Printed, exhibit: Exhibit) -> Drawn:
    facts = [found for id in exhibit.facts if (found := printed.facts.fact(id))]
    units = {printed.unit(fact, fact.newest) for fact in facts if fact.newest.quantity}
    _one_unit(printed, exhibit, units)
    label = printed.localized(exhibit.caption) if exhibit.caption else ""
    return Drawn(tuple(printed.localized(fact.label) for fact in facts),
                 (Series(label, tuple(_point(printed, fact) for fact in facts), next(iter(units), "")),))


# --- datasets -----------------------------------------------------------------------------------------------------

def _by_row(printed: Printed, exhibit: Exhibit, span: Span) -> Drawn:
    """The rows' categories in their order; a series for each fact, or for each value of the field `series`."""
    arrangement, rows = exhibit.arrangement, DatasetRows(printed, exhibit)
    ordered = in_order(rows, arrangement.sort)
    most = arrangement.max_rows or len(ordered)
    labels = [plain(rows.group(row, arrangement.categories)) for row in ordered]
    categories = tuple(dict.fromkeys(labels))[:most]
    series = []
    for name in exhibit.facts:
        for label, members in _split(rows, ordered, name, arrangement.series):
            points: dict[str, Fact | None] = {}
            for row in members:
                category = plain(rows.group(row, arrangement.categories))
                if category in points:
                    refuse("two-for-one", say('two rows of "{dataset}" would stand at "{category}"',
                                              dataset=rows.dataset.id, category=category), span,
                           say("choose rows with where:, or name a field that tells them apart under series:"))
                points[category] = rows.fact(row, name)
            units = [printed.unit(fact, fact.newest) for fact in points.values() if fact and fact.newest.quantity]
            drawn = tuple(_point(printed, points.get(category)) for category in categories)
            series.append(Series(label, drawn, next(iter(units), ""), _measure(rows, name, arrangement.series)))
    whens = dict(zip(reversed(labels), (_when(row.values.get(arrangement.categories)) for row in reversed(ordered)),
                     strict=True))
    dated = tuple(when for category in categories if (when := whens[category]))
    return Drawn(categories, tuple(series), dated if len(dated) == len(categories) else (),
                 _notes(printed, rows, arrangement.source_line, len(categories), len(set(labels))))


def _when(value: Value | str | None) -> When | None:
    """The date that a row's category is."""
    if isinstance(value, Value):
        return value.when
    try:
        return read_when(value, None) if value else None
    except WhenError:
        return None


def _split(rows: DatasetRows, ordered: list[Any], name: str, by: str) -> list[tuple[str, list[Any]]]:
    """The rows of each series, by its name."""
    if not by:
        return [(rows.printed.localized(rows.field(name).label), ordered)]
    parts: dict[str, list[Any]] = {}
    for row in ordered:
        parts.setdefault(plain(rows.group(row, by)), []).append(row)
    return list(parts.items())


def _measure(rows: DatasetRows, name: str, by: str) -> str:
    """What the values of a series are, where its name is a value of the field `by`."""
    return rows.printed.localized(rows.field(name).label) if by else ""


def _notes(printed: Printed, rows: DatasetRows, source_line: bool, shown: int, all_: int) -> tuple[Inlines, ...]:
    told: list[Inlines] = []
    if shown < all_:
        told.append((Text(printed.words["rows_cut"].format(shown=shown, all=all_)),))
    if source_line:
        told.append((Text(printed.words["source_line"]), *printed.cite(rows.cites())))
    return tuple(told)


# --- points -------------------------------------------------------------------------------------------------------

def _one_unit(printed: Printed, exhibit: Exhibit, units: set[str]) -> None:
    if len(units) > 1:
        name = exhibit.id or printed.localized(exhibit.caption)
        refuse("unlike-units", say('the chart "{name}" would put {units} on one axis', name=name,
                                   units=", ".join(sorted(units))),
               exhibit.span, say("give each unit a series of its own"))


def _point(printed: Printed, fact: Fact | None, value: Value | None = None) -> Point:
    if fact is None:
        return _gap(printed)
    value = value or fact.newest
    text = print_value(value, fact, printed.lang, printed.facts, "table")
    quantity = value.quantity
    shown = _shown(quantity) if quantity else None
    if quantity is None or shown is None:
        return Point(None, text, fact.id)
    low, high = (quantity.low, quantity.high) if quantity.relation == "range" else (None, None)
    ends = (format(low, "f"), format(high, "f")) if low is not None and high is not None else ("", "")
    short = without_unit(text, quantity, fact, printed.lang)
    return Point(format(shown, "f"), text, fact.id, OPEN[quantity.relation], *ends,   # type: ignore[arg-type]
                 short=short if short != text else "")


def _gap(printed: Printed) -> Point:
    return Point(None, printed.words["not_given"])


def _shown(quantity: Quantity) -> Decimal | None:
    """The number that a bar reaches to: the lower bound where only bounds are known."""
    if quantity.number is not None:
        return quantity.number
    return quantity.low if quantity.low is not None else quantity.high
