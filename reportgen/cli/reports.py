"""The commands build and check."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.outcome import DONE, LACKING, AsJson, Names, for_each, leave
from reportgen.cli.streams import print_line
from reportgen.diagnostics import WrongUsage, error
from reportgen.messages import Message, say
from reportgen.scrutiny import Scrutiny

if TYPE_CHECKING:
    from reportgen.build.work import Built, Chosen, Tell
    from reportgen.cli.outcome import Acted

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
  reportgen check --strict                  nothing may even be doubtful
  reportgen check --require-evidence        every figure must stand in its archived source
  reportgen check gms_drug_control --json   for editors and other programs""")

Langs = Annotated[list[str] | None, typer.Option("--lang", "-l", metavar=say("LANG"), show_default=False,
                                                 help=say("Only this language, as a preview. May be given again."))]
Formats = Annotated[list[str] | None, typer.Option("--format", "-f", metavar=say("FORMAT"), show_default=False,
                                                   help=say("Only this format, as a preview. May be given again."))]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar=say("DIR"), show_default=False,
                                             help=say("Where the report's folder is put; else in output/."))]

Archive = Annotated[str, typer.Option("--archive", metavar=say("DIR"), show_default=False,
                                      help=say("Where the source texts lie; else $REPORTGEN_ARCHIVE, else the "
                                               "project's archive."))]
RequireEvidence = Annotated[bool, typer.Option("--require-evidence", help=say(
    "Make it an error where a figure or date was not compared with its archived source."))]
Strict = Annotated[bool, typer.Option("--strict", help=say(
    "Make every warning an error, but for what the report allows under exceptions:."))]
Today = Annotated[str, typer.Option("--today", metavar=say("DATE"), show_default=False,
                                    help=say("The day on which facts may be overdue (2026-01-31); else today."))]


def build(reports: Names = None, langs: Langs = None, formats: Formats = None, output: Output = None,
          archive: Archive = "", require_evidence: RequireEvidence = False, strict: Strict = False,
          as_json: AsJson = False) -> None:
    done: list[Message] = []
    scrutiny = Scrutiny(archive, strict=strict, require_evidence=require_evidence)

    def act(chosen: Chosen, name: str, tell: Tell) -> Acted:
        from reportgen.build import work
        from reportgen.build.child import PDF_WRITERS, READERS, WRITERS, in_child

        writers = PDF_WRITERS if "pdf" in (formats or chosen.formats) else WRITERS
        shared = writers if len(chosen.reports) > 1 else READERS
        built = in_child(work.build, chosen.root, name, langs or (), formats or (), output, scrutiny,
                         limits=chosen.limits, tell=tell, shared=shared)
        done.extend(_told(name, built, chosen.root))
        return (*built.warnings, *built.missing), LACKING if built.missing else DONE

    outcome = for_each(reports, act)
    for line in () if as_json else done:
        print_line(line)
    leave(outcome, as_json)


def check(reports: Names = None, archive: Archive = "", require_evidence: RequireEvidence = False,
          strict: Strict = False, today: Today = "", as_json: AsJson = False) -> None:
    scrutiny = Scrutiny(archive, _day(today), strict, require_evidence)
    stand: list[Message] = []

    def act(chosen: Chosen, name: str, tell: Tell) -> Acted:
        from reportgen.build import work
        from reportgen.build.child import READERS, in_child

        checked = in_child(work.check, chosen.root, name, scrutiny, limits=chosen.limits, tell=tell, shared=READERS)
        stand.extend((*checked.house, *checked.evidence))
        return checked.warnings, DONE

    outcome = for_each(reports, act)
    for line in () if as_json else dict.fromkeys(stand):
        print_line(line)
    if not outcome.found and not as_json:
        print_line(say("no problems"))
    leave(outcome, as_json)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written) if written else date.today()
    except ValueError:
        raise WrongUsage(error("bad-date", say('"{text}" is not a whole date', text=written),
                               hint=say("write a date as 2016-04-30"))) from None


def _told(report: str, built: Built, root: Path) -> Iterator[Message]:
    """A line for each file, and one that sums up."""
    for file in built.files:
        pages = (say(", {count} pages", count=file.pages) if file.pages > 1 else say(", 1 page") if file.pages else "")
        yield say("{file}  {size} kB{pages}", pages=pages, file=_short(file.path, root),
                  size=f"{file.size / 1024:,.0f}")
    facts = say("1 fact") if built.facts == 1 else say("{count} facts", count=built.facts)
    yield from built.house
    yield from built.evidence
    yield (say("{report}: {facts} used", report=report, facts=facts) if built.changed
           else say("{report}: {facts} used; nothing has changed", report=report, facts=facts))


def _short(path: Path, root: Path) -> str:
    whole = Path(os.path.abspath(path))
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else str(whole)
