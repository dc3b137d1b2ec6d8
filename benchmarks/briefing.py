"""This repository's briefing: a whole build, its stages, and WeasyPrint alone on the same HTML files."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import PYTHON, ROOT, cost, rows


def table(folder: Path) -> Iterator[str]:
    build = cost([*PYTHON, "-m", "reportgen", "build", "--output", folder], rounds=5)
    pages = sorted(folder.rglob("*.html"))
    alone = cost([*PYTHON, ROOT / "benchmarks" / "alone.py", *pages], rounds=5)
    again = cost([*PYTHON, "-m", "reportgen", "build", "--output", folder], rounds=1)
    check = cost([*PYTHON, "-m", "reportgen", "check"], rounds=5)
    stages = json.loads(subprocess.run([*PYTHON, "-m", "benchmarks.stages", str(ROOT)], cwd=ROOT, check=True,
                                       stdout=subprocess.PIPE).stdout)
    yield f"### The briefing: {len(pages)} languages, HTML, PDF and Word\n"
    yield from rows(("cold, as a command", "CPU s", "× WeasyPrint alone", "clock s", "peak MB"), (
        (name, one.cpu, one.cpu / alone.cpu, one.wall, round(one.memory))
        for name, one in (("WeasyPrint alone, same HTML files", alone), ("reportgen build, everything", build),
                          ("reportgen build, nothing new", again), ("reportgen check", check))))
    warm = stages.pop("WeasyPrint alone")
    yield ""
    yield from rows(("warm, stage by stage", "CPU s", "× WeasyPrint alone"), (
        (name, seconds, seconds / warm)
        for name, seconds in (*stages.items(), ("all stages", sum(stages.values())), ("WeasyPrint alone", warm))))
