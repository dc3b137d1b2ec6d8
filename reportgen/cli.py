"""The command line: read the arguments, call what does the work, print what it says."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

from reportgen import __version__
from reportgen.diagnostics import Diagnostic, MachineError, ReportgenError, WrongUsage

if TYPE_CHECKING:
    from reportgen.build.build import Built
    from reportgen.build.project import Project, Report
    from reportgen.build.read import Tell

    Acted = tuple[Iterable[Diagnostic], int]           # warnings and a lack of the machine, and the status they mean
    Act = Callable[[Report, Project, Tell], Acted]

DONE, WRONG_INPUT, WRONG_USAGE, LACKING, BROKEN, INTERRUPTED = 0, 1, 2, 4, 70, 130
MACHINE = "machine"                    # the rule of what is no mistake but a lack of the machine
ABOUT = """Make briefings that say the same in every language and format, from facts that each have a source.

\b
Examples, anywhere inside a project (a folder with a reportgen.yaml):
  reportgen check                   what is wrong, with its place
  reportgen build                   everything, to output/
  reportgen build -l en -f html     a quick look, to output/.preview/
"""
EPILOG = ("Exit status: 0 done, 1 something is wrong in the input, 2 wrong usage, 4 the machine lacks something, "
          "70 a fault of reportgen itself.")

app = typer.Typer(
    add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]}, help=ABOUT)

Names = Annotated[list[str] | None, typer.Argument(metavar="REPORT", help="Reports by name; all where none is.",
                                                   show_default=False)]
Langs = Annotated[list[str] | None, typer.Option("--lang", "-l", metavar="LANG", show_default=False,
                                                 help="Only this language, as a preview. May be given again.")]
Formats = Annotated[list[str] | None, typer.Option("--format", "-f", metavar="FORMAT", show_default=False,
                                                   help="Only this format, as a preview. May be given again.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="DIR", show_default=False,
                                             help="Where the report's folder is put; else in output/.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the problems as a JSON list on standard output.")]


def main() -> None:
    """Run the command line and leave with its exit status; no user sees a traceback (but see REPORTGEN_DEBUG)."""
    _open_streams()
    status = DONE
    try:
        app(prog_name="reportgen")
    except SystemExit as done:
        status = done.code
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Exception as bug:
        if os.environ.get("REPORTGEN_DEBUG"):
            raise
        _print(f"internal error: {type(bug).__name__}: {bug}\n  hint: this is a fault of reportgen, please report it; "
               "REPORTGEN_DEBUG=1 shows where it is", sys.stderr)
        status = BROKEN
    for stream in (sys.stdout, sys.stderr):
        _write("", stream)
    sys.exit(status)


@app.callback(invoke_without_command=True)
def about(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        _print(f"reportgen {__version__}")
        raise typer.Exit


@app.command()
def build(reports: Names = None, langs: Langs = None, formats: Formats = None, output: Output = None,
          as_json: AsJson = False) -> None:
    """Build reports in every language and format; each is put in place whole, or stays as it was.

    \b
    Examples:
      reportgen build                        all reports, to output/
      reportgen build gms_drug_control       one of them
      reportgen build -l en -f html          a quick look, to output/.preview/
      reportgen build --output /srv/public   somewhere else
    """
    done: list[str] = []

    def act(report: Report, project: Project, tell: Tell) -> Acted:
        from reportgen.build.build import build, preview

        wanted = tuple(langs or ()), tuple(formats or ())
        built = preview(report, project, *wanted, output, tell) if any(wanted) else build(report, project, output, tell)
        done.extend(_told(report, built, project.root))
        return (*built.warnings, *map(_lack, built.missing)), LACKING if built.missing else DONE

    outcome = _for_each(reports, act)
    if done and not as_json:
        _print("\n".join(done))
    _leave(outcome, as_json)


@app.command()
def check(reports: Names = None, as_json: AsJson = False) -> None:
    """Read facts and templates, and tell everything that is wrong in them; nothing is written.

    \b
    Examples:
      reportgen check
      reportgen check gms_drug_control --json   for editors and other programs
    """
    def act(report: Report, project: Project, tell: Tell) -> Acted:
        from reportgen.build.read import proofread

        return proofread(report, project, tell), DONE

    outcome = _for_each(reports, act)
    if not outcome.found and not as_json:
        _print("no problems")
    _leave(outcome, as_json)


# --- what both do -------------------------------------------------------------------------------------------------

@dataclass
class _Outcome:
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
            self.add([_lack(str(lack))], LACKING)

    @property
    def status(self) -> int:
        return next((status for status in (WRONG_USAGE, WRONG_INPUT, LACKING) if status in self.statuses), DONE)


def _for_each(names: list[str] | None, act: Act) -> _Outcome:
    """Do `act` for each report that is named, or for all; one that fails does not keep the others from it."""
    outcome = _Outcome()
    with _progress() as tell, outcome.gather():
        from reportgen.build.project import open_project

        project = open_project(Path.cwd())
        for report in [project.report(name) for name in names or project.reports]:
            with outcome.gather():
                outcome.add(*act(report, project, tell))
    return outcome


def _lack(sentence: str) -> Diagnostic:
    message, _, hint = sentence.partition("\n  hint: ")
    return Diagnostic("error", MACHINE, message, hint=hint)


@contextlib.contextmanager
def _progress() -> Iterator[Tell]:
    """Steps turn on a terminal and are plain lines elsewhere, on standard error."""
    if not sys.stderr.isatty():
        yield lambda step: _print(step, sys.stderr)
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status("") as status:
        yield lambda step: status.update(Text(step))


def _told(report: Report, built: Built, root: Path) -> Iterator[str]:
    """A line for each file, and one that sums up."""
    for file in built.files:
        pages = f", {file.pages} pages" if file.pages > 1 else ", 1 page" if file.pages else ""
        yield f"{_short(file.path, root)}  {file.size / 1024:,.0f} kB{pages}"
    facts = "1 fact" if built.facts == 1 else f"{built.facts} facts"
    yield f"{report.id}: {facts} used{'' if built.changed else '; nothing has changed'}"


def _short(path: Path, root: Path) -> str:
    whole = Path(os.path.abspath(path))
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(whole)


def _leave(outcome: _Outcome, as_json: bool) -> NoReturn:
    """Print what is wrong and leave with the exit status that follows from it."""
    if as_json:
        _print(json.dumps([_as_object(d) for d in outcome.found], ensure_ascii=False, indent=2))
    elif outcome.found:
        _print("\n".join(map(str, outcome.found)), sys.stderr)
    raise typer.Exit(outcome.status)


def _as_object(found: Diagnostic) -> dict[str, object]:
    span = found.span if found.span and found.span.file else None
    return {"file": span.file if span else None, "line": span.line if span else None,
            "column": span.column if span else None, "severity": found.severity, "rule": found.rule,
            "message": found.message, "hint": found.hint,
            "related": [{"file": s.file, "line": s.line, "column": s.column, "message": m} for s, m in found.related]}


# --- streams ------------------------------------------------------------------------------------------------------

def _open_streams() -> None:
    """Standard output and error as UTF-8 whatever the locale says, and there even where they were closed."""
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _print(text: str, stream: TextIO | None = None) -> None:
    _write(text + "\n", stream or sys.stdout)


def _write(text: str, stream: TextIO) -> None:
    """Write at once; where nobody reads any more, stay silent from then on."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
