"""Set the words of a timeline's entries: the date, the title and the text, in lines."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from reportgen.document.nodes import Inlines, TimelineEntry
from reportgen.document.walk import plain
from reportgen.pictures.charts.ink import Box, Ink, n
from reportgen.pictures.lines import broken, measure

SIZE, LEADING = 8.5, 11.0                     # points
RISE = 8.2                                    # from the top of a label to its first line
GAP = 7.0                                     # below a label
BOLD = 1.09                                   # how much wider bold letters are than they measure
DATES, WHOLE = 0.33, 0.28                     # of the room for words: at most for dates, and for one in a single line
HALF = 0.58                                   # of a longer date, which stands in two lines
SMALLEST, BETWEEN = 34.0, 9.0                 # of that column; from it to the titles
SIGN = 6.0                                    # of an era, before its words


@dataclass(frozen=True, slots=True)
class Columns:
    """Where dates and titles begin, and how far titles reach, in points."""

    dates: float
    titles: float
    right: float


@dataclass(frozen=True, slots=True)
class Label:
    """The words of one entry in lines."""

    when: tuple[str, ...]
    title: tuple[str, ...]
    text: tuple[str, ...]
    era: bool = False

    @property
    def height(self) -> float:
        """From its top to the next one's."""
        return max(len(self.when), len(self.title) + len(self.text), 1) * LEADING + GAP

    def drawn(self, ink: Ink, columns: Columns, top: float) -> str:
        roles = ["accent bold" if self.era else "text bold"] * len(self.title) + ["text"] * len(self.text)
        left = _lines(ink, columns.dates, top, self.when, ["accent bold"] * len(self.when))
        right = _lines(ink, columns.titles, top, (*self.title, *self.text), roles)
        return (band(ink, Box(columns.dates - SIGN - 3.0, top + RISE - SIGN, columns.dates - 3.0, top + RISE))
                if self.era else "") + left + right


def band(ink: Ink, box: Box, kind: str = "") -> str:
    """An era's ground, and the sign before its words: pale, with an edge that is seen in grey too."""
    return (f'<rect class="tint accent-line{kind}" x="{n(box.left)}" y="{n(box.top)}" '
            f'width="{n(box.right - box.left)}" height="{n(box.bottom - box.top)}" '
            f'fill="{ink.colour("tint")}" stroke="{ink.colour("accent")}" stroke-width="0.5"/>')


def columns_for(entries: tuple[TimelineEntry, ...], left: float, right: float) -> Columns:
    """The columns between `left` and `right` that suit all `entries`."""
    room = right - left
    wide = [measure(plain(entry.when), SIZE) * BOLD + 1.0 for entry in entries]
    needed = max((one if one <= WHOLE * room else HALF * one for one in wide), default=0.0)
    dates = max(SMALLEST, min(needed, DATES * room))
    return Columns(left, left + dates + BETWEEN, right)


def label_of(entry: TimelineEntry, columns: Columns) -> Label:
    wide = columns.right - columns.titles
    return Label(_broken(entry.when, columns.titles - BETWEEN - columns.dates, BOLD),
                 _broken(entry.title, wide, BOLD), _broken(entry.text, wide, 1.0), entry.era)


def _broken(content: Inlines, width: float, weight: float) -> tuple[str, ...]:
    return tuple(line for part in plain(content).split("\n") if part.strip()
                 for line in broken(part.strip(), SIZE * weight, width))


def _lines(ink: Ink, x: float, top: float, lines: tuple[str, ...], roles: list[str]) -> str:
    """A group of lines: one label."""
    drawn = "".join(words(ink, x, top + RISE + i * LEADING, line, role)
                    for i, (line, role) in enumerate(zip(lines, roles, strict=True)))
    return f'<g class="label">{drawn}</g>' if lines else ""


def words(ink: Ink, x: float, y: float, text: str, role: str, anchor: str = "start", size: float = SIZE) -> str:
    """A line of words with its baseline at `y`; `role` is its colour's name, perhaps with " bold" behind."""
    colour, _, weight = role.partition(" ")
    bold = ' font-weight="700"' if weight else ""
    return (f'<text class="{colour}" x="{n(x)}" y="{n(y)}" font-size="{n(size)}" fill="{ink.colour(colour)}" '
            f'text-anchor="{anchor}"{bold}>{escape(text, quote=False)}</text>')
