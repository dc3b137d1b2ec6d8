"""Read Markdown: turn it into the same semantic HTML that an HTML template is written in, line by line traceable.

CommonMark with tables, footnotes of one paragraph, and an attribute line above a block (`{id=tbl-x .lead}`).
Emphasis next to Chinese punctuation works as a Chinese reader expects. Before each block stands a comment `<!--@n-->`
with its line, counted from 0, from which the reader of the HTML takes its places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from mdit_py_cjk_friendly import cjk_friendly
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.footnote import footnote_plugin

from reportgen.diagnostics import Diagnostic, error
from reportgen.readers.elements import Locate

_FOOTNOTE_LEFT = re.compile(r"\[\^([^\]\s]+)\](?!:)")


def to_markup(text: str, locate: Locate) -> tuple[str, list[Diagnostic]]:
    """The HTML of a Markdown text, and what Markdown itself would have lost without a word."""
    parser = _parser()
    env: dict = {}
    tokens = parser.parse(text, env)
    tokens, notes = _take_notes(tokens)
    problems = [*_lost_notes(text, tokens, env, locate), *_long_notes(notes, locate),
                *_long_rows(text, tokens, locate), *_lost_attributes(tokens, locate)]
    env["notes"] = {number: inner[0].children or [] for number, inner in notes.items() if inner}
    return parser.renderer.render(_with_lines(tokens), parser.options, env), problems


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.use(footnote_plugin, inline=False).use(attrs_block_plugin).use(cjk_friendly)
    parser.normalizeLink = str              # type: ignore[method-assign]  # held values stand in links too
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the reader of the HTML checks them
    parser.add_render_rule("footnote_ref", _render_note)
    parser.add_render_rule("softbreak", lambda *_: "\n")
    return parser


def _render_note(renderer, tokens: Sequence[Token], index: int, options, env: dict) -> str:
    content = env["notes"].get(tokens[index].meta["id"], [])
    return '<span class="note">' + renderer.renderInline(content, options, env) + "</span>"


def _take_notes(tokens: list[Token]) -> tuple[list[Token], dict[int, list[Token]]]:
    """The tokens without the footnotes that the plugin gathers at the end, and each note's own inline tokens."""
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
            notes[inside] += [token] if token.type == "inline" else []
        elif not token.type.startswith("footnote_block"):
            rest.append(token)
    return rest, notes


def _lost_notes(text: str, tokens: list[Token], env: dict, locate: Locate) -> list[Diagnostic]:
    problems = []
    for label, number in env.get("footnotes", {}).get("refs", {}).items():
        if number < 0:
            name = f"[^{label[1:]}]"
            line = next((n for n, words in enumerate(text.split("\n")) if words.lstrip().startswith(name + ":")), 0)
            problems.append(error("unused-note", f"no text refers to the footnote {name}", locate(line, name)))
    for token in tokens:
        for child in token.children or ():
            if child.type == "text" and (left := _FOOTNOTE_LEFT.search(child.content)):
                line = token.map[0] if token.map else 0
                problems.append(error("unknown-note", f"there is no footnote {left[0]}", locate(line, left[0]),
                                        f"write its text on a line of its own: {left[0]}: …"))
    return problems


def _long_notes(notes: dict[int, list[Token]], locate: Locate) -> list[Diagnostic]:
    return [error("long-note", "a footnote is one paragraph", locate(inner[1].map[0] if inner[1].map else 0, ""))
            for inner in notes.values() if len(inner) > 1]


def _long_rows(text: str, tokens: list[Token], locate: Locate) -> list[Diagnostic]:
    """Rows with more cells than their table has columns: Markdown would drop what is too much."""
    lines = text.split("\n")
    problems, columns = [], 0
    for index, token in enumerate(tokens):
        if token.type != "tr_open" or not token.map:
            continue
        written = [cell for cell in escapedSplit(lines[token.map[0]].strip())]
        count = len(written) - (written[:1] == [""]) - (written[1:] and written[-1] == "")
        if tokens[index + 1].type == "th_open":
            columns = count
        elif count > columns:
            problems.append(error("long-row", f"this row has {count} cells, its table {columns} columns",
                                    locate(token.map[0], "|"), r"write \| for a bar inside a cell"))
    return problems


def _lost_attributes(tokens: list[Token], locate: Locate) -> list[Diagnostic]:
    return [error("unknown-attribute", f'no block has an attribute "{name}"',
                    locate(token.map[0] if token.map else 0, name))
            for token in tokens
            for name in (*token.meta.get("insecure_attrs", ()), *(token.attrs if token.hidden else ()))]


def _with_lines(tokens: list[Token]) -> list[Token]:
    """The tokens with a comment of its line before each block that knows it."""
    result = []
    for token in tokens:
        if token.map and token.block and token.type != "inline" and token.nesting >= 0:
            result.append(Token("html_block", "", 0, content=f"<!--@{token.map[0]}-->"))
        result.append(token)
    return result

