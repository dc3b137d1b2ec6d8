"""Put the white space of a line in order: one space at most, and none for a line end next to Han."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Emphasis, Inline, Inlines, Language, LineBreak, Link, Note, Strong, Subscript, Superscript, Text,
)
from reportgen.document.walk import plain

BREAK = "\u2028"                             # stands for a line break among the words
_SPACE = re.compile(r"[ \t\n\r\f]+")
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")


def tidy(content: Inlines, lang: str) -> Inlines:
    """`content` with white space as one space, none at the ends, and no space for a line end next to Han.

    Neighbouring texts that were typed become one, which knows where each of its lines was typed.
    """
    leaves = list(_leaves(content))
    before, after = _neighbours([text for text, _ in leaves])
    tidied = iter([_tidy_leaf(text, is_text, left, right, lang)
                   for (text, is_text), left, right in zip(leaves, before, after, strict=True)])
    return tuple(_joined(_rebuild(content, tidied)))


def _joined(content: Iterable[Inline]) -> Iterator[Inline]:
    """`content` with neighbouring typed texts as one."""
    for typed, run in groupby(content, lambda node: isinstance(node, Text) and node.typed is not None):
        nodes = tuple(run)
        yield from (_one_text(nodes),) if typed and len(nodes) > 1 else nodes


def _one_text(texts: tuple[Text, ...]) -> Text:
    lines: list[tuple[int, Span]] = []
    length = 0
    for text in texts:
        lines += ((length + at, place) for at, place in text.lines or ((0, text.typed),))
        length += len(text.text)
    return Text("".join(text.text for text in texts), typed=texts[0].typed, lines=tuple(lines))


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
                yield BREAK, False
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
        if left in ("", BREAK) or right in ("", BREAK) or (space.start() == 0 and left.isspace()):
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
                rebuilt = replace(node, content=tuple(_joined(_rebuild(inner, texts))))
                if rebuilt.content:
                    yield rebuilt
            case Text():
                if text := next(texts):
                    yield replace(node, text=text)
            case Note():
                yield node
            case _:
                next(texts)
                yield node
