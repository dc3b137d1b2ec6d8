"""Count the numbered paragraphs of a Word file, to know what a reference to one's number shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.checks.word.package import Package, W, count, find, value
from reportgen.readers.docx.counting import Counts, Level, Numbering

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def numbers_of_bookmarks(package: Package) -> Mapping[str, str]:
    """Maps each bookmark that begins in a numbered paragraph of the document to that paragraph's number."""
    lists, counts, found = _lists(package), Counts(), {}
    by_style = {name: _numbering(package, name) for name in package.styles}
    tree = package.trees.get(package.document)
    for paragraph in () if tree is None else tree.iter(W + "p"):
        own = find(paragraph, "pPr/numPr")
        list_, level = by_style.get(value(find(paragraph, "pPr/pStyle")), ("", 0))
        if own is not None:
            list_, level = value(find(own, "numId"), list_), count(find(own, "ilvl"), level)
        if list_ not in lists or level not in lists[list_].levels:
            continue
        number = counts.next(list_, lists[list_], level)
        found.update((start.get(W + "name", ""), number) for start in paragraph.iter(W + "bookmarkStart"))
    return found


def _numbering(package: Package, name: str) -> tuple[str, int]:
    """The list and level that a style gives; ("", 0) where it gives none."""
    list_, level, seen = "", 0, set()
    while name in package.styles and name not in seen:
        seen.add(name)
        own = find(package.styles[name], "pPr/numPr")
        if own is not None:
            list_, level = list_ or value(find(own, "numId")), level or count(find(own, "ilvl"))
        name = value(find(package.styles[name], "basedOn"))
    return list_, level


def _lists(package: Package) -> dict[str, Numbering]:
    tree = package.part("numbering")
    kinds = {} if tree is None else {
        kind.get(W + "abstractNumId", ""): {count(level, name="ilvl"): _level(level)
                                            for level in kind.findall(W + "lvl")}
        for kind in tree.findall(W + "abstractNum")}
    return {num.get(W + "numId", ""): Numbering(kind, kinds[kind], _starts(num))
            for num in (() if tree is None else tree.findall(W + "num"))
            if (kind := value(find(num, "abstractNumId"))) in kinds}


def _level(level: Element) -> Level:
    return Level(value(find(level, "numFmt")), value(find(level, "lvlText")), count(find(level, "start"), 1))


def _starts(num: Element) -> dict[int, int]:
    return {count(over, name="ilvl"): count(find(over, "startOverride"), 1)
            for over in num.findall(W + "lvlOverride") if find(over, "startOverride") is not None}
