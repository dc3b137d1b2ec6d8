"""Write numbering.xml: bullets, and one numbered list of its own for each ordered list of the document."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.writers.docx.package import NAMESPACES, XML

LEVELS = 9
STEP = 360                   # twips from one level to the next, and the room for a marker
BULLETS_LIST = 1
FIRST_ORDERED_LIST = 3       # 2 is what the style "List Number" falls back on
_BULLETS = "•–▪"
_BULLET_FONT = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:hint="default"/></w:rPr>'


def numbering_part(ordered: Sequence[tuple[int, int]]) -> str:
    """numbering.xml; `ordered` holds the (level, start) of each ordered list, in the order they were begun."""
    bullets = "".join(_level(n, "bullet", _BULLETS[n % 3]) for n in range(LEVELS))
    numbers = "".join(_level(n, "decimal", f"%{n + 1}.") for n in range(LEVELS))
    lists = "".join(_list(FIRST_ORDERED_LIST + n, level, start) for n, (level, start) in enumerate(ordered))
    return (f"{XML}<w:numbering {NAMESPACES}>{_abstract(0, 'A1B2C301', bullets)}{_abstract(1, 'A1B2C302', numbers)}"
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
            f'<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>{lists}</w:numbering>')


def indent(level: int) -> int:
    """Where the text of a list item at `level` (from 0) begins, in twips."""
    return STEP * (level + 1)


def _abstract(number: int, nsid: str, levels: str) -> str:
    return (f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{nsid}"/>'
            f'<w:multiLevelType w:val="hybridMultilevel"/><w:tmpl w:val="{nsid}"/>{levels}</w:abstractNum>')


def _level(level: int, form: str, text: str) -> str:
    style = {("bullet", 0): "ListBullet", ("decimal", 0): "ListNumber"}.get((form, level))
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}<w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent(level)}" w:hanging="{STEP}"/></w:pPr>'
            f'{_BULLET_FONT if form == "bullet" else ""}</w:lvl>')


def _list(number: int, level: int, start: int) -> str:
    return (f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="{level}">'
            f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>')
