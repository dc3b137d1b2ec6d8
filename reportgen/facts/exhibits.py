"""Read exhibits: tables, charts, timelines and key figures that hold for all languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.facts.model import Choice, Exhibit, ExhibitColumn
from reportgen.facts.nodes import Text
from reportgen.facts.reading import Around, Reading
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.facts.schema import ChoiceEntry, ExhibitEntry

COLUMN_WORDS = ("title", "when", "parties", "place", "text", "kind", "figures", "cite")


def read_exhibit(reading: Reading, id: Text, entry: ExhibitEntry, around: Around) -> Exhibit:
    _check_parts(reading, id, entry)
    declared = reading.declared
    nested = frozenset(id.rpartition(".")[2] for id in declared if "." in id)
    for fact in entry.facts:
        reading.known(fact, nested if entry.rows else declared, "fact")
    columns = tuple(ExhibitColumn(str(column.value), reading.maybe(column.head), column.align, column.width,
                                  column.value.span) for column in entry.columns)
    for column in entry.columns:
        reading.known(column.value, [*nested, *COLUMN_WORDS], "column")
    rows = _choice(reading, entry.rows, nested) if entry.rows else None
    return Exhibit(
        str(id), entry.kind, reading.texts(entry.caption), id.span, rows, columns, tuple(map(str, entry.facts)),
        entry.chart, entry.by, tuple(map(reading.texts, entry.notes)), str(entry.style or ""))


def _check_parts(reading: Reading, id: Text, entry: ExhibitEntry) -> None:
    wanted = {"table": ("rows", "columns"), "timeline": ("rows",), "key_figures": ("facts",), "chart": ("facts",)}
    useless = {"table": ("facts",), "timeline": ("columns", "facts"), "key_figures": ("rows", "columns"),
               "chart": ("columns",)}
    for part in wanted[entry.kind]:
        if not getattr(entry, part):
            reading.wrong("missing-key", say('a {kind} needs "{part}"', kind=entry.kind, part=part), id.span)
    for part in useless[entry.kind]:
        if getattr(entry, part):
            reading.wrong("unknown-key", say('"{part}" means nothing in a {kind}', part=part, kind=entry.kind), id.span)


def _choice(reading: Reading, entry: ChoiceEntry, nested: frozenset[str]) -> Choice:
    sections = ("events", "agreements") if entry.of == "both" else (entry.of,)
    subjects = [str(id) for section in sections for id in reading.entries[section]]
    for kind in entry.kinds:
        reading.known(kind, reading.entries["kinds"], "kind")
    for id in entry.ids:
        reading.known(id, subjects, "event" if entry.of != "agreements" else "agreement")
    tags = {tag for section in sections for subject, _ in reading.entries[section].values() for tag in subject.tags}
    for tag in entry.tags:
        reading.known(tag, tags, "tag")
    if entry.having:
        reading.known(entry.having, nested, "fact")
    return Choice(entry.of, tuple(map(str, entry.kinds)), reading.parties(entry.parties), tuple(map(str, entry.tags)),
                  reading.when(entry.period, Around()), tuple(map(str, entry.ids)), str(entry.having or ""))
