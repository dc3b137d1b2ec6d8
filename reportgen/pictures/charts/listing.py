"""Write the values of a chart in rows below it, where they have no room at their points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.document.nodes import Series
from reportgen.pictures.charts.ink import LABEL, LEADING, Ink, Label
from reportgen.pictures.lines import broken, measure, wrap

BROADEST, GAP, BETWEEN = 110.0, 12.0, 24.0      # points: a column; between columns; between blocks side by side
WHOLE = 48.0                                    # of a column's name that is not divided


def listing(names: Sequence[str], series: Sequence[Series], ink: Ink, y: float, width: float) -> tuple[str, float]:
    """A row for each name, a column for each series, in blocks as many as have room; the drawing and where it ends."""
    first = min(max(measure(name, LABEL) for name in names), BROADEST)
    drawn = ""
    for group in _groups(series, width - first):
        columns = [first, *map(_wide, group)]
        wide = sum(columns) + GAP * len(group)
        blocks = max(1, int((width + BETWEEN) // (wide + BETWEEN)))
        rows = -(-len(names) // blocks)
        top = y
        for block in range(blocks):
            places = range(block * rows, min((block + 1) * rows, len(names)))
            if places:
                part, bottom = _block(names, group, columns, places, ink, (block * (wide + BETWEEN), top))
                drawn, y = drawn + part, max(y, bottom)
        y += 6
    return drawn, y - 6


def _wide(series: Series) -> float:
    """How wide a column is: as its widest value, and the widest word of its name, or the name if it is short."""
    texts = [*(point.text for point in series.points), *wrap(series.name, LABEL, WHOLE)]
    return min(max((measure(text, LABEL) for text in texts), default=0.0), BROADEST)


def _groups(series: Sequence[Series], room: float) -> Iterator[list[Series]]:
    """As many series beside one another as have room."""
    group: list[Series] = []
    left = room
    for one in series:
        if group and _wide(one) + GAP > left:
            yield group
            group, left = [], room
        group.append(one)
        left -= _wide(one) + GAP
    yield group


def _block(names: Sequence[str], group: Sequence[Series], columns: Sequence[float], places: range, ink: Ink,
           at: tuple[float, float]) -> tuple[str, float]:
    heads = ["", *(series.name for series in group)] if len(group) > 1 else ["", ""]
    rows = [[names[place], *(series.points[place].text for series in group)] for place in places]
    (left, y), drawn = at, ""
    wide = sum(columns) + GAP * len(group)
    if any(heads):
        drawn, y = _row(heads, columns, ink, left, y, 700)
    drawn += ink.line(left, y + 1.5, left + wide, y + 1.5, "rule", 0.8)
    y += 4
    for row in rows:
        part, y = _row(row, columns, ink, left, y)
        drawn += part
    return drawn, y


def _row(texts: Sequence[str], columns: Sequence[float], ink: Ink, left: float, y: float,
         weight: int = 400) -> tuple[str, float]:
    cells = [tuple(broken(text, LABEL, column)) for text, column in zip(texts, columns, strict=True)]
    drawn, right = "", left
    for number, (lines, column) in enumerate(zip(cells, columns, strict=True)):
        right += column + (GAP if number else 0)
        if lines:
            drawn += ink.label(Label(right if number else left, y + LABEL, lines, "end" if number else "start",
                                     weight=weight))
    return drawn, y + max(1, *map(len, cells)) * LEADING + 1
