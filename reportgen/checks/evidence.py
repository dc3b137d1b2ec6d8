"""Does each figure and date of the fact base stand in its archived source, whole, at the place that it names?

What is compared, and what is not, is told in docs/evidence.md.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property

from reportgen.checks.wordings import Wording, wordings
from reportgen.diagnostics import Diagnostic, ReportgenError, Span, error, warning
from reportgen.document.nodes import Citation as Cited
from reportgen.document.nodes import Document
from reportgen.document.walk import reading
from reportgen.facts.model import Citation, FactBase, Source, Verdict, When
from reportgen.facts.wordings.scan import Found, Seen, folded, look
from reportgen.messages import Message, said, say
from reportgen.readers.paragraphs import Transcript
from reportgen.readers.paragraphs.places import Body, NoSuchPlace, NotAPlace, words_at

MOST_WORDS = 6                         # that a hint lists
WORST: tuple[Verdict, ...] = ("contradicted", "unverified", "verified")


Key = tuple[str, object]


class Unseen(Exception):
    """There is nothing to compare with; the first argument says why, in a sentence."""


class Evidence:
    """An archived source text and what was found in it, each paragraph looked through once."""

    def __init__(self, source: Source, transcript: Transcript, body: Body) -> None:
        self.source, self.transcript, self.body = source, transcript, body
        self._places: dict[str, tuple[str, ...]] = {}
        self._seen: dict[tuple[str, tuple[tuple[str, str], ...]], Seen] = {}
        self._meant: dict[tuple[str, tuple[tuple[str, str], ...]], Mapping[Key, list[Found]]] = {}

    @cached_property
    def paragraphs(self) -> Sequence[str]:
        """The body; the first is ¶1."""
        return [one.text for one in self.transcript.paragraphs[self.body.first - 1:self.body.last]]

    @cached_property
    def folded(self) -> Sequence[str]:
        """The body's paragraphs for comparison."""
        return [folded(text, self.source.language) for text in self.paragraphs]

    def words(self, at: str) -> tuple[str, ...]:
        """The words at a place; NoSuchPlace, NotAPlace."""
        if at not in self._places:
            self._places[at] = words_at(at, self.transcript, self.body)
        return self._places[at]

    def found(self, words: str, nouns: Mapping[str, str] | None = None) -> tuple[Found, ...]:
        return self.seen(words, nouns).found

    def seen(self, words: str, nouns: Mapping[str, str] | None = None) -> Seen:
        key = words, tuple((nouns or {}).items())
        if key not in self._seen:
            self._seen[key] = look(words, self.source.language, self.source.issued, nouns)
        return self._seen[key]

    def bearing(self, wording: Wording, words: Iterable[str]) -> Iterator[Found]:
        """What stands in `words` and bears the wording out."""
        sought = _sought(wording, self.source.language)
        for text in words:
            for key in sought:
                yield from self._by_meaning(text, wording.nouns).get(key, ())

    def _by_meaning(self, words: str, nouns: Mapping[str, str]) -> Mapping[Key, list[Found]]:
        """What was found in `words`, by all that a wording of it may be."""
        place = words, tuple(nouns.items())
        if place not in self._meant:
            meant: dict[Key, list[Found]] = defaultdict(list)
            for one in self.found(words, nouns):
                for reading in (one, *one.otherwise):
                    for key in _keys(reading, self.source.language):
                        meant[key].append(reading)
            self._meant[place] = meant
        return self._meant[place]


Open = Callable[[Source], Evidence]    # Unseen, or ReportgenError where the text is there and cannot be used


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of it: verdicts as in FactBase, what is wrong, why texts were not seen, and the texts that were.

    `unseen` has for each source without a text the reason, and `judged` for each wording what was found.
    """

    verdicts: Mapping[tuple[str, str, str], Verdict] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()
    unseen: Mapping[str, Message] = field(default_factory=dict)
    texts: Mapping[str, Evidence] = field(default_factory=dict)
    judged: tuple[tuple[Wording, Verdict], ...] = ()


def examine(facts: FactBase, open_text: Open, required: bool = False) -> Examined:
    """Compare every wording of a fact base with its source; `required` makes an error of what cannot be compared."""
    looking = Looking(facts, open_text, required)
    judged = tuple((wording, looking.judge(wording)) for wording in wordings(facts))
    problems = sorted((*looking.told(judged), *looking.problems), key=lambda d: d.span or Span(""))
    return Examined(_verdicts(judged), tuple(problems), looking.unseen, looking.texts, judged)


def _verdicts(judged: Iterable[tuple[Wording, Verdict]]) -> dict[tuple[str, str, str], Verdict]:
    """By (source, at, written), the worst of those that are the same there."""
    found: dict[tuple[str, str, str], Verdict] = {}
    for wording, verdict in judged:
        for cite in wording.cites:
            if cite.written and cite.written == (wording.written or cite.written) and wording.kind != "place":
                key = cite.source, cite.at, cite.written
                found[key] = min(verdict, found.get(key, verdict), key=WORST.index)
    return found


@dataclass(slots=True)
class Looking:
    """Goes through the wordings, opens each source once, and keeps what is to be told."""

    facts: FactBase
    open_text: Open
    required: bool
    texts: dict[str, Evidence] = field(default_factory=dict)
    unseen: dict[str, Message] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    lost: set[tuple[str, str, Span]] = field(default_factory=set)
    complained: set[tuple[str, Span | None]] = field(default_factory=set)

    def text(self, id: str) -> Evidence | None:
        if id not in self.texts and id not in self.unseen:
            try:
                self.texts[id] = self.open_text(self.facts.sources[id])
            except Unseen as reason:
                self.unseen[id] = said(reason)
            except ReportgenError as wrong:
                self.problems += wrong.diagnostics
                self.unseen[id] = say("its text in the archive cannot be used")
        return self.texts.get(id)

    def judge(self, wording: Wording) -> Verdict:
        """What the source says of a wording: the best that one of its places says."""
        seen = [(cite, text) for cite in wording.cites if (text := self.text(cite.source))]
        places = [(text, cite, words) for cite, text in seen if (words := self.words(text, cite, wording)) is not None]
        if wording.kind == "place":
            return "verified" if places else "contradicted" if self.has_lost(wording) else "unverified"
        if any(next(text.bearing(wording, words), None) for text, _, words in places):
            return "verified"
        if wording.anywhere and any(next(text.bearing(wording, text.paragraphs), None) for _, text in seen):
            return "verified"
        if len(places) < len(wording.cites):
            return "contradicted" if self.has_lost(wording) else "unverified"
        self.tell(_not_there(wording, *places[0]))
        return "contradicted"

    def has_lost(self, wording: Wording) -> bool:
        return any((cite.source, cite.at, cite.span) in self.lost for cite in wording.cites)

    def words(self, text: Evidence, cite: Citation, wording: Wording) -> tuple[str, ...] | None:
        """The words at a place, or None where there is none, which is told."""
        try:
            return text.words(cite.at)
        except NoSuchPlace as problem:
            self.lost.add((cite.source, cite.at, cite.span))
            self.tell(_no_such_place(cite.at, cite.source, problem, cite.span, _instead(text, wording, cite)))
        except NotAPlace:
            vague = _unreadable_place(cite.at, cite.source, cite.span)
            self.tell(replace(vague, severity="error") if self.required else vague)
        return None

    def tell(self, problem: Diagnostic) -> None:
        """Once for each place in the facts."""
        if (problem.rule, problem.span) not in self.complained:
            self.complained.add((problem.rule, problem.span))
            self.problems.append(problem)

    def told(self, judged: Iterable[tuple[Wording, Verdict]]) -> Iterator[Diagnostic]:
        """An error for each source whose text was not seen, where evidence is required."""
        for id, count in counted(judged, self.unseen).items() if self.required else ():
            yield error("unverified", unverified(id, count, self.unseen[id]), self.facts.sources[id].span,
                        say("reportgen source FILE archives its text; --archive DIR says where the archive is"))


def places_cited(documents: Iterable[Document], found: Examined) -> Iterator[Diagnostic]:
    """Places that a template cites and its source has not got; those of facts were looked up with them."""
    known = {(cite.source, cite.at) for wording, _ in found.judged for cite in wording.cites}
    cited = {(node.span, place): None for document in documents for node in reading(document.blocks)
             if isinstance(node, Cited) for place in node.cites if place not in known}
    for span, (source, at) in cited:
        if at and source in found.texts:
            try:
                found.texts[source].words(at)
            except NoSuchPlace as problem:
                yield _no_such_place(at, source, problem, span)
            except NotAPlace:
                yield _unreadable_place(at, source, span)


def counted(judged: Iterable[tuple[Wording, Verdict]], unseen: Iterable[str]) -> Counter[str]:
    """How many figures and dates of each source were not compared."""
    wanted = set(unseen)
    return Counter(id for wording, _ in judged if wording.kind != "place"
                   for id in {cite.source for cite in wording.cites} & wanted)


def unverified(source: str, count: int, why: Message) -> Message:
    return (say('1 figure or date of "{source}" is unverified: {why}', source=source, why=why) if count == 1 else
            say('{count} figures and dates of "{source}" are unverified: {why}', count=count, source=source, why=why))


# --- the comparison -----------------------------------------------------------------------------------------------

def _sought(wording: Wording, lang: str) -> tuple[Key, ...]:
    """What must be found: the wording itself, the date that it means, or for a cell its number."""
    if wording.kind == "date":
        return (("date", folded(wording.written, lang)),) if wording.written else (("when", _meaning(wording.when)),)
    number = wording.written.replace(",", "") if re.fullmatch("[0-9.,]+", wording.written) else ""
    bare: tuple[Key, ...] = (("number", number),) if wording.kind == "cell" and number else ()
    return ("figure", folded(wording.written, lang)), *bare


def _keys(found: Found, lang: str) -> Iterator[Key]:
    """All that a wording of what was found may be."""
    if found.when:
        yield "date", folded(found.written, lang)
        yield "when", _meaning(found.when)
    elif found.quantity:
        yield "figure", folded(found.written, lang)
        if found.quantity.relation == "exact":
            yield "number", f"{found.quantity.number}"


def _meaning(when: When | None) -> tuple[object, ...]:
    return (when.kind, when.start, when.end) if when else ()


# --- what is told -------------------------------------------------------------------------------------------------

def _no_such_place(at: str, source: str, problem: NoSuchPlace, span: Span, hint: str = "") -> Diagnostic:
    return error("no-such-place", say('there is no {at} in "{source}": {why}', at=at, source=source,
                                      why=said(problem)), span, hint)


def _unreadable_place(at: str, source: str, span: Span) -> Diagnostic:
    return warning("unreadable-place", say('"{at}" cannot be looked up in "{source}"', at=at, source=source), span,
                   say("name a place as ¶7, ¶7–8, p. 12 (PDF), table 2, row 3, column 2 or line 30; "
                       "reportgen source shows the ¶ numbers"))


def _not_there(wording: Wording, text: Evidence, cite: Citation, words: Sequence[str]) -> Diagnostic:
    written = wording.written or f"{wording.when.start.edtf if wording.when and wording.when.start else '..'}" + (
        f"/{wording.when.end.edtf if wording.when.end else '..'}" if wording.when and
        wording.when.end != wording.when.start else "")
    message = say('"{written}" does not stand at {at} of "{source}"', written=written, at=cite.at, source=cite.source)
    return error("not-in-source", message, wording.span,
                 _instead(text, wording, cite) or _likeliest(wording, text, words))


def _instead(text: Evidence, wording: Wording, cite: Citation) -> str:
    """Where in the body the wording stands, nearest to the place that was named; "" where it does not."""
    if not wording.written and wording.kind != "date":
        return ""
    digits = re.search("[0-9]+", folded(wording.written, text.source.language))
    named = int(found[0]) if (found := re.search("[0-9]+", cite.at)) else 1
    holding = [number for number, words in enumerate(text.folded, 1) if not digits or digits[0] in words]
    for number in sorted(holding, key=lambda number: (abs(number - named), number)):
        if next(text.bearing(wording, [text.paragraphs[number - 1]]), None):
            return say("it stands at ¶{number}", number=number)
    return ""


def _likeliest(wording: Wording, text: Evidence, words: Sequence[str]) -> str:
    """What stands at the place and may have been meant."""
    there = list(dict.fromkeys(
        one.written for part in words for one in text.found(part, wording.nouns)
        if (one.when if wording.kind == "date" else one.quantity)))
    if not there:
        return say("no date was found there") if wording.kind == "date" else say("no figure was found there")
    near = get_close_matches(wording.written, there, n=1, cutoff=0.5)
    if near:
        return say('did you mean "{word}"?', word=near[0])
    return say("found there: {words}", words=", ".join(there[:MOST_WORDS]) + (" …" if there[MOST_WORDS:] else ""))
