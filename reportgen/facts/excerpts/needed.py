"""Find what facts rest on: the inputs of formulas, the events they stand in, their measures, parties and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.facts.datasets.totals import added_up
from reportgen.facts.model import Agreement, Citation, Event, Fact, FactBase


@dataclass(slots=True)
class Needed:
    """What an excerpt holds, by id. `facts` has every id that was come by, `cells` the keys and fields of datasets."""

    facts: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    measures: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    cells: dict[str, set[tuple[str, str]]] = field(default_factory=dict)


def needed(base: FactBase, ids: Iterable[str], sources: Iterable[str]) -> Needed:
    """All that the facts of these ids rest on; `sources` are wanted in any case."""
    found, waiting = Needed(), list(ids)
    subjects: dict[str, Event] = {**base.events, **base.agreements}
    while waiting:
        id = waiting.pop()
        if id not in found.facts:
            found.facts.add(id)
            _take_subject(id.partition(".")[0], subjects, found)
            fact = base.fact(id)
            waiting += [*added_up(id, base), *(_take(fact, base, found) if fact else ())]
    _take_sources([*sources, *found.sources, *_of_names(base, found)], base, found)
    return found


def _take(fact: Fact, base: FactBase, found: Needed) -> Iterator[str]:
    """Note what a fact brings with it; the ids of its inputs."""
    found.parties.update(fact.parties, fact.given_by, fact.given_to)
    if fact.measure and fact.measure.id in base.measures:
        found.measures.add(fact.measure.id)
    dataset, _, cell = fact.id.partition(".")
    if dataset in base.datasets and not fact.id.endswith(")"):
        found.cells.setdefault(dataset, set()).add(_parted(cell))
    for value in fact.values:
        found.sources.update(cite.source for cite in value.cites)
        yield from (one.fact for one in value.computation.inputs) if value.computation else ()


def _parted(cell: str) -> tuple[str, str]:
    key, _, name = cell.partition(".")
    return key, name


def _take_subject(id: str, subjects: Mapping[str, Event], found: Needed) -> None:
    """Note an event or agreement of this id, if it is one, and the larger one that it is a part of."""
    while id in subjects and id not in found.subjects:
        subject = subjects[id]
        found.subjects.add(id)
        found.kinds.add(subject.kind)
        found.parties.update(subject.parties, subject.name_then)
        if isinstance(subject, Agreement):
            found.parties.update(party for party, _ in subject.joined)
        found.sources.update(cite.source for cite in subject.cites)
        id = subject.part_of


def _of_names(base: FactBase, found: Needed) -> Iterator[str]:
    cites: Iterable[Citation] = (cite for id in found.parties & set(base.names) for cite in base.names[id].cites)
    return (cite.source for cite in cites)


def _take_sources(ids: Iterable[str], base: FactBase, found: Needed) -> None:
    """Note the sources, with those that they repeat or were made from."""
    waiting = list(ids)
    found.sources.clear()
    while waiting:
        id = waiting.pop()
        if id not in found.sources and id in base.sources:
            found.sources.add(id)
            waiting += base.sources[id].derives_from
