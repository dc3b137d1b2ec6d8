"""The command new."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Annotated

import typer

from reportgen.cli.outcome import Outcome, leave
from reportgen.cli.streams import print_line
from reportgen.messages import language_of, say

NEW = say("""Start a project of your own: a folder with sample facts, templates and settings that builds at once.

\b
Examples:
  reportgen new flood-briefing
  reportgen new flood-briefing --lang en                  in one language
  reportgen new week-12 --kind situation-report           or country-profile, tour""")

Folder = Annotated[Path, typer.Argument(metavar=say("DIR"), help=say("The folder to make."), show_default=False)]
Langs = Annotated[list[str] | None, typer.Option("--lang", "-l", metavar=say("LANG"), show_default=False,
                                                    help=say("A language of the documents; zh-CN and en if none is "
                                                             "named. May be given again; comments are in the first."))]
Kind = Annotated[str, typer.Option("--kind", "-k", metavar=say("KIND"),
                                      help=say("briefing, situation-report, country-profile or tour."))]


def new(folder: Folder, langs: Langs = None, kind: Kind = "briefing") -> None:
    outcome = Outcome()
    with outcome.gather():
        from reportgen.build.new import new_project

        both = ("zh-CN", "en") if language_of(os.environ) == "zh" else ("en", "zh-CN")
        languages = tuple(dict.fromkeys(langs or both))
        new_project(folder, languages, kind)
        print_line(say('"{folder}" holds a sample project now ({kind}; {languages}). Type next:', folder=folder,
                       kind=kind, languages=", ".join(languages)))
        print_line(f"  cd {_quoted(folder)}\n  reportgen build")
    leave(outcome, as_json=False)


def _quoted(path: Path) -> str:
    """A path as a shell wants it."""
    return f'"{path}"' if os.name == "nt" else shlex.quote(str(path))
