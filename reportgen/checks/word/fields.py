"""Rules on fields and links: closed, filled as Word would fill them, leading somewhere, never asking for an update."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.checks.word.counts import numbers_of_bookmarks
from reportgen.checks.word.package import OFF, Finding, Package, R, W, everywhere, text, words
from reportgen.messages import say

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SILENT = ("TC", "XE", "RD", "TA", "PRIVATE")        # fields that show nothing
LEADING = ("REF", "PAGEREF", "NOTEREF")
BY_NUMBER = ("\\r", "\\n", "\\w")       # a REF with one of these shows a paragraph's number
OTHERWISE = ("\\p", "\\f", "\\d", "\\t")       # with one of these, something else again
SEEN = (W + "tab", W + "br", W + "drawing", W + "sym", W + "noBreakHyphen", W + "footnoteReference", W + "pict")


@dataclass(slots=True)
class Field:
    """A field as it was read: where it begins, its instruction, and what it shows."""

    part: str
    element: Element
    instruction: str = ""
    result: str = ""
    full: bool = False                  # whether it shows anything: words, a tab, a picture
    separated: bool = False

    @property
    def words(self) -> list[str]:
        """The instruction's words, without their quotation marks."""
        return [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', self.instruction)]

    @property
    def kind(self) -> str:
        return self.words[0].upper() if self.words else ""


@dataclass(slots=True)
class Read:
    """The fields of a file in the order they begin, and what is wrong with how they are put together."""

    fields: list[Field] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_fields(package: Package) -> Read:
    """Every field of every story."""
    read = Read()
    for part, story in package.stories.items():
        _read_story(part, story, read)
    return read


def _read_story(part: str, story: Element, read: Read) -> None:
    open: list[Field] = []
    for piece in story.iter(W + "fldChar", W + "fldSimple", W + "instrText", W + "t", *SEEN):
        if piece.tag == W + "fldChar":
            _sign(part, piece, open, read)
        elif piece.tag == W + "fldSimple":
            shown = text(piece)
            read.fields.append(Field(part, piece, piece.get(W + "instr", ""), shown, bool(shown), True))
        elif open and piece.tag == W + "instrText":
            open[-1].instruction += piece.text or ""
        elif piece.tag != W + "instrText":
            for one in open:
                if one.separated:
                    one.result += piece.text or "" if piece.tag == W + "t" else ""
                    one.full = one.full or piece.tag != W + "t" or bool(piece.text)
    for one in open:
        read.findings.append(Finding(part, say("a field does not end: {instruction}",
                                               instruction=one.instruction.strip()), words(one.element)))


def _sign(part: str, sign: Element, open: list[Field], read: Read) -> None:
    kind = sign.get(W + "fldCharType")
    if kind == "begin":
        open.append(Field(part, sign))
        read.fields.append(open[-1])
    elif not open:
        read.findings.append(Finding(part, say("a field ends that has not begun"), words(sign)))
    elif kind == "separate":
        if open[-1].separated:
            read.findings.append(Finding(part, say("a field is parted twice"), words(sign)))
        open[-1].separated = True
    elif _cell(open.pop().element) is not _cell(sign):
        read.findings.append(Finding(part, say("a field ends in another cell than it begins"), words(sign)))


def _cell(element: Element) -> Element | None:
    return next(element.iterancestors(W + "tc"), None)


def closed(package: Package) -> Iterator[Finding]:
    """Every field begins, is parted and ends in this order, in one part and one cell; inner ones end first."""
    yield from read_fields(package).findings


def filled(package: Package) -> Iterator[Finding]:
    """Every field has an instruction, and from the start what it would show."""
    for one in read_fields(package).fields:
        if not one.kind:
            yield Finding(one.part, say("a field has no instruction"), words(one.element))
        elif one.kind not in SILENT and not one.full:
            yield Finding(one.part, say("a field shows nothing: {instruction}", instruction=one.instruction.strip()),
                          words(one.element))


def leading(package: Package) -> Iterator[Finding]:
    """Every reference and every link inside the file leads to a bookmark."""
    for one in read_fields(package).fields:
        named = one.words[1:2] if one.kind in LEADING else []
        if one.kind == "HYPERLINK" and "\\l" in one.words:
            named = one.words[one.words.index("\\l") + 1:][:1]
        for name in named:
            if name not in package.bookmarks:
                yield Finding(one.part, say('there is no bookmark "{name}"', name=name), words(one.element))
    for part, link in everywhere(package, "hyperlink"):
        name = link.get(W + "anchor")
        if name and name not in package.bookmarks:
            yield Finding(part, say('there is no bookmark "{name}"', name=name), words(link))


def links(package: Package) -> Iterator[Finding]:
    """Every link has words or a picture, and a place to lead to."""
    for part, link in everywhere(package, "hyperlink"):
        if not text(link).strip() and next(link.iter(*SEEN), None) is None:
            yield Finding(part, say("a link has no words"), words(link))
        if not link.get(W + "anchor") and not link.get(R + "id"):
            yield Finding(part, say("a link leads nowhere"), words(link))


def repeated(package: Package) -> Iterator[Finding]:
    """A reference shows the words or the number of its bookmark, as Word would put them when it is updated."""
    fields = read_fields(package).fields
    numbered = any(set(BY_NUMBER) & set(one.words) for one in fields if one.kind == "REF")
    numbers = numbers_of_bookmarks(package) if numbered else {}
    for one in fields:
        name = one.words[1] if one.kind == "REF" and len(one.words) > 1 else ""
        if name not in package.said or set(OTHERWISE) & set(one.words):
            continue
        by_number = bool(set(BY_NUMBER) & set(one.words))
        said = numbers.get(name, "0").rstrip(".") if by_number else package.said[name]
        if " ".join(one.result.split()) != " ".join(said.split()):
            yield Finding(one.part, say('a reference shows "{shown}", its bookmark says "{said}"', shown=one.result,
                                        said=said), words(one.element))


def counted(package: Package) -> Iterator[Finding]:
    """Each kind of caption counts 1, 2, 3 …"""
    counts: dict[str, int] = {}
    for one in read_fields(package).fields:
        if one.kind != "SEQ" or len(one.words) < 2 or "\\h" in one.words:
            continue
        name, switches = one.words[1].casefold(), one.words[2:]
        counts[name] = counts.get(name, 0) + ("\\c" not in switches)
        if "\\r" in switches:
            counts[name] = int("".join(switches[switches.index("\\r") + 1:][:1]) or 0)
        if one.result.strip().isascii() and one.result.strip() != str(counts[name]):
            yield Finding(one.part, say('a caption is numbered "{shown}", Word would count {count}', shown=one.result,
                                        count=counts[name]), words(one.element))


def quiet(package: Package) -> Iterator[Finding]:
    """Nothing makes Word ask to update fields when it opens the file."""
    for part, sign in everywhere(package, "fldChar", "fldSimple"):
        if sign.get(W + "dirty", "0") not in OFF:
            yield Finding(part, say("a field is to be updated when the file is opened"), words(sign))
    settings = package.part("settings")
    update = None if settings is None else settings.find(W + "updateFields")
    if update is not None and update.get(W + "val", "1") not in OFF:
        yield Finding(package.named("settings"), say("all fields are to be updated when the file is opened"))
