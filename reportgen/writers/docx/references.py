"""Write what leads to another place of the document: references, source marks, marks of notes."""

from __future__ import annotations

from dataclasses import replace

from reportgen.diagnostics import Span
from reportgen.document.nodes import Citation, Note, Reference
from reportgen.writers.docx.runs import Voice, run
from reportgen.writers.docx.story import Story


def citation(node: Citation, voice: Voice, story: Story) -> str:
    """A source mark, on one line, leading to the list of sources."""
    shown = run(node.text.replace(" ", "\u00a0"), replace(voice, style="Citation"))
    return inside(node.target, shown, voice, story, node.span)


def reference(node: Reference, voice: Voice, story: Story) -> str:
    """The name of another place of the document, leading there."""
    return inside(node.target, run(node.text, replace(voice, style="CrossReference")), voice, story, node.span)


def note_mark(node: Note) -> str:
    """The mark of a footnote where it stands in the text."""
    return ('<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{node.number}"/></w:r>')


def inside(target: str, content: str, voice: Voice, story: Story, span: Span) -> str:
    """Runs as a link to `target`; as they are where it is "" or the words already are a link."""
    return content if not target or voice.linked else to_place(target, content, story, span)


def to_place(target: str, content: str, story: Story, span: Span) -> str:
    """Runs as a link to a place in the document."""
    return f'<w:hyperlink w:anchor="{story.anchor(target, span)}" w:history="1">{content}</w:hyperlink>'
