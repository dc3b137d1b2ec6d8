"""Read a theme: one YAML of colours, type, page and spacing that drives CSS and Word alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from typing import Literal

import yaml

from reportgen.diagnostics import Span, did_you_mean, refuse
from reportgen.messages import say

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
    """One voice of the type. `family` is which of the program's own families PDF and HTML use: "serif" or "sans".

    Word documents name fonts that their readers have: `word_latin`, and `word_chinese` for Han characters.
    """

    family: str
    word_latin: str
    word_chinese: str


@dataclass(frozen=True, slots=True)
class Script:
    """How running text is set in Chinese, or in Latin letters.

    `line_height` is a multiple of the size; `indent` the first line's, in ems. `hyphenate` means nothing in Chinese.
    """

    line_height: float
    indent: float = 0.0
    justify: bool = False
    hyphenate: bool = False


@dataclass(frozen=True, slots=True)
class Logo:
    """The house's sign at the head of page one: PNG, JPEG or SVG, so many millimetres high, with its spoken name."""

    data: bytes = field(repr=False)
    media_type: str
    height: float
    alt: str


@dataclass(frozen=True, slots=True)
class Theme:
    """`colours` are "#rrggbb" by role: text, muted, accent, rule, tint, warning, series1…; sizes are in points.

    `sizes` by role: body, small, title, h1, h2, h3, h4, figure (key figures). `scripts` has "zh" and "latin".
    `styles` are the paragraph styles an author may name. `masthead` "red" is that of a Chinese official briefing.
    `cover` "page" gives the masthead a page of its own. A table of contents stands in a PDF of at least
    `contents_from` pages; None is never. `look` is CSS of the theme's own, after all other.
    """

    name: str
    page: Page
    body: Typeface
    heading: Typeface
    colours: dict[str, str]
    sizes: dict[str, float]
    scripts: dict[str, Script]
    styles: tuple[str, ...]
    masthead: Literal["plain", "red"] = "plain"
    cover: Literal["block", "page"] = "block"
    contents_from: int | None = 10
    logo: Logo | None = None
    look: str = ""

    def script(self, lang: str) -> Script:
        """How text in `lang` (BCP 47) is set."""
        return self.scripts["zh" if lang.partition("-")[0] == "zh" else "latin"]


def themes() -> list[str]:
    """The names of the themes that ship."""
    return sorted(entry.name for entry in files("reportgen.themes").iterdir() if entry.joinpath("theme.yaml").is_file())


def load_theme(name: str, wanted_at: Span | None = None) -> Theme:
    """The theme called `name`; ReportgenError at `wanted_at` where none is."""
    if name not in themes():
        refuse("unknown-theme", say('there is no theme "{name}"', name=name), wanted_at,
               hint=did_you_mean(name, themes()) or say("themes: {names}", names=", ".join(themes())))
    folder = files("reportgen.themes").joinpath(name)
    values = yaml.load(folder.joinpath("theme.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    width, height = SHEETS[values["page"].pop("sheet")]
    return Theme(
        name=name, page=Page(width, height, **values["page"]), body=Typeface(**values["body"]),
        heading=Typeface(**values["heading"]), colours=values["colours"], sizes=values["sizes"],
        scripts={script: Script(**said) for script, said in values["scripts"].items()}, styles=tuple(values["styles"]),
        look=folder.joinpath("look.css").read_text("utf-8"))
