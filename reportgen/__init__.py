"""Make briefings that say the same in every language and format, from facts that each have a source.

The way data goes:

1. `build.project` reads reportgen.yaml: which reports, languages, formats.
2. `facts` reads data/*.yaml into a FactBase; every mistake is told with its place.
3. `compose` renders a template over the facts, reads the result as a document tree (`document.nodes`) and has
   `document.resolve` decide what depends on order: numbers, labels, references, source marks.
4. `checks` compare wordings with the archived sources, and look for what may be wrong in facts and documents.
5. `writers` say the tree as HTML, PDF and Word; `readers` read each output back, and `checks.parity` compares it.
6. `editions.exchange` puts the whole report in place, or nothing.

In Python:

    from reportgen import build_report, open_project
    project = open_project(".")
    built = build_report(project, "gms_drug_control")

`built.files` are the files that now stand in output/; what is wrong in the input is a
`reportgen.diagnostics.ReportgenError`, whose `diagnostics` each have a place, a message and a hint.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.build.project import Project
    from reportgen.build.work import Built

__version__ = "0.1.0"
__all__ = ["build_report", "open_project"]


def open_project(folder: Path | str = ".") -> Project:
    """The project that `folder` lies in: its reportgen.yaml, read. ReportgenError with every mistake in it."""
    from reportgen.build.project import open_project

    return open_project(folder)


def build_report(project: Project, report: str, output: Path | None = None) -> Built:
    """Build a report in every language and format and put it in place whole, in `output` (the project's by default).

    ReportgenError where something is wrong in the input, MachineError where nothing could be written.
    """
    from reportgen.build.build import build

    return build(project.report(report), project, output)
