"""Add up columns and take shares of them: figures with ids of their own, which say what they were computed from.

    seizures.sum(tonnes,country=CN|LA,year=2014..2015)
    seizures.mean(price)
    seizures.share(CN.tonnes,sum(tonnes)), seizures.share_0(…) for one without decimals
    sum(raid.cases+haul.cases)

Anyone who meets such an id can compute it again (`FactBase.fact`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.facts.formulas import amounts
from reportgen.facts.formulas.amounts import Amount, AmountError
from reportgen.facts.formulas.intervals import ABOVE, End, Interval
from reportgen.facts.model import Computation, Condition, Dataset, Fact, FactBase, Input, Localized, Quantity, Value
from reportgen.facts.datasets.selection import chosen, conditions_of, spelled
from reportgen.facts.wordings.numerals import in_full
from reportgen.locales import words
from reportgen.messages import say

PERCENT = (("%", 1),)
LEFT_OUT = ("unknown", "withheld")
ALL = Quantity(Decimal(100), "%"), False
LONGEST = 400                          # letters of a formula that names all its cells
USUAL_PLACES = 1                       # decimals of a share
_ID = re.compile(r"(\w+\.)?(sum|mean|share)(?:_(\d+))?\((.+)\)")


def column_total(how: str, dataset: str, column: str, conditions: Iterable[Condition]) -> str:
    """The id of the sum or mean of a dataset's column, over the rows that meet the conditions."""
    return f"{dataset}.{how}({','.join((column, *map(spelled, conditions)))})"


def facts_total(how: str, facts: Iterable[Fact]) -> str:
    """The id of the sum or mean of facts."""
    return f"{how}({'+'.join(fact.id for fact in facts)})"


def share_of(part: str, whole: str, dataset: str, places: int | None) -> str:
    """The id of the share that `part` has of the total `whole`, both of `dataset`, or of none ("")."""
    home = f"{dataset}." if dataset else ""
    how = "" if places is None else f"_{places}"
    return f"{home}share{how}({part.removeprefix(home)},{whole.removeprefix(home)})"


def total_by_id(id: str, facts: FactBase) -> Fact | None:
    """The total or share with this id; None where it is none, or cannot be computed."""
    try:
        return computed_total(id, facts)
    except AmountError:
        return None


def computed_total(id: str, facts: FactBase) -> Fact | None:
    """The same. AmountError where the relations of its figures forbid it."""
    found = _ID.fullmatch(id)
    if found is None:
        return None
    home, how, places, of = found.groups()
    if how == "share":
        part, _, whole = of.rpartition(",sum(")
        parts = [facts.fact(f"{home or ''}{one}") for one in (part, f"sum({whole}")]
        return _share(id, *parts, int(places) if places else USUAL_PLACES) if all(parts) else None
    if not home:
        several = [fact for one in of.split("+") if (fact := facts.fact(one))]
        return _total(id, several, how, f"{how}({', '.join(fact.id for fact in several)})")
    dataset = facts.datasets.get(home.rstrip("."))
    if dataset and id not in dataset.totals:
        dataset.totals[id] = _of_column(id, dataset, how, *of.partition(",")[::2])
    return dataset.totals[id] if dataset else None


def _of_column(id: str, dataset: Dataset, how: str, column: str, where: str) -> Fact | None:
    rows = chosen(dataset, conditions_of(where, dataset))
    cells = [fact for row in rows if (fact := dataset.fact(row.key, column))]
    named = f"{how}({', '.join(fact.id for fact in cells)})"
    return _total(id, cells, how, named if where and len(named) < LONGEST else f"{how}({dataset.id}.{column})")


def added_up(id: str, facts: FactBase) -> tuple[str, ...]:
    """The ids of all figures that a total or share rests on, those that are not known too; () of what is neither."""
    found = _ID.fullmatch(id)
    if found is None:
        return ()
    home, how, _, of = found.groups()
    if how == "share":
        part, _, whole = of.rpartition(",sum(")
        return f"{home or ''}{part}", f"{home or ''}sum({whole}"
    if not home:
        return tuple(of.split("+"))
    dataset = facts.datasets[home.rstrip(".")]
    column, _, where = of.partition(",")
    return tuple(f"{dataset.id}.{row.key}.{column}" for row in chosen(dataset, conditions_of(where, dataset)))


def lacks(facts: Iterable[Fact]) -> bool:
    """Whether a figure among these is there and not known."""
    return any(fact.newest.state in LEFT_OUT for fact in facts)


def _total(id: str, facts: Sequence[Fact], how: str, formula: str) -> Fact | None:
    """The sum or mean of facts; None where there is nothing to add up.

    What is unknown or withheld is left out of it, so that a sum is at least what it says.
    """
    known = [fact for fact in facts if fact.newest.quantity]
    if not known:
        return None
    amount = _added(known)
    if how == "mean":
        mean = amounts.divide(amount, amounts.exactly(len(known)))
        amount = mean if amount.last is None else replace(mean, last=amount.last)
    elif lacks(facts) and amount.bounds.low.value >= 0 and amount.relations <= {"gt", "ge", "band"}:
        amount = amounts.add(amount, Amount(Interval(End(), ABOVE), amount.unit, None, frozenset({"ge"})))
    return _computed(id, known[0], known, formula, amounts.concluded(amount), "total" if how == "sum" else "mean")


def _added(facts: Sequence[Fact]) -> Amount:
    first, *others = (amounts.amount_of(fact.newest, fact.count) for fact in facts)
    for other in others:
        first = amounts.add(first, other)
    return first


def _share(id: str, part: Fact, whole: Fact, places: int) -> Fact | None:
    if part.newest.quantity is None or whole.newest.quantity is None:
        return None
    if part.id == whole.id:
        return _computed(id, part, _all(part, whole), f"share({_formula(part)}, {_formula(whole)})", ALL, "share")
    try:
        ratio = amounts.divide(amounts.amount_of(part.newest), amounts.amount_of(whole.newest))
    except ZeroDivisionError:
        raise AmountError("division-by-zero", say("the whole is 0, or may be: it has no shares")) from None
    amount = amounts.converted(ratio, PERCENT)
    formula = f"share({_formula(part)}, {_formula(whole)})"
    return _computed(id, part, _all(part, whole), formula, _to_places(amount, places), "share")


def _formula(fact: Fact) -> str:
    made = fact.newest.computation
    return made.formula if made and fact.id.endswith(")") else fact.id


def _all(part: Fact, whole: Fact) -> list[Fact | Input]:
    """What a share was computed from: figures, and what totals were computed from."""
    made = [fact.newest.computation for fact in (part, whole)]
    return [one for fact, computation in zip((part, whole), made, strict=True)
            for one in (computation.inputs if computation else (fact,))]


def _to_places(amount: Amount, places: int) -> tuple[Quantity, bool]:
    try:
        return amounts.concluded(amount, places)
    except AmountError as problem:
        if problem.rule != "too-many-places":
            raise
        return amounts.concluded(amount)


def _computed(id: str, like: Fact, of: Sequence[Fact | Input], formula: str, made: tuple[Quantity, bool],
              called: str) -> Fact:
    inputs = tuple({one.name: one for one in map(_input, of)}.values())
    cites = tuple(dict.fromkeys(replace(cite, written="") for one in inputs for cite in one.value.cites))
    quantity, rounded = made
    value = Value(quantity, None, None, "", None, cites, like.span, computation=Computation(formula, inputs, rounded))
    return Fact(id, _label(like, called), (value,), like.measure if quantity.unit != "%" else None, (), "", like.span)


def _input(one: Fact | Input) -> Input:
    return one if isinstance(one, Input) else Input(one.id, one.id, one.newest)


def _label(like: Fact, called: str) -> Localized:
    """ "Seized: total" in the languages of the program's own words."""
    return {lang: f"{label}{words(lang)['colon']}{words(lang)[called]}"
            for lang, label in like.label.items() if lang in ("zh", "en", "zh-CN")}


# --- how figures are printed in a column --------------------------------------------------------------------------

def to_places(value: Value, places: int | None, power: int) -> tuple[Quantity, bool]:
    """A figure in 10^`power`, to at most `places` decimals of that, and whether it lost digits.

    A bound is rounded away from what it bounds, so that it still holds.
    """
    quantity = value.quantity
    assert quantity is not None
    moved = False
    if places is not None:
        try:
            given, moved = amounts.concluded(amounts.amount_of(value), places - power)
        except AmountError:                # fewer decimals are there than may be printed
            given = quantity
        if moved or _decimals(given) < _decimals(quantity):
            relation = "exact" if quantity.relation == "exact" else given.relation     # the table tells of rounding
            quantity = replace(given, relation=relation, scale=quantity.scale)
    return (_in_powers(quantity, power, _written(value, places, power)) if power else quantity), moved


def _written(value: Value, places: int | None, power: int) -> int:
    """The decimals of 10^`power` that a figure was written with, zeros too (22.0), of which `places` may be printed."""
    quantity = value.quantity
    assert quantity is not None
    coarse = value.computation is not None and quantity.scale > 1
    written = power - quantity.scale.adjusted() + quantity.places if quantity.places or coarse else 0
    return max(written if places is None else min(written, places), 0)


def _decimals(quantity: Quantity) -> int:
    ends = (quantity.number, quantity.low, quantity.high)
    return max((-end.as_tuple().exponent for end in ends if end is not None), default=0)


def _in_powers(quantity: Quantity, power: int, written: int) -> Quantity:
    def short(number: Decimal | None) -> Decimal | None:
        if number is None:
            return None
        moved = number.scaleb(-power).normalize()
        return in_full(moved.quantize(Decimal(1).scaleb(-max(written, -moved.as_tuple().exponent))))

    return replace(quantity, number=short(quantity.number), low=short(quantity.low), high=short(quantity.high),
                   scale=Decimal(1))
