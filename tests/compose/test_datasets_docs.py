"""docs/datasets.md says what is so: its dataset is read, and its templates say what the page says."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.document.walk import text_units

PAGE = (Path(__file__).parents[2] / "docs" / "datasets.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
FILES = {re.match(r"# (\S+)\n", text)[1]: text for kind, text in BLOCKS if kind in ("yaml", "csv")}
EXAMPLES = [(text, said) for (kind, text), (_, said) in pairwise(BLOCKS) if kind == "jinja"]
PROJECT = """\
reports:
  crops:
    title: {zh: 产量, en: Crops}
    languages: {en: en.md, zh-CN: zh-CN.md}
    edition: {date: 2016-04-30}
"""


def test_the_page_has_examples():
    assert len(EXAMPLES) >= 4 and set(FILES) == {"data/crops.csv", "data/crops.yaml", "data/exhibits.yaml"}


@pytest.mark.parametrize(("template", "said"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_says_what_the_page_says(template, said, tmp_path):
    for name, text in {**FILES, "reportgen.yaml": PROJECT, "en.md": template, "zh-CN.md": "产量\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text.removeprefix(f"# {name}\n"), "utf-8")
    project = open_project(tmp_path)
    document = read(project.report("crops").only(("en",)), project)[0]["en"]
    lines = [" ".join(unit.text.split()) for unit in text_units(document) if unit.span.file != "reportgen.yaml"]
    assert lines[:said.count("\n")] == [line for line in said.split("\n")[:-1]]
