"""Write a drawing of ours as a group of Word's own shapes: each bar, line and label can be moved and edited there.

What the drawing is made of is read from its SVG, which this and the other formats share: rectangles, circles, lines,
paths of straight strokes, and words in lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from reportgen.pictures.lines import HAN
from reportgen.writers.docx.package import escape
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.paragraphs import paragraph
from reportgen.writers.docx.text.widths import ems
from reportgen.writers.docx.units import EMU, POINT

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LINE, BASE = 11.0, 0.8       # points from line to line of words; where a line's letters stand in it, from its top
ROOM = 1.3                   # of the width of words, for fonts that are wider than ours
WORD = "http://schemas.microsoft.com/office/word/2010/"
SPACES = (f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
          f'xmlns:wpg="{WORD}wordprocessingGroup" xmlns:wps="{WORD}wordprocessingShape"')
KINDS = frozenset(("apart", "bar", "day", "era", "leader", "month", "year"))     # shapes that are named by their class
_SVG = "{http://www.w3.org/2000/svg}"
_POINT = re.compile(r"([ML])(-?[\d.]+) (-?[\d.]+)")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a shape lies in the drawing, in points."""

    left: float
    top: float
    width: float
    height: float

    def xml(self, flip: str = "") -> str:
        return (f'<a:xfrm{flip}><a:off x="{_emu(self.left)}" y="{_emu(self.top)}"/>'
                f'<a:ext cx="{_emu(self.width)}" cy="{_emu(self.height)}"/></a:xfrm>')


def shapes(svg: str, fallback: str, width: int, height: int, alt: str, story: Story) -> str:
    """The run with the group, `width` and `height` in EMU; `fallback` is a `w:drawing` for programs without shapes.

    Behind all lies a ground that cannot be seen: LibreOffice makes a group as small as what is in it.
    """
    story.ledger.drawings += 1
    number = story.ledger.drawings
    root = ElementTree.fromstring(svg)
    wide, high = map(float, root.get("viewBox", "").split()[2:])
    ground = _box(root, _preset("rect"), _Place(0.0, 0.0, wide, high))
    inside = "".join(_numbered(name, shape, story) for name, shape in (("Ground", ground), *_shapes(root, wide)))
    group = ('<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
             f'<a:ext cx="{width}" cy="{height}"/><a:chOff x="0" y="0"/>'
             f'<a:chExt cx="{_emu(wide)}" cy="{_emu(high)}"/></a:xfrm></wpg:grpSpPr>{inside}</wpg:wgp>')
    drawing = (f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
               f'<wp:docPr id="{number}" name="Figure {number}" descr="{escape(alt)}"/><wp:cNvGraphicFramePr/>'
               f'<a:graphic><a:graphicData uri="{WORD}wordprocessingGroup">{group}</a:graphicData></a:graphic>'
               '</wp:inline></w:drawing>')
    return (f'<w:r><mc:AlternateContent {SPACES}><mc:Choice Requires="wpg">{drawing}</mc:Choice>'
            f'<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>')


def _numbered(name: str, shape: str, story: Story) -> str:
    story.ledger.drawings += 1
    return f'<wps:wsp><wps:cNvPr id="{story.ledger.drawings}" name="{escape(name[:60])}"/>{shape}</wps:wsp>'


def _shapes(parent: Element, edge: float) -> Iterator[tuple[str, str]]:
    """Each shape of the drawing, the hindmost first: its name, what stands in its `wps:wsp`. Words end at `edge`."""
    for element in parent:
        kind = element.tag.removeprefix(_SVG)
        if kind == "g" and element.get("class") == "label":
            yield _words(list(element), edge)
        elif kind == "g":
            yield from _shapes(element, edge)
        elif kind == "text":
            yield _words([element], edge)
        elif kind not in ("title", "desc"):
            named = next((word for word in element.get("class", "").split() if word in KINDS), kind)
            yield named.capitalize(), _DRAWN[kind](element)


def _box(element: Element, geometry: str, place: _Place) -> str:
    """A shape that lies in `place`, in the colours of `element`."""
    fill = element.get("fill", "none")
    inside = "<a:noFill/>" if fill == "none" else _solid(fill)
    return (f"<wps:cNvSpPr/><wps:spPr>{place.xml()}{geometry}{inside}{_stroke(element.attrib)}</wps:spPr><wps:bodyPr/>")


def _rect(element: Element) -> str:
    return _box(element, _preset("rect"), _Place(*_numbers(element, "x", "y", "width", "height")))


def _circle(element: Element) -> str:
    x, y, radius = _numbers(element, "cx", "cy", "r")
    return _box(element, _preset("ellipse"), _Place(x - radius, y - radius, 2 * radius, 2 * radius))


def _line(element: Element) -> str:
    x1, y1, x2, y2 = _numbers(element, "x1", "y1", "x2", "y2")
    flip = ' flipV="1"' if (x2 - x1) * (y2 - y1) < 0 else ""
    place = _Place(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    return (f'<wps:cNvCnPr/><wps:spPr>{place.xml(flip)}{_preset("line")}{_stroke(element.attrib)}</wps:spPr>'
            '<wps:bodyPr/>')


def _path(element: Element) -> str:
    points = [(sign, float(x), float(y)) for sign, x, y in _POINT.findall(element.get("d", ""))]
    left, top = min(x for _, x, _ in points), min(y for _, _, y in points)
    place = _Place(left, top, max(x for _, x, _ in points) - left, max(y for _, _, y in points) - top)
    tags = {"M": "moveTo", "L": "lnTo"}
    moves = "".join(f'<a:{tags[sign]}><a:pt x="{_emu(x - left)}" y="{_emu(y - top)}"/></a:{tags[sign]}>'
                    for sign, x, y in points)
    closed = "<a:close/>" if element.get("d", "").endswith("Z") else ""
    geometry = ('<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
                f'<a:path w="{_emu(place.width)}" h="{_emu(place.height)}">{moves}{closed}</a:path></a:pathLst>'
                '</a:custGeom>')
    return _box(element, geometry, place)


_DRAWN: Mapping[str, Callable[[Element], str]] = {"rect": _rect, "circle": _circle, "line": _line, "path": _path}


def _words(lines: list[Element], edge: float) -> tuple[str, str]:
    """A text box of lines that stand one below the other as they do in the drawing, whose right edge is at `edge`."""
    first, at_end = lines[0], lines[0].get("text-anchor") == "end"
    wide = max(ems(line.text or "") * _numbers(line, "font-size")[0] for line in lines) * ROOM
    x, y = _numbers(first, "x", "y")
    left, right = (max(0.0, x - wide), x) if at_end else (x, min(edge, x + wide))
    place = _Place(left, y - BASE * LINE, right - left, LINE * len(lines) + 2.0)
    align = "right" if at_end else ""
    content = "".join(paragraph("DrawingWords", _run(line), align=align) for line in lines)
    shape = (f'<wps:cNvSpPr txBox="1"/><wps:spPr>{place.xml()}{_preset("rect")}<a:noFill/><a:ln><a:noFill/></a:ln>'
             f'</wps:spPr><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>'
             '<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></wps:bodyPr>')
    return first.text or "Words", shape


def _run(line: Element) -> str:
    text = line.text or ""
    hint = '<w:rFonts w:hint="eastAsia"/>' if HAN.search(text) else ""
    bold = "<w:b/><w:bCs/>" if line.get("font-weight") else ""
    half = round(2 * _numbers(line, "font-size")[0])
    return (f'<w:r><w:rPr>{hint}{bold}<w:color w:val="{_hex(line.get("fill", "#000000"))}"/><w:sz w:val="{half}"/>'
            f'<w:szCs w:val="{half}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>')


def _numbers(element: Element, *names: str) -> list[float]:
    return [float(element.get(name, "0")) for name in names]


def _preset(name: str) -> str:
    return f'<a:prstGeom prst="{name}"><a:avLst/></a:prstGeom>'


def _solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{_hex(colour)}"/></a:solidFill>'


def _hex(colour: str) -> str:
    return colour.lstrip("#").upper()


def _stroke(attributes: Mapping[str, str]) -> str:
    """The line around a shape, or of it; dashes are told in shares of its width."""
    if "stroke" not in attributes:
        return "<a:ln><a:noFill/></a:ln>"
    width = float(attributes.get("stroke-width", "1"))
    shares = [round(float(length) / width * 100_000) for length in attributes.get("stroke-dasharray", "").split()]
    dashes = "".join(f'<a:ds d="{dash}" sp="{gap}"/>' for dash, gap in zip(shares[::2], shares[1::2], strict=True))
    return (f'<a:ln w="{_emu(width)}">{_solid(attributes["stroke"])}'
            f'{f"<a:custDash>{dashes}</a:custDash>" if dashes else ""}</a:ln>')


def _emu(points: float) -> int:
    return round(points * POINT * EMU)
