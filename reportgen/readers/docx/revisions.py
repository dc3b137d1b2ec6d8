"""Tracked changes of a Word file: what they say, and the text as it is with all of them accepted, or rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from reportgen.readers.docx.words import RANGES, W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Kind = Literal["insertion", "deletion", "moved-from", "moved-to"]
KINDS: dict[str, Kind] = {f"{W}ins": "insertion", f"{W}del": "deletion", f"{W}moveFrom": "moved-from",
                          f"{W}moveTo": "moved-to"}
ADDED, TAKEN = (f"{W}ins", f"{W}moveTo"), (f"{W}del", f"{W}moveFrom")
WORDS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}
END = "¶"                              # stands for the end of a paragraph


@dataclass(frozen=True, slots=True)
class Revision:
    """One change that Word tracked; `text` has "¶" for the end of a paragraph, `at` is the number of its paragraph."""

    kind: Kind
    author: str
    date: str
    text: str
    at: int


def number_paragraphs(parts: list[Element]) -> None:
    """Give each paragraph a number through all parts, which its copies keep."""
    for number, paragraph in enumerate(each for part in parts for each in part.iter(f"{W}p")):
        paragraph.set(f"{W}number", str(number))


def number_of(paragraph: Element) -> int:
    return int(paragraph.get(f"{W}number", "-1"))


def accepted(part: Element) -> Element:
    """A copy of a part with all changes accepted."""
    return _settled(part, TAKEN)


def rejected(part: Element) -> Element:
    """A copy of a part with all changes rejected."""
    settled = _settled(part, ADDED)
    for deleted in settled.iter(f"{W}delText"):
        deleted.tag = f"{W}t"
    return settled


def is_tracked(part: Element) -> bool:
    return next(part.iter(*KINDS), None) is not None


def _settled(part: Element, dropped: tuple[str, ...]) -> Element:
    part = deepcopy(part)
    for row in [row for row in part.iter(f"{W}tr") if _marked(row, f"{W}trPr", dropped)]:
        row.getparent().remove(row)
    gone = [one for one in part.iter(f"{W}p") if _marked(one, f"{W}pPr/{W}rPr", dropped)]
    for change in [one for one in part.iter(*dropped) if one.getparent().tag not in (f"{W}rPr", f"{W}trPr")]:
        _take_out(change)
    for paragraph in gone:
        _join_with_next(paragraph)
    return part


def _marked(element: Element, path: str, dropped: tuple[str, ...]) -> bool:
    return any(element.find(f"{path}/{tag}") is not None for tag in dropped)


def _take_out(change: Element) -> None:
    """Remove an element; the bounds of bookmarks and comments in it stay."""
    for bound in change.iter(*RANGES):
        change.addprevious(deepcopy(bound))
    change.getparent().remove(change)


def _join_with_next(paragraph: Element) -> None:
    """A paragraph without an end goes on with the next, whose properties hold for both."""
    following = paragraph.getnext()
    while following is not None and following.tag in RANGES:
        following = following.getnext()
    content = [child for child in paragraph if child.tag != f"{W}pPr"]
    if following is None or following.tag != f"{W}p":
        if content or paragraph.getparent().tag == f"{W}tc":
            return
    else:
        properties = following.find(f"{W}pPr")
        for place, child in enumerate(content, 0 if properties is None else 1):
            following.insert(place, child)
    if paragraph.getparent() is not None:
        paragraph.getparent().remove(paragraph)


# --- what they say ------------------------------------------------------------------------------------------------

def revisions(part: Element) -> Iterator[Revision]:
    """The changes of a part in order; neighbours of one kind and author in one paragraph are one."""
    found = (one for paragraph in part.iter(f"{W}p") for one in _in_paragraph(paragraph))
    for _, run in groupby(found, lambda one: (one.kind, one.author, one.at)):
        same = list(run)
        yield replace(same[0], text="".join(one.text for one in same))


def _in_paragraph(paragraph: Element) -> Iterator[Revision]:
    for change in paragraph.iter(*KINDS):
        if next(change.iterancestors(f"{W}p")) is not paragraph or change.getparent().tag in (f"{W}rPr", f"{W}pPr"):
            continue
        text = "".join(WORDS.get(word.tag, word.text or "") for word in change.iter(*WORDS, f"{W}t", f"{W}delText"))
        if text:
            yield _revision(change, text, paragraph)
    for mark in paragraph.findall(f"{W}pPr/{W}rPr/*"):
        if mark.tag in KINDS:
            yield _revision(mark, END, paragraph)


def _revision(change: Element, text: str, paragraph: Element) -> Revision:
    return Revision(KINDS[change.tag], change.get(f"{W}author", ""), change.get(f"{W}date", ""), text,
                    number_of(paragraph))


def formatting(parts: list[Element]) -> tuple[tuple[str, int], ...]:
    """How many changes of formatting each author made."""
    tags = [f"{W}{name}PrChange" for name in ("r", "p", "tbl", "tblGrid", "tc", "tr", "sect")]
    return tuple(sorted(Counter(one.get(f"{W}author", "") for part in parts for one in part.iter(*tags)).items()))
