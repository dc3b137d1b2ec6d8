"""How soon the command line answers, against Python alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import PYTHON, cost, rows

COMMANDS = {
    "python -c pass": ("-c", "pass"),
    "import reportgen": ("-c", "import reportgen"),
    "reportgen --help": ("-m", "reportgen", "--help"),
    "reportgen --version": ("-m", "reportgen", "--version"),
    "import weasyprint": ("-c", "import weasyprint"),
    "import docx": ("-c", "import docx"),
}


def table(folder: Path) -> Iterator[str]:
    costs = {name: cost([*PYTHON, *arguments], rounds=7) for name, arguments in COMMANDS.items()}
    python = costs["python -c pass"]
    yield "### Start\n"
    yield from rows(("", "CPU s", "× Python", "clock s", "peak MB"), (
        (name, one.cpu, one.cpu / python.cpu, one.wall, round(one.memory)) for name, one in costs.items()))
