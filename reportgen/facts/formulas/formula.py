"""Read a formula over facts: ids with dots, + − × ÷, parentheses and the functions of FUNCTIONS.

    waterway_2.suspects / waterway_2.cases
    percent_change(contribution.first, contribution)
    count(kind=operation, party=CN)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error
from reportgen.facts.yaml.nodes import FULL_WIDTH
from reportgen.messages import say

LONGEST = 500                 # letters of a formula
DEEPEST = 20                  # parentheses and functions within one another
LARGEST_SCALE = 10 ** 12


class FormulaError(ValueError):
    """What is wrong with a formula; `position` counts its characters from 0."""

    def __init__(self, rule: str, message: str, position: int, hint: str = "") -> None:
        super().__init__(message)
        self.rule, self.message, self.position, self.hint = rule, message, position, hint

    def at(self, place: Span) -> Diagnostic:
        """The problem as it is told at `place`."""
        return error(self.rule, self.message, place, self.hint)


@dataclass(frozen=True, slots=True)
class Scale:
    """A power of ten: the only number that may be typed in a formula."""

    number: int
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, a dated value of it (`.first`), a date (`event.when.start`) or a column of a dataset."""

    id: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its values, and its options by name."""

    function: str
    values: tuple[Formula, ...]
    options: tuple[tuple[str, str], ...] = ()
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """`left` + - * / `right`; `at` is the place of the sign."""

    sign: str
    left: Formula
    right: Formula
    at: int = field(default=0, compare=False)


Formula = Scale | Name | Call | Operation

MANY = 1000
FUNCTIONS: dict[str, tuple[int, int, tuple[str, ...]]] = {      # the least and most values, and the options
    "sum": (1, MANY, ()), "mean": (1, MANY, ()), "min": (1, MANY, ()), "max": (1, MANY, ()),
    "share": (2, 2, ()), "rate": (2, 2, ("per",)),
    "change": (1, 2, ()), "percent_change": (1, 2, ()), "multiple": (1, 2, ()),
    "count": (0, 0, ("of", "kind", "party", "tag", "period", "having")),
    "days": (1, 1, ()), "days_between": (2, 2, ()), "months_between": (2, 2, ()), "years_between": (2, 2, ()),
}
SIGNS = {"+": "+", "-": "-", "−": "-", "–": "-", "*": "*", "×": "*", "/": "/", "÷": "/"}
BINDS = {"+": 1, "-": 1, "*": 2, "/": 2}
_TOKEN = re.compile(r"""(?P<blank>\s+)|(?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))|(?P<name>\w+(?:\.\w+)*)"""
                    r"""|(?P<quoted>"[^"]*"|'[^']*')|(?P<sign>[-+−–*×/÷])|(?P<mark>[(),=])""")
_PLAIN_OPTION = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


def parse_formula(text: str) -> Formula:
    """The formula that `text` says; FormulaError at the first character that cannot be read."""
    if len(text) > LONGEST:
        raise FormulaError("bad-formula", say("a formula of more than {count} letters", count=LONGEST), LONGEST,
                           say("make parts of it derived facts of their own"))
    return _Parser(list(_tokens(text)), len(text)).whole()


def spelled(formula: Formula) -> str:
    """The formula in its one plain spelling, without spaces: what it parses to again."""
    match formula:
        case Scale(number):
            return str(number)
        case Name(id):
            return id
        case Call(function, values, options):
            named = (f"{name}={value if _PLAIN_OPTION.fullmatch(value) else repr(value)}" for name, value in options)
            return f"{function}({','.join((*map(spelled, values), *named))})"
        case Operation(sign, left, right):
            return (_within(left, isinstance(left, Operation) and BINDS[left.sign] < BINDS[sign]) + sign
                    + _within(right, isinstance(right, Operation) and BINDS[right.sign] <= BINDS[sign]))


def _within(formula: Formula, brackets: bool) -> str:
    return f"({spelled(formula)})" if brackets else spelled(formula)


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if not found:
            raise _unreadable(text[at], at)
        if found.lastgroup != "blank":
            yield _Token(str(found.lastgroup), found[0], at)
        at = found.end()


def _unreadable(character: str, at: int) -> FormulaError:
    if needed := {**FULL_WIDTH, "＋": "+", "＊": "*", "／": "/", "＝": "="}.get(character):
        return FormulaError("full-width-punctuation",
                            say('"{character}" (U+{code:04X}) is full-width; a formula needs "{needed}"',
                                character=character, code=ord(character), needed=needed), at)
    return _bad(say('"{character}" has no meaning in a formula', character=character), at)


def _bad(message: str, at: int, hint: str = "") -> FormulaError:
    return FormulaError("bad-formula", message, at, hint)


class _Parser:
    """Reads tokens from left to right; what binds stronger is read first."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self.tokens = [*tokens, _Token("end", "", end)]
        self.next = 0

    def whole(self) -> Formula:
        made = self.operations(0)
        if (left := self.tokens[self.next]).kind != "end":
            raise _bad(say('"{found}" cannot stand here', found=left.text), left.at,
                       say("between two values stands one of + - * /"))
        return made

    def take(self, *texts: str) -> _Token | None:
        """The next token, if it is one of `texts`, which is passed over."""
        token = self.tokens[self.next]
        if token.text not in texts or token.kind == "quoted":
            return None
        self.next += 1
        return token

    def operations(self, depth: int, weakest: int = 1) -> Formula:
        left = self.value(depth)
        while (token := self.tokens[self.next]).kind == "sign" and BINDS[SIGNS[token.text]] >= weakest:
            self.next += 1
            sign = SIGNS[token.text]
            left = Operation(sign, left, self.operations(depth, BINDS[sign] + 1), token.at)
        return left

    def value(self, depth: int) -> Formula:
        token = self.tokens[self.next]
        self.next += 1
        if depth > DEEPEST:
            raise _bad(say("more than {count} parentheses within one another", count=DEEPEST), token.at,
                       say("make parts of it derived facts of their own"))
        if token.text == "(" and token.kind == "mark":
            made = self.operations(depth + 1)
            self.close(token)
            return made
        if token.kind == "number":
            return Scale(_scale(token), token.at)
        if token.kind == "name":
            return self.call(token, depth) if self.take("(") else Name(token.text, token.at)
        if token.kind == "end":
            raise _bad(say("the formula ends where a value is wanted"), token.at)
        raise _bad(say('"{found}" stands where a value is wanted', found=token.text), token.at)

    def close(self, opened: _Token) -> None:
        if not self.take(")"):
            raise _bad(say("this parenthesis is not closed"), opened.at)

    def call(self, name: _Token, depth: int) -> Call:
        if name.text not in FUNCTIONS:
            raise FormulaError("unknown-function", say('there is no function "{name}"', name=name.text), name.at,
                               did_you_mean(name.text, FUNCTIONS)
                               or say("there are {names}", names=", ".join(FUNCTIONS)))
        opened = self.tokens[self.next - 1]
        values: list[Formula] = []
        options: dict[str, str] = {}
        while not self.take(")"):
            if values or options:
                self.comma(opened)
            if self.tokens[self.next + 1:self.next + 2] and self.tokens[self.next + 1].text == "=":
                self.option(name, options)
            else:
                values.append(self.operations(depth + 1))
        least, most, _ = FUNCTIONS[name.text]
        if not least <= len(values) <= most:
            raise _bad(say("{name}() takes {least} to {most} values, and {count} are given", name=name.text,
                           least=least, most=most, count=len(values)), name.at)
        return Call(name.text, tuple(values), tuple(sorted(options.items())), name.at)

    def comma(self, opened: _Token) -> None:
        if self.tokens[self.next].kind == "end":
            self.close(opened)
        if not self.take(","):
            raise _bad(say('"{found}" cannot stand here', found=self.tokens[self.next].text),
                       self.tokens[self.next].at, say("values are parted by a comma"))

    def option(self, function: _Token, options: dict[str, str]) -> None:
        key, value = self.tokens[self.next], self.tokens[self.next + 2]
        allowed = FUNCTIONS[function.text][2]
        if key.text not in allowed or key.text in options:
            raise _bad(say('{name}() knows no "{word}", or is told it twice', name=function.text, word=key.text),
                       key.at, say("it knows {names}", names=", ".join(allowed)) if allowed else "")
        if value.kind not in ("name", "number", "quoted"):
            raise _bad(say('"{word}" needs a word or a number', word=key.text), value.at)
        options[key.text] = value.text.strip("\"'")
        self.next += 3


def _scale(token: _Token) -> int:
    """The power of ten that a typed number is; any other figure needs a source, so it must be a fact."""
    if not re.fullmatch("10*", token.text) or int(token.text) > LARGEST_SCALE:
        raise FormulaError("typed-number", say('"{number}" is typed into a formula', number=token.text), token.at,
                           say("make it a fact with its source; only 1, 10, 100 and so on may be typed"))
    return int(token.text)
