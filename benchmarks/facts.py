"""Reading facts and composing the document: ten to a thousand, each printed and cited in the text; and up to ten
thousand in fifty files, shown in one table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import PYTHON, cost, rows
from benchmarks.projects import make_base, make_project

COUNTS, LARGE, FILES = (10, 100, 1000), (1000, 10_000), 50


def table(folder: Path) -> Iterator[str]:
    made = {n: make_project(folder / str(n), n, 10) for n in COUNTS}
    costs = {n: cost([*PYTHON, "-m", "reportgen", "check"], made[n], rounds=5) for n in COUNTS}
    fewest = costs[COUNTS[0]].cpu
    yield "### Facts: reportgen check, cold\n"
    yield from rows(("facts", "CPU s", f"× {COUNTS[0]} facts", "ms for each more", "peak MB"), (
        (n, one.cpu, one.cpu / fewest, (one.cpu - fewest) / (n - COUNTS[0]) * 1000 if n > COUNTS[0] else "",
         round(one.memory)) for n, one in costs.items()))
    bases = {n: make_base(folder / f"base_{n}", n, FILES) for n in LARGE}
    large = {n: cost([*PYTHON, "-m", "reportgen", "check"], base, rounds=5) for n, base in bases.items()}
    yield f"\n### A large base: reportgen check, facts in {FILES} files and one table\n"
    yield from rows(("facts", "CPU s", f"× {LARGE[0]} facts", "peak MB"), (
        (n, one.cpu, one.cpu / large[LARGE[0]].cpu, round(one.memory)) for n, one in large.items()))
