"""Which words are figures, and which only look like them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.checks.figures import counts, figures
from reportgen.facts.format import print_quantity
from reportgen.facts.model import Quantity

UNITS = ("{case}", "{person}", "{tablet}", "t", "kg", "mu", "USD", "CNY", "%", "a", "")


def found(words):
    return [words[start:end] for start, end in figures(words)]


@pytest.mark.parametrize(("words", "said"), {
    "8,919 cases and 295.5 t": ["8,919", "295.5"],
    "in 2015, on 12 January": ["2015", "12"],
    "the 20th round of COVID-19 talks in the G7": ["20th", "COVID-19", "G7"],
    "５％，１２起，½": ["５％", "１２起", "½"],
    "US$20 million, 3.5 billion people": ["20 million", "3.5 billion"],
    "more than twenty-five, a hundred and ten, Dozens of, two hundred": [
        "twenty-five", "hundred and ten", "Dozens", "two hundred"],
    "five per cent, 5% of it, some %": ["five per cent", "5%", "%"],
    "破案8919起，缴获3亿5000万元": ["8919起", "3亿", "5000万元"],
    "两次、三名、四年多、十二、两千多亩、上百名、数十、二〇一五年、一月": [
        "两次", "三名", "四年", "十二", "两千多亩", "上百名", "数十", "二〇一五年", "一月"],
    "百分之三十、四分之三、两倍、第3届": ["百分之三十", "四分之三", "两倍", "3届"],
    "①②": ["①②"],
    "九成五、一半以上、半数、翻了两番、一倍、数以千计、半年": [
        "九成五", "一半", "半数", "翻了两番", "一倍", "数以千计", "半年"],
    "八点五吨、捌仟玖佰、八九一九、三四百、近万人、廿三、VIII起": [
        "八点五吨", "捌仟玖佰", "八九一九", "三四百", "近万人", "廿三", "VIII"],
    "a third of it, two-thirds, half the cases, one in ten, tenfold, three times, doubled, twice": [
        "a third", "two-thirds", "half", "one in ten", "tenfold", "three times", "doubled", "twice"],
    "VIII cases, a quarter.": ["VIII", "a quarter"],
}.items())
def test_a_figure_is_found_whole(words, said):
    assert found(words) == said


@pytest.mark.parametrize("words", [
    "one of two rounds, ten of them", "the first, the eleventh and the twenty-first",
    "tense, often, weight, thousandth",
    "第二届、第十二次", "一个、一项、一种、之一、一些、一方面、统一、万一、十分", "中越两国",
    "后一半时间、另一半、三成立、一成不变、半天、多半", "World War II, the MIX of it, part IV",
    "a third meeting, the latter half of it, the first quarter, half-hearted, double-check",
    "https://example.org/2016/12 and desk2016@example.org", "",
])
def test_ordinals_articles_small_english_numbers_and_addresses_are_none(words):
    assert found(words) == []


def test_a_small_number_still_counts_something():
    assert counts("eight offices") and counts("三大") and not counts("in recent years") and not counts("许多")


@given(st.decimals(0, 10**9, places=2).map(lambda n: n.normalize()) | st.integers(0, 10**9).map(Decimal),
       st.sampled_from(UNITS), st.sampled_from(("exact", "approx", "gt", "ge", "lt", "near_below")),
       st.sampled_from(("en", "zh-CN")), st.sampled_from(("prose", "table")))
def test_whatever_number_the_program_prints_is_found_when_it_is_typed(number, unit, relation, lang, context):
    text = print_quantity(Quantity(Decimal(format(number, "f")), unit, relation), lang, context, ("case", "cases"))
    words = f"They say {text} of it." if lang == "en" else f"据称有{text}之多。"
    small_in_words = lang == "en" and not any(map(str.isdigit, text)) and "%" not in text
    assert counts(text) and (small_in_words or next(figures(words), None))
