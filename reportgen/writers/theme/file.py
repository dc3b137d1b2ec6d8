"""The border of theme.yaml: what a theme may say, as pydantic models. The descriptions are what editors show."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import Field, model_validator

from reportgen.facts.entries.shapes import Entry, Localized, or_short
from reportgen.facts.yaml.nodes import Text
from reportgen.writers.theme import CONTENTS, SHEETS

Role = Literal["text", "muted", "accent", "warning"]
Colour = Annotated[Text, Field(json_schema_extra={"pattern": "^#[0-9a-fA-F]{6}$"})]
Points = Annotated[float, Field(ge=5, le=72, allow_inf_nan=False)]
Margin = Annotated[float, Field(ge=10, le=100, allow_inf_nan=False)]
Edge = Annotated[float, Field(ge=15, le=100, allow_inf_nan=False)]
Side = Annotated[float, Field(ge=100, le=600, allow_inf_nan=False)]


class SheetEntry(Entry):
    """A sheet of paper: the name of one (A4, Letter), or its width and height in millimetres."""

    width: Side = Field(description="Width in millimetres, 100 to 600.")
    height: Side = Field(description="Height in millimetres, 100 to 600.")

    @model_validator(mode="before")
    @classmethod
    def short(cls, value: Any) -> Any:
        """A word is the name of a sheet; whether it is a known one is told by `rules`."""
        width, height = SHEETS.get(value, SHEETS["A4"]) if isinstance(value, str) else (0, 0)
        return {"width": width, "height": height} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return or_short({"enum": list(SHEETS)}, handler.resolve_ref_schema(handler(core)))


class PageEntry(Entry):
    """The sheet and its margins in millimetres."""

    sheet: SheetEntry = Field(description="A4, Letter, or {width: …, height: …} in millimetres.")
    top: Edge = Field(description="Margin above the text, 15 to 100 mm; the running head stands in it.")
    right: Margin = Field(description="Margin at the right, 10 to 100 mm.")
    bottom: Edge = Field(description="Margin below the text, 15 to 100 mm; the page number stands in it.")
    left: Margin = Field(description="Margin at the left, 10 to 100 mm.")


class TypefaceEntry(Entry):
    """One voice of the type."""

    family: Literal["serif", "sans", "kai"] = Field(
        description="Which of the program's own families PDF and web page use: serif, sans, or kai (楷体 for "
                    "Chinese, serif for Latin letters).")
    word_latin: Text = Field(description="The font that Word uses for Latin letters; readers must have it: Calibri.")
    word_chinese: Text = Field(description="The font that Word uses for Chinese: 宋体, 微软雅黑, 仿宋.")


class ColoursEntry(Entry):
    """Colours as "#rrggbb", in quotes: without them YAML takes # for the beginning of a comment."""

    text: Colour = Field(description="Running text.")
    muted: Colour = Field(description="What is said aside: labels, notes, page heads.")
    accent: Colour = Field(description="The theme's own colour: title, headings, captions, rules of tables.")
    rule: Colour = Field(description="Thin lines. Nothing is written in it.")
    tint: Colour = Field(description="Behind callouts and the heads of tables: a very light colour.")
    warning: Colour = Field(description="The marking of every page, and caveats.")
    series1: Colour = Field(description="The first series of a chart.")
    series2: Colour = Field(description="The second series of a chart.")
    series3: Colour = Field(description="The third series of a chart.")
    series4: Colour = Field(description="The fourth series of a chart.")


class SizesEntry(Entry):
    """Sizes in points, 5 to 72."""

    body: Points = Field(description="Running text.")
    small: Points = Field(description="Notes, labels and the like.")
    title: Points = Field(description="The title on page one.")
    h1: Points = Field(description="Headings of sections.")
    h2: Points = Field(description="Headings of the second level.")
    h3: Points = Field(description="Headings of the third level.")
    h4: Points = Field(description="Headings of the fourth level.")
    figure: Points = Field(description="Key figures, where they stand as cards.")


class ScriptEntry(Entry):
    """How running text is set in one script."""

    line_height: Annotated[float, Field(ge=1, le=3, allow_inf_nan=False)] = Field(
        description="From line to line, as a multiple of the size: 1 to 3.")
    indent: Annotated[float, Field(ge=0, le=4, allow_inf_nan=False)] = Field(
        0, description="Of a paragraph's first line, in characters: 2 is the custom in Chinese. None if left out.")
    justify: bool = Field(False, description="Whether lines end at one edge: true or false (if left out).")
    hyphenate: bool = Field(False, description="Whether words are divided at line ends: true or false (if left out). "
                                               "It means nothing in Chinese.")
    space: Annotated[float, Field(ge=0, le=3, allow_inf_nan=False)] = Field(
        0.6, description="Below a paragraph, as a multiple of the size: 0 to 3; 0.6 if left out.")


class ScriptsEntry(Entry):
    """How running text is set in Chinese and in Latin letters."""

    zh: ScriptEntry = Field(description="Chinese.")
    latin: ScriptEntry = Field(description="Everything else.")


class ContentsEntry(Entry):
    """From how many pages on a document has a table of contents: always, never, or {from_pages: 10}."""

    from_pages: Annotated[int, Field(ge=1, le=1000)] | None = Field(
        description="A document of at least so many pages, as they are estimated, has a table of contents.")

    @model_validator(mode="before")
    @classmethod
    def short(cls, value: Any) -> Any:
        """A word of CONTENTS stands for a number of pages; whether it is one is told by `rules`."""
        return {"from_pages": CONTENTS.get(value)} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return or_short({"enum": list(CONTENTS)}, handler.resolve_ref_schema(handler(core)))


class LogoEntry(Entry):
    """The house's sign, at the head of page one in every format."""

    file: Text = Field(description="A PNG, JPEG or SVG; its name begins at the folder of the theme.")
    height: Annotated[float, Field(ge=4, le=60, allow_inf_nan=False)] = Field(
        12, description="Its height in millimetres, 4 to 60; 12 if left out. The width follows.")
    alt: Localized = Field(description="What is said aloud in its place, in each language of your reports: "
                                       "{en: Sample Office}.")


class StyleEntry(Entry):
    """A style that a template may give a paragraph: {.lead} above it in Markdown, class="lead" in HTML."""

    size: Annotated[float, Field(ge=0.7, le=3, allow_inf_nan=False)] = Field(
        1, description="A multiple of the body's size, 0.7 to 3.")
    colour: Role = Field("text", description="One of the theme's colours: " + ", ".join(get_args(Role)) + ".")
    bold: bool = Field(False, description="true or false (if left out).")
    indent: bool = Field(True, description="Whether its first line is indented as other paragraphs are: true (if left "
                                           "out) or false.")


class _NamesOrStyles:
    """Styles may be given by their names alone."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        return {"anyOf": [{"type": "array", "items": {"type": "Text"}}, handler(core)]}


class ThemeFile(Entry):
    """How a report looks, in every format. What is left out is as in the theme that it extends."""

    extends: Text | None = Field(None, description="The theme that ships from which everything comes that is not said "
                                                   "here; modern if left out.")
    page: PageEntry = Field(description="The paper: its sheet, and its margins in millimetres.")
    body: TypefaceEntry = Field(description="The type of running text.")
    heading: TypefaceEntry = Field(description="The type of titles and headings.")
    colours: ColoursEntry = Field(description="Colours by what they are for, as \"#rrggbb\" in quotes.")
    sizes: SizesEntry = Field(description="Sizes of type in points.")
    scripts: ScriptsEntry = Field(description="How lines are set, in Chinese and in Latin letters.")
    masthead: Literal["plain", "centred", "red"] = Field(
        "plain", description="The head of page one: plain, centred between rules, or red as that of a Chinese official "
                             "briefing.")
    feet: Literal["line", "centred", "dashes"] = Field(
        "line", description="How pages are numbered: line has Page 1 of 9 at the right, centred has it in the middle, "
                            "dashes has — 1 — at the outer edge.")
    aside: TypefaceEntry | None = Field(None, description="The type of second headings, quotations and the masthead's "
                                                          "smaller lines; that of headings if left out.")
    cells: Literal["heading", "body"] = Field("heading", description="Whose type the cells of tables have: that "
                                                                     "of headings, or of running text.")
    numbering: Literal["decimal", "chinese"] = Field(
        "decimal", description="How headings are numbered: 1, 1.1, 1.1.1; or in Chinese documents 一、 （一） 1. "
                               "(1), and decimal in others.")
    callouts: Literal["bar", "boxed", "ruled"] = Field(
        "bar", description="What sets callouts apart: bar (a bar at their left, on a tint), boxed, or ruled (rules "
                           "above and below).")
    cover: Literal["block", "page"] = Field("block", description="Whether the head of page one is a block above the "
                                                                 "text, or a page of its own.")
    contents: ContentsEntry = Field(ContentsEntry(from_pages=10), description="When there is a table of contents: "
                                                                              "always, never or {from_pages: 10}.")
    logo: LogoEntry | None = Field(None, description="The sign of your house, at the head of page one.")
    styles: Annotated[dict[Text, StyleEntry], _NamesOrStyles()] = Field(
        default_factory=dict, description="Styles that a template may give a paragraph, by name.")
