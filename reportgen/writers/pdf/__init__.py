"""Write a document as a tagged PDF: the HTML body on paper, laid out by WeasyPrint."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportgen.diagnostics import Diagnostic, ReportgenError, error, stop_on_errors
from reportgen.document.nodes import NOWHERE, Document, Note
from reportgen.document.walk import Unit, text_units
from reportgen.messages import say
from reportgen.native import require_pango
from reportgen.writers.fonts import Fonts
from reportgen.writers.html import main, page
from reportgen.writers.html.body import Body, body_for
from reportgen.writers.html.inline import attributes
from reportgen.writers.html.look import font_faces, foreign_words, properties, stylesheet
from reportgen.writers.pdf.fontconfig import no_system_fonts
from reportgen.writers.pdf.paper import page_css
from reportgen.writers.theme import Theme

VARIANT = "pdf/ua-1"
HYPHENS = "-\u00ad\u2010"         # where a line ends, they may be none of the document's
TOLERANCE = 1.5                   # CSS pixels that words may stick out of their line


def write_pdf(document: Document, theme: Theme, fonts: Fonts) -> bytes:
    """The document as PDF/UA-1. MachineError where Pango is missing; ReportgenError where WeasyPrint complains.

    Changes the environment and parts of WeasyPrint while it runs: one PDF at a time in a process.
    """
    require_pango()
    with no_system_fonts(), _complaints() as complaints:
        pdf = _render(markup(document, theme, fonts), text_units(document))
    if complaints:
        said = dict.fromkeys(complaints)
        raise ReportgenError(*(error("pdf-layout",
                                     say("the PDF is not as it should be: {one}", one=one)) for one in said))
    return pdf


def markup(document: Document, theme: Theme, fonts: Fonts) -> str:
    """The HTML that WeasyPrint is given: footnotes where their marks stand, styles for paper."""
    style = (font_faces(fonts, "font/ttf", lambda face: face.data) + properties(theme, fonts, generic=False)
             + stylesheet("html/base.css") + stylesheet("pdf/print.css") + theme.look
             + foreign_words(theme, fonts, generic=False)
             + page_css(document, theme, fonts))
    return page(document, style, main(document, _body(document, theme, fonts)))


def _body(document: Document, theme: Theme, fonts: Fonts) -> Body:
    def note(node: Note) -> str:
        return f"<span{attributes(class_='footnote', data_number=node.number)}>{body.inline(node.content)}</span>"

    body = body_for(document, theme, fonts, note)
    return body


def _render(html: str, said: Sequence[Unit]) -> bytes:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No fonts configured")        # that there are none is the point
        from weasyprint import HTML
    from reportgen.writers.pdf.fetcher import OwnDataOnly
    from reportgen.writers.pdf.mends import mended

    fetcher = OwnDataOnly()
    with mended() as finisher:
        pages = HTML(string=html, url_fetcher=fetcher, media_type="print").render(pdf_variant=VARIANT)
        stop_on_errors(_too_wide(pages, said))
        pdf = pages.write_pdf(pdf_variant=VARIANT, finisher=finisher)
    if fetcher.refused:
        raise ReportgenError(*(error("pdf-outside",
                                     say("the PDF may not fetch {url}", url=url)) for url in fetcher.refused))
    return pdf


def _too_wide(pages: Any, said: Sequence[Unit]) -> Iterator[Diagnostic]:
    """An error for each page on which words reach beyond the text's right edge, where paper would lose them.

    Its place is that of the first of the words `said` in the document in which they stand.
    """
    from weasyprint.formatting_structure.boxes import MarginBox, TextBox

    for number, sheet in enumerate(pages.pages, 1):
        sheet_box = sheet._page_box
        edge = sheet_box.content_box_x() + sheet_box.width + TOLERANCE
        flow = (child for child in sheet_box.children if not isinstance(child, MarginBox))
        words = (box for child in flow for box in child.descendants() if isinstance(box, TextBox))
        beyond = [box.text for box in words if box.position_x + box.width > edge]
        if beyond:
            widest = max(beyond, key=len)
            piece = max(widest.rstrip(HYPHENS).split(), key=len, default="")
            yield error("too-wide", say('page {number} of the PDF is too narrow for "{words}"', number=number,
                                        words=widest[:60]),
                        next((unit.span for unit in said if piece in unit.text and unit.span != NOWHERE), None),
                        hint=say("give the table fewer columns, or break long words"))


class _Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """All that WeasyPrint and fontTools warn of meanwhile; nothing of it reaches the terminal."""
    kept, loggers = _Kept(), [logging.getLogger("weasyprint"), logging.getLogger("fontTools")]
    before = [(logger, logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(kept)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    try:
        yield kept.said
    finally:
        for logger, propagate, level in before:
            logger.removeHandler(kept)
            logger.propagate = propagate
            logger.setLevel(level)
