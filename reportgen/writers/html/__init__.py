"""Write a document as one self-contained HTML file: for the desktop, the phone and the printer, without a script."""

from __future__ import annotations

from html import escape

from reportgen.document.nodes import Document, Masthead, Note
from reportgen.document.walk import notes
from reportgen.writers.fonts import Fonts, woff2
from reportgen.writers.html.body import Body, body_for
from reportgen.writers.html.inline import attributes
from reportgen.writers.html.look import font_faces, foreign_words, properties, sheet, stylesheet
from reportgen.writers.theme import Theme


def write_html(document: Document, theme: Theme, fonts: Fonts) -> bytes:
    """The document as UTF-8 HTML5; fonts, charts and pictures are inside."""
    body = body_for(document, theme, fonts, _mark)
    style = (font_faces(fonts, "font/woff2", woff2) + properties(theme, fonts, generic=True)
             + stylesheet("html/base.css") + stylesheet("html/screen.css") + theme.look
             + foreign_words(theme, fonts, generic=True) + f"@page {{ {sheet(theme)} }}\n")
    return page(document, style, _furniture_above(document) + main(document, body) + _notes(document, body)
                + _furniture_below(document)).encode("utf-8")


def page(document: Document, style: str, content: str) -> str:
    """A whole HTML document around `content`."""
    meta = document.meta
    named = "".join(f"<meta{attributes(name=name, content=text)}>\n" for name, text in (
        ("author", meta.author), ("description", meta.description),
        ("dcterms.created", meta.date), ("dcterms.modified", meta.date)) if text)
    return (f'<!DOCTYPE html>\n<html{attributes(lang=meta.lang)}>\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(meta.title, quote=False)}</title>\n{named}<style>\n{style}</style>\n</head>\n<body>\n"
            f"{content}</body>\n</html>\n")


def main(document: Document, body: Body) -> str:
    """The masthead, then all the rest as the page's main content."""
    heads = tuple(block for block in document.blocks[:1] if isinstance(block, Masthead))
    rest = document.blocks[len(heads):]
    return "".join(f"{body.block(head)}\n" for head in heads) + f"<main>\n{body.blocks(rest)}\n</main>\n"


def _mark(note: Note) -> str:
    return (f'<sup class="noteref"><a id="note.{note.number}.mark" href="#note.{note.number}" '
            f'role="doc-noteref">{note.number}</a></sup>')


def _notes(document: Document, body: Body) -> str:
    """The footnotes at the end, each with its number as the way back."""
    lines = "".join(
        f'<li id="note.{note.number}"><a href="#note.{note.number}.mark" role="doc-backlink">{note.number}</a> '
        f"{body.inline(note.content)}</li>\n" for note in notes(document))
    return f'<section class="notes" role="doc-endnotes">\n<ol>\n{lines}</ol>\n</section>\n' if lines else ""


def _furniture_above(document: Document) -> str:
    """The marking, where no masthead prints it at the top."""
    if not document.meta.marking or any(isinstance(block, Masthead) for block in document.blocks):
        return ""
    return f'<div class="furniture"><p class="marking">{escape(document.meta.marking, quote=False)}</p></div>\n'


def _furniture_below(document: Document) -> str:
    lines = "".join(f"<p{attributes(class_=kind)}>{escape(text, quote=False)}</p>"
                    for kind, text in (("foot", document.meta.footer), ("marking", document.meta.marking)) if text)
    return f'<footer class="furniture">{lines}</footer>\n' if lines else ""
