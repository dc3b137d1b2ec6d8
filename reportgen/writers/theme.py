"""Read a theme: one YAML of colours, type, page and spacing that drives CSS and Word alike."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import yaml

from reportgen.diagnostics import Span, did_you_mean, refuse
from reportgen.messages import say


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
class Theme:
    """`colours` are "#rrggbb" by role: text, muted, accent, rule, tint, warning, series1…; sizes are in points.

    `sizes` by role: body, small, title, h1, h2, h3, h4, figure (key figures). `indent` is the first-line indent of
    a Chinese paragraph in characters. `styles` are the paragraph styles an author may name.
    """

    name: str
    page: Page
    body: Typeface
    heading: Typeface
    colours: dict[str, str]
    sizes: dict[str, float]
    line_height: dict[str, float]
    indent: int
    styles: tuple[str, ...]
    css: str
    print_css: str


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
    return Theme(
        name=name, page=Page(**values["page"]), body=Typeface(**values["body"]), heading=Typeface(**values["heading"]),
        colours=values["colours"], sizes=values["sizes"], line_height=values["line_height"], indent=values["indent"],
        styles=tuple(values["styles"]),
        css=folder.joinpath("screen.css").read_text("utf-8"), print_css=folder.joinpath("print.css").read_text("utf-8"))
