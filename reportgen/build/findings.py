"""What `reportgen trace` and `reportgen facts` find: plain data on its way from a child process to the command line."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report shows a fact or cites a source: `lang` is the document's, `span` the template's place.

    `kind` is "sentence", "cell", "entry", "card" or "bar"; `exhibit` the label of a table or figure, or "".
    """

    report: str
    lang: str
    fact: str
    kind: str
    section: str
    exhibit: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Wording:
    """One citation of a value, the title of its source, and whether the archived text bears it out."""

    source: str
    title: str
    at: str
    written: str
    role: str
    verdict: str
    span: Span


@dataclass(frozen=True, slots=True)
class Answer:
    """One dated value of a fact as it is printed; a computed one has a formula and inputs (name, fact, printed).

    `standing` is "verified", "unverified", "contradicted", "computed" or "open" (the source does not say it);
    `number` is the plain decimal, "" where there is none, `relation` as in Quantity. `status` is as in the fact base.
    """

    text: str
    number: str
    unit: str
    period: str
    standing: str
    status: str
    wordings: tuple[Wording, ...]
    formula: str = ""
    inputs: tuple[tuple[str, str, str], ...] = ()
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A fact: `kind` is "fact", "computed", "cell" or "date"; `event` is the id of its event or dataset, or ""."""

    id: str
    kind: str
    label: str
    event: str
    event_kind: str
    parties: tuple[str, ...]
    tags: tuple[str, ...]
    answers: tuple[Answer, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Traced:
    """A fact with all that rests on it: computed figures and claims, and every place that shows it or one of those."""

    known: Known
    computed: tuple[Known, ...]
    claims: tuple[tuple[str, Span], ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What falls with a source. `also` are the sources that derive from it alone and fall too.

    `alone` rest on these only; `supported` have others, whose ids stand beside; `computed` are made from what falls.
    """

    source: str
    title: str
    span: Span
    also: tuple[str, ...]
    alone: tuple[Known, ...]
    supported: tuple[tuple[Known, tuple[str, ...]], ...]
    computed: tuple[Known, ...]
    claims: tuple[tuple[str, Span], ...]
    places: tuple[Place, ...]
