"""The command schema."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.outcome import Outcome, leave
from reportgen.cli.streams import print_line, write
from reportgen.messages import say

SCHEMA = say("""Print the JSON Schema by which editors complete and check the YAML files of a project.

\b
Examples:
  reportgen schema                                     of a file of facts
  reportgen schema project                             of reportgen.yaml
  reportgen schema theme                               of a theme.yaml of your own
  reportgen schema facts -o .reportgen/facts.schema.json""")

Name = Annotated[str, typer.Argument(metavar="facts|project|theme", help=say("Of which file."))]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar=say("FILE"), show_default=False,
                                             help=say("Where to write it; else it is printed."))]


def schema(name: Name = "facts", output: Output = None) -> None:
    outcome = Outcome()
    with outcome.gather():
        from reportgen.build.schema import shipped, write_schema

        if output:
            write_schema(name, output)
            print_line(say("{file}: written", file=output))
        else:
            write(shipped(name), sys.stdout)
    leave(outcome, as_json=False)
