"""Refuse a style sheet of a theme's own that fetches, hides or adds words, breaks out of its place, or is not closed.

What it may call is a list, so that nothing that CSS learns can fetch: a theme may come from a stranger.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.characters import refused
from reportgen.diagnostics import Diagnostic, Span, error
from reportgen.messages import say

CALLS = frozenset((                   # functions, selectors, and the words of media queries
    "calc", "clamp", "content", "counter", "counters", "hsl", "hsla", "leader", "linear-gradient", "max", "min",
    "repeat", "rgb", "rgba", "rotate", "string", "target-counter", "translate", "var", "has", "is", "lang", "not",
    "nth-child", "nth-last-child", "nth-last-of-type", "nth-of-type", "where", "and", "or", "only"))
AT_RULES = frozenset((
    "media", "page", "supports", "footnote", "top-left", "top-center", "top-right", "bottom-left", "bottom-center",
    "bottom-right", "top-left-corner", "top-right-corner", "bottom-left-corner", "bottom-right-corner", "left-top",
    "left-middle", "left-bottom", "right-top", "right-middle", "right-bottom"))
_TOKEN = re.compile(r"""
    (?P<words>"[^"\n\r\f]*" | '[^'\n\r\f]*') | /\*.*?\*/
    | (?P<call>-?[A-Za-z_][\w-]*)\( | @(?P<rule>[\w-]*) | (?P<brace>[{}]) | (?P<open>/\*|["'])
    """, re.DOTALL | re.VERBOSE)
_BREAKS_OUT = {"\\": say("write the character itself"), "</": ""}
_HIDES = re.compile(r"\b(?:display|visibility)\s*:\s*(?:none\b|hidden\b|collapse\b|var\()", re.IGNORECASE)
_NAMES = re.compile(r"(?:\[[^][]*|[;{]\s*font(?:-family)?\s*:[^;{}]*|@[\w-]+\s*|url\(\s*)$",
                    re.IGNORECASE)     # a string behind these is not printed
NEAR = 300                             # characters before a string that are looked at for what it is
_SAME_WORDS = say("every format says the same words: none may be hidden or added")


def css_problems(css: str, file: str) -> Iterator[Diagnostic]:
    """Everything in a style sheet that it may not hold, each at its place in `file`."""
    for position, what in refused(css):
        yield error("bad-character", say("{what} (U+{code:04X}) is not allowed", what=what, code=ord(css[position])),
                    _place(css, position, file), say("delete it"))
    for found in re.finditer(r"</|\\", css):
        yield _unsafe(found[0], _place(css, found.start(), file), _BREAKS_OUT[found[0]])
    bare = _TOKEN.sub(_blank, css)
    for found in _HIDES.finditer(bare):
        yield _unsafe(found[0], _place(css, found.start(), file), _SAME_WORDS)
    opened: list[int] = []
    for found in _TOKEN.finditer(css):
        if found["brace"] == "{":
            opened.append(found.start())
        elif not (found["brace"] and opened and opened.pop() >= 0) and not _is_allowed(found, bare):
            yield _misplaced(found, _place(css, found.start(), file))
    for start in opened[-1:]:
        yield error("css-syntax", say('"{mark}" is not closed', mark="{"), _place(css, start, file))


def _blank(found: re.Match[str]) -> str:
    """Spaces for a string or a comment, so that what is said in it is taken for nothing else."""
    return " " * len(found[0]) if found["words"] or found[0].startswith("/*") else found[0]


def _is_allowed(found: re.Match[str], bare: str) -> bool:
    """Whether a token is a comment, a call or at-rule of the lists, or a string that prints no word.

    `bare` is the style sheet without its strings and comments.
    """
    if found["words"]:
        prints = any(map(str.isalnum, found["words"])) and "\\" not in found["words"]       # an escape is told already
        return not prints or bool(_NAMES.search(bare, max(0, found.start() - NEAR), found.start()))
    known = {None: ("",), "call": CALLS, "rule": AT_RULES}.get(found.lastgroup, ())
    return (found[found.lastgroup] if found.lastgroup else "").lower() in known


def _misplaced(found: re.Match[str], place: Span) -> Diagnostic:
    """What is wrong with a token that is not allowed."""
    match found.lastgroup:
        case "words":
            return _unsafe(found["words"][1:-1], place, _SAME_WORDS)
        case "call":
            return _unsafe(f"{found['call']}()", place, say("a logo stands in theme.yaml, type is the program's own; "
                                                            "nothing else is fetched"))
        case "rule":
            return _unsafe(f"@{found['rule']}", place, say("at-rules: {names}", names="@media, @page, @supports"))
        case "brace":
            return error("css-syntax", say('"{mark}" closes nothing', mark="}"), place)
        case _:
            return error("css-syntax", say('"{mark}" is not closed', mark=found["open"]), place)


def _unsafe(words: str, place: Span, hint: str) -> Diagnostic:
    return error("unsafe-css", say('"{words}" cannot stand in the style sheet of a theme', words=words), place, hint)


def _place(css: str, position: int, file: str) -> Span:
    return Span(file, css.count("\n", 0, position) + 1, position - css.rfind("\n", 0, position))
