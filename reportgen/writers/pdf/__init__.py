"""Write a document as a tagged PDF: the HTML body on paper, laid out by WeasyPrint."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from reportgen.diagnostics import Diagnostic, ReportgenError, error, stop_on_errors
from reportgen.document.nodes import Document, Note
from reportgen.document.walk import Unit, text_units
from reportgen.locales import words
from reportgen.messages import say
from reportgen.native import require_pango
from reportgen.writers.columns import Planner
from reportgen.writers.fonts import Fonts
from reportgen.writers.html import main, page
from reportgen.writers.html.body import Body, body_for
from reportgen.writers.html.inline import attributes
from reportgen.writers.html.look import faces_at, foreign_words, properties, stylesheet
from reportgen.writers.pdf.archival import complete
from reportgen.writers.pdf.fit import misfits, too_long
from reportgen.writers.pdf.fontconfig import address, no_system_fonts
from reportgen.writers.pdf.memory import seldom_collected
from reportgen.writers.pdf.paper import page_css
from reportgen.writers.pdf.valid import breaches
from reportgen.writers.theme import Theme, is_own

VARIANT = "pdf/a-3a"                   # PDF/UA-1 too: `archival` says so, `valid` holds both


def write_pdf(document: Document, theme: Theme, fonts: Fonts) -> bytes:
    """The document as PDF/A-3a and PDF/UA-1 in one.

    MachineError where Pango is missing; ReportgenError where WeasyPrint complains or the PDF breaks a rule of these.

    Changes the environment and parts of WeasyPrint while it runs: one PDF at a time in a process.
    """
    require_pango()
    said = text_units(document)
    stop_on_errors(too_long(said))
    with no_system_fonts(), seldom_collected(), _complaints() as complaints:
        pdf, elements = _render(document, markup(document, theme, fonts), fonts, said)
    if complaints:
        own = is_own(theme.name)
        hint = say("what only browsers understand belongs inside @media screen { … } in look.css") if own else ""
        raise ReportgenError(*(error("pdf-layout", say("the PDF is not as it should be: {one}", one=one), hint=hint)
                               for one in dict.fromkeys(complaints)))
    stop_on_errors(breaches(pdf, elements, said))
    return pdf


def markup(document: Document, theme: Theme, fonts: Fonts) -> str:
    """The HTML that WeasyPrint is given: footnotes where their marks stand, styles for paper."""
    style = (faces_at(fonts, address) + properties(theme, fonts, generic=False)
             + stylesheet("html/base.css") + stylesheet("pdf/print.css") + theme.look
             + foreign_words(theme, fonts, generic=False)
             + page_css(document, theme, fonts))
    body = _body(document, theme, fonts)
    content = main(document, body)
    stop_on_errors(_squeezed(body.tables.planner))
    return page(document, style, content)


def _body(document: Document, theme: Theme, fonts: Fonts) -> Body:
    def note(node: Note) -> str:
        named = attributes(class_="footnote", id=f"note.{node.number}", data_number=node.number)
        return f"<span{named}>{body.inline(node.content)}</span>"

    body = body_for(document, theme, fonts, note, words(document.meta.lang)["continued"])
    return body


def _squeezed(planner: Planner) -> Iterator[Diagnostic]:
    """An error for each table whose words have no room, even in small type and on a turned sheet."""
    for table, plan in planner.made():
        if plan.widest:
            yield error("too-wide", say('the paper is too narrow for "{words}" beside the other columns',
                                        words=plan.widest[:60]), table.span,
                        hint=say("give the table fewer columns, or break long words"))


def _render(document: Document, html: str, fonts: Fonts,
            said: Sequence[Unit]) -> tuple[bytes, Mapping[int, Any]]:
    """The PDF, and the elements of its structure tree by their object's number."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "No fonts configured")        # that there are none is the point
        from weasyprint import HTML
    from reportgen.writers.pdf.fetcher import OwnDataOnly
    from reportgen.writers.pdf.mends import mended

    fetcher = OwnDataOnly(fonts)
    def finish(layout: Any, pdf: Any) -> None:
        tags(layout, pdf)
        complete(pdf, document)

    with mended() as tags:
        pages = HTML(string=html, url_fetcher=fetcher, media_type="print").render(pdf_variant=VARIANT)
        stop_on_errors(misfits(pages, said))
        pdf = pages.write_pdf(pdf_variant=VARIANT, finisher=finish)
    if fetcher.refused:
        raise ReportgenError(*(error("pdf-outside",
                                     say("the PDF may not fetch {url}", url=url)) for url in fetcher.refused))
    return pdf, tags.elements


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
