"""Read facts: their dated answers out of the source's wordings, checked against what else is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, assert_never, get_args

from reportgen.diagnostics import did_you_mean
from reportgen.facts.model import Citation, Fact, Measure, Quantity, State, Value, When, localized
from reportgen.facts.nodes import Text
from reportgen.facts.quantity import QuantityError, read_quantity, step
from reportgen.facts.reading import Around, Reading
from reportgen.messages import said, say

if TYPE_CHECKING:
    from reportgen.facts.schema import FactEntry, ValueEntry

STATES = get_args(State)


def read_fact(reading: Reading, id: Text, entry: FactEntry, around: Around) -> Fact | None:
    name = entry.measure or Text(id.rpartition(".")[2], id.span)
    measure = reading.measures.get(name)
    if entry.measure and not reading.known(name, reading.measures, "measure"):
        return None
    if entry.label is None and measure is None:
        hint = did_you_mean(name, reading.measures) or say(
            "add  label: {…}, or a measure of this name under measures:")
        reading.wrong("missing-label", say('"{id}" has no label', id=id), id.span, hint)
    period = reading.when(entry.period, around)
    around = replace(around, period=period or around.period)
    values = [_value(reading, value, measure, around.within(value), id) for value in _answers(reading, id, entry)]
    _check_periods(reading, values)
    label = reading.texts(entry.label) if entry.label else measure.label if measure else {}
    if None in values or not values:
        return None
    return Fact(
        str(id), label, tuple(sorted(values, key=_recency)), measure, reading.parties(around.parties), around.event,
        id.span, reading.parties(entry.given_by or ()), reading.parties(entry.given_to or ()), around.count or "",
        tuple(map(str, entry.tags)), reading.maybe(entry.note))


def _answers(reading: Reading, id: Text, entry: FactEntry) -> Sequence[ValueEntry]:
    own = entry.written or entry.date or entry.state or entry.cites
    if bool(own) == bool(entry.values):
        reading.wrong("bad-value", say('"{id}" needs its answer: either written: or values:', id=id), id.span)
        return ()
    return entry.values or (entry,)


def _value(reading: Reading, entry: ValueEntry, measure: Measure | None, around: Around, id: Text) -> Value | None:
    """One answer, read out of its wording, or None where it cannot be read."""
    first = next((n for n, cite in enumerate(entry.cites) if cite.written), 0) if not entry.written else 0
    written = entry.written or (entry.cites[first].written if entry.cites else None)
    given = [text for text in (written, entry.date, entry.state) if text]
    span = getattr(given[0], "span", id.span) if given else id.span
    if len(given) != 1:
        reading.wrong("bad-value", say("an answer is one of written:, date: and state:"), span)
        return None
    cites = reading.citations(entry, around, span, str(entry.written or entry.date or ""))
    period = reading.when(entry.period, around) or around.period
    state = entry.state or (written if written in STATES else None)
    if not cites:
        return None
    if state:
        return Value(None, str(state), None, "", period, cites, span)  # type: ignore[arg-type]
    if entry.date:
        when = reading.when(entry.date, around)
        return Value(None, None, when, str(entry.date), period, cites, span) if when else None
    said_by = cites[first if first < len(cites) else 0]
    quantity = _quantity(reading, written, reading.sources[said_by.source].language, measure)
    if quantity:
        _check_said(reading, entry, quantity)
        _check_agree(reading, entry, quantity, cites, measure)
    return Value(quantity, None, None, str(written), period, cites, span) if quantity else None


NOTHING_ELSE = say("written: holds the figure and nothing else; a thing of your own is counted by a measure with "
                   "noun: {zh: [个县], en: [county, counties]}")


def _quantity(reading: Reading, written: Text, lang: str, measure: Measure | None) -> Quantity | None:
    forms = localized(measure.noun.forms, lang) if measure and measure.noun else None
    unit = measure.unit if measure else ""
    try:
        found = read_quantity(written, lang, dict.fromkeys(forms or (), unit or "{item}"))
    except QuantityError as problem:
        hint = (NOTHING_ELSE if any(map(str.isnumeric, written))
                else say("where the source gives no number, write state: unknown, or say it as a claim"))
        reading.wrong("unreadable-figure", said(problem), written.place(problem.position), hint)
        return None
    if unit and found.unit in ("{item}", ""):
        return replace(found, unit=unit)
    if unit and found.unit != unit:
        reading.wrong("unit-disagrees", say('"{written}" is in {unit}, and the measure "{measure}" in {wanted}',
                                            written=written, unit=found.unit, measure=measure.id, wanted=unit),
                      written.span, related=((measure.span, say("the measure")),))
    return found


def _check_said(reading: Reading, entry: ValueEntry, found: Quantity) -> None:
    """What is said beside the wording must be what the wording says."""
    for given, read in ((entry.unit, found.unit), (entry.relation, found.relation)):
        if given is not None and given != read:
            reading.wrong("figure-disagrees",
                          say('"{said}" disagrees with the wording, which says "{read}"', said=given,
                                                  read=read), given.span)
    if entry.number is not None and _decimal(entry.number) != found.number:
        reading.wrong("figure-disagrees", say('"{said}" disagrees with the wording, which says {read}',
                                              said=entry.number, read=found.number),
                      entry.number.span)


def _check_agree(reading: Reading, entry: ValueEntry, first: Quantity, cites: Sequence[Citation],
                 measure: Measure | None) -> None:
    """Sources that support one answer must not say another number."""
    for cite in entry.cites:
        source = reading.sources.get(cite.source or cites[0].source)
        if not cite.written or not source or cite.role != "supports":
            continue
        other = _quantity(reading, cite.written, source.language, measure)
        if other and not _agree(first, other):
            reading.wrong("sources-disagree", say('"{written}" is not what the first wording says',
                                                  written=cite.written), cite.written.span,
                          say("if the source says otherwise, give it  role: disputes"))


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether two wordings may say the same: alike to the digit in one relation, possible together in two."""
    if (one.unit, one.per) != (other.unit, other.per):
        return False
    if one.relation == other.relation:
        return (one.number, one.low, one.high) == (other.number, other.low, other.high)
    both = _bounds(one), _bounds(other)
    first, last = max(low for low, _, _ in both), min(high for _, high, _ in both)
    return first < last or (first == last and all(inside or low < first < high for low, high, inside in both))


def _bounds(quantity: Quantity) -> tuple[Decimal, Decimal, bool]:
    """Between which numbers a quantity may lie, and whether they are among them.

    "About" and "nearly" reach as far as one of their last place that is not 0: about 8900 lies in 8800–9000.
    """
    number, endless = quantity.number or Decimal(0), Decimal("Infinity")
    reach = step(number)
    match quantity.relation:
        case "exact":
            return number, number, True
        case "approx":
            return number - reach, number + reach, True
        case "near_below":
            return number - reach, number, False
        case "gt" | "ge" as relation:
            return number, endless, relation == "ge"
        case "lt" | "le" as relation:
            return -endless, number, relation == "le"
        case "order":
            return quantity.low, quantity.low * 10, True
        case "range" | "band" as relation:
            return quantity.low, quantity.high, relation == "range"
        case _ as never:
            assert_never(never)


def _check_periods(reading: Reading, values: Sequence[Value | None]) -> None:
    """Of two answers about the same time neither is the newer."""
    first: dict[When | None, Value] = {}
    for value in filter(None, values):
        period = value.period and replace(value.period, written="")
        if period in first:
            reading.wrong("same-period", say("two answers are about the same time"), value.span,
                          say("give each its  period: …, or put what several sources say under  cites:"),
                          ((first[period].span, say("the other")),))
        first.setdefault(period, value)


def _recency(value: Value | None) -> tuple[int, int, int]:
    """Orders dated answers by the end of what they are about; "since" by its beginning; undated ones come first."""
    last = value and value.period and (value.period.end or value.period.start)
    return (last.year, last.month or 0, last.day or 0) if last else (0, 0, 0)


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
