"""List what a fact base copied out of its sources: each wording with the place where it should stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from reportgen.diagnostics import Span
from reportgen.facts.model import Citation, Event, Fact, FactBase, Measure, Source, Value, When, localized


@dataclass(frozen=True, slots=True)
class Wording:
    """Something that must stand in a source: at one of `cites`, or anywhere in it (`anywhere`).

    "figure": `written` as it is; "date": `written`, or where that is "" (EDTF) a date that means `when`; "cell": the
    number of a dataset's cell; "place": nothing but the place itself. `of` is the id of the fact, event or claim it
    is of, `nouns` the counted things that its measure adds.
    """

    kind: Literal["figure", "date", "cell", "place"]
    of: str
    cites: tuple[Citation, ...]
    span: Span
    written: str = ""
    when: When | None = None
    anywhere: bool = False
    nouns: Mapping[str, str] = field(default_factory=dict)


def wordings(facts: FactBase) -> Iterator[Wording]:
    """All wordings of a fact base; what is computed has none."""
    for fact in facts.facts.values():
        outer = facts.events.get(fact.event) or facts.agreements.get(fact.event)
        for value in fact.values:
            if value.computation is None:
                yield from _of_value(fact, value, outer, facts.sources)
    for subject in (*facts.events.values(), *facts.agreements.values()):
        yield from _of_event(subject)
    for thing in (*facts.names.values(), *facts.claims.values(), *facts.datasets.values()):
        yield from (Wording("place", thing.id, (cite,), cite.span, cite.written) for cite in thing.cites)
    for dataset in facts.datasets.values():
        for record in dataset.records:
            for name in record.values:
                yield from _of_cell(dataset.fact(record.key, name))


def _of_value(fact: Fact, value: Value, outer: Event | None, sources: Mapping[str, Source]) -> Iterator[Wording]:
    for n, cite in enumerate(value.cites):
        if value.quantity and cite.written:
            nouns = _nouns(fact.measure, sources[cite.source].language)
            yield Wording("figure", fact.id, (cite,), cite.span, cite.written, nouns=nouns)
        elif value.when and value.when.kind != "unknown" and (n == 0 or cite.written):
            written = value.when.written if n == 0 else cite.written
            yield Wording("date", fact.id, (cite,), cite.span, written, value.when)
        else:
            yield Wording("place", fact.id, (cite,), cite.span)
    period = value.period
    if period and period.kind != "unknown" and period.span.file and not (outer and period.span == outer.when.span):
        yield Wording("date", fact.id, value.cites, period.span, period.written, period, anywhere=not period.written)


def _nouns(measure: Measure | None, lang: str) -> Mapping[str, str]:
    """What is counted, as the loader of facts gives it to `read_quantity`."""
    forms = localized(measure.noun.forms, lang) if measure and measure.noun else None
    return dict.fromkeys(forms or (), (measure.unit if measure else "") or "{item}")


def _of_event(event: Event) -> Iterator[Wording]:
    dates = (event.when, *(when for _, when in getattr(event, "joined", ())))
    for when in dates:
        if when.kind != "unknown" and event.cites:
            own = tuple(cite for cite in event.cites if cite.written and cite.written == when.written)
            yield Wording("date", event.id, own if when is event.when and own else event.cites,
                          when.span, when.written, when)
    yield from (Wording("place", event.id, (cite,), cite.span) for cite in event.cites)


def _of_cell(fact: Fact | None) -> Iterator[Wording]:
    for value in fact.values if fact else ():
        if value.quantity and value.cites:
            yield Wording("cell", fact.id, value.cites, value.span, value.cites[0].written)
