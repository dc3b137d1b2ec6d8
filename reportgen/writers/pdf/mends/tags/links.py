"""Leave one annotation to a link in a line, which covers all of it.

WeasyPrint makes another for every element inside (#185, of #2482).
"""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.writers.pdf.mends.tags.tree import Annotation, Element, Objects


def one_annotation_a_link(root: Element, objects: Objects) -> None:
    doomed: list[Annotation] = []
    for link in root.elements():
        if link.role == "Link":
            mine = next((kid for kid in link.kids if isinstance(kid, Annotation)), None)
            for element in link.elements():
                doomed += [kid for kid in element.kids if isinstance(kid, Annotation) and kid is not mine]
                element.kids = [kid for kid in element.kids if not isinstance(kid, Annotation) or kid is mine]
    forget(doomed, objects)


def forget(doomed: Iterable[Annotation], objects: Objects) -> None:
    """Take annotations off their pages."""
    doomed = list(doomed)
    gone = {kid.link.reference for kid in doomed}
    for page in map(objects.__getitem__, objects.pages):
        if "Annots" in page:
            page["Annots"][:] = [link for link in page["Annots"] if link not in gone]
    for kid in doomed:
        kid.link.clear()
        kid.reference.clear()


def annotations(root: Element) -> set[Annotation]:
    return {leaf for leaf in root.leaves() if isinstance(leaf, Annotation)}
