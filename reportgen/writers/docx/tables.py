"""Write tables and timelines: fixed widths, heads that repeat, merged cells, short ones kept on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.document.nodes import Cell, Column, Inlines, Row, Table, Timeline
from reportgen.document.walk import plain
from reportgen.locales import words
from reportgen.writers.columns import ADDED, ANNEXES, Plan, Planner, room_of
from reportgen.writers.docx.package import escape
from reportgen.writers.docx.paragraphs import Frame, paragraph, spacer
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.styles import Sheet
from reportgen.writers.docx.text import Voice, plain_voice, run, runs
from reportgen.writers.docx.widths import ems, in_twips
from reportgen.writers.theme import Theme

LEAST_SHIFT = 0.2            # points: less is not worth an indent
_ALIGN = {"left": "", "center": "center", "number": "right"}
_ALIGNED = {"left": "Text", "center": "Center", "number": "Number"}


@dataclass(frozen=True, slots=True)
class Look:
    """A kind of table: its table style, and the prefix of its paragraph styles."""

    style: str
    prefix: str


ORDINARY = Look("ReportTable", "Table")
SMALLER = Look("AnnexTable", "Annex")


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in its place; `merge` is "restart" where it reaches down, "continue" where it has come from above."""

    cell: Cell
    column: int
    merge: str = ""


def planned(block: Table, frame: Frame, theme: Theme, planner: Planner) -> Plan:
    """How a table stands in `frame`."""
    return planner.plan(block, replace(room_of(theme), upright=frame.width / 20, turned=frame.turned / 20))


def table(block: Table, frame: Frame, sheet: Sheet, story: Story, planner: Planner) -> str:
    """The caption, the table, its notes."""
    look = SMALLER if block.style in ANNEXES else ORDINARY
    rows = block.head + block.body
    plan = planned(block, frame, sheet.theme, planner)
    widths = in_twips(plan.shares, frame.turned if plan.turned else frame.width)
    target = "" if _has_caption(block) else block.id
    written = []
    writing = _Writing(block.columns, look, plan, planner, sheet, story)
    for number, (row, cells) in enumerate(zip(rows, _placed(block), strict=True)):
        last = number == len(rows) - 1
        before_total = not last and rows[number + 1].kind == "total"
        keep = (number < len(block.head) or row.kind == "group" or before_total
                or ((plan.short or last) and (not last or bool(block.notes))))
        written.append(writing.row(row, cells, number < len(block.head), keep, widths, target if number == 0 else ""))
    opening = open_table(look.style, widths, frame.indent, bool(block.head), plain(block.caption))
    return (caption(block, frame, story) + opening + "".join(written) + "</w:tbl>" + table_notes(block.notes, story))


def timeline(block: Timeline, frame: Frame, sheet: Sheet, story: Story) -> str:
    """A table of two columns with a coloured spine between them; its head repeats."""
    size = 20 * (sheet.theme.sizes["small"] + ADDED) * 1.08
    whens = [plain(entry.when) for entry in block.entries] + [block.heads[0]]
    first = round(min(max(map(ems, whens)) * size + 300, frame.width * 0.28))
    widths = [first, frame.width - first]
    head = "".join(_cell(paragraph("TableHead", run(text, plain_voice(story)), align="right" if n == 0 else ""),
                         widths[n]) for n, text in enumerate(block.heads))
    rows = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>"]
    for entry in block.entries:
        what = paragraph("TimelineTitle", runs(entry.title, plain_voice(story), story))
        if entry.text:
            what += paragraph("TimelineText", runs(entry.text, plain_voice(story), story))
        when = paragraph("TimelineWhen", runs(entry.when, plain_voice(story), story))
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(when, widths[0])}{_cell(what, widths[1])}</w:tr>")
    opening = open_table("Timeline", widths, frame.indent, True, plain(block.caption))
    mark = "" if _has_caption(block) or not block.id else paragraph("Spacer", story.bookmark(block.id), keep_next=True)
    return (mark + caption(block, frame, story) + opening + "".join(rows) + "</w:tbl>"
            + table_notes(block.notes, story))


def caption(block: Table | Timeline, frame: Frame, story: Story) -> str:
    """The caption above a table, or nothing."""
    if not _has_caption(block):
        return ""
    return paragraph("Caption", caption_content(block.label, block.caption, block.id, story),
                     indent=f'<w:ind w:left="{frame.indent}"/>' if frame.indent else "")


def caption_content(label: str, text: Inlines, target: str, story: Story) -> str:
    """Label, separator and words, each in a character style of its own, the label inside the bookmark."""
    lang = story.ledger.lang
    shown = story.bookmark(target, run(label, Voice(lang, lang, "CaptionLabel")))
    between = run(words(lang)["caption_separator"], Voice(lang, lang, "CaptionSeparator")) if label and text else ""
    return shown + between + runs(text, plain_voice(story), story)


def table_notes(notes: Sequence[Inlines], story: Story) -> str:
    """The notes below a table or figure, or the gap where there are none."""
    return "".join(paragraph("TableNote", runs(note, plain_voice(story), story)) for note in notes) or spacer()


def open_table(style: str, widths: Sequence[int], indent: int, has_head: bool, title: str = "") -> str:
    """The beginning of a `w:tbl`: properties, and the grid that its cells' widths equal."""
    inset = f'<w:tblInd w:w="{indent}" w:type="dxa"/>' if indent else ""
    alt = f'<w:tblCaption w:val="{escape(title)}"/>' if title else ""
    look = (f'<w:tblLook w:val="{"0620" if has_head else "0600"}" w:firstRow="{int(has_head)}" w:lastRow="0" '
            'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>')
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{inset}'
            f'<w:tblLayout w:type="fixed"/>{look}{alt}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>')


def blank(width: int) -> str:
    """A cell outside the pattern of its table: nothing in it, and no colour."""
    return _cell(paragraph("Spacer", ""), width, '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>')


def _cell(inside: str, width: int, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inside}</w:tc>'


def layout_row(cells: Sequence[str], widths: Sequence[int], stretch: bool = False) -> str:
    """A row of ready cell contents that no page break divides.

    Where cells are missing at its end, the last one reaches to the edge (`stretch`), or blank ones follow.
    """
    if stretch:
        span = len(widths) - len(cells) + 1
        written = "".join(map(_cell, cells[:-1], widths)) + _cell(
            cells[-1], sum(widths[-span:]), f'<w:gridSpan w:val="{span}"/>')
    else:
        written = "".join(map(_cell, cells, widths)) + "".join(map(blank, widths[len(cells):]))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{written}</w:tr>"


def _has_caption(block: Table | Timeline) -> bool:
    return bool(block.label or block.caption)


def _placed(block: Table) -> Iterator[list[Placed]]:
    """The cells of each row with their columns, and a continuation where a cell from above reaches down."""
    for rows in (block.head, block.body):
        reaching: dict[int, tuple[Cell, int]] = {}
        for row in rows:
            yield _place(row, reaching, block)


def _place(row: Row, reaching: dict[int, tuple[Cell, int]], block: Table) -> list[Placed]:
    """Place one row's cells; updates `reaching` for the row below. That they fit was seen in `resolve`."""
    placed, column, cells = [], 0, list(row.cells)
    while column < len(block.columns):
        if column in reaching:
            cell, more = reaching.pop(column)
            placed.append(Placed(cell, column, "continue"))
        else:
            cell = cells.pop(0)
            more = cell.rowspan
            placed.append(Placed(cell, column, "restart" if more > 1 else ""))
        if more > 1:
            reaching[column] = (cell, more - 1)
        column += cell.colspan
    return placed


@dataclass(frozen=True, slots=True)
class _Writing:
    """What the rows of one table are written with."""

    columns: Sequence[Column]
    look: Look
    plan: Plan
    planner: Planner
    sheet: Sheet
    story: Story

    def row(self, row: Row, cells: list[Placed], is_head: bool, keep: bool, widths: list[int], target: str) -> str:
        properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "")
        mark = self.story.bookmark(row.id) + self.story.bookmark(target)
        written = []
        for placed in cells:
            shift = None if is_head or placed.merge == "continue" else self.shift(placed, row)
            width = sum(widths[placed.column:placed.column + placed.cell.colspan])
            written.append(_cell(self.content(placed, row, is_head, keep, mark, shift), width,
                                 _cell_properties(placed, row, self.sheet, shift is not None)))
            mark = ""
        return f'<w:tr><w:trPr>{properties}</w:trPr>{"".join(written)}</w:tr>'

    def shift(self, placed: Placed, row: Row) -> float | None:
        """The points that a figure stands off from the right, so that decimal signs line up; None for a text."""
        bold = row.kind != "body"
        ems = self.planner.shift(placed.cell, self.columns[placed.column], self.plan.tails[placed.column], bold)
        return None if ems is None else ems * self.plan.size

    def content(self, placed: Placed, row: Row, is_head: bool, keep: bool, mark: str, shift: float | None) -> str:
        cell, look = placed.cell, self.look
        if placed.merge == "continue":
            return paragraph(f"{look.prefix}Text", mark, keep_next=keep)
        align = self.columns[placed.column].align if cell.colspan == 1 else "left"
        spoken = replace(plain_voice(self.story, bold=row.kind != "body" or (is_head and not cell.head)),
                         points=self.plan.size if self.plan.shrunk else 0.0)
        content = mark + runs(cell.content, spoken, self.story)
        if cell.head:
            return paragraph(look.prefix + ("Head" if is_head else "RowHead"), content, keep, align=_ALIGN[align])
        inset = f'<w:ind w:right="{round(20 * shift)}"/>' if shift and shift > LEAST_SHIFT else ""
        return paragraph(look.prefix + _ALIGNED[align], content, keep, indent=inset)


def _cell_properties(placed: Placed, row: Row, sheet: Sheet, on_one_line: bool) -> str:
    span = f'<w:gridSpan w:val="{placed.cell.colspan}"/>' if placed.cell.colspan > 1 else ""
    merge = f'<w:vMerge w:val="{placed.merge}"/>' if placed.merge else ""
    border = f'<w:tcBorders>{sheet.rule("top", "accent", 6)}</w:tcBorders>' if row.kind == "total" else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{sheet.colour("tint")}"/>' if row.kind == "group" else ""
    return span + merge + border + fill + ("<w:noWrap/>" if on_one_line else "")
