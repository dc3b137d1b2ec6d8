"""The PDF alone: the briefing, many pages, many rows; against WeasyPrint, Chromium and Typst with the same words.

The others get the words as plain HTML (Typst: as pandoc converts that), without pictures and looks, in the machine's
own fonts. What is not installed is left out.
"""

from __future__ import annotations

import pickle
import re
import shutil
import statistics
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from pypdfium2 import PdfDocument

from benchmarks.measure import PYTHON, ROOT, Cost, cost, rows
from benchmarks.trees import document, plain
from reportgen.writers.fonts import fonts_for
from reportgen.writers.html import write_html
from reportgen.writers.theme import load_theme

PAGES, ROWS = (10, 100, 400), (100, 1_000, 10_000)
WARM = 5                               # rounds


def table(folder: Path) -> Iterator[str]:
    yield "### The PDF alone: CPU seconds, cold, and peak MB\n"
    ways = [name for name, found in (("reportgen", True), ("WeasyPrint", True), ("Chromium", _chromium()),
                                     ("Typst", find_spec("typst") and find_spec("pypandoc"))) if found]
    heads = ["", "pages", *(f"{way} s" for way in ways), "× WeasyPrint", *(f"{way} MB" for way in ways)]
    cases = [("briefing", 0), *(("pages", n) for n in PAGES), *(("rows", n) for n in ROWS)]
    yield from rows(heads, (_line(folder / f"{kind}{size}", kind, size, ways) for kind, size in cases))
    yield ""
    yield f"Warm, the briefing: {_warm():.2f} × WeasyPrint."


def _line(folder: Path, kind: str, size: int, ways: list[str]) -> tuple[object, ...]:
    folder.mkdir()
    tree, theme = document(kind, size, ROOT), load_theme("modern")
    files = {name: folder / f"case.{name}" for name in ("pickle", "html", "typ")}
    files["pickle"].write_bytes(pickle.dumps(tree))
    files["html"].write_text(plain(write_html(tree, theme, fonts_for(tree, theme)).decode()), "utf-8")
    if "Typst" in ways:
        _as_typst(files["html"], files["typ"])
    costs = [_cost(way, files, folder / f"{way}.pdf", 3 if size < 1000 else 1) for way in ways]
    name = f"{size:,} {kind}" if size else kind
    return (name, len(PdfDocument(folder / "reportgen.pdf")), *(one.cpu for one in costs), costs[0].cpu / costs[1].cpu,
            *(round(one.memory) for one in costs))


def _cost(way: str, files: dict[str, Path], target: Path, rounds: int) -> Cost:
    script = [*PYTHON, "-m", "benchmarks.alone"]
    match way:
        case "reportgen":
            command = [*script, "reportgen", files["pickle"], target]
        case "WeasyPrint":
            command = [*script, "weasyprint", files["html"], target]
        case "Typst":
            command = [*script, "typst", files["typ"], target]
        case _:
            command = [_chromium(), "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}",
                       files["html"].as_uri()]
    return cost(command, rounds=rounds)


def _chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def _as_typst(html: Path, target: Path) -> None:
    import pypandoc

    words = re.sub(r'\s(id|href)="#?[^":]*"', "", html.read_text("utf-8"))        # Typst refuses a link to nowhere
    pypandoc.convert_text(words, "typst", format="html", outputfile=str(target))


def _warm() -> float:
    """The briefing's PDF in a process that has made it before, as a multiple of WeasyPrint's from plain HTML."""
    from weasyprint import HTML

    from reportgen.writers.pdf import write_pdf

    tree, theme = document("briefing", 0, ROOT), load_theme("modern")
    fonts = fonts_for(tree, theme)
    page = plain(write_html(tree, theme, fonts).decode())
    ours = _median(lambda: write_pdf(tree, theme, fonts))
    return ours / _median(lambda: HTML(string=page).write_pdf())


def _median(work: object) -> float:
    found = []
    for _ in range(WARM + 1):
        start = time.process_time()
        work()                                                 # type: ignore[operator]
        found.append(time.process_time() - start)
    return statistics.median(found[1:])
