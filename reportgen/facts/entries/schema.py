"""The border of the fact base: what a YAML file may say, as pydantic models.

Texts stay as written and keep their places (`Text`); `load` reads figures, dates and references out of them. The
descriptions are for the person who writes the file: editors show them (`reportgen schema`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import Field, model_validator

from reportgen.facts.model import Drawing, Rank, Relation, Status
from reportgen.facts.yaml.nodes import Text
from reportgen.facts.entries.rows_schema import Arranged, DatasetEntry, Formatted
from reportgen.facts.entries.shapes import Entry, Forms, Listed, Localized, LocalizedList, Sourced, or_short

__all__ = ["Entry", "FactFile", "Listed", "Localized", "Sourced", "Text"]

Count = Literal["together", "each"]
NOTE = "A remark for readers, printed where a template asks for it."
TAGS = "Free words to choose by, one or a list; rows: {tags: …} of an exhibit finds them."
COUNT = ("Whose the figures are where there are several parties: together (their joint total) or each (of them). "
         "Left out: that of the event around it, else of the file.")
PARTIES = "Who took part: ISO 3166 codes (CN, MM) or ids below names:, one or a list."
REVIEW_BY = "The day after which this must be looked at again, as 2026-12-31. After it, check says that it is stale."
CITES = "Several places that say it, each with source, at and written; the first one's words are printed."


class SourceEntry(Entry):
    """A document that facts are taken from: who wrote it, when, and what weight it bears."""

    title: Localized = Field(description="Its title, in the language of the source and in those of your reports.")
    language: Text | None = Field(None, description="The language it is written in, such as zh-CN or en. In it, the "
                                                    "source's own wording is printed. Left out: the language that its "
                                                    "title is given in first.")
    kind: Literal["primary_official", "media", "ngo", "academic", "dataset", "own"] = Field(
        description="What sort of witness it is: primary_official (an authority on its own work), media, ngo, "
                    "academic, dataset, or own (your own notes).")
    descriptor: Localized = Field(description="One sentence on what weight it bears: who says it, how they know, "
                                              "whether anybody checked.")
    type: Literal[
        "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "dataset",
        "document", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "pamphlet",
        "paper-conference", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report",
        "software", "speech", "standard", "thesis", "treaty", "webpage"] | None = Field(
        None, description="What it is, for the list of sources (CSL types). Left out: webpage where there is a url, "
                          "else document.")
    issued: Text | None = Field(None, description="The day, month or year it was published: 2016-04-19, 2016-04, "
                                                  "2016. 目前 and “now” mean this day.")
    accessed: Text | None = Field(None, description="The day you looked at it, for what may change: 2016-04-25.")
    archive: Text | None = Field(None, description="Name of the file with its text, in the archive folder. "
                                                   "`reportgen source FILE` puts it there.")
    url: Text | None = Field(None, description="Where it stands on the web, beginning with https://.")
    author: LocalizedList | None = Field(
        None, description="Who wrote it: {zh: 某人, en: Somebody}, or a list of such. A person's family name stands "
                          "before a comma (en: “Li, Ming”); an organisation's name has none.")
    publisher: Localized | None = Field(None, description="Who published it.")
    publisher_place: Localized | None = Field(None, description="The town it was published in, for books and reports.")
    container_title: Localized | None = Field(None, description="What it stands in: the journal, newspaper, website, "
                                                                "or the book of a chapter.")
    volume: Text | None = Field(None, description="Volume of the journal or book, such as 12.")
    issue: Text | None = Field(None, description="Issue of the journal, such as 3.")
    page: Text | None = Field(None, description="The pages it stands on in the journal or book, such as 45–52.")
    number: Text | None = Field(None, description="Number of a report, law or standard, such as E/2016/12.")
    edition: Text | None = Field(None, description="Edition of a book, such as 2.")
    doi: Text | None = Field(None, description="Its DOI, such as 10.1000/182, without https://doi.org/.")
    isbn: Text | None = Field(None, description="Its ISBN of 10 or 13 digits; hyphens may stand in it.")
    rights: Text | None = Field(None, description="Under what terms it may be used, such as CC BY 4.0.")
    derives_from: Listed = Field([], description="Ids of the sources that it repeats or was made from, one or a list. "
                                                 "Two sources of one origin are not two witnesses.")
    note: Localized | None = Field(None, description=NOTE)


class CiteEntry(Sourced):
    """A place in a source, and what stands there."""

    written: Text | None = Field(None, description="The source's wording of the figure at this place, to the letter, "
                                                   "and nothing else.")
    role: Literal["supports", "disputes", "background"] = Field(
        "supports", description="What it does for the answer: supports it (if left out), disputes it (it says "
                                "otherwise), or background.")


class ValueEntry(Sourced):
    """One dated answer: the wording of a figure, a date, or a state; the rest is checked against the wording."""

    written: Text | None = Field(None, description="The source's wording of the figure and nothing else: 约295.5吨, "
                                                   "more than 1,200 officers. Number, unit and relation are read "
                                                   "out of it.")
    date: Text | None = Field(None, description="The answer where it is a date: 2015年1月12日, 2015-01-12, since 2002.")
    state: Literal["unknown", "none", "withheld", "not_applicable"] | None = Field(
        None, description="The answer where there is no figure: unknown, none (there are none), withheld (known, not "
                          "told), not_applicable. Never blank, never 0.")
    period: Text | None = Field(None, description="The time that the figure is about: 2015, 2015-01/2015-03, "
                                                  "2007年前, 目前. Left out: that of the event around it.")
    cites: list[CiteEntry] = Field([], description=CITES)
    number: Text | None = Field(None, description="The number as you read it, to be compared with the wording. "
                                                  "Hardly ever needed.")
    unit: Text | None = Field(None, description="What a number alone counts (54,200): t, USD, \"{case}\", "
                                                "or \"1\" for an index or a ratio. Where the wording has a unit, it "
                                                "is compared with that.")
    relation: Text | None = Field(
        None, json_schema_extra={"enum": list(get_args(Relation))},
        description="The relation as you read it, to be compared with the wording. Hardly ever needed.")
    because: Literal["revised", "corrected"] | None = Field(
        None, description="Why this replaces another value about the same period: revised (the source counts anew) "
                          "or corrected (the older one was wrong). Needs a source or place of its own.")
    rank: Rank | None = Field(None, description="preferred is printed before newer ones; deprecated never while "
                                                "another stands; normal if left out.")
    status: Status | None = Field(None, description="current if left out; disputed; withdrawn by whoever said it. "
                                                    "The program itself makes superseded what a value with because: "
                                                    "replaces.")
    review_by: Text | None = Field(None, description=REVIEW_BY)

    @model_validator(mode="before")
    @classmethod
    def short(cls, value: Any) -> Any:
        """A scalar is the wording, or a state."""
        return {"written": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return or_short({"type": "Text", "description": "The source's wording of the figure, or a state."},
                        handler.resolve_ref_schema(handler(core)))


class FactEntry(ValueEntry):
    """A question with its answer: a wording alone, or written: (date:, state:, cites:) with more, or values:."""

    label: Localized | None = Field(None, description="What the figure is, for tables and cards. Left out: that of "
                                                      "the measure of the same name.")
    measure: Text | None = Field(None, description="Id of its measure, below measures:, where that is not the fact's "
                                                   "own name.")
    values: list[ValueEntry] = Field([], description="Dated answers, in any order. The newest is printed; .first and "
                                                     ".previous reach the others.")
    given_by: Listed | None = Field(None, alias="from", description="Who gives, of money or goods: codes or ids, one "
                                                                    "or a list.")
    given_to: Listed | None = Field(None, alias="to", description="Who receives: codes or ids, one or a list.")
    parties: Listed | None = Field(None, description=PARTIES)
    count: Count | None = Field(None, description=COUNT)
    tags: Listed = Field([], description=TAGS)
    note: Localized | None = Field(None, description=NOTE)


class EventEntry(Sourced):
    """Something that happened: what, when, who, where it stands, and its figures below facts:."""

    title: Localized = Field(description="What it is called, for tables and timelines.")
    kind: Text | None = Field(None, description="What sort of thing it is, an id below kinds:. Exhibits choose by it.")
    when: Text | None = Field(None, description="The source's words for its date (2015年1月12日至3月12日), or "
                                                "2015-01-12/2015-03-12, 2002/.., or unknown.")
    parties: Listed | None = Field(None, description=PARTIES)
    facts: dict[Text, FactEntry] = Field({}, description="Its figures. A wording alone will do (cases: 8919起); each "
                                                         "takes place, parties and period from the event.")
    cites: list[CiteEntry] = Field([], description="Several places that tell of it, each with source and at.")
    name_then: dict[Text, Localized] = Field({}, description="What a party was called at the time: "
                                                             "{UNODC: {zh: 联合国禁毒署, en: UNDCP}}.")
    text: Localized | None = Field(None, description="One or two sentences for tables and timelines.")
    place: Localized | None = Field(None, description="Where it happened.")
    part_of: Text | None = Field(None, description="Id of the larger event or agreement that it is a part of.")
    count: Count | None = Field(None, description=COUNT)
    tags: Listed = Field([], description=TAGS)
    note: Localized | None = Field(None, description=NOTE)


class AgreementEntry(EventEntry):
    """An agreement, plan or standing mechanism; when is its signing or adoption."""

    joined: dict[Text, Text] = Field({}, description="Who came in later, and when: {VN: 1995年5月}.")


class MeasureEntry(Entry):
    """What figures measure, said once for all: a fact finds its measure by its own name."""

    label: Localized = Field(description="What is measured, for tables and cards: {zh: 破获案件, en: Cases solved}.")
    noun: Forms | None = Field(None, description="What is counted, for prose: {en: [case, cases], zh: [起]}.")
    unit: Text | None = Field(None, description="The unit of every such figure: t, USD, or a counted thing in braces "
                                                "and quotes, \"{case}\". Another unit is refused.")
    note: Localized | None = Field(None, description=NOTE)


class NameEntry(Sourced):
    """A party, organisation, place or abbreviation: spelled out at its first use, short after."""

    label: Localized = Field(description="Its full name.")
    short: Localized | None = Field(None, description="What is printed after the first use. Left out: the id if it is "
                                                      "in capitals (UNODC), else the full name.")
    kind: Literal["party", "organisation", "programme", "place", "abbreviation"] = Field(
        "organisation", description="What it names; organisation if left out. An ISO 3166 code is a party.")
    note: Localized | None = Field(None, description=NOTE)


class DerivedEntry(Entry):
    """A fact that follows from other facts by a formula; its id may be an event's: waterway_2.suspects_per_case."""

    formula: Text = Field(description="Ids of facts with + - * / and parentheses, or one of sum, mean, min, max, "
                                      "share, rate, change, percent_change, multiple, count, days, days_between, "
                                      "months_between, years_between.")
    label: Localized | None = Field(None, description="What it is, for tables and cards. Left out: that of its "
                                                      "measure.")
    measure: Text | None = Field(None, description="Id of its measure. Left out: the measure of its own name, if any.")
    noun: Forms | None = Field(None, description="What is counted, for prose; of suspects per case the suspects: "
                                                 "{en: [suspect, suspects], zh: [名]}. Left out: that of an input.")
    unit: Text | None = Field(None, description="The unit that the result must have, such as \"{person}/{case}\"; "
                                                "another is an error.")
    as_: Text | None = Field(None, alias="as", description="The unit that the result is converted to: t, km2, \"%\".")
    places: Annotated[int, Field(ge=0, le=12)] | None = Field(
        None, description="How many decimals are printed: fewer than the inputs bear, never more.")
    period: Text | None = Field(None, description="The time it is about. Left out: that of the inputs, if they share "
                                                  "one.")
    periods: Literal["same", "differ"] = Field(
        "same", description="differ where figures about different times are put together on purpose.")
    review_by: Text | None = Field(None, description=REVIEW_BY)
    tags: Listed = Field([], description=TAGS)
    note: Localized | None = Field(None, description=NOTE)


class ClaimEntry(Sourced):
    """A sentence that a source asserts and nobody has checked, or that you judge from the facts it rests on."""

    text: Localized = Field(description="The sentence, whole, with its full stop.")
    cites: list[CiteEntry] = Field([], description="Several places that say it, each with source and at.")
    facts: Listed = Field([], description="Ids of the facts it rests on, such as river_patrol.cases, one or a list.")
    confidence: Literal["low", "moderate", "high"] | None = Field(
        None, description="How well sources and reasoning support it: low, moderate or high. Needs because:.")
    because: Localized | None = Field(None, description="Why that much confidence and not more or less.")
    likelihood: Literal["almost_no_chance", "very_unlikely", "unlikely", "roughly_even", "likely", "very_likely",
                        "almost_certain"] | None = Field(
        None, description="How likely the thing itself is, which is another question than confidence (ICD 203): up to "
                          "5, 20, 45, 55, 80, 95 and 99 in a hundred.")
    review_by: Text | None = Field(None, description=REVIEW_BY)
    tags: Listed = Field([], description=TAGS)
    note: Localized | None = Field(None, description=NOTE)


class ChoiceEntry(Entry):
    """Which events or agreements are shown: every condition given must hold; or a list of ids."""

    of: Literal["events", "agreements", "both"] = Field("events", description="Where to choose from; events if left "
                                                                              "out.")
    kinds: Listed = Field([], description="Only these kinds (below kinds:), one or a list.")
    parties: Listed = Field([], description="Only those with one of these parties.")
    tags: Listed = Field([], description="Only those with one of these tags.")
    period: Text | None = Field(None, description="Only those that share a day with this time: 2015, 1993/2015.")
    ids: Listed = Field([], description="Exactly these, in this order.")
    having: Text | None = Field(None, description="Only those with a fact of this name below their facts:.")

    @model_validator(mode="before")
    @classmethod
    def short(cls, value: Any) -> Any:
        """A list is a fixed choice of ids."""
        return {"of": "both", "ids": value} if isinstance(value, list) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return or_short({"type": "array", "items": {"type": "Text"}, "description": "Ids, in this order."},
                        handler.resolve_ref_schema(handler(core)))


class ColumnEntry(Formatted):
    """A column of a table."""

    value: Text = Field(description="What stands in it: title, when, parties, place, text, kind, cite, the name of a "
                                    "fact, or figures (all facts that no other column shows).")
    head: Localized | None = Field(None, description="Its heading. Left out: the measure's label.")
    align: Literal["left", "center", "number"] | None = Field(
        None, description="number sets figures one below the other. Left out: number for the figures of a dataset, "
                          "else left.")
    width: Annotated[int, Field(ge=0, le=100)] = Field(0, description="Its share of the table's width, in hundredths.")


class ExhibitEntry(Arranged):
    """A table, chart, timeline or set of key figures, said once for all languages."""

    kind: Literal["table", "chart", "timeline", "key_figures"] = Field(
        description="table (rows, columns), timeline (rows), key_figures (facts), or chart (facts, or rows and facts).")
    caption: Localized = Field(description="What it shows, printed above or below it.")
    rows: ChoiceEntry | None = Field(None, description="Which events or agreements it shows: {kinds: [operation], "
                                                       "period: 2015}, or a list of ids.")
    columns: list[ColumnEntry] = Field([], description="The columns of a table.")
    facts: Listed = Field([], description="Key figures: ids of facts. Charts: ids of facts, or with rows the names of "
                                          "facts below each event's facts:.")
    chart: Drawing = Field("column", description="bar (bars that lie), column (that stand), stacked_bar, "
                                                 "stacked_column, line (values in time), dot, or share (the parts of "
                                                 "one whole); column if left out.")
    whole: Text | None = Field(None, description="The fact that the parts of a chart: share make up. Left out: a "
                                                 "hundred per cent, or their sum.")
    by: Literal["event", "period", "fact"] = Field("event", description="What a chart's categories are: events, the "
                                                                        "periods of dated values, or the facts.")
    form: Literal["table", "drawn"] = Field("table", description="Timelines: table (date and event in two columns) or "
                                                                 "drawn (along an axis); table if left out.")
    eras: Listed = Field([], description="Drawn timelines: ids of events or agreements that are shown as bands behind "
                                         "the others.")
    notes: list[Localized] = Field([], description="Remarks below it, each {zh: …, en: …}.")
    style: Text | None = Field(None, description="A class of the theme's style sheet.")


class FactFile(Entry):
    """One YAML file of a fact base. The first five keys hold for everything in the file that says nothing else."""

    source: Text | None = Field(None, description="Id of the source of everything in this file that names no other.")
    at: Text | None = Field(None, description="Place of everything in this file that names no other.")
    parties: Listed | None = Field(None, description="Parties of everything in this file that names no others.")
    kind: Text | None = Field(None, description="Kind of every event and agreement in this file that names no other.")
    count: Count | None = Field(None, description="Whose the figures of several parties are in this file: together "
                                                  "or each.")
    sources: dict[Text, SourceEntry] = Field({}, description="The documents that facts are taken from, by id.")
    names: dict[Text, NameEntry] = Field({}, description="Organisations, places and abbreviations, by id. Countries "
                                                         "need no entry.")
    kinds: dict[Text, Localized] = Field({}, description="What sorts of events there are: {operation: {zh: 联合行动, "
                                                         "en: Joint operation}}.")
    measures: dict[Text, MeasureEntry] = Field({}, description="What figures measure, by the name of the facts.")
    facts: dict[Text, FactEntry] = Field({}, description="Facts that belong to no event, by id. An id is a question "
                                                         "(villages), never an answer or a year.")
    events: dict[Text, EventEntry] = Field({}, description="What happened, by id, each with its facts.")
    agreements: dict[Text, AgreementEntry] = Field({}, description="Agreements, plans and standing mechanisms, by id, "
                                                                   "each with its facts.")
    claims: dict[Text, ClaimEntry] = Field({}, description="Sentences that nobody has checked, or judgements, by id.")
    datasets: dict[Text, DatasetEntry] = Field({}, description="Tables of facts that lie in CSV or Excel files, by id.")
    derived: dict[Text, DerivedEntry] = Field({}, description="Facts that are computed from other facts, by id; the "
                                                              "id may be an event's (waterway_2.suspects_per_case).")
    exhibits: dict[Text, ExhibitEntry] = Field({}, description="Tables, charts, timelines and key figures, by id.")
