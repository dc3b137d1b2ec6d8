"""Draw the parts of a whole as one bar, each with its name and value; what no part tells is left open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportgen.document.nodes import Chart, Series
from reportgen.document.shares import shares
from reportgen.locales import words
from reportgen.pictures.charts import panels as parts
from reportgen.pictures.charts.ink import LABEL, LEADING, Box, Ink, Label
from reportgen.pictures.charts.panels import SIGN, Frame
from reportgen.pictures.lines import broken, measure, wrap

BAR = 30.0                                      # points
MOST_LINES = 4                                  # of a part's name, directly below it
SEAM = 0.6                                      # of paper between two parts


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bar from `left` to `right`, in points; `index` None is what is not stated, or unknown."""

    index: int | None
    name: str
    value: str
    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left


def draw_shares(chart: Chart, ink: Ink, width: float) -> tuple[str, float]:
    """The drawing and its height."""
    panel = parts.panels_of(chart)[0]
    note = words(ink.lang)["chart_whole"].format(text=chart.whole.text) if chart.whole else ""
    drawn, top = parts.head(panel, ink, Frame(0.0, 0.0, width), None, note)
    found = _parts(chart, panel.series[0][1], ink, width)
    for part in found:
        drawn += _drawn(part, ink, top)
    shown = [part for part in found if part.width]
    listed, below = found, top + BAR + 6
    if all(map(_has_room, shown)):
        labels = [label for part in shown for label in _below(part, top + BAR)]
        drawn += ink.labels(labels)
        listed, below = [part for part in found if not part.width], max(label.box.bottom for label in labels) + 2
    return _list(drawn, listed, ink, below, width) if listed else (drawn, below)


def _parts(chart: Chart, series: Series, ink: Ink, width: float) -> list[Part]:
    """Each part with its place in the bar; those that are unknown have none, and stand last."""
    found, at = shares(chart), Decimal(0)
    values = [Decimal(point.value or 0) for point in series.points]
    filled = sum(values, Decimal(0)) + found.rest
    scale = width / float(filled) if filled else 0.0
    made = []
    for index, (category, point, value) in enumerate(zip(chart.categories, series.points, values, strict=True)):
        left, at = float(at) * scale, at + value
        made.append(Part(index if point.value is not None else None, category, point.text, left, float(at) * scale))
    rest = [Part(None, words(ink.lang)["chart_rest"], "", float(at) * scale, width)] if found.rest else []
    return made + rest


def _drawn(part: Part, ink: Ink, top: float) -> str:
    if part.index is not None:
        return ink.bar(Box(part.left + min(SEAM, part.width / 4), top, part.right, top + BAR), part.index)
    if not part.width:
        return ""
    edges = ((part.left, top), (part.right - 0.4, top), (part.right - 0.4, top + BAR), (part.left, top + BAR))
    return ink.path([(x, y + (0.4 if y == top else -0.4)) for x, y in edges], "muted", 0.8, "3 2")


def _has_room(part: Part) -> bool:
    """Whether its words fit below it."""
    room = part.width - 4
    name, value = wrap(part.name, LABEL, room), wrap(part.value, LABEL, room)
    return len(name) <= MOST_LINES and all(measure(line, LABEL) <= room for line in (*name, *value))


def _below(part: Part, y: float) -> list[Label]:
    room = part.width - 4
    value, name = (tuple(wrap(text, LABEL, room)) for text in (part.value, part.name))
    labels = [Label(part.left + 1, y + LEADING + 1, value, weight=700)] if value else []
    role = "text" if part.index is not None else "muted"
    return [*labels, Label(part.left + 1, y + LEADING * (len(value) + 1) + 1, name, role=role)] if name else labels


def _list(drawn: str, found: list[Part], ink: Ink, y: float, width: float) -> tuple[str, float]:
    """The parts with their signs in as many columns as have room, read from above to below."""
    colon = words(ink.lang)["colon"]
    texts = [f"{part.name}{colon if part.value else ''}{part.value}" for part in found]
    wide = min(max(measure(text, LABEL) for text in texts) + 2 * SIGN, width)
    columns = max(1, int((width + SIGN) // wide))
    rows = -(-len(found) // columns)
    bottom = y
    for column in range(columns):
        top = y
        for part, text in list(zip(found, texts, strict=True))[column * rows:(column + 1) * rows]:
            lines = tuple(broken(text, LABEL, wide - 2 * SIGN + 0.5))
            left = column * wide
            drawn += _sign(part, ink, left, top + LABEL)
            unknown = part.index is None and not part.width
            role = "muted" if part.index is None else "text"
            drawn += ink.label(Label(left + (1 if unknown else SIGN), top + LABEL, lines, role=role))
            top += max(1, len(lines)) * LEADING + 2.5
        bottom = max(bottom, top)
    return drawn, bottom + 2


def _sign(part: Part, ink: Ink, x: float, y: float) -> str:
    if part.index is not None:
        return parts.square(ink, x, y, part.index)
    return ink.path([(x + 0.5, y - 7), (x + 7.5, y - 7), (x + 7.5, y), (x + 0.5, y), (x + 0.5, y - 7)], "muted", 0.8,
                    "2 1.5") if part.width else ""
