"""A source's wording of a figure is read to its last character, or refused at the place where reading stopped."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.facts.wordings.quantity import QuantityError, read_quantity, within_sentence

# wording: number or low–high, unit, relation (exact if none), /per
CHINESE = """
8919起 = 8919 {case}
10164名 = 10164 {person}
１２００名 = 1200 {person}
３，９１１．９公斤 = 3911.9 kg
10,164名 = 10164 {person}
8919 起 = 8919 {case}
0.5吨 = 0.5 t
295.50吨 = 295.50 t
2.5千克 = 2.5 kg
3万千克 = 30000 kg
五百千克 = 500 kg
3千米 = 3 km
6千瓦时 = 6 kW.h
5千名 = 5000 {person}
三大 = 3 1
-5% = -5 %
负5% = -5 %
零下5℃ = -5 Cel
５％ = 5 %

一百二十名 = 120 {person}
两千名 = 2000 {person}
两次 = 2 {time}
十个 = 10 {item}
二十三个 = 23 {item}
两百零五条 = 205 {item}
一千零五名 = 1005 {person}
一千五百名 = 1500 {person}
三点五吨 = 3.5 t
一万二千名 = 12000 {person}
两亿三千万片 = 230000000 {tablet}
一百二十三万四千五百六十七人 = 1234567 {person}
百分之三 = 3 %
百分之三点五 = 3.5 %
约百分之二十 = 20 % approx
千分之三 = 3 [ppth]
1.2万名 = 12000 {person}
1.20亿片 = 120000000 {tablet}
1亿片 = 100000000 {tablet}
3亿5000万片 = 350000000 {tablet}
3亿零5片 = 300000005 {tablet}
3万5000名 = 35000 {person}
1.5万亿元 = 1500000000000 CNY
350万亩 = 3500000 mu
2万吨 = 20000 t
万名 = 10000 {person}
百万名 = 1000000 {person}

约295.5吨 = 295.5 t approx
大约295.5吨 = 295.5 t approx
大概300吨 = 300 t approx
295.5吨左右 = 295.5 t approx
300人上下 = 300 {person} approx
十来个 = 10 {item} approx
近300吨 = 300 t near_below
将近300吨 = 300 t near_below
接近300吨 = 300 t near_below
近万名 = 10000 {person} near_below
超300吨 = 300 t gt
超过1200人次 = 1200 {person-time} gt
逾300吨 = 300 t gt
突破300吨 = 300 t gt
多于300吨 = 300 t gt
300吨以上 = 300 t ge
至少300吨 = 300 t ge
不少于300吨 = 300 t ge
不低于300吨 = 300 t ge
上百名 = 100 {person} ge
上千名 = 1000 {person} ge
上万名 = 10000 {person} ge
上亿元 = 100000000 CNY ge
不足300吨 = 300 t lt
不到300吨 = 300 t lt
不满300吨 = 300 t lt
低于300吨 = 300 t lt
300吨以下 = 300 t le
300吨以内 = 300 t le
至多300吨 = 300 t le
不超过300吨 = 300 t le
达300吨 = 300 t
高达300吨 = 300 t
多达300吨 = 300 t
共计2万吨 = 20000 t
累计约2万吨 = 20000 t approx
达300吨以上 = 300 t ge
≥5% = 5 % ge

1200余人次 = 1200–1300 {person-time} band
1200余名 = 1200–1300 {person} band
40多种 = 40–50 {kind} band
40余种 = 40–50 {kind} band
十几个 = 10–20 {item} band
二十多个 = 20–30 {item} band
一百二十余名 = 120–130 {person} band
30几名 = 30–40 {person} band
万余名 = 10000–20000 {person} band
百余名 = 100–200 {person} band
10余万名 = 100000–200000 {person} band
5000余万元 = 50000000–60000000 CNY band
295.5余吨 = 295.5–295.6 t band
人民币16亿余元 = 1600000000–1700000000 CNY band
16亿多元 = 1600000000–1700000000 CNY band
16亿元多 = 1600000000–1700000000 CNY band
20亿余元 = 2000000000–2100000000 CNY band
1.5亿余元 = 150000000–160000000 CNY band
3亿5000余万片 = 350000000–360000000 {tablet} band
10多个月 = 10–20 mo band
10个多月 = 10–11 mo band
3年多 = 3–4 a band
10公里多 = 10–11 km band
2个多小时 = 2–3 h band
100元多 = 100–101 CNY band

3至5个 = 3–5 {item} range
3—5个 = 3–5 {item} range
3-5个 = 3–5 {item} range
3～5个 = 3–5 {item} range
3到5个 = 3–5 {item} range
3至5万亩 = 30000–50000 mu range
3万至5万亩 = 30000–50000 mu range
9000万至1.2亿片 = 90000000–120000000 {tablet} range
5%至10% = 5–10 % range
百分之五至百分之十 = 5–10 % range
百分之五至十 = 5–10 % range
-5%至-3% = -5–-3 % range
3至5吨之间 = 3–5 t range
人民币3亿至5亿元 = 300000000–500000000 CNY range
数名 = 1 {person} order
几个 = 1 {item} order
数十名 = 10 {person} order
几十名 = 10 {person} order
数百名 = 100 {person} order
几百名 = 100 {person} order
几千名 = 1000 {person} order
数万名 = 10000 {person} order
几万名 = 10000 {person} order
数百万名 = 1000000 {person} order
好几百名 = 100 {person} order
数以千计 = 1000 - order
数千克 = REFUSED 1

60万元人民币 = 600000 CNY
60万美元 = 600000 USD
人民币约16亿元 = 1600000000 CNY approx
约人民币16亿元 = 1600000000 CNY approx
500万泰铢 = 5000000 THB
3亿基普 = 300000000 LAK
5000缅元 = 5000 MMK
2亿中非法郎 = 200000000 XAF
XAF 5万 = REFUSED 0
每年4万美元 = 40000 USD exact a
年均4万美元 = 40000 USD exact a
每月20起 = 20 {case}/mo
日均300人次 = 300 {person-time}/d
人均1.2万美元 = 12000 USD/{person}
每10万人约12.5起 = 12.5 {case}/100000.{person} approx
每千人3名 = 3 {person}/1000.{person}
每千克5美元 = 5 USD/kg
每千瓦时0.5元 = 0.5 CNY/kW.h
每百万人12起 = 12 {case}/1000000.{person}
约每年4万美元 = 40000 USD approx a
每5千克3美元 = REFUSED 1
每公顷3.5吨 = 3.5 t/har
3.5吨/公顷 = 3.5 t/har
120人/平方公里 = 120 {person}/km2
100万美元/年 = 1000000 USD exact a
36.5℃ = 36.5 Cel
36.5摄氏度 = 36.5 Cel
21.6平方公里 = 21.6 km2
3公顷 = 3 har
5斤 = 5 jin
3.2个百分点 = 3.2 pp
四国 = 4 {country}
25km = 25 km

第二届 = REFUSED 0
约 = REFUSED 1
 = REFUSED 0
很多 = REFUSED 0
12吨多重 = REFUSED 4
约8919起左右 = REFUSED 8
约近300吨 = REFUSED 2
1,20起 = REFUSED 1
8919起案件 = REFUSED 5
人民币16亿美元 = REFUSED 8
人民币5吨 = REFUSED 5
十十 = REFUSED 0
数百名左右 = REFUSED 5
一千五名 = REFUSED 0
二百五 = REFUSED 0
七八个 = REFUSED 0
一万二 = REFUSED 2
1亿5片 = REFUSED 2
3亿5000片 = REFUSED 2
3亿5亿片 = REFUSED 2
5至3个 = REFUSED 4
3至3个 = REFUSED 4
3至5余个 = REFUSED 5
3吨至5公斤 = REFUSED 6
超过-5% = REFUSED 5
负 = REFUSED 1
2007年 = REFUSED 0
2007年前 = REFUSED 0
2002年起 = REFUSED 0
二〇一五年 = REFUSED 0
近10年来 = REFUSED 0
近年来 = REFUSED 0
世界三大毒源地之一 = REFUSED 7
三大毒源地 = REFUSED 2
10·5 = REFUSED 2
金三角 = REFUSED 0
增长3倍 = REFUSED 3
3倍 = REFUSED 1
翻一番 = REFUSED 0
翻了两番 = REFUSED 0
三分之一 = REFUSED 1
几千米 = REFUSED 1
3度 = REFUSED 1
每 = REFUSED 1
"""
ENGLISH = """
8,919 cases = 8919 {case}
54200 = 54200 -
295.50 t = 295.50 t
295.5 tonnes = 295.5 t
one case = 1 {case}
eight cases = 8 {case}
twelve people = 12 {person}
nineteen people = 19 {person}
twenty-five people = 25 {person}
ninety-nine people = 99 {person}
one hundred people = 100 {person}
a hundred people = 100 {person}
one hundred and twenty people = 120 {person}
two thousand people = 2000 {person}
two thousand five hundred people = 2500 {person}
twelve hundred people = 1200 {person}
one million two hundred thousand tablets = 1200000 {tablet}
a million tablets = 1000000 {tablet}
half a million tablets = 500000 {tablet}
a dozen cases = 12 {case}
two dozen cases = 24 {case}
minus 5 per cent = -5 %
5 percent = 5 %
5% = 5 %
3 percentage points = 3 pp
3 per thousand = 3 [ppth]

about 295.5 t = 295.5 t approx
around 300 t = 300 t approx
some 40 kinds = 40 {kind} approx
Roughly 300 t = 300 t approx
an estimated 300 people = 300 {person} approx
~300 t = 300 t approx
300 t or so = 300 t approx
nearly 300 tonnes = 300 t near_below
almost 300 tonnes = 300 t near_below
close to 300 tonnes = 300 t near_below
over 300 tonnes = 300 t gt
More than 1,200 person-times = 1200 {person-time} gt
in excess of 300 tonnes = 300 t gt
above 5% = 5 % gt
at least 100 people = 100 {person} ge
no fewer than 100 people = 100 {person} ge
100 people or more = 100 {person} ge
1,200+ people = 1200 {person} ge
under 300 t = 300 t lt
fewer than 100 people = 100 {person} lt
less than 300 t = 300 t lt
up to 5 per cent = 5 % le
at most 300 t = 300 t le
no more than 300 t = 300 t le
as many as 300 people = 300 {person}
a total of about 300 people = 300 {person} approx
40-odd kinds = 40–50 {kind} band
1,200-odd person-times = 1200–1300 {person-time} band
1.6 billion-odd yuan = 1600000000–1700000000 CNY band

3 to 5 items = 3–5 {item} range
3-5 kg = 3–5 kg range
3—5 kg = 3–5 kg range
three to five months = 3–5 mo range
between 3 and 5 months = 3–5 mo range
between three and five months = 3–5 mo range
from 3 to 5 t = 3–5 t range
5% to 10% = 5–10 % range
5–10% = 5–10 % range
3 to 5 million tonnes = 3000000–5000000 t range
US$3 million to US$5 million = 3000000–5000000 USD range
US$3 million to 5 million a year = 3000000–5000000 USD range a
dozens of cases = 10 {case} order
hundreds of people = 100 {person} order
tens of thousands of people = 10000 {person} order
hundreds of thousands of US dollars = 100000 USD order
millions = 1000000 - order
several cases = 1 {case} order

over 1.6 billion yuan = 1600000000 CNY gt
more than RMB 1.6 billion = 1600000000 CNY gt
US$1 million a year = 1000000 USD exact a
US$ 1.2 bn = 1200000000 USD
US$1.2m = 1200000 USD
US$1.2 m a year = 1200000 USD exact a
$1.2bn = 1200000000 USD
USD 500 = 500 USD
US$5 dollars = 5 USD
minus US$5 million = -5000000 USD
THB 5 million = 5000000 THB
5 million baht = 5000000 THB
THB5 million = 5000000 THB
XAF 3 billion = 3000000000 XAF
3 billion XAF = 3000000000 XAF
£3 million = 3000000 GBP
1.2m people = 1200000 {person}
30k people = 30000 {person}
5 m = 5 m
3.5 million mu = 3500000 mu
25 km = 25 km
21.6 km² = 21.6 km2
21.6 square kilometres = 21.6 km2
3 ha = 3 har
36.5 °C = 36.5 Cel
36.5 degrees Celsius = 36.5 Cel
500 miles = 500 [mi_i]
3.5 t per hectare = 3.5 t/har
120 people per km² = 120 {person}/km2
12.5 cases per 100,000 people = 12.5 {case}/100000.{person}
about 12.5 per 100,000 population = 12.5 1/100000.{person} approx
US$12,000 per capita = 12000 USD/{person}
20 cases a month = 20 {case}/mo
four countries = 4 {country}

US$5 yuan = REFUSED 5
RMB 5 US dollars = REFUSED 6
US$3 million tonnes = REFUSED 13
$5 tablets = REFUSED 3
US$3 to US$5 million = REFUSED 8
US$3 to RMB 5 = REFUSED 11
3 t to 5 kg = REFUSED 11
3 and 5 months = REFUSED 1
between 3 months = REFUSED 16
more than minus 5% = REFUSED 18
over about 3 = REFUSED 10
2 stone = REFUSED 1
many cases = REFUSED 0
1,2 cases = REFUSED 1
1.2m = REFUSED 3
3 t per 5 ha = REFUSED 8
2nd = REFUSED 0
5 tons = REFUSED 1
the second = REFUSED 0
twenty thirty = REFUSED 0
one of the three = REFUSED 0
doubled = REFUSED 0
a threefold rise = REFUSED 2
3 times more = REFUSED 2
two thirds = REFUSED 0
since 2002 = REFUSED 0
before 2007 = REFUSED 0
officers = REFUSED 0
ABC 5 = REFUSED 0
"""


def cases(table):
    for line in filter(str.strip, table.split("\n")):
        written, _, said = line.rpartition(" = ") if " = " in line else ("", "", line.strip(" ="))
        yield pytest.param(written, said.split(), id=written or "nothing")


def said(quantity):
    number = f"{quantity.number}" if quantity.low is None or quantity.relation == "order" else (
        f"{quantity.low}–{quantity.high}")
    number = f"{quantity.low}" if quantity.relation == "order" else number
    return [number, quantity.unit or "-", quantity.relation, quantity.per]


def check(written, lang, expected):
    if expected[0] == "REFUSED":
        with pytest.raises(QuantityError) as refusal:
            read_quantity(written, lang)
        assert refusal.value.position == int(expected[1])
    else:
        assert said(read_quantity(written, lang)) == [*expected, *["exact", ""][len(expected) - 2:]]


@pytest.mark.parametrize(("written", "expected"), list(cases(CHINESE)))
def test_a_chinese_wording_is_read_or_refused_at_its_place(written, expected):
    check(written, "zh-CN", expected)


@pytest.mark.parametrize(("written", "expected"), list(cases(ENGLISH)))
def test_an_english_wording_is_read_or_refused_at_its_place(written, expected):
    check(written, "en", expected)


@pytest.mark.parametrize(("written", "scale", "places"), [
    ("1.20亿片", "100000000", 2), ("3亿5000万片", "10000", 0), ("295.50吨", "1", 2), ("8919起", "1", 0)])
def test_the_multiplier_and_the_decimals_that_were_written_are_kept(written, scale, places):
    quantity = read_quantity(written, "zh")
    assert (quantity.scale, quantity.places) == (Decimal(scale), places)


@pytest.mark.parametrize(("written", "lang"), [
    ("增长3倍", "zh"), ("翻一番", "zh"), ("近10年来", "zh"), ("三分之一", "zh"), ("三大毒源地之一", "zh"),
    ("1.2m", "en"), ("5 tons", "en"), ("3度", "zh"),
    ("3 times more", "en"), ("two thirds", "en"), ("one of three", "en")])
def test_what_may_be_mistaken_for_a_figure_is_refused_with_advice(written, lang):
    with pytest.raises(QuantityError) as refusal:
        read_quantity(written, lang)
    assert refusal.value.hint


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
    said = ["Over 1,200 people", "Between 3 and 5 t", "Eight cases", "Dozens of cases", "US$5", "RMB 5", "Overall",
            "Oneness"]
    assert [within_sentence(wording) for wording in said] == [
        "over 1,200 people", "between 3 and 5 t", "eight cases", "dozens of cases", "US$5", "RMB 5", "Overall",
        "Oneness"]


def test_no_digit_is_made_up_by_a_multiplier():
    assert str(read_quantity("1.6 billion", "en").number) == "1600000000"
    assert str(read_quantity("0.00005万吨", "zh").number) == "0.5"


pieces = st.sampled_from((
    *"约近超十百千万亿余多几来数上0123456789.,一二两点每第之至—%/ 吨起名元年月个公里", "百分之", "3亿", "左右",
    "about ", "a ", "hundred ", "dozen", "thousand ", "twenty", "-", "odd", " million", "m", "US$", "XAF", " per ",
    "between ", " and ", "5", "tonnes", " or more"))


@given(st.text(max_size=12) | st.lists(pieces, max_size=7).map("".join), st.sampled_from(["en", "zh"]))
def test_any_text_is_either_read_or_refused_within_it(text, lang):
    try:
        read_quantity(text, lang)
    except QuantityError as refusal:
        assert 0 <= refusal.position <= len(text)
