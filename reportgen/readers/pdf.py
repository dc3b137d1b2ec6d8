"""Read the words of a tagged PDF, by its structure tree: what is not in the tree (page heads and feet) is not read.

The roles are coarser than the document's, for a PDF knows fewer: heading, p, li, th, td, caption, figure, note.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportgen.document.walk import Unit

LINE_END = "\u2028"                        # where a line ends on paper: a space in the document, or nothing
ROLES = {"P": "p", "TH": "th", "TD": "td", "Caption": "caption", "Note": "note", "Figure": "figure",
         **{f"H{level}": "heading" for level in range(1, 7)}}
BLOCKS = frozenset((*ROLES, "L", "LI", "LBody", "Div", "Sect", "Part", "BlockQuote", "Table", "THead", "TBody", "TR"))
HYPHEN = 2                                 # PDFium's code for a hyphen at which a word goes on in the next line
OVERLAP = 0.5                              # points by which a run may begin before the last one's end in the same line


@dataclass(slots=True)
class Run:
    """The words of one run of marked content: always within one line. `left` and `right` are in points.

    `page` counts from 0; it is -1 where the words have no place (white space alone, words given as actual text).
    """

    text: str
    page: int
    left: float
    right: float


SPACE = Run(" ", -1, 0.0, 0.0)             # marked content in which PDFium finds no character: white space alone


@dataclass(slots=True)
class Node:
    """A structure element: its type, its identity ("" mostly), its alternative or actual text, its content."""

    type: str
    id: str
    alt: str
    actual: str
    kids: list[Node | Run] = field(default_factory=list)


def read_words(data: bytes) -> list[Unit]:
    """The units of a tagged PDF in reading order, its footnotes at the end. ValueError where it has no tags."""
    units = [unit for root in _pages(data) for unit in _units(root)]
    notes = [unit for unit in units if unit.role == "note"]
    return [unit for unit in units if unit.role != "note" and unit.text.strip()] + notes


# --- from the file to one tree ------------------------------------------------------------------------------------

def _pages(data: bytes) -> list[Node]:
    """The structure of the whole file; an element that crosses pages is one, for it has an identity of its own."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    whole = Node("", "", "", "")
    known: dict[str, Node] = {}
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            page = document[number]
            tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
            if not tree:
                raise ValueError("the PDF has no structure tree")
            runs = _runs(pdfium, page, number)
            roots = (pdfium.FPDF_StructTree_GetChildAtIndex(tree, i)
                     for i in range(pdfium.FPDF_StructTree_CountChildren(tree)))
            _join(whole, [_node(pdfium, root, runs) for root in roots if root], known)
            pdfium.FPDF_StructTree_Close(tree)
    finally:
        document.close()
    return [kid for kid in whole.kids if isinstance(kid, Node)]


def _join(parent: Node, kids: list[Node | Run], known: dict[str, Node]) -> None:
    """Add `kids` to `parent`; one that began on an earlier page adds its own kids to its beginning."""
    for kid in kids:
        if isinstance(kid, Node) and kid.id in known:
            _join(known[kid.id], kid.kids, known)
            continue
        parent.kids.append(kid)
        if isinstance(kid, Node):
            inside, kid.kids = kid.kids, []
            if kid.id:
                known[kid.id] = kid
            _join(kid, inside, known)


def _node(pdfium: Any, element: Any, runs: dict[int, Run]) -> Node:
    node = Node(*(_string(getter, element) for getter in (
        pdfium.FPDF_StructElement_GetType, pdfium.FPDF_StructElement_GetID, pdfium.FPDF_StructElement_GetAltText,
        pdfium.FPDF_StructElement_GetActualText)))
    for i in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
        mcid = -1 if child else pdfium.FPDF_StructElement_GetChildMarkedContentID(element, i)
        if child:
            node.kids.append(_node(pdfium, child, runs))
        elif mcid >= 0:
            node.kids.append(runs.get(mcid, SPACE))
    return node


def _string(getter: Any, element: Any) -> str:
    length = getter(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    getter(element, buffer, length)
    return buffer.raw[:length - 2].decode("utf-16-le")


def _runs(pdfium: Any, page: Any, number: int) -> dict[int, Run]:
    """A page's text by its marked content."""
    text = page.get_textpage()
    runs: dict[int, Run] = {}
    spoken = _Spoken(pdfium)
    place, mcid, last = None, -1, -1
    for i in range(pdfium.FPDFText_CountChars(text.raw)):
        if pdfium.FPDFText_IsGenerated(text.raw, i) == 1:
            continue
        drawn = pdfium.FPDFText_GetTextObject(text.raw, i)
        if place != (place := _address(drawn)):            # another piece of text begins
            _widen(pdfium, runs.get(mcid), text, last)
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
            mcid = -1 if mcid >= 0 and spoken.again(drawn) else mcid
            if mcid >= 0:
                _widen(pdfium, runs.setdefault(mcid, Run("", number, math.inf, -math.inf)), text, i)
        if mcid >= 0:
            code = pdfium.FPDFText_GetUnicode(text.raw, i)
            runs[mcid].text += "-" if code == HYPHEN else chr(code)
        last = i
    _widen(pdfium, runs.get(mcid), text, last)
    text.close()
    return runs


def _widen(pdfium: Any, run: Run | None, text: Any, i: int) -> None:
    """Have a run take in the room of a letter: not its ink, for 〔 has most of its room at its left."""
    if run is not None:
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(text.raw, i, ctypes.byref(box))
        run.left, run.right = min(run.left, box.left), max(run.right, box.right)


def _address(pointer: Any) -> int | None:
    return ctypes.c_void_p.from_buffer(pointer).value


class _Spoken:
    """Knows which words were given as actual text: PDFium gives them anew where other letters are drawn between."""

    def __init__(self, pdfium: Any) -> None:
        self.pdfium = pdfium
        self.known: dict[int, bool] = {}           # a text object → whether its words were given by another one
        self.marks: set[int] = set()

    def again(self, drawn: Any) -> bool:
        place = _address(drawn)
        if place not in self.known:
            marks = self.actual(drawn)
            self.known[place] = bool(marks & self.marks)
            self.marks |= marks
        return self.known[place]

    def actual(self, drawn: Any) -> set[int]:
        """The marks with an actual text in which a text object stands."""
        marks = (self.pdfium.FPDFPageObj_GetMark(drawn, n) for n in range(self.pdfium.FPDFPageObj_CountMarks(drawn)))
        return {_address(mark) for mark in marks
                if self.pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText") == self.pdfium.FPDF_OBJECT_STRING}


# --- from the tree to units ---------------------------------------------------------------------------------------

def _units(node: Node) -> Iterator[Unit]:
    match node.type:
        case "Figure":
            yield Unit("figure", node.alt)
        case "LI":
            yield from _item(node)
        case kind if kind in ROLES:
            yield Unit(ROLES[kind], _words(node.kids))
        case _:
            for kid in node.kids:
                if isinstance(kid, Node):
                    yield from _units(kid)


def _item(node: Node) -> Iterator[Unit]:
    """A list item: its number and its own words, or those of its first paragraph; then the rest of its body."""
    label = _words([kid for kid in node.kids if isinstance(kid, Node) and kid.type == "Lbl"])
    number = f"{label} " if any(map(str.isalnum, label)) else ""
    body = [kid for part in node.kids if isinstance(part, Node) and part.type == "LBody" for kid in part.kids]
    blocks = [kid for kid in body if isinstance(kid, Node) and kid.type in BLOCKS]
    if not blocks:
        yield Unit("li", number + _words(body))
        return
    first = [blocks.pop(0)] if blocks[0].type == "P" else []
    yield Unit("li", number + _words(first))
    for block in blocks:
        yield from _units(block)


def _words(kids: list[Node | Run]) -> str:
    text, last = "", None
    for run in _inside(kids):
        if last is not None and run.page >= 0 and (run.page != last.page or run.left < last.right - OVERLAP):
            text += LINE_END
        text += run.text
        last = run if run.page >= 0 else last
    return text


def _inside(kids: list[Node | Run]) -> Iterator[Run]:
    """The runs in `kids`, in order; where an element says what its words actually are, they stand for its runs."""
    for kid in kids:
        if isinstance(kid, Run):
            yield kid
        elif kid.actual:
            yield Run(kid.actual, -1, 0.0, 0.0)
        else:
            yield from _inside(kid.kids)
            if kid.type == "Lbl":
                yield SPACE
