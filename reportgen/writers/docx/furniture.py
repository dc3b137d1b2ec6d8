"""Write page heads and feet, with page numbers as fields that hold a result from the start."""

from __future__ import annotations

import re

from reportgen.document.nodes import Document, Masthead, Meta
from reportgen.locales import words
from reportgen.writers.docx.package import NAMESPACES, XML
from reportgen.writers.docx.text import Voice, run


def header_part(meta: Meta) -> str:
    """The head of every page: the marking in the middle, the header's words under it over a rule."""
    plain = Voice(meta.lang, meta.lang)
    marking = _paragraph("PageMarking", run(meta.marking, plain)) if meta.marking else ""
    head = _paragraph("Header", run(meta.header, plain)) if meta.header or not marking else ""
    return f"{XML}<w:hdr {NAMESPACES}>{marking}{head}</w:hdr>"


def first_header_part(document: Document) -> str:
    """The head of page one, where the masthead says who and what: the marking, unless the masthead bears it."""
    meta = document.meta
    first = document.blocks[0]
    shown = isinstance(first, Masthead) and first.marking
    marking = "" if shown else run(meta.marking, Voice(meta.lang, meta.lang))
    return f'{XML}<w:hdr {NAMESPACES}>{_paragraph("PageMarking", marking)}</w:hdr>'


def footer_part(meta: Meta, edges: tuple[int, int] | None = None) -> str:
    """The foot of every page: the footer's words, "page x of y" at the right, the marking under them.

    `edges` are where the right is, in twips, on an upright sheet and on this one, which is turned on its side.
    """
    plain = Voice(meta.lang, meta.lang)
    pattern = re.split(r"(\{pages?\})", words(meta.lang)["page"])
    fields = {"{page}": _field("PAGE"), "{pages}": _field("NUMPAGES")}
    pages = "".join(fields[part] if part in fields else run(part, plain) for part in pattern)
    tab = (f'<w:tabs><w:tab w:val="clear" w:pos="{edges[0]}"/><w:tab w:val="right" w:pos="{edges[1]}"/></w:tabs>'
           if edges else "")
    line = _paragraph("Footer", f"{run(meta.footer, plain)}<w:r><w:tab/></w:r>{pages}", tab)
    marking = _paragraph("PageMarking", run(meta.marking, plain)) if meta.marking else ""
    return f"{XML}<w:ftr {NAMESPACES}>{line}{marking}</w:ftr>"


def begins_with_masthead(document: Document) -> bool:
    return bool(document.blocks) and isinstance(document.blocks[0], Masthead)


def _paragraph(style: str, content: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def _field(instruction: str) -> str:
    """A field with "1" as its result until the page is laid out; never marked dirty, which makes Word ask."""
    return ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
