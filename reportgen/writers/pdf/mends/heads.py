"""Mend where WeasyPrint 70 drops a table's head without a word, because no row fits on the page below it.

Rows are not broken where they fit on a page; one that does not fit below the head may be broken here. Where the head
itself is too high, it becomes ordinary rows, which are broken and not repeated. This would end with WeasyPrint's issue
2679.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

HIGHEST = 0.3                     # of a page: a head above this would leave too little room where it is repeated


@contextmanager
def heads_kept() -> Iterator[None]:
    """Tables begin with their heads meanwhile, in this process."""
    from weasyprint.layout import block

    laid_out = block.table_layout

    def table_layout(context: Any, table: Any, bottom_space: Any, skip_stack: Any, *rest: Any) -> Any:
        found = laid_out(context, table, bottom_space, skip_stack, *rest)
        if _lost_its_head(table, found[0]):
            _let_break(_rows_at(table, skip_stack))
            found = laid_out(context, table, bottom_space, skip_stack, *rest)
        if skip_stack is None and (_lost_its_head(table, found[0]) or _is_high(found[0], context)):
            _make_rows_of_head(table)
            found = laid_out(context, table, bottom_space, skip_stack, *rest)
        return found

    block.table_layout = table_layout
    try:
        yield
    finally:
        block.table_layout = laid_out


def _lost_its_head(table: Any, laid: Any) -> bool:
    return laid is not None and _has_head(table) and not _has_head(laid)


def _is_high(laid: Any, context: Any) -> bool:
    return laid is not None and _has_head(laid) and laid.children[0].height > HIGHEST * context.page_bottom


def _has_head(table: Any) -> bool:
    return bool(table.children) and table.children[0].is_header


def _rows_at(table: Any, skip_stack: Any) -> list[Any]:
    """The row with which a page begins, as a list."""
    (group, inside), = skip_stack.items() if skip_stack else ((1, None),)
    first = next(iter(inside)) if inside else 0
    return [row for body in table.children[group:group + 1] for row in body.children[first:first + 1]]


def _make_rows_of_head(table: Any) -> None:
    """In the table itself, of which each page lays out a part; tags go by `element_tag`."""
    head = table.children[0]
    head.is_header, head.element_tag = False, "tbody"
    head.children = [row for row in head.children if row.element is None or row.element.get("class") != "continued"]
    _let_break([head, *head.children, *(cell for row in head.children for cell in row.children)])


def _let_break(things: Iterable[Any]) -> None:
    for thing in things:
        thing.style = thing.style.copy()
        thing.style["break_inside"] = thing.style["break_before"] = thing.style["break_after"] = "auto"
