"""Mend where WeasyPrint 70 breaks a line after its first word, though the whole text but its last space would fit.

`split_first_line` takes Pango's whole line, trailing space included, for one that is too wide and looks for a break
from the beginning. The words alone are tried here before such a result is believed. So it is with the Pango 1.50 of
Debian 12; with the 1.56 of Debian 13, which measures a line without the space at its end, there is nothing to mend.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def whole_lines() -> Iterator[None]:
    """Lines are broken as they should be meanwhile, in this process."""
    from weasyprint.layout import inline

    broken = inline.split_first_line

    def split_first_line(text: str, style: Any, context: Any, max_width: Any, *rest: Any, **options: Any) -> Any:
        found = broken(text, style, context, max_width, *rest, **options)
        layout, _, resume_index, *_ = found
        if resume_index is None or not text.endswith(" ") or " " in layout.text.strip(" "):
            return found
        words = broken(text.rstrip(" "), style, context, max_width, *rest, **options)
        return broken(text, style, context, None, *rest, **options) if words[2] is None else found

    inline.split_first_line = split_first_line
    try:
        yield
    finally:
        inline.split_first_line = broken
