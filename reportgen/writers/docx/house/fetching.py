"""Fetch what a house puts around a report: its sheet, its sizes, heads and feet, cover and last pages, filled."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from reportgen.document.nodes import Document, Heading
from reportgen.document.walk import blocks, plain
from reportgen.messages import say
from reportgen.writers.docx.base.styles import styles_part
from reportgen.writers.docx.house.carrying import Luggage
from reportgen.writers.docx.house.controls import fill_controls
from reportgen.writers.docx.house.fields import fill_fields
from reportgen.writers.docx.house.looks import name_of, points
from reportgen.writers.docx.house.marking import ROOTS
from reportgen.writers.docx.house.opening import House, Relation, open_house
from reportgen.writers.docx.house.sections import around, check_page, page_of, tidy
from reportgen.writers.docx.house.styles import same_names
from reportgen.writers.docx.house.values import known, values_of
from reportgen.writers.docx.house.xml import R, W, local, read, value
from reportgen.writers.docx.package import NAMESPACES, Relations
from reportgen.writers.theme import Theme

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SIZES = {"body": ("body text", "normal"), "title": ("title",), **{f"h{n}": (f"heading {n}",) for n in range(1, 5)}}
Look = Callable[["Element"], None]


def house_of(theme: Theme) -> House | None:
    """The house template that a report's Word files are dressed in, or None. ReportgenError where it cannot be used."""
    word = theme.word
    return open_house(word.house, str(word.template), word.template.span) if word.house else None


def fitted(theme: Theme, house: House | None) -> Theme:
    """The theme on the house's sheet, its headings and prose in the house's sizes: what all else is measured by."""
    if house is None:
        return theme
    page = page_of(around(house, house.xml(house.main)).section) or theme.page
    check_page(page, house)
    styles = styles_in(house)
    named = {name_of(style).casefold(): style for style in styles.findall(f"{W}style")}
    said = ((role, next((named[name] for name in names if name in named), None)) for role, names in SIZES.items())
    sizes = {role: size for role, style in said if style is not None and (size := points(style, styles))}
    return replace(theme, page=page, sizes={**theme.sizes, **sizes})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What comes from a house: what stands around the report, the sections there, and how heads and feet are named.

    `sections` are the report's own, None where the house says nothing of its sheet, then those of before, after and
    the body's end. `asked` are the names of what controls and fields show of the report, `properties` those of fields.
    """

    luggage: Luggage
    section: Element | None
    before: list[Element]
    after: list[Element]
    last: Element | None
    heads: Mapping[str, str]
    asked: set[str]
    properties: set[str]

    @property
    def around(self) -> list[Element]:
        """The sections around the report's, and the last of the house's body."""
        inside = [each for some in (*self.before, *self.after) for each in some.iter(f"{W}sectPr")]
        return inside + ([] if self.last is None else [self.last])


def fetch(document: Document, relations: Relations, main: Element, house: House) -> Fetched:
    """Carry what a house puts around a report, filled with what it shows of it. ReportgenError where it must not."""
    luggage, values, asked, properties = Luggage(house), values_of(document), set(), set()
    heading = next((plain(block.content) for block in blocks(document.blocks) if isinstance(block, Heading)),
                   values["title"])
    file = f"{document.meta.report}-{document.meta.number}-{document.meta.lang}.docx"

    def look(root: Element) -> None:
        asked.update(fill_controls(root, values))
        properties.update(fill_fields(root, values, heading, file, house))

    place = around(house, main)
    last = next((deepcopy(each) for each in main.iterfind(f"{W}body/{W}sectPr")), None)
    heads = _carry_heads([*place.before, *place.after, place.section, last], relations, luggage, look)
    before, after = (_carry(some, relations, luggage, look) for some in (place.before, place.after))
    return Fetched(luggage, place.section, before, after, last, heads, asked | set(map(known, properties)) - {""},
                   properties)


def rehearse(document: Document, theme: Theme, house: House) -> set[str]:
    """What the house shows of a report, by name. ReportgenError where it cannot be used, as writing would find."""
    same_names(read(styles_part(fitted(theme, house), document.meta.lang)), styles_in(house), house)
    return fetch(document, Relations(), house.xml(house.main), house).asked


def styles_in(house: House) -> Element:
    """The root of the house's styles, read anew, each under a name of its own; one without any where it has none."""
    name = house.of_kind("styles")
    styles = house.xml(name) if name else read(f"<w:styles {NAMESPACES}/>")
    _part_twins(styles)
    return styles


def _part_twins(styles: Element) -> None:
    """Let the first of the styles that LibreOffice saves under one name (“Caption”, “caption”) keep it."""
    names: set[str] = set()
    for style in styles.findall(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None and value(name).casefold() in names:
            free = (f"{value(name)} ({n})" for n in count(2))
            name.set(f"{W}val", next(one for one in free if one.casefold() not in names))
            style.set(f"{W}customStyle", "1")
        names.add(value(name).casefold())


def _carry_heads(roots: list[Element | None], relations: Relations, luggage: Luggage, look: Look) -> dict[str, str]:
    """Carry the heads and feet that sections of `roots` name; their new relationships by the old ones."""
    known = luggage.house.relations(luggage.house.main)
    ids: dict[str, str] = {}
    for each in (each for root in roots if root is not None
                 for each in root.iter(f"{W}headerReference", f"{W}footerReference")):
        old = each.get(f"{R}id", "")
        if old not in ids and old in known and known[old].target in luggage.house.parts:
            ids[old] = relations.to(known[old].kind, _carry_head(known[old], len(ids) + 1, luggage, look))
    return ids


def _carry_head(relation: Relation, number: int, luggage: Luggage, look: Look) -> str:
    """The new name of a head or foot, beside our main part."""
    name = luggage.part(relation.target, f"word/{relation.kind}{number}.xml", look)
    if local(luggage.roots[name]) != ROOTS.get(relation.kind):
        luggage.house.refuse(say('"{part}" in it is no page head or foot', part=relation.target))
    return name.removeprefix("word/")


def _carry(some: tuple[Element, ...], relations: Relations, luggage: Luggage, look: Look) -> list[Element]:
    """Elements of the house's body as they stand around the report."""
    holder = read(f"<w:body {NAMESPACES}/>")
    holder.extend(map(deepcopy, some))
    luggage.clean(holder)
    look(holder)
    for section in holder.iter(f"{W}sectPr"):
        tidy(section)
    luggage.link(holder, luggage.house.main, relations)
    return [*holder]
