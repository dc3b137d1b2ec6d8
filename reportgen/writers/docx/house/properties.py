"""Give a file the properties that a house's fields show, so that they still say the same when Word updates them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportgen.writers.docx.house.values import answers
from reportgen.writers.docx.house.xml import read, written

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

WORDS_OWN = ("title", "subject", "author", "company", "keywords", "comments", "category")
CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpwstr"
SUBJECT = "{http://purl.org/dc/elements/1.1/}subject"


def join_properties(parts: Mapping[str, str | bytes], shown: set[str], values: Mapping[str, str]) -> dict[str, bytes]:
    """The parts of properties with those that are `shown` by name and that they lack."""
    core, custom = read(parts[CORE]), read(parts[CUSTOM])
    if any(name.casefold() == "subject" for name in shown) and core.find(SUBJECT) is None:
        subject = core.makeelement(SUBJECT)
        subject.text = values["subtitle"]
        core.insert(1, subject)
    known = {each.get("name", "").casefold() for each in custom}
    for name in sorted(name for name in shown if name.casefold() not in (*WORDS_OWN, *known)):
        _add(custom, name, answers(values, name) or "")
    return {CORE: written(core), CUSTOM: written(custom)}


def _add(custom: Element, name: str, said: str) -> None:
    """Add a property that is a text."""
    place = {"fmtid": "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "name": name,
             "pid": str(max((int(each.get("pid")) for each in custom), default=1) + 1)}
    each = custom.makeelement(custom.tag.replace("}Properties", "}property"), place)
    text = each.makeelement(TEXT)
    text.text = said
    each.append(text)
    custom.append(each)
