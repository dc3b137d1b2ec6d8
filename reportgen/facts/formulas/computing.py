"""Compute a formula over a fact base: every figure it takes is remembered, and what cannot be meant is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from reportgen.diagnostics import did_you_mean
from reportgen.facts.formulas import amounts, dimensions, durations
from reportgen.facts.formulas.amounts import Amount, AmountError
from reportgen.facts.formulas.convert import ConversionError, converted
from reportgen.facts.formulas.counting import chosen_events
from reportgen.facts.formulas.formula import Call, Formula, FormulaError, Name, Operation, Scale, parse_formula
from reportgen.facts.model import Citation, Computation, Event, Fact, FactBase, Input, Quantity, Value, When
from reportgen.messages import said, say

PERCENT = (("%", 1),)
STATES = {"unknown": say("unknown"), "none": say("none"), "withheld": say("withheld"),
          "not_applicable": say("not applicable")}
DATED = ("first", "previous", "newest")
ENDS = ("start", "end")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a result is wanted: to how many decimals, in which unit, and whether periods may differ."""

    places: int | None = None
    unit: str = ""
    periods: Literal["same", "differ"] = "same"


AS_IT_COMES = Wanted()


@dataclass(frozen=True, slots=True)
class Computed:
    """A result: its figure, what it was computed from, and what all its inputs share (else empty)."""

    quantity: Quantity
    computation: Computation
    period: When | None
    parties: tuple[str, ...]
    count: Literal["", "together", "each"]

    @property
    def cites(self) -> tuple[Citation, ...]:
        """The places of all inputs, each once."""
        return tuple(dict.fromkeys(cite for one in self.computation.inputs for cite in one.value.cites))


def compute(text: str, facts: FactBase, wanted: Wanted = AS_IT_COMES) -> Computed:
    """What the formula `text` comes to; FormulaError with the place in it where that cannot be said."""
    formula = parse_formula(text)
    reckoning = _Reckoning(facts)
    amount = reckoning.amount(formula)
    if wanted.periods != "differ":
        reckoning.check_periods()
    with _placed(formula):
        if wanted.unit and isinstance(formula, Name) and wanted.places is None:
            quantity, rounded = converted(reckoning.inputs[formula.id].value.quantity, wanted.unit), True
        else:
            if wanted.unit:
                amount = amounts.converted(amount, dimensions.powers_of(wanted.unit))
            quantity, rounded = amounts.concluded(amount, wanted.places)
    taken = reckoning.facts_taken
    parties, counts = {fact.parties for fact in taken}, {fact.count for fact in taken}
    whole = quantity.unit not in ("", "%", "pp") and "/" not in quantity.unit     # a ratio is nobody's joint total
    return Computed(quantity, Computation(text, tuple(reckoning.inputs.values()), rounded), reckoning.period(),
                    parties.pop() if len(parties) == 1 else (), counts.pop() if whole and len(counts) == 1 else "")


def start_of(formula: Formula) -> int:
    """Where a formula begins in its text."""
    return start_of(formula.left) if isinstance(formula, Operation) else formula.at


@contextmanager
def _placed(formula: Formula) -> Iterator[None]:
    """Tell what the arithmetic refuses at the place of a part of the formula."""
    try:
        yield
    except AmountError as problem:
        raise FormulaError(problem.rule, problem.message, formula.at, problem.hint) from None
    except ConversionError as problem:
        raise FormulaError("unit-disagrees", said(problem), formula.at, problem.hint) from None
    except ZeroDivisionError:
        by = formula.right if isinstance(formula, Operation) else formula
        raise FormulaError("division-by-zero", say("this is 0, or may be: nothing can be divided by it"),
                           start_of(by)) from None


@dataclass(frozen=True, slots=True)
class _Taken:
    """A figure that a formula took where periods must be the same."""

    name: Name
    period: When | None            # as it is, and without its wording, to be compared
    time: When | None


class _Reckoning:
    """One formula while it is computed."""

    def __init__(self, facts: FactBase) -> None:
        self.facts = facts
        self.inputs: dict[str, Input] = {}
        self.facts_taken: list[Fact] = []
        self.taken: list[_Taken] = []
        self.comparing = 0

    # --- what stands in the formula

    def amount(self, formula: Formula) -> Amount:
        if isinstance(formula, Scale):
            return amounts.exactly(formula.number)
        if isinstance(formula, Name):
            return self.figure(formula)
        if isinstance(formula, Call):
            function = FUNCTIONS[formula.function]
            with _placed(formula):
                return function(self, formula)
        left, right = self.amount(formula.left), self.amount(formula.right)
        with _placed(formula):
            return OPERATIONS[formula.sign](left, right)

    def figure(self, name: Name) -> Amount:
        fact, value = self.found(name)
        return self.take(name, fact, value)

    def take(self, name: Name, fact: Fact, value: Value) -> Amount:
        if value.state is not None:
            raise FormulaError("no-figure", say('"{name}" is {state}: nothing can be computed from it', name=name.id,
                                                state=STATES[value.state]), name.at)
        if value.quantity is None:
            raise self.no_figure(name)
        self.inputs.setdefault(name.id, Input(name.id, fact.id, value))
        self.facts_taken.append(fact)
        if not self.comparing:
            self.taken.append(_Taken(name, value.period, _timed(value.period)))
        return amounts.amount_of(value, fact.count)

    def no_figure(self, name: Name) -> FormulaError:
        return FormulaError("no-figure", say('"{name}" is a date and no figure', name=name.id), name.at,
                            say("days_between(), months_between() and years_between() take dates"))

    def found(self, name: Name) -> tuple[Fact, Value]:
        """The fact that a name means, and which of its dated values."""
        id, steps = name.id, []
        while (fact := self.facts.fact(id)) is None:
            id, _, step = id.rpartition(".")
            if step not in DATED:
                raise self.unknown(name)
            steps.insert(0, step)
        value = fact.newest
        for step in steps:
            value = fact.newest if step == "newest" else self.earlier(name, fact, value, step)
        return fact, value

    def earlier(self, name: Name, fact: Fact, value: Value, step: str) -> Value:
        standing = fact.standing
        at = 0 if step == "first" else next(n for n, one in enumerate(standing) if one is value) - 1
        if at < 0:
            raise FormulaError("no-earlier-value", say('"{name}" has no earlier value', name=fact.id), name.at)
        return standing[at]

    def unknown(self, name: Name) -> FormulaError:
        event = self.event(name.id)
        if self.event(re.sub(r"\.when(\.start|\.end)?$", "", name.id)) is not event:
            return self.no_figure(name)
        if event is not None:
            return FormulaError("unknown-fact", say('"{name}" is an event or agreement, and no figure', name=name.id),
                                name.at, say("its figures: {names}", names=", ".join(
                                    f"{name.id}.{one}" for one in event.facts)) if event.facts else "")
        known = [*self.facts.facts, *(f"{event.id}.when" for event in self.facts.subjects())]
        return FormulaError("unknown-fact", say('unknown fact "{id}"', id=name.id), name.at,
                            did_you_mean(name.id, known))

    def event(self, id: str) -> Event | None:
        return self.facts.events.get(id) or self.facts.agreements.get(id)

    # --- periods

    def check_periods(self) -> None:
        known = [one for one in self.taken if one.time]
        other = next((one for one in known if one.time != known[0].time), None)
        if other:
            raise FormulaError("unlike-periods", say('"{name}" is about another time than "{other}"',
                                                     name=other.name.id, other=known[0].name.id), other.name.at,
                               say("if that is meant, say  periods: differ"))

    def period(self) -> When | None:
        """The time that all figures are about, where it is the same."""
        alike = len({one.time for one in self.taken}) == 1 and len(self.taken) == len(self.facts_taken)
        return self.taken[0].period if alike else None

    # --- functions

    def figures(self, call: Call) -> list[Amount]:
        """The values of a function; the name of a dataset's column stands for all its cells."""
        return [amount for value in call.values for amount in self.column(value) or (self.amount(value),)]

    def column(self, formula: Formula) -> list[Amount]:
        id, _, field = formula.id.partition(".") if isinstance(formula, Name) else ("", "", "")
        dataset = self.facts.datasets.get(id)
        if dataset is None or field not in dataset.fields:
            return []
        cells = [Name(f"{id}.{record.key}.{field}", formula.at) for record in dataset.records]
        return [self.take(cell, *self.found(cell)) for cell in cells]

    def compared_values(self, call: Call) -> tuple[Amount, Amount]:
        """The old and the new value: two that are given, or the first and the newest of one fact."""
        self.comparing += 1
        if len(call.values) == 2:
            old, new = (self.amount(value) for value in call.values)
        else:
            only = call.values[0]
            if not isinstance(only, Name):
                raise FormulaError("bad-formula", say("of one value {name}() needs the name of a fact",
                                                      name=call.function), start_of(only))
            fact, newest = self.found(only)
            if fact.standing[0] is newest:
                raise FormulaError("no-earlier-value", say('"{name}" has no earlier value', name=fact.id), only.at)
            old = self.take(Name(f"{only.id}.first", only.at), fact, fact.standing[0])
            new = self.take(only, fact, newest)
        self.comparing -= 1
        return old, new

    def date(self, formula: Formula) -> When:
        """The date that a name means: an event's, a fact's that is one, or the start or end of either."""
        if not isinstance(formula, Name):
            raise FormulaError("no-date", say("this is not a date"), start_of(formula))
        id, ends = formula.id, []
        while id.rpartition(".")[2] in ENDS:
            id, _, end = id.rpartition(".")
            ends.append(end)
        when, value, fact = self.dated(id, formula)
        for end in ends:
            day = when.start if end == "start" else when.end
            if day is None:
                raise FormulaError("no-date", say('"{name}" is open there', name=id), formula.at)
            when = When("date", day, day)
        self.inputs.setdefault(formula.id, Input(formula.id, fact, value))
        return when

    def dated(self, id: str, name: Name) -> tuple[When, Value, str]:
        owner, _, last = id.rpartition(".")
        event = self.event(owner) if last == "when" else None
        if event:
            return event.when, _as_value(event), id
        fact, value = self.found(Name(id, name.at))
        if value.when is None:
            raise FormulaError("no-date", say('"{name}" is not a date', name=name.id), name.at)
        return value.when, value, fact.id

    def duration(self, call: Call, count: Callable[..., tuple[int, int]], unit: str) -> Amount:
        dates = [self.date(value) for value in call.values]
        try:
            least, most = count(*dates)
        except durations.DurationError as problem:
            raise FormulaError("no-date", said(problem), start_of(call.values[0])) from None
        return amounts.between(least, most, ((unit, 1),))

    def counted(self, call: Call) -> Amount:
        """How many events or agreements the fact base has of a choice."""
        unit, chosen = chosen_events(self.facts, call)
        for event in chosen:
            self.inputs.setdefault(event.id, Input(event.id, f"{event.id}.when", _as_value(event)))
        return amounts.exactly(len(chosen), ((unit, 1),))


def _timed(period: When | None) -> When | None:
    """A period without its wording; None where the time is not known."""
    return None if period is None or period.kind == "unknown" else replace(period, written="")


def _as_value(event: Event) -> Value:
    return Value(None, None, event.when, event.when.written, None, event.cites, event.span)


# --- operations and functions -------------------------------------------------------------------------------------

OPERATIONS = {"+": amounts.add, "-": amounts.subtract, "*": amounts.multiply, "/": amounts.divide}


def _sum(reckoning: _Reckoning, call: Call) -> Amount:
    first, *others = reckoning.figures(call)
    for other in others:
        first = amounts.add(first, other)
    return first


def _mean(reckoning: _Reckoning, call: Call) -> Amount:
    figures = reckoning.figures(call)
    total = figures[0]
    for other in figures[1:]:
        total = amounts.add(total, other)
    return replace(amounts.divide(total, amounts.exactly(len(figures))), last=total.last)


def _share(reckoning: _Reckoning, call: Call) -> Amount:
    part, whole = (reckoning.amount(value) for value in call.values)
    share = amounts.converted(_ratio(part, whole, call), PERCENT)
    if share.bounds.low.value > 100 and not share.bounds.low.infinity:
        raise FormulaError("part-exceeds-whole", say("the part is larger than the whole"), start_of(call.values[0]),
                           say("share() takes the part first, then the whole"))
    return share


def _rate(reckoning: _Reckoning, call: Call) -> Amount:
    one, other = (reckoning.amount(value) for value in call.values)
    made = _divided(one, other, call)
    per = dict(call.options).get("per", "1")
    if per.strip("0") != "1" or len(per) > 10:
        raise FormulaError("typed-number", say('"{number}" is typed into a formula', number=per), call.at,
                           say("per= is 10, 100, 1000 and so on"))
    if made.last is None:              # a quotient of counts has no end, and "per 100,000" would print more of it
        made = made.bearing(max(amounts.USUAL_DIGITS, min(amounts.length(one), amounts.length(other))))
    return made if per == "1" else amounts.scaled(made, Fraction(int(per)), (*made.unit, (per, -1)))


def _change(reckoning: _Reckoning, call: Call) -> Amount:
    old, new = reckoning.compared_values(call)
    return amounts.subtract(amounts.alike(old, new), old)


def _percent_change(reckoning: _Reckoning, call: Call) -> Amount:
    old, new = reckoning.compared_values(call)
    return amounts.converted(amounts.subtract(_ratio(new, old, call), amounts.exactly(1)), PERCENT)


def _multiple(reckoning: _Reckoning, call: Call) -> Amount:
    old, new = reckoning.compared_values(call)
    return _ratio(new, old, call)


def _ratio(one: Amount, other: Amount, call: Call) -> Amount:
    """One by the other, which must be alike."""
    return _divided(one, amounts.alike(one, other), call)


def _divided(one: Amount, other: Amount, call: Call) -> Amount:
    try:
        return amounts.divide(one, other)
    except ZeroDivisionError:
        by = call.values[0] if call.function in ("percent_change", "multiple") else call.values[1]
        raise FormulaError("division-by-zero", say("this is 0, or may be: nothing can be divided by it"),
                           start_of(by)) from None


FUNCTIONS: dict[str, Callable[[_Reckoning, Call], Amount]] = {
    "sum": _sum, "mean": _mean, "share": _share, "rate": _rate, "change": _change,
    "percent_change": _percent_change, "multiple": _multiple, "count": _Reckoning.counted,
    "min": lambda reckoning, call: amounts.extreme(reckoning.figures(call), "min"),
    "max": lambda reckoning, call: amounts.extreme(reckoning.figures(call), "max"),
    "days": lambda reckoning, call: reckoning.duration(call, durations.days_of, "d"),
    "days_between": lambda reckoning, call: reckoning.duration(call, durations.days_between, "d"),
    "months_between": lambda reckoning, call: reckoning.duration(call, durations.months_between, "mo"),
    "years_between": lambda reckoning, call: reckoning.duration(call, durations.years_between, "a"),
}
