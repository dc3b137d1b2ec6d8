"""The command line: read the arguments, call what does the work, print what it says."""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated, NoReturn

import typer

from reportgen import __version__
from reportgen.cli.facts import FACTS, TRACE, facts, trace
from reportgen.cli.outcome import BROKEN, DONE, INTERRUPTED, WRONG_USAGE, Outcome, print_problems
from reportgen.cli.project import NEW, new
from reportgen.cli.reports import BUILD, CHECK, build, check
from reportgen.cli.returned import READ, read
from reportgen.cli.schema import SCHEMA, schema
from reportgen.cli.sources import SCAN, SOURCE, scan, source
from reportgen.cli.streams import open_streams, print_line, write
from reportgen.help import Command, Group, UsageError, choose_language, complaint
from reportgen.messages import say

ABOUT = say("""Make briefings that say the same in every language and format, from facts that each have a source.

\b
Examples, anywhere inside a project (a folder with a reportgen.yaml):
  reportgen check                   what is wrong, with its place
  reportgen build                   everything, to output/
  reportgen build -l en -f html     a quick look, to output/.preview/""")
EPILOG = say("Exit status: 0 done, 1 something is wrong in the input, 2 wrong usage, 4 the machine lacks something, "
             "70 a fault of reportgen itself.")

app = typer.Typer(
    cls=Group, add_completion=False, pretty_exceptions_enable=False, epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]}, help=ABOUT)
for command, help in ((build, BUILD), (check, CHECK), (new, NEW), (source, SOURCE), (scan, SCAN), (facts, FACTS),
                      (trace, TRACE), (read, READ), (schema, SCHEMA)):
    app.command(cls=Command, help=help)(command)

Version = Annotated[bool, typer.Option("--version", help=say("Print the version."))]
Language = Annotated[str, typer.Option("--language", metavar="en|zh", show_default=False,
                                       help=say("Speak this language, here or behind a command; else that of $LANG."))]


def main() -> None:
    """Run the command line and leave with its exit status; no user sees a traceback (but see REPORTGEN_DEBUG)."""
    open_streams()
    signal.signal(signal.SIGTERM, _leave_cleanly)
    status = DONE
    try:
        status = _run(sys.argv[1:])
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Exception as bug:
        if os.environ.get("REPORTGEN_DEBUG"):
            raise
        print_line(say("internal error: {kind}: {text}\n  hint: this is a fault of reportgen, please report it; "
                   "REPORTGEN_DEBUG=1 shows where it is", kind=type(bug).__name__, text=str(bug)), sys.stderr)
        status = BROKEN
    for stream in (sys.stdout, sys.stderr):
        write("", stream)
    sys.exit(status)


def _leave_cleanly(number: int, frame: object) -> NoReturn:
    """End as a signal asks, but with what was begun cleared away."""
    sys.exit(128 + number)


def _run(arguments: list[str]) -> int:
    """Do what is asked for, in the language that is asked for; its name stands in LANGUAGE for all that runs here."""
    outcome = Outcome()
    with outcome.gather():
        os.environ["LANGUAGE"], arguments = choose_language(arguments, os.environ)
        try:
            return app(arguments, prog_name="reportgen", standalone_mode=False) or DONE
        except UsageError as wrong:
            raise complaint(wrong) from None
    print_problems(outcome)
    return outcome.status


@app.callback(invoke_without_command=True)
def about(context: typer.Context, version: Version = False, language: Language = "") -> None:
    if version:
        print_line(f"reportgen {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print_line(context.get_help())
        raise typer.Exit(WRONG_USAGE)
