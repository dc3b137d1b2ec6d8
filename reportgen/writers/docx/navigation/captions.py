"""Write captions: label, number and words; and the notes below tables and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.document.nodes import Chart, Inlines, Picture, Table, Timeline
from reportgen.document.walk import plain
from reportgen.locales import words
from reportgen.writers.docx.navigation.references import together
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.fields import field
from reportgen.writers.docx.text.inline import runs
from reportgen.writers.docx.text.paragraphs import Frame, indent_of, paragraph, spacer
from reportgen.writers.docx.text.runs import run


def caption(block: Table | Timeline, frame: Frame, story: Story) -> str:
    """The caption above a table, or nothing."""
    if not has_caption(block):
        return ""
    return paragraph("Caption", caption_content(block.label, block.caption, block.id, story),
                     indent=indent_of(frame))


def caption_content(label: str, text: Inlines, target: str, story: Story) -> str:
    """Label, separator and words, each in a character style of its own, the label inside the bookmark."""
    shown = story.bookmark(target, _label(label, story)) if label else ""
    separator = run(words(story.ledger.lang)["caption_separator"], replace(story.voice, style="CaptionSeparator"))
    return shown + (separator if label and text else "") + runs(text, story.voice, story)


def _label(label: str, story: Story) -> str:
    """A label with its number as a field that counts, among captions that somebody adds in Word too."""
    voice = replace(story.voice, style="CaptionLabel")
    for kind in ("table", "figure"):
        before, _, after = words(story.ledger.lang)[kind].partition("{n}")
        number = label.removeprefix(before).removesuffix(after)
        if number.isdecimal() and label == f"{before}{number}{after}":
            counted = field(_counting(before.strip(), int(number), story), number, voice)
            return run(together(before), voice) + counted + run(together(after), voice)
    return run(together(label), voice)


def _counting(kind: str, number: int, story: Story) -> str:
    """The field that counts captions of a kind; told its number where the count would not come to it."""
    captions = story.ledger.captions
    told = "" if number == captions.get(kind, 0) + 1 else f" \\r {number}"
    captions[kind] = number
    return f"SEQ {kind} \\* ARABIC{told}"


def table_notes(notes: Sequence[Inlines], frame: Frame, story: Story) -> str:
    """The notes below a table or figure, which stay together, or the gap where there are none."""
    return "".join(paragraph("TableNote", runs(note, story.voice, story), keep_next=n < len(notes),
                             indent=indent_of(frame)) for n, note in enumerate(notes, 1)) or spacer()


def spoken(caption: Inlines, heads: Sequence[str], story: Story) -> str:
    """What a table is called by who cannot see it: its caption, or else the heads of its columns."""
    return plain(caption).strip() or words(story.ledger.lang)["list_separator"].join(filter(None, heads))


def has_caption(block: Chart | Picture | Table | Timeline) -> bool:
    """Whether a block has a caption of any kind."""
    return bool(block.label or block.caption)
