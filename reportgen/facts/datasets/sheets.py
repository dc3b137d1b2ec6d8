"""Read the rows of a CSV or Excel file as texts that know their places; nothing is turned into a number here."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportgen.characters import refused
from reportgen.diagnostics import ReportgenError, Span, refuse
from reportgen.facts.yaml.nodes import Text
from reportgen.inputs import Inputs
from reportgen.messages import in_our_words, say

MOST_ROWS, MOST_COLUMNS = 100_000, 200
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
NAMES = {",": say("commas"), ";": say("semicolons"), "\t": say("tabs")}
COMPLAINTS = {
    "unexpected end of data": say("a quotation mark is not closed"),
    "'{separator}' expected after '\"'": say("something stands behind a closing quotation mark"),
    "field larger than field limit ({limit})": say("a cell of more than {limit} letters"),
}

Wrong = Callable[..., None]            # (rule, message, span, hint, related): notes a problem


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a sheet: its line in the file (or row of the Excel sheet), and its cells."""

    number: int
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The heads of the columns, and the lines below them that are not empty."""

    heads: tuple[Text, ...]
    lines: tuple[Line, ...]
    span: Span


def read_sheet(inputs: Inputs, name: str, wanted_at: Span, separator: str, sheet: str, wrong: Wrong) -> Sheet:
    """The sheet in a .csv or .xlsx file of the project; `separator` is a key of SEPARATORS or "" to look for it.

    Rows with too few or too many cells are told to `wrong` and left out. ReportgenError where the file cannot be read
    as rows at all; MachineError where the file is Excel's and openpyxl is not installed.
    """
    if name.lower().endswith(".xlsx"):
        from reportgen.facts.datasets.excel import read_excel

        lines = read_excel(inputs.bytes(name, wanted_at), name, sheet, wrong)
    elif name.lower().endswith((".csv", ".tsv", ".txt")):
        lines = _csv(inputs.text(name, wanted_at), name, separator, wrong)
    else:
        refuse("unknown-table", say('"{name}" is no table that can be read', name=name), wanted_at,
               say("save it as .csv (UTF-8) or .xlsx"))
    return _sheet(lines, name, wrong)


def _sheet(lines: Iterator[Line], name: str, wrong: Wrong) -> Sheet:
    heads: tuple[Text, ...] | None = None
    kept: list[Line] = []
    for line in lines:
        if heads is None:
            heads = line.cells
            if not _are_sound(heads, wrong):
                raise ReportgenError            # told already: no row can be read
        elif len(kept) == MOST_ROWS:
            refuse("too-many-rows", say("more than {count} rows", count=MOST_ROWS), line.cells[0].span)
        elif len(line.cells) == len(heads):
            kept.append(line)
        else:
            _ragged(line, heads, wrong)
    if heads is None:
        refuse("empty-table", say("there is nothing in this file"), Span(name),
               say("its first row names the columns"))
    return Sheet(heads, tuple(kept), Span(name))


def _are_sound(heads: tuple[Text, ...], wrong: Wrong) -> bool:
    """Whether every column has a name, and one of its own."""
    first: dict[str, Text] = {}
    if len(heads) > MOST_COLUMNS:
        refuse("too-many-columns", say("more than {count} columns", count=MOST_COLUMNS), heads[MOST_COLUMNS].span)
    for head in heads:
        if not head:
            wrong("blank-head", say("a column without a name"), head.span, say("the first row names every column"))
        elif first.setdefault(head, head) is not head:
            wrong("duplicate-column", say('two columns are named "{name}"', name=head), head.span, "",
                  ((first[head].span, say("the first"),),))
    return len(first) == len(heads)


def _ragged(line: Line, heads: tuple[Text, ...], wrong: Wrong) -> None:
    over = len(line.cells) > len(heads)
    at = line.cells[len(heads)] if over else line.cells[-1]
    wrong("ragged-row", say("this row has {found} cells, and the first row {wanted}", found=len(line.cells),
                            wanted=len(heads)), at.span,
          say('a cell that holds the separator needs quotes: "1,200"') if over else "")


# --- CSV ----------------------------------------------------------------------------------------------------------

def _csv(text: str, name: str, separator: str, wrong: Wrong) -> Iterator[Line]:
    """The lines of a CSV text. Blank ones are passed over; a cell is stripped of the space around it."""
    physical = text.split("\n")
    _check_characters(physical, name, wrong)
    mark = SEPARATORS[separator] if separator else _separator(physical[0])
    reader = csv.reader((line + "\n" for line in physical), delimiter=mark, strict=True)
    before = 0
    try:
        for cells in reader:
            number, before = before + 1, reader.line_num
            if any(map(str.strip, cells)):
                starts = _starts(physical, number, len(cells), mark)
                yield Line(number, tuple(_cell(text, Span(name, *start))
                                         for text, start in zip(cells, starts, strict=True)))
    except csv.Error as problem:
        refuse("csv-syntax", say("this is not CSV: {why}", why=in_our_words(str(problem), COMPLAINTS)),
               _quote(physical, before, name),
               say('a cell with quotation marks in it is written "so ""quoted"" here"'))


def _cell(text: str, span: Span) -> Text:
    return Text(text.strip(), span)


def _check_characters(lines: list[str], name: str, wrong: Wrong) -> None:
    found = [(row, position, what) for row, line in enumerate(lines, 1) for position, what in refused(line)]
    for row, position, what in found[:100]:
        wrong("bad-character", say("{what} (U+{code:04X}) is not allowed", what=what,
                                   code=ord(lines[row - 1][position])), Span(name, row, position + 1), say("delete it"))


def _separator(head: str) -> str:
    """What separates the cells of the first row: the mark that stands oftenest outside quotes, a comma at a tie."""
    bare = re.sub(r'"[^"]*"', "", head)
    return max(SEPARATORS.values(), key=bare.count)


def _starts(lines: list[str], number: int, count: int, mark: str) -> list[tuple[int, int]]:
    """Where each of the `count` cells of a row begins that begins in line `number`: line and column."""
    line = lines[number - 1]
    if '"' not in line:
        column, starts = 1, []
        for part in line.split(mark):
            starts.append((number, column + len(part) - len(part.lstrip())))
            column += len(part) + 1
        return starts
    starts, row, column = [(number, 1)], number, 0
    quoted = held = line.startswith('"')               # inside quotes now; whether this cell has them at all
    column = int(held)
    while len(starts) < count:
        text = lines[row - 1]
        if column >= len(text):
            row, column = row + 1, 0
            continue
        character, column = text[column], column + 1
        quoted ^= held and character == '"'
        if character == mark and not quoted:
            starts.append((row, column + 1))
            quoted = held = text.startswith('"', column)
            column += held
    return starts


def _quote(lines: list[str], before: int, name: str) -> Span:
    """The first quotation mark of the row behind line `before`, where a row that cannot be read went wrong."""
    for number, line in enumerate(lines[before:], before + 1):
        if '"' in line:
            return Span(name, number, line.index('"') + 1)
    return Span(name, before + 1)
