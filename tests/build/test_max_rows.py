"""A report cuts its long tables after `max_rows` rows; the CSV beside it has them all."""

import pytest

from reportgen.build.build import build
from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.diagnostics import ReportgenError

TEMPLATE = """# Boats

{.landscape id=boats caption="Boats"}
| boat | cargo |
|------|------:|
| one | rice |
| two | tea |
| three | salt |
| four | silk |
"""
PROJECT = """reports:
  sample:
    title: {en: A sample}
    languages: {en: templates/en.md}
    formats: [html]
    edition: {date: 2026-01-31}
"""


@pytest.fixture
def project(tmp_path):
    def made(more=""):
        for name, text in (("reportgen.yaml", PROJECT + more), ("templates/en.md", TEMPLATE),
                           ("data/names.yaml", "names: {}\n")):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        return open_project(tmp_path)
    return made


def table(project):
    documents, _ = read(project.report("sample"), project)
    return documents["en"].blocks[2]


def test_a_longer_table_is_cut_and_its_csv_is_whole(project, tmp_path):
    opened = project("    max_rows: 3\n")
    build(opened.report("sample"), opened)
    (page,) = (tmp_path / "output").rglob("*.html")
    assert "3 of 4 rows are printed; the whole table is in boats.csv." in page.read_text("utf-8")
    assert "silk" not in page.read_text("utf-8")
    (csv,) = (tmp_path / "output").rglob("boats.csv")
    assert csv.read_text("utf-8-sig").splitlines() == ["boat,cargo", "one,rice", "two,tea", "three,salt", "four,silk"]


@pytest.mark.parametrize("more", ["", "    max_rows: 0\n", "    max_rows: 4\n"])
def test_other_tables_are_printed_whole(project, more):
    assert len(table(project(more)).body) == 4 and not table(project(more)).left_out


def test_a_template_asks_for_a_turned_sheet(project):
    assert table(project()).orientation == "landscape"


def test_a_number_of_rows_is_a_number(project):
    with pytest.raises(ReportgenError, match=r"reportgen.yaml:7:15: .* \[not-a-number\]"):
        project("    max_rows: many\n")
