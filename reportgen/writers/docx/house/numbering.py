"""Join a house's numbering with ours: what its styles count by stays, and ours gets numbers behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.writers.docx.house.styles import Styles
from reportgen.writers.docx.house.xml import W, at, local, read, value
from reportgen.writers.docx.package import NAMESPACES

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def counted_by(*roots: Element) -> set[str]:
    """The numbers of the lists that styles or texts count by."""
    return {value(number) for root in roots for number in root.iter(f"{W}numId")} - {"0"}


def join_numbering(theirs: Element | None, ours: Element, kept: set[str], styles: Styles) -> tuple[Element, int]:
    """The part with both, and by how much the numbers of our lists grew. Of theirs only the lists `kept` stay."""
    root = read(f"<w:numbering {NAMESPACES}/>") if theirs is None else theirs
    _drop_unused(root, kept)
    lists, abstract = _most(root, "num", "numId"), _most(root, "abstractNum", "abstractNumId") + 1
    taken = {value(each) for each in root.iter(f"{W}nsid")}
    for each in ours:
        _renumber(each, lists, abstract)
        _unlink(each, styles)
        for identity in each.iter(f"{W}nsid", f"{W}tmpl"):
            identity.set(f"{W}val", _free(value(identity), taken))
    _put(root, [each for each in ours if local(each) == "abstractNum"], "abstractNum")
    _put(root, [each for each in ours if local(each) == "num"], "num")
    return root, lists


def shift_lists(text: Element, by: int) -> None:
    """Give the lists that one of our texts counts by their new numbers; 0, which is none, stays."""
    for number in text.iter(f"{W}numId"):
        if value(number) != "0":
            number.set(f"{W}val", str(int(value(number)) + by))


def _drop_unused(root: Element, kept: set[str]) -> None:
    for number in root.findall(f"{W}num"):
        if value(number, "numId") not in kept:
            root.remove(number)
    used = {value(number.find(f"{W}abstractNumId")) for number in root.findall(f"{W}num")}
    for abstract in root.findall(f"{W}abstractNum"):
        if value(abstract, "abstractNumId") not in used:
            root.remove(abstract)


def _most(root: Element, tag: str, name: str) -> int:
    numbers = [value(each, name) for each in root.findall(W + tag)]
    return max((int(number) for number in numbers if number.isdecimal()), default=-1 if tag == "abstractNum" else 0)


def _renumber(each: Element, lists: int, abstract: int) -> None:
    if local(each) == "abstractNum":
        each.set(f"{W}abstractNumId", str(int(value(each, "abstractNumId")) + abstract))
    else:
        each.set(f"{W}numId", str(int(value(each, "numId")) + lists))
        pointer = each.find(f"{W}abstractNumId")
        pointer.set(f"{W}val", str(int(value(pointer)) + abstract))


def _unlink(each: Element, styles: Styles) -> None:
    """A level numbers a style only where the style is ours; the house's styles know nothing of our lists.

    And a first line's indent, counted in characters, does not reach in from the house's plain style.
    """
    for level in each.iter(f"{W}lvl"):
        linked = level.find(f"{W}pStyle")
        if linked is not None:
            if value(linked) in styles.own or value(linked) not in styles.ids:
                level.remove(linked)
            else:
                linked.set(f"{W}val", styles.ids[value(linked)])
        inset = at(level, "pPr/ind")
        if inset is not None:
            inset.set(f"{W}firstLineChars", "0")


def _free(wanted: str, taken: set[str]) -> str:
    """An identity of a list, eight hexadecimal digits, that the house has not."""
    while wanted in taken:
        wanted = f"{(int(wanted, 16) + 0x100) % 0x7FFFFFFF:08X}"
    return wanted


def _put(root: Element, found: list[Element], tag: str) -> None:
    """Put elements behind those of their kind, as the schema wants: pictures, abstract lists, lists, the rest."""
    order = ("numPicBullet", "abstractNum", "num")
    before = [n for n, each in enumerate(root) if local(each) in order[:order.index(tag) + 1]]
    place = before[-1] + 1 if before else 0
    for n, each in enumerate(found):
        root.insert(place + n, each)
