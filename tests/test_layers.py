"""Imports point down: a room may import only from rooms with a lower number."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "reportgen"
LAYERS = {
    "__main__": 8, "": 7, "cli": 7, "help": 6, "build": 6, "editions": 5, "checks": 4, "compose": 4, "writers": 3,
    "readers": 2, "pictures": 2, "facts": 1, "document": 1, "inputs": 0, "diagnostics": 0, "characters": 0,
    "native": 0, "themes": 0, "locales": 0, "schemas": 0, "fonts": 0, "messages": 0, "limits": 0, "samples": 0,
    "scrutiny": 0, "colours": 0,
}
BESIDE = {("diagnostics", "messages"), ("scrutiny", "diagnostics"),     # on the ground floor, who may use whom
          *((room, below) for room in ("inputs", "native", "limits", "characters")
            for below in ("diagnostics", "messages"))}
HEAVY = ("weasyprint", "docx", "lxml", "uharfbuzz", "pydantic", "jinja2", "babel", "markdown_it", "fontTools",
         "pypdfium2", "PIL", "rich", "typer")


def modules():
    return sorted(PACKAGE.rglob("*.py"))


def room(path):
    """ "writers" for reportgen/writers/docx/part.py, "" for the package itself."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0].replace("__init__", "")


def imported_rooms(path, source):
    """The rooms of this package that a module imports from, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            folder = path.relative_to(PACKAGE.parent).parts[:-node.level]
            names = [".".join((*folder, node.module or alias.name)) for alias in node.names]
        else:
            continue
        for name in names:
            top, _, rest = name.partition(".")
            if top == "reportgen":
                first = rest.partition(".")[0]
                yield first if first in LAYERS else ""


def breaches(path, source):
    here = room(path)
    return [f"{here or 'reportgen'} imports {there or 'reportgen'}" for there in imported_rooms(path, source)
            if there != here and LAYERS[there] >= LAYERS[here] and (here, there) not in BESIDE
            and (here, there) != ("cli", "")]


def test_the_guard_sees_the_modules_of_every_room():
    seen = {room(path) for path in modules()}
    assert len(modules()) > 20
    assert {"", "diagnostics", "inputs", "document", "facts", "writers", "compose", "readers"} <= seen
    assert seen <= set(LAYERS), "a new room needs its number in LAYERS"
    assert sum(len(list(imported_rooms(path, path.read_text("utf-8")))) for path in modules()) > 40


@pytest.mark.parametrize("line", ["from reportgen.writers.theme import Theme", "import reportgen.compose",
                                  "from reportgen import build", "from ..editions import exchange",
                                  "def f():\n    from reportgen.readers import html"])
def test_the_guard_sees_an_import_that_points_up(line):
    assert breaches(PACKAGE / "document" / "nodes.py", line)


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path):
    assert breaches(path, path.read_text("utf-8")) == []


@pytest.mark.parametrize("module", ["reportgen", "reportgen.diagnostics", "reportgen.native", "reportgen.inputs"])
def test_what_is_imported_first_imports_nothing_heavy(module):
    code = f"import {module}, sys; print(*(set(sys.modules) & {set(HEAVY)!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert done.stdout.split() == []


def test_help_loads_no_library_that_makes_documents():
    """typer and rich are the command line's own, and rich brings markdown-it."""
    heavy = set(HEAVY) - {"typer", "rich", "markdown_it"}
    code = ("import sys; sys.argv[1:] = ['--help']\nfrom reportgen.cli import main\n"
            f"try: main()\nfinally: print('loaded:', *(set(sys.modules) & {heavy!r}), file=sys.stderr)")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8",
                          cwd=PACKAGE.parent, check=False)
    assert "build" in done.stdout
    assert done.stderr.split("loaded:")[1].split() == []


def test_check_loads_nothing_that_writes_documents():
    code = ("import sys\nfrom reportgen import open_project\nfrom reportgen.build.read import proofread\n"
            "project = open_project('.')\nproofread(next(iter(project.reports.values())), project)\n"
            "print('loaded:', *(set(sys.modules) & {'weasyprint', 'docx', 'lxml'}))\n"
            "import reportgen.build.child, reportgen.build.build\n"
            "print('loaded:', *(set(sys.modules) & {'weasyprint', 'docx', 'lxml'}))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert done.stdout.split() == ["loaded:", "loaded:"]


# --- what a run of the program loads, in all its processes --------------------------------------------------------

REPORT = "{title: {en: Crops}, facts: data, languages: {en: en.md}, edition: {date: 2016-04-30}}"
PROJECT = f"reports:\n  one: {REPORT}\n  two: {REPORT}\n"
CROPS = """
source: s
sources:
  s: {title: {en: Example}, language: en, issued: 2016-04-19, kind: own, descriptor: {en: A sample}}
facts:
  crops: {label: {en: Crops}, written: "40", unit: "1", at: ¶18}
"""
OF_PDFS = {"weasyprint", "pydyf", "page", "pypdfium2"}


def loaded(folder, *arguments):
    """The libraries of HEAVY and OF_PDFS that `reportgen …` and the processes it starts load in a project of two."""
    (folder / "data").mkdir()
    for name, text in {"reportgen.yaml": PROJECT, "data/f.yaml": CROPS, "en.md": "# One\n\n{{ crops }}.\n"}.items():
        (folder / name).write_text(text, "utf-8")
    paths = os.pathsep.join([str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run([sys.executable, "-m", "reportgen", *arguments], capture_output=True, text=True, check=True,
                          cwd=folder, env={**os.environ, "PYTHONPATH": paths, "PYTHONPROFILEIMPORTTIME": "1"},
                          encoding="utf-8")
    return set(re.findall(r"^import time:.*\| +(\w+)$", done.stderr, re.MULTILINE)) & {*HEAVY, *OF_PDFS}


@pytest.mark.parametrize("arguments", [("build", "--format", "html", "--format", "docx"), ("check",)], ids=" ".join)
def test_without_a_pdf_nothing_is_loaded_that_makes_or_reads_one(arguments, tmp_path):
    seen = loaded(tmp_path, *arguments)
    assert "pydantic" in seen and ("docx" in seen) == (arguments[0] == "build")
    assert not seen & OF_PDFS


@pytest.mark.needs("pango")
def test_with_one_it_is(tmp_path):
    assert loaded(tmp_path, "build", "--format", "pdf") >= OF_PDFS
