"""Write fields: an instruction that Word can follow, and from the start the result it would find."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.writers.docx.package import escape
from reportgen.writers.docx.text.runs import Voice, looks, run


@dataclass(frozen=True, slots=True)
class Answer:
    """What a REF field finds: `switches` ask for a number, `text` is its result; `before` and `after` stand around."""

    text: str
    switches: str = "\\h"
    before: str = ""
    after: str = ""


def field(instruction: str, result: str, voice: Voice) -> str:
    """A field that shows `result`; never marked dirty: Word would ask. LibreOffice takes its looks from its ends."""
    return begin(instruction, voice) + run(result, voice) + end(voice)


def begin(instruction: str, voice: Voice) -> str:
    """The runs before a field's result, which may go over paragraphs; `end` closes it."""
    return (f'<w:r>{looks(voice)}<w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r>{looks(voice)}<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
            f'<w:r>{looks(voice)}<w:fldChar w:fldCharType="separate"/></w:r>')


def end(voice: Voice) -> str:
    return f'<w:r>{looks(voice)}<w:fldChar w:fldCharType="end"/></w:r>'
