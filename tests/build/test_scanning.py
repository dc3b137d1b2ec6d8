"""What a source states is listed with its place, what facts cover is marked, and the entries can be pasted."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from reportgen.build.archive import archive_sources
from reportgen.build.project import open_project
from reportgen.build.scanning import AROUND, scan
from reportgen.build.stubs import stubs
from reportgen.diagnostics import ReportgenError, WrongUsage
from reportgen.facts.load import load_facts
from reportgen.scrutiny import ORDINARY

ROOT = Path(__file__).resolve().parents[2]
TEXT = ("样例\n\n2015年,四镇共破获案件8919起,通过《样例计划》和《样例计划》的说明,另有一批事务。\n\n"
        "目前有三个,约295.5吨,样例的末段说明到此为止。\n")
PROJECT = """\
reports:
  case:
    title: {zh: 样例, en: Sample}
    languages: {zh-CN: t/zh.md, en: t/en.md}
    edition: {date: 2016-04-30}
"""
FACTS = """\
source: paper
sources:
  paper:
    title: {zh: 样例, en: A sample}
    language: zh-CN
    issued: 2016-04-19
    archive: paper.txt
    kind: own
    descriptor: {zh: 样例。, en: A sample.}
facts:
  cases: {label: {zh: 案件, en: Cases}, written: 8919起, at: ¶1}
"""


@pytest.fixture
def project(tmp_path):
    files = {"reportgen.yaml": PROJECT, "data/facts.yaml": FACTS, "t/zh.md": "文。\n", "t/en.md": "A.\n"}
    for name, text in files.items():
        (tmp_path / "p" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "p" / name).write_text(text, "utf-8")
    (tmp_path / "paper.txt").write_text(TEXT, "utf-8")
    project = open_project(tmp_path / "p")
    archive_sources(project, [tmp_path / "paper.txt"])
    return project


def test_everything_that_is_stated_is_listed_with_its_place_and_facts(project):
    found = scan(project, "paper", ORDINARY)
    assert [(one.kind, one.number, one.written, one.facts) for one in found.statements] == [
        ("date", 1, "2015年", ()), ("figure", 1, "8919起", ("cases",)), ("title", 1, "《样例计划》", ()),
        ("date", 2, "目前", ()), ("figure", 2, "三个", ()), ("figure", 2, "约295.5吨", ())]


def test_only_a_few_words_of_the_source_are_shown(project):
    for one in scan(project, "paper", ORDINARY).statements:
        assert len(one.around) <= len(one.written) + 2 * AROUND + 4
        assert f"[{one.written}]" in one.around


def test_the_entries_are_facts_that_load_once_they_are_filled_in_and_then_are_covered(project):
    text = "\n".join(stubs(scan(project, "paper", ORDINARY)))
    assert "  # ¶1 8919起 = cases" in text
    assert list(yaml.safe_load(text)) == ["source", "facts", "agreements"]
    filled = text.replace("kind: …", "kind: plan").replace("when: …", "when: 2015年").replace("…", "样例")
    (project.root / "data/more.yaml").write_text(filled + "\nkinds: {plan: {zh: 计划, en: Plan}}\n", "utf-8")
    again = open_project(project.root)
    load_facts(again.inputs, "data", ("zh-CN", "en"))
    found = scan(again, "paper", ORDINARY)
    assert [one.written for one in found.statements if not one.facts] == []
    assert all(line.startswith(("source:", "  #", "#")) for line in stubs(found))


def test_numbers_that_cannot_be_read_are_told_at_the_end(tmp_path):
    project = archived(tmp_path, "paper.txt", "样例\n\n其中三成以上属于样例,到2027年底,每日8时开始说明,另有8起事务。\n")
    found = scan(project, "paper", ORDINARY)
    assert [one.written for one in found.statements] == ["8起"]
    assert list(stubs(found))[-1] == "# not read: 三成以上 (¶1), 2027年底 (¶1)"


def test_the_years_of_a_table_are_no_figures(tmp_path):
    project = archived(tmp_path, "paper.csv", "county,year,cases,until\n甲县,2024,12,2025\n乙县,2025,8000,2026\n")
    statements = scan(project, "paper", ORDINARY).statements
    assert [one.written for one in statements] == ["12", "8000"]


def archived(tmp_path, name, text):
    """A project whose source is that text."""
    files = {"reportgen.yaml": PROJECT, "data/facts.yaml": FACTS.partition("facts:")[0].replace("paper.txt", name),
             "t/zh.md": "文。\n", "t/en.md": "A.\n"}
    for file, content in files.items():
        (tmp_path / "q" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "q" / file).write_text(content, "utf-8")
    (tmp_path / name).write_text(text, "utf-8")
    archive_sources(open_project(tmp_path / "q"), [tmp_path / name])
    return open_project(tmp_path / "q")


@pytest.mark.parametrize("name", ["paper.txt", "archive/paper.txt"])
def test_a_text_may_be_named_by_its_file(project, name, monkeypatch):
    monkeypatch.chdir(project.root)
    assert scan(project, name, ORDINARY).id == "paper"


def test_facts_that_cannot_be_read_keep_nobody_from_scanning(project):
    (project.root / "data/facts.yaml").write_text(FACTS + "  x: [\n", "utf-8")
    found = scan(open_project(project.root), "paper.txt", ORDINARY)
    assert [one.facts for one in found.statements] == [()] * len(found.statements) != []
    assert {d.severity for d in found.warnings} == {"warning"}


def test_what_is_no_source_is_wrong_usage(project):
    with pytest.raises(WrongUsage, match='did you mean "paper"'):
        scan(project, "papr", ORDINARY)
    (project.root / "archive/paper.txt").unlink()
    with pytest.raises(WrongUsage, match="cannot be scanned"):
        scan(project, "paper", ORDINARY)


def test_a_text_that_changed_is_not_scanned(project):
    (project.root / "archive/paper.txt").write_text(TEXT + "多出一句。\n", "utf-8")
    with pytest.raises(ReportgenError, match="drifted"):
        scan(project, "paper", ORDINARY)


# --- the commands -------------------------------------------------------------------------------------------------

def run(folder, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "REPORTGEN_DEBUG": "", "LANGUAGE": "en"}
    return subprocess.run([sys.executable, "-m", "reportgen", *arguments], cwd=folder, env=environment,
                          capture_output=True, encoding="utf-8", timeout=120)


def test_scan_prints_entries_or_json(project):
    printed = run(project.root, "scan", "paper")
    assert printed.returncode == 0, printed.stderr
    assert printed.stdout.splitlines() == list(stubs(scan(project, "paper", ORDINARY)))
    told = json.loads(run(project.root, "scan", "archive/paper.txt", "--json").stdout)
    assert told[1] == {"kind": "figure", "at": "¶1", "written": "8919起", "facts": ["cases"],
                       "around": "…,四镇共破获案件[8919起],通过《样例计划…"}
    assert run(project.root, "scan", "none").returncode == 2


def test_check_says_how_the_facts_stand_and_requires_evidence_if_asked(project, tmp_path):
    checked = run(project.root, "check")
    assert checked.returncode == 0, checked.stderr
    assert "verified in their archived sources: 1 of 1 " in checked.stdout
    assert 'figures and dates of "paper" (reportgen scan paper lists them)' in checked.stdout
    (project.root / "archive").rename(tmp_path / "texts")
    absent = run(project.root, "check")
    assert (absent.returncode, "unverified: its text" in absent.stdout) == (0, True)
    assert run(project.root, "check", "--require-evidence").returncode == 1
    assert run(project.root, "check", "--require-evidence", "--archive", "../texts").returncode == 0
