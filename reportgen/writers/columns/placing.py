"""Find the column in which each cell of a table begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.document.nodes import Row


def with_columns(rows: Sequence[Row], width: int) -> Iterator[tuple[Row, list[int]]]:
    """Each row with the column in which each of its cells begins, spans over rows and columns counted."""
    straight = list(range(width))
    covered = [0] * width                            # for each column, how many more rows a cell above reaches into
    for row in rows:
        if len(row.cells) == width and not any(covered) and all(cell.rowspan == 1 for cell in row.cells):
            yield row, straight
            continue
        starts, column, reaching = [], 0, [max(0, n - 1) for n in covered]
        for cell in row.cells:
            while column < width - 1 and covered[column]:
                column += 1
            starts.append(min(column, width - 1))
            for covered_column in range(column, min(column + cell.colspan, width)):
                reaching[covered_column] = cell.rowspan - 1
            column += cell.colspan
        covered = reaching
        yield row, starts
