"""Run a command and say what it cost, with all the processes it started."""

from __future__ import annotations

import ctypes
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = (sys.executable, "-X", "utf8")
ADOPT_ORPHANS = 36                     # PR_SET_CHILD_SUBREAPER: a server that outlives its starter is counted too


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds and clock seconds of a command, and the megabytes of its largest process."""

    cpu: float
    wall: float
    memory: float


def cost(command: Sequence[str | Path], folder: Path = ROOT, rounds: int = 3) -> Cost:
    """The median of some rounds of a command that must succeed."""
    found = [_once(command, folder) for _ in range(rounds)]
    return Cost(*(statistics.median(getattr(one, name) for one in found) for name in ("cpu", "wall", "memory")))


def _once(command: Sequence[str | Path], folder: Path) -> Cost:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)
    start = time.monotonic()
    started = subprocess.Popen(list(map(str, command)), cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                               env={**os.environ, "PYTHONPATH": str(ROOT)})
    said = started.stderr.read()
    cpu, memory, wall = 0.0, 0.0, 0.0
    while True:
        try:
            process, status, used = os.wait4(-1, 0)
        except ChildProcessError:
            return Cost(cpu, wall, memory)
        if process == started.pid:
            started.returncode = os.waitstatus_to_exitcode(status)
            wall = time.monotonic() - start
            if started.returncode:
                raise RuntimeError(f"{command} ended with {started.returncode}: {said.decode()[-2000:]}")
        cpu += used.ru_utime + used.ru_stime
        memory = max(memory, used.ru_maxrss / 1024)


def rows(heads: Sequence[str], lines: Iterable[Sequence[object]]) -> Iterable[str]:
    """A Markdown table; every column but the first is set to the right."""
    yield "| " + " | ".join(heads) + " |"
    yield "|---|" + "--:|" * (len(heads) - 1)
    for line in lines:
        yield "| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in line) + " |"
