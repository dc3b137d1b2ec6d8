"""Answers that replace others, and which of a fact's answers is today's."""

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.facts.load import load_facts
from reportgen.facts.model import Day
from reportgen.inputs import Inputs

SOURCES = "".join(f"""
  {name}: {{title: {{en: {name}}}, language: en, issued: {issued}, kind: own, descriptor: {{en: A sample.}}}}"""
                  for name, issued in (("first", 2015), ("second", 2016), ("third", 2017)))


def fact(folder, *values, beside=""):
    folder.mkdir(exist_ok=True)
    lines = "".join(f"      - {{{value}}}\n" for value in values)
    (folder / "f.yaml").write_text(f"source: first\nat: p. 1\nsources:{SOURCES}\nfacts:\n  total:\n"
                                   f"    label: {{en: Total}}\n{beside}    values:\n{lines}", "utf-8")
    return load_facts(Inputs(folder), ".").facts["total"]


def rules(folder, *values, beside=""):
    with pytest.raises(ReportgenError) as found:
        fact(folder, *values, beside=beside)
    return [problem.rule for problem in found.value.diagnostics]


BEFORE, OLD = "written: 70 cases, period: 2013", "written: 89 cases, period: 2014"
NEW = "written: 91 cases, period: 2014, source: second, because: revised"
NEWEST = "written: 92 cases, period: 2014, source: third, because: corrected"


@pytest.mark.parametrize("values", [(BEFORE, OLD, NEW, NEWEST), (NEWEST, NEW, OLD, BEFORE)])
def test_a_chain_of_replacements_ends_with_the_newest_source_in_whatever_order_it_is_written(tmp_path, values):
    total = fact(tmp_path, *values)
    assert [(value.written, value.status, value.because) for value in total.values] == [
        ("70 cases", "current", ""), ("89 cases", "superseded", ""), ("91 cases", "superseded", "revised"),
        ("92 cases", "current", "corrected")]
    assert total.newest.written == "92 cases"
    assert [value.written for value in total.standing] == ["70 cases", "92 cases"]


def test_a_withdrawn_value_that_is_replaced_stays_withdrawn(tmp_path):
    total = fact(tmp_path, OLD + ", status: withdrawn", NEW)
    assert [value.status for value in total.values] == ["withdrawn", "current"]


@pytest.mark.parametrize(("values", "newest"), [
    ((BEFORE, OLD), "89 cases"),
    ((BEFORE + ", rank: preferred", OLD), "70 cases"),
    ((BEFORE + ", rank: preferred", OLD + ", rank: preferred"), "89 cases"),
    ((BEFORE, OLD + ", rank: deprecated"), "70 cases"),
    ((BEFORE, OLD + ", status: withdrawn"), "70 cases"),
    ((BEFORE, OLD + ", status: withdrawn, rank: preferred"), "70 cases"),
    ((BEFORE, OLD + ", status: disputed"), "89 cases"),
    ((BEFORE + ", rank: deprecated", OLD + ", status: withdrawn"), "89 cases"),
    (("written: 100 cases, period: 2014, rank: preferred", NEW, BEFORE), "91 cases"),
])
def test_what_is_preferred_goes_before_what_is_newer_and_what_was_given_up_never_while_another_stands(
        tmp_path, values, newest):
    assert fact(tmp_path, *values).newest.written == newest


@pytest.mark.parametrize(("values", "rule"), [
    ((OLD, OLD), "same-period"), ((BEFORE, NEW), "replaces-nothing"), ((NEW,), "replaces-nothing"),
    ((OLD + ", status: superseded",), "replaced-by-nothing"),
    ((OLD, NEW.replace("second", "first")), "replaced-by-itself"),
    ((OLD.replace("period", "source: third, period"), NEW), "replaced-by-older"),
    ((OLD, NEW, NEWEST.replace("third", "second")), "replaced-twice"),
])
def test_a_replacement_that_cannot_be_is_told(tmp_path, values, rule):
    assert rules(tmp_path, *values) == [rule]


def test_a_correction_may_stand_at_another_place_of_the_same_source(tmp_path):
    assert fact(tmp_path, OLD, NEW.replace("source: second", "at: p. 9")).newest.written == "91 cases"


def test_days_to_look_again_and_a_status_hold_for_all_values_that_say_nothing_else(tmp_path):
    total = fact(tmp_path, BEFORE, OLD + ", review_by: 2017-01-31, status: current",
                 beside="    review_by: 2016-12-31\n    status: disputed\n")
    assert [(value.review_by, value.status) for value in total.values] == [
        (Day(2016, 12, 31), "disputed"), (Day(2017, 1, 31), "current")]


@pytest.mark.parametrize("day", ["2016", "2016-12", "since 2016", "2016-01-01/2016-12-31"])
def test_a_day_to_look_again_is_a_whole_one(tmp_path, day):
    assert rules(tmp_path, OLD, beside=f"    review_by: {day}\n") == ["bad-date"]


@pytest.mark.parametrize("key", ["rank: normal", "because: revised", "unit: t", "relation: exact", "number: 4"])
def test_what_belongs_to_one_answer_is_refused_beside_several(tmp_path, key):
    assert rules(tmp_path, OLD, beside=f"    {key}\n") == ["bad-value"]
