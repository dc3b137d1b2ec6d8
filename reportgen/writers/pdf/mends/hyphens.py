"""Say in the PDF which hyphens only layout made, so that a word divided between two lines is copied whole.

WeasyPrint 70 draws a hyphen that divides a word like one that belongs to it (not reported). Here it is told to be a
soft hyphen by its `ActualText`, as the PDF standard wishes; and one of the word's own that ends a line, to be a hyphen
that nothing takes away: PDFium and pdftotext would join "long-" and "term". Words with capital letters or digits, names
and figures mostly, are not divided at all, which CSS cannot say, nor are words that have a hyphen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from reportgen.writers.pdf.mends.words import JOINED

LAST_GLYPH = re.compile(rb"\[(.*)([0-9a-f]{4})>[^<>]*\] TJ", re.S)
SOFT, HARD = (b"/Span <</ActualText <feff%04x>>> BDC" % code for code in (0xAD, 0x2010))
ENDS_COMPOUND = re.compile(r"\w-\w+-$")                  # well-estab-
BEGINS_COMPOUND = re.compile(r"\w+-\w")                  # tional-minded


@contextmanager
def words_divided() -> Iterator[None]:
    """Words are divided so meanwhile, in this process."""
    from weasyprint.draw import text
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    before = (line_break.pyphen, line_break.first_line_metrics, inline.split_first_line, inline.add_word_spacing,
              text.draw_first_line)
    line_break.pyphen = _for_plain_words(line_break.pyphen)
    line_break.first_line_metrics = _noted(line_break.first_line_metrics)
    inline.split_first_line = _divided_once(inline.split_first_line)
    inline.add_word_spacing = _still_noted(inline.add_word_spacing)
    text.draw_first_line = _told(text.draw_first_line)
    line_break.Layout.divided = False
    try:
        yield
    finally:
        del line_break.Layout.divided
        (line_break.pyphen, line_break.first_line_metrics, inline.split_first_line, inline.add_word_spacing,
         text.draw_first_line) = before


def _for_plain_words(pyphen: Any) -> Any:
    """pyphen that knows no place to divide any other word."""
    class Plain(pyphen.Pyphen):
        def iterate(self, word: str) -> Iterator[tuple[str, str]]:
            return super().iterate(word) if word.isalpha() and word.islower() else iter(())

    return SimpleNamespace(Pyphen=Plain, language_fallback=pyphen.language_fallback)


def _noted(plain: Callable[..., Any]) -> Callable[..., Any]:
    """`first_line_metrics` that leaves with a layout, as `divided`, whether its line ends in a hyphen of its own."""
    def first_line_metrics(line: Any, text: str, layout: Any, resume_at: Any, space_collapse: Any, style: Any,
                           hyphenated: bool = False, hyphenation_character: Any = None) -> Any:
        layout.divided = hyphenated
        return plain(line, text, layout, resume_at, space_collapse, style, hyphenated, hyphenation_character)

    return first_line_metrics


def _still_noted(plain: Callable[..., Any]) -> Callable[..., Any]:
    """`add_word_spacing`, which gives a text another layout, that leaves the same with it."""
    def add_word_spacing(context: Any, box: Any, *rest: Any) -> Any:
        before = getattr(box, "pango_layout", None)
        moved = plain(context, box, *rest)
        if before is not None:
            box.pango_layout.divided = before.divided
        return moved

    return add_word_spacing


def _divided_once(plain: Callable[..., Any]) -> Callable[..., Any]:
    """`split_first_line` that divides no word which has a hyphen."""
    def split_first_line(text: str, style: Any, *rest: Any, **options: Any) -> Any:
        found = plain(text, style, *rest, **options)
        layout, _, resume, *_ = found
        if not layout.divided or not (ENDS_COMPOUND.search(layout.text)
                                      or BEGINS_COMPOUND.match(text.encode()[resume:].decode())):
            return found
        undivided = style.copy()
        undivided["hyphens"] = "manual"
        return plain(text, undivided, *rest, **options)

    return split_first_line


def _told(plain: Callable[..., Any]) -> Callable[..., Any]:
    """`draw_first_line` that says what the hyphen at a line's end is."""
    def draw_first_line(stream: Any, textbox: Any, *rest: Any) -> Any:
        emojis = plain(stream, textbox, *rest)
        if JOINED.search(textbox.text):                    # the line tells all of its words
            return emojis
        kind = SOFT if textbox.pango_layout.divided else HARD if textbox.text.endswith("-") else None
        drawn = LAST_GLYPH.fullmatch(stream.stream[-1]) if kind else None
        if drawn:
            words = drawn[1][:-1] if drawn[1].endswith(b"<") else drawn[1] + b">"
            stream.stream[-1:] = [b"[" + words + b"] TJ", kind, b"[<" + drawn[2] + b">] TJ", b"EMC"]
        return emojis

    return draw_first_line
