"""What a theme is: colours, type, page and spacing that drive CSS and Word alike; and which ones ship."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from reportgen import themes as shipped
from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error
from reportgen.document.numbering import Numbering
from reportgen.facts.yaml.nodes import Text
from reportgen.inputs import Inputs
from reportgen.messages import say
from reportgen.writers.word import Word

FILE, LOOK = "theme.yaml", "look.css"
RED = "#c00000"                                                  # of a red masthead, which is red in any theme
CONTENTS = {"always": 1, "never": None}                          # from how many pages on there is one
SHEETS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}       # width and height in millimetres


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet and its margins in millimetres."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def tallest(self) -> float:
        """How high a picture may be, so that it and its caption stand on one page, in millimetres."""
        return 0.8 * (self.height - self.top - self.bottom)


@dataclass(frozen=True, slots=True)
class Typeface:
    """One voice of the type. `family` is which of the program's own families PDF and HTML use: serif, sans or kai.

    Word documents name fonts that their readers have: `word_latin`, and `word_chinese` for Han characters.
    """

    family: str
    word_latin: str
    word_chinese: str


@dataclass(frozen=True, slots=True)
class Script:
    """How running text is set in Chinese, or in Latin letters.

    `line_height` is a multiple of the size; `indent` the first line's and `space` that below a paragraph, in ems.
    `hyphenate` means nothing in Chinese.
    """

    line_height: float
    indent: float = 0.0
    justify: bool = False
    hyphenate: bool = False
    space: float = 0.6


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style that authors may name: a multiple of the body's size, a colour by role, and whether the first
    line is indented as the script has it.
    """

    size: float = 1.0
    colour: str = "text"
    bold: bool = False
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Logo:
    """The house's sign at the head of page one: PNG, JPEG or SVG, `width` and `height` in millimetres.

    `alt` is its spoken name by language, as places in theme.yaml know it.
    """

    data: bytes = field(repr=False)
    media_type: str
    width: float
    height: float
    alt: Mapping[Text, Text]


@dataclass(frozen=True, slots=True)
class Theme:
    """`colours` are "#rrggbb" by role: text, muted, accent, rule, tint, warning, series1…; sizes are in points.

    `sizes` by role: body, small, title, h1, h2, h3, h4, figure (key figures). `scripts` has "zh" and "latin".
    `styles` are the paragraph styles an author may name, by name. `masthead` "red" is that of a Chinese official
    briefing. `feet` is how pages are numbered: "Page 1 of 9" at the right of a line, in the middle, or "— 1 —" at the
    outer edge.
    `aside` is the voice of second headings, quotations and the masthead's smaller lines, where it is not the heading's.
    `cells` is whose type the cells of tables have.
    `cover` "page" gives the masthead a page of its own. A table of contents stands in a document of at least
    `contents_from` pages, as they are estimated; None is never. `look` is CSS of the theme's own, after all other.
    `callouts` have a bar at their left, a box around them, or rules above and below.
    `numbering` "chinese" numbers the headings of Chinese documents 一、 （一） 1. (1).
    `word` is what the report wants of its Word files, which a theme file does not say.
    """

    name: str
    page: Page
    body: Typeface
    heading: Typeface
    colours: dict[str, str]
    sizes: dict[str, float]
    scripts: dict[str, Script]
    styles: dict[str, Style]
    masthead: Literal["plain", "centred", "red"] = "plain"
    cover: Literal["block", "page"] = "block"
    contents_from: int | None = 10
    logo: Logo | None = None
    look: str = ""
    feet: Literal["line", "centred", "dashes"] = "line"
    aside: Typeface | None = None
    cells: Literal["heading", "body"] = "heading"
    numbering: Numbering = "decimal"
    callouts: Literal["bar", "boxed", "ruled"] = "bar"
    word: Word = Word()

    @property
    def head_colour(self) -> str:
        """The colour of the masthead's title and rule."""
        return RED if self.masthead == "red" else self.colours["accent"]

    def numbering_in(self, lang: str) -> Numbering:
        """How the headings of a document in `lang` are numbered."""
        return self.numbering if lang.partition("-")[0] == "zh" else "decimal"

    def script(self, lang: str) -> Script:
        """How text in `lang` (BCP 47) is set."""
        return self.scripts["zh" if lang.partition("-")[0] == "zh" else "latin"]


def themes() -> list[str]:
    """The names of the themes that ship."""
    return sorted(entry.parent.name for entry in shipped_inputs().root.glob(f"*/{FILE}"))


@cache
def shipped_inputs() -> Inputs:
    """The door to the themes that ship."""
    return Inputs(Path(shipped.__file__).parent)


def is_own(name: str) -> bool:
    """Whether a theme of that name is a folder of the project; a bare name is one of those that ship."""
    return "/" in name


def unknown_theme(name: str, place: Span | None, inputs: Inputs | None = None) -> Diagnostic:
    """That no theme of that name ships; with the one that may have been meant, the project's own among them."""
    own = f"themes/{name}"
    hint = (say('did you mean "{word}"?', word=own) if inputs is not None and inputs.is_file(f"{own}/{FILE}")
            else did_you_mean(name, themes()) or say("themes: {names}", names=", ".join(themes())))
    return error("unknown-theme", say('there is no theme "{name}"', name=name), place, hint)


def load_theme(name: str, wanted_at: Span | None = None, inputs: Inputs | None = None) -> Theme:
    """The theme called `name`; one of a project's own, with a slash in its name, comes through its `inputs`.

    ReportgenError with every mistake in its files, or at `wanted_at` where there is none.
    """
    from reportgen.writers.theme.reading import read_theme

    return read_theme(name, wanted_at, inputs)
