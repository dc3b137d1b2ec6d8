"""A figure said in another unit keeps its relation and as many digits as were written, and never becomes untrue."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.facts.formulas.convert import ConversionError, converted, without_relation
from reportgen.facts.format import print_quantity
from reportgen.facts.model import Quantity
from reportgen.facts.wordings.quantity import read_quantity
from reportgen.facts.units import TABLE


@pytest.mark.parametrize(("written", "unit", "english", "chinese"), [
    ("约295.5吨", "kg", "about 295,500 kg", "约295500公斤"),
    ("3911.9公斤", "t", "3.9119 tonnes", "3.9119吨"),
    ("0.5吨", "g", "500,000 g", "500000克"),
    ("2万吨", "kg", "20 million kg", "2000万公斤"),
    ("350万亩", "har", "233,000 hectares", "23.3万公顷"),
    ("350万亩", "公顷", "233,000 hectares", "23.3万公顷"),
    ("350万亩", "km2", "2,330 km²", "2330平方公里"),
    ("5亩", "ha", "0.33 hectares", "0.33公顷"),
    ("100平方公里", "mu", "150,000 mu", "150000亩"),
    ("3至5亩", "har", "0.2 to 0.33 hectares", "0.2至0.33公顷"),
    ("零下5℃", "[degF]", "23 °F", "23华氏度"),
    ("0℃", "°F", "32 °F", "32华氏度"),
    ("100℉", "Cel", "37.8 °C", "37.8℃"),
    ("每年4万吨", "kg", "40 million kg a year", "每年4000万公斤"),
    ("3.5吨/公顷", "kg/mu", "230 kg per mu", "每亩230公斤"),
    ("10个多月", "mo", "more than 10 months", "超过10个月"),
    ("20年", "mo", "240 months", "240个月"),
    # bounds are rounded so that they hold
    ("超过1000亩", "har", "more than 66.66 hectares", "超过66.66公顷"),
    ("不足1000亩", "har", "less than 66.67 hectares", "不足66.67公顷"),
    ("至少1000亩", "har", "at least 66.66 hectares", "至少66.66公顷"),
    ("近1000亩", "har", "nearly 66.67 hectares", "近66.67公顷"),
    # a band stays one where its bounds are round, else only its lower bound is said
    ("3余吨", "kg", "more than 3,000 kg", "3000余公斤"),
    ("1200余亩", "har", "more than 80 hectares", "超过80公顷"),
])
def test_a_figure_is_said_in_another_unit(written, unit, english, chinese):
    made = converted(read_quantity(written, "zh"), unit)
    assert (print_quantity(made, "en"), print_quantity(made, "zh")) == (english, chinese)


@pytest.mark.parametrize(("written", "unit", "hint"), [
    ("5吨", "km", "kg"), ("60万美元", "CNY", "formula"), ("60万美元", "EUR", "formula"), ("8919起", "t", ""),
    ("数百吨", "kg", ""), ("5吨", "stone", "kg"), ("5吨", "kgg", '"kg"'), ("5℃", "kg", "[degF]")])
def test_unlike_units_money_and_words_alone_are_refused(written, unit, hint):
    with pytest.raises(ConversionError) as refusal:
        converted(read_quantity(written, "zh"), unit)
    assert hint in refusal.value.hint


alike = st.sampled_from([(one, other) for one in TABLE for other in TABLE
                         if one.kind == other.kind != "temperature" and one.code != "1"])
decimals = (st.decimals(min_value=1, max_value=10**9, places=0)
            | st.decimals(min_value="0.01", max_value=10**6, places=2))


@given(decimals, alike, st.sampled_from(["gt", "ge", "lt", "le", "near_below"]))
def test_what_is_said_of_a_bound_stays_true(number, units, relation):
    one, other = units
    places = max(0, -number.as_tuple().exponent)
    made = converted(Quantity(number, one.code, relation, places=places), other.code)
    exact = Fraction(number) * one.size / other.size
    assert made.relation == relation
    assert Fraction(made.number) <= exact if relation in ("gt", "ge") else Fraction(made.number) >= exact


@given(decimals, alike)
def test_a_converted_figure_is_as_near_as_its_digits_and_reads_as_it_was_printed(number, units):
    one, other = units
    made = converted(Quantity(number, one.code, places=max(0, -number.as_tuple().exponent)), other.code)
    exact = Fraction(number) * one.size / other.size
    digits = max(2, len(number.as_tuple().digits))
    assert abs(Fraction(made.number) / exact - 1) <= Fraction(1, 2 * 10 ** (digits - 1))
    assert len(f"{made.number:f}".replace(".", "").strip("0")) <= digits
    if abs(made.number).adjusted() < 17 and made.number.as_tuple().exponent > -18:
        assert read_quantity(print_quantity(made, "en"), "en").number == made.number


def test_a_figure_without_its_relation_is_its_number():
    bare = {written: print_quantity(without_relation(read_quantity(written, "zh")), "en") for written in (
        "约295.5吨", "1200余人次", "不足5%", "3至5个", "数百名", "8919起")}
    assert bare == {"约295.5吨": "295.5 tonnes", "1200余人次": "1,200 person-times", "不足5%": "5 per cent",
                    "3至5个": "three to five items", "数百名": "hundreds of people", "8919起": "8,919 cases"}


def test_the_sizes_are_exact():
    assert converted(Quantity(Decimal(15), "mu", places=0), "har").number == Decimal("1")
    assert converted(Quantity(Decimal("1.00000"), "km2", places=5), "mu").number == Decimal("1500")
