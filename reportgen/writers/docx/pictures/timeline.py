"""Write timelines: an editable table with a coloured spine, or drawings."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.nodes import Timeline, TimelineEntry
from reportgen.document.walk import plain
from reportgen.pictures.timeline import Drawing, draw_timeline
from reportgen.writers.columns.room import ADDED
from reportgen.writers.docx.base.sheet import Sheet
from reportgen.writers.docx.base.tables import TIMELINE_PADDING
from reportgen.writers.docx.navigation.captions import caption, has_caption, spoken, table_notes
from reportgen.writers.docx.pictures.drawings import figure, in_line, media
from reportgen.writers.docx.pictures.picture import rastered
from reportgen.writers.docx.pictures.shapes import shapes
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.tables.grid import Marked, cell, layout_row, open_table
from reportgen.writers.docx.text.inline import runs
from reportgen.writers.docx.text.paragraphs import Frame, paragraph
from reportgen.writers.docx.text.runs import run
from reportgen.writers.docx.text.widths import ems
from reportgen.writers.docx.units import EMU, MM
from reportgen.writers.fonts import Face, Fonts

BOLD = 1.08                  # how much wider bold letters are


def timeline(block: Timeline, frame: Frame, sheet: Sheet, story: Story) -> str:
    """A table of two columns with a spine between them, on which each entry has a marker; its head repeats.

    The marker is the bullet of the title's style: Word draws it, no text holds it, a new row has it by its style.
    """
    size = 20 * (sheet.theme.sizes["small"] + ADDED) * BOLD
    whens = [plain(entry.when) for entry in block.entries] + [block.heads[0]]
    first = round(min(max(map(ems, whens)) * size + 2 * TIMELINE_PADDING, frame.width * 0.28))
    widths = [first, frame.width - first]
    last = len(block.entries) if block.notes else 0
    rows = [_head(block, widths, story), *(_entry(entry, widths, number == last, story)
                                           for number, entry in enumerate(block.entries, 1))]
    opening = open_table("Timeline", widths, frame.indent, Marked.FIRST_ROW, spoken(block.caption, block.heads, story))
    mark = "" if has_caption(block) or not block.id else paragraph("Spacer", story.bookmark(block.id), keep_next=True)
    return (mark + caption(block, frame, story) + opening + "".join(rows) + "</w:tbl>"
            + table_notes(block.notes, frame, story))


def _head(block: Timeline, widths: Sequence[int], story: Story) -> str:
    cells = "".join(cell(paragraph("TableHead", run(text, story.voice), align=align), width)
                    for text, align, width in zip(block.heads, ("right", ""), widths, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _entry(entry: TimelineEntry, widths: Sequence[int], keep_next: bool, story: Story) -> str:
    said = [("TimelineWhen", entry.when), (_title_style(entry), entry.title), ("TimelineText", entry.text)]
    when, title, text = (paragraph(style, runs(content, story.voice, story), keep_next) if content else ""
                         for style, content in said)
    return layout_row([when or paragraph("TimelineWhen", ""), title + text or paragraph("TimelineText", "")], widths)


def _title_style(entry: TimelineEntry) -> str:
    """By how much is known of its time: a filled marker, an open one where its ends are not, a square for an era."""
    moment = entry.moment
    if entry.era:
        return "TimelineEra"
    return "TimelineTitle" if moment.begin and moment.end and moment.kind != "about" else "TimelineOpen"


def drawn_timeline(block: Timeline, frame: Frame, sheet: Sheet, fonts: Fonts, story: Story) -> str:
    """A drawn timeline as groups of shapes as wide as the text, one for each of its drawings.

    Each stands in a paragraph of its own: LibreOffice lays the words of several in one on top of each other.
    """
    stack = fonts.stack("sans")
    drawings = draw_timeline(block, sheet.theme.colours, ", ".join(f"'{name}'" for name in stack), frame.width / 20,
                             story.ledger.lang, sheet.theme.page.tallest * MM / 20)
    faces = [face for face in fonts.faces if face.family in stack]
    *above, last = [_drawn(one, frame.width, faces, story) for one in drawings]
    return figure(block, last, frame, story, above) + table_notes(block.notes, frame, story)


def _drawn(drawing: Drawing, width: int, faces: Sequence[Face], story: Story) -> str:
    """One drawing; a picture of it stands in where a program knows no shapes."""
    height = round(width * drawing.height / drawing.width)
    picture = media(rastered(drawing.svg, faces, width), "png", story)
    return shapes(drawing.svg, in_line(picture, width, height, drawing.alt, story), width * EMU, height * EMU,
                  drawing.alt, story)
