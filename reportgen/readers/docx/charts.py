"""Read what the charts of a Word file show: the numbers and words of their workbooks that they keep themselves.

Word writes these anew whenever somebody edits the data; the workbook itself is not opened.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reportgen.diagnostics import Span
from reportgen.readers.docx.package import part
from reportgen.readers.docx.revisions import number_of
from reportgen.readers.docx.words import CHART, DOC_PROPERTIES, FALLBACK, W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

C = CHART.removesuffix("chart")
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C15 = "{http://schemas.microsoft.com/office/drawing/2012/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NUMBERS = {"val": "value", "yVal": "value", "xVal": "across"}
ENDS = {"plus": "above", "minus": "below"}
WHOLE = -1                             # the series of what belongs to none
MOST = 100_000                         # places that are read of one chart
_PLACE = re.compile("(-1|[0-9]{1,7}) ([a-z]+) ([0-9]{1,7})")
_RANGE = re.compile(r"[^!]*!\$([A-Z]{1,3})\$([0-9]{1,7})(?::.*)?")


class Place(NamedTuple):
    """Where a chart shows something: which of its series in order, as what ("title", "name", "category", "value",
    "across", "above", "below", "label"), and how many come before it there.
    """

    series: int
    role: str
    at: int


class Shown(NamedTuple):
    """What a chart shows at a place, and the cell of the workbook that it takes this from ("B2"), or ""."""

    text: str
    cell: str


@dataclass(frozen=True, slots=True)
class ChartLeft:
    """What a chart showed when the file left, which of it are facts, the label of its figure ("Figure 2"), and how many
    figures come before that.
    """

    figure: int
    label: str
    shown: Mapping[Place, str]
    facts: Mapping[Place, str]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing in the running text, by the number of its paragraph; `shown` is None where it is no chart."""

    paragraph: int
    shown: Mapping[Place, str] | None


def chart_left(element: Element) -> ChartLeft:
    """A `chart` of the map of facts; what is no place in it is left out."""
    told = [(Place(int(found[1]), found[2], int(found[3])), one) for one in element
            if (found := _PLACE.fullmatch(one.get("at", "")))]
    return ChartLeft(_counted(element, "figure"), element.get("label", ""),
                     {place: one.text or "" for place, one in told},
                     {place: one.get("fact", "") for place, one in told if one.get("fact")})


def drawings(package: zipfile.ZipFile, main: str, document: Element, span: Span) -> tuple[Drawing, ...]:
    """The drawings of the document, which is the part `main`, in order. ReportgenError as for any part."""
    folder, name = posixpath.split(main)
    relations = part(package, f"{folder}/_rels/{name}.rels", span)
    targets = {one.get("Id"): posixpath.normpath(posixpath.join(f"/{folder}", one.get("Target", ""))).lstrip("/")
               for one in (() if relations is None else relations)}
    found, charts = [], dict[str, Mapping[Place, str] | None]()
    for properties in document.iter(DOC_PROPERTIES):
        paragraph = next(properties.iterancestors(f"{W}p"), None)
        if paragraph is None or next(properties.iterancestors(FALLBACK), None) is not None:
            continue
        chart = next(properties.getparent().iter(CHART), None)
        target = "" if chart is None else targets.get(chart.get(f"{R}id"), "")
        if target not in charts:
            root = part(package, target, span)
            charts[target] = None if root is None else {place: one.text for place, one in shown_in(root)}
        found.append(Drawing(number_of(paragraph), charts[target]))
    return tuple(found)


def shown_in(root: Element) -> Iterator[tuple[Place, Shown]]:
    """What a chart's part shows; of the categories of its series those that are not the first one's, too."""
    for number, title in enumerate(root.iter(f"{C}title")):
        said = " ".join("".join(one.itertext(f"{A}t")) for one in title.iter(f"{A}p"))
        yield Place(WHOLE, "title", number), Shown(said, "")
    first: dict[int, str] = {}
    for series, element in enumerate(root.iter(f"{C}ser")):
        for place, shown in _series(series, element):
            if place.role != "category" or series == 0 or first.get(place.at) != shown.text:
                yield place, shown
            if place.role == "category" and series == 0:
                first[place.at] = shown.text


def _series(series: int, element: Element) -> Iterator[tuple[Place, Shown]]:
    for tag, role in ({"tx": "name", "cat": "category"} | NUMBERS).items():
        for at, shown in _points(element.find(C + tag)):
            yield Place(series, role, at), shown
    for bars in element.findall(f"{C}errBars"):
        for tag, role in ENDS.items():
            for at, shown in _points(bars.find(C + tag)):
                yield Place(series, role, at), shown
    cells = dict(_points(next(element.iter(f"{C15}datalabelsRange"), None)))
    for label in element.iterfind(f"{C}dLbls/{C}dLbl"):
        at = _counted(label.find(f"{C}idx"), "val")
        said = _label(label.find(f"{C}tx"), cells.get(at))
        if said is not None:
            yield Place(series, "label", at), said


def _label(words: Element | None, cell: Shown | None) -> Shown | None:
    """What a label says that is typed or taken from a cell; None where it says the number, in its format."""
    runs = [] if words is None else [*words.iter(f"{A}r", f"{A}fld")]
    if not runs:
        return None
    fields = [one for one in runs if one.tag == f"{A}fld"]
    if any(one.get("type") != "CELLRANGE" for one in fields) or (fields and cell is None):
        return None
    said = "".join(cell.text if one.tag == f"{A}fld" and cell else one.findtext(f"{A}t", "") for one in runs)
    return Shown(said, cell.cell if cell and len(runs) == 1 else "")


def _points(element: Element | None) -> list[tuple[int, Shown]]:
    """What is kept of a range of cells, by the place in it."""
    if element is None:
        return []
    named = next(element.iter(f"{C}f", f"{C15}f"), None)
    begin = _RANGE.fullmatch("" if named is None else named.text or "")
    points = [(_counted(point, "idx"), point.findtext(f"{C}v", "")) for _, point in zip(
        range(MOST), element.iter(f"{C}pt"), strict=False)]
    return [(at, Shown(text, f"{begin[1]}{int(begin[2]) + at}" if begin else "")) for at, text in points if at >= 0]


def _counted(element: Element | None, name: str) -> int:
    """A place among others, -1 where none is told."""
    number = "" if element is None else element.get(name, "")
    return int(number) if re.fullmatch("[0-9]{1,7}", number) else -1
