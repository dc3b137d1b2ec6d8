"""What all readers of entries share: ids and references, texts in languages, dates, and places in sources."""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import normalize

from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error
from reportgen.facts.wordings.dates import WhenError, read_when
from reportgen.facts.model import Citation, Dataset, Day, Fact, Localized, Measure, Source, When, localized
from reportgen.facts.yaml.nodes import FULL_WIDTH, Text
from reportgen.messages import said, say

if TYPE_CHECKING:
    from reportgen.facts.entries.schema import FactFile

SECTIONS = ("sources", "names", "kinds", "measures", "facts", "events", "agreements", "claims", "datasets",
            "exhibits")
MOST_HINTS = 200              # problems after which nothing near to a misspelt word is looked for
SHARING_IDS = ("facts", "events", "agreements", "names", "claims", "datasets")
_IN_TEMPLATES = """
abbreviations block call callout change changes chart cite claim compute cycler date dict evidence extends fact figure
filter first image include joiner key_figures kwargs label language languages lipsum literal loop macro name
name_known names names_known namespace none number page_break parties previous quote range raw ref report self
caller set source sources super table
text timeline title today trans true false undefined varargs when with autoescape endblock endfor endif do and or not
in is if elif else for from import as
"""
_OF_EVENTS = """
at change cite facts first id joined kind known label name_known names_known newest note number parties part_of
period place previous replaced short start end tags text title value values when written
"""
VOCABULARY, WORDS_OF_EVENTS = frozenset(_IN_TEMPLATES.split()), frozenset(_OF_EVENTS.split())
WHERE_TO_ADD = {"party": say("a party is an ISO 3166 code (CN), or an id under names:"),
                "kind": say("add it under kinds:"), "measure": say("add it under measures:"),
                "source": say("add it under sources:")}
WHAT = {"party": say("party"), "kind": say("kind"), "measure": say("measure"), "source": say("source"),
        "fact": say("fact"), "event": say("event"), "agreement": say("agreement"), "tag": say("tag"),
        "column": say("column"), "field": say("field"), "dataset": say("dataset"), "row": say("row")}


def _mixes_alphabets(id: str) -> bool:
    """Whether Latin letters stand beside Greek or Cyrillic ones, many of which look the same."""
    return bool(re.search("[A-Za-z]", id) and re.search("[\u0370-\u052f]", id))


@dataclass(frozen=True, slots=True)
class Around:
    """What an entry takes from what stands around it: the file, then the event, then the fact."""

    source: Text | None = None
    at: Text | None = None
    parties: tuple[Text, ...] = ()
    kind: Text | None = None
    count: Any = None
    period: When | None = None
    event: str = ""

    def within(self, entry: Any) -> Around:
        """The same, with what `entry` says for itself."""
        said = {name: getattr(entry, name, None) for name in ("source", "at", "kind", "count")}
        parties = getattr(entry, "parties", None)
        return replace(self, parties=self.parties if parties is None else tuple(parties),
                       **{name: value for name, value in said.items() if value is not None})


class Reading:
    """The entries of all files, what has been made of them so far, and the problems that were found."""

    def __init__(self, files: Sequence[FactFile], languages: Sequence[str], problems: list[Diagnostic]) -> None:
        from reportgen.facts.entries.parties import countries

        self.languages = languages
        self.problems = problems
        self.countries = countries()
        self.sources: dict[str, Source] = {}
        self.measures: dict[str, Measure] = {}
        self.facts: dict[str, Fact] = {}
        self.datasets: dict[str, Dataset] = {}
        self.entries = {section: self.gather(files, section) for section in (*SECTIONS, "derived")}

    def wrong(self, rule: str, message: str, span: Span, hint: str = "",
              related: tuple[tuple[Span, str], ...] = ()) -> None:
        self.problems.append(error(rule, message, span, hint, related))

    def gather(self, files: Iterable[FactFile], section: str) -> dict[Text, tuple[Any, Around]]:
        """The entries of a section from all files, with the defaults of their files."""
        found: dict[Text, tuple[Any, Around]] = {}
        first: dict[str, Text] = {}
        for file in files:
            around = Around().within(file)
            for id, entry in getattr(file, section).items():
                if id in first:
                    self.clash(id, first[id])
                else:
                    first[id] = id
                    found[id] = (entry, around)
        return found

    def clash(self, id: Text, first: Text) -> None:
        self.wrong("duplicate-id", say('the id "{id}" is taken', id=id), id.span, say("choose another"),
                   ((first.span, say("it stands here")),))

    def check_ids(self) -> None:
        taken: dict[str, Text] = {}
        for section in SECTIONS:
            for id in self.entries[section]:
                self.check_id(id, VOCABULARY if section in SHARING_IDS else frozenset())
                if section in SHARING_IDS and taken.setdefault(id, id).span != id.span:
                    self.clash(id, taken[id])
        for section in ("events", "agreements"):
            for entry, _ in self.entries[section].values():
                for id in entry.facts:
                    self.check_id(id, WORDS_OF_EVENTS)

    def check_id(self, id: Text, reserved: frozenset[str]) -> None:
        if id.isidentifier() and (normalize("NFKC", id) != id or _mixes_alphabets(id)):
            self.wrong("bad-id", say('"{id}" looks like another id: its letters are not what they seem', id=id),
                       id.span, say("write it in letters of one alphabet, half-width"))
        elif not id.isidentifier() or id.startswith("_"):
            wide = next((c for c in id if c in FULL_WIDTH), "")
            rule = say("an id is letters, digits and _, and begins with a letter; "
                       "an event's fact stands under its facts:")
            self.wrong("bad-id", say('"{id}" is not an id', id=id), id.span,
                       say('"{wide}" is full-width', wide=wide) if wide else rule)
        elif id in reserved or keyword.iskeyword(id):
            self.wrong("reserved-id", say('"{id}" has a meaning in templates and cannot be an id', id=id), id.span,
                       say("choose another"))

    @cached_property
    def declared(self) -> frozenset[str]:
        """The ids of all facts that are written, those that cannot be read included."""
        nested = (f"{id}.{name}" for section in ("events", "agreements")
                  for id, (entry, _) in self.entries[section].items() for name in entry.facts)
        return frozenset((*map(str, self.entries["facts"]), *map(str, self.entries["derived"]), *nested))

    @cached_property
    def nested(self) -> frozenset[str]:
        """The names that facts bear in their events and agreements."""
        return frozenset(id.rpartition(".")[2] for id in self.declared if "." in id)

    @cached_property
    def tags(self) -> Mapping[str, frozenset[str]]:
        """The tags of events and of agreements."""
        return {section: frozenset(str(tag) for entry, _ in self.entries[section].values() for tag in entry.tags)
                for section in ("events", "agreements")}

    def known(self, id: Text, among: Collection[str], what: str) -> bool:
        """Whether `id` is one of `among`; else it is told as an unknown `what`."""
        return id in among or self.unknown(id, what, among)

    def unknown(self, id: Text, what: str, among: Iterable[str] = ()) -> Literal[False]:
        """Tell that `id` is none of `among` (of the parties, where it should be one)."""
        from reportgen.facts.entries.parties import meant

        wide = next((c for c in id if c in FULL_WIDTH), "")
        hint = say('"{character}" (U+{code:04X}) is full-width; YAML needs "{needed}"', character=wide, code=ord(wide),
                   needed=FULL_WIDTH[wide]) if wide else ""
        names = self.entries["names"]
        near = self.hint(id, among) if what != "party" else meant(id) or self.hint(id, [*names, *self.countries])
        self.wrong(f"unknown-{what}", say('unknown {what} "{id}"', what=WHAT[what], id=id), id.span,
                   hint or near or WHERE_TO_ADD.get(what, ""))
        return False

    def hint(self, word: str, known: Iterable[str]) -> str:
        """What was meant by `word`; no longer looked for where very much is wrong."""
        return did_you_mean(word, known) if len(self.problems) < MOST_HINTS else ""

    def without_label(self, id: Text, name: str) -> None:
        """Tell that a fact has neither a label nor a measure `name` that would give it one."""
        self.wrong("missing-label", say('"{id}" has no label', id=id), id.span, self.hint(name, self.measures) or say(
            "add  label: {{…}}  here, or  {name}: {{label: {{…}}}}  under measures: in any file of the facts",
            name=name))

    def parties(self, ids: Iterable[Text]) -> tuple[str, ...]:
        return tuple(str(id) for id in ids if id in self.entries["names"] or id in self.countries
                     or self.unknown(id, "party"))

    # --- texts, dates, places -------------------------------------------------------------------------------------

    def language(self, tag: Text) -> str:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
            self.wrong("bad-language", say('"{tag}" is not a language tag', tag=tag), tag.span,
                       say('such as "zh", "en" or "zh-CN"'))
        return str(tag)

    def texts(self, texts: Mapping[Text, Text]) -> Localized:
        for tag in texts:
            self.language(tag)
        made: dict[str, str] = {str(tag): text for tag, text in texts.items()}     # each text keeps its place
        for lang in self.languages:
            if localized(made, lang) is None:
                first = next(iter(texts))
                self.wrong("missing-translation", say('there is no "{language}" text here',
                                                      language=lang.partition("-")[0]),
                           first.span)
        return made

    def maybe(self, texts: Mapping[Text, Text] | None) -> Localized | None:
        return None if texts is None else self.texts(texts)

    def when(self, text: Text | None, around: Around) -> When | None:
        if text is None:
            return None
        source = self.sources.get(around.source) if around.source else None
        try:
            return replace(read_when(text, source.issued if source else None), span=text.span)
        except WhenError as problem:
            self.wrong(problem.rule, said(problem), text.place(problem.position), problem.hint or
                       say("write the source's words (2015年1月12日至3月12日), or 2015-01-12/2015-03-12, 2002/.., "
                           "unknown"))
            return None

    def review_by(self, text: Text | None) -> Day | None:
        """The day after which an entry is stale."""
        when = self.when(text, Around())
        if when is None or (when.kind == "date" and when.start.day):
            return when and when.start
        self.wrong("bad-date", say('"{date}" is not a whole date', date=text), text.span,
                   say("write a date as 2016-04-30"))
        return None

    def citation(self, around: Around, span: Span, written: str = "", role: str = "supports",
                 wording: Span | None = None) -> Citation | None:
        """A place in a source; `wording` is the place of `written`, where that is not `span`."""
        if around.source is None:
            self.wrong("missing-source", say("no source is given for this"), span,
                       say("source: … here, or at the top of the file"))
        elif self.known(around.source, self.entries["sources"], "source"):
            if around.at is not None:
                return Citation(str(around.source), str(around.at), written, role, wording or span)
            self.wrong("missing-place", say("it is not said where in the source this stands"), span, say("add  at: ¶…"))
        return None

    def citations(self, entry: Any, around: Around, span: Span, written: str = "",
                  wording: Span | None = None) -> tuple[Citation, ...]:
        """The entry's `cites`, or the one place that it stands at; `written` is the wording of the first."""
        cites = [self.citation(around.within(cite), span, str(cite.written or ("" if n else written)), cite.role,
                               cite.written.span if cite.written else wording)
                 for n, cite in enumerate(entry.cites)]
        return tuple(cite for cite in cites or [self.citation(around, span, written, wording=wording)] if cite)
