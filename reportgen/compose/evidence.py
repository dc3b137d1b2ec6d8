"""Fill the annex of evidence: each printed figure with its source, its wording, how it was computed, where it stands.

A figure has a line for each of its dated values; the cells of a dataset share one, and with them the totals and shares
of them. A computed figure is followed by those it was computed from, printed or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from reportgen.compose.exhibits import on_lines
from reportgen.compose.written import put_together, text_of
from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Blocks, Cell, Citation, Column, Inline, Inlines, Language, Paragraph, Reference, Row, Table, Text,
)
from reportgen.document.resolve import FACT, IN_SECTION, dataset_of, evidence_id
from reportgen.document.walk import facts_printed, sections
from reportgen.facts.format import print_value
from reportgen.facts.format_dates import print_day, print_when
from reportgen.facts.formulas.in_words import formula_in_words
from reportgen.locales import primary, words
from reportgen.facts.model import Citation as Cite
from reportgen.facts.model import Computation, Event, Fact, FactBase, Value, localized
from reportgen.facts.standing import STANDINGS, Standing, fact_or_date, standing

if TYPE_CHECKING:
    from reportgen.compose.composition import Composition

COLUMNS = {"fact": 31, "value": 20, "written": 22, "status": 14, "sections": 13}      # and their widths
MOST_INPUTS = 12                       # of a computed value, whose figures are shown


@dataclass(slots=True)
class Line:
    """What one line is about: a fact, or all the figures of a dataset. `sections` are those that print it.

    `used_by` is the id of a line that was computed from it.
    """

    id: str
    facts: dict[str, Fact] = field(default_factory=dict)
    sections: dict[int, None] = field(default_factory=dict)
    used_by: str = ""

    @property
    def fact(self) -> Fact | None:
        """The only fact it is about; None where it is a dataset's."""
        return self.facts.get(self.id)


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says of one value: its cells but for the first and the last, and how it stands."""

    value: Inlines
    written: Inlines
    status: Inlines
    counted: tuple[str, ...]


def evidence(said: Blocks, composition: Composition, span: Span) -> Blocks:
    """A sentence on how many figures are verified, and the table of them all."""
    lines = list(Gathering(composition.facts).lines(said))
    if not lines:
        return ()
    writer = _Writer(composition)
    first = {_event_id(line): n for n, line in reversed(list(enumerate(lines)))}
    rows: list[Row] = []
    for event, members in groupby(sorted(lines, key=lambda line: first[_event_id(line)]), key=_event_id):
        rows += writer.group(event, list(members))
    head = Row(tuple(Cell((Text(composition.words[f"evidence_{name}"]),), head=True) for name in COLUMNS))
    columns = tuple(Column(width=width) for width in COLUMNS.values())
    return (Paragraph((Text(writer.summary()),), "small", span=span),
            Table(columns, (head,), tuple(rows), style="evidence", span=span))


def _event_id(line: Line) -> str:
    return line.fact.event if line.fact else ""


# --- which figures there are

class Gathering:
    """Finds the figures that a document prints, and those that they were computed from."""

    def __init__(self, facts: FactBase) -> None:
        self.facts = facts

    def lines(self, said: Blocks) -> Iterable[Line]:
        """A line for each figure, in the order of printing; what a figure was computed from follows it."""
        lines: dict[str, Line] = {}
        for section, _, block in sections(said):
            for id in facts_printed((block,)):
                if fact := fact_or_date(id, self.facts):
                    self.add(lines, fact)
                    lines[self.line_of(id)].sections[section] = None
        return lines.values()

    def add(self, lines: dict[str, Line], printed: Fact) -> None:
        """Put a figure on its line, and what it was computed from on lines behind it, the nearest first."""
        left = [(printed, "")]
        while left:
            fact, used_by = left.pop()
            line = lines.setdefault(self.line_of(fact.id), Line(self.line_of(fact.id), used_by=used_by))
            if fact.id not in line.facts:
                line.facts[fact.id] = fact
                inputs = (one.fact for value in fact.values if value.computation for one in value.computation.inputs)
                found = (fact_or_date(id, self.facts) for id in dict.fromkeys(inputs))
                left += reversed([(one, line.id) for one in found if one])

    def line_of(self, id: str) -> str:
        """A dataset's cells, and the totals and shares of them, have its line together."""
        dataset = dataset_of(id)
        return dataset if dataset in self.facts.datasets and id not in self.facts.facts else id


# --- what is said of them

class _Writer:
    """Writes the lines, and counts how the values stand."""

    def __init__(self, composition: Composition) -> None:
        self.facts, self.lang, self.words = composition.facts, composition.lang, composition.words
        self.counted: Counter[str] = Counter()

    def group(self, event_id: str, lines: list[Line]) -> Iterator[Row]:
        """The lines of one event's facts: below its title where there are several, else with the title in front."""
        event = self.event(event_id)
        title = localized(event.title, self.lang) if event else None
        if title and len(lines) > 1:
            yield Row((Cell((text_of(title),), head=True, colspan=len(COLUMNS)),), "group")
            title = None
        for line in lines:
            yield from self.rows(line, self.label(line, title or ""))

    def rows(self, line: Line, label: str) -> Iterator[Row]:
        """A row for each value; label and sections stand once."""
        told = self.told(line)
        for said in told:
            self.counted.update(said.counted)
        for n, said in enumerate(told):
            cells = [Cell(said.value), Cell(said.written), Cell(said.status)]
            if n == 0:
                cells = [Cell((text_of(label),), head=True, rowspan=len(told)), *cells,
                         Cell(self.sections(line), rowspan=len(told))]
            yield Row(tuple(cells), id="" if n else evidence_id(line.id))

    def told(self, line: Line) -> list[Said]:
        if fact := line.fact:
            return [self.one(line, fact, value) for value in fact.values]
        return [self.together(line)]

    def label(self, line: Line, title: str) -> str:
        """A fact's label behind its event's `title`, with whose joint or single figure it is; a dataset's title.

        An event's date needs no more than the title.
        """
        if fact := line.fact:
            label = localized(fact.label, self.lang) or fact.id
            if title and line.id == f"{fact.event}.when":
                return title
            label = put_together((title, self.words["colon"], label)) if title not in ("", label) else label
            before, _, after = self.words[f"evidence_{fact.count}"].partition("{label}") if fact.count else ("", "", "")
            return put_together((before, label, after))
        return localized(self.facts.datasets[line.id].title, self.lang) or line.id

    def sections(self, line: Line) -> Inlines:
        """Where it is printed: each section with a link to its first place there; else the figure it was used for."""
        if not line.sections:
            return (Reference(evidence_id(line.used_by), self.words["evidence_input"]),)
        places = (Reference(f"{FACT}{line.id}{IN_SECTION}{number}") for number in line.sections)
        return _joined([(place,) for place in places], self.words["item_separator"])

    def one(self, line: Line, fact: Fact, value: Value) -> Said:
        """What is said of one value of a fact."""
        stands = standing(value, self.facts)
        text = self.dated(value, fact)
        shown: Inline = Reference(FACT + fact.id, text) if line.sections else Text(text)
        written = self.formula(value.computation, fact) if value.computation else self.wordings(value, fact)
        return Said((shown,), written, self.status(stands, value), (stands,))

    def printed(self, value: Value, fact: Fact) -> str:
        return print_value(value, fact, self.lang, self.facts, "table")

    def dated(self, value: Value, fact: Fact) -> str:
        """A value, with the period it is about where that is not its event's."""
        text = self.printed(value, fact)
        if not self.has_own_period(value, fact):
            return text
        return self.words["value_in_period"].format(value=text, period=print_when(value.period, self.lang))

    def has_own_period(self, value: Value, fact: Fact) -> bool:
        event = self.event(fact.event)
        return value.period is not None and value.computation is None and not (event and value.period == event.when)

    def together(self, line: Line) -> Said:
        """What is said of all the figures of a dataset in one."""
        values = [value for fact in line.facts.values() for value in fact.values]
        counts = Counter(standing(value, self.facts) for value in values)
        number = self.words["evidence_figure" if len(values) == 1 else "evidence_figures"].format(n=len(values))
        cites = [cite for value in values for cite in value.cites]
        status = [(Text(self.words[f"evidence_{key}"] if len(counts) == 1
                        else self.words["evidence_counted"].format(n=counts[key], text=self.words[f"evidence_{key}"])),)
                  for key in STANDINGS if counts[key]]
        shown: Inline = Reference(FACT + line.id, number) if line.sections else Text(number)
        written: list[Inlines] = [(self.places(cites),)] if cites else []
        if counts["computed"]:
            written.append((Text(self.words["evidence_of_table"]),))
        return Said((shown,), on_lines(written), on_lines(status), tuple(counts.elements()))

    # --- the source's words

    def wordings(self, value: Value, fact: Fact) -> Inlines:
        """The sources' words, each with its places; those that contradict the value are told as such."""
        found: dict[tuple[str, str, str], list[Cite]] = {}
        for cite in value.cites:
            language = self.facts.sources[cite.source].language
            found.setdefault((language, cite.written, cite.role), []).append(cite)
        period = value.period.written if value.period and self.has_own_period(value, fact) else ""
        lines = []
        for language, written, role in found:
            disputed = (Text(self.words["disputed"]),) if role == "disputes" else ()
            between = "；" if primary(language) == "zh" else "; "
            said = between.join(filter(None, (written, "" if disputed else period)))
            before = (*disputed, *self.in_language(said, language), Text(self.words["before_citation"])) if said else ()
            lines.append((*before, self.places(found[language, written, role])))
        return on_lines(lines)

    def in_language(self, text: str, language: str) -> Inlines:
        same = primary(language) == primary(self.lang)
        return (Text(text),) if same else (Language((Text(text),), language),)

    def places(self, cites: Iterable[Cite]) -> Citation:
        return Citation(tuple(dict.fromkeys((cite.source, cite.at) for cite in cites)))

    # --- how it was computed

    def formula(self, computation: Computation, fact: Fact) -> Inlines:
        """The formula in words, and its inputs' values in the order of their mention, each with a link to its line."""
        said = formula_in_words(computation, self.facts, self.lang)
        said = "" if said == localized(fact.label, self.lang) else said + self.words["before_citation"]
        before, _, after = self.words["brackets"].partition("{text}")
        gathering = Gathering(self.facts)
        taken = [(one, found) for one in computation.inputs if (found := fact_or_date(one.fact, self.facts))]
        shown: list[Inlines] = [(Reference(evidence_id(gathering.line_of(one.fact)), self.printed(one.value, found)),)
                                for one, found in taken[:MOST_INPUTS]]
        if len(taken) > MOST_INPUTS:
            shown.append((Text(self.words["evidence_more"].format(n=len(taken) - MOST_INPUTS)),))
        return (Text(said + before), *_joined(shown, self.words["item_separator"]), Text(after))

    # --- how it stands

    def status(self, stands: Standing, value: Value) -> Inlines:
        """How a value stands to its source, and whether it still holds."""
        told = [self.words[f"evidence_{stands}"], *whether_it_holds(value, self.lang)]
        return on_lines([(Text(text),) for text in told])

    def summary(self) -> str:
        """How many figures there are, and how many of them are verified."""
        parts = [self.words[f"evidence_count_{key}"].format(n=self.counted[key])
                 for key in STANDINGS if self.counted[key]]
        return self.words["evidence_summary"].format(
            n=self.counted.total(), parts=self.words["item_separator"].join(parts))

    def event(self, id: str) -> Event | None:
        return self.facts.events.get(id) or self.facts.agreements.get(id)


def whether_it_holds(value: Value, lang: str) -> list[str]:
    """What is said of a value that no longer holds, or must be looked at again."""
    told, own = [], words(lang)
    if value.status != "current":
        told.append(own[f"evidence_{value.status}"])
    elif value.rank == "deprecated":
        told.append(own["evidence_deprecated"])
    if value.review_by:
        told.append(own["evidence_review_by"].format(date=print_day(value.review_by, lang)))
    return told


def _joined(contents: Sequence[Inlines], separator: str) -> Inlines:
    """Several contents in a row."""
    return tuple(node for n, content in enumerate(contents) for node in ((Text(separator), *content) if n else content))
