"""Write charts as charts: DrawingML that an editor can restyle, with a workbook that "Edit data" opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from reportgen.document.alternatives import panels_in_words, series_in_words
from reportgen.document.nodes import Chart
from reportgen.locales import words
from reportgen.pictures.charts import draw
from reportgen.pictures.charts.ink import Ink
from reportgen.pictures.charts.lying import DENSITIES, MOST_NAMES, Density
from reportgen.pictures.charts.notices import above_zero
from reportgen.pictures.charts.panels import Panel, in_rows, panels_of
from reportgen.pictures.charts.standing import width_needed
from reportgen.writers.docx.base.sheet import Sheet
from reportgen.writers.docx.charts import bars, dots, lines, shares
from reportgen.writers.docx.charts.paint import Brush
from reportgen.writers.docx.charts.space import CHART, Canvas, Head, Plot, part
from reportgen.writers.docx.facts.charts import Drawn
from reportgen.writers.docx.navigation.captions import table_notes
from reportgen.writers.docx.package import Relations, escape
from reportgen.writers.docx.pictures.drawings import figure
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.paragraphs import Frame, indent_of, paragraph
from reportgen.writers.docx.text.runs import run
from reportgen.writers.docx.units import EMU, MM, POINT

BETWEEN = 8.0                                   # points between panels below one another
SEAM = 10.0                                     # points between panels side by side
SHORTEST = 80.0                                 # an axis between names and values
NAMES_BESIDE = 0.45                             # of a panel beside another, for the categories
TRIES = (*((density, SHORTEST) for density in DENSITIES), (DENSITIES[-1], SHORTEST / 2))     # the airiest first

Made = tuple[Panel, Head, Plot, Canvas]


def chart(block: Chart, frame: Frame, sheet: Sheet, story: Story) -> str:
    """The chart, a part for each panel: side by side where they have room, else below one another.

    ReportgenError [chart-too-tall] at its place.
    """
    brush = Brush(Ink(sheet.theme.colours, story.ledger.lang), sheet.theme.heading)
    panels, squeezed = _panels(block, brush, frame.width / POINT, sheet.theme.page.tallest * MM / POINT)
    told = panels_in_words(block, words(story.ledger.lang)) if len(panels) > 1 else [block.alt]
    shown = "".join(_inline(block, *panel, squeezed, alt, story) for panel, alt in zip(panels, told, strict=True))
    listed = _listed(block, [panel for panel, _, plot, _ in panels if plot.crowded], frame, story)
    return figure(block, shown, frame, story) + listed + table_notes(block.notes, frame, story)


def _panels(block: Chart, brush: Brush, width: float, tallest: float) -> tuple[list[Made], float]:
    """The panels, closer together where they must be, and to what share of their height they are squeezed.

    What the drawing refuses as too tall is refused; what that has room for, this has.
    """
    for density, shortest in TRIES:
        rows = _rows(block, brush.ink, width, shortest)
        made = [_row(block, row, brush, width, density, BETWEEN if row is not rows[-1] else 0.0) for row in rows]
        total = sum(max(plot.height for _, _, plot, _ in row) for row in made)
        if total <= tallest:
            break
    else:
        draw(block, brush.ink.colours, "", width, brush.ink.lang, tallest)
    return [panel for row in made for panel in row], min(1.0, tallest / total)


def _listed(block: Chart, crowded: Sequence[Panel], frame: Frame, story: Story) -> str:
    """The values that have no room in the drawing, in words below it; a paragraph for each series."""
    voice, said = story.voice, words(story.ledger.lang)
    return "".join(paragraph("ChartValues", run(series_in_words(block, block.series[index], said), voice),
                             indent=indent_of(frame)) for panel in crowded for index, _ in panel.series)


def _rows(block: Chart, ink: Ink, width: float, shortest: float) -> list[list[Panel]]:
    """The panels by the lines that they stand in; an axis between names and values is to be no shorter than that."""
    match block.kind:
        case "line" | "share":
            least = width
        case "column" | "stacked_column" if (needed := width_needed(block, ink)) <= width:
            least = needed + SEAM
        case _:
            names, values = bars.words_beside(block)
            drawn = values + shortest
            least = min(names + drawn, drawn / (1 - NAMES_BESIDE)) + SEAM
    return list(in_rows(panels_of(block), max(1, int(width // least))))


def _row(block: Chart, row: list[Panel], brush: Brush, width: float,
         density: Density, below: float) -> list[Made]:
    """The panels of one line, their plots at the same height, with room `below` them."""
    seam = SEAM if len(row) > 1 else 0.0
    each = width / len(row) - seam
    canvases = [Canvas(brush, each, each * (NAMES_BESIDE if seam else MOST_NAMES)) for _ in row]
    heads = [_head(block, panel, canvas) for panel, canvas in zip(row, canvases, strict=True)]
    top = max(canvas.head_height(panel, head) for panel, canvas, head in zip(row, canvases, heads, strict=True))
    plots = [_plot(block, panel, canvas, top, density, width) for panel, canvas in zip(row, canvases, strict=True)]
    return [(panel, head, replace(plot, height=plot.height + below), canvas)
            for panel, head, plot, canvas in zip(row, heads, plots, canvases, strict=True)]


def _head(block: Chart, panel: Panel, canvas: Canvas) -> Head:
    """The note below the title, and the names in the legend."""
    names = tuple(series.name or series.measure for _, series in panel.series) if len(panel.series) > 1 else ()
    match block.kind:
        case "line":
            return Head(above_zero(lines.axis_of(panel), canvas.brush.ink), names)
        case "dot":
            return Head(above_zero(dots.axis_of(block, panel, canvas), canvas.brush.ink), names)
        case "share":
            note = words(canvas.lang)["chart_whole"].format(text=block.whole.text) if block.whole else ""
            return Head(note, shares.names_in(block, panel, canvas))
        case _:
            return Head("", names)


def _plot(block: Chart, panel: Panel, canvas: Canvas, top: float, density: Density, width: float) -> Plot:
    """Columns that have no room for their words lie down, as in the drawing."""
    match block.kind:
        case "line":
            return lines.lines(block, panel, canvas, top, density)
        case "share":
            return shares.shares(block, panel, canvas, top)
        case "dot":
            return dots.dots(block, panel, canvas, top, density)
        case "column" | "stacked_column" if width_needed(block, canvas.brush.ink) <= width:
            return bars.columns(block, panel, canvas, top)
        case "bar" | "column" | "stacked_bar" | "stacked_column":
            return bars.bars(block, panel, canvas, top, density)
        case _:
            assert_never(block.kind)


def _inline(block: Chart, panel: Panel, head: Head, plot: Plot, canvas: Canvas, squeezed: float, alt: str,
            story: Story) -> str:
    """A panel in the line of text, `squeezed` to a share of its height, and its parts: the chart and its workbook."""
    ledger = story.ledger
    number, own = len(ledger.panels) + 1, Relations()
    sheet = f"embeddings/Microsoft_Excel_Sheet{number}.xlsx"
    xml = part(panel, head, plot, canvas, own.to("package", f"../{sheet}")).encode()
    ledger.panels.append(Drawn(block, xml, canvas.book))
    ledger.drawings += 1
    ledger.media |= {f"word/charts/chart{number}.xml": xml,
                     f"word/charts/_rels/chart{number}.xml.rels": own.xml().encode(),
                     f"word/{sheet}": canvas.book.data()}
    wide, high = (round(length * POINT) * EMU for length in (canvas.width, plot.height * squeezed))
    relation = story.relations.to("chart", f"charts/chart{number}.xml")
    return (f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:docPr id="{ledger.drawings}" name="Chart {number}" descr="{escape(alt.strip())}"/>'
            f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" '
            f'r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')
