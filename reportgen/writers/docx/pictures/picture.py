"""Write pictures of the project, and the logo."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.diagnostics import refuse
from reportgen.document.nodes import Picture
from reportgen.messages import said, say
from reportgen.pictures.raster import Font, png
from reportgen.pictures.sizes import size
from reportgen.writers.docx.base.sheet import Sheet
from reportgen.writers.docx.pictures.drawings import drawing, figure, media
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.paragraphs import Frame, paragraph, spacer
from reportgen.writers.docx.units import MM, POINT
from reportgen.writers.fonts import Face, Fonts

DPI = 260                    # of the PNG that stands in for an SVG
TWIPS = 15                   # to a CSS pixel
_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg"}


def picture(block: Picture, frame: Frame, sheet: Sheet, fonts: Fonts, story: Story) -> str:
    """The picture in its own size, or as wide as the text or as high as a page lets it."""
    try:
        wide, high = size(block.data, block.media_type)
        tallest = round(sheet.theme.page.tallest * MM)
        width = max(1, min(round(wide * TWIPS), frame.width, round(tallest * wide / high)))
        height = max(1, min(round(width * high / wide), tallest))
        shown = _shown(block.data, block.media_type, width, height, block.alt, fonts.faces, story)
    except ValueError as problem:
        refuse("unreadable-picture", say("the picture cannot be read: {problem}", problem=said(problem)), block.span)
    return figure(block, shown, frame, story) + spacer()


def logo(alt: str, sheet: Sheet, story: Story, border: str = "") -> str:
    """The theme's logo in a paragraph of its own, `alt` spoken in its place; "" where it has none."""
    sign = sheet.theme.logo
    if not sign or not alt:
        return ""
    width, height = round(sign.width * MM), round(sign.height * MM)
    shown = _shown(sign.data, sign.media_type, width, height, alt, (), story)
    return paragraph("Logo", shown, border=border)


def _shown(data: bytes, media_type: str, width: int, height: int, alt: str, faces: Iterable[Face],
           story: Story) -> str:
    """A PNG or JPEG as it is; an SVG as it is, with a PNG of it for programs that do not draw any."""
    if media_type != "image/svg+xml":
        return drawing(media(data, _SUFFIXES[media_type], story), width, height, alt, story)
    drawn = rastered(data.decode("utf-8-sig"), faces, width)
    return drawing(media(drawn, "png", story), width, height, alt, story, media(data, "svg", story))


def rastered(svg: str, faces: Iterable[Face], width: int) -> bytes:
    """A PNG of an SVG, for `width` twips, in these faces."""
    fonts = [Font(face.family, face.weight, face.italic, face.data) for face in faces]
    return png(svg, fonts, max(1, round(width / (72 * POINT) * DPI)))
