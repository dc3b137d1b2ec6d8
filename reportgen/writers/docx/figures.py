"""Write charts and pictures: a drawing with its text alternative, the caption below, then the notes."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from reportgen.diagnostics import refuse
from reportgen.document.nodes import Chart, Picture, Timeline
from reportgen.messages import said, say
from reportgen.pictures.charts import draw
from reportgen.pictures.raster import Font, png
from reportgen.pictures.sizes import size
from reportgen.pictures.timeline import draw_timeline
from reportgen.writers.docx.package import escape
from reportgen.writers.docx.paragraphs import Frame, paragraph, spacer
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.styles import Sheet
from reportgen.writers.docx.tables import caption_content, table_notes
from reportgen.writers.fonts import Fonts

DPI = 260                    # of charts and of the PNG that stands in for an SVG
EMU = 635                    # to a twip
MM = 1440 / 25.4             # twips to a millimetre
TWIPS = 15                   # to a CSS pixel
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg"}


def chart(block: Chart, frame: Frame, sheet: Sheet, fonts: Fonts, story: Story) -> str:
    """The chart as a picture as wide as the text."""
    family = ", ".join(f"'{name}'" for name in fonts.stack("sans"))
    svg = draw(block, sheet.theme.colours, family, frame.width / 20, story.ledger.lang,
               sheet.theme.page.tallest * MM / 20)
    width, height = size(svg.encode(), "image/svg+xml")
    picture = png(svg, _drawn_with(fonts, fonts.stack("sans")), round(frame.width / 1440 * DPI))
    drawing = _drawing(_media(picture, "png", story), frame.width, round(frame.width * height / width),
                       block.alt, story)
    return _figure(block, drawing, frame, story) + table_notes(block.notes, story)


def timeline(block: Timeline, frame: Frame, sheet: Sheet, fonts: Fonts, story: Story) -> str:
    """A drawn timeline as pictures as wide as the text, one for each of its drawings, in one paragraph."""
    stack = fonts.stack("sans")
    drawings = draw_timeline(block, sheet.theme.colours, ", ".join(f"'{name}'" for name in stack), frame.width / 20,
                             story.ledger.lang, sheet.theme.page.tallest * MM / 20)
    faces = _drawn_with(fonts, stack)
    pixels = round(frame.width / 1440 * DPI)
    shown = "".join(_drawing(_media(png(drawing.svg, faces, pixels), "png", story), frame.width,
                             round(frame.width * drawing.height / drawing.width), drawing.alt, story)
                    for drawing in drawings)
    return _figure(block, shown, frame, story) + table_notes(block.notes, story)


def picture(block: Picture, frame: Frame, sheet: Sheet, fonts: Fonts, story: Story) -> str:
    """The picture in its own size, or as wide as the text or as high as a page lets it; an SVG as a PNG of it."""
    try:
        wide, high = size(block.data, block.media_type)
        width = max(1, min(round(wide * TWIPS), frame.width, round(sheet.theme.page.tallest * MM * wide / high)))
        data, suffix = block.data, _SUFFIXES.get(block.media_type, "png")
        if block.media_type == "image/svg+xml":
            data = png(block.data.decode("utf-8-sig"), _drawn_with(fonts, _families(fonts)),
                       max(1, round(width / 1440 * DPI)))
    except ValueError as problem:
        refuse("unreadable-picture", say("the picture cannot be read: {problem}", problem=said(problem)), block.span)
    drawing = _drawing(_media(data, suffix, story), width, max(1, round(width * high / wide)), block.alt, story)
    return _figure(block, drawing, frame, story) + spacer()


def logo(alt: str, sheet: Sheet, story: Story) -> str:
    """The theme's logo in a paragraph of its own, `alt` spoken in its place; "" where it has none."""
    sign = sheet.theme.logo
    if not sign or not alt:
        return ""
    width, suffix = round(sign.width * MM), _SUFFIXES.get(sign.media_type, "png")
    data = sign.data
    if sign.media_type == "image/svg+xml":
        data = png(data.decode("utf-8-sig"), [], round(width / 1440 * 2 * DPI))
    return paragraph("Logo", _drawing(_media(data, suffix, story), width, round(sign.height * MM), alt, story))


def _figure(block: Chart | Picture | Timeline, drawing: str, frame: Frame, story: Story) -> str:
    has_caption = bool(block.label or block.caption)
    mark = story.bookmark("" if has_caption else block.id)
    indent = f'<w:ind w:left="{frame.indent}"/>' if frame.indent else ""
    shown = paragraph("Figure", mark + drawing, indent=indent)
    if not has_caption:
        return shown
    return shown + paragraph("FigureCaption", caption_content(block.label, block.caption, block.id, story),
                             indent=indent)


def _drawn_with(fonts: Fonts, families: Collection[str]) -> list[Font]:
    return [Font(face.family, face.weight, face.italic, face.data) for face in fonts.faces if face.family in families]


def _families(fonts: Fonts) -> set[str]:
    return {face.family for face in fonts.faces}


def _media(data: bytes, suffix: str, story: Story) -> str:
    """The relationship to a picture's part, which is named by its content and stored once."""
    name = f"media/{hashlib.sha256(data).hexdigest()[:16]}.{suffix}"
    story.ledger.media["word/" + name] = data
    return story.relations.to("image", name)


def _drawing(relation: str, width: int, height: int, alt: str, story: Story) -> str:
    """A picture in the line, `width` and `height` in twips."""
    story.ledger.drawings += 1
    number, wide, high = story.ledger.drawings, width * EMU, height * EMU
    return (f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:docPr id="{number}" name="Figure {number}" descr="{escape(alt)}"/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="Figure {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            '</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')

