"""Every example of docs/templates.md is built and says what the page says it does."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.compose.vocabulary import Calls
from reportgen.document.walk import text_units

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text("utf-8")
FENCED = re.compile(r"^```(\w+)(?: ([\w-]+))?\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = [(match[1], match[2] or "en", match[3], PAGE.count("\n", 0, match.start()) + 1)
          for match in FENCED.finditer(PAGE)]
FILES = {re.match(r"# (\S+)", text)[1]: text for kind, _, text, _ in BLOCKS
         if kind == "yaml" and re.match(r"# \S+/?\S*\.yaml", text)}
EXAMPLES = [pytest.param(text, lang, after[2], id=f"line-{line}")
            for (kind, lang, text, line), after in pairwise(BLOCKS)
            if kind == "jinja" and after[0] == "text"]


def test_the_page_has_examples():
    assert len(EXAMPLES) > 15
    assert {"reportgen.yaml", "data/facts.yaml"} <= set(FILES)


def test_every_jinja_block_says_what_comes_of_it():
    assert len(EXAMPLES) == sum(kind == "jinja" for kind, *_ in BLOCKS)


def test_every_word_of_the_vocabulary_has_an_example():
    used = "\n".join(param.values[0] for param in EXAMPLES)
    calls = [name for name in dir(Calls) if not name.startswith("_") and name != "by_name"]
    assert [name for name in (*calls, "claim", "callout") if not re.search(rf"\b{name}\b", used)] == []


@pytest.mark.parametrize("template, lang, said", EXAMPLES)
def test_an_example_says_what_the_page_says(template, lang, said, tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "templates").mkdir(exist_ok=True)
    for other in ("en", "zh-CN"):
        (tmp_path / "templates" / f"{other}.md").write_text(template if other == lang else "", encoding="utf-8")
    project = open_project(tmp_path)
    document = read(project.report("patrol").only((lang,)), project)[0][lang]
    lines = [" ".join(unit.text.split()) for unit in text_units(document)]
    masthead = sum(unit.span.file == "reportgen.yaml" for unit in text_units(document))
    assert lines[masthead:] == said.strip().split("\n")
