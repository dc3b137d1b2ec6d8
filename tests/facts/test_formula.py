"""A formula is read to its last character, or refused at the one that cannot stand there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.facts.formulas.formula import (
    BINDS, FUNCTIONS, LARGEST_SCALE, Call, FormulaError, Name, Operation, Scale, parse_formula, spelled,
)

READ = [
    ("a.suspects / a.cases", "a.suspects/a.cases"),
    ("a × b ÷ c − d", "a*b/c-d"),
    ("(a - b) - (c - d)", "a-b-(c-d)"),
    ("(a + b) * 100", "(a+b)*100"),
    ("((a))", "a"),
    ("水道行动.破案 / 水道行动.抓获", "水道行动.破案/水道行动.抓获"),
    ("sum(a, b.first, c.previous)", "sum(a,b.first,c.previous)"),
    ("rate(a, b, per = 100000)", "rate(a,b,per=100000)"),
    ("count(party=CN, kind='operation')", "count(kind=operation,party=CN)"),
    ('count(period="2015-01/2015-03")', "count(period='2015-01/2015-03')"),
    ("days(a.when)", "days(a.when)"),
    ("rows.2015.tonnes", "rows.2015.tonnes"),
]
REFUSED = [                                        # formula, rule, the character at which it is told
    ("", "bad-formula", 0),
    ("a +", "bad-formula", 3),
    ("a b", "bad-formula", 2),
    ("a / (b + c", "bad-formula", 4),
    ("a / b)", "bad-formula", 5),
    ("* a", "bad-formula", 0),
    ("a ** 9", "bad-formula", 3),
    ("a % b", "bad-formula", 2),
    ("a[0]", "bad-formula", 1),
    ("sum(a b)", "bad-formula", 6),
    ("share(a)", "bad-formula", 0),
    ("count(sort=operation)", "bad-formula", 6),
    ("rate(a, b, per=10, per=10)", "bad-formula", 19),
    ("a * 2", "typed-number", 4),
    ("9 * a", "typed-number", 0),
    ("a * 0.5", "typed-number", 4),
    ("a * 10000000000000", "typed-number", 4),
    ("total(a)", "unknown-function", 0),
    ("__import__(a)", "unknown-function", 0),
    ("a／b", "full-width-punctuation", 1),
    ("sum(a，b)", "full-width-punctuation", 5),
    ("（a)", "full-width-punctuation", 0),
    ("a+" * 300 + "a", "bad-formula", 500),
    ("(" * 30 + "a" + ")" * 30, "bad-formula", 21),
]


@pytest.mark.parametrize(("formula", "plainly"), READ)
def test_a_formula_is_read_and_spelled_plainly(formula, plainly):
    assert spelled(parse_formula(formula)) == plainly


@pytest.mark.parametrize(("formula", "rule", "position"), REFUSED)
def test_what_cannot_be_read_is_told_at_its_character(formula, rule, position):
    with pytest.raises(FormulaError) as found:
        parse_formula(formula)
    assert (found.value.rule, found.value.position) == (rule, position)


def test_what_binds_stronger_is_reckoned_first():
    assert parse_formula("a + b * c - d") == Operation(
        "-", Operation("+", Name("a"), Operation("*", Name("b"), Name("c"))), Name("d"))


def test_the_longest_formula_is_no_trouble():
    assert spelled(parse_formula("+".join("a" * 250))) == "+".join("a" * 250)


NAMES = st.builds(Name, st.sampled_from(("a", "b.c", "甲.乙", "d.first", "e.when.start", "set.2015.t")))
SCALES = st.builds(Scale, st.integers(0, 12).map(lambda power: min(10 ** power, LARGEST_SCALE)))


def _calls(values):
    def call(name, drawn):
        least, most, _ = FUNCTIONS[name]
        return Call(name, tuple(drawn[:most] if most < 3 else drawn)) if len(drawn) >= least else None
    return st.builds(call, st.sampled_from(sorted(set(FUNCTIONS) - {"count"})),
                     st.lists(values, min_size=2, max_size=3)).filter(bool)


FORMULAS = st.recursive(
    NAMES | SCALES,
    lambda values: st.builds(Operation, st.sampled_from(sorted(BINDS)), values, values) | _calls(values), max_leaves=12)


@given(FORMULAS)
def test_a_formula_that_is_spelled_and_read_again_is_the_same(formula):
    assert parse_formula(spelled(formula)) == formula


@given(st.text(alphabet="ab.1 +-*/(),=×÷（甲\"'_", max_size=30))
def test_any_text_is_a_formula_or_told_within_it(text):
    try:
        assert parse_formula(spelled(parse_formula(text))) == parse_formula(text)
    except FormulaError as problem:
        assert 0 <= problem.position <= len(text)
