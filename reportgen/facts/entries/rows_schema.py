"""The border of datasets and of the tables over them: what a YAML file may say of rows and columns."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema, model_validator

from reportgen.facts.yaml.nodes import Text
from reportgen.facts.entries.shapes import Entry, Listed, Localized, Sourced, or_short

State = Literal["unknown", "none", "withheld", "not_applicable"]
Summing = Literal["sum", "mean"]
Blankable = Annotated[Any, WithJsonSchema({"type": "string"})]          # a text, or none at all
TEXT = {"type": ["string", "number", "boolean"]}
RANGE = {"type": "object", "additionalProperties": False, "properties": {
    "from": {"description": "The least it may be.", **TEXT}, "to": {"description": "The most it may be.", **TEXT}}}
CONDITION = {"anyOf": [TEXT, {"type": "array", "items": TEXT}, RANGE]}
Condition = Annotated[Any, WithJsonSchema(CONDITION)]
Where = Annotated[dict[Text, Condition], WithJsonSchema(
    {"type": "object", "additionalProperties": CONDITION})]
WHERE = ("Only the rows for which all of this holds. A field and what it is (country: CN), a list of what it may be "
         "(country: [CN, LA]), or a range with both ends in it (tonnes: {from: 1, to: 10}; year: {from: 2010}).")


class FieldEntry(Entry):
    """A column of the file: what it is called, what it holds."""

    type: Literal["text", "number", "date", "party"] | None = Field(
        None, description="What its cells hold. Left out: number where there is a unit or a measure, else text. A "
                          "party is a country's code or name, or an id below names:.")
    column: Text | dict[Text, Text] | None = Field(
        None, description="The head of the column in the file, where it is not the field's own name. For texts that "
                          "stand in the file in several languages, the head of each: {zh: 备注, en: Note}.")
    label: Localized | None = Field(None, description="What the column is called in tables. Left out: the label of its "
                                                      "measure.")
    measure: Text | None = Field(None, description="What is measured, an id below measures:. Left out: the measure of "
                                                   "the field's own name, if there is one.")
    unit: Text | None = Field(None, description="The unit of its numbers: t, kg, USD, %, \"{case}\". A cell may hold "
                                                "the number alone.")
    scale: Text | None = Field(None, description="What each number of the column is to be multiplied by: thousand, "
                                                 "million, billion, 千, 万, 百万, 亿.")
    labels: dict[Text, Localized] = Field({}, description="What the texts of the column stand for, in each language. "
                                                          "Where this is given, no other text may stand there.")

    @model_validator(mode="before")
    @classmethod
    def short(cls, value: Any) -> Any:
        """A word is the type."""
        return {"type": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        entry = handler.resolve_ref_schema(handler(core))
        return or_short({"enum": entry["properties"]["type"]["enum"], "description": "What its cells hold."}, entry)


class CheckEntry(Entry):
    """Something that must hold of the rows: a sum, uniqueness, or a range."""

    sum: Text | None = Field(None, description="The field whose sum must be what equals: says.")
    equals: Text | None = Field(None, description="Id of the fact that the sum must equal.")
    tolerance: Text | None = Field(None, description="How far the sum may lie from the fact, such as 0.5.")
    where: Where = Field({}, description=WHERE)
    unique: Listed = Field([], description="Fields that no two rows may share all the values of.")
    range: Text | None = Field(None, description="The field whose numbers must lie between from: and to:.")
    least: Text | None = Field(None, alias="from", description="The smallest number allowed.")
    most: Text | None = Field(None, alias="to", description="The largest number allowed.")


class DatasetEntry(Sourced):
    """A table of facts that lies in a CSV or Excel file: each cell is a fact with the id dataset.row.field."""

    title: Localized = Field(description="What the table is, as its source calls it.")
    rows: Text = Field(description="The file, .csv in UTF-8 or .xlsx, by its name relative to the folder of this YAML "
                                   "file.")
    sheet: Text | None = Field(None, description="The sheet of the Excel file, where it has several.")
    separator: Literal["comma", "semicolon", "tab"] | None = Field(
        None, description="What separates the cells of the CSV file. Left out: whichever the first row holds most of.")
    key: Listed = Field(min_length=1, description="The field that names a row, or several that do so together.")
    fields: dict[Text, FieldEntry] = Field(min_length=1, description="The columns, by ids of your own.")
    ignore: Listed = Field([], description="Heads of columns that are left out.")
    missing: dict[Blankable, State] = Field({}, description="What a cell says where there is no figure, and what that "
                                                            "means: {\"-\": not_applicable, \"\": unknown}.")
    checks: list[CheckEntry] = Field([], description="What must hold of the rows.")
    period: Text | None = Field(None, description="The time that the figures are about, where no field tells it.")
    note: Localized | None = Field(None, description="A remark for readers.")


class Formatted(Entry):
    """How the figures of a column are printed."""

    share: bool = Field(False, description="Whether it prints what part of the column's sum each figure is, in "
                                           "hundredths.")
    places: Annotated[int, Field(ge=0, le=12)] | None = Field(
        None, description="How many decimals are printed at most. Figures never get more than they have.")
    scale: Text | dict[Text, Text] | None = Field(
        None, description="Print thousands and the like, told in the head: thousand, million, billion (千, 百万, 十亿 "
                          "in Chinese), or a word for each language: {zh: 万, en: thousand}.")

    @model_validator(mode="before")
    @classmethod
    def short(cls, value: Any) -> Any:
        """A word is what stands in the column."""
        return {"value": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return or_short({"type": "Text", "description": "What stands in the column."},
                        handler.resolve_ref_schema(handler(core)))


class CellNoteEntry(Entry):
    """A remark on one cell, or on a row or a column, marked there and printed below the table."""

    row: Text | None = Field(None, description="The key of the row, or the id of the event.")
    column: Text | None = Field(None, description="The column. Without a row, its head is marked.")
    text: Localized = Field(description="The remark.")


class Arranged(Entry):
    """How the rows of an exhibit are chosen from a dataset, ordered, grouped and added up."""

    dataset: Text | None = Field(None, description="Id of the dataset whose rows are shown.")
    where: Where = Field({}, description=WHERE)
    sort: Listed = Field([], description="The column to sort by, with a minus before it (-tonnes) from the largest "
                                         "down; or several. Left out: the order of the file, or of time.")
    group: Text | None = Field(None, description="The field by whose values the rows are put together, under a heading "
                                                 "each.")
    subtotals: bool = Field(False, description="Whether each group ends with its totals.")
    totals: dict[Text, Summing] = Field({}, description="The columns with a total at the end, and how it is made: "
                                                        "{tonnes: sum, price: mean}; a name or a list is added up.")
    max_rows: Annotated[int, Field(ge=0, le=1000)] = Field(
        0, description="The most rows that are printed. A note tells how many there are. 0 is all.")
    landscape: bool = Field(False, description="Whether a table stands on a page turned on its side. One that is too "
                                               "wide for an upright page does so by itself.")
    cell_notes: list[CellNoteEntry] = Field([], description="Remarks on single cells, marked a, b, c.")
    source_line: bool | None = Field(None, description="Whether the source stands below. Left out: yes for datasets.")
    categories: Text | None = Field(None, description="Charts of a dataset: the field that names the bars.")
    series: Text | None = Field(None, description="Charts of a dataset: the field whose values get a series each.")

    @model_validator(mode="before")
    @classmethod
    def totals_short(cls, value: Any) -> Any:
        """A name or a list of totals is added up."""
        if not isinstance(value, dict) or not isinstance(value.get("totals"), str | list):
            return value
        named = value["totals"]
        return {**value, "totals": dict.fromkeys([named] if isinstance(named, str) else named, "sum")}
