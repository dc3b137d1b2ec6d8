"""Every document of tests/documents says its words, and says them in every format."""

from pathlib import Path
from shutil import copytree

import pytest
from reportgen.checks.parity import check_parity

from reportgen.build.build import write
from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.build.work import silent
from reportgen.document.walk import text_units
from reportgen.limits import Limits

CASES = Path(__file__).parent / "documents"
PROJECT = """
reports:
  case:
    title: {zh: 示例, en: Sample}
    office: {zh: 示例单位, en: Sample office}
    facts: case
    languages: {LANGUAGES}
    edition: {date: 2016-04-30, contact: {zh: 示例联系人, en: the sample desk}}
"""


def templates():
    return [pytest.param(file, id=f"{file.parent.name}-{file.stem}")
            for file in sorted(CASES.glob("*/*.*"))
            if file.suffix in (".md", ".html") and (file.parent / "facts.yaml").exists()]


def test_there_are_documents_to_build():
    assert len(templates()) >= 7


def document_of(file: Path, folder: Path):
    copytree(file.parent, folder / "case")
    languages = f"{file.stem}: case/{file.name}"
    (folder / "reportgen.yaml").write_text(PROJECT.replace("LANGUAGES", languages), encoding="utf-8")
    project = open_project(folder)
    report = project.report("case")
    documents, _ = read(report, project)
    return report, documents


@pytest.mark.parametrize("file", templates())
def test_a_document_says_its_words_in_every_format(file, tmp_path):
    report, documents = document_of(file, tmp_path)
    document = documents[file.stem]
    said = "".join(f"{unit.role}: {' '.join(unit.text.split())}\n" for unit in text_units(document))
    expected = file.with_suffix(".txt")
    assert said == (expected.read_text("utf-8") if expected.exists() else "")
    outputs, missing = write(report, documents, Limits(), silent)
    assert set(outputs[file.stem]) | ({"pdf"} if missing else set()) == {"html", "pdf", "docx"}
    assert check_parity(document, outputs[file.stem]) == []
