"""The fact base as the rest of the program sees it: small frozen types and the FactBase that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from reportgen.diagnostics import Span

NOWHERE = Span("")
Relation = Literal["exact", "approx", "gt", "ge", "lt", "le", "near_below", "band", "range", "order"]
State = Literal["unknown", "none", "withheld", "not_applicable"]
Rank = Literal["preferred", "normal", "deprecated"]
Status = Literal["current", "superseded", "disputed", "withdrawn"]
Because = Literal["", "revised", "corrected"]
Level = Literal["low", "moderate", "high"]
Verdict = Literal["verified", "unverified", "contradicted"]
Drawing = Literal["bar", "column", "stacked_bar", "stacked_column", "line", "dot", "share"]
LIKELIHOODS = ("almost_no_chance", "very_unlikely", "unlikely", "roughly_even", "likely", "very_likely",
               "almost_certain")       # ICD 203: up to 5, 20, 45, 55, 80, 95 and 99 in a hundred
Localized = Mapping[str, str]          # language → text; `zh` serves `zh-CN`, see `localized`


def localized(texts: Localized, lang: str) -> str | None:
    """The text for `lang`, or for its primary language ("zh" for "zh-CN"), or None."""
    return texts.get(lang, texts.get(lang.partition("-")[0]))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a source wrote it.

    `number` is exact in base units of `unit` (8919; 100000000 for 1亿), with the digits that were written; for
    "range" and "band" `low` and `high` bound it. `scale` is the multiplier that was written (10^8 for 亿, else 1) and
    `places` counts the decimals before it: they tell how many digits are meant. `unit` is a code: UCUM ("t", "kg"), a
    currency ("USD", "CNY"), "mu", or a counted thing in braces ("{case}", "{person}", "{person-time}", "{tablet}"); a
    rate is one by another ("t/har", "{case}/100000.{person}"). "1" is a plain number that is meant so (an index, a
    ratio), "" a number of which nothing was said. The table is in `units`.
    `per` is "a" for "a year" (每年), else "".
    """

    number: Decimal | None
    unit: str
    relation: Relation = "exact"
    low: Decimal | None = None
    high: Decimal | None = None
    scale: Decimal = Decimal(1)
    per: str = ""
    places: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A date as precisely as it is known: year, year and month, or all three."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def edtf(self) -> str:
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part is not None)


@dataclass(frozen=True, slots=True)
class When:
    """A date, an interval (either end may be open), or a state ("unknown").

    `start` and `end` are the same for a single date. kind "since": start known, end open (2002年起); "before": end
    known and excluded, start open (2007年前); "now": as of `end`, the source's date (目前); "dates": two dates and not
    the time between (2006年和2008年); "recent": the years up to `end`, the source's date, from `start` where a number
    of years was said (近10年), else open (近年来); "decade": from its first year to its last (上世纪90年代).
    `written` is the source's wording, or "" where EDTF was given; `span` is its place in the fact base.
    """

    kind: Literal["date", "interval", "dates", "since", "before", "now", "recent", "decade", "unknown"]
    start: Day | None = None
    end: Day | None = None
    written: str = ""
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Orders events by their beginning; undated ones come last."""
        first = self.start or self.end
        return (first.year, first.month or 0, first.day or 0) if first else (9999, 0, 0)


@dataclass(frozen=True, slots=True)
class Source:
    """`issued` and `accessed` are EDTF dates; `kind` and `descriptor` say what weight it bears (ICD 206).

    `type` is its CSL type ("webpage", "report", "book", "article-journal", "article-newspaper", "dataset"…). The names
    of `authors` are texts by language; a person's family name stands before a comma. `derives_from` holds the ids of
    the sources that it repeats or was made from.
    """

    id: str
    title: Localized
    language: str
    kind: Literal["primary_official", "media", "ngo", "academic", "dataset", "own"]
    descriptor: Localized
    issued: When | None
    span: Span
    archive: str = ""
    url: str = ""
    authors: tuple[Localized, ...] = ()
    publisher: Localized | None = None
    accessed: When | None = None
    rights: str = ""
    note: Localized | None = None
    type: str = "document"
    container_title: Localized | None = None     # the journal, newspaper, site or book that it stands in
    publisher_place: Localized | None = None
    volume: str = ""
    issue: str = ""
    page: str = ""
    number: str = ""
    edition: str = ""
    doi: str = ""
    isbn: str = ""
    derives_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a value stands: `at` is a place in the source ("¶11"), `written` the source's wording of the figure.

    `span` is the place of the wording in the fact base.
    """

    source: str
    at: str
    written: str
    role: str = "supports"
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Input:
    """What a formula was given: `name` as it stands in the formula, the fact's id, and the value that was taken."""

    name: str
    fact: str
    value: Value


@dataclass(frozen=True, slots=True)
class Computation:
    """How a value was computed: the formula as it was written, and its inputs in the order of their first mention.

    `rounded` where digits were left out of the result.
    """

    formula: str
    inputs: tuple[Input, ...]
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """One dated answer of a fact: a quantity, a date, or a state. The first cite is the one whose words are printed.

    A computed value has a `computation`, no wording, and the cites of all its inputs. `because` says why it replaces a
    value about the same period that was issued before; such an older value has the status "superseded". After the day
    `review_by` it is stale.
    """

    quantity: Quantity | None
    state: State | None
    when: When | None              # the date that *is* the answer (a fact may be a date)
    written: str
    period: When | None            # what the value is about
    cites: tuple[Citation, ...]
    span: Span
    because: Because = ""
    rank: Rank = "normal"
    status: Status = "current"
    review_by: Day | None = None
    computation: Computation | None = None

    @property
    def stands(self) -> bool:
        """Whether it may be printed as the answer of today while others stand: neither replaced nor given up."""
        return self.status not in ("superseded", "withdrawn") and self.rank != "deprecated"


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted: a language's forms ("case", "cases"; one form for Chinese)."""

    forms: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a figure measures, said once for all: `label` for tables and cards, `noun` for prose."""

    id: str
    label: Localized
    noun: Noun | None
    span: Span
    unit: str = ""
    note: Localized | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A question with dated answers. `id` is dotted; `event` is the id of the event or agreement it stands in, or "".

    `label` comes from the fact itself or from the measure of its name. `count` says whose the figure is: "together"
    (the parties' joint total), "each" (of them), or "" where there is one party or none.
    """

    id: str
    label: Localized
    values: tuple[Value, ...]      # oldest first, those that were replaced included
    measure: Measure | None
    parties: tuple[str, ...]
    event: str
    span: Span
    given_by: tuple[str, ...] = ()     # `from:`
    given_to: tuple[str, ...] = ()     # `to:`
    count: Literal["", "together", "each"] = ""
    tags: tuple[str, ...] = ()
    note: Localized | None = None

    @property
    def standing(self) -> tuple[Value, ...]:
        """The values that still stand, oldest first; where each was replaced, withdrawn or deprecated, all of them."""
        return tuple(value for value in self.values if value.stands) or self.values

    @property
    def newest(self) -> Value:
        """The answer of today: of the values that stand the last, or the last of those that are preferred."""
        return max(reversed(self.standing), key=lambda value: value.rank == "preferred")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or (as Agreement) was agreed; its facts are found by their last name in `facts`."""

    id: str
    kind: str
    title: Localized
    when: When
    parties: tuple[str, ...]
    cites: tuple[Citation, ...]
    facts: Mapping[str, Fact]
    span: Span
    name_then: Mapping[str, Localized] = field(default_factory=dict)    # party or organisation → its name of then
    text: Localized | None = None      # one or two sentences for timelines and tables
    place: Localized | None = None
    part_of: str = ""
    tags: tuple[str, ...] = ()
    note: Localized | None = None


@dataclass(frozen=True, slots=True)
class Agreement(Event):
    """An agreement, plan or standing mechanism. `when` is the signing or adoption; `joined` who came in later."""

    joined: tuple[tuple[str, When], ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A party, organisation, place or abbreviation, spelled out once and short after.

    `label` is the full name, `short` what is printed after the first use (the id where none is given), `kind` is
    "party" (ISO 3166 code), "organisation", "programme", "place" or "abbreviation".
    """

    id: str
    label: Localized
    short: Localized
    kind: str
    span: Span
    note: Localized | None = None
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source asserts and nobody has checked ("the first in the world"), or what the authors judge.

    `facts` are those it rests on. `confidence` says how well they support it, `because` why; `likelihood` how likely
    the thing is, which is another question (ICD 203): one of LIKELIHOODS, or "".
    """

    id: str
    text: Localized
    cites: tuple[Citation, ...]
    span: Span
    facts: tuple[str, ...] = ()
    confidence: Level | None = None
    because: Localized | None = None
    likelihood: str = ""
    review_by: Day | None = None
    tags: tuple[str, ...] = ()
    note: Localized | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events, agreements or facts an exhibit shows; every given condition must hold.

    `of` is "events", "agreements" or "both"; `ids` a fixed list in that order; `period` selects by overlap.
    """

    of: Literal["events", "agreements", "both"] = "events"
    kinds: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    period: When | None = None
    ids: tuple[str, ...] = ()
    having: str = ""               # only those with a fact of this name


@dataclass(frozen=True, slots=True)
class ExhibitColumn:
    """`value` is "title", "when", "parties", "place", "text", "kind", "cite", "figures" (all the facts
    of the event that no other column shows), or the name of a nested fact."""

    value: str
    head: Localized | None         # None: the measure's label
    align: Literal["left", "center", "number"] = "left"
    width: int = 0
    span: Span | None = None
    share: bool = False            # in hundredths of the column's sum
    places: int | None = None      # the most decimals that are printed
    scale: Localized = field(default_factory=dict)      # "million" and the like, by language


@dataclass(frozen=True, slots=True)
class Condition:
    """What a field of a dataset's row must be: one of `among`, or from `low` to `high`, both included.

    Texts and parties are str, numbers Decimal, dates When (of which one shares a day with the other). `texts` are the
    words that these were read from, the two ends of a range included. Where `exactly` is given the cell must hold that
    text and no other.
    """

    field: str
    among: tuple[str | Decimal | When, ...] = ()
    low: Decimal | When | None = None
    high: Decimal | When | None = None
    texts: tuple[str, ...] = ()
    exactly: str | None = None


@dataclass(frozen=True, slots=True)
class CellNote:
    """A remark marked at a cell: of the row with this key in this column; "" is a row's first cell, a column's head."""

    row: str
    column: str
    text: Localized


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the rows of an exhibit are chosen from a dataset, and those of any exhibit ordered, grouped and added up.

    `sort` are columns, each with whether the largest comes first. `group` is a field, `totals` has columns and how
    each is added up; `categories` and `series` are fields of a chart's dataset. `max_rows` 0 is all.
    """

    dataset: str = ""
    where: tuple[Condition, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    group: str = ""
    subtotals: bool = False
    totals: Mapping[str, Literal["sum", "mean"]] = field(default_factory=dict)
    max_rows: int = 0
    cell_notes: tuple[CellNote, ...] = ()
    source_line: bool = False
    categories: str = ""
    series: str = ""
    orientation: Literal["", "landscape"] = ""


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A table, chart, timeline or set of key figures, defined once for all languages.

    tables: `rows` and `columns`; timelines: `rows`; key figures: `facts`; charts: either `facts` (one point each: a
    fact's dated values, or several facts) or `rows` × `facts` (nested fact names as series). `heads` names a chart's
    or table's special parts.
    """

    id: str
    kind: Literal["table", "chart", "timeline", "key_figures"]
    caption: Localized
    span: Span
    rows: Choice | None = None
    columns: tuple[ExhibitColumn, ...] = ()
    facts: tuple[str, ...] = ()
    chart: Drawing = "column"
    whole: str = ""                # the fact that the parts of a chart of shares make up
    by: Literal["event", "period", "fact"] = "event"    # what a chart's categories are
    notes: tuple[Localized, ...] = ()
    style: str = ""
    arrangement: Arrangement = field(default_factory=Arrangement)
    form: Literal["table", "drawn"] = "table"           # of a timeline
    eras: tuple[str, ...] = ()     # events and agreements that a drawn timeline shows as bands


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a dataset. A number has a `unit` (a code as in Quantity, "" for a bare number).

    `labels` say in each language what the texts of a column stand for, where they are not printed as they are.
    """

    name: str
    label: Localized
    type: Literal["text", "number", "date", "party"]
    unit: str = ""
    measure: Measure | None = None
    span: Span = NOWHERE
    labels: Mapping[str, Localized] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a dataset: `key` names it in the dataset, `line` is its line in the file, values stand by field.

    A text is a str, a party its code, a number or date a Value; what is missing is a Value with a state. `written` is
    the cell's text; the cites are left to `Dataset.fact`.
    """

    key: str
    line: int
    values: Mapping[str, Value | str]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Facts in rows, read from a file. The fact in a cell has the id `<dataset>.<key of the row>.<field>`.

    `keys` are the fields that name a row. `rows` finds a record by its key. `period` holds for rows without a date.
    """

    id: str
    title: Localized
    fields: Mapping[str, Field]
    records: tuple[Record, ...]
    cites: tuple[Citation, ...]
    file: str
    span: Span
    note: Localized | None = None
    keys: tuple[str, ...] = ()
    rows: Mapping[str, Record] = field(default_factory=dict, compare=False, repr=False)
    period: When | None = None
    promised: tuple[str, ...] = ()     # the facts that its sums must equal
    totals: dict[str, Fact | None] = field(default_factory=dict, compare=False, repr=False)   # once computed

    def fact(self, key: str, name: str) -> Fact | None:
        """The fact in a row's cell; None where there is no such row or field, or the cell holds a text or party."""
        record, column = self.rows.get(key), self.fields.get(name)
        value = record.values.get(name) if record else None
        if column is None or record is None or not isinstance(value, Value):
            return None
        cites = tuple(replace(cite, written=value.written, span=value.span) for cite in self.cites)
        value = replace(value, written="", cites=cites, period=self._period(record, name))
        parties = tuple(code for name, code in record.values.items()
                        if self.fields[name].type == "party" and isinstance(code, str))
        return Fact(f"{self.id}.{key}.{name}", column.label, (value,), column.measure, parties, "", value.span)

    def _period(self, record: Record, name: str) -> When | None:
        dates = (value.when for other, value in record.values.items()
                 if other != name and isinstance(value, Value) and value.when)
        return next(dates, self.period)


@dataclass(frozen=True, slots=True)
class FactBase:
    """All that is known, by id. Every id is unique across `facts`, `events`, `agreements`, `names`, `claims` and
    `datasets`.

    `facts` holds nested facts too, under their dotted ids (`waterway_2.cases`), and derived ones. `verdicts` says of
    wordings whether the archived source bears them out, by (source, at, written); those that are not in it are
    unverified.
    """

    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    events: Mapping[str, Event]
    agreements: Mapping[str, Agreement]
    measures: Mapping[str, Measure]
    names: Mapping[str, Name]
    claims: Mapping[str, Claim]
    exhibits: Mapping[str, Exhibit]
    kinds: Mapping[str, Localized] = field(default_factory=dict)     # kind of event → its name, for columns
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    verdicts: Mapping[tuple[str, str, str], Verdict] = field(default_factory=dict)
    computed: dict[str, Fact] = field(default_factory=dict, compare=False, repr=False)     # in templates, by id

    def fact(self, id: str) -> Fact | None:
        """The fact with this id, one in a cell of a dataset and one computed in a template or table included."""
        if id in self.facts:
            return self.facts[id]
        if id.startswith("compute("):
            from reportgen.facts.formulas.computed import computed_by_id

            if id not in self.computed and (made := computed_by_id(id, self)):
                self.computed[id] = made
            return self.computed.get(id)
        if id.endswith(")"):
            from reportgen.facts.datasets.totals import total_by_id

            return total_by_id(id, self)
        dataset, _, cell = id.partition(".")
        key, _, name = cell.partition(".")
        return self.datasets[dataset].fact(key, name) if dataset in self.datasets else None

    def verdict(self, cites: Iterable[Citation]) -> Verdict:
        """What the archived sources say of a value: the worst that is known of the wordings that support it."""
        said = {self.verdicts.get((cite.source, cite.at, cite.written), "unverified")
                for cite in cites if cite.role == "supports" and cite.written}
        return next((verdict for verdict in ("contradicted", "unverified") if verdict in said or not said), "verified")

    def subjects(self) -> Iterator[Event]:
        """Events and agreements together, in order of time, then of their place in the files."""
        both = (*self.events.values(), *self.agreements.values())
        return iter(sorted(both, key=lambda e: (e.when.sort_key, e.span)))
