"""Write what stands in boxes: the masthead's lines, key figures as cards, callouts."""

from __future__ import annotations

from reportgen.document.nodes import Callout, Inlines, KeyFigure, KeyFigures, Masthead
from reportgen.document.walk import plain
from reportgen.writers.docx.paragraphs import Frame, paragraph, spacer
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.styles import Sheet
from reportgen.writers.docx.tables import layout_row, open_table
from reportgen.writers.docx.text import plain_voice, run, runs
from reportgen.writers.docx.widths import ems

Items = tuple[tuple[str, Inlines], ...]
CALLOUTS = {"bottom-line": "CalloutBottomLine", "caveat": "CalloutCaveat"}
PADDING = 200                # twips at both sides inside a callout
CARD_PADDING = 120           # twips at both sides inside a card


def masthead(block: Masthead, frame: Frame, sheet: Sheet, story: Story) -> str:
    """Marking, office, title and subtitle as paragraphs, then the items in a table of labels and values."""
    lines = (("Marking", block.marking), ("Office", block.office), ("Title", block.title),
             ("Subtitle", block.subtitle))
    head = "".join(paragraph(style, run(text, plain_voice(story))) for style, text in lines if text)
    if not block.items:
        return head
    return head + _items(block.items, frame, sheet, story)


def _items(items: Items, frame: Frame, sheet: Sheet, story: Story) -> str:
    """Labels and values in a table, two pairs to a row where both are short, read row by row."""
    size = 20 * (sheet.theme.sizes["small"] + 0.5)
    label = round(min(max(ems(label) for label, _ in items) * size * 1.1 + 240, frame.width * 0.25))
    value = frame.width // 2 - label
    widths = [label, value, label, frame.width - 2 * label - value]
    rows = "".join(layout_row([cell for item in row for cell in _item(item, story)], widths, stretch=len(row) == 1)
                   for row in _rows(items, (value - 120) / size))
    return f'{open_table("Masthead", widths, frame.indent, False)}{rows}</w:tbl>{spacer()}'


def _rows(items: Items, room: float) -> list[list[tuple[str, Inlines]]]:
    """The items by rows: two together where neither value is wider than `room` ems, else one."""
    rows: list[list[tuple[str, Inlines]]] = []
    for item in items:
        short = ems(plain(item[1])) <= room
        if short and rows and len(rows[-1]) == 1 and ems(plain(rows[-1][0][1])) <= room:
            rows[-1].append(item)
        else:
            rows.append([item])
    return rows


def _item(item: tuple[str, Inlines], story: Story) -> tuple[str, str]:
    label, value = item
    return (paragraph("MastheadLabel", run(label, plain_voice(story))),
            paragraph("MastheadValue", runs(value, plain_voice(story), story)))


def key_figures(block: KeyFigures, frame: Frame, sheet: Sheet, story: Story) -> str:
    """Cards side by side: up to four in a row, five and six in rows of three, more in rows of four.

    All values are set smaller where one of them is too long for its card.
    """
    if not block.cards:
        return ""
    count = len(block.cards)
    across = count if count <= 4 else 3 if count <= 6 else 4
    width = frame.width // across
    widths = [width] * (across - 1) + [frame.width - width * (across - 1)]
    room = (width - 2 * CARD_PADDING) / (20 * sheet.theme.sizes["figure"])
    long = any(ems(plain(card.value)) > room for card in block.cards)
    cells = [_card(card, "KeyFigureLongValue" if long else "KeyFigureValue", story) for card in block.cards]
    rows = (layout_row(cells[n:n + across], widths) for n in range(0, len(cells), across))
    return f'{open_table("KeyFigures", widths, frame.indent, False)}{"".join(rows)}</w:tbl>{spacer()}'


def _card(card: KeyFigure, value: str, story: Story) -> str:
    lines = ((value, card.value), ("KeyFigureLabel", card.label), ("KeyFigureNote", card.note))
    return "".join(paragraph(style, runs(content, plain_voice(story), story))
                   for style, content in lines if content) or paragraph("KeyFigureLabel", "")


def callout(block: Callout, inside: str, frame: Frame, story: Story) -> str:
    """A box of one cell around what is already written, so that it can hold any block; kept on one page."""
    style = CALLOUTS.get(block.kind, "CalloutNote")
    head = paragraph("CaveatTitle" if block.kind == "caveat" else "CalloutTitle",
                     runs(block.title, plain_voice(story), story)) if block.title else ""
    content = head + inside or paragraph("CalloutText", "")
    opening = open_table(style, [frame.width], frame.indent, False)
    return f"{opening}{layout_row((content,), [frame.width])}</w:tbl>{spacer()}"
