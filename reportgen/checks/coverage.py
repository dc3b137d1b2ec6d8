"""Tell which figures, dates and titles of a source no fact covers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reportgen.checks.evidence import Evidence, Examined
from reportgen.checks.wordings import Wording
from reportgen.facts.model import FactBase
from reportgen.facts.wordings.scan import Found

Marks = Mapping[str, list[tuple[int, int, str]]]       # words → where in them what is covered stands, and by which id


@dataclass(frozen=True, slots=True)
class Stated:
    """Something that a source states: in which ¶, with its words, and the ids of what covers it."""

    paragraph: int
    words: str
    found: Found
    by: tuple[str, ...]


def stated(text: Evidence, examined: Examined | None = None, facts: FactBase | None = None) -> Iterator[Stated]:
    """All that the body of a text states, in order; a title once, at its first place.

    What may be no more than "a" (一批, one) is left out unless a fact covers it.
    """
    marks = _marks(text, examined.judged if examined else ())
    nouns = _nouns(text, examined)
    titles = _titles(facts) if facts else {}
    seen: set[str] = set()
    for number, words in enumerate(text.paragraphs, 1):
        for found in text.found(words, nouns):
            by = tuple(dict.fromkeys(id for start, end, id in marks.get(words, ()) if start < found.end
                                     and found.start < end)) if found.kind != "title" else titles.get(found.written, ())
            if (not by and (found.is_article or _is_year_of_a_row(words, found))) or found.written in seen:
                continue
            seen |= {found.written} if found.kind == "title" else set()
            yield Stated(number, words, found, by)


def unread(text: Evidence, examined: Examined | None = None) -> Iterator[tuple[int, str]]:
    """Words with a number in them that could not be read, with their paragraphs."""
    nouns = _nouns(text, examined)
    for number, words in enumerate(text.paragraphs, 1):
        yield from ((number, one) for one in text.seen(words, nouns).unread)


def _nouns(text: Evidence, examined: Examined | None) -> dict[str, str]:
    """What facts of this source count."""
    return {word: unit for wording, _ in (examined.judged if examined else ()) for word, unit in wording.nouns.items()
            if any(cite.source == text.source.id for cite in wording.cites)}


def _is_year_of_a_row(words: str, found: Found) -> bool:
    """Whether a cell of a table holds what looks like a year, and nothing else."""
    return (re.fullmatch("(?:19|20)[0-9]{2}", found.written) is not None
            and (words[:found.start].endswith("| ") or (not found.start and "|" in words))
            and words[found.end:found.end + 2] in ("", " |"))


def _marks(text: Evidence, judged: Iterable[tuple[Wording, str]]) -> Marks:
    """Where in each paragraph a wording stands that was verified."""
    body = frozenset(text.paragraphs)
    marks: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for wording, verdict in judged:
        if verdict != "verified" or wording.kind == "place":
            continue
        for cite in wording.cites:
            if cite.source != text.source.id:
                continue
            parts = text.words(cite.at)
            for words in dict.fromkeys(whole for part in parts
                                       for whole in ([part] if part in body else [one for one in body if part in one])):
                marks[words] += [(one.start, one.end, wording.of) for one in text.bearing(wording, [words])]
    return marks


def _titles(facts: FactBase) -> dict[str, tuple[str, ...]]:
    """The ids of names, events and agreements by each text that they are called."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for name in facts.names.values():
        for label in dict.fromkeys((*name.label.values(), *name.short.values())):
            found[str(label)] += (name.id,)
    for event in (*facts.events.values(), *facts.agreements.values()):
        for title in dict.fromkeys(event.title.values()):
            found[str(title)] += (event.id,)
    return found
