"""Say in the PDF what words are drawn where glyphs alone do not tell: in scripts that reorder, stack or join letters.

WeasyPrint notes for each glyph one text, the first it was drawn for. A Thai น้ำ or a Burmese မြန် is drawn with glyphs
that stand for no letter of their own, so that copies of it, and our own comparison, would read other letters. Each
line with such letters therefore gets its words as `ActualText`, which readers take instead of the glyphs' texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

HYPHENS = "\u2010\u2011"
JOINED = re.compile(                       # combining marks; Indic to Burmese, Khmer and their like; ligatures;
    "[\u0300-\u036f\u0900-\u109f\u1780-\u17ff\u1900-\u1aff\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff"
    "\ua9e0-\ua9ff\uaa60-\uaa7f\ufb00-\ufb06\ufe0e\ufe0f"
    "\u2010\u2011\u00b5\u03bc\u2126\u03a9\u2206\u0394\u2044\u2215\u0110\u00d0]")       # and what shares a glyph


def _plain_hyphens(stream: Any) -> None:
    """Let the glyph that ‐ and ‑ share with the plain hyphen be the plain one, for lines that have no more to tell."""
    for font in stream._fonts.values():
        font.to_unicode.update((glyph, "-") for glyph, said in font.to_unicode.items() if said in HYPHENS)


@contextmanager
def words_said() -> Iterator[None]:
    """Lines with joined letters tell their words meanwhile, in this process."""
    from weasyprint.draw import text

    silent = text.draw_first_line

    def draw_first_line(stream: Any, textbox: Any, *rest: Any) -> Any:
        if not JOINED.search(textbox.text):
            return silent(stream, textbox, *rest)
        words = textbox.text[:-1] if textbox.pango_layout.divided else textbox.text
        said = words.replace("\u00ad", "").encode("utf-16-be").hex()     # a soft hyphen within a line is none
        stream.stream.append(f"/Span <</ActualText <feff{said}>>> BDC".encode("ascii"))
        try:
            return silent(stream, textbox, *rest)
        finally:
            stream.stream.append(b"EMC")
            _plain_hyphens(stream)

    text.draw_first_line = draw_first_line
    try:
        yield
    finally:
        text.draw_first_line = silent
