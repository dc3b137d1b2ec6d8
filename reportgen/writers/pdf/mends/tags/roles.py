"""Give each element the role that its HTML element has in a PDF, and take out boxes that only layout needed.

WeasyPrint knows a role for some elements of HTML and calls the others NonStruct (#2482).
"""

from __future__ import annotations

from reportgen.writers.pdf.mends.tags.tree import Annotation, Content, Element

ROLES = {                                  # where WeasyPrint has none
    "figure": "Sect", "header": "Div", "aside": "Div", "colgroup": "NonStruct",
}
ROLES_BY_CLASS = {("span", "footnote"): "Note", ("div", "item"): "LBody", ("ul", "toc"): "TOC",
                  ("li", "level-1"): "TOCI", ("li", "level-2"): "TOCI"}
ROLES_OF_PSEUDO = {"footnote-marker": "Lbl", "footnote-call": "Reference", "marker": "Lbl"}
DISSOLVED = {"NonStruct"}                  # their content goes to the element around them
KEPT_EMPTY = {"TD", "TH", "TR", "TBody", "THead", "Table"}


def name_roles(root: Element) -> None:
    for element in root.elements():
        if element.pseudo:
            element.role = ROLES_OF_PSEUDO.get(element.pseudo, "Span")
        elif element.html is not None:
            name = (element.html.tag, element.html.get("class", ""))
            plain = ROLES.get(element.html.tag) if element.role in ("NonStruct", "Div", "Span") else None
            element.role = ROLES_BY_CLASS.get(name) or plain or element.role


def dissolved(parent: Element) -> list[Element | Content | Annotation]:
    """The kids of `parent` without boxes that only layout needed: their own kids stand in their place."""
    kids: list[Element | Content | Annotation] = []
    for kid in parent.kids:
        if not isinstance(kid, Element):
            kids.append(kid)
            continue
        kid.kids = dissolved(kid)
        kids += kid.kids if kid.role in DISSOLVED or _is_piece(kid, parent) else [kid]
    return kids


def _is_piece(kid: Element, parent: Element) -> bool:
    """Whether an element is only another box of its parent's, or a run of its parent's words."""
    of_words = kid.html is None and kid.role == "Span"
    return of_words or (kid.html is parent.html is not None and kid.role == parent.role and not kid.pseudo)


def _is_leader(kid: Element) -> bool:
    return kid.pseudo == "after" and kid.html.tag == "a"


def pruned(element: Element) -> bool:
    """Drop what is empty, except where a table needs its cells, and what is printed behind a link (the dots and page
    numbers of a table of contents); tell whether anything is left.
    """
    element.kids = [kid for kid in element.kids
                    if not isinstance(kid, Element) or (not _is_leader(kid) and pruned(kid))]
    return bool(element.kids) or element.role in KEPT_EMPTY
