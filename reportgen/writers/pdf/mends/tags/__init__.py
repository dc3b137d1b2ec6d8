"""Repair the structure tree that WeasyPrint gives a PDF, so that readers and screen readers meet the document itself.

WeasyPrint 70 tags each page by itself: a table that crosses pages becomes several, its repeated head is read again,
page heads are left in the text, figures and footnotes have no role. Its `finisher` hook comes once all objects exist
and before they are written: there the tree is read, mended and put back. Which HTML element a tag comes from is not
told to the hook, so one private function is watched while it runs. Each module here has one job and names the issue of
WeasyPrint that would end it; #2482 gathers what is left of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportgen.writers.pdf.mends.tags.describing import describe
from reportgen.writers.pdf.mends.tags.joining import joined
from reportgen.writers.pdf.mends.tags.links import annotations, forget, one_annotation_a_link
from reportgen.writers.pdf.mends.tags.notes import notes_linked, references_to_notes
from reportgen.writers.pdf.mends.tags.roles import dissolved, name_roles, pruned
from reportgen.writers.pdf.mends.tags.tables import name_heads
from reportgen.writers.pdf.mends.tags.tree import Element, Objects, is_element, read
from reportgen.writers.pdf.mends.tags.writing import mark_artifacts, put_back



@dataclass(slots=True)
class Tags:
    """A finisher that mends the structure tree, and afterwards the elements of the tree by their object's number.

    `origins` has the HTML element and the tag that each object comes from.
    """

    origins: dict[bytes, tuple[Any, str]] = field(default_factory=dict)
    elements: dict[int, Element] = field(default_factory=dict)

    def __call__(self, document: Any, pdf: Any) -> None:
        objects = Objects(pdf)
        root = read(objects, self.origins)
        before = {thing.reference for thing in pdf.objects if is_element(thing)}
        name_roles(root)
        root.kids = dissolved(root)
        one_annotation_a_link(root, objects)
        links = annotations(root)
        root.kids = joined(root.kids, {})
        forget(links - annotations(root), objects)         # those of table heads printed again
        references_to_notes(root, objects)
        pruned(root)
        name_heads(root)
        describe(root, document, objects)
        put_back(root, objects, before)
        mark_artifacts(root, objects)
        self.elements = {element.object.number: element for element in root.elements()}


@contextmanager
def repaired_tags() -> Iterator[Tags]:
    """The finisher for `write_pdf`; while entered, WeasyPrint's tagging is watched (in the whole process)."""
    from weasyprint.pdf import tags

    original, made = tags._build_box_tree, Tags()

    def watched(box: Any, *rest: Any) -> Iterator[Any]:
        real = getattr(box, "_box", box)
        for element in original(box, *rest):
            made.origins.setdefault(element.reference, (real.element, real.element_tag or ""))
            yield element

    tags._build_box_tree = watched
    try:
        with notes_linked():
            yield made
    finally:
        tags._build_box_tree = original
