"""Read semantic HTML, the writing syntax of the document tree, and refuse at its place what the tree cannot say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Protocol

from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error
from reportgen.document.nodes import (
    Block,
    Blocks,
    Callout,
    Cell,
    Claim,
    Column,
    Emphasis,
    Heading,
    Inline,
    Inlines,
    Language,
    LineBreak,
    Link,
    List,
    Note,
    Paragraph,
    Picture,
    Quote,
    Reference,
    Row,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from reportgen.document.walk import plain
from reportgen.locales import words
from reportgen.readers.marks import HELD, Held, HeldBlocks, Setting

Locate = Callable[[int, str], Span]
"""From a line of the rendered text, counted from 0, and words to look for in it, to the place in the template."""


def Problem(rule: str, message: str, span: Span, hint: str = "") -> Diagnostic:
    return error(rule, message, span, hint)


class Surroundings(Protocol):
    """What a reader asks of the one who rendered the template."""

    lang: str
    styles: tuple[str, ...]             # the theme's paragraph styles

    def locate(self, line: int, words: str) -> Span: ...
    def held(self, number: int) -> Held: ...
    def picture(self, name: str, span: Span) -> tuple[bytes, str]: ...


INLINE = ("a", "b", "br", "em", "i", "span", "strong", "sub", "sup")
CONTAINERS = ("div", "section")
BLOCK = ("aside", "blockquote", "figure", "h1", "h2", "h3", "h4", "img", "ol", "p", "table", "ul", *CONTAINERS)
INNER = ("caption", "figcaption", "footer", "li", "tbody", "td", "tfoot", "th", "thead", "tr")
VOID = ("br", "img")
ATTRIBUTES = {
    "a": ("href",), "span": ("lang", "class"), "p": ("class", "id"), "aside": ("class", "title", "confidence"),
    "h1": ("class", "id"), "h2": ("class", "id"), "h3": ("class", "id"), "h4": ("class", "id"),
    "img": ("src", "alt", "title"), "ol": ("start",), "blockquote": ("by",), "figure": ("id",),
    "table": ("class", "id", "caption", "widths"), "tr": ("class", "id"),
    "th": ("colspan", "rowspan", "style", "scope"), "td": ("colspan", "rowspan", "style"),
}
INSTEAD = {
    "hr": "use {{ page_break() }}, or a heading", "pre": "indent text less; a briefing holds no program code",
    "code": "write the words without backquotes", "dl": "use a table or a list", "h5": "headings have four levels",
    "h6": "headings have four levels", "script": "a briefing runs no program", "style": "looks belong to the theme",
    "svg": "use chart(), or a picture file", "s": "write what holds now", "u": "use *emphasis*",
}
CONFIDENCE = ("low", "moderate", "high")
CALLOUTS = ("bottom-line", "caveat", "note")


@dataclass(slots=True)
class _Words:
    text: str
    line: int


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: dict[str, str]
    line: int
    children: list[_Element | _Words] = field(default_factory=list)


class _Parser(HTMLParser):
    """HTML as a tree of elements, each with its line; unbalanced and unknown tags are problems."""

    def __init__(self, locate: Locate) -> None:
        super().__init__(convert_charrefs=True)
        self.locate = locate
        self.root = _Element("", {}, 0)
        self.open = [self.root]
        self.problems: list[Diagnostic] = []
        self._offset = 0

    def line(self) -> int:
        return self.getpos()[0] - 1 + self._offset

    def problem(self, rule: str, message: str, words: str, hint: str = "", line: int | None = None) -> None:
        self.problems.append(error(rule, message, self.locate(self.line() if line is None else line, words), hint))

    def handle_comment(self, data: str) -> None:
        if data.startswith("@"):
            self._offset = int(data[1:]) - (self.getpos()[0] - 1)

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(_Words(data, self.line()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs}, self.line())
        if tag not in (*INLINE, *BLOCK, *INNER) and self.open[-1].tag != "pre":
            hint = INSTEAD.get(tag) or did_you_mean(tag, (*INLINE, *BLOCK, *INNER))
            self.problem("unknown-element", f"a briefing cannot say <{tag}>", f"<{tag}", hint)
        for name in element.attributes:
            if name not in ATTRIBUTES.get(tag, ()) and tag in (*INLINE, *BLOCK, *INNER):
                allowed = ATTRIBUTES.get(tag, ())
                self.problem("unknown-attribute", f'<{tag}> has no attribute "{name}" here', name,
                             did_you_mean(name, allowed) or ("allowed: " + ", ".join(allowed) if allowed else ""))
        self.open[-1].children.append(element)
        if tag not in (*VOID, "hr"):
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) > 1 and self.open[-1].tag == tag:
            self.open.pop()
        elif tag not in (*VOID, "hr"):
            inside = self.open[-1].tag
            self.problem("unbalanced-tag", f"</{tag}> closes nothing", f"</{tag}",
                         f"<{inside}> is still open" if inside else "")

    def handle_decl(self, decl: str) -> None:
        self.problem("unknown-element", f"a briefing cannot say <!{decl}>", "<!", "begin with the first heading")

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.problem("unknown-element", f"a briefing cannot say <?{data}>", "<?")

    def finish(self) -> _Element:
        self.close()
        for element in self.open[1:]:
            self.problem("unbalanced-tag", f"<{element.tag}> is never closed", f"<{element.tag}", line=element.line)
        return self.root


def read_markup(html: str, surroundings: Surroundings) -> tuple[Blocks, list[Diagnostic]]:
    """The blocks of a text in semantic HTML with held values, and every problem found in it."""
    parser = _Parser(surroundings.locate)
    parser.feed(html)
    root = parser.finish()
    if parser.problems:
        return (), parser.problems
    reader = _Reader(surroundings)
    return reader.blocks(root.children), reader.problems


def _is_inline(child: _Element | _Words) -> bool:
    return isinstance(child, _Words) or child.tag in INLINE


class _Reader:
    """Turns elements into nodes, in the order of reading."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.around = surroundings
        self.problems: list[Diagnostic] = []
        self._before = ""               # the words of this block so far
        self._in_table = False

    def span(self, element: _Element | _Words, words: str = "") -> Span:
        return self.around.locate(element.line, words or (f"<{element.tag}" if isinstance(element, _Element) else ""))

    def problem(self, rule: str, message: str, at: _Element | _Words, words: str = "", hint: str = "") -> None:
        self.problems.append(error(rule, message, self.span(at, words), hint))

    # --- blocks

    def blocks(self, children: list[_Element | _Words]) -> Blocks:
        found: list[Block] = []
        run: list[_Element | _Words] = []
        for child in [*children, None]:
            if child is not None and _is_inline(child):
                run.append(child)
                continue
            if run:
                found += self.paragraph(_Element("p", {}, _first_line(run), run))
                run = []
            if child is not None:
                found += self.block(child)
        return tuple(found)

    def block(self, element: _Element) -> Blocks:
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

    def heading(self, element: _Element) -> Heading:
        classes = self.classes(element, ("unnumbered",))
        return Heading(int(element.tag[1]), self.inlines(element), id=element.attributes.get("id", ""),
                       numbered="unnumbered" not in classes, span=self.span(element))

    def paragraph(self, element: _Element) -> Blocks:
        if (held := self.block_value(element)) is not None:
            return held
        pictures = [child for child in element.children if isinstance(child, _Element) and child.tag == "img"]
        if pictures and not any(isinstance(c, _Words) and c.text.strip() for c in element.children):
            return tuple(self.picture(child, element.attributes.get("id", "")) for child in pictures)
        content = self.inlines(element)
        if not content:
            return ()
        style = "".join(self.classes(element, self.around.styles)[:1])
        return (Paragraph(content, style, element.attributes.get("id", ""), span=self.span(element)),)

    def block_value(self, element: _Element) -> Blocks | None:
        """The blocks of a value that stands alone in its paragraph, or None."""
        words = [c for c in element.children if not (isinstance(c, _Words) and not c.text.strip())]
        if len(words) != 1 or not isinstance(words[0], _Words):
            return None
        marks = words[0].text.split()
        held = [self.around.held(int(m[1])) for mark in marks if (m := HELD.fullmatch(mark))]
        if len(held) != len(marks) or not all(isinstance(value, HeldBlocks) for value in held):
            return None
        return tuple(block for value in held for block in value.make())

    def list(self, element: _Element) -> List:
        items = []
        for child in element.children:
            if isinstance(child, _Element) and child.tag == "li":
                items.append(self.blocks(child.children))
            elif isinstance(child, _Element) or child.text.strip():
                self.problem("misplaced-element", "only <li> can stand in a list", child)
        start = element.attributes.get("start", "1")
        return List(tuple(items), element.tag == "ol", int(start) if start.isdecimal() else 1, span=self.span(element))

    def quote(self, element: _Element) -> Quote:
        attribution = self.words(element.attributes.get("by", ""), element)
        inner = []
        for child in element.children:
            if isinstance(child, _Element) and child.tag == "footer":
                attribution = self.inlines(child)
            else:
                inner.append(child)
        return Quote(self.blocks(inner), attribution, span=self.span(element))

    def aside(self, element: _Element) -> Callout | Claim:
        names = plain(self.words(element.attributes.get("class", ""), element)).split()
        kinds = [name for name in names if name != "callout"]
        return self.claim(element) if kinds == ["claim"] else self.callout(element, *kinds[:1] or ["note"])

    def claim(self, element: _Element) -> Claim:
        level = plain(self.words(element.attributes.get("confidence", ""), element))
        if level not in CONFIDENCE:
            self.problem("unknown-confidence", f'there is no confidence "{level}"', element, level,
                         did_you_mean(level, CONFIDENCE) or "levels: " + ", ".join(CONFIDENCE))
            level = CONFIDENCE[0]
        said = words(self.around.lang)[f"confidence_{level}"]
        return Claim(self.blocks(element.children), level, said, span=self.span(element))  # type: ignore[arg-type]

    def callout(self, element: _Element, kind: str) -> Callout:
        if kind not in CALLOUTS:
            self.problem("unknown-callout", f'there is no callout "{kind}"', element, kind,
                         did_you_mean(kind, CALLOUTS) or "callouts: " + ", ".join(CALLOUTS))
        title = self.words(element.attributes.get("title", ""), element)
        return Callout(kind, title, self.blocks(element.children), span=self.span(element))

    def figure(self, element: _Element) -> Blocks:
        caption: Inlines = ()
        inner = []
        for child in element.children:
            if isinstance(child, _Element) and child.tag == "figcaption":
                caption = self.inlines(child)
            else:
                inner.append(child)
        blocks = self.blocks(inner)
        if len(blocks) != 1 or not isinstance(blocks[0], Picture | Table):
            self.problem("misplaced-element", "a <figure> holds one picture or one table", element)
            return blocks
        identity = element.attributes.get("id", "")
        return (replace(blocks[0], caption=caption or blocks[0].caption, id=identity or blocks[0].id),)

    def picture(self, element: _Element, identity: str = "") -> Picture:
        name = plain(self.words(element.attributes.get("src", ""), element))
        alt = plain(self.words(element.attributes.get("alt", ""), element))
        if not alt.strip():
            self.problem("picture-without-words", "this picture has no text alternative", element, name,
                         "say in words what it shows: ![what it shows](file.png)")
        data, media_type = self.around.picture(name, self.span(element, name))
        caption = self.words(element.attributes.get("title", ""), element)
        return Picture(data, media_type, alt, caption, identity, span=self.span(element))

    # --- tables

    def table(self, element: _Element) -> Table:
        self._in_table = True
        caption = self.words(element.attributes.get("caption", ""), element)
        head: list[tuple[Row, _Element]] = []
        body: list[tuple[Row, _Element]] = []
        for child in element.children:
            if isinstance(child, _Element) and child.tag == "caption":
                caption = self.inlines(child)
            elif isinstance(child, _Element) and child.tag in ("thead", "tbody", "tfoot", "tr"):
                rows = [child] if child.tag == "tr" else self.only("tr", child)
                kind = "total" if child.tag == "tfoot" else "body"
                (head if child.tag == "thead" else body).extend((self.row(row, kind), row) for row in rows)
            elif isinstance(child, _Element) or child.text.strip():
                self.problem("misplaced-element", "only rows and a caption can stand in a table", child)
        self._in_table = False
        columns = self.columns(element, head + body)
        return Table(columns, tuple(r for r, _ in head), tuple(r for r, _ in body), caption,
                     id=element.attributes.get("id", ""), style=element.attributes.get("class", ""),
                     span=self.span(element))

    def row(self, element: _Element, kind: str) -> Row:
        classes = self.classes(element, ("group", "total"))
        cells = tuple(Cell(self.inlines(cell), cell.tag == "th", self.count(cell, "colspan"),
                           self.count(cell, "rowspan")) for cell in self.only(("th", "td"), element))
        return Row(cells, classes[0] if classes else kind, element.attributes.get("id", ""))  # type: ignore[arg-type]

    def columns(self, table: _Element, rows: list[tuple[Row, _Element]]) -> tuple[Column, ...]:
        """A column's alignment is its first cell's; every row must fill the table, cells that reach down counted."""
        width = max((sum(cell.colspan for cell in row.cells) for row, _ in rows), default=0)
        reaching: list[tuple[int, int]] = []            # (rows still to fill, columns)
        for row, element in rows:
            filled = sum(cell.colspan for cell in row.cells) + sum(columns for _, columns in reaching)
            if filled != width:
                self.problem("ragged-table", f"this row fills {filled} of {width} columns", element)
            reaching = [(left - 1, columns) for left, columns in reaching if left > 1]
            reaching += [(cell.rowspan - 1, cell.colspan) for cell in row.cells if cell.rowspan > 1]
        aligns = [_alignment(cell) for _, element in rows[:1] for cell in self.only(("th", "td"), element)
                  for _ in range(self.count(cell, "colspan"))]
        shares = [int(word) if word.isdecimal() else 0 for word in table.attributes.get("widths", "").split()]
        if shares and len(shares) != width:
            self.problem("bad-widths", f"widths names {len(shares)} columns of {width}", table, "widths")
        return tuple(Column(align, share) for align, share in
                     zip(aligns + ["left"] * (width - len(aligns)), shares + [0] * (width - len(shares)), strict=False))

    def only(self, tags: str | tuple[str, ...], parent: _Element) -> list[_Element]:
        found = [c for c in parent.children if isinstance(c, _Element) and c.tag in tags]
        for child in parent.children:
            if child not in found and (isinstance(child, _Element) or child.text.strip()):
                self.problem("misplaced-element", f"this cannot stand in <{parent.tag}>", child)
        return found

    def count(self, element: _Element, name: str) -> int:
        value = element.attributes.get(name, "1")
        if not value.isdecimal() or not 1 <= int(value) <= 1000:
            self.problem("bad-attribute", f"{name} counts from 1 to 1000", element, value)
            return 1
        return int(value)

    def classes(self, element: _Element, known: tuple[str, ...]) -> list[str]:
        words = element.attributes.get("class", "").split()
        for word in words:
            if word not in known:
                self.problem("unknown-style", f'<{element.tag}> has no style "{word}"', element, word,
                             did_you_mean(word, known) or "styles: " + ", ".join(known))
        return [word for word in words if word in known]

    # --- inline

    def inlines(self, element: _Element) -> Inlines:
        """The inline content of a block, its white space put in order."""
        self._before = ""
        return _tidy(tuple(self.run(element.children)), self.around.lang)

    def words(self, text: str, at: _Element) -> Inlines:
        """The words of an attribute, in which held values may stand."""
        self._before = ""
        return _tidy(tuple(self.text(_Words(text, at.line))), self.around.lang)

    def run(self, children: list[_Element | _Words]) -> Iterator[Inline]:
        for child in children:
            yield from self.text(child) if isinstance(child, _Words) else self.inline(child)

    def text(self, words: _Words) -> Iterator[Inline]:
        pieces = HELD.split(words.text)
        line = words.line
        for index, piece in enumerate(pieces):
            if index % 2:
                yield from self.value(int(piece), _Words("", line))
            elif piece:
                self._before += piece
                line += piece.count("\n")
                yield Text(piece)

    def value(self, number: int, at: _Words) -> Inlines:
        held = self.around.held(number)
        if isinstance(held, HeldBlocks):
            self.problem("block-in-text", "this stands alone in a paragraph of its own", at,
                         hint="leave an empty line before and after it")
            return ()
        said = held.say(Setting(self._in_table, not self._in_table and _starts_sentence(self._before)))
        self._before += plain(said)
        return said

    def inline(self, element: _Element) -> Iterator[Inline]:
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
                    yield Language(content, element.attributes["lang"]) if "lang" in element.attributes else Text("")

    def note(self, element: _Element) -> Iterator[Inline]:
        self.classes(element, ("note",))
        before = self._before
        yield Note(self.inlines(element), span=self.span(element))
        self._before = before

    def link(self, element: _Element, content: Inlines) -> Inline:
        url = plain(self.words(element.attributes.get("href", ""), element))
        if url.startswith("#"):
            return Reference(url[1:], plain(content), span=self.span(element, url))
        if not re.match(r"(https?://|mailto:)\S+$", url):
            self.problem("bad-link", f'"{url}" is not a web or mail address', element, url,
                         "links begin with https://, http:// or mailto:, or with # for a place in the document")
        return Link(content, url)


def _first_line(run: list[_Element | _Words]) -> int:
    """The line of the first words of a run, past the empty lines before them."""
    first = run[0]
    if isinstance(first, _Element):
        return first.line
    return first.line + first.text[: len(first.text) - len(first.text.lstrip())].count("\n")


def _alignment(cell: _Element) -> str:
    style = cell.attributes.get("style", "").replace(" ", "")
    return {"text-align:right": "number", "text-align:center": "center"}.get(style, "left")


def _starts_sentence(before: str) -> bool:
    words = before.rstrip()
    return not words or words[-1] in ".!?。！？" or (words[-1] in "”\"’)" and words[-2:-1] in (".", "!", "?"))


# --- white space

_SPACE = re.compile(r"[ \t\n\r\f]+")
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")


def _tidy(content: Inlines, lang: str) -> Inlines:
    """`content` with white space as one space, none at the ends, and no space for a line end next to Han."""
    leaves = list(_leaves(content))
    before, after = _neighbours([text for text, _ in leaves])
    tidied = iter([_tidy_leaf(text, is_text, left, right, lang)
                   for (text, is_text), left, right in zip(leaves, before, after, strict=True)])
    return tuple(_rebuild(content, tidied))


def _neighbours(texts: list[str]) -> tuple[list[str], list[str]]:
    """The character that stands before each of `texts`, and the one after it; "" at the ends."""
    before, after = [], []
    last = ""
    for text in texts:
        before.append(last)
        last = text[-1:] or last
    last = ""
    for text in reversed(texts):
        after.append(last)
        last = text[:1] or last
    return before, after[::-1]


def _leaves(content: Inlines) -> Iterator[tuple[str, bool]]:
    """The words of each leaf in order, and whether it is a Text, whose white space is the author's."""
    for node in content:
        match node:
            case (Emphasis(inner) | Strong(inner) | Superscript(inner) | Subscript(inner) | Language(inner, _)
                  | Link(inner, _)):
                yield from _leaves(inner)
            case Text(text):
                yield text, True
            case LineBreak():
                yield "", False
            case Note():
                pass
            case _:
                yield plain((node,)) or "x", False


def _tidy_leaf(text: str, is_text: bool, before: str, after: str, lang: str) -> str:
    if not is_text:
        return text

    def one(space: re.Match[str]) -> str:
        left = text[space.start() - 1] if space.start() else before
        right = text[space.end()] if space.end() < len(text) else after
        if not left or not right or (space.start() == 0 and left.isspace()):
            return ""
        han = bool(HAN.match(left)) + bool(HAN.match(right))
        joins = han == 2 or (han == 1 and lang.startswith("zh"))
        return "" if "\n" in space[0] and joins else " "

    return _SPACE.sub(one, text)


def _rebuild(content: Inlines, texts: Iterator[str]) -> Iterator[Inline]:
    for node in content:
        match node:
            case (Emphasis(inner) | Strong(inner) | Superscript(inner) | Subscript(inner) | Language(inner, _)
                  | Link(inner, _)):
                rebuilt = replace(node, content=tuple(_rebuild(inner, texts)))
                if rebuilt.content:
                    yield rebuilt
            case Text():
                if text := next(texts):
                    yield Text(text)
            case Note():
                yield node
            case _:
                next(texts)
                yield node
