"""The briefing's content by other ways: pandoc to HTML and WeasyPrint to PDF; pandoc to Word; Typst to PDF.

The others are given the finished words, as Markdown and as Typst, without pictures; they know no facts, and do not
compare what they made. Needs pypandoc-binary and typst (`pip install`); what is missing is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import PYTHON, ROOT, Cost, cost, rows

PANDOC_HTML = ("import pypandoc, sys\n"
               "pypandoc.convert_file(sys.argv[1], 'html', outputfile=sys.argv[2], extra_args=['-s'])")
PANDOC_WORD = "import pypandoc, sys; pypandoc.convert_file(sys.argv[1], 'docx', outputfile=sys.argv[2])"
TYPST = ("import sys, typst\ntypst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]])")


def table(folder: Path) -> Iterator[str]:
    build = cost([*PYTHON, "-m", "reportgen", "build", "--output", folder])
    words = {page: page.with_suffix(".md") for page in sorted(folder.rglob("*.html"))}
    yield "### The briefing's words by other ways, two languages, cold\n"
    if not find_spec("pypandoc"):
        yield "pypandoc-binary is not installed"
        return
    for page, markdown in words.items():
        _convert(_words(page), "gfm", markdown)
        _convert(_words(page), "typst", page.with_suffix(".typ"))
    ways: dict[str, Callable[[Path], list[Cost]]] = {"pandoc → HTML → WeasyPrint, PDF": _by_pandoc,
                                                     "pandoc → Word": _to_word}
    if find_spec("typst"):
        ways["Typst, PDF"] = _by_typst
    costs = {"reportgen: HTML, PDF, Word, compared": [build]}
    costs |= {name: [one for page in words for one in way(page)] for name, way in ways.items()}
    yield from rows(("", "CPU s", "× reportgen", "peak MB"), (
        (name, sum(one.cpu for one in parts), sum(one.cpu for one in parts) / build.cpu,
         round(max(one.memory for one in parts))) for name, parts in costs.items()))


def _words(page: Path) -> str:
    """The words of a page: without pictures, looks and links inside it, which not every way knows how to say."""
    html = re.sub(r"<(svg|style|script)\b.*?</\1>|<img[^>]*>|<link[^>]*>", "", page.read_text("utf-8"), flags=re.DOTALL)
    return re.sub(r'\s(id|href)="#?[^":]*"', "", html)


def _convert(html: str, to: str, target: Path) -> None:
    import pypandoc
    pypandoc.convert_text(html, to, format="html", outputfile=str(target))


def _by_pandoc(page: Path) -> list[Cost]:
    html = page.with_suffix(".pandoc.html")
    return [cost([*PYTHON, "-c", PANDOC_HTML, page.with_suffix(".md"), html]),
            cost([*PYTHON, ROOT / "benchmarks" / "alone.py", html])]


def _to_word(page: Path) -> list[Cost]:
    return [cost([*PYTHON, "-c", PANDOC_WORD, page.with_suffix(".md"), page.with_suffix(".pandoc.docx")])]


def _by_typst(page: Path) -> list[Cost]:
    return [cost([*PYTHON, "-c", TYPST, page.with_suffix(".typ"), page.with_suffix(".typst.pdf"),
                  ROOT / "reportgen" / "fonts"])]
