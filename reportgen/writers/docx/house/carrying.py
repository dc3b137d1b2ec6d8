"""Carry the parts of a house template over: heads, feet, pictures, fonts; clean of comments, changes and notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.messages import said, say
from reportgen.writers.docx.house.opening import House, Relation
from reportgen.writers.docx.house.xml import R, W, local, written
from reportgen.writers.docx.package import Relations

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ENDINGS = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf", "svg")
LINKS = re.compile("https?://|mailto:", re.IGNORECASE)
GONE = frozenset((
    "del", "moveFrom", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange",
    "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd",
    "moveToRangeStart", "moveToRangeEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef",
    "bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr", "lastRenderedPageBreak", "footnoteReference",
    "endnoteReference", "smartTagPr", "customXmlPr", "customXmlInsRangeStart", "customXmlInsRangeEnd",
    "customXmlDelRangeStart", "customXmlDelRangeEnd",
))
UNWRAPPED = frozenset(("ins", "moveTo", "smartTag", "customXml"))
REFUSED = frozenset(("object", "control", "OLEObject", "altChunk", "subDoc", "movie", "contentPart"))
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
VML = "urn:schemas-microsoft-com:"


@dataclass(slots=True)
class Luggage:
    """What comes along from a house: `parts` under their new names, and the roots of XML still to be `written`."""

    house: House
    parts: dict[str, bytes] = field(default_factory=dict)
    roots: dict[str, Element] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)          # theirs → ours
    drawings: int = 0

    def part(self, name: str, new: str, look: Callable[[Element], None] = lambda root: None) -> str:
        """Carry the XML part `name` as `new`, with what it refers to; `look` sees its root first."""
        if name not in self.names:
            self.names[name] = new
            root = self.house.xml(name)
            self.clean(root)
            look(root)
            relations = Relations()
            self.link(root, name, relations)
            self.roots[new] = root
            if relations:
                folder, _, file = new.rpartition("/")
                self.parts[f"{folder}/_rels/{file}.rels"] = relations.xml().encode()
        return self.names[name]

    def link(self, root: Element, part: str, relations: Relations) -> None:
        """Give everything that `root` refers to a relationship in `relations`, and carry it."""
        known = self.house.relations(part)
        for element in root.iter():
            for name in [name for name in element.attrib if name.startswith(R)]:
                if local(element) not in ("headerReference", "footerReference") and element.get(name):
                    element.set(name, self._to(known.get(element.get(name)), part, relations))

    def _to(self, relation: Relation | None, part: str, relations: Relations) -> str:
        if relation is None:
            self.house.refuse(say('"{part}" in it refers to nothing', part=part))
        if relation.external:
            if relation.kind == "hyperlink" and LINKS.match(relation.target):
                return relations.to("hyperlink", relation.target, external=True)
            self.house.refuse(say('it reaches outside the file: "{target}"', target=relation.target[:80]),
                              say("put pictures into the file, and link only to web pages"))
        if relation.kind not in ("image", "font") or relation.target not in self.house.parts:
            self.house.refuse(say('"{part}" in it holds more than words and pictures: {kind}', part=part,
                                  kind=relation.kind),
                              say("let heads, feet and covers hold words, tables, pictures and drawings"))
        name = self._media(relation)
        folder = "word/"
        return relations.to(relation.kind, ("../" if "/theme/" in part else "") + name.removeprefix(folder))

    def _media(self, relation: Relation) -> str:
        if relation.target not in self.names:
            ending = relation.target.rpartition(".")[2].lower()
            if relation.kind == "image" and ending not in ENDINGS:
                self.house.refuse(say('its picture "{part}" is of no kind that can be shown', part=relation.target),
                                  say("save it as PNG or JPEG"))
            kept = f"word/fonts/house{len(self.names) + 1}.odttf"
            name = f"word/media/house{len(self.names) + 1}.{ending}" if relation.kind == "image" else kept
            if ending == "svg":
                self._check_svg(relation.target)
            self.names[relation.target] = name
            self.parts[name] = self.house.parts[relation.target]
        return self.names[relation.target]

    def _check_svg(self, part: str) -> None:
        from reportgen.pictures.check import check_picture

        try:
            check_picture(self.house.parts[part], "image/svg+xml")
        except ValueError as problem:
            self.house.refuse(say('its picture "{part}" cannot be shown: {problem}', part=part, problem=said(problem)))

    def clean(self, root: Element) -> None:
        """Take out what speaks of another text: comments, changes, notes, bookmarks. Drawings get ids of their own."""
        for element in [*root.iter()]:
            name = local(element)
            if name in REFUSED:
                self.house.refuse(say("it holds macros or embedded objects"),
                                  say("save it as .docx without them; a template needs only styles, heads and feet"))
            if element.tag.startswith("{" + VML):
                for address in ("src", "href", f"{{{VML}office:office}}href"):
                    element.attrib.pop(address, None)
            if element.tag.startswith(W) and name in GONE:
                _drop(element)
            elif element.tag.startswith(W) and name in UNWRAPPED:
                _unwrap(element)
            elif name == "docPr":
                self.drawings += 1
                element.set("id", str(900_000 + self.drawings))
            elif element.tag in (f"{W}t", f"{W}instrText"):
                _hold_spaces(element)

    def pack(self) -> dict[str, bytes]:
        """All parts that came along."""
        return self.parts | {name: written(root) for name, root in self.roots.items()}


def _hold_spaces(said: Element) -> None:
    """Let a text's ends be what Word shows of them: spaces that are not marked are not there; a code may as well."""
    if local(said) == "instrText":
        said.set(SPACE, "preserve")
    elif said.text and said.get(SPACE) != "preserve":
        said.text = said.text.strip(" \t\n\r")


def _drop(element: Element) -> None:
    """Take an element out with its words; ranges take nothing with them."""
    if element.getparent() is not None:
        element.getparent().remove(element)


def _unwrap(element: Element) -> None:
    """Let what an element holds stand in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for n, child in enumerate([*element]):
        parent.insert(place + n, child)
    parent.remove(element)
