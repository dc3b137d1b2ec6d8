"""Fill the annexes that follow from a document's own text: its sources, its evidence, its abbreviations."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from reportgen.compose.exhibits import on_lines
from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Blocks,
    Cell,
    Citation,
    Column,
    FactText,
    Inlines,
    Language,
    Link,
    List,
    Paragraph,
    Reference,
    Row,
    Table,
    Text,
)
from reportgen.document.resolve import FACT, citation_order
from reportgen.document.walk import facts_printed, reading
from reportgen.facts.format import print_value, print_when
from reportgen.facts.model import Event, Fact, Source, Value, localized

if TYPE_CHECKING:
    from reportgen.compose.composition import Composition


@dataclass(frozen=True, slots=True)
class Annex:
    """The place of an annex in a document whose text is not yet complete."""

    kind: Literal["sources", "evidence", "abbreviations"]
    span: Span


def annex_blocks(annex: Annex, said: Blocks, composition: Composition) -> Blocks:
    """The blocks of an annex to what is `said` in the document."""
    fill = {"sources": sources, "evidence": evidence, "abbreviations": abbreviations}[annex.kind]
    return fill(said, composition, annex.span)


# --- sources

def sources(said: Blocks, composition: Composition, span: Span) -> Blocks:
    """The list of the sources that are cited or that a printed fact rests on, in the order of their numbers."""
    order = [*citation_order(said), *(cite.source for fact in facts_printed(said)
                                      for _, value in _values(fact, composition) for cite in value)]
    cited = [composition.facts.sources[id] for id in dict.fromkeys(order) if id in composition.facts.sources]
    items = tuple((Paragraph(_source(source, composition), id=f"source-{source.id}", span=span),) for source in cited)
    return (List(items, ordered=True, span=span),) if items else ()


def _source(source: Source, composition: Composition) -> Inlines:
    lang, words = composition.lang, composition.words
    title = localized(source.title, lang) or source.id
    original = localized(source.title, source.language)
    parts: list[Inlines] = [(Text(words["source_title"].format(title=title)),)]
    if original and original != title:
        before, _, after = words["source_original"].partition("{title}")
        parts[0] += (Text(before), Language((Text(original),), source.language), Text(after))
    for who in (*source.authors, source.publisher):
        if who and (name := localized(who, lang)):
            parts.append((Text(name),))
    if source.issued:
        parts.append((Text(print_when(source.issued, lang)),))
    if descriptor := localized(source.descriptor, lang):
        parts.append((Text(descriptor.rstrip("。.")),))
    if source.url:
        parts.append((Link((Text(source.url),), source.url),))
    stop = words["sentence_end"]
    ended = [node for part in parts for node in (*part, Text(stop))]
    return (*ended[:-1], Text(stop.rstrip()))


# --- evidence

def evidence(said: Blocks, composition: Composition, span: Span) -> Blocks:
    """A line for each printed fact: what it is, its value, where the source says it and in which words."""
    used = list(facts_printed(said))
    marked = {node.fact for node in reading(said) if isinstance(node, FactText)}
    first = {_event_id(fact, composition): n for n, fact in reversed(list(enumerate(used)))}
    used.sort(key=lambda fact: first[_event_id(fact, composition)])
    heads = tuple(Cell((Text(composition.words[f"evidence_{name}"]),), head=True)
                  for name in ("fact", "value", "place", "written"))
    rows: list[Row] = []
    for event, facts in groupby(used, key=lambda fact: _event_id(fact, composition)):
        rows += _evidence_rows(_event(event, composition), list(facts), marked, composition)
    if not rows:
        return ()
    columns = (Column(width=37), Column(width=24), Column(width=15), Column(width=24))
    return (Table(columns, (Row(heads),), tuple(rows), style="evidence", span=span),)


def _evidence_rows(event: Event | None, facts: list[str], marked: set[str], composition: Composition) -> list[Row]:
    """The lines of one event's facts: below its title where there are several, else with the title in front."""
    title = localized(event.title, composition.lang) if event else None
    labels = [_label(fact, composition) for fact in facts]
    if title and len(facts) == 1:
        labels = [title + composition.words["colon"] + labels[0]]
    rows = [_evidence_row(fact, label, fact in marked, composition) for fact, label in zip(facts, labels, strict=True)]
    if title and len(facts) > 1:
        rows.insert(0, Row((Cell((Text(title),), head=True, colspan=4),), "group"))
    return rows


def _evidence_row(fact: str, label: str, is_marked: bool, composition: Composition) -> Row:
    values, places, wordings = [], [], []
    for text, cites in _values(fact, composition):
        values.append((Reference(FACT + fact, text),) if is_marked else (Text(text),))
        places.append((Citation(tuple(dict.fromkeys((cite.source, cite.at) for cite in cites))),) if cites else ())
        written = dict.fromkeys((cite.source, cite.written, cite.role) for cite in cites if cite.written)
        wordings.append(on_lines([_wording(*words, composition) for words in written]))
    cells = (Cell((Text(label),), head=True), *(Cell(on_lines(lines)) for lines in (values, places, wordings)))
    return Row(cells, id=f"evidence-{fact}")


def _wording(source: str, written: str, role: str, composition: Composition) -> Inlines:
    """A source's words; those that contradict the value are told as such."""
    language = composition.facts.sources[source].language
    text = (Text(written),)
    same = language.partition("-")[0] == composition.lang.partition("-")[0]
    said = text if same else (Language(text, language),)
    return (Text(composition.words["disputed"]), *said) if role == "disputes" else said


def _label(fact: str, composition: Composition) -> str:
    if fact in composition.facts.facts:
        return localized(composition.facts.facts[fact].label, composition.lang) or fact
    return composition.words["evidence_when"]


def _values(fact: str, composition: Composition) -> list[tuple[str, tuple]]:
    """Each value of a fact as it is printed in a table, with its citations."""
    base = composition.facts
    if fact in base.facts:
        known = base.facts[fact]
        return [(_dated(value, known, composition), value.cites) for value in known.values]
    event = _event(fact.rpartition(".")[0], composition)
    if event is None:
        return []
    written = event.when.written or ""
    cites = tuple(type(cite)(cite.source, cite.at, written) for cite in event.cites)
    return [(print_when(event.when, composition.lang, "table"), cites)]


def _dated(value: Value, fact: Fact, composition: Composition) -> str:
    """A value, with the period it is about where that is not its event's."""
    text = print_value(value, fact, composition.lang, composition.facts, "table")
    event = _event(fact.event, composition)
    if value.period is None or (event and value.period == event.when):
        return text
    return composition.words["value_in_period"].format(value=text, period=print_when(value.period, composition.lang))


def _event_id(fact: str, composition: Composition) -> str:
    known = composition.facts.facts.get(fact)
    return known.event if known else fact.rpartition(".")[0]


def _event(id: str, composition: Composition) -> Event | None:
    return composition.facts.events.get(id) or composition.facts.agreements.get(id)


# --- abbreviations

def abbreviations(said: Blocks, composition: Composition, span: Span) -> Blocks:
    """The short forms that the document uses, and what they stand for."""
    lang = composition.lang
    used = [(localized(name.short, lang) or name.id, localized(name.label, lang) or name.id)
            for name in composition.names_used.values()]
    pairs = sorted({(short, full) for short, full in used if short != full}, key=lambda pair: pair[0].casefold())
    if not pairs:
        return ()
    heads = tuple(Cell((Text(composition.words[key]),), head=True) for key in ("abbreviation", "full_name"))
    body = tuple(Row((Cell((Text(short),), head=True), Cell((Text(full),)))) for short, full in pairs)
    return (Table((Column(width=24), Column(width=76)), (Row(heads),), body, style="plain", span=span),)


