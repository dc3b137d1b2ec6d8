"""Make the mark of a footnote a reference that leads to it, and its number one that leads back.

WeasyPrint links the notes that a style sheet gathers, `position: note()`, and not footnotes (not reported).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportgen.writers.pdf.mends.tags.tree import Annotation, Element, Objects

CALL, MARKER = "::footnote-call", "::footnote-marker"


@contextmanager
def notes_linked() -> Iterator[None]:
    """Links and anchors are given to a page's footnotes before WeasyPrint gathers them, in the whole process."""
    from weasyprint import document

    gather = document.gather_anchors

    def gathered(page: Any, *rest: Any) -> None:
        for box in page.descendants():
            _link(box)
        gather(page, *rest)

    document.gather_anchors = gathered
    try:
        yield
    finally:
        document.gather_anchors = gather


def _link(box: Any) -> None:
    tag = box.element_tag or ""
    if tag.endswith((CALL, MARKER)) and (note := box.element.get("id")):
        mark = f"{note}.mark"
        box.link = ("url", ("internal", note if tag.endswith(CALL) else mark))
        if tag.endswith(CALL):
            box.style["anchor"] = mark


def references_to_notes(root: Element, objects: Objects) -> None:
    """Put the annotations of marks and numbers, with the words they cover, into links."""
    for element in list(root.elements()):
        if f"::{element.pseudo}" in (CALL, MARKER) and any(isinstance(kid, Annotation) for kid in element.kids):
            link = objects.element("Link", element.kids)
            link.html, link.pseudo = element.html, element.pseudo
            element.kids = [link]
