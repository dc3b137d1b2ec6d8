"""Compute the `derived:` section of a fact base: facts that follow from other facts by a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, TypeVar

from reportgen.facts.formulas.computed import computed_fact, wanted_unit
from reportgen.facts.formulas.computing import Computed, Wanted, compute
from reportgen.facts.formulas.formula import Call, Formula, FormulaError, Name, Operation, parse_formula
from reportgen.facts.model import Event, Fact, FactBase, Measure, Noun
from reportgen.facts.yaml.nodes import Text
from reportgen.facts.entries.reading import SHARING_IDS, VOCABULARY, WORDS_OF_EVENTS, Around, Reading
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.facts.entries.schema import DerivedEntry

E = TypeVar("E", bound=Event)


def derive(reading: Reading, base: FactBase) -> FactBase:
    """The fact base with its derived facts; what is wrong with them joins the reading's problems.

    Derived facts may use one another in any order, but not themselves. One that rests on a broken one is left out.
    """
    taken = _taken(reading)
    entries = {id: entry for id, (entry, _) in reading.entries["derived"].items() if _check_id(reading, id, taken)}
    formulas = {id: formula for id, entry in entries.items() if (formula := _formula(reading, entry))}
    facts = dict(base.facts)
    growing = replace(base, facts=facts)
    for id in _in_order(reading, formulas, entries):
        if fact := _fact(reading, id, entries[id], growing):
            facts[fact.id] = fact
    made = [facts[id] for id in entries if id in facts]
    return replace(growing, events=_with(made, base.events), agreements=_with(made, base.agreements))


def _with(made: Sequence[Fact], events: Mapping[str, E]) -> dict[str, E]:
    """Events and agreements with the derived facts that are theirs."""
    own: dict[str, dict[str, Fact]] = {}
    for fact in made:
        own.setdefault(fact.event, {})[fact.id.rpartition(".")[2]] = fact
    return {id: replace(event, facts={**event.facts, **own[id]}) if id in own else event
            for id, event in events.items()}


def _taken(reading: Reading) -> dict[str, Text]:
    """The ids that other things bear, the dotted ones of events' facts included."""
    taken = {str(id): id for section in SHARING_IDS for id in reading.entries[section]}
    return taken | {f"{id}.{name}": name for section in ("events", "agreements")
                    for id, (entry, _) in reading.entries[section].items() for name in entry.facts}


def _check_id(reading: Reading, id: Text, taken: Mapping[str, Text]) -> bool:
    """Whether a derived fact may bear its id: that of an event's fact, or one that nothing else has."""
    told = len(reading.problems)
    owner, _, name = id.rpartition(".")
    if owner and owner not in reading.entries["events"] and owner not in reading.entries["agreements"]:
        reading.unknown(Text(owner, id.span), "event", (*reading.entries["events"], *reading.entries["agreements"]))
    reading.check_id(Text(name, id.span), WORDS_OF_EVENTS if owner else VOCABULARY)
    if id in taken:
        reading.clash(id, taken[id])
    return len(reading.problems) == told


def _formula(reading: Reading, entry: DerivedEntry) -> Formula | None:
    try:
        return parse_formula(entry.formula)
    except FormulaError as problem:
        _tell(reading, entry.formula, problem)
        return None


def _tell(reading: Reading, formula: Text, problem: FormulaError) -> None:
    reading.problems.append(problem.at(formula.place(problem.position)))


# --- order --------------------------------------------------------------------------------------------------------

def _in_order(reading: Reading, formulas: Mapping[Text, Formula],
              entries: Mapping[Text, DerivedEntry]) -> Iterator[Text]:
    """Each derived fact after those that it uses; circles are told, and what rests on them is left out."""
    ids = {str(id): id for id in formulas}
    uses = {str(id): [used for name in _names(formula) if (used := _used(name.id, ids))]
            for id, formula in formulas.items()}
    broken: set[str] = set()
    while True:
        sorter = TopologicalSorter({id: others for id, others in uses.items() if id not in broken})
        try:
            order = list(sorter.static_order())
            break
        except CycleError as found:
            circle = found.args[1][1:]
            _tell_circle(reading, circle, formulas, ids, entries)
            broken |= set(circle)
    for id in order:
        if id in broken or broken.intersection(uses[id]):
            broken.add(id)
        else:
            yield ids[id]


def _tell_circle(reading: Reading, circle: Sequence[str], formulas: Mapping[Text, Formula], ids: Mapping[str, Text],
                 entries: Mapping[Text, DerivedEntry]) -> None:
    first = min(circle, key=lambda id: ids[id].span)
    formula = entries[ids[first]].formula
    name = next(name for name in _names(formulas[ids[first]]) if _used(name.id, ids) in circle)
    others = tuple((ids[id].span, say('"{id}" is a part of this circle', id=id)) for id in circle if id != first)
    reading.wrong("circle", say('"{id}" is computed from itself', id=first), formula.place(name.at), related=others)


def _names(formula: Formula) -> Iterator[Name]:
    if isinstance(formula, Name):
        yield formula
    elif isinstance(formula, Operation):
        yield from _names(formula.left)
        yield from _names(formula.right)
    elif isinstance(formula, Call):
        for value in formula.values:
            yield from _names(value)


def _used(name: str, ids: Mapping[str, Text]) -> str:
    """The derived fact that a name means, or one of whose dated values it means; "" for none."""
    while name and name not in ids:
        name = name.rpartition(".")[0]
    return name


# --- facts --------------------------------------------------------------------------------------------------------

def _fact(reading: Reading, id: Text, entry: DerivedEntry, base: FactBase) -> Fact | None:
    owner, _, name = id.rpartition(".")
    measure = _measure(reading, id, entry, entry.measure or Text(name, id.span))
    wanted = Wanted(entry.places, _unit(reading, entry.as_) if entry.as_ else "", entry.periods)
    try:
        computed = compute(str(entry.formula), base, wanted)
    except FormulaError as problem:
        if not _is_broken(reading, problem, entry.formula):
            _tell(reading, entry.formula, problem)
        return None
    _check_unit(reading, entry, computed, measure)
    if period := reading.when(entry.period, Around()):
        computed = replace(computed, period=period)
    label = reading.texts(entry.label) if entry.label else measure.label if measure else {}
    fact = computed_fact(str(id), computed, base, id.span, label, measure, reading.review_by(entry.review_by))
    return replace(fact, event=owner, tags=tuple(map(str, entry.tags)), note=reading.maybe(entry.note))


def _is_broken(reading: Reading, problem: FormulaError, formula: Text) -> bool:
    """Whether a formula fails for a fact, event or dataset whose own mistake is told elsewhere."""
    if problem.rule != "unknown-fact":
        return False
    name = next(one.id for one in _names(parse_formula(formula)) if one.at == problem.position)
    own = {*reading.declared, *(id for section in ("events", "agreements", "datasets")
                                for id in reading.entries[section] if f"{id}.when" == name or section == "datasets")}
    parts = name.split(".")
    known = any(".".join(parts[:n]) in own for n in range(1, len(parts) + 1))
    return known and len(reading.problems) > 0


def _measure(reading: Reading, id: Text, entry: DerivedEntry, name: Text) -> Measure | None:
    """The measure of a derived fact, with the noun that the entry gives."""
    measure = reading.measures.get(name)
    if entry.measure:
        reading.known(name, reading.measures, "measure")
    if entry.label is None and measure is None:
        reading.without_label(id, name)
    if entry.noun:
        noun = Noun({str(lang): tuple(forms) for lang, forms in entry.noun.items()})
        label = measure.label if measure else entry.label or {}
        return Measure(measure.id if measure else str(id), label, noun, id.span, measure.unit if measure else "")
    return measure


def _unit(reading: Reading, text: Text) -> str:
    if not (code := wanted_unit(text)):
        reading.wrong("unknown-unit", say('"{unit}" is no unit that is known here', unit=text), text.span,
                      say('such as t, kg, km2, "%", USD'))
    return code


def _check_unit(reading: Reading, entry: DerivedEntry, computed: Computed, measure: Measure | None) -> None:
    wanted = entry.unit or (measure.unit if measure else "")
    if wanted and wanted != computed.quantity.unit:
        place = entry.unit.span if entry.unit else entry.formula.span
        reading.wrong("unit-disagrees", say('the formula comes out in "{unit}", and not in "{wanted}"',
                                            unit=computed.quantity.unit, wanted=wanted), place)
