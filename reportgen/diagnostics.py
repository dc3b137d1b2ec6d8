"""Say what is wrong, where, and what to do about it: Span, Diagnostic, ReportgenError."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal, NoReturn

from reportgen.messages import in_our_words, say, shown

Severity = Literal["error", "warning"]
MANY = 1000                                          # words that are too many to weigh each against a misspelt one

SYSTEM = {                                           # what systems say of a file or folder
    "No space left on device": say("No space left on device"),
    "Disk quota exceeded": say("Disk quota exceeded"),
    "Permission denied": say("Permission denied"),
    "Operation not permitted": say("Operation not permitted"),
    "Read-only file system": say("Read-only file system"),
    "File name too long": say("File name too long"),
    "Not a directory": say("Not a directory"),
    "No such file or directory": say("No such file or directory"),
    "Input/output error": say("Input/output error"),
}


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in an input: `file` relative to the project with `/`, `line` and `column` counted from 1.

    In an Excel file these are row and column, and `cell` is what people call the place ("Sheet1!B7").
    """

    file: str
    line: int = 1
    column: int = 1
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.cell or f'{self.line}:{self.column}'}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong; `rule` is its stable name, `related` are further places that explain it."""

    severity: Severity
    rule: str
    message: str
    span: Span | None = None
    hint: str = ""
    related: tuple[tuple[Span, str], ...] = ()

    def __str__(self) -> str:
        return self.shown("en")

    def shown(self, language: str) -> str:
        """The whole of it in a language that the program speaks ("en", "zh"), a line for each of its parts."""
        place = f"{self.span}: " if self.span and self.span.file else ""
        kind = say("error: {message}", message=self.message) if self.severity == "error" else say(
            "warning: {message}", message=self.message)
        lines = [f"{place}{shown(kind, language)} [{self.rule}]"]
        lines += [f"  {span}: {shown(text, language)}" for span, text in self.related]
        if self.hint:
            lines.append("  " + shown(say("hint: {hint}", hint=self.hint), language))
        return "\n".join(lines)


class ReportgenError(Exception):
    """Something in the input is wrong; `diagnostics` holds every problem that one pass found. Exit status 1."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        self.diagnostics = diagnostics
        super().__init__("\n".join(map(str, diagnostics)))

    def __reduce__(self) -> tuple[type[ReportgenError], tuple[Diagnostic, ...]]:
        return type(self), self.diagnostics


class WrongUsage(ReportgenError):
    """Something was asked for that is not there (a report, a language). Exit status 2."""


class MachineError(Exception):
    """The machine lacks something (no Pango, say); `hint` tells what to install. Exit status 4."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.diagnostic = error("machine", message, hint=hint)
        super().__init__(message, hint)

    def __str__(self) -> str:
        return "\n  hint: ".join(filter(None, self.args))


def error(rule: str, message: str, span: Span | None = None, hint: str = "",
          related: tuple[tuple[Span, str], ...] = ()) -> Diagnostic:
    return Diagnostic("error", rule, message, span, hint, related)


def warning(rule: str, message: str, span: Span | None = None, hint: str = "",
            related: tuple[tuple[Span, str], ...] = ()) -> Diagnostic:
    return Diagnostic("warning", rule, message, span, hint, related)


def refuse(rule: str, message: str, span: Span | None = None, hint: str = "",
           related: tuple[tuple[Span, str], ...] = ()) -> NoReturn:
    """Raise a ReportgenError of one problem."""
    raise ReportgenError(error(rule, message, span, hint, related))


def stop_on_errors(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Raise all of `diagnostics` if any of them is an error, else give them back (warnings)."""
    found = tuple(diagnostics)
    if any(d.severity == "error" for d in found):
        raise ReportgenError(*found)
    return found


@contextmanager
def gather(problems: list[Diagnostic]) -> Iterator[None]:
    """Add what a ReportgenError tells to `problems`, and go on after the block."""
    try:
        yield
    except ReportgenError as wrong:
        problems += wrong.diagnostics


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to `word`, or nothing; among MANY only one that is a letter away."""
    words = known if isinstance(known, frozenset) else frozenset(map(str, known))
    near = (get_close_matches(word, words, n=1, cutoff=0.6) if len(words) < MANY
            else [found for part in _shortened(word) if (found := _by_part(words).get(part))])
    return say('did you mean "{word}"?', word=near[0]) if near else ""


@lru_cache(maxsize=8)
def _by_part(words: frozenset[str]) -> Mapping[str, str]:
    """Words by themselves and by themselves without a letter: two that share such a part are a letter apart."""
    return {part: word for word in sorted(words, reverse=True) for part in _shortened(word)}


def _shortened(word: str) -> tuple[str, ...]:
    return word, *(word[:n] + word[n + 1:] for n in range(len(word)))


def reason(problem: OSError) -> str:
    """Why the system refuses a file or folder."""
    return in_our_words(problem.strerror or str(problem), SYSTEM)
