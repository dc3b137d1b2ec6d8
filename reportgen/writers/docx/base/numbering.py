"""Write numbering.xml: bullets, ordered lists, and the numbers of headings and annexes; each list starts on its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.document.numbering import CHINESE, gap
from reportgen.locales import words
from reportgen.pictures.lines import measure
from reportgen.readers.docx.counting import Level
from reportgen.writers.docx.base.sheet import Sheet
from reportgen.writers.docx.base.tables import TIMELINE_PADDING
from reportgen.writers.docx.package import NAMESPACES, XML, escape

LEVELS = 9
STEP = 360                   # twips from one level to the next, and the room for a marker
GAP = 1.0                    # of the type's size: between a heading's number and its words
BULLETS_LIST, NUMBERS_LIST, HEADINGS_LIST, ANNEXES_LIST, TIMELINE_LIST, NO_LIST = 1, 2, 3, 4, 5, 6        # w:numId
FIRST_ANEW = 7               # the w:numId of the first list that starts anew
TIMELINE_MARKERS = {"TimelineTitle": "●", "TimelineOpen": "○", "TimelineEra": "■"}      # of a style of titles
_BULLETS = "•–▪"
MARKER_ADDED, MARKER_WIDTH = 2.0, 0.604               # points to small type; of a marker's size, in Arial
_BULLET_FONT = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:hint="default"/></w:rPr>'


@dataclass(frozen=True, slots=True)
class Start:
    """A list of the kind of `like`, one of those above, that starts anew with `first` at its `level` (from 0)."""

    like: int
    level: int
    first: int


def numbering_part(sheet: Sheet, starts: Sequence[Start]) -> str:
    """numbering.xml; `starts` are the lists of the document that start anew, in the order they were begun."""
    bullets = "".join(_level(n, "bullet", _BULLETS[n % 3]) for n in range(LEVELS))
    numbers = "".join(_level(n, "decimal", f"%{n + 1}.") for n in range(LEVELS))
    kinds = (bullets, numbers, _counted(headings(sheet), sheet, linked=True), _counted(annexes(sheet), sheet),
             _markers(sheet), _counted({n: Level("none", "", behind="nothing") for n in range(LEVELS)}, sheet))
    abstract = "".join(_abstract(n, levels, "multilevel" if n in (2, 3, 5) else "hybridMultilevel")
                       for n, levels in enumerate(kinds))
    plain = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n - 1}"/></w:num>' for n in range(1, FIRST_ANEW))
    anew = "".join(_anew(FIRST_ANEW + n, start) for n, start in enumerate(starts))
    return f"{XML}<w:numbering {NAMESPACES}>{abstract}{plain}{anew}</w:numbering>"


def headings(sheet: Sheet) -> dict[int, Level]:
    """The levels of numbered headings in this look and language, from 0."""
    if sheet.theme.numbering_in(sheet.lang) == "decimal":
        return _decimal(0)
    texts = [form.format(han=f"%{n}", n=f"%{n}") for n, form in enumerate(CHINESE, 1)]
    forms = ["chineseCountingThousand" if "{han}" in form else "decimal" for form in CHINESE]
    return {n: _heading(form, text) for n, (form, text) in enumerate(zip(forms, texts, strict=True))} | _decimal(4)


def annexes(sheet: Sheet) -> dict[int, Level]:
    """The levels of annexes' headings: "Annex A", and below it "A.1"."""
    return {0: _heading("upperLetter", words(sheet.lang)["annex"].format(n="%1"))} | _decimal(1)


def indent(level: int) -> int:
    """Where the text of a list item at `level` (from 0) begins, in twips."""
    return STEP * (level + 1)


def hanging(level: int, counted: Level, sheet: Sheet) -> int:
    """How far a heading's words stand behind the beginning of its number, in twips; 0 where they follow closely."""
    sample = re.sub("%1", "A" if counted.form == "upperLetter" or level else "0", counted.text)
    sample = re.sub("%[2-9]", "0", sample)
    size = sheet.theme.sizes[f"h{min(level, 3) + 1}"]
    return round(20 * (measure(sample, size) + GAP * size)) if counted.behind == "tab" else 0


def _decimal(first: int) -> dict[int, Level]:
    """The levels from `first` on, each with the numbers of those above it: "%1.%2"."""
    return {n: _heading("decimal", ".".join(f"%{k}" for k in range(1, n + 2))) for n in range(first, LEVELS)}


def _heading(form: str, text: str) -> Level:
    return Level(form, text, behind="tab" if gap(text) else "nothing")


def _abstract(number: int, levels: str, kind: str) -> str:
    name = f"A1B2C30{number + 1}"
    return (f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{name}"/>'
            f'<w:multiLevelType w:val="{kind}"/><w:tmpl w:val="{name}"/>{levels}</w:abstractNum>')


def _level(level: int, form: str, text: str) -> str:
    style = {("bullet", 0): "ListBullet", ("decimal", 0): "ListNumber"}.get((form, level))
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{linked}<w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent(level)}" w:hanging="{STEP}"/></w:pPr>'
            f'{_BULLET_FONT if form == "bullet" else ""}</w:lvl>')


def _markers(sheet: Sheet) -> str:
    """The markers on a timeline's spine, as bullets that hang out of its cells: a level for each style of titles."""
    size = sheet.theme.sizes["small"] + MARKER_ADDED
    hang = round(TIMELINE_PADDING + 20 * size * MARKER_WIDTH / 2)
    looks = f'{sheet.ink("accent")}<w:sz w:val="{round(2 * size)}"/><w:szCs w:val="{round(2 * size)}"/>'
    return "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:hanging="{hang}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial" w:hint="default"/>{looks}'
        '</w:rPr></w:lvl>' for n, (style, sign) in enumerate(TIMELINE_MARKERS.items()))


def _counted(levels: Mapping[int, Level], sheet: Sheet, linked: bool = False) -> str:
    """The levels of headings; `linked` to the styles Heading 1 to 4, so that these number by themselves."""
    written = []
    light = '<w:rPr><w:b w:val="0"/><w:bCs w:val="0"/></w:rPr>' if sheet.theme.callouts == "bar" else ""
    for n, level in levels.items():
        style = f'<w:pStyle w:val="Heading{n + 1}"/>' if linked and n < 4 else ""
        hang = hanging(n, level, sheet)
        written.append(f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{level.form}"/>{style}'
                       f'<w:suff w:val="{level.behind}"/><w:lvlText w:val="{escape(level.text)}"/>'
                       f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{hang}" w:hanging="{hang}"/></w:pPr>{light}'
                       '</w:lvl>')
    return "".join(written)


def _anew(number: int, start: Start) -> str:
    return (f'<w:num w:numId="{number}"><w:abstractNumId w:val="{start.like - 1}"/>'
            f'<w:lvlOverride w:ilvl="{start.level}"><w:startOverride w:val="{start.first}"/></w:lvlOverride></w:num>')
