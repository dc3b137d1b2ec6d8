"""Make tables, charts, timelines and key figures of the fact base, as its exhibits define them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import assert_never

from reportgen.diagnostics import Span, did_you_mean, refuse
from reportgen.document.nodes import (
    Block,
    Cell,
    Chart,
    Citation,
    Column,
    FactText,
    Inlines,
    KeyFigure,
    KeyFigures, LineBreak,
    Point,
    Row,
    Series,
    Table,
    Text,
    Timeline,
    TimelineEntry,
)
from reportgen.document.walk import map_inlines
from reportgen.facts.dates import overlaps, read_when
from reportgen.facts.format import joined, print_party, print_unit, print_value, print_when
from reportgen.facts.model import (
    Choice,
    Event,
    Exhibit,
    ExhibitColumn,
    Fact,
    FactBase,
    Localized,
    Quantity,
    Value,
    localized,
)
from reportgen.locales import words
from reportgen.messages import say

OF_AN_EVENT = ("title", "when", "parties", "place", "text", "kind", "figures", "cite")
WORDS_OF_A_CHOICE = ("of", "kinds", "parties", "tags", "period", "ids", "having")
PREFIX = {"table": "tbl-", "chart": "fig-", "timeline": "tml-"}
OPEN = {"approx": "about", "gt": "above", "ge": "above", "band": "above", "lt": "below", "le": "below",
        "near_below": "below", "range": "about", "order": "about", "exact": ""}


def _several(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return (str(value),) if isinstance(value, str) else tuple(str(one) for one in value)  # type: ignore[attr-defined]


def _known(words: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for word in words:
        if word not in known:
            raise ValueError(say('knows no "{word}"; {hint}', word=word, hint=did_you_mean(word, known)
                                 or say("known: {names}", names=", ".join(known[:12]))))


def _one_of(word: object, known: tuple[str, ...]) -> str:
    _known((str(word),), known)
    return str(word)


class Exhibits:
    """Exhibits of one fact base in one language."""

    def __init__(self, facts: FactBase, lang: str) -> None:
        self.facts, self.lang, self.words = facts, lang, words(lang)

    def in_place(self, kind: str, named: tuple[str, ...], choice: Mapping[str, object], span: Span) -> Exhibit:
        """An exhibit written in a template. `named` are ids of facts, or names of nested facts beside a choice.

        ValueError says what is wrong with it.
        """
        nested = {name for subject in self.facts.subjects() for name in subject.facts}
        rows = self.choice(choice, nested)
        columns = _several(choice.get("columns"))
        _known(choice, (*WORDS_OF_A_CHOICE, "columns", "caption", "id", "by", "kind"))
        _known(columns, (*OF_AN_EVENT, *nested))
        _known(named, nested if rows else self.facts.facts)
        if named and kind in ("table", "timeline"):
            raise ValueError(say("shows events; choose them by kinds, parties, tags, period or ids"))
        if (kind in ("table", "timeline") and rows is None) or (kind in ("chart", "key_figures") and not named):
            raise ValueError(say("was given nothing to show"))
        id = str(choice.get("id", ""))
        if not re.fullmatch(r"[\w.:-]*", id):
            raise ValueError(say("takes an id of letters, digits and . : - _"))
        return Exhibit(
            id=id, kind=kind, span=span, rows=rows, facts=named,  # type: ignore[arg-type]
            caption={self.lang: str(choice["caption"])} if "caption" in choice else {},
            columns=tuple(ExhibitColumn(name, None) for name in columns or ("when", "title")),
            chart=_one_of(choice.get("kind", "column"), ("bar", "column")),  # type: ignore[arg-type]
            by=_one_of(choice.get("by", "fact"), ("event", "period", "fact")))  # type: ignore[arg-type]

    def choice(self, words: Mapping[str, object], nested: Collection[str]) -> Choice | None:
        """Which events a template chooses, or None where it chooses none. ValueError for what does not exist."""
        if not set(words) & set(WORDS_OF_A_CHOICE):
            return None
        subjects = tuple(self.facts.subjects())
        of = _one_of(words.get("of", "events"), ("events", "agreements", "both"))
        choice = Choice(of=of, kinds=_several(words.get("kinds")), parties=_several(words.get("parties")),
                        tags=_several(words.get("tags")), ids=_several(words.get("ids")),
                        having=str(words.get("having", "")),
                        period=read_when(str(words["period"]), None) if "period" in words else None)
        _known(choice.kinds, self.facts.kinds)
        _known(choice.parties, {party for subject in subjects for party in subject.parties})
        _known(choice.tags, {tag for subject in subjects for tag in subject.tags})
        _known(choice.ids, {subject.id for subject in subjects})
        _known((choice.having,) if choice.having else (), nested)
        return choice

    def block(self, exhibit: Exhibit, span: Span) -> Block:
        """The block that an exhibit is; ReportgenError where its data cannot be shown so."""
        block = self.of_kind(exhibit, span)
        placed, = map_inlines((block,), lambda node: replace(node, span=span)
                              if isinstance(node, FactText | Citation) else node)
        return placed

    def of_kind(self, exhibit: Exhibit, span: Span) -> Block:
        match exhibit.kind:
            case "table":
                return self.table(exhibit, span)
            case "timeline":
                return self.timeline(exhibit, span)
            case "chart":
                return self.chart(exhibit, span)
            case "key_figures":
                return self.key_figures(exhibit, span)
            case _:
                assert_never(exhibit.kind)

    def chosen(self, choice: Choice | None) -> list[Event]:
        """The events and agreements that a choice selects, in order of time, or in its own order of ids."""
        if choice is None:
            return []
        of: Mapping[str, Iterable[Event]] = {"events": self.facts.events.values(), "both": self.facts.subjects(),
                                             "agreements": self.facts.agreements.values()}
        if choice.ids:
            by_id = {subject.id: subject for subject in self.facts.subjects()}
            return [by_id[id] for id in choice.ids if id in by_id]
        candidates = sorted(of[choice.of], key=lambda event: (event.when.sort_key, event.span))
        return [event for event in candidates if _meets(event, choice)]

    # --- the kinds

    def table(self, exhibit: Exhibit, span: Span) -> Table:
        events = self.chosen(exhibit.rows)
        heads = tuple(Cell(self.head(column), head=True) for column in exhibit.columns)
        shown = {column.value for column in exhibit.columns}
        body = tuple(Row(tuple(Cell(self.cell(event, column, shown), head=n == 0)
                               for n, column in enumerate(exhibit.columns))) for event in events)
        columns = tuple(Column(column.align, column.width) for column in exhibit.columns)
        return Table(columns, (Row(heads),), body, self.text(exhibit.caption),
                     self.notes(exhibit, any(not self.said(e, c, shown) for e in events for c in exhibit.columns)),
                     self.id(exhibit), style=exhibit.style, span=span)

    def timeline(self, exhibit: Exhibit, span: Span) -> Timeline:
        entries = tuple(TimelineEntry(self.when(event), self.text(event.title), self.event_text(event))
                        for event in self.chosen(exhibit.rows))
        return Timeline((self.words["timeline_when"], self.words["timeline_what"]), entries, self.text(exhibit.caption),
                        self.notes(exhibit, False), self.id(exhibit), span=span)

    def key_figures(self, exhibit: Exhibit, span: Span) -> KeyFigures:
        return KeyFigures(tuple(self.card(self.facts.facts[id]) for id in exhibit.facts), span=span)

    def card(self, fact: Fact) -> KeyFigure:
        """The newest value, what it is, and in small type whose event's and of which period."""
        value = fact.newest
        about = self.text(self.event(fact.event).title) if fact.event else ()
        period: Inlines = ()
        if value.period is not None and value.period.kind != "unknown":
            id = fact.id
            if fact.event and value.period == self.event(fact.event).when:
                id = f"{fact.event}.when"
            said = print_when(value.period, self.lang, "prose" if about else "table")
            period = (FactText(id, said),)
        comma = (Text(self.words["clause_separator"]),) if about and period else ()
        return KeyFigure(self.fact(fact, value), self.text(fact.label), (*about, *comma, *period))

    def chart(self, exhibit: Exhibit, span: Span) -> Chart:
        if exhibit.rows is not None:
            categories, series = self.by_event(exhibit)
        elif exhibit.by == "period":
            categories, series = self.by_period(exhibit)
        else:
            categories, series = self.by_fact(exhibit)
        return Chart(exhibit.chart, categories, series, self.text(exhibit.caption), self.notes(exhibit, False),
                     self.id(exhibit), span=span)

    def by_event(self, exhibit: Exhibit) -> tuple[tuple[str, ...], tuple[Series, ...]]:
        events = self.chosen(exhibit.rows)
        series = []
        for name in exhibit.facts:
            facts = [event.facts.get(name) for event in events]
            units = {self.unit(fact, fact.newest) for fact in facts if fact and fact.newest.quantity}
            self.one_unit(exhibit, units)
            label = next((self.localized(fact.label) for fact in facts if fact), name)
            series.append(Series(label, tuple(self.point(fact) for fact in facts), next(iter(units), "")))
        return tuple(self.localized(event.title) for event in events), tuple(series)

    def by_period(self, exhibit: Exhibit) -> tuple[tuple[str, ...], tuple[Series, ...]]:
        facts = [self.facts.facts[id] for id in exhibit.facts]
        for fact in facts:
            self.one_unit(exhibit, {self.unit(fact, value) for value in fact.values if value.quantity})
            if any(value.period is None for value in fact.values):
                refuse("no-period", say('a value of "{id}" has no period, so a chart by period lacks it', id=fact.id),
                       fact.span)
        periods = list(dict.fromkeys(value.period for fact in facts for value in fact.values if value.period))
        series = []
        for fact in facts:
            at = {value.period: value for value in fact.values}
            points = tuple(self.point(fact, at[period]) if period in at else Point(None, self.words["not_given"])
                           for period in periods)
            series.append(Series(self.localized(fact.label), points, self.unit(fact, fact.newest)))
        return tuple(print_when(period, self.lang, "table") for period in periods), tuple(series)

    def by_fact(self, exhibit: Exhibit) -> tuple[tuple[str, ...], tuple[Series, ...]]:
        facts = [self.facts.facts[id] for id in exhibit.facts]
        units = {self.unit(fact, fact.newest) for fact in facts if fact.newest.quantity}
        self.one_unit(exhibit, units)
        label = self.localized(exhibit.caption) if exhibit.caption else ""
        return (tuple(self.localized(fact.label) for fact in facts),
                (Series(label, tuple(self.point(fact) for fact in facts), next(iter(units), "")),))

    def one_unit(self, exhibit: Exhibit, units: set[str]) -> None:
        if len(units) > 1:
            name = exhibit.id or self.localized(exhibit.caption)
            refuse("unlike-units", say('the chart "{name}" would put {units} on one axis', name=name,
                                       units=", ".join(sorted(units))),
                   exhibit.span, say("give each unit a series of its own"))

    def point(self, fact: Fact | None, value: Value | None = None) -> Point:
        if fact is None:
            return Point(None, self.words["not_given"])
        value = value or fact.newest
        text = print_value(value, fact, self.lang, self.facts, "table")
        quantity = value.quantity
        shown = _shown(quantity) if quantity else None
        return Point(format(shown, "f") if shown is not None else None, text, fact.id,
                     OPEN[quantity.relation] if quantity else "")  # type: ignore[arg-type]

    # --- their parts

    def id(self, exhibit: Exhibit) -> str:
        return PREFIX[exhibit.kind] + exhibit.id if exhibit.id else ""

    def unit(self, fact: Fact, value: Value) -> str:
        return print_unit(value.quantity, fact, self.lang) if value.quantity else ""

    def localized(self, texts: Localized) -> str:
        return localized(texts, self.lang) or ""

    def text(self, texts: Localized | None) -> Inlines:
        text = localized(texts, self.lang) if texts else None
        return (Text(text),) if text else ()

    def event(self, id: str) -> Event:
        return self.facts.events.get(id) or self.facts.agreements[id]

    def notes(self, exhibit: Exhibit, something_missing: bool) -> tuple[Inlines, ...]:
        said = tuple(self.text(note) for note in exhibit.notes)
        return (*said, (Text(self.words["not_given_note"]),)) if something_missing else said

    def head(self, column: ExhibitColumn) -> Inlines:
        if column.head is not None:
            return self.text(column.head)
        measure = self.facts.measures.get(column.value)
        if measure is not None:
            return self.text(measure.label)
        return (Text(self.words.get(f"column_{column.value}", column.value)),)

    def cell(self, event: Event, column: ExhibitColumn, shown: set[str]) -> Inlines:
        return self.said(event, column, shown) or (Text(self.words["not_given"]),)

    def said(self, event: Event, column: ExhibitColumn, shown: set[str]) -> Inlines:
        """What a column says of an event, nothing where there is nothing; `shown` are all columns of its table."""
        match column.value:
            case "title":
                return self.text(event.title)
            case "when":
                return self.when(event)
            case "parties":
                return self.parties(event)
            case "place":
                return self.text(event.place)
            case "text":
                return self.text(event.text)
            case "kind":
                return self.text(self.facts.kinds[event.kind])
            case "figures":
                return self.figures([fact for name, fact in event.facts.items() if name not in shown])
            case "cite":
                return self.cite(event)
            case name:
                fact = event.facts.get(name)
                return self.fact(fact, fact.newest) if fact else ()

    def parties(self, event: Event) -> Inlines:
        """Who took part, under the names they bore then."""
        names = [self.localized(event.name_then[party]) if party in event.name_then
                 else print_party(party, self.facts, self.lang) for party in event.parties]
        return (Text(joined(names, self.lang)),) if names else ()

    def figures(self, facts: list[Fact]) -> Inlines:
        """Each fact on a line: what it is, and its value."""
        colon = self.words["colon"]
        return on_lines([(Text(self.localized(fact.label) + colon), *self.fact(fact, fact.newest)) for fact in facts])

    def fact(self, fact: Fact, value: Value) -> Inlines:
        return (FactText(fact.id, print_value(value, fact, self.lang, self.facts, "table")),)

    def when(self, event: Event) -> Inlines:
        if event.when.kind == "unknown":
            return (Text(print_when(event.when, self.lang, "table")),)
        return (FactText(f"{event.id}.when", print_when(event.when, self.lang, "table")),)

    def cite(self, event: Event) -> Inlines:
        cites = tuple(dict.fromkeys((cite.source, cite.at) for cite in event.cites))
        return (Citation(cites),) if cites else ()

    def event_text(self, event: Event) -> Inlines:
        mark = self.cite(event)
        text = self.text(event.text)
        return (*text, Text(self.words["before_citation"]), *mark) if text and mark else text or mark


def on_lines(contents: Iterable[Inlines]) -> Inlines:
    """Several contents on a line each."""
    return tuple(node for n, line in enumerate(contents) for node in ((LineBreak(), *line) if n else line))


def _meets(event: Event, choice: Choice) -> bool:
    return ((not choice.kinds or event.kind in choice.kinds)
            and (not choice.parties or set(choice.parties) <= set(event.parties))
            and (not choice.tags or bool(set(choice.tags) & set(event.tags)))
            and (choice.period is None or overlaps(event.when, choice.period))
            and (not choice.having or choice.having in event.facts))


def _shown(quantity: Quantity) -> Decimal | None:
    """The number that a bar reaches to: the lower bound where only bounds are known."""
    if quantity.number is not None:
        return quantity.number
    return quantity.low if quantity.low is not None else quantity.high


