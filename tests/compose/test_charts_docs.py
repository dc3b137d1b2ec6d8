"""docs/charts.md says what is so: its templates say what the page says, and it knows every kind."""

import re
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.document.nodes import ChartKind
from reportgen.document.walk import text_units

PAGE = (Path(__file__).parents[2] / "docs" / "charts.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
FACTS = next(text for kind, text in BLOCKS if kind == "yaml")
EXAMPLES = [(text, said) for (kind, text), (_, said) in pairwise(BLOCKS) if kind == "jinja"]
PROJECT = """\
reports:
  r:
    title: {en: Charts}
    languages: {en: en.md}
    edition: {date: 2016-04-30}
"""


def test_every_kind_is_in_the_table_and_in_an_example():
    used = "\n".join((FACTS, *(text for text, _ in EXAMPLES)))
    for kind in get_args(ChartKind):
        assert re.search(rf"^\| .*`{kind}`", PAGE, re.MULTILINE)
    assert all(re.search(rf'chart: {kind}\b|kind="{kind}"', used) for kind in ("column", "bar", "line", "dot", "share"))


@pytest.mark.parametrize(("template", "said"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_says_what_the_page_says(template, said, tmp_path):
    (tmp_path / "data").mkdir()
    for name, text in {"data/charts.yaml": FACTS, "reportgen.yaml": PROJECT, "en.md": template}.items():
        (tmp_path / name).write_text(text, "utf-8")
    project = open_project(tmp_path)
    document = read(project.report("r"), project)[0]["en"]
    lines = [" ".join(unit.text.split()) for unit in text_units(document) if unit.span.file != "reportgen.yaml"]
    assert lines == said.splitlines()
