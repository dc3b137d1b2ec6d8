"""Documents of any number of pages or table rows, and the words of a document as plain HTML."""

from __future__ import annotations

import re
from pathlib import Path

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.document.nodes import (
    Block, Cell, Column, Document, Heading, Masthead, Meta, Note, Paragraph, Row, Table, Text,
)
from reportgen.document.resolve import resolve
from reportgen.locales import words

PROSE = ("The office counts each of them on the last day of the month and compares the count with the one before. "
         "Where the two do not agree the difference is looked into on the spot, and the reason is written down. ")
META = Meta("counts", "en", "Counts", "1", "2026-01-31", header="Counts", footer="Counts")
COLUMNS = 6


def document(kind: str, size: int, folder: Path) -> Document:
    """The "briefing" of the project in `folder`, in its first language; so many "pages"; a table of so many "rows"."""
    if kind == "briefing":
        project = open_project(folder)
        documents, _ = read(project.report(next(iter(project.reports))), project)
        return next(iter(documents.values()))
    made = [_table(size)] if kind == "rows" else [block for n in range(size) for block in _page(n)]
    return resolve(Document(META, (Masthead("", "", "Counts", "", ()), *made)), words("en"))


def plain(html: str) -> str:
    """A page's words and elements: without styles, scripts and pictures."""
    return re.sub(r"<(svg|style|script)\b.*?</\1>|<img[^>]*>|<link[^>]*>", "", html, flags=re.DOTALL)


def _page(n: int) -> list[Block]:
    note = Note((Text(f"Counted anew in month {n % 12 + 1}."),))
    small = Table((Column(), Column("number")), (_row("What", "Count", head=True),),
                  tuple(_row(f"Count {n}.{k}", str(1000 * k + n)) for k in range(5)))
    return [Heading(1, (Text(f"Section {n + 1}"),)), Paragraph((Text(PROSE * 3), note)),
            *[Paragraph((Text(PROSE * 3),)) for _ in range(3)], small, Paragraph((Text(PROSE * 2),))]


def _table(rows: int) -> Table:
    head = _row(*(f"Column {n}" for n in range(COLUMNS)), head=True)
    body = tuple(_row(f"Row {n}", *(str(7 * n + k) for k in range(1, COLUMNS - 1)), "as counted") for n in range(rows))
    return Table((Column(), *[Column("number")] * (COLUMNS - 2), Column()), (head,), body, (Text("Counts"),))


def _row(*texts: str, head: bool = False) -> Row:
    return Row(tuple(Cell((Text(text),), head) for text in texts))
