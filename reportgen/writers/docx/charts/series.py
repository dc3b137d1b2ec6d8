"""Write what a chart shows of its workbook's columns: names, categories, numbers, labels, whiskers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportgen.writers.docx.charts.paint import Brush
from reportgen.writers.docx.charts.workbook import Area, Cell, Number
from reportgen.writers.docx.package import escape

CHART15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
FROM_CELLS, CELL_RANGE = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}", "{02D57815-91ED-43cb-92C2-25804820EDAC}"
NAMELESS = "<c:tx><c:v>\u00a0</c:v></c:tx>"     # the name of a series that no legend is to show
_SHOWN = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")


def name(cell: str, text: str) -> str:
    """A series' name, which stands in a cell."""
    return f"<c:tx>{_strings(cell, [text])}</c:tx>"


def numbers(tag: str, area: Area, empty: str = "") -> str:
    """The numbers of a column; words there count as `empty`, which a chart draws for them."""
    return f"<c:{tag}>{numbers_at(area.reference, area.cells, empty)}</c:{tag}>"


def numbers_at(reference: str, cells: Sequence[Cell], empty: str = "") -> str:
    shown = [cell.text if isinstance(cell, Number) else empty if cell else "" for cell in cells]
    return (f"<c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
            f"{_points(shown)}</c:numCache></c:numRef>")


def categories(area: Area) -> str:
    return f"<c:cat>{_strings(area.reference, area.texts)}</c:cat>"


def _strings(reference: str, texts: Sequence[str]) -> str:
    return f"<c:strRef><c:f>{reference}</c:f><c:strCache>{_points(texts)}</c:strCache></c:strRef>"


def _points(texts: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{escape(text)}</c:v></c:pt>' for n, text in enumerate(texts) if text)
    return f'<c:ptCount val="{len(texts)}"/>{points}'


# --- labels -------------------------------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Tag:
    """The words at one point: those of a number format, or, where `code` is "", those of a cell.

    `aside` is how far they are moved from where they would stand, as shares of the chart's width and height.
    """

    text: str
    code: str = ""
    side: str = "outEnd"
    role: str = "text"
    aside: tuple[float, float] = (0.0, 0.0)
    plate: bool = False


def labels(tags: Sequence[Tag | None], brush: Brush, *, wrapped: bool = False) -> str:
    """A series' labels, None for a point that has none; `wrapped` where long ones may take several lines."""
    body = ' rot="0" wrap="square"' if wrapped else ' rot="0" wrap="none"'
    each = "".join(_label(place, tag, brush, body) for place, tag in enumerate(tags))
    unled = (f'<c:extLst><c:ext uri="{FROM_CELLS}" xmlns:c15="{CHART15}"><c15:showLeaderLines val="0"/></c:ext>'
             "</c:extLst>")
    return f"<c:dLbls>{each}{_shows(())}{unled}</c:dLbls>"


def from_cells(tags: Sequence[Tag | None], printed: Area | None) -> str:
    """What ties labels to the cells that hold their words; "" where all are numbers."""
    if printed is None or all(tag is None or tag.code for tag in tags):
        return ""
    cache = _points(printed.texts)
    return (f'<c:extLst><c:ext uri="{CELL_RANGE}" xmlns:c15="{CHART15}"><c15:datalabelsRange><c15:f>'
            f"{printed.reference}</c15:f><c15:dlblRangeCache>{cache}</c15:dlblRangeCache></c15:datalabelsRange></c:ext>"
            "</c:extLst>")


def _label(place: int, tag: Tag | None, brush: Brush, body: str) -> str:
    if tag is None or not tag.text.strip():
        return f'<c:dLbl><c:idx val="{place}"/><c:delete val="1"/></c:dLbl>'
    plate = f"<c:spPr>{brush.solid('paper')}</c:spPr>" if tag.plate else ""
    side = f'<c:dLblPos val="{tag.side}"/>'
    if tag.code:
        said = f'<c:numFmt formatCode="{escape(tag.code)}" sourceLinked="0"/>{plate}{brush.text(tag.role, body=body)}'
        return f'<c:dLbl><c:idx val="{place}"/>{_moved(tag)}{said}{side}{_shows(("Val",))}</c:dLbl>'
    said = f"{_cell_text(place, tag, brush, body)}{plate}{side}"
    return (f'<c:dLbl><c:idx val="{place}"/>{_moved(tag)}{said}{_shows(("Val",))}<c:extLst>'
            f'<c:ext uri="{FROM_CELLS}" xmlns:c15="{CHART15}"><c15:showDataLabelsRange val="1"/></c:ext></c:extLst>'
            "</c:dLbl>")


def _cell_text(place: int, tag: Tag, brush: Brush, body: str) -> str:
    """A field that repeats a cell, with what it says now."""
    identity = f"{{00000000-0000-4000-8000-{place:012X}}}"
    return (f'<c:tx><c:rich><a:bodyPr{body}/><a:lstStyle/><a:p><a:fld id="{identity}" type="CELLRANGE">'
            f'{brush.letters("rPr", tag.role)}<a:t>{escape(tag.text)}</a:t></a:fld></a:p></c:rich></c:tx>')


def _moved(tag: Tag) -> str:
    if not any(tag.aside):
        return ""
    x, y = tag.aside
    return f'<c:layout><c:manualLayout><c:x val="{x:.4f}"/><c:y val="{y:.4f}"/></c:manualLayout></c:layout>'


def _shows(shown: Iterable[str]) -> str:
    return "".join(f'<c:show{what} val="{int(what in shown)}"/>' for what in _SHOWN)


# --- whiskers -----------------------------------------------------------------------------------------------------

def whiskers(direction: str, plus: Area | None, minus: Area | None, look: str, caps: bool) -> str:
    """How far the values may go beyond their points; `direction` "x", "y", or "" where bars have but one."""
    way = f'<c:errDir val="{direction}"/>' if direction else ""
    form = "both" if plus and minus else "plus" if plus else "minus"
    ends = "".join(f"<c:{tag}>{numbers_at(area.reference, area.cells)}</c:{tag}>"
                   for tag, area in (("plus", plus), ("minus", minus)) if area)
    return (f'<c:errBars>{way}<c:errBarType val="{form}"/><c:errValType val="cust"/><c:noEndCap val="{int(not caps)}"/>'
            f"{ends}<c:spPr>{look}</c:spPr></c:errBars>")
