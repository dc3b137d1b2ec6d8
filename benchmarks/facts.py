"""Ten, a hundred and a thousand facts, each printed and cited: reading them and composing the document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import PYTHON, cost, rows
from benchmarks.projects import make_project

COUNTS = (10, 100, 1000)


def table(folder: Path) -> Iterator[str]:
    made = {n: make_project(folder / str(n), n, 10) for n in COUNTS}
    costs = {n: cost([*PYTHON, "-m", "reportgen", "check"], made[n], rounds=5) for n in COUNTS}
    fewest = costs[COUNTS[0]].cpu
    yield "### Facts: reportgen check, cold\n"
    yield from rows(("facts", "CPU s", f"× {COUNTS[0]} facts", "ms for each more", "peak MB"), (
        (n, one.cpu, one.cpu / fewest, (one.cpu - fewest) / (n - COUNTS[0]) * 1000 if n > COUNTS[0] else "",
         round(one.memory)) for n, one in costs.items()))
