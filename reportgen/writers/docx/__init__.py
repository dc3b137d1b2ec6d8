"""Write a document as a Word file: whole parts of WordprocessingML, packed into the same bytes every time."""

from __future__ import annotations

from reportgen.document.nodes import Document
from reportgen.writers.columns import Sheets
from reportgen.writers.docx import furniture, properties
from reportgen.writers.docx.anchors import bookmark_names, facts_by_bookmark
from reportgen.writers.docx.blocks import Body
from reportgen.writers.docx.notes import footnotes_part
from reportgen.writers.docx.base.numbering import numbering_part
from reportgen.writers.docx.package import NAMESPACES, PACKAGE, XML, Relations, pack
from reportgen.writers.docx.paragraphs import Frame, section_end
from reportgen.writers.docx.base.settings import font_table_part, settings_part, theme_part
from reportgen.writers.docx.story import Ledger, Story
from reportgen.writers.docx.base.styles import Sheet, styles_part
from reportgen.writers.fonts import Fonts
from reportgen.writers.theme import Theme

TWIPS = 1440 / 25.4          # to a millimetre
EDGE = 567                   # twips from the paper's edge to the page head and foot: 10 mm


def write(document: Document, theme: Theme, fonts: Fonts) -> bytes:
    """The bytes of a .docx file; `fonts` draw the charts' pictures.

    ReportgenError where Word cannot say what the tree says: a list ten levels deep, a reference to nothing.
    """
    meta = document.meta
    ledger = Ledger(bookmark_names(document), meta.lang)
    body, notes = Story(ledger), Story(ledger)
    parts: dict[str, str | bytes] = {
        "word/document.xml": _document_part(document, Sheet(theme, meta.lang), fonts, body),
        "word/styles.xml": styles_part(theme, meta.lang),
        "word/settings.xml": settings_part(theme, meta.lang),
        "word/fontTable.xml": font_table_part(theme),
        "word/theme/theme1.xml": theme_part(theme, meta.lang),
        "word/footnotes.xml": footnotes_part(document, notes),
        "word/header1.xml": furniture.header_part(meta),
        "word/footer1.xml": furniture.footer_part(meta, theme.feet, round(theme.page.text_width * TWIPS)),
        "docProps/core.xml": properties.core_part(meta),
        "docProps/app.xml": properties.app_part(),
        "docProps/custom.xml": properties.custom_part(meta),
        "customXml/item1.xml": properties.facts_part(meta, facts_by_bookmark(document)),
        "customXml/itemProps1.xml": properties.facts_properties_part(meta),
    }
    if furniture.begins_with_masthead(document):
        parts["word/header2.xml"] = furniture.first_header_part(document)
    if 'orient="landscape"' in parts["word/document.xml"]:
        parts["word/footer2.xml"] = furniture.footer_part(meta, theme.feet, round(turned_width(theme) * TWIPS))
    if theme.feet == "dashes":
        parts["word/footer3.xml"] = furniture.footer_part(meta, theme.feet, 0, "left")
    parts["word/numbering.xml"] = numbering_part(ledger.ordered)
    parts |= ledger.media
    return pack(parts | _relations(body, notes))


def _document_part(document: Document, sheet: Sheet, fonts: Fonts, story: Story) -> str:
    page = sheet.theme.page
    frame = Frame(round(page.text_width * TWIPS), turned=round(turned_width(sheet.theme) * TWIPS))
    body = Body(sheet, fonts, story)
    parts = body.sheets(document.blocks, frame) or [Sheets(False, ())]
    written = []
    for number, part in enumerate(parts):
        first = number == 0 and furniture.begins_with_masthead(document)
        end = _section(first, part.turned, sheet.theme, story)
        last = number == len(parts) - 1
        written.append(body.blocks(part.blocks, frame) + (end if last else section_end(end)))
    return f"{XML}<w:document {NAMESPACES}><w:body>{''.join(written)}</w:body></w:document>"


def turned_width(theme: Theme) -> float:
    """The width of the text on a sheet turned on its side, in millimetres."""
    return theme.page.height - theme.page.left - theme.page.right


def _section(first: bool, turned: bool, theme: Theme, story: Story) -> str:
    """Page size, margins, heads and feet; the page that a masthead opens, the `first`, has a head of its own."""
    to, page = story.relations.to, theme.page
    furnished = f'<w:headerReference w:type="default" r:id="{to("header", "header1.xml")}"/>'
    footer = to("footer", "footer2.xml" if turned else "footer1.xml")
    furnished += f'<w:footerReference w:type="default" r:id="{footer}"/>'
    if theme.feet == "dashes":                       # pages of even numbers lie on the other side
        furnished += (f'<w:headerReference w:type="even" r:id="{to("header", "header1.xml")}"/>'
                      f'<w:footerReference w:type="even" r:id="{to("footer", "footer3.xml")}"/>')
    if first:
        furnished = (f'<w:headerReference w:type="first" r:id="{to("header", "header2.xml")}"/>{furnished}')
        if theme.cover == "block":                   # a cover has no foot
            furnished += f'<w:footerReference w:type="first" r:id="{footer}"/>'
    top, right, bottom, left = (round(side * TWIPS) for side in (page.top, page.right, page.bottom, page.left))
    wide, high = (page.height, page.width) if turned else (page.width, page.height)
    orientation = ' w:orient="landscape"' if turned else ""
    return (f'<w:sectPr>{furnished}<w:pgSz w:w="{round(wide * TWIPS)}" w:h="{round(high * TWIPS)}"{orientation}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{EDGE}" '
            f'w:footer="{EDGE}" w:gutter="0"/>{"<w:titlePg/>" if first else ""}'
            '<w:docGrid w:linePitch="312"/></w:sectPr>')


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
