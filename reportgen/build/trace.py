"""Follow a fact from its source to every place that shows it, and a source to everything that rests on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reportgen.build.findings import Answer, Known, Place, Traced, Withdrawn, Wording
from reportgen.build.project import Project
from reportgen.build.read import Read, read_report
from reportgen.build.work import Tell
from reportgen.diagnostics import WrongUsage, did_you_mean, error
from reportgen.document.resolve import dataset_of
from reportgen.document.uses import Use, uses
from reportgen.facts.format import print_unit, print_value
from reportgen.facts.format_dates import print_when
from reportgen.facts.formulas.in_words import formula_in_words
from reportgen.facts.model import Citation, Claim, Fact, FactBase, Localized, Value, localized
from reportgen.facts.standing import fact_or_date, standing
from reportgen.messages import say


def trace(project: Project, reports: Iterable[str], id: str, lang: str, tell: Tell) -> tuple[Traced, ...]:
    """The fact `id`, or all facts of the event or dataset `id`, in each report that has it; words are in `lang`.

    WrongUsage [unknown-fact] where none has it.
    """
    looked = [Looking(name, read_report(project.report(name), project, tell), lang) for name in reports]
    found = [one.traced(fact) for one in looked for fact in one.named(id)]
    if not found:
        known = dict.fromkeys(name for one in looked for name in one.ids())
        raise WrongUsage(error("unknown-fact", say('unknown fact "{id}"', id=id), hint=did_you_mean(id, known)))
    return tuple(found)


def trace_source(project: Project, reports: Iterable[str], id: str, lang: str, tell: Tell) -> tuple[Withdrawn, ...]:
    """What falls in each report if the source `id` is withdrawn; WrongUsage [unknown-source] where none has it."""
    looked = [Looking(name, read_report(project.report(name), project, tell), lang) for name in reports]
    found = [one.without(id) for one in looked if id in one.facts.sources]
    if not found:
        known = dict.fromkeys(name for one in looked for name in one.facts.sources)
        raise WrongUsage(error("unknown-source", say('unknown source "{id}"', id=id), hint=did_you_mean(id, known)))
    return tuple(found)


def dates(facts: FactBase) -> dict[str, Fact]:
    """The dates of events and agreements that are known, by the ids they are printed under."""
    ids = (f"{event.id}.when" for event in facts.subjects() if event.when.kind != "unknown")
    return {id: fact for id in ids if (fact := fact_or_date(id, facts))}


@dataclass(frozen=True, slots=True)
class Saying:
    """Says what is known of facts in a language, or in another where a label has only that."""

    facts: FactBase
    lang: str

    def known(self, fact: Fact) -> Known:
        event = self.facts.events.get(fact.event) or self.facts.agreements.get(fact.event)
        return Known(fact.id, self.kind(fact), self.label(fact), fact.event or self.dataset(fact.id),
                     event.kind if event else "", fact.parties, fact.tags,
                     tuple(self.answer(fact, value) for value in fact.values), fact.span)

    def kind(self, fact: Fact) -> str:
        if any(value.computation for value in fact.values):
            return "computed"
        if self.dataset(fact.id):
            return "cell"
        return "date" if fact.id == f"{fact.event}.when" else "fact"

    def dataset(self, id: str) -> str:
        dataset = dataset_of(id)
        return dataset if dataset in self.facts.datasets and id not in self.facts.facts else ""

    def label(self, fact: Fact) -> str:
        """The fact's label, behind the title of its event or dataset."""
        owner = (self.facts.events.get(fact.event) or self.facts.agreements.get(fact.event)
                 or self.facts.datasets.get(self.dataset(fact.id)))
        label = self.text(fact.label) or fact.id
        return f"{self.text(owner.title)}: {label}" if owner else label

    def text(self, texts: Localized) -> str:
        return localized(texts, self.lang) or next(iter(texts.values()), "")

    def answer(self, fact: Fact, value: Value) -> Answer:
        quantity, made = value.quantity, value.computation
        return Answer(
            self.printed(fact, value), f"{quantity.number:f}" if quantity and quantity.number is not None else "",
            print_unit(quantity, fact, self.lang) if quantity else "",
            print_when(value.period, self.lang) if value.period else "", standing(value, self.facts), value.status,
            tuple(map(self.wording, value.cites)), formula_in_words(made, self.facts, self.lang) if made else "",
            tuple((one.name, one.fact, self.input(one.fact, one.value)) for one in made.inputs) if made else (),
            quantity.relation if quantity else "")

    def printed(self, fact: Fact, value: Value) -> str:
        return print_value(value, fact, self.lang, self.facts, "prose")

    def input(self, id: str, value: Value) -> str:
        fact = fact_or_date(id, self.facts)
        return self.printed(fact, value) if fact else ""

    def wording(self, cite: Citation) -> Wording:
        source = self.facts.sources[cite.source]
        verdict = self.facts.verdict((cite,)) if cite.role == "supports" else ""
        return Wording(cite.source, self.text(source.title), cite.at, cite.written, cite.role, verdict, cite.span)


class Looking:
    """One report: its facts, what was computed from them, and every place that shows them."""

    def __init__(self, report: str, made: Read, lang: str) -> None:
        self.facts = made.facts
        self.saying = Saying(made.facts, lang)
        self.uses = [(Place(report, name, use.fact, use.kind, use.section, use.exhibit, use.text, use.span), use)
                     for name, document in made.documents.items() for use in uses(document.blocks)]
        self.printed = {id: fact for id in dict.fromkeys(use.fact for _, use in self.uses)
                        if id and (fact := fact_or_date(id, self.facts))}
        self.taken_by: dict[str, list[Fact]] = {}
        for fact in self.all().values():
            for id in dict.fromkeys(one.fact for value in fact.values if value.computation
                                    for one in value.computation.inputs):
                self.taken_by.setdefault(id, []).append(fact)

    def all(self) -> dict[str, Fact]:
        """All facts and dates, and what of datasets and computed figures is printed."""
        return {**self.facts.facts, **dates(self.facts), **self.printed}

    def ids(self) -> list[str]:
        return [*self.all(), *self.facts.events, *self.facts.agreements, *self.facts.datasets]

    def named(self, id: str) -> list[Fact]:
        """The fact with this id; of an event its date and its facts, of a dataset those cells that are printed."""
        if event := self.facts.events.get(id) or self.facts.agreements.get(id):
            date = fact_or_date(f"{id}.when", self.facts)
            return [*([date] if date else []), *event.facts.values()]
        if id in self.facts.datasets:
            return [fact for name, fact in self.printed.items() if self.saying.dataset(name) == id]
        fact = fact_or_date(id, self.facts)
        return [fact] if fact else []

    def traced(self, fact: Fact) -> Traced:
        computed = self.computed_from([fact.id])
        shown = {fact.id, *computed}
        return Traced(self.saying.known(fact), tuple(map(self.saying.known, computed.values())),
                      tuple((claim.id, claim.span) for claim in self.facts.claims.values() if shown & {*claim.facts}),
                      tuple(self.places(lambda use: use.fact in shown)))

    def places(self, wanted: Callable[[Use], bool]) -> Iterator[Place]:
        return iter(dict.fromkeys(place for place, use in self.uses if wanted(use)))

    def computed_from(self, ids: Iterable[str]) -> dict[str, Fact]:
        """All that is computed from these facts, from what is computed from them, and so on."""
        found: dict[str, Fact] = {}
        left = list(ids)
        while left:
            for fact in self.taken_by.get(left.pop(), ()):
                if fact.id not in found:
                    found[fact.id] = fact
                    left.append(fact.id)
        return found

    # --- without a source

    def without(self, id: str) -> Withdrawn:
        gone = self.gone_with(id)
        alone, supported = [], []
        for fact in self.all().values():
            if self.saying.kind(fact) == "computed" or not (sources := self.sources(fact)):
                continue
            if any(support <= gone for support in sources):
                alone.append(fact)
            elif any(support & gone for support in sources):
                others = dict.fromkeys(one for support in sources for one in sorted(support - gone))
                supported.append((self.saying.known(fact), tuple(others)))
        computed = self.computed_from(fact.id for fact in alone)
        fallen = {*computed, *(fact.id for fact in alone)}
        source, known = self.facts.sources[id], self.saying.known
        return Withdrawn(
            id, self.saying.text(source.title), source.span, tuple(sorted(gone - {id})), tuple(map(known, alone)),
            tuple(supported), tuple(map(known, computed.values())),
            tuple((claim.id, claim.span) for claim in self.facts.claims.values() if _rests_on(claim, gone, fallen)),
            tuple(self.places(lambda use: use.fact in fallen or (bool(use.sources) and {*use.sources} <= gone))))

    def gone_with(self, id: str) -> set[str]:
        """The source, and those that were made from it alone: two sources of one origin are not two witnesses."""
        gone = {id}
        while more := {source.id for source in self.facts.sources.values()
                       if source.derives_from and {*source.derives_from} <= gone} - gone:
            gone |= more
        return gone

    def sources(self, fact: Fact) -> list[set[str]]:
        """For each value that stands, the sources that support it."""
        return [found for value in fact.standing
                if (found := {cite.source for cite in value.cites if cite.role == "supports"})]


def _rests_on(claim: Claim, gone: set[str], fallen: set[str]) -> bool:
    """Whether a claim has no source left, or one of its facts falls."""
    cited = {cite.source for cite in claim.cites}
    return bool(cited and cited <= gone) or bool(fallen & {*claim.facts})
