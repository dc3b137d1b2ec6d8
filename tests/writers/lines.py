"""Lines of a PDF as PDFium sees them: every letter with its place."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium

from reportgen.document.nodes import Document, Meta, Paragraph, Text
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.writers.fonts import fonts_for
from reportgen.writers.pdf import write_pdf
from reportgen.writers.theme import load_theme

MODERN = load_theme("modern")
POINTS = 72 / 25.4


@dataclass(frozen=True)
class Letter:
    """A letter, the left and right of its room and its baseline, in points."""

    text: str
    left: float
    right: float
    base: float


def p(*content, **more):
    return Paragraph(tuple(Text(c) if isinstance(c, str) else c for c in content), **more)


def document(*blocks, lang="zh-CN", **meta):
    return resolve(Document(replace(Meta("r", lang, "T", "1", "2016-04-30"), **meta), blocks), words(lang))


def narrow(width, theme=MODERN, **more):
    """A theme whose column is so many points wide."""
    page = replace(theme.page, width=theme.page.left + theme.page.right + width / POINTS)
    return replace(theme, page=page, **more)


def made(tree, theme=MODERN):
    return write_pdf(tree, theme, fonts_for(tree, theme))


def column(theme):
    """The left and right edges of the text, in points."""
    return theme.page.left * POINTS, (theme.page.width - theme.page.right) * POINTS


def lines(data):
    """The lines of a PDF of one page, page furniture left out, as lists of letters."""
    file = pypdfium2.PdfDocument(data)
    text, height = file[0].get_textpage(), file[0].get_height()
    letters = [found for found in (_letter(text, i) for i in range(text.count_chars())) if found]
    inside = [one for one in letters if 60 < one.base < height - 60]
    return [list(line) for _, line in groupby(inside, key=lambda one: round(one.base))]


def _letter(text, i):
    if pdfium.FPDFText_IsGenerated(text.raw, i) == 1:
        return None
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(text.raw, i, ctypes.byref(box))
    pdfium.FPDFText_GetCharOrigin(text.raw, i, x, y)
    return Letter(chr(pdfium.FPDFText_GetUnicode(text.raw, i)), box.left, box.right, y.value)


def said(line):
    return "".join(letter.text for letter in line)


def between(line, pair):
    """What stands between two letters that follow one another in a line, in points."""
    at = said(line).index(pair)
    return line[at + 1].left - line[at].right


def copied(data):
    """What PDFium gives whoever copies each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
