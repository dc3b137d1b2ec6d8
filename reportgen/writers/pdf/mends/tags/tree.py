"""Read the structure tree that WeasyPrint made out of its objects: elements, and the content and links in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


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
    """One structure element: its PDF object, its role, the HTML element it comes from, and what is in it.

    `pseudo` is the name of the pseudo-element that it is ("footnote-call"), or "".
    """

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

    @property
    def words(self) -> str:
        """The words of its HTML element, as one line."""
        return " ".join("".join(self.html.itertext()).split()) if self.html is not None else ""


class Objects:
    """The objects of a PDF that is about to be written, by their references; `pages` are those of its pages."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.pages: list[bytes] = pdf.page_references            # made anew each time it is asked for
        self.tree = next(thing for thing in pdf.objects if thing.reference == pdf.catalog["StructTreeRoot"])
        self._known = {thing.reference: thing for thing in pdf.objects if thing.number}

    def __getitem__(self, reference: bytes) -> Any:
        return self._known[reference]

    def new(self, **entries: Any) -> Any:
        """A new dictionary among the objects."""
        import pydyf

        thing = pydyf.Dictionary(entries)
        self.pdf.add_object(thing)
        self._known[thing.reference] = thing
        return thing

    def element(self, role: str, kids: list[Element | Content | Annotation]) -> Element:
        """A new structure element around `kids`."""
        return Element(self.new(Type="/StructElem"), role, None, "", kids)


def is_element(thing: Any) -> bool:
    return isinstance(thing, dict) and thing.get("Type") == "/StructElem"


def read(objects: Objects, origins: Mapping[bytes, tuple[Any, str]]) -> Element:
    """The tree from its root on; `origins` says which HTML element and tag an object comes from."""
    pages = {reference: number for number, reference in enumerate(objects.pages)}
    return _read(objects[objects.tree["K"][0]], objects, pages, origins)


def _read(thing: Any, objects: Objects, pages: Mapping[bytes, int],
          origins: Mapping[bytes, tuple[Any, str]]) -> Element:
    html, tag = origins.get(thing.reference, (None, ""))
    element = Element(thing, thing["S"].lstrip("/"), html, tag.partition("::")[2])
    for kid in thing["K"]:
        if isinstance(kid, int):
            element.kids.append(Content(pages[thing["Pg"]], kid))
        elif (inner := objects[kid]).get("Type") == "/OBJR":
            element.kids.append(Annotation(pages[inner["Pg"]], inner, objects[inner["Obj"]]))
        else:
            element.kids.append(_read(inner, objects, pages, origins))
    return element
