"""A source's wording of a figure is read to its last character, or refused at the place where reading stopped."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.facts.format import print_quantity
from reportgen.facts.model import Quantity
from reportgen.facts.quantity import ORDERS, UNITS, QuantityError, read_quantity, within_sentence
from reportgen.locales import languages, words

CHINESE = {
    # wording: (number, unit, relation, low, high, per)
    "8919起": ("8919", "{case}", "exact", None, None, ""),
    "10164名": ("10164", "{person}", "exact", None, None, ""),
    "1亿片": ("100000000", "{tablet}", "exact", None, None, ""),
    "0.5吨": ("0.5", "t", "exact", None, None, ""),
    "295.50吨": ("295.50", "t", "exact", None, None, ""),
    "约295.5吨": ("295.5", "t", "approx", None, None, ""),
    "295.5吨左右": ("295.5", "t", "approx", None, None, ""),
    "近300吨": ("300", "t", "near_below", None, None, ""),
    "将近300吨": ("300", "t", "near_below", None, None, ""),
    "逾300吨": ("300", "t", "gt", None, None, ""),
    "超过1200人次": ("1200", "{person-time}", "gt", None, None, ""),
    "300吨以上": ("300", "t", "ge", None, None, ""),
    "至少300吨": ("300", "t", "ge", None, None, ""),
    "上百名": ("100", "{person}", "ge", None, None, ""),
    "不足300吨": ("300", "t", "lt", None, None, ""),
    "300吨以下": ("300", "t", "le", None, None, ""),
    "1200余人次": ("1200", "{person-time}", "band", "1200", "1300", ""),
    "40多种": ("40", "{kind}", "band", "40", "50", ""),
    "人民币16亿余元": ("1600000000", "CNY", "band", "1600000000", "1700000000", ""),
    "10余万名": ("100000", "{person}", "band", "100000", "200000", ""),
    "10个多月": ("10", "mo", "band", "10", "11", ""),
    "10多个月": ("10", "mo", "band", "10", "20", ""),
    "每年4万美元": ("40000", "USD", "exact", None, None, "a"),
    "60万元人民币": ("600000", "CNY", "exact", None, None, ""),
    "共计2万吨": ("20000", "t", "exact", None, None, ""),
    "350万亩": ("3500000", "mu", "exact", None, None, ""),
    "两次": ("2", "{time}", "exact", None, None, ""),
    "三个": ("3", "{item}", "exact", None, None, ""),
    "二十三个": ("23", "{item}", "exact", None, None, ""),
    "两百零五条": ("205", "{item}", "exact", None, None, ""),
    "３，９１１．９公斤": ("3911.9", "kg", "exact", None, None, ""),
    "3至5个": (None, "{item}", "range", "3", "5", ""),
    "数百名": (None, "{person}", "order", "100", None, ""),
    "数百万名": (None, "{person}", "order", "1000000", None, ""),
    "万余名": ("10000", "{person}", "band", "10000", "20000", ""),
    "近万名": ("10000", "{person}", "near_below", None, None, ""),
    "一千零五名": ("1005", "{person}", "exact", None, None, ""),
    "一千五百名": ("1500", "{person}", "exact", None, None, ""),
    "2.5千克": ("2.5", "kg", "exact", None, None, ""),
    "3万千克": ("30000", "kg", "exact", None, None, ""),
    "五百千克": ("500", "kg", "exact", None, None, ""),
    "3千米": ("3", "km", "exact", None, None, ""),
    "6千瓦时": ("6", "kW.h", "exact", None, None, ""),
    "5千名": ("5000", "{person}", "exact", None, None, ""),
    "-5%": ("-5", "%", "exact", None, None, ""),
    "约负5%": ("-5", "%", "approx", None, None, ""),
    "5%至10%": (None, "%", "range", "5", "10", ""),
    "-5%至-3%": (None, "%", "range", "-5", "-3", ""),
    "3至5万亩": (None, "mu", "range", "30000", "50000", ""),
    "3万至5万亩": (None, "mu", "range", "30000", "50000", ""),
    "9000万至1.2亿片": (None, "{tablet}", "range", "90000000", "120000000", ""),
    "人民币3亿至5亿元": (None, "CNY", "range", "300000000", "500000000", ""),
}
ENGLISH = {
    "8,919 cases": ("8919", "{case}", "exact", None, None, ""),
    "one case": ("1", "{case}", "exact", None, None, ""),
    "about 295.5 t": ("295.5", "t", "approx", None, None, ""),
    "More than 1,200 person-times": ("1200", "{person-time}", "gt", None, None, ""),
    "at least 100 people": ("100", "{person}", "ge", None, None, ""),
    "US$1 million a year": ("1000000", "USD", "exact", None, None, "a"),
    "more than RMB 1.6 billion": ("1600000000", "CNY", "gt", None, None, ""),
    "3.5 million mu": ("3500000", "mu", "exact", None, None, ""),
    "nearly 300 tonnes": ("300", "t", "near_below", None, None, ""),
    "up to 5 per cent": ("5", "%", "le", None, None, ""),
    "between 3 and 5 months": (None, "mo", "range", "3", "5", ""),
    "3-5 kg": (None, "kg", "range", "3", "5", ""),
    "40-odd kinds": ("40", "{kind}", "band", "40", "50", ""),
    "US$5 dollars": ("5", "USD", "exact", None, None, ""),
    "minus 5 per cent": ("-5", "%", "exact", None, None, ""),
    "minus US$5 million": ("-5000000", "USD", "exact", None, None, ""),
    "5% to 10%": (None, "%", "range", "5", "10", ""),
    "3 to 5 million tonnes": (None, "t", "range", "3000000", "5000000", ""),
    "US$3 million to US$5 million": (None, "USD", "range", "3000000", "5000000", ""),
    "US$3 million to 5 million a year": (None, "USD", "range", "3000000", "5000000", "a"),
}


def parts(quantity):
    return tuple(None if part is None else str(part) for part in (
        quantity.number, quantity.unit, quantity.relation, quantity.low, quantity.high, quantity.per))


@pytest.mark.parametrize("written", CHINESE)
def test_chinese_wordings_are_read(written):
    assert parts(read_quantity(written, "zh-CN")) == CHINESE[written]


@pytest.mark.parametrize("written", ENGLISH)
def test_english_wordings_are_read(written):
    assert parts(read_quantity(written, "en")) == ENGLISH[written]


@pytest.mark.parametrize(("written", "lang", "position"), [
    ("第二届", "zh", 0), ("约", "zh", 1), ("12吨多重", "zh", 4), ("约8919起左右", "zh", 8), ("1,20起", "zh", 1),
    ("8919起案件", "zh", 5), ("人民币16亿美元", "zh", 8), ("十十", "zh", 0), ("百分之三", "zh", 1), ("很多", "zh", 0),
    ("5至3个", "zh", 4), ("", "zh", 0), ("数百名左右", "zh", 3),
    ("一千五名", "zh", 0), ("二百五", "zh", 0), ("一千二", "zh", 0), ("一万二", "zh", 2), ("1亿5片", "zh", 2),
    ("人民币5吨", "zh", 5), ("3至5余个", "zh", 5), ("3吨至5公斤", "zh", 6), ("超过-5%", "zh", 5), ("负", "zh", 1),
    ("US$5 yuan", "en", 5), ("RMB 5 US dollars", "en", 6), ("US$3 million tonnes", "en", 13), ("$5 tablets", "en", 3),
    ("US$3 to US$5 million", "en", 8), ("US$3 to RMB 5", "en", 11), ("3 t to 5 kg", "en", 11),
    ("3 and 5 months", "en", 1), ("between 3 months", "en", 16), ("more than minus 5%", "en", 18),
    ("over about 3", "en", 5), ("2 stone", "en", 1), ("many cases", "en", 0), ("1,2 cases", "en", 1),
])
def test_what_cannot_be_read_is_refused_at_its_place(written, lang, position):
    with pytest.raises(QuantityError) as refusal:
        read_quantity(written, lang)
    assert refusal.value.position == position


def test_a_measure_may_bring_its_own_counted_thing():
    assert read_quantity("eight offices", "en", {"office": "{office}"}).unit == "{office}"
    with pytest.raises(QuantityError):
        read_quantity("eight offices", "en")


@pytest.mark.parametrize("written", [
    "9" * 19 + "起", "9" * 40 + "余起", "9" * 15 + "万亿元", "1至" + "9" * 32, "0." + "1" * 19])
def test_a_figure_of_more_than_eighteen_digits_is_refused(written):
    with pytest.raises(QuantityError, match="more than 18 digits"):
        read_quantity(written, "zh")


def test_a_capital_is_taken_from_a_relation_or_number_and_from_nothing_else():
    said = ["Over 1,200 people", "Between 3 and 5 t", "Eight cases", "US$5", "RMB 5", "Overall", "Oneness"]
    assert [within_sentence(wording) for wording in said] == [
        "over 1,200 people", "between 3 and 5 t", "eight cases", "US$5", "RMB 5", "Overall", "Oneness"]


def test_every_unit_that_is_read_has_words_in_every_language():
    codes = {unit.strip("{}") for units in UNITS.values() for unit in units.values()} - {""}
    for lang in languages():
        assert [code for code in codes if not {f"unit_{code}", f"money_{code}"} & set(words(lang))] == []
        assert [power for power in ORDERS.values() if f"order_{10 ** power}" not in words(lang)] == []


def test_no_digit_is_made_up_by_a_multiplier():
    assert str(read_quantity("1.6 billion", "en").number) == "1600000000"
    assert str(read_quantity("0.00005万吨", "zh").number) == "0.50000"[:3]


numbers = st.decimals(min_value=0, max_value=10**11, places=0) | st.decimals(min_value=0, max_value=10**6, places=2)
units = st.sampled_from(["{case}", "{person}", "{person-time}", "{tablet}", "t", "kg", "mu", "USD", "CNY", "mo", "%"])
relations = st.sampled_from(["exact", "approx", "gt", "ge", "lt", "le", "near_below"])


def quantities(kinds):
    return st.builds(Quantity, number=numbers, unit=units, relation=kinds,
                     scale=st.sampled_from([Decimal(1), Decimal(10**4), Decimal(10**6), Decimal(10**8)]),
                     per=st.sampled_from(["", "a"]))


@given(quantities(relations), st.sampled_from(["en", "zh"]))
def test_what_is_printed_reads_as_the_same_quantity(quantity, lang):
    again = read_quantity(print_quantity(quantity, lang), lang)
    assert (again.number, again.unit, again.relation, again.per) == (
        quantity.number, quantity.unit, quantity.relation, quantity.per)


@given(quantities(st.sampled_from(["exact", "approx"])), st.sampled_from(["en", "zh"]))
def test_a_printed_negative_reads_as_the_same_quantity(quantity, lang):
    negative = replace(quantity, number=-quantity.number)
    assert read_quantity(print_quantity(negative, lang), lang).number == negative.number


@given(st.integers(-10**6, 10**6), st.integers(1, 1000), units, st.sampled_from(["en", "zh"]),
       st.sampled_from([0, 4, 6, 8]))
def test_a_printed_range_reads_as_the_same_range(low, more, unit, lang, power):
    scale = Decimal(10) ** power
    quantity = Quantity(None, unit, "range", low * scale, (low + more) * scale, scale)
    again = read_quantity(print_quantity(quantity, lang), lang)
    assert (again.unit, again.low, again.high) == (unit, quantity.low, quantity.high)


@given(st.integers(1, 10**9), st.sampled_from(["{person-time}", "t", "CNY"]))
def test_a_chinese_band_keeps_its_bounds(number, unit):
    quantity = read_quantity(f"{number}余{'元人民币' if unit == 'CNY' else '吨' if unit == 't' else '人次'}", "zh")
    assert read_quantity(print_quantity(quantity, "zh"), "zh") == quantity


@given(st.text(max_size=12), st.sampled_from(["en", "zh"]))
def test_any_text_is_either_read_or_refused_within_it(text, lang):
    try:
        read_quantity(text, lang)
    except QuantityError as refusal:
        assert 0 <= refusal.position <= len(text)
