"""Read, search and write the XML of Word files, ours and a house's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def value(element: Element | None, name: str = "val", default: str = "") -> str:
    """The attribute `name` of an element of WordprocessingML; `default` where there is no element or attribute."""
    return default if element is None else element.get(W + name, default)


def at(element: Element, path: str) -> Element | None:
    """The first element at `path`, by names of WordprocessingML: "pPr/numPr"."""
    return element.find("/".join(W + step for step in path.split("/")))


def local(element: Element) -> str:
    """An element's name without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def read(part: str | bytes) -> Element:
    """The root of one of our own parts."""
    from lxml import etree

    return etree.fromstring(part.encode("utf-8") if isinstance(part, str) else part)


def written(root: Element) -> bytes:
    """A part's bytes."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
