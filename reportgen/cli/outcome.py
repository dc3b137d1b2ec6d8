"""What a command found and how it ended: problems told in order, and the exit status that follows from them."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from reportgen.cli.streams import print_line
from reportgen.diagnostics import Diagnostic, MachineError, ReportgenError, WrongUsage
from reportgen.messages import language_of, say, shown

if TYPE_CHECKING:
    from reportgen.build.work import Chosen, Tell

    Acted = tuple[Iterable[Diagnostic], int]           # warnings and a lack of the machine, and the status they mean
    Act = Callable[[Chosen, str, Tell], Acted]

DONE, WRONG_INPUT, WRONG_USAGE, LACKING, BROKEN, INTERRUPTED = 0, 1, 2, 4, 70, 130

Names = Annotated[list[str] | None, typer.Argument(metavar=say("REPORT"), show_default=False,
                                                   help=say("Reports by name; all where none is."))]
AsJson = Annotated[bool, typer.Option("--json", help=say("Print the problems as a JSON list on standard output."))]


@dataclass
class Outcome:
    """What was found wrong, each thing once, in order; and the exit status that follows from it."""

    found: dict[Diagnostic, None] = field(default_factory=dict)
    statuses: set[int] = field(default_factory=set)

    def add(self, diagnostics: Iterable[Diagnostic], status: int = DONE) -> None:
        self.found |= dict.fromkeys(diagnostics)
        self.statuses.add(status)

    @contextlib.contextmanager
    def gather(self) -> Iterator[None]:
        try:
            yield
        except WrongUsage as wrong:
            self.add(wrong.diagnostics, WRONG_USAGE)
        except ReportgenError as wrong:
            self.add(wrong.diagnostics, WRONG_INPUT)
        except MachineError as lack:
            self.add([lack.diagnostic], LACKING)

    @property
    def status(self) -> int:
        return next((status for status in (WRONG_USAGE, WRONG_INPUT, LACKING) if status in self.statuses), DONE)


def for_each(names: list[str] | None, act: Act) -> Outcome:
    """Do `act` for each report that is named, or for all; one that fails does not keep the others from it."""
    outcome = Outcome()
    with progress() as tell, outcome.gather():
        from reportgen.build.work import choose

        chosen = choose(Path.cwd(), names or ())
        for name in chosen.reports:
            with outcome.gather():
                outcome.add(*act(chosen, name, tell))
    return outcome


@contextlib.contextmanager
def progress() -> Iterator[Tell]:
    """Steps turn on a terminal and are plain lines elsewhere, on standard error."""
    if not sys.stderr.isatty():
        yield lambda step: print_line(step, sys.stderr)
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status("") as status:
        yield lambda step: status.update(Text(shown(step, language_of(os.environ))))


def leave(outcome: Outcome, as_json: bool) -> NoReturn:
    """Print what is wrong and leave with the exit status that follows from it."""
    if as_json:
        print_line(json.dumps([problem_as_object(d) for d in outcome.found], ensure_ascii=False, indent=2))
    else:
        print_problems(outcome)
    raise typer.Exit(outcome.status)


def print_problems(outcome: Outcome) -> None:
    for found in outcome.found:
        print_line(found.shown(language_of(os.environ)), sys.stderr)


def problem_as_object(found: Diagnostic) -> dict[str, object]:
    span, language = found.span if found.span and found.span.file else None, language_of(os.environ)
    return {"file": span.file if span else None, "line": span.line if span else None,
            "column": span.column if span else None, "severity": found.severity, "rule": found.rule,
            "message": shown(found.message, language), "hint": shown(found.hint, language),
            "related": [{"file": s.file, "line": s.line, "column": s.column, "message": shown(m, language)}
                        for s, m in found.related]}
