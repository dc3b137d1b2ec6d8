"""Say how the styles of a house look, by themselves or through those that they stand on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.writers.docx.house.xml import W, at, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LEAST, MOST = 4, 96                                  # points that type may have


def name_of(style: Element) -> str:
    """A style's name, without the further ones that old files put behind commas."""
    return value(style.find(f"{W}name")).partition(",")[0].strip()


def _ancestry(style: Element | None, theirs: Element) -> Iterator[Element]:
    """A style and those that it stands on; a circle is broken."""
    by_id = {value(each, "styleId"): each for each in theirs.findall(f"{W}style")}
    seen: set[str] = set()
    while style is not None and value(style, "styleId") not in seen:
        seen.add(value(style, "styleId"))
        yield style
        style = by_id.get(value(style.find(f"{W}basedOn")))


def fonts(style: Element | None, theirs: Element) -> Element | None:
    """The fonts that a style says, by itself or through those that it stands on; None where it says none."""
    said = (at(each, "rPr/rFonts") for each in _ancestry(style, theirs))
    return next((look for look in said if look is not None), None)


def points(style: Element, theirs: Element) -> float:
    """The size of a style's type in points; Word's own, 10, where nothing says it; 0.0 where nobody could read it."""
    said = [at(each, "rPr/sz") for each in _ancestry(style, theirs)]
    said.append(at(theirs, "docDefaults/rPrDefault/rPr/sz"))
    size = next((value(each) for each in said if each is not None), "20")
    return int(size) / 2 if size.isdecimal() and LEAST <= int(size) / 2 <= MOST else 0.0


def prose(theirs: Element) -> Element | None:
    """The house's style for running text."""
    named = {name_of(style).casefold(): style for style in theirs.findall(f"{W}style")}
    return named.get("body text", named.get("normal"))


def is_exact(style: Element | None, theirs: Element) -> bool:
    """Whether a style's lines are of an exact height, which no grid of the sheet changes."""
    rules = (at(each, "pPr/spacing") for each in _ancestry(style, theirs))
    return next((rule for each in rules if (rule := value(each, "lineRule"))), "") == "exact"


def numbered(style: Element | None, theirs: Element) -> Element | None:
    """The numbering that a style brings with it, or None."""
    said = (at(each, "pPr/numPr") for each in _ancestry(style, theirs))
    return next((each for each in said if each is not None), None)


def has(style: Element | None, styles: Element, property: str) -> bool:
    """Whether paragraphs in a style have a property that is on or off."""
    said = (at(each, f"pPr/{property}") for each in _ancestry(style, styles))
    return next((value(each, default="1") not in ("0", "false", "off") for each in said if each is not None), False)
