"""Make tables, charts, timelines and key figures of the fact base, as its exhibits or a template define them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never, get_args

from reportgen.compose.charts import make_chart
from reportgen.compose.moments import moment_of
from reportgen.compose.rows import Printed, on_lines
from reportgen.compose.tables import make_table
from reportgen.compose.written import Written
from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error, stop_on_errors
from reportgen.document.nodes import (
    Block, Citation, FactText, Inlines, KeyFigure, KeyFigures, Text, Timeline, TimelineEntry,
)
from reportgen.document.walk import map_inlines
from reportgen.facts.entries.arrangement import KEYS, read_arrangement, read_columns
from reportgen.facts.wordings.dates import read_when
from reportgen.facts.format_dates import print_when
from reportgen.facts.model import Choice, Drawing, Event, Exhibit, ExhibitColumn, Fact, FactBase, Localized
from reportgen.facts.yaml.nodes import Map, Node, Scalar, Seq
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.facts.entries.schema import ExhibitEntry

__all__ = ["Exhibits", "on_lines"]

OF_AN_EVENT = ("title", "when", "parties", "place", "text", "kind", "figures", "cite")
WORDS_OF_A_CHOICE = ("of", "kinds", "parties", "tags", "period", "ids", "having")
OF_A_FORM = ("form", "eras")
PREFIX = {"table": "tbl-", "chart": "fig-", "timeline": "tml-"}


def _several(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    return tuple(one if isinstance(one, str) else str(one) for one in value)              # type: ignore[attr-defined]


def _known(words: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for word in words:
        if word not in known:
            raise ValueError(say('knows no "{word}"; {hint}', word=word, hint=did_you_mean(word, known)
                                 or say("known: {names}", names=", ".join(known[:12]))))


def _one_of(word: object, known: tuple[str, ...]) -> str:
    _known((str(word),), known)
    return str(word)


class Exhibits:
    """Exhibits of one fact base in one language."""

    def __init__(self, facts: FactBase, lang: str) -> None:
        self.facts, self.lang = facts, lang
        self.printed = Printed(facts, lang)
        self.words = self.printed.words

    def in_place(self, kind: str, named: tuple[str, ...], choice: Mapping[str, object], span: Span) -> Exhibit:
        """An exhibit written in a template. `named` are ids of facts, or names of nested facts beside a choice.

        ValueError says what is wrong with it, ReportgenError what is wrong with what it says of rows and columns.
        """
        _known(choice, (*WORDS_OF_A_CHOICE, "columns", "caption", "id", "by", "kind", "notes", "whole", *KEYS,
                        *(OF_A_FORM if kind == "timeline" else ())))
        id = str(choice.get("id", ""))
        if not re.fullmatch(r"[\w.:-]*", id):
            raise ValueError(say("takes an id of letters, digits and . : - _"))
        nested = {name for subject in self.facts.subjects() for name in subject.facts}
        rows = self.choice(choice, nested)
        entry = self.entry(kind, named, choice, span)
        dataset = self.facts.datasets.get(entry.dataset) if entry.dataset else None
        if not dataset:
            self.check_named(kind, named, rows, entry, nested)
        problems: list[Diagnostic] = []

        def wrong(rule: str, message: str, at: Span, hint: str = "",
                  related: tuple[tuple[Span, str], ...] = ()) -> None:
            problems.append(error(rule, message, at, hint, related))

        usual = tuple(ExhibitColumn(name, None) for name in ("when", "title"))
        columns = read_columns(entry, dataset, dict, wrong) or usual
        subjects = {subject.id for subject in self.facts.subjects()}
        arrangement = read_arrangement(entry, self.facts.datasets, subjects, dict, wrong)
        stop_on_errors(problems)
        exhibit = Exhibit(
            id=id, kind=kind, span=span, rows=rows, facts=named,                          # type: ignore[arg-type]
            caption=self.caption(choice, span), columns=columns,
            chart=_one_of(choice.get("kind", "column"), get_args(Drawing)),               # type: ignore[arg-type]
            whole=self.whole(kind, choice),
            by=_one_of(choice.get("by", "fact"), ("event", "period", "fact")),            # type: ignore[arg-type]
            notes=tuple(entry.notes), arrangement=arrangement)
        return self.reformed(exhibit, {name: choice[name] for name in OF_A_FORM if name in choice})

    def entry(self, kind: str, named: tuple[str, ...], choice: Mapping[str, object], span: Span) -> ExhibitEntry:
        """What a template says of rows and columns, in the shape that it would have in the fact base."""
        from reportgen.facts.yaml.fit import into
        from reportgen.facts.entries.schema import ExhibitEntry

        said = {name: choice[name] for name in ("columns", *KEYS) if name in choice}
        if isinstance(said.get("columns"), str):
            said["columns"] = [said["columns"]]
        given = {"kind": kind, "caption": {self.lang: "-"}, **said, "facts": named,
                 "notes": [self.in_this_language(note) for note in _several(choice.get("notes"))]}
        if isinstance(said.get("cell_notes"), list | tuple):
            given["cell_notes"] = [{**note, "text": self.in_this_language(note.get("text", ""))}
                                   if isinstance(note, dict) else note for note in said["cell_notes"]]
        given["columns"] = [{**column, "head": self.in_this_language(column["head"])}
                            if isinstance(column, dict) and isinstance(column.get("head"), str) else column
                            for column in said.get("columns", ())]
        problems: list[Diagnostic] = []
        made = into(ExhibitEntry, _node(given, span), problems)
        stop_on_errors(problems)
        assert made is not None
        if made.dataset:
            _known((made.dataset,), self.facts.datasets)
            dataset = self.facts.datasets[made.dataset]
            _known(named, [name for name, field in dataset.fields.items() if field.type == "number"])
            if (kind == "table" and not made.columns) or (kind == "chart" and not (named and made.categories)):
                raise ValueError(say("was given nothing to show"))
        return made

    def whole(self, kind: str, choice: Mapping[str, object]) -> str:
        """The fact that the parts of a chart of shares make up, where one is given."""
        if "whole" not in choice:
            return ""
        if kind != "chart" or choice.get("kind") != "share":
            raise ValueError(say('takes "whole" for a chart of the kind "share" alone'))
        id = str(choice["whole"])
        if self.facts.fact(id) is None:
            _known((id,), self.facts.facts)
        return id

    def eras(self, ids: Iterable[str]) -> tuple[str, ...]:
        ids = tuple(map(str, ids))
        _known(ids, {subject.id for subject in self.facts.subjects()})
        return ids

    def reformed(self, exhibit: Exhibit, choice: Mapping[str, object]) -> Exhibit:
        """A timeline of the fact base in the form, and with the eras, that a template wants."""
        _known(choice, OF_A_FORM)
        form = _one_of(choice.get("form", exhibit.form), ("table", "drawn"))
        eras = self.eras(_several(choice["eras"])) if "eras" in choice else exhibit.eras
        if form == "table" and choice.get("eras"):
            raise ValueError(say('takes "eras" for drawn timelines alone: form="drawn"'))
        return replace(exhibit, form=form, eras=eras)                                     # type: ignore[arg-type]

    def caption(self, choice: Mapping[str, object], span: Span) -> Localized:
        caption = choice.get("caption", "")
        return {self.lang: caption if isinstance(caption, Written) else Written(str(caption), span)} if caption else {}

    def in_this_language(self, text: object) -> object:
        return {self.lang: text} if isinstance(text, str) else text

    def check_named(self, kind: str, named: tuple[str, ...], rows: Choice | None, entry: ExhibitEntry,
                    nested: Collection[str]) -> None:
        """ValueError where an exhibit of facts or events names what is not there, or nothing."""
        _known((column.value for column in entry.columns), (*OF_AN_EVENT, *nested))
        _known(named if rows else (one for one in named if self.facts.fact(one) is None),
               nested if rows else self.facts.facts)
        if named and kind in ("table", "timeline"):
            raise ValueError(say("shows events; choose them by kinds, parties, tags, period or ids"))
        if (kind in ("table", "timeline") and rows is None) or (kind in ("chart", "key_figures") and not named):
            raise ValueError(say("was given nothing to show"))

    def choice(self, words: Mapping[str, object], nested: Collection[str]) -> Choice | None:
        """Which events a template chooses, or None where it chooses none. ValueError for what does not exist."""
        if not set(words) & set(WORDS_OF_A_CHOICE):
            return None
        subjects = tuple(self.facts.subjects())
        of = _one_of(words.get("of", "events"), ("events", "agreements", "both"))
        choice = Choice(of=of, kinds=_several(words.get("kinds")), parties=_several(words.get("parties")),
                        tags=_several(words.get("tags")), ids=_several(words.get("ids")),
                        having=str(words.get("having", "")),
                        period=read_when(str(words["period"]), None) if "period" in words else None)
        _known(choice.kinds, self.facts.kinds)
        _known(choice.parties, {party for subject in subjects for party in subject.parties})
        _known(choice.tags, {tag for subject in subjects for tag in subject.tags})
        _known(choice.ids, {subject.id for subject in subjects})
        _known((choice.having,) if choice.having else (), nested)
        return choice

    # --- blocks

    def block(self, exhibit: Exhibit, span: Span) -> Block:
        """The block that an exhibit is; ReportgenError where its data cannot be shown so."""
        block = self.of_kind(exhibit, span)
        placed, = map_inlines((block,), lambda node: replace(node, span=span)
                              if isinstance(node, FactText | Citation) else node)
        return placed

    def of_kind(self, exhibit: Exhibit, span: Span) -> Block:
        id = PREFIX[exhibit.kind] + exhibit.id if exhibit.id and exhibit.kind in PREFIX else ""
        match exhibit.kind:
            case "table":
                return make_table(self.printed, exhibit, id, span)
            case "timeline":
                return self.timeline(exhibit, id, span)
            case "chart":
                return make_chart(self.printed, exhibit, id, span)
            case "key_figures":
                return self.key_figures(exhibit, span)
            case _:
                assert_never(exhibit.kind)

    def timeline(self, exhibit: Exhibit, id: str, span: Span) -> Timeline:
        """Its entries; an event that is one of its eras is told as that alone."""
        eras = tuple(map(self.event, exhibit.eras)) if exhibit.form == "drawn" else ()
        events = [event for event in self.printed.events(exhibit.rows) if event.id not in exhibit.eras]
        entries = tuple(TimelineEntry(self.printed.when(event), self.text(event.title), self.event_text(event),
                                      moment_of(event.when), place < len(eras))
                        for place, event in enumerate((*eras, *events)))
        return Timeline((self.words["timeline_when"], self.words["timeline_what"]), entries, self.text(exhibit.caption),
                        tuple(map(self.text, exhibit.notes)), id, form=exhibit.form, span=span)

    def key_figures(self, exhibit: Exhibit, span: Span) -> KeyFigures:
        facts = (self.facts.fact(id) for id in exhibit.facts)
        return KeyFigures(tuple(self.card(fact) for fact in facts if fact), span=span)

    def card(self, fact: Fact) -> KeyFigure:
        """The newest value, what it is, and in small type whose event's and of which period."""
        value = fact.newest
        about = self.text(self.event(fact.event).title) if fact.event else ()
        period: Inlines = ()
        if value.period is not None and value.period.kind != "unknown":
            id = fact.id
            if fact.event and value.period == self.event(fact.event).when:
                id = f"{fact.event}.when"
            said = print_when(value.period, self.lang, "prose" if about else "table")
            period = (FactText(id, said),)
        comma = (Text(self.words["clause_separator"]),) if about and period else ()
        return KeyFigure(self.printed.fact(fact, value), self.text(fact.label), (*about, *comma, *period))

    # --- their parts

    def text(self, texts: Localized | None) -> Inlines:
        return self.printed.text(texts)

    def event(self, id: str) -> Event:
        return self.facts.events.get(id) or self.facts.agreements[id]

    def event_text(self, event: Event) -> Inlines:
        mark = self.printed.cite(event.cites)
        text = self.text(event.text)
        return (*text, Text(self.words["before_citation"]), *mark) if text and mark else text or mark


def _node(value: object, span: Span) -> Node:
    """What a template gives as the tree that YAML would have given, written at `span` where it has no place itself."""
    if isinstance(value, dict):
        return Map(tuple((Scalar(str(key), span), _node(inner, span)) for key, inner in value.items()), span)
    if isinstance(value, list | tuple):
        return Seq(tuple(_node(inner, span) for inner in value), span)
    place = value.span if isinstance(value, Written) else span
    return Scalar(str(value).lower() if isinstance(value, bool) else str(value), place)
