"""Read the words of an HTML output, by its elements: the roles are those of the document tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportgen.document.walk import Unit

BY_CLASS = {                               # paragraphs that a class names; spans and lists have classes of their own
    "marking": "marking", "series": "series", "office": "office", "subtitle": "subtitle", "attribution": "attribution",
    "callout-title": "callout-title", "confidence": "confidence", "table-note": "table-note",
    "contents-title": "contents-title", "issue": "issue", "date": "date", "sent": "distribution",
}
BY_TAG = {"caption": "caption", "figcaption": "caption", "th": "th", "td": "td"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset((*HEADINGS, *BY_TAG, "p", "div", "ul", "ol", "table", "figure", "blockquote", "aside", "section"))
NOT_WORDS = {"furniture", "sep", "data"}   # page furniture; what parts a caption's label from its words; a chart's data


def read_words(data: bytes) -> list[Unit]:
    """The units of an HTML file that `writers.html` made, in order; its footnotes stand at its end."""
    from lxml import html

    root = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
    titled = bool(root.xpath("//h1[@class='title']"))
    return [unit for unit in _units(root.find("body"), titled) if unit.text.strip()]


def _units(element: Any, titled: bool) -> Iterator[Unit]:
    kind = element.get("class", "")
    if not isinstance(element.tag, str) or kind in NOT_WORDS:
        return
    match element.tag:
        case "svg":
            yield Unit("figure", "".join(found.text or "" for found in element.iter("desc")))
        case "div" if "timeline-drawing" in kind:          # one picture, whatever the number of its drawings
            yield Unit("figure", " ".join(found.text or "" for found in element.iter("desc")))
        case "img":
            yield Unit("figure", element.get("alt", ""))
        case "li":
            yield from _item(element, kind, titled)
        case "p":
            quoted = next(element.iterancestors("blockquote"), None) is not None
            yield Unit(BY_CLASS.get(kind.partition(" ")[0]) or ("quote" if quoted else "p"), _words(element))
        case tag if tag in BY_TAG:
            yield Unit(BY_TAG[tag], _words(element))
        case tag if tag in HEADINGS:
            level = int(tag[1]) - titled
            yield Unit("title" if kind == "title" else f"h{level}", _words(element))
        case _:
            for child in element:
                yield from _units(child, titled)


def _item(element: Any, kind: str, titled: bool) -> Iterator[Unit]:
    """A list item: its own words or its first paragraph's, with its number; then the rest of its body."""
    if kind.startswith("level-"):
        yield Unit("contents-entry", _words(element))
        return
    if kind == "card":
        yield Unit("card", _words(element))
        return
    if element.getparent().getparent().get("class") == "notes":
        yield Unit("note", _words(element))
        return
    number, body = _number(element), element.find("div[@class='item']")
    if body is None:
        yield Unit("li", number + _words(element))
        return
    rest = list(body)
    first = rest.pop(0) if rest and rest[0].tag == "p" else None
    yield Unit("li", number + (_words(first) if first is not None else ""))
    for child in rest:
        yield from _units(child, titled)


def _number(item: Any) -> str:
    """An ordered item's number as the browser prints it, "" for a bullet."""
    parent = item.getparent()
    if parent.tag != "ol":
        return ""
    return f"{int(parent.get('start', 1)) + parent.index(item)}. "


def _words(element: Any) -> str:
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    if element.get("class") in NOT_WORDS:
        yield " "
        return
    yield "\n" if element.tag == "br" else element.text or ""
    for child in element:
        if isinstance(child.tag, str):                     # not a comment
            yield from _pieces(child)
        yield child.tail or ""
