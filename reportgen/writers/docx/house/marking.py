"""Let a report's marking head and foot every page in a house's clothes, wherever these do not show it themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from reportgen.writers.docx.house.carrying import Luggage
from reportgen.writers.docx.house.values import named
from reportgen.writers.docx.house.xml import R, W, local, read, value
from reportgen.writers.docx.package import NAMESPACES, Relations
from reportgen.writers.docx.text.paragraphs import paragraph
from reportgen.writers.docx.text.runs import Voice, run

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ROOTS = {"header": "hdr", "footer": "ftr"}


def mark_pages(sections: Iterable[Element], marking: str, lang: str, sides: bool, ids: Mapping[str, str],
               luggage: Luggage, relations: Relations) -> None:
    """Put `marking` into every head and foot that does not show it, and give those to sections that have none.

    `sides` says whether pages of even numbers have their own; `ids` maps our styles to those of the file.
    """
    if not marking:
        return
    line = paragraph(ids["PageMarking"], run(marking, Voice(lang, lang)))
    line = read(line.replace("<w:p>", f"<w:p {NAMESPACES}>", 1))
    for root in luggage.roots.values():
        if local(root) in ROOTS.values() and not _shows(root, marking):
            root.insert(0 if local(root) == "hdr" else len(root), deepcopy(line))
    for section in sections:
        kinds = ["default"] + ["first"] * (section.find(f"{W}titlePg") is not None) + ["even"] * sides
        for part in ("footer", "header"):
            for kind in kinds:
                _complete(section, part, kind, line, luggage, relations)


def _shows(root: Element, marking: str) -> bool:
    """Whether a head or foot has a control for the marking, or says it itself."""
    return any(named(each) == "marking" for each in root.iter(f"{W}sdt")) or marking in "".join(root.itertext())


def _complete(section: Element, part: str, kind: str, line: Element, luggage: Luggage, relations: Relations) -> None:
    references = section.findall(f"{W}{part}Reference")
    if not any(value(each, "type") == kind for each in references):
        to = relations.to(part, _alone(part, line, luggage))
        section.insert(0, section.makeelement(f"{W}{part}Reference", {f"{W}type": kind, f"{R}id": to}))


def _alone(part: str, line: Element, luggage: Luggage) -> str:
    """The name of a head or foot that says the marking alone, made where there is none yet."""
    name = f"word/{part}99.xml"
    if name not in luggage.roots:
        root = read(f"<w:{ROOTS[part]} {NAMESPACES}/>")
        root.append(deepcopy(line))
        luggage.roots[name] = root
    return name.removeprefix("word/")
