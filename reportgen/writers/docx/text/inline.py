"""Write inline nodes as runs; one case for each kind."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from reportgen.document.nodes import (
    Citation, Emphasis, FactText, Inline, Inlines, Language, LineBreak, Link, Note, Reference, Strong, Subscript,
    Superscript, Text,
)
from reportgen.document.walk import plain
from reportgen.writers.docx.facts.marks import printed
from reportgen.writers.docx.navigation.references import citation, note_mark, reference
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.runs import Voice, run


def runs(content: Inlines, voice: Voice, story: Story) -> str:
    """`content` as the inside of a paragraph."""
    return "".join([_inline(node, voice, story) for node in content])


def _inline(node: Inline, voice: Voice, story: Story) -> str:
    match node:
        case Text(text):
            return run(text, voice)
        case Emphasis(inner):
            return runs(inner, replace(voice, emphasis=True), story)
        case Strong(inner):
            return runs(inner, replace(voice, bold=True), story)
        case Superscript(inner):
            return runs(inner, replace(voice, script="superscript"), story)
        case Subscript(inner):
            return runs(inner, replace(voice, script="subscript"), story)
        case Language(inner, lang):
            return runs(inner, replace(voice, lang=lang), story)
        case Link(inner) if not plain(inner).strip():      # nobody could read it aloud or press it
            return runs(inner, voice, story)
        case Link(inner, url):
            return _out(url, runs(inner, replace(voice, style="Hyperlink", linked=True), story), voice, story)
        case FactText(_, text):
            return printed(node, run(text, voice), voice, story)
        case Citation():
            return citation(node, voice, story)
        case Reference():
            return reference(node, voice, story)
        case Note():
            return note_mark(node, story)
        case LineBreak():
            return "<w:r><w:br/></w:r>"
        case _:
            assert_never(node)


def _out(url: str, content: str, voice: Voice, story: Story) -> str:
    if voice.linked:
        return content
    return f'<w:hyperlink r:id="{story.relations.to("hyperlink", url, True)}" w:history="1">{content}</w:hyperlink>'
