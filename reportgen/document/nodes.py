"""The document tree: what a briefing says, before any format.

A tree is made in two steps. Compose makes it from templates and facts; `resolve` then fills everything that
depends on order: the fields marked *resolved* below are empty before and final after it. Writers say what they are
given and decide nothing. Every node is frozen; `span` is the template's place, which takes no part in equality.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reportgen.diagnostics import Span

NOWHERE = Span("")
ChartKind = Literal["bar", "column", "stacked_bar", "stacked_column", "line", "dot", "share"]


def _span() -> Span:
    return field(default=NOWHERE, compare=False, repr=False, kw_only=True)


def _place() -> Span | None:
    return field(default=None, compare=False, repr=False, kw_only=True)


def _lines() -> tuple[tuple[int, Span], ...]:
    return field(default=(), compare=False, repr=False, kw_only=True)


# --- inline -------------------------------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Text:
    """Plain words. No line end inside.

    `typed` is the place where a person typed them, in a template, the fact base or the project file; None where the
    program made them, or where they were said to be no figure (names, `literal()`). `lines` has the place of each
    later line that they were typed on, with the position of its first letter among them.
    """

    text: str
    typed: Span | None = _place()
    lines: tuple[tuple[int, Span], ...] = _lines()


@dataclass(frozen=True, slots=True)
class Emphasis:
    content: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    content: Inlines


@dataclass(frozen=True, slots=True)
class Superscript:
    content: Inlines


@dataclass(frozen=True, slots=True)
class Subscript:
    content: Inlines


@dataclass(frozen=True, slots=True)
class Language:
    """Words in another language than those around them; `lang` is a BCP 47 tag ("zh-CN", "en", "lo")."""

    content: Inlines
    lang: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the document; `url` begins with http:, https: or mailto:."""

    content: Inlines
    url: str


@dataclass(frozen=True, slots=True)
class FactText:
    """A printed fact: `fact` is its id (dots inside), `text` what stands on the page, in the document's language.

    Resolved: `mark`, unique in the document, `f<n>_<id>` of at most 40 letters, digits and `_` (Word's bookmark,
    HTML's id); `target`, the id of its line in the evidence annex, or "" where the document has none.
    `value` is the place in the fact base of the dated answer that it prints, None for the answer of today.
    """

    fact: str
    text: str
    mark: str = ""
    target: str = ""
    span: Span = _span()
    value: Span | None = _place()


@dataclass(frozen=True, slots=True)
class Citation:
    """One source mark. `cites` pairs a source id with a place in it ("¶11", or "").

    Resolved: `text` is what is printed ("[1, ¶11]"); `target` the id of the (first) source in the list of sources,
    or "".
    """

    cites: tuple[tuple[str, str], ...]
    text: str = ""
    target: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Reference:
    """A link inside the document to the block, row or printed fact with id `target`.

    Resolved: `text` ("Table 2", "Section 3"). An evidence line refers back with its text given from the start.
    """

    target: str
    text: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, standing where its mark is printed. Resolved: `number`, from 1 through the document."""

    content: Inlines
    number: int = 0
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class LineBreak:
    pass


Inline = (Text | Emphasis | Strong | Superscript | Subscript | Language | Link | FactText | Citation | Reference
          | Note | LineBreak)
Inlines = tuple[Inline, ...]


# --- block --------------------------------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of page one. `number` ("No. 3") and `date` are as printed; `items` are lines under them: label, value.

    The document's title, marking and office are in `Meta`; the masthead prints them again, in the order marking,
    title, subtitle, number, office, date, items. Where the report is one of a `series` ("", where it is not), that
    comes first, with its number, office and date: marking, series, number, office, date, title, subtitle, items.
    `logo` is the spoken name of the theme's logo, which stands before all; "" where it has none.
    """

    marking: str
    office: str
    title: str
    subtitle: str
    items: tuple[tuple[str, Inlines], ...]
    number: str = ""
    date: str = ""
    logo: str = ""
    series: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Distribution:
    """Who is sent the document, at its end: each line a label ("Copy to: ") and the readers; `copies` last, or ""."""

    lines: tuple[tuple[str, Inlines], ...]
    copies: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1–4 (1 is a section; the title stands in the masthead). Resolved: `id`, and `number` as printed
    ("2.1", "（一）", "").

    An `annex` is counted apart: "Annex A", and "A.1" below it.
    """

    level: int
    content: Inlines
    id: str = ""
    number: str = ""
    numbered: bool = True
    annex: bool = False
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`style` names a paragraph style of the theme ("lead", "small"); "" is body text."""

    content: Inlines
    style: str = ""
    id: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class List:
    """`items` hold blocks, usually one paragraph, then perhaps an inner list. `start` counts when `ordered`."""

    items: tuple[Blocks, ...]
    ordered: bool = False
    start: int = 1
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `head` marks a row or column heading."""

    content: Inlines
    head: bool = False
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """`kind` "group" is a heading over the rows that follow, "total" a sum; `id` lets others refer to the row."""

    cells: tuple[Cell, ...]
    kind: Literal["body", "group", "total"] = "body"
    id: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """`align` "number" lines numbers up at their decimal signs; `width` is a share of the table, 0 for "by content"."""

    align: Literal["left", "center", "number"] = "left"
    width: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells with a head that repeats on each page. Every row fills all `columns`, spans counted.

    `notes` stand below. `style` "" is an ordinary table, "evidence" and "plain" are the annexes' smaller ones.
    `orientation` "landscape" asks for a sheet turned on its side; "" gets one where it needs one. `left_out` are rows
    that no format prints, from before the totals at the end of `body`; they are in the table's CSV.
    Resolved: `label` ("Table 2"), "" if there is no caption.
    """

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: Inlines = ()
    notes: tuple[Inlines, ...] = ()
    id: str = ""
    label: str = ""
    style: str = ""
    orientation: Literal["", "landscape"] = ""
    left_out: tuple[Row, ...] = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event was, as it is drawn: `begin` and `end` are ISO 8601, as far as known ("2015", "2015-01-12").

    They are the same for a single date and both "" for an unknown one; the last of `end` belongs to it. `open` tells at
    which end it goes on ("before 2007" ends with 2006); `kind` "apart" is two dates and not the time between, "about"
    a time whose ends nobody has drawn sharply ("in recent years").
    """

    begin: str = ""
    end: str = ""
    open: Literal["", "begin", "end"] = ""
    kind: Literal["", "apart", "about"] = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """`when` is printed on the left of the spine, `title` and `text` on its right.

    A drawing needs its `moment`; an `era` is a time that it shows as a band behind the others. Resolved: `said`, what
    a drawing's text alternative says of it.
    """

    when: Inlines
    title: Inlines
    text: Inlines = ()
    moment: Moment = Moment()
    era: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in order of time; `form` "table" is a table of two columns with the heads given here, "drawn" a drawing.

    Resolved: `label` ("Table 4": one in form of a table counts with the tables, a drawn one with the figures); where
    it is drawn, its entries' order, and `alt`, the beginning of its text alternative, which its entries go on with.
    """

    heads: tuple[str, str]
    entries: tuple[TimelineEntry, ...]
    caption: Inlines = ()
    notes: tuple[Inlines, ...] = ()
    id: str = ""
    label: str = ""
    form: Literal["table", "drawn"] = "table"
    alt: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a chart: `value` is the decimal number as text, None where unknown; `text` what is printed at it.

    `open` "above" marks a value that is "over" or "at least", "below" one that is "under", "" an exact one. A value
    that is a range has its two ends in `low` and `high` too, as text; `value` is then the lower one. `short` is `text`
    without its unit, for a drawing whose head says it; "" where nothing is left out.
    """

    value: str | None
    text: str
    fact: str = ""
    open: Literal["", "above", "below", "about"] = ""
    low: str = ""
    high: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values in one `unit` ("cases", "USD a year"), which is printed at its axis.

    `measure` is what the values are ("Rainfall") where `name` says only whose they are ("North").
    """

    name: str
    points: tuple[Point, ...]
    unit: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Data and a kind; the writers draw it. One point for each category in each series.

    Series of one unit share a panel and an axis; unlike units get panels of their own, side by side. A "share" has one
    series, the parts of `whole`; where that is None, of a hundred per cent or else of their sum. `dates` are the days
    on which the categories lie on an axis of time, ISO 8601, the middle of each that is a period; () where they are no
    dates. Resolved: `label` ("Figure 1") and `alt`, the text alternative, which says every value.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    caption: Inlines = ()
    notes: tuple[Inlines, ...] = ()
    id: str = ""
    label: str = ""
    alt: str = ""
    dates: tuple[str, ...] = ()
    whole: Point | None = None
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A card: the value large, what it is below, a qualifier small (period, whose)."""

    value: Inlines
    label: Inlines
    note: Inlines = ()


@dataclass(frozen=True, slots=True)
class KeyFigures:
    cards: tuple[KeyFigure, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file of the project: PNG, JPEG or SVG `data`, its `media_type`, and its text alternative."""

    data: bytes = field(repr=False)
    media_type: str
    alt: str
    caption: Inlines = ()
    id: str = ""
    label: str = ""
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Quote:
    content: Blocks
    attribution: Inlines = ()
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that stands out. `kind` names a style: "bottom-line", "caveat", "note", "highlight". `title` may be ""."""

    kind: str
    title: Inlines
    content: Blocks
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class Claim:
    """A judgement: its sentences, and on a line of its own how sure its authors are, in the document's language.

    `confidence` is the level itself; `confidence_text` is printed ("Confidence: moderate").
    """

    content: Blocks
    confidence: Literal["low", "moderate", "high"]
    confidence_text: str
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """One line of the table of contents: a heading's level, number and words, and its id."""

    level: int
    number: str
    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents; `contents.with_contents` makes it of a resolved document."""

    title: str
    entries: tuple[ContentsEntry, ...]
    span: Span = _span()


@dataclass(frozen=True, slots=True)
class PageBreak:
    span: Span = _span()


Block = (Masthead | Heading | Paragraph | List | Table | Timeline | Chart | KeyFigures | Picture | Quote | Callout
         | Claim | Contents | Distribution | PageBreak)
Blocks = tuple[Block, ...]


# --- document -----------------------------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Meta:
    """What stands outside the flow: on page heads and feet, and in the files' own properties.

    `lang` is BCP 47; `date` is ISO 8601; `header` and `footer` are the printed words of every page's head and foot
    (the writers add "page x of y" to the foot); `marking` heads and foots every page where it is not "". `licence`
    is its name, or its address, or both.
    """

    report: str
    lang: str
    title: str
    number: str
    date: str
    marking: str = ""
    header: str = ""
    footer: str = ""
    author: str = ""
    description: str = ""
    licence: str = ""


Relationship = Literal["Source", "Data", "Supplement"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the document: what it was made from (Source), what it shows (Data), or more.

    `description` is said to readers, in the document's language. It is no part of what the document says.
    """

    name: str
    media_type: str
    data: bytes = field(repr=False)
    description: str
    relationship: Relationship = "Data"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a printed fact comes from, for formats that show it at the fact; in the document's language.

    `fact` is its id, `source` the names of its sources with their places, `written` the sources' wording in quotation
    marks ("" for a computed figure), `standing` whether it was verified, how it was computed, how sure a judgement is
    that rests on it. `label` says what it is, `sources` are the ids of its sources. `value` is that of its `FactText`.
    """

    fact: str
    source: str
    written: str = ""
    standing: str = ""
    label: str = ""
    sources: tuple[str, ...] = ()
    value: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """`attachments` are filled when all else is decided; a PDF holds them, beside other formats they lie as files.

    `origins` has one for each fact that it prints; it is no part of what the document says.
    """

    meta: Meta
    blocks: Blocks
    attachments: tuple[Attachment, ...] = ()
    origins: tuple[Origin, ...] = field(default=(), compare=False)
