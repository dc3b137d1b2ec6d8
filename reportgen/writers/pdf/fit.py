"""Find what does not fit on the paper, before it would be lost there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from reportgen.diagnostics import Diagnostic, Span, error
from reportgen.document.nodes import NOWHERE
from reportgen.document.walk import Unit
from reportgen.messages import say

HYPHENS = "-\u00ad\u2010"         # where a line ends, they may be none of the document's
TOLERANCE = 1.5                   # CSS pixels that words may stick out of their line
LONGEST = 2000                    # letters of a word; to break one into lines takes time with the square of its length
SHOWN = 60
BREAKS = "\\s\u200b\u2010\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u00ad-"      # where a line may end, nearly
UNBROKEN = re.compile(f"(?:[^{BREAKS}]|[\u00a0\u202f])+")


def too_long(said: Sequence[Unit]) -> Iterator[Diagnostic]:
    """An error for each word that is longer than lines should be made of."""
    for unit in said:
        longest = max(UNBROKEN.findall(unit.text), key=len, default="") if unit.role != "figure" else ""
        if len(longest) > LONGEST:
            yield error("too-wide", say('a word of {count} letters fits on no paper: "{words}"', count=len(longest),
                                        words=longest[:SHOWN]), _place(unit), hint=say("break it with spaces"))


def misfits(pages: Any, said: Sequence[Unit]) -> Iterator[Diagnostic]:
    """An error for each of WeasyPrint's pages with words beyond its right edge, and each note higher than its page."""
    from weasyprint.formatting_structure.boxes import FootnoteAreaBox, MarginBox

    for number, sheet in enumerate((sheet._page_box for sheet in pages.pages), 1):
        for child in sheet.children:
            if isinstance(child, FootnoteAreaBox):
                yield from _too_high(number, sheet, child, said)
        flow = [child for child in sheet.children if not isinstance(child, MarginBox)]
        yield from _too_wide(number, sheet, flow, said)


def _too_wide(number: int, sheet: Any, flow: Sequence[Any], said: Sequence[Unit]) -> Iterator[Diagnostic]:
    """The place told is that of the first of the words `said` in the document in which the words stand."""
    from weasyprint.formatting_structure.boxes import TextBox

    edge = sheet.content_box_x() + sheet.width + TOLERANCE
    words = (box for child in flow for box in child.descendants() if isinstance(box, TextBox))
    beyond = [box.text for box in words if box.position_x + box.width > edge]
    if beyond:
        widest = max(beyond, key=len)
        piece = max(widest.rstrip(HYPHENS).split(), key=len, default="")
        yield error("too-wide", say('page {number} of the PDF is too narrow for "{words}"', number=number,
                                    words=widest[:SHOWN]),
                    next((unit.span for unit in said if piece in unit.text and unit.span != NOWHERE), None),
                    hint=say("give the table fewer columns, or break long words"))


def _too_high(number: int, sheet: Any, area: Any, said: Sequence[Unit]) -> Iterator[Diagnostic]:
    """A note cannot be parted between pages: it grows out of the upper end of one."""
    top = sheet.content_box_y() - TOLERANCE
    notes = [unit for unit in said if unit.role == "note"]
    for footnote in area.children:
        if footnote.margin_height() > sheet.height or footnote.position_y < top:
            note = notes[int(footnote.element.get("data-number")) - 1]
            yield error("note-too-long", say('page {number} of the PDF has no room for this footnote: "{words}…"',
                                             number=number, words=note.text[:SHOWN]), _place(note),
                        hint=say("a footnote is for a few lines: say the rest in the text"))


def _place(unit: Unit) -> Span | None:
    return unit.span if unit.span != NOWHERE else None
