"""What the command line has done for it, most of it in child processes, and what comes back.

It imports what it needs when it works: nothing that reads or writes documents is ever loaded into the parent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.diagnostics import Diagnostic
from reportgen.limits import Limits
from reportgen.scrutiny import Scrutiny

Tell = Callable[[str], None]           # is told each step, for a reader who waits


@dataclass(frozen=True, slots=True)
class Chosen:
    """Reports of the project at `root`, by id."""

    root: Path
    reports: tuple[str, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was put in place; `pages` is 0 where it has none."""

    path: Path
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: its files, how many facts they print, whether anything changed, and what could not be made.

    `missing` holds a problem for each thing the machine lacks, which kept a format from being written.
    """

    files: tuple[Made, ...]
    facts: int
    changed: bool
    warnings: tuple[Diagnostic, ...]
    missing: tuple[Diagnostic, ...]


def silent(step: str) -> None:
    """A Tell that says nothing."""


def choose(start: Path, names: Sequence[str]) -> Chosen:
    """The reports of those names, or all, of the project that `start` lies in."""
    from reportgen.build.project import open_project

    project = open_project(start)
    return Chosen(project.root, tuple(project.report(name).id for name in names or project.reports), project.limits)


def build(root: Path, name: str, languages: Sequence[str], formats: Sequence[str], output: Path | None,
          scrutiny: Scrutiny, tell: Tell) -> Built:
    """Build a report; where languages or formats are named, only those, as a preview."""
    from reportgen.build.build import build, preview
    from reportgen.build.project import open_project

    project = open_project(root)
    if languages or formats:
        return preview(project.report(name), project, tuple(languages), tuple(formats), output, tell, scrutiny)
    return build(project.report(name), project, output, tell, scrutiny)


def check(root: Path, name: str, scrutiny: Scrutiny, tell: Tell) -> tuple[Diagnostic, ...]:
    """The warnings about a report that could be written; ReportgenError where it could not."""
    from reportgen.build.project import open_project
    from reportgen.build.read import proofread

    project = open_project(root)
    return proofread(project.report(name), project, tell, scrutiny)
