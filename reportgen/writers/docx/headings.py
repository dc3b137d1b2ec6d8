"""Write headings."""

from __future__ import annotations

from reportgen.document.nodes import Heading
from reportgen.document.numbering import gap
from reportgen.writers.docx.paragraphs import Frame, indent_of, paragraph
from reportgen.writers.docx.runs import Voice, plain_voice, run
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text import runs


def heading(block: Heading, frame: Frame, story: Story) -> str:
    """A heading in its style, with its number."""
    lang = story.ledger.lang
    number = ""
    if block.number:
        apart = run("\u2003", Voice(lang, lang, "HeadingSeparator")) if gap(block.number) else ""
        number = run(block.number, Voice(lang, lang, "HeadingNumber")) + apart
    words = number + runs(block.content, plain_voice(story), story)
    return paragraph(f"Heading{block.level}", story.bookmark(block.id, words), indent=indent_of(frame))
