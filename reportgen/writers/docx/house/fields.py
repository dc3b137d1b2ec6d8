"""Give the fields of a house's heads, feet and cover their results; refuse those that fetch or run something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.messages import say
from reportgen.writers.docx.house.opening import House
from reportgen.writers.docx.house.values import answers
from reportgen.writers.docx.house.xml import W, local, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LAID_OUT = frozenset(("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "IF", "=", "COMPARE", "QUOTE", "SYMBOL", "SEQ"))
COUNTED = frozenset(("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "SEQ"))
PROPERTIES = {"TITLE": "title", "SUBJECT": "subject", "AUTHOR": "author"}
CLOCK = frozenset(("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE"))       # become the report's date, as text
SAFE_LINK = re.compile(r'\s*HYPERLINK\s+(\\l\s|"?(https?://|mailto:))', re.IGNORECASE)
_WORDS = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(slots=True)
class Field:
    """A field in its paragraph: the runs that frame it, and those of its result."""

    begin: Element
    code: str = ""
    separate: Element | None = None
    end: Element | None = None
    codes: list[Element] = field(default_factory=list)
    result: list[Element] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """The words of the code, those in quotation marks whole."""
        code = re.sub(r"^\s*=", " = ", self.code)
        return [quoted or plain for quoted, plain in _WORDS.findall(code)] or [""]


def fill_fields(root: Element, values: Mapping[str, str], heading: str, file: str, house: House) -> set[str]:
    """Give each field of a part its result; the names of document properties that they show."""
    shown = set()
    for simple in [*root.iter(f"{W}fldSimple")]:
        _split(simple)
    for run in [*root.iter(f"{W}r")]:
        _cut(run)
    for one in [*_fields(root)]:
        kind = one.words[0].upper()
        if kind in PROPERTIES or kind == "DOCPROPERTY":
            name = PROPERTIES.get(kind) or (one.words[1:] or [""])[0]
            result = answers(values, name)
            _unlink(one) if result is None else _show(one, result)
            shown |= {name} if result is not None else set()
        elif kind in CLOCK:
            _show(one, values["date"])
            _unlink(one)
        elif kind in ("STYLEREF", "FILENAME"):
            _show(one, file if kind == "FILENAME" else heading)
        elif kind in COUNTED and not _is_shown(one):
            _show(one, "1")
        elif kind not in LAID_OUT and not SAFE_LINK.match(one.code):
            house.refuse(say('its field "{code}" cannot stand in a report', code=one.code.strip()[:60]),
                         say("heads, feet and covers may hold page numbers, properties, dates and links to web pages"))
    for mark in root.iter(f"{W}fldChar"):
        mark.attrib.pop(f"{W}dirty", None)
        mark.attrib.pop(f"{W}fldLock", None)
    return shown


def _fields(root: Element) -> Iterator[Field]:
    """The fields of a part, those inside others first."""
    begun: list[Field] = []
    for run in root.iter(f"{W}r"):
        mark = run.find(f"{W}fldChar")
        kind = value(mark, "fldCharType")
        if kind == "begin":
            begun.append(Field(run))
        elif begun and kind == "separate":
            begun[-1].separate = run
        elif begun and kind == "end":
            begun[-1].end = run
            yield begun.pop()
        elif begun:
            _sort(run, begun[-1])


def _sort(run: Element, one: Field) -> None:
    if one.separate is not None:
        one.result.append(run)
    else:
        one.codes.append(run)
        one.code += "".join(code.text or "" for code in run.iter(f"{W}instrText"))


def _split(simple: Element) -> None:
    """Write a simple field out as one of several runs, so that there is one kind of them."""
    parent, place = simple.getparent(), simple.getparent().index(simple)
    runs = [_mark(simple, "begin"), _code(simple), _mark(simple, "separate"), *simple, _mark(simple, "end")]
    parent.remove(simple)
    for n, run in enumerate(runs):
        parent.insert(place + n, run)


def _cut(run: Element) -> None:
    """Give each sign of a field a run of its own; programs other than Word write a whole field into one."""
    pieces = [child for child in run if local(child) != "rPr"]
    if len(pieces) < 2 or run.find(f"{W}fldChar") is None:
        return
    for piece in pieces:
        alone = run.makeelement(f"{W}r")
        alone.extend([deepcopy(look) for look in run.findall(f"{W}rPr")] + [piece])
        run.addprevious(alone)
    run.getparent().remove(run)


def _is_shown(one: Field) -> bool:
    return any(local(piece) != "rPr" for run in one.result for piece in run)


def _mark(near: Element, kind: str) -> Element:
    run = near.makeelement(f"{W}r")
    run.append(run.makeelement(f"{W}fldChar", {f"{W}fldCharType": kind}))
    return run


def _code(simple: Element) -> Element:
    run = simple.makeelement(f"{W}r")
    code = run.makeelement(f"{W}instrText", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    code.text = value(simple, "instr")
    run.append(code)
    return run


def _show(one: Field, text: str) -> None:
    """Put `text` in the place of a field's result, looking like its first run."""
    if one.separate is None:
        one.separate = _mark(one.end, "separate")
        one.end.addprevious(one.separate)
    if not one.result:
        one.result = [one.end.makeelement(f"{W}r")]
        one.end.addprevious(one.result[0])
    say_in(one.result[0], text)
    for run in one.result[1:]:
        run.getparent().remove(run)
    one.result = one.result[:1]


def _unlink(one: Field) -> None:
    """Leave only a field's words."""
    for run in (one.begin, *one.codes, one.separate, one.end):
        if run is not None and run.getparent() is not None:
            run.getparent().remove(run)


def say_in(run: Element, text: str) -> None:
    """Let a run say `text` and keep its look. Han characters have signs in common with Latin; they are set as Han."""
    for child in [*run]:
        if local(child) != "rPr":
            run.remove(child)
    if not text.isascii():
        _hint(run)
    said = run.makeelement(f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    said.text = text
    run.append(said)


def _hint(run: Element) -> None:
    look = run.find(f"{W}rPr")
    if look is None:
        run.insert(0, look := run.makeelement(f"{W}rPr"))
    faces = look.find(f"{W}rFonts")
    if faces is None:
        place = 1 if look.find(f"{W}rStyle") is not None else 0
        look.insert(place, faces := look.makeelement(f"{W}rFonts"))
    faces.set(f"{W}hint", "eastAsia")
