"""Every document of tests/documents says its words, and says them in every format."""

from pathlib import Path
from shutil import copytree
from typing import get_args

import pytest
from reportgen.checks.parity import check_parity

from reportgen.build.build import write
from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.build.work import silent
from reportgen.document.nodes import Block, Chart, ChartKind, Timeline
from reportgen.document.walk import blocks, text_units
from reportgen.limits import Limits
from reportgen.writers.length import complete
from reportgen.writers.theme import load_theme

CASES = Path(__file__).parent / "documents"
PROJECT = """
reports:
  case:
    title: {zh: 示例, en: Sample}
    office: {zh: 示例单位, en: Sample office}
    facts: case
    languages: {LANGUAGES}
    edition: {EDITION}
"""
EDITION = "{date: 2016-04-30, contact: {zh: 示例联系人, en: the sample desk}}"


def templates():
    return [pytest.param(file, id=f"{file.parent.name}-{file.stem}")
            for file in sorted(CASES.glob("*/*.*"))
            if file.suffix in (".md", ".html") and (file.parent / "facts.yaml").exists()]


def test_there_are_documents_to_build():
    assert len(templates()) >= 24


def document_of(file: Path, folder: Path):
    copytree(file.parent, folder / "case")
    languages = f"{file.stem}: case/{file.name}"
    own = file.parent / "edition.txt"
    edition = own.read_text("utf-8").strip() if own.exists() else EDITION
    (folder / "reportgen.yaml").write_text(
        PROJECT.replace("LANGUAGES", languages).replace("{EDITION}", edition), encoding="utf-8")
    project = open_project(folder)
    report = project.report("case")
    documents, _ = read(report, project)
    return report, documents


def test_together_they_use_every_block_and_every_kind_of_chart(tmp_path):
    found = set()
    for number, case in enumerate(templates()):
        _, documents = document_of(case.values[0], tmp_path / str(number))
        document = complete(next(iter(documents.values())), load_theme("modern"))
        found |= {getattr(block, "kind", "") if isinstance(block, Chart) else type(block)
                  for block in blocks(document.blocks)}
        found |= {block.form for block in blocks(document.blocks) if isinstance(block, Timeline)}
    assert {*get_args(Block), *get_args(ChartKind), "table", "drawn"} - {Chart} <= found


@pytest.mark.parametrize("file", templates())
def test_a_document_says_its_words_in_every_format(file, tmp_path):
    report, documents = document_of(file, tmp_path)
    document = documents[file.stem]
    said = "".join(f"{unit.role}: {' '.join(unit.text.split())}\n" for unit in text_units(document))
    expected = file.with_suffix(".txt")
    assert said == (expected.read_text("utf-8") if expected.exists() else "")
    document = complete(document, load_theme(report.theme))
    outputs, missing = write(report, {file.stem: document}, load_theme(report.theme), Limits(), silent)
    assert set(outputs[file.stem]) | ({"pdf"} if missing else set()) == {"html", "pdf", "docx"}
    assert check_parity(document, outputs[file.stem]) == []
