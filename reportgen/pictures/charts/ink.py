"""Say what a drawing is made of: words with their boxes, lines, bars, markers, in a theme's colours."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Literal

from reportgen.colours import contrast
from reportgen.locales import words
from reportgen.pictures.lines import measure

LABEL, SMALL, LEADING = 8.5, 8.0, 10.5          # points: category and value labels, axis numbers; line to line
RISE, DROP = 0.74, 0.24                         # how far letters reach above and below their line, of their size
PAPER = "#ffffff"
HATCH, STROKE = 3.2, 0.6                        # points from stroke to stroke of a texture, and how wide one is
MARKER = 3.1                                    # points from a marker's middle to its edge
TEXTURES = ("", "", "/", "\\", "x", ".", "/\\", "x.")      # of each series, so that colours are not needed
DASHES = ("", "5 2", "1.5 2", "7 2 1.5 2", "3 1.5", "8 3", "1 3", "4 2 1 2 1 2")
GRID, GRID_MARGIN = 0.35, 1.5                   # points: a grid line, and from its end to words
PLAIN = 7.0                                     # the contrast above which words stand on a colour itself
LONGEST_TICK = 16                               # letters of a number on an axis

Anchor = Literal["start", "middle", "end"]
Point2 = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that ink fills, in points."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        return (self.left < other.right and other.left < self.right
                and self.top < other.bottom and other.top < self.bottom)


@dataclass(frozen=True, slots=True)
class Label:
    """Words in lines, the first with its baseline at `y`; `role` is the colour's name in the theme."""

    x: float
    y: float
    lines: tuple[str, ...]
    anchor: Anchor = "start"
    role: str = "text"
    size: float = LABEL
    weight: int = 400

    @property
    def box(self) -> Box:
        wide = max((measure(line, self.size) for line in self.lines), default=0.0)
        left = self.x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return Box(left, self.y - self.size * RISE, left + wide,
                   self.y + (len(self.lines) - 1) * LEADING + self.size * DROP)


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours, language and numbers' words that all parts of one drawing share."""

    colours: Mapping[str, str]
    lang: str

    # --- words

    def label(self, label: Label) -> str:
        bold = f' font-weight="{label.weight}"' if label.weight != 400 else ""
        return "".join(
            f'<text class="{label.role}" x="{n(label.x)}" y="{n(label.y + i * LEADING)}" font-size="{n(label.size)}" '
            f'fill="{self.colour(label.role)}" text-anchor="{label.anchor}"{bold}>{escape(line, quote=False)}</text>'
            for i, line in enumerate(label.lines) if line.strip())

    def labels(self, labels: Iterable[Label]) -> str:
        return "".join(map(self.label, labels))

    def tick(self, value: Decimal, step: Decimal) -> str:
        """`value` as an axis says it: in the language's large numbers where the axis counts in them."""
        said = words(self.lang)
        sign = "−" if value < 0 else ""
        for size in ("2", "1"):
            scale = Decimal(said[f"tick_scale_{size}"])
            if abs(value) >= scale and step >= Decimal(said["tick_scale_1"]):
                return sign + said[f"tick_word_{size}"].format(n=_plain_number(abs(value) / scale, said["tick_group"]))
        return sign + _plain_number(abs(value), said["tick_group"])

    # --- colours

    def colour(self, role: str) -> str:
        return PAPER if role == "paper" else self.colours[role]

    def series(self, index: int) -> str:
        """The colour's name of the series at `index` among those of the chart; colours repeat when they run out."""
        known = sorted((name for name in self.colours if name.startswith("series")), key=lambda name: (len(name), name))
        return known[index % len(known)]

    def upon(self, index: int) -> str:
        """What words on a bar are printed in: paper where they can be read on its colour, else text, on a plate."""
        plain = not TEXTURES[index % len(TEXTURES)] and contrast(PAPER, self.colour(self.series(index))) >= PLAIN
        return "paper" if plain else "text"

    # --- shapes

    def line(self, x1: float, y1: float, x2: float, y2: float, role: str, width: float, dashes: str = "") -> str:
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        return (f'<line class="{role}" x1="{n(x1)}" y1="{n(y1)}" x2="{n(x2)}" y2="{n(y2)}" '
                f'stroke="{self.colour(role)}" stroke-width="{n(width)}"{dashed}/>')

    def path(self, points: Sequence[Point2], role: str, width: float, dashes: str = "") -> str:
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        return (f'<path class="{role} line" d="{_moves(points)}" fill="none" stroke="{self.colour(role)}" '
                f'stroke-width="{n(width)}" stroke-linejoin="round"{dashed}/>')

    def rect(self, box: Box, role: str) -> str:
        return (f'<rect class="{role}" x="{n(box.left)}" y="{n(box.top)}" width="{n(box.right - box.left)}" '
                f'height="{n(box.bottom - box.top)}" fill="{self.colour(role)}"/>')

    def bar(self, box: Box, index: int) -> str:
        """A rectangle in the colour and the texture of a series."""
        strokes = _texture(box, TEXTURES[index % len(TEXTURES)])
        drawn = self.rect(box, self.series(index))
        return drawn + (f'<path class="paper" d="{strokes}" fill="none" stroke="{PAPER}" stroke-width="{n(STROKE)}"/>'
                        if strokes else "")

    def span(self, box: Box, index: int) -> str:
        """The outline of a rectangle, for what may lie anywhere within it."""
        role, inner = self.series(index), 0.5
        return (f'<rect class="{role} span" x="{n(box.left + inner)}" y="{n(box.top + inner)}" '
                f'width="{n(max(0.1, box.right - box.left - 2 * inner))}" '
                f'height="{n(max(0.1, box.bottom - box.top - 2 * inner))}" fill="none" '
                f'stroke="{self.colour(role)}" stroke-width="1"/>')

    def words_on_bar(self, x: float, y: float, text: str, index: int) -> str:
        """Words in the middle of a bar; on a plate of paper where its colour or texture makes them hard to read."""
        label = Label(x, y, (text,), "middle", self.upon(index))
        box = label.box
        plate = Box(box.left - 1.5, box.top, box.right + 1.5, box.bottom)
        return (self.rect(plate, "paper") if label.role == "text" else "") + self.label(label)

    def marker(self, x: float, y: float, index: int) -> str:
        """The sign of a series where its value lies."""
        role = self.series(index)
        shape = _SHAPES[index % len(_SHAPES)]
        if not shape:
            return f'<circle class="{role}" cx="{n(x)}" cy="{n(y)}" r="{n(MARKER)}" fill="{self.colour(role)}"/>'
        corners = [(x + across * MARKER, y + down * MARKER) for across, down in shape]
        return f'<path class="{role}" d="{_moves(corners)}Z" fill="{self.colour(role)}"/>'

    # --- grids

    def upright_grid(self, x: float, top: float, bottom: float, labels: Iterable[Label]) -> str:
        """A grid line from `top` to `bottom` that leaves out the words in its way."""
        boxes = [box for label in labels if (box := label.box).left - GRID_MARGIN < x < box.right + GRID_MARGIN]
        return "".join(self.line(x, start, x, end, "rule", GRID) for start, end in
                       _left_over(top, bottom, [(box.top, box.bottom) for box in boxes]))

    def level_grid(self, y: float, left: float, right: float, labels: Iterable[Label]) -> str:
        boxes = [box for label in labels if (box := label.box).top - GRID_MARGIN < y < box.bottom + GRID_MARGIN]
        return "".join(self.line(start, y, end, y, "rule", GRID) for start, end in
                       _left_over(left, right, [(box.left, box.right) for box in boxes]))


def n(value: float) -> str:
    """A length with at most two decimals, the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _star(points: int, inner: float) -> tuple[Point2, ...]:
    angles = ((i, math.pi * i / points) for i in range(2 * points))
    return tuple((round(math.sin(a) * (1.3 if i % 2 == 0 else inner), 3),
                  round(-math.cos(a) * (1.3 if i % 2 == 0 else inner), 3)) for i, a in angles)


_SHAPES: tuple[tuple[Point2, ...], ...] = (
    (), ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)), ((0, -1.2), (1.15, 0.9), (-1.15, 0.9)),
    ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)), ((0, 1.2), (1.15, -0.9), (-1.15, -0.9)), _star(4, 0.45),
    ((-1.3, -0.5), (1.3, -0.5), (1.3, 0.5), (-1.3, 0.5)), _star(3, 0.4),
)


def _moves(points: Sequence[Point2]) -> str:
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points)


def _left_over(start: float, end: float, taken: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The stretches from `start` to `end` that nothing has taken, with a little room about it."""
    for low, high in sorted(taken):
        if low - GRID_MARGIN > start:
            yield start, min(low - GRID_MARGIN, end)
        start = max(start, high + GRID_MARGIN)
    if start < end:
        yield start, end


def _texture(box: Box, kind: str) -> str:
    """The strokes of a texture inside `box`, as the moves of one path."""
    strokes = ""
    if "/" in kind or "x" in kind:
        strokes += _diagonals(box, 1)
    if "\\" in kind or "x" in kind:
        strokes += _diagonals(box, -1) if kind != "/\\" else _diagonals(box, 1, HATCH / 2)
    return strokes + (_dots(box) if "." in kind else "")


def _diagonals(box: Box, slope: int, shift: float = 0.0) -> str:
    """Parallel strokes at 45 degrees that end at the edges: rising for `slope` 1, falling for -1."""
    wide, high = box.right - box.left, box.bottom - box.top
    strokes = []
    at = HATCH / 2 + shift
    while at < wide + high:
        x1, x2 = max(0.0, at - high), min(at, wide)                   # the stroke on which x + y is `at`
        ends = [(box.left + x, (box.bottom - (at - x)) if slope < 0 else box.top + (at - x)) for x in (x1, x2)]
        strokes.append(_moves(ends))
        at += HATCH
    return "".join(strokes)


def _dots(box: Box) -> str:
    """Short dashes in a grid."""
    across, down = (max(0, int(length / HATCH - 0.4)) for length in (box.right - box.left, box.bottom - box.top))
    return "".join(_moves([(x, y), (x + 1.1, y)]) for i in range(across) for j in range(down)
                   for x, y in [(box.left + HATCH * (i + 0.6), box.top + HATCH * (j + 0.7))])


def _plain_number(value: Decimal, group: str) -> str:
    """`value` without needless zeros, thousands set apart by `group`; with an exponent only where it has no end."""
    text = f"{value:,f}".replace(",", group)
    if len(text) > LONGEST_TICK:
        return f"{value.normalize():E}"
    return text.rstrip("0").rstrip(".") if "." in text else text
