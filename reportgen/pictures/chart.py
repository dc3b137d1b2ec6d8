"""Draw a chart as plain SVG: rectangles, lines and real text, the same bytes each time.

A bar's end says how sure its value is: a clean edge is exact; slices beyond it mean more ("over"), slices cut out of
it less ("under"), slices on both sides of it "about". An unknown value leaves a gap with its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from html import escape
from itertools import groupby
from typing import Literal

from reportgen.document.nodes import Chart, Point, Series
from reportgen.document.walk import plain
from reportgen.locales import words
from reportgen.pictures.lines import measure, wrap

LABEL, SMALL, LEADING = 8.5, 8.0, 10.5          # points: category and value labels, axis numbers; line to line
BAR, BAR_GAP, CATEGORY_GAP = 12.0, 3.0, 9.0     # a horizontal bar, between bars of one category, between categories
COLUMN, PLOT_HEIGHT, PANEL_GAP = 30.0, 120.0, 22.0
BROADEST, GROUP = 44.0, 0.88                    # a column above which long words stand; a category's share of its slot
NARROWEST = {"bar": 150.0, "column": 34.0}      # a panel of bars; one category of columns
PAPER = "#ffffff"
THINNEST = 0.75                                 # what is more than nothing is seen
WIDEST = 105.0                                  # one category of columns
MOST_TICKS = 5
TICK_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))

Ends = Literal["", "above", "below", "about"]
Segments = tuple[tuple[float, float], ...]
SLICES: dict[Ends, Segments] = {                # from and to, in points from the value; the bar itself ends at CUT
    "": (),
    "above": ((1.5, 4.0), (5.5, 7.2), (8.7, 9.7)),
    "below": ((-7.5, -5.8), (-4.3, -3.1), (-1.6, -0.8)),
    "about": ((-3.6, -2.2), (-0.7, 0.7), (2.2, 3.6)),
}
CUT: dict[Ends, float] = {"": 0.0, "above": 0.0, "below": -9.0, "about": -5.1}


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from zero to `top`, with its tick values; lengths are in points."""

    ticks: tuple[Decimal, ...]
    length: float

    @property
    def step(self) -> Decimal:
        return self.ticks[1]

    def at(self, value: Decimal) -> float:
        return float(value / self.ticks[-1]) * self.length


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours, language and numbers' words that all parts of one drawing share."""

    colours: Mapping[str, str]
    lang: str

    def text(self, x: float, y: float, text: str, *, size: float = LABEL, colour: str = "text",
             anchor: str = "start", weight: int = 400) -> str:
        bold = f' font-weight="{weight}"' if weight != 400 else ""
        return (f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" fill="{self.colours[colour]}" '
                f'text-anchor="{anchor}"{bold}>{escape(text, quote=False)}</text>')

    def lines(self, x: float, y: float, lines: list[str], **look: object) -> str:
        return "".join(self.text(x, y + i * LEADING, line, **look) for i, line in enumerate(lines))

    def value(self, x: float, y: float, lines: list[str], point: Point, anchor: str = "start") -> str:
        """A value's words, on a piece of paper of their own that keeps grid lines out of them."""
        wide = max((measure(line, LABEL) for line in lines), default=0.0)
        left = x - (wide / 2 if anchor == "middle" else 0.0)
        paper = self.rect(left - 1.5, y - LABEL, wide + 3, len(lines) * LEADING, PAPER)
        return paper + self.lines(x, y, lines, anchor=anchor, colour="text" if point.value is not None else "muted")

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, width: float) -> str:
        return (f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}" stroke="{self.colours[colour]}" '
                f'stroke-width="{_n(width)}"/>')

    def rect(self, x: float, y: float, width: float, height: float, fill: str) -> str:
        return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"/>'

    def series(self, index: int) -> str:
        """The colour of the series at `index` among those of the chart; colours repeat when they run out."""
        known = sorted(name for name in self.colours if name.startswith("series"))
        return self.colours[known[index % len(known)]]

    def tick(self, value: Decimal, step: Decimal) -> str:
        """`value` as an axis says it: in the language's large numbers where the axis counts in them."""
        said = words(self.lang)
        for size in ("2", "1"):
            scale = Decimal(said[f"tick_scale_{size}"])
            if value >= scale and step >= Decimal(said["tick_scale_1"]):
                return said[f"tick_word_{size}"].format(n=_plain_number(value / scale, said["tick_group"]))
        return _plain_number(value, said["tick_group"])


@dataclass(frozen=True, slots=True)
class Panel:
    """The series of one unit, with their places among all series of the chart (for their colours)."""

    unit: str
    series: tuple[tuple[int, Series], ...]


def draw(chart: Chart, colours: Mapping[str, str], family: str, width: float, lang: str = "en") -> str:
    """`chart` as one `<svg>` `width` points wide.

    `colours` are a theme's; `family` is a CSS font-family list, its names unquoted (WeasyPrint's SVG knows no quotes).
     Sizes are in points at that width, none below 8.
    """
    ink = Ink(colours, lang)
    panels = _panels(chart)
    lying = chart.kind == "bar" or any(_needed(chart, panel, ink) > width for panel in panels)
    drawing, height = (_bars if lying else _columns)(chart, panels, ink, width)
    title = f"{chart.label} {plain(chart.caption)}".strip()
    name = chart.id or "chart"
    told = [f'<title id="{escape(name)}-title">{escape(title, quote=False)}</title>'] if title else []
    told += [f'<desc id="{escape(name)}-desc">{escape(chart.alt, quote=False)}</desc>'] if chart.alt else []
    by = " ".join(f"{escape(name)}-{part}" for part, text in (("title", title), ("desc", chart.alt)) if text)
    labelled = f' aria-labelledby="{by}"' if by else ""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(width)}pt" height="{_n(height)}pt" '
            f'viewBox="0 0 {_n(width)} {_n(height)}" role="img"{labelled} lang="{escape(lang)}" '
            f'font-family="{escape(family)}">{"".join(told)}{drawing}</svg>')


def _panels(chart: Chart) -> list[Panel]:
    """Series by unit, units in the order in which they come first."""
    units = list(dict.fromkeys(series.unit for series in chart.series))
    placed = sorted(enumerate(chart.series), key=lambda item: units.index(item[1].unit))
    return [Panel(unit, tuple(group)) for unit, group in groupby(placed, key=lambda item: item[1].unit)]


def _in_rows(panels: list[Panel], most: int) -> Iterator[list[Panel]]:
    """Panels side by side, as many to a row as have room."""
    most = max(1, min(most, len(panels)))
    yield from (panels[i:i + most] for i in range(0, len(panels), most))


# --- heads --------------------------------------------------------------------------------------------------------

def _head(panel: Panel, ink: Ink, x: float, y: float, width: float) -> tuple[str, float]:
    """Title and, for several series, legend of a panel; gives the drawing and the y where its plot may begin."""
    alone = panel.series[0][1] if len(panel.series) == 1 else None
    lines = wrap(_panel_title(panel, alone, ink.lang), LABEL, width)
    drawn = ink.lines(x, y + LABEL, lines, weight=700)
    y += len(lines) * LEADING + 4
    if alone is None:
        legend, y = _legend(panel, ink, x, y, width)
        drawn += legend
    return drawn, y + 4


def _panel_title(panel: Panel, alone: Series | None, lang: str) -> str:
    if alone is None or alone.name in ("", panel.unit):
        return panel.unit
    return words(lang)["chart_unit"].format(name=alone.name, unit=panel.unit) if panel.unit else alone.name


def _legend(panel: Panel, ink: Ink, x: float, y: float, width: float) -> tuple[str, float]:
    drawn, left = "", x
    for index, series in panel.series:
        needed = 12 + measure(series.name, LABEL) + 12
        if left > x and left + needed > x + width:
            left, y = x, y + LEADING + 1
        drawn += ink.rect(left, y + 1, 8, 8, ink.series(index)) + ink.text(left + 12, y + LABEL, series.name)
        left += needed
    return drawn, y + LEADING + 2


# --- bars that lie ------------------------------------------------------------------------------------------------

def _bars(chart: Chart, panels: list[Panel], ink: Ink, width: float) -> tuple[str, float]:
    """Rows of panels with the categories at the left of each row; gives the drawing and its height."""
    longest = max((measure(category, LABEL) for category in chart.categories), default=0.0)
    margin = min(longest, width * 0.34) + 8
    drawn, y = "", 0.0
    for row in _in_rows(panels, int((width - margin) // NARROWEST["bar"])):
        part, y = _bar_row(chart, row, ink, y, margin, width)
        drawn += part
        y += 10
    return drawn, y - 10


def _bar_row(chart: Chart, row: list[Panel], ink: Ink, y: float, margin: float, width: float) -> tuple[str, float]:
    each = (width - margin - PANEL_GAP * (len(row) - 1)) / len(row)
    lefts = [margin + i * (each + PANEL_GAP) for i in range(len(row))]
    heads = [_head(panel, ink, left, y, each) for panel, left in zip(row, lefts, strict=True)]
    top = max(bottom for _, bottom in heads)
    most = max(len(panel.series) for panel in row)
    pitch = max(BAR + BAR_GAP, *(_lines_beside(panel, ink, each) * LEADING for panel in row))
    labels = [wrap(category, LABEL, margin - 8) for category in chart.categories]
    tall = [max(most * pitch - BAR_GAP, len(lines) * LEADING) + CATEGORY_GAP for lines in labels]
    tops = [top + sum(tall[:i]) for i in range(len(tall))]
    bottom = top + sum(tall)
    drawn = "".join(head for head, _ in heads)
    for lines, start, height in zip(labels, tops, tall, strict=True):
        middle = start + height / 2 - (len(lines) - 1) * LEADING / 2 + LABEL * 0.36
        drawn += ink.lines(margin - 8, middle, lines, anchor="end")
    for panel, left in zip(row, lefts, strict=True):
        drawn += _bar_panel(panel, ink, left, each, list(zip(tops, tall, strict=True)), (top, bottom), pitch)
    return drawn, bottom + LEADING + 4


def _beside(panel: Panel, ink: Ink, width: float) -> Axis:
    """The axis of a panel of bars, which leaves room for the values' words."""
    room = min(max(measure(point.text, LABEL) for point in _points(panel)) + 16, width * 0.45)
    return _axis(panel, width - room, ink, across=True)


def _lines_beside(panel: Panel, ink: Ink, width: float) -> int:
    """The most lines that a value's words take behind its bar."""
    axis = _beside(panel, ink, width)
    return max(len(wrap(point.text, LABEL, width - _end(point, axis) - 4)) for point in _points(panel))


def _bar_panel(panel: Panel, ink: Ink, left: float, width: float, places: list[tuple[float, float]],
               span: tuple[float, float], pitch: float) -> str:
    """One panel's axis, bars and values; `places` are the top and height of each category, `pitch` from bar to bar."""
    axis = _beside(panel, ink, width)
    top, bottom = span
    drawn = ""
    for tick in axis.ticks:
        x = left + axis.at(tick)
        drawn += ink.line(x, top, x, bottom, "rule", 0.5) if tick else ""
        drawn += ink.text(x, bottom + LEADING, ink.tick(tick, axis.step), size=SMALL, colour="muted", anchor="middle")
    thick = (len(panel.series) - 1) * pitch + BAR
    for place, (start, height) in enumerate(places):
        y = start + (height - thick) / 2
        for order, (index, series) in enumerate(panel.series):
            point, bar_y = series.points[place], y + order * pitch
            drawn += "".join(ink.rect(left + a, bar_y, b - a, BAR, ink.series(index)) for a, b in _extent(point, axis))
            end = left + _end(point, axis) + 4
            lines = wrap(point.text, LABEL, left + width - end)
            first = bar_y + BAR / 2 + LABEL * 0.36 - (len(lines) - 1) * LEADING / 2
            drawn += ink.value(end, first, lines, point)
    return drawn + ink.line(left, top, left, bottom, "muted", 0.8)


# --- bars that stand ----------------------------------------------------------------------------------------------

def _columns(chart: Chart, panels: list[Panel], ink: Ink, width: float) -> tuple[str, float]:
    """Rows of panels, each with its own categories below; gives the drawing and its height."""
    needed = max(_needed(chart, panel, ink) for panel in panels)
    drawn, y = "", 0.0
    for row in _in_rows(panels, int((width + PANEL_GAP) // (needed + PANEL_GAP))):
        part, y = _column_row(chart, row, ink, y, width, needed)
        drawn += part
        y += 12
    return drawn, y - 12


def _needed(chart: Chart, panel: Panel, ink: Ink) -> float:
    """How wide a panel of columns must be for the words above and below them to stay apart."""
    above = max(_longest_word(point.text) for point in _points(panel)) + 4
    below = max(map(_longest_word, chart.categories), default=0.0) + 6
    slot = max(NARROWEST["column"], below, above if len(panel.series) == 1 else above * len(panel.series) / GROUP)
    return max(slot * len(chart.categories) + max(40.0, _margin(panel, ink)), 110.0)


def _longest_word(text: str) -> float:
    """What no line break may divide."""
    return max((measure(line, LABEL) for line in wrap(text, LABEL, 0)), default=0.0)


def _margin(panel: Panel, ink: Ink) -> float:
    """What an upright axis needs for its numbers."""
    axis = _axis(panel, PLOT_HEIGHT, ink, across=False)
    return max(measure(ink.tick(tick, axis.step), SMALL) for tick in axis.ticks) + 6


def _column_row(chart: Chart, row: list[Panel], ink: Ink, y: float, width: float,
                needed: float) -> tuple[str, float]:
    each = min((width - PANEL_GAP * (len(row) - 1)) / len(row), max(WIDEST * len(chart.categories) + 40, needed))
    lefts = [i * (each + PANEL_GAP) for i in range(len(row))]
    heads = [_head(panel, ink, left, y, each) for panel, left in zip(row, lefts, strict=True)]
    top = max(bottom for _, bottom in heads)
    drawn, bottom = "".join(head for head, _ in heads), top
    for panel, left in zip(row, lefts, strict=True):
        part, low = _column_panel(chart, panel, ink, left, top, each)
        drawn, bottom = drawn + part, max(bottom, low)
    return drawn, bottom


def _column_panel(chart: Chart, panel: Panel, ink: Ink, left: float, top: float, width: float) -> tuple[str, float]:
    axis = _axis(panel, PLOT_HEIGHT, ink, across=False)
    ticks = [ink.tick(tick, axis.step) for tick in axis.ticks]
    margin = _margin(panel, ink)
    slot = (width - margin) / max(1, len(chart.categories))
    pitch, thick = _pitch(panel, slot)
    room = slot if len(panel.series) == 1 else pitch
    labels = {id(point): wrap(point.text, LABEL, room - 2) for point in _points(panel)}
    base = top + max(len(lines) for lines in labels.values()) * LEADING + 8 + PLOT_HEIGHT
    drawn = ""
    for tick, text in zip(axis.ticks, ticks, strict=True):
        y = base - axis.at(tick)
        drawn += ink.line(left + margin, y, left + width, y, "rule", 0.5) if tick else ""
        drawn += ink.text(left + margin - 5, y + SMALL * 0.36, text, size=SMALL, colour="muted", anchor="end")
    for place in range(len(chart.categories)):
        for order, (index, series) in enumerate(panel.series):
            point = series.points[place]
            middle = left + margin + slot * place + slot / 2 + (order - (len(panel.series) - 1) / 2) * pitch
            drawn += "".join(ink.rect(middle - thick * 0.46, base - b, thick * 0.92, b - a, ink.series(index))
                             for a, b in _extent(point, axis))
            lines = labels[id(point)]
            first = base - _end(point, axis) - 4 - (len(lines) - 1) * LEADING
            drawn += ink.value(middle, first, lines, point, "middle")
    named = [wrap(category, LABEL, slot - 6) for category in chart.categories]
    for place, lines in enumerate(named):
        drawn += ink.lines(left + margin + slot * (place + 0.5), base + LEADING + 2, lines, anchor="middle")
    drawn += ink.line(left + margin, base, left + width, base, "muted", 0.8)
    return drawn, base + max(map(len, named), default=1) * LEADING + 6


def _pitch(panel: Panel, slot: float) -> tuple[float, float]:
    """From column to column within a category, and a column's width: as wide as the words above, if there is room."""
    thick = min(COLUMN, slot * 0.72 / len(panel.series))
    if len(panel.series) == 1:
        return thick, thick
    words_above = max(measure(point.text, LABEL) for point in _points(panel)) + 4
    pitch = max(thick, min(words_above, slot * GROUP / len(panel.series)))
    return pitch, min(pitch, BROADEST) if pitch > thick else thick


# --- values -------------------------------------------------------------------------------------------------------

def _points(panel: Panel) -> list[Point]:
    return [point for _, series in panel.series for point in series.points]


def _axis(panel: Panel, length: float, ink: Ink, *, across: bool) -> Axis:
    """An axis from zero past the greatest value; as many round ticks as have room."""
    greatest = max((Decimal(point.value) for point in _points(panel) if point.value is not None), default=Decimal(0))
    greatest = greatest if greatest > 0 else Decimal(1)
    for most in range(MOST_TICKS, 0, -1):
        ticks = _ticks(greatest, most)
        widest = max(measure(ink.tick(tick, ticks[1]), SMALL) for tick in ticks)
        if not across or widest + 8 <= length / (len(ticks) - 1):
            break
    return Axis(ticks, length)


def _ticks(greatest: Decimal, most: int) -> tuple[Decimal, ...]:
    """Zero and at most `most` round numbers, the last of them not below `greatest`."""
    rough = greatest / most
    power = Decimal(10) ** int(rough.log10().to_integral_value(ROUND_FLOOR))
    step = next(s * power for s in TICK_STEPS if s * power >= rough)
    count = int((greatest / step).to_integral_value(ROUND_CEILING))
    return tuple(step * i for i in range(count + 1))


def _extent(point: Point, axis: Axis) -> Segments:
    """Where along the axis there is ink for `point`, in points from zero."""
    if point.value is None:
        return ()
    end = axis.at(Decimal(point.value))
    whole = ((0.0, max(end + CUT[point.open], THINNEST if end else 0.0)),)
    return whole + tuple((end + a, end + b) for a, b in SLICES[point.open] if end + a > whole[0][1])


def _end(point: Point, axis: Axis) -> float:
    """How far the ink of `point` reaches, in points from zero."""
    return max((b for _, b in _extent(point, axis)), default=0.0)


def _plain_number(value: Decimal, group: str) -> str:
    """`value` without an exponent or needless zeros, thousands set apart by `group`."""
    text = f"{value:,f}".replace(",", group)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _n(value: float) -> str:
    """A length with at most two decimals, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
