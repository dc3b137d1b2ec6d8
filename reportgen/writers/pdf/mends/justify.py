"""Mend justified lines of Chinese, which WeasyPrint 70 leaves ragged: it stretches nothing but spaces (not reported).

A line is stretched between its letters, spaces three times as much, but never by more than `CAP`: with wider gaps
programs that copy text see spaces where none are. A line that needs more stays as it is. The blank half of a
punctuation mark at a line's end stands outside the column.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportgen.writers.pdf.mends.han import EASTERN, HALF, closes, is_chinese, stretching
from reportgen.writers.pdf.mends.spacing import texts

CAP = 0.09                        # em
SPACE = 3                         # a space stretches so many times as much as the room between two letters


@contextmanager
def chinese_justified() -> Iterator[None]:
    """Justified lines of Chinese are stretched meanwhile, in this process."""
    from weasyprint.layout import inline

    plain = inline.justify_line

    def justify_line(context: Any, line: Any, extra: float) -> None:
        if is_chinese(line.style) or any(text and EASTERN.search(text.text) for text in texts(line)):
            _justify(line, extra)
        else:
            plain(context, line, extra)

    inline.justify_line = justify_line
    try:
        yield
    finally:
        inline.justify_line = plain


def _justify(line: Any, extra: float) -> None:
    """Stretch `line` by `extra` CSS pixels, if that is not too much for its letters."""
    found = [text for text in texts(line) if text is None or text.text]
    if not found:
        return
    hung = _hung(found[-1])
    places = {id(text): _weights(text, following) for text, following in zip(found, [*found[1:], None], strict=True)
              if text is not None}
    total = sum(sum(inside.values()) + after for inside, after in places.values())
    if not total:
        return
    unit = (extra + hung) / total
    if unit > CAP * min(text.style["font_size"] for text in found if text is not None):
        return
    if hung:
        found[-1].width -= hung
    _stretch(line, unit, 0.0, places)


def _hung(text: Any) -> float:
    """How much of a line's end is the blank half of a mark, in CSS pixels."""
    blank = text is not None and not getattr(text.pango_layout, "hung", False) and closes(text.text[-1:], text.style)
    return HALF * text.style["font_size"] / 1000 if blank else 0.0


def _weights(text: Any, following: Any) -> tuple[dict[int, int], int]:
    """How much each letter of `text` takes of what a line is stretched by, and how much what is behind it takes."""
    inside = {place: SPACE if space else 1
              for place, space in stretching(text.text, following.text if following else "", text.style).items()}
    return inside, inside.pop(len(text.text.encode()), 0)


def _stretch(box: Any, unit: float, moved: float, places: dict[int, tuple[dict[int, int], int]]) -> float:
    """Widen the texts in `box`, which is moved by `moved` CSS pixels; how much what follows is moved."""
    from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox

    if isinstance(box, (LineBox, InlineBox)):
        box.position_x += moved
        end = moved
        for child in box.children:
            end = _stretch(child, unit, end, places) if child.is_in_normal_flow() else end
        box.width += end - moved
        return end
    if not isinstance(box, TextBox):
        box.translate(moved, 0)
        return moved
    box.position_x += moved
    inside, after = places.get(id(box), ({}, 0))
    if inside:
        wider = unit * sum(inside.values())
        box.width += wider
        _spread(box.pango_layout, inside, 1000 * wider / box.style["font_size"])
        moved += wider
    return moved + unit * after


def _spread(layout: Any, weights: dict[int, int], room: float) -> None:
    """Add `room`, in thousandths of an em, to what a layout already adds behind its letters."""
    added, so_far, given = dict(layout.spaced), 0, 0
    total = sum(weights.values())
    for place, weight in weights.items():
        so_far += weight
        more = round(room * so_far / total) - given
        given += more
        added[place] = added.get(place, 0) + more
    layout.spaced = added
