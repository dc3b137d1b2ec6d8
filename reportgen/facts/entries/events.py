"""Read events and agreements, with the facts that stand in them, and see that none is a part of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportgen.facts.entries.figures import read_fact
from reportgen.facts.model import Agreement, Event, When
from reportgen.facts.yaml.nodes import Text
from reportgen.facts.entries.reading import Around, Reading
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.facts.entries.schema import AgreementEntry, EventEntry


def read_event(reading: Reading, id: Text, entry: EventEntry, around: Around) -> Event:
    return Event(**_happening(reading, id, entry, around))


def read_agreement(reading: Reading, id: Text, entry: AgreementEntry, around: Around) -> Agreement:
    known = reading.parties(entry.joined)
    joined = tuple((str(party), when) for party, text in entry.joined.items()
                   if party in known and (when := reading.when(text, around)))
    return Agreement(**_happening(reading, id, entry, around), joined=joined)


def _happening(reading: Reading, id: Text, entry: EventEntry, around: Around) -> dict[str, Any]:
    """The fields that events and agreements share."""
    when = reading.when(entry.when, around)
    if entry.when is None:
        reading.wrong("missing-key", say('"when" is missing here'), id.span,
                      say("add a line  when: … (or  when: unknown)"))
    if around.kind is None:
        reading.wrong("missing-key", say('"kind" is missing here'), id.span, say("add a line  kind: …"))
    else:
        reading.known(around.kind, reading.entries["kinds"], "kind")
    written = when.written if when and when.kind != "unknown" else ""
    inner = replace(around, period=when, event=str(id))
    facts = {str(name): read_fact(reading, Text(f"{id}.{name}", name.span), fact, inner.within(fact))
             for name, fact in entry.facts.items()}
    reading.facts |= {fact.id: fact for fact in facts.values() if fact}
    reading.parties(entry.name_then)
    return dict(
        id=str(id), kind=str(around.kind), title=reading.texts(entry.title), when=when or When("unknown"),
        parties=reading.parties(around.parties),
        cites=reading.citations(entry, around, id.span, written, entry.when and entry.when.span),
        facts={name: fact for name, fact in facts.items() if fact}, span=id.span,
        name_then={str(name): reading.texts(texts) for name, texts in entry.name_then.items()},
        text=reading.maybe(entry.text), place=reading.maybe(entry.place), part_of=str(entry.part_of or ""),
        tags=tuple(map(str, entry.tags)), note=reading.maybe(entry.note))


def check_parts(reading: Reading, subjects: Mapping[str, Event]) -> None:
    """Tell what is a part of nothing that is known, or of itself."""
    larger: dict[str, str] = {}
    for section in ("events", "agreements"):
        for id, (entry, _) in reading.entries[section].items():
            if entry.part_of and reading.known(entry.part_of, subjects, "event"):
                larger[str(id)] = str(entry.part_of)
    for id in _in_circles(larger):
        entry, _ = reading.entries["events"].get(id) or reading.entries["agreements"][id]
        reading.wrong("circle", say('"{id}" is a part of itself', id=id), entry.part_of.span)


def _in_circles(larger: Mapping[str, str]) -> Iterator[str]:
    """The ids that come back to themselves when each is followed to the larger one that it is a part of."""
    walk_of: dict[str, str] = {}                       # each id → the one from which it was first reached
    for start in larger:
        id = start
        while id in larger and id not in walk_of:
            walk_of[id] = start
            id = larger[id]
        if walk_of.get(id) == start:                   # this walk met itself
            first = id
            yield first
            while (id := larger[id]) != first:
                yield id
