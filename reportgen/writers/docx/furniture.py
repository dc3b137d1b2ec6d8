"""Write page heads and feet, with page numbers as fields that hold a result from the start."""

from __future__ import annotations

import re

from reportgen.document.nodes import Document, Masthead, Meta
from reportgen.locales import words
from reportgen.writers.docx.fields import field
from reportgen.writers.docx.package import NAMESPACES, XML
from reportgen.writers.docx.runs import Voice, run

ONE = "<w:r><w:t>1</w:t></w:r>"       # until the page is laid out


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


def footer_part(meta: Meta, feet: str, width: int, side: str = "right") -> str:
    """The foot of every page: its number as the theme's `feet` have it, the marking under it.

    `width` is that of the text on its sheet in twips; `side` is the outer one, where numbers between dashes stand.
    """
    plain = Voice(meta.lang, meta.lang)
    if feet == "dashes":
        number = run("— ", plain) + field("PAGE", ONE) + run(" —", plain)
        line = _paragraph("FooterNumber", number, f'<w:jc w:val="{side}"/>')
    else:
        place, at = ("center", width // 2) if feet == "centred" else ("right", width)
        tab = f'<w:tabs><w:tab w:val="{place}" w:pos="{at}"/></w:tabs>'
        line = _paragraph("Footer", f"{run(meta.footer, plain)}<w:r><w:tab/></w:r>{_pages(meta.lang)}", tab)
    marking = _paragraph("PageMarking", run(meta.marking, plain)) if meta.marking else ""
    return f"{XML}<w:ftr {NAMESPACES}>{line}{marking}</w:ftr>"


def _pages(lang: str) -> str:
    """"Page x of y" as fields."""
    fields = {"{page}": field("PAGE", ONE), "{pages}": field("NUMPAGES", ONE)}
    parts = re.split(r"(\{pages?\})", words(lang)["page"])
    return "".join(fields[part] if part in fields else run(part, Voice(lang, lang)) for part in parts)


def begins_with_masthead(document: Document) -> bool:
    return bool(document.blocks) and isinstance(document.blocks[0], Masthead)


def _paragraph(style: str, content: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'
