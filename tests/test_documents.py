"""Every document of tests/documents says its words, and says them in every format."""

from pathlib import Path
from typing import get_args

import pytest
from reportgen.checks.parity import check_parity

from reportgen.build.build import write
from reportgen.build.read import read
from reportgen.build.work import silent
from reportgen.document.nodes import Block, Chart, ChartKind, Timeline
from reportgen.document.walk import blocks, text_units
from reportgen.limits import Limits
from reportgen.writers.length import complete
from reportgen.writers.theme import load_theme
from tests.cases import project_of, templates

def test_there_are_documents_to_build():
    assert len(templates()) >= 24


def document_of(file: Path, folder: Path):
    project = project_of([file], folder)
    report = project.report("case")
    documents, _ = read(report, project)
    return report, documents


def test_together_they_use_every_block_and_every_kind_of_chart(tmp_path):
    found = set()
    for number, case in enumerate(templates()):
        _, documents = document_of(case, tmp_path / str(number))
        document = complete(next(iter(documents.values())), load_theme("modern"))
        found |= {getattr(block, "kind", "") if isinstance(block, Chart) else type(block)
                  for block in blocks(document.blocks)}
        found |= {block.form for block in blocks(document.blocks) if isinstance(block, Timeline)}
    assert {*get_args(Block), *get_args(ChartKind), "table", "drawn"} - {Chart} <= found


@pytest.mark.parametrize("file", templates(), ids=lambda file: f"{file.parent.name}-{file.stem}")
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
