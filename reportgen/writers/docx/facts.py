"""Mark printed facts, so that a number stays a fact in the reader's file: bookmarks, and links to their evidence."""

from __future__ import annotations

from reportgen.document.nodes import FactText
from reportgen.writers.docx.references import inside
from reportgen.writers.docx.runs import Voice
from reportgen.writers.docx.story import Story


def printed(node: FactText, content: str, voice: Voice, story: Story) -> str:
    """The runs of a printed fact in its bookmark, leading to its line of evidence where there is one."""
    return story.bookmark(node.mark, inside(node.target, content, voice, story, node.span))
