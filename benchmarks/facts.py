"""Ten, a hundred and a thousand facts, each printed and cited: reading them and composing the document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import PYTHON, cost, rows
from benchmarks.projects import make_project

COUNTS = (10, 100, 1000)


def table(folder: Path) -> Iterator[str]:
    made = {n: make_project(folder / str(n), n, 10) for n in COUNTS}
    costs = {n: cost([*PYTHON, "-m", "reportgen", "check"], made[n]) for n in COUNTS}
    none = cost([*PYTHON, "-m", "reportgen", "check"], make_project(folder / "none", 1, 1)).cpu
    yield "### Facts: reportgen check, cold\n"
    yield from rows(("facts", "CPU s", "× one fact", "ms a fact", "peak MB"), (
        (n, one.cpu, one.cpu / none, max(one.cpu - none, 0) / n * 1000, round(one.memory)) for n, one in costs.items()))
