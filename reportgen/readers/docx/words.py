"""Read a Word file's words back: its paragraphs, cells, pictures and footnotes as (role, text), in order.

Roles come from the names of paragraph and table styles. Numbers that Word itself counts (ordered lists, footnotes)
are counted here by Word's rules. Page heads and feet are not part of it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.document.walk import Unit

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOC_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
ROLES = {
    "Marking": "marking", "Series": "series", "MastheadNumber": "issue", "Office": "office", "MastheadDate": "date",
    "Distribution": "distribution", "Copies": "distribution", "Title": "title", "TitleInSeries": "title",
    "Subtitle": "subtitle",
    "Heading1": "h1", "Heading2": "h2", "Heading3": "h3", "Heading4": "h4",
    "MastheadLabel": "th", "MastheadValue": "td",
    "TableHead": "th", "TableRowHead": "th", "AnnexHead": "th", "AnnexRowHead": "th", "TimelineWhen": "th",
    "TableText": "td", "TableNumber": "td", "TableCenter": "td", "AnnexText": "td", "AnnexNumber": "td",
    "AnnexCenter": "td", "TimelineTitle": "td", "TimelineText": "td",
    "Caption": "caption", "FigureCaption": "caption", "TableNote": "table-note", "Figure": "figure",
    "Quote": "quote", "Attribution": "attribution", "CalloutTitle": "callout-title", "CaveatTitle": "callout-title",
    "Confidence": "confidence", "TOCHeading": "contents-title", "Toc1": "contents-entry", "Toc2": "contents-entry",
    "FootnoteText": "note",
}
PARTS = ("/word/document.xml", "/word/numbering.xml", "/word/footnotes.xml", "/word/styles.xml")
SEPARATORS = ("CaptionSeparator", "HeadingSeparator")
BOXES = ("CalloutBottomLine", "CalloutCaveat", "CalloutHighlight", "CalloutNote")


def read_words(data: bytes) -> list[Unit]:
    """What a reader of the file sees, as `text_units` says a tree; units without text are left out.

    ValueError where `data` is no Word file.
    """
    parts = _open(data)
    reading = _Reading(_styles(parts.get("/word/styles.xml")), _lists(parts.get("/word/numbering.xml")))
    body = parts["/word/document.xml"].find(f"{W}body")
    units = [*reading.blocks(body), *reading.footnotes(parts.get("/word/footnotes.xml"))]
    return [unit for unit in units if unit.text.strip()]


def _open(data: bytes) -> dict[str, Element]:
    """The XML parts that hold words and what they look like, by name, as python-docx finds them in the package."""
    from docx import Document
    from lxml import etree

    try:
        package = Document(io.BytesIO(data)).part.package
        parts = {str(part.partname): part.blob for part in package.iter_parts() if part.partname in PARTS}
        return {name: etree.fromstring(blob) for name, blob in parts.items()}
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as problem:
        raise ValueError(f"not a Word file: {problem}") from problem


@dataclass(slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class _Numbering:
    """One `w:num`: the abstract list it counts in, that list's levels, and where it starts anew."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


def _value(element: Element | None, default: str = "") -> str:
    return default if element is None else element.get(f"{W}val", default)


def _styles(part: Element | None) -> dict[str, str]:
    """Maps style ids to names without spaces ("heading 1" → "Heading1"): editors keep names and may change ids."""
    if part is None:
        return {}
    return {style.get(f"{W}styleId"): "".join(word[:1].upper() + word[1:]
                                              for word in _value(style.find(f"{W}name")).split())
            for style in part.findall(f"{W}style")}


def _lists(part: Element | None) -> dict[str, _Numbering]:
    if part is None:
        return {}
    abstract = {a.get(f"{W}abstractNumId"): {int(level.get(f"{W}ilvl")): _level(level)
                                             for level in a.findall(f"{W}lvl")}
                for a in part.findall(f"{W}abstractNum")}
    lists = {}
    for num in part.findall(f"{W}num"):
        name = _value(num.find(f"{W}abstractNumId"))
        starts = {int(o.get(f"{W}ilvl")): int(_value(o.find(f"{W}startOverride"), "1"))
                  for o in num.findall(f"{W}lvlOverride")}
        lists[num.get(f"{W}numId")] = _Numbering(name, abstract[name], starts)
    return lists


def _level(level: Element) -> _Level:
    return _Level(_value(level.find(f"{W}numFmt")), _value(level.find(f"{W}lvlText")),
                  int(_value(level.find(f"{W}start"), "1")))


@dataclass(slots=True)
class _Reading:
    """Goes through one document and keeps the counts that run through it."""

    styles: dict[str, str]
    lists: dict[str, _Numbering]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)      # abstract list → level → last number
    begun: set[tuple[str, int]] = field(default_factory=set)             # (numId, level) whose new start is used up
    notes: dict[str, int] = field(default_factory=dict)                  # footnote id → the number Word prints

    def blocks(self, parent: Element) -> Iterator[Unit]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self.table(child)
            elif child.tag == f"{W}sdt":
                yield from self.blocks(child.find(f"{W}sdtContent"))

    def style(self, element: Element, path: str) -> str:
        """The name, without spaces, of the style that the property at `path` gives."""
        identity = _value(element.find("/".join(W + step for step in path.split("/"))))
        return self.styles.get(identity, identity)

    def paragraph(self, element: Element) -> Iterator[Unit]:
        numbered = element.find(f"{W}pPr/{W}numPr")
        role = ROLES.get(self.style(element, "pPr/pStyle"), "p")
        pictures = [picture.get("descr", "") for picture in element.iter(DOC_PROPERTIES)]
        if pictures:                                       # several in one paragraph are the drawings of one timeline
            yield Unit("figure", " ".join(pictures))
        if numbered is not None:
            yield Unit("li", self.marker(numbered) + self.text(element))
        elif role != "figure":
            yield Unit(role, self.text(element))

    def table(self, element: Element) -> Iterator[Unit]:
        style = self.style(element, "tblPr/tblStyle")
        for row in element.findall(f"{W}tr"):
            for cell in row.findall(f"{W}tc"):
                if style in BOXES:
                    yield from self.blocks(cell)
                else:
                    yield from self.cell(cell, style)

    def cell(self, element: Element, table: str) -> Iterator[Unit]:
        """One unit, its paragraphs joined by spaces; nothing where a cell from above reaches down."""
        merge = element.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and _value(merge, "continue") == "continue":
            return
        paragraphs = element.findall(f"{W}p")
        role = "card" if table == "KeyFigures" else ROLES.get(self.style(paragraphs[0], "pPr/pStyle"), "td")
        yield Unit(role, " ".join(map(self.text, paragraphs)))

    def footnotes(self, part: Element | None) -> Iterator[Unit]:
        """The footnotes that are referred to, in the order of their numbers."""
        found = {} if part is None else {note.get(f"{W}id"): note for note in part}
        for name, number in self.notes.items():
            if name in found:
                text = " ".join(map(self.text, found[name].findall(f"{W}p")))
                yield Unit("note", f"{number} {text}")

    def text(self, element: Element) -> str:
        return "".join(self._pieces(element))

    def _pieces(self, element: Element) -> Iterator[str]:
        for piece in element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}noBreakHyphen", f"{W}footnoteReference"):
            run = piece.getparent()
            if run.tag != f"{W}r":
                continue
            if self.style(run, "rPr/rStyle") in SEPARATORS:
                yield " "
            elif piece.tag == f"{W}t":
                yield piece.text or ""
            elif piece.tag == f"{W}footnoteReference":
                yield str(self.notes.setdefault(piece.get(f"{W}id"), len(self.notes) + 1))
            elif piece.tag == f"{W}noBreakHyphen":
                yield "-"
            else:
                yield "\n" if piece.tag == f"{W}br" else "\t"

    def marker(self, numbered: Element) -> str:
        """What Word prints before a list item: "3. ", or "" for a bullet."""
        name = _value(numbered.find(f"{W}numId"))
        level = int(_value(numbered.find(f"{W}ilvl"), "0"))
        numbering = self.lists.get(name)
        if numbering is None or level not in numbering.levels or numbering.levels[level].form == "bullet":
            return ""
        count = self._count(name, numbering, level)
        return numbering.levels[level].text.replace(f"%{level + 1}", str(count)) + " "

    def _count(self, name: str, numbering: _Numbering, level: int) -> int:
        """Lists of one abstract list share a count, a new start is taken once, and deeper levels begin again."""
        counts = self.counts.setdefault(numbering.abstract, {})
        if level in numbering.starts and (name, level) not in self.begun:
            counts[level] = numbering.starts[level]
        else:
            counts[level] = counts.get(level, numbering.levels[level].start - 1) + 1
        self.begun.add((name, level))
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        return counts[level]
