"""Turn semantic HTML, the writing syntax of the document tree, into nodes, and refuse what the tree cannot say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error
from reportgen.document.nodes import (
    Block, Blocks, Callout, Cell, Citation, Claim, Column, Emphasis, FactText, Heading, Inline, Inlines, Language,
    LineBreak, Link, List, Note, Paragraph, Picture, Quote, Reference, Row, Strong, Subscript, Superscript, Table, Text,
)
from reportgen.document.walk import inlines, plain
from reportgen.locales import words
from reportgen.readers.elements import INLINE, Element, Words, is_inline, read_elements
from reportgen.readers.marks import HELD, PRIVATE, Held, HeldBlocks, Setting, number
from reportgen.readers.spacing import tidy

CONFIDENCE = ("low", "moderate", "high")
TAIL = 60                                  # letters behind which it is seen whether a sentence has ended
TABLE_STYLES = ("plain", "evidence")
ALIGNMENTS = {"": "left", "text-align:left": "left", "text-align:center": "center", "text-align:right": "number"}
CALLOUTS = ("bottom-line", "caveat", "note")


class Surroundings(Protocol):
    """What a reader asks of the one who rendered the template."""

    lang: str
    styles: tuple[str, ...]             # the theme's paragraph styles

    def locate(self, line: int, words: str) -> Span: ...
    def held(self, number: int) -> Held: ...
    def picture(self, name: str, span: Span) -> tuple[bytes, str]: ...


def read_markup(html: str, surroundings: Surroundings) -> tuple[Blocks, list[Diagnostic]]:
    """The blocks of a text in semantic HTML with held values, and every problem found in it."""
    root, problems = read_elements(html, surroundings.locate)
    if problems:
        return (), problems
    reader = _Reader(surroundings)
    return reader.blocks(root.children), reader.problems


class _Reader:
    """Turns elements into nodes, in the order of reading."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.around = surroundings
        self.problems: list[Diagnostic] = []
        self._before = ""               # the last words of this block so far
        self._in_table = self._in_note = False

    def span(self, element: Element | Words, words: str = "") -> Span:
        return self.around.locate(element.line, words or (f"<{element.tag}" if isinstance(element, Element) else ""))

    def problem(self, rule: str, message: str, at: Element | Words, words: str = "", hint: str = "") -> None:
        self.problems.append(error(rule, message, self.span(at, words), hint))

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
                self.problem("misplaced-element", f"<{element.tag}> cannot stand here", element)
                return ()

    def heading(self, element: Element) -> Heading:
        classes = self.classes(element, ("unnumbered",))
        content = self.inlines(element)
        if not content:
            self.problem("empty-heading", "this heading has no words", element)
        return Heading(int(element.tag[1]), content, self.identity(element), numbered="unnumbered" not in classes,
                       span=self.span(element))

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
            self.problem("said-twice", "a paragraph has one style", element, styles[1])
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
                self.problem("misplaced-element", "only <li> can stand in a list", child)
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
            self.problem("unknown-confidence", f'there is no confidence "{level}"', element, level,
                         did_you_mean(level, CONFIDENCE) or 'write confidence="…": ' + ", ".join(CONFIDENCE))
            level = CONFIDENCE[0]
        said = words(self.around.lang)[f"confidence_{level}"]
        return Claim(self.blocks(element.children), level, said, span=self.span(element))  # type: ignore[arg-type]

    def callout(self, element: Element, kind: str) -> Callout:
        if kind not in CALLOUTS:
            self.problem("unknown-callout", f'there is no callout "{kind}"', element, kind,
                         did_you_mean(kind, CALLOUTS) or "callouts: " + ", ".join(CALLOUTS))
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
            self.problem("misplaced-element", "a <figure> holds one picture or one table", element)
            return blocks
        caption = self.one(blocks[0].caption, caption, element) if blocks[0].caption else caption
        return (replace(blocks[0], caption=caption, id=self.identity(element) or blocks[0].id),)

    def picture(self, element: Element, identity: str = "") -> Picture:
        name = plain(self.attribute("src", element))
        alt = plain(self.no_facts(self.attribute("alt", element), element))
        if not alt.strip():
            self.problem("picture-without-words", "this picture has no text alternative", element, name,
                         "say in words what it shows: ![what it shows](file.png)")
        data, media_type = self.around.picture(name, self.span(element, name))
        caption = self.words(element.attributes.get("title", ""), element)
        return Picture(data, media_type, alt, caption, identity, span=self.span(element))

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
                self.problem("misplaced-element", "only rows and a caption can stand in a table", child)
        columns = self.columns(element, head + body)
        if not columns:
            self.problem("empty-table", "this table has no cells", element)
        return Table(columns, tuple(r for r, _ in head), tuple(r for r, _ in body), caption,
                     id=self.identity(element), style="".join(self.classes(element, TABLE_STYLES)[:1]),
                     span=self.span(element))

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
                self.problem("ragged-table", f"this row fills {filled} of {width} columns", element)
            reaching = [(left - 1, columns) for left, columns in reaching if left > 1]
            reaching += [(cell.rowspan - 1, cell.colspan) for cell in row.cells if cell.rowspan > 1]
        if reaching:
            self.problem("ragged-table", "a cell reaches down below the last row", rows[-1][1])
        aligns = [self.alignment(cell) for _, element in rows[:1] for cell in self.only(("th", "td"), element)
                  for _ in range(self.count(cell, "colspan"))]
        written = table.attributes.get("widths", "").split()
        shares = [int(word) if re.fullmatch("[0-9]{1,3}", word) else 0 for word in written]
        if written and (len(shares) != width or not all(shares)):
            self.problem("bad-widths", f"widths takes a whole number for each of {width} columns", table, "widths")
        return tuple(Column(align, share) for align, share in
                     zip(aligns + ["left"] * (width - len(aligns)), shares + [0] * (width - len(shares)), strict=False))

    def only(self, tags: str | tuple[str, ...], parent: Element) -> list[Element]:
        found = []
        for child in parent.children:
            if isinstance(child, Element) and child.tag in tags:
                found.append(child)
            elif isinstance(child, Element) or child.text.strip():
                self.problem("misplaced-element", f"this cannot stand in <{parent.tag}>", child)
        return found

    def one(self, content: Inlines, already: Inlines, at: Element) -> Inlines:
        """`content`, where nothing was said in its place before."""
        if already:
            self.problem("said-twice", f"<{at.tag}> is given twice", at)
        return content

    def count(self, element: Element, name: str) -> int:
        value = element.attributes.get(name, "1")
        if not value.isdecimal() or not 1 <= int(value) <= 1000:
            self.problem("bad-attribute", f"{name} counts from 1 to 1000", element, value)
            return 1
        return int(value)

    def alignment(self, cell: Element) -> str:
        style = cell.attributes.get("style", "").replace(" ", "").rstrip(";")
        if style not in ALIGNMENTS:
            self.problem("bad-attribute", "looks belong to the theme; a cell may only be aligned", cell, "style")
        return ALIGNMENTS.get(style, "left")

    def identity(self, element: Element) -> str:
        name = element.attributes.get("id", "")
        if name and not re.fullmatch(r"[\w.:-]+", name):
            self.problem("bad-id", f'"{name}" cannot be an id', element, name, "letters, digits and . : - _ make an id")
        return name

    def classes(self, element: Element, known: tuple[str, ...]) -> list[str]:
        words = element.attributes.get("class", "").split()
        for word in words:
            if word not in known:
                self.problem("unknown-style", f'<{element.tag}> has no style "{word}"', element, word,
                             did_you_mean(word, known) or "styles: " + ", ".join(known))
        return [word for word in words if word in known]

    # --- inline

    def inlines(self, element: Element) -> Inlines:
        """The inline content of a block, its white space put in order."""
        self._before = ""
        return tidy(tuple(self.run(element.children)), self.around.lang)

    def attribute(self, name: str, element: Element) -> Inlines:
        return self.words(element.attributes.get(name, ""), element)

    def no_facts(self, content: Inlines, at: Element) -> Inlines:
        """`content`, which cannot hold a fact: it would lose its source."""
        if any(isinstance(node, FactText | Citation | Note) for node in inlines(content)):
            self.problem("lost-source", "a fact would lose its source here", at, hint="print it outside")
        return content

    def words(self, text: str, at: Element) -> Inlines:
        """The words of an attribute, in which held values may stand."""
        self._before = ""
        return tidy(tuple(self.text(Words(text, at.line))), self.around.lang)

    def run(self, children: list[Element | Words]) -> Iterator[Inline]:
        for child in children:
            yield from self.text(child) if isinstance(child, Words) else self.inline(child)

    def text(self, words: Words) -> Iterator[Inline]:
        pieces = HELD.split(words.text)
        line = words.line
        for index, piece in enumerate(pieces):
            if index % 2:
                yield from self.value(number(piece), Words("", line))
            elif PRIVATE.search(piece):
                self.problem("broken-value", "a printed value was cut or changed here", Words("", line),
                             hint="facts are printed whole: take filters and slices away from them")
            elif piece:
                self._before = (self._before + piece)[-TAIL:]
                line += piece.count("\n")
                yield Text(piece)

    def value(self, number: int, at: Words) -> Inlines:
        held = self.around.held(number)
        if isinstance(held, HeldBlocks):
            self.problem("block-in-text", "this stands alone in a paragraph of its own", at,
                         hint="leave an empty line before and after it")
            return ()
        starts = not self._in_table and _starts_sentence(self._before)
        said = held.say(Setting(self._in_table, starts, self._in_note))
        self._before = (self._before + plain(said))[-TAIL:]
        return said

    def inline(self, element: Element) -> Iterator[Inline]:
        if element.tag == "br":
            yield LineBreak()
        elif element.tag == "span" and "class" in element.attributes:
            yield from self.note(element)
        elif element.tag not in INLINE:
            self.problem("misplaced-element", f"<{element.tag}> cannot stand inside a line", element)
        else:
            content = tuple(self.run(element.children))
            match element.tag:
                case "em" | "i":
                    yield Emphasis(content)
                case "strong" | "b":
                    yield Strong(content)
                case "sup":
                    yield Superscript(content)
                case "sub":
                    yield Subscript(content)
                case "a":
                    yield self.link(element, content)
                case "span":
                    yield self.language(element, content)

    def note(self, element: Element) -> Iterator[Inline]:
        self.classes(element, ("note",))
        before, in_table = self._before, self._in_table
        self._in_table, self._in_note = False, True
        yield Note(self.inlines(element), span=self.span(element))
        self._before, self._in_table, self._in_note = before, in_table, False

    def language(self, element: Element, content: Inlines) -> Inline:
        lang = element.attributes.get("lang", "")
        if not re.fullmatch("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", lang):
            self.problem("bad-attribute", f'"{lang}" is not the tag of a language', element, lang or "<span",
                         'write <span lang="zh-CN">…</span>')
        return Language(content, lang)

    def link(self, element: Element, content: Inlines) -> Inline:
        url = plain(self.attribute("href", element))
        if not plain(content).strip():
            self.problem("empty-link", "this link has no words", element, url)
        if url.startswith("#"):
            self.no_facts(content, element)
            return Reference(url[1:], plain(content), span=self.span(element, url))
        if not re.match(r"(https?://|mailto:)\S+$", url):
            self.problem("bad-link", f'"{url}" is not a web or mail address', element, url,
                         "links begin with https://, http:// or mailto:, or with # for a place in the document")
        return Link(content, url)


def _first_line(run: list[Element | Words]) -> int:
    """The line of the first words of a run, past the empty lines before them."""
    first = run[0]
    if isinstance(first, Element):
        return first.line
    return first.line + first.text[: len(first.text) - len(first.text.lstrip())].count("\n")


NO_END = re.compile(r"(?:\b(?:[A-Z]|e\.g|i\.e|etc|cf|vs|No|Nos|Mr|Mrs|Ms|Dr|St|Art|Fig|approx|para|p|pp)\.)$")


def _starts_sentence(before: str) -> bool:
    """Whether a sentence begins after these words of a block; brackets and quotes may be open."""
    words = before.rstrip().rstrip("([“‘\"'（《").rstrip()
    if not words:
        return True
    if NO_END.search(words):
        return False
    return words[-1] in ".!?。！？" or (words[-1] in "”\"’)" and words[-2:-1] in (".", "!", "?"))
