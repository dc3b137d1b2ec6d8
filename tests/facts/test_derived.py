"""Derived facts are facts: found by their ids, used by one another, left out where what they rest on is wrong."""

from decimal import Decimal

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.facts.load import load_facts
from reportgen.facts.model import Day
from reportgen.inputs import Inputs

PAPER = """\
source: paper
at: ¶1
sources:
  paper:
    title: {zh: 一篇文章}
    language: zh-CN
    issued: 2016-04-19
    kind: primary_official
    descriptor: {zh: 自述。}
kinds: {raid: {zh: 行动}}
events:
  raid: {kind: raid, title: {zh: 行动}, when: 2015年, parties: [CN], facts: {cases: {label: {zh: 案}, written: 8919起}}}
facts:
  staff: {label: {zh: 人}, written: 30名, review_by: 2017-01-01, at: ¶2}
"""


@pytest.fixture
def load(tmp_path):
    """A function from further YAML to the fact base with it."""
    def made(text):
        (tmp_path / "paper.yaml").write_text(PAPER, "utf-8")
        (tmp_path / "more.yaml").write_text(text, "utf-8")
        return load_facts(Inputs(tmp_path), ".")
    return made


def test_a_derived_fact_stands_in_its_event_too(load):
    base = load("derived:\n  raid.per_head: {label: {zh: 人均}, formula: raid.cases / staff, tags: own}\n")
    fact = base.facts["raid.per_head"]
    assert base.events["raid"].facts["per_head"] is fact and fact.event == "raid"
    value = fact.newest
    assert (value.quantity.number, value.quantity.unit, value.written) == (Decimal(297), "{case}/{person}", "")
    assert [cite.at for cite in value.cites] == ["¶1", "¶2"]
    assert value.computation.formula == "raid.cases / staff"
    assert [one.fact for one in value.computation.inputs] == ["raid.cases", "staff"]
    assert fact.tags == ("own",)


def test_it_is_stale_as_soon_as_one_of_its_inputs_is(load):
    facts = load("derived:\n  a: {label: {zh: 甲}, formula: raid.cases / staff, review_by: 2018-01-01}\n").facts
    assert facts["a"].newest.review_by == Day(2017, 1, 1)


def test_derived_facts_use_one_another_in_any_order(load):
    facts = load("""\
derived:
  c: {label: {zh: 丙}, formula: b - raid.cases}
  b: {label: {zh: 乙}, formula: a + a}
  a: {label: {zh: 甲}, formula: raid.cases + raid.cases}
""").facts
    assert [facts[id].newest.quantity.number for id in "abc"] == [17838, 35676, 26757]


def test_a_long_chain_of_derived_facts_is_no_trouble(load):
    before = ["staff", *(f"x{n}" for n in range(2999))]
    chain = "".join(f"  x{n}: {{label: {{zh: 甲}}, formula: {id} * 1}}\n" for n, id in enumerate(before))
    assert load("derived:\n" + chain).facts["x2999"].newest.quantity.number == 30


def test_what_rests_on_a_mistake_is_not_told_as_another(load):
    with pytest.raises(ReportgenError) as found:
        load("""\
facts:
  broken: {label: {zh: 坏}, written: 很多, source: paper, at: ¶3}
derived:
  a: {label: {zh: 甲}, formula: broken / staff}
  b: {label: {zh: 乙}, formula: a / staff}
  c: {label: {zh: 丙}, formula: c + a}
  d: {label: {zh: 丁}, formula: nothing / staff}
""")
    assert [problem.rule for problem in found.value.diagnostics] == ["unreadable-figure", "circle", "unknown-fact"]


def test_every_circle_is_told_once(load):
    with pytest.raises(ReportgenError) as found:
        load("""\
derived:
  a: {label: {zh: 甲}, formula: b * 10}
  b: {label: {zh: 乙}, formula: c * 10}
  c: {label: {zh: 丙}, formula: a * 10}
  d: {label: {zh: 丁}, formula: d * 10}
""")
    assert [str(problem.span) for problem in found.value.diagnostics] == ["more.yaml:2:32", "more.yaml:5:32"]


def test_a_place_in_a_quoted_formula_is_right(load):
    with pytest.raises(ReportgenError) as found:
        load('derived:\n  a:\n    label: {zh: 甲}\n    formula: "sum(staff, staf)"\n')
    problem, = found.value.diagnostics
    assert (str(problem.span), problem.hint) == ("more.yaml:4:26", 'did you mean "staff"?')


def test_a_claim_and_an_exhibit_may_use_a_derived_fact(load):
    base = load("""\
source: paper
at: ¶3
derived:
  a: {label: {zh: 甲}, formula: raid.cases / staff}
claims:
  b: {text: {zh: 乙。}, facts: a}
exhibits:
  c: {kind: key_figures, caption: {zh: 丙}, facts: [a]}
""")
    assert base.claims["b"].facts == base.exhibits["c"].facts == ("a",)


def test_the_column_of_a_dataset_is_summed(load, tmp_path):
    (tmp_path / "rows.csv").write_text("year,tonnes\n2014,1.5\n2015,2.3\n", "utf-8")
    facts = load("""\
source: paper
datasets:
  seizures:
    title: {zh: 缴获}
    rows: rows.csv
    key: year
    at: 表1
    fields: {year: {label: {zh: 年}}, tonnes: {label: {zh: 吨}, unit: t}}
derived:
  total: {label: {zh: 合计}, formula: sum(seizures.tonnes)}
  more: {label: {zh: 增}, formula: seizures.2015.tonnes - seizures.2014.tonnes}
""").facts
    total = facts["total"].newest
    assert (total.quantity.number, facts["more"].newest.quantity.number) == (Decimal("3.8"), Decimal("0.8"))
    assert [one.fact for one in total.computation.inputs] == ["seizures.2014.tonnes", "seizures.2015.tonnes"]
