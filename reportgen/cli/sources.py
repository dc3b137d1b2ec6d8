"""The commands source and scan."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.outcome import Outcome, leave, problem_as_object, progress
from reportgen.cli.reports import Archive
from reportgen.cli.streams import print_line
from reportgen.messages import language_of, say, shown
from reportgen.scrutiny import Scrutiny

SOURCE = say("""Archive source texts (.txt .html .pdf .docx .csv), and print them with the ¶ numbers that facts cite.

\b
Examples:
  reportgen source ~/Downloads/yearbook-2015.pdf
  reportgen source archive/article.txt --from "On 3 May" --to "Reporting by"
  reportgen source archive/*.html | less""")

Files = Annotated[list[Path], typer.Argument(metavar=say("FILE"), show_default=False,
                                             help=say("Texts; those from elsewhere are copied into the archive."))]
Begins = Annotated[str, typer.Option("--from", metavar=say("WORDS"), show_default=False,
                                     help=say("What the first paragraph of the body begins with; it is ¶1."))]
Ends = Annotated[str, typer.Option("--to", metavar=say("WORDS"), show_default=False,
                                   help=say("What the last paragraph of the body begins or ends with."))]
AsJson = Annotated[bool, typer.Option("--json", help=say("Print paragraphs and problems as JSON."))]


def source(files: Files, begins: Begins = "", ends: Ends = "", as_json: AsJson = False) -> None:
    outcome, printed = Outcome(), []
    with outcome.gather():
        from reportgen.build.archive import archive_sources, lock_name
        from reportgen.build.child import in_child
        from reportgen.build.listing import as_object, rows, stub, told
        from reportgen.build.project import open_project

        project = open_project(Path.cwd())
        with progress() as tell:
            archived = in_child(archive_sources, project, files, begins, ends, limits=project.limits, tell=tell)
        for kept in archived:
            outcome.add(kept.warnings)
            printed.append(as_object(kept))
            if not as_json:
                _print_rows([(row.mark, row.text, row.page) for row in rows(kept)])
                print_line("")
                for sentence in told(kept, lock_name(project)):
                    print_line(sentence)
                if entry := stub(kept, project):
                    print_line(say("No source names this text yet. An entry to paste into your facts; fill in each …:"))
                    print_line(f"\n{entry}\n")
    if not as_json:
        leave(outcome, as_json)
    problems = [*map(problem_as_object, outcome.found)]
    print_line(json.dumps({"texts": printed, "problems": problems}, ensure_ascii=False, indent=2))
    raise typer.Exit(outcome.status)


SCAN = say("""List every figure, date and 《title》 of an archived source, as entries to paste into your facts.

\b
What a fact covers already is a remark. Examples:
  reportgen scan gms2016                 a source of your facts, by its id
  reportgen scan archive/article.txt     or its text
  reportgen scan gms2016 --json | jq '.[] | select(.facts == [])'""")

Scannable = Annotated[str, typer.Argument(metavar=say("SOURCE"), show_default=False,
                                          help=say("A source's id, or a text in the archive."))]
ScanAsJson = Annotated[bool, typer.Option("--json", help=say("Print a JSON list, with the facts that cover each."))]


def scan(source: Scannable, archive: Archive = "", as_json: ScanAsJson = False) -> None:
    outcome = Outcome()
    with outcome.gather():
        from reportgen.build import work
        from reportgen.build.child import in_child
        from reportgen.build.project import open_project
        from reportgen.build.stubs import stubs

        project = open_project(Path.cwd())
        with progress() as tell:
            found = in_child(work.scan, project.root, source, Scrutiny(archive), limits=project.limits, tell=tell)
        outcome.add(found.warnings)
        if as_json:
            told = [{"kind": one.kind, "at": f"¶{one.number}", "written": one.written, "around": one.around,
                     "facts": list(one.facts)} for one in found.statements]
            print_line(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            print_line("\n".join(stubs(found)))
    leave(outcome, False)


def _print_rows(rows: list[tuple[str, str, int]]) -> None:
    """Marks and texts side by side: wrapped on a terminal, what has no number dimmed; one line each elsewhere."""
    if not sys.stdout.isatty():
        longest = max(len(mark) for mark, _, _ in rows)
        print_line("\n".join(f"{mark:{longest}}  {text}" for mark, text, _ in rows))
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
