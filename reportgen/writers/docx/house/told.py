"""Tell what became of a house template: whose styles are used, which fields are filled, what was left out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from reportgen.document.nodes import Document
from reportgen.messages import Message, say
from reportgen.writers.docx.house.fetching import house_of, rehearse, styles_in
from reportgen.writers.docx.house.looks import name_of
from reportgen.writers.docx.house.opening import House
from reportgen.writers.docx.house.sections import around
from reportgen.writers.docx.house.styles import names_used
from reportgen.writers.docx.house.values import NAMES, values_of
from reportgen.writers.docx.house.xml import W, local, read, value
from reportgen.writers.theme import Theme

SHOWN = 6                              # names of styles that a line tells
UNSEEN = ("Report Base", "Normal", "Default Paragraph Font", "Normal Table", "No List")
DROPPED = {"documentProtection": say("its protection"), "writeProtection": say("its protection"),
           "attachedTemplate": say("the link to its own template"), "mailMerge": say("its mail merge"),
           "trackRevisions": say("that changes are tracked")}


def template_told(documents: Mapping[str, Document], theme: Theme, files: Iterable[bytes] = ()) -> tuple[Message, ...]:
    """What becomes of the report's house template, each thing once; `files` are its Word files, if written.

    ReportgenError where the template cannot be used.
    """
    house = house_of(theme)
    if house is None:
        return ()
    asked = set().union(*(rehearse(document, theme, house) for document in documents.values()))
    styles = (message for data in files for message in _styles(data, house))
    return tuple(dict.fromkeys((*styles, *_fields(documents, asked, house), *_left_out(house))))


def _styles(data: bytes, house: House) -> Iterator[Message]:
    """How many of the styles that a file uses are the house's, and which were added."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        styles = read(package.read("word/styles.xml"))
        used = names_used(read(package.read("word/document.xml")), read(package.read("word/footnotes.xml")))
    own = {name_of(style).casefold() for style in styles_in(house).findall(f"{W}style")}
    names = {value(style, "styleId"): name_of(style) for style in styles.findall(f"{W}style")}
    added = [name_of(style) for style in styles.findall(f"{W}style") if name_of(style).casefold() not in own]
    some = [name for name in added if name not in UNSEEN]
    yield say("{template}: styles of its own in use: {used}; added: {added} ({names})", template=house.name,
              used=sum(1 for identity in used if names.get(identity, "").casefold() in own), added=len(added),
              names=", ".join(some[:SHOWN]) + (", …" if len(some) > SHOWN else ""))


def _fields(documents: Mapping[str, Document], asked: set[str], house: House) -> Iterator[Message]:
    """Which fields were filled and emptied, and what the report has that the template does not show."""
    values = [values_of(document) for document in documents.values()]
    has = {name for each in values for name, text in each.items() if text}
    if filled := asked & has:
        yield say("{template}: filled in: {names}", template=house.name, names=_listed(filled))
    if empty := asked - has:
        yield say("{template}: left empty, for the report has none: {names}", template=house.name, names=_listed(empty))
    if "marking" in has - asked:
        yield say("{template}: the marking heads and foots every page as a line of its own", template=house.name)
    if asked and (missing := has - asked - {"language", "marking"}):
        yield say("{template}: it has no field for: {names}", template=house.name, names=_listed(missing))


def _listed(names: set[str]) -> str:
    return ", ".join(name for name in NAMES if name in names)


def _left_out(house: House) -> Iterator[Message]:
    """What of the template does not get into the report."""
    main = house.xml(house.main)
    place = around(house, main)
    if not (place.before or place.after) and "".join(main.itertext()).strip():
        yield say("{template}: its own text is left out; a control with the tag “body” would keep what stands around "
                  "it", template=house.name)
    part = house.of_kind("settings")
    if part:
        said = dict.fromkeys(DROPPED[local(each)] for each in house.xml(part) if local(each) in DROPPED)
        yield from (say("{template}: left out: {what}", template=house.name, what=what) for what in said)
