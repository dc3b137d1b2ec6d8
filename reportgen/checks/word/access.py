"""Rules on who can read a file: its title and language, headings in steps, letters that stand out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportgen.checks.word.package import Finding, Package, W, count, find, switched, text, value, words
from reportgen.messages import say

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DC = "{http://purl.org/dc/elements/1.1/}"
CORE = "docProps/core.xml"
BODY_TEXT = 9                        # Word's outline level of what is no heading
LEAST, LEAST_LARGE = 4.5, 3.0        # WCAG 2.2, 1.4.3
LARGE, LARGE_BOLD = 36, 28           # half points: 18 pt, 14 pt bold
PAPER = "FFFFFF"
COLOUR = re.compile("[0-9A-Fa-f]{6}")


def titles(package: Package) -> Iterator[Finding]:
    """The file has a title and a language among its properties."""
    tree = package.trees.get(CORE)
    for word, said in (("title", say("the file has no title")), ("language", say("the file has no language"))):
        element = None if tree is None else tree.find(DC + word)
        if element is None or not (element.text or "").strip():
            yield Finding(CORE, said)


def languages(package: Package) -> Iterator[Finding]:
    """Letters have a language from the start, Latin and East Asian ones each."""
    part = package.named("styles")
    tree = package.trees.get(part)
    language = None if tree is None else find(tree, "docDefaults/rPrDefault/rPr/lang")
    if not value(language) or not value(language, "", "eastAsia"):
        yield Finding(part, say("the text has no language, Latin or East Asian"))
    settings = package.part("settings")
    if settings is None or not value(find(settings, "themeFontLang"), "", "eastAsia"):
        yield Finding(package.named("settings"), say("the fonts have no East Asian language"))


def headings(package: Package) -> Iterator[Finding]:
    """Headings go down one level at a time, from the first."""
    above = 0
    tree = package.trees.get(package.document)
    levels = {name: _level(package, name) for name in package.styles}
    for paragraph in () if tree is None else tree.iter(W + "p"):
        direct = find(paragraph, "pPr/outlineLvl")
        level = levels.get(value(find(paragraph, "pPr/pStyle")), BODY_TEXT)
        level = count(direct, BODY_TEXT) if direct is not None else level
        if level >= BODY_TEXT:
            continue
        if level > above:
            yield Finding(package.document, say("a heading of level {level} follows one of level {above}",
                                                level=level + 1, above=above), words(paragraph))
        above = level + 1


def _level(package: Package, name: str) -> int:
    level = next((found for style in _chain(package, name) if (found := find(style, "pPr/outlineLvl")) is not None),
                 None)
    return count(level, BODY_TEXT)


def _chain(package: Package, name: str) -> Iterator[Element]:
    """A style and those it is based on, up to one that is there already."""
    seen: set[str] = set()
    while name in package.styles and name not in seen:
        seen.add(name)
        yield package.styles[name]
        name = value(find(package.styles[name], "basedOn"))


# --- contrast -----------------------------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Letters:
    """What letters look like: colour and ground as RRGGBB ("" is automatic), size in half points."""

    colour: str = ""
    ground: str = ""
    size: int = 0
    bold: bool = False

    def over(self, below: Letters) -> Letters:
        """These, and where they say nothing, what is below."""
        return Letters(self.colour or below.colour, self.ground or below.ground, self.size or below.size,
                       self.bold or below.bold)

    @property
    def least(self) -> float:
        """The contrast that they need."""
        return LEAST_LARGE if self.size >= (LARGE_BOLD if self.bold else LARGE) else LEAST


def contrast(package: Package) -> Iterator[Finding]:
    """Letters stand out from what is behind them: a cell's colour, a paragraph's, the paper."""
    looks = {name: _looks(package, name) for name in package.styles}
    default = next((name for name, style in package.styles.items()
                    if style.get(W + "type") == "paragraph" and style.get(W + "default") == "1"), "")
    for part, story in package.flow.items():
        seen: set[tuple[str, str, Letters]] = set()
        for paragraph in story.iter(W + "p"):
            style = value(find(paragraph, "pPr/pStyle"), default)
            behind = _ground(find(paragraph, "pPr/shd")) or _behind(paragraph, package)
            for run in paragraph.iter(W + "r"):
                properties = run[0] if len(run) and run[0].tag == W + "rPr" else None
                key = (style, behind, _own(properties, looks))
                if key in seen or not text(run).strip():
                    continue
                seen.add(key)
                shown = key[2].over(looks.get(style, Letters())).over(Letters(ground=behind))
                if (ratio := _ratio(shown)) < shown.least:
                    yield Finding(part, say("letters of the style {style} stand out too little from what is behind "
                                            "them: {ratio} to 1", style=style, ratio=f"{ratio:.1f}"), words(paragraph))


def _looks(package: Package, name: str) -> Letters:
    """What a style makes of letters."""
    look = Letters()
    for style in _chain(package, name):
        look = look.over(_letters(find(style, "rPr"), _ground(find(style, "pPr/shd"))))
    return look


def _own(properties: Element | None, looks: dict[str, Letters]) -> Letters:
    """What a run itself and its character style say."""
    if properties is None:
        return Letters()
    style = properties[0] if len(properties) and properties[0].tag == W + "rStyle" else None
    return _letters(properties).over(looks.get(value(style), Letters()))


def _letters(properties: Element | None, ground: str = "") -> Letters:
    if properties is None:
        return Letters(ground=ground)
    by_name = {child.tag: child for child in properties}
    return Letters(_colour(value(by_name.get(W + "color"))), _ground(by_name.get(W + "shd")) or ground,
                   count(by_name.get(W + "sz")), switched(by_name.get(W + "b")))


def _behind(paragraph: Element, package: Package) -> str:
    """The colour of the innermost cell that has one, its own or its table style's."""
    for cell in paragraph.iterancestors(W + "tc"):
        own = find(cell, "tcPr/shd")
        if own is not None:
            return _ground(own) or PAPER
        row = cell.getparent()
        style = package.styles.get(value(find(row.getparent(), "tblPr/tblStyle")))
        if style is None:
            continue
        head = _first_row(style) if switched(find(row, "trPr/tblHeader")) else ""
        if found := head or _ground(find(style, "tcPr/shd")):
            return found
    return ""


def _first_row(style: Element) -> str:
    parts = (part for part in style.iterchildren(W + "tblStylePr") if part.get(W + "type") == "firstRow")
    return next((_ground(find(part, "tcPr/shd")) for part in parts), "")


def _ground(shading: Element | None) -> str:
    """The colour of a shading, "" where it has none or a pattern."""
    return _colour(value(shading, "", "fill")) if value(shading) in ("clear", "nil", "") else ""


def _colour(written: str) -> str:
    return written.upper() if COLOUR.fullmatch(written) else ""


def _ratio(shown: Letters) -> float:
    """The contrast of letters and ground; automatic letters are black or white, whatever stands out."""
    ground = _luminance(shown.ground or PAPER)
    letters = _luminance(shown.colour) if shown.colour else 0.0 if ground > 0.18 else 1.0
    light, dark = max(ground, letters), min(ground, letters)
    return (light + 0.05) / (dark + 0.05)


@cache
def _luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = (int(colour[n:n + 2], 16) / 255 for n in (0, 2, 4))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
