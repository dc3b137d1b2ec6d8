"""Take the parts out of a Word file that somebody gave us: bounded, without entities, nothing fetched."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

from reportgen.diagnostics import Span, refuse
from reportgen.messages import say

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAP = "urn:reportgen:facts:1"                   # the namespace of the map of facts that our files carry
LARGEST = 64 * 1024 * 1024                      # bytes of one unpacked part
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def main_part(package: zipfile.ZipFile, span: Span) -> str:
    """The name of the part that the package is about: word/document.xml, if not called otherwise."""
    relations = part(package, "_rels/.rels", span)
    found = (relation.get("Target", "") for relation in (() if relations is None else relations)
             if relation.get("Type", "").endswith("/officeDocument"))
    return next(found, "word/document.xml").lstrip("/")


def part(package: zipfile.ZipFile, name: str, span: Span) -> Element | None:
    """The XML of a part, or None where there is none. No entity is expanded, nothing is fetched.

    ReportgenError where it is too large, damaged or declares entities; one of DAMAGED where the package itself is.
    """
    from lxml import etree

    if name not in package.NameToInfo:
        return None
    with package.open(name) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        refuse("source-too-large", say('"{part}" in it unpacks to more than 64 MiB', part=name), span)
    try:
        root = tree(data)
    except etree.XMLSyntaxError as problem:
        refuse("unreadable-source", say('"{part}" in it is damaged: {problem}', part=name, problem=problem.msg), span)
    if root.getroottree().docinfo.doctype:
        refuse("unreadable-source", say('"{part}" in it declares entities, as no Word file does', part=name), span)
    return root


def tree(data: bytes) -> Element:
    """XML without comments; entities stay what they are, and nothing is fetched. XMLSyntaxError where it is none."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False,
                                                  remove_comments=True, remove_pis=True))
