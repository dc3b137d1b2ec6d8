"""Drawn timelines keep order and proportion, mark what is not exact, and never put words over words or off the page."""

import math
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.diagnostics import ReportgenError
from reportgen.document.chronology import in_time, in_words
from reportgen.document.nodes import Moment, Text, Timeline, TimelineEntry
from reportgen.locales import words
from reportgen.pictures.lines import measure
from reportgen.pictures.timeline import draw_timeline
from reportgen.pictures.timeline.parts import parts_of
from reportgen.pictures.timeline.scale import lay_out, spread
from reportgen.pictures.timeline.times import time_of
from ..strategies import moments

COLOURS = {role: "#123456" for role in ("text", "muted", "accent", "rule", "tint")}
WIDTH, TALLEST = 470.0, 570.0
SVG = "{http://www.w3.org/2000/svg}"


def entry(begin, end=None, title="Patrol", text="", **more):
    moment = Moment(begin, begin if end is None else end, **more)
    return TimelineEntry((Text(begin or "?"),), (Text(title),), (Text(text),) if text else (), moment)


def timeline(*entries, lang="en"):
    whole = Timeline(("When", "What"), entries, (Text("Milestones"),), id="t", label="Figure 1", form="drawn")
    return in_words(in_time(whole), words(lang))


def drawn(*entries, lang="en", tallest=TALLEST):
    return draw_timeline(timeline(*entries, lang=lang), COLOURS, "Sans", WIDTH, lang, tallest)


def one(*entries, **more):
    drawing, = drawn(*entries, **more)
    return etree.fromstring(drawing.svg)


def marks(root, kind):
    """The elements of a class, in order of drawing."""
    return [element for element in root.iter() if kind in (element.get("class") or "").split()]


def number(element, name):
    return float(element.get(name))


def middle_of_dots(root, kind="day"):
    return [number(dot, "cy") for dot in marks(root, kind)]


def boxes(root):
    """Each line of words with the rectangle that it may fill."""
    for text in root.iter(f"{SVG}text"):
        size = number(text, "font-size")
        wide = measure(text.text or "", size) * (1.09 if text.get("font-weight") else 1.0)
        left = number(text, "x") - (wide if text.get("text-anchor") == "end" else 0)
        yield left, number(text, "y") - 0.76 * size, left + wide, number(text, "y") + 0.24 * size, text.text


def assert_legible(root):
    found = sorted(boxes(root), key=lambda box: box[1])
    width, height = (float(root.get(side).removesuffix("pt")) for side in ("width", "height"))
    for left, top, right, bottom, text in found:
        assert left >= -0.1 and right <= width + 0.1 and top >= -0.1 and bottom <= height + 0.1, text
    for place, (left, _, right, bottom, text) in enumerate(found):
        for other in found[place + 1:]:
            if other[1] >= bottom - 0.01:
                break
            assert other[0] >= right - 0.01 or left >= other[2] - 0.01, (text, other[4])


# --- order and proportion -----------------------------------------------------------------------------------------

def test_within_an_unbroken_part_lengths_are_true():
    days = ["2015-01-01", "2015-01-11", "2015-01-21", "2015-02-10", "2015-03-02"]
    root = one(*map(entry, days))
    assert not marks(root, "break")
    ys = middle_of_dots(root)
    first, *rest = [date.fromisoformat(day).toordinal() for day in days]
    measured = [(y - ys[0]) / (day - first) for y, day in zip(ys[1:], rest, strict=True)]
    assert max(measured) - min(measured) < 0.01 and measured[0] > 1


def test_a_bar_ends_where_its_dates_end():
    root = one(entry("2015-01-01"), entry("2015-01-11", "2015-01-30"), entry("2015-02-10"))
    first, last = middle_of_dots(root)
    a_day = (last - first) / 40
    bar, = marks(root, "bar")
    assert number(bar, "y") == pytest.approx(first + 10 * a_day, abs=0.05)
    assert number(bar, "height") == pytest.approx(20 * a_day, abs=0.05)         # both its first and its last day


def test_bars_that_overlap_stand_side_by_side():
    root = one(entry("2001", "2005"), entry("2003", "2009"), entry("2004", "2006"), entry("2008", "2010"))
    bars = [(number(bar, "x"), number(bar, "width"), number(bar, "y"), number(bar, "height"))
            for bar in marks(root, "bar")]
    assert len({x for x, *_ in bars}) == 3                     # the fourth stands where the first has ended
    for place, (x, width, y, height) in enumerate(bars):
        assert all(x + width <= a or a + wide <= x or y + height <= b + 0.05 or b + high <= y + 0.05
                   for a, wide, b, high in bars[place + 1:])


def test_a_long_time_without_events_is_broken_and_marked():
    crowd = [entry(f"2015-{month:02}-{day:02}") for month in range(1, 7) for day in (3, 17)]
    root = one(entry("1950-05-01"), *crowd)
    assert len(marks(root, "break")) == 1
    ys = middle_of_dots(root)
    assert ys == sorted(ys)
    assert ys[1] - ys[0] < 40 < ys[-1] - ys[1]


def test_an_era_is_a_band_from_its_beginning_to_its_end():
    era = TimelineEntry((Text("2001–2004"),), (Text("Phase"),), (), Moment("2001", "2004"), True)
    root = one(era, entry("2001-01-01"), entry("2005-01-01"), entry("2006-06-01"))
    band, = marks(root, "era")
    first, end, _ = middle_of_dots(root)
    assert number(band, "y") == pytest.approx(first) and number(band, "height") == pytest.approx(end - first, abs=0.05)


def test_an_eras_words_bear_its_sign_and_stand_on_no_ground():
    era = TimelineEntry((Text("2001–2004"),), (Text("Phase"),), (), Moment("2001", "2004"), True)
    root = one(era, entry("2001-01-01"), entry("2005-01-01"))
    band, sign = marks(root, "tint")
    assert number(sign, "width") < 10 and number(band, "x") + number(band, "width") < number(sign, "x")
    assert all(left > number(sign, "x") + number(sign, "width") for left, *_, text in boxes(root) if text == "Phase")


def test_what_is_open_at_its_beginning_is_told_where_it_ends():
    root = one(entry("2004"), entry("", "2006", open="begin"), entry("2006-05-01"), entry("2009"))
    bar, = marks(root, "bar")
    level = [float(path.get("d").split("L")[0].split()[1]) for path in marks(root, "leader")]
    assert level == sorted(level)
    assert level[2] == pytest.approx(number(bar, "y") + number(bar, "height"), abs=0.2)


# --- what is not exact --------------------------------------------------------------------------------------------

def test_each_precision_has_a_mark_of_its_own():
    root = one(entry("2001"), entry("2003-05"), entry("2005-05-05"))
    whisker = [line for line in root.iter(f"{SVG}line") if line.get("stroke-width") == "1.8"]
    assert (len(marks(root, "year")), len(marks(root, "month")), len(marks(root, "day")), len(whisker)) == (1, 1, 1, 1)
    year, = marks(root, "year")
    a_year = (middle_of_dots(root)[0] - number(year, "y")) / 4.34
    assert number(year, "height") == pytest.approx(a_year, rel=0.02)


def test_an_open_end_is_sliced_and_a_closed_one_is_not():
    def ink(*entries):
        return [rect for rect in one(*entries).iter(f"{SVG}rect") if "accent" in rect.get("class")]

    around = (entry("2001"), entry("2009"))
    assert len(ink(*around, entry("2002", "2006"))) == 1 + 2            # the two brackets of the years
    assert len(ink(*around, entry("2002", "", open="end"))) == 1 + 3 + 2
    assert len(ink(*around, entry("", "2006", open="begin"))) == 1 + 3 + 2


def test_what_is_about_is_dashed_and_two_dates_are_no_time_between():
    root = one(entry("1995"), entry("2001", "2004", kind="about"), entry("2006", "2008", kind="apart"))
    bar, = marks(root, "bar")
    assert bar.get("stroke-dasharray") and bar.get("fill") == "none"
    assert len(marks(root, "apart")) == 2


def test_what_is_undated_stands_last_without_a_line_to_the_axis():
    root = one(entry("", title="Whenever"), entry("2001"), entry("2002"))
    assert len(marks(root, "leader")) == 2
    assert [text.text for text in root.iter(f"{SVG}text")][-1] == "Whenever"


# --- words --------------------------------------------------------------------------------------------------------

TITLES = ("Patrol", "Action plan adopted by the six countries and the office of the United Nations", "联合巡逻执法",
          "第二届“平安航道”联合扫毒行动" * 12, "Wwwmmm" * 40, "A" * 3, "")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(moments(), st.sampled_from(TITLES), st.booleans()), min_size=1, max_size=40),
       st.sampled_from(("en", "zh")))
def test_no_words_overlap_or_leave_the_page_whatever_happened_when(chosen, lang):
    entries = [TimelineEntry((Text(moment.begin or moment.end or "?"),), (Text(title),), (), moment, era)
               for moment, title, era in chosen]
    drawings = drawn(*entries, lang=lang)
    for drawing in drawings:
        assert drawing.height <= TALLEST
        assert_legible(etree.fromstring(drawing.svg))
    whole = timeline(*entries, lang=lang)
    assert " ".join(drawing.alt for drawing in drawings).split() == " ".join(
        (whole.alt, *(one.said for one in whole.entries))).split()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dates(date(1900, 1, 1), date(2030, 1, 1)), min_size=1, max_size=30, unique=True))
def test_later_is_always_lower(days):
    for drawing in drawn(*(entry(day.isoformat()) for day in days)):
        ys = middle_of_dots(etree.fromstring(drawing.svg))
        assert ys == sorted(ys) and len(ys) >= 1


def test_ten_events_of_one_day_share_a_dot_and_each_has_its_words():
    root = one(*(entry("2015-05-05", title=f"Event {n}") for n in range(10)))
    assert len(marks(root, "day")) == 1 and len(marks(root, "leader")) == 10
    assert_legible(root)


def test_one_event_alone_is_a_drawing():
    assert_legible(one(entry("2015")))
    assert_legible(one(entry("")))


def test_words_come_as_near_to_where_they_are_wanted_as_the_others_let_them():
    assert spread([0, 5, 100], [10, 10, 10], 0, 200) == [0, 10, 100]
    assert spread([50, 50, 50], [10, 10, 10], 0, 200) == [40, 50, 60]
    assert spread([-30, 195], [10, 10], 0, 200) == [0, 190]
    assert spread([5, 5, 5], [10, 10, 10], 0, 30) == [0, 10, 20]


def test_the_axis_is_as_long_as_its_words_and_no_longer_than_it_may_be():
    days = list(range(0, 3000, 100))
    assert lay_out(days, [20.0] * 30, 0.0, 1000.0).bottom == pytest.approx(29 * 20)
    assert lay_out(days, [20.0] * 30, 0.0, 300.0).bottom <= 280.0001


# --- long ones ----------------------------------------------------------------------------------------------------

def many(count):
    return [entry((date(1993, 1, 1) + timedelta(days=61 * n)).isoformat(), title=f"Event {n}",
                  text="The four countries met and agreed on what comes next. " * (n % 3)) for n in range(count)]


def test_a_long_one_is_several_drawings_that_say_all_of_it_once():
    drawings = drawn(*many(120))
    assert len(drawings) > 5 and max(drawing.height for drawing in drawings) < TALLEST * 0.7
    roots = [etree.fromstring(drawing.svg) for drawing in drawings]
    said = [text.text for root in roots for text in root.iter(f"{SVG}text") if (text.text or "").startswith("Event ")]
    assert said == [f"Event {n}" for n in range(120)]
    heads = [next(text.text for text in root.iter(f"{SVG}text")) for root in roots]
    assert heads[0].startswith("1993") and all("(continued)" in head for head in heads[1:])
    assert all(len({element.get("id") for element in root.iter() if element.get("id")}) == 2 for root in roots)
    assert [root[1].text for root in roots] == [drawing.alt for drawing in drawings]


def test_a_bar_goes_on_in_the_next_drawing_in_the_same_lane():
    drawings = drawn(entry("1993-06", "2005-06"), entry("1993-08", "1993-10"), *many(60))
    bars = [{number(bar, "x") for bar in marks(etree.fromstring(drawing.svg), "bar")} for drawing in drawings]
    assert len(drawings) > 2 and bars[0] == bars[0] | bars[1] and len(bars[1]) == 1


def test_a_thousand_events_are_drawn_with_work_that_grows_as_they_do():
    assert sum(len(drawing.svg) for drawing in drawn(*many(1000))) < 12 * sum(
        len(drawing.svg) for drawing in drawn(*many(100)))


def test_an_entry_with_more_words_than_a_page_is_refused():
    with pytest.raises(ReportgenError) as refused:
        drawn(entry("2001"), entry("2002", text="many words " * 900))
    assert refused.value.diagnostics[0].rule == "timeline-too-tall"
    assert len(drawn(entry("2001"), entry("2002", text="many words " * 900), tallest=math.inf)) == 1


def test_the_same_timeline_gives_the_same_bytes():
    assert drawn(*many(40)) == drawn(*many(40))


def test_each_drawing_has_days_of_its_own():
    times = [time_of(one.moment) for one in (entry("1993", "2001"), entry("1993-05", "1993-06"), *many(30))]
    times.sort(key=lambda time: time.anchor)
    parts = parts_of(times, [20.0] * len(times), 100.0)
    assert len(parts) == 7
    assert all(part.days[-1] < part.limit == after.first for part, after in pairwise(parts))
    assert [part.before for part in parts][1:4] == [(0,)] * 3
