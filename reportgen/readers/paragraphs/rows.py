"""Read a CSV file as paragraphs: each row is one, its cells side by side, the heads of the columns first."""

from __future__ import annotations

import csv
import io

from reportgen.diagnostics import Span, refuse
from reportgen.messages import say
from reportgen.readers.paragraphs.encoding import decode
from reportgen.readers.paragraphs.transcript import CELL, Paragraph, Transcript, fold

PARTED_BY = ",;\t|"


def read_csv(data: bytes, span: Span) -> Transcript:
    """Cells are parted by what parts most of the first line: a comma, semicolon, tab or bar. Empty rows are left out.

    ReportgenError where quotation marks do not close, or a cell holds more than the csv module lets it (128 kB).
    """
    text, encoding = decode(data, span)
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(PARTED_BY, key=head.count), strict=True)
    found: list[Paragraph] = []
    line = 1
    try:
        for cells in rows:
            if any(folded := [fold(cell) for cell in cells]):
                found.append(Paragraph(CELL.join(folded), lines=(line, rows.line_num)))
            line = rows.line_num + 1
    except csv.Error as problem:
        refuse("unreadable-source", say("line {line} cannot be read as CSV: {problem}", line=line,
                                        problem=str(problem)), span)
    return Transcript(tuple(found), encoding)
