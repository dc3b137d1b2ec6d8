"""Each template in tests/errors/templates is refused with exactly the problems that its comments foretell.

`{# error: 3:4 message [rule] #}`, several lines for several problems, with `hint:` lines; a template without any is
accepted.
"""

import re
from pathlib import Path
from shutil import copy, copytree

import pytest

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.diagnostics import ReportgenError

FOLDER = Path(__file__).parent / "errors"
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


def foretold(text):
    lines = [line.strip() for comment in re.findall(r"\{#(.*?)#\}", text, re.DOTALL) for line in comment.split("\n")]
    return "\n".join(line for line in lines if line)


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_a_bad_template_is_refused_at_its_place(file, tmp_path):
    copytree(FOLDER / "template_facts", tmp_path / "facts")
    copy(file, tmp_path / "t.md")
    (tmp_path / "reportgen.yaml").write_text(PROJECT, encoding="utf-8")
    project = open_project(tmp_path)
    try:
        read(project.report("case"), project)
        said = ""
    except ReportgenError as refused:
        said = str(refused)
    lines = [re.sub(r"^t\.md:(\d+:\d+: )?", lambda m: m[1] or "", line.strip()) for line in said.split("\n")]
    lines = [re.sub(r"^(\d+:\d+): error: ", r"error: \1 ", line) for line in lines]
    assert "\n".join(lines) == foretold(file.read_text("utf-8"))
