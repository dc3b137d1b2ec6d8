"""docs/facts.md says what is so: its files are read, and its table of relations is the reader's."""

import re
from pathlib import Path

import pytest

from reportgen.facts.dates import read_when
from reportgen.facts.load import load_facts
from reportgen.facts.quantity import read_quantity
from reportgen.inputs import Inputs

PAGE = (Path(__file__).parents[2] / "docs/facts.md").read_text("utf-8")
RELATIONS = re.findall(r"^\| (\S+) \| ([^|]+) \| ([a-z_]+) \|", PAGE, re.MULTILINE)
DATES = re.findall(r"`([^`]+)`", re.search(r"^Dates: .*", PAGE, re.MULTILINE)[0])


def test_the_examples_are_one_fact_base(tmp_path):
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    for number, block in enumerate(blocks):
        (tmp_path / f"{number}.yaml").write_text(block, "utf-8")
    base = load_facts(Inputs(tmp_path), ".", ["zh-CN", "en"])
    assert len(blocks) >= 4
    assert base.facts["river_patrol.precursors"].newest.quantity.relation == "approx"
    assert set(base.exhibits) == {"operations", "chronology", "page_one", "contributions"}


@pytest.mark.parametrize(("chinese", "english", "relation"), [row for row in RELATIONS if row[2] != "relation"])
def test_the_table_of_relations_is_what_the_reader_does(chinese, english, relation):
    assert read_quantity(chinese, "zh").relation == read_quantity(english.strip(), "en").relation == relation


def test_the_table_has_every_relation_that_bounds_a_number():
    assert {row[2] for row in RELATIONS} - {"relation"} == {
        "exact", "approx", "near_below", "gt", "ge", "lt", "le", "band", "range"}


@pytest.mark.parametrize("written", DATES)
def test_the_dates_are_read(written):
    assert read_when(written, read_when("2016-04-19", None)).kind
