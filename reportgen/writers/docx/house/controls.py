"""Fill the content controls of a house template by their tag or title, and leave none of them locked."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from reportgen.writers.docx.house.fields import say_in
from reportgen.writers.docx.house.values import BODY, named
from reportgen.writers.docx.house.xml import W, at, local

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LOOSE = ("lock", "placeholder", "showingPlcHdr", "dataBinding", "temporary")      # what locks, or leads elsewhere
KEPT = ("rPr", "alias", "tag", "id")
INLINE = ("p", "hyperlink", "r")


def fill_controls(root: Element, values: Mapping[str, str]) -> set[str]:
    """Fill every control that asks for something of the report, with nothing where it has none; their names."""
    filled = set()
    for control in [*root.iter(f"{W}sdt")]:
        if control.getroottree().getroot() is not root:            # it went with the words of another
            continue
        properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
        name = named(control)
        if name in values and content is not None:
            _say(content, values[name], _look(properties, content), control)
            filled.add(name)
        if properties is not None:
            _loosen(properties, name in values)
    return filled


def number_controls(roots: list[Element], first: int) -> None:
    """Give the controls of all parts identities that no other control of the file has."""
    controls = (each for root in roots for each in root.iter(f"{W}sdtPr"))
    for n, properties in enumerate(controls, first):
        identity = properties.find(f"{W}id")
        if identity is not None:
            identity.set(f"{W}val", str(n))


def _loosen(properties: Element, plain: bool) -> None:
    for child in [*properties]:
        if local(child) in LOOSE or (plain and local(child) not in KEPT):
            properties.remove(child)


def _look(properties: Element, content: Element) -> Element | None:
    """How a control's words look: as its first run, or as it says itself while that is a placeholder."""
    run = next(content.iter(f"{W}r"), None)
    look = deepcopy(None if run is None else at(run, "rPr"))
    if properties.find(f"{W}showingPlcHdr") is None:
        return look
    own = at(properties, "rPr")
    if own is None and look is not None:
        for style in look.findall(f"{W}rStyle"):                   # that of placeholders
            look.remove(style)
    return look if own is None else deepcopy(own)


def _say(content: Element, text: str, look: Element | None, control: Element) -> None:
    """Put `text` in the place of what a control holds, looking so."""
    kept = content.makeelement(f"{W}r")
    if look is not None:
        kept.append(look)
    say_in(kept, text)
    paragraph = next(content.iter(f"{W}p"), None)
    if paragraph is None and local(control.getparent()) in INLINE:
        _only(content, kept)
    else:
        paragraph = content.makeelement(f"{W}p") if paragraph is None else paragraph
        _only(paragraph, kept, "pPr")
        holder = next((cell for cell in paragraph.iterancestors(f"{W}tc", f"{W}sdtContent")), content)
        _only(holder, paragraph, "tcPr")


def _only(parent: Element, child: Element, besides: str = "") -> None:
    for each in [*parent]:
        if each is not child and local(each) != besides:
            parent.remove(each)
    if child.getparent() is not parent:
        parent.append(child)


def body_control(body: Element) -> Element | None:
    """The control whose place the report takes, or None."""
    return next((control for control in body.iter(f"{W}sdt") if named(control) == BODY), None)
