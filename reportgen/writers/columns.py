"""Plan a table once for all formats: how wide its columns are, how its figures line up, how large its type is, and
whether it takes a sheet turned on its side.

Widths are measured with the very letters that the PDF prints. Word prints others of nearly the same width.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.document.nodes import (
    Blocks, Cell, Citation, Column, Heading, Inlines, Note, Paragraph, Row, Subscript, Superscript, Table, Text,
)
from reportgen.document.walk import plain
from reportgen.writers.theme import Theme

if TYPE_CHECKING:
    from reportgen.writers.fonts import Face, Fonts, Voice

POINTS = 72 / 25.4                     # to the millimetre
ANNEXES = ("evidence", "plain")        # styles of tables in smaller type
ADDED = 0.5                            # points that an ordinary table's type is larger than "small", an annex's type
PADDING, TIGHT = 0.55, 0.4             # ems at each side of a cell, and of one in the annex of evidence
SLIGHTLY = 0.9                         # type may be so much smaller before a sheet is turned
FLOOR = 6.5                            # points: no table is set smaller
LONG = 12.0                            # ems: a word as wide as this may be broken where it does not fit
STACKED = 3.0                          # ems: no column of Han characters is narrower, or they would stand in a pile
SHORT_LINE = 14.0                      # ems: columns of lines up to this wide keep them whole, where they can
SLACK = 1.02                           # what measuring may be off by
SEAM, WORDS_SEAM = 0.095, 0.25         # ems between a Han character and a letter or digit, in a PDF and in Word
RAISED = 0.68                          # of the size: source marks, marks of notes
LONGEST_FIGURE, LONGEST_TAIL = 14.0, 7.0     # ems: what is longer in a column of numbers is a text
KEPT = 1 / 3                           # of a page: a table up to about this high stays on one
REMEMBERED, REMEMBERED_LETTERS = 20000, 24             # texts whose width is remembered, and how long they are at most

_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSING = "，。、；：！？）》〉」』】〕］｝％”’…"
_PIECES = re.compile(rf"[{_HAN}“‘][{_CLOSING}]*|[^\s{_HAN}/-]+[/-]*|[/-]+")
_LATIN = "0-9A-Za-z%‰°℃$€£¥"
_SEAM = re.compile(rf"(?<=[\u3400-\u9fff])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[\u3400-\u9fff])")
_NUMBER = re.compile(r"\d(?:[\d,\u00a0\u2009\u202f]*\d)?(\.\d+)?")
_BARE = re.compile(r"\d(?:[\d,]{0,10}\d)?(\.\d{1,6})?")          # a number alone, short enough for a figure
_BETWEEN = re.compile(r"\s*(?:[-–—~～]|to|至|到)\s*")
_DASHES = frozenset(("-", "–", "—", "—", "…", "……", "／", "/"))


class Ruler:
    """Measures words in ems of their size: as wide as the widest of the `voices` in which tables are printed."""

    def __init__(self, fonts: Fonts, voices: Collection[Voice], seam: float = SEAM) -> None:
        self.seam = seam
        self._advances = {bold: _Widest(_Advances(fonts, voice, 700 if bold else 400) for voice in sorted(voices))
                          for bold in (False, True)}
        self._known: dict[bool, dict[str, float]] = {False: {}, True: {}}      # the short words of long tables

    def ems(self, text: str, bold: bool = False) -> float:
        """How wide `text` is on one line."""
        known = self._known[bold]
        if text in known:
            return known[text]
        width = sum(map(self._advances[bold].__getitem__, text))
        width = width if text.isascii() else width + self.seam * len(_SEAM.findall(text))
        if len(text) <= REMEMBERED_LETTERS and len(known) < REMEMBERED:
            known[text] = width
        return width

    def longest_piece(self, text: str, bold: bool = False) -> float:
        """How wide the longest piece of `text` is that no line break may divide."""
        return max((self.ems(piece, bold) for piece in _PIECES.findall(text)), default=0.0)

    def tail(self, words: str, marks: str, bold: bool = False) -> float:
        """How wide `words` and the `marks` behind them are, which stand high and are smaller."""
        return self.ems(words, bold) + RAISED * self.ems(marks, bold) if marks else self.ems(words, bold)


    def parted(self, words: str, marks: str, bold: bool) -> tuple[str, str, str] | None:
        """A figure parted at its decimal sign; None where it is none, or too long for one."""
        if not marks and (bare := _BARE.fullmatch(words)):       # nearly all of a long table
            at = bare.start(1) if bare[1] else len(words)
            return words[:at], words[at:], ""
        at = _figure(words)
        if at is None and words.strip() in _DASHES:
            at = len(words)
        if at is None or "\n" in words or len(words) > 4 * LONGEST_FIGURE or self.ems(words, bold) > LONGEST_FIGURE:
            return None
        behind = words[at:]
        return (words[:at], behind, marks) if self.tail(behind, marks, bold) <= LONGEST_TAIL else None


_SMALL = (Superscript, Subscript, Citation, Note)


class _Widest(dict[str, float]):
    """The width of each character in the widest of several fonts."""

    def __init__(self, voices: Iterable[_Advances]) -> None:
        self._voices = tuple(voices)

    def __missing__(self, character: str) -> float:
        self[character] = max(voice[character] for voice in self._voices)
        return self[character]


class _Advances(dict[str, float]):
    """The width of each character, in ems, in the first of the fonts that has it."""

    def __init__(self, fonts: Fonts, voice: Voice, weight: int) -> None:
        order = {family: n for n, family in enumerate(fonts.stack(voice))}
        self._faces = sorted((face for face in fonts.faces if face.family in order and not face.italic),
                             key=lambda face: (order[face.family], face.weight != weight))
        self._open: dict[int, Any] = {}

    def __missing__(self, character: str) -> float:
        for number, face in enumerate(self._faces):
            if character in face.characters:
                self[character] = self._advance(number, face, character)
                return self[character]
        self[character] = 0.0 if not character.isprintable() else 1.0 if character > "\u2e7f" else 0.6
        return self[character]

    def _advance(self, number: int, face: Face, character: str) -> float:
        import uharfbuzz as hb

        if number not in self._open:
            self._open[number] = hb.Font(hb.Face(face.data))
        font = self._open[number]
        glyph = font.get_nominal_glyph(ord(character))
        return font.get_glyph_h_advance(glyph) / font.face.upem if glyph is not None else 0.6


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


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table stands: the shares of its columns, which add up to 1, the points of its type, turned or not.

    `shrunk` is that its type is smaller than others'; `short` that it is kept on one page; `widest` the words that
    made it too wide even so, "" where it fits. `tails` has for each column the widest of what stands behind its
    figures' ones, in ems; 0 where there is nothing to line up.
    """

    shares: tuple[float, ...]
    size: float
    shrunk: bool
    turned: bool
    short: bool
    tails: tuple[float, ...]
    widest: str = ""


class Planner:
    """Plans the tables of one document, each once in each room; all formats plan alike.

    `voice` and `seam` are those in which this format prints them: by these figures are lined up.
    """

    def __init__(self, theme: Theme, fonts: Fonts, voice: Voice, seam: float = SEAM) -> None:
        self.theme = theme
        self.ruler = Ruler(fonts, {fonts.labels, theme.body.family})
        self.exact = Ruler(fonts, {voice}, seam)
        self._plans: dict[tuple[int, Room], tuple[Table, Plan]] = {}

    def plan(self, table: Table, room: Room) -> Plan:
        key = (id(table), room)
        if key not in self._plans:
            self._plans[key] = table, plan(table, self, room)
        return self._plans[key][1]

    def made(self) -> Iterable[tuple[Table, Plan]]:
        """The tables planned so far, in order."""
        return self._plans.values()

    def figure(self, cell: Cell, column: Column, bold: bool) -> tuple[str, str, str] | None:
        """What stands before a figure's decimal sign, what from there on, and its marks; None for a text."""
        return parted(cell, column, self.ruler, bold)

    def shift(self, cell: Cell, column: Column, tail: float, bold: bool) -> float | None:
        """How many ems a figure's cell stands off from the right, so that decimal signs line up; None for a text."""
        parts = self.figure(cell, column, bold)
        return None if parts is None else tail - self.exact.tail(parts[1], parts[2], bold)

    def breaks(self, cell: Cell) -> bool:
        """Whether a cell holds a word so long that it may have to be broken."""
        return len(text := plain(cell.content)) > LONG and self.ruler.longest_piece(text) > LONG


@dataclass(slots=True)
class _Measured:
    """What a column asks for, in ems: `least` so that no word breaks, `natural` so that no line does."""

    least: float = 0.0
    natural: float = 0.0
    before: float = 0.0
    after: float = 0.0
    tail: float = 0.0
    widest: str = ""
    squares: float = 0.0
    cells: int = 0

    @property
    def weight(self) -> float:
        """How much text there is: the root of the mean square, for the long cells make a table high."""
        return (self.squares / self.cells) ** 0.5 if self.cells else 0.0

    def weigh(self, width: float) -> None:
        self.squares, self.cells = self.squares + width * width, self.cells + 1

    def take(self, least: float, natural: float, words: str, whole: bool = True) -> None:
        """Take in a line; its longest piece is `least` wide, and all of it where `whole`."""
        if least > self.least:
            self.least, self.widest = least, words if whole else max(_PIECES.findall(words), key=len, default=words)
        self.natural = max(self.natural, natural)

    def take_figure(self, parts: tuple[str, str, str], planner: Planner, bold: bool) -> None:
        before, behind, marks = parts
        self.before = max(self.before, planner.ruler.ems(before, bold))
        self.after = max(self.after, planner.ruler.tail(behind, marks, bold))
        self.tail = max(self.tail, planner.exact.tail(behind, marks, bold))
        self.take(self.before + self.after, self.before + self.after, "".join(parts))
        self.weigh(self.before + self.after)


def plan(table: Table, planner: Planner, room: Room) -> Plan:
    """The plan of `table` in `room`."""
    padding = 2 * padding_of(table.style)
    columns = _measured(table, planner)
    needed, wanted = (SLACK * sum(widths) + padding * len(columns)
                      for widths in ([c.least for c in columns], [c.natural for c in columns]))
    ordinary = type_size(table.style, planner.theme)
    width, size, turned = _fitting(needed, ordinary, room, table.orientation == "landscape")
    if turned and wanted * size * SLIGHTLY <= width:
        size = max(min(size, FLOOR), min(size, width / wanted))      # a little smaller, so that no line breaks at all
    ems = width / size
    shares = _shares(table.columns, columns, padding, ems)
    widest = max(columns, key=lambda column: column.least).widest if needed * size > width * 1.001 else ""
    height = room.turned_height if turned else room.height
    short = _is_short(table, shares, ems, padding, height / size, planner.ruler)
    return Plan(shares, size, size < ordinary, turned, short, tuple(column.tail for column in columns), widest)


def _fitting(needed: float, size: float, room: Room, wanted: bool) -> tuple[float, float, bool]:
    """Width, size of type and whether the sheet is turned: the first of these ways in which `needed` ems fit."""
    floor = min(size, FLOOR)
    if room.upright >= needed * size * SLIGHTLY and not (wanted and room.turned):
        return room.upright, min(size, max(floor, room.upright / needed)) if needed else size, False
    width = room.turned or room.upright
    return width, min(size, max(floor, width / needed)) if needed else size, bool(room.turned)


# --- what stands in the columns -----------------------------------------------------------------------------------

def placed(rows: Sequence[Row], width: int) -> Iterator[tuple[Row, list[int]]]:
    """Each row with the column in which each of its cells begins, spans over rows and columns counted."""
    straight = list(range(width))
    covered = [0] * width                            # for each column, how many more rows a cell above reaches into
    for row in rows:
        if len(row.cells) == width and not any(covered) and all(cell.rowspan == 1 for cell in row.cells):
            yield row, straight
            continue
        starts, column, reaching = [], 0, [max(0, n - 1) for n in covered]
        for cell in row.cells:
            while column < width - 1 and covered[column]:
                column += 1
            starts.append(min(column, width - 1))
            for covered_column in range(column, min(column + cell.colspan, width)):
                reaching[covered_column] = cell.rowspan - 1
            column += cell.colspan
        covered = reaching
        yield row, starts


def _measured(table: Table, planner: Planner) -> list[_Measured]:
    ruler = planner.ruler
    columns = [_Measured() for _ in table.columns]
    across: list[tuple[int, int, float]] = []
    for part, is_head in ((table.head, True), (table.body, False)):
        for row, starts in placed(part, len(columns)):
            for cell, start in zip(row.cells, starts, strict=True):
                bold = is_head or row.kind != "body" or cell.head
                if cell.colspan > 1:
                    across.append((start, cell.colspan, ruler.longest_piece(plain(cell.content), bold)))
                elif not is_head and (found := parted(cell, table.columns[start], ruler, bold)):
                    columns[start].take_figure(found, planner, bold)
                else:
                    _take_text(columns[start], cell, is_head, bold, ruler)
    for start, span, least in across:
        _widen(columns[start:start + span], min(least, LONG))
    return columns


def _take_text(column: _Measured, cell: Cell, is_head: bool, bold: bool, ruler: Ruler) -> None:
    filled = 0.0
    for words, marks in _lines(cell.content):
        width = ruler.tail(words, marks, bold)
        filled += width
        if width <= column.natural and min(width, LONG) <= column.least and not marks:
            continue                                         # another cell has asked for as much
        longest = width if width <= STACKED else ruler.longest_piece(words, bold)
        least = max(min(longest, LONG), min(width, STACKED))
        if words and marks:                                  # marks stay with the last word
            least = max(least, ruler.tail((_PIECES.findall(words) or [""])[-1], marks, bold))
        column.take(least, max(least, width / 2) if is_head and width > STACKED * 3 else width, words, longest == width)
    column.weigh(filled)


def _lines(content: Inlines) -> list[tuple[str, str]]:
    """The lines that are written as such, each with the words and with the marks that stand high in it."""
    if len(content) == 1 and isinstance(content[0], Text) and "\n" not in content[0].text:
        return [(content[0].text, "")] if content[0].text else []
    lines: list[tuple[str, str]] = []
    for node in content:
        text, marks = ("", plain((node,))) if isinstance(node, _SMALL) else (plain((node,)), "")
        first, *more = text.split("\n")
        before = lines.pop() if lines else ("", "")
        lines += [(before[0] + first, before[1] + marks), *((line, "") for line in more)]
    return [line for line in lines if any(line)]


def _widen(columns: list[_Measured], least: float) -> None:
    """Have columns together hold a piece of `least` ems that stands across them."""
    missing = least - sum(column.least for column in columns)
    if missing > 0:
        for column in columns:
            column.take(column.least + missing / len(columns), column.natural + missing / len(columns), column.widest)


def parted(cell: Cell, column: Column, ruler: Ruler, bold: bool) -> tuple[str, str, str] | None:
    """A figure's cell parted at its decimal sign, its marks apart; None for a text.

    Of a range it is the second number's sign. A dash stands where the ones stand.
    """
    if column.align != "number" or cell.head or cell.colspan > 1:
        return None
    if len(cell.content) == 1 and isinstance(cell.content[0], Text):
        return ruler.parted(cell.content[0].text, "", bold)
    words = plain(tuple(node for node in cell.content if not isinstance(node, _SMALL)))
    marks = plain(tuple(node for node in cell.content if isinstance(node, _SMALL)))
    return ruler.parted(words, marks, bold)


def _figure(words: str) -> int | None:
    """Where the decimal sign of the figure stands in `words`, or would stand; None where there is no figure."""
    found = _NUMBER.search(words)
    while found and (link := _BETWEEN.match(words, found.end())) and (
            second := _NUMBER.match(words, link.end())):
        found = second
    return None if found is None else found.start(1) if found[1] else found.end()


# --- how the width is shared out ----------------------------------------------------------------------------------

def _shares(columns: Sequence[Column], measured: Sequence[_Measured], padding: float, ems: float) -> tuple[float, ...]:
    """The part of the whole that each column gets.

    A column with a share (`Column.width`) gets it: of all shares, or of a hundred where others go by content. No
    column is narrower than its longest word, as far as there is room.
    """
    least = [SLACK * column.least + padding for column in measured]
    natural = [SLACK * column.natural + padding for column in measured]
    weights = [column.weight + padding for column in measured]
    if sum(least) >= ems:
        return _parts(least)
    given = [column.width for column in columns]
    whole = sum(given) if all(given) else max(sum(given), 100)
    if not any(given):
        return _parts(_spread(least, natural, weights, ems))
    rest = [n for n, width in enumerate(given) if not width]
    left = max(ems * (1 - sum(given) / whole), sum(least[n] for n in rest))
    spread = dict(zip(rest, _spread(*([widths[n] for n in rest] for widths in (least, natural, weights)), left),
                      strict=True))
    asked = [ems * width / whole if width else spread[n] for n, width in enumerate(given)]
    return _parts(_floored(least, asked, ems))


def _parts(widths: Sequence[float]) -> tuple[float, ...]:
    total = sum(widths)
    return tuple(width / total for width in widths) if total else tuple(1 / len(widths) for _ in widths)


def _spread(least: Sequence[float], natural: Sequence[float], weights: Sequence[float], total: float) -> list[float]:
    """Widths that add up to `total`.

    Where all lines fit, what is left over goes to all in proportion. Else columns of short lines keep them, as long as
    half of the room is left to the others. Those get it by their `weights`, so that the cells of a row become about as
    high; none gets more than its longest line or less than its longest word.
    """
    if sum(natural) <= total:
        ratio = total / sum(natural) if sum(natural) else 1.0
        return [width * ratio for width in natural]
    settled = _short_lines(least, natural, total)
    while len(settled) < len(least):
        open_ = [n for n in range(len(least)) if n not in settled]
        unit = (total - sum(settled.values())) / sum(weights[n] for n in open_)
        offered = {n: unit * weights[n] for n in open_}
        short = {n: least[n] for n in open_ if offered[n] < least[n]}
        settled |= short or {n: natural[n] for n in open_ if offered[n] >= natural[n]} or offered
    return [settled[n] for n in range(len(least))]


def _short_lines(least: Sequence[float], natural: Sequence[float], total: float) -> dict[int, float]:
    """The columns that keep their lines whole, with their widths."""
    settled: dict[int, float] = {}
    for n in sorted(range(len(natural)), key=natural.__getitem__):
        taken = sum(settled.values()) + natural[n]
        others = sum(width for m, width in enumerate(least) if m not in settled and m != n)
        if natural[n] > SHORT_LINE or taken > total / 2 or taken + others > total:
            break
        settled[n] = natural[n]
    return settled


def _floored(least: Sequence[float], asked: Sequence[float], total: float) -> list[float]:
    """`asked` stretched or shrunk to `total`, where no width falls below its least."""
    held: set[int] = set()
    while True:
        free = [n for n in range(len(asked)) if n not in held]
        ratio = (total - sum(least[n] for n in held)) / (sum(asked[n] for n in free) or 1.0)
        short = {n for n in free if asked[n] * ratio < least[n]}
        if not short:
            return [least[n] if n in held else asked[n] * ratio for n in range(len(asked))]
        held |= short


def _is_short(table: Table, shares: Sequence[float], ems: float, padding: float, page: float, ruler: Ruler) -> bool:
    """Whether the rows are together about no higher than a third of a page of so many ems."""
    line, height = 1.45, 0.0
    for row, starts in (*placed(table.head, len(shares)), *placed(table.body, len(shares))):
        lines = 1.0
        for cell, start in zip(row.cells, starts, strict=True):
            room = max(ems * sum(shares[start:start + cell.colspan]) - padding, 1.0)
            needed = sum(-(-ruler.ems(text) // room) or 1 for text in plain(cell.content).split("\n"))
            lines = max(lines, needed / cell.rowspan)
        height += lines * line + 0.7
        if height > page * KEPT:
            return False
    return True


# --- which blocks stand on turned sheets --------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class Sheets:
    """Blocks one behind the other that stand on sheets of one kind."""

    turned: bool
    blocks: Blocks


INTRODUCED = 2                         # paragraphs between a heading and a wide table that go with them


def sheets(tree: Blocks, turned: Sequence[bool]) -> list[Sheets]:
    """The blocks of a document's top level by the sheets they stand on; `turned` tells of each whether it turns one.

    A heading goes with the turned table that it heads, and so do a paragraph or two between them, and as much between
    two turned tables.
    """
    kinds = list(turned)
    for n, is_turned in enumerate(turned):
        if is_turned:
            for before in range(n - 1, _first_of_its_sheet(tree, kinds, n) - 1, -1):
                kinds[before] = True
    made: list[Sheets] = []
    for block, kind in zip(tree, kinds, strict=True):
        if made and made[-1].turned == kind:
            made[-1] = Sheets(kind, (*made[-1].blocks, block))
        else:
            made.append(Sheets(kind, (block,)))
    return made


def _first_of_its_sheet(tree: Blocks, kinds: Sequence[bool], at: int) -> int:
    """Where the blocks begin that go with the turned table at `at`."""
    first = at
    while first and isinstance(tree[first - 1], Paragraph) and at - first < INTRODUCED:
        first -= 1
    if first and kinds[first - 1]:
        return first
    if not first or not isinstance(tree[first - 1], Heading):
        return at
    while first and isinstance(tree[first - 1], Heading):
        first -= 1
    return first
