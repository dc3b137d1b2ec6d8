"""Open a Word file as the rules see it: its parts as trees, where each leads, which of them hold running text."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from reportgen.messages import Message
from reportgen.readers.docx.package import tree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPES = "[Content_Types].xml"
WORDING = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
STORIES = ("document.main", "header", "footer", "footnotes", "endnotes", "comments")      # parts of running text
SHOWN = 48                           # letters of a paragraph that a finding is told with
OFF = ("0", "false", "off")
WHOLE = re.compile(r"-?[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong in a part, and the words where it is, "" where there are none."""

    part: str
    said: Message
    words: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship: the last word of its kind ("styles"), and the part or address that it leads to."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """A Word file. `names` are those of the zip, twice where it has one twice; `broken` maps parts to what is wrong.

    `trees` are the parts of XML, `relations` those of each part by their ids; "" is the package itself.
    """

    zip: zipfile.ZipFile
    names: tuple[str, ...]
    trees: Mapping[str, Element]
    broken: Mapping[str, str]
    relations: Mapping[str, Mapping[str, Relation]]

    @cached_property
    def types(self) -> Mapping[str, str]:
        """The content type of each part that has one."""
        table = self.trees.get(TYPES)
        rows = [] if table is None else list(table)
        whole = {row.get("PartName", "")[1:]: row.get("ContentType", "") for row in rows if row.get("PartName")}
        by_ending = {row.get("Extension", "").lower(): row.get("ContentType", "") for row in rows
                     if row.get("Extension")}
        found = {name: whole.get(name) or by_ending.get(name.rpartition(".")[2].lower(), "") for name in self.names}
        return {name: kind for name, kind in found.items() if kind}

    @cached_property
    def stories(self) -> Mapping[str, Element]:
        """The parts of running text, the document first."""
        kinds = [WORDING + kind + "+xml" for kind in STORIES]
        return {name: self.trees[name] for kind in kinds for name in self.typed(kind) if name in self.trees}

    @cached_property
    def flow(self) -> Mapping[str, Element]:
        """The parts that are read from beginning to end: the stories without page heads and feet."""
        edges = [WORDING + kind + "+xml" for kind in ("header", "footer")]
        return {name: tree for name, tree in self.stories.items() if self.types[name] not in edges}

    @cached_property
    def styles(self) -> Mapping[str, Element]:
        """Maps the ids of styles to the first style of that id."""
        part = self.part("styles")
        found: dict[str, Element] = {}
        for style in () if part is None else part.iter(W + "style"):
            found.setdefault(style.get(W + "styleId", ""), style)
        return found

    @cached_property
    def bookmarks(self) -> Mapping[str, tuple[str, Element]]:
        """Maps the names of bookmarks to their part and their start."""
        found: dict[str, tuple[str, Element]] = {}
        for name, story in self.stories.items():
            for start in story.iter(W + "bookmarkStart"):
                found.setdefault(start.get(W + "name", ""), (name, start))
        return found

    @cached_property
    def said(self) -> Mapping[str, str]:
        """Maps the names of bookmarks to the words in them."""
        said: dict[str, str] = {}
        for story in self.stories.values():
            open: dict[str, str] = {}
            for piece in story.iter(W + "bookmarkStart", W + "bookmarkEnd", W + "t", W + "noBreakHyphen"):
                if piece.tag == W + "bookmarkStart":
                    open[piece.get(W + "id", "")] = piece.get(W + "name", "")
                    said.setdefault(piece.get(W + "name", ""), "")
                elif piece.tag == W + "bookmarkEnd":
                    open.pop(piece.get(W + "id", ""), None)
                else:
                    for name in open.values():
                        said[name] += piece.text or "" if piece.tag == W + "t" else "-"
        return said

    @property
    def document(self) -> str:
        """The name of the main part, "" where there is none."""
        return next(iter(self.typed(WORDING + "document.main+xml")), "")

    def typed(self, kind: str) -> list[str]:
        """The names of the parts of a content type."""
        return [name for name, own in self.types.items() if own == kind]

    def named(self, word: str) -> str:
        """The name of the part that the main part has a relationship of a kind to, "" where there is none."""
        return next((one.target for one in self.relations.get(self.document, {}).values() if one.kind == word), "")

    def part(self, word: str) -> Element | None:
        """The part that the main part has a relationship of a kind to."""
        return self.trees.get(self.named(word))


def open_package(data: bytes) -> Package:
    """The file of these bytes; ValueError where it is no zip."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as problem:
        raise ValueError(str(problem)) from problem
    trees, broken = _trees(package)
    relations = {_owner(name): _relations(_owner(name), tree) for name, tree in trees.items() if name.endswith(".rels")}
    return Package(package, tuple(package.namelist()), trees, broken, relations)


def _trees(package: zipfile.ZipFile) -> tuple[dict[str, Element], dict[str, str]]:
    from lxml import etree

    trees, broken = {}, {}
    for name in dict.fromkeys(package.namelist()):
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = tree(package.read(name))
            except etree.XMLSyntaxError as problem:
                broken[name] = str(problem)
    return trees, broken


def _owner(name: str) -> str:
    """The part whose relationships a part holds: "word/_rels/document.xml.rels" → "word/document.xml"."""
    folder, own = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), own.removesuffix(".rels"))


def _relations(owner: str, tree: Element) -> dict[str, Relation]:
    found = {}
    for row in tree:
        target, external = row.get("Target", ""), row.get("TargetMode") == "External"
        if not external:
            whole = posixpath.join("/", posixpath.dirname(owner), target)
            target = posixpath.normpath(whole).lstrip("/")
        found[row.get("Id", "")] = Relation(row.get("Type", "").rpartition("/")[2], target, external)
    return found


def value(element: Element | None, default: str = "", name: str = "val") -> str:
    """An attribute of a property, `default` where the one or the other is not there."""
    return default if element is None else element.get(W + name, default)


def count(element: Element | None, default: int = 0, name: str = "val") -> int:
    """A whole number in an attribute, `default` where there is none."""
    written = value(element, "", name)
    return int(written) if WHOLE.fullmatch(written) else default


def switched(element: Element | None) -> bool:
    """Whether a property that is on or off is on."""
    return element is not None and value(element, "1") not in OFF


def find(element: Element, path: str) -> Element | None:
    """The first element of Word's at a path like "pPr/pStyle".

    Child by child: lxml's own ways look ahead for a second one, through all rows of a table.
    """
    found: Element | None = element
    for tag in _tags(path):
        for child in () if found is None else found:
            if child.tag == tag:
                found = child
                break
        else:
            return None
    return found


@cache
def _tags(path: str) -> tuple[str, ...]:
    return tuple(W + step for step in path.split("/"))


def text(element: Element) -> str:
    """The letters in an element."""
    return "".join(piece.text or "" for piece in element.iter(W + "t"))


def words(element: Element) -> str:
    """The first words of the paragraph that an element stands in, or of the element."""
    whole = element if element.tag == W + "p" else next(element.iterancestors(W + "p"), element)
    said = " ".join(text(whole).split())
    return said if len(said) <= SHOWN else said[:SHOWN] + "…"


def everywhere(package: Package, *names: str) -> Iterator[tuple[str, Element]]:
    """Every element of Word's of these names in the stories, with its part, in order."""
    tags = [W + name for name in names]
    for part, story in package.stories.items():
        for element in story.iter(*tags):
            yield part, element


def twice(names: Iterator[tuple[str, Element, str]]) -> Iterator[tuple[str, Element, str]]:
    """Of (part, element, name) those whose name an earlier one has."""
    seen: set[str] = set()
    for part, element, name in names:
        if name in seen:
            yield part, element, name
        seen.add(name)
