"""Does what is told still hold? Facts to be looked at again, values that no longer stand, claims on changed facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from reportgen.diagnostics import Diagnostic, Span, warning
from reportgen.document.nodes import Document
from reportgen.document.walk import facts_printed
from reportgen.facts.model import Claim, Day, Fact, FactBase, Value
from reportgen.messages import Message, say
from reportgen.scrutiny import Scrutiny


def overdue_reviews(facts: FactBase, documents: Mapping[str, Document], scrutiny: Scrutiny) -> Iterator[Diagnostic]:
    """A fact's answer of today, or a claim, whose `review_by` lies before today; without a today, nothing."""
    if scrutiny.today is None:
        return
    dated: list[tuple[str, Day | None, Span]] = [
        *((fact.id, fact.newest.review_by, fact.newest.span) for fact in facts.facts.values()),
        *((claim.id, claim.review_by, claim.span) for claim in facts.claims.values())]
    for id, day, span in dated:
        if day is not None and _is_over(day, scrutiny.today):
            yield warning("overdue-review", say('"{id}" was to be looked at again by {day}', id=id, day=day.edtf), span,
                          say("look whether it still holds; then give it a later review_by"))


def fallen_values(facts: FactBase, documents: Mapping[str, Document], scrutiny: Scrutiny) -> Iterator[Diagnostic]:
    """A printed fact of which no value stands any more: each was withdrawn, replaced or deprecated."""
    for document in documents.values():
        for id, span in facts_printed(document.blocks).items():
            fact = facts.fact(id)
            if fact and not fact.newest.stands:
                yield warning("fallen-value", say('"{fact}" is printed, and {how}', fact=id, how=_fall(fact.newest)),
                              span, say("print it no longer, or give it an answer that stands"),
                              ((fact.newest.span, say("the value that is printed")),))


def claims_on_changed_facts(facts: FactBase, documents: Mapping[str, Document],
                            scrutiny: Scrutiny) -> Iterator[Diagnostic]:
    """A claim that rests on a fact whose answer was revised, corrected or given up: does the claim still follow?"""
    for claim in facts.claims.values():
        for fact in filter(None, map(facts.fact, claim.facts)):
            if how := _change(fact):
                yield _to_be_read_again(claim, fact, how)


def _to_be_read_again(claim: Claim, fact: Fact, how: Message) -> Diagnostic:
    return warning("claim-on-changed-fact",
                   say('"{claim}" rests on "{fact}", {how}', claim=claim.id, fact=fact.id, how=how), claim.span,
                   say("read the claim again; if it holds, allow this under exceptions: in reportgen.yaml, with the "
                       "answer as its words:, so that the next change is told"),
                   ((fact.newest.span, say("the answer as it is now")),))


def _change(fact: Fact) -> Message | None:
    value = fact.newest
    if not value.stands:
        return say("of which nothing stands any more")
    if value.because == "revised":
        return say('which was revised to "{answer}"', answer=value.written)
    return say('which was corrected to "{answer}"', answer=value.written) if value.because else None


def _fall(value: Value) -> Message:
    if value.status == "withdrawn":
        return say("it was withdrawn")
    return say("it was replaced") if value.status == "superseded" else say("it is deprecated")


def _is_over(day: Day, today: date) -> bool:
    return (day.year, day.month or 12, day.day or 31) < (today.year, today.month, today.day)
