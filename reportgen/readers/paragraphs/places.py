"""Find the place that a citation names (¶7, "p. 12", "table 2, row 3", "line 30") in a source text.

    words_at("¶7–8", transcript, Body(3, 22))          # the words of two paragraphs
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from unicodedata import normalize

from reportgen.messages import Message, say
from reportgen.readers.paragraphs.transcript import CELL, Paragraph, Transcript

Numbers = tuple[int, ...]
MOST = 500                                      # paragraphs, pages and so on that one citation may name
NAMES = {
    "paragraph": "¶+|paragraphs?|paras?\\.?", "page": "pages?|pp?\\.", "line": "lines?", "table": "tables?|表",
    "row": "rows?", "column": "columns?|cols?\\.?"}
COUNTED = {"段": "paragraph", "页": "page", "行": "line", "列": "column"}        # 第7段
_TO, _AND = r"(?:-|to|至|到)", r"(?:,|、|和|and|&)"
_RANGE = rf"[0-9]{{1,7}}(?:\s*{_TO}\s*[0-9]{{1,7}})?"
_LIST = rf"{_RANGE}(?:\s*{_AND}\s*¶?{_RANGE})*"
_PART = re.compile("|".join([*(rf"(?:{words})\s*(?P<{name}>{_LIST})" for name, words in NAMES.items()),
                             rf"第?\s*(?P<counted>{_LIST})\s*(?P<what>[{''.join(COUNTED)}])",
                             r"column\s+[\"\u201c]?(?P<head>[^,;\"\u201d]+)[\"\u201d]?"]) + r"|(?P<between>[\s,;、,]+)")


class NoSuchPlace(ValueError):
    """The text has no such place; the first argument says what it has instead."""


class NotAPlace(ValueError):
    """What is written is no place that can be looked up."""


@dataclass(frozen=True, slots=True)
class Body:
    """The first and the last paragraph of the body, by their numbers in the whole file, from 1."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Place:
    """What a citation names; `head` is a column by the words at its head."""

    parts: dict[str, Numbers]
    head: str = ""


def words_at(at: str, transcript: Transcript, body: Body) -> tuple[str, ...]:
    """The words of each paragraph, row or cell that `at` names.

    ¶ counts in the body; pages, lines, tables and rows in the whole file. NotAPlace where `at` cannot be understood,
    NoSuchPlace where the text does not reach so far.
    """
    place = read_place(at)
    kinds = frozenset(place.parts) | ({"column"} if place.head else set())
    if kinds == {"paragraph"}:
        return tuple(one.text for one in _paragraphs(place.parts["paragraph"], transcript, body))
    if kinds == {"page"}:
        return tuple(one.text for one in _pages(place.parts["page"], transcript))
    if kinds == {"line"} and _has_lines(transcript):
        return tuple(one.text for one in _lines(place.parts["line"], transcript))
    if kinds - {"page"} <= {"table", "row", "line", "column"} and kinds & {"table", "row", "column"}:
        return tuple(_cells(place, transcript))
    raise NotAPlace


def read_place(at: str) -> Place:
    """What `at` names: ¶7–8, "p. 12", 第3页, "Table 2, row 3, column 2". NotAPlace where it names something else."""
    text = re.sub("[—–−‐‑~～]+", "-", normalize("NFKC", at.replace("，", ",")).casefold().strip())
    parts: dict[str, Numbers] = {}
    head, position = "", 0
    while position < len(text):
        found = _PART.match(text, position)
        if not found:
            raise NotAPlace
        position = found.end()
        if found["head"]:
            head = found["head"].strip()
        elif not found["between"]:
            name = COUNTED[found["what"]] if found["counted"] else next(n for n in NAMES if found[n])
            parts[name] = parts.get(name, ()) + tuple(_numbers(found["counted"] or found[name]))
    if not parts and not head:
        raise NotAPlace
    return Place(parts, head)


def _numbers(written: str) -> Iterator[int]:
    """The numbers of a list such as 7-8, 11."""
    for one in re.findall(_RANGE, written):
        first, *last = map(int, re.findall("[0-9]+", one))
        last = last or [first]
        if not first <= last[0] < first + MOST:
            raise NotAPlace
        yield from range(first, last[0] + 1)


def _has_lines(transcript: Transcript) -> bool:
    return any(one.lines[0] for one in transcript.paragraphs)


def _paragraphs(numbers: Numbers, transcript: Transcript, body: Body) -> Iterator[Paragraph]:
    count = body.last - body.first + 1
    for number in numbers:
        if not 1 <= number <= count:
            raise NoSuchPlace(say("its body has one paragraph") if count == 1
                              else say("its body has {count} paragraphs", count=count))
        yield transcript.paragraphs[body.first + number - 2]


def _pages(numbers: Numbers, transcript: Transcript) -> Iterator[Paragraph]:
    """The paragraphs that begin on the pages, and the one before them, which may go on there."""
    last = max((one.page for one in transcript.paragraphs), default=0)
    if not last:
        raise NoSuchPlace(say("it is no file with pages"))
    for number in numbers:
        if not 1 <= number <= max(last, *(transcript.blank or (0,))):
            raise NoSuchPlace(say("it has {count} pages", count=last))
        for before, one in pairwise((None, *transcript.paragraphs)):
            if one.page == number:
                if before and before.page < number:
                    yield before
                yield one
        if not any(one.page == number for one in transcript.paragraphs):
            yield from [one for one in transcript.paragraphs if one.page < number][-1:]


def _lines(numbers: Numbers, transcript: Transcript) -> Iterator[Paragraph]:
    for number in numbers:
        found = [one for one in transcript.paragraphs if one.lines[0] <= number <= one.lines[1]]
        if not found:
            raise NoSuchPlace(say("nothing stands on line {number}", number=number))
        yield from found


# --- tables -------------------------------------------------------------------------------------------------------

def _cells(place: Place, transcript: Transcript) -> Iterator[str]:
    """The cells of the rows and columns that are named, or of all; a caption goes with its whole table."""
    tables = _tables(transcript)
    for number in place.parts.get("table") or _only(tables):
        caption, rows = _table(tables, number)
        numbers = place.parts.get("row") or place.parts.get("line")
        if not numbers and "column" not in place.parts and not place.head:
            yield from caption
        for row in _named(rows, numbers or range(1, len(rows) + 1), say("the table has {count} rows", count=len(rows))):
            yield from _columns(place, row.split(CELL), rows[0].split(CELL))


def _only(tables: Sequence[tuple[tuple[str, ...], list[str]]]) -> Numbers:
    if len(tables) > 1:
        raise NotAPlace
    return (1,)


def _columns(place: Place, cells: list[str], heads: list[str]) -> Iterator[str]:
    numbers = place.parts.get("column", ())
    if place.head:
        alike = [normalize("NFKC", head).casefold().strip() for head in heads]
        if place.head not in alike:
            raise NoSuchPlace(say('no column is headed "{head}"', head=place.head))
        numbers = (*numbers, alike.index(place.head) + 1)
    yield from _named(cells, numbers or range(1, len(cells) + 1),
                      say("that row has {count} cells", count=len(cells)))


def _named(things: Sequence[str], numbers: Sequence[int], else_told: Message) -> Iterator[str]:
    for number in numbers:
        if not 1 <= number <= len(things):
            raise NoSuchPlace(else_told)
        yield things[number - 1]


def _tables(transcript: Transcript) -> list[tuple[tuple[str, ...], list[str]]]:
    """Each run of rows, with the paragraphs before and after it that may be its caption."""
    texts = [one.text for one in transcript.paragraphs]
    found, at = [], 0
    for is_row, run in groupby(texts, lambda text: CELL in text):
        rows = list(run)
        if is_row:
            around = [text for text in (*texts[max(0, at - 1):at], *texts[at + len(rows):at + len(rows) + 1])
                      if _numbered_as(text)]
            found.append((tuple(around), rows))
        at += len(rows)
    return found


def _table(tables: Sequence[tuple[tuple[str, ...], list[str]]], number: int) -> tuple[tuple[str, ...], list[str]]:
    """The table whose caption has that number; where none has one, they are counted."""
    numbered = [(caption, rows) for caption, rows in tables if any(_numbered_as(text) == number for text in caption)]
    if numbered:
        return numbered[0]
    if number > len(tables) or any(caption for caption, _ in tables):
        raise NoSuchPlace(say("{count} tables were found in it", count=len(tables)))
    return tables[number - 1]


def _numbered_as(text: str) -> int:
    """The number that a caption gives its table; 0 where it is none."""
    found = re.match(r"(?:table|表)\s*([0-9]{1,4})(?![0-9.-])", normalize("NFKC", text).casefold())
    return int(found[1]) if found else 0
