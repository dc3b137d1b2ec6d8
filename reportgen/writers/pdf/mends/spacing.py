"""Mend the spaces in lines of Chinese: a thin gap between Han and Latin, no doubled blank between punctuation marks.

WeasyPrint 70 knows neither `text-autospace` nor `text-spacing-trim` (not reported). Here a line is measured with its
gaps before it is believed to fit, and its letters are moved when it is drawn; no character is added, so that copies
stay right. An opening bracket at the beginning of a line loses its blank left half. A number is not parted from the
万, 亿 or 年 behind it, no line begins with a dash or a middle dot, and a line may be broken at the outer side of “ and
”, which the Pango 1.50 of Debian 12 joins to whatever stands there. The blank half of a mark may stand outside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from reportgen.writers.pdf.mends.han import (
    CLOSING, EASTERN, HALF, HAN, LATIN, OPENING, between, closes, is_chinese, opens, spacing, widen,
)

BEGINS_NO_LINE = re.compile("[—·～]|(?<=[0-9])[万亿年月日]")
BREAKS = re.compile(f"(?<=[{HAN}{CLOSING}”’…])(?=[“‘])|(?<=[{CLOSING}”’])(?=[{HAN}{OPENING}]|(?<![：．])[{LATIN}])")
HAIR = 0.5                        # CSS pixels by which a line is narrowed to break it earlier
TRIES = 4
Split = Callable[..., Any]


@contextmanager
def chinese_spaced() -> Iterator[None]:
    """Lines of Chinese have their gaps meanwhile, in this process."""
    from weasyprint.layout import inline, preferred
    from weasyprint.text.line_break import Layout

    before = (inline.split_first_line, preferred.split_first_line, inline.split_text_box, inline.split_inline_box,
              inline.can_break_text, preferred.inline_max_content_width, Layout.reactivate)
    inline.split_first_line = preferred.split_first_line = _measured(inline.split_first_line)
    inline.split_inline_box, inline.split_text_box = _set_off(inline.split_inline_box, inline.split_text_box)
    inline.can_break_text = _breakable(inline.can_break_text)
    preferred.inline_max_content_width = _with_gaps(preferred.inline_max_content_width)
    Layout.reactivate = _widened(Layout.reactivate)
    try:
        yield
    finally:
        (inline.split_first_line, preferred.split_first_line, inline.split_text_box, inline.split_inline_box,
         inline.can_break_text, preferred.inline_max_content_width, Layout.reactivate) = before


# --- within one text ----------------------------------------------------------------------------------------------

def _measured(plain: Split) -> Split:
    """`split_first_line` that counts the gaps in a line and leaves them with its layout, as `spaced`."""
    def split_first_line(text: str, style: Any, context: Any, max_width: Any, *rest: Any, **options: Any) -> Any:
        def split(width: Any, text: str = text) -> Any:
            found = plain(text, style, context, width, *rest, **options)
            found[0].spaced = spacing(found[0].text, style)
            return found

        found = split(max_width)
        if not EASTERN.search(found[0].text):
            return found
        if max_width is not None and style["white_space"] in ("normal", "pre-wrap", "pre-line"):
            if found[3] <= max_width:
                found = _fitted(found, split, text, max_width, style["font_size"])
            if is_chinese(style):
                found = _longer(found, split, text, max_width, style)
        layout, length, resume, width, *more = found
        return layout, length, resume, width + _room(found, style["font_size"]), *more

    return split_first_line


def _fitted(found: Any, split: Split, text: str, max_width: float, size: float) -> Any:
    """The longest of a few lines that fits with its gaps and breaks where it may."""
    room = _room(found, size)
    if room < 0 and found[2] is not None:
        closer = split(max_width - room)
        found = closer if closer[3] + _room(closer, size) <= max_width else found
    for _ in range(TRIES):
        room = _room(found, size)
        if found[3] + room > max_width:
            width = max_width - room
        elif _broken_badly(found, text):
            width = found[3] - HAIR
        else:
            break
        earlier = split(width)
        if earlier[3] > width:
            break
        found = earlier
    return found


def _longer(found: Any, split: Split, text: str, max_width: float, style: Any) -> Any:
    """A line broken at a mark, if one is that holds more than `found` or, unlike it, fits.

    If need be, the mark's blank half at the end of the line does: then the layout is `hung`.
    """
    size, (_, _, resume, width, *_) = style["font_size"], found
    width += _room(found, size)
    fits = width <= max_width
    left = max_width - width if fits else max_width
    if left < size or (fits and resume is None):
        return found
    begin = len(text.encode()[:resume].decode()) if fits else 0
    for end in _ends(text, begin, begin + 2 + int(2 * left / size)):
        line, goes_on = text[:end], end < len(text)
        layout, length, _, width, *more = whole = split(None, line)
        over = width + _room(whole, size) - max_width
        blank = HALF * size / 1000 if goes_on and closes(line[-1], style) else 0.0
        if over <= blank:
            layout.hung = over > 0
            return layout, length, len(line.encode()) if goes_on else None, width - blank * layout.hung, *more
    return found


def _ends(text: str, begin: int, reach: int) -> Iterator[int]:
    """Where a line may end behind `begin`, the furthest first."""
    whole = [len(text)] if len(text) < reach else []
    return reversed([found.start() for found in BREAKS.finditer(text, begin + 1, reach)] + whole)


def _room(found: Any, size: float) -> float:
    """What the gaps add to a line, in CSS pixels."""
    return sum(found[0].spaced.values()) * size / 1000


def _broken_badly(found: Any, text: str) -> bool:
    layout, _, resume, *_ = found
    if resume is None:
        return False
    following = text.encode()[resume:resume + 4].decode(errors="ignore")
    return BEGINS_NO_LINE.match(layout.text[-1:] + following, 1) is not None


def _widened(plain: Split) -> Split:
    """`Layout.reactivate` that moves the letters of a line to be drawn."""
    def reactivate(layout: Any, style: Any) -> None:
        plain(layout, style)
        if added := getattr(layout, "spaced", None):
            widen(layout, style, added)

    return reactivate


# --- from one text to the next ------------------------------------------------------------------------------------

def _set_off(split_line: Split, split_text: Split) -> tuple[Split, Split]:
    """`split_inline_box` and `split_text_box` that set a text off from the one before it, and from a line's edge."""
    from weasyprint.formatting_structure.boxes import LineBox

    edge = 0.0

    def split_inline_box(context: Any, box: Any, position_x: float, *rest: Any) -> Any:
        nonlocal edge
        if not isinstance(box, LineBox):
            return split_line(context, box, position_x, *rest)
        _note_gaps(box)
        before, edge = edge, position_x
        try:
            return split_line(context, box, position_x, *rest)
        finally:
            edge = before

    def split_text_box(context: Any, box: Any, width: Any, skip: int, is_line_start: bool = True) -> Any:
        moved = 0.0 if width is None else _moved(box, skip, box.position_x <= edge + HAIR)
        if not moved:
            return split_text(context, box, width, skip, is_line_start)
        new, *result = split_text(context, box, width - moved, skip, is_line_start)
        if new is not None:
            new.position_x += moved
        return new, *result

    return split_inline_box, split_text_box


def _moved(box: Any, skip: int, begins_line: bool) -> float:
    """How far a text is moved to the right, in CSS pixels."""
    if not begins_line:
        return 0.0 if skip else getattr(box, "gap", 0.0)
    first = box.text.encode()[skip:skip + 3].decode(errors="ignore")[:1]
    return -HALF * box.style["font_size"] / 1000 if opens(first, box.style) else 0.0


def _note_gaps(line: Any) -> None:
    """Give each text of a paragraph, as `gap`, what is to be between it and the one before, in CSS pixels."""
    if hasattr(line, "gaps_noted"):
        return
    line.gaps_noted, last = True, None
    for text in texts(line):
        if text is not None and last is not None:
            text.gap = _gap(last, text)
        last = text


def _gap(last: Any, text: Any) -> float:
    """As `between`, in CSS pixels; raised marks get no gap, and lose no more than the blank half of their own size."""
    room = between(last.text[-1:], text.text[:1], text.style)
    sizes = last.style["font_size"], text.style["font_size"]
    if room > 0 and sizes[0] != sizes[1]:
        return 0.0
    return room * sizes[0 if closes(last.text[-1:], last.style) else 1] / 1000


def texts(box: Any) -> Iterator[Any]:
    """The texts in a line, in order; None for what else takes room in it."""
    from weasyprint.formatting_structure.boxes import InlineBox, TextBox

    for child in box.children:
        if isinstance(child, TextBox):
            yield child
        elif child.is_in_normal_flow():
            yield from texts(child) if isinstance(child, InlineBox) else (None,)


def _breakable(plain: Split) -> Split:
    """`can_break_text` that knows where Chinese may be broken and where not."""
    def can_break_text(text: str, lang: str | None) -> bool:
        if len(text) == 2 and EASTERN.search(text):
            if BEGINS_NO_LINE.match(text, 1):
                return False
            if (lang or "").startswith("zh") and BREAKS.search(text):
                return True
        return plain(text, lang)

    return can_break_text


def _with_gaps(plain: Split) -> Split:
    """`inline_max_content_width` with the gaps between texts."""
    from weasyprint.formatting_structure.boxes import LineBox

    def inline_max_content_width(context: Any, box: Any, *rest: Any, **options: Any) -> float:
        width = plain(context, box, *rest, **options)
        if isinstance(box, LineBox):
            _note_gaps(box)
            width += sum(max(getattr(text, "gap", 0), 0) for text in texts(box) if text)
        return width

    return inline_max_content_width
