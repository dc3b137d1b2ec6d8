"""Hold the rows of datasets to what is said of them: a sum that equals a fact, values that are unique or in a range."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.diagnostics import Span, did_you_mean
from reportgen.facts.formulas import amounts
from reportgen.facts.formulas.amounts import Amount, AmountError
from reportgen.facts.model import Dataset, Fact, FactBase, Record, Value
from reportgen.facts.yaml.nodes import Text
from reportgen.facts.datasets.selection import chosen, name_of, plain_number, read_where
from reportgen.facts.datasets.sheets import Wrong
from reportgen.facts.datasets.totals import lacks
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.facts.entries.rows_schema import CheckEntry, DatasetEntry

MOST_TOLD = 20                         # rows that break one check


def check_datasets(entries: Mapping[Text, DatasetEntry], facts: FactBase, wrong: Wrong) -> None:
    """Tell every promise of a dataset that its rows do not keep."""
    for id, entry in entries.items():
        dataset = facts.datasets.get(str(id))
        for check in entry.checks if dataset else ():
            given = [name for name in ("sum", "unique", "range") if getattr(check, name)]
            if len(given) != 1:
                wrong("bad-check", say("a check is one of sum:, unique: and range:"), id.span)
            else:
                CHECKS[given[0]](check, dataset, facts, wrong)


def _sum(check: CheckEntry, dataset: Dataset, facts: FactBase, wrong: Wrong) -> None:
    known = _number_field(check.sum, dataset, wrong)
    if check.equals is None:
        wrong("missing-key", say('"{name}" is missing here', name="equals"), check.sum.span,
              say("add a line  {name}: …", name="equals"))
        return
    fact = facts.fact(check.equals)
    if fact is None or fact.newest.quantity is None:
        wrong("unknown-fact", say('unknown fact "{id}"', id=check.equals), check.equals.span,
              did_you_mean(check.equals, facts.facts))
        return
    told: list[int] = []
    rows = chosen(dataset, read_where(check.where, dataset, lambda *given: (told.append(1), wrong(*given))))
    cells = [cell for row in rows if known and (cell := dataset.fact(row.key, check.sum))]
    if known and not told:
        _compare(check, cells, fact, wrong)


def _compare(check: CheckEntry, cells: list[Fact], fact: Fact, wrong: Wrong) -> None:
    """Whether what the cells add up to, by all that is known of them, may be the fact, give or take the tolerance."""
    figures = [amounts.amount_of(cell.newest) for cell in cells if cell.newest.quantity]
    try:
        wanted = amounts.amount_of(fact.newest)
        total = amounts.exactly(0, wanted.unit)
        for figure in figures:
            total = amounts.add(total, figure)
    except AmountError as problem:
        wrong(problem.rule, problem.message, check.sum.span, problem.hint)
        return
    try:
        slack = Fraction(plain_number(check.tolerance)) if check.tolerance else Fraction(0)
    except ValueError as problem:
        wrong("bad-check", problem.args[0], check.tolerance.span)
        return
    slack += sum((_reach(amount) for amount in (wanted, *figures)), Fraction(0))
    (low, high), (least, most) = _ends(total), _ends(wanted)
    high = None if lacks(cells) else high
    if (high is not None and least is not None and high + slack < least) or (
            most is not None and low is not None and low - slack > most):
        wrong("sum-disagrees", say('the sum of "{field}" is {sum}, and "{fact}" says {said}', field=check.sum,
                                   sum=_plain(total), fact=fact.id, said=_said(fact)), check.sum.span,
              say("correct the rows or the fact, or allow a difference:  tolerance: …"),
              ((fact.newest.span, say("the fact")),))


def _ends(amount: Amount) -> tuple[Fraction | None, Fraction | None]:
    low, high = amount.bounds.low, amount.bounds.high
    return (None if low.infinity else low.value), (None if high.infinity else high.value)


def _reach(amount: Amount) -> Fraction:
    """How far "about" may lie from its number: one of its last digit."""
    return Fraction(10) ** amount.last if "approx" in amount.relations and amount.last is not None else Fraction(0)


def _plain(amount: Amount) -> str:
    low, high = _ends(amount)
    return f"{Decimal(low.numerator) / Decimal(low.denominator):f}" if low is not None and low == high else "…"


def _said(fact: Fact) -> str:
    value, number = fact.newest, fact.newest.quantity and fact.newest.quantity.number
    return value.written or ("…" if number is None else f"{number:f}")


def _unique(check: CheckEntry, dataset: Dataset, facts: FactBase, wrong: Wrong) -> None:
    if not all(_field(name, dataset, wrong) for name in check.unique):
        return
    first: dict[tuple[str, ...], Record] = {}
    told = 0
    for record in dataset.records:
        values = tuple(name_of(record.values.get(name)) for name in check.unique)
        if first.setdefault(values, record) is not record and told < MOST_TOLD:
            told += 1
            wrong("not-unique", say('two rows have the same {fields}: {values}', fields=", ".join(check.unique),
                                    values=", ".join(values)), Span(dataset.file, record.line), "",
                  ((Span(dataset.file, first[values].line), say("the first")),))


def _range(check: CheckEntry, dataset: Dataset, facts: FactBase, wrong: Wrong) -> None:
    if not _number_field(check.range, dataset, wrong):
        return
    try:
        least = plain_number(check.least) if check.least else None
        most = plain_number(check.most) if check.most else None
    except ValueError as problem:
        wrong("bad-check", problem.args[0], check.range.span)
        return
    told = 0
    for record in dataset.records:
        value = record.values.get(check.range)
        number = value.quantity.number if isinstance(value, Value) and value.quantity else None
        if number is not None and told < MOST_TOLD and (
                (least is not None and number < least) or (most is not None and number > most)):
            told += 1
            wrong("out-of-range", say('"{text}" is not between {least} and {most}', text=value.written,
                                      least="…" if least is None else f"{least:f}",
                                      most="…" if most is None else f"{most:f}"), value.span, "",
                  ((check.range.span, say("the check")),))


def _number_field(name: Text, dataset: Dataset, wrong: Wrong) -> bool:
    if not _field(name, dataset, wrong):
        return False
    if dataset.fields[name].type != "number":
        wrong("bad-check", say('"{name}" holds no numbers', name=name), name.span)
        return False
    return True


def _field(name: Text, dataset: Dataset, wrong: Wrong) -> bool:
    if name in dataset.fields:
        return True
    wrong("unknown-field", say('"{dataset}" has no field "{name}"', dataset=dataset.id, name=name), name.span,
          did_you_mean(name, dataset.fields) or say("it has {names}", names=", ".join(dataset.fields)))
    return False


CHECKS: dict[str, Callable[[CheckEntry, Dataset, FactBase, Wrong], None]] = {
    "sum": _sum, "unique": _unique, "range": _range}
