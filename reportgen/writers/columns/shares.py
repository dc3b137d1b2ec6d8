"""Share out the width of a table among its columns."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.nodes import Column
from reportgen.writers.columns.demands import Demand
from reportgen.writers.columns.ruler import SLACK

SHORT_LINE = 14.0                      # ems: columns of lines up to this wide keep them whole, where they can


def shares(columns: Sequence[Column], measured: Sequence[Demand], padding: float, ems: float) -> tuple[float, ...]:
    """The part of the whole that each column gets.

    A column with a share (`Column.width`) gets it: of all shares, or of a hundred where others go by content. No
    column is narrower than its longest word, as far as there is room.
    """
    least = [SLACK * column.least + padding for column in measured]
    natural = [SLACK * column.natural + padding for column in measured]
    weights = [column.weight + padding for column in measured]
    if sum(least) >= ems:
        return _parts(least)
    given = [column.width for column in columns]
    whole = sum(given) if all(given) else max(sum(given), 100)
    if not any(given):
        return _parts(_spread(least, natural, weights, ems))
    rest = [n for n, width in enumerate(given) if not width]
    left = max(ems * (1 - sum(given) / whole), sum(least[n] for n in rest))
    spread = dict(zip(rest, _spread(*([widths[n] for n in rest] for widths in (least, natural, weights)), left),
                      strict=True))
    asked = [ems * width / whole if width else spread[n] for n, width in enumerate(given)]
    return _parts(_floored(least, asked, ems))


def _parts(widths: Sequence[float]) -> tuple[float, ...]:
    total = sum(widths)
    return tuple(width / total for width in widths) if total else tuple(1 / len(widths) for _ in widths)


def _spread(least: Sequence[float], natural: Sequence[float], weights: Sequence[float], total: float) -> list[float]:
    """Widths that add up to `total`.

    Where all lines fit, what is left over goes to all in proportion. Else columns of short lines keep them, as long as
    half of the room is left to the others. Those get it by their `weights`, so that the cells of a row become about as
    high; none gets more than its longest line or less than its longest word.
    """
    if sum(natural) <= total:
        ratio = total / sum(natural) if sum(natural) else 1.0
        return [width * ratio for width in natural]
    settled = _short_lines(least, natural, total)
    while len(settled) < len(least):
        open_ = [n for n in range(len(least)) if n not in settled]
        unit = (total - sum(settled.values())) / sum(weights[n] for n in open_)
        offered = {n: unit * weights[n] for n in open_}
        short = {n: least[n] for n in open_ if offered[n] < least[n]}
        settled |= short or {n: natural[n] for n in open_ if offered[n] >= natural[n]} or offered
    return [settled[n] for n in range(len(least))]


def _short_lines(least: Sequence[float], natural: Sequence[float], total: float) -> dict[int, float]:
    """The columns that keep their lines whole, with their widths."""
    settled: dict[int, float] = {}
    for n in sorted(range(len(natural)), key=natural.__getitem__):
        taken = sum(settled.values()) + natural[n]
        others = sum(width for m, width in enumerate(least) if m not in settled and m != n)
        if natural[n] > SHORT_LINE or taken > total / 2 or taken + others > total:
            break
        settled[n] = natural[n]
    return settled


def _floored(least: Sequence[float], asked: Sequence[float], total: float) -> list[float]:
    """`asked` stretched or shrunk to `total`, where no width falls below its least."""
    held: set[int] = set()
    while True:
        free = [n for n in range(len(asked)) if n not in held]
        ratio = (total - sum(least[n] for n in held)) / (sum(asked[n] for n in free) or 1.0)
        short = {n for n in free if asked[n] * ratio < least[n]}
        if not short:
            return [least[n] if n in held else asked[n] * ratio for n in range(len(asked))]
        held |= short
