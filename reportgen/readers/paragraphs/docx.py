"""Read a Word file as paragraphs: its text, table rows and text boxes in order, foot- and endnotes at the end.

What was deleted with changes tracked is left out, and what was inserted is in; so is hidden text left out, and so are
page heads and feet, comments, and the numbers that Word counts itself.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.diagnostics import Span, refuse
from reportgen.messages import say
from reportgen.readers.docx.package import DAMAGED, main_part, part
from reportgen.readers.paragraphs.transcript import CELL, UNREADABLE, Transcript, fold, paragraphs, raised

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LEFT_OUT = frozenset(("del", "moveFrom", "pPr", "rPr", "sectPr", "instrText", "delText", "Fallback", "sdtPr",
                      "tblPr"))
CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t", "sym": UNREADABLE}
LAYOUT = 3                                      # a cell of so many paragraphs is there for layout


def read_docx(data: bytes, span: Span) -> Transcript:
    """The text of a .docx, Transitional or Strict. ReportgenError where it is none, is damaged or is blown up."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            main = main_part(package, span)
            body = next(_children(part(package, main, span), "body"), None)
            folder = main.rpartition("/")[0]
            notes = [part(package, f"{folder}/{kind}.xml", span) for kind in ("footnotes", "endnotes")]
    except DAMAGED as problem:
        refuse("unreadable-source", say("this is no Word file, or it is damaged: {problem}", problem=str(problem)),
               span)
    if body is None:
        refuse("wrong-source-type", say("this is not a Word document"), span,
               say("a text must be saved as .docx; tables as .xlsx and slides cannot be read"))
    reading = _Reading()
    texts = [*reading.blocks(body)]
    texts += [*reading.notes("footnoteReference", notes[0]), *reading.notes("endnoteReference", notes[1])]
    texts += [reading.begun]
    return Transcript(paragraphs(texts))


# --- the text -----------------------------------------------------------------------------------------------------

def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: Element | None, name: str) -> Iterator[Element]:
    return (child for child in (() if element is None else element) if _name(child) == name)


def _has(element: Element, *path: str) -> bool:
    """Whether `path` leads somewhere from `element`, by names without their namespaces."""
    found = [element]
    for name in path:
        found = [child for each in found for child in _children(each, name)]
    return any(child.get(f"{child.tag.rpartition('}')[0]}}}val") not in ("0", "false", "off") for child in found)


@dataclass(slots=True)
class _Reading:
    """Goes through one document and keeps what comes later: notes, and a paragraph whose end was deleted."""

    referred: dict[str, list[str]] = field(default_factory=dict)        # kind of reference → ids, in order
    begun: str = ""
    boxes: list[Element] = field(default_factory=list)

    def blocks(self, parent: Element) -> Iterator[str]:
        for child in parent:
            match _name(child):
                case "p":
                    yield from self.paragraph(child)
                case "tbl":
                    yield from self.table(child)
                case name if name not in LEFT_OUT:
                    yield from self.blocks(child)

    def paragraph(self, element: Element) -> Iterator[str]:
        text = self.begun + "".join(self.pieces(element))
        boxes, self.boxes = self.boxes, []
        if _has(element, "pPr", "rPr", "del") or _has(element, "pPr", "rPr", "moveFrom"):
            self.begun = text
        else:
            self.begun = ""
            yield text
        for box in boxes:
            yield from self.blocks(box)

    def pieces(self, parent: Element) -> Iterator[str]:
        """The words of a paragraph; text boxes in it are put by, notes are noted."""
        for child in parent:
            match _name(child):
                case "t":
                    yield (child.text or "").replace("\n", " ")
                case "r" if not _has(child, "rPr", "vanish"):
                    yield self.run(child)
                case "txbxContent":
                    self.boxes.append(child)
                case "footnoteReference" | "endnoteReference" as kind:
                    self.referred.setdefault(kind, []).append(_id(child))
                case name if name in CHARACTERS:
                    yield CHARACTERS[name]
                case name if name not in LEFT_OUT and name != "r":
                    yield from self.pieces(child)

    def run(self, element: Element) -> str:
        text = "".join(self.pieces(element))
        return raised(text) if any(
            "superscript" in style.attrib.values()
            for look in _children(element, "rPr") for style in _children(look, "vertAlign")) else text

    def table(self, element: Element) -> Iterator[str]:
        rows = [child for child in element.iter() if _name(child) == "tr"
                and next(a for a in child.iterancestors() if _name(a) == "tbl") is element]
        for row in rows:
            if not _has(row, "trPr", "del"):
                yield from self.row(row)

    def row(self, element: Element) -> Iterator[str]:
        """One paragraph with the cells side by side; where a cell is there for layout, what stands in it."""
        cells = [[*self.blocks(cell)] for cell in element.iter() if _name(cell) == "tc"
                 and next(a for a in cell.iterancestors() if _name(a) == "tr") is element]
        nested = any(_name(inner) == "tbl" for inner in element.iter())
        if len(cells) < 2 or nested or any(len([*filter(None, map(fold, cell))]) >= LAYOUT for cell in cells):
            yield from (text for cell in cells for text in cell)
        else:
            yield CELL.join(fold(" ".join(cell)) for cell in cells)

    def notes(self, kind: str, part: Element | None) -> Iterator[str]:
        """The notes that are referred to, in that order, each once."""
        found = {_id(note): note for note in (() if part is None else part)}
        for name in dict.fromkeys(self.referred.get(kind, ())):
            if name in found:
                yield from self.blocks(found[name])


def _id(element: Element) -> str:
    return next((value for name, value in element.attrib.items() if name.rpartition("}")[2] == "id"), "")
