"""Bars, columns and stacks are drawn plainly, to scale, with every value in words and nothing on top of it."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from reportgen.colours import contrast
from reportgen.diagnostics import ReportgenError
from reportgen.document.nodes import Point, Text
from reportgen.pictures.charts import draw
from reportgen.pictures.charts.ink import TEXTURES
from reportgen.pictures.lines import broken, measure, wrap
from reportgen.writers.theme import load_theme, themes

from .drawings import COLOURS, SVG, WIDTH, bars, chart, drawn, numbers, outside, overlapping, said, series, spans, texts


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
    first, second = bars(shared)[0], bars(shared, "series2")[0]
    assert first[0] == second[0] and first[2] == pytest.approx(5 * second[2], rel=0.01)
    apart = drawn(chart(series("10", "5"), series("2", "1", name="Mass", unit="t")))
    assert bars(apart)[0][0] < bars(apart, "series2")[0][0]
    assert {"Cases", "Mass (t)"} <= set(texts(apart))


def test_the_head_of_several_series_names_what_they_all_measure():
    rain = [series("5 mm", name=name, unit="mm") for name in ("North", "South")]
    for measures, head in ((("Rainfall", "Rainfall"), "Rainfall (mm)"), (("Rainfall", "Snow"), "mm"), (("", ""), "mm")):
        made = [replace(one, points=(Point("5", "5 mm", short="5"),), measure=measure)
                for one, measure in zip(rain, measures, strict=True)]
        shown = texts(drawn(chart(*made, kind="column")))
        assert shown[0] == head and shown.count("5") >= 2 and "5 mm" not in shown


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
    plain = {"svg", "title", "desc", "rect", "line", "path", "text"}
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= plain
    assert not [name for element in svg.iter() for name, _ in element.items() if name in ("style", "href", "filter")]
    assert min(float(t.get("font-size")) for t in svg.iter(f"{SVG}text")) >= 7.5
    assert svg.get("font-family") == "A Family,Other"


def test_columns_whose_words_have_no_room_lie_down():
    points = [Point(str(n * 1000), f"about {n * 1000:,}") for n in range(1, 9)]
    upright, lying = chart(series(*points[:2]), kind="column"), chart(*[series(*points)] * 3, kind="column")
    assert len({round(y + height, 1) for _, y, _, height in bars(drawn(upright))}) <= 2
    assert len({x for x, _, width, _ in bars(drawn(lying), "series2")}) == 1


def test_the_same_chart_is_drawn_the_same():
    made = chart(series("8919", "2688"), series("3", "1.5", unit="t"))
    assert draw(made, COLOURS, "f", WIDTH) == draw(made, dict(reversed(COLOURS.items())), "f", WIDTH)


def test_lines_are_broken_between_words_and_between_han_characters():
    assert wrap("Second Safe Waterway operation", 10, 95) == ["Second Safe", "Waterway operation"]
    assert wrap("第二届联合扫毒行动，结束", 10, 50) == ["第二届联合", "扫毒行动，", "结束"]
    assert wrap("", 10, 50) == []
    assert wrap("unbreakable", 10, 5) == ["unbreakable"]
    assert wrap("2023年", 8.5, measure("2023年", 8.5) + 8 - 8) == ["2023年"], "a margin put on and taken off is rounded"


def test_a_mark_takes_what_it_stands_behind_to_the_next_line_and_source_marks_are_not_parted():
    assert wrap("联合扫毒。行动", 10, 40) == ["联合扫", "毒。行动"]
    assert broken("联合。”行动", 10, 30) == ["联", "合。”", "行动"]
    for text, mark in (("Agreed again. [1, ¶30]", "[1, ¶30]"), ("再次商定。〔1，¶30〕", "〔1，¶30〕")):
        for width in range(70, 140, 5):
            assert mark in "\n".join(broken(text, 10, width))


def test_han_characters_are_as_wide_as_the_type_is_high_and_quotation_marks_beside_them_too():
    assert measure("国", 10) == 10
    assert measure("“国”", 10) == 30
    assert measure("“a”", 10) < 25


def test_the_numbers_of_a_chart_are_exact():
    """Steps of 0.1 end at 0.3, not at 0.30000000000000004."""
    assert [t for t in texts(drawn(chart(series("0.3")))) if t.startswith("0")] == ["0", "0.1", "0.2", "0.3", "0.3"]


# --- below zero, ranges, stacks -----------------------------------------------------------------------------------

def test_bars_below_zero_go_the_other_way_from_the_same_zero():
    svg = drawn(chart(series("-30", "45", "-15")))
    down, up, less = bars(svg)
    assert down[0] + down[2] == pytest.approx(up[0], abs=0.02) == less[0] + less[2]
    assert down[2] / up[2] == pytest.approx(30 / 45, rel=0.01) and down[2] / less[2] == pytest.approx(2, rel=0.01)
    zero = [numbers(line, "x1", "x2") for line in svg.iter(f"{SVG}line") if line.get("class") == "muted"]
    assert zero == [(pytest.approx(up[0], abs=0.02),) * 2]


def test_columns_below_zero_hang_from_the_axis_with_their_words_below():
    svg = drawn(chart(series("-30", "45"), kind="column"))
    (_, low, _, deep), (_, high, _, tall) = bars(svg)
    assert low == pytest.approx(high + tall, abs=0.02) and deep / tall == pytest.approx(30 / 45, rel=0.01)
    label = next(t for t in svg.iter(f"{SVG}text") if t.text == "-30")
    assert float(label.get("y")) > low + deep


def test_the_open_end_of_a_column_that_hangs_leaves_room_for_its_name():
    svg = drawn(chart(series(Point("-1", "under -1", open="below")), kind="column"))
    assert not overlapping(svg) and not outside(svg)


@pytest.mark.parametrize("kind, along", [("bar", 2), ("column", 3)])
def test_a_range_is_full_to_its_lower_end_and_in_outline_to_its_higher(kind, along):
    svg = drawn(chart(series(Point("30", "30–50", low="30", high="50"), "60"), kind=kind))
    (surely, exact), (may_be,) = bars(svg), spans(svg)
    assert surely[along] / exact[along] == pytest.approx(0.5, rel=0.01)
    assert (may_be[along] + 1) / exact[along] == pytest.approx(20 / 60, rel=0.02)       # its stroke reaches the ends
    assert "30–50" in texts(svg)


def test_a_range_about_zero_is_all_in_outline():
    svg = drawn(chart(series(Point("-3", "-3 to 5", low="-3", high="5"), "8")))
    assert len(bars(svg)) == 1 and len(spans(svg)) == 1


@pytest.mark.parametrize("kind, start, along", [("stacked_bar", 0, 2), ("stacked_column", 1, 3)])
def test_the_parts_of_a_stack_stand_end_to_end_from_zero(kind, start, along):
    svg = drawn(chart(series("40", "10"), series("20", "30", name="b"), kind=kind))
    below, above = (bar for bar in (bars(svg)[0], bars(svg, "series2")[0]))
    assert below[along] / above[along] == pytest.approx(2, rel=0.01)
    ends = (below[0] + below[2], above[0]) if kind == "stacked_bar" else (below[1], above[1] + above[3])
    assert ends[0] == pytest.approx(ends[1], abs=0.02)
    assert {"40", "10", "20", "30"} <= set(texts(svg))


def test_values_on_a_texture_or_a_middle_tone_stand_on_paper():
    svg = drawn(chart(*(series("21", name=f"s{n}") for n in range(4)), kind="stacked_bar"))
    on_bars = [element for element in svg if element.tag == f"{SVG}text" and element.text == "21"]
    plates = [element.getprevious().get("class") == "paper" and element.getprevious().tag == f"{SVG}rect"
              for element in on_bars]
    assert [element.get("class") for element in on_bars] == ["paper", "text", "text", "text"]
    assert plates == [False, True, True, True]


def test_what_has_no_room_in_a_stack_is_said_behind_it_by_name():
    svg = drawn(chart(series("1000", "900"), series("1", None, name="Few"), kind="stacked_bar"))
    assert {"Few, 1", "Few, unknown"} <= set(texts(svg))


# --- apart without colours, and in room ---------------------------------------------------------------------------

def test_eight_series_differ_in_colour_or_texture_and_any_two_of_one_colour_in_texture():
    svg = drawn(chart(*(series("5", "7", name=f"s{n}") for n in range(8)), kind="column"))
    known = sorted(name for name in COLOURS if name.startswith("series"))
    looks = [(n % len(known), texture) for n, texture in enumerate(TEXTURES)]
    assert len(set(looks)) == 8 and len(set(TEXTURES[2:])) == 6
    assert len([path for path in svg.iter(f"{SVG}path") if path.get("class") == "paper"]) == 3 * 6       # legend too


def test_forty_bars_stand_closer_to_fit_a_page_and_four_hundred_are_refused():
    forty = chart(series(*map(str, range(1, 41))))
    free, page = drawn(forty), drawn(forty, tallest=520)
    assert float(free.get("height")[:-2]) > 520 >= float(page.get("height")[:-2])
    assert not overlapping(page) and not outside(page) and len(bars(page)) == 40
    with pytest.raises(ReportgenError) as refused:
        drawn(chart(series(*map(str, range(1, 401)))), tallest=700)
    assert refused.value.diagnostics[0].rule == "chart-too-tall"


@pytest.mark.parametrize("kind", ["bar", "column", "stacked_bar", "stacked_column", "dot", "share"])
def test_names_of_any_length_are_printed_whole_and_inside(kind):
    names = ("A very long name of a joint law enforcement operation along the river " * 3, "x" * 120, "行动" * 60, "c")
    svg = drawn(chart(series("4", "3", "2", "1", unit="%" if kind == "share" else "t"), kind=kind, categories=names))
    assert not overlapping(svg) and not outside(svg)
    assert all("".join(name.split()) in said(svg) for name in names)


def test_another_process_draws_the_same_bytes():
    code = ("from tests.pictures.drawings import *; import sys; sys.stdout.write("
            "''.join(draw(chart(series('8919', None, '12'), series('3', '4', '5', name='b'), kind=kind), COLOURS, 'f', "
            "WIDTH) for kind in ('bar', 'column', 'stacked_bar', 'stacked_column', 'line', 'dot')))")
    made = {subprocess.run([sys.executable, "-c", code], env=dict(os.environ, PYTHONHASHSEED=seed, LC_ALL="C"),
                           capture_output=True, check=True).stdout for seed in ("1", "2")}
    assert len(made) == 1 and len(made.pop()) > 5000


def test_a_long_word_is_divided_where_it_must_be():
    assert broken("methylenedioxymethamphetamine base", 10, 80) == ["methylenedioxy", "methamphetami", "ne base"] or \
        all(measure(line, 10) <= 80.01 for line in broken("methylenedioxymethamphetamine base", 10, 80))
    assert "".join(broken("x" * 50, 10, 33)) == "x" * 50
    assert broken("Second Safe", 10, 95) == wrap("Second Safe", 10, 95)
    assert broken("e\u0301" * 9, 10, 12) == ["e\u0301" * 2] * 4 + ["e\u0301"], "a letter keeps its accent"


@pytest.mark.parametrize("name", themes())
def test_the_two_series_without_a_texture_differ_in_grey_in_every_theme(name):
    colours = load_theme(name).colours
    assert TEXTURES[:2] == ("", "") and contrast(colours["series1"], colours["series2"]) > 2
    assert all(contrast(colour, "#ffffff") > 2 for role, colour in colours.items() if role.startswith("series"))
