"""Join a house's styles with those of ours that it lacks: theirs stay as they are, found by name as Word finds them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.messages import say
from reportgen.writers.docx.house.looks import fonts, name_of
from reportgen.writers.docx.house.opening import House
from reportgen.writers.docx.house.xml import W, at, local, read, value
from reportgen.writers.docx.package import NAMESPACES

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TAKEN_UP = ("pStyle", "rStyle", "tblStyle")          # elements by which text names its styles
BASE = "ReportBase"                                  # the style that all stand on but those of prose
PROSE = ("BodyText", "ListBullet", "ListNumber", "ListContinue", "Quote")
LOOKS = ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr")                # what follows a style's pPr
BEHIND_LEVEL = ("divId", "cnfStyle", "rPr", "sectPr", "pPrChange")    # what follows an outlineLvl
_UNINDENTED = ('<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="left"/>')


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles of both: `root` is the part, `ids` maps our ids to those in it.

    `own` are our ids whose style the house has itself, `added` the names of ours that were added, in order.
    """

    root: Element
    ids: Mapping[str, str]
    own: frozenset[str]
    added: tuple[str, ...]


def same_names(ours: Element, theirs: Element, house: House) -> dict[str, Element]:
    """The house's styles under our ids. Word's own names are compared without regard to case, as Word does it.

    ReportgenError where a name is that of another kind of style there.
    """
    by_name = {name_of(style): style for style in reversed(theirs.findall(f"{W}style"))}
    folded = {name.casefold(): style for name, style in by_name.items()}
    defaults = {value(style, "type"): style for style in theirs.findall(f"{W}style") if _is_default(style)}
    found = {}
    for style in ours.findall(f"{W}style"):
        named = by_name if value(style, "customStyle") else folded
        own = named.get(name_of(style) if value(style, "customStyle") else name_of(style).casefold())
        if _is_default(style):
            own = defaults.get(value(style, "type"), own)
        if own is not None:
            _refuse_other_kind(style, own, house)
            found[value(style, "styleId")] = own
    return found


def _is_default(style: Element) -> bool:
    return value(style, "default") in ("1", "true", "on")


def _refuse_other_kind(ours: Element, theirs: Element, house: House) -> None:
    kind, wanted = value(theirs, "type"), value(ours, "type")
    if kind != wanted:
        house.refuse(say('its style "{name}" is a style of the kind "{kind}"; here it is one of the kind "{wanted}"',
                         name=name_of(ours), kind=kind, wanted=wanted),
                     say("give that style another name in the template"))


def names_used(*texts: Element | None) -> set[str]:
    """The ids of the styles that texts name."""
    return {value(named) for text in texts if text is not None
            for named in text.iter(*(W + tag for tag in TAKEN_UP))}


def join_styles(theirs: Element, ours: Element, used: set[str], house: House) -> Styles:
    """`theirs`, changed in place, with the styles of `ours` that it lacks and that are `used`, or stood on by such."""
    _drop_dangling(theirs)
    found = same_names(ours, theirs, house)
    by_id = {value(style, "styleId"): style for style in ours.findall(f"{W}style")}
    used = used | {name for name, style in by_id.items() if _is_default(style)}
    for name, style in found.items():
        _complete(style, by_id[name])
    wanted = _closed(used, by_id, found)
    taken = {value(style, "styleId").casefold() for style in theirs.findall(f"{W}style")}
    ids = {own: value(style, "styleId") for own, style in found.items()}
    lacking = [style for style in by_id.values() if value(style, "styleId") in wanted - found.keys()]
    for style in lacking:
        ids[value(style, "styleId")] = _free(value(style, "styleId"), taken)
    base = _base(theirs, by_id, ids, taken) if any(map(_is_no_prose, lacking)) else ""
    heading = fonts(found.get("Heading1"), theirs)
    for style in lacking:
        theirs.append(_added(style, ids, base, heading))
    return Styles(theirs, ids, frozenset(found), tuple(map(name_of, lacking)))


def _drop_dangling(theirs: Element) -> None:
    """Let no style of the house name one that is not there; Word takes no notice of such names."""
    known = {value(style, "styleId") for style in theirs.findall(f"{W}style")}
    for style in theirs.findall(f"{W}style"):
        for named in [each for tag in ("basedOn", "next", "link") for each in style.findall(W + tag)]:
            if value(named) not in known:
                style.remove(named)


def _complete(theirs: Element, ours: Element) -> None:
    """Say in a style of the house what Word knows of it by its name: that it is the plain one, or a heading's level."""
    if _is_default(ours):
        theirs.set(f"{W}default", "1")
    level = at(ours, "pPr/outlineLvl")
    if level is not None and at(theirs, "pPr/outlineLvl") is None:
        properties = theirs.find(f"{W}pPr")
        if properties is None:
            properties = theirs.makeelement(f"{W}pPr")
            place = next((n for n, each in enumerate(theirs) if local(each) in LOOKS), len(theirs))
            theirs.insert(place, properties)
        behind = next((n for n, each in enumerate(properties) if local(each) in BEHIND_LEVEL), len(properties))
        properties.insert(behind, deepcopy(level))


def _closed(used: set[str], by_id: Mapping[str, Element], found: Mapping[str, Element]) -> set[str]:
    """The used styles that are ours to bring, with those that they stand on."""
    wanted, left = set(), sorted(used & by_id.keys())
    while left:
        name = left.pop()
        if name not in wanted:
            wanted.add(name)
            if name not in found:
                left += [value(style) for tag in ("basedOn", "link")
                         if (style := by_id[name].find(W + tag)) is not None and value(style) in by_id]
    return wanted


def _free(wanted: str, taken: set[str]) -> str:
    name, n = wanted, 1
    while name.casefold() in taken:
        n += 1
        name = f"{wanted}{n}"
    taken.add(name.casefold())
    return name


def _is_no_prose(style: Element) -> bool:
    """Whether a style of ours stands on the plain one, and is none of those for prose."""
    return (value(style, "type") == "paragraph" and value(style, "styleId") not in PROSE
            and value(style.find(f"{W}basedOn")) == "Normal")


def _base(theirs: Element, by_id: Mapping[str, Element], ids: dict[str, str], taken: set[str]) -> str:
    """The id of "Report Base", the house's plain style without indents and with our spacing; it is added.

    What stands in tables, boxes and notes must not begin with an indent, or keep to a grid, because the house's
    letters do.
    """
    for style in theirs.findall(f"{W}style"):
        if name_of(style) == "Report Base":
            return value(style, "styleId")
    identity = _free(BASE, taken)
    based = f'<w:basedOn w:val="{ids["Normal"]}"/>' if "Normal" in ids else ""
    style = read(f'<w:style {NAMESPACES} w:type="paragraph" w:customStyle="1" w:styleId="{identity}">'
                 f'<w:name w:val="Report Base"/>{based}<w:uiPriority w:val="99"/><w:pPr>{_UNINDENTED}</w:pPr>'
                 '</w:style>')
    plain = at(by_id["Normal"], "pPr")
    inherited = [] if plain is None else [deepcopy(child) for child in plain]
    spacing = next((n for n, child in enumerate(inherited) if local(child) == "spacing"), len(inherited))
    inherited.insert(spacing, style.makeelement(f"{W}snapToGrid", {f"{W}val": "0"}))
    for n, child in enumerate(inherited):
        at(style, "pPr").insert(n, child)
    theirs.append(style)
    return identity


def _added(style: Element, ids: Mapping[str, str], base: str, heading: Element | None) -> Element:
    """A copy of our style under its new id, that speaks in the house's fonts."""
    copy = deepcopy(style)
    copy.set(f"{W}styleId", ids[value(style, "styleId")])
    for tag in ("basedOn", "next", "link"):
        named = copy.find(W + tag)
        if named is not None and value(named) in ids:
            named.set(f"{W}val", ids[value(named)])
        elif named is not None:
            copy.remove(named)
    if base and _is_no_prose(style):
        copy.find(f"{W}basedOn").set(f"{W}val", base)
    for look in [look for look in copy.iter(f"{W}rFonts") if value(look, "asciiTheme")]:
        if value(look, "asciiTheme").startswith("major") and heading is not None:
            look.getparent().replace(look, deepcopy(heading))
        else:
            look.getparent().remove(look)
    return copy


def speak(theirs: Element, ours: Element, chinese_font: str) -> None:
    """Let all the house's styles be read and spell-checked in the report's language, and give Chinese a font."""
    for said in [*theirs.iter(f"{W}lang")]:
        said.getparent().remove(said)
    defaults = theirs.find(f"{W}docDefaults")
    if defaults is None:
        theirs.insert(0, deepcopy(ours.find(f"{W}docDefaults")))
        return
    look = defaults
    for tag in ("rPrDefault", "rPr"):
        look = _child(look, tag)
    look.append(deepcopy(at(ours, "docDefaults/rPrDefault/rPr/lang")))
    faces = look.find(f"{W}rFonts")
    if faces is None:
        look.insert(0, faces := look.makeelement(f"{W}rFonts"))
    if not value(faces, "eastAsia") and not value(faces, "eastAsiaTheme"):
        faces.set(f"{W}eastAsia", chinese_font)


def _child(parent: Element, tag: str) -> Element:
    found = parent.find(W + tag)
    if found is None:
        parent.insert(0, found := parent.makeelement(W + tag))
    return found
