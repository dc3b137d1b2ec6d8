"""Whatever the types allow is built alike in every format, or refused at a place: no other exception, ever.

The usual run draws a few examples, always the same. `HYPOTHESIS_PROFILE=long` draws many, and others each time.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.checks.parity import check_parity
from reportgen.checks.word import check_word
from reportgen.diagnostics import ReportgenError
from reportgen.document.nodes import Document
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.native import missing_libraries
from reportgen.writers import WRITERS
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme

from .strategies import any_bytes, as_yaml, documents, fact_bases, printing_all, templates

MODERN = load_theme("modern")
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
CALM = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]
pytestmark = pytest.mark.slow
needs_pango = pytest.mark.skipif(bool(missing_libraries()), reason="this machine lacks pango")


def examples(few: int) -> settings:
    """So many examples in the usual run, fifty times as many and others each time in the long one.

    What fails is made smaller in the long run alone, for that takes minutes.
    """
    phases = tuple(Phase) if LONG else (Phase.explicit, Phase.generate)
    return settings(max_examples=few * (50 if LONG else 1), derandomize=not LONG, deadline=None, database=None,
                    suppress_health_check=CALM, print_blob=LONG, phases=phases)


def written(document: Document, formats: tuple[str, ...]) -> dict[str, bytes]:
    """A resolved document in these formats, of which nothing may be lost."""
    fonts = fonts_for(document, MODERN)
    outputs = {name: WRITERS[name](document, MODERN, fonts) for name in formats}
    assert [str(problem) for problem in check_parity(document, outputs)] == []
    assert [str(problem) for problem in check_word(outputs["docx"])] == [] if "docx" in outputs else True
    return outputs


def placed(refusal: ReportgenError) -> None:
    """Every problem says where it is."""
    assert refusal.diagnostics
    for problem in refusal.diagnostics:
        assert problem.span is not None and problem.span.file, str(problem)
        assert problem.rule != "pdf-invalid", str(problem)


def opens(outputs: Mapping[str, bytes]) -> None:
    """Programs that are not ours can open what was written."""
    from docx import Document as WordFile
    from lxml import html
    from pypdfium2 import PdfDocument

    if "html" in outputs:
        assert html.document_fromstring(outputs["html"]).find("body") is not None
    if "docx" in outputs:
        WordFile(io.BytesIO(outputs["docx"]))
    if "pdf" in outputs:
        with PdfDocument(outputs["pdf"]) as pdf:
            assert len(pdf)


def build_tree(document: Document, formats: tuple[str, ...]) -> None:
    try:
        resolved = resolve(document, words(document.meta.lang))
        outputs = written(resolved, formats)
    except ReportgenError as refusal:
        placed(refusal)
    else:
        opens(outputs)
        assert written(resolved, formats) == outputs


@examples(60)
@given(documents())
def test_any_tree_is_the_same_in_html_and_word_or_is_refused_at_its_place(document):
    build_tree(document, ("html", "docx"))


@needs_pango
@examples(15)
@given(documents())
def test_any_tree_is_the_same_in_pdf_or_is_refused_at_its_place(document):
    build_tree(document, ("pdf",))


# --- whole projects -----------------------------------------------------------------------------------------------

PROJECT = """
reports:
  brief:
    title: {zh: 简报, en: Brief}
    facts: data
    languages: {en: en.md, zh-CN: zh.md}
    edition: {date: 2016-04-30}
"""
CROPS = """
source: s
sources:
  s: {title: {zh: 例文, en: Example}, language: zh, issued: 2016-04-19, kind: own, descriptor: {zh: 测试, en: A test}}
facts:
  crops: {label: {zh: 作物, en: Crops}, written: 40余种, at: ¶18}
"""


def build_files(files: Mapping[str, str | bytes], formats: tuple[str, ...]) -> bool:
    """Read and write a project of these files; False if it was refused."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        try:
            project = open_project(folder)
            for report in project.reports.values():
                for document in read(report, project)[0].values():
                    opens(written(document, formats))
        except ReportgenError as refusal:
            placed(refusal)
            return False
    return True


ALL = ("html", "docx") + (() if missing_libraries() else ("pdf",))


@examples(12)
@given(fact_bases(), hypothesis.strategies.booleans())
def test_any_fact_base_is_printed_everywhere_in_both_languages_or_is_refused_at_its_place(base, charts):
    build_files({"reportgen.yaml": PROJECT, "data/f.yaml": as_yaml(base), "en.md": printing_all(base, "en", charts),
                 "zh.md": printing_all(base, "zh", charts)}, ALL)


@examples(150)
@given(templates())
def test_any_template_is_built_or_refused_at_its_place(template):
    build_files({"reportgen.yaml": PROJECT, "data/f.yaml": CROPS, "en.md": template, "zh.md": "# 一\n"},
                ("html", "docx"))


@pytest.mark.parametrize("name", ["reportgen.yaml", "data/f.yaml", "en.md"])
@examples(100)
@given(content=any_bytes())
def test_any_bytes_are_built_or_refused_at_their_place(name, content):
    build_files({"reportgen.yaml": PROJECT, "data/f.yaml": CROPS, "en.md": "# One\n", "zh.md": "# 一\n", name: content},
                ("html",))


def test_what_is_drawn_is_not_refused_as_a_rule():
    """A guard: properties over refusals alone would prove nothing."""
    files = {"reportgen.yaml": PROJECT, "data/f.yaml": CROPS, "en.md": "# One\n\n{{ crops }} {{ cite(crops) }}\n",
             "zh.md": "# 一\n"}
    assert build_files(files, ALL)
