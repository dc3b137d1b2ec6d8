"""Say what room the tables of a theme have, and how large their type is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.writers.theme import Theme

if TYPE_CHECKING:
    from reportgen.writers.fonts import Fonts, Voice

POINTS = 72 / 25.4                     # to the millimetre
ANNEXES = ("evidence", "plain")        # styles of tables in smaller type
ADDED = 0.5                            # points that an ordinary table's type is larger than "small", an annex's type
PADDING, TIGHT = 0.55, 0.4             # ems at each side of a cell, and of one in the annex of evidence


@dataclass(frozen=True, slots=True)
class Room:
    """What a table may take, in points: the width of the text upright and on a turned sheet, the text's height there.

    `turned` is 0 where a table stands inside something else, which cannot turn the page.
    """

    upright: float
    turned: float
    height: float
    turned_height: float

    def inside(self, margin: float = 30.0) -> Room:
        """The room of a table inside a list, a box or a quotation."""
        return Room(self.upright - margin, 0.0, self.height, self.turned_height)


def room_of(theme: Theme) -> Room:
    page = theme.page
    sides, ends = page.left + page.right, page.top + page.bottom
    return Room((page.width - sides) * POINTS, (page.height - sides) * POINTS, (page.height - ends) * POINTS,
                (page.width - ends) * POINTS)


def type_size(style: str, theme: Theme) -> float:
    """The points of a table's type by its style, as long as there is room."""
    return theme.sizes["small"] + (0.0 if style in ANNEXES else ADDED)


def cell_voice(theme: Theme, fonts: Fonts) -> Voice:
    """The voice in which PDF and HTML print the cells of tables."""
    return theme.body.family if theme.cells == "body" else fonts.labels


def padding_of(style: str) -> float:
    """The ems at each side of a table's cells."""
    return TIGHT if style == "evidence" else PADDING
