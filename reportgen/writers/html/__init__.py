"""Write a document as one self-contained HTML file: for the desktop, the phone and the printer, without a script."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from reportgen.document.nodes import Document, Masthead, Note
from reportgen.document.walk import notes
from reportgen.locales import words
from reportgen.writers.fonts import Fonts, woff2
from reportgen.writers.html.body import Body, body_for
from reportgen.writers.html.dark import dark_colours
from reportgen.writers.html.data import data_table
from reportgen.writers.html.inline import attributes
from reportgen.writers.html.look import font_faces, foreign_words, properties, sheet, stylesheet, turned_sheet
from reportgen.writers.theme import Theme

MAIN = "main."                    # an id that no author can give: theirs end in a letter or a digit


def write_html(document: Document, theme: Theme, fonts: Fonts) -> bytes:
    """The document as UTF-8 HTML5; fonts, charts and pictures are inside."""
    body = replace(body_for(document, theme, fonts, _mark), data=data_table)
    style = (font_faces(fonts, "font/woff2", woff2) + properties(theme, fonts, generic=True)
             + dark_colours(theme) + stylesheet("html/base.css") + stylesheet("html/screen.css") + theme.look
             + foreign_words(theme, fonts, generic=True) + f"@page {{ {sheet(theme)} }}\n{turned_sheet(theme)}")
    content = main(document, body, _notes(document, body))
    return page(document, style, _skip_link(document) + _furniture_above(document) + content
                + _furniture_below(document)).encode("utf-8")


def page(document: Document, style: str, content: str) -> str:
    """A whole HTML document around `content`."""
    meta = document.meta
    named = "".join(f"<meta{attributes(name=name, content=text)}>\n" for name, text in (
        ("author", meta.author), ("description", meta.description),
        ("dcterms.created", meta.date), ("dcterms.modified", meta.date), ("dcterms.license", meta.licence)) if text)
    return (f'<!DOCTYPE html>\n<html{attributes(lang=meta.lang)}>\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(meta.title, quote=False)}</title>\n{named}<style>\n{style}</style>\n</head>\n<body>\n"
            f"{content}</body>\n</html>\n")


def main(document: Document, body: Body, last: str = "") -> str:
    """The masthead, then all the rest as the page's main content, with `last` at its end."""
    heads = tuple(block for block in document.blocks[:1] if isinstance(block, Masthead))
    rest = document.blocks[len(heads):]
    return "".join(f"{body.block(head)}\n" for head in heads) + (
        f'<main id="{MAIN}">\n{body.sheets(rest)}\n{last}</main>\n')


def _skip_link(document: Document) -> str:
    """The way past the masthead for those who go from link to link; seen when it has the focus."""
    return f'<a class="skip" href="#{MAIN}">{escape(words(document.meta.lang)["skip"], quote=False)}</a>\n'


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
    marking = escape(document.meta.marking, quote=False)
    return f'<header class="furniture"><p class="marking">{marking}</p></header>\n'


def _furniture_below(document: Document) -> str:
    lines = "".join(f"<p{attributes(class_=kind)}>{escape(text, quote=False)}</p>"
                    for kind, text in (("foot", document.meta.footer), ("marking", document.meta.marking)) if text)
    return f'<footer class="furniture">{lines}</footer>\n' if lines else ""
