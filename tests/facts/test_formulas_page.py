"""docs/formulas.md says what is so: its fact base is read, and each formula of its table comes to what it says."""

import re
from pathlib import Path

import pytest

from reportgen.diagnostics import Span
from reportgen.facts.formulas.computed import computed_fact
from reportgen.facts.formulas.computing import Wanted, compute
from reportgen.facts.format import print_value
from reportgen.facts.formulas.formula import FUNCTIONS
from reportgen.facts.load import load_facts
from reportgen.inputs import Inputs

PAGE = (Path(__file__).parents[2] / "docs/formulas.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([^`]+)`( \(`periods: differ`\))? \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
KEYS = re.search(r"^\| key .*?\n\n", PAGE, re.MULTILINE | re.DOTALL)[0]


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    for number, block in enumerate(re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)):
        (folder / f"{number}.yaml").write_text(block, "utf-8")
    return load_facts(Inputs(folder), ".", ["zh-CN", "en"])


def test_its_derived_facts_are_computed(facts):
    assert str(facts.events["patrol_2"].facts["suspects_per_case"].newest.quantity.number) == "1.14"
    assert facts.facts["contribution_rise"].newest.quantity.number == 600_000


@pytest.mark.parametrize(("formula", "differ", "english", "chinese"), ROWS)
def test_a_formula_comes_to_what_the_table_says(facts, formula, differ, english, chinese):
    fact = computed_fact("x", compute(formula, facts, Wanted(periods="differ" if differ else "same")), facts, Span(""))
    said = [print_value(fact.newest, fact, lang, facts) for lang in ("en", "zh-CN")]
    assert said == [english.strip(), chinese.strip()]


def test_the_table_has_every_function():
    assert len(ROWS) > 15
    assert [name for name in FUNCTIONS if not any(f"{name}(" in row[0] for row in ROWS)] == []


def test_every_key_of_a_derived_fact_is_told():
    from reportgen.facts.entries.schema import DerivedEntry

    keys = {field.alias or name for name, field in DerivedEntry.model_fields.items()}
    told = "".join(re.findall(r"^\| (`[^|]+) \|", KEYS, re.MULTILINE))
    assert keys - {"formula"} == set(re.findall(r"`(\w+)`", told))
