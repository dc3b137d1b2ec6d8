"""Say how a theme looks in Word: its colours, sizes, lines and fonts as attributes and properties."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.writers.display import SERIES, TITLE_IN_SERIES
from reportgen.writers.docx.package import escape
from reportgen.writers.docx.text.runs import is_chinese
from reportgen.writers.theme import Theme

BODY = ('<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi" '
        'w:cstheme="minorBidi"/>')
HEAD = ('<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:hAnsiTheme="majorHAnsi" '
        'w:cstheme="majorBidi"/>')
BOLD = "<w:b/><w:bCs/>"


def style_id(name: str) -> str:
    """The Word style of a paragraph style that an author names: "lead" → "Lead", "key-point" → "KeyPoint"."""
    return "".join(part.capitalize() for part in name.split("-"))


def spaced(style: str) -> str:
    """The name of a style: "TimelineEra" → "Timeline Era"."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", style)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The theme as Word measures it, in one language."""

    theme: Theme
    lang: str

    def colour(self, role: str) -> str:
        return self.theme.colours[role].lstrip("#").upper()

    def ink(self, role: str) -> str:
        return f'<w:color w:val="{self.colour(role)}"/>'

    @property
    def head(self) -> str:
        """The colour of the masthead's title and rule."""
        return self.theme.head_colour.lstrip("#").upper()

    @property
    def title_sizes(self) -> dict[str, float]:
        """The size in points of each style that titles have."""
        title, red = self.theme.sizes["title"], self.theme.masthead == "red"
        return {"Title": title, "TitleInSeries": title * TITLE_IN_SERIES,
                "Series": title if red else self.theme.sizes["body"] * SERIES}

    @property
    def aside(self) -> str:
        """Run properties of the theme's voice for second headings and the masthead's smaller lines."""
        voice = self.theme.aside
        if not voice:
            return HEAD
        latin = escape(voice.word_latin)
        return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{escape(voice.word_chinese)}"/>'

    def size(self, role: str, add: float = 0) -> str:
        return half_points(self.theme.sizes[role] + add)

    def line(self, role: str, ratio: float = 0, add: float = 0) -> str:
        """Attributes of w:spacing for lines at least `ratio` (the theme's, where 0) times the size apart.

        A least height, not a multiple: a multiple counts from the font's own height, which differs from font to font.
        """
        ratio = ratio or self.theme.script(self.lang).line_height
        return f'w:line="{round(20 * ratio * (self.theme.sizes[role] + add))}" w:lineRule="atLeast"'

    def rule(self, side: str, role: str, eighths: int, space: int = 0) -> str:
        return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{self.colour(role)}"/>'

    @property
    def bold_row_heads(self) -> bool:
        """Whether row heads are bold: not where rules alone divide, nor in letters that are not made for it."""
        return self.theme.callouts != "ruled" and not self.chinese

    @property
    def chinese(self) -> bool:
        return is_chinese(self.lang)


def half_points(size: float) -> str:
    half_points = round(2 * size)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
