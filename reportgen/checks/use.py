"""Is everything in the fact base used? Facts that no report prints, and sources that nothing cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.diagnostics import Diagnostic, warning
from reportgen.document.nodes import Citation, Document
from reportgen.document.walk import facts_printed, reading
from reportgen.facts.model import FactBase
from reportgen.messages import say
from reportgen.scrutiny import Scrutiny


def unused_facts(facts: FactBase, documents: Mapping[str, Document], scrutiny: Scrutiny) -> Iterator[Diagnostic]:
    """A fact that no document prints and that no formula, claim or exhibit of the fact base rests on."""
    used = _used(facts, documents)
    for fact in facts.facts.values():
        if fact.id not in used:
            yield warning("unused-fact", say('nothing prints or uses "{fact}"', fact=fact.id), fact.span,
                          say("print it, or delete it"))


def uncited_sources(facts: FactBase, documents: Mapping[str, Document], scrutiny: Scrutiny) -> Iterator[Diagnostic]:
    """A source that nothing in the fact base stands in, that no document cites, and from which none of those comes."""
    cited = {*_standing_in(facts), *_cited_in(documents)}
    waiting = list(cited)
    while waiting:
        source = facts.sources.get(waiting.pop())
        origins = set(source.derives_from) - cited if source else set()
        cited |= origins
        waiting += origins
    for source in facts.sources.values():
        if source.id not in cited:
            yield warning("uncited-source", say('nothing cites the source "{source}"', source=source.id), source.span,
                          say("cite it, or delete it"))


def _used(facts: FactBase, documents: Mapping[str, Document]) -> set[str]:
    printed = dict.fromkeys(fact for document in documents.values() for fact in facts_printed(document.blocks))
    computed = filter(None, map(facts.fact, printed))              # in a template or a table's totals, some of them
    inputs = (given.fact for fact in (*facts.facts.values(), *computed) for value in fact.values if value.computation
              for given in value.computation.inputs)
    return {*printed, *inputs, *(fact for claim in facts.claims.values() for fact in claim.facts),
            *(fact for exhibit in facts.exhibits.values() for fact in exhibit.facts),
            *(fact for dataset in facts.datasets.values() for fact in dataset.promised)}


def _standing_in(facts: FactBase) -> Iterator[str]:
    """The sources that facts, events, names, claims and datasets are taken from."""
    entries = (*facts.subjects(), *facts.names.values(), *facts.claims.values(), *facts.datasets.values(),
               *(value for fact in facts.facts.values() for value in fact.values))
    return (cite.source for entry in entries for cite in entry.cites)


def _cited_in(documents: Mapping[str, Document]) -> Iterator[str]:
    return (source for document in documents.values() for node in reading(document.blocks)
            if isinstance(node, Citation) for source, _ in node.cites)
