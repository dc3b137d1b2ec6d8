"""Write timelines: an editable table with a coloured spine, or drawings."""

from __future__ import annotations

from reportgen.document.nodes import Timeline
from reportgen.document.walk import plain
from reportgen.pictures.raster import png
from reportgen.pictures.timeline import draw_timeline
from reportgen.writers.columns import ADDED
from reportgen.writers.docx.base.styles import Sheet
from reportgen.writers.docx.captions import caption, has_caption, table_notes
from reportgen.writers.docx.drawings import MM, drawing, figure, media
from reportgen.writers.docx.grid import cell, open_table
from reportgen.writers.docx.paragraphs import Frame, paragraph
from reportgen.writers.docx.pictures import DPI, drawn_with
from reportgen.writers.docx.runs import plain_voice, run
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text import runs
from reportgen.writers.docx.widths import ems
from reportgen.writers.fonts import Fonts


def timeline(block: Timeline, frame: Frame, sheet: Sheet, story: Story) -> str:
    """A table of two columns with a coloured spine between them; its head repeats."""
    size = 20 * (sheet.theme.sizes["small"] + ADDED) * 1.08
    whens = [plain(entry.when) for entry in block.entries] + [block.heads[0]]
    first = round(min(max(map(ems, whens)) * size + 300, frame.width * 0.28))
    widths = [first, frame.width - first]
    head = "".join(cell(paragraph("TableHead", run(text, plain_voice(story)), align="right" if n == 0 else ""),
                         widths[n]) for n, text in enumerate(block.heads))
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    for entry in block.entries:
        what = paragraph("TimelineTitle", runs(entry.title, plain_voice(story), story))
        if entry.text:
            what += paragraph("TimelineText", runs(entry.text, plain_voice(story), story))
        when = paragraph("TimelineWhen", runs(entry.when, plain_voice(story), story))
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell(when, widths[0])}{cell(what, widths[1])}</w:tr>")
    opening = open_table("Timeline", widths, frame.indent, True, plain(block.caption))
    mark = "" if has_caption(block) or not block.id else paragraph("Spacer", story.bookmark(block.id), keep_next=True)
    return (mark + caption(block, frame, story) + opening + "".join(rows) + "</w:tbl>"
            + table_notes(block.notes, story))


def drawn_timeline(block: Timeline, frame: Frame, sheet: Sheet, fonts: Fonts, story: Story) -> str:
    """A drawn timeline as pictures as wide as the text, one for each of its drawings, in one paragraph."""
    stack = fonts.stack("sans")
    drawings = draw_timeline(block, sheet.theme.colours, ", ".join(f"'{name}'" for name in stack), frame.width / 20,
                             story.ledger.lang, sheet.theme.page.tallest * MM / 20)
    faces = drawn_with(fonts, stack)
    pixels = round(frame.width / 1440 * DPI)
    shown = "".join(drawing(media(png(one.svg, faces, pixels), "png", story), frame.width,
                             round(frame.width * one.height / one.width), one.alt, story)
                    for one in drawings)
    return figure(block, shown, frame, story) + table_notes(block.notes, story)
