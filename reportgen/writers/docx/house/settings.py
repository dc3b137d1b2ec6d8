"""Join a house's settings with what a report needs: nothing locked, nothing fetched, layout of Word 2013 and later."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from reportgen.writers.docx.house.xml import W, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What is kept of a house's settings, in the schema's order; all else says how its author worked, locks, or fetches.
KEPT = (
    "zoom", "displayBackgroundShape", "embedTrueTypeFonts", "saveSubsetFonts", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop", "autoHyphenation",
    "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "defaultTableStyle", "evenAndOddHeaders",
    "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery",
    "displayVerticalDrawingGridEvery", "characterSpacingControl", "strictFirstAndLastChars", "noLineBreaksAfter",
    "noLineBreaksBefore", "hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "mathPr", "themeFontLang",
    "clrSchemeMapping", "shapeDefaults", "decimalSymbol", "listSeparator",
)
OURS = ("footnotePr", "endnotePr", "themeFontLang")                           # never the house's
OURS_IF_ABSENT = ("characterSpacingControl", "compat", "clrSchemeMapping")


def join_settings(theirs: Element | None, ours: Element) -> Element:
    """settings.xml for a report in this house."""
    if theirs is None:
        for each in ours.findall(f"{W}evenAndOddHeaders"):
            ours.remove(each)
        return ours
    own, house = ({local(each): each for each in root} for root in (ours, theirs))
    if "compat" in house and "compat" in own:
        _modernise(house["compat"], own["compat"])
    for each in [*theirs]:
        theirs.remove(each)
    for name in KEPT:
        chosen = own.get(name) if name in OURS else house.get(name)
        if chosen is None and name in OURS_IF_ABSENT:
            chosen = own.get(name)
        if chosen is not None:
            theirs.append(deepcopy(chosen))
    return theirs


def _modernise(house: Element, own: Element) -> None:
    """Word lays out as since 2013: our tables and lists are measured so. The house's other ways of layout stay."""
    for setting in own.findall(f"{W}compatSetting"):
        same = [each for each in house.findall(f"{W}compatSetting") if value(each, "name") == value(setting, "name")]
        if not same:
            house.append(deepcopy(setting))
        elif value(setting, "name") == "compatibilityMode":
            same[0].set(f"{W}val", value(setting))
