"""Write the table of contents."""

from __future__ import annotations

from reportgen.document.nodes import Contents
from reportgen.document.numbering import headed
from reportgen.writers.docx.paragraphs import paragraph
from reportgen.writers.docx.references import to_place
from reportgen.writers.docx.runs import plain_voice, run
from reportgen.writers.docx.story import Story


def contents(block: Contents, story: Story) -> str:
    """Its title, and a line for each entry that leads to its heading."""
    voice = plain_voice(story)
    lines = "".join(paragraph(f"Toc{entry.level}", to_place(
        entry.target, run(headed(entry.number, entry.text).strip(), voice), story, block.span))
        for entry in block.entries)
    return paragraph("TOCHeading", run(block.title, voice)) + lines
