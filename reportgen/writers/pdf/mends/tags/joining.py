"""Join what layout parted: a table that crosses three pages is one table, a link in two lines is one link.

WeasyPrint makes an element of each part, and of each head of a table that is printed again (#2903).
"""

from __future__ import annotations

from reportgen.writers.pdf.mends.tags.tree import Annotation, Content, Element

Last = dict[tuple[int, str, str], tuple[Element, int]]
IN_LINES = {"Link"}                        # parted by the ends of lines too


def joined(kids: list[Element | Content | Annotation], last: Last) -> list[Element | Content | Annotation]:
    """`kids` in which what goes on has joined its beginning, and table heads printed again are gone.

    `last` has the last element of each HTML element, role and pseudo-element, with the page that it has reached.
    """
    kept: list[Element | Content | Annotation] = []
    for kid in kids:
        if not isinstance(kid, Element):
            kept.append(kid)
            continue
        page = next((leaf.page for leaf in kid.leaves()), -1)
        key = (id(kid.html), kid.role, kid.pseudo)
        begun = last.get(key) if kid.html is not None else None
        if begun and page < 0:                     # a cell that has ended, beside one that goes on
            continue
        if begun and (begun[1] < page or kid.role in IN_LINES):
            if kid.role != "THead":
                begun[0].kids += joined(kid.kids, last)
                last[key] = (begun[0], page)
            continue
        kid.kids = joined(kid.kids, last)
        last[key] = (kid, max((leaf.page for leaf in kid.leaves()), default=page))
        kept.append(kid)
    return kept
