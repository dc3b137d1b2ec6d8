"""Put a report's Word file into a house's clothes: our parts and theirs become those of one file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from reportgen.document.nodes import Document, Meta
from reportgen.readers.docx.words import BEGIN, END
from reportgen.writers.docx.house.carrying import Luggage
from reportgen.writers.docx.house.controls import number_controls
from reportgen.writers.docx.house.fetching import Fetched, fetch, styles_in
from reportgen.writers.docx.house.looks import is_exact, prose
from reportgen.writers.docx.house.marking import mark_pages
from reportgen.writers.docx.house.numbering import counted_by, join_numbering, shift_lists
from reportgen.writers.docx.house.opening import House
from reportgen.writers.docx.house.properties import join_properties
from reportgen.writers.docx.house.sections import complete, refer, sections_of, surround, tidy, ungrid
from reportgen.writers.docx.house.settings import join_settings
from reportgen.writers.docx.house.styles import Styles, join_styles, names_used, speak
from reportgen.writers.docx.house.texts import rename, say_directly
from reportgen.writers.docx.house.values import values_of
from reportgen.writers.docx.house.xml import W, read, value, written
from reportgen.writers.docx.package import NAMESPACES, Relations
from reportgen.writers.theme import Theme

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Parts = dict[str, str | bytes]
TEXTS = re.compile(r"word/(document|footnotes|endnotes|comments)\.xml")
FURNITURE = re.compile(r"word/(header|footer)\d*\.xml|word/_rels/(header|footer)\d*\.xml\.rels")
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MAIN, SETTINGS = "word/document.xml", "word/settings.xml"
FIRST_CONTROL = 700_000_001            # of the house's; ours count from 1
FIRST_MARK = 700_000_001               # of the bookmarks around the report; ours count from 1, in footnotes too
FIRST_IN_HEADS = 700_100_001


def dress(parts: Parts, relations: Relations, document: Document, theme: Theme, house: House) -> Parts:
    """The parts of the file in the house's clothes; `relations` are those of its main part, and grow."""
    relations.forget("header", "footer")
    parts = {name: part for name, part in parts.items() if not FURNITURE.fullmatch(name)}
    main = house.xml(house.main)
    texts = {name: read(_widened(part, main) if name == MAIN else part)
             for name, part in parts.items() if TEXTS.fullmatch(name)}
    fetched = fetch(document, relations, main, house)
    styles, restyled = _restyle(parts, texts, fetched, theme, bool(document.meta.marking))
    setting = _setting(parts, house)
    _lay(texts[MAIN].find(f"{W}body"), fetched, theme, setting, document.meta, styles, relations)
    parts |= restyled | {name: written(text) for name, text in texts.items()} | {SETTINGS: written(setting)}
    return parts | join_properties(parts, fetched.properties, values_of(document)) | _carried(fetched)


def _restyle(parts: Parts, texts: Mapping[str, Element], fetched: Fetched, theme: Theme,
             marked: bool) -> tuple[Styles, Parts]:
    """Join styles and lists, and let our texts name those; `marked` says whether pages bear a marking."""
    luggage, house = fetched.luggage, fetched.luggage.house
    own, theirs = read(parts["word/styles.xml"]), styles_in(house)
    kept = counted_by(theirs, *luggage.roots.values(), *fetched.before, *fetched.after)
    used = set().union(*map(names_used, texts.values()), {"Spacer"}, {"PageMarking"} if marked else ())
    styles = join_styles(theirs, own, used, house)
    speak(theirs, own, theme.body.word_chinese)
    for text in texts.values():
        say_directly(text, own, theirs, styles)
        rename(text, styles.ids)
    numbering = _number(parts["word/numbering.xml"], kept, styles, [*texts.values()], luggage)
    return styles, {"word/styles.xml": written(theirs), **numbering}


def _setting(parts: Parts, house: House) -> Element:
    name = house.of_kind("settings")
    return join_settings(house.xml(name) if name else None, read(parts[SETTINGS]))


def _carried(fetched: Fetched) -> Parts:
    """What came along, with theme and fonts; no two controls have one identity."""
    luggage = fetched.luggage
    for kind, name in (("theme", "word/theme/theme1.xml"), ("fontTable", "word/fontTable.xml")):
        if part := luggage.house.of_kind(kind):
            luggage.part(part, name)
    number_controls([*luggage.roots.values()], FIRST_IN_HEADS)
    return luggage.pack()


def _number(part: str | bytes, kept: set[str], styles: Styles, texts: list[Element], luggage: Luggage) -> Parts:
    """The numbering of both, and the new numbers of our lists in our styles and `texts`."""
    name = luggage.house.of_kind("numbering")
    theirs = luggage.house.xml(name) if name else None
    joined, by = join_numbering(theirs, read(part), kept, styles)
    pictures = Relations()
    luggage.link(joined, name, pictures)
    added = {identity for own, identity in styles.ids.items() if own not in styles.own}
    for text in (*texts, *(each for each in styles.root.findall(f"{W}style") if value(each, "styleId") in added)):
        shift_lists(text, by)
    rels = {"word/_rels/numbering.xml.rels": pictures.xml()} if pictures else {}
    return {"word/numbering.xml": written(joined), **rels}


def _bare(section: Element) -> Element:
    """Our own section without heads and feet, for a house that says nothing of its sheet."""
    bare = deepcopy(section)
    for each in [*bare.iter(f"{W}headerReference", f"{W}footerReference")]:
        bare.remove(each)
    return bare


def _lay(body: Element, fetched: Fetched, theme: Theme, setting: Element, meta: Meta, styles: Styles,
         relations: Relations) -> None:
    """Lay our text on the house's sheets, between what stands around it; marks say where it begins and ends."""
    section = _bare(body[-1]) if fetched.section is None else fetched.section
    if is_exact(prose(styles.root), styles.root):
        ungrid(section)
    for each in fetched.around:
        tidy(each)
    for each in (section, *fetched.around):
        refer(each, fetched.heads)
        complete(each, theme.page)
    number_controls([*fetched.before, *fetched.after], FIRST_CONTROL)
    sides = setting.find(f"{W}evenAndOddHeaders") is not None
    mark_pages([section, *fetched.around], meta.marking, meta.lang, sides, styles.ids, fetched.luggage, relations)
    ends = [*body.iter(f"{W}sectPr")]
    turned = [value(end.find(f"{W}pgSz"), "orient") == "landscape" for end in ends]
    *laid, closing = sections_of(section, [*turned, False])
    for old, new in zip(ends, laid, strict=True):
        old.getparent().replace(old, new)
    if fetched.before or fetched.after:
        body.insert(0, _mark(BEGIN, FIRST_MARK, styles))
        body.insert(len(body) - 1, _mark(END, FIRST_MARK + 1, styles))
        surround(body, fetched.before, fetched.after, fetched.last, closing)


def _mark(name: str, number: int, styles: Styles) -> Element:
    return read(f'<w:p {NAMESPACES}><w:pPr><w:pStyle w:val="{styles.ids["Spacer"]}"/></w:pPr><w:bookmarkStart '
                f'w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/></w:p>')


def _widened(part: str | bytes, main: Element) -> str:
    """Our main part with the house's prefixes, which what stands around the report may need."""
    text = part.decode() if isinstance(part, bytes) else part
    begin = text.index("<w:document ")
    opening = text[begin:text.index(">", begin)]
    more = {prefix: uri for prefix, uri in main.nsmap.items() if prefix and f"xmlns:{prefix}=" not in opening}
    ignorable = [prefix for prefix in main.get(f"{MC}Ignorable", "").split() if prefix in more]
    ours = re.search(r' mc:Ignorable="([^"]*)"', opening)
    both = [*(ours[1].split() if ours else ()), *ignorable]
    wider = opening.replace(ours[0], "") if ours else opening
    wider += "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in sorted(more.items()))
    wider += f' mc:Ignorable="{" ".join(both)}"' if both else ""
    return text[:begin] + wider + text[begin + len(opening):]
