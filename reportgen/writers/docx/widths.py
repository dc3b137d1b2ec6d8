"""Find honest widths for a table's columns from what stands in them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from reportgen.document.nodes import Column, Row
from reportgen.document.walk import plain
from reportgen.pictures.lines import measure

_HAN = "\u2e80-\u9fff\u3000-\u303f\uff00-\uff60"
_PIECES = re.compile(f"[{_HAN}]|[^\\s{_HAN}]+")
_SEAM = re.compile("(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])")
_SHARED = re.compile("[“”‘’—…·]")
SEAM = 0.2                   # ems that stand between a Han character and a letter or digit
WIDE_SIGN = 0.6              # ems that a sign of both scripts is wider by in a Chinese font
WIDEST_WANTED = 0.7          # of the table: a column of long sentences asks for no more


def ems(text: str) -> float:
    """About how wide `text` is on one line, in ems."""
    chinese = re.search("[\u4e00-\u9fff]", text)
    return measure(text, 1.0) + SEAM * len(_SEAM.findall(text)) + WIDE_SIGN * bool(chinese) * len(_SHARED.findall(text))


def longest_piece(text: str) -> float:
    """The width of the longest piece that no line break may divide, in ems."""
    return max(map(ems, _PIECES.findall(text)), default=0.0)


def column_widths(columns: Sequence[Column], rows: Sequence[Row], total: int, size: float, padding: int) -> list[int]:
    """Widths in twips that add up to `total`, for text of `size` points in cells with `padding` at both sides.

    A column with a share (`Column.width`) gets it: of all shares, or of a hundred where others go by content. No
    column is narrower than its longest word, as far as there is room.
    """
    least, wanted = _measures(columns, rows, total, size, padding)
    shares = [column.width for column in columns]
    if not any(shares):
        return _whole(_fit(least, wanted, total), total)
    whole = sum(shares) if all(shares) else max(sum(shares), 100)
    asked = [total * share / whole if share else want for share, want in zip(shares, wanted, strict=True)]
    return _whole(_floored(least, asked, total), total)


def estimated_height(rows: Sequence[Row], widths: Sequence[int], size: float, padding: int) -> float:
    """About how high the rows are together, in twips; stops counting soon after a page is full."""
    line, height = 28 * size, 0.0
    for row in rows:
        place, lines = 0, 1
        for cell in row.cells:
            room = max(sum(widths[place:place + cell.colspan]) - padding, 1)
            needed = sum(max(1, math.ceil(ems(text) * 20 * size / room)) for text in plain(cell.content).split("\n"))
            lines = max(lines, math.ceil(needed / cell.rowspan))
            place += cell.colspan
        height += lines * line + padding / 2
        if height > 1440 * 11:
            break
    return height


def _measures(columns: Sequence[Column], rows: Sequence[Row], total: int, size: float,
              padding: int) -> tuple[list[float], list[float]]:
    least, wanted = [0.0] * len(columns), [0.0] * len(columns)
    for row in rows:
        place = 0
        for cell in row.cells:
            if cell.colspan == 1 and cell.rowspan == 1 and place < len(columns):
                lines = plain(cell.content).split("\n")
                narrow = longest_piece if columns[place].align != "number" or cell.head else ems
                least[place] = max(least[place], *map(narrow, lines))
                wanted[place] = max(wanted[place], *map(ems, lines))
            place += cell.colspan
    em = 20 * size * 1.05
    least = [min(n * em, total / 3) + padding for n in least]
    return least, [max(low, min(n * em + padding, total * WIDEST_WANTED)) for low, n in zip(least, wanted, strict=True)]


def _fit(least: list[float], wanted: list[float], total: int) -> list[float]:
    if sum(wanted) <= total:
        return [w * total / sum(wanted) for w in wanted]
    if sum(least) >= total:
        return [low * total / sum(least) for low in least]
    share = (total - sum(least)) / (sum(wanted) - sum(least))
    return [low + (want - low) * share for low, want in zip(least, wanted, strict=True)]


def _floored(least: list[float], asked: list[float], total: int) -> list[float]:
    """`asked` stretched or shrunk to `total`, where no width falls below its least."""
    if sum(least) >= total:
        return [low * total / sum(least) for low in least]
    held: set[int] = set()
    while True:
        free = [n for n in range(len(asked)) if n not in held]
        ratio = (total - sum(least[n] for n in held)) / sum(asked[n] for n in free)
        short = {n for n in free if asked[n] * ratio < least[n]}
        if not short:
            return [least[n] if n in held else asked[n] * ratio for n in range(len(asked))]
        held |= short


def _whole(widths: list[float], total: int) -> list[int]:
    rounded = [int(width) for width in widths]
    rounded[rounded.index(max(rounded))] += total - sum(rounded)
    return rounded
