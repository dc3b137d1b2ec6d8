"""Write pictures of the project, and the logo."""

from __future__ import annotations

from collections.abc import Collection

from reportgen.diagnostics import refuse
from reportgen.document.nodes import Picture
from reportgen.messages import said, say
from reportgen.pictures.raster import Font, png
from reportgen.pictures.sizes import size
from reportgen.writers.docx.drawings import MM, drawing, figure, media
from reportgen.writers.docx.paragraphs import Frame, paragraph, spacer
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.base.styles import Sheet
from reportgen.writers.fonts import Fonts

DPI = 260                    # of charts and of the PNG that stands in for an SVG
TWIPS = 15                   # to a CSS pixel
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg"}


def picture(block: Picture, frame: Frame, sheet: Sheet, fonts: Fonts, story: Story) -> str:
    """The picture in its own size, or as wide as the text or as high as a page lets it; an SVG as a PNG of it."""
    try:
        wide, high = size(block.data, block.media_type)
        width = max(1, min(round(wide * TWIPS), frame.width, round(sheet.theme.page.tallest * MM * wide / high)))
        data, suffix = block.data, _SUFFIXES.get(block.media_type, "png")
        if block.media_type == "image/svg+xml":
            data = png(block.data.decode("utf-8-sig"), drawn_with(fonts, _families(fonts)),
                       max(1, round(width / 1440 * DPI)))
    except ValueError as problem:
        refuse("unreadable-picture", say("the picture cannot be read: {problem}", problem=said(problem)), block.span)
    shown = drawing(media(data, suffix, story), width, max(1, round(width * high / wide)), block.alt, story)
    return figure(block, shown, frame, story) + spacer()


def logo(alt: str, sheet: Sheet, story: Story) -> str:
    """The theme's logo in a paragraph of its own, `alt` spoken in its place; "" where it has none."""
    sign = sheet.theme.logo
    if not sign or not alt:
        return ""
    width, suffix = round(sign.width * MM), _SUFFIXES.get(sign.media_type, "png")
    data = sign.data
    if sign.media_type == "image/svg+xml":
        data = png(data.decode("utf-8-sig"), [], round(width / 1440 * 2 * DPI))
    return paragraph("Logo", drawing(media(data, suffix, story), width, round(sign.height * MM), alt, story))


def _families(fonts: Fonts) -> set[str]:
    return {face.family for face in fonts.faces}


def drawn_with(fonts: Fonts, families: Collection[str]) -> list[Font]:
    """The faces that a picture may be drawn with, of these families."""
    return [Font(face.family, face.weight, face.italic, face.data) for face in fonts.faces if face.family in families]
