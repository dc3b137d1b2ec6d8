"""How a value stands to its evidence, and the dates of events as facts of their own, which they are on the page."""

from __future__ import annotations

from typing import Literal

from reportgen.facts.model import Citation, Fact, FactBase, Value
from reportgen.locales import languages, words

Standing = Literal["verified", "unverified", "contradicted", "computed", "open"]
STANDINGS: tuple[Standing, ...] = ("verified", "unverified", "contradicted", "computed", "open")


def standing(value: Value, facts: FactBase) -> Standing:
    """What is known of a value's wording; "open" is what its source does not say, so that there is none."""
    if value.computation:
        return "computed"
    if value.state and not any(cite.written for cite in value.cites):
        return "open"
    return facts.verdict(value.cites)


def fact_or_date(id: str, facts: FactBase) -> Fact | None:
    """The fact with this id; the date of an event or agreement, `<event>.when`, is made one."""
    name, _, last = id.rpartition(".")
    event = (facts.events.get(name) or facts.agreements.get(name)) if last == "when" else None
    if event is None:
        return facts.fact(id)
    when = event.when
    cites = tuple(Citation(cite.source, cite.at, when.written, cite.role, when.span) for cite in event.cites)
    found = tuple(cite for cite in cites if (cite.source, cite.at, cite.written) in facts.verdicts)
    value = Value(None, None, when, when.written, None, found or cites, event.span)     # of several places, that one
    label = {lang: words(lang)["evidence_when"] for lang in languages()}
    return Fact(id, label, (value,), None, event.parties, event.id, event.span, tags=event.tags)
