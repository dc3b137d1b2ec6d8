"""Write what is drawn: a picture's part, its place in the line with its text alternative, the caption below."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from reportgen.document.nodes import Chart, Picture, Timeline
from reportgen.writers.docx.navigation.captions import caption_content, has_caption
from reportgen.writers.docx.package import escape
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.paragraphs import Frame, indent_of, paragraph
from reportgen.writers.docx.units import EMU

SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"


def figure(block: Chart | Picture | Timeline, drawing: str, frame: Frame, story: Story,
           above: Sequence[str] = ()) -> str:
    """The drawing in a paragraph of its own, with its caption below; `above` are earlier drawings of the same block."""
    mark = story.bookmark("" if has_caption(block) else block.id)
    indent = indent_of(frame)
    parts = "".join(paragraph("FigurePart", part, indent=indent) for part in above)
    shown = parts + paragraph("Figure", mark + drawing, indent=indent)
    if not has_caption(block):
        return shown
    return shown + paragraph("FigureCaption", caption_content(block.label, block.caption, block.id, story),
                             indent=indent)


def media(data: bytes, suffix: str, story: Story) -> str:
    """The relationship to a picture's part, which is named by its content and stored once."""
    name = f"media/{hashlib.sha256(data).hexdigest()[:16]}.{suffix}"
    story.ledger.media["word/" + name] = data
    return story.relations.to("image", name)


def drawing(relation: str, width: int, height: int, alt: str, story: Story, svg: str = "") -> str:
    """A picture in the line, `width` and `height` in twips; `svg` is the relationship to what it was drawn from."""
    return f"<w:r>{in_line(relation, width, height, alt, story, svg)}</w:r>"


def in_line(relation: str, width: int, height: int, alt: str, story: Story, svg: str = "") -> str:
    """The `w:drawing` of such a picture."""
    story.ledger.drawings += 1
    number, wide, high = story.ledger.drawings, width * EMU, height * EMU
    return (f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:docPr id="{number}" name="Figure {number}" descr="{escape(alt)}"/>'
            '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
            '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="Figure {number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'{_blip(relation, svg)}<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            '</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>')


def _blip(relation: str, svg: str) -> str:
    """The picture; where there is an SVG, programs that know the extension show that, and others the PNG."""
    if not svg:
        return f'<a:blip r:embed="{relation}"/>'
    return (f'<a:blip r:embed="{relation}"><a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
            f'<asvg:svgBlip xmlns:asvg="{SVG}" r:embed="{svg}"/></a:ext></a:extLst></a:blip>')
