"""Write fields: an instruction that Word can follow, and from the start the result it would find."""

from __future__ import annotations

from reportgen.writers.docx.package import escape


def field(instruction: str, result: str) -> str:
    """A field with `result`, which are runs, as what it shows; never marked dirty, which makes Word ask."""
    return begin(instruction) + result + END


def begin(instruction: str) -> str:
    """The runs before a field's result, which may go over paragraphs; `END` closes it."""
    return ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>')


END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
