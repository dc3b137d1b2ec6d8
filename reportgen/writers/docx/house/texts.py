"""Let our texts name a house's styles, and say at its paragraphs what only our own styles would see to."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from reportgen.writers.docx.house.looks import has, numbered
from reportgen.writers.docx.house.styles import TAKEN_UP, Styles
from reportgen.writers.docx.house.xml import W, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PLAIN = ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"]        # what precedes a numPr


def say_directly(text: Element, ours: Element, theirs: Element, styles: Styles) -> None:
    """Say at each paragraph in a style of the house what ours would see to: its number, that it stays with the next.

    Must come before `rename`: the paragraphs still name our styles.
    """
    numbers = {own: _numbering(_style(own, ours), _style(styles.ids[own], theirs), ours, theirs) for own in styles.own}
    kept = {own for own in styles.own if has(_style(own, ours), ours, "keepNext")
            and not has(_style(styles.ids[own], theirs), theirs, "keepNext")}
    for properties in text.iter(f"{W}pPr"):
        named = value(properties.find(f"{W}pStyle"))
        if named in kept and properties.find(f"{W}keepNext") is None:
            properties.insert(1, properties.makeelement(f"{W}keepNext"))
        if numbers.get(named) is not None and properties.find(f"{W}numPr") is None:
            place = sum(1 for each in properties if local(each) in PLAIN)
            properties.insert(place, deepcopy(numbers[named]))


def _style(identity: str, styles: Element) -> Element | None:
    return next((each for each in styles.findall(f"{W}style") if value(each, "styleId") == identity), None)


def _numbering(own: Element | None, its: Element | None, ours: Element, theirs: Element) -> Element | None:
    """What our style counts by; list 0, which is none, where only the house's counts; None where neither does."""
    mine, other = numbered(own, ours), numbered(its, theirs)
    if mine is not None or other is None:
        return mine
    none = other.makeelement(f"{W}numPr")
    for tag in ("ilvl", "numId"):
        none.append(none.makeelement(W + tag, {f"{W}val": "0"}))
    return none


def rename(text: Element, ids: Mapping[str, str]) -> None:
    """Let a text of ours name its styles by their new ids."""
    for named in text.iter(*(W + tag for tag in TAKEN_UP)):
        if value(named) in ids:
            named.set(f"{W}val", ids[value(named)])
