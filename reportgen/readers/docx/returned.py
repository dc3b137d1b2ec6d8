"""Read a Word file that comes back: what it was when it left, what it says now, and what was remarked on.

What it was is in the map of facts that the program put into it. It may have gone through any editor, and come from
anyone: `package` bounds what is taken out of it, and what cannot be made out is left out, not guessed.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.diagnostics import Span, refuse
from reportgen.document.prose import Piece, prose
from reportgen.messages import say
from reportgen.readers.docx.charts import ChartLeft, Drawing, chart_left, drawings
from reportgen.readers.docx.package import DAMAGED, MAP, main_part, part
from reportgen.readers.docx.revisions import (
    Revision, accepted, formatting, is_tracked, number_of, number_paragraphs, rejected, revisions,
)
from reportgen.readers.docx.words import NO_MARKS, RANGES, Said, W, read_said

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PROGRAM = "reportgen"                  # author of the comments that the program itself wrote
LOCKED = b"\xd0\xcf\x11\xe0"           # how files begin that are encrypted, or older than .docx
COPY = re.compile(r"_Copy_\d+$")       # at the end of a bookmark that LibreOffice copied
MOST_ITEMS = 50                        # parts of custom XML that are looked through
W14, W15 = ("{http://schemas.microsoft.com/office/word/201" + end for end in ("0/wordml}", "2/wordml}"))


@dataclass(frozen=True, slots=True)
class Printed:
    """A print of a fact when the file left; `figure` is "chart" or "timeline" where a drawing prints it, else ""."""

    mark: str
    fact: str
    text: str
    figure: str = ""
    series: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """What the file says it was when it left. `units` are the digests of `document.prose`, in order.

    Where the map is lost `units` and `facts` are empty and `hash` is "".
    """

    report: str
    edition: str
    lang: str
    hash: str
    facts: tuple[Printed, ...]
    units: tuple[str, ...]
    charts: tuple[ChartLeft, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """One unit of the file, with the numbers of its paragraphs."""

    role: str
    pieces: tuple[Piece, ...]
    numbers: tuple[int, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces if piece.kind != "number")


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark; `words` are those it is anchored to, `unit` the index of the unit they begin in, or -1.

    `answers` is the id of the comment that it replies to, or "".
    """

    id: str
    author: str
    date: str
    text: str
    words: str
    unit: int
    answers: str
    done: bool


@dataclass(frozen=True, slots=True)
class Returned:
    """A file that came back: `units` as they are with all tracked changes accepted, `before` with all rejected.

    `before` is () where nothing is tracked.
    """

    left: Left
    units: tuple[Words, ...]
    before: tuple[Words, ...]
    comments: tuple[Comment, ...]
    revisions: tuple[Revision, ...]
    formatting: tuple[tuple[str, int], ...]
    drawings: tuple[Drawing, ...] = ()


class Paragraphs:
    """Finds the unit that a paragraph is of."""

    def __init__(self, units: Sequence[Words]) -> None:
        self._units = sorted((number, index) for index, unit in enumerate(units) for number in unit.numbers)

    def unit(self, paragraph: int) -> int:
        """The index of the unit with that paragraph, else of the one behind it; -1 where there is none."""
        place = bisect_left(self._units, (paragraph, -1))
        return self._units[min(place, len(self._units) - 1)][1] if self._units else -1


def read_returned(data: bytes, span: Span, marks: Mapping[str, str] = NO_MARKS) -> Returned:
    """What a returned file says. ReportgenError at `span` where it is none of ours, damaged, encrypted or blown up.

    `marks` has the fact of each bookmark, for a file that has lost its map.
    """
    if data.startswith(LOCKED):
        refuse("unreadable-source", say("the file is protected by a password, or in the old format .doc"), span,
               say("open it in Word or LibreOffice and save it as .docx, without a password"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _read(package, span, marks)
    except DAMAGED as problem:
        refuse("unreadable-source", say("this is no Word file, or it is damaged: {problem}", problem=str(problem)),
               span)


def _read(package: zipfile.ZipFile, span: Span, known: Mapping[str, str]) -> Returned:
    main = main_part(package, span)
    folder = main.rpartition("/")[0]
    document = part(package, main, span)
    if document is None or document.find(f"{W}body") is None:
        refuse("wrong-source-type", say("this is not a Word document"), span)
    found = {name: one for name in ("styles", "numbering", "footnotes")
             if (one := part(package, f"{folder}/{name}.xml", span)) is not None}
    stories = [document, *([found["footnotes"]] if "footnotes" in found else [])]
    left = _left(package, span)
    marks = {one.mark: one.fact for one in left.facts if one.mark and not one.figure} or known
    _named_again(stories, marks)
    printed = {one.mark: one.text for one in left.facts}
    number_paragraphs(stories)
    _span_points(document)
    for story in stories:
        _bounds_into_paragraphs(story)
    settled = [accepted(one) for one in stories]
    units, anchors = _anchored(_said(found, settled, marks, span), printed)
    tracked = any(map(is_tracked, stories))
    before = _anchored(_said(found, [rejected(one) for one in stories], marks, span), printed)[0] if tracked else ()
    return Returned(left, units, before, _comments(package, folder, anchors, span),
                    tuple(one for story in stories for one in revisions(story)), formatting(stories),
                    drawings(package, main, settled[0], span))


def _said(found: Mapping[str, Element], stories: Sequence[Element], marks: Mapping[str, str],
          span: Span) -> Iterator[Said]:
    parts = {f"/word/{name}.xml": one for name, one in found.items()}
    parts |= dict(zip(("/word/document.xml", "/word/footnotes.xml"), stories, strict=False))
    try:
        yield from read_said(parts, _closed(marks, stories))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as problem:
        refuse("unreadable-source", say("the text of the file cannot be made out: {problem}", problem=repr(problem)),
               span)


def _closed(marks: Mapping[str, str], stories: Sequence[Element]) -> dict[str, str]:
    """Those of the bookmarks that begin and end, each once."""
    ends = [{one.get(f"{W}id") for one in story.iter(f"{W}bookmarkEnd")} for story in stories]
    known = {one.get(f"{W}name") for story, closed in zip(stories, ends, strict=True)
             for one in story.iter(f"{W}bookmarkStart") if one.get(f"{W}id") in closed}
    return {mark: fact for mark, fact in marks.items() if mark in known}


# --- what it was --------------------------------------------------------------------------------------------------

def _left(package: zipfile.ZipFile, span: Span) -> Left:
    """The map, whatever its part is called; else what the file's properties tell of it."""
    names = sorted(name for name in package.NameToInfo if name.startswith("customXml/") and name.endswith(".xml"))
    for name in names[:MOST_ITEMS]:
        root = part(package, name, span)
        if root is not None and root.tag == f"{{{MAP}}}facts":
            return Left(*(root.get(key, "") for key in ("report", "edition", "lang", "hash")), _printed(root),
                        tuple((root.findtext(f"{{{MAP}}}units") or "").split()),
                        tuple(map(chart_left, root.iterfind(f"{{{MAP}}}charts/{{{MAP}}}chart"))))
    custom = part(package, "docProps/custom.xml", span)
    told = {one.get("name", ""): "".join(one.itertext()) for one in (() if custom is None else custom)}
    if "report" not in told or "edition" not in told:
        refuse("not-a-report", say("this file does not tell which report it is of"), span,
               say("only Word files that reportgen made can be read back; some editors take away what it needs"))
    return Left(told["report"], told["edition"], told.get("language", ""), "", (), ())


def _printed(root: Element) -> tuple[Printed, ...]:
    return tuple(Printed(one.get("bookmark", ""), one.get("id", ""), one.text or "",
                         *(one.get(key, "") for key in ("figure", "series", "category")))
                 for one in root.findall(f"{{{MAP}}}fact"))


# --- units and remarks --------------------------------------------------------------------------------------------

def _named_again(stories: Sequence[Element], marks: Mapping[str, str]) -> None:
    """Bookmarks under their own names, where LibreOffice made copies of those in footnotes and lost what it copied."""
    starts = [one for story in stories for one in story.iter(f"{W}bookmarkStart")]
    known = {one.get(f"{W}name") for one in starts}
    for one in starts:
        name = COPY.sub("", one.get(f"{W}name", ""))
        if name in marks and name not in known:
            one.set(f"{W}name", name)


def _ended_right(pieces: Sequence[Piece], printed: Mapping[str, str]) -> tuple[Piece, ...]:
    """Facts in one piece, with their last letter: behind notes and comments LibreOffice ends bookmarks before it."""
    ended: list[Piece] = []
    for piece in pieces:
        last = ended[-1] if ended else Piece("")
        whole = printed.get(last.mark, "") if last.kind == "fact" else ""
        if whole and piece.kind == "fact" and piece.mark == last.mark:
            ended[-1] = replace(last, text=last.text + piece.text)
        elif whole and piece.kind == "text" and (last.text, piece.text[:1]) == (whole[:-1], whole[-1:]):
            ended[-1:] = replace(last, text=whole), replace(piece, text=piece.text[1:])
        else:
            ended.append(piece)
    return tuple(ended)


def _anchored(said: Iterator[Said],
              printed: Mapping[str, str]) -> tuple[tuple[Words, ...], dict[str, tuple[int, str]]]:
    """The units that are compared, and for each comment the unit that its words begin in, and the words."""
    units: list[Words] = []
    anchors: dict[str, tuple[int, str]] = {}
    opened: list[str] = []
    for one in said:
        kept = []
        for piece in one.pieces:
            if piece.kind == "opens":
                opened.append(piece.name)
                anchors.setdefault(piece.name, (len(units), ""))
            elif piece.kind == "closes":
                opened = [name for name in opened if name != piece.name]
            else:
                kept.append(piece)
                for name in opened if piece.kind != "number" else ():
                    anchors[name] = anchors[name][0], anchors[name][1] + piece.text
        if prose(one.role, kept):
            numbers = [number_of(each) for each in one.at.iter(f"{W}p")]
            units.append(Words(one.role, _ended_right(kept, printed), tuple(numbers)))
            for name in opened:
                anchors[name] = anchors[name][0], anchors[name][1] + " "
    return tuple(units), {name: (min(at, len(units) - 1), words.strip()) for name, (at, words) in anchors.items()}


def _bounds_into_paragraphs(story: Element) -> None:
    """Bounds of bookmarks and comments that Word put between paragraphs go to where they count, inside of one."""
    waiting: list[Element] = []
    last: Element | None = None
    for one in list(story.iter(f"{W}p", *RANGES)):
        if one.tag == f"{W}p":
            place = 0 if one.find(f"{W}pPr") is None else 1
            for bound in reversed(waiting):
                one.insert(place, bound)
            waiting, last = [], one
        elif next(one.iterancestors(f"{W}p"), None) is None:
            if RANGES[one.tag] in ("begins", "opens"):
                waiting.append(one)
            elif last is not None and not waiting:
                last.append(one)


def _span_points(document: Element) -> None:
    """Comments that stand at a point get a range around it, like the others."""
    known = {one.get(f"{W}id") for one in document.iter(f"{W}commentRangeStart")}
    for mark in list(document.iter(f"{W}commentReference")):
        run = mark.getparent()
        if mark.get(f"{W}id") not in known and run is not None and run.tag == f"{W}r":
            for name in ("commentRangeStart", "commentRangeEnd"):
                bound = run.makeelement(W + name, {f"{W}id": mark.get(f"{W}id", "")})
                run.addprevious(bound)


def _comments(package: zipfile.ZipFile, folder: str, anchors: Mapping[str, tuple[int, str]],
              span: Span) -> tuple[Comment, ...]:
    """What people remarked, in the order of the part; not what the program itself told of sources."""
    root, more = (part(package, f"{folder}/{name}.xml", span) for name in ("comments", "commentsExtended"))
    threads = {one.get(f"{W15}paraId"): one for one in (() if more is None else more)}
    found = [(_last(one), _comment(one, anchors)) for one in (() if root is None else root.iter(f"{W}comment"))]
    ids = {last: comment.id for last, comment in found if last}
    told = []
    for last, comment in found:
        thread = threads.get(last) if last else None
        if thread is not None:
            comment = replace(comment, answers=ids.get(thread.get(f"{W15}paraIdParent"), ""),
                              done=thread.get(f"{W15}done") in ("1", "true"))
        if comment.author != PROGRAM:
            told.append(comment)
    return tuple(told)


def _last(comment: Element) -> str | None:
    return next((one.get(f"{W14}paraId") for one in reversed(comment.findall(f"{W}p"))), None)


def _comment(one: Element, anchors: Mapping[str, tuple[int, str]]) -> Comment:
    text = "\n".join("".join(word.text or "" for word in paragraph.iter(f"{W}t")) for paragraph in one.iter(f"{W}p"))
    name = one.get(f"{W}id", "")
    unit, words = anchors.get(name, (-1, ""))
    return Comment(name, one.get(f"{W}author", ""), one.get(f"{W}date", ""), text.strip(), words, unit, "", False)
