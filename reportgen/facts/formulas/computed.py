"""Facts that are computed: what they are called, counted in, and where they come from.

A figure computed in a template has its formula as its id, `compute(a/b,places=2)`, so that every language of a report
names it alike and anyone who meets the id can compute it again.
"""

from __future__ import annotations

import re
from reportgen.diagnostics import Span
from reportgen.facts.formulas.computing import Computed, Wanted, compute
from reportgen.facts.formulas.formula import FormulaError, parse_formula, spelled
from reportgen.facts.formulas.in_words import formula_in_words
from reportgen.facts.model import Day, Fact, FactBase, Localized, Measure, Noun, Value
from reportgen.facts.units import is_currency, unit_named

LANGUAGES = ("zh", "en")
_ID = re.compile(r"compute\((.+?)(?:,places=(\d+))?(?:,as=([^,]+?))?(,periods=differ)?\)", re.DOTALL)


def computed_id(formula: str, wanted: Wanted) -> str:
    """The id of the figure that a formula comes to; FormulaError where the formula cannot be read."""
    how = ["" if wanted.places is None else f",places={wanted.places}", wanted.unit and f",as={wanted.unit}",
           ",periods=differ" if wanted.periods == "differ" else ""]
    return f"compute({spelled(parse_formula(formula))}{''.join(how)})"


def computed_by_id(id: str, facts: FactBase) -> Fact | None:
    """The fact that an id of `computed_id` names, or None where it is no such id or cannot be computed here."""
    found = _ID.fullmatch(id)
    if not found:
        return None
    formula, places, unit, differ = found.groups()
    wanted = Wanted(int(places) if places else None, unit or "", "differ" if differ else "same")
    try:
        return computed_fact(id, compute(formula, facts, wanted), facts, Span(""))
    except FormulaError:
        return None


def computed_fact(id: str, computed: Computed, facts: FactBase, span: Span, label: Localized | None = None,
                  measure: Measure | None = None, review_by: Day | None = None) -> Fact:
    """The fact with that result; without a label it is called what its formula says.

    It is stale as soon as one of its inputs is.
    """
    taken = computed.computation.inputs
    label = label or {lang: formula_in_words(computed.computation, facts, lang) for lang in LANGUAGES}
    if measure is None or measure.noun is None:
        note, home = (measure.note, measure.span) if measure else (None, span)
        noun = noun_of(computed, facts)
        measure = Measure(measure.id if measure else id, label, noun, home, computed.quantity.unit, note)
    days = [day for day in (review_by, *(one.value.review_by for one in taken)) if day]
    value = Value(computed.quantity, None, None, "", computed.period, computed.cites, span,
                  review_by=min(days, key=lambda day: day.edtf) if days else None, computation=computed.computation)
    return Fact(id, label, (value,), measure, computed.parties, "", span, count=computed.count)


def wanted_unit(text: str) -> str:
    """The code of a unit that a result is wanted in: a code, a unit's name, or one by another; "" for none."""
    return text if "/" in text or text.startswith("{") or is_currency(text) else unit_named(text)


def noun_of(computed: Computed, facts: FactBase) -> Noun | None:
    """What a result counts, by the words of an input's measure: the suspects of suspects per case."""
    upper = computed.quantity.unit.partition("/")[0]
    taken = (facts.fact(one.fact) for one in computed.computation.inputs)
    measures = (fact.measure for fact in taken if fact and fact.measure)
    return next((measure.noun for measure in measures if measure.noun and measure.unit == upper), None)
