"""Read datasets: the rows of a CSV or Excel file as facts, each mistake told at its cell."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from reportgen.diagnostics import ReportgenError, Span, did_you_mean
from reportgen.facts.entries.arrangement import SCALES
from reportgen.facts.wordings.dates import read_when
from reportgen.facts.format_names import territories
from reportgen.facts.model import Citation, Dataset, Field, Localized, Quantity, Record, Source, Value, localized
from reportgen.facts.yaml.nodes import Text
from reportgen.facts.wordings.numerals import FOLDED, decimals_of, in_full
from reportgen.facts.wordings.quantity import QuantityError, read_quantity
from reportgen.facts.entries.reading import Around, Reading
from reportgen.facts.datasets.selection import name_of
from reportgen.facts.datasets.sheets import Line, Sheet, read_sheet
from reportgen.facts.wordings.wording import MOST_DIGITS
from reportgen.inputs import Inputs
from reportgen.locales import words
from reportgen.messages import said, say

if TYPE_CHECKING:
    from reportgen.facts.entries.rows_schema import DatasetEntry, FieldEntry

MOST_TOLD = 200                        # mistakes in one file
MODERN = re.compile(r"[-−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
ONE = Decimal(1)


class _Enough(Exception):
    """So much is wrong with a file that the rest is not looked at."""


def read_dataset(reading: Reading, id: Text, entry: DatasetEntry, around: Around, inputs: Inputs) -> Dataset | None:
    """The dataset with its rows, or None where it cannot be read; what is wrong joins the reading's problems."""
    told = len(reading.problems)
    cite = reading.citation(around, id.span)
    fields = {str(name): _field(reading, name, one) for name, one in entry.fields.items()}
    for name in entry.key:
        reading.known(name, frozenset(fields), "field")
    if len(reading.problems) > told or cite is None:
        return None
    rows = _Rows(reading, inputs, id, entry, fields, reading.sources[cite.source])
    try:
        records = tuple(_as_exact(list(rows.records()), fields))
    except _Enough:
        return None
    except ReportgenError as failure:
        reading.problems += failure.diagnostics
        return None
    texts = {name: replace(field, labels={**field.labels, **rows.translated.get(name, {})})
             for name, field in fields.items()}
    cite = Citation(cite.source, cite.at, "", cite.role, id.span)
    return Dataset(str(id), reading.texts(entry.title), texts, records, (cite,), rows.name, id.span,
                   reading.maybe(entry.note), tuple(map(str, entry.key)), {record.key: record for record in records},
                   reading.when(entry.period, around),
                   tuple(str(check.equals) for check in entry.checks if check.equals))


def _field(reading: Reading, name: Text, entry: FieldEntry) -> Field:
    reading.check_id(name, frozenset())
    measure = reading.measures.get(entry.measure or name)
    if entry.measure:
        reading.known(entry.measure, reading.measures, "measure")
    type = entry.type or ("number" if entry.unit or measure else "text")
    label = reading.texts(entry.label) if entry.label else measure.label if measure else _usual(type)
    if not label:
        reading.without_label(name, name)
    if type != "number" and (useless := entry.unit or entry.scale):
        reading.wrong("bad-value", say("only numbers have a unit or a scale"), useless.span)
    if entry.scale and entry.scale not in SCALES:
        reading.wrong("unknown-value", say('"{word}" is not one of {words}', word=entry.scale,
                                           words=", ".join(SCALES)), entry.scale.span)
    if entry.unit and measure and measure.unit and entry.unit != measure.unit:
        reading.wrong("unit-disagrees", say('the unit "{unit}" is not that of the measure, "{wanted}"',
                                            unit=entry.unit, wanted=measure.unit), entry.unit.span,
                      related=((measure.span, say("the measure")),))
    unit = str(entry.unit or (measure.unit if measure else ""))
    labels = {str(text): reading.texts(texts) for text, texts in entry.labels.items()}
    return Field(str(name), label, type, unit, measure, name.span, labels)


def _usual(type: str) -> Localized:
    """What a column of dates or parties is called where nothing else is said."""
    heads = {"date": "column_when", "party": "column_party"}
    return {lang: words(lang)[heads[type]] for lang in ("zh", "en")} if type in heads else {}


class _Rows:
    """The rows of one dataset while they are read."""

    def __init__(self, reading: Reading, inputs: Inputs, id: Text, entry: DatasetEntry, fields: Mapping[str, Field],
                 source: Source) -> None:
        self.reading, self.inputs, self.id, self.entry, self.fields, self.source = (
            reading, inputs, id, entry, fields, source)
        self.name = posixpath.normpath(posixpath.join(posixpath.dirname(entry.rows.span.file), entry.rows))
        self.told = 0
        self.missing = {str(text): state for text, state in entry.missing.items()}
        self.translated: dict[str, dict[str, Localized]] = {}

    def wrong(self, rule: str, message: str, span: Span, hint: str = "",
              related: tuple[tuple[Span, str], ...] = ()) -> None:
        self.reading.wrong(rule, message, span, hint, related)
        self.told += 1
        if self.told == MOST_TOLD:
            raise _Enough

    def records(self) -> Iterator[Record]:
        """A record for each line whose key can be read."""
        sheet = read_sheet(self.inputs, self.name, self.entry.rows.span, self.entry.separator or "",
                           str(self.entry.sheet or ""), self.wrong)
        columns = self.columns(sheet)
        first: dict[str, Text] = {}
        for line in sheet.lines:
            values = {name: self.value(name, [line.cells[at] for at in places]) for name, places in columns.items()}
            key = self.key(line, columns, values, first) if set(self.entry.key) <= set(columns) else None
            if key:
                yield Record(key, line.number, {name: value for name, value in values.items() if value is not None})

    def columns(self, sheet: Sheet) -> dict[str, list[int]]:
        """Where the cells of each field stand in a line; several for a text in several languages."""
        places = {str(head): n for n, head in enumerate(sheet.heads)}
        found: dict[str, list[int]] = {}
        ignored = set(map(str, self.entry.ignore))
        unread = [head for head in sheet.heads if head and head not in ignored]
        for name, entry in self.entry.fields.items():
            heads = _heads(name, entry)
            absent = [head for head in heads if head not in places]
            for head in absent:
                hint = did_you_mean(head, unread) or say("the columns are {names}", names=", ".join(places))
                self.wrong("missing-column", say('there is no column "{name}" in "{file}"', name=head,
                                                 file=self.name), head.span, hint)
            if not absent:
                found[str(name)] = [places[head] for head in heads]
        used = {at for several in found.values() for at in several}
        known = [head for name, entry in self.entry.fields.items() for head in _heads(name, entry)]
        for head in unread:
            if places[head] not in used:
                self.wrong("unknown-column", say('no field reads the column "{name}"', name=head), head.span,
                           did_you_mean(head, known) or say("add it under fields:, or under  ignore: […]"))
        for head in self.entry.ignore:
            if head not in places:
                self.wrong("missing-column", say('there is no column "{name}" in "{file}"', name=head, file=self.name),
                           head.span)
        return found

    def key(self, line: Line, columns: Mapping[str, list[int]], values: Mapping[str, Value | str | None],
            first: dict[str, Text]) -> str | None:
        """What names a row: letters and digits of its key fields, anything else an underscore."""
        cells = [line.cells[columns[name][0]] for name in self.entry.key]
        kept = [values[name] for name in self.entry.key]
        if None in kept:
            return None
        texts = [name_of(value) for value in kept]
        if any(isinstance(value, Value) and value.state for value in kept) or not all(texts):
            self.wrong("blank-key", say("nothing names this row"), cells[0].span,
                       say("each row has a key of its own:  key: {names}", names=", ".join(self.entry.key)))
            return None
        key = "_".join(re.sub(r"\W+", "_", text).strip("_") for text in texts)
        if first.setdefault(key, cells[0]) is not cells[0]:
            self.wrong("duplicate-row", say('two rows have the key "{key}"', key=key), cells[0].span,
                       say("name rows by more fields:  key: [{names}, …]", names=", ".join(self.entry.key)),
                       ((first[key].span, say("the first")),))
        return key

    # --- cells

    def value(self, name: str, cells: Sequence[Text]) -> Value | str | None:
        """What a cell holds; None where it cannot be read, which is told."""
        cell, field = cells[0], self.fields[name]
        if cell in self.missing:
            return Value(None, self.missing[cell], None, str(cell), None, (), cell.span)   # type: ignore[arg-type]
        if not cell:
            self.wrong("blank-cell", say('nothing stands here, in the column "{name}"', name=name), cell.span,
                       say('say what that means:  missing: {"": unknown}'))
            return None
        match field.type:
            case "text":
                return self.text(field, cells)
            case "party":
                return self.party(cell)
            case "date":
                return self.date(cell)
            case _:
                return self.number(field, cell)

    def text(self, field: Field, cells: Sequence[Text]) -> str | None:
        text = " ".join(cells[0].split())
        if field.labels and text not in field.labels:
            self.wrong("unknown-value", say('"{word}" is not one of {words}', word=text,
                                            words=", ".join(list(field.labels)[:12])), cells[0].span,
                       did_you_mean(text, field.labels))
            return None
        column = self.entry.fields[Text(field.name, field.span)].column
        if isinstance(column, dict):
            texts = {str(lang): " ".join(cell.split()) for lang, cell in zip(column, cells, strict=True)}
            blank = next((cell for cell in cells if not cell), None)
            if blank is not None:
                self.wrong("missing-translation", say("this text lacks one of its languages"), blank.span)
            elif self.translated.setdefault(field.name, {}).setdefault(text, texts) != texts:
                self.wrong("two-translations", say('"{text}" is translated in another way above', text=text),
                           cells[1].span)
        return text

    def party(self, cell: Text) -> str | None:
        reading = self.reading
        if cell in reading.entries["names"] or cell in reading.countries:
            return str(cell)
        if cell in self.names:
            return self.names[cell]
        self.wrong("unknown-party", say('unknown party "{id}"', id=cell), cell.span,
                   did_you_mean(cell, [*reading.entries["names"], *self.names])
                   or say("a party is an ISO 3166 code (CN), or an id under names:"))
        return None

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Parties by their names in the language of the source."""
        lang = self.source.language
        found = {name: code for code, name in territories(lang).items() if code in self.reading.countries}
        for id, (entry, _) in self.reading.entries["names"].items():
            for texts in filter(None, (entry.label, entry.short)):
                if name := localized(texts, lang):
                    found[str(name)] = str(id)
        return found

    def date(self, cell: Text) -> Value | None:
        try:
            when = read_when(str(cell), self.source.issued)
        except ValueError as problem:
            self.wrong(problem.rule, said(problem), cell.span, say("such as 2015, 2015-01, 2015-01-12, 2015年1月12日"))
            return None
        return Value(None, None, when, str(cell), None, (), cell.span)

    def number(self, field: Field, cell: Text) -> Value | None:
        try:
            quantity = self.quantity(field, cell)
        except QuantityError as problem:
            span = cell.span if cell.span.cell else Span(cell.span.file, cell.span.line,
                                                         cell.span.column + problem.position)
            self.wrong(problem.rule, said(problem), span,
                       say("a number, with about or over and the like, and the unit if you like; "
                           'where there is none, say what the text means:  missing: {{"{text}": unknown}}', text=cell)
                       if len(cell) < 12 else "")
            return None
        if quantity.unit != field.unit:
            self.wrong("unit-disagrees", say('"{written}" is in {unit}, and the field "{field}" in {wanted}',
                                             written=cell, unit=quantity.unit, field=field.name,
                                             wanted=field.unit or "1"), cell.span,
                       related=((field.span, say("the field")),))
            return None
        return Value(quantity, None, None, str(cell), None, (), cell.span)

    def quantity(self, field: Field, cell: Text) -> Quantity:
        """The quantity in a cell; a plain number, which most are, needs no reader."""
        power = SCALES[scale] if (scale := self.entry.fields[Text(field.name, field.span)].scale) else 0
        text = cell.translate(FOLDED)
        if MODERN.fullmatch(text) and sum(map(str.isdigit, text)) + power <= MOST_DIGITS:
            number = Decimal(text.replace(",", "").replace("−", "-"))
            found = Quantity(number, field.unit, places=decimals_of(number))
        else:
            found = read_quantity(str(cell), self.source.language, self.nouns(field))
            found = replace(found, unit=field.unit) if found.unit in ("", "{item}") else found
        return _scaled(found, power) if power else found

    def nouns(self, field: Field) -> dict[str, str]:
        noun = field.measure.noun if field.measure else None
        forms = localized(noun.forms, self.source.language) if noun else None
        return dict.fromkeys(forms or (), field.unit or "{item}")


def _as_exact(records: list[Record], fields: Mapping[str, Field]) -> Iterator[Record]:
    """The same, each plain number as exact as the most exact of its column: spreadsheets write 3 for 3.0."""
    finest = {name: max((value.quantity.places for record in records if _is_plain(value := record.values.get(name))),
                        default=0) for name, field in fields.items() if field.type == "number"}
    for record in records:
        finer = {name: replace(value, quantity=replace(value.quantity, places=places))
                 for name, places in finest.items()
                 if places and _is_plain(value := record.values.get(name)) and value.quantity.places < places}
        yield replace(record, values={**record.values, **finer}) if finer else record


def _is_plain(value: Value | str | None) -> bool:
    return isinstance(value, Value) and value.quantity is not None and (
        value.quantity.relation == "exact" and value.quantity.scale == ONE)


def _heads(name: Text, entry: FieldEntry) -> list[Text]:
    if isinstance(entry.column, dict):
        return list(entry.column.values())
    return [entry.column or name]


def _scaled(quantity: Quantity, power: int) -> Quantity:
    """A quantity that was written in thousands, millions and so on, with no more digits than were written."""
    def times(number: Decimal | None) -> Decimal | None:
        return None if number is None else in_full(number.scaleb(power))

    return replace(quantity, number=times(quantity.number), low=times(quantity.low), high=times(quantity.high),
                   scale=quantity.scale * 10 ** power)
