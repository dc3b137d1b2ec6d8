"""The command line: read the arguments, call what does the work, print what it says."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TextIO

import typer

from reportgen import __version__
from reportgen.diagnostics import Diagnostic, MachineError, ReportgenError, WrongUsage
from reportgen.help import Command, Group, UsageError, choose_language, complaint
from reportgen.messages import Message, language_of, say, shown

if TYPE_CHECKING:
    from reportgen.build.work import Built, Chosen, Tell

    Acted = tuple[Iterable[Diagnostic], int]           # warnings and a lack of the machine, and the status they mean
    Act = Callable[[Chosen, str, Tell], Acted]

DONE, WRONG_INPUT, WRONG_USAGE, LACKING, BROKEN, INTERRUPTED = 0, 1, 2, 4, 70, 130
ABOUT = say("""Make briefings that say the same in every language and format, from facts that each have a source.

\b
Examples, anywhere inside a project (a folder with a reportgen.yaml):
  reportgen check                   what is wrong, with its place
  reportgen build                   everything, to output/
  reportgen build -l en -f html     a quick look, to output/.preview/""")
EPILOG = say("Exit status: 0 done, 1 something is wrong in the input, 2 wrong usage, 4 the machine lacks something, "
             "70 a fault of reportgen itself.")
BUILD = say("""Build reports in every language and format; each is put in place whole, or stays as it was.

\b
Examples:
  reportgen build                        all reports, to output/
  reportgen build gms_drug_control       one of them
  reportgen build -l en -f html          a quick look, to output/.preview/
  reportgen build --output /srv/public   somewhere else""")
CHECK = say("""Read facts and templates, and tell everything that is wrong in them; nothing is written.

\b
Examples:
  reportgen check
  reportgen check gms_drug_control --json   for editors and other programs""")
NEW = say("""Start a project of your own: a folder with sample facts, templates and settings that builds at once.

\b
Examples:
  reportgen new flood-briefing
  reportgen new flood-briefing --lang en                  in one language
  reportgen new week-12 --kind situation-report           or country-profile""")
SOURCE = say("""Archive source texts (.txt .html .pdf .docx), and print them with the ¶ numbers that facts cite.

\b
Examples:
  reportgen source ~/Downloads/yearbook-2015.pdf
  reportgen source archive/article.txt --from "On 3 May" --to "Reporting by"
  reportgen source archive/*.html | less""")

app = typer.Typer(
    cls=Group, add_completion=False, pretty_exceptions_enable=False, epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]}, help=ABOUT)

Names = Annotated[list[str] | None, typer.Argument(metavar=say("REPORT"), show_default=False,
                                                   help=say("Reports by name; all where none is."))]
Langs = Annotated[list[str] | None, typer.Option("--lang", "-l", metavar=say("LANG"), show_default=False,
                                                 help=say("Only this language, as a preview. May be given again."))]
Formats = Annotated[list[str] | None, typer.Option("--format", "-f", metavar=say("FORMAT"), show_default=False,
                                                   help=say("Only this format, as a preview. May be given again."))]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar=say("DIR"), show_default=False,
                                             help=say("Where the report's folder is put; else in output/."))]
AsJson = Annotated[bool, typer.Option("--json", help=say("Print the problems as a JSON list on standard output."))]

Version = Annotated[bool, typer.Option("--version", help=say("Print the version."))]
Language = Annotated[str, typer.Option("--language", metavar="en|zh", show_default=False,
                                       help=say("Speak this language, here or behind a command; else that of $LANG."))]

NewFolder = Annotated[Path, typer.Argument(metavar=say("DIR"), help=say("The folder to make."), show_default=False)]
NewLangs = Annotated[list[str] | None, typer.Option("--lang", "-l", metavar=say("LANG"), show_default=False,
                                                    help=say("A language of the documents; zh-CN and en if none is "
                                                             "named. May be given again; comments are in the first."))]
NewKind = Annotated[str, typer.Option("--kind", "-k", metavar=say("KIND"),
                                      help=say("briefing, situation-report or country-profile."))]

Files = Annotated[list[Path], typer.Argument(metavar=say("FILE"), show_default=False,
                                             help=say("Texts; those from elsewhere are copied into the archive."))]
Begins = Annotated[str, typer.Option("--from", metavar=say("WORDS"), show_default=False,
                                     help=say("What the first paragraph of the body begins with; it is ¶1."))]
Ends = Annotated[str, typer.Option("--to", metavar=say("WORDS"), show_default=False,
                                   help=say("What the last paragraph of the body begins or ends with."))]
TextAsJson = Annotated[bool, typer.Option("--json", help=say("Print paragraphs and problems as JSON."))]


def main() -> None:
    """Run the command line and leave with its exit status; no user sees a traceback (but see REPORTGEN_DEBUG)."""
    _open_streams()
    signal.signal(signal.SIGTERM, _leave_cleanly)
    status = DONE
    try:
        status = _run(sys.argv[1:])
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Exception as bug:
        if os.environ.get("REPORTGEN_DEBUG"):
            raise
        _print(say("internal error: {kind}: {text}\n  hint: this is a fault of reportgen, please report it; "
                   "REPORTGEN_DEBUG=1 shows where it is", kind=type(bug).__name__, text=str(bug)), sys.stderr)
        status = BROKEN
    for stream in (sys.stdout, sys.stderr):
        _write("", stream)
    sys.exit(status)


def _leave_cleanly(number: int, frame: object) -> NoReturn:
    """End as a signal asks, but with what was begun cleared away."""
    sys.exit(128 + number)


def _run(arguments: list[str]) -> int:
    """Do what is asked for, in the language that is asked for; its name stands in LANGUAGE for all that runs here."""
    outcome = _Outcome()
    with outcome.gather():
        os.environ["LANGUAGE"], arguments = choose_language(arguments, os.environ)
        try:
            return app(arguments, prog_name="reportgen", standalone_mode=False) or DONE
        except UsageError as wrong:
            raise complaint(wrong) from None
    _print_problems(outcome)
    return outcome.status


@app.callback(invoke_without_command=True)
def about(context: typer.Context, version: Version = False, language: Language = "") -> None:
    if version:
        _print(f"reportgen {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        _print(context.get_help())
        raise typer.Exit(WRONG_USAGE)


@app.command(cls=Command, help=BUILD)
def build(reports: Names = None, langs: Langs = None, formats: Formats = None, output: Output = None,
          as_json: AsJson = False) -> None:
    done: list[Message] = []

    def act(chosen: Chosen, name: str, tell: Tell) -> Acted:
        from reportgen.build import work
        from reportgen.build.child import READERS, WRITERS, in_child

        shared = WRITERS if len(chosen.reports) > 1 else READERS
        built = in_child(work.build, chosen.root, name, langs or (), formats or (), output, limits=chosen.limits,
                         tell=tell, shared=shared)
        done.extend(_told(name, built, chosen.root))
        return (*built.warnings, *built.missing), LACKING if built.missing else DONE

    outcome = _for_each(reports, act)
    for line in () if as_json else done:
        _print(line)
    _leave(outcome, as_json)


@app.command(cls=Command, help=CHECK)
def check(reports: Names = None, as_json: AsJson = False) -> None:
    def act(chosen: Chosen, name: str, tell: Tell) -> Acted:
        from reportgen.build import work
        from reportgen.build.child import READERS, in_child

        return in_child(work.check, chosen.root, name, limits=chosen.limits, tell=tell, shared=READERS), DONE

    outcome = _for_each(reports, act)
    if not outcome.found and not as_json:
        _print(say("no problems"))
    _leave(outcome, as_json)


@app.command(cls=Command, help=NEW)
def new(folder: NewFolder, langs: NewLangs = None, kind: NewKind = "briefing") -> None:
    outcome = _Outcome()
    with outcome.gather():
        from reportgen.build.new import new_project

        both = ("zh-CN", "en") if language_of(os.environ) == "zh" else ("en", "zh-CN")
        languages = tuple(dict.fromkeys(langs or both))
        new_project(folder, languages, kind)
        _print(say('"{folder}" holds a sample project now ({kind}; {languages}). Type next:', folder=folder, kind=kind,
                   languages=", ".join(languages)))
        _print(f"  cd {_quoted(folder)}\n  reportgen build")
    _leave(outcome, as_json=False)


@app.command(cls=Command, help=SOURCE)
def source(files: Files, begins: Begins = "", ends: Ends = "", as_json: TextAsJson = False) -> None:
    outcome, printed = _Outcome(), []
    with outcome.gather():
        from reportgen.build.archive import archive_sources, lock_name
        from reportgen.build.child import in_child
        from reportgen.build.listing import as_object, rows, stub, told
        from reportgen.build.project import open_project

        project = open_project(Path.cwd())
        with _progress() as tell:
            archived = in_child(archive_sources, project, files, begins, ends, limits=project.limits, tell=tell)
        for kept in archived:
            outcome.add(kept.warnings)
            printed.append(as_object(kept))
            if not as_json:
                _print_rows([(row.mark, row.text, row.page) for row in rows(kept)])
                _print("")
                for sentence in told(kept, lock_name(project)):
                    _print(sentence)
                if entry := stub(kept, project):
                    _print(say("No source names this text yet. An entry to paste into your facts; fill in each …:"))
                    _print(f"\n{entry}\n")
    if not as_json:
        _leave(outcome, as_json)
    _print(json.dumps({"texts": printed, "problems": [*map(_as_object, outcome.found)]}, ensure_ascii=False, indent=2))
    raise typer.Exit(outcome.status)


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
            self.add([lack.diagnostic], LACKING)

    @property
    def status(self) -> int:
        return next((status for status in (WRONG_USAGE, WRONG_INPUT, LACKING) if status in self.statuses), DONE)


def _for_each(names: list[str] | None, act: Act) -> _Outcome:
    """Do `act` for each report that is named, or for all; one that fails does not keep the others from it."""
    outcome = _Outcome()
    with _progress() as tell, outcome.gather():
        from reportgen.build.work import choose

        chosen = choose(Path.cwd(), names or ())
        for name in chosen.reports:
            with outcome.gather():
                outcome.add(*act(chosen, name, tell))
    return outcome


@contextlib.contextmanager
def _progress() -> Iterator[Tell]:
    """Steps turn on a terminal and are plain lines elsewhere, on standard error."""
    if not sys.stderr.isatty():
        yield lambda step: _print(step, sys.stderr)
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status("") as status:
        yield lambda step: status.update(Text(shown(step, language_of(os.environ))))


def _told(report: str, built: Built, root: Path) -> Iterator[Message]:
    """A line for each file, and one that sums up."""
    for file in built.files:
        pages = (say(", {count} pages", count=file.pages) if file.pages > 1 else say(", 1 page") if file.pages else "")
        yield say("{file}  {size} kB{pages}", pages=pages, file=_short(file.path, root),
                  size=f"{file.size / 1024:,.0f}")
    facts = say("1 fact") if built.facts == 1 else say("{count} facts", count=built.facts)
    yield (say("{report}: {facts} used", report=report, facts=facts) if built.changed
           else say("{report}: {facts} used; nothing has changed", report=report, facts=facts))


def _quoted(path: Path) -> str:
    """A path as a shell wants it."""
    return f'"{path}"' if os.name == "nt" else shlex.quote(str(path))


def _short(path: Path, root: Path) -> str:
    whole = Path(os.path.abspath(path))
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(whole)


def _leave(outcome: _Outcome, as_json: bool) -> NoReturn:
    """Print what is wrong and leave with the exit status that follows from it."""
    if as_json:
        _print(json.dumps([_as_object(d) for d in outcome.found], ensure_ascii=False, indent=2))
    else:
        _print_problems(outcome)
    raise typer.Exit(outcome.status)


def _print_problems(outcome: _Outcome) -> None:
    for found in outcome.found:
        _print(found.shown(language_of(os.environ)), sys.stderr)


def _as_object(found: Diagnostic) -> dict[str, object]:
    span, language = found.span if found.span and found.span.file else None, language_of(os.environ)
    return {"file": span.file if span else None, "line": span.line if span else None,
            "column": span.column if span else None, "severity": found.severity, "rule": found.rule,
            "message": shown(found.message, language), "hint": shown(found.hint, language),
            "related": [{"file": s.file, "line": s.line, "column": s.column, "message": shown(m, language)}
                        for s, m in found.related]}


def _print_rows(rows: list[tuple[str, str, int]]) -> None:
    """Marks and texts side by side: wrapped on a terminal, what has no number dimmed; one line each elsewhere."""
    if not sys.stdout.isatty():
        longest = max(len(mark) for mark, _, _ in rows)
        _print("\n".join(f"{mark:{longest}}  {text}" for mark, text, _ in rows))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for (_, _, before), (mark, text, page) in zip([("", "", 0), *rows], rows, strict=False):
        style = "" if mark.startswith("¶") else "dim"
        where = shown(say(" [p. {page}]", page=page), language_of(os.environ)) if page != before else ""
        table.add_row(Text(mark, style or "bold"), Text(text, style).append(where, "dim"))
    Console().print(table)


# --- streams ------------------------------------------------------------------------------------------------------

def _open_streams() -> None:
    """Standard output and error as UTF-8 whatever the locale says, and there even where they were closed."""
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _print(text: str, stream: TextIO | None = None) -> None:
    """Print a line, a Message in the language of this run."""
    _write(shown(text, language_of(os.environ)) + "\n", stream or sys.stdout)


def _write(text: str, stream: TextIO) -> None:
    """Write at once; where nobody reads any more, stay silent from then on."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
