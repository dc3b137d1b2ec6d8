"""Lines, dots and shares say their data as they are: true distances, gaps, whiskers, and what is not stated."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.document.nodes import Point
from reportgen.locales import words

from .drawings import (
    SVG, bars, chart, curves, days, dots, drawn, moves, numbers, on_curves, outside, overlapping, said, series,
    struck_through, texts, word_boxes,
)

# --- lines --------------------------------------------------------------------------------------------------------


def test_dates_stand_in_their_true_distance():
    dates = ("2010-07-02", "2013-07-02", "2014-07-02")
    svg = drawn(chart(series("1", "2", "3"), kind="line", dates=dates))
    (first, second, third), = curves(svg)
    assert (second[0] - first[0]) / (third[0] - second[0]) == pytest.approx(1096 / 365, rel=0.01)


def test_a_line_is_as_high_as_its_values_from_zero():
    (line,) = curves(svg := drawn(chart(series("10", "5", "0"), kind="line")))
    heights = [line[2][1] - y for _, y in line]
    assert heights[0] == pytest.approx(2 * heights[1], abs=0.05) and heights[2] == 0
    assert "notatzero" not in said(svg)


def test_a_line_is_broken_where_a_value_is_unknown_and_the_word_stands_there():
    svg = drawn(chart(series("1", "2", None, "4", "5"), kind="line"))
    assert [len(run) for run in curves(svg)] == [2, 2]
    word = next(t for t in svg.iter(f"{SVG}text") if t.text == "unknown")
    ends = curves(svg)[0][-1][0], curves(svg)[1][0][0]
    assert ends[0] < float(word.get("x")) < ends[1] and word.get("class") == "muted"


def test_a_date_that_only_another_series_has_breaks_no_line():
    svg = drawn(chart(series("1", Point(None, "–"), "3"), series("3", "2", "1", name="b"), kind="line"))
    assert [len(run) for run in curves(svg)] == [2]


def test_a_line_that_begins_above_zero_says_so_and_shows_a_break():
    svg = drawn(chart(series("8000", "8400", "8900"), kind="line"))
    start = [text for text in texts(svg) if text.startswith("The axis begins at")]
    assert start == [words("en")["chart_axis_from"].format(n="7,500")]
    teeth = (moves(path) for path in svg.iter(f"{SVG}path") if path.get("class") == "muted line")
    assert [len(run) for runs in teeth for run in runs] == [5]
    assert "0" not in texts(svg)
    assert "0" in texts(drawn(chart(series("80", "8900"), kind="line")))


def test_bars_never_begin_above_zero():
    for kind in ("bar", "column", "stacked_bar", "stacked_column"):
        assert "0" in texts(drawn(chart(series("8000", "8400"), kind=kind)))


def test_names_stand_at_the_ends_of_their_lines_and_there_is_no_legend():
    svg = drawn(chart(series("1", "9"), series("9", "1", name="Falling"), kind="line"))
    at = {t.text: numbers(t, "x", "y") for t in svg.iter(f"{SVG}text")}
    (rising,), (falling,) = curves(svg), curves(svg, "series2")
    assert at["Cases"][0] > rising[-1][0] and at["Cases"][1] == pytest.approx(rising[-1][1], abs=8)
    assert at["Falling"][1] == pytest.approx(falling[-1][1], abs=8)


def test_values_without_room_at_their_points_stand_in_rows_below():
    many = [str(8000 + n * 773 % 900) for n in range(60)]
    svg = drawn(chart(series(*many), kind="line", dates=days(60, 30), categories=tuple(f"day {n}" for n in range(60))))
    assert set(many) <= set(texts(svg)) and {f"day {n}" for n in range(60)} <= set(texts(svg))
    assert not overlapping(svg) and not outside(svg)


@given(st.lists(st.integers(1, 40).map(lambda n: str(10 * n + 3)), min_size=9, max_size=9, unique=True))
def test_a_value_stands_on_no_line_and_nearest_to_its_own_point(values):
    made = [series(*values[n:n + 3], name=f"s{n}") for n in (0, 3, 6)]
    svg = drawn(chart(*made, kind="line", categories=("first", "second", "third")))
    assert not on_curves(svg)
    boxes = dict(word_boxes(svg))
    points = [point for role in ("series1", "series2", "series3") for point in curves(svg, role)[0]]
    for value, own in zip(values, points, strict=True):
        left, top, right, bottom = boxes[value]
        if bottom < boxes["first"][1]:                          # else it stands in the rows below the chart
            far = {(x, y): math.hypot(max(left - x, x - right, 0), max(top - y, y - bottom, 0)) for x, y in points}
            assert all(far[own] <= other + 0.5 for other in far.values())


def test_a_plot_is_taller_where_its_values_need_it_and_lower_where_they_stand_below():
    heights = []
    for apart in (40, 20, 2):
        svg = drawn(chart(*(series(*[str(20 + n * apart)] * 3, name=f"s{n}") for n in range(3)),
                          series("200", "200", "200", name="top"), kind="line"))
        assert not on_curves(svg) and not overlapping(svg)
        heights.append(curves(svg)[0][0][1] - curves(svg, "series4")[0][0][1])
    assert heights[2] < heights[0] < heights[1]


def test_panels_of_unlike_units_share_their_dates():
    svg = drawn(chart(series("1", "2", "3"), series("7000", "8000", "5", name="Mass", unit="t"), kind="line"))
    above, below = curves(svg)[0], curves(svg, "series2")[0]
    assert [x for x, _ in above] == [x for x, _ in below] and max(y for _, y in above) < min(y for _, y in below)


# --- dots ---------------------------------------------------------------------------------------------------------

def test_a_dot_is_as_far_as_its_value():
    (one, two, _) = dots(svg := drawn(chart(series("10", "5", "0"), kind="dot")))
    zero = dots(svg)[2][0]
    assert one[0] - zero == pytest.approx(2 * (two[0] - zero), abs=0.05)


def whiskers(open_):
    """How far dashes reach beyond a dot of 50, in points."""
    svg = drawn(chart(series(Point("50", "50", open=open_), "100"), kind="dot"))
    x = dots(svg)[0][0]
    found = [numbers(line, "x1", "x2") for line in svg.iter(f"{SVG}line")
             if line.get("class") == "series1" and line.get("stroke-dasharray")]
    return sorted(round(end - x, 1) for _, end in found)


def test_whiskers_say_where_a_value_may_be():
    assert whiskers("") == []
    assert len(whiskers("above")) == 1 and whiskers("above")[0] > 5
    assert len(whiskers("below")) == 1 and whiskers("below")[0] < -5
    assert whiskers("about")[0] == -whiskers("about")[1]


def test_a_range_has_a_dot_at_each_end():
    svg = drawn(chart(series(Point("3", "3–5", low="3", high="5"), "4"), kind="dot"))
    low, high, between = (x for x, _ in dots(svg))
    assert low + high == pytest.approx(2 * between, abs=0.05)


# --- shares -------------------------------------------------------------------------------------------------------

def test_parts_fill_the_bar_by_their_values():
    svg = drawn(chart(series("50", "30", "20", unit="%"), kind="share"))
    wide = [bars(svg, f"series{n}")[0][2] + 0.6 for n in (1, 2, 3)]
    assert sum(wide) == pytest.approx(470, abs=0.1) and wide[0] / wide[2] == pytest.approx(2.5, rel=0.01)
    assert "not stated" not in texts(svg)


@pytest.mark.parametrize("unit", ["%", "per cent"])
def test_what_no_part_tells_is_not_stated(unit):
    svg = drawn(chart(series("45.2", "30", unit=unit), kind="share"))
    assert bars(svg)[0][2] + 0.6 == pytest.approx(470 * 0.452, abs=0.1)
    assert "not stated" in texts(svg)


def test_rounded_shares_that_miss_a_hundred_by_less_than_rounding_leave_nothing_over():
    assert "not stated" not in texts(drawn(chart(series("33.3", "33.3", "33.3", unit="%"), kind="share")))
    assert "not stated" in texts(drawn(chart(series("33.3", "33.3", "33.0", unit="%"), kind="share")))


def test_parts_are_parts_of_the_whole_that_is_given():
    svg = drawn(chart(series("500", "250", None), kind="share", whole=Point("1000", "1,000 cases")))
    assert bars(svg)[0][2] + 0.6 == pytest.approx(235, abs=0.1)
    assert {"Of 1,000 cases in all", "not stated", "c2: unknown"} <= set(texts(svg))


# --- any chart ----------------------------------------------------------------------------------------------------

NAMES = st.text(st.sampled_from("abc deW 国行动“”—，3."), min_size=1, max_size=30).map(str.strip).filter(bool)
SAID = st.sampled_from(["8", "about 95,000", "over 1,286,000", "at least 17,500 people", "约9.5万名", "unknown", "3–5"])
OPEN = st.sampled_from(["", "above", "below", "about"])
KINDS = ["bar", "column", "stacked_bar", "stacked_column", "line", "dot", "share"]


@st.composite
def charts(draw):
    kind = draw(st.sampled_from(KINDS))
    many, several = draw(st.integers(1, 9)), 1 if kind == "share" else draw(st.integers(1, 5))
    least = 0 if kind in ("stacked_bar", "stacked_column", "share") else draw(st.sampled_from([0, -40000]))
    value = st.integers(least, draw(st.sampled_from([9, 300000, 10**10]))).map(str)
    point = st.one_of(st.builds(Point, value, SAID, st.just("x"), OPEN),
                      st.builds(Point, st.none(), SAID, st.just("x")),
                      st.builds(lambda low, text: Point(low, text, low=low, high=str(int(low) + 5)), value, SAID))
    if kind == "share":
        point = st.builds(Point, st.integers(1, 900).map(str), SAID)
    units = ["t"] if kind in ("stacked_bar", "stacked_column", "share") else ["t", "cases"]
    made = [series(*draw(st.lists(point, min_size=many, max_size=many)), name=draw(NAMES),
                   unit=draw(st.sampled_from(units))) for _ in range(several)]
    names = tuple(draw(st.lists(NAMES, min_size=many, max_size=many)))
    return chart(*made, kind=kind, categories=names, **({"dates": days(many, draw(st.sampled_from([1, 365])))}
                                                        if kind == "line" else {}))


@given(charts(), st.sampled_from(["en", "zh-CN"]), st.sampled_from([330.0, 442.0, 482.0]))
def test_no_words_stand_on_others_or_leave_the_picture_and_none_is_missing(made, lang, width):
    svg = drawn(made, lang, width)
    assert not overlapping(svg)
    assert not outside(svg, width)
    assert not struck_through(svg)
    assert not on_curves(svg)
    whole = said(svg)
    shown = [point.text for one in made.series for point in one.points
             if made.kind != "line" or point.value is not None or point.fact]
    assert all("".join(text.split()) in whole for text in (*shown, *made.categories))
