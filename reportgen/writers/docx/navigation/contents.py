"""Write the table of contents: a field that Word can update, filled from the start."""

from __future__ import annotations

from dataclasses import replace

from reportgen.diagnostics import Span
from reportgen.document.nodes import Contents, ContentsEntry
from reportgen.document.numbering import gap
from reportgen.pictures.lines import measure
from reportgen.writers.docx.base.sheet import Sheet
from reportgen.writers.docx.navigation.anchors import listed
from reportgen.writers.docx.navigation.references import to_place
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.fields import begin, end, field
from reportgen.writers.docx.text.paragraphs import paragraph
from reportgen.writers.docx.text.runs import run


INDENT = 480                 # twips: entries of the second level stand in as far, and words behind their numbers


def contents(block: Contents, sheet: Sheet, story: Story) -> str:
    """Its title, and a line for each entry that leads to its heading, with the heading's page where pages are known."""
    voice = story.voice
    title = paragraph("TOCHeading", run(block.title, voice))
    deepest = max(entry.level for entry in block.entries)
    pages = "" if story.ledger.pages.of else " \\n"
    opening = begin(f'TOC \\o "1-{deepest}"{pages} \\h \\z \\u', voice)
    lines = "".join(_line(entry, "" if n else opening, sheet, story, block.span)
                    for n, entry in enumerate(block.entries))
    closing = paragraph("Spacer", end(voice), spacing='<w:spacing w:after="160"/>')
    return ('<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            f'</w:docPartObj></w:sdtPr><w:sdtContent>{title}{lines}{closing}</w:sdtContent></w:sdt>')


def _line(entry: ContentsEntry, opening: str, sheet: Sheet, story: Story, span: Span) -> str:
    tab = _tab(entry, sheet)
    shown = run(entry.number + ("\t" if tab else "") + entry.text, story.voice) + _page(entry.target, story)
    return paragraph(f"Toc{entry.level}", opening + to_place(listed(entry.target), shown, story, span), tabs=tab)


def _tab(entry: ContentsEntry, sheet: Sheet) -> str:
    """Where an entry's words begin behind its number, as Word itself says when it fills the contents."""
    if not gap(entry.number):
        return ""
    size = sheet.theme.sizes["body"]
    room = max(INDENT, round(20 * (measure(entry.number, size) + 0.8 * size)))
    return f'<w:tabs><w:tab w:val="left" w:pos="{INDENT * (entry.level - 1) + room}"/></w:tabs>'


def _page(heading: str, story: Story) -> str:
    """The page of a heading behind a row of dots, nothing where no pages are known."""
    place, pages = story.anchor(listed(heading)), story.ledger.pages.of
    if place not in pages:
        return ""
    voice = replace(story.voice, style="ContentsPage")
    return run("\t", voice) + field(f"PAGEREF {place} \\h", str(pages[place]), voice)
