"""Read the words of a line: text, held values, emphasis, links, notes; what they are said with depends on the place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error
from reportgen.document.nodes import (
    Citation, Emphasis, FactText, Inline, Inlines, Language, LineBreak, Link, Note, Reference, Strong, Subscript,
    Superscript, Text,
)
from reportgen.document.walk import inlines, plain
from reportgen.facts.yaml.nodes import Text as Written
from reportgen.messages import say
from reportgen.readers.elements import INLINE, Element, Words
from reportgen.readers.marks import HELD, PRIVATE, Held, HeldBlocks, Setting, number
from reportgen.readers.spacing import tidy

LONGEST_WORD = 2000
LONG_WORD = re.compile(rf"[!-~]{{{LONGEST_WORD + 1}}}")
_BY_LINE = re.compile(r"[^\n]*\n[ \t\n\r\f]*|[^\n]+")       # a line with what stands before the words of the next
TAIL = 60                                  # letters behind which it is seen whether a sentence has ended


class Surroundings(Protocol):
    """What a reader asks of the one who rendered the template."""

    lang: str
    styles: tuple[str, ...]             # the theme's paragraph styles

    def locate(self, line: int, words: str) -> Span: ...
    def typed(self, line: int, words: str) -> tuple[tuple[int, Span], ...]: ...
    def held(self, number: int) -> Held: ...
    def picture(self, name: str, span: Span) -> tuple[bytes, str]: ...


class LineReader:
    """Reads inline content in the order of reading, and gathers what is wrong with it in `problems`."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.around = surroundings
        self.problems: list[Diagnostic] = []
        self._before = ""               # the last words of this block so far
        self._in_table = self._in_note = False

    def span(self, element: Element | Words, words: str = "") -> Span:
        return self.around.locate(element.line, words or (f"<{element.tag}" if isinstance(element, Element) else ""))

    def problem(self, rule: str, message: str, at: Element | Words, words: str = "", hint: str = "") -> None:
        self.problems.append(error(rule, message, self.span(at, words), hint))

    def inlines(self, element: Element) -> Inlines:
        """The inline content of a block, its white space put in order."""
        self._before = ""
        return tidy(tuple(self.run(element.children)), self.around.lang)

    def attribute(self, name: str, element: Element) -> Inlines:
        return self.words(element.attributes.get(name, ""), element)

    def no_facts(self, content: Inlines, at: Element) -> Inlines:
        """`content`, which cannot hold a fact: it would lose its source."""
        if any(isinstance(node, FactText | Citation | Note) for node in inlines(content)):
            self.problem("lost-source", say("a fact would lose its source here"), at, hint=say("print it outside"))
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
                self.problem("broken-value", say("a printed value was cut or changed here"), Words("", line), "{{",
                             say("facts are printed whole: take filters and slices away from them"))
            elif piece:
                if LONG_WORD.search(piece):
                    self.problem("long-word", say("a word of more than {count} letters fits on no line",
                                                  count=LONGEST_WORD), Words("", line))
                self._before = (self._before + piece)[-TAIL:]
                for part in _BY_LINE.findall(piece):
                    places = self.around.typed(line, part)
                    yield Text(part, typed=places[0][1], lines=places if len(places) > 1 else ())
                    line += part.count("\n")

    def value(self, number: int, at: Words) -> Inlines:
        held = self.around.held(number)
        if isinstance(held, HeldBlocks):
            self.problem("block-in-text", say("this stands alone in a paragraph of its own"), at, "{{",
                         say("leave an empty line before and after it"))
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
            self.problem("misplaced-element", say("<{tag}> cannot stand inside a line", tag=element.tag), element)
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
            self.problem("bad-attribute", say('"{lang}" is not the tag of a language', lang=lang), element,
                         lang or "<span",
                         say('write <span lang="zh-CN">…</span>'))
        return Language(content, lang)

    def link(self, element: Element, content: Inlines) -> Inline:
        url = plain(self.attribute("href", element))
        if not plain(content).strip():
            self.problem("empty-link", say("this link has no words"), element, url)
        if url.startswith("#"):
            self.no_facts(content, element)
            words = plain(content)
            return Reference(url[1:], Written(words, self.span(element, words)), span=self.span(element, url))
        if not re.match(r"(https?://|mailto:)\S+$", url):
            self.problem("bad-link", say('"{url}" is not a web or mail address', url=url), element, url,
                         say("links begin with https://, http:// or mailto:, or with # for a place in the document"))
        return Link(content, url)

    # --- attributes

    def count(self, element: Element, name: str) -> int:
        value = element.attributes.get(name, "1")
        if not value.isdecimal() or not 1 <= int(value) <= 1000:
            self.problem("bad-attribute", say("{name} counts from 1 to 1000", name=name), element, value)
            return 1
        return int(value)

    def identity(self, element: Element) -> str:
        name = element.attributes.get("id", "")
        if name and not re.fullmatch(r"[\w.:-]+", name):
            self.problem("bad-id", say('"{name}" cannot be an id', name=name), element, name,
                         say("letters, digits and . : - _ make an id"))
        return name

    def classes(self, element: Element, known: tuple[str, ...]) -> list[str]:
        words = element.attributes.get("class", "").split()
        for word in words:
            if word not in known:
                self.problem("unknown-style", say('<{tag}> has no style "{word}"', tag=element.tag, word=word), element,
                             word,
                             did_you_mean(word, known) or say("styles: {names}", names=", ".join(known)))
        return [word for word in words if word in known]


NO_END = re.compile(r"(?:\b(?:[A-Z]|e\.g|i\.e|etc|cf|vs|No|Nos|Mr|Mrs|Ms|Dr|St|Art|Fig|approx|para|p|pp)\.)$")


def _starts_sentence(before: str) -> bool:
    """Whether a sentence begins after these words of a block; brackets and quotes may be open."""
    words = before.rstrip().rstrip("([“‘\"'（《").rstrip()
    if not words:
        return True
    if NO_END.search(words):
        return False
    return words[-1] in ".!?。！？" or (words[-1] in "”\"’)" and words[-2:-1] in (".", "!", "?"))
