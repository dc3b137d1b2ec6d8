"""Draw charts whose axis stands: columns and stacks of columns, with their categories below."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.document.nodes import Chart
from reportgen.pictures.charts import panels as parts
from reportgen.pictures.charts.ink import LABEL, LEADING, SMALL, Box, Ink, Label
from reportgen.pictures.charts.lanes import Fits, Lane, all_lanes, lanes_of
from reportgen.pictures.charts.panels import PANEL_GAP, Frame, Panel
from reportgen.pictures.charts.scale import Axis, make_axis
from reportgen.pictures.lines import broken, measure, wrap

PLOT_HEIGHT = 120.0                             # points
COLUMN, BROADEST = 30.0, 44.0                   # a column; one above which long words stand
NARROWEST, WIDEST = 34.0, 105.0                 # one category
GROUP = 0.88                                    # a category's share of its slot
MOST_LINES = 4                                  # of words above a column, or below it
ABOVE = 4.0                                     # from a column's end to its words
BEYOND = 14.0                                   # how far the sign of an open end and its words are beyond an axis


def width_needed(chart: Chart, ink: Ink) -> float:
    """How wide a panel must be for the words above and below its columns to stay apart."""
    return max(_needed(chart, panel, ink) for panel in parts.panels_of(chart))


def draw_standing(chart: Chart, ink: Ink, width: float) -> tuple[str, float]:
    """Rows of panels, each with its own categories below; gives the drawing and its height."""
    panels, needed = parts.panels_of(chart), width_needed(chart, ink)
    drawn, y = "", 0.0
    for row in parts.in_rows(panels, int((width + PANEL_GAP) // (needed + PANEL_GAP))):
        part, y = _row(chart, row, ink, y, width, needed)
        drawn += part
        y += 12
    return drawn, y - 12


def _needed(chart: Chart, panel: Panel, ink: Ink) -> float:
    lanes = all_lanes(chart, panel)
    axis, each = _axis(chart, panel, ink), len(lanes_of(chart, panel, 0))
    above = max(_wide(lane.beside(axis, _fits(COLUMN), ink.lang)) for lane in lanes) + 4
    below = max(map(_wide, chart.categories), default=0.0) + 6
    slot = max(NARROWEST, below, above if each == 1 else above * each / GROUP)
    return max(slot * len(chart.categories) + max(40.0, _margin(axis, ink)), 110.0)


def _wide(text: str) -> float:
    """How wide words must be allowed to be, not to be divided or fill too many lines."""
    longest = max((measure(line, LABEL) for line in wrap(text, LABEL, 0)), default=0.0)
    return max(longest, measure(text, LABEL) / (MOST_LINES - 1))


def _axis(chart: Chart, panel: Panel, ink: Ink) -> Axis:
    found = (number for lane in all_lanes(chart, panel) for number in lane.numbers)
    return make_axis(found, PLOT_HEIGHT, lambda ticks: True)


def _margin(axis: Axis, ink: Ink) -> float:
    """What the axis needs for its numbers."""
    return max(measure(ink.tick(tick, axis.step), SMALL) for tick in axis.ticks) + 6


def _fits(thick: float) -> Fits:
    """Whether words have room in a part of a column so wide."""
    return lambda text, length: length >= LEADING + 1 and measure(text, LABEL) + 3 <= thick


def _row(chart: Chart, row: list[Panel], ink: Ink, y: float, width: float, needed: float) -> tuple[str, float]:
    each = min((width - PANEL_GAP * (len(row) - 1)) / len(row), max(WIDEST * len(chart.categories) + 40, needed))
    frames = [Frame(i * (each + PANEL_GAP), y, each) for i in range(len(row))]
    heads = [parts.head(panel, ink, frame) for panel, frame in zip(row, frames, strict=True)]
    top = max(bottom for _, bottom in heads)
    drawn, bottom = "".join(head for head, _ in heads), top
    above = max(SMALL, *(_above(chart, panel, ink, each) for panel in row))
    for panel, frame in zip(row, frames, strict=True):
        part, low = _panel(chart, panel, ink, frame, top + above)
        drawn, bottom = drawn + part, max(bottom, low)
    return drawn, bottom


def _pitch(chart: Chart, panel: Panel, ink: Ink, axis: Axis, slot: float) -> tuple[float, float]:
    """From column to column within a category, and a column's width: as wide as the words above, if there is room."""
    each = len(lanes_of(chart, panel, 0))
    thick = min(COLUMN, slot * 0.72 / each)
    if each == 1:
        return thick, min(BROADEST, max(thick, slot * 0.5)) if chart.kind == "stacked_column" else thick
    widest = max(measure(lane.beside(axis, _fits(thick), ink.lang), LABEL) for lane in all_lanes(chart, panel)) + 4
    pitch = max(thick, min(widest, slot * GROUP / each))
    return pitch, min(pitch, BROADEST) if pitch > thick else thick


def _words(lane: Lane, axis: Axis, thick: float, room: float, ink: Ink) -> tuple[str, ...]:
    return tuple(broken(lane.beside(axis, _fits(thick * 0.92), ink.lang), LABEL, room - 2))


def _lines(chart: Chart, panel: Panel, ink: Ink, width: float, *, rising: bool) -> Iterator[tuple[Lane, int]]:
    """Of those columns that rise, or do not, how many lines their words take at their ends."""
    axis = _axis(chart, panel, ink)
    slot = (width - _margin(axis, ink)) / max(1, len(chart.categories))
    pitch, thick = _pitch(chart, panel, ink, axis, slot)
    room = slot if len(lanes_of(chart, panel, 0)) == 1 else pitch
    return ((lane, len(_words(lane, axis, thick, room, ink))) for lane in all_lanes(chart, panel)
            if lane.rising == rising)


def _above(chart: Chart, panel: Panel, ink: Ink, width: float) -> float:
    """How far words and columns reach beyond the axis."""
    axis = _axis(chart, panel, ink)
    return max((lane.end(axis) + ABOVE + lines * LEADING - axis.length
                for lane, lines in _lines(chart, panel, ink, width, rising=True)), default=0.0)


def _panel(chart: Chart, panel: Panel, ink: Ink, frame: Frame, top: float) -> tuple[str, float]:
    """One panel's grid, columns and words; its axis begins at `top`."""
    axis = _axis(chart, panel, ink)
    left = frame.left + _margin(axis, ink)
    slot = (frame.right - left) / max(1, len(chart.categories))
    pitch, thick = _pitch(chart, panel, ink, axis, slot)
    base, wide = top + PLOT_HEIGHT, thick * 0.92
    shapes, labels = "", []
    for place in range(len(chart.categories)):
        lanes = lanes_of(chart, panel, place)
        for order, lane in enumerate(lanes):
            middle = left + slot * (place + 0.5) + (order - (len(lanes) - 1) / 2) * pitch
            shapes += _column(ink, lane, axis, middle, base, wide)
            lines = _words(lane, axis, thick, slot if len(lanes) == 1 else pitch, ink)
            end = base - lane.end(axis)
            y = end - ABOVE - (len(lines) - 1) * LEADING if lane.rising else end + ABOVE + LABEL * 0.7
            if lines:
                labels.append(Label(middle, y, lines, "middle", "text" if lane.known else "muted"))
    drawn = ""
    for tick in axis.ticks:
        y = base - axis.at(tick)
        drawn += ink.level_grid(y, left, frame.right, labels) if tick else ""
        drawn += ink.label(Label(left - 5, y + SMALL * 0.36, (ink.tick(tick, axis.step),), "end", "muted", SMALL))
    falling = max((lines for _, lines in _lines(chart, panel, ink, frame.width, rising=False)), default=0)
    below = base + (falling * LEADING + BEYOND if falling else 0.0)
    names = [tuple(broken(category, LABEL, slot - 6)) for category in chart.categories]
    drawn += ink.labels(Label(left + slot * (place + 0.5), below + LEADING + 2, lines, "middle")
                        for place, lines in enumerate(names) if lines)
    zero = ink.line(left, base - axis.zero, frame.right, base - axis.zero, "muted", 0.8)
    return drawn + shapes + ink.labels(labels) + zero, below + max(map(len, names), default=1) * LEADING + 6


def _column(ink: Ink, lane: Lane, axis: Axis, middle: float, base: float, wide: float) -> str:
    drawn = ""
    for piece in lane.pieces(axis):
        box = Box(middle - wide / 2, base - piece.end, middle + wide / 2, base - piece.start)
        drawn += (ink.span if piece.outline else ink.bar)(box, piece.index)
    for piece, text in lane.inside(axis, _fits(wide)):
        drawn += ink.words_on_bar(middle, base - piece.middle + LABEL * 0.36, text, piece.index)
    return drawn
