"""Put the mended tree back into its objects, and call decoration what is drawn and not in it.

WeasyPrint marks page heads and feet, and table heads printed again, as if they were text (#1836, #2903); it lists no
elements by their names (not reported).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from reportgen.writers.pdf.mends.tags.tree import Annotation, Content, Element, Objects

Holders = dict[int, dict[int, bytes]]      # page → run of marked content → the element that holds it


def put_back(root: Element, objects: Objects, before: Collection[bytes]) -> None:
    """Write the tree into its objects, and who holds what into the parent tree; empty what is no longer used.

    `before` are the elements that there were.
    """
    import pydyf

    holders: Holders = {page: {} for page in range(len(objects.pages))}
    links: dict[int, bytes] = {}
    elements = list(root.elements())
    for element in elements:
        _write_element(element, objects.pages, holders, links)
    left_over = set(before) - {element.object.reference for element in elements}
    for reference in left_over:
        objects[reference].clear()
    numbers = pydyf.Array()
    for page, held in holders.items():
        size = max(held, default=-1) + 1
        numbers += [page, pydyf.Array([held.get(mcid, "null") for mcid in range(size)])]
    for key, reference in sorted(links.items()):
        numbers += [key, reference]
    objects[objects.tree["ParentTree"]]["Nums"] = numbers
    _list_names(elements, objects)


def _list_names(elements: list[Element], objects: Objects) -> None:
    """The tree of names, in the order of their bytes."""
    import pydyf

    named = sorted((element.object["ID"].string, element.object) for element in elements if "ID" in element.object)
    if named:
        pairs = pydyf.Array(part for name, thing in named for part in (thing["ID"], thing.reference))
        limits = pydyf.Array((named[0][1]["ID"], named[-1][1]["ID"]))
        leaf = objects.new(Names=pairs, Limits=limits)
        objects.tree["IDTree"] = objects.new(Kids=pydyf.Array([leaf.reference])).reference


def _write_element(element: Element, pages: list[bytes], holders: Holders, links: dict[int, bytes]) -> None:
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


def mark_artifacts(root: Element, objects: Objects) -> None:
    """What is drawn and not in the tree (page heads and feet, repeated table heads) is decoration."""
    import pydyf

    told = {(leaf.page, leaf.mcid) for leaf in root.leaves() if isinstance(leaf, Content)}
    for number, reference in enumerate(objects.pages):
        stream: list[Any] = objects[objects[reference]["Contents"]].stream
        for i, properties in enumerate(stream):
            if isinstance(properties, dict) and "MCID" in properties and (number, properties["MCID"]) not in told:
                stream[i - 1], stream[i] = "/Artifact", pydyf.Dictionary({"Type": "/Pagination"})
