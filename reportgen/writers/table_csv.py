"""Write the tables and the charts' data as CSV files, for readers who want to go on reckoning with them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from reportgen.document.nodes import Chart, Document, Inlines, Row, Superscript, Table
from reportgen.document.rows import whole
from reportgen.document.tabular import records
from reportgen.document.walk import blocks, plain

_NUMBER = re.compile(r"[-+−]?[0-9][0-9,]*(\.[0-9]+)?%?")
_COMMANDS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")     # with which Excel takes a cell for a formula


def write_tables(document: Document) -> dict[str, bytes]:
    """Tables with a caption or not printed whole, and all charts, each as UTF-8 CSV by its file's name, `<id>.csv`."""
    tables = [block for block in blocks(document.blocks)
              if isinstance(block, Table) and (block.label or block.left_out)]
    charts = [block for block in blocks(document.blocks) if isinstance(block, Chart)]
    lang = document.meta.lang
    of_tables = {f"{table.id or f'table-{n}'}.csv": write_csv(table) for n, table in enumerate(tables, 1)}
    return of_tables | {f"{chart.id or f'chart-{n}'}.csv": write_chart(chart, lang)
                        for n, chart in enumerate(charts, 1)}


def write_csv(table: Table) -> bytes:
    """Heads and rows as they are printed, then what stands below the table.

    With a byte order mark, by which Excel knows UTF-8. No cell begins as a formula does.
    """
    notes = table.notes[1:] if table.left_out else table.notes           # the first says that the others are here
    below = [[_words(note, marks=True)] for note in notes]
    return _csv((*_grid(table), *([[]] if below else []), *below))


def write_chart(chart: Chart, lang: str) -> bytes:
    """A row for each value of a chart: as it is printed, and its number; see `tabular.records`."""
    return _csv(records(chart, lang))


def _csv(lines: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    for line in lines:
        writer.writerow(map(harmless, line))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _grid(table: Table) -> Iterator[list[str]]:
    """The words of each row, one for each column; what reaches over several stands in the first of them."""
    width = len(table.columns)
    for part in (table.head, whole(table)):
        reaching: dict[int, int] = {}                  # column → rows that a cell from above still fills
        for row in part:
            yield _line(row, width, reaching)


def _line(row: Row, width: int, reaching: dict[int, int]) -> list[str]:
    line = [""] * width
    free = [column for column in range(width) if not reaching.get(column)]
    for column in reaching:
        reaching[column] = max(0, reaching[column] - 1)
    for cell in row.cells:
        taken, free = free[:cell.colspan], free[cell.colspan:]
        line[taken[0]] = _words(cell.content)
        reaching.update(dict.fromkeys(taken, cell.rowspan - 1))
    return line


def _words(content: Inlines, marks: bool = False) -> str:
    """The words of a cell, without the marks of its notes."""
    shown = content if marks else tuple(node for node in content if not isinstance(node, Superscript))
    return plain(shown).strip()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula, with the apostrophe that makes it a text; numbers stay."""
    return f"'{cell}" if cell.startswith(_COMMANDS) and not _NUMBER.fullmatch(cell) else cell
