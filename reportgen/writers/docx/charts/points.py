"""Write points between two axes of numbers, for lines and dots; words that stand at no value are points of nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.pictures.charts.ink import MARKER
from reportgen.writers.docx.charts import series as ser
from reportgen.writers.docx.charts.paint import SYMBOLS
from reportgen.writers.docx.charts.series import Tag
from reportgen.writers.docx.charts.space import CATEGORIES, VALUES, Canvas
from reportgen.writers.docx.charts.workbook import Area, Cell, Worded

X, Y = CATEGORIES, VALUES
UNMARKED = '<c:marker><c:symbol val="none"/></c:marker>'
FIRST_HELPER = 90                               # the c:idx of what is no series of the chart


@dataclass(frozen=True, slots=True)
class Points:
    """A series: its `c:tx`, where its points are, its look, its words."""

    index: int
    order: int
    name: str
    x: Area
    y: Area
    tags: Sequence[Tag | None]
    printed: Area | None = None
    line: str = ""                              # an a:ln; "" joins no points
    whiskers: str = ""


def scatter(drawn: str) -> str:
    return (f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{drawn}<c:axId val="{X}"/>'
            f'<c:axId val="{Y}"/></c:scatterChart>')


def points(made: Points, canvas: Canvas) -> str:
    return _series(made, made.line or canvas.brush.line("", 0), _marker(made.index, canvas), canvas)


def _marker(index: int, canvas: Canvas) -> str:
    """The sign of the series at `index`."""
    brush, role = canvas.brush, canvas.brush.ink.series(index)
    return (f'<c:marker><c:symbol val="{SYMBOLS[index % len(SYMBOLS)]}"/><c:size val="{round(2 * MARKER)}"/>'
            f"<c:spPr>{brush.solid(role)}{brush.line(role, 0.75)}</c:spPr></c:marker>")


def _series(made: Points, line: str, marker: str, canvas: Canvas) -> str:
    return (f'<c:ser><c:idx val="{made.index}"/><c:order val="{made.order}"/>{made.name}'
            f"<c:spPr>{line}</c:spPr>{marker}{ser.labels(made.tags, canvas.brush)}{made.whiskers}"
            f"{ser.numbers('xVal', made.x)}{ser.numbers('yVal', made.y)}<c:smooth val=\"0\"/>"
            f"{ser.from_cells(made.tags, made.printed)}</c:ser>")


def beside_axis(order: int, places: Sequence[tuple[Cell, Cell]], tags: Sequence[Tag | None], head: str, canvas: Canvas,
                whiskers: str = "", names: Area | None = None) -> str:
    """Words at these places (x, y), as columns of the workbook under `head`; `names` are where they come from."""
    book = canvas.book
    printed = book.add(head, (_repeated(tag, names, place) for place, tag in enumerate(tags)))
    x = book.add(f"{head} (x)", (place[0] for place in places))
    y = book.add(f"{head} (y)", (place[1] for place in places))
    made = Points(FIRST_HELPER + order, order, ser.NAMELESS, x, y, tags, printed, whiskers=whiskers)
    return _series(made, canvas.brush.line("", 0), UNMARKED, canvas)


def _repeated(tag: Tag | None, names: Area | None, place: int) -> Cell:
    """The words of a tag, by a formula where they are those of another cell."""
    text = tag.text if tag else ""
    return Worded(text, names.at(place)) if text and names and names.texts[place] == text else text


def whisker(order: int, x: Area, y: Area, canvas: Canvas) -> str:
    """A dashed line between two places, for a value that may lie farther."""
    return _series(_wordless(order, x, y), canvas.brush.line("text", 0.9, "sysDash"), UNMARKED, canvas)


def span(order: int, x: Area, y: Area, index: int, canvas: Canvas) -> str:
    """A line between two places with the sign of the series at `index` on both: the ends of a range."""
    return _series(_wordless(order, x, y), canvas.brush.line(canvas.brush.ink.series(index), 2.0),
                   _marker(index, canvas), canvas)


def _wordless(order: int, x: Area, y: Area) -> Points:
    return Points(FIRST_HELPER + order, order, ser.NAMELESS, x, y, [None] * len(x.cells))
