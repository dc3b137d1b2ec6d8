"""Write a Word file without words: all styles, lists, fonts and the sheet of a theme, for a house to begin with."""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.nodes import Document, Meta
from reportgen.writers.docx import write
from reportgen.writers.fonts import Fonts
from reportgen.writers.theme import Theme
from reportgen.writers.word import Word


def base_package(theme: Theme, lang: str) -> bytes:
    """The bytes of a .docx with every style that a document in `lang` can have, and nothing said in it.

    Whoever wants a Word template of their own changes its styles, page heads and feet in Word and names it in
    `word: {template: …}`.
    """
    empty = Document(Meta("", lang, theme.name, "", ""), ())
    return write(empty, replace(theme, word=Word()), Fonts((), lang))
