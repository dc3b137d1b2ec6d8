"""Read a text in semantic HTML as a tree of elements, each with its line; what the vocabulary lacks is a problem."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error
from reportgen.messages import say
from reportgen.readers.marks import number

Locate = Callable[[int, str], Span]
"""From a line of the rendered text, counted from 0, and words to look for in it, to the place in the template."""

INLINE = ("a", "b", "br", "em", "i", "span", "strong", "sub", "sup")
CONTAINERS = ("div", "section")
DEEPEST = 60
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
    "hr": say("use {{ page_break() }}, or a heading"), "pre": say("indent text less; a briefing holds no program code"),
    "code": say("write the words without backquotes"), "dl": say("use a table or a list"),
    "h5": say("headings have four levels"), "h6": say("headings have four levels"),
    "script": say("a briefing runs no program"), "style": say("looks belong to the theme"),
    "svg": say("use chart(), or a picture file"), "s": say("write what holds now"), "u": say("use *emphasis*"),
}


@dataclass(slots=True)
class Words:
    """Text between tags, as it stands there."""

    text: str
    line: int


@dataclass(slots=True)
class Element:
    """A tag with its attributes and what stands between it and its end."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element | Words] = field(default_factory=list)


class _Parser(HTMLParser):
    """HTML as a tree of elements, each with its line; unbalanced and unknown tags are problems."""

    def __init__(self, source: str, locate: Locate) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.locate = locate
        self.root = Element("", {}, 0)
        self.open = [self.root]
        self.problems: list[Diagnostic] = []
        self._offset = 0

    def line(self) -> int:
        return self.getpos()[0] - 1 + self._offset

    def problem(self, rule: str, message: str, words: str, hint: str = "", line: int | None = None) -> None:
        self.problems.append(error(rule, message, self.locate(self.line() if line is None else line, words), hint))

    def handle_comment(self, data: str) -> None:
        if data.startswith("\ue005"):
            self.stand_at(number(data[1:]))
        elif "<!--" in data or f"<!--{data}-->" not in self.source:       # or words would be lost
            self.problem("unknown-element", say("a comment stands between <!-- and -->"), "<!")

    def stand_at(self, line: int) -> None:
        """What comes now was written in that line."""
        self._offset = line - (self.getpos()[0] - 1)

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(Words(data, self.line()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.line())
        if tag not in (*INLINE, *BLOCK, *INNER) and self.open[-1].tag != "pre":
            hint = INSTEAD.get(tag) or did_you_mean(tag, (*INLINE, *BLOCK, *INNER))
            self.problem("unknown-element", say("a briefing cannot say <{tag}>", tag=tag), f"<{tag}", hint)
        for name in element.attributes:
            if name not in ATTRIBUTES.get(tag, ()) and tag in (*INLINE, *BLOCK, *INNER):
                allowed = ATTRIBUTES.get(tag, ())
                self.problem("unknown-attribute", say('<{tag}> has no attribute "{name}" here', tag=tag, name=name),
                             name,
                             did_you_mean(name, allowed) or (
                                 say("allowed: {names}", names=", ".join(allowed)) if allowed else ""))
        if len(attrs) > len(element.attributes):
            self.problem("said-twice", say("<{tag}> has an attribute twice", tag=tag), f"<{tag}")
        self.open[-1].children.append(element)
        if len(self.open) == DEEPEST:
            self.problem("too-deep", say("elements stand in one another more than {deepest} deep", deepest=DEEPEST),
                         f"<{tag}")
        if tag not in (*VOID, "hr"):
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if all(element.tag != tag for element in self.open[1:][-DEEPEST:]):
            if tag not in (*VOID, "hr"):
                self.problem("unbalanced-tag", say("</{tag}> closes nothing", tag=tag), f"</{tag}")
            return
        while (element := self.open.pop()).tag != tag:
            self.never_closed(element)
        if element.attributes.get("class") == "note":           # its words were written elsewhere
            self.stand_at(element.line)

    def never_closed(self, element: Element) -> None:
        if element.tag in (*INLINE, *BLOCK, *INNER):            # others were refused where they begin
            self.problem("unbalanced-tag", say("<{tag}> is never closed", tag=element.tag), f"<{element.tag}",
                         line=element.line)

    def handle_decl(self, decl: str) -> None:
        self.problem("unknown-element", say("a briefing cannot say <!{decl}>", decl=decl), "<!",
                     say("begin with the first heading"))

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.problem("unknown-element", say("a briefing cannot say <?{data}>", data=data), "<?")

    def finish(self) -> Element:
        if re.match(r"<[!?/a-zA-Z]", self.rawdata):                       # newer Pythons would drop it
            self.problem("unbalanced-tag", say("what begins here with < is never closed with >"), self.rawdata[:2])
        else:
            self.close()
        for element in self.open[1:]:
            self.never_closed(element)
        return self.root


def read_elements(html: str, locate: Locate) -> tuple[Element, list[Diagnostic]]:
    """The root of the tree, and every tag or attribute that cannot be."""
    parser = _Parser(html, locate)
    try:
        parser.feed(html)
        root = parser.finish()
    except AssertionError:                         # what Python's parser says of a broken <![…
        parser.problem("unknown-element", say("a briefing cannot say <![…"), "<![")
        root = parser.root
    return root, parser.problems


def is_inline(child: Element | Words) -> bool:
    return isinstance(child, Words) or child.tag in INLINE
