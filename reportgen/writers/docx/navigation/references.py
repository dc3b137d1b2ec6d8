"""Write what leads to another place of the document: references, source marks, marks of notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Block, Chart, Citation, Document, Heading, Note, Picture, Reference, Table, Timeline,
)
from reportgen.document.walk import blocks, plain
from reportgen.locales import words
from reportgen.writers.docx.navigation.outline import Outline
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.fields import Answer, field
from reportgen.writers.docx.text.runs import Voice, run


def answers(document: Document, outline: Outline) -> dict[tuple[str, str], Answer]:
    """What fields find, by the id that a reference leads to and the words that it prints."""
    return {(target, said): answer for block in blocks(document.blocks)
            for target, said, answer in _answers(block, outline, document.meta.lang)}


def _answers(block: Block, outline: Outline, lang: str) -> Iterator[tuple[str, str, Answer]]:
    match block:
        case Heading(number="", content=content, id=target) if target:
            yield target, plain(content), Answer(plain(content))
        case Heading(number=number, id=target) if target in outline.counted and number[-1].isalnum():
            before, _, after = words(lang)["section"].partition("{n}")
            yield target, number, Answer(number, "\\r \\h")
            yield target, before + number + after, Answer(number, "\\r \\h", together(before), together(after))
        case Table() | Timeline() | Chart() | Picture() if block.label:
            yield block.id, block.label, Answer(together(block.label))


def citation(node: Citation, voice: Voice, story: Story) -> str:
    """A source mark, on one line, leading to the list of sources."""
    shown = run(node.text.replace(" ", "\u00a0"), replace(voice, style="Citation"))
    return inside(node.target, shown, voice, story, node.span)


def reference(node: Reference, voice: Voice, story: Story) -> str:
    """The name of another place of the document: a field where one finds these words, else a link."""
    named = replace(voice, style="CrossReference")
    answer = story.ledger.answers.get((node.target, node.text))
    if voice.linked or not answer:
        return inside(node.target, run(node.text, named), voice, story, node.span)
    asked = f"REF {story.anchor(node.target, node.span)} {answer.switches}"
    return run(answer.before, named) + field(asked, answer.text, named) + run(answer.after, named)


def together(label: str) -> str:
    """A label, or a part of one, with spaces at which no line breaks."""
    return label.replace(" ", "\u00a0")


def note_mark(node: Note, story: Story) -> str:
    """The mark of a footnote where it stands in the text."""
    return ('<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{story.ledger.origins.ids[node.number]}"/></w:r>')


def inside(target: str, content: str, voice: Voice, story: Story, span: Span) -> str:
    """Runs as a link to `target`; as they are where it is "" or the words already are a link."""
    return content if not target or voice.linked else to_place(target, content, story, span)


def to_place(target: str, content: str, story: Story, span: Span) -> str:
    """Runs as a link to a place in the document."""
    return f'<w:hyperlink w:anchor="{story.anchor(target, span)}" w:history="1">{content}</w:hyperlink>'
