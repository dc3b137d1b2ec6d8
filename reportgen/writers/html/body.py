"""Write a document's blocks as semantic HTML, for the screen and for the printed page alike."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from math import inf
from typing import assert_never

from reportgen.document.nodes import (
    Block, Blocks, Callout, Chart, Claim, Contents, Distribution, Document, Heading, Inlines,
    KeyFigure, KeyFigures, List, Masthead, PageBreak, Paragraph, Picture, Quote, Table, Timeline,
)
from reportgen.document.numbering import gap, headed
from reportgen.document.walk import plain
from reportgen.locales import words
from reportgen.pictures.charts import draw
from reportgen.pictures.timeline import draw_timeline
from reportgen.writers.columns import Planner
from reportgen.writers.columns.room import cell_voice, room_of
from reportgen.writers.columns.sheets import sheets
from reportgen.pictures.lines import measure
from reportgen.writers.display import SERIES, TITLE_IN_SERIES, display
from reportgen.writers.fonts import Fonts
from reportgen.writers.html.inline import NoteWriter, attributes, inline
from reportgen.writers.html.tables import Tables
from reportgen.writers.theme import Logo, Theme

ChartData = Callable[[Chart, str], str]              # what is written of a chart's data, in a language
POINTS = 72 / 25.4                # to the millimetre
SET_IN, NARROWEST = 30.0, 180.0   # points: how much narrower a drawing is inside a list or a box; the least
CARDS_IN_A_ROW = {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}      # and of more, three
BESIDE, BOLD = 1.1, 1.08          # a card with its gap; how much wider a bold value is than it measures
SMALLER = 0.75                    # the size of values in rows of four and five
SHORT = 6                         # entries of a timeline that is not worth breaking between two pages


@dataclass(frozen=True, slots=True)
class Body:
    """What the markup of a block depends on beside the block.

    `first_level` is the HTML level of a section's heading: 2 below a masthead's title, else 1. `width` is that of the
    text column in points; charts are drawn to it. `note` writes a footnote. `head` is the kind of masthead, as classes,
    `callouts` that of callouts; text is `size` points, a title at most `title_size`, a key figure `figure_size`.
    `sign` is the theme's logo. A chart is at most `tallest` points high; `data` writes what stands below it beside
    its notes.
    """

    lang: str
    first_level: int
    colours: Mapping[str, str]
    chart_family: str
    width: float
    note: NoteWriter
    tables: Tables
    head: str = "plain"
    callouts: str = "bar"
    size: float = 1.0
    title_size: float = 0.0
    figure_size: float = 0.0
    sign: Logo | None = None
    tallest: float = inf
    data: ChartData = lambda chart, lang: ""

    def blocks(self, tree: Blocks) -> str:
        return "\n".join(self.block(block) for block in tree)

    def sheets(self, tree: Blocks) -> str:
        """The blocks of the top level; those on sheets turned on their side stand in boxes of their own."""
        turned = [isinstance(block, Table) and self.tables.plan(block).turned for block in tree]
        return "\n".join(f'<div class="wide">\n{self.blocks(part.blocks)}\n</div>' if part.turned
                         else self.blocks(part.blocks) for part in sheets(tree, turned))

    @property
    def inside(self) -> Body:
        """The Body of what stands inside a list, a box or a quotation."""
        return replace(self, tables=self.tables.inside(), width=max(self.width - SET_IN, NARROWEST))

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
            case Timeline(form="drawn"):
                return self.drawn_timeline(block)
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
                return f"<blockquote>\n{self.inside.blocks(block.content)}\n{who}</blockquote>"
            case Callout():
                title = self.line("callout-title", block.title)
                kind = attributes(class_=f"callout {block.kind} {self.callouts}".removesuffix(" bar"))
                return f'<aside{kind} role="note">\n{title}{self.inside.blocks(block.content)}\n</aside>'
            case Claim():
                level = attributes(class_=f"confidence {block.confidence}")
                sure = f"<p{level}>{escape(block.confidence_text, quote=False)}</p>"
                return f'<div class="claim">\n{self.inside.blocks(block.content)}\n{sure}\n</div>'
            case Contents():
                return self.contents(block)
            case Distribution():
                return self.distribution(block)
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
        issued = "".join(_said(kind, text) for kind, text in (("issue", block.number), ("office", block.office),
                                                              ("date", block.date)))
        issued = f'<div class="issued">{issued}</div>' if issued else ""
        title = (self.title(block.title, TITLE_IN_SERIES if block.series else 1), _said("subtitle", block.subtitle))
        said = (self.series(block.series), issued, *title) if block.series else (*title, issued)
        parts = (self.logo(block.logo), _said("marking", block.marking), *said, self.particulars(block))
        kind = f"{self.head} serial" if block.series else self.head
        return f'<header class="masthead {kind}">\n' + "\n".join(filter(None, parts)) + "\n</header>"

    def series(self, series: str) -> str:
        """The name of the series, set as a title is; where the masthead is not red, it is small."""
        size = self.title_size if self.red else self.size * SERIES
        return f'<p{attributes(class_="series", style=self.fitted(series, size))}>{escape(series, quote=False)}</p>'

    def logo(self, alt: str) -> str:
        """The theme's logo, `alt` spoken in its place; "" where it has none."""
        return _image(self.sign.data, self.sign.media_type, alt, "logo") if self.sign and alt else ""

    @property
    def red(self) -> bool:
        return "red" in self.head.split()

    def title(self, title: str, share: float) -> str:
        """The title, at a `share` of the theme's size where the masthead is red."""
        set_in = self.fitted(title, self.title_size * (share if self.red else 1))
        return f'<h1{attributes(class_="title", style=set_in)}>{escape(title, quote=False)}</h1>'

    def fitted(self, words: str, size: float) -> str | None:
        """What lets words of `size` points at most fill whole lines where the masthead centres them."""
        if "plain" in self.head:
            return None
        shown = display(words, size, self.width)
        width = f";--title-width:{shown.width / self.size:.2f}rem" if shown.width else ""
        return f"--title-size:{shown.size / self.size:.3f}rem{width}"

    def distribution(self, block: Distribution) -> str:
        lines = "".join(
            f'<p class="sent"><span class="to">{escape(label, quote=False)}</span>{self.inline(readers)}</p>\n'
            for label, readers in block.lines)
        return f'<div class="distribution">\n{lines}{_said("sent copies", block.copies)}</div>'

    def particulars(self, block: Masthead) -> str:
        """The period and its like: two pairs of label and value to a row."""
        if not block.items:
            return ""
        pairs = [f'<th scope="row">{escape(label, quote=False)}</th><td>{self.inline(value)}</td>'
                 for label, value in block.items]
        if len(pairs) % 2:
            pairs.append("<td></td><td></td>")
        rows = "".join(f"<tr>{left}{right}</tr>\n" for left, right in zip(pairs[::2], pairs[1::2], strict=True))
        room = round(max(measure(label, 1.0) for label, _ in block.items) * 1.05 + 1, 1)
        columns = f'<colgroup><col style="width:{room}em"><col><col style="width:{room}em"><col></colgroup>'
        return f'<table class="particulars">\n{columns}\n<tbody>\n{rows}</tbody>\n</table>'

    def heading(self, block: Heading) -> str:
        tag = f"h{min(block.level + self.first_level - 1, 6)}"
        close = "" if gap(block.number) else " close"
        number = f'<span class="number{close}">{escape(block.number)}</span>{gap(block.number)}' if block.number else ""
        title = headed(block.number, plain(block.content)).strip()
        return f"<{tag}{attributes(id=block.id, data_title=title)}>{number}{self.inline(block.content)}</{tag}>"

    def contents(self, block: Contents) -> str:
        lines = "".join(
            f'<li class="level-{entry.level}"><a{attributes(href="#" + entry.target)}>'
            f'{escape(headed(entry.number, entry.text).strip(), quote=False)}</a></li>\n' for entry in block.entries)
        title = escape(block.title, quote=False)
        return (f'<nav{attributes(class_="contents", aria_label=block.title)}>\n'
                f'<p class="contents-title">{title}</p>\n<ul class="toc">\n{lines}</ul>\n</nav>')

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
                return f'<div class="item">\n{self.inside.blocks(item)}\n</div>'

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
        plan = self.tables.plan(block)
        kind = " ".join(filter(None, (block.style, "turned" if plan.turned else "")))
        return self.framed(block, kind, plan.short, self.tables.content(block, self.inline), self.tables.look(block))

    def framed(self, block: Table | Timeline, kind: str, short: bool, inside: str, look: str = "") -> str:
        """A table in a box of its own, which scrolls on narrow screens; notes stand below the box.

        A `short` one stays on one page; `look` is its style attribute.
        """
        caption = self.caption(block.label, block.caption)
        titled = f"<caption><span>{caption}</span></caption>\n" if caption else ""
        name = f"{block.label} {plain(block.caption)}".strip()
        box = attributes(class_="scroll", tabindex=0, role="region" if name else None, aria_label=name)
        table = f"<table{attributes(class_=kind, style=look)}>\n{titled}{inside}</table>"
        frame = attributes(class_="exhibit short" if short else "exhibit", id=block.id)
        return f"<div{frame}>\n<div{box}>\n{table}\n</div>\n{self.notes(block.notes)}</div>"

    def timeline(self, block: Timeline) -> str:
        head = "".join(f'<th scope="col">{escape(text, quote=False)}</th>' for text in block.heads)
        rows = "".join(
            f'<tr><th scope="row">{self.inline(entry.when)}</th>'
            f'<td><span class="event">{self.inline(entry.title)}</span>{self.told(entry.text)}</td></tr>\n'
            for entry in block.entries)
        inside = f"<thead>\n{self.tables.again(block.label, 2)}<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n"
        return self.framed(block, "timeline", len(block.entries) <= SHORT, inside)

    def drawn_timeline(self, block: Timeline) -> str:
        drawings = draw_timeline(block, self.colours, self.chart_family, self.width, self.lang, self.tallest)
        inside = "\n".join(drawing.svg for drawing in drawings)
        return self.figure(block.id, f'<div class="chart timeline-drawing" tabindex="0">\n{inside}\n</div>',
                           self.caption(block.label, block.caption), self.notes(block.notes),
                           "parted" if len(drawings) > 1 else "")

    def told(self, text: Inlines) -> str:
        return f' <span class="told">{self.inline(text)}</span>' if text else ""

    def chart(self, block: Chart) -> str:
        svg = draw(block, self.colours, self.chart_family, self.width, self.lang, self.tallest)
        return self.figure(block.id, f'<div class="chart" tabindex="0">{svg}</div>',
                           self.caption(block.label, block.caption),
                           self.notes(block.notes) + self.data(block, self.lang))

    def picture(self, block: Picture) -> str:
        image = _image(block.data, block.media_type, block.alt)
        return self.figure(block.id, image, self.caption(block.label, block.caption), "")

    def figure(self, name: str, drawing: str, caption: str, notes: str, kind: str = "") -> str:
        titled = f"<figcaption>{caption}</figcaption>\n" if caption else ""
        if not notes:
            return f"<figure{attributes(id=name, class_=kind)}>\n{drawing}\n{titled}</figure>"
        whole = attributes(class_=f"exhibit {kind or 'short'}", id=name)
        return (f'<div{whole}>\n<figure{attributes(class_=kind)}>\n{drawing}\n{titled}</figure>\n{notes}'
                "</div>")

    def key_figures(self, block: KeyFigures) -> str:
        cards = "\n".join(f'<li class="card">{self.card(card)}</li>' for card in block.cards)
        in_a_row = self.across([plain(card.value) for card in block.cards])
        return f'<ul class="cards in-{in_a_row}">\n{cards}\n</ul>'

    def across(self, values: list[str]) -> int:
        """How many cards stand side by side: fewer where a value would not stand in one line."""
        count = CARDS_IN_A_ROW.get(len(values), 3)
        room = self.width / count / BESIDE
        size = self.figure_size * (SMALLER if count > 3 else 1)
        fits = all(measure(value, size) * BOLD <= room for value in values)
        return count if fits else {4: 2, 5: 3}.get(count, count)

    def card(self, card: KeyFigure) -> str:
        parts = (("value", card.value), ("label", card.label), ("note", card.note))
        return " ".join(f'<span class="{kind}">{self.inline(content)}</span>' for kind, content in parts if content)


def body_for(document: Document, theme: Theme, fonts: Fonts, note: NoteWriter, continued: str = "") -> Body:
    """The Body that writes `document` in `theme`; for `continued` see `Tables`."""
    page = theme.page
    has_title = any(isinstance(block, Masthead) for block in document.blocks)
    return Body(lang=document.meta.lang, first_level=2 if has_title else 1, colours=theme.colours,
                chart_family=",".join(fonts.stack("sans")),
                width=round((page.width - page.left - page.right) * POINTS, 1), note=note,
                tables=Tables(Planner(theme, fonts, cell_voice(theme, fonts)), room_of(theme), theme.sizes["body"],
                              continued),
                callouts=theme.callouts,
                head=" ".join((theme.masthead, *(("cover",) if theme.cover == "page" else ()))),
                size=theme.sizes["body"], title_size=theme.sizes["title"], figure_size=theme.sizes["figure"],
                sign=theme.logo, tallest=page.tallest * POINTS)


def _image(data: bytes, media_type: str, alt: str, kind: str = "") -> str:
    source = f"data:{media_type};base64,{b64encode(data).decode('ascii')}"
    return f'<img{attributes(class_=kind, src=source)} alt="{escape(alt)}">'


def _said(kind: str, text: str) -> str:
    """A paragraph of its own class around plain words, or nothing."""
    return f'<p class="{kind}">{escape(text, quote=False)}</p>' if text else ""
