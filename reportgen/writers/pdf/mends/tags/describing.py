"""Say of each element what its role wants said: a text alternative, a language, an identity, what a link leads to.

WeasyPrint leaves out the language of words, takes the title of a drawing for its alternative, measures figures from the
top of the page in pixels, says a link's address in place of its words, and numbers no notes (#2482).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from typing import Any

from reportgen.document.resolve import SOURCE
from reportgen.locales import words as words_of
from reportgen.writers.pdf.mends.tags.tree import Annotation, Element, Objects

NUMBERING = {"ol": "Decimal", "ul": "Disc"}
SVG = "{http://www.w3.org/2000/svg}"
PX = 0.75                                  # points to the CSS pixel
PRINTED = 4                                # a flag of annotations
_BRACKETED = re.compile(r"[\[〔](.+)[\]〕]")
_PARAGRAPH = re.compile(r"¶\s*(\d+(?:[-–]\d+)?)")


def describe(root: Element, document: Any, objects: Objects) -> None:
    import pydyf

    across, notes = count(1), count(1)
    said = words_of(document.metadata.lang)
    heights = {reference: page.height * PX for reference, page in zip(objects.pages, document.pages, strict=True)}
    for element in root.elements():
        thing, html = element.object, element.html
        if html is not None and not element.pseudo and html.get("lang") and html.tag not in ("html", "body"):
            thing["Lang"] = pydyf.String(html.get("lang"))
        if html is not None and html.get("class") == "sep":
            thing["ActualText"] = pydyf.String(" ")                    # label and words of a caption, as one text
        if element.role == "L" and html is not None:
            thing["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{NUMBERING.get(html.tag, 'None')}"})
        elif element.role == "Figure":
            _describe_figure(element, heights[thing["Pg"]])
        elif element.role == "Note":
            thing["ID"] = pydyf.String(f"note-{next(notes)}")
        elif element.role == "Link":
            _describe_link(element, said)
        if "ID" not in thing and len({leaf.page for leaf in element.leaves()}) > 1:
            thing["ID"] = pydyf.String(f"across-{next(across)}")


def _describe_figure(element: Element, height: float) -> None:
    """Its alternative, and where it stands, in points from the lower left corner of a page so high."""
    import pydyf

    description = element.html.find(f"{SVG}desc")
    if description is not None and description.text:
        element.object["Alt"] = pydyf.String(description.text)
    left, top, right, bottom = (length * PX for length in element.object["A"]["BBox"])
    element.object["A"]["BBox"] = pydyf.Array((left, height - bottom, right, height - top))


def _describe_link(element: Element, said: Mapping[str, str]) -> None:
    """What it leads to: its own words; a source mark as it is read aloud ("source 1, paragraph 11")."""
    import pydyf

    spoken, words = _spoken(element, said), element.words
    if spoken:
        element.object["Alt"] = pydyf.String(spoken)
    if element.pseudo == "footnote-marker":
        words = element.html.get("data-number")
    for kid in element.kids:
        if isinstance(kid, Annotation):
            kid.link["F"] = PRINTED
            if text := spoken or words:
                kid.link["Contents"] = pydyf.String(text)


def _spoken(element: Element, said: Mapping[str, str]) -> str:
    """A source mark ("[1, ¶11]") in words; "" of other links."""
    leads_to = element.html.get("href", "") if element.html is not None else ""
    found = _BRACKETED.fullmatch(element.words) if leads_to.startswith(f"#{SOURCE}") else None
    if not found:
        return ""
    mark = _PARAGRAPH.sub(lambda place: said["paragraph_spoken"].format(n=place[1]), found[1])
    return said["cited_spoken"].format(mark=mark)
