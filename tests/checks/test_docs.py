"""docs/checks.md, in both languages, names every rule that warns; its example of exceptions is read as it stands."""

import re
from pathlib import Path

import pytest

from reportgen.build.project import open_project
from reportgen.checks import RULES, RULES_OF_A_FACT_BASE

PAGES = [(Path(__file__).parents[2] / "docs" / name).read_text("utf-8") for name in ("checks.md", "checks.zh-CN.md")]


@pytest.mark.parametrize("page", PAGES)
def test_every_rule_is_told_of(page):
    told = set(re.findall(r"\*\*([a-z-]+)\*\*", page))
    assert {*RULES, *RULES_OF_A_FACT_BASE, "unneeded-exception"} <= told


@pytest.mark.parametrize("page", PAGES)
def test_the_example_is_read(page, tmp_path):
    example = re.search(r"```yaml\n(.*?)```", page, re.DOTALL)[1]
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yaml").write_text("")
    (tmp_path / "en.md").write_text("")
    (tmp_path / "reportgen.yaml").write_text("reports:\n  r:\n    title: {en: R}\n    languages: {en: en.md}\n"
                                             "    edition: {date: 2026-01-31}\n" + example, "utf-8")
    first, second = open_project(tmp_path).report("r").exceptions
    assert (first.words, first.file, second.rule) == ("10·5", "data/operations.yaml", "claim-on-changed-fact")
