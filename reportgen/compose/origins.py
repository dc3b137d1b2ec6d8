"""Tell of each printed fact where it comes from, in the few words that a screen tip, a footnote or a comment holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from reportgen.compose.evidence import whether_it_holds
from reportgen.diagnostics import Span
from reportgen.document.nodes import Blocks, Chart, FactText, Origin
from reportgen.document.resolve import dataset_of, places_in_words
from reportgen.document.walk import blocks, drawn, reading
from reportgen.facts.formulas.in_words import formula_in_words
from reportgen.facts.model import Citation, Dataset, Fact, FactBase, Value, localized
from reportgen.facts.standing import fact_or_date, standing
from reportgen.locales import words

if TYPE_CHECKING:
    from reportgen.compose.composition import Composition

MOST_SOURCES = 3                       # that are named; a total may rest on many


def origins(tree: Blocks, composition: Composition) -> tuple[Origin, ...]:
    """One for each fact that the blocks print, for each of its dated values that they do, in the order of printing."""
    said = [(node.fact, node.value) for node in reading(tree) if isinstance(node, FactText)]
    shown = [(point.fact, None) for block in blocks(tree) if isinstance(block, Chart) for point in drawn(block)]
    teller = _Teller(composition.facts, composition.lang)
    told = (teller.origin(id, value) for id, value in dict.fromkeys((*said, *shown)))
    return tuple(origin for origin in told if origin)


class _Teller:
    """Says where facts come from in one language."""

    def __init__(self, facts: FactBase, lang: str) -> None:
        self.facts, self.lang, self.words = facts, lang, words(lang)
        self.judged = {id: claim.confidence for claim in facts.claims.values() if claim.confidence
                       for id in claim.facts}

    def origin(self, id: str, at: Span | None) -> Origin | None:
        """What is said of the value of a fact that stands `at` this place, of the newest where it is None."""
        dataset = self.facts.datasets.get(dataset_of(id))
        if dataset and id.endswith(")") and id not in self.facts.facts:
            return self.of_rows(id, dataset)
        fact = fact_or_date(id, self.facts)
        if fact is None:
            return None
        value = next((one for one in fact.values if at and one.span == at), fact.newest)
        written = "" if value.computation else self.written(value.cites)
        return Origin(id, self.source(value.cites), written, self.standing(value, id), self.label(fact),
                      _ids(value.cites), at)

    def of_rows(self, id: str, dataset: Dataset) -> Origin:
        """A total or share of a dataset: to say all that it was computed from would take its rows."""
        return Origin(id, self.source(dataset.cites), "", self.words["evidence_computed"],
                      localized(dataset.title, self.lang) or dataset.id, _ids(dataset.cites))

    def label(self, fact: Fact) -> str:
        """What a fact is, behind the title of its event or dataset."""
        own = localized(fact.label, self.lang) or fact.id
        home = (self.facts.events.get(fact.event) or self.facts.agreements.get(fact.event)
                or self.facts.datasets.get(dataset_of(fact.id)))
        title = localized(home.title, self.lang) if home else None
        return self.words["colon"].join((title, own)) if title and title != own else own

    def source(self, cites: Iterable[Citation]) -> str:
        """The titles of the sources, each with its places."""
        places: dict[str, list[str]] = {}
        for cite in cites:
            places.setdefault(cite.source, [])
            if cite.at and cite.at not in places[cite.source]:
                places[cite.source].append(cite.at)
        told = [self.place(id, found) for id, found in list(places.items())[:MOST_SOURCES]]
        if len(places) > MOST_SOURCES:
            told.append(self.words["evidence_more"].format(n=len(places) - MOST_SOURCES))
        return self.words["item_separator"].join(told)

    def place(self, id: str, places: list[str]) -> str:
        source = self.facts.sources[id]
        title = localized(source.title, self.lang) or localized(source.title, source.language) or id
        if not places:
            return self.words["origin_source"].format(source=title)
        return self.words["origin_source_at"].format(source=title, place=places_in_words(places, self.words))

    def written(self, cites: Iterable[Citation]) -> str:
        """The sources' own words; those that contradict the value are told as such."""
        said = dict.fromkeys((cite.written, cite.role == "disputes") for cite in cites if cite.written)
        return self.words["list_separator"].join(
            (self.words["disputed"] if disputes else "") + self.words["origin_written"].format(text=text)
            for text, disputes in said)

    def standing(self, value: Value, id: str) -> str:
        """Whether a value was verified, or how it was computed; whether it holds; what rests on it."""
        told = self.words[f"evidence_{standing(value, self.facts)}"]
        if value.computation:
            told += self.words["colon"] + formula_in_words(value.computation, self.facts, self.lang)
        judged = self.judged.get(id)
        rest = (*whether_it_holds(value, self.lang), *((self.words[f"origin_judged_{judged}"],) if judged else ()))
        return self.words["item_separator"].join((told, *rest))


def _ids(cites: Iterable[Citation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cite.source for cite in cites))
