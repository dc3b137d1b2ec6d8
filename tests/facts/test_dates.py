"""Dates are read from the source's words or from EDTF; impossible ones are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.facts.wordings.dates import WhenError, middle, overlaps, read_when
from reportgen.facts.format_dates import print_when
from reportgen.facts.model import Day, When

ISSUED = read_when("2016-04-19", None)
READ = {
    "2015年1月12日至3月12日": ("interval", "2015-01-12", "2015-03-12"),
    "2015年3月3日至5日": ("interval", "2015-03-03", "2015-03-05"),
    "2015年3月至2016年1月": ("interval", "2015-03", "2016-01"),
    "1995年5月": ("date", "1995-05", "1995-05"),
    "1993年": ("date", "1993", "1993"),
    "2002年起": ("since", "2002", None),
    "2007年前": ("before", None, "2007"),
    "目前": ("now", None, "2016-04-19"),
    "2006年和2008年": ("dates", "2006", "2008"),
    "近10年": ("recent", "2006-04", "2016-04-19"),
    "近年来": ("recent", None, "2016-04-19"),
    "上世纪90年代": ("decade", "1990", "1999"),
    "2015-01-12/2015-03-12": ("interval", "2015-01-12", "2015-03-12"),
    "1995-05": ("date", "1995-05", "1995-05"),
    "2002/..": ("since", "2002", None),
    "../2007": ("interval", None, "2007"),
    "2027年底前": ("interval", None, "2027"),
    "2027年6月底前": ("interval", None, "2027-06"),
    "by the end of 2027": ("interval", None, "2027"),
    "before the end of June 2027": ("interval", None, "2027-06"),
    "2023年以来": ("since", "2023", None),
    "2025年上半年": ("interval", "2025-01", "2025-06"),
    "2025年第三季度": ("interval", "2025-07", "2025-09"),
    "2025年二季度": ("interval", "2025-04", "2025-06"),
    "the second half of 2025": ("interval", "2025-07", "2025-12"),
    "first quarter of 2025": ("interval", "2025-01", "2025-03"),
    "Between 3 June and 20 August 2025": ("interval", "2025-06-03", "2025-08-20"),
    "from 3 June to 20 August 2025": ("interval", "2025-06-03", "2025-08-20"),
    "unknown": ("unknown", None, None),
    "12 January to 12 March 2015": ("interval", "2015-01-12", "2015-03-12"),
    "3 to 5 March 2015": ("interval", "2015-03-03", "2015-03-05"),
    "May 1995": ("date", "1995-05", "1995-05"),
    "since 2002": ("since", "2002", None),
    "2006 and 2008": ("dates", "2006", "2008"),
    "1990s": ("decade", "1990", "1999"),
}
SAID = {
    "2015年1月12日至3月12日": ("12 January to 12 March 2015", "2015年1月12日至3月12日"),
    "2015年3月3日至5日": ("3 to 5 March 2015", "2015年3月3日至5日"),
    "2014年12月1日至2015年2月3日": ("1 December 2014 to 3 February 2015", "2014年12月1日至2015年2月3日"),
    "1995年5月": ("May 1995", "1995年5月"),
    "2012年": ("2012", "2012年"),
    "2002年起": ("since 2002", "2002年起"),
    "2007年前": ("before 2007", "2007年前"),
    "2023年以来": ("since 2023", "2023年以来"),
    "2027年底前": ("until 2027", "至2027年"),
    "2025年第一季度": ("January to March 2025", "2025年1月至3月"),
    "目前": ("now (as of 19 April 2016)", "目前（截至2016年4月19日）"),
    "2006年和2008年": ("2006 and 2008", "2006年和2008年"),
    "近年来": ("in recent years (to April 2016)", "近年来（截至2016年4月）"),
    "近一年": ("in the year to April 2016", "近1年（截至2016年4月）"),
    "近10年": ("in the 10 years to April 2016", "近10年（截至2016年4月）"),
    "上世纪90年代": ("1990s", "20世纪90年代"),
    "2001-02/2003": ("February 2001 to 2003", "2001年2月至2003年"),
    "unknown": ("date not given", "日期不详"),
}


@pytest.mark.parametrize("written", READ)
def test_dates_are_read(written):
    found = read_when(written, ISSUED)
    assert (found.kind, *(day and day.edtf for day in (found.start, found.end))) == READ[written]


@pytest.mark.parametrize("written", SAID)
def test_dates_are_said_in_both_languages(written):
    when = read_when(written, ISSUED)
    assert (print_when(when, "en"), print_when(when, "zh-CN")) == SAID[written]


def test_a_date_in_a_table_begins_with_a_capital():
    assert print_when(read_when("2002年起", None), "en", "table") == "Since 2002"


@pytest.mark.parametrize("written", [
    "2015-02-30", "2015年13月", "2015年2月29日", "2015年3月至1月", "2016/2015", "2015-1", "昨天", "2015年底",
    "2015年初", "end of 2027", "early 2027", "by the end of 3 June 2027", "2027年6月3日底前", "2025年五季度", "../..",
    "0000", "31 April 2015", "12日", "2015-00", "2015年0月", ""])
def test_impossible_and_unreadable_dates_are_refused(written):
    with pytest.raises(WhenError):
        read_when(written, ISSUED)


def test_now_needs_the_date_of_its_source():
    with pytest.raises(WhenError, match="issued"):
        read_when("目前", None)


@pytest.mark.parametrize(("when", "period", "touches"), [
    ("2015", "1993/2015", True), ("2015-03", "2015-04/2016", False), ("2002/..", "2010/2011", True),
    ("2002/..", "1990/2001", False), ("2007年前", "1993/2000", True), ("2006年和2008年", "2007", False),
    ("unknown", "1993/2015", False), ("近年来", "1993/2015", False), ("2015-05", "2015", True),
])
def test_overlap_goes_as_far_as_dates_are_known(when, period, touches):
    assert overlaps(read_when(when, ISSUED), read_when(period, None)) is touches


days = st.dates().map(lambda date: Day(date.year, date.month, date.day))


@given(days, days)
def test_a_printed_interval_reads_as_the_same_interval(one, other):
    start, end = sorted((one, other))
    when = When("interval", start, end)
    if start.year > 999 and start != end:
        for lang in ("en", "zh"):
            again = read_when(print_when(when, lang), None)
            assert (again.start, again.end) == (start, end)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_is_refused(text):
    try:
        read_when(text, ISSUED)
    except WhenError as refusal:
        assert 0 <= refusal.position <= len(text)


@pytest.mark.parametrize(("text", "day"), [
    ("2015-03-16", "2015-03-16"), ("2015", "2015-07-02"), ("2015-02", "2015-02-14"), ("2014/2015", "2014-12-31"),
    ("2015年上半年", "2015-04-01"), ("2007年前", None), ("2002年起", None), ("unknown", None),
])
def test_a_time_whose_ends_are_known_has_a_day_in_its_middle(text, day):
    assert str(middle(read_when(text, None))) == str(day)
