"""List the facts of a project that a query finds, without composing anything.

A query is words, all of which a fact's id, label or value has, and conditions: `kind:operation`, `source:gms2016`,
`party:MM`, `tag:…`, `status:unverified`, `period:2015`, `event:waterway_2`, `dataset:seizures`. The cells of a dataset
are listed where it is named so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.build.evidence import folder_of, verify
from reportgen.build.findings import Known
from reportgen.build.project import Project
from reportgen.build.trace import Saying, dates
from reportgen.build.work import Tell
from reportgen.diagnostics import Diagnostic, WrongUsage, did_you_mean, error
from reportgen.facts.wordings.dates import overlaps, read_when
from reportgen.facts.load import load_facts
from reportgen.facts.model import Fact, FactBase, When
from reportgen.facts.standing import standing
from reportgen.messages import said, say
from reportgen.scrutiny import ORDINARY

Condition = Callable[[Fact, FactBase], bool]


def find_facts(project: Project, reports: Iterable[str], query: Sequence[str], lang: str, tell: Tell
               ) -> tuple[Known, ...]:
    """The facts that a query finds, in the order of the files; labels are in `lang`. WrongUsage [bad-query]."""
    wanted = read_query(query)
    found: dict[str, Known] = {}
    for facts in _bases(project, reports, tell):
        saying = Saying(facts, lang)
        for fact in _listed(facts, wanted):
            if fact.id not in found and all(one(fact, facts) for one in wanted.conditions):
                known = saying.known(fact)
                if wanted.has_words(known):
                    found[fact.id] = known
    return tuple(found.values())


def _bases(project: Project, reports: Iterable[str], tell: Tell) -> Iterator[FactBase]:
    """Each fact base of the reports once, compared with the archive."""
    bases = {str(project.report(name).facts): project.report(name) for name in reversed([*reports])}
    for report in reversed(bases.values()):
        tell(say("{id}: reading facts", id=report.id))
        facts = load_facts(project.inputs, report.facts, tuple(report.languages))
        yield verify(facts, project, folder_of(project, ORDINARY), False)[0]


def _listed(facts: FactBase, wanted: Query) -> Iterator[Fact]:
    yield from sorted((*facts.facts.values(), *dates(facts).values()), key=lambda fact: fact.span)
    for id in dict.fromkeys(wanted.datasets):
        dataset = facts.datasets.get(id)
        for record in dataset.records if dataset else ():
            yield from filter(None, (dataset.fact(record.key, name) for name in record.values))


@dataclass(frozen=True, slots=True)
class Query:
    """Words in small letters, conditions, and the ids of the datasets that are looked into."""

    words: tuple[str, ...]
    conditions: tuple[Condition, ...]
    datasets: tuple[str, ...]

    def has_words(self, known: Known) -> bool:
        text = " ".join((known.id, known.label, *(answer.text for answer in known.answers))).casefold()
        return all(word in text for word in self.words)


def read_query(parts: Iterable[str]) -> Query:
    words, conditions, datasets = [], [], []
    for part in (word for text in parts for word in text.split()):
        key, colon, value = part.partition(":")
        if not colon:
            words.append(part.casefold())
        elif key not in CONDITIONS or not value:
            raise WrongUsage(_bad(key))
        else:
            conditions.append(CONDITIONS[key](value))
            datasets += [value] if key == "dataset" else []
    return Query(tuple(words), tuple(conditions), tuple(datasets))


def _bad(key: str) -> Diagnostic:
    if key in CONDITIONS:
        return error("bad-query", say('"{key}:" needs a value', key=key))
    return error("bad-query", say('the query has no "{key}:"', key=key), hint=did_you_mean(key, CONDITIONS)
                 or say("it has {names}", names=" ".join(f"{name}:" for name in CONDITIONS)))


# --- conditions

def _kind(value: str) -> Condition:
    def meets(fact: Fact, facts: FactBase) -> bool:
        event = facts.events.get(fact.event) or facts.agreements.get(fact.event)
        return event is not None and event.kind == value
    return meets


def _tag(value: str) -> Condition:
    def meets(fact: Fact, facts: FactBase) -> bool:
        event = facts.events.get(fact.event) or facts.agreements.get(fact.event)
        return value in fact.tags or (event is not None and value in event.tags)
    return meets


def _status(value: str) -> Condition:
    def meets(fact: Fact, facts: FactBase) -> bool:
        return any(value in (standing(one, facts), one.status, one.rank) for one in fact.values)
    if value not in STATUSES:
        raise WrongUsage(error("bad-query", say('"{word}" is not one of {words}', word=value,
                                                words=", ".join(STATUSES)), hint=did_you_mean(value, STATUSES)))
    return meets


def _period(value: str) -> Condition:
    try:
        period = read_when(value, None)
    except ValueError as problem:
        raise WrongUsage(error("bad-query", say("{problem}", problem=said(problem)))) from None

    def meets(fact: Fact, facts: FactBase) -> bool:
        return any(overlaps(when, period) for when in _times(fact))
    return meets


def _times(fact: Fact) -> Iterator[When]:
    yield from (when for value in fact.values for when in (value.period, value.when) if when)


STATUSES = ("verified", "unverified", "contradicted", "computed", "open", "current", "superseded", "disputed",
            "withdrawn", "preferred", "deprecated")
CONDITIONS: dict[str, Callable[[str], Condition]] = {
    "dataset": lambda value: lambda fact, facts: fact.id.startswith(f"{value}."),
    "event": lambda value: lambda fact, facts: fact.event == value,
    "kind": _kind,
    "party": lambda value: lambda fact, facts: value in (*fact.parties, *fact.given_by, *fact.given_to),
    "period": _period,
    "source": lambda value: lambda fact, facts: any(cite.source == value for one in fact.values for cite in one.cites),
    "status": _status,
    "tag": _tag,
}
