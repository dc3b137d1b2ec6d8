"""Write captions: label, number and words; and the notes below tables and figures."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.nodes import Chart, Inlines, Picture, Table, Timeline
from reportgen.locales import words
from reportgen.writers.docx.paragraphs import Frame, paragraph, spacer
from reportgen.writers.docx.runs import Voice, plain_voice, run
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text import runs


def caption(block: Table | Timeline, frame: Frame, story: Story) -> str:
    """The caption above a table, or nothing."""
    if not has_caption(block):
        return ""
    return paragraph("Caption", caption_content(block.label, block.caption, block.id, story),
                     indent=f'<w:ind w:left="{frame.indent}"/>' if frame.indent else "")


def caption_content(label: str, text: Inlines, target: str, story: Story) -> str:
    """Label, separator and words, each in a character style of its own, the label inside the bookmark."""
    lang = story.ledger.lang
    shown = story.bookmark(target, run(label, Voice(lang, lang, "CaptionLabel")))
    between = run(words(lang)["caption_separator"], Voice(lang, lang, "CaptionSeparator")) if label and text else ""
    return shown + between + runs(text, plain_voice(story), story)


def table_notes(notes: Sequence[Inlines], story: Story) -> str:
    """The notes below a table or figure, or the gap where there are none."""
    return "".join(paragraph("TableNote", runs(note, plain_voice(story), story)) for note in notes) or spacer()


def has_caption(block: Chart | Picture | Table | Timeline) -> bool:
    """Whether a block has a caption of any kind."""
    return bool(block.label or block.caption)
