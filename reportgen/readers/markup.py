"""Turn semantic HTML, the writing syntax of the document tree, into nodes, and refuse what the tree cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from reportgen.diagnostics import Diagnostic, did_you_mean
from reportgen.document.nodes import (
    Block, Blocks, Callout, Cell, Claim, Column, Heading, Inlines, List, Paragraph, Picture, Quote, Row, Table,
)
from reportgen.document.walk import plain
from reportgen.facts.yaml.nodes import Text as Written
from reportgen.locales import words
from reportgen.messages import say
from reportgen.readers.elements import Element, Words, is_inline, read_elements
from reportgen.readers.marks import HELD, HeldBlocks, number
from reportgen.readers.words import LineReader, Surroundings

CONFIDENCE = ("low", "moderate", "high")
TABLE_STYLES = ("plain", "evidence")
ALIGNMENTS = {"": "left", "text-align:left": "left", "text-align:center": "center", "text-align:right": "number"}
CALLOUTS = ("bottom-line", "caveat", "note", "highlight")


def read_markup(html: str, surroundings: Surroundings) -> tuple[Blocks, list[Diagnostic]]:
    """The blocks of a text in semantic HTML with held values, and every problem found in it."""
    root, problems = read_elements(html, surroundings.locate)
    if problems:
        return (), problems
    reader = _Reader(surroundings)
    return reader.blocks(root.children), reader.problems


class _Reader(LineReader):
    """Turns elements into nodes, in the order of reading."""

    # --- blocks

    def blocks(self, children: list[Element | Words]) -> Blocks:
        found: list[Block] = []
        run: list[Element | Words] = []
        for child in [*self.apart(children), None]:
            if child is not None and is_inline(child):
                run.append(child)
                continue
            if run:
                found += self.paragraph(Element("p", {}, _first_line(run), run))
                run = []
            if child is not None:
                found += self.block(child)
        return tuple(found)

    def apart(self, children: list[Element | Words]) -> Iterator[Element | Words]:
        """The children, each value that stands for blocks in a paragraph of its own."""
        for child in children:
            if not isinstance(child, Words) or not HELD.search(child.text):
                yield child
                continue
            line, end = child.line, 0
            for mark in HELD.finditer(child.text):
                if isinstance(self.around.held(number(mark[1])), HeldBlocks):
                    before = child.text[end:mark.start()]
                    yield Words(before, line)
                    line += before.count("\n")
                    yield Element("p", {}, line, [Words(mark[0], line)])
                    end = mark.end()
            yield Words(child.text[end:], line)

    def block(self, element: Element) -> Blocks:
        match element.tag:
            case "h1" | "h2" | "h3" | "h4":
                return (self.heading(element),)
            case "p":
                return self.paragraph(element)
            case "ul" | "ol":
                return (self.list(element),)
            case "table":
                return (self.table(element),)
            case "blockquote":
                return (self.quote(element),)
            case "aside":
                return (self.aside(element),)
            case "figure":
                return self.figure(element)
            case "img":
                return (self.picture(element),)
            case "div" | "section":
                return self.blocks(element.children)
            case _:
                self.problem("misplaced-element", say("<{tag}> cannot stand here", tag=element.tag), element)
                return ()

    def heading(self, element: Element) -> Heading:
        classes = self.classes(element, ("unnumbered", "annex"))
        content = self.inlines(element)
        if not content:
            self.problem("empty-heading", say("this heading has no words"), element)
        if "annex" in classes and element.tag != "h1":
            self.problem("heading-level", say("an annex begins with a heading of level 1"), element)
        return Heading(int(element.tag[1]), content, self.identity(element), numbered="unnumbered" not in classes,
                       annex="annex" in classes, span=self.span(element))

    def paragraph(self, element: Element) -> Blocks:
        if (held := self.block_value(element)) is not None:
            return held
        pictures = [child for child in element.children if isinstance(child, Element) and child.tag == "img"]
        if pictures and not any(isinstance(c, Words) and c.text.strip() for c in element.children):
            return tuple(self.picture(child, self.identity(element)) for child in pictures)
        content = self.inlines(element)
        if not content:
            return ()
        styles = self.classes(element, self.around.styles)
        if len(styles) > 1:
            self.problem("said-twice", say("a paragraph has one style"), element, styles[1])
        return (Paragraph(content, "".join(styles[:1]), self.identity(element), span=self.span(element)),)

    def block_value(self, element: Element) -> Blocks | None:
        """The blocks of a value that stands alone in its paragraph, or None."""
        words = [c for c in element.children if not (isinstance(c, Words) and not c.text.strip())]
        if len(words) != 1 or not isinstance(words[0], Words):
            return None
        marks = words[0].text.split()
        held = [self.around.held(number(m[1])) for mark in marks if (m := HELD.fullmatch(mark))]
        if len(held) != len(marks) or not all(isinstance(value, HeldBlocks) for value in held):
            return None
        return tuple(block for value in held for block in value.make())

    def list(self, element: Element) -> List:
        items = []
        for child in element.children:
            if isinstance(child, Element) and child.tag == "li":
                items.append(self.blocks(child.children))
            elif isinstance(child, Element) or child.text.strip():
                self.problem("misplaced-element", say("only <li> can stand in a list"), child)
        start = self.count(element, "start") if element.attributes.get("start") != "0" else 0
        return List(tuple(items), element.tag == "ol", start, span=self.span(element))

    def quote(self, element: Element) -> Quote:
        attribution = self.words(element.attributes.get("by", ""), element)
        inner = []
        for child in element.children:
            if isinstance(child, Element) and child.tag == "footer":
                attribution = self.one(self.inlines(child), attribution, child)
            else:
                inner.append(child)
        return Quote(self.blocks(inner), attribution, span=self.span(element))

    def aside(self, element: Element) -> Callout | Claim:
        names = plain(self.words(element.attributes.get("class", ""), element)).split()
        kinds = [name for name in names if name != "callout"]
        return self.claim(element) if kinds == ["claim"] else self.callout(element, *kinds[:1] or ["note"])

    def claim(self, element: Element) -> Claim:
        level = plain(self.words(element.attributes.get("confidence", ""), element))
        if level not in CONFIDENCE:
            self.problem("unknown-confidence", say('there is no confidence "{level}"', level=level), element, level,
                         did_you_mean(level, CONFIDENCE) or say('write confidence="…": {names}',
                                                                names=", ".join(CONFIDENCE)))
            level = CONFIDENCE[0]
        said = words(self.around.lang)[f"confidence_{level}"]
        return Claim(self.blocks(element.children), level, said, span=self.span(element))  # type: ignore[arg-type]

    def callout(self, element: Element, kind: str) -> Callout:
        if kind not in CALLOUTS:
            self.problem("unknown-callout", say('there is no callout "{kind}"', kind=kind), element, kind,
                         did_you_mean(kind, CALLOUTS) or say("callouts: {names}", names=", ".join(CALLOUTS)))
        title = self.words(element.attributes.get("title", ""), element)
        return Callout(kind, title, self.blocks(element.children), span=self.span(element))

    def figure(self, element: Element) -> Blocks:
        caption: Inlines = ()
        inner = []
        for child in element.children:
            if isinstance(child, Element) and child.tag == "figcaption":
                caption = self.one(self.inlines(child), caption, child)
            else:
                inner.append(child)
        blocks = self.blocks(inner)
        if len(blocks) != 1 or not isinstance(blocks[0], Picture | Table):
            self.problem("misplaced-element", say("a <figure> holds one picture or one table"), element)
            return blocks
        caption = self.one(blocks[0].caption, caption, element) if blocks[0].caption else caption
        return (replace(blocks[0], caption=caption, id=self.identity(element) or blocks[0].id),)

    def picture(self, element: Element, identity: str = "") -> Picture:
        name = plain(self.attribute("src", element))
        alt = plain(self.no_facts(self.attribute("alt", element), element))
        if not alt.strip():
            self.problem("picture-without-words", say("this picture has no text alternative"), element, name,
                         say("say in words what it shows: ![what it shows](file.png)"))
        data, media_type = self.around.picture(name, self.span(element, name))
        caption = self.words(element.attributes.get("title", ""), element)
        return Picture(data, media_type, Written(alt, self.span(element, alt)), caption, identity,
                       span=self.span(element, name))

    # --- tables

    def table(self, element: Element) -> Table:
        caption = self.words(element.attributes.get("caption", ""), element)
        head: list[tuple[Row, Element]] = []
        body: list[tuple[Row, Element]] = []
        for child in element.children:
            if isinstance(child, Element) and child.tag == "caption":
                caption = self.one(self.inlines(child), caption, child)
            elif isinstance(child, Element) and child.tag in ("thead", "tbody", "tfoot", "tr"):
                rows = [child] if child.tag == "tr" else self.only("tr", child)
                kind = "total" if child.tag == "tfoot" else "body"
                (head if child.tag == "thead" else body).extend((self.row(row, kind), row) for row in rows)
            elif isinstance(child, Element) or child.text.strip():
                self.problem("misplaced-element", say("only rows and a caption can stand in a table"), child)
        columns = self.columns(element, head + body)
        if not columns:
            self.problem("empty-table", say("this table has no cells"), element)
        classes = self.classes(element, (*TABLE_STYLES, "landscape"))
        return Table(columns, tuple(r for r, _ in head), tuple(r for r, _ in body), caption,
                     id=self.identity(element), style=next((name for name in classes if name in TABLE_STYLES), ""),
                     orientation="landscape" if "landscape" in classes else "", span=self.span(element))

    def row(self, element: Element, kind: str) -> Row:
        classes = self.classes(element, ("group", "total"))
        self._in_table = True
        cells = tuple(Cell(self.inlines(cell), cell.tag == "th", self.count(cell, "colspan"),
                           self.count(cell, "rowspan")) for cell in self.only(("th", "td"), element))
        self._in_table = False
        return Row(cells, classes[0] if classes else kind, self.identity(element))  # type: ignore[arg-type]

    def columns(self, table: Element, rows: list[tuple[Row, Element]]) -> tuple[Column, ...]:
        """A column's alignment is its first cell's; every row must fill the table, cells that reach down counted."""
        width = max((sum(cell.colspan for cell in row.cells) for row, _ in rows), default=0)
        reaching: list[tuple[int, int]] = []            # (rows still to fill, columns)
        for row, element in rows:
            filled = sum(cell.colspan for cell in row.cells) + sum(columns for _, columns in reaching)
            if filled != width:
                self.problem("ragged-table",
                             say("this row fills {filled} of {width} columns", filled=filled, width=width), element)
            reaching = [(left - 1, columns) for left, columns in reaching if left > 1]
            reaching += [(cell.rowspan - 1, cell.colspan) for cell in row.cells if cell.rowspan > 1]
        if reaching:
            self.problem("ragged-table", say("a cell reaches down below the last row"), rows[-1][1])
        looks = [[self.alignment(cell) for cell in self.only(("th", "td"), element)
                  for _ in range(self.count(cell, "colspan"))] for _, element in rows]
        aligns = looks[0] if looks else []
        written = table.attributes.get("widths", "").split()
        shares = [int(word) if re.fullmatch("[0-9]{1,3}", word) else 0 for word in written]
        if written and (len(shares) != width or not all(shares)):
            self.problem("bad-widths", say("widths takes a whole number for each of {width} columns", width=width),
                         table, "widths")
        return tuple(Column(align, share) for align, share in
                     zip(aligns + ["left"] * (width - len(aligns)), shares + [0] * (width - len(shares)), strict=False))

    def only(self, tags: str | tuple[str, ...], parent: Element) -> list[Element]:
        found = []
        for child in parent.children:
            if isinstance(child, Element) and child.tag in tags:
                found.append(child)
            elif isinstance(child, Element) or child.text.strip():
                self.problem("misplaced-element", say("this cannot stand in <{tag}>", tag=parent.tag), child)
        return found

    def one(self, content: Inlines, already: Inlines, at: Element) -> Inlines:
        """`content`, where nothing was said in its place before."""
        if already:
            self.problem("said-twice", say("<{tag}> is given twice", tag=at.tag), at)
        return content

    def alignment(self, cell: Element) -> str:
        style = cell.attributes.get("style", "").replace(" ", "").rstrip(";")
        if style not in ALIGNMENTS:
            self.problem("bad-attribute", say("looks belong to the theme; a cell may only be aligned"), cell, "style")
        return ALIGNMENTS.get(style, "left")


def _first_line(run: list[Element | Words]) -> int:
    """The line of the first words of a run, past the empty lines before them."""
    first = run[0]
    if isinstance(first, Element):
        return first.line
    return first.line + first.text[: len(first.text) - len(first.text.lstrip())].count("\n")
