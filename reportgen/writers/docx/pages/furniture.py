"""Write page heads and feet, with section names and page numbers as fields that hold a result from the start."""

from __future__ import annotations

import re

from reportgen.document.alternatives import without_marks
from reportgen.document.nodes import Document, Heading, Masthead, Meta
from reportgen.document.walk import plain
from reportgen.locales import words
from reportgen.pictures.lines import measure
from reportgen.writers.docx.package import NAMESPACES, XML
from reportgen.writers.docx.text.fields import field
from reportgen.writers.docx.text.paragraphs import paragraph
from reportgen.writers.docx.text.runs import Voice, run
from reportgen.writers.theme import Theme

POINTS = 72 / 25.4            # to a millimetre
TAB = "<w:r><w:tab/></w:r>"


def header_part(meta: Meta, section: str, width: int, upright: int) -> str:
    """The head of every page: the marking in the middle; under it over a rule the header's words, and the section.

    `section` is the heading that a page with this head begins under, "" where pages name none; Word looks it up page by
    page. `width` is that of the text on its sheet in twips, `upright` that for which the style has a tab.
    """
    plain = Voice(meta.lang, meta.lang)
    marking = _marking(meta)
    named = TAB + field("STYLEREF 1", section, plain) if section else ""
    tabs = (f'<w:tabs><w:tab w:val="clear" w:pos="{upright}"/><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
            if width != upright else "")
    said = meta.header or named or not marking
    head = paragraph("Header", run(meta.header, plain) + named, tabs=tabs) if said else ""
    return f"{XML}<w:hdr {NAMESPACES}>{marking}{head}</w:hdr>"


def _marking(meta: Meta) -> str:
    return paragraph("PageMarking", run(meta.marking, Voice(meta.lang, meta.lang))) if meta.marking else ""


def names_sections(document: Document, theme: Theme) -> bool:
    """Whether each section's name fits beside the header's words in one line."""
    room, size = theme.page.text_width * POINTS, theme.sizes["small"]
    names = [plain(without_marks(block.content)) for block in document.blocks
             if isinstance(block, Heading) and block.level == 1]
    return bool(names) and all(measure(f"{document.meta.header}000{name}", size) <= room for name in names)


def first_header_part(document: Document) -> str:
    """The head of page one, where the masthead says who and what: the marking, unless the masthead bears it."""
    first = document.blocks[0]
    shown = isinstance(first, Masthead) and first.marking
    marking = "" if shown else _marking(document.meta)
    return f'{XML}<w:hdr {NAMESPACES}>{marking or paragraph("PageMarking", "")}</w:hdr>'


def footer_part(meta: Meta, feet: str, width: int, pages: int, side: str = "right") -> str:
    """The foot of every page: its number as the theme's `feet` have it, the marking under it.

    `width` is that of the text on its sheet in twips, `pages` how many pages there are as far as is known; `side` is
    the outer one, where numbers between dashes stand.
    """
    plain = Voice(meta.lang, meta.lang)
    if feet == "dashes":
        number = run("— ", plain) + field("PAGE", "1", plain) + run(" —", plain)
        line = paragraph("FooterNumber", number, align=side)
    else:
        place, at = ("center", width // 2) if feet == "centred" else ("right", width)
        tab = f'<w:tabs><w:tab w:val="{place}" w:pos="{at}"/></w:tabs>'
        line = paragraph("Footer", f"{run(meta.footer, plain)}{TAB}{_pages(meta.lang, pages)}", tabs=tab)
    return f"{XML}<w:ftr {NAMESPACES}>{line}{_marking(meta)}</w:ftr>"


def _pages(lang: str, pages: int) -> str:
    """"Page x of y" as fields; what they hold is right on the first page."""
    voice = Voice(lang, lang)
    fields = {"{page}": field("PAGE", "1", voice), "{pages}": field("NUMPAGES", str(pages), voice)}
    parts = re.split(r"(\{pages?\})", words(lang)["page"])
    return "".join(fields[part] if part in fields else run(part, voice) for part in parts)


def begins_with_masthead(document: Document) -> bool:
    return bool(document.blocks) and isinstance(document.blocks[0], Masthead)
