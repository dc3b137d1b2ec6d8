"""Read facts: their dated answers out of the source's wordings, checked against what else is said of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, assert_never, get_args

from reportgen.diagnostics import did_you_mean
from reportgen.facts.wordings.dates import WhenError, read_when
from reportgen.facts.model import Citation, Day, Fact, Measure, Quantity, State, Status, Value, When, localized
from reportgen.facts.yaml.nodes import Text
from reportgen.facts.wordings.quantity import QuantityError, read_quantity, step
from reportgen.facts.entries.reading import Around, Reading
from reportgen.facts.entries.revisions import in_order
from reportgen.facts.units import BY_CODE, is_unit, unit_named
from reportgen.locales import primary, words
from reportgen.messages import said, say

if TYPE_CHECKING:
    from reportgen.facts.entries.schema import FactEntry, ValueEntry

STATES = get_args(State)


def read_fact(reading: Reading, id: Text, entry: FactEntry, around: Around) -> Fact | None:
    name = entry.measure or Text(id.rpartition(".")[2], id.span)
    measure = reading.measures.get(name)
    if entry.measure and not reading.known(name, reading.measures, "measure"):
        return None
    if entry.label is None and measure is None:
        reading.without_label(id, name)
    period = reading.when(entry.period, around)
    around = replace(around, period=period or around.period)
    review_by = reading.review_by(entry.review_by)
    values = [_weighed(reading, _value(reading, answer, measure, around.within(answer), id), answer,
                       entry.status, review_by) for answer in _answers(reading, id, entry)]
    ordered = in_order(reading, filter(None, values))
    label = reading.texts(entry.label) if entry.label else measure.label if measure else {}
    if None in values or not values:
        return None
    return Fact(
        str(id), label, ordered, measure, reading.parties(around.parties), around.event,
        id.span, reading.parties(entry.given_by or ()), reading.parties(entry.given_to or ()), around.count or "",
        tuple(map(str, entry.tags)), reading.maybe(entry.note))


OF_ONE_ANSWER = ("number", "unit", "relation", "because", "rank")


def _answers(reading: Reading, id: Text, entry: FactEntry) -> Sequence[ValueEntry]:
    own = entry.written or entry.date or entry.state or entry.cites
    if bool(own) == bool(entry.values):
        reading.wrong("bad-value", say('"{id}" needs its answer: either written: or values:', id=id), id.span)
        return ()
    for key in OF_ONE_ANSWER if entry.values else ():
        if getattr(entry, key):
            reading.wrong("bad-value", say('"{key}" belongs to one answer, and "{id}" has values:', key=key, id=id),
                          id.span, say("write it at the value that it belongs to"))
    return entry.values or (entry,)


def _weighed(reading: Reading, value: Value | None, entry: ValueEntry, status: Status | None,
             review_by: Day | None) -> Value | None:
    """The value with its rank and its status; `status` and `review_by` are the fact's, for want of its own."""
    own = reading.review_by(entry.review_by) if entry.review_by else review_by
    return value and replace(value, because=entry.because or "", rank=entry.rank or "normal",
                             status=entry.status or status or "current", review_by=own)


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
    check_unit(reading, entry.unit, measure.noun.forms if measure and measure.noun else {})
    quantity = _quantity(reading, written, reading.sources[said_by.source].language, measure, entry.unit)
    if quantity:
        _check_said(reading, entry, quantity)
        _check_agree(reading, entry, quantity, cites, measure)
    return Value(quantity, None, None, str(written), period, cites, span) if quantity else None


NOTHING_ELSE = say("written: holds the figure and nothing else; a thing of your own is counted by a measure with "
                   "noun: {zh: [个县], en: [county, counties]}")


def _quantity(reading: Reading, written: Text, lang: str, measure: Measure | None,
              unit: Text | None) -> Quantity | None:
    """The figure of a wording; what it counts may be left to its measure, or to the `unit` beside it."""
    forms = localized(measure.noun.forms, lang) if measure and measure.noun else None
    wanted = measure.unit if measure else ""
    try:
        found = read_quantity(written, lang, dict.fromkeys(forms or (), wanted.partition("/")[0] or "{item}"))
    except QuantityError as problem:
        reading.wrong(problem.rule, said(problem), written.place(problem.position),
                      _of_another(written, lang) or problem.hint or _advice(written))
        return None
    if wanted and found.unit in ("{item}", ""):
        return replace(found, unit=wanted)
    if wanted and found.unit != wanted:
        reading.wrong("unit-disagrees", say('"{written}" is in {unit}, and the measure "{measure}" in {wanted}',
                                            written=written, unit=found.unit, measure=measure.id, wanted=wanted),
                      written.span, related=((measure.span, say("the measure")),))
    if found.unit:
        return found
    return _counted(reading, found, written, "{item}" if forms else str(unit or ""))


def _counted(reading: Reading, found: Quantity, written: Text, unit: str) -> Quantity | None:
    """A number alone, with what it counts."""
    if unit:
        return replace(found, unit=unit)
    reading.wrong("figure-without-unit", say('"{written}" does not say what it counts', written=written), written.span,
                  say('say it beside it:  unit: t, USD, "{case}" …, or "1" for an index or a ratio'))
    return None


def _of_another(written: Text, lang: str) -> str:
    """What to do where the wording is in another language than its source; "" where it is not."""
    chinese = re.search("[\u4e00-\u9fff]", written)
    words = re.search("[A-Za-z]{4}", written)
    foreign = not chinese and words if primary(lang) == "zh" else chinese
    return say("the source is in {lang}: copy its own words", lang=lang) if foreign else ""


def _advice(written: Text) -> str:
    """What may be meant by a wording that is no figure."""
    try:
        read_when(written, When("date", Day(2000), Day(2000)))
    except WhenError:
        pass
    else:
        return say("this is a date or a time: write it as  date: …  or  period: …")
    if any(map(str.isnumeric, written)):
        return NOTHING_ELSE
    return say("where the source gives no number, write state: unknown, or say it as a claim")


def check_unit(reading: Reading, unit: Text | None, forms: Mapping[str, tuple[str, ...]]) -> None:
    """A unit that somebody writes is one of the table, a currency, a thing in braces, or one by another.

    A thing that is counted must have a word in every language of the reports: the program's, or of a noun's `forms`.
    """
    if unit and unit.startswith("{"):
        _check_words(reading, unit, forms)
    if unit and not is_unit(unit):
        named = unit_named(unit)
        reading.wrong("unknown-unit", say('unknown unit "{unit}"', unit=unit), unit.span,
                      say("its code is {code}", code=named) if named else did_you_mean(unit, BY_CODE) or say(
                          'a thing that is counted stands in braces and quotes:  "{case}"'))


def _check_words(reading: Reading, unit: Text, forms: Mapping[str, tuple[str, ...]]) -> None:
    for lang in reading.languages:
        if localized(forms, lang) is None and f"unit_{unit.partition('/')[0].strip('{}')}" not in words(lang):
            reading.wrong("unit-without-words",
                          say('there is no "{primary}" word for "{unit}"', primary=primary(lang), unit=unit), unit.span,
                          say("give the measure one:  noun: {{{primary}: […]}}", primary=primary(lang)))


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
        other = _quantity(reading, cite.written, source.language, measure, entry.unit)
        if other and not _agree(first, other):
            reading.wrong("sources-disagree", say('"{written}" is not what the first wording says',
                                                  written=cite.written), cite.written.span,
                          say("if the source says otherwise, give it  role: disputes"))


def _agree(one: Quantity, other: Quantity) -> bool:
    """Whether two wordings may say the same: alike to the digit in one relation, possible together in two."""
    if (one.unit, one.per) != (other.unit, other.per):
        return False
    if one.relation == other.relation == "approx":
        return _rounded(one, other)
    if one.relation == other.relation:
        return (one.number, one.low, one.high) == (other.number, other.low, other.high)
    both = _bounds(one), _bounds(other)
    first, last = max(low for low, _, _ in both), min(high for _, high, _ in both)
    return first < last or (first == last and all(inside or low < first < high for low, high, inside in both))


def _rounded(one: Quantity, other: Quantity) -> bool:
    """Whether one number is the other, rounded to the digits that were written: about 1.29 million, about 128.6万."""
    last_digit = max(quantity.scale.scaleb(-quantity.places) for quantity in (one, other))
    return len({(quantity.number / last_digit).quantize(Decimal(1), ROUND_HALF_UP) for quantity in (one, other)}) == 1


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


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
