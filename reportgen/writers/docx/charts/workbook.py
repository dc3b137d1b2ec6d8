"""Write the workbook inside a chart: one sheet of columns, which "Edit data" opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from reportgen.document.numbering import letters
from reportgen.writers.docx.package import OFFICE, XML, Relations, escape, pack

FOLDER, BOOK, SHEET = "xl", "workbook.xml", "Sheet1"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PLAIN, DAY, HEAD = 0, 1, 2                      # cell formats, by their place in the styles part
_FORMAT = '<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0"{applied}/>'
_STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/>'
    '<sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/>'
    '<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '</cellStyleXfs><cellXfs count="3">' + _FORMAT.format(number=0, font=0, applied="")
    + _FORMAT.format(number=14, font=0, applied=' applyNumberFormat="1"')
    + _FORMAT.format(number=0, font=1, applied=' applyFont="1"')
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>')


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, a day where `day`, or the result of a `formula`."""

    text: str
    formula: str = ""
    day: bool = False


@dataclass(frozen=True, slots=True)
class Worded:
    """Words that a `formula` makes."""

    text: str
    formula: str


Cell = Number | Worded | str                             # "" is an empty one


@dataclass(frozen=True, slots=True)
class Area:
    """Cells of a column, from the row `first` on."""

    letter: str
    cells: tuple[Cell, ...]
    first: int = 2

    @property
    def reference(self) -> str:
        last = self.first + len(self.cells) - 1
        begin = f"{SHEET}!${self.letter}${self.first}"
        return f"{begin}:${self.letter}${last}" if last > self.first else begin

    @property
    def texts(self) -> list[str]:
        """What the cells say."""
        return [cell if isinstance(cell, str) else cell.text for cell in self.cells]

    @property
    def head(self) -> str:
        """The reference to the column's head."""
        return f"{SHEET}!${self.letter}$1"

    def at(self, place: int) -> str:
        """The name of one cell, in the sheet's own formulas."""
        return f"{self.letter}{self.first + place}"

    def part(self, place: int, count: int = 1) -> Area:
        """Some of the cells."""
        return Area(self.letter, self.cells[place:place + count], self.first + place)


@dataclass(slots=True)
class Workbook:
    """The columns of a sheet, in the order in which they are added."""

    columns: list[tuple[str, tuple[Cell, ...]]] = field(default_factory=list)
    names: list[tuple[str, Area]] = field(default_factory=list)

    def add(self, head: str, cells: Iterable[Cell]) -> Area:
        """A further column."""
        self.columns.append((head, tuple(cells)))
        return Area(letters(len(self.columns)), self.columns[-1][1])

    def name(self, first: str, one: Area, second: str, other: Area) -> None:
        """Give two columns names with the same number, as "facts_1" and "values_1", in any language."""
        number = len(self.names) // 2 + 1
        self.names += [(f"{first}_{number}", one), (f"{second}_{number}", other)]

    @property
    def computed(self) -> frozenset[str]:
        """The names of the cells whose numbers are made of others."""
        return frozenset(f"{letters(place)}{row}" for place, (_, cells) in enumerate(self.columns, 1)
                         for row, cell in enumerate(cells, 2) if isinstance(cell, Number) and cell.formula)

    def data(self) -> bytes:
        """The bytes of the .xlsx file."""
        book, package = Relations(), Relations()
        sheet = book.to("worksheet", "worksheets/sheet1.xml")
        book.to("styles", "styles.xml")
        book.to("sharedStrings", "sharedStrings.xml")
        written, strings = self._sheet()
        package.to("officeDocument", f"{FOLDER}/{BOOK}")
        listed = (f'<sheets><sheet xmlns:r="{OFFICE.rstrip("/")}" name="{SHEET}" sheetId="1" r:id="{sheet}"/></sheets>'
                  f'{self._names()}')
        parts = {BOOK: _whole("workbook", listed), "worksheets/sheet1.xml": written, "sharedStrings.xml": strings,
                 "styles.xml": _STYLES, f"_rels/{BOOK}.rels": book.xml()}
        return pack({f"{FOLDER}/{name}": part for name, part in parts.items()} | {"_rels/.rels": package.xml()})

    def _names(self) -> str:
        named = "".join(f'<definedName name="{name}">{area.reference}</definedName>' for name, area in sorted(
            self.names, key=lambda one: one[0]))
        return f"<definedNames>{named}</definedNames>" if named else ""

    def _sheet(self) -> tuple[str, str]:
        """The sheet, and the table of the words in it."""
        strings: dict[str, int] = {}
        rows = [[(head, HEAD) for head, _ in self.columns]]
        rows += [[(cell, PLAIN) for cell in row] for row in
                 zip_longest(*(cells for _, cells in self.columns), fillvalue="")]
        written = "".join(f'<row r="{n}">{_row(row, n, strings)}</row>' for n, row in enumerate(rows, 1))
        widths = "".join(f'<col min="{n}" max="{n}" width="{_width(head, cells)}" customWidth="1"/>'
                         for n, (head, cells) in enumerate(self.columns, 1))
        table = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
        return (_whole("worksheet", f"<cols>{widths}</cols><sheetData>{written}</sheetData>"),
                _whole("sst", table, f' uniqueCount="{len(strings)}"'))


def _whole(root: str, inside: str, attributes: str = "") -> str:
    """A part of the workbook."""
    return f'{XML}<{root} xmlns="{MAIN}"{attributes}>{inside}</{root}>'


def _row(cells: Sequence[tuple[Cell, int]], number: int, strings: dict[str, int]) -> str:
    return "".join(_cell(cell, f"{letters(place)}{number}", style, strings)
                   for place, (cell, style) in enumerate(cells, 1) if cell)


def _cell(cell: Cell, name: str, style: int, strings: dict[str, int]) -> str:
    if isinstance(cell, str):
        styled = f' s="{style}"' if style else ""
        return f'<c r="{name}"{styled} t="s"><v>{strings.setdefault(cell, len(strings))}</v></c>'
    if isinstance(cell, Worded):
        return f'<c r="{name}" t="str"><f>{escape(cell.formula)}</f><v>{escape(cell.text)}</v></c>'
    formula = f"<f>{escape(cell.formula)}</f>" if cell.formula else ""
    styled = f' s="{DAY}"' if cell.day else ""
    return f'<c r="{name}"{styled}>{formula}<v>{cell.text}</v></c>'


def _width(head: str, cells: Sequence[Cell]) -> int:
    """In digits: as wide as the widest cell, within limits."""
    texts = [head, *(cell if isinstance(cell, str) else cell.text for cell in cells)]
    return min(40, max(10, 2 + max(sum(2 if letter > "\u2e80" else 1 for letter in text) for text in texts)))
