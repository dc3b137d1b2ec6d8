"""Compare what each output says, read back from its bytes, with what the document tree says.

White space: any run of it is one space; between Han characters it is nothing, and at the ends of a unit too. Joiners
and their like, which nobody sees, are nothing; a ligature is its letters, as PDF readers give it. Where a PDF breaks a
line or a page (`ENDS` in what its reader gives) a space may stand or not: paper does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from unicodedata import normalize

from reportgen.diagnostics import Diagnostic, error
from reportgen.document.nodes import NOWHERE, Document
from reportgen.document.walk import Unit, text_units
from reportgen.messages import Message, say
from reportgen.readers.pdf import LINE_END, PAGE_END

COARSE: dict[str, dict[str, str]] = {      # roles that a format cannot tell apart, and the one it has for them
    "pdf": {
        "marking": "p", "series": "p", "issue": "p", "office": "p", "date": "p", "distribution": "p", "subtitle": "p",
        "quote": "p", "attribution": "p", "callout-title": "p", "confidence": "p", "table-note": "p", "card": "li",
        "contents-title": "p", "contents-entry": "li",
        "title": "heading", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    },
}
SOFT_HYPHEN = "\u00ad"                     # seen at a line end only, and then as one of HYPHENS
HYPHENS = "-\u2010"
CONTEXT = 24                               # characters shown on each side of the first difference
HAN = r"[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
BETWEEN_HAN = re.compile(rf"(?<={HAN})\s+(?={HAN})")
UNSEEN = re.compile(rf"[\u200b-\u200d\u2060]|{SOFT_HYPHEN}(?= )|(?<= ){SOFT_HYPHEN}")
LIGATURES = {ord(one): normalize("NFKC", one) for one in map(chr, range(0xFB00, 0xFB07))}
ENDS = LINE_END + PAGE_END
SPACES = re.compile(rf"[^\S{ENDS}]+")


def check_parity(document: Document, outputs: Mapping[str, bytes]) -> list[Diagnostic]:
    """An error for each of `outputs` (format → bytes) that does not say what `document` says: its first difference."""
    expected = text_units(document)
    return [found for name, data in outputs.items() for found in _compare(name, expected, READERS[name](data))]


def _html(data: bytes) -> list[Unit]:
    from reportgen.readers.html import read_words

    return read_words(data)


def _pdf(data: bytes) -> list[Unit]:
    from reportgen.readers.pdf import read_words

    return read_words(data)


def _docx(data: bytes) -> list[Unit]:
    from reportgen.readers.docx.words import read_words

    return read_words(data)


READERS: dict[str, Callable[[bytes], list[Unit]]] = {"html": _html, "pdf": _pdf, "docx": _docx}


def _compare(name: str, expected: list[Unit], found: list[Unit]) -> Iterator[Diagnostic]:
    """The first difference between two sequences of units, if there is one."""
    coarse, place, page = COARSE.get(name, {}), NOWHERE, 0
    for wanted, given in zip_longest(_seen(expected), _seen(found)):
        place = wanted.span if wanted is not None else place
        page = given.page if given is not None else page
        if difference := _difference(wanted, given, coarse):
            said, turned = difference
            yield error("parity", _message(name, page and page + turned, said), place if place != NOWHERE else None,
                        hint=say("this is a fault of the program, unless a theme of your own hides or adds words: "
                                 "please report it"))
            return


def _message(name: str, page: int, said: Message) -> Message:
    if page:
        return say("the {name} output does not say on page {page} what the document says: {said}", name=name, page=page,
                   said=said)
    return say("the {name} output does not say what the document says: {said}", name=name, said=said)


def _difference(wanted: Unit | None, given: Unit | None, coarse: Mapping[str, str]) -> tuple[Message, int] | None:
    """What is wrong with `given`, and how many pages after its beginning; None where it says the same."""
    if wanted is None:
        return say('more than expected: {role} "{text}"', role=given.role, text=_cut(_tidy(given.text), 0)), 0
    if given is None:
        return say('it ends before {role} "{text}"', role=wanted.role, text=_cut(_tidy(wanted.text), 0)), 0
    role = coarse.get(wanted.role, wanted.role)
    said, shown = _tidy(wanted.text), _tidy(given.text)
    at = _first_difference(said, shown)
    if at is not None:
        return say('expected {wanted} "{said}", found {given} "{shown}"', wanted=wanted.role, said=_cut(said, at[0]),
                   given=given.role, shown=_cut(shown, at[1])), shown[:at[1]].rstrip().count(PAGE_END)
    if role != coarse.get(given.role, given.role):
        return say('expected "{said}" as {role}, found it as {given}', said=_cut(said, 0), role=role,
                   given=given.role), 0
    return None


def _tidy(text: str) -> str:
    return SPACES.sub(" ", BETWEEN_HAN.sub("", UNSEEN.sub("", text))).strip().translate(LIGATURES)


def _seen(units: list[Unit]) -> list[Unit]:
    """The units in which there is something to be seen."""
    return [unit for unit in units if _tidy(unit.text).strip(SOFT_HYPHEN)]


def _first_difference(said: str, shown: str) -> tuple[int, int] | None:
    """Where two tidy texts first differ, as a place in each.

    A line end in `shown` is a space or nothing; a soft hyphen in `said` is nothing, or a hyphen at a line end.
    """
    if said == shown:
        return None
    i = 0
    for j, character in enumerate(shown):
        hyphenable = False
        while said[i:i + 1] == SOFT_HYPHEN != character:
            i, hyphenable = i + 1, True
        before, after = shown[j - 1:j] if j else "", shown[j + 1:j + 2]
        if character in ENDS:
            i += said[i:i + 1] == " "
        elif said[i:i + 1] == character:
            i += 1
        elif not ((hyphenable and character in HYPHENS and after and after in ENDS)
                  or (character == " " and before and before in ENDS)):
            return i, j
    return (i, len(shown)) if said[i:].strip(SOFT_HYPHEN) else None


def _cut(text: str, at: int) -> str:
    """`text` around the place `at`."""
    start, end = max(0, at - CONTEXT), at + CONTEXT
    inside = text[start:end].replace(LINE_END, " ").replace(PAGE_END, " ")
    return ("…" if start else "") + inside + ("…" if end < len(text) else "")
