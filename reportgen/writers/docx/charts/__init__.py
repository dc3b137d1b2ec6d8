"""Write charts."""

from __future__ import annotations

from reportgen.document.nodes import Chart
from reportgen.pictures.charts import draw
from reportgen.pictures.raster import png
from reportgen.pictures.sizes import size
from reportgen.writers.docx.captions import table_notes
from reportgen.writers.docx.drawings import MM, drawing, figure, media
from reportgen.writers.docx.paragraphs import Frame
from reportgen.writers.docx.pictures import DPI, drawn_with
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.base.styles import Sheet
from reportgen.writers.fonts import Fonts


def chart(block: Chart, frame: Frame, sheet: Sheet, fonts: Fonts, story: Story) -> str:
    """The chart as a picture as wide as the text."""
    family = ", ".join(f"'{name}'" for name in fonts.stack("sans"))
    svg = draw(block, sheet.theme.colours, family, frame.width / 20, story.ledger.lang,
               sheet.theme.page.tallest * MM / 20)
    width, height = size(svg.encode(), "image/svg+xml")
    picture = png(svg, drawn_with(fonts, fonts.stack("sans")), round(frame.width / 1440 * DPI))
    shown = drawing(media(picture, "png", story), frame.width, round(frame.width * height / width),
                       block.alt, story)
    return figure(block, shown, frame, story) + table_notes(block.notes, story)
