"""Write the frame of a table: fixed widths, the grid that its cells equal, rows that no page break divides."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntFlag

from reportgen.writers.docx.package import escape
from reportgen.writers.docx.text.paragraphs import paragraph


class Marked(IntFlag):
    """The parts of a table that its style gives a look of their own, as `w:tblLook` counts them."""

    NONE = 0
    FIRST_ROW = 0x20
    LAST_ROW = 0x40
    FIRST_COLUMN = 0x80


_NO_BANDS = 0x600


def open_table(style: str, widths: Sequence[int], indent: int, marked: Marked = Marked.NONE, title: str = "",
               description: str = "") -> str:
    """The beginning of a `w:tbl`: properties, and the grid that its cells' widths equal.

    `title` and `description` are what its text alternative says.
    """
    inset = f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    alt = f'<w:tblCaption w:val="{escape(title)}"/>' if title else ""
    alt += f'<w:tblDescription w:val="{escape(description)}"/>' if description else ""
    first, last, column = (int(part in marked) for part in (Marked.FIRST_ROW, Marked.LAST_ROW, Marked.FIRST_COLUMN))
    look = (f'<w:tblLook w:val="{marked | _NO_BANDS:04X}" w:firstRow="{first}" w:lastRow="{last}" '
            f'w:firstColumn="{column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>')
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{inset}'
            f'<w:tblLayout w:type="fixed"/>{look}{alt}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>')


def blank(width: int) -> str:
    """A cell outside the pattern of its table: nothing in it, and no colour."""
    return cell(paragraph("Spacer", ""), width, '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>')


def cell(inside: str, width: int, properties: str = "") -> str:
    """A `w:tc`, `width` in twips."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>'


def layout_row(cells: Sequence[str], widths: Sequence[int], stretch: bool = False) -> str:
    """A row of ready cell contents that no page break divides.

    Where cells are missing at its end, the last one reaches to the edge (`stretch`), or blank ones follow.
    """
    if stretch:
        span = len(widths) - len(cells) + 1
        written = "".join(map(cell, cells[:-1], widths)) + cell(
            cells[-1], sum(widths[-span:]), f'<w:gridSpan w:val="{span}"/>')
    else:
        written = "".join(map(cell, cells, widths)) + "".join(map(blank, widths[len(cells):]))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{written}</w:tr>"


def in_twips(shares: Sequence[float], total: int) -> list[int]:
    """Widths in twips that add up to `total`."""
    widths = [int(share * total) for share in shares]
    widths[widths.index(max(widths))] += total - sum(widths)
    return widths
