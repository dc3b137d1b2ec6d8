"""The border of the fact base: what a YAML file may say, as pydantic models.

Texts stay as written and keep their places (`Text`); `load` reads figures, dates and references out of them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from reportgen.facts.nodes import Text

Localized = Annotated[dict[Text, Text], Field(min_length=1)]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Listed = Annotated[list[Text], BeforeValidator(_listed)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Sourced(Entry):
    """Where something stands; what is left out comes from what is around it."""

    source: Text | None = None
    at: Text | None = None


class SourceEntry(Entry):
    title: Localized
    language: Text
    kind: Literal["primary_official", "media", "ngo", "academic", "dataset", "own"]
    descriptor: Localized
    issued: Text | None = None
    accessed: Text | None = None
    archive: Text | None = None
    url: Text | None = None
    author: Localized | None = None
    publisher: Localized | None = None
    rights: Text | None = None
    note: Localized | None = None


class CiteEntry(Sourced):
    written: Text | None = None
    role: Literal["supports", "disputes", "background"] = "supports"


class ValueEntry(Sourced):
    """One dated answer: the wording of a figure, a date, or a state; the rest is checked against the wording."""

    written: Text | None = None
    date: Text | None = None
    state: Literal["unknown", "none", "withheld", "not_applicable"] | None = None
    period: Text | None = None
    cites: list[CiteEntry] = []
    number: Text | None = None
    unit: Text | None = None
    relation: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def short(cls, value: Any) -> Any:
        """A scalar is the wording, or a state."""
        return {"written": value} if isinstance(value, str) else value


class FactEntry(ValueEntry):
    label: Localized | None = None
    measure: Text | None = None
    values: list[ValueEntry] = []
    given_by: Listed | None = Field(None, alias="from")
    given_to: Listed | None = Field(None, alias="to")
    parties: Listed | None = None
    count: Literal["together", "each"] | None = None
    tags: Listed = []
    note: Localized | None = None


class EventEntry(Sourced):
    title: Localized
    kind: Text | None = None
    when: Text | None = None
    parties: Listed | None = None
    facts: dict[Text, FactEntry] = {}
    cites: list[CiteEntry] = []
    name_then: dict[Text, Localized] = {}
    text: Localized | None = None
    place: Localized | None = None
    part_of: Text | None = None
    count: Literal["together", "each"] | None = None
    tags: Listed = []
    note: Localized | None = None


class AgreementEntry(EventEntry):
    joined: dict[Text, Text] = {}


class MeasureEntry(Entry):
    label: Localized
    noun: dict[Text, Listed] | None = None
    unit: Text | None = None
    note: Localized | None = None


class NameEntry(Sourced):
    label: Localized
    short: Localized | None = None
    kind: Literal["party", "organisation", "programme", "place", "abbreviation"] = "organisation"
    note: Localized | None = None


class ClaimEntry(Sourced):
    text: Localized
    cites: list[CiteEntry] = []
    facts: Listed = []


class ChoiceEntry(Entry):
    of: Literal["events", "agreements", "both"] = "events"
    kinds: Listed = []
    parties: Listed = []
    tags: Listed = []
    period: Text | None = None
    ids: Listed = []
    having: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def short(cls, value: Any) -> Any:
        """A list is a fixed choice of ids."""
        return {"of": "both", "ids": value} if isinstance(value, list) else value


class ColumnEntry(Entry):
    value: Text
    head: Localized | None = None
    align: Literal["left", "center", "number"] = "left"
    width: Annotated[int, Field(ge=0, le=100)] = 0


class ExhibitEntry(Entry):
    kind: Literal["table", "chart", "timeline", "key_figures"]
    caption: Localized
    rows: ChoiceEntry | None = None
    columns: list[ColumnEntry] = []
    facts: Listed = []
    chart: Literal["bar", "column"] = "column"
    by: Literal["event", "period", "fact"] = "event"
    notes: list[Localized] = []
    style: Text | None = None


class FactFile(Entry):
    """One YAML file of a fact base. The first five keys hold for everything in the file that says nothing else."""

    source: Text | None = None
    at: Text | None = None
    parties: Listed | None = None
    kind: Text | None = None
    count: Literal["together", "each"] | None = None
    sources: dict[Text, SourceEntry] = {}
    names: dict[Text, NameEntry] = {}
    kinds: dict[Text, Localized] = {}
    measures: dict[Text, MeasureEntry] = {}
    facts: dict[Text, FactEntry] = {}
    events: dict[Text, EventEntry] = {}
    agreements: dict[Text, AgreementEntry] = {}
    claims: dict[Text, ClaimEntry] = {}
    exhibits: dict[Text, ExhibitEntry] = {}
