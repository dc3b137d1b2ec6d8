"""Time the stages of a build, and the whole against WeasyPrint alone on the same HTML files, in one run.

    python benchmarks/build.py [PROJECT] [REPORT]

CPU seconds of this process, the median of five rounds after one that is not counted. `reportgen` is everything: facts,
both languages, all formats, parity; `WeasyPrint alone` lays out the HTML files that were made, with nothing around it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.checks.parity import check_parity
from reportgen.writers import WRITERS
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme

ROUNDS = 5


def main(folder: str = ".", name: str = "") -> None:
    times: dict[str, list[float]] = {}

    def timed(stage: str, work: Callable[..., Any], *arguments: Any) -> Any:
        start = time.process_time()
        made = work(*arguments)
        times.setdefault(stage, []).append(time.process_time() - start)
        return made

    for _ in range(ROUNDS + 1):
        project = open_project(folder)
        report = project.report(name or next(iter(project.reports)))
        documents, _ = timed("facts and composing", read, report, project)
        theme = load_theme(report.theme)
        html = []
        for document in documents.values():
            fonts = timed("fonts", fonts_for, document, theme)
            outputs = {format: timed(format, WRITERS[format], document, theme, fonts) for format in report.formats}
            timed("parity", check_parity, document, outputs)
            html.append(outputs["html"])
        for page in html:
            timed("WeasyPrint alone", _weasyprint, page)
    languages = len(documents)
    stages = {stage: _per_build(found, languages if stage != "facts and composing" else 1)
              for stage, found in times.items()}
    alone = stages.pop("WeasyPrint alone")
    print(f"{Path(folder).resolve().name}: {languages} languages, CPU seconds, median of {ROUNDS}\n")
    for stage, seconds in (*stages.items(), ("reportgen", sum(stages.values())), ("WeasyPrint alone", alone)):
        print(f"{stage:22} {seconds:6.2f}   {seconds / alone:5.2f} × WeasyPrint alone")


def _per_build(found: list[float], languages: int) -> float:
    """The median over rounds of what one build takes; the first round warms up."""
    rounds = [sum(found[n:n + languages]) for n in range(0, len(found), languages)]
    return statistics.median(rounds[1:])


def _weasyprint(page: bytes) -> bytes:
    from weasyprint import HTML
    return HTML(string=page.decode()).write_pdf()


if __name__ == "__main__":
    main(*sys.argv[1:])
