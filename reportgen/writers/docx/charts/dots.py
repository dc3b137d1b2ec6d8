"""Write dots beside one another's names: each value a marker on a row of its own."""

from __future__ import annotations

from decimal import Decimal

from reportgen.document.nodes import Chart, Point
from reportgen.locales import words
from reportgen.pictures.charts.ink import LABEL, LEADING, MARKER, SMALL
from reportgen.pictures.charts.lying import Density
from reportgen.pictures.charts.panels import Panel
from reportgen.pictures.charts.scale import Axis
from reportgen.pictures.lines import broken, measure
from reportgen.writers.docx.charts import series as ser
from reportgen.writers.docx.charts.numbers import tick_format
from reportgen.writers.docx.charts.points import X, Y, Points, beside_axis, points, scatter, span, whisker
from reportgen.writers.docx.charts.series import Tag
from reportgen.writers.docx.charts.space import AIR, Box, Canvas, Plot, Side, value_axis
from reportgen.writers.docx.charts.values import (
    CLEAR, airy_axis, facts, head_of, plain_number, printed_column, reaches, rounded,
)
from reportgen.writers.docx.charts.workbook import Area, Number

BETWEEN = 0.6                                   # rows from category to category, where each has several


def axis_of(chart: Chart, panel: Panel, canvas: Canvas) -> Axis:
    """The axis of the values, as long as names and words leave room."""
    ink, length = canvas.brush.ink, max(40.0, canvas.width - _left(chart, canvas) - _right(panel, canvas))

    def room(ticks: tuple[Decimal, ...]) -> bool:
        widest = max(measure(ink.tick(tick, ticks[1] - ticks[0]), SMALL) for tick in ticks)
        return widest + 12 <= length / (len(ticks) - 1)

    return airy_axis(panel, length, room)


def dots(chart: Chart, panel: Panel, canvas: Canvas, top: float, density: Density) -> Plot:
    """The plot, the first category uppermost."""
    axis, left = axis_of(chart, panel, canvas), _left(chart, canvas)
    names = [broken(text, LABEL, left - 10) for text in chart.categories]
    many = len(panel.series)
    each = max((density.bar + density.gap) * many + density.category, max(map(len, names), default=1) * LEADING + 2)
    rows = len(names) * (many + (BETWEEN if many > 1 else 0.0))
    tall = each * len(names)
    box = Box(left, top + AIR, axis.length, tall)
    whole = (canvas.width, top + tall + LEADING + 2 * AIR)
    made = _Dots(chart, panel, canvas, axis, whole, rows)
    drawn = made.written([" ".join(lines) if len(lines) == 1 else "\n".join(lines) for lines in names])
    return Plot(drawn, box, whole[1], unnamed=made.unnamed)


def _left(chart: Chart, canvas: Canvas) -> float:
    return min(max((measure(text, LABEL) for text in chart.categories), default=0.0), canvas.names) + 10


def _right(panel: Panel, canvas: Canvas) -> float:
    return min(max((measure(point.text, LABEL) for point in panel.points), default=0.0) + 24, canvas.width * 0.3)


class _Dots:
    """The series of one panel as XML."""

    def __init__(self, chart: Chart, panel: Panel, canvas: Canvas, axis: Axis, whole: tuple[float, float],
                 rows: float) -> None:
        self.unnamed: tuple[int, ...] = ()
        self.categories = canvas.book.add(words(canvas.lang)["data_category"], chart.categories)
        self.values: list[Area] = []                # the column of each series' numbers
        self.chart, self.panel, self.canvas, self.axis, self.whole, self.rows = chart, panel, canvas, axis, whole, rows

    def written(self, names: list[str]) -> str:
        drawn = "".join(self._series(order) for order in range(len(self.panel.series)))
        drawn += self._names(names) + self._unknown() + self._whiskers()
        brush, ticks = self.canvas.brush, self.axis.ticks
        across = Side(X, "b", Y, f"{ticks[0]:f}" if ticks[0] >= 0 else "", "", f"{self.axis.step:f}",
                      tick_format(self.axis, self.canvas.lang), grid=True, between="midCat")
        upright = Side(Y, "l", X, "0", _row(self.rows), between="midCat")
        return scatter(drawn) + value_axis(across, brush) + value_axis(upright, brush)

    def _next(self) -> int:
        """The place of a further series among all of the panel, which the legend leaves out."""
        self.unnamed += (len(self.panel.series) + len(self.unnamed),)
        return self.unnamed[-1]

    def _at(self, category: int, lane: float) -> str:
        """How high a row lies: they are counted from below."""
        many = len(self.panel.series)
        return _row(self.rows - category * (many + (BETWEEN if many > 1 else 0.0)) - lane - 0.5
                    - (BETWEEN / 2 if many > 1 else 0.0))

    def _series(self, order: int) -> str:
        (index, series), book, lang = self.panel.series[order], self.canvas.book, self.canvas.lang
        head = head_of(self.panel, series, lang)
        x = book.add(head, (Number(plain_number(p.value)) if p.value is not None else "" for p in series.points))
        tags = [self._tag(point) for point in series.points]
        printed = printed_column(book, series, tags, x, head, lang)
        facts(book, series, x, head, lang)
        self.values.append(x)
        y = book.add(words(lang)["chart_row"].format(name=head),
                     (Number(self._at(place, order)) for place in range(len(series.points))))
        name = ser.name(x.head, head)
        return points(Points(index, order, name, x, y, tags, printed), self.canvas)

    def _tag(self, point: Point) -> Tag | None:
        if point.value is None:
            return None
        far = reaches(point, self.axis)[0]
        far += CLEAR - MARKER if far else 0.0
        return Tag(point.text, "", "r", aside=(far / self.whole[0], 0.0), plate=True)

    def _names(self, names: list[str]) -> str:
        least = Number(f"{self.axis.ticks[0]:f}")
        middle = (len(self.panel.series) - 1) / 2
        places = [(least, Number(self._at(place, middle))) for place in range(len(names))]
        tags = [Tag(name, "", "l") for name in names]
        span = f"{self.axis.ticks[-1] - self.axis.ticks[0]:f}"
        guide = (f'<c:errBars><c:errDir val="x"/><c:errBarType val="plus"/><c:errValType val="fixedVal"/>'
                 f'<c:noEndCap val="1"/><c:val val="{span}"/><c:spPr>{self.canvas.brush.line("rule", 0.6, "sysDot")}'
                 '</c:spPr></c:errBars>') if len(self.panel.series) == 1 else ""
        return beside_axis(self._next(), places, tags, words(self.canvas.lang)["chart_names"], self.canvas, guide,
                           self.categories)

    def _unknown(self) -> str:
        least = Number(f"{self.axis.ticks[0]:f}")
        places, tags = [], []
        for lane, (_, series) in enumerate(self.panel.series):
            for place, point in enumerate(series.points):
                if point.value is None:
                    places.append((least, Number(self._at(place, lane))))
                    tags.append(Tag(point.text, "", "r", "muted", plate=True))
        if not places:
            return ""
        return beside_axis(self._next(), places, tags, words(self.canvas.lang)["chart_beside"], self.canvas)

    def _whiskers(self) -> str:
        """How far the values may go: series of their own, for not every editor shows whiskers that lie."""
        book, head = self.canvas.book, words(self.canvas.lang)["chart_whisker"]
        found = [(lane, place, point) for lane, (_, series) in enumerate(self.panel.series)
                 for place, point in enumerate(series.points) if point.value is not None and (point.open or point.low)]
        if not found:
            return ""
        x = book.add(f"{head} (x)", (end for lane, place, point in found
                                     for end in self._ends(point, self.values[lane].at(place))))
        y = book.add(f"{head} (y)", (Number(self._at(place, lane)) for lane, place, _ in found for _ in range(2)))
        drawn = ""
        for number, (lane, _, point) in enumerate(found):
            ends = x.part(2 * number, 2), y.part(2 * number, 2)
            drawn += (span(self._next(), *ends, self.panel.series[lane][0], self.canvas) if point.low
                      else whisker(self._next(), *ends, self.canvas))
        return drawn

    def _ends(self, point: Point, name: str) -> tuple[Number, Number]:
        """The numbers at both ends of a whisker; those of open ends go with the value in the cell of that `name`."""
        assert point.value is not None
        if point.low and point.high:
            return Number(plain_number(point.low), name), Number(plain_number(point.high))
        value, (above, below) = Decimal(point.value), reaches(point, self.axis)
        scale = (self.axis.ticks[-1] - self.axis.ticks[0]) / Decimal(self.axis.length)
        low, high = (Decimal(rounded(Decimal(far) * scale)) for far in (below, above))
        return (Number(plain_number(str(value - low)), f"{name}-{low:f}"),
                Number(plain_number(str(value + high)), f"{name}+{high:f}"))


def _row(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
