"""Word files: tables of many rows and the briefing, against python-docx's own calls, docxtpl and pandoc.

The others are given the finished words: no styles, no facts, no charts; tables without widths, heads and alignment.
docxtpl is LGPL and nothing else needs it: install it for this table alone. What is not installed is left out.
"""

from __future__ import annotations

import os
import pickle
import statistics
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import PYTHON, ROOT, rows
from benchmarks.trees import document

ROWS = (100, 1_000, 10_000, 50_000)
NAMES = {"reportgen": "reportgen", "docxtpl": "docxtpl", "pandoc": "pandoc", "elements": "python-docx, OxmlElement",
         "add_row": "python-docx, add_row().cells", "table_cell": "python-docx, table.cell()"}
UP_TO = {"add_row": 1_000, "table_cell": 100, "docxtpl": 10_000, "pandoc": 10_000}      # rows; beyond, minutes
NEEDS = {"docxtpl": "docxtpl", "pandoc": "pypandoc"}


def table(folder: Path) -> Iterator[str]:
    ways = [way for way in NAMES if way not in NEEDS or find_spec(NEEDS[way])]
    yield "### Word: tables of six columns, CPU seconds of making the file, and peak MB that takes\n"
    found = {size: _costs("rows", size, [way for way in ways if size <= UP_TO.get(way, size)], folder) for size in ROWS}
    yield from rows(("", *(f"{size:,} rows, s" for size in ROWS), *(f"{size:,} rows, MB" for size in ROWS),
                     "10,000 ÷ 1,000", "× reportgen"),
                    ((NAMES[way], *(_shown(found[size].get(way), 0) for size in ROWS),
                      *(_shown(found[size].get(way), 1) for size in ROWS), _growth(way, found), _times(way, found))
                     for way in ways))
    yield ""
    yield "### Word: the briefing in one language\n"
    briefing = _costs("briefing", 0, [way for way in ways if way not in ("elements", "table_cell")], folder)
    yield from rows(("", "CPU s", "× reportgen", "peak MB"),
                    ((NAMES[way], seconds, seconds / briefing["reportgen"][0], round(memory))
                     for way, (seconds, memory) in briefing.items()))


def _costs(kind: str, size: int, ways: list[str], folder: Path) -> dict[str, tuple[float, float]]:
    source = folder / f"{kind}{size}.pickle"
    source.write_bytes(pickle.dumps(document(kind, size, ROOT)))
    return {way: _cost(way, source, 5 if size < 10_000 else 3) for way in ways}


def _cost(way: str, source: Path, rounds: int) -> tuple[float, float]:
    """The medians of seconds and megabytes over some rounds, each in a fresh process."""
    command = [*PYTHON, "-m", "benchmarks.making", way, str(source), str(source.with_suffix(f".{way}.docx"))]
    said = [subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True,
                           capture_output=True, text=True).stdout.split() for _ in range(rounds)]
    return statistics.median(float(s) for s, _ in said), statistics.median(float(m) for _, m in said)


def _shown(found: tuple[float, float] | None, which: int) -> object:
    return "" if found is None else found[which] if which == 0 else round(found[which])


def _growth(way: str, found: dict[int, dict[str, tuple[float, float]]]) -> object:
    return found[10_000][way][0] / found[1_000][way][0] if way in found[10_000] else ""


def _times(way: str, found: dict[int, dict[str, tuple[float, float]]]) -> object:
    """How many times reportgen's seconds it takes, at the largest table that both were asked for."""
    size = max(size for size in ROWS if way in found[size])
    return f"{found[size][way][0] / found[size]['reportgen'][0]:.1f} ({size:,})"
