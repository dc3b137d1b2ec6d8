"""Figures, names and parties are printed as each language says them, relation and all."""

import pytest

from reportgen.diagnostics import Span
from reportgen.facts.format import print_quantity, print_unit, print_value, without_unit
from reportgen.facts.format_names import joined, print_name, print_parties, territories
from reportgen.locales import capitalised
from reportgen.facts.load import load_facts
from reportgen.facts.model import Name
from reportgen.facts.wordings.quantity import read_quantity
from reportgen.inputs import Inputs

SOURCE = """\
  {id}:
    title: {{zh: 文, en: Paper}}
    language: {lang}
    issued: 2016-04-19
    kind: own
    descriptor: {{zh: 文, en: Paper}}
"""
BASE = ("at: p. 1\nsources:\n" + SOURCE.format(id="chinese", lang="zh-CN") + SOURCE.format(id="english", lang="en")
        + "measures:\n  cases: {label: {zh: 案件, en: Cases}, noun: {en: [case, cases]}}\n"
        "names:\n  LA: {label: {zh: 老挝, en: Lao PDR}}\n  UNODC: {label: {zh: 毒罪办, en: Office on Drugs}}\n")


def base(tmp_path, facts):
    (tmp_path / "facts.yaml").write_text(BASE + "facts:\n" + facts, "utf-8")
    return load_facts(Inputs(tmp_path), ".", ["zh-CN", "en"])


@pytest.mark.parametrize(("written", "lang", "short"), [
    ("约295.5吨", "en", "about 295.5"), ("约295.5吨", "zh-CN", "约295.5"), ("1200余吨", "zh-CN", "1200余"),
    ("9000吨至9500吨", "en", "9,000 to 9,500"), ("9000吨至9500吨", "zh-CN", "9000吨至9500吨"),
    ("45.2%", "en", "45.2%"), ("16亿美元", "zh-CN", "16亿"), ("16亿元", "en", "RMB 1.6 billion"),
    ("数千吨", "en", "thousands of tonnes"), ("每年12吨", "zh-CN", "每年12吨"),
])
def test_under_a_head_that_says_the_unit_relation_and_number_stay(tmp_path, written, lang, short):
    facts = base(tmp_path, f"  x: {{label: {{zh: 数, en: X}}, source: chinese, written: {written}}}\n")
    fact = facts.fact("x")
    said = print_value(fact.newest, fact, lang, facts, "table")
    assert without_unit(said, fact.newest.quantity, fact, lang) == short


@pytest.mark.parametrize(("written", "prose", "table", "number"), [
    ("8919起", "8,919 cases", "8,919", "8,919"),
    ("1起", "one case", "1", "one"),
    ("8起", "eight cases", "8", "eight"),
    ("约8起", "about eight cases", "about 8", "about eight"),
    ("约295.5吨", "about 295.5 tonnes", "about 295.5 t", "about 295.5"),
    ("295.50吨", "295.50 tonnes", "295.50 t", "295.50"),
    ("6吨", "6 tonnes", "6 t", "6"),
    ("1200余人次", "more than 1,200 person-times", "over 1,200", "more than 1,200"),
    ("1亿片", "100 million tablets", "100 million", "100 million"),
    ("3.45亿片", "345 million tablets", "345 million", "345 million"),
    ("2万吨", "20,000 tonnes", "20,000 t", "20,000"),
    ("人民币16亿余元", "more than RMB 1.6 billion", "over RMB 1.6 billion", "more than 1.6 billion"),
    ("每年4万美元", "US$40,000 a year", "US$40,000 a year", "40,000"),
    ("每年约100万美元", "about US$1 million a year", "about US$1 million a year", "about 1 million"),
    ("350万亩", "3.5 million mu", "3.5 million mu", "3.5 million"),
    ("10个多月", "more than 10 months", "over 10 months", "more than 10"),
    ("上百名", "at least 100 people", "at least 100", "at least 100"),
    ("不足5%", "less than 5 per cent", "under 5%", "less than 5"),
    ("3至5个月", "three to five months", "3 to 5 months", "three to five"),
    ("数百名", "hundreds of people", "hundreds", "hundreds of"),
    ("近300吨", "nearly 300 tonnes", "nearly 300 t", "nearly 300"),
    ("至少1名", "at least one person", "at least 1", "at least one"),
    ("约1名", "about one person", "about 1", "about one"),
    ("超过1起", "more than one case", "over 1", "more than one"),
    ("至多1天", "at most one day", "at most 1 day", "at most one"),
    ("1个多月", "more than one month", "over 1 month", "more than one"),
    ("近1吨", "nearly 1 tonne", "nearly 1 t", "nearly 1"),
    ("1.0吨", "1.0 tonnes", "1.0 t", "1.0"),
    ("数千美元", "thousands of US dollars", "thousands of US dollars", "thousands of"),
    ("每年数百万元", "millions of yuan a year", "millions of yuan a year", "millions of"),
    ("数百吨", "hundreds of tonnes", "hundreds of tonnes", "hundreds of"),
    ("数百", "hundreds", "hundreds", "hundreds of"),
    ("1.20万名", "12,000 people", "12,000", "12,000"),
    ("1.20亿名", "120 million people", "120 million", "120 million"),
    ("1.20万亿元", "RMB 1.20 trillion", "RMB 1.20 trillion", "1.20 trillion"),
    ("295.50亿元", "RMB 29.550 billion", "RMB 29.550 billion", "29.550 billion"),
    ("295.50至296.50吨", "295.50 to 296.50 tonnes", "295.50 to 296.50 t", "295.50 to 296.50"),
    ("295.50余吨", "more than 295.50 tonnes", "over 295.50 t", "more than 295.50"),
    ("-5%", "minus 5 per cent", "minus 5%", "minus 5"),
    ("负5亿美元", "minus US$500 million", "minus US$500 million", "minus 500 million"),
    ("9000万至1.2亿片", "90 million to 120 million tablets", "90 million to 120 million", "90 million to 120 million"),
    ("3000亩至500万亩", "3,000 to 5,000,000 mu", "3,000 to 5,000,000 mu", "3,000 to 5,000,000"),
    ("1千至2百万名", "1,000 to 2,000,000 people", "1,000 to 2,000,000", "1,000 to 2,000,000"),
    ("5%至10%", "5 to 10 per cent", "5 to 10%", "5 to 10"),
    ("300吨以下", "at most 300 tonnes", "at most 300 t", "at most 300"),
])
def test_a_chinese_figure_in_english(written, prose, table, number):
    quantity = read_quantity(written, "zh")
    contexts = ("prose", "table", "number")
    assert [print_quantity(quantity, "en", context) for context in contexts] == [prose, table, number]


@pytest.mark.parametrize(("written", "said", "number"), [
    ("more than 1,200 person-times", "超过1200人次", "超过1200"),
    ("about 295.5 t", "约295.5吨", "约295.5"),
    ("RMB 1.6 billion", "16亿元人民币", "16亿"),
    ("US$1 million a year", "每年100万美元", "100万"),
    ("eight cases", "8起", "8"),
    ("40-odd kinds", "40余种", "40余"),
    ("3.5 million mu", "350万亩", "350万"),
])
def test_an_english_figure_in_chinese(written, said, number):
    quantity = read_quantity(written, "en")
    assert (print_quantity(quantity, "zh-CN"), print_quantity(quantity, "zh-CN", "number")) == (said, number)


def test_the_source_s_own_words_stand_in_its_language(tmp_path):
    facts = base(tmp_path, "  cases: {source: chinese, written: 8919余起}\n"
                           "  area: {source: english, label: {zh: 面积, en: Area}, written: 'some 3.5 million mu'}\n")
    cases, area = facts.facts["cases"], facts.facts["area"]
    assert print_value(cases.newest, cases, "zh-CN", facts) == "8919余起"
    assert print_value(cases.newest, cases, "en", facts) == "more than 8,919 cases"
    assert print_value(area.newest, area, "en", facts, start=True) == "Some 3.5 million mu"
    assert print_value(area.newest, area, "zh-CN", facts) == "约350万亩"


def test_a_wording_loses_its_capital_within_a_sentence(tmp_path):
    facts = base(tmp_path, "  cases: {source: english, written: 'Over 1,200 cases'}\n")
    cases = facts.facts["cases"]
    assert [print_value(cases.newest, cases, "en", facts, start=start) for start in (False, True)] == [
        "over 1,200 cases", "Over 1,200 cases"]


def test_a_measure_s_noun_is_printed_in_every_language(tmp_path):
    (tmp_path / "boats.yaml").write_text("measures:\n  boats: {label: {zh: 船, en: Boats}, unit: '{boat}', "
                                         "noun: {en: [boat, boats], zh: [艘]}}\n", "utf-8")
    facts = base(tmp_path, "  boats: {source: english, written: 8 boats}\n")
    boats = facts.facts["boats"]
    assert [print_value(boats.newest, boats, lang, facts) for lang in ("en", "zh")] == ["8 boats", "8艘"]
    assert print_unit(boats.newest.quantity, boats, "zh") == "艘"


def test_states_and_dates_are_printed_in_words(tmp_path):
    facts = base(tmp_path, "  cases: {source: chinese, state: withheld}\n"
                           "  peak: {source: chinese, label: {zh: 高峰, en: Peak}, date: 上世纪90年代}\n")
    cases, peak = facts.facts["cases"], facts.facts["peak"]
    assert [print_value(cases.newest, cases, lang, facts) for lang in ("en", "zh")] == ["withheld", "未公开"]
    assert [print_value(peak.newest, peak, lang, facts) for lang in ("en", "zh")] == ["1990s", "20世纪90年代"]


def test_a_sentence_begins_with_a_capital():
    assert capitalised("about 8") == "About 8"


def test_axis_units_tell_unlike_things_apart(tmp_path):
    facts = base(tmp_path, "  cases: {source: chinese, written: 8919起}\n")
    fact = facts.facts["cases"]
    assert print_unit(fact.newest.quantity, fact, "en") == "cases"
    assert print_unit(read_quantity("每年4万美元", "zh"), fact, "en") == "US$ a year"


def test_a_name_is_spelled_out_once_and_short_after():
    short = {"en": "UNODC", "zh": "UNODC"}
    name = Name("UNODC", {"en": "Office on Drugs", "zh": "毒罪办"}, short, "organisation", Span("x"))
    assert [print_name(name, "en", first) for first in (True, False)] == ["Office on Drugs (UNODC)", "UNODC"]
    assert print_name(name, "zh-CN", True) == "毒罪办（UNODC）"


def test_countries_come_from_the_cldr_unless_they_are_named(tmp_path):
    facts = base(tmp_path, "  cases: {source: chinese, written: 8919起}\n")
    assert print_parties(["CN", "LA", "MM", "UNODC"], facts, "en") == "China, Lao PDR, Myanmar and UNODC"
    assert print_parties(["CN", "LA", "MM", "TH"], facts, "zh-CN") == "中国、老挝、缅甸、泰国"
    assert territories("en")["MM"] == "Myanmar"


def test_lists_of_one_two_and_none():
    lists = ([], ["a"], ["a", "b"], ["a", "b", "c"])
    assert [joined(items, "en") for items in lists] == ["", "a", "a and b", "a, b and c"]


def test_an_english_table_leaves_the_noun_to_its_head_whatever_the_language_of_the_source(tmp_path):
    facts = base(tmp_path, "  cases: {source: chinese, written: 8919起}\n"
                           "  more: {source: english, measure: cases, written: 'some 8,919 cases'}\n"
                           "  money: {source: english, label: {zh: 款, en: Money}, written: over US$2 m a year}\n")
    printed = {name: print_value(facts.facts[name].newest, facts.facts[name], "en", facts, "table")
               for name in ("cases", "more", "money")}
    assert printed == {"cases": "8,919", "more": "about 8,919", "money": "over US$2 million a year"}


@pytest.mark.parametrize(("written", "english", "chinese"), [
    ("每10万人约12.5起", "about 12.5 cases per 100,000 people", "每10万人约12.5起"),
    ("3.5吨/公顷", "3.5 tonnes per hectare", "每公顷3.5吨"),
    ("120人/平方公里", "120 people per km²", "每平方公里120名"),
    ("人均1.2万美元", "US$12,000 per person", "每人1.2万美元"),
    ("每月20起", "20 cases per month", "每个月20起"),
    ("零下5℃", "minus 5 °C", "零下5℃"),
    ("500万泰铢", "THB 5 million", "500万泰铢"),
    ("几个", "several items", "数个"),
    ("四国", "four countries", "4国"),
    ("百分之三", "3 per cent", "3%"),
    ("3.2个百分点", "3.2 percentage points", "3.2个百分点"),
    ("3亿5000万片", "350 million tablets", "3.5亿片"),
    ("1.2万名", "12,000 people", "1.2万名"),
])
def test_rates_money_and_scales_are_printed_as_each_language_says_them(written, english, chinese):
    quantity = read_quantity(written, "zh")
    assert (print_quantity(quantity, "en"), print_quantity(quantity, "zh")) == (english, chinese)
