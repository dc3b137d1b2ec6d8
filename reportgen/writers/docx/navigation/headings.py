"""Write headings, in the styles that navigation and contents know, with the numbers that Word counts."""

from __future__ import annotations

from dataclasses import replace

from reportgen.document.nodes import Heading
from reportgen.document.numbering import gap
from reportgen.writers.docx.base.numbering import HEADINGS_LIST, NO_LIST
from reportgen.writers.docx.navigation.anchors import listed
from reportgen.writers.docx.navigation.outline import Counted
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.inline import runs
from reportgen.writers.docx.text.paragraphs import Frame, paragraph
from reportgen.writers.docx.text.runs import run


def heading(block: Heading, frame: Frame, story: Story) -> str:
    """A heading in its style: numbered by Word, or with its number typed where Word cannot come to it."""
    counted = story.ledger.outline.counted.get(block.id)
    words = story.bookmark(block.id, runs(block.content, story.voice, story))
    if listed(block.id) in story.ledger.names:
        words = story.bookmark(listed(block.id), words)
    typed = "" if counted else _typed(block.number, story)
    return paragraph(f"Heading{block.level}", typed + words, numbering=_numbering(counted, block.level),
                     indent=_indent(counted, frame))


def _typed(number: str, story: Story) -> str:
    if not number:
        return ""
    apart = run("\u2003", replace(story.voice, style="HeadingSeparator")) if gap(number) else ""
    return run(number, replace(story.voice, style="HeadingNumber")) + apart


def _numbering(counted: Counted | None, level: int) -> str:
    """Nothing where the style itself numbers it."""
    if counted and (counted.list, counted.level) == (HEADINGS_LIST, level - 1):
        return ""
    place = counted or Counted(NO_LIST, level - 1, 0)
    return f'<w:numPr><w:ilvl w:val="{place.level}"/><w:numId w:val="{place.list}"/></w:numPr>'


def _indent(counted: Counted | None, frame: Frame) -> str:
    """Where its list says, counted from where it stands."""
    hanging = counted.hanging if counted else 0
    return f'<w:ind w:left="{frame.indent + hanging}" w:hanging="{hanging}"/>' if frame.indent else ""
