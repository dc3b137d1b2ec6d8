"""Charts are drawn plainly, to scale, from zero, with every value in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.document.nodes import Chart, Point, Series, Text
from reportgen.pictures.chart import draw
from reportgen.pictures.lines import measure, wrap
from reportgen.writers.theme import load_theme

COLOURS = load_theme("modern").colours
SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 470.0
ONE, TWO, THREE = COLOURS["series1"], COLOURS["series2"], COLOURS["series3"]


def series(*values, name="Cases", unit="cases"):
    points = tuple(v if isinstance(v, Point) else Point(v, v or "unknown") for v in values)
    return Series(name, points, unit)


def chart(*all_series, kind="bar", categories=None, **more):
    names = categories or tuple(f"c{i}" for i in range(len(all_series[0].points)))
    return Chart(kind, names, all_series, **more)


def drawn(made, lang="en", width=WIDTH):
    return etree.fromstring(draw(made, COLOURS, "A Family,Other", width, lang).encode())


def texts(svg):
    return [element.text for element in svg.iter(f"{SVG}text")]


def bars(svg, colour=ONE):
    """The rectangles of one colour, without the squares of a legend: (x, y, width, height)."""
    found = [tuple(float(r.get(k)) for k in ("x", "y", "width", "height")) for r in svg.iter(f"{SVG}rect")
             if r.get("fill") == colour]
    return [bar for bar in found if bar[2:] != (8, 8)]


def test_a_bar_is_as_long_as_its_value_and_begins_at_zero():
    found = bars(drawn(chart(series("8919", "2688", "0"))))
    assert len({x for x, *_ in found}) == 1
    assert found[0][2] / found[1][2] == pytest.approx(8919 / 2688, rel=0.001)


def test_a_column_is_as_tall_as_its_value_and_stands_on_the_axis():
    found = bars(drawn(chart(series("40000", "1000000"), kind="column")))
    assert len({round(y + height, 1) for _, y, _, height in found}) == 1
    assert found[1][3] / found[0][3] == pytest.approx(25, rel=0.01)


def test_every_value_and_category_is_there_in_words():
    made = chart(series("1", "2"), series("3", Point(None, "not given"), name="Suspects"), categories=("here", "there"))
    assert {"1", "2", "3", "not given", "here", "there", "Cases", "Suspects"} <= set(texts(drawn(made)))


@pytest.mark.parametrize("kind", ["bar", "column"])
def test_an_unknown_value_is_a_gap_with_its_words(kind):
    svg = drawn(chart(series("5", None), kind=kind))
    assert len(bars(svg)) == 1
    (said,) = (t for t in svg.iter(f"{SVG}text") if t.text == "unknown")
    assert said.get("fill") == COLOURS["muted"]


@pytest.mark.parametrize("greatest", ["0", "0.0003", "0.7", "1", "9", "10", "10164", "295.5", "1600000000"])
@pytest.mark.parametrize("kind", ["bar", "column"])
def test_an_axis_begins_at_zero_passes_the_greatest_value_and_has_few_round_steps(kind, greatest):
    svg = drawn(chart(series(greatest, "0"), kind=kind, categories=("a", "b")), lang="en")
    numbers = [t for t in texts(svg) if t[0].isdigit() and t not in ("a", "b")]
    ticks = [t.get("x" if kind == "bar" else "y") for t in svg.iter(f"{SVG}text") if t.get("font-size") == "8"]
    assert 2 <= len(ticks) <= 6 and len(set(ticks)) == len(ticks)
    assert "0" in numbers
    (x, y, width, _height), *_ = bars(svg)
    edges = [float(line.get("x1" if kind == "bar" else "y1")) for line in svg.iter(f"{SVG}line")]
    assert x + width <= max(edges) + 0.01 if kind == "bar" else y >= min(edges) - 0.01


def test_large_numbers_are_told_as_the_language_tells_them():
    made = chart(series("1600000000", "1"))
    assert {"5亿", "10亿"} <= set(texts(drawn(made, "zh-CN")))
    assert {"500m", "1bn"} <= set(texts(drawn(made, "en")))
    assert "10,000" in texts(drawn(chart(series("8919")), "en"))
    assert "10000" in texts(drawn(chart(series("8919")), "zh-CN"))


def test_series_of_one_unit_share_a_panel_and_unlike_units_have_their_own():
    shared = drawn(chart(series("10", "5"), series("2", "1", name="More")))
    first, second = bars(shared)[0], bars(shared, TWO)[0]
    assert first[0] == second[0] and first[2] == pytest.approx(5 * second[2], rel=0.01)
    apart = drawn(chart(series("10", "5"), series("2", "1", name="Mass", unit="t")))
    assert bars(apart)[0][0] < bars(apart, TWO)[0][0]
    assert {"Cases (cases)", "Mass (t)"} <= set(texts(apart))


def test_a_legend_stands_only_where_a_panel_has_several_series():
    def squares(svg):
        return [r for r in svg.iter(f"{SVG}rect") if (r.get("width"), r.get("height")) == ("8", "8")]

    assert squares(drawn(chart(series("1"), series("2", name="t", unit="t")))) == []
    assert len(squares(drawn(chart(series("1"), series("2"), series("3"))))) == 3


def ends(open_):
    """Where along its panel a bar of 50 of 50 has ink, relative to its exact end, in points."""
    svg = drawn(chart(series(Point("50", "50", open=open_), "50")))
    *shown, exact = bars(svg)
    return [(round(x - exact[0] - exact[2], 1), round(x + w - exact[0] - exact[2], 1)) for x, _, w, _ in shown]


def test_the_end_of_a_bar_says_how_sure_its_value_is():
    assert [b for _, b in ends("")] == [0]
    assert (
        next(b for _, b in ends("above")) == 0 and len(ends("above")) > 2 and all(b > 0 for _, b in ends("above")[1:])
    )
    assert all(b < 0 for _, b in ends("below")) and len(ends("below")) > 2
    about = ends("about")
    assert about[0][1] < 0 < about[-1][1] and sum(a + b for a, b in about[1:]) == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize("open_", ["above", "below", "about"])
@pytest.mark.parametrize("kind", ["bar", "column"])
def test_even_a_tiny_uncertain_value_has_ink_and_none_of_it_below_zero(kind, open_):
    svg = drawn(chart(series(Point("1", "1", open=open_), "1000000"), kind=kind))
    _x, _y, width, height = bars(svg)[0]
    assert width > 0 and height > 0
    starts = [bar[0] for bar in bars(svg)] if kind == "bar" else [-(bar[1] + bar[3]) for bar in bars(svg)]
    assert min(starts) == starts[-1]


def test_it_has_a_title_and_a_description():
    svg = drawn(chart(series("1"), caption=(Text("Cases <&>"),), label="Figure 1", alt='All "values"', id="fig-a"))
    assert svg.findtext(f"{SVG}title") == "Figure 1 Cases <&>"
    assert svg.findtext(f"{SVG}desc") == 'All "values"'
    ids = {element.get("id") for element in svg if element.get("id")}
    assert set(svg.get("aria-labelledby").split()) == ids and len(ids) == 2


def test_it_is_plain_svg_without_references_and_with_legible_text():
    svg = drawn(chart(series("1", "2"), series("3", None, unit="t"), alt="a"))
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= {"svg", "title", "desc", "rect", "line", "text"}
    assert not [
        name for element in svg.iter() for name, _ in element.items() if name in ("class", "style", "href", "filter")
    ]
    assert min(float(t.get("font-size")) for t in svg.iter(f"{SVG}text")) >= 7.5
    assert svg.get("font-family") == "A Family,Other"


words = st.text(st.sampled_from("abc deW 国行动“”—，3."), min_size=1, max_size=40).map(str.strip).filter(bool)
values = st.one_of(st.none(), st.decimals(0, 10**9, places=2).map(str))
points = st.builds(Point, values, words.map(lambda w: w[:14]), open=st.sampled_from(["", "above", "below", "about"]))


@given(st.data(), st.sampled_from(["bar", "column"]), st.sampled_from(["en", "zh-CN"]))
def test_nothing_leaves_the_picture(data, kind, lang):
    size = data.draw(st.integers(1, 6))
    rows = data.draw(
        st.lists(
            st.tuples(st.lists(points, min_size=size, max_size=size), st.sampled_from(["t", "cases"])),
            min_size=1,
            max_size=3,
        )
    )
    names = tuple(data.draw(st.lists(words, min_size=size, max_size=size)))
    svg = drawn(chart(*(Series("s", tuple(row), unit) for row, unit in rows), kind=kind, categories=names), lang)
    height = float(svg.get("height").removesuffix("pt"))
    for rect in svg.iter(f"{SVG}rect"):
        x, y, w, h = (float(rect.get(k)) for k in ("x", "y", "width", "height"))
        slack = 6 if rect.get("fill") == "#ffffff" else 0.01        # what lies under words is as wide as they may be
        assert x >= -slack and y >= -0.01 and w >= 0 and h >= 0 and x + w <= WIDTH + slack and y + h <= height + 0.01
    for text in svg.iter(f"{SVG}text"):
        x, wide = float(text.get("x")), measure(text.text, float(text.get("font-size")))
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor")]
        assert 0 < float(text.get("y")) <= height and left >= -6 and left + wide <= WIDTH + 6, text.text


WORDS = st.sampled_from(["8", "about 95,000", "over 1,286,000", "at least 17,500 people", "约9.5万名", "unknown"])


def overlapping(svg):
    """Pairs of words that stand on one another."""
    boxes = []
    for element in svg.iter(f"{SVG}text"):
        x, y, size = (float(element.get(name)) for name in ("x", "y", "font-size"))
        wide = measure(element.text, size)
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor")]
        boxes.append((element.text, left, left + wide, y - size * 0.7, y))
    return [(one[0], other[0]) for n, one in enumerate(boxes) for other in boxes[:n]
            if one[1] < other[2] - 0.1 and other[1] < one[2] - 0.1
            and one[3] < other[4] - 0.1 and other[3] < one[4] - 0.1]


@given(st.data(), st.sampled_from(["bar", "column"]))
def test_no_words_stand_on_others(data, kind):
    count, many = data.draw(st.integers(1, 8)), data.draw(st.integers(1, 4))
    point = st.builds(Point, st.integers(0, 300000).map(str), WORDS)
    made = [Series(f"s{n}", tuple(data.draw(point) for _ in range(count)), "people") for n in range(many)]
    svg = drawn(chart(*made, kind=kind, categories=tuple(f"County {n}" for n in range(count))))
    assert not overlapping(svg)


def test_columns_whose_words_have_no_room_lie_down():
    points = [Point(str(n * 1000), f"about {n * 1000:,}") for n in range(1, 9)]
    upright, lying = chart(series(*points[:2]), kind="column"), chart(*[series(*points)] * 3, kind="column")
    assert len({round(y + height, 1) for _, y, _, height in bars(drawn(upright), ONE)}) <= 2
    assert len({x for x, _, width, _ in bars(drawn(lying), TWO)}) == 1


def test_the_same_chart_is_drawn_the_same():
    made = chart(series("8919", "2688"), series("3", "1.5", unit="t"))
    assert draw(made, COLOURS, "f", WIDTH) == draw(made, dict(reversed(COLOURS.items())), "f", WIDTH)


def test_lines_are_broken_between_words_and_between_han_characters():
    assert wrap("Second Safe Waterway operation", 10, 95) == ["Second Safe", "Waterway operation"]
    assert wrap("第二届联合扫毒行动，结束", 10, 50) == ["第二届联合", "扫毒行动，", "结束"]
    assert wrap("", 10, 50) == []
    assert wrap("unbreakable", 10, 5) == ["unbreakable"]
    assert wrap("2023年", 8.5, measure("2023年", 8.5) + 8 - 8) == ["2023年"], "a margin put on and taken off is rounded"


def test_han_characters_are_as_wide_as_the_type_is_high_and_quotation_marks_beside_them_too():
    assert measure("国", 10) == 10
    assert measure("“国”", 10) == 30
    assert measure("“a”", 10) < 25


def test_the_numbers_of_a_chart_are_exact():
    """Steps of 0.1 end at 0.3, not at 0.30000000000000004."""
    assert [t for t in texts(drawn(chart(series("0.3")))) if t.startswith("0")] == ["0", "0.1", "0.2", "0.3", "0.3"]
