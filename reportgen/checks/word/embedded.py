"""Rule on charts' workbooks: there, with the ranges that the chart names, and the values that it shows."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from reportgen.checks.word.package import CHART, R, Finding, Package
from reportgen.messages import say
from reportgen.readers.docx.package import tree

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RANGE = re.compile(r"'?(.+?)'?!\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")
SHEET = re.compile(r"/sheet(\d+)\.xml$")
Cells = Mapping[tuple[str, int, int], str]           # sheet, column and row from 1 → value


def workbooks(package: Package) -> Iterator[Finding]:
    """Every chart has its workbook inside the file, and shows what stands in the ranges that it names."""
    for name in package.typed(CHART):
        tree = package.trees.get(name)
        data = None if tree is None else tree.find(C + "externalData")
        led = None if data is None else package.relations.get(name, {}).get(data.get(R + "id", ""))
        cells = _cells(package.zip.read(led.target)) if led and led.target in package.names else {}
        if not cells:
            yield Finding(name, say("the chart has no workbook"))
            continue
        for place in tree.iter(C + "f"):
            named, cache = place.text or "", next(place.itersiblings(), None)
            shown = {} if cache is None else {int(point.get("idx", "0")): point.findtext(C + "v", "")
                                              for point in cache.iter(C + "pt")}
            there = [cells.get(cell, "") for cell in _range(named)]
            counted = cache is not None and cache.tag == C + "numCache"
            if any(n >= len(there) or not _same(there[n], value, counted) for n, value in shown.items()):
                yield Finding(name, say('the chart shows other values than its workbook has at "{range}"', range=named))


def _range(named: str) -> list[tuple[str, int, int]]:
    """The cells of a range like Sheet1!$B$2:$B$5, none where it is no range."""
    found = RANGE.fullmatch(named)
    if not found:
        return []
    sheet, left, top, right, bottom = found.groups()
    return [(sheet.replace("''", "'"), column, row) for row in range(int(top), int(bottom or top) + 1)
            for column in range(_column(left), _column(right or left) + 1)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _cells(data: bytes) -> Cells:
    """The cells of a workbook that hold something; none where it cannot be read."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            trees = {name: tree(book.read(name)) for name in book.namelist() if name.endswith(".xml")}
    except (zipfile.BadZipFile, etree.XMLSyntaxError):
        return {}
    shared = ["".join(one.itertext()) for one in trees.get("xl/sharedStrings.xml", ())]
    book = next((found for name, found in trees.items() if name.endswith("workbook.xml")), etree.Element("none"))
    sheets = {int(number[1]): found for name, found in trees.items() if (number := SHEET.search(name))}
    found = {}
    for number, sheet in enumerate(book.iter(S + "sheet"), 1):
        for cell in sheets[number].iter(S + "c") if number in sheets else ():
            letters, row = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", "A1")).groups()
            value = cell.findtext(S + "v", "")
            found[sheet.get("name", ""), _column(letters), int(row)] = (
                shared[int(value)] if cell.get("t") == "s" else value)
    return found


def _same(there: str, shown: str, counted: bool) -> bool:
    """Whether a cell shows so in a chart: words, where values are `counted`, as 0."""
    return _number(there) == _number(shown) if counted else there == shown


def _number(written: str) -> Decimal:
    try:
        return Decimal(written)
    except InvalidOperation:
        return Decimal(0)
