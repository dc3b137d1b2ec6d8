"""Mend where WeasyPrint 70 sets the footnotes of a page out of order.

A note that found no room on the page of its mark comes behind others on the next page, so that 4 stands before 3. The
notes of a page, and those that wait for the next, are kept in the order of their numbers here. Not reported; issue
1564 is a relative of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def notes_in_order() -> Iterator[None]:
    """Footnotes stand so meanwhile, in this process."""
    from weasyprint.layout import LayoutContext

    updated = LayoutContext._update_footnote_area

    def update(context: Any) -> Any:
        context.current_page_footnotes.sort(key=_number)
        context.reported_footnotes.sort(key=_number)
        return updated(context)

    LayoutContext._update_footnote_area = update
    try:
        yield
    finally:
        LayoutContext._update_footnote_area = updated


def _number(footnote: Any) -> int:
    return int(footnote.element.get("data-number", 0))
