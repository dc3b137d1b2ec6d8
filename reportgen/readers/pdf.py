"""Read the words of a tagged PDF in the order of its structure tree, as far as they can be seen on its pages.

What is not in the tree (page heads and feet, table heads repeated) is not read. The roles are coarser than the
document's, for a PDF knows fewer: heading, p, li, th, td, caption, figure, note.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportgen.document.walk import Unit
from reportgen.readers.letters import pieces

LINE_END = "\u2028"                        # where a line ends on paper: a space in the document, or nothing
SOFT_HYPHEN = "\u00ad"                     # at a line's end, one that layout made
PAGE_END = "\u2029"                        # where a page does: so many as one has to turn
ROLES = {"P": "p", "TH": "th", "TD": "td", "Caption": "caption", "Note": "note", "Figure": "figure",
         **{f"H{level}": "heading" for level in range(1, 7)}}
BLOCKS = frozenset((*ROLES, "L", "LI", "LBody", "Div", "Sect", "Part", "BlockQuote", "Table", "THead", "TBody", "TR"))
OVERLAP = 0.5                              # points by which a run may begin before the last one's end in the same line


@dataclass(slots=True)
class Run:
    """The words of one run of marked content: always within one line. Its room is in points.

    `page` counts from 0; it is -1 where the words have no place (white space alone, words given as actual text).
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float = 0.0
    top: float = 0.0

    def begins_a_line_after(self, last: Run) -> bool:
        """Whether it stands further left than the end of `last`, or lower."""
        return self.left < last.right - OVERLAP or (self.bottom + self.top) / 2 < last.bottom


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
            runs = _runs(page, number)
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


def _runs(page: Any, number: int) -> dict[int, Run]:
    """A page's text by its marked content, as far as it can be seen."""
    runs: dict[int, Run] = {}
    for piece in pieces(page):
        if piece.mcid >= 0:
            run = runs.setdefault(piece.mcid, Run("", number, math.inf, -math.inf, piece.bottom, piece.top))
            run.text += piece.text
            run.left, run.right = min(run.left, piece.left), max(run.right, piece.right)
    return runs


# --- from the tree to units ---------------------------------------------------------------------------------------

def _units(node: Node) -> Iterator[Unit]:
    match node.type:
        case "Figure":
            yield Unit("figure", node.alt, page=_page(node))
        case "LI":
            yield from _item(node)
        case "TOCI":
            yield Unit("li", _words(node.kids), page=_page(node))
        case kind if kind in ROLES:
            yield Unit(ROLES[kind], _words(node.kids), page=_page(node))
        case _ if len(drawings := [kid for kid in node.kids if isinstance(kid, Node)]) > 1 and all(
                drawing.type == "Figure" for drawing in drawings):         # one picture in several drawings
            yield Unit("figure", " ".join(drawing.alt for drawing in drawings), page=_page(node))
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
        yield Unit("li", number + _words(body), page=_page(node))
        return
    first = [blocks.pop(0)] if blocks[0].type == "P" else []
    yield Unit("li", number + _words(first), page=_page(node))
    for block in blocks:
        yield from _units(block)


def _words(kids: list[Node | Run]) -> str:
    text, last = "", None
    for run in _inside(kids):
        divided = run.page >= 0 and text.endswith(SOFT_HYPHEN)
        text = text.removesuffix(SOFT_HYPHEN) if divided else text
        if last is not None and run.page > last.page:
            text += PAGE_END * (run.page - last.page)
        elif divided:
            pass                                           # the word goes on in the next line
        elif last is not None and run.page >= 0 and (run.page != last.page or run.begins_a_line_after(last)):
            text += LINE_END
        text += run.text
        last = run if run.page >= 0 else last
    return text


def _page(node: Node) -> int:
    """The page on which a node begins, counted from 1; 0 where nothing of it has a place."""
    return 1 + next((run.page for run in _inside([node]) if run.page >= 0), -1)


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
