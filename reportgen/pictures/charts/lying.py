"""Draw charts whose axis lies: bars, stacks of bars and dots, with their categories at the left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from reportgen.document.nodes import Chart
from reportgen.pictures.charts import panels as parts
from reportgen.pictures.charts.ink import LABEL, LEADING, MARKER, SMALL, Anchor, Box, Ink, Label
from reportgen.pictures.charts.lanes import WHISKERS, Lane, all_lanes, lanes_of
from reportgen.pictures.charts.notices import above_zero
from reportgen.pictures.charts.panels import PANEL_GAP, Frame, Panel
from reportgen.pictures.charts.scale import APART, Axis, make_axis
from reportgen.pictures.lines import broken, measure

NARROWEST = 138.0                               # points: a panel
MOST_NAMES = 0.34                               # of the width, for the categories
MOST_WORDS = 0.45                               # of a panel, for the words behind the bars
BEHIND = 4.0                                    # from a bar's end to its words


@dataclass(frozen=True, slots=True)
class Density:
    """How high a bar is and the gaps after a bar and after a category, in points."""

    bar: float
    gap: float
    category: float


DENSITIES = (Density(12.0, 3.0, 9.0), Density(9.5, 1.5, 3.0), Density(8.5, 1.5, 0.5))    # the airiest first

Draw = Callable[[Ink, Lane, Axis, float, float, float], str]        # left, top, height


def draw_lying(chart: Chart, ink: Ink, width: float, density: Density) -> tuple[str, float]:
    """Rows of panels with the categories at the left of each row; gives the drawing and its height."""
    longest = max((measure(category, LABEL) for category in chart.categories), default=0.0)
    margin = min(longest, width * MOST_NAMES) + 8
    drawn, y = "", 0.0
    for row in parts.in_rows(parts.panels_of(chart), int((width - margin + PANEL_GAP) // (NARROWEST + PANEL_GAP))):
        part, y = _row(chart, row, ink, y, margin, width, density)
        drawn += part
        y += 10
    return drawn, y - 10


def _row(chart: Chart, row: list[Panel], ink: Ink, y: float, margin: float, width: float,
         density: Density) -> tuple[str, float]:
    frames = parts.side_by_side(margin, width - margin, y, len(row))
    axes = [_axis(chart, panel, ink, frame.width) for panel, frame in zip(row, frames, strict=True)]
    sign = parts.dot if chart.kind == "dot" else parts.square
    heads = [parts.head(panel, ink, frame, sign, above_zero(axis, ink))
             for panel, frame, (_, axis) in zip(row, frames, axes, strict=True)]
    top = max(bottom for _, bottom in heads)
    pitch = max(density.bar + density.gap, *(_lines(chart, panel, ink, frame, axis) * LEADING for panel, frame, axis
                                             in zip(row, frames, axes, strict=True)))
    many = max(len(lanes_of(chart, panel, 0)) for panel in row)
    names = [broken(category, LABEL, margin - 8) for category in chart.categories]
    tall = [max(many * pitch - density.gap, len(lines) * LEADING) + density.category for lines in names]
    places = [(top + sum(tall[:i]), tall[i]) for i in range(len(tall))]
    drawn = "".join(head for head, _ in heads)
    for lines, (start, height) in zip(names, places, strict=True):
        drawn += ink.label(_centred(margin - 8, start + height / 2, lines, "end"))
    for panel, frame, axis in zip(row, frames, axes, strict=True):
        drawn += _panel(chart, panel, ink, frame, axis, places, pitch, density.bar)
    return drawn, top + sum(tall) + LEADING + 4


def _centred(x: float, middle: float, lines: list[str], anchor: Anchor, role: str = "text") -> Label:
    return Label(x, middle - (len(lines) - 1) * LEADING / 2 + LABEL * 0.36, tuple(lines), anchor, role)


def _axis(chart: Chart, panel: Panel, ink: Ink, width: float) -> tuple[float, Axis]:
    """Where the axis of a panel begins, and the axis, which leaves room for the values' words on both sides."""
    lanes = all_lanes(chart, panel)
    rough = _scaled(chart, lanes, width * (1 - MOST_WORDS), ink)
    room = [max((measure(lane.beside(rough, _fits, ink.lang), LABEL) + 18 for lane in lanes if lane.rising == rising),
                default=0.0) for rising in (False, True)]
    most = width * MOST_WORDS / (2 if room[0] else 1)
    before, behind = min(room[0], most), min(max(room[1], SMALL), most)
    return before, _scaled(chart, lanes, width - before - behind, ink)


def _scaled(chart: Chart, lanes: list[Lane], length: float, ink: Ink) -> Axis:
    def fits(ticks: tuple[Decimal, ...]) -> bool:
        widest = max(measure(ink.tick(tick, ticks[1] - ticks[0]), SMALL) for tick in ticks)
        return widest + APART <= length / (len(ticks) - 1)

    return make_axis((number for lane in lanes for number in lane.numbers), length, fits,
                     from_zero=chart.kind != "dot")


def _fits(text: str, length: float) -> bool:
    return measure(text, LABEL) + 6 <= length


def _words(lane: Lane, ink: Ink, frame: Frame, axis: tuple[float, Axis]) -> tuple[float, list[str]]:
    """Where the words of a lane stand across, and these in lines."""
    before, scale = axis
    x = frame.left + before + lane.end(scale) + (BEHIND if lane.rising else -BEHIND)
    room = frame.right - x if lane.rising else x - frame.left
    return x, broken(lane.beside(scale, _fits, ink.lang), LABEL, room)


def _lines(chart: Chart, panel: Panel, ink: Ink, frame: Frame, axis: tuple[float, Axis]) -> int:
    """The most lines that words take behind a bar."""
    return max((len(_words(lane, ink, frame, axis)[1]) for lane in all_lanes(chart, panel)), default=1)


def _panel(chart: Chart, panel: Panel, ink: Ink, frame: Frame, axis: tuple[float, Axis],
           places: list[tuple[float, float]], pitch: float, bar: float) -> str:
    """One panel's grid, bars and words; `places` are the top and height of each category, `pitch` from bar to bar."""
    before, scale = axis
    left, top, bottom = frame.left + before, places[0][0], places[-1][0] + places[-1][1]
    shapes, labels = "", []
    draw = _dots if chart.kind == "dot" else _bar
    for place, (start, height) in enumerate(places):
        lanes = lanes_of(chart, panel, place)
        first = start + (height - (len(lanes) - 1) * pitch - bar) / 2
        for order, lane in enumerate(lanes):
            y = first + order * pitch
            shapes += draw(ink, lane, scale, left, y, bar)
            x, lines = _words(lane, ink, frame, axis)
            labels.append(_centred(x, y + bar / 2, lines, "start" if lane.rising else "end",
                                   "text" if lane.known else "muted"))
    drawn = ""
    for tick in scale.ticks:
        x = left + scale.at(tick)
        drawn += ink.upright_grid(x, top, bottom, labels) if tick else ""
        number = Label(x, bottom + LEADING, (ink.tick(tick, scale.step),), "middle", "muted", SMALL)
        drawn += ink.label(number) if number.box.left >= 0 and number.box.right <= frame.right else ""
    zero = left + (0.0 if scale.begins_above_zero else scale.zero)
    dashes = "2 2" if scale.begins_above_zero else ""
    return drawn + shapes + ink.labels(labels) + ink.line(zero, top, zero, bottom, "muted", 0.8, dashes)


def _bar(ink: Ink, lane: Lane, axis: Axis, left: float, top: float, height: float) -> str:
    drawn = ""
    for piece in lane.pieces(axis):
        box = Box(left + piece.start, top, left + piece.end, top + height)
        drawn += (ink.span if piece.outline else ink.bar)(box, piece.index)
    for piece, text in lane.inside(axis, _fits):
        drawn += ink.words_on_bar(left + piece.middle, top + height / 2 + LABEL * 0.36, text, piece.index)
    return drawn


def _dots(ink: Ink, lane: Lane, axis: Axis, left: float, top: float, height: float) -> str:
    (index, _, point), = lane.values
    if point.value is None:
        return ""
    y, role = top + height / 2, ink.series(index)
    ends = [left + axis.at(Decimal(end)) for end in ((point.low, point.high) if point.low and point.high
                                                     else (point.value,))]
    drawn = ink.line(left + axis.at(max(axis.ticks[0], Decimal(0))), y, ends[0], y, "rule", 0.8, "1 2")
    if len(ends) == 2:
        drawn += ink.line(*(ends[0], y, ends[1], y), role, 2.0)
    for sign, beyond in zip((-1, 1), WHISKERS[point.open], strict=True):
        tip = max(left, ends[0] + sign * (MARKER + beyond))
        if beyond:
            drawn += ink.line(ends[0], y, tip, y, role, 1.4, "2 1.2") + ink.line(tip, y - 3, tip, y + 3, role, 1.0)
    return drawn + "".join(ink.marker(x, y, index) for x in ends)
