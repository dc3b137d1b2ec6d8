"""Say a formula in words, with the labels of what it takes: "Suspects arrested ÷ Cases solved"."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.facts.formulas.formula import BINDS, Call, Formula, FormulaError, Name, Operation, Scale, parse_formula
from reportgen.facts.model import Computation, Fact, FactBase, Input, localized
from reportgen.locales import words

SIGNS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ "}


def formula_in_words(computation: Computation, facts: FactBase, lang: str) -> str:
    """The formula of a computed value, with labels for ids; as it was written where it cannot be read."""
    try:
        formula = parse_formula(computation.formula)
    except FormulaError:
        return computation.formula
    labels = {**_column_labels(facts, lang), **input_labels(computation, facts, lang)}
    said = _said(formula, labels, lang)
    return said[:1].upper() + said[1:]


def _column_labels(facts: FactBase, lang: str) -> Mapping[str, str]:
    """What the columns of datasets are called, by their name in a formula."""
    colon = words(lang)["colon"]
    return {f"{id}.{name}": f"{localized(dataset.title, lang) or id}{colon}{localized(field.label, lang) or name}"
            for id, dataset in facts.datasets.items() for name, field in dataset.fields.items()}


def input_labels(computation: Computation, facts: FactBase, lang: str) -> Mapping[str, str]:
    """What each input is called, by its name in the formula: with its event's title where they are of several, and
    with its period where several values of one fact are taken."""
    inputs = computation.inputs
    known = {one.name: facts.fact(one.fact) for one in inputs}
    several = len({fact.event if fact else one.fact for one, fact in zip(inputs, known.values(), strict=True)}) > 1
    dated = {one.fact for one in inputs if sum(one.fact == other.fact for other in inputs) > 1} if len(inputs) < 100 \
        else set()
    return {one.name: _label(one, known[one.name], facts, lang, several, one.fact in dated) for one in inputs}


def _label(one: Input, fact: Fact | None, facts: FactBase, lang: str, several: bool, dated: bool) -> str:
    from reportgen.facts.format_dates import print_when

    texts = words(lang)
    event_id = fact.event if fact else one.fact.removesuffix(".when")
    event = facts.events.get(event_id) or facts.agreements.get(event_id)
    title = localized(event.title, lang) if event else None
    if fact is None:
        return title or one.name
    label = localized(fact.label, lang) or fact.id
    if dated and one.value.period:
        label = texts["value_in_period"].format(value=label, period=print_when(one.value.period, lang))
    return f"{title}{texts['colon']}{label}" if several and title else label


def _said(formula: Formula, labels: Mapping[str, str], lang: str) -> str:
    match formula:
        case Scale(number):
            return f"{number:,}" if lang == "en" else str(number)
        case Name(id):
            return labels.get(id, id)
        case Operation(sign, left, right):
            first = isinstance(left, Operation) and BINDS[left.sign] < BINDS[sign]
            second = isinstance(right, Operation) and BINDS[right.sign] <= BINDS[sign]
            return _bracketed(left, first, labels, lang) + SIGNS[sign] + _bracketed(right, second, labels, lang)
        case Call():
            return _call(formula, labels, lang)


def _bracketed(formula: Formula, brackets: bool, labels: Mapping[str, str], lang: str) -> str:
    said = _said(formula, labels, lang)
    return words(lang)["brackets"].format(text=said) if brackets else said


def _call(call: Call, labels: Mapping[str, str], lang: str) -> str:
    texts = words(lang)
    values = [_bracketed(value, isinstance(value, Operation), labels, lang) for value in call.values]
    if call.function == "count":
        values = list(labels.values())
    elif len(values) == 1 and call.function in ("change", "percent_change", "multiple"):
        id = call.values[0].id if isinstance(call.values[0], Name) else ""
        values = [labels.get(f"{id}.first", values[0]), values[0]]
    listed = texts["item_separator"].join(values)
    first, last = values[0] if values else "", values[-1] if values else ""
    per = dict(call.options).get("per", "1")
    return texts[f"formula_{call.function}"].format(values=listed, first=first, last=last,
                                                    per=f"{int(per):,}" if lang == "en" else per)
