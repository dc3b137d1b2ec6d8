"""Read a PDF as paragraphs: its characters become pieces of lines, columns, lines, and these paragraphs (see `flow`).

Structure tags are not asked, since few PDFs of the world have them and fewer have them right. Running heads, feet and
page numbers are left out, and so is what is written aslant (watermarks).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

from reportgen.diagnostics import Span, refuse
from reportgen.messages import say
from reportgen.readers.paragraphs.columns import in_columns
from reportgen.readers.paragraphs.flow import paragraphs_of
from reportgen.readers.paragraphs.furniture import without_furniture
from reportgen.readers.paragraphs.lines import Line
from reportgen.readers.paragraphs.transcript import Transcript
from reportgen.readers.spacing import HAN

MOST_PAGES = 3000
MOST_CHARACTERS = 10_000_000
PASSWORD = 4                                    # PDFium's number for a file that wants one
GAP = 1.2                                       # a gap of so many ems parts the pieces of a line
HAN_GAP = 0.5                                   # a smaller one beside Han is no space


def read_pdf(data: bytes, span: Span) -> Transcript:
    """ReportgenError where it needs a password, is damaged or too long, or holds pictures of pages and no text."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        _refuse_unopened(problem, span)
    try:
        pages = _pages(document, span)
    except pypdfium2.PdfiumError as problem:
        refuse("unreadable-source", say("the PDF is damaged: {problem}", problem=str(problem)), span)
    finally:
        document.close()
    if not any(pages):
        refuse("no-text", say("the PDF holds no text, only pictures of pages"), span,
               say("have its text recognised first (OCR, for instance with ocrmypdf), and check what comes out"))
    regions = [region for page in without_furniture(pages) for region in in_columns(page)]
    blank = tuple(number for number, page in enumerate(pages, 1) if not page)
    return Transcript(paragraphs_of(regions), blank=blank)


def _refuse_unopened(problem: Any, span: Span) -> None:
    if getattr(problem, "err_code", None) == PASSWORD or "password" in str(problem).lower():
        refuse("encrypted", say("the PDF needs a password"), span, say("save a copy without one, and archive that"))
    refuse("unreadable-source", say("the PDF is damaged: {problem}", problem=str(problem)), span,
           say("perhaps it was not loaded to its end"))


def _pages(document: Any, span: Span) -> list[list[Line]]:
    if len(document) > MOST_PAGES:
        refuse("source-too-large", say("the PDF has {pages} pages; {most} can be read", pages=len(document),
                                       most=MOST_PAGES), span, say("archive the part that is cited"))
    pages: list[list[Line]] = []
    characters = 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > MOST_CHARACTERS:
            refuse("source-too-large", say("the PDF holds more than {most} characters", most=MOST_CHARACTERS), span)
        pages.append([line for line in _pieces(text, number + 1, page.get_height()) if line.text.strip()])
        text.close()
        page.close()
    return pages


def _pieces(text: Any, number: int, height: float) -> Iterator[Line]:
    """Runs of characters on one line with no wide gap between them, in the order in which they were drawn."""
    piece: Line | None = None
    space = False                               # whether PDFium saw a gap like a space before the next character
    for box, character, generated in _characters(text):
        if generated or (character.isspace() and box[2] <= box[0]):
            space = True
            continue
        if character.isspace() and piece is None:
            continue
        if piece is not None and _goes_on(piece, box):
            piece.add(" " if space and not _is_set_apart(piece, character, box) else "", character, box)
        elif not character.isspace():
            if piece is not None:
                yield piece
            piece = Line(character, *box, number, height)
        space = False
    if piece is not None:
        yield piece


def _characters(text: Any) -> Iterator[tuple[tuple[float, float, float, float], str, bool]]:
    """(left, bottom, right, top), character, and whether it is a space that PDFium made up, for what stands upright."""
    import pypdfium2.raw as pdfium

    box, page = pdfium.FS_RECTF(), text.raw
    for i in range(text.count_chars()):
        generated = pdfium.FPDFText_IsGenerated(page, i) == 1
        if not generated and abs(pdfium.FPDFText_GetCharAngle(page, i)) > 0.02:
            continue
        pdfium.FPDFText_GetLooseCharBox(page, i, ctypes.byref(box))
        code = pdfium.FPDFText_GetUnicode(page, i)
        character = "-" if pdfium.FPDFText_IsHyphen(page, i) == 1 else chr(code) if code < 0x110000 else "\ufffd"
        if code:
            yield (box.left, box.bottom, box.right, box.top), character, generated and character.isspace()


def _goes_on(piece: Line, box: tuple[float, float, float, float]) -> bool:
    left, bottom, _, top = box
    overlap = min(piece.top, top) - max(piece.bottom, bottom)
    same_line = overlap > 0.5 * min(piece.top - piece.bottom, top - bottom)
    return same_line and -piece.size < left - piece.right < GAP * piece.size


def _is_set_apart(piece: Line, character: str, box: tuple[float, float, float, float]) -> bool:
    """Whether a gap is no space but what typesetting puts between Han and figures, or between Han to fill the line."""
    beside_han = HAN.match(piece.text[-1:] or " ") or HAN.match(character)
    return bool(beside_han) and box[0] - piece.right < HAN_GAP * piece.size
