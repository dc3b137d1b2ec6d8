"""Repair the structure tree that WeasyPrint gives a PDF, so that readers and screen readers meet the document itself.

WeasyPrint 70 tags each page by itself: a table that crosses pages becomes several, its repeated head is read again,
page heads are left in the text, figures and footnotes have no role. Its `finisher` hook comes once all objects exist
and before they are written: there the tree is read, mended and put back. Which HTML element a tag comes from is not
told to the hook, so one private function is watched while it runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

ROLES = {                                  # what an HTML element is in a PDF, where WeasyPrint has no role for it
    "figure": "Sect", "header": "Div", "aside": "Div", "colgroup": "NonStruct",
}
ROLES_BY_CLASS = {("span", "footnote"): "Note", ("div", "item"): "LBody"}
DISSOLVED = {"NonStruct"}                  # their content goes to the element around them
KEPT_EMPTY = {"TD", "TH", "TR", "TBody", "THead", "Table"}
NUMBERING = {"ol": "Decimal", "ul": "Disc"}
SVG = "{http://www.w3.org/2000/svg}"
PX = 0.75                                  # points to the CSS pixel


@dataclass(slots=True, eq=False)
class Content:
    """A run of marked content on a page."""

    page: int
    mcid: int


@dataclass(slots=True, eq=False)
class Annotation:
    """A reference to a link's annotation: the reference's own object and the annotation."""

    page: int
    reference: Any
    link: Any


@dataclass(slots=True, eq=False)
class Element:
    """One structure element: its PDF object, its role, the HTML element it comes from, and what is in it."""

    object: Any
    role: str
    html: Any
    pseudo: str
    kids: list[Element | Content | Annotation] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """This element and all below it, outer before inner."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.elements()

    def leaves(self) -> Iterator[Content | Annotation]:
        for kid in self.kids:
            yield from kid.leaves() if isinstance(kid, Element) else (kid,)


Finisher = Callable[[Any, Any], None]


@contextmanager
def repaired_tags() -> Iterator[Finisher]:
    """The finisher for `write_pdf`; while entered, WeasyPrint's tagging is watched (in the whole process)."""
    from weasyprint.pdf import tags

    original, origins = tags._build_box_tree, {}

    def watched(box: Any, *rest: Any) -> Iterator[Any]:
        real = getattr(box, "_box", box)
        for element in original(box, *rest):
            origins.setdefault(element.reference, (real.element, real.element_tag or ""))
            yield element

    tags._build_box_tree = watched
    try:
        yield lambda document, pdf: _repair(document, pdf, origins)
    finally:
        tags._build_box_tree = original


def _repair(document: Any, pdf: Any, origins: dict[bytes, tuple[Any, str]]) -> None:
    objects = {thing.reference: thing for thing in pdf.objects if thing.number}
    tree = objects[pdf.catalog["StructTreeRoot"]]
    pages = {reference: number for number, reference in enumerate(pdf.page_references)}
    root = _read(objects[tree["K"][0]], objects, pages, origins)
    before = {thing.reference for thing in pdf.objects if _is_element(thing)}
    _name_roles(root)
    root.kids = _dissolved(root)
    _one_annotation_a_link(root, pdf, objects)
    root.kids = _merged(root.kids, {})
    _complete_lists(root, pdf)
    _prune(root)
    _describe(root, document, objects, pages)
    _put_back(root, pdf, objects[tree["ParentTree"]], before)
    _mark_artifacts(root, pdf, objects)


def _is_element(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem"


# --- read ---------------------------------------------------------------------------------------------------------

def _read(thing: Any, objects: dict, pages: dict, origins: dict) -> Element:
    html, tag = origins.get(thing.reference, (None, ""))
    pseudo = tag.partition("::")[2]
    element = Element(thing, thing["S"].lstrip("/"), html, pseudo)
    for kid in thing["K"]:
        if isinstance(kid, int):
            element.kids.append(Content(pages[thing["Pg"]], kid))
        elif (inner := objects[kid]).get("Type") == "/OBJR":
            element.kids.append(Annotation(pages[inner["Pg"]], inner, objects[inner["Obj"]]))
        else:
            element.kids.append(_read(inner, objects, pages, origins))
    return element


# --- mend ---------------------------------------------------------------------------------------------------------

def _name_roles(root: Element) -> None:
    """Give each element the role that its HTML element has in a PDF."""
    for element in root.elements():
        if element.pseudo:
            element.role = {"footnote-marker": "Lbl", "marker": "Lbl"}.get(element.pseudo, "Span")
        elif element.html is not None and element.role in ("NonStruct", "Div", "Span"):
            name = (element.html.tag, element.html.get("class", ""))
            element.role = ROLES_BY_CLASS.get(name) or ROLES.get(element.html.tag, element.role)


def _dissolved(parent: Element) -> list[Element | Content | Annotation]:
    """The kids of `parent` without boxes that only layout needed: their own kids stand in their place."""
    kids: list[Element | Content | Annotation] = []
    for kid in parent.kids:
        if not isinstance(kid, Element):
            kids.append(kid)
            continue
        kid.kids = _dissolved(kid)
        again = kid.html is not None and kid.html is parent.html and kid.role == parent.role and not kid.pseudo
        kids += kid.kids if kid.role in DISSOLVED or again else [kid]
    return kids


Last = dict[tuple[int, str, str], tuple[Element, int]]


def _merged(kids: list, last: Last) -> list:
    """`kids` in which what goes on from an earlier page has joined its beginning, and repeated table heads are gone."""
    kept = []
    for kid in kids:
        if not isinstance(kid, Element):
            kept.append(kid)
            continue
        page = next((leaf.page for leaf in kid.leaves()), -1)
        key = (id(kid.html), kid.role, kid.pseudo)
        begun = last.get(key) if kid.html is not None else None
        if begun and 0 <= begun[1] < page:
            if kid.role != "THead":
                begun[0].kids += _merged(kid.kids, last)
                last[key] = (begun[0], page)
            continue
        kid.kids = _merged(kid.kids, last)
        last[key] = (kid, max((leaf.page for leaf in kid.leaves()), default=page))
        kept.append(kid)
    return kept


def _complete_lists(root: Element, pdf: Any) -> None:
    """A list item is a label and a body."""
    for element in list(root.elements()):
        if element.role == "LI":
            body = [kid for kid in element.kids if not (isinstance(kid, Element) and kid.role in ("Lbl", "LBody"))]
            if body:
                whole = Element(_new(pdf), "LBody", None, "", body)
                element.kids = [kid for kid in element.kids if kid not in body] + [whole]


def _new(pdf: Any) -> Any:
    import pydyf

    thing = pydyf.Dictionary({"Type": "/StructElem"})
    pdf.add_object(thing)
    return thing


def _one_annotation_a_link(root: Element, pdf: Any, objects: dict) -> None:
    """A link's annotation covers all of it; WeasyPrint makes another for every element inside."""
    doomed = []
    for link in root.elements():
        if link.role == "Link":
            mine = next((kid for kid in link.kids if isinstance(kid, Annotation)), None)
            for element in link.elements():
                doomed += [kid for kid in element.kids if isinstance(kid, Annotation) and kid is not mine]
                element.kids = [kid for kid in element.kids if not isinstance(kid, Annotation) or kid is mine]
    gone = {kid.link.reference for kid in doomed}
    for reference in pdf.page_references:
        page = objects[reference]
        if "Annots" in page:
            page["Annots"][:] = [link for link in page["Annots"] if link not in gone]
    for kid in doomed:
        kid.link.clear()
        kid.reference.clear()


def _prune(element: Element) -> bool:
    """Drop what is empty, except where a table needs its cells; tell whether anything is left."""
    element.kids = [kid for kid in element.kids if not isinstance(kid, Element) or _prune(kid)]
    return bool(element.kids) or element.role in KEPT_EMPTY


def _describe(root: Element, document: Any, objects: dict, pages: dict) -> None:
    """Say of each element what its role wants said: a scope, a text alternative, a language, an identity."""
    import pydyf

    numbers, notes = count(1), count(1)
    for element in root.elements():
        thing, html = element.object, element.html
        if html is not None and not element.pseudo and html.get("lang") and html.tag not in ("html", "body"):
            thing["Lang"] = pydyf.String(html.get("lang"))
        if html is not None and html.get("class") == "sep":
            thing["ActualText"] = pydyf.String(" ")                    # label and words of a caption, as one text
        if element.role == "TH":
            rows = html.get("scope", "").startswith("row")
            thing.setdefault("A", pydyf.Dictionary({"O": "/Table"}))["Scope"] = "/Row" if rows else "/Column"
        elif element.role == "L" and html is not None:
            thing["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{NUMBERING.get(html.tag, 'None')}"})
        elif element.role == "Figure":
            _describe_figure(element, document, pages)
        elif element.role == "Note":
            thing["ID"] = pydyf.String(f"note-{next(notes)}")
        elif element.role == "Link":
            _describe_link(element)
        if "ID" not in thing and len({leaf.page for leaf in element.leaves()}) > 1:
            thing["ID"] = pydyf.String(f"across-{next(numbers)}")


def _describe_figure(element: Element, document: Any, pages: dict) -> None:
    import pydyf

    thing, description = element.object, element.html.find(f"{SVG}desc")
    if description is not None and description.text:
        thing["Alt"] = pydyf.String(description.text)
    height = document.pages[pages[thing["Pg"]]].height * PX
    left, top, right, bottom = (length * PX for length in thing["A"]["BBox"])
    thing["A"]["BBox"] = pydyf.Array((left, height - bottom, right, height - top))


def _describe_link(element: Element) -> None:
    import pydyf

    words = re.sub(r"\s+", " ", "".join(element.html.itertext())).strip() if element.html is not None else ""
    for kid in element.kids:
        if isinstance(kid, Annotation):
            kid.link["F"] = 4                                          # printed, as everything else
            if words:
                kid.link["Contents"] = pydyf.String(words)


# --- put back -----------------------------------------------------------------------------------------------------

def _put_back(root: Element, pdf: Any, parents: Any, before: set[bytes]) -> None:
    """Write the tree into its objects, and who holds what into the parent tree; empty what is no longer used."""
    import pydyf

    pages = pdf.page_references                            # made anew each time it is asked for
    holders: dict[int, dict[int, bytes]] = {page: {} for page in range(len(pages))}
    links: dict[int, bytes] = {}
    for element in list(root.elements()):
        _write_element(element, pages, holders, links)
    left_over = before - {element.object.reference for element in root.elements()}
    for thing in pdf.objects:
        if _is_element(thing) and thing.reference in left_over:
            thing.clear()
    numbers = pydyf.Array()
    for page, held in holders.items():
        size = max(held, default=-1) + 1
        numbers += [page, pydyf.Array([held.get(mcid, "null") for mcid in range(size)])]
    for key, reference in sorted(links.items()):
        numbers += [key, reference]
    parents["Nums"] = numbers


def _write_element(element: Element, pages: Sequence[bytes], holders: dict, links: dict) -> None:
    import pydyf

    thing = element.object
    home = next((leaf.page for leaf in element.leaves()), None)
    thing["S"], thing["K"] = f"/{element.role}", pydyf.Array()
    if home is not None and thing["S"] != "/Document":
        thing["Pg"] = pages[home]
    for kid in element.kids:
        match kid:
            case Content(page, mcid):
                here = page == home
                thing["K"].append(mcid if here else pydyf.Dictionary(
                    {"Type": "/MCR", "Pg": pages[page], "MCID": mcid}))
                holders[page][mcid] = thing.reference
            case Annotation(_, reference, link):
                thing["K"].append(reference.reference)
                links[link["StructParent"]] = thing.reference
            case Element():
                kid.object["P"] = thing.reference
                thing["K"].append(kid.object.reference)


def _mark_artifacts(root: Element, pdf: Any, objects: dict) -> None:
    """What is drawn and not in the tree (page heads and feet, repeated table heads) is decoration."""
    import pydyf

    told = {(leaf.page, leaf.mcid) for leaf in root.leaves() if isinstance(leaf, Content)}
    for number, reference in enumerate(pdf.page_references):
        stream = objects[objects[reference]["Contents"]].stream
        for i, properties in enumerate(stream):
            if isinstance(properties, dict) and "MCID" in properties and (number, properties["MCID"]) not in told:
                stream[i - 1], stream[i] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})
