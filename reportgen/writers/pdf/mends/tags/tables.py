"""Say of each cell of a table which heads it stands under.

A scope is enough where every head stands over one column or beside one row. WeasyPrint has no scopes, and names heads
page by page, so that cells after the first page refer to heads that are read no more (#2903).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, product
from typing import Any

from reportgen.writers.pdf.mends.tags.tree import Element


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell and where it stands: the rows and columns that it fills, and whether its row is a sum."""

    element: Element
    rows: range
    columns: range
    total: bool

    @property
    def scope(self) -> str:
        """What a head is the head of: "col", "colgroup", "row" or "rowgroup"; "" of a cell that is no head."""
        return self.element.html.get("scope") or "col" if self.element.role == "TH" else ""


def name_heads(root: Element) -> None:
    """Give heads their scope; and in tables where that is not enough, names, by which cells refer to them."""
    for number, table in enumerate((element for element in root.elements() if element.role == "Table"), 1):
        cells = list(_placed(table))
        for cell in cells:
            _attributes(cell).pop("Headers", None)
            cell.element.object.pop("ID", None)
            if cell.scope:
                _attributes(cell)["Scope"] = "/Row" if cell.scope.startswith("row") else "/Column"
        if any(len(cell.rows) > 1 or len(cell.columns) > 1 for cell in cells):
            _refer(cells, number)


def _attributes(cell: _Cell) -> Any:
    import pydyf

    return cell.element.object.setdefault("A", pydyf.Dictionary({"O": "/Table"}))


def _placed(table: Element) -> Iterator[_Cell]:
    """The cells of a table, row by row."""
    filled: set[tuple[int, int]] = set()
    for r, row in enumerate(element for element in table.elements() if element.role == "TR"):
        total, column = row.html is not None and row.html.get("class") == "total", 0
        for kid in row.kids:
            if isinstance(kid, Element) and kid.role in ("TD", "TH"):
                column = next(c for c in count(column) if (r, c) not in filled)
                spans = kid.object.get("A", {})
                cell = _Cell(kid, range(r, r + spans.get("RowSpan", 1)),
                             range(column, column + spans.get("ColSpan", 1)), total)
                filled.update(product(cell.rows, cell.columns))
                yield cell


def _refer(cells: Sequence[_Cell], table: int) -> None:
    """Name the heads, and tell each cell those above it, the one of its group, and those beside it."""
    import pydyf

    above: defaultdict[int, list[Any]] = defaultdict(list)
    beside: defaultdict[int, list[Any]] = defaultdict(list)
    group: list[Any] = []
    for number, cell in enumerate((cell for cell in cells if cell.scope), 1):
        cell.element.object["ID"] = pydyf.String(f"head-{table}-{number}")
        for row in cell.rows if cell.scope == "row" else ():
            beside[row].append(cell.element.object["ID"])
    for cell in cells:
        mine, own = [head for column in cell.columns for head in above[column]], cell.element.object.get("ID")
        if cell.scope.startswith("col"):
            for column in cell.columns:
                above[column].append(own)
        elif cell.scope == "rowgroup":
            group = [own]
        else:
            mine += [*(() if cell.total else group), *(head for row in cell.rows for head in beside[row])]
        if told := [head for head in dict.fromkeys(mine) if head is not own]:
            _attributes(cell)["Headers"] = pydyf.Array(told)
