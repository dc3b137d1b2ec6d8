"""Write what stands in boxes: the masthead's lines, key figures as cards, callouts; and who is sent the document."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, repeat

from reportgen.document.nodes import Callout, Distribution, Inlines, KeyFigure, KeyFigures, Masthead
from reportgen.document.walk import plain
from reportgen.writers.display import display
from reportgen.writers.docx.base.sheet import Sheet
from reportgen.writers.docx.base.styles import BELOW_COVER, LONG_VALUE
from reportgen.writers.docx.base.tables import CALLOUTS, CARD_GAP, box_edges, box_padding
from reportgen.writers.docx.pictures.picture import logo
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.tables.grid import layout_row, open_table
from reportgen.writers.docx.text.inline import runs
from reportgen.writers.docx.text.paragraphs import Frame, paragraph, spacer
from reportgen.writers.docx.text.runs import run
from reportgen.writers.docx.text.widths import ems

Items = tuple[tuple[str, Inlines], ...]


def masthead(block: Masthead, frame: Frame, sheet: Sheet, story: Story) -> str:
    """Logo, marking, title and subtitle as paragraphs, who issued it when in a row, the items in a table."""
    rules = chain((_top_rule(sheet),), repeat(""))             # above the first of them
    sign = logo(block.logo, sheet, story, next(rules)) if block.logo else ""
    marking = (paragraph("Marking", run(block.marking, story.voice), border=next(rules)) if block.marking
               else "")
    subtitle = paragraph("Subtitle", run(block.subtitle, story.voice)) if block.subtitle else ""
    items = _items(block.items, frame, sheet, story) if block.items else ""
    end = paragraph("Spacer", '<w:r><w:br w:type="page"/></w:r>') if sheet.theme.cover == "page" else ""
    below = "TitleInSeries" if block.series and sheet.theme.masthead == "red" else "Title"
    series = _title("Series", block.series, frame, sheet, story, next(rules)) if block.series else ""
    alone = sheet.theme.cover == "page" and not (block.series or block.subtitle)
    title = (_title(below, block.title, frame, sheet, story, next(rules), BELOW_COVER if alone else 0), subtitle)
    issued = _issued(block, frame, sheet, story)
    said = (series, issued, spacer(), *title, spacer()) if series else (*title, issued)
    return "".join((sign, marking, *said, items, end))


def _top_rule(sheet: Sheet) -> str:
    """The rule above all: thick, or double where the masthead is centred; a red one has none."""
    if sheet.theme.masthead == "red":
        return ""
    kind, eighths = ("single", 20) if sheet.theme.masthead == "plain" else ("double", 6)
    return f'<w:pBdr><w:top w:val="{kind}" w:sz="{eighths}" w:space="8" w:color="{sheet.head}"/></w:pBdr>'


def _title(style: str, title: str, frame: Frame, sheet: Sheet, story: Story, border: str = "", below: int = 0) -> str:
    """A title in its style, a little smaller where a centred one so stands in one line less, and twips `below` it."""
    if not title:
        return ""
    size = sheet.title_sizes[style]
    fitted = size if sheet.theme.masthead == "plain" else display(title, size, frame.width / 20).size
    return paragraph(style, run(title, replace(story.voice, points=0.0 if fitted == size else fitted)),
                     border=border, spacing=f'<w:spacing w:after="{below}"/>' if below else "")


def _issued(block: Masthead, frame: Frame, sheet: Sheet, story: Story) -> str:
    """Number, office and date in a row; where the masthead is centred, the number on a line above it."""
    number, office, date = (
        paragraph(style, run(text, story.voice))
        for style, text in (("MastheadNumber", block.number), ("Office", block.office), ("MastheadDate", block.date)))
    beside = sheet.theme.masthead == "plain" and bool(block.number)
    above = number if block.number and not beside else ""
    if not (block.office or block.date or beside):
        return above
    cells, shares = ([number, office, date], (0.14, 0.56, 0.3)) if beside else ([office, date], (0.7, 0.3))
    widths = [round(share * frame.width) for share in shares]
    return f'{above}{open_table("Issued", widths, frame.indent)}{layout_row(cells, widths)}</w:tbl>{spacer()}'


def distribution(block: Distribution, frame: Frame, story: Story) -> str:
    """Who is sent the document, a ruled row for each line, and how many copies there are."""
    voice = story.voice
    lines = [paragraph("Distribution", run(label, replace(voice, style="DistributionLabel"))
                       + runs(readers, voice, story)) for label, readers in block.lines]
    copies = [paragraph("Copies", run(block.copies, voice))] if block.copies else []
    rows = "".join(layout_row((line,), [frame.width]) for line in (*lines, *copies))
    gap = paragraph("Spacer", "", keep_next=True, spacing='<w:spacing w:before="480"/>')
    return f'{gap}{open_table("DistributionRows", [frame.width], frame.indent)}{rows}</w:tbl>{spacer()}' if rows else ""


def _items(items: Items, frame: Frame, sheet: Sheet, story: Story) -> str:
    """Labels and values in a table, two pairs to a row where both are short, read row by row."""
    size = 20 * (sheet.theme.sizes["small"] + 0.5)
    label = round(min(max(ems(label) for label, _ in items) * size * 1.1 + 240, frame.width * 0.25))
    value = frame.width // 2 - label
    widths = [label, value, label, frame.width - 2 * label - value]
    rows = "".join(layout_row([cell for item in row for cell in _item(item, story)], widths, stretch=len(row) == 1)
                   for row in _rows(items, 2 * (value - 120) / size))
    return f'{open_table("Masthead", widths, frame.indent)}{rows}</w:tbl>{spacer()}'


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
    return (paragraph("MastheadLabel", run(label, story.voice)),
            paragraph("MastheadValue", runs(value, story.voice, story)))


def key_figures(block: KeyFigures, frame: Frame, sheet: Sheet, story: Story) -> str:
    """Cards side by side: up to four in a row, five and six in rows of three, more in rows of four.

    All values are set smaller in rows of four, and where one of them is too long for its card.
    """
    if not block.cards:
        return ""
    across = _across(block, frame, sheet)
    width = frame.width // across
    widths = [width] * (across - 1) + [frame.width - width * (across - 1)]
    room = (width - CARD_GAP) / (20 * sheet.theme.sizes["figure"])
    long = across > 3 or any(ems(plain(card.value)) > room for card in block.cards)
    cells = [_card(card, "KeyFigureLongValue" if long else "KeyFigureValue", story) for card in block.cards]
    rows = (layout_row(cells[n:n + across], widths) for n in range(0, len(cells), across))
    return f'{open_table("KeyFigures", widths, frame.indent)}{"".join(rows)}</w:tbl>{spacer()}'


def _across(block: KeyFigures, frame: Frame, sheet: Sheet) -> int:
    """How many cards stand side by side: two where a value is too long for more, or the sheet too narrow."""
    count = len(block.cards)
    most = count if count <= 4 else 3 if count <= 6 else 4
    widest = 20 * LONG_VALUE * sheet.theme.sizes["figure"] * max(ems(plain(card.value)) for card in block.cards)
    return most if widest <= frame.width / most - CARD_GAP else min(most, 2)


def _card(card: KeyFigure, value: str, story: Story) -> str:
    lines = ((value, card.value), ("KeyFigureLabel", card.label), ("KeyFigureNote", card.note))
    return "".join(paragraph(style, runs(content, story.voice, story))
                   for style, content in lines if content) or paragraph("KeyFigureLabel", "")


def inside_callout(block: Callout, frame: Frame, sheet: Sheet) -> Frame:
    """Where the blocks of a callout stand."""
    left, right = box_edges(sheet.theme, block.kind)
    return Frame(frame.width - left - right - 2 * box_padding(sheet.theme), 0, frame.depth, frame.quoted, "CalloutText")


def callout(block: Callout, inside: str, frame: Frame, sheet: Sheet, story: Story) -> str:
    """A box of one cell around what is already written, so that it can hold any block; kept on one page."""
    style = CALLOUTS.get(block.kind, CALLOUTS["note"])
    head = paragraph("CaveatTitle" if block.kind == "caveat" else "CalloutTitle",
                     runs(block.title, story.voice, story)) if block.title else ""
    content = head + inside or paragraph("CalloutText", "")
    left, right = box_edges(sheet.theme, block.kind)
    widths = [frame.width - left - right]
    return f"{open_table(style, widths, frame.indent + left)}{layout_row((content,), widths)}</w:tbl>{spacer()}"
