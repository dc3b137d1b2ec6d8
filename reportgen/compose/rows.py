"""The rows of an exhibit before they are printed: events with their facts, or the rows of a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from reportgen.compose.written import put_together, text_of
from reportgen.document.nodes import Citation, FactText, Inlines, Language, LineBreak, Text
from reportgen.facts.wordings.dates import overlaps
from reportgen.facts.format import print_unit, print_value
from reportgen.facts.format_dates import print_when
from reportgen.facts.format_names import joined, print_party
from reportgen.facts.model import (
    Choice, Condition, Event, Exhibit, ExhibitColumn, Fact, FactBase, Field, Localized, Quantity, Record,
    Value, localized,
)
from reportgen.facts.datasets.selection import chosen, exactly
from reportgen.locales import primary, words

if TYPE_CHECKING:
    from reportgen.facts.model import Citation as Cite

Place = tuple[int, Any]                # of a row in an order: 1 behind all others where nothing is known of it


class Printed:
    """What facts, events and texts say in one language, as cells and lines do."""

    def __init__(self, facts: FactBase, lang: str) -> None:
        self.facts, self.lang, self.words = facts, lang, words(lang)

    def localized(self, texts: Localized) -> str:
        return localized(texts, self.lang) or ""

    def text(self, texts: Localized | None) -> Inlines:
        text = localized(texts, self.lang) if texts else None
        return (text_of(text),) if text else ()

    def fact(self, fact: Fact, value: Value) -> Inlines:
        return (FactText(fact.id, print_value(value, fact, self.lang, self.facts, "table")),)

    def unit(self, fact: Fact, value: Value) -> str:
        return print_unit(value.quantity, fact, self.lang) if value.quantity else ""

    def when(self, event: Event) -> Inlines:
        if event.when.kind == "unknown":
            return (Text(print_when(event.when, self.lang, "table")),)
        return (FactText(f"{event.id}.when", print_when(event.when, self.lang, "table")),)

    def parties(self, event: Event) -> Inlines:
        """Who took part, under the names they bore then."""
        names = [self.localized(event.name_then[party]) if party in event.name_then
                 else print_party(party, self.facts, self.lang) for party in event.parties]
        return (Text(joined(names, self.lang)),) if names else ()

    def figures(self, facts: list[Fact]) -> Inlines:
        """Each fact on a line: what it is, and its value."""
        colon = self.words["colon"]
        return on_lines([(text_of(put_together((self.localized(fact.label), colon))), *self.fact(fact, fact.newest))
                         for fact in facts])

    def cite(self, cites: Iterable[Cite]) -> Inlines:
        places = tuple(dict.fromkeys((cite.source, cite.at) for cite in cites))
        return (Citation(places),) if places else ()

    def events(self, choice: Choice | None) -> list[Event]:
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


def on_lines(contents: Iterable[Inlines]) -> Inlines:
    """Several contents on a line each."""
    return tuple(node for n, line in enumerate(contents) for node in ((LineBreak(), *line) if n else line))


def _meets(event: Event, choice: Choice) -> bool:
    return ((not choice.kinds or event.kind in choice.kinds)
            and (not choice.parties or set(choice.parties) <= set(event.parties))
            and (not choice.tags or bool(set(choice.tags) & set(event.tags)))
            and (choice.period is None or overlaps(event.when, choice.period))
            and (not choice.having or choice.having in event.facts))


class EventRows:
    """Events and agreements as rows; their nested facts are columns by name."""

    def __init__(self, printed: Printed, exhibit: Exhibit) -> None:
        self.printed, self.exhibit = printed, exhibit
        self.all: list[Event] = printed.events(exhibit.rows)
        self._shown = {column.value for column in exhibit.columns}

    def key(self, row: Event) -> str:
        return row.id

    def fact(self, row: Event, name: str) -> Fact | None:
        return row.facts.get(name)

    def cites(self) -> list[Cite]:
        return [cite for row in self.all for cite in row.cites]

    def head(self, column: ExhibitColumn) -> Inlines:
        measure = self.printed.facts.measures.get(column.value)
        if column.head is not None or measure is not None:
            return self.printed.text(column.head or measure.label)          # type: ignore[union-attr]
        return (Text(self.printed.words.get(f"column_{column.value}", column.value)),)

    def unit(self, name: str) -> str:
        facts = (row.facts.get(name) for row in self.all)
        fact = next((fact for fact in facts if fact and fact.newest.quantity), None)
        return self.printed.unit(fact, fact.newest) if fact else ""

    def is_formatted(self, column: ExhibitColumn) -> bool:
        """Whether its figures are printed without their unit, which stands in the head."""
        return bool(column.share or column.scale or column.places is not None)

    def said(self, row: Event, name: str) -> Inlines:
        """What a column says of an event, nothing where there is nothing."""
        printed = self.printed
        match name:
            case "title":
                return printed.text(row.title)
            case "when":
                return printed.when(row)
            case "parties":
                return printed.parties(row)
            case "place":
                return printed.text(row.place)
            case "text":
                return printed.text(row.text)
            case "kind":
                return printed.text(printed.facts.kinds[row.kind])
            case "figures":
                return printed.figures([fact for name, fact in row.facts.items() if name not in self._shown])
            case "cite":
                return printed.cite(row.cites)
            case _:
                fact = row.facts.get(name)
                return printed.fact(fact, fact.newest) if fact else ()

    def shared(self, row: Event, name: str) -> object:
        """What the rows of a group have in common."""
        return self.place(row, name)

    def condition(self, row: Event, name: str) -> None:
        """Totals of events name their figures one by one."""

    def group(self, row: Event, name: str) -> Inlines:
        return self.said(row, name)

    def place(self, row: Event, name: str) -> Place:
        if name in row.facts:
            return _place(row.facts[name].newest)
        if name == "when":
            return int(row.when.kind == "unknown"), row.when.sort_key
        if name == "parties":
            return int(not row.parties), row.parties
        texts = {"title": row.title, "place": row.place, "text": row.text, "kind": {"": row.kind}}.get(name) or {}
        return int(not texts), next(iter(texts.values()), "")


class DatasetRows:
    """The rows of a dataset that an exhibit chooses."""

    def __init__(self, printed: Printed, exhibit: Exhibit) -> None:
        self.printed = printed
        self.dataset = printed.facts.datasets[exhibit.arrangement.dataset]
        self.all: list[Record] = chosen(self.dataset, exhibit.arrangement.where)
        self._language = printed.facts.sources[self.dataset.cites[0].source].language

    def key(self, row: Record) -> str:
        return row.key

    def fact(self, row: Record, name: str) -> Fact | None:
        """The fact in a cell that holds a figure."""
        return self.dataset.fact(row.key, name) if self.field(name).type == "number" else None

    def field(self, name: str) -> Field:
        return self.dataset.fields[name]

    def cites(self) -> list[Cite]:
        return list(self.dataset.cites)

    def head(self, column: ExhibitColumn) -> Inlines:
        return self.printed.text(column.head or self.field(column.value).label)

    def unit(self, name: str) -> str:
        field = self.field(name)
        stands_for = Fact("", field.label, (), field.measure, (), "", field.span)
        return print_unit(Quantity(None, field.unit, "range"), stands_for, self.printed.lang) if field.unit else ""

    def is_formatted(self, column: ExhibitColumn) -> bool:
        return True

    def said(self, row: Record, name: str) -> Inlines:
        printed, value = self.printed, row.values.get(name)
        if isinstance(value, Value):
            fact = self.dataset.fact(row.key, name)
            return printed.fact(fact, fact.newest) if fact else ()
        return self.group(row, name)

    def shared(self, row: Record, name: str) -> Condition:
        """What the rows of a group have in common."""
        return exactly(row, name)

    condition = shared

    def group(self, row: Record, name: str) -> Inlines:
        """What the rows of a group share; a date or state stands there as words and no fact."""
        printed, value, field = self.printed, row.values.get(name), self.field(name)
        if isinstance(value, Value):
            fact = self.dataset.fact(row.key, name)
            return (Text(print_value(value, fact, printed.lang, printed.facts, "table")),) if fact else ()
        if value is None:
            return ()
        if field.type == "party":
            return (Text(print_party(value, printed.facts, printed.lang)),)
        if label := localized(field.labels.get(value, {}), printed.lang):
            return (Text(str(label)),)
        same = primary(self._language) == primary(printed.lang)
        return (Text(value),) if same else (Language((Text(value),), self._language),)

    def place(self, row: Record, name: str) -> Place:
        value = row.values.get(name)
        return _place(value) if isinstance(value, Value) else (int(value is None), value or "")


Rows = EventRows | DatasetRows


def _place(value: Value) -> Place:
    """Orders values by their number or date."""
    if value.when is not None:
        return int(value.when.kind == "unknown"), value.when.sort_key
    quantity = value.quantity
    number = quantity and (quantity.number if quantity.number is not None else quantity.low)
    return int(number is None), number if number is not None else 0


def rows_of(printed: Printed, exhibit: Exhibit) -> Rows:
    return DatasetRows(printed, exhibit) if exhibit.arrangement.dataset else EventRows(printed, exhibit)


def in_order(rows: Rows, sort: Iterable[tuple[str, bool]]) -> list[Any]:
    """The rows sorted by columns, the first counting most; those that lack a value stand last either way."""
    ordered = list(rows.all)
    for name, falling in reversed(tuple(sort)):
        places = {id(row): rows.place(row, name) for row in ordered}
        there = [row for row in ordered if not places[id(row)][0]]
        there.sort(key=lambda row: places[id(row)][1], reverse=falling)
        ordered = there + [row for row in ordered if places[id(row)][0]]
    return ordered
