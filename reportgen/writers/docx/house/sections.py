"""Find the sheet that a house prints on, and lay a report's sections on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.messages import say
from reportgen.writers.docx.house.controls import body_control
from reportgen.writers.docx.house.opening import House
from reportgen.writers.docx.house.xml import R, W, at, local, value
from reportgen.writers.theme import Page

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MM = 25.4 / 1440                       # to a twip
LEAST, MOST = 60.0, 1200.0             # millimetres that text needs, and that a sheet may have
EDGE = 10.0                            # millimetres from the paper's edge to heads and feet, where nothing says it
KEPT = ("headerReference", "footerReference", "pgSz", "pgMar", "paperSrc", "pgBorders", "pgNumType", "titlePg",
        "docGrid")
REFERENCES = ("headerReference", "footerReference")


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before and after the report in a house's body, and the section that the report stands in.

    `section` is the house's own `w:sectPr` with the heads and feet that hold there; None where it has none.
    """

    before: tuple[Element, ...]
    after: tuple[Element, ...]
    section: Element | None


def around(house: House, main: Element) -> Around:
    """The house's body around the report: nothing, where no control says where the report goes."""
    body = main.find(f"{W}body")
    children = [child for child in body if local(child) != "sectPr"]
    control = body_control(body)
    if control is None:
        sections = [*body.iter(f"{W}sectPr")]
        return Around((), (), _effective(sections, sections[-1]) if sections else None)
    place = control
    while place.getparent() is not body:
        place = place.getparent()
        if local(place) not in ("p", "sdt", "sdtContent"):
            house.refuse(say('its control "body" stands in a table or in a text box'),
                         say("let it stand by itself in the text"))
    n = children.index(place)
    before, after = children[:n], children[n + 1:]
    sections = [each for each in body.iter(f"{W}sectPr") if place not in each.iterancestors()]
    earlier = sum(1 for each in before for _ in each.iter(f"{W}sectPr"))
    section = _effective(sections, sections[earlier]) if earlier < len(sections) else None
    return Around(tuple(before), tuple(after), section)


def _effective(sections: list[Element], chosen: Element) -> Element:
    """A section with the heads and feet that it takes over from those before it."""
    references: dict[tuple[str, str], Element] = {}
    for section in sections[:sections.index(chosen) + 1]:
        references |= {(local(each), value(each, "type")): each for each in section if local(each) in REFERENCES}
    whole = deepcopy(chosen)
    for each in [each for each in whole if local(each) in REFERENCES]:
        whole.remove(each)
    for n, key in enumerate(sorted(references, reverse=True)):
        whole.insert(n, deepcopy(references[key]))
    return whole


def page_of(section: Element | None) -> Page | None:
    """The sheet of a section in millimetres; None where it does not say it whole."""
    if section is None or (size := at(section, "pgSz")) is None or (margins := at(section, "pgMar")) is None:
        return None
    width, height = _mm(size, "w"), _mm(size, "h")
    top, right, bottom, left = (_mm(margins, side) for side in ("top", "right", "bottom", "left"))
    return Page(width, height, top, right, bottom, left + _mm(margins, "gutter"))


def check_page(page: Page, house: House) -> None:
    """ReportgenError where no text has room on a sheet."""
    height = page.height - page.top - page.bottom
    if max(page.width, page.height) > MOST or min(page.text_width, height) < LEAST:
        house.refuse(say("its sheet leaves no room for text: {width} × {height} mm inside the margins",
                         width=round(page.text_width), height=round(height)),
                     say("set page size and margins of its last section"))


def _mm(element: Element, name: str) -> float:
    """A measure in millimetres; a margin below zero only says that it does not grow."""
    written = value(element, name, "0")
    try:
        return abs(float(written)) * MM
    except ValueError:
        return 0.0


def complete(section: Element, page: Page) -> None:
    """Give a section that does not say its whole sheet that of the theme."""
    if page_of(section) is not None:
        return
    for each in [each for each in section if local(each) in ("pgSz", "pgMar")]:
        section.remove(each)
    place = sum(1 for each in section if local(each) in (*REFERENCES, "type"))
    sides = {side: getattr(page, side) for side in ("top", "right", "bottom", "left")}
    said = {"pgSz": {"w": page.width, "h": page.height},
            "pgMar": {**sides, "header": EDGE, "footer": EDGE, "gutter": 0}}
    for n, (tag, measures) in enumerate(said.items()):
        attributes = {W + name: str(round(measure / MM)) for name, measure in measures.items()}
        section.insert(place + n, section.makeelement(W + tag, attributes))


def ungrid(section: Element) -> None:
    """Leave out a grid for lines. In one, LibreOffice does not line up decimal signs in tables."""
    for grid in section.iter(f"{W}docGrid"):
        grid.attrib.pop(f"{W}type", None)


def sections_of(section: Element, turned: Sequence[bool]) -> list[Element]:
    """The house's section once for each of the report's: the first alone begins with its first page's head."""
    return [_laid(section, is_turned, first=n == 0) for n, is_turned in enumerate(turned)]


def _laid(section: Element, turned: bool, first: bool) -> Element:
    laid = deepcopy(section)
    laid.attrib.clear()
    for child in [*laid]:
        if local(child) not in KEPT or (not first and local(child) == "titlePg"):
            laid.remove(child)
    numbers, size = at(laid, "pgNumType"), at(laid, "pgSz")
    if not first and numbers is not None:
        numbers.attrib.pop(f"{W}start", None)
    if turned and size is not None:
        wide, high = value(size, "h"), value(size, "w")
        size.attrib.clear()
        size.set(f"{W}w", wide)
        size.set(f"{W}h", high)
        if int(wide) > int(high):
            size.set(f"{W}orient", "landscape")
    return laid


def refer(section: Element, ids: Mapping[str, str]) -> None:
    """Let a section name heads and feet by their new relationships; what leads to none of them is dropped."""
    for each in [each for each in section if local(each) in REFERENCES]:
        if each.get(f"{R}id") in ids:
            each.set(f"{R}id", ids[each.get(f"{R}id")])
        else:
            section.remove(each)


def tidy(section: Element) -> None:
    """Leave of a section around the report how its pages look, and nothing that leads to printers or notes."""
    section.attrib.clear()
    if section.getparent() is not None and local(section.getparent()) == "pPr":
        section.getparent().append(section)                # LibreOffice writes it first
    for child in [*section]:
        if local(child) not in (*KEPT, "type", "cols", "vAlign", "textDirection"):
            section.remove(child)


def surround(body: Element, before: list[Element], after: list[Element], end: Element | None,
             closing: Element) -> None:
    """Put what stands around the report into its body, whose last section is turned where `end` is not its own.

    `closing` is the report's section as it goes on behind it; `end` is the last of the house's body.
    """
    last = body[-1]
    for n, each in enumerate(before):
        body.insert(n, each)
    if not after:
        return
    body.remove(last)
    if value(last.find(f"{W}pgSz"), "orient") != value(closing.find(f"{W}pgSz"), "orient"):
        holder = body.makeelement(f"{W}p")
        holder.append(body.makeelement(f"{W}pPr"))
        holder[0].append(last)
        body.append(holder)
        last = closing
    own = next((section for each in after for section in each.iter(f"{W}sectPr")), None)
    body.extend(after)
    if own is None:
        body.append(last)
    else:
        own.getparent().replace(own, last)
        body.extend([] if end is None else [end])
