"""Write a document's blocks as semantic HTML, for the screen and for the printed page alike."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import assert_never

from reportgen.document.nodes import (
    Block, Blocks, Callout, Cell, Chart, Citation, Claim, Column, Document, Heading, Inlines, KeyFigure, KeyFigures,
    LineBreak, List, Masthead, PageBreak, Paragraph, Picture, Quote, Row, Table, Timeline,
)
from reportgen.document.walk import plain
from reportgen.locales import words
from reportgen.pictures.chart import draw
from reportgen.writers.fonts import Fonts
from reportgen.writers.html.inline import NoteWriter, attributes, inline
from reportgen.writers.theme import Theme

POINTS = 72 / 25.4                # to the millimetre
CARDS_IN_A_ROW = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}      # and of more, three
SHORT = 6                         # rows of a table that is not worth breaking between two pages


@dataclass(frozen=True, slots=True)
class Body:
    """What the markup of a block depends on beside the block.

    `first_level` is the HTML level of a section's heading: 2 below a masthead's title, else 1. `width` is that of the
    text column in points; charts are drawn to it. `note` writes a footnote.
    """

    lang: str
    first_level: int
    colours: Mapping[str, str]
    chart_family: str
    width: float
    note: NoteWriter

    def blocks(self, tree: Blocks) -> str:
        return "\n".join(self.block(block) for block in tree)

    def block(self, block: Block) -> str:
        match block:
            case Masthead():
                return self.masthead(block)
            case Heading():
                return self.heading(block)
            case Paragraph():
                kind = block.style
                return f"<p{attributes(class_=kind, id=block.id)}>{self.inline(block.content)}</p>"
            case List():
                return self.list(block)
            case Table():
                return self.table(block)
            case Timeline():
                return self.timeline(block)
            case Chart():
                return self.chart(block)
            case KeyFigures():
                return self.key_figures(block)
            case Picture():
                return self.picture(block)
            case Quote():
                who = self.line("attribution", block.attribution)
                return f"<blockquote>\n{self.blocks(block.content)}\n{who}</blockquote>"
            case Callout():
                title = self.line("callout-title", block.title)
                kind = attributes(class_=f"callout {block.kind}")
                return f"<aside{kind}>\n{title}{self.blocks(block.content)}\n</aside>"
            case Claim():
                level = attributes(class_=f"confidence {block.confidence}")
                sure = f"<p{level}>{escape(block.confidence_text, quote=False)}</p>"
                return f'<div class="claim">\n{self.blocks(block.content)}\n{sure}\n</div>'
            case PageBreak():
                return '<div class="page-break"></div>'
            case _:
                assert_never(block)

    def inline(self, content: Inlines) -> str:
        return inline(content, self.note)

    def line(self, kind: str, content: Inlines) -> str:
        """A paragraph of its own class, or nothing where there are no words."""
        return f"<p{attributes(class_=kind)}>{self.inline(content)}</p>\n" if content else ""

    def masthead(self, block: Masthead) -> str:
        lines = [f'<p class="{kind}">{escape(text, quote=False)}</p>' if text else ""
                 for kind, text in (("marking", block.marking), ("office", block.office))]
        title = f'<h1 class="title">{escape(block.title, quote=False)}</h1>'
        subtitle = f'<p class="subtitle">{escape(block.subtitle, quote=False)}</p>' if block.subtitle else ""
        parts = [*lines, title, subtitle, self.particulars(block)]
        return '<header class="masthead">\n' + "\n".join(part for part in parts if part) + "\n</header>"

    def particulars(self, block: Masthead) -> str:
        """Number, date and their like: two pairs of label and value to a row."""
        if not block.items:
            return ""
        pairs = [f'<th scope="row">{escape(label, quote=False)}</th><td>{self.inline(value)}</td>'
                 for label, value in block.items]
        if len(pairs) % 2:
            pairs.append("<td></td><td></td>")
        rows = "".join(f"<tr>{left}{right}</tr>\n" for left, right in zip(pairs[::2], pairs[1::2], strict=True))
        columns = '<colgroup><col class="named"><col><col class="named"><col></colgroup>'
        return f'<table class="particulars">\n{columns}\n<tbody>\n{rows}</tbody>\n</table>'

    def heading(self, block: Heading) -> str:
        tag = f"h{min(block.level + self.first_level - 1, 6)}"
        number = f'<span class="number">{escape(block.number)}</span> ' if block.number else ""
        title = f"{block.number} {plain(block.content)}".strip()
        return f"<{tag}{attributes(id=block.id, data_title=title)}>{number}{self.inline(block.content)}</{tag}>"

    def list(self, block: List) -> str:
        tag = "ol" if block.ordered else "ul"
        start = block.start if block.ordered and block.start != 1 else None
        counter = f"counter-reset:list-item {start - 1}" if start is not None else None     # WeasyPrint ignores `start`
        items = "\n".join(f"<li>{self.item(item)}</li>" for item in block.items)
        return f"<{tag}{attributes(start=start, style=counter)}>\n{items}\n</{tag}>"

    def item(self, item: Blocks) -> str:
        """One plain paragraph stands in its item bare; anything more is wrapped as the item's body."""
        match item:
            case (Paragraph(content, style="", id=""),):
                return self.inline(content)
            case _:
                return f'<div class="item">\n{self.blocks(item)}\n</div>'

    def caption(self, label: str, caption: Inlines) -> str:
        """Label and words; the separator between them is an element of its own, which readers of words drop."""
        if not (label or caption):
            return ""
        separator = f'<span class="sep">{words(self.lang)["caption_separator"]}</span>' if label and caption else ""
        named = f'<span class="label">{escape(label, quote=False)}</span>' if label else ""
        return f"{named}{separator}{self.inline(caption)}"

    def notes(self, notes: tuple[Inlines, ...]) -> str:
        return "".join(self.line("table-note", note) for note in notes)

    def table(self, block: Table) -> str:
        aligns = [column.align for column in block.columns]
        rows = _grid(block)
        head = "".join(self.row(row, aligns, cells, "col") for row, cells in rows[:len(block.head)])
        body = "".join(self.row(row, aligns, cells, "row") for row, cells in rows[len(block.head):])
        inside = _columns(block.columns) + (f"<thead>\n{head}</thead>\n" if head else "") + f"<tbody>\n{body}</tbody>\n"
        return self.framed(block, block.style, len(block.body), inside)

    def framed(self, block: Table | Timeline, kind: str, rows: int, inside: str) -> str:
        """A table of so many rows in a box of its own, which scrolls on narrow screens; notes stand below the box."""
        caption = self.caption(block.label, block.caption)
        titled = f"<caption><span>{caption}</span></caption>\n" if caption else ""
        name = f"{block.label} {plain(block.caption)}".strip()
        box = attributes(class_="scroll", tabindex=0, role="region" if name else None, aria_label=name)
        table = f"<table{attributes(class_=kind)}>\n{titled}{inside}</table>"
        frame = attributes(class_="exhibit short" if rows <= SHORT else "exhibit", id=block.id)
        return f"<div{frame}>\n<div{box}>\n{table}\n</div>\n{self.notes(block.notes)}</div>"

    def row(self, row: Row, aligns: list[str], starts: list[int], scope: str) -> str:
        kind = "" if row.kind == "body" else row.kind
        cells = "".join(self.cell(cell, aligns[start], scope if kind != "group" else "rowgroup")
                        for cell, start in zip(row.cells, starts, strict=True))
        return f"<tr{attributes(class_=kind, id=row.id)}>{cells}</tr>\n"

    def cell(self, cell: Cell, align: str, scope: str) -> str:
        tag = "th" if cell.head else "td"
        if scope == "col" and cell.colspan > 1:
            scope = "colgroup"
        spans = {name: span for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan)) if span > 1}
        kind = "cites" if _cites_alone(cell) else "" if align == "left" or scope == "rowgroup" else align
        named = attributes(class_=kind, scope=scope if cell.head else None, **spans)
        return f"<{tag}{named}>{self.inline(cell.content)}</{tag}>"

    def timeline(self, block: Timeline) -> str:
        head = "".join(f'<th scope="col">{escape(text, quote=False)}</th>' for text in block.heads)
        rows = "".join(
            f'<tr><th scope="row">{self.inline(entry.when)}</th>'
            f'<td><span class="event">{self.inline(entry.title)}</span>{self.told(entry.text)}</td></tr>\n'
            for entry in block.entries)
        inside = f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n"
        return self.framed(block, "timeline", len(block.entries), inside)

    def told(self, text: Inlines) -> str:
        return f' <span class="told">{self.inline(text)}</span>' if text else ""

    def chart(self, block: Chart) -> str:
        svg = draw(block, self.colours, self.chart_family, self.width, self.lang)
        return self.figure(block.id, f'<div class="chart">{svg}</div>', self.caption(block.label, block.caption),
                           self.notes(block.notes))

    def picture(self, block: Picture) -> str:
        source = f"data:{block.media_type};base64,{b64encode(block.data).decode('ascii')}"
        image = f'<img src="{source}" alt="{escape(block.alt)}">'
        return self.figure(block.id, image, self.caption(block.label, block.caption), "")

    def figure(self, name: str, drawing: str, caption: str, notes: str) -> str:
        titled = f"<figcaption>{caption}</figcaption>\n" if caption else ""
        return f"<figure{attributes(id=name)}>\n{drawing}\n{titled}{notes}</figure>"

    def key_figures(self, block: KeyFigures) -> str:
        cards = "\n".join(f'<li class="card">{self.card(card)}</li>' for card in block.cards)
        in_a_row = CARDS_IN_A_ROW.get(len(block.cards), 3)
        return f'<ul class="cards in-{in_a_row}">\n{cards}\n</ul>'

    def card(self, card: KeyFigure) -> str:
        parts = (("value", card.value), ("label", card.label), ("note", card.note))
        return " ".join(f'<span class="{kind}">{self.inline(content)}</span>' for kind, content in parts if content)


def body_for(document: Document, theme: Theme, fonts: Fonts, note: NoteWriter) -> Body:
    """The Body that writes `document` in `theme`."""
    page = theme.page
    has_title = any(isinstance(block, Masthead) for block in document.blocks)
    return Body(lang=document.meta.lang, first_level=2 if has_title else 1, colours=theme.colours,
                chart_family=",".join(fonts.stack("sans")),
                width=round((page.width - page.left - page.right) * POINTS, 1), note=note)


def _cites_alone(cell: Cell) -> bool:
    """Whether nothing but source marks stands in a cell: they need not stand high."""
    words = [node for node in cell.content if not isinstance(node, LineBreak) and plain((node,)).strip()]
    return bool(words) and all(isinstance(node, Citation) for node in words)


def _columns(columns: tuple[Column, ...]) -> str:
    """Widths as shares of the table where they are given: of all shares, or of a hundred where others go by content."""
    widths = [column.width for column in columns]
    if not any(widths):
        return ""
    total = sum(widths) if all(widths) else max(sum(widths), 100)
    shares = (100 * width / total for width in widths)
    widths = (f'<col style="width:{share:.2f}%">' if share else "<col>" for share in shares)
    return f"<colgroup>{''.join(widths)}</colgroup>\n"


def _grid(block: Table) -> list[tuple[Row, list[int]]]:
    """Each row with the column in which each of its cells begins, spans over rows and columns counted."""
    return [*_rows(block.head, len(block.columns)), *_rows(block.body, len(block.columns))]


def _rows(rows: tuple[Row, ...], width: int) -> Iterator[tuple[Row, list[int]]]:
    covered = [0] * width                            # for each column, how many more rows a cell above reaches into
    for row in rows:
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
