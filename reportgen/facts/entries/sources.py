"""Read sources: what a document is, who made it, and what it was made from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.facts.model import Source
from reportgen.facts.yaml.nodes import Text
from reportgen.facts.entries.reading import Around, Reading
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.facts.entries.schema import SourceEntry


def read_source(reading: Reading, id: Text, entry: SourceEntry, around: Around) -> Source:
    _check_places(reading, entry)
    _check_numbers(reading, entry)
    for origin in entry.derives_from:
        if origin == id:
            reading.wrong("circle", say('"{id}" derives from itself', id=id), origin.span)
        else:
            reading.known(origin, reading.entries["sources"], "source")
    return Source(
        str(id), reading.texts(entry.title), reading.language(entry.language or next(iter(entry.title))), entry.kind,
        reading.texts(entry.descriptor), reading.when(entry.issued, around), id.span, entry.archive or "",
        str(entry.url or ""), tuple(map(reading.texts, entry.author or ())), reading.maybe(entry.publisher),
        reading.when(entry.accessed, around), str(entry.rights or ""), reading.maybe(entry.note),
        entry.type or ("webpage" if entry.url else "document"), reading.maybe(entry.container_title),
        reading.maybe(entry.publisher_place), str(entry.volume or ""), str(entry.issue or ""), str(entry.page or ""),
        str(entry.number or ""), str(entry.edition or ""), str(entry.doi or ""), str(entry.isbn or ""),
        tuple(map(str, entry.derives_from)))


def _check_places(reading: Reading, entry: SourceEntry) -> None:
    if entry.url and not re.fullmatch(r"https?://[^\s\"<>\\]+", entry.url):
        reading.wrong("bad-url", say('"{url}" is not a web address', url=entry.url), entry.url.span,
                      say("it begins with https:// or http://"))
    if entry.archive and (entry.archive.startswith("/") or ".." in re.split(r"[/\\]", entry.archive)):
        reading.wrong("outside-archive", say('"{name}" lies outside the archive', name=entry.archive),
                      entry.archive.span)


def _check_numbers(reading: Reading, entry: SourceEntry) -> None:
    if entry.doi and not re.fullmatch(r"10\.[0-9]{4,9}/\S+", entry.doi):
        reading.wrong("bad-doi", say('"{doi}" is not a DOI', doi=entry.doi), entry.doi.span,
                      say("it begins with 10. and has a slash, such as 10.1000/182; https://doi.org/ stays away"))
    if entry.isbn and not _is_isbn(re.sub("[- ]", "", entry.isbn).upper()):
        reading.wrong("bad-isbn", say('"{isbn}" is not an ISBN', isbn=entry.isbn), entry.isbn.span,
                      say("it has 10 or 13 digits, the last of which checks the others; compare it with the book"))


def _is_isbn(digits: str) -> bool:
    """Whether the last digit agrees with the others (ISO 2108; X is 10, in ISBNs of ten digits only)."""
    if re.fullmatch("[0-9]{9}[0-9X]", digits):
        return sum((10 - n) * (10 if digit == "X" else int(digit)) for n, digit in enumerate(digits)) % 11 == 0
    return bool(re.fullmatch("97[89][0-9]{10}", digits)) and sum(
        int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(digits)) % 10 == 0
