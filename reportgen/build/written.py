"""The border of reportgen.yaml: what it may say, as pydantic models. The descriptions are what editors show.

Texts stay as written and keep their places; `project` reads dates, languages and the like out of them.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from reportgen.diagnostics import Span
from reportgen.facts.yaml.nodes import Text
from reportgen.facts.entries.shapes import LocalizedList, or_short, shape
from reportgen.writers import WRITERS

FILE = "reportgen.yaml"
Texts = Annotated[dict[Text, Text], shape("Localized")]


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class LimitsEntry(_Written):
    """How much time and memory a report may take; whole numbers."""

    compose_seconds: Text | None = Field(None, description="Processor seconds for reading facts and templates, for "
                                                           "each language.")
    write_seconds: Text | None = Field(None, description="Processor seconds for writing one file.")
    memory_megabytes: Text | None = Field(None, description="Memory of the process that makes a report, 256 or more.")


class DistributionEntry(_Written):
    """Who receives it. A list alone is readers."""

    readers: LocalizedList = Field(default_factory=list, description="Named in the head of the report, one entry each.")
    report_to: LocalizedList = Field(default_factory=list, description="Whom it is submitted to (报), at the end.")
    send_to: LocalizedList = Field(default_factory=list, description="Who is sent a copy (送), at the end.")
    issue_to: LocalizedList = Field(default_factory=list, description="Whom it is handed down to (发), at the end.")
    copies: Annotated[int, Field(ge=1, le=9_999_999)] | None = Field(None, description="How many copies are printed.")

    @model_validator(mode="before")
    @classmethod
    def short(cls, value: Any) -> Any:
        """A list names the readers."""
        return {"readers": value} if isinstance(value, list) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return or_short({"type": "array", "items": {"type": "Localized"}, "description": "The readers."},
                        handler.resolve_ref_schema(handler(core)))


class EditionEntry(_Written):
    """What the head of the report says of this edition."""

    date: Text = Field(description="The day it is issued, whole: 2016-04-30. Nothing printed comes from the clock.")
    covers: Text | None = Field(None, description="The time it covers: 1993/2016-04.")
    next: Text | None = Field(None, description="When the next edition comes: 2016-10-31, or 2016-10.")
    prepared_by: Texts = Field(default_factory=dict, description="Who prepared it.")
    contact: Texts = Field(default_factory=dict, description="Whom to ask.")
    distribution: DistributionEntry = Field(
        DistributionEntry(), description="Who receives it: a list for the head of the report; or report_to, send_to, "
                                         "issue_to and copies, for its end.")


class ExceptionEntry(_Written):
    """A warning that is let pass, with the reason. Of words: and file: one must be given, or both."""

    rule: Text = Field(description="The rule, as it stands in brackets behind the warning: typed-figure.")
    because: Text = Field(description="Why it is let pass, in a sentence for those who check.")
    words: Text | None = Field(None, description="What the warning tells of: a wording or a name that it puts in "
                                                 "quotation marks.")
    file: Text | None = Field(None, description="The file that it is told of: templates/en.md.")


class WordEntry(_Written):
    """What is wanted of the Word files."""

    template: Text = Field(Text("", Span(FILE)), description="Your house's own .docx: its styles, sheet, header, "
                                                                "footer and logo are used.")
    facts: Literal["bookmark", "control"] = Field(
        "bookmark", description="What marks a printed figure in the file: a bookmark, which every editor keeps; or a "
                                "content control in it, for houses that work with Microsoft Word alone.")
    sources: Literal["link", "footnote", "comment"] = Field(
        "link", description="How a figure leads to its source: a link that shows it; with a footnote, or with a "
                            "comment for reviewers, as well.")
    toc_pages: Literal["none", "libreoffice"] = Field(
        "none", description="Page numbers in the table of contents: none, or those of the pages that LibreOffice lays "
                            "out.")


class ReportEntry(_Written):
    """A report: its facts, its templates by language, its formats and look."""

    title: Texts = Field(description="Its title, in each language of the report.")
    languages: dict[Text, Text] = Field(description="The template of each language: {zh-CN: templates/zh.md, en: "
                                                    "templates/en.md}. The first is the main one.")
    edition: EditionEntry = Field(description="Date and the like of this edition.")
    subtitle: Texts = Field(default_factory=dict, description="A line below the title.")
    series: Texts = Field(default_factory=dict, description="The series that it is an issue of, such as 禁毒工作简报: "
                                                            "above the title, in red where the masthead is.")
    office: Texts = Field(default_factory=dict, description="The office that issues it.")
    marking: Texts = Field(default_factory=dict, description="What heads and foots every page, such as “For internal "
                                                             "reference”.")
    disclaimer: Texts = Field(default_factory=dict, description="A sentence on what the report is not.")
    licence: Texts = Field(default_factory=dict, description="Under what terms others may use the report: a licence's "
                                                             "name, its address, or both, such as CC BY 4.0, "
                                                             "https://creativecommons.org/licenses/by/4.0/. It stands "
                                                             "in the files' properties.")
    facts: Text = Field(Text("data", Span(FILE)), description="The folder with its facts; data if left out.")
    formats: Annotated[list[Text], shape("Formats")] = Field(
        default_factory=lambda: [Text(name, Span(FILE)) for name in WRITERS],
        description="What is made of it: html, pdf, docx. All if left out.")
    theme: Annotated[Text, shape("Theme")] = Field(
        Text("modern", Span(FILE)), description="Its look: a theme that ships, or a folder of your own, such as "
                                                "themes/ours; modern if left out.")
    max_rows: Annotated[int, Field(ge=0, le=1_000_000)] = Field(
        1500, description="The most rows of a table that are printed, 1500 if left out; 0 is all. A note below a "
                          "longer table tells how many there are, and its CSV file has them all.")
    word: WordEntry = Field(WordEntry(), description="What is wanted of its Word files.")
    exceptions: list[ExceptionEntry] = Field(default_factory=list, description="Warnings that are let pass, each with "
                                                                               "a reason.")


class ProjectFile(_Written):
    """What a project publishes, and where the texts of its sources lie."""

    archive: Text = Field(Text("archive", Span(FILE)), description="The folder with the texts of the sources; archive "
                                                                   "if left out. It need not be committed.")
    limits: LimitsEntry = Field(LimitsEntry(), description="How much time and memory a report may take.")
    reports: dict[str, Any] = Field(description="What is published, each under a name that names its files.")


class WholeFile(ProjectFile):
    """What a project publishes, and where the texts of its sources lie."""

    reports: dict[Text, ReportEntry] = Field(description="What is published, each under a name that names its files.")
