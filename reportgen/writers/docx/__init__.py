"""Write a document as a Word file: whole parts of WordprocessingML, packed into the same bytes every time."""

from __future__ import annotations

from reportgen.document.nodes import Document
from reportgen.writers.columns.sheets import Sheets
from reportgen.writers.docx import properties
from reportgen.writers.docx.base.numbering import numbering_part
from reportgen.writers.docx.base.settings import font_table_part, settings_part, theme_part
from reportgen.writers.docx.base.sheet import Sheet
from reportgen.writers.docx.base.styles import styles_part
from reportgen.writers.docx.blocks import Body
from reportgen.writers.docx.facts.map import facts_part, facts_properties_part
from reportgen.writers.docx.facts.origins import origins_of
from reportgen.writers.docx.facts.sources import comments_part
from reportgen.writers.docx.house.dressing import dress
from reportgen.writers.docx.house.fetching import fitted, house_of
from reportgen.writers.docx.navigation.anchors import bookmark_names, places_in_contents
from reportgen.writers.docx.navigation.outline import outline
from reportgen.writers.docx.navigation.references import answers
from reportgen.writers.docx.package import NAMESPACES, PACKAGE, XML, Relations, pack
from reportgen.writers.docx.pages.layout import Pages, laid_out
from reportgen.writers.docx.pages.sections import Sections, frame
from reportgen.writers.docx.story import Ledger, Story
from reportgen.writers.docx.text.notes import footnotes_part
from reportgen.writers.docx.text.paragraphs import section_end
from reportgen.writers.fonts import Fonts
from reportgen.writers.theme import Theme


def write(document: Document, theme: Theme, fonts: Fonts) -> bytes:
    """The bytes of a .docx file; `fonts` draw what stands in for SVG pictures and drawn timelines.

    ReportgenError where Word cannot say what the tree says: a style that the theme lacks, a reference to nothing.
    MachineError where the contents are to have pages and LibreOffice, which lays them out, is missing or fails.
    """
    listed = places_in_contents(document, bookmark_names(document))
    if theme.word.toc_pages == "none" or not listed:
        return _written(document, theme, fonts, Pages())
    return laid_out(lambda pages: _written(document, theme, fonts, pages), listed)


def _written(document: Document, theme: Theme, fonts: Fonts, pages: Pages) -> bytes:
    meta = document.meta
    house = house_of(theme)
    theme = fitted(theme, house)
    sheet = Sheet(theme, meta.lang)
    planned = outline(document, sheet)
    ledger = Ledger(bookmark_names(document), meta.lang, planned, answers(document, planned), pages=pages,
                    origins=origins_of(document, theme.word))
    body, notes = Story(ledger), Story(ledger)
    sections = Sections(document, theme, body)
    parts: dict[str, str | bytes] = {
        "word/document.xml": _document_part(document, sheet, fonts, sections),
        "word/styles.xml": styles_part(theme, meta.lang),
        "word/settings.xml": settings_part(theme, meta.lang),
        "word/fontTable.xml": font_table_part(theme),
        "word/theme/theme1.xml": theme_part(theme, meta.lang),
        "word/footnotes.xml": footnotes_part(notes),
        "docProps/core.xml": properties.core_part(meta),
        "docProps/app.xml": properties.app_part(),
        "docProps/custom.xml": properties.custom_part(document, pages.by),
        "customXml/item1.xml": facts_part(document, ledger.names, ledger.panels),
        "customXml/itemProps1.xml": facts_properties_part(meta),
    }
    parts |= {f"word/{name}": part for name, part in sections.parts.items()}
    parts["word/numbering.xml"] = numbering_part(sheet, planned.starts)
    if theme.word.sources == "comment":
        parts["word/comments.xml"] = comments_part(meta, body)
        body.relations.to("comments", "comments.xml")
    parts |= ledger.media
    if house:
        parts = dress(parts, body.relations, document, theme, house)
    return pack(parts | _relations(body, notes))


def _document_part(document: Document, sheet: Sheet, fonts: Fonts, sections: Sections) -> str:
    body, room = Body(sheet, fonts, sections.story), frame(sheet.theme)
    parts = body.sheets(document.blocks, room) or [Sheets(False, ())]
    written = []
    for number, part in enumerate(parts):
        end = sections.end(part.blocks, part.turned, first=number == 0)
        last = number == len(parts) - 1
        written.append(body.blocks(part.blocks, room) + (end if last else section_end(end)))
    return f"{XML}<w:document {NAMESPACES}><w:body>{''.join(written)}</w:body></w:document>"


def _relations(body: Story, notes: Story) -> dict[str, str]:
    """The relationship parts: of the package, the document, the footnotes and the map of facts."""
    package, facts = Relations(), Relations()
    package.to("officeDocument", "word/document.xml")
    package.to(PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml")
    package.to("extended-properties", "docProps/app.xml")
    package.to("custom-properties", "docProps/custom.xml")
    facts.to("customXmlProps", "itemProps1.xml")
    for kind in ("styles", "numbering", "settings", "fontTable", "footnotes"):
        body.relations.to(kind, f"{kind}.xml")
    body.relations.to("theme", "theme/theme1.xml")
    body.relations.to("customXml", "../customXml/item1.xml")
    rels = {"_rels/.rels": package, "word/_rels/document.xml.rels": body.relations,
            "word/_rels/footnotes.xml.rels": notes.relations, "customXml/_rels/item1.xml.rels": facts}
    return {name: relations.xml() for name, relations in rels.items() if relations}
