"""Lay facts out as a table, one line for each dated value, and write it as CSV that Excel opens, or as Excel itself."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal

from reportgen.build.findings import Answer, Known
from reportgen.writers.table_csv import harmless

COLUMNS = ("id", "label", "value", "number", "relation", "unit", "period", "event", "kind", "parties", "tags",
           "source", "place", "wording", "evidence", "status", "formula", "file", "line")
BOM = "\ufeff"                          # without it, Excel on a Chinese Windows takes UTF-8 for GBK
EPOCH = (1980, 1, 1, 0, 0, 0)           # of the parts of an Excel file: nothing in it comes from the clock


def lines(found: Iterable[Known]) -> Iterator[dict[str, str]]:
    """A line for each value, by COLUMNS; several citations of one value stand in its cells with "; " between them."""
    for known in found:
        for answer in known.answers:
            yield {column: str(cell) for column, cell in zip(COLUMNS, _cells(known, answer), strict=True)}


def _cells(known: Known, answer: Answer) -> tuple[object, ...]:
    cites = [cite for cite in answer.wordings if cite.role == "supports"]
    place = "; ".join(cite.at for cite in cites)
    return (known.id, known.label, answer.text, answer.number, answer.relation, answer.unit, answer.period, known.event,
            known.event_kind, " ".join(known.parties), " ".join(known.tags), "; ".join(cite.source for cite in cites),
            place, "; ".join(filter(None, (cite.written for cite in cites))), answer.standing, answer.status,
            answer.formula, known.span.file, known.span.cell or known.span.line)


def as_csv(found: Iterable[Known]) -> bytes:
    """The table as RFC 4180 has it, in UTF-8 with a byte order mark. No cell is a formula to a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in line.values()] for line in lines(found))
    return (BOM + text.getvalue()).encode("utf-8")


def as_xlsx(found: Iterable[Known]) -> bytes:
    """The table as an Excel file: numbers are numbers, all else is text. MachineError where openpyxl is missing."""
    from reportgen.facts.datasets.excel import openpyxl

    book = openpyxl().Workbook()
    sheet = book.active
    sheet.title, sheet.freeze_panes = "facts", "B2"
    for row, line in enumerate((dict(zip(COLUMNS, COLUMNS, strict=True)), *lines(found)), 1):
        for column, (name, text) in enumerate(line.items(), 1):
            cell = sheet.cell(row, column)
            number = Decimal(text) if row > 1 and name == "number" and text else None
            cell.value = number if number is not None else text or None
            if number is None and text:
                cell.data_type = "s"               # "=1+1" is what a source wrote, and no formula
    made = io.BytesIO()
    book.save(made)
    return _without_times(made)


def _without_times(packed: io.BytesIO) -> bytes:
    """The file without the time at which it was made."""
    made = io.BytesIO()
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                data = re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", data)
            new.writestr(zipfile.ZipInfo(part.filename, EPOCH), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
