"""Read YAML strictly: every scalar keeps its text and its place, and every mistake is named at its place.

`parse` makes a tree of Map, Seq and Scalar from the parser's events, so that nothing is turned into a number, a date
or a truth value; `into` fits such a tree to a pydantic model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NoReturn

import yaml

from reportgen.characters import refused
from reportgen.diagnostics import Diagnostic, ReportgenError, Span, error
from reportgen.facts.yaml.fit import MOST_TOLD, into
from reportgen.facts.yaml.nodes import FULL_WIDTH, Map, Node, Scalar, Seq, Text
from reportgen.messages import in_our_words, say

__all__ = ["Map", "Node", "Scalar", "Seq", "Text", "into", "parse"]

DEEPEST = 32
LONGEST = 100_000                       # letters of a value
MOST = 100_000                          # values of a file
TAB = say("a tab")
FULL_WIDTH_KEY = re.compile(r"\s*(?:- )*[\w.-]+(?:\s*(：)|:(　))")
FULL_WIDTH_COMMA = re.compile(r"([，；、])\s*[A-Za-z][\w-]*\s*[：:]")
FULL_WIDTH_START = re.compile(r"([｛［“”‘’＂＇])")
NULLS = ("", "~", "null", "Null", "NULL")


def parse(text: str, file: str) -> Node:
    """The tree of a YAML text; an empty text is an empty Map. ReportgenError with every problem that one pass finds.

    Refused: tabs, control and private-use characters; anchors, aliases, merge keys and tags; keys that stand twice;
    blank values; more than 32 levels; a second document; full-width punctuation where YAML needs ASCII.
    """
    problems = list(islice(_bad_characters(text, file), MOST_TOLD))
    if problems:
        raise ReportgenError(*problems)
    reader = _Reader(text, file)
    try:
        root = reader.document()
    except yaml.YAMLError as problem:
        found = (*reader.problems, _syntax_error(problem, reader.lines, file))
        raise ReportgenError(*dict.fromkeys(found)) from None
    if reader.problems:
        raise ReportgenError(*reader.problems)
    return root


def _bad_characters(text: str, file: str) -> Iterator[Diagnostic]:
    for row, line in enumerate(text.split("\n"), 1):
        tabs = ((tab.start(), TAB) for tab in re.finditer("\t", line))
        for position, what in sorted((*refused(line), *tabs)):
            yield error("bad-character",
                        say("{what} (U+{code:04X}) is not allowed", what=what, code=ord(line[position])),
                        Span(file, row, position + 1),
                        say("indent with spaces") if what is TAB else say("delete it"))


class _Reader:
    """Turns the parser's events into nodes and gathers what is wrong on the way."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = text.split("\n")
        self.events = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.problems: list[Diagnostic] = []
        self.values = 0

    def document(self) -> Node:
        root: Node | None = None
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                self.wrong("second-document", say("a file holds one YAML document"), self.span(event),
                           say('delete the "---"'))
                break
            if isinstance(event, (yaml.NodeEvent)):
                root = self.node(event, 0, False)
        root = Map((), Span(self.file)) if root is None or _is_blank(root) else root
        if isinstance(root, Scalar) and (found := FULL_WIDTH_KEY.match(self.lines[root.span.line - 1])):
            self.full_width(found[1] or found[2], root.span.line)
        return root

    def span(self, event: Any) -> Span:
        return Span(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def wrong(self, rule: str, message: str, span: Span, hint: str = "",
              related: tuple[tuple[Span, str], ...] = ()) -> None:
        self.problems.append(error(rule, message, span, hint, related))
        if len(self.problems) == MOST_TOLD:
            raise ReportgenError(*self.problems)

    def stop(self, rule: str, message: str, span: Span) -> NoReturn:
        raise ReportgenError(*self.problems, error(rule, message, span))

    def full_width(self, character: str, line: int, after: int = 0) -> None:
        """`character` stands in `line` (from 1) at or after the offset `after`."""
        column = self.lines[line - 1].find(character, after) + 1
        self.problems.append(_full_width(character, Span(self.file, line, column)))

    def node(self, event: Any, depth: int, flow: bool) -> Node:
        self.refuse_cleverness(event)
        self.values += 1
        if depth > DEEPEST:
            self.stop("too-deep", say("more than {deepest} levels", deepest=DEEPEST), self.span(event))
        if self.values > MOST:
            self.stop("too-many", say("more than {count} values in one file", count=MOST), self.span(event))
        if isinstance(event, yaml.MappingStartEvent):
            return self.map(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.seq(event, depth)
        return self.scalar(event, flow)

    def refuse_cleverness(self, event: Any) -> None:
        span = self.span(event)
        if isinstance(event, yaml.AliasEvent):
            self.wrong("alias", say('an alias ("*{anchor}") is not allowed', anchor=event.anchor), span,
                       say("write the value again, or quote it"))
        elif event.anchor:
            self.wrong("anchor", say('an anchor ("&{anchor}") is not allowed', anchor=event.anchor), span,
                       say("a text that begins with & needs quotes"))
        if getattr(event, "tag", None):
            self.wrong("tag", say('a tag ("{tag}") is not allowed', tag=event.tag), span,
                       say("a text that begins with ! needs quotes"))

    def scalar(self, event: Any, flow: bool) -> Scalar:
        if isinstance(event, yaml.AliasEvent):
            return Scalar("*" + event.anchor, self.span(event), False)
        made = Scalar(event.value, self.span(event), not event.style, tuple(self.on_lines(event)))
        if len(made.text) > LONGEST:
            self.stop("too-long-text", say("a text of more than {count} letters", count=LONGEST), made.span)
        for position, what in islice(refused(made.text), 1):          # by an escape in double quotes
            self.wrong("bad-character", say("{what} (U+{code:04X}) is not allowed", what=what,
                                            code=ord(made.text[position])), made.span, say("delete it"))
        if made.plain and made.text[:1] in ("｛", "［"):
            self.full_width(made.text[0], made.span.line, made.span.column - 1)
        elif made.plain and flow and (found := FULL_WIDTH_COMMA.search(made.text)):
            self.full_width(found[1], made.span.line, made.span.column - 1)
        return made

    def on_lines(self, event: Any) -> Iterator[tuple[int, Span]]:
        """For a text on several lines, where in it the words of each begin, and their place in the file."""
        first, last = event.start_mark, event.end_mark
        end = 0
        for row in range(first.line, min(last.line + 1, len(self.lines)) if last.line > first.line else first.line):
            begin, stop = first.column if row == first.line else 0, last.column if row == last.line else None
            words = self.lines[row][begin:stop].strip().strip("\"'")
            at = event.value.find(words, end) if words else -1
            if at >= 0:
                yield at, Span(self.file, row + 1, self.lines[row].find(words) + 1)
                end = at + len(words)

    def seq(self, start: Any, depth: int) -> Seq:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            item = self.node(event, depth + 1, bool(start.flow_style))
            if _is_blank(item):
                self.wrong("blank-value", say("a blank list item"), item.span, say("delete it, or write the value"))
            items.append(item)
        return Seq(tuple(items), self.span(start))

    def map(self, start: Any, depth: int) -> Map:
        pairs: list[tuple[Scalar, Node]] = []
        places: dict[str, Span] = {}
        flow = bool(start.flow_style)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1, flow)
            value = self.node(next(self.events), depth + 1, flow)
            if not isinstance(key, Scalar):
                self.wrong("bad-key", say("a key is a word, not a mapping or list"), key.span,
                           say("put a text in braces in quotes"))
                continue
            self.check_pair(key, value, places, flow)
            places.setdefault(key.text, key.span)
            pairs.append((key, value))
        return Map(tuple(pairs), self.span(start))

    def check_pair(self, key: Scalar, value: Node, places: dict[str, Span], flow: bool) -> None:
        if key.text in places:
            self.wrong("duplicate-key", say('"{text}" stands twice', text=key.text), key.span, say("keep one of them"),
                       ((places[key.text], say("first here")),))
        if key.text == "<<" and key.plain:
            self.wrong("merge-key", say('a merge key ("<<") is not allowed'), key.span, say("write the keys out"))
        if _is_blank(value):
            self.blank(key, value, flow)

    def blank(self, key: Scalar, value: Node, flow: bool) -> None:
        line = self.lines[key.span.line - 1]
        after = re.match(r"\s*:\s*(#.*)", line[key.span.column - 1 + len(key.text):]) if not flow else None
        if found := re.search("[：，｛｝；、]", key.text) if flow else None:
            self.full_width(found[0], key.span.line, key.span.column - 1)
        elif flow and not re.match(r"\s*:", line[key.span.column - 1 + len(key.text):]):
            before = re.search(r":\s*([^][{}\"',:]+,\s*)$", line[:key.span.column - 1])
            self.wrong("lost-value", say('"{text}" in braces was read as a key without a value', text=key.text),
                       key.span,
                       say('a comma ends a text in braces: put the whole in quotes: "{whole}"',
                           whole=before[1] + key.text) if before
                       else say('put a text in braces in quotes: "{{{text}}}"', text=key.text))
        elif after:
            self.wrong("lost-value", say('the value of "{text}" was lost: "{after}" is a comment', text=key.text,
                                         after=after[1].strip()), key.span,
                       say('put it in quotes: {text}: "{after}"', text=key.text, after=after[1].strip()))
        else:
            self.wrong("blank-value", say('"{text}" has no value', text=key.text), key.span,
                       say("write the value, or delete the key; "
                           "a figure may be unknown, none, withheld or not_applicable"))


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.plain and node.text in NULLS


def _full_width(character: str, span: Span) -> Diagnostic:
    return error("full-width-punctuation",
                 say('"{character}" (U+{code:04X}) is full-width; YAML needs "{needed}" here', character=character,
                     code=ord(character), needed=FULL_WIDTH[character]), span,
                 say("a text that must hold it needs quotes around it"))


def _syntax_error(problem: Any, lines: list[str], file: str) -> Diagnostic:
    mark, context = getattr(problem, "problem_mark", None), getattr(problem, "context_mark", None)
    if mark is None:
        return error("yaml-syntax", say("this is not YAML: {message}", message=str(problem)), Span(file))
    message, last = problem.problem or "", min(mark.line, len(lines) - 1)
    first = min(context.line, last) if context and last - context.line < 3 else last
    earlier = max(0, last - 2) if "mapping values" in message else first     # where the broken text may have begun
    for row in range(earlier, last + 1):
        if found := FULL_WIDTH_KEY.match(lines[row]) or (_misplaced(lines[row]) if row >= first else None):
            place = found.start(found.lastindex)
            return _full_width(lines[row][place], Span(file, row + 1, place + 1))
    if "quoted scalar" in (problem.context or ""):
        return error("yaml-syntax", say("a quotation mark is not closed"),
                     Span(file, context.line + 1, context.column + 1))
    column = mark.column if mark.line == last else len(lines[last])
    return error("yaml-syntax", say("this is not YAML: {message}", message=in_our_words(message, COMPLAINTS)),
                 Span(file, last + 1, column + 1),
                 _syntax_hint(message))


COMPLAINTS = {
    "mapping values are not allowed in this context": say("a second colon stands in this text"),
    "could not find expected ':'": say("a colon is missing"),
    "did not find expected key": say("a key is expected here, less or more indented"),
    "did not find expected '-' indicator": say('a list item ("- ") is expected here, less or more indented'),
    "did not find expected ',' or ']'": say('a list in brackets needs "," or "]" here'),
    "did not find expected ',' or '}'": say('what stands in braces needs "," or "}" here'),
    "did not find expected node content": say("a value is missing here"),
    "did not find expected <document start>": say("a file holds one YAML document"),
    "block sequence entries are not allowed in this context": say("a list begins on a line of its own"),
    "found character that cannot start any token": say("no text begins with this character"),
    "found unknown escape character": say('"\\" means nothing before this character'),
    "found unexpected end of stream": say("the file ends too early"),
    "found unexpected document indicator": say('"---" or "..." stands inside a text'),
    "found unknown directive name": say('a line that begins with "%" is not allowed'),
    "found unexpected ':'": say("a colon cannot stand here"),
    "did not find expected alphabetic or numeric character": say("a name is missing behind this sign"),
    "did not find expected comment or line break": say("nothing can stand here but a comment"),
}


def _misplaced(line: str) -> re.Match[str] | None:
    """The full-width mark that stands for syntax in a line the parser stumbled over."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'|\s#.*", lambda quoted: " " * len(quoted[0]), line)
    start = re.match(r"\s*(?:- )*(?:[\w.-]+\s*:\s*)?", bare).end()
    return (FULL_WIDTH_KEY.match(bare) or FULL_WIDTH_START.match(bare, start) or FULL_WIDTH_COMMA.search(bare)
            or re.search(r"[{,]\s*[\w.-]+\s*(：)", bare) or re.search(r"([｝］])\s*$", bare)
            or re.search(r"^\s*([－　])", bare))


def _syntax_hint(problem: str) -> str:
    if "expected key" in problem or "expected '-'" in problem:
        return say("what belongs together begins in the same column")
    if "mapping values" in problem:
        return say('a text that holds ": " needs quotes around it; a key begins in the column of its neighbours')
    if "expected ':'" in problem:
        return say('a key needs ":" and a space after it')
    if "',' or" in problem:
        return say("what was opened with { or [ is not closed, or a text in it needs quotes")
    return say('a text that begins with one of @ ` % & * ! | > " \' { [ needs quotes around it')
