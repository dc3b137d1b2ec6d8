"""Each template in tests/errors/templates is refused with exactly the problems that its comment foretells.

How the cases are written is told in tests/errors/README.md.
"""

import re
from pathlib import Path
from shutil import copytree

import pytest

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.diagnostics import ReportgenError

FOLDER = Path(__file__).parent / "errors"
RIGHT = "\n{# right #}\n"                   # below it stands the same template put right
TEMPLATES = sorted((FOLDER / "templates").glob("*.md"))
PROJECT = """
reports:
  case:
    title: {en: Sample}
    facts: facts
    languages: {en: t.md}
    edition: {date: 2016-04-30}
"""


def test_there_are_templates_to_refuse():
    assert len(TEMPLATES) > 20


def parts(file):
    """The template of a case, and below `{# right #}` the same put right (none for one that only looks wrong)."""
    bad, *right = file.read_text("utf-8").split(RIGHT)
    return bad, *right


def foretold(text):
    lines = [line.strip() for comment in re.findall(r"\{#(.*?)#\}", text, re.DOTALL) for line in comment.split("\n")]
    return "\n".join(line for line in lines if line and not line.startswith("says:"))


def told(template, folder):
    """Every error in a report of that template, as the comments of the cases write it."""
    copytree(FOLDER / "template_facts", folder / "facts")
    (folder / "t.md").write_text(template, encoding="utf-8")
    (folder / "reportgen.yaml").write_text(PROJECT, encoding="utf-8")
    project = open_project(folder)
    try:
        read(project.report("case"), project)
        return ""
    except ReportgenError as refused:
        lines = [line.strip() for line in str(refused).split("\n")]
    lines = [re.sub(r"^t\.md:(\d+:\d+: )?", lambda m: m[1] or "", line) for line in lines]
    return "\n".join(re.sub(r"^(\d+:\d+): error: ", r"error: \1 ", line) for line in lines)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_a_bad_template_is_refused_at_its_place(file, tmp_path):
    bad, *_ = parts(file)
    assert told(bad, tmp_path) == foretold(bad)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_what_is_put_right_is_right(file, tmp_path):
    bad, *right = parts(file)
    assert len(right) == bool(foretold(bad)), "a bad template has one good one below {# right #}"
    assert [told(template, tmp_path) for template in right] == [""] * len(right)
