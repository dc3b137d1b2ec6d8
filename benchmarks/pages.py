"""Reports of about 8, 80 and 400 pages, in all formats: a whole build against WeasyPrint alone on the same HTML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pypdfium2 import PdfDocument

from benchmarks.measure import PYTHON, ROOT, cost, rows
from benchmarks.projects import make_project

SECTIONS = (8, 80, 400)


def table(folder: Path) -> Iterator[str]:
    yield "### Pages: one language, HTML, PDF and Word, cold\n"
    heads = ("pages", "reportgen CPU s", "WeasyPrint alone CPU s", "×", "reportgen MB", "WeasyPrint MB", "ms a page")
    yield from rows(heads, (_line(folder / str(n), n) for n in SECTIONS))


def _line(folder: Path, sections: int) -> tuple[object, ...]:
    make_project(folder, 4 * sections, sections)
    rounds = 3 if sections < 50 else 1
    build = cost([*PYTHON, "-m", "reportgen", "build", "--output", folder / "public"], folder, rounds)
    page = next((folder / "public").rglob("*.html"))
    pages = len(PdfDocument(page.with_suffix(".pdf")))
    alone = cost([*PYTHON, ROOT / "benchmarks" / "alone.py", page], folder, rounds)
    return (pages, build.cpu, alone.cpu, build.cpu / alone.cpu, round(build.memory), round(alone.memory),
            round(build.cpu / pages * 1000))
