"""Read a sheet of an Excel file as texts, with the digits that Excel shows; needs openpyxl."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from reportgen.characters import refused
from reportgen.diagnostics import MachineError, Span, did_you_mean, refuse
from reportgen.facts.yaml.nodes import Text
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.facts.datasets.sheets import Line, Wrong

LARGEST = 256 * 1024 * 1024            # bytes of all that is packed in the file
KEPT = 15                              # digits of a number that Excel keeps


def openpyxl() -> Any:
    """The library that reads and writes Excel files. MachineError where it is not installed."""
    try:
        import openpyxl
    except ImportError:
        raise MachineError(say("Excel files (.xlsx) need the package openpyxl, which is not installed"),
                           say("install it beside reportgen (python -m pip install openpyxl), or use CSV")) from None
    return openpyxl


def read_excel(data: bytes, name: str, sheet: str, wrong: Wrong) -> Iterator[Line]:
    """The rows of `sheet`, or of the only sheet where "" is given; blank rows are passed over."""
    from reportgen.facts.datasets.sheets import Line

    library = openpyxl()
    try:
        _check_size(data, name)
        book = library.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        chosen = _choose(book, name, sheet)
        for number, row in enumerate(chosen.iter_rows(), 1):
            cells = _cells(row, number, name, chosen.title, wrong)
            if any(cells):
                yield Line(number, cells)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, ParseError, OSError,
            NotImplementedError, RuntimeError) as problem:
        refuse("unreadable-table", say("this is no Excel file, or it is damaged: {problem}", problem=str(problem)),
               Span(name))


def _check_size(data: bytes, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(part.file_size for part in package.infolist()) > LARGEST:
            refuse("file-too-large", say('"{name}" unpacks to more than {count} MiB', name=name,
                                         count=LARGEST // 1024 // 1024), Span(name))


def _choose(book: Any, name: str, sheet: str) -> Any:
    names = [one.title for one in book.worksheets]
    if sheet in names:
        return book[sheet]
    if sheet:
        refuse("unknown-sheet", say('there is no sheet "{sheet}"', sheet=sheet), Span(name),
               did_you_mean(sheet, names) or say("there are {names}", names=", ".join(names)))
    if len(names) != 1:
        refuse("unknown-sheet", say("the file has several sheets: {names}", names=", ".join(names)), Span(name),
               say("name the one that is meant:  sheet: …"))
    return book[names[0]]


def _cells(row: tuple[Any, ...], number: int, name: str, sheet: str, wrong: Wrong) -> tuple[Text, ...]:
    from openpyxl.utils import get_column_letter

    made = []
    for column, cell in enumerate(row, 1):
        span = Span(name, number, column, f"{sheet}!{get_column_letter(column)}{number}")
        text = _shown(cell)
        if odd := next(refused(text), None):
            wrong("bad-character", say("{what} (U+{code:04X}) is not allowed", what=odd[1], code=ord(text[odd[0]])),
                  span, say("delete it"))
        made.append(Text(text.strip(), span))
    return tuple(made)


def _shown(cell: Any) -> str:
    """A cell's value as Excel shows it: dates as 2015-01-12, numbers with their digits, 12.5% as such."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), str(cell.number_format))
    return str(value)


def _number(number: Decimal, shape: str) -> str:
    """A number with all the digits that Excel keeps, and the zeros that its format adds behind the point."""
    percent = "%" in shape
    number = number.scaleb(2) if percent else number
    if number and len(number.as_tuple().digits) > KEPT:
        number = round(number, KEPT - 1 - number.adjusted())
    number = number.normalize()
    behind = shape.partition(";")[0].partition(".")[2]
    zeros = len(behind) - len(behind.lstrip("0"))
    places = max(zeros, -number.as_tuple().exponent, 0)
    return f"{number:.{places}f}" + "%" * percent
