"""Read a Word file's words back: its paragraphs, cells, pictures and footnotes as (role, text), in order.

Roles come from the names of paragraph and table styles. Numbers that Word itself counts (headings, ordered lists,
footnotes) are counted here by Word's rules. Page heads and feet are not part of it, nor the pages that contents name.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportgen.document.prose import Piece
from reportgen.document.walk import Unit
from reportgen.readers.docx.counting import Counts, Level, Numbering
from reportgen.readers.docx.package import tree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BEGIN, END = "_reportgen_begin", "_reportgen_end"       # bookmarks where a report stands among a house's own words
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DOC_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
ROLES = {
    "Marking": "marking", "Series": "series", "MastheadNumber": "issue", "Office": "office", "MastheadDate": "date",
    "Distribution": "distribution", "Copies": "distribution", "Title": "title", "TitleInSeries": "title",
    "Subtitle": "subtitle",
    "Heading1": "h1", "Heading2": "h2", "Heading3": "h3", "Heading4": "h4",
    "MastheadLabel": "th", "MastheadValue": "td",
    "TableHead": "th", "TableRowHead": "th", "AnnexHead": "th", "AnnexRowHead": "th", "TimelineWhen": "th",
    "TableText": "td", "TableNumber": "td", "TableDecimal": "td", "TableCenter": "td", "AnnexText": "td",
    "AnnexNumber": "td", "AnnexDecimal": "td", "AnnexCenter": "td",
    "TimelineTitle": "td", "TimelineOpen": "td", "TimelineEra": "td", "TimelineText": "td",
    "Caption": "caption", "FigureCaption": "caption", "TableNote": "table-note", "Figure": "figure",
    "FigurePart": "figure-part",
    "Quote": "quote", "Attribution": "attribution", "CalloutTitle": "callout-title", "CaveatTitle": "callout-title",
    "Confidence": "confidence", "TOCHeading": "contents-title", "Toc1": "contents-entry", "Toc2": "contents-entry",
    "TOC1": "contents-entry", "TOC2": "contents-entry",                  # as LibreOffice calls them
    "FootnoteText": "note",
}
PARTS = ("/word/document.xml", "/word/numbering.xml", "/word/footnotes.xml", "/word/styles.xml")
LISTED = "ChartValues"              # what a crowded chart says below itself once more
SEPARATORS = ("CaptionSeparator", "HeadingSeparator")
UNSAID = ("ContentsPage", "SourceMark")         # page numbers in the contents; marks of notes that only show a source
NO_MARKS: Mapping[str, str] = MappingProxyType({})
NUMBERS = ("CaptionLabel", "HeadingNumber")
REFERENCES = "CrossReference"
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}
RANGES = {f"{W}bookmarkStart": "begins", f"{W}bookmarkEnd": "ends", f"{W}commentRangeStart": "opens",
          f"{W}commentRangeEnd": "closes"}
TOLD = (*SIGNS, *RANGES, f"{W}t", f"{W}footnoteReference", f"{W}fldChar", f"{W}instrText")
HEADINGS = ("h1", "h2", "h3", "h4")
BOXES = ("CalloutBottomLine", "CalloutCaveat", "CalloutHighlight", "CalloutNote")


def read_words(data: bytes) -> list[Unit]:
    """What a reader of the file sees, as `text_units` says a tree; units without text are left out.

    ValueError where `data` is no Word file.
    """
    units = (Unit(said.role, said.text) for said in read_said(_open(data)))
    return [unit for unit in units if unit.text.strip()]


@dataclass(frozen=True, slots=True)
class Said:
    """One unit as it stands in the file; `at` is its paragraph, cell or note."""

    role: str
    pieces: tuple[Piece, ...]
    at: Element

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


def read_said(parts: Mapping[str, Element], marks: Mapping[str, str] = NO_MARKS) -> Iterator[Said]:
    """The units of a document's parts, those without text too; `marks` has the fact that each bookmark prints."""
    styles = parts.get("/word/styles.xml")
    reading = _Reading(_styles(styles), _lists(parts.get("/word/numbering.xml")), _counted_styles(styles), marks)
    yield from reading.blocks(report_in(parts["/word/document.xml"].find(f"{W}body")))
    yield from reading.footnotes(parts.get("/word/footnotes.xml"))


def report_in(body: Element) -> Sequence[Element]:
    """The blocks of the body that the report wrote: all, but for a cover and the like of a house's template."""
    marked = {mark.get(f"{W}name"): mark for mark in body.iter(f"{W}bookmarkStart")
              if mark.get(f"{W}name") in (BEGIN, END)}
    if len(marked) < 2:
        return body
    begin, end = (body.index(_within(body, marked[name])) for name in (BEGIN, END))
    return body[begin:end + 1]


def _within(body: Element, inner: Element) -> Element:
    """The block of the body that something stands in."""
    return next((above for above in inner.iterancestors() if above.getparent() is body), inner)


def _children(parent: Element | Sequence[Element], tag: str = "") -> Iterator[Element]:
    """The children with a tag, or all, content controls opened."""
    for child in parent:
        if child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            yield from _children(() if content is None else content, tag)
        elif not tag or child.tag == W + tag:
            yield child


def _open(data: bytes) -> dict[str, Element]:
    """The XML parts that hold words and what they look like, by name, as python-docx finds them in the package."""
    from docx import Document
    from lxml import etree

    try:
        package = Document(io.BytesIO(data)).part.package
        parts = {str(part.partname): part.blob for part in package.iter_parts() if part.partname in PARTS}
        return {name: tree(blob) for name, blob in parts.items()}
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as problem:
        raise ValueError(f"not a Word file: {problem}") from problem


def _marks_source(run: Element) -> bool:
    """Whether a run is the mark of a footnote that only shows a source: those alone have marks of our choosing."""
    note = run.find(f"{W}footnoteReference")
    return note is not None and note.get(f"{W}customMarkFollows") is not None


def _together(alternatives: Sequence[str], charted: bool) -> str:
    """The text alternatives of one figure's drawings; those of a chart's panels are sentences, in Chinese unspaced."""
    return "".join(one if charted and one.endswith("。") else f"{one} " for one in alternatives).removesuffix(" ")


def _value(element: Element | None, default: str = "") -> str:
    return default if element is None else element.get(f"{W}val", default)


def _styles(part: Element | None) -> dict[str, str]:
    """Maps style ids to names without spaces ("heading 1" → "Heading1"): editors keep names and may change ids."""
    if part is None:
        return {}
    return {style.get(f"{W}styleId"): "".join(word[:1].upper() + word[1:]
                                              for word in _value(style.find(f"{W}name")).split())
            for style in part.findall(f"{W}style")}


def _counted_styles(part: Element | None) -> dict[str, tuple[str, int]]:
    """Maps the ids of the styles that number their paragraphs to list and level; the style below counts too."""
    styles = {} if part is None else {style.get(f"{W}styleId"): style for style in part.findall(f"{W}style")}
    counted: dict[str, tuple[str, int]] = {}
    for name in styles:
        chain, here = [], name
        while here in styles and here not in chain:
            chain.append(here)
            here = _value(styles[here].find(f"{W}basedOn"))
        own = [styles[link].find(f"{W}pPr/{W}numPr") for link in chain]
        lists, levels = ([_value(numbered.find(W + tag)) for numbered in own if numbered is not None
                          and numbered.find(W + tag) is not None] for tag in ("numId", "ilvl"))
        if lists:
            counted[name] = lists[0], int(levels[0]) if levels else 0
    return counted


def _lists(part: Element | None) -> dict[str, Numbering]:
    if part is None:
        return {}
    abstract = {a.get(f"{W}abstractNumId"): {int(level.get(f"{W}ilvl")): _level(level)
                                             for level in a.findall(f"{W}lvl")}
                for a in part.findall(f"{W}abstractNum")}
    lists = {}
    for num in part.findall(f"{W}num"):
        name = _value(num.find(f"{W}abstractNumId"))
        starts = {int(o.get(f"{W}ilvl")): int(_value(o.find(f"{W}startOverride")))
                  for o in num.findall(f"{W}lvlOverride") if o.find(f"{W}startOverride") is not None}
        lists[num.get(f"{W}numId")] = Numbering(name, abstract[name], starts)
    return lists


def _level(level: Element) -> Level:
    return Level(_value(level.find(f"{W}numFmt")), _value(level.find(f"{W}lvlText")),
                 int(_value(level.find(f"{W}start"), "1")), _value(level.find(f"{W}suff"), "tab"))


@dataclass(slots=True)
class _Reading:
    """Goes through one document and keeps the counts that run through it."""

    styles: dict[str, str]
    lists: dict[str, Numbering]
    counted: dict[str, tuple[str, int]]                                  # style id → list and level it counts in
    marks: Mapping[str, str]                                             # bookmark → the fact it prints
    inside: dict[str, str] = field(default_factory=dict)                 # those that are open, by their ids
    fields: list[str] = field(default_factory=list)                      # kinds of the fields that are open: "REF"
    counts: Counts = field(default_factory=Counts)
    notes: dict[str, int] = field(default_factory=dict)                  # footnote id → the number Word prints
    parts: list[str] = field(default_factory=list)                       # of a timeline, before its last drawing

    def blocks(self, parent: Element) -> Iterator[Said]:
        for child in _children(parent):
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self.table(child)

    def style(self, element: Element, path: str) -> str:
        """The name, without spaces, of the style that the property at `path` gives."""
        identity = _value(element.find("/".join(W + step for step in path.split("/"))))
        return self.styles.get(identity, identity)

    def paragraph(self, element: Element) -> Iterator[Said]:
        style = self.style(element, "pPr/pStyle")
        if style == LISTED:
            return
        numbered = self.place(element)
        role = ROLES.get(style, "p")
        pictures = [picture.get("descr", "") for picture in element.iter(DOC_PROPERTIES)
                    if next(picture.iterancestors(FALLBACK), None) is None]
        if role == "figure-part":
            self.parts += pictures
            return
        if pictures:
            charted = next(element.iter(CHART), None) is not None
            yield Said("figure", (Piece(_together((*self.parts, *pictures), charted)),), element)
            self.parts.clear()
        if numbered:
            marker = Piece(self.marker(*numbered), "number")
            yield Said(role if role in HEADINGS else "li", (marker, *self._pieces(element)), element)
        elif role != "figure":
            yield Said(role, tuple(self._pieces(element)), element)

    def table(self, element: Element) -> Iterator[Said]:
        style = self.style(element, "tblPr/tblStyle")
        for row in _children(element, "tr"):
            for cell in _children(row, "tc"):
                if style in BOXES:
                    yield from self.blocks(cell)
                else:
                    yield from self.cell(cell, style)

    def cell(self, element: Element, table: str) -> Iterator[Said]:
        """One unit, its paragraphs joined by spaces, those of a table in it too; nothing where a cell from above
        reaches down.
        """
        merge = element.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and _value(merge, "continue") == "continue":
            return
        paragraphs = [one for child in _children(element)
                      for one in ([child] if child.tag == f"{W}p" else child.iter(f"{W}p"))]
        style = self.style(paragraphs[0], "pPr/pStyle") if paragraphs else ""
        role = "card" if table == "KeyFigures" else ROLES.get(style, "td")
        yield Said(role, self._joined(paragraphs), element)

    def footnotes(self, part: Element | None) -> Iterator[Said]:
        """The footnotes that are referred to, in the order of their numbers."""
        found = {} if part is None else {note.get(f"{W}id"): note for note in part}
        for name, number in self.notes.items():
            if name in found:
                counted = Piece(f"{number} ", "number")
                yield Said("note", (counted, *self._joined(found[name].findall(f"{W}p"))), found[name])

    def _joined(self, paragraphs: list[Element]) -> tuple[Piece, ...]:
        """The words of several paragraphs, parted by spaces."""
        return tuple(piece for number, paragraph in enumerate(paragraphs)
                     for piece in (*((Piece(" "),) if number else ()), *self._pieces(paragraph)))

    def drawn(self, run: Element, paragraph: Element) -> bool:
        """Whether a run stands in a shape: what shapes say is in the text alternative of their drawing."""
        return run.getparent() is not paragraph and next(run.iterancestors(f"{W}txbxContent"), None) is not None

    def _pieces(self, element: Element) -> Iterator[Piece]:
        for piece in element.iter(*TOLD):
            run = piece.getparent()
            if piece.tag in RANGES:
                yield from self._range(piece)
            elif run.tag != f"{W}r" or self.drawn(run, element):
                continue
            elif piece.tag == f"{W}fldChar":
                self._field(piece.get(f"{W}fldCharType"))
            elif piece.tag == f"{W}instrText":
                if self.fields:
                    self.fields[-1] = self.fields[-1] or (piece.text or "").strip().partition(" ")[0]
            else:
                style = self.style(run, "rPr/rStyle")
                if style not in UNSAID and not _marks_source(run):
                    yield self._piece(piece, style)

    def _range(self, piece: Element) -> Iterator[Piece]:
        """The bounds of a bookmark or of a comment's anchor."""
        kind, number = RANGES[piece.tag], piece.get(f"{W}id", "")
        if kind in ("opens", "closes"):
            yield Piece("", kind, number)
        elif kind == "begins" and piece.get(f"{W}name") in self.marks:
            self.inside[number] = piece.get(f"{W}name")
        elif kind == "ends":
            self.inside.pop(number, None)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _piece(self, piece: Element, style: str) -> Piece:
        if style in SEPARATORS:
            return Piece(" ", "number")
        if piece.tag == f"{W}footnoteReference":
            return Piece(str(self.notes.setdefault(piece.get(f"{W}id"), len(self.notes) + 1)), "note")
        said = (piece.text or "") if piece.tag == f"{W}t" else SIGNS[piece.tag]
        if style in NUMBERS or "SEQ" in self.fields:
            return Piece(said, "number")
        if self.inside:
            mark = next(reversed(self.inside.values()))
            return Piece(said, "fact", self.marks[mark], mark)
        return Piece(said, "reference" if style == REFERENCES or "REF" in self.fields else "text")

    def place(self, element: Element) -> tuple[str, int] | None:
        """The list and level that a paragraph counts in, by itself or by its style; None where it does not."""
        by_style = self.counted.get(_value(element.find(f"{W}pPr/{W}pStyle")), ("0", 0))
        own = element.find(f"{W}pPr/{W}numPr")
        name = by_style[0] if own is None else _value(own.find(f"{W}numId"), by_style[0])
        level = by_style[1] if own is None else int(_value(own.find(f"{W}ilvl"), str(by_style[1])))
        return None if name in ("0", "") else (name, level)

    def marker(self, name: str, level: int) -> str:
        """What Word prints before a list item or heading: "3. ", or "" for a bullet."""
        numbering = self.lists.get(name)
        if numbering is None or level not in numbering.levels:
            return ""
        number = self.counts.next(name, numbering, level)
        return number + ("" if numbering.levels[level].behind == "nothing" else " ") if number else ""
