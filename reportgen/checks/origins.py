"""Is support independent? Sources that were made from one another count as one (ICD 206)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from reportgen.diagnostics import Diagnostic, warning
from reportgen.document.nodes import Document
from reportgen.facts.model import FactBase, Source
from reportgen.messages import say
from reportgen.scrutiny import Scrutiny


def one_origin(facts: FactBase, documents: Mapping[str, Document], scrutiny: Scrutiny) -> Iterator[Diagnostic]:
    """A value or claim with several supporting sources that all go back to one."""
    dated = [(fact.id, value) for fact in facts.facts.values() for value in fact.values if not value.computation]
    for id, entry in (*dated, *facts.claims.items()):
        sources = list(dict.fromkeys(cite.source for cite in entry.cites if cite.role == "supports"))
        shared = _shared_origin(sources, facts.sources) if len(sources) > 1 else ""
        if shared:
            yield warning("one-origin", say('all sources of "{id}" go back to "{source}"', id=id, source=shared),
                          entry.span, say("they count as one: do not call it confirmed; cite an independent source, "
                                          "or only the origin"))


def circular_sources(facts: FactBase, documents: Mapping[str, Document], scrutiny: Scrutiny) -> Iterator[Diagnostic]:
    """Sources that were made from one another in a circle: none of them is where the words come from."""
    derived = {source.id: set(source.derives_from) & facts.sources.keys() for source in facts.sources.values()}
    while circle := _circle(derived):
        first, *others = (facts.sources[id] for id in sorted(circle, key=lambda id: facts.sources[id].span))
        yield warning("circular-sources", say('"{source}" derives from itself', source=first.id), first.span,
                      say("name under derives_from: only what was there before"),
                      tuple((source.span, say('by way of "{source}"', source=source.id)) for source in others))
        derived = {id: origins - circle for id, origins in derived.items() if id not in circle}


def _circle(derived: Mapping[str, set[str]]) -> set[str]:
    try:
        TopologicalSorter(derived).prepare()
    except CycleError as found:
        return set(found.args[1])
    return set()


def _shared_origin(ids: list[str], sources: Mapping[str, Source]) -> str:
    """The nearest source that all of `ids` are or were made from, or ""."""
    first, *others = [_origins(id, sources) for id in ids]
    return next((id for id in first if all(id in other for other in others)), "")


def _origins(id: str, sources: Mapping[str, Source]) -> dict[str, None]:
    """The source and those it derives from, nearest first."""
    found: dict[str, None] = {}
    waiting = [id]
    while waiting:
        id = waiting.pop(0)
        if id not in found and id in sources:
            found[id] = None
            waiting += sources[id].derives_from
    return found
