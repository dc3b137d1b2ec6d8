"""Read Markdown: turn it into the same semantic HTML that an HTML template is written in, line by line traceable.

CommonMark with tables, footnotes of one paragraph, and an attribute line above a block (`{id=tbl-x .lead}`).
Emphasis next to Chinese punctuation works as a Chinese reader expects. Before each block and each line of words stands
a comment with its line, from which the reader of the HTML takes its places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from mdit_py_cjk_friendly import cjk_friendly
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.footnote import footnote_plugin

from reportgen.diagnostics import Diagnostic, error
from reportgen.messages import say
from reportgen.readers.elements import Locate
from reportgen.readers.marks import line_mark

_FOOTNOTE_LEFT = re.compile(r"\[\^([^\]\s]+)\](?!:)")
_FOOTNOTE = re.compile(r"^ {0,3}(\[\^[^\]\s]+\]):", re.MULTILINE)
_TOO_MANY_BRACES = re.compile(r"\{[.#\w][^{}]*\}[}｝]+")
_BRACES = re.compile(r"[{｛][^{}｛｝]*[}｝]")
DEEPEST = 60                                  # how deep blocks may stand in one another


def to_markup(text: str, locate: Locate) -> tuple[str, list[Diagnostic]]:
    """The HTML of a Markdown text, and what Markdown itself would have lost without a word."""
    parser = _parser()
    env: dict = {}
    tokens = parser.parse(text, env)
    problems = [*_lost_definitions(text, tokens, env, locate), *_too_deep(tokens, locate)]
    tokens, notes = _take_notes(tokens)
    problems += [*_lost_notes(text, tokens, env, locate), *_odd_notes(notes, locate), *_odd_rows(text, tokens, locate),
                 *_lost_attributes(tokens, locate), *_unread_attributes(text, tokens, locate)]
    if problems:
        return "", problems
    env["notes"] = {number: [line for line in inner if line.type == "inline"] for number, inner in notes.items()}
    return parser.renderer.render(_with_lines(tokens), parser.options, env), problems


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 2 * DEEPEST}).enable("table")
    parser.use(footnote_plugin, inline=False).use(attrs_block_plugin).use(cjk_friendly)
    parser.normalizeLink = str              # type: ignore[method-assign]  # held values stand in links too
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the reader of the HTML checks them
    parser.add_render_rule("footnote_ref", _render_note)
    parser.add_render_rule("softbreak", lambda *_: "\n")
    return parser


def _render_note(renderer, tokens: Sequence[Token], index: int, options, env: dict) -> str:
    inline = env["notes"].get(tokens[index].meta["id"], [])
    said = "".join(_line(token) + renderer.renderInline(token.children or [], options, env) for token in inline)
    return f'<span class="note">{said}</span>'


def _take_notes(tokens: list[Token]) -> tuple[list[Token], dict[int, list[Token]]]:
    """The tokens without the footnotes that the plugin gathers at the end, and each note's own tokens."""
    rest: list[Token] = []
    notes: dict[int, list[Token]] = {}
    inside: int | None = None
    for token in tokens:
        if token.type == "footnote_open":
            inside = token.meta["id"]
            notes[inside] = []
        elif token.type == "footnote_close":
            inside = None
        elif inside is not None:
            notes[inside].append(token)
        elif not token.type.startswith("footnote_block"):
            rest.append(token)
    return rest, notes


def _lost_definitions(text: str, tokens: list[Token], env: dict, locate: Locate) -> Iterator[Diagnostic]:
    """Link definitions that no link uses: what looks like a text before a colon is gone with them."""
    links = {child.attrs.get("href", child.attrs.get("src")) for token in tokens for child in token.children or ()}
    for definition in env.get("references", {}).values():
        if definition["href"] not in links:
            line = definition["map"][0]
            yield error("unused-link", say("no text uses this link, so the line would not be printed"),
                        locate(line, "["),
                        say("write \\[ at its beginning if it is a text"))


def _too_deep(tokens: list[Token], locate: Locate) -> Iterator[Diagnostic]:
    for token in tokens:
        if token.level > DEEPEST:
            yield error("too-deep",
                        say("lists and quotes stand in one another more than {deepest} deep", deepest=DEEPEST),
                        locate(token.map[0] if token.map else 0, ""))
            return


def _lost_notes(text: str, tokens: list[Token], env: dict, locate: Locate) -> Iterator[Diagnostic]:
    defined: dict[str, int] = {}
    for found in _FOOTNOTE.finditer(text):
        line = text.count("\n", 0, found.start(1))
        if found[1] in defined:
            yield error("duplicate-note", say("the footnote {name} is written twice", name=found[1]),
                        locate(line, found[1]))
        defined.setdefault(found[1], line)
    for label, number in env.get("footnotes", {}).get("refs", {}).items():
        if number < 0:
            name = f"[^{label[1:]}]"
            yield error("unused-note", say("no text refers to the footnote {name}", name=name),
                        locate(defined.get(name, 0), name))
    for token in tokens:
        for child in token.children or ():
            if child.type == "text" and (left := _FOOTNOTE_LEFT.search(child.content)):
                line = token.map[0] if token.map else 0
                yield error("unknown-note", say("there is no footnote {name}", name=left[0]), locate(line, left[0]),
                            say("write its text on a line of its own: {name}: …", name=left[0]))


def _odd_notes(notes: dict[int, list[Token]], locate: Locate) -> Iterator[Diagnostic]:
    for tokens in notes.values():
        paragraph = ("paragraph_open", "paragraph_close", "footnote_anchor")
        blocks = [token for token in tokens if token.type not in paragraph]
        line = next((token.map[0] for token in blocks[1:] or blocks if token.map), 0)
        if [token.type for token in blocks] != ["inline"]:
            yield error("long-note", say("a footnote is one paragraph"), locate(line, ""))
        elif any(child.type == "footnote_ref" for child in blocks[0].children or ()):
            yield error("note-in-note", say("a footnote has no footnotes of its own"), locate(line, "[^"))


def _odd_rows(text: str, tokens: list[Token], locate: Locate) -> Iterator[Diagnostic]:
    """Rows with more or fewer cells than their table has columns: Markdown would drop or invent some."""
    lines = text.split("\n")
    columns = 0
    for index, token in enumerate(tokens):
        if token.type != "tr_open" or not token.map:
            continue
        cells = escapedSplit(lines[token.map[0]].strip())
        count = len(cells) - (cells[:1] == [""]) - (len(cells) > 1 and cells[-1] == "")
        if tokens[index + 1].type == "th_open":
            columns = count
        elif count > columns:
            yield error("long-row",
                        say("this row has {count} cells, its table {columns} columns", count=count, columns=columns),
                        locate(token.map[0], "|"), say("write \\| for a bar inside a cell"))
        elif count < columns:
            yield error("short-row", say("this row has {count} of {columns} cells", count=count, columns=columns),
                        locate(token.map[0], "|"),
                        say("leave an empty line after a table"))


def _lost_attributes(tokens: list[Token], locate: Locate) -> list[Diagnostic]:
    return [error("unknown-attribute", say('no block has an attribute "{name}"', name=name),
                    locate(token.map[0] if token.map else 0, name))
            for token in tokens
            for name in (*token.meta.get("insecure_attrs", ()), *(token.attrs if token.hidden else ()))]


def _unread_attributes(text: str, tokens: list[Token], locate: Locate) -> Iterator[Diagnostic]:
    """Lines in braces that were not read as attributes, and attributes below which nothing stands."""
    hint = say('{id=name caption="words" .style}, in half-width letters; {{ name }} prints a fact')
    for token in tokens:
        if token.type == "inline" and token.map:
            for n, line in enumerate(token.content.split("\n")):
                if _BRACES.fullmatch(line.strip()):
                    yield error("unread-attributes", say("{line} is no line of attributes", line=line.strip()),
                                locate(token.map[0] + n, line.strip()), hint)
    lines = text.rstrip().split("\n")
    for n, line in enumerate(lines):
        if _TOO_MANY_BRACES.fullmatch(line.strip()):
            yield error("unread-attributes", say("{line} has a brace too many", line=line.strip()),
                        locate(n, line.strip()))
    last = lines[-1].strip()
    if _BRACES.fullmatch(last) and not any(token.content.endswith(last) for token in tokens):
        yield error("unread-attributes", say("no block stands below these attributes"), locate(len(lines) - 1, last))


def _with_lines(tokens: list[Token]) -> list[Token]:
    """The tokens with a comment of its line before each that knows it."""
    result = []
    for token in tokens:
        if token.map and token.block and token.nesting >= 0:
            result.append(Token("html_block", "", 0, content=_line(token)))
        result.append(token)
    return result


def _line(token: Token) -> str:
    return line_mark(token.map[0]) if token.map else ""
