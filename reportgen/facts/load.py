"""Read a fact base: every YAML file below a folder becomes one FactBase, and every mistake is told in one pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from reportgen.diagnostics import Diagnostic, ReportgenError, Span, error
from reportgen.facts.exhibits import read_exhibit
from reportgen.facts.figures import read_fact
from reportgen.facts.model import Agreement, Claim, Event, FactBase, Measure, Name, Noun, Source, When, localized
from reportgen.facts.nodes import Text
from reportgen.facts.reading import Around, Reading
from reportgen.facts.yaml import into, parse
from reportgen.inputs import Inputs
from reportgen.locales import words
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.facts.schema import (
        AgreementEntry, ClaimEntry, EventEntry, FactFile, MeasureEntry, NameEntry, SourceEntry,
    )

T = TypeVar("T")


def load_facts(inputs: Inputs, folder: str, languages: Sequence[str] = ()) -> FactBase:
    """The facts of all `*.yaml` below `folder`; every text must be there in each of `languages`.

    The order of the files means nothing. ReportgenError with every mistake of shape in all files; where there is
    none, with every mistake of sense (figures, dates, references, ids).
    """
    from reportgen.facts.schema import FactFile

    problems: list[Diagnostic] = []
    files: list[FactFile] = []
    for name in inputs.files(folder, ".yaml", ".yml"):
        try:
            made = into(FactFile, parse(inputs.text(name), name), problems)
        except ReportgenError as failure:
            problems += failure.diagnostics
        else:
            files += [made] if made else []
    if not files and not problems:
        problems.append(error("no-facts", say('there is no YAML file below "{folder}"', folder=folder), Span(folder)))
    if not problems:
        base = _base(Reading(files, languages, problems))
    if problems:
        raise ReportgenError(*sorted(problems, key=lambda d: d.span or Span("")))
    return base


def _base(reading: Reading) -> FactBase:
    """The parts in the order in which they need each other."""
    reading.check_ids()
    reading.sources = _all(reading, "sources", _source)
    reading.measures = _all(reading, "measures", _measure)
    kinds = _all(reading, "kinds", lambda reading, id, entry, around: reading.texts(entry))
    names = _all(reading, "names", _name)
    events = _all(reading, "events", _event)
    agreements = _all(reading, "agreements", _agreement)
    reading.facts |= _all(reading, "facts", read_fact)
    claims = _all(reading, "claims", _claim)
    exhibits = _all(reading, "exhibits", read_exhibit)
    _check_whole(reading, {**events, **agreements})
    return FactBase(reading.sources, reading.facts, events, agreements, reading.measures, names, claims, exhibits,
                    kinds)


def _all(reading: Reading, section: str, make: Callable[[Reading, Text, Any, Around], T | None]) -> dict[str, T]:
    entries = reading.entries[section].items()
    made = {str(id): make(reading, id, entry, around.within(entry)) for id, (entry, around) in entries}
    return {id: thing for id, thing in made.items() if thing is not None}


def _source(reading: Reading, id: Text, entry: SourceEntry, around: Around) -> Source:
    if entry.url and not re.fullmatch(r"https?://[^\s\"<>\\]+", entry.url):
        reading.wrong("bad-url", say('"{url}" is not a web address', url=entry.url), entry.url.span,
                      say("it begins with https:// or http://"))
    if entry.archive and (entry.archive.startswith("/") or ".." in re.split(r"[/\\]", entry.archive)):
        reading.wrong("outside-archive", say('"{name}" lies outside the archive', name=entry.archive),
                      entry.archive.span)
    return Source(
        str(id), reading.texts(entry.title), str(entry.language), entry.kind, reading.texts(entry.descriptor),
        reading.when(entry.issued, around), id.span, str(entry.archive or ""), str(entry.url or ""),
        (reading.texts(entry.author),) if entry.author else (), reading.maybe(entry.publisher),
        reading.when(entry.accessed, around), str(entry.rights or ""), reading.maybe(entry.note))


def _measure(reading: Reading, id: Text, entry: MeasureEntry, around: Around) -> Measure:
    forms = {str(lang): tuple(map(str, words)) for lang, words in (entry.noun or {}).items()}
    noun = Noun(forms) if entry.noun else None
    if entry.unit and entry.unit.startswith("{"):
        _check_words(reading, entry.unit, forms)
    return Measure(str(id), reading.texts(entry.label), noun, id.span, str(entry.unit or ""), reading.maybe(entry.note))


def _check_words(reading: Reading, unit: Text, forms: Mapping[str, tuple[str, ...]]) -> None:
    """A thing that is counted must have a word in every language of the reports."""
    for lang in reading.languages:
        primary = lang.partition("-")[0]
        if localized(forms, lang) is None and f"unit_{unit.strip('{}')}" not in words(lang):
            reading.wrong("unit-without-words",
                          say('there is no "{primary}" word for "{unit}"', primary=primary, unit=unit), unit.span,
                          say("give the measure one:  noun: {{{primary}: […]}}", primary=primary))


def _name(reading: Reading, id: Text, entry: NameEntry, around: Around) -> Name:
    label = reading.texts(entry.label)
    kind = "party" if id in reading.territories else entry.kind
    acronym = dict.fromkeys(label, str(id)) if id.isupper() and kind != "party" else label
    short = reading.texts(entry.short) if entry.short else acronym
    cites = (reading.citation(around, id.span),) if entry.at else ()
    return Name(str(id), label, short, kind, id.span, reading.maybe(entry.note), tuple(c for c in cites if c))


def _claim(reading: Reading, id: Text, entry: ClaimEntry, around: Around) -> Claim:
    facts = tuple(str(fact) for fact in entry.facts if reading.known(fact, reading.facts, "fact"))
    return Claim(str(id), reading.texts(entry.text), reading.citations(entry, around, id.span), id.span, facts)


def _event(reading: Reading, id: Text, entry: EventEntry, around: Around) -> Event:
    return Event(**_happening(reading, id, entry, around))


def _agreement(reading: Reading, id: Text, entry: AgreementEntry, around: Around) -> Agreement:
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
        parties=reading.parties(around.parties), cites=reading.citations(entry, around, id.span, written),
        facts={name: fact for name, fact in facts.items() if fact}, span=id.span,
        name_then={str(name): reading.texts(texts) for name, texts in entry.name_then.items()},
        text=reading.maybe(entry.text), place=reading.maybe(entry.place), part_of=str(entry.part_of or ""),
        tags=tuple(map(str, entry.tags)), note=reading.maybe(entry.note))


def _check_whole(reading: Reading, subjects: Mapping[str, Event]) -> None:
    for section in ("events", "agreements"):
        for id, (entry, _) in reading.entries[section].items():
            if entry.part_of and reading.known(entry.part_of, subjects, "event") and str(id) in _above(id, subjects):
                reading.wrong("circle", say('"{id}" is a part of itself', id=id), entry.part_of.span)


def _above(id: str, subjects: Mapping[str, Event]) -> Iterator[str]:
    """The events that `id` is a part of, nearest first; a circle ends where it closes."""
    seen: set[str] = set()
    while (subject := subjects.get(id)) and subject.part_of and subject.part_of not in seen:
        id = subject.part_of
        seen.add(id)
        yield id
