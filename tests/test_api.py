"""The Python API of three lines."""

import shutil
from pathlib import Path

import pytest

import reportgen
from reportgen.diagnostics import WrongUsage

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(ROOT / "tests/projects/crops", tmp_path / "p", ignore=shutil.ignore_patterns("output"))


@pytest.mark.needs("pango")
def test_three_lines_build_a_report(folder):
    from reportgen import build_report, open_project
    project = open_project(folder)
    built = build_report(project, "crops")

    assert {file.path.suffix for file in built.files} == {".html", ".pdf", ".docx", ".json", ".yaml"}
    assert all(file.path.stat().st_size == file.size for file in built.files)
    assert [file.pages for file in built.files if file.path.suffix == ".pdf"] == [1, 1]
    assert (built.facts, built.changed, built.warnings, built.missing) == (1, True, (), ())
    assert build_report(project, "crops").changed is False


def test_the_docstring_shows_these_three_lines():
    lines = [line.strip() for line in reportgen.__doc__.splitlines()]
    first = lines.index("from reportgen import build_report, open_project")
    assert lines[first + 1] == 'project = open_project(".")'
    assert lines[first + 2] == 'built = build_report(project, "gms_drug_control")'


def test_an_unknown_report_is_refused_with_the_nearest_name(folder):
    with pytest.raises(WrongUsage, match='did you mean "crops"'):
        reportgen.build_report(reportgen.open_project(folder), "crosp")
