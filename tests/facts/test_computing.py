"""What formulas come to: units, relations and digits are carried through; what cannot be meant is refused."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.diagnostics import Span
from reportgen.facts.formulas.amounts import amount_of
from reportgen.facts.formulas.computed import computed_fact, computed_id
from reportgen.facts.formulas.computing import Wanted, compute
from reportgen.facts.format import print_value
from reportgen.facts.formulas.formula import FormulaError
from reportgen.facts.load import load_facts
from reportgen.facts.model import Fact, FactBase, Quantity, Value
from reportgen.facts.formulas.rounding import last_place, place_of, rounded
from reportgen.inputs import Inputs

BASE = """\
source: paper
at: ¶1
sources:
  paper:
    title: {zh: 一篇文章, en: A paper}
    language: zh-CN
    issued: 2016-04-19
    kind: primary_official
    descriptor: {zh: 自述。, en: Its own words.}
kinds:
  raid: {zh: 行动, en: Raid}
measures:
  cases: {label: {zh: 案件, en: Cases}, noun: {en: [case, cases]}, unit: "{case}"}
  suspects: {label: {zh: 嫌疑人, en: Suspects}, noun: {en: [suspect, suspects]}, unit: "{person}"}
  leads: {label: {zh: 线索, en: Leads}, noun: {en: [lead, leads], zh: [条]}, unit: "{lead}"}
  drugs: {label: {zh: 毒品, en: Drugs}, unit: t}
  weight: {label: {zh: 重量, en: Weight}, unit: kg}
  rate: {label: {zh: 汇率, en: Exchange rate}, unit: CNY/USD}
events:
  river:
    kind: raid
    title: {zh: 河上行动, en: River raid}
    when: 2015年1月12日至3月12日
    parties: [CN, LA]
    count: together
    facts:
      cases: 8919起
      suspects: 10164名
      leads: 29条
      none: {written: 0起, measure: cases}
      over: {written: 超过1200起, measure: cases}
      odd: {written: 1200余名, measure: suspects}
      several: {written: 3至5起, measure: cases}
      near: {written: 近1200起, measure: cases}
      under: {written: 不足600名, measure: suspects}
      hundreds: {written: 数百名, measure: suspects}
      drugs: 0.5吨
      more_drugs: {written: 1.30吨, measure: drugs}
      about: {written: 约295.5吨, measure: drugs}
      weight: 3911.9公斤
      withheld: {label: {zh: 保密, en: Withheld}, state: withheld}
      each: {written: 7起, measure: cases, count: each}
      growth: {label: {zh: 增幅, en: Growth}, written: 25%}
      older_growth: {label: {zh: 增幅, en: Growth}, written: 20%}
  border:
    kind: raid
    title: {zh: 边境行动, en: Border raid}
    when: 2015年
    parties: [CN, VN]
    facts:
      cases: 2688起
agreements:
  memorandum: {kind: raid, title: {zh: 备忘录, en: Memorandum}, when: 1993年, parties: [CN]}
facts:
  contribution:
    label: {zh: 捐资, en: Contribution}
    values:
      - {written: 每年44.0万美元, period: 2007年前}
      - {written: 每年75万美元, period: 2010年}
      - {written: 每年110万美元, period: 目前}
  dollars: {label: {zh: 美元, en: Dollars}, written: 60万美元}
  yuan: {label: {zh: 人民币, en: Renminbi}, written: 60万元人民币}
  rate: {written: "6.4936"}
  years: {label: {zh: 年数, en: Years}, written: 20年}
  signed: {label: {zh: 签署, en: Signed}, date: 1993年10月}
  day: {label: {zh: 一日, en: A day}, date: 2015年3月12日}
"""


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("facts")
    (folder / "base.yaml").write_text(BASE, "utf-8")
    return load_facts(Inputs(folder), ".", ["zh-CN", "en"])


COMES_TO = [                                      # formula, in English, in Chinese; with places= where that is said
    # units
    ("river.suspects / river.cases", "1.14 suspects per case", "每起1.14名"),
    ("river.drugs + river.weight", "4.4 tonnes", "4.4吨"),
    ("river.weight - river.drugs", "about 3,400 kg", "约3400公斤"),
    ("river.weight / river.drugs", "eight", "8"),
    ("share(river.weight, river.about)", "about 1.324%", "约1.324%"),
    ("river.growth - river.older_growth", "5 percentage points", "5个百分点"),
    ("river.cases * river.growth", "about 2,200 cases", "约2200起"),
    ("contribution * years", "US$22 million", "2200万美元"),
    ("dollars * rate", "about RMB 3.9 million", "约390万元人民币"),
    ("yuan / rate", "about US$92,000", "约9.2万美元"),
    ("river.leads * 10", "290 leads", "290条"),
    ("river.leads / river.cases", "0.00325 leads per case", "每起0.00325条"),
    ("rate(river.suspects, river.cases, per=1000)", "1,140 suspects per 1,000 cases", "每1000起1140名"),
    ("rate(river.suspects, river.cases, per=100000)", "about 114,000 suspects per 100,000 cases", "每10万起约11.4万名"),
    # functions
    ("sum(river.cases, river.over)", "more than 10,119 cases", "超过10119起"),
    ("mean(river.cases, river.leads * river.cases / river.leads)", "8,919 cases", "8919起"),
    ("mean(river.drugs, river.more_drugs)", "0.9 tonnes", "0.9吨"),
    ("mean(river.drugs, river.weight)", "2.2 tonnes", "2.2吨"),
    ("min(river.drugs, river.weight)", "0.5 tonnes", "0.5吨"),
    ("max(river.drugs, river.weight)", "3.9119 tonnes", "3.9119吨"),
    ("change(contribution)", "US$660,000 a year", "每年66万美元"),
    ("change(contribution.previous, contribution)", "US$350,000 a year", "每年35万美元"),
    ("percent_change(contribution)", "150%", "150%"),
    ("multiple(contribution.first, contribution)", "2.50", "2.50"),
    ("count(kind=raid)", "two events", "2项"),
    ("count(of=agreements, party=CN)", "one agreement", "1项"),
    ("count(period=2014)", "zero events", "0项"),
    ("count(kind=raid, party=VN, having=cases, period=2015)", "one event", "1项"),
    ("days(river.when)", "60 days", "60天"),
    ("days_between(river.when.start, day)", "59 days", "59天"),
    ("months_between(signed, day)", "256 to 257 months", "256至257个月"),
    ("years_between(memorandum.when, day)", "21 to 22 years", "21至22年"),
    ("years_between(signed, day)", "21 years", "21年"),
    # relations
    ("river.over / 100", "more than 12 cases", "超过12起"),
    ("river.cases - river.over", "less than 7,719 cases", "不足7719起"),
    ("river.odd / 10", "more than 120 suspects", "120余名"),
    ("river.odd / river.several", "240 to 434 suspects per case", "每起240至434名"),
    ("river.near * 10", "nearly 12,000 cases", "近12000起"),
    ("river.under + river.under", "less than 1,200 suspects", "不足1200名"),
    ("river.hundreds * 10", "thousands of suspects", "数千名"),
    ("river.several + river.over", "more than 1,203 cases", "超过1203起"),
    ("river.about / river.drugs", "about 600", "约600"),
    ("river.over / river.leads", "more than 41.3 cases per lead", "每条超过41.3起"),
]


@pytest.mark.parametrize(("formula", "english", "chinese"), COMES_TO)
def test_a_formula_comes_to(facts, formula, english, chinese):
    computed = compute(formula, facts)
    fact = computed_fact("x", computed, facts, Span(""))
    assert print_value(fact.newest, fact, "zh-CN", facts) == chinese
    assert print_value(fact.newest, fact, "en", facts).replace(" per cent", "%") == english


REFUSED = [                                       # formula, rule, the character at which it is told
    ("river.casez", "unknown-fact", 0),
    ("river.cases / river", "unknown-fact", 14),
    ("river.cases.first.previous", "no-earlier-value", 0),
    ("change(river.cases)", "no-earlier-value", 7),
    ("river.cases + river.suspects", "unlike-units", 12),
    ("dollars + yuan", "unlike-units", 8),
    ("contribution + dollars", "unlike-units", 13),
    ("river.growth + river.cases", "unlike-units", 13),
    ("share(river.cases, river.suspects)", "unlike-units", 0),
    ("river.cases + border.cases", "unlike-periods", 14),
    ("mean(river.cases, river.drugs / river.drugs * border.cases)", "unlike-periods", 46),
    ("contribution / contribution.first", "unlike-periods", 15),
    ("river.cases + river.each", "unlike-counts", 12),
    ("sum(river.cases, river.each)", "unlike-counts", 0),
    ("river.cases / river.none", "division-by-zero", 14),
    ("river.suspects / (river.cases - river.cases)", "division-by-zero", 18),
    ("river.suspects / (river.over - river.cases)", "division-by-zero", 18),
    ("share(river.cases, river.none)", "division-by-zero", 19),
    ("river.cases / river.under", "division-by-zero", 14),
    ("river.cases + river.withheld", "no-figure", 14),
    ("signed * 10", "no-figure", 0),
    ("days(river.cases)", "no-date", 5),
    ("days(border.when)", "no-date", 5),
    ("days_between(day, signed)", "no-date", 13),
    ("days_between(river.when, day)", "no-date", 13),
    ("river.over / river.over", "unclear-relation", 11),
    ("river.over - river.over", "unclear-relation", 11),
    ("river.about + river.drugs * river.over", "unlike-units", 12),
    ("river.about * river.over / river.over", "unclear-relation", 25),
    ("river.drugs * river.drugs", "unprintable-unit", 12),
    ("10 / river.cases", "unprintable-unit", 3),
    ("multiple(contribution.previous, dollars)", "unlike-units", 0),
    ("share(river.suspects * river.cases, river.suspects)", "unlike-units", 0),
    ("share(river.cases, river.cases / 10)", "part-exceeds-whole", 6),
    ("count(kind=rain)", "unknown-kind", 0),
    ("count(party=XX)", "unknown-party", 0),
    ("count(having=casez)", "unknown-fact", 0),
    ("count(tag=any)", "unknown-tag", 0),
    ("count(period=lately)", "bad-date", 0),
    ("count(of=things)", "unknown-value", 0),
    ("rate(river.suspects, river.cases, per=3)", "typed-number", 0),
    ("river.weight / river.drugs * dollars / yuan * yuan / dollars / dollars * dollars * 1000000000000 * 1000000000000",
     "too-large", 97),
]


@pytest.mark.parametrize(("formula", "rule", "position"), REFUSED)
def test_what_cannot_be_meant_is_refused_at_its_place(facts, formula, rule, position):
    with pytest.raises(FormulaError) as found:
        compute(formula, facts)
    assert (found.value.rule, found.value.position) == (rule, position)


def test_a_state_is_named_with_its_fact(facts):
    with pytest.raises(FormulaError, match="is withheld: nothing can be computed"):
        compute("river.withheld / river.cases", facts)


def test_periods_may_differ_where_that_is_said(facts):
    both = compute("river.cases + border.cases", facts, Wanted(periods="differ"))
    assert (both.quantity.number, both.period, both.parties) == (11607, None, ())


def test_places_may_be_fewer_and_never_more(facts):
    def places(formula, number):
        return str(compute(formula, facts, Wanted(places=number)).quantity.number)

    assert places("river.suspects / river.cases", 4) == "1.1396"
    assert places("mean(river.cases, river.leads * river.cases / river.leads)", 1) == "8919.0"
    assert places("river.drugs + river.more_drugs", 0) == "2"
    with pytest.raises(FormulaError, match="bear 2 decimals") as found:
        places("river.drugs + river.more_drugs", 2)
    assert found.value.hint == "places: 1 is the most"


def test_what_rounding_would_make_another_number_is_refused(facts):
    with pytest.raises(FormulaError, match=r"this would be 3 instead of 2\.60") as found:
        compute("river.more_drugs / river.drugs", facts)
    assert found.value.rule == "too-coarse"


def test_a_result_may_be_wanted_in_another_unit(facts):
    quantity = compute("river.drugs + river.more_drugs", facts, Wanted(unit="kg")).quantity
    assert (quantity.number, quantity.unit, quantity.scale) == (1800, "kg", 100)
    assert compute("river.leads / river.leads", facts, Wanted(unit="%")).quantity.number == 100
    with pytest.raises(FormulaError, match="this is in t, and USD is asked for"):
        compute("river.drugs + river.more_drugs", facts, Wanted(unit="USD"))


def test_every_input_is_remembered_once_and_in_order(facts):
    computed = compute("river.suspects / river.cases + river.suspects / river.cases", facts)
    assert [one.name for one in computed.computation.inputs] == ["river.suspects", "river.cases"]
    assert [cite.written for cite in computed.cites] == ["10164名", "8919起"]
    assert (computed.parties, computed.count) == (("CN", "LA"), "")       # a ratio is nobody's joint total
    assert compute("river.suspects + river.suspects", facts).count == "together"
    assert computed.period == facts.events["river"].when


def test_what_is_counted_and_dated_is_remembered(facts):
    assert [one.fact for one in compute("count(kind=raid)", facts).computation.inputs] == ["river.when", "border.when"]
    assert [one.fact for one in compute("days(river.when)", facts).computation.inputs] == ["river.when"]
    assert compute("count(kind=raid)", facts).cites == (*facts.events["river"].cites, *facts.events["border"].cites)


def test_the_id_of_a_computed_figure_is_its_formula(facts):
    wanted = Wanted(places=3, unit="%", periods="differ")
    id = computed_id("river.cases ÷ ( river.cases + border.cases )", wanted)
    assert id == "compute(river.cases/(river.cases+border.cases),places=3,as=%,periods=differ)"
    assert facts.fact(id).newest.quantity.number == Decimal("76.842")
    assert facts.fact("compute(river.casez,places=3)") is None
    assert facts.fact("compute(system)") is facts.fact("compute(") is None


def test_a_computed_figure_is_called_what_its_formula_says(facts):
    fact = facts.fact("compute(share(river.cases,river.cases+border.cases),periods=differ)")
    assert fact.label == {
        "en": "River raid: Cases as a share of (River raid: Cases + Border raid: Cases)",
        "zh": "河上行动：案件占（河上行动：案件 + 边境行动：案件）的比重"}


# --- properties ---------------------------------------------------------------------------------------------------

WRITTEN = st.builds(
    lambda digits, scale, relation, wide: _written(digits, scale, relation, wide),
    st.integers(1, 9999), st.integers(-3, 4),
    st.sampled_from(("exact", "exact", "gt", "ge", "lt", "le", "near_below", "band", "range")), st.integers(1, 50))


def _written(digits, scale, relation, wide):
    """A quantity of tonnes or cases as a wording would be read."""
    number, width = Decimal(digits).scaleb(scale), Decimal(wide).scaleb(scale)
    number, width = (one if scale <= 0 else Decimal(int(one)) for one in (number, width))
    low, high = (number, number + width) if relation in ("band", "range") else (None, None)
    return Quantity(None if relation == "range" else number, "t" if scale else "{case}", relation, low, high,
                    Decimal(10) ** max(scale, 0), "", max(-scale, 0))


@st.composite
def somewhere_within(draw, quantity):
    """A number that the wording allows."""
    bounds = amount_of(Value(quantity, None, None, "x", None, (), Span(""))).bounds
    part = Fraction(draw(st.integers(1, 999)), 1000)
    if bounds.number is not None:
        return bounds.number
    low = bounds.low.value
    high = bounds.high.value if not bounds.high.infinity else low + 10_000
    return low + (high - low) * part


def _base(quantities):
    names = "abcd"[:len(quantities)]
    made = {name: Fact(name, {"en": name}, (Value(quantity, None, None, "x", None, (), Span("")),), None, (), "",
                       Span("")) for name, quantity in zip(names, quantities, strict=True)}
    return FactBase({}, made, {}, {}, {}, {}, {}, {})


FORMULAS = ("a + b", "a - b", "a * b", "a / b", "(a + b) / c", "a / (b + c)", "a / b - c / d", "sum(a, b, c)",
            "mean(a, b, c)", "share(a, b)", "min(a, b, c)", "max(a, b, c)", "multiple(a, b)", "percent_change(a, b)",
            "a * b / c", "(a - b) * (c - d)", "rate(a, b, per=1000)")
TRUTHS = {"sum(a, b, c)": "a + b + c", "mean(a, b, c)": "(a + b + c) / 3", "share(a, b)": "a / b * 100",
          "multiple(a, b)": "b / a", "percent_change(a, b)": "(b - a) / a * 100",
          "rate(a, b, per=1000)": "a / b * 1000"}


@settings(max_examples=400)
@given(st.data(), st.sampled_from(FORMULAS))
def test_whatever_the_inputs_truly_are_the_result_holds_it(data, formula):
    quantities = [replace(data.draw(WRITTEN), unit=data.draw(st.sampled_from(("t", "{case}")))
                          if "*" in formula or formula == "a / b" else "t") for _ in range(4)]
    try:
        computed = compute(formula, _base(quantities))
    except FormulaError:
        return
    true = {name: data.draw(somewhere_within(quantity)) for name, quantity in zip("abcd", quantities, strict=True)}
    truth = eval(TRUTHS.get(formula, formula), {"min": min, "max": max}, true)
    result = computed.quantity
    held = amount_of(Value(result, None, None, "", None, (), Span(""), computation=computed.computation)).bounds
    if result.relation in ("exact", "approx"):
        last = result.scale.adjusted() - result.places
        assert abs(truth - held.number) * 2 <= Fraction(10) ** last
    else:
        assert held.low.infinity or held.low.value <= truth
        assert held.high.infinity or truth <= held.high.value


@settings(max_examples=300)
@given(st.lists(WRITTEN.map(lambda q: replace(q, unit="t")), min_size=2, max_size=2), st.sampled_from("+-*/"))
def test_no_result_has_more_digits_than_its_weakest_input(quantities, sign):
    try:
        result = compute(f"a {sign} b" if sign != "*" else "a * b / b", _base(quantities)).quantity
    except FormulaError:
        return
    lasts = [one.scale.adjusted() - one.places for one in quantities]
    last = result.scale.adjusted() - result.places
    if sign in "+-":
        assert last == max(lasts)
        return
    sizes = [max(filter(None, (one.number, one.high))) for one in quantities]
    digits = min(place_of(Fraction(size)) - last + 1 for size, last in zip(sizes, lasts, strict=True))
    shown = max((abs(one) for one in (result.number, result.high, result.low) if one), default=Decimal(1))
    assert place_of(Fraction(shown)) - last + 1 <= digits + 1        # 9.96 rounds up to 10.0


@given(st.fractions(max_denominator=10 ** 6), st.integers(-6, 6))
def test_rounding_is_half_to_even_and_bounds_stay_bounds(number, last):
    even, down, up = (Fraction(rounded(number, last, how)) for how in ("even", "down", "up"))
    unit = Fraction(10) ** last
    assert down <= number <= up and up - down in (0, unit)
    assert abs(even - number) * 2 <= unit
    assert abs(even - number) * 2 < unit or (even / unit) % 2 == 0


@given(st.integers(1, 10 ** 12), st.integers(0, 9))
def test_the_last_place_of_a_decimal_is_that_of_its_last_digit(digits, places):
    number = Fraction(digits, 10 ** places)
    assert last_place(number) == min(0, Decimal(digits).scaleb(-places).normalize().as_tuple().exponent)
    assert last_place(number / 3) is None or digits % 3 == 0
