"""Open a house's .docx and refuse what must not get into a report: macros, objects, what reaches over the network."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from reportgen.diagnostics import Span, refuse
from reportgen.messages import Message, say

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MIB = 1024 * 1024
LARGEST = 64                          # MiB that the whole template unpacks to
MOST = 2000                           # parts
OLD_WORD = b"\xd0\xcf\x11\xe0"        # how .doc files begin, and .docx files under a password
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
STRICT = "http://purl.oclc.org/ooxml/"
MAIN_TYPES = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
ACTIVE = ("macroEnabled", "vbaProject", "vbaData", "activeX", "oleObject")      # in content types
AS_DOCX = say("in Word: Save As, “Word Document (*.docx)”")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of its kind, the target's part name, or an address where `external`."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class House:
    """A template's parts by name, its main part, and its place in reportgen.yaml."""

    name: str
    parts: Mapping[str, bytes]
    main: str
    span: Span

    def relations(self, part: str) -> dict[str, Relation]:
        """What `part` refers to, by id."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        return {} if rels not in self.parts else {
            each.get("Id", ""): Relation(each.get("Type", "").rpartition("/")[2], *_target(each, folder))
            for each in self.xml(rels).iter(RELATIONSHIPS)}

    def of_kind(self, kind: str) -> str:
        """The name of the part that the main part refers to as `kind`; "" where there is none."""
        return next((one.target for one in self.relations(self.main).values()
                     if one.kind == kind and one.target in self.parts), "")

    def xml(self, part: str) -> Element:
        """The root of a part, read anew. No entity is resolved, nothing is fetched."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
                                 remove_pis=True)
        try:
            root = etree.fromstring(self.parts[part], parser)
        except etree.XMLSyntaxError as problem:
            self.refuse(say('"{part}" in it is damaged: {problem}', part=part, problem=problem.msg))
        if root.getroottree().docinfo.doctype:
            self.refuse(say('"{part}" in it declares entities, as no Word file does', part=part))
        return root

    def refuse(self, message: Message, hint: Message | str = "") -> NoReturn:
        """Raise that this template cannot be used."""
        refuse("bad-word-template", say("{template}: {problem}", template=self.name, problem=message), self.span, hint)


def open_house(data: bytes, name: str, span: Span) -> House:
    """A house's .docx or .dotx. ReportgenError where it is none, is damaged or blown up, or holds what can act."""
    house = House(name, {}, "", span)
    if data.startswith(OLD_WORD):
        house.refuse(say("it is a .doc, or is locked with a password"), AS_DOCX)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = _unpack(package, house)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as problem:
        house.refuse(say("this is no Word file, or it is damaged: {problem}", problem=str(problem)), AS_DOCX)
    house = House(name, parts, "", span)
    _refuse_active(house)
    main = next((one.target for one in _package_relations(house) if one.kind == "officeDocument"), "")
    if main not in parts:
        house.refuse(say("this is not a Word document"), AS_DOCX)
    house = House(name, parts, main, span)
    _refuse_other_documents(house)
    return house


def _unpack(package: zipfile.ZipFile, house: House) -> dict[str, bytes]:
    """All parts by name, as long as they are few and small; whatever their heads say of their size."""
    parts: dict[str, bytes] = {}
    room = LARGEST * MIB
    if len(package.infolist()) > MOST:
        house.refuse(say("it has more than {count} parts", count=MOST))
    for entry in package.infolist():
        if entry.flag_bits & 1:
            house.refuse(say("it is a .doc, or is locked with a password"), AS_DOCX)
        with package.open(entry) as part:
            parts[entry.filename] = part.read(room + 1)
        room -= len(parts[entry.filename])
        if room < 0:
            house.refuse(say("it unpacks to more than {count} MiB", count=LARGEST))
    return parts


def _refuse_active(house: House) -> None:
    types = house.parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if any(word in types for word in ACTIVE) or any("vbaProject" in name for name in house.parts):
        house.refuse(say("it holds macros or embedded objects"),
                     say("save it as .docx without them; a template needs only styles, heads and feet"))


def _package_relations(house: House) -> list[Relation]:
    if "_rels/.rels" not in house.parts:
        return []
    return [Relation(each.get("Type", "").rpartition("/")[2], *_target(each, ""))
            for each in house.xml("_rels/.rels").iter(RELATIONSHIPS)]


def _refuse_other_documents(house: House) -> None:
    """Strict documents have other namespaces; a table or slides have other main parts."""
    tag = house.xml(house.main).tag
    if STRICT in tag:
        house.refuse(say("it is a “Strict Open XML Document”"), AS_DOCX)
    types = house.parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if not tag.endswith("}document") or not any(kind in types for kind in MAIN_TYPES):
        house.refuse(say("this is not a Word document"), AS_DOCX)


def _target(relation: Element, folder: str) -> tuple[str, bool]:
    """A relationship's target as the name of a part, or as it stands where it leads outside the file."""
    target = relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        return target, True
    steps: list[str] = [] if target.startswith("/") else folder.split("/") if folder else []
    for step in target.strip("/").split("/"):
        steps = steps[:-1] if step == ".." else steps if step == "." else [*steps, step]
    return "/".join(steps), False
