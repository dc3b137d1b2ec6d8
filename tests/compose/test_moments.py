"""What is drawn of a date is what the fact base knows of it: no more, no less, open where it is open."""

import pytest

from reportgen.compose.moments import moment_of
from reportgen.document.nodes import Moment
from reportgen.facts.model import Day, When
from reportgen.facts.wordings.dates import read_when
from reportgen.pictures.timeline.times import time_of

ISSUED = When("date", Day(2016, 4, 19), Day(2016, 4, 19))


@pytest.mark.parametrize(("written", "moment"), [
    ("2015", Moment("2015", "2015")),
    ("1995年5月", Moment("1995-05", "1995-05")),
    ("2015-01-12/2015-03-12", Moment("2015-01-12", "2015-03-12")),
    ("2006年和2008年", Moment("2006", "2008", kind="apart")),
    ("2002年起", Moment("2002", "", "end")),
    ("2007年前", Moment("", "2006", "begin")),
    ("../2007-03", Moment("", "2007-03", "begin")),
    ("目前", Moment("2016-04-19", "2016-04-19")),
    ("上世纪90年代", Moment("1990", "1999", kind="about")),
    ("近10年", Moment("2006-04", "2016-04-19", kind="about")),
    ("近年来", Moment("", "2016-04-19", "begin", "about")),
    ("unknown", Moment()),
])
def test_each_wording_has_the_moment_it_means(written, moment):
    assert moment_of(read_when(written, ISSUED)) == moment
    assert time_of(moment).shape


def test_before_a_month_or_a_day_is_the_one_that_ends_there():
    assert moment_of(When("before", None, Day(2007, 3))).end == "2007-02"
    assert moment_of(When("before", None, Day(2008, 3, 1))).end == "2008-02-29"
    assert moment_of(When("before", None, Day(1))) == Moment("", "", "begin")
