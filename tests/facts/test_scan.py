"""Figures, dates and titles are found whole in running text, and nothing else is."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.facts.wordings.dates import read_when
from reportgen.facts.wordings.quantity import QuantityError, read_quantity
from reportgen.facts.wordings.scan import folded, look, scan

ISSUED = read_when("2016-04-19", None)


def found(text, lang="zh", kind="quantity", nouns=None):
    return [one.written for one in scan(text, lang, ISSUED, nouns) if one.kind == kind]


@pytest.mark.parametrize(("text", "figures"), [
    ("破案8919起,抓获10164名,缴获片剂1亿片、晶体0.5吨、化学品约295.5吨。", "8919起 10164名 1亿片 0.5吨 约295.5吨"),
    ("培训1200余人次，历时10个多月，涉及40多种作物，开展20年来", "1200余人次 10个多月 40多种 20年"),
    ("投资人民币16亿余元，援助60万美元和60万元人民币的药品", "人民币16亿余元 60万美元 60万元人民币"),
    ("额度增至每年100万美元，抓获毒枭上百名，共计2万吨，已达350万亩", "每年100万美元 上百名 2万吨 350万亩"),
    ("在三个公约下，两次提供；世界三大产地之一", "三个 两次 三大"),
    ("3至5个，3—5名，5人以上，300吨左右，数百人，万余名", "3至5个 3—5名 5人以上 300吨左右 数百人 万余名"),
    ("１２００名，1,200名，1.2万起，3亿5000万元，百分之三，-5%", "１２００名 1,200名 1.2万起 3亿5000万元 百分之三 -5%"),
    ("附近5个村，签约3家，条约5项，合约2份", "5个 3家 5项 2份"),
    ("第二届，第3条，图1，表2-1，之一，三分之一，1/3，1:3", ""),
    ("“10·5”专案组，G7，COVID-19，19.04.2016 10:28，https://example.org/2015/12起", ""),
    ("8月3日，1月12日至3月12日，2015—2016年，2015年底", ""),
    ("金三角、百姓、万一、几乎、数据、进一步、一贯", ""),
    ("见[12]和（3）。", ""),
    ("每日8时交换，8点30分，8小时", "8小时"),
])
def test_chinese_figures_are_found_whole(text, figures):
    assert found(text) == figures.split()


@pytest.mark.parametrize(("text", "figures"), [
    ("Over 1,200 officers seized more than 300 kg.", ["Over 1,200 officers", "more than 300 kg"]),
    ("There are eight; between 3 and 5 items, up to $40,000 a year.",
     ["eight", "between 3 and 5 items", "up to $40,000 a year"]),
    ("About 12.5 per cent of 1995 people, nearly 2000 tonnes", ["About 12.5 per cent", "1995 people",
                                                               "nearly 2000 tonnes"]),
    ("a total of 300 kg; 5 people or more", ["300 kg", "5 people or more"]),
    ("G7, COVID-19, Table 2, 21st, No. 5, art. 3, p. 12, 10:28", []),
    ("In 2015 and from May 2014", []),
])
def test_english_figures_are_found_whole(text, figures):
    assert found(text, "en") == figures


@pytest.mark.parametrize(("text", "dates"), [
    ("2015年1月12日至3月12日,2015年第二届", "2015年1月12日至3月12日 2015年"),
    ("1993年,签署;1995年5月,举行", "1993年 1995年5月"),
    ("从2007年前的每年4万美元到目前；2002年起,近年来,近10年来", "2007年前 目前 2002年起 近年来 近10年来"),
    ("上世纪90年代；2006年和2008年两次", "上世纪90年代 2006年和2008年"),
    ("2015年底，2016年初，8月3日，2015起案件，20年", ""),
    ("2016年上半年，2025年第一季度，2027年底前，2023年以来", "2016年上半年 2025年第一季度 2027年底前 2023年以来"),
])
def test_chinese_dates_are_found_whole(text, dates):
    assert found(text, kind="date") == dates.split()


@pytest.mark.parametrize(("text", "dates"), [
    ("In 2015, on 5 May 2014 and since 2002", ["2015", "5 May 2014", "since 2002"]),
    ("12 January to 12 March 2015; the 1990s; in recent years", ["12 January to 12 March 2015", "the 1990s",
                                                                "in recent years"]),
    ("1995 people, more than 2000, $1999, 2,015 cases", []),
    ("Between 3 June and 20 August 2025; from 3 June to 5 July 2024",
     ["Between 3 June and 20 August 2025", "from 3 June to 5 July 2024"]),
    ("by the end of 2027; the first half of 2025", ["by the end of 2027", "the first half of 2025"]),
    ("at the end of 2027, in early 2026", []),
])
def test_english_dates_are_found_whole(text, dates):
    assert found(text, "en", "date") == dates


@pytest.mark.parametrize(("text", "lang", "figures", "otherwise"), [
    ("It rose from 12 to 14 offices.", "en", ["12", "14"], ["from 12 to 14", "12 to 14"]),
    ("cut from about 12% to over 9%", "en", ["about 12%", "over 9%"], []),
    ("lengthened from 6 hours to 18 hours", "en", ["6 hours", "18 hours"],
     ["from 6 hours to 18 hours", "6 hours to 18 hours"]),
    ("raised from US$2 million to US$3 million", "en", ["US$2 million", "US$3 million"],
     ["from US$2 million to US$3 million", "US$2 million to US$3 million"]),
    ("It fell from 5 per cent to 3 per cent.", "en", ["5 per cent", "3 per cent"], []),
    ("It takes from 3 to 5 months.", "en", ["from 3 to 5 months"], ["3 to 5 months", "3", "5 months"]),
    ("between 3 and 5 months", "en", ["between 3 and 5 months"], []),
    ("从6小时到18小时", "zh", ["6小时到18小时"], ["6小时", "18小时"]),
    ("由18小时到6小时", "zh", ["18小时", "6小时"], []),
    ("从2个月至5个月", "zh", ["2个月至5个月"], ["2个月", "5个月"]),
])
def test_from_and_to_may_tell_a_change_or_a_range(text, lang, figures, otherwise):
    seen = scan(text, lang)
    assert [one.written for one in seen] == figures
    assert [other.written for one in seen for other in one.otherwise] == otherwise
    assert all(text[one.start:one.end] == one.written for found in seen for one in (found, *found.otherwise))


@pytest.mark.parametrize(("text", "lang", "unread"), [
    ("其中三成以上，2027年底，8月3日，每日8时，8点30分，第3条", "zh", ("三成以上", "2027年底", "8月3日")),
    ("One third of 5 boats, at the end of 2027, a third joint exercise", "en", ("One third", "the end of 2027")),
])
def test_numbers_that_cannot_be_read_are_told(text, lang, unread):
    assert look(text, lang).unread == unread


def test_a_relation_that_cannot_be_read_is_not_dropped():
    assert found("超过约300吨，3 to 5") == []
    assert found("some 40-odd cases, 3 to 5 tonnes or more", "en") == []


def test_dates_that_need_the_date_of_the_source_are_not_found_without_it():
    assert [one.written for one in scan("目前有5个，2015年", "zh")] == ["5个", "2015年"]


def test_titles_are_found_with_what_stands_in_them():
    text = "通过《北京宣言》和《2015年计划》"
    assert found(text, kind="title") == ["《北京宣言》", "《2015年计划》"]
    assert found(text, kind="date") == ["2015年"]


def test_the_nouns_of_a_measure_are_units():
    assert found("受益40多个县，8个") == ["40多个", "8个"]
    assert found("受益40多个县，8个", nouns={"个县": "{county}"}) == ["40多个县", "8个"]
    assert found("eight offices and 3 towns", "en", nouns={"office": "{office}"}) == ["eight offices", "3"]


def test_each_is_where_it_says_it_is():
    text = "2015年,四国共破案8919起,缴获《样例》约295.5吨。"
    for one in scan(text, "zh", ISSUED):
        assert text[one.start:one.end] == one.written
    assert [one.kind for one in scan(text, "zh")] == ["date", "quantity", "quantity", "title", "quantity"]


def test_what_may_be_an_article_is_told():
    assert [one.is_article for one in scan("一批案件，1批，超过一个", "zh")] == [True, False, False]


@pytest.mark.parametrize(("one", "other"), [
    ("８９１９ 起", "8919起"), ("1,200名", "1200名"), ("共计2万吨", "2万吨"), ("近10年来", "近10年"),
    ("3—5个", "3-5个"), ("“三大”", "三大")])
def test_what_may_differ_in_a_transcript_is_folded(one, other):
    assert folded(one, "zh") == folded(other, "zh")


@pytest.mark.parametrize(("one", "other"), [
    ("295.5吨", "2955吨"), ("3—5个", "35个"), ("约8919起", "8919起"), ("1200余人次", "1200人次"),
    ("每年4万美元", "4万美元"), ("2002年起", "2002年"), ("-5%", "5%"),
    ("1,20名", "120名"), ("八起", "8起"), ("8919起", "8919名")])
def test_everything_else_counts(one, other):
    assert folded(one, "zh") != folded(other, "zh")


def test_the_capital_of_a_sentence_is_folded():
    assert folded("Over 1,200 officers", "en") == folded("over 1200 officers", "en")
    assert folded("5 Mg", "en") != folded("5 mg", "en")


WRITTEN = st.sampled_from(["8919起", "约295.5吨", "1亿片", "上百名", "三个", "两次", "10个多月", "人民币16亿余元",
                           "至少30人", "每年4万美元", "百分之三", "不足20%", "3至5万亩", "数百人", "1200余人次"])
WORDS = st.text("的，。在了与其中国案件发展；、和抓获 ", max_size=6)


@given(WORDS, WRITTEN, WORDS)
def test_whatever_stands_around_a_figure_it_is_found(before, written, behind):
    assert written in found(f"{before}，{written}，{behind}")


@given(st.text("0123456789.,约近余多年月日起名吨亿万第至—-上三十百两%个 《》\n", max_size=40),
       st.sampled_from(["zh", "en"]))
def test_what_is_found_in_anything_can_be_read_and_overlaps_nothing(text, lang):
    end = 0
    for one in scan(text, lang, ISSUED):
        assert text[one.start:one.end] == one.written
        if one.kind != "title":
            assert one.start >= end
            end = one.end
        if one.quantity:
            assert read_quantity(one.written, lang) == one.quantity


def test_long_texts_take_a_time_that_grows_with_their_length():
    def seconds(text):
        before = time.process_time()
        scan(text, "zh", ISSUED)
        return time.process_time() - before

    text = "四国共破获案件8919起,抓获嫌疑人10164名,2015年1月12日缴获约295.5吨。" * 100
    seconds(text)
    assert seconds(text * 8) < 20 * max(seconds(text), 0.01)
    assert seconds("9" * 20_000) < 5 and seconds("约" * 20_000) < 5 and seconds("百" * 20_000) < 5


def test_what_the_reader_refuses_is_not_found():
    with pytest.raises(QuantityError):
        read_quantity("一千五", "zh")
    assert found("一千五") == []
