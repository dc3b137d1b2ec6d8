"""What the command line has done for it, most of it in child processes, and what comes back.

It imports what it needs when it works: nothing that reads or writes documents is ever loaded into the parent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.build.findings import Known, Traced, Withdrawn
from reportgen.build.returned.findings import Reading
from reportgen.diagnostics import Diagnostic
from reportgen.limits import Limits
from reportgen.messages import Message
from reportgen.scrutiny import Scrutiny

Tell = Callable[[str], None]           # is told each step, for a reader who waits


@dataclass(frozen=True, slots=True)
class Chosen:
    """Reports of the project at `root`, by id, and the formats that they are made in."""

    root: Path
    reports: tuple[str, ...]
    formats: frozenset[str]
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

    `missing` holds a problem for each thing the machine lacks, which kept a format from being written; `evidence` says
    how the facts stand to their archived sources, `house` what became of the report's own Word template.
    """

    files: tuple[Made, ...]
    facts: int
    changed: bool
    warnings: tuple[Diagnostic, ...]
    missing: tuple[Diagnostic, ...]
    evidence: tuple[Message, ...] = ()
    house: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: warnings, and in sentences how the facts stand to their archived sources.

    `house` says what becomes of the report's own Word template.
    """

    warnings: tuple[Diagnostic, ...]
    evidence: tuple[Message, ...]
    house: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure, date or title that a source states in paragraph `number`, with a few words around it.

    `facts` are the ids that cover it.
    """

    kind: str
    number: int
    written: str
    around: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the source `id` states, in order; `id` is "" where no source names the text.

    `languages` are those of the project's reports; `unread` are numbers that the program cannot read, with their ¶.
    """

    id: str
    archive: str
    languages: tuple[str, ...]
    statements: tuple[Statement, ...]
    warnings: tuple[Diagnostic, ...]
    unread: tuple[tuple[int, str], ...] = ()


def silent(step: str) -> None:
    """A Tell that says nothing."""


def choose(start: Path, names: Sequence[str]) -> Chosen:
    """The reports of those names, or all, of the project that `start` lies in."""
    from reportgen.build.project import open_project

    project = open_project(start)
    reports = [project.report(name) for name in names or project.reports]
    formats = frozenset(format for report in reports for format in report.formats)
    return Chosen(project.root, tuple(report.id for report in reports), formats, project.limits)


def build(root: Path, name: str, languages: Sequence[str], formats: Sequence[str], output: Path | None,
          scrutiny: Scrutiny, tell: Tell) -> Built:
    """Build a report; where languages or formats are named, only those, as a preview."""
    from reportgen.build.build import build, preview
    from reportgen.build.project import open_project

    project = open_project(root)
    if languages or formats:
        return preview(project.report(name), project, tuple(languages), tuple(formats), output, tell, scrutiny)
    return build(project.report(name), project, output, tell, scrutiny)


def check(root: Path, name: str, scrutiny: Scrutiny, tell: Tell) -> Checked:
    """What there is to tell about a report that could be written; ReportgenError where it could not."""
    from reportgen.build.evidence import summary, uncovered
    from reportgen.build.project import open_project
    from reportgen.build.read import proof

    project = open_project(root)
    made = proof(project.report(name), project, tell, scrutiny)
    return Checked(made.warnings, (*summary(made.evidence), *uncovered(made.evidence)), made.house)


def scan(root: Path, source: str, scrutiny: Scrutiny, tell: Tell) -> Scanned:
    """What a source states; see `build.scanning`."""
    from reportgen.build.project import open_project
    from reportgen.build.scanning import scan

    return scan(open_project(root), source, scrutiny, tell)


def facts(root: Path, reports: Sequence[str], query: Sequence[str], lang: str, tell: Tell) -> tuple[Known, ...]:
    """The facts that a query finds; see `build.query`."""
    from reportgen.build.project import open_project
    from reportgen.build.query import find_facts

    return find_facts(open_project(root), reports, query, lang, tell)


def sources(root: Path, reports: Sequence[str], tell: Tell) -> list[dict[str, object]]:
    """The sources of reports as CSL-JSON; see `build.csl`."""
    from reportgen.build.csl import csl_of
    from reportgen.build.project import open_project

    return csl_of(open_project(root), reports, tell)


def trace(root: Path, reports: Sequence[str], id: str, lang: str, tell: Tell) -> tuple[Traced, ...]:
    """A fact, or those of an event or dataset, with all that shows them; see `build.trace`."""
    from reportgen.build.project import open_project
    from reportgen.build.trace import trace

    return trace(open_project(root), reports, id, lang, tell)


def trace_source(root: Path, reports: Sequence[str], id: str, lang: str, tell: Tell) -> tuple[Withdrawn, ...]:
    """What falls with a source; see `build.trace`."""
    from reportgen.build.project import open_project
    from reportgen.build.trace import trace_source

    return trace_source(open_project(root), reports, id, lang, tell)


def read_back(root: Path | None, file: Path, tell: Tell) -> Reading:
    """What a returned Word file says; see `build.returned`. `root` is None outside of a project."""
    from reportgen.build.project import open_project
    from reportgen.build.returned.reading import read_back

    return read_back(file, open_project(root) if root else None, tell)
