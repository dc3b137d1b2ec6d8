"""Find out which letters of a PDF's page can be seen: inked, on the page, and not drawn over one another."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from unicodedata import category

SCALE = 2.0                                # pixels to the point in the picture that is looked at
INK = 32                                   # of 255: by how much the darkest and the lightest pixel of a letter differ
HAIR = 2                                   # pixels: a stroke so thin may be drawn beside its place
SHARE = 0.35                               # of the smaller letter: two that share more each way are overprinted
BLURRED = "\ufffd"                         # what is read where letters are drawn over one another
HYPHENS = {"-": "\u00ad", "\u2010": "-"}   # actual texts: layout's own hyphen as PDFium gives it, and a word's own
SPACE, EASTERN = 0x20, 0x2E80              # a space; where the characters of Chinese begin
HYPHEN = 2                                 # PDFium's code for a hyphen at which a word goes on in the next line
INKLESS = "ZC"                             # general categories of what nobody expects to see; marks stand over letters

Box = tuple[float, float, float, float]    # left, bottom, right and top, in points from the page's lower left


@dataclass(slots=True)
class Letter:
    """A letter and the box of its ink; its text is "" where nothing of it can be seen."""

    text: str
    box: Box


@dataclass(slots=True)
class Piece:
    """The letters that are drawn in one go, always within one line; `left` to `top` bound their room.

    `mcid` is that of its marked content, -1 where it has none or its words were read before. The letters of a `spoken`
    piece are given as actual text, each with the box of the whole piece.
    """

    mcid: int
    spoken: bool
    left: float
    right: float
    bottom: float
    top: float
    letters: list[Letter]

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)

    @property
    def box(self) -> Box:
        lefts, bottoms, rights, tops = zip(*(letter.box for letter in self.letters), strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)


def pieces(page: Any) -> list[Piece]:
    """The text of a page (of pypdfium2's) in the order of drawing, as it is seen."""
    found = list(_pieces(page))
    _hide_what_has_no_ink(page, found)
    _blur_what_is_overprinted(found)
    return found


# --- letters as PDFium gives them ---------------------------------------------------------------------------------

def _pieces(page: Any) -> Iterator[Piece]:
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    spoken, box = _Spoken(pdfium), tuple(ctypes.c_double() for _ in range(4))
    drawn = ((_address(thing := pdfium.FPDFText_GetTextObject(text.raw, i)), thing, i)
             for i in range(pdfium.FPDFText_CountChars(text.raw)) if _is_drawn(pdfium, text, i))
    for _, together in groupby(drawn, key=lambda one: one[0]):
        (_, thing, first), *others = together
        last = others[-1][2] if others else first
        (left, bottom, right, top), (left_too, _, right_too, _) = (_room(pdfium, text, i) for i in (first, last))
        mcid, marks = pdfium.FPDFPageObj_GetMarkedContentID(thing), spoken.marks(thing)
        letters = [_letter(pdfium, text, i, box) for i in (first, *(i for _, _, i in others))]
        if marks and len(letters) == 1:
            letters[0].text = HYPHENS.get(letters[0].text, letters[0].text)
        yield Piece(-1 if spoken.again(thing, marks) else mcid, bool(marks), min(left, left_too), max(right, right_too),
                    bottom, top, letters)
    text.close()


def _is_drawn(pdfium: Any, text: Any, i: int) -> bool:
    """Not so the line ends and gaps that PDFium makes up, but a wide space of a justified line, which it replaces."""
    if pdfium.FPDFText_IsGenerated(text.raw, i) != 1:
        return True
    around = [pdfium.FPDFText_GetUnicode(text.raw, j) for j in (i - 1, i, i + 1)]
    pieces = {_address(pdfium.FPDFText_GetTextObject(text.raw, j)) for j in (i - 1, i, i + 1)}
    return around[1] == SPACE and max(around) < EASTERN and len(pieces) < 3


def _letter(pdfium: Any, text: Any, i: int, box: tuple[Any, ...]) -> Letter:
    """The letter at `i`; the numbers of `box` are written over."""
    code = pdfium.FPDFText_GetUnicode(text.raw, i)
    left, right, bottom, top = box
    pdfium.FPDFText_GetCharBox(text.raw, i, *box)
    return Letter("-" if code == HYPHEN else chr(code), (left.value, bottom.value, right.value, top.value))


def _room(pdfium: Any, text: Any, i: int) -> Box:
    """The room of a letter: not its ink, for 〔 has most of its room at its left."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text.raw, i, ctypes.byref(box))
    return box.left, box.bottom, box.right, box.top


def _address(pointer: Any) -> int | None:
    return ctypes.c_void_p.from_buffer(pointer).value


class _Spoken:
    """Knows which words were given as actual text: PDFium gives them anew where other letters are drawn between."""

    def __init__(self, pdfium: Any) -> None:
        self.pdfium = pdfium
        self.known: dict[int | None, bool] = {}    # a text object → whether its words were given by another one
        self.told: set[int | None] = set()

    def again(self, drawn: Any, marks: set[int | None]) -> bool:
        place = _address(drawn)
        if place not in self.known:
            self.known[place] = bool(marks & self.told)
            self.told |= marks
        return self.known[place]

    def marks(self, drawn: Any) -> set[int | None]:
        """The marks with an actual text in which a text object stands."""
        marks = (self.pdfium.FPDFPageObj_GetMark(drawn, n) for n in range(self.pdfium.FPDFPageObj_CountMarks(drawn)))
        return {_address(mark) for mark in marks
                if self.pdfium.FPDFPageObjMark_GetParamValueType(mark, b"ActualText") == self.pdfium.FPDF_OBJECT_STRING}


# --- what can be seen of them -------------------------------------------------------------------------------------

def _hide_what_has_no_ink(page: Any, found: Iterable[Piece]) -> None:
    """Empty the letters in whose box the page, drawn, is of one colour: beyond its edge, clipped, covered, white."""
    picture = page.render(scale=SCALE, grayscale=True, may_draw_forms=False, draw_annots=False)
    paper, height = _Paper(bytes(picture.buffer), picture.width, picture.height, picture.stride), page.get_height()
    for piece in found:
        whole = piece.box if piece.spoken else None
        for letter in piece.letters:
            left, bottom, right, top = whole or letter.box
            if not paper.inked(left, height - top, right, height - bottom) and _has_ink(letter.text):
                letter.text = ""


def _has_ink(letter: str) -> bool:
    return category(letter)[0] not in INKLESS


@dataclass(frozen=True, slots=True)
class _Paper:
    """A drawn page: a byte of grey for each pixel, `stride` bytes for each of its rows."""

    greys: bytes
    width: int
    height: int
    stride: int

    def inked(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether a box, in points from the upper left, is of more than one grey. The middle is looked at first."""
        first, end = _pixels(left, right, self.width)
        start, stop = _pixels(top, bottom, self.height)
        if first >= end or start >= stop:
            return False
        darkest, lightest, middle = 255, 0, (start + stop) // 2
        for row in (*range(middle, stop), *range(start, middle)):
            greys = self.greys[row * self.stride + first:row * self.stride + end]
            darkest, lightest = min(darkest, min(greys)), max(lightest, max(greys))
            if lightest - darkest >= INK:
                return True
        return False


def _pixels(near: float, far: float, size: int) -> tuple[int, int]:
    """The pixels between two places, in points: of a hair's breadth one more on each side, where it may have gone."""
    first, end = int(near * SCALE), int(far * SCALE) + 1
    spread = int(end - first <= HAIR)
    return max(0, first - spread), min(size, end + spread)


def _blur_what_is_overprinted(found: Iterable[Piece]) -> None:
    """Make BLURRED what is drawn over the letters of another piece, and those."""
    above: list[tuple[Box, Piece]] = []                    # pieces at whose height the next ones may begin
    for box, piece in sorted(((piece.box, piece) for piece in found if not piece.spoken), key=lambda two: -two[0][3]):
        above = [(other, its) for other, its in above if other[1] < box[3]]
        for other, its in above:
            if _meet(box, other):
                _blur(piece, its, box, other)
        above.append((box, piece))


def _blur(one: Piece, other: Piece, box: Box, other_box: Box) -> None:
    near = [letter for letter in other.letters if _meet(letter.box, box)]
    for letter in one.letters if near else ():
        over = [its for its in near if _meet(letter.box, other_box) and _overprinted(letter.box, its.box)]
        for blurred in (letter, *over) if over else ():
            blurred.text = BLURRED


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _overprinted(one: Box, other: Box) -> bool:
    return all(min(one[far], other[far]) - max(one[near], other[near])
               > SHARE * min(one[far] - one[near], other[far] - other[near]) for near, far in ((0, 2), (1, 3)))
