"""Say where a line of Chinese may be closer, wider or stretched, and set the letters of a Pango layout so.

Lengths are thousandths of an em, the unit in which a PDF moves the letters of a line: whole numbers lose nothing.
The place behind a letter is that of the next byte in UTF-8, as Pango counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from math import copysign
from typing import Any

HAN = ("\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
       "\U00020000-\U0003ffff")
LATIN = "0-9A-Za-z\u00c0-\u02af\u0370-\u052f\u1e00-\u1fff%‰°℃$€£¥"
OPENING = "（《〈「『【〔［｛〖"                 # its left half is blank
CLOSING = "）》〉」』】〕］｝〗，。、；：！？．"     # its right half is blank
QUOTES = ("“‘", "”’")                     # full-width in Chinese alone
GAP = 95                                  # between Han and Latin: from 100 on, pdftotext sees a space
HALF = 500
SURE = 0.2                                # so that drawing, which cuts off fractions, keeps the whole number
EASTERN = re.compile(f"[{HAN}{OPENING}{CLOSING}]")


@cache
def _spacing(chinese: bool) -> re.Pattern[str]:
    opening, closing = _brackets(chinese)
    return re.compile(f"(?P<gap>[{HAN}](?=[{LATIN}])|[{LATIN}](?=[{HAN}]))"
                      f"|[{closing}](?=[{closing}{opening}])|[{opening}](?=[{opening}])")


@cache
def _stretching(chinese: bool) -> re.Pattern[str]:
    opening, closing = _brackets(chinese)
    other = f" \u00a0{HAN}{closing}{opening}—…"
    return re.compile(f"(?P<space>[ \u00a0])|[{HAN}](?=[{HAN}{opening}—…])|[^{other}](?=[{opening}—…])"
                      f"|(?:[{closing}]|—(?!—)|…(?!…))(?=[^ \u00a0{closing}])")


def _brackets(chinese: bool) -> tuple[str, str]:
    return (OPENING + QUOTES[0], CLOSING + QUOTES[1]) if chinese else (OPENING, CLOSING)


def is_chinese(style: Any) -> bool:
    return (style["lang"] or "").startswith("zh")


def opens(letter: str, style: Any) -> bool:
    """Whether the left half of `letter` is blank."""
    return bool(letter) and letter in _brackets(is_chinese(style))[0]


def closes(letter: str, style: Any) -> bool:
    """Whether the right half of `letter` is blank."""
    return bool(letter) and letter in _brackets(is_chinese(style))[1]


def spacing(text: str, style: Any) -> dict[int, int]:
    """What is added behind letters of `text`: a gap between Han and Latin, less room between two blank halves."""
    if not EASTERN.search(text):
        return {}
    return {place: GAP if found["gap"] else -HALF for place, found in _places(_spacing(is_chinese(style)), text)}


def between(last: str, first: str, style: Any) -> int:
    """What is added between a letter and the one that begins the next text."""
    return next(iter(spacing(last + first, style).values()), 0)


def stretching(text: str, following: str, style: Any) -> dict[int, bool]:
    """Behind which letters of `text` a line may be stretched, and whether they are spaces; `following` comes next."""
    whole = text + following[:1]
    return {place: bool(found["space"]) for place, found in _places(_stretching(is_chinese(style)), whole)
            if found.start() < len(text)}


def _places(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, re.Match[str]]]:
    place = last = 0
    for found in pattern.finditer(text):
        place += len(text[last:found.end()].encode())
        last = found.end()
        yield place, found


def widen(layout: Any, style: Any, added: dict[int, int]) -> None:
    """Add room behind letters of an active layout of one line: until its text is set anew."""
    from weasyprint.text.ffi import TO_UNITS, ffi, pango

    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)          # else drawing would, and make new lines
    unit = style["font_size"] * TO_UNITS / 1000
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        run = run.next
        letters, begins = glyphs.glyphs, glyphs.log_clusters[0:glyphs.num_glyphs]
        for i, (here, end) in enumerate(pairwise((*begins, item.length))):
            more = added.get(item.offset + end)
            if more and here != end:
                letters[i].geometry.width += round((more + copysign(SURE, more)) * unit)
