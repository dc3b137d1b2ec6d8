"""The stages of a report's build and WeasyPrint alone on its HTML files, in one process: JSON of CPU seconds.

    python -m benchmarks.stages [PROJECT] [REPORT] [ROUNDS]

The median of some rounds after one that is not counted. `compose` is facts and both languages.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.checks.parity import check_parity
from reportgen.writers import WRITERS
from reportgen.writers.fonts import fonts_for, woff2
from reportgen.writers.theme import load_theme


def main(folder: str = ".", name: str = "", rounds: str = "5") -> None:
    times: dict[str, list[float]] = {}

    def timed(stage: str, work: Callable[..., Any], *arguments: Any) -> Any:
        start = time.process_time()
        made = work(*arguments)
        times.setdefault(stage, []).append(time.process_time() - start)
        return made

    for _ in range(int(rounds) + 1):
        woff2.cache_clear()                    # kept within a build, not from one to the next
        project = open_project(folder)
        report = project.report(name or next(iter(project.reports)))
        documents, _ = timed("compose", read, report, project)
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
    stages = {stage: _per_build(found, languages if stage != "compose" else 1)
              for stage, found in times.items()}
    print(json.dumps(stages))


def _per_build(found: list[float], languages: int) -> float:
    """The median over rounds of what one build takes; the first round warms up."""
    rounds = [sum(found[n:n + languages]) for n in range(0, len(found), languages)]
    return statistics.median(rounds[1:])


def _weasyprint(page: bytes) -> bytes:
    from weasyprint import HTML
    return HTML(string=page.decode()).write_pdf()


if __name__ == "__main__":
    main(*sys.argv[1:])
