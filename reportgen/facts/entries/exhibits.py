"""Read exhibits: tables, charts, timelines and key figures that hold for all languages."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.facts.entries.arrangement import read_arrangement, read_columns
from reportgen.facts.model import Choice, Dataset, Exhibit
from reportgen.facts.yaml.nodes import Text
from reportgen.facts.entries.reading import Around, Reading
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.facts.entries.schema import ChoiceEntry, ExhibitEntry

COLUMN_WORDS = ("title", "when", "parties", "place", "text", "kind", "figures", "cite")


def read_exhibit(reading: Reading, id: Text, entry: ExhibitEntry, around: Around) -> Exhibit | None:
    _check_parts(reading, id, entry)
    if entry.dataset and not (reading.known(entry.dataset, reading.entries["datasets"], "dataset")
                              and entry.dataset in reading.datasets):
        return None
    dataset = reading.datasets.get(entry.dataset) if entry.dataset else None
    figures = frozenset(name for name, field in dataset.fields.items() if field.type == "number") if dataset else ()
    for fact in entry.facts:
        if not _is_cell(fact, reading.datasets):
            among = figures if dataset else reading.nested if entry.rows else reading.declared
            reading.known(fact, among, "fact")
    if entry.whole and not _is_cell(entry.whole, reading.datasets):
        reading.known(entry.whole, reading.declared, "fact")
    columns = read_columns(entry, dataset, reading.texts, reading.wrong)
    for column in () if dataset else entry.columns:
        if column.value not in COLUMN_WORDS and column.value not in reading.nested:
            reading.unknown(column.value, "column", [*reading.nested, *COLUMN_WORDS])
    rows = _choice(reading, entry.rows) if entry.rows else None
    subjects = ChainMap(reading.entries["events"], reading.entries["agreements"])
    return Exhibit(
        str(id), entry.kind, reading.texts(entry.caption), id.span, rows, columns, tuple(map(str, entry.facts)),
        entry.chart, str(entry.whole or ""), entry.by, tuple(map(reading.texts, entry.notes)), str(entry.style or ""),
        read_arrangement(entry, reading.datasets, subjects, reading.texts, reading.wrong),
        entry.form, tuple(map(str, entry.eras)))


def _is_cell(id: Text, datasets: Mapping[str, Dataset]) -> bool:
    """Whether there is a fact of this id in a cell of a dataset."""
    dataset, _, cell = id.partition(".")
    key, _, name = cell.partition(".")
    return dataset in datasets and datasets[dataset].fact(key, name) is not None


def _check_parts(reading: Reading, id: Text, entry: ExhibitEntry) -> None:
    wanted = {"table": ("rows", "columns"), "timeline": ("rows",), "key_figures": ("facts",), "chart": ("facts",)}
    useless = {"table": ("facts",), "timeline": ("columns", "facts"), "key_figures": ("rows", "columns"),
               "chart": ("columns",)}
    if entry.whole and (entry.kind != "chart" or entry.chart != "share"):
        reading.wrong("unknown-key", say('"whole" is for charts of shares'), entry.whole.span,
                      say("such charts say  chart: share"))
    if entry.dataset:
        wanted |= {"table": ("columns",), "chart": ("facts", "categories")}
        useless |= {"table": ("rows", "facts"), "chart": ("rows", "columns")}
    for era in entry.eras:
        if era not in reading.entries["agreements"]:
            reading.known(era, reading.entries["events"], "event")
    for part in wanted[entry.kind]:
        if not getattr(entry, part):
            reading.wrong("missing-key", say('a {kind} needs "{part}"', kind=entry.kind, part=part), id.span)
    for part in useless[entry.kind]:
        if getattr(entry, part):
            reading.wrong("unknown-key", say('"{part}" means nothing in a {kind}', part=part, kind=entry.kind), id.span)


def _choice(reading: Reading, entry: ChoiceEntry) -> Choice:
    sections = ("events", "agreements") if entry.of == "both" else (entry.of,)
    for kind in entry.kinds:
        reading.known(kind, reading.entries["kinds"], "kind")
    for id in entry.ids:
        if not any(id in reading.entries[section] for section in sections):
            subjects = [str(id) for section in sections for id in reading.entries[section]]
            reading.unknown(id, "event" if entry.of != "agreements" else "agreement", subjects)
    for tag in entry.tags:
        reading.known(tag, [tag for section in sections for tag in reading.tags[section]], "tag")
    if entry.having:
        reading.known(entry.having, reading.nested, "fact")
    return Choice(entry.of, tuple(map(str, entry.kinds)), reading.parties(entry.parties), tuple(map(str, entry.tags)),
                  reading.when(entry.period, Around()), tuple(map(str, entry.ids)), str(entry.having or ""))
