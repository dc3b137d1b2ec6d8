"""From document to bytes: one writer for each format, in a visible table. Nothing heavy is loaded before it is used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.document.nodes import Document
    from reportgen.writers.fonts import Fonts
    from reportgen.writers.theme import Theme

    Writer = Callable[[Document, Theme, Fonts], bytes]


def _html(document: Document, theme: Theme, fonts: Fonts) -> bytes:
    from reportgen.writers.html import write_html

    return write_html(document, theme, fonts)


def _pdf(document: Document, theme: Theme, fonts: Fonts) -> bytes:
    from reportgen.writers.pdf import write_pdf

    return write_pdf(document, theme, fonts)


def _docx(document: Document, theme: Theme, fonts: Fonts) -> bytes:
    from reportgen.writers.docx import write

    return write(document, theme, fonts)


WRITERS: dict[str, Writer] = {"html": _html, "pdf": _pdf, "docx": _docx}
