"""Compute in a template: `{{ compute("waterway_2.suspects / waterway_2.cases", places=2) }}`, traced like any fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.compose.views import FactView
from reportgen.diagnostics import Span
from reportgen.facts.formulas.computed import computed_fact, computed_id, wanted_unit
from reportgen.facts.formulas.computing import Wanted, compute
from reportgen.facts.formulas.formula import FormulaError
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.compose.composition import Composition

OPTIONS = ("places", "as", "periods")


def computed_view(composition: Composition, formula: str, options: dict[str, object]) -> FactView | Markup:
    """The figure that a formula comes to, to be printed like a fact; what is wrong with it is told at its place."""
    templates = composition.templates
    try:
        wanted = _wanted(options)
        id = computed_id(formula, wanted)
        facts = composition.facts
        if id not in facts.computed:
            facts.computed[id] = computed_fact(id, compute(formula, facts, wanted), facts, templates.here("compute"))
    except FormulaError as problem:
        place = templates.here(formula)
        if templates.line(place.file, place.line)[place.column - 1:].startswith(formula):
            place = Span(place.file, place.line, place.column + problem.position)
        templates.problems.setdefault(problem.at(place))
        return Markup()
    return FactView(composition, facts.computed[id])


def _wanted(options: dict[str, object]) -> Wanted:
    """What compute() is told by name; TypeError where that is nothing it knows."""
    for name in options:
        if name not in OPTIONS:
            raise TypeError(say('{name}() knows no "{word}"', name="compute", word=name))
    places, unit, periods = (options.get(name) for name in OPTIONS)
    if places is not None and not (type(places) is int and 0 <= places <= 12):
        raise TypeError(say("places= is a number of decimals from 0 to 12"))
    if periods not in (None, "same", "differ"):
        raise TypeError(say('periods= is "same" or "differ"'))
    if unit is not None and (type(unit) is not str or not wanted_unit(unit)):
        raise TypeError(say('"{unit}" is no unit that is known here', unit=unit))
    return Wanted(places, wanted_unit(unit) if unit else "", periods or "same")
