"""Mend where WeasyPrint 70 repeats the whole of a table's head, so that no row of it can say that the table goes on.

A row of the class "continued" at the beginning of a head is there on each page but the table's first: only layout knows
which that is. Browsers and the CSS drafts know nothing of the kind, and it is not asked for in WeasyPrint's issues.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def told_where_continued() -> Iterator[None]:
    """Tables are laid out so meanwhile, in this process."""
    from weasyprint.layout import block

    laid_out = block.table_layout

    def table_layout(context: Any, table: Any, bottom_space: Any, skip_stack: Any, *rest: Any) -> Any:
        head = _head_that_tells(table)
        if head is None or skip_stack is not None:
            return laid_out(context, table, bottom_space, skip_stack, *rest)
        telling, *head.children = head.children
        try:
            return laid_out(context, table, bottom_space, skip_stack, *rest)
        finally:
            if head.is_header:                             # another mend may have made rows of it, which come once
                head.children = [telling, *head.children]

    block.table_layout = table_layout
    try:
        yield
    finally:
        block.table_layout = laid_out


def _head_that_tells(table: Any) -> Any | None:
    """The head of a table that begins with the row of its going on."""
    head = table.children[0] if table.children and table.children[0].is_header else None
    tells = head is not None and head.children and head.children[0].element.get("class") == "continued"
    return head if tells else None
