"""Put a chart's part together: title, legend, axes and the place of each; all in shares of its width and height."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.pictures.charts.ink import LABEL, LEADING, SMALL
from reportgen.pictures.charts.panels import SIGN, Panel, title
from reportgen.pictures.charts.scale import Axis
from reportgen.pictures.lines import broken, measure
from reportgen.writers.docx.charts.numbers import tick_format
from reportgen.writers.docx.charts.paint import NOTHING, Brush
from reportgen.writers.docx.charts.workbook import Workbook
from reportgen.writers.docx.package import XML, escape
from reportgen.writers.docx.text.runs import word_lang

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
NAMESPACES = (f'xmlns:c="{CHART}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
              'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
CATEGORIES, VALUES = 1, 2                       # the axes' ids
UPRIGHT = ' rot="0" vert="horz"'
AIR = 4.0                                       # points between the parts of a chart
LEGEND_ROW = LEADING + 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """A place in points: left, top, width, height."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn: charts with their axes as XML, in a `box` below the head; `height` of the whole.

    `crowded` where not every value and name has room in it.
    """

    drawn: str
    box: Box
    height: float
    crowded: bool = False
    unnamed: tuple[int, ...] = ()               # the places of the series that the legend leaves out


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a plot but its title: a note, and the names in the legend."""

    note: str = ""
    names: tuple[str, ...] = ()


@dataclass(slots=True)
class Canvas:
    """One panel in the making: its brush, its width in points, the points that categories may take, its workbook."""

    brush: Brush
    width: float
    names: float
    book: Workbook = field(default_factory=Workbook)

    @property
    def lang(self) -> str:
        return self.brush.ink.lang

    def title_height(self, panel: Panel, note: str) -> float:
        """How much room title and note take."""
        title, notes = _said(panel, note, self)
        lines = 1 if _in_one_line(title, notes, self) else len(title) + len(notes)
        return lines * LEADING + (AIR + 2 if lines else 0)

    def head_height(self, panel: Panel, head: Head) -> float:
        """How much room all above the plot takes."""
        return self.title_height(panel, head.note) + self.legend_height(head.names)

    def legend_height(self, names: Sequence[str]) -> float:
        return _legend_rows(names, self.width) * LEGEND_ROW + AIR if names else 0.0


def part(panel: Panel, head: Head, plot: Plot, canvas: Canvas, workbook: str) -> str:
    """The XML of a chart's part; `workbook` is the id of its relationship."""
    brush, whole = canvas.brush, (canvas.width, plot.height)
    top, high = canvas.title_height(panel, head.note), canvas.legend_height(head.names)
    legend = _legend(head, plot.unnamed, Box(0, top, canvas.width, high), whole, brush)
    titled = _title(panel, head.note, canvas, plot.height)
    nothing = f"<c:spPr>{NOTHING}{brush.line('', 0)}</c:spPr>"
    body = f"<c:plotArea>{layout(plot.box, whole, 'inner')}{plot.drawn}{nothing}</c:plotArea>"
    return (f'{XML}<c:chartSpace {NAMESPACES}><c:date1904 val="0"/><c:lang val="{escape(word_lang(canvas.lang))}"/>'
            f'<c:roundedCorners val="0"/><c:chart>{titled}{body}{legend}<c:plotVisOnly val="1"/>'
            f'<c:dispBlanksAs val="gap"/></c:chart>{nothing}{brush.text()}'
            f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>')


def layout(box: Box, whole: tuple[float, float], target: str = "") -> str:
    """A `box` in points as shares of the `whole`."""
    wide, high = whole
    shares = (("x", box.left / wide), ("y", box.top / high), ("w", box.width / wide), ("h", box.height / high))
    told = f'<c:layoutTarget val="{target}"/>' if target else ""
    sides = "".join(f'<c:{side} val="{share:.4f}"/>' for side, share in shares if target or side in "xy" or share)
    return (f'<c:layout><c:manualLayout>{told}<c:xMode val="edge"/><c:yMode val="edge"/>{sides}'
            "</c:manualLayout></c:layout>")


def _said(panel: Panel, note: str, canvas: Canvas) -> tuple[list[str], list[str]]:
    alone = panel.series[0][1] if len(panel.series) == 1 else None
    wide, named = canvas.width - 8, title(panel, alone, canvas.lang)
    return broken(named, LABEL, wide), broken(note, LABEL, wide)


def _in_one_line(title: list[str], notes: list[str], canvas: Canvas) -> bool:
    """Whether a note has room behind the title."""
    return len(title) == len(notes) == 1 and measure(title[0] + notes[0], LABEL) + 2 * SIGN < canvas.width


def _title(panel: Panel, note: str, canvas: Canvas, height: float) -> str:
    """What is measured, in bold, and a note below it; both at the left."""
    brush, (lines, notes) = canvas.brush, _said(panel, note, canvas)
    if not lines and not notes:
        return '<c:autoTitleDeleted val="1"/>'
    properties = f'<a:pPr algn="l">{brush.letters("defRPr", bold=True)}</a:pPr>'
    runs = [brush.run(line, bold=True) for line in lines] + [brush.run(line, "muted") for line in notes]
    if _in_one_line(lines, notes, canvas):
        runs = [brush.run(f"{lines[0]}\u2003", bold=True) + runs[1]]
    said = "".join(f"<a:p>{properties}{one}</a:p>" for one in runs)
    place = layout(Box(0, 0, 0, 0), (canvas.width, height))
    return ('<c:title><c:tx><c:rich><a:bodyPr rot="0" lIns="0" tIns="0" rIns="0" bIns="0"/><a:lstStyle/>'
            f'{said}</c:rich></c:tx>{place}<c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/>')


def _legend(head: Head, unnamed: tuple[int, ...], box: Box, whole: tuple[float, float], brush: Brush) -> str:
    if not head.names:
        return ""
    left_out = "".join(f'<c:legendEntry><c:idx val="{place}"/><c:delete val="1"/></c:legendEntry>'
                       for place in unnamed)
    wide = min(box.width, sum(map(_entry, head.names)) + SIGN)
    place = layout(Box(box.left, box.top, wide, box.height), whole)
    return f'<c:legend><c:legendPos val="t"/>{left_out}{place}<c:overlay val="0"/>{brush.text()}</c:legend>'


def _entry(name: str) -> float:
    return measure(name, LABEL) + 4 * SIGN


def _legend_rows(names: Sequence[str], width: float) -> int:
    widest = max(map(_entry, names))
    if sum(map(_entry, names)) <= width:
        return 1
    columns = max(1, int(width // widest))
    lines = max(1, -(-int(widest) // int(width)))
    return -(-len(names) // columns) * lines


def axis_room(axis: Axis, canvas: Canvas) -> float:
    """The room for the numbers of an axis at the left."""
    widest = max(measure(canvas.brush.ink.tick(tick, axis.step), SMALL) for tick in axis.ticks)
    return widest + (18 if "." in tick_format(axis, canvas.lang) else 12)


# --- axes ---------------------------------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Side:
    """An axis: where it stands ("l", "b"), what crosses it, its ends and steps where they are fixed."""

    number: int
    position: str
    crosses: int
    least: str = ""
    most: str = ""
    step: str = ""
    code: str = ""                              # the format of its numbers; "" where it says none
    grid: bool = False
    hidden: bool = False
    between: str = "between"
    at_end: bool = False                        # crosses the other axis at that one's far end


def value_axis(side: Side, brush: Brush) -> str:
    """An axis of numbers, its line unseen, its grid quiet."""
    shown = "nextTo" if side.code else "none"
    grid = f"<c:majorGridlines><c:spPr>{brush.line('rule', 0.35)}</c:spPr></c:majorGridlines>" if side.grid else ""
    most = f'<c:max val="{side.most}"/>' if side.most else ""
    least = f'<c:min val="{side.least}"/>' if side.least else ""
    step = f'<c:majorUnit val="{side.step}"/>' if side.step else ""
    crosses = f'<c:crosses val="{"max" if side.at_end else "autoZero"}"/>' if side.between == "between" \
        else '<c:crosses val="min"/>'
    line = brush.line("" if side.between == "between" else "muted", 0.8)
    code = escape(side.code) or "General"
    return (f'<c:valAx><c:axId val="{side.number}"/><c:scaling><c:orientation val="minMax"/>{most}{least}</c:scaling>'
            f'<c:delete val="{int(side.hidden)}"/><c:axPos val="{side.position}"/>{grid}<c:numFmt formatCode="{code}" '
            f'sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{shown}"/>'
            f"<c:spPr>{line}</c:spPr>{brush.text('muted', SMALL)}"
            f'<c:crossAx val="{side.crosses}"/>{crosses}<c:crossBetween val="{side.between}"/>{step}</c:valAx>')


def category_axis(position: str, brush: Brush) -> str:
    """The axis of names, which stand at its low end; the first is the uppermost where it stands at the left."""
    order = "maxMin" if position == "l" else "minMax"
    return (f'<c:catAx><c:axId val="{CATEGORIES}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
            f'<c:delete val="0"/><c:axPos val="{position}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
            f"<c:spPr>{brush.line('muted', 0.8)}</c:spPr>{brush.text(body=UPRIGHT)}"
            f'<c:crossAx val="{VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
            '<c:lblOffset val="60"/><c:noMultiLvlLbl val="1"/></c:catAx>')
