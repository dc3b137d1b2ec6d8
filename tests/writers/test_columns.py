"""Tables are planned by what stands in them: widths, figures, type, turned sheets; once for all formats."""

import pytest

from reportgen.document.nodes import Cell, Column, Heading, Note, Paragraph, Row, Superscript, Table, Text
from reportgen.writers.columns import FLOOR, SLIGHTLY, Planner
from reportgen.writers.columns.room import ADDED, room_of
from reportgen.writers.columns.sheets import sheets
from reportgen.writers.fonts import Fonts
from reportgen.writers.theme import load_theme

MODERN = load_theme("modern")
ROOM = room_of(MODERN)
SENTENCE = "a long sentence that says what was done, by whom, where and when, in many words " * 4


def cell(*content, **more):
    return Cell(tuple(Text(c) if isinstance(c, str) else c for c in content), **more)


def row(*cells, **more):
    return Row(tuple(c if isinstance(c, Cell) else cell(c) for c in cells), **more)


def head(*words):
    return (Row(tuple(cell(word, head=True) for word in words)),)


@pytest.fixture
def planner():
    """Without a font each letter is six tenths of an em wide, and each Han character a whole one."""
    return Planner(MODERN, Fonts((), "en"), "sans")


def planned(planner, table, room=ROOM):
    plan = planner.plan(table, room)
    assert sum(plan.shares) == pytest.approx(1)
    return plan


def ems(plan, room=ROOM):
    width = room.turned if plan.turned else room.upright
    return [share * width / plan.size for share in plan.shares]


def shifts(planner, table):
    plan = planned(planner, table)
    return [[planner.shift(c, table.columns[n], plan.tails[n], line.kind != "body") for n, c in enumerate(line.cells)]
            for line in table.body]


# --- widths -------------------------------------------------------------------------------------------------------

def test_columns_get_the_shares_that_an_author_gives(planner):
    plan = planned(planner, Table((Column(width=1), Column(width=3)), (), (row("a", "b"),)))
    assert plan.shares == pytest.approx((0.25, 0.75))


def test_a_share_gives_way_to_the_longest_word(planner):
    table = Table((Column(width=97), Column(width=3)), (), (row("a", "methamphetamine"),))
    assert ems(planned(planner, table))[1] >= 15 * 0.6 + 1


def test_short_columns_keep_their_lines_and_a_long_cell_gets_the_room_left_over(planner):
    table = Table((Column(), Column("number"), Column()), head("Area", "Cases", "What"),
                  (row("North Bank", "8,919", SENTENCE), row("South", "12", "short")))
    area, cases, what = ems(planned(planner, table))
    assert area >= 10 * 0.6 + 1.1 and cases >= 5 * 0.6 + 1.1
    assert what > 3 * (area + cases)


@pytest.mark.parametrize("texts", [("over 1,234.56 tonnes", SENTENCE), ("至少10,454.7吨", "若干文字" * 200)])
def test_a_figure_never_breaks(planner, texts):
    table = Table((Column("number"), Column()), (), (row(*texts),))
    assert ems(planned(planner, table))[0] >= planner.ruler.ems(texts[0]) + 1.1


def test_a_word_of_letters_never_breaks_in_a_crowd_but_an_endless_one_may(planner):
    words = ("prosecutions", "methamphetamine", "a" * 60)
    table = Table((Column(),) * 9, (), (row(*words, *["some words"] * 6),))
    widths = ems(planned(planner, table))
    assert widths[0] >= 12 * 0.6 + 1.1 and widths[1] >= 15 * 0.6 + 1.1
    assert widths[2] < 60 * 0.6
    assert [planner.breaks(cell(word)) for word in words] == [False, False, True]


def test_han_characters_never_stand_in_a_pile(planner):
    table = Table((Column(), Column()), (), (row("联合巡逻执法", "若干文字" * 300),))
    assert ems(planned(planner, table))[0] >= 3 + 1.1


@pytest.mark.parametrize("table", [
    Table((Column(),) * 40, (row(*[""] * 40),), (row(*[""] * 40),)),
    Table((Column(),), (), ()), Table((Column(),), (), (row("1"),)),
    Table((Column(), Column("number")), head("a", "b"), ()),
    Table((Column(width=30), Column()), (), (row(cell("across", colspan=2)),)),
])
def test_tables_of_nearly_nothing_have_a_plan(planner, table):
    plan = planned(planner, table)
    assert all(plan.shares) and not plan.turned and not plan.widest and plan.short


def test_what_stands_across_columns_widens_them(planner):
    spanned = Table((Column(), Column(), Column()), (), (row(cell("methamphetamine", colspan=2), SENTENCE * 9),
                                                         row("a", "b", SENTENCE)))
    assert sum(ems(planned(planner, spanned))[:2]) >= 15 * 0.6 + 1.1


# --- figures ------------------------------------------------------------------------------------------------------

def test_decimal_signs_line_up_whatever_stands_around(planner):
    table = Table((Column("number"),), (), tuple(map(row, ("about 1.25", "12.5", "8,919", "3 to 5", "–", "7 t"))))
    one = 0.6
    tails = [3 * one, 2 * one, 0, 0, 0, 2 * one]
    assert [shift for shift, in shifts(planner, table)] == pytest.approx([3 * one - tail for tail in tails])


def test_of_a_range_the_second_figure_counts(planner):
    table = Table((Column("number"),), (), tuple(map(row, ("1.5–2.25", "1至2.5", "2.75"))))
    assert [shift for shift, in shifts(planner, table)] == pytest.approx([0, 0.6, 0])


def test_marks_of_notes_stand_behind_the_figure(planner):
    table = Table((Column("number"),), (), (row(cell("12", Superscript((Text("a"),)))),
                                            row(cell("7", Note((Text("n"),), 1))), row("3")))
    assert [shift for shift, in shifts(planner, table)] == pytest.approx([0, 0, 0.68 * 0.6])


def test_a_text_in_a_column_of_numbers_is_no_figure(planner):
    table = Table((Column("number"),), (), tuple(map(row, ("unknown", SENTENCE, "12.5"))))
    assert [shift for shift, in shifts(planner, table)] == [None, None, 0]


def test_nothing_is_moved_where_all_have_as_many_decimals(planner):
    table = Table((Column("number"),), (), tuple(map(row, ("8,919", "12", "300"))))
    assert [shift for shift, in shifts(planner, table)] == [0, 0, 0]


# --- type and sheets ----------------------------------------------------------------------------------------------

def wide(columns, word="8,919.25"):
    return Table((Column("number"),) * columns, (), (row(*[word] * columns),))


def test_type_gets_a_little_smaller_before_the_sheet_is_turned(planner):
    ordinary = MODERN.sizes["small"] + ADDED
    plans = [planned(planner, wide(n)) for n in range(1, 24)]
    sizes = [plan.size for plan in plans]
    assert sizes[0] == ordinary and not plans[0].turned
    upright = [plan for plan in plans if not plan.turned]
    assert ordinary * SLIGHTLY <= min(plan.size for plan in upright) < ordinary
    turned = plans[len(upright):]
    assert turned and all(plan.turned for plan in turned)
    assert turned[0].size > turned[-1].size >= FLOOR


def test_what_no_sheet_can_hold_is_told_by_its_widest_words(planner):
    assert planned(planner, wide(60)).widest == "8,919.25"
    assert planned(planner, wide(60)).size == FLOOR


def test_a_table_inside_something_never_turns_the_sheet(planner):
    plan = planned(planner, wide(10), ROOM.inside())
    assert not plan.turned and plan.shrunk


def test_an_author_may_ask_for_a_turned_sheet(planner):
    asked = Table((Column(),), (), (row("a"),), orientation="landscape")
    assert planned(planner, asked).turned and not planned(planner, asked).shrunk


def test_what_introduces_a_turned_table_goes_with_it():
    heading, text = Heading(1, (Text("h"),)), Paragraph((Text("p"),))
    table, other = wide(20), wide(1)
    tree = (text, heading, heading, text, table, text, table, text, text, text, table, other, heading)
    turned = [block is table for block in tree]
    kinds = [(part.turned, len(part.blocks)) for part in sheets(tree, turned)]
    assert kinds == [(False, 1), (True, 6), (False, 3), (True, 1), (False, 2)]
    assert sheets((), ()) == []
