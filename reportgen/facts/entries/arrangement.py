"""Read how the rows of an exhibit are chosen, ordered, grouped and added up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from reportgen.diagnostics import Span, did_you_mean
from reportgen.facts.model import Arrangement, CellNote, Dataset, ExhibitColumn, Localized
from reportgen.facts.yaml.nodes import Text
from reportgen.facts.datasets.selection import read_where
from reportgen.facts.datasets.sheets import Wrong
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.facts.entries.schema import ColumnEntry, ExhibitEntry

SCALES = {"thousand": 3, "million": 6, "billion": 9, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "十亿": 9}
IN_CHINESE = {"thousand": "千", "million": "百万", "billion": "十亿"}
KEYS = ("dataset", "where", "sort", "group", "subtotals", "totals", "max_rows", "landscape", "cell_notes",
        "source_line", "categories", "series")
OF_CHARTS, OF_TABLES = ("categories", "series"), ("group", "subtotals", "totals", "landscape", "cell_notes")
OF_TIMELINES = ("form", "eras")
OF_EVENTS = ("kind", "parties", "place")                # what events are grouped by
OF_DATASETS = ("where", "categories", "series")


def read_arrangement(entry: ExhibitEntry, datasets: Mapping[str, Dataset], subjects: Collection[str],
                     texts: Callable[[Mapping[Text, Text]], Localized], wrong: Wrong) -> Arrangement:
    """What `entry` says of its rows; `subjects` are the ids of events, which name the rows of an exhibit of events.

    `texts` reads a text by language. What is wrong is told.
    """
    if not _check_keys(entry, wrong):
        return Arrangement()
    dataset = datasets.get(entry.dataset) if entry.dataset else None
    fields = dataset.fields if dataset else {}
    columns = [str(column.value) for column in entry.columns]
    shown = [*columns, *fields]
    for name in (one for one in (entry.group, entry.categories, entry.series) if one):
        _known(name, fields if dataset else OF_EVENTS, wrong)
    for name in entry.totals:
        if not _known(name, columns, wrong):
            continue
        if name == columns[0]:
            wrong("bad-total", say("the first column names the rows and has no total"), name.span)
        elif name in fields and fields[name].type != "number":
            wrong("bad-total", say('"{name}" holds no numbers to add up', name=name), name.span)
        elif name in fields and entry.totals[name] == "sum" and fields[name].unit in ("%", "pp"):
            wrong("bad-total", say('"{name}" holds shares, and a sum of shares means nothing', name=name), name.span)
    sort = tuple((name.removeprefix("-"), name.startswith("-")) for name in entry.sort)
    for (name, _), written in zip(sort, entry.sort, strict=True):
        _known(Text(name, written.span), shown, wrong)
    rows = dataset.rows if dataset else subjects
    notes = tuple(CellNote(str(note.row or ""), str(note.column or ""), texts(note.text)) for note in entry.cell_notes
                  if _exists(note.row, rows, note.column, columns, wrong))
    return Arrangement(
        str(entry.dataset or ""), read_where(entry.where, dataset, wrong) if dataset else (), sort,
        str(entry.group or ""), entry.subtotals, {str(name): how for name, how in entry.totals.items()},
        entry.max_rows, notes, bool(dataset) if entry.source_line is None else entry.source_line,
        str(entry.categories or ""), str(entry.series or ""), "landscape" if entry.landscape else "")


def read_columns(entry: ExhibitEntry, dataset: Dataset | None, texts: Callable[[Mapping[Text, Text]], Localized],
                 wrong: Wrong) -> tuple[ExhibitColumn, ...]:
    """The columns of a table, or the series of a chart; those of a dataset must be fields of it."""
    made, wide = [], 0
    for column in entry.columns:
        if wide <= 100 < wide + column.width:
            wrong("bad-width", say("the widths of the columns add up to more than 100"), column.value.span,
                  say("a width is a share of the table's width, in hundredths"))
        wide += column.width
        if dataset and not _known(column.value, dataset.fields, wrong):
            continue
        figures = bool(dataset) and dataset.fields[column.value].type == "number"
        if dataset and not figures and (column.share or column.scale or column.places is not None):
            wrong("bad-column", say('"{name}" holds no numbers', name=column.value), column.value.span)
        made.append(_column(column, texts, figures, wrong))
    return tuple(made)


def _column(entry: ColumnEntry, texts: Callable[[Mapping[Text, Text]], Localized], figures: bool,
            wrong: Wrong) -> ExhibitColumn:
    align = entry.align or ("number" if figures else "left")
    return ExhibitColumn(str(entry.value), texts(entry.head) if entry.head else None, align, entry.width,
                         entry.value.span, entry.share, entry.places, _scale(entry, wrong))


def _scale(entry: ColumnEntry, wrong: Wrong) -> Localized:
    """The words of a scale by language."""
    given = entry.scale or {}
    texts = [given] if isinstance(given, Text) else given.values()
    for text in texts:
        if text not in (SCALES if isinstance(given, Mapping) else IN_CHINESE):
            wrong("unknown-value", say('"{word}" is not one of {words}', word=text, words=", ".join(SCALES)), text.span,
                  say("a word for each language:  {zh: 万, en: thousand}"))
            return {}
    if isinstance(given, Text):
        return {"en": str(given), "zh": IN_CHINESE[given]}
    return {str(lang): str(text) for lang, text in given.items()}


def _check_keys(entry: ExhibitEntry, wrong: Wrong) -> bool:
    """Whether every key means something in an exhibit of this kind."""
    useless: set[str] = set()
    if entry.kind != "table":
        useless |= set(OF_TABLES)
    if entry.kind != "chart":
        useless |= set(OF_CHARTS)
    if entry.kind != "timeline":
        useless |= set(OF_TIMELINES)
    if entry.eras and entry.kind == "timeline" and entry.form == "table":
        wrong("unknown-key", say('"eras" are for drawn timelines'), place_of(entry.eras, entry),
              say("such timelines say  form: drawn"))
    if entry.kind in ("timeline", "key_figures"):
        useless |= {"dataset", "sort", "max_rows", "source_line"}
    if not entry.dataset:
        useless |= set(OF_DATASETS)
    useless &= entry.model_fields_set
    for key in sorted(useless):
        wrong("unknown-key", say('"{part}" means nothing in a {kind}', part=key, kind=entry.kind)
              if key not in OF_DATASETS or entry.dataset else
              say('"{part}" needs a dataset', part=key), place_of(getattr(entry, key), entry))
    return not useless


def place_of(value: object, entry: ExhibitEntry) -> Span:
    """The place of a value, or of the exhibit's caption where the value does not know its own."""
    first = next(iter(value), None) if isinstance(value, Mapping | list) and value else value
    if isinstance(first, Text):
        return first.span
    return next(iter(entry.caption)).span


def _known(name: Text, among: Collection[str], wrong: Wrong) -> bool:
    if name in among:
        return True
    wrong("unknown-column", say('there is no column "{name}" here', name=name), name.span,
          did_you_mean(name, among) or say("known: {names}", names=", ".join(dict.fromkeys(among))))
    return False


def _exists(row: Text | None, rows: Collection[str], column: Text | None, columns: Collection[str],
            wrong: Wrong) -> bool:
    """Whether the cell that a note marks can stand in the table."""
    if row and row not in rows:
        wrong("unknown-row", say('there is no row "{name}"', name=row), row.span,
              did_you_mean(row, rows) if len(rows) < 1000 else "")
        return False
    return column is None or _known(column, columns, wrong)
