"""Write blocks as paragraphs and tables; one case for each kind of block."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TypeGuard, assert_never

from reportgen.diagnostics import refuse
from reportgen.document.nodes import (
    Block, Blocks, Callout, Chart, Claim, Contents, Distribution, Heading, KeyFigures, List, Masthead, PageBreak,
    Paragraph, Picture, Quote, Table, Timeline,
)
from reportgen.messages import say
from reportgen.writers.columns import Planner
from reportgen.writers.columns.room import cell_voice
from reportgen.writers.columns.ruler import WORDS_SEAM
from reportgen.writers.columns.sheets import Sheets, sheets
from reportgen.writers.docx import boxes, charts, tables
from reportgen.writers.docx.base.numbering import BULLETS_LIST, NUMBERS_LIST, STEP, indent
from reportgen.writers.docx.base.sheet import Sheet, style_id
from reportgen.writers.docx.navigation.captions import has_caption
from reportgen.writers.docx.navigation.contents import contents
from reportgen.writers.docx.navigation.headings import heading
from reportgen.writers.docx.pictures.picture import picture
from reportgen.writers.docx.pictures.timeline import drawn_timeline, timeline
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.inline import runs
from reportgen.writers.docx.text.paragraphs import Frame, indent_of, paragraph, spacer
from reportgen.writers.docx.text.runs import run
from reportgen.writers.fonts import Fonts

INSET = 280                  # twips that claims and quotations stand in


class Body:
    """Writes the blocks of one story; holds what they all need: the sheet of styles, the fonts, the story."""

    def __init__(self, sheet: Sheet, fonts: Fonts, story: Story) -> None:
        self.sheet, self.fonts, self.story = sheet, fonts, story
        self.planner = Planner(sheet.theme, fonts, cell_voice(sheet.theme, fonts), WORDS_SEAM)

    def sheets(self, tree: Blocks, frame: Frame) -> list[Sheets]:
        """The blocks of the top level by the sheets they stand on."""
        return sheets(tree, [isinstance(block, Table)
                             and tables.planned(block, frame, self.sheet.theme, self.planner).turned for block in tree])

    def blocks(self, tree: Blocks, frame: Frame) -> str:
        return "".join(self._paragraph(block, frame, keep_next=True) if _introduces(block, below)
                       else self.block(block, frame) for block, below in zip_longest(tree, tree[1:]))

    def block(self, block: Block, frame: Frame) -> str:
        match block:
            case Masthead():
                return boxes.masthead(block, frame, self.sheet, self.story)
            case Heading():
                return heading(block, frame, self.story)
            case Paragraph():
                return self._paragraph(block, frame)
            case List():
                return self._list(block, frame)
            case Table():
                return tables.table(block, frame, self.sheet, self.story, self.planner)
            case Timeline(form="drawn"):
                return drawn_timeline(block, frame, self.sheet, self.fonts, self.story)
            case Timeline():
                return timeline(block, frame, self.sheet, self.story)
            case Chart():
                return charts.chart(block, frame, self.sheet, self.story)
            case Picture():
                return picture(block, frame, self.sheet, self.fonts, self.story)
            case KeyFigures():
                return boxes.key_figures(block, frame, self.sheet, self.story)
            case Quote():
                return self._quote(block, frame)
            case Callout():
                return self._callout(block, frame)
            case Claim():
                return self._claim(block, frame)
            case Contents():
                return contents(block, self.sheet, self.story)
            case Distribution():
                return boxes.distribution(block, frame, self.story)
            case PageBreak():
                return paragraph("Spacer", "", page_break=True)
            case _:
                assert_never(block)

    def _paragraph(self, block: Paragraph, frame: Frame, keep_next: bool = False) -> str:
        if block.style and block.style not in self.sheet.theme.styles:
            refuse("unknown-style", say('the theme has no paragraph style "{style}"', style=block.style), block.span)
        content = self.story.bookmark(block.id) + runs(block.content, self.story.voice, self.story)
        named = style_id(block.style) if block.style else frame.style
        return paragraph("Quote" if frame.quoted else named, content, keep_next, indent=indent_of(frame))

    def _list(self, block: List, frame: Frame) -> str:
        number = BULLETS_LIST
        if block.ordered:
            number = self.story.ledger.outline.begin(NUMBERS_LIST, frame.depth, block.start)
        return "".join(self._item(item, number, frame) for item in block.items)

    def _item(self, item: Blocks, number: int, frame: Frame) -> str:
        """The first paragraph bears the marker; what follows stands under its text."""
        own = item[0] if item and isinstance(item[0], Paragraph) else None
        content = ""
        if own:
            content = self.story.bookmark(own.id) + runs(own.content, self.story.voice, self.story)
        place = indent(frame.depth) + frame.indent
        numbering = f'<w:numPr><w:ilvl w:val="{frame.depth}"/><w:numId w:val="{number}"/></w:numPr>'
        inset = f'<w:ind w:left="{place}" w:hanging="{STEP}"/>' if frame.indent else ""
        style = "ListBullet" if number == BULLETS_LIST else "ListNumber"
        first = paragraph(style, content, numbering=numbering, indent=inset, keep_next=not own and len(item) > 0)
        return first + self._rest(item[1:] if own else item, place, frame)

    def _rest(self, rest: Blocks, place: int, frame: Frame) -> str:
        """Inner lists count their indent from the outer list's edge, all else from the item's text."""
        base = frame.indent
        under = replace(frame, indent=place, width=frame.width - (place - base), depth=frame.depth + 1,
                        style="ListContinue", turned=0)
        inner = replace(frame, depth=frame.depth + 1, style="ListContinue", turned=0)
        return "".join(self.block(block, inner if isinstance(block, List) else under) for block in rest)

    def _quote(self, block: Quote, frame: Frame) -> str:
        inner = replace(frame, quoted=True, indent=frame.indent + INSET, width=frame.width - INSET, turned=0)
        source = paragraph("Attribution", runs(block.attribution, self.story.voice, self.story),
                           indent=indent_of(inner)) if block.attribution else ""
        return self.blocks(block.content, inner) + source

    def _callout(self, block: Callout, frame: Frame) -> str:
        inner = boxes.inside_callout(block, frame, self.sheet)
        return boxes.callout(block, self.blocks(block.content, inner), frame, self.sheet, self.story)

    def _claim(self, block: Claim, frame: Frame) -> str:
        inner = replace(frame, indent=frame.indent + INSET, width=frame.width - INSET, style="Claim", turned=0)
        sure = paragraph("Confidence", run(block.confidence_text, self.story.voice), indent=indent_of(inner))
        return self.blocks(block.content, inner) + sure + spacer()


def _introduces(block: Block, below: Block | None) -> TypeGuard[Paragraph]:
    """Whether a paragraph stays with what is below: a small one, or one above a table that has no caption.

    LibreOffice may leave half a page empty within such a table where its first row has no room below the head.
    """
    return (isinstance(block, Paragraph) and isinstance(below, Chart | Picture | Table | Timeline)
            and (block.style == "small" or not has_caption(below)))
