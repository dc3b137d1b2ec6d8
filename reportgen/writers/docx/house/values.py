"""What a house template may show of a report: the values behind the names of its controls and properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.document.nodes import Document, Masthead
from reportgen.writers.docx.house.xml import at, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

BODY = "body"
NAMES = {"title": "标题", "subtitle": "副标题", "series": "刊名", "number": "期号", "date": "日期", "marking": "密级",
         "office": "单位", "language": "语言", BODY: "正文"}
_KNOWN = {name: name for name in NAMES} | {chinese: name for name, chinese in NAMES.items()}


def values_of(document: Document) -> dict[str, str]:
    """What the report says for each name, as it is printed in the masthead; "" for what it has not."""
    meta = document.meta
    head = next((block for block in document.blocks[:1] if isinstance(block, Masthead)), None)
    if head is None:
        head = Masthead(meta.marking, meta.author, meta.title, meta.description, (), meta.number, meta.date)
    return {"title": head.title, "subtitle": head.subtitle, "series": head.series, "number": head.number,
            "date": head.date, "marking": head.marking or meta.marking, "office": head.office, "language": meta.lang}


def known(said: str) -> str:
    """The name that a tag, a title or a property means, "" where it is none of ours."""
    return _KNOWN.get(said.strip().casefold(), "")


def named(control: Element) -> str:
    """What a content control asks for, by its tag or else its title; "" where it is none of ours."""
    properties = at(control, "sdtPr")
    if properties is None:
        return ""
    return known(value(at(properties, "tag"))) or known(value(at(properties, "alias")))


def answers(values: Mapping[str, str], name: str) -> str | None:
    """The value of a property by its own or by Word's name; None where it is none that a report has."""
    meant = known(name) or {"subject": "subtitle", "author": "office", "company": "office"}.get(name.casefold(), "")
    return values.get(meant)
