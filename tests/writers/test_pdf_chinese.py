"""Lines of Chinese are even at both edges, rightly spaced and broken, and copied as they were written."""

import re
import subprocess
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.document.nodes import (
    Callout, Cell, Column, Emphasis, FactText, Heading, KeyFigure, KeyFigures, Language, List, Note, Quote, Row, Strong,
    Superscript, Table, Text,
)
from reportgen.writers.pdf import mends
from reportgen.writers.pdf.mends.justify import chinese_justified
from reportgen.writers.pdf.mends.spacing import chinese_spaced
from tests.writers.lines import MODERN, between, column, copied, document, lines, made, narrow, p, said

pytestmark = pytest.mark.needs("pango")
SIZE = MODERN.sizes["body"]
LONG = "据原文所述这一区域的合作已经从部长级会议延伸到联合行动人员培训和替代发展各方都投入了资金和人力" * 3
MIXED = ("2015年1月12日至3月12日，四国（以下简称“四国”）在流域开展“平安航道”行动，共破获毒品犯罪案件8919起，抓获嫌疑人"
         "10078名，缴获毒品约295.5吨。（注：“行动”由指挥部组织。）“我们——四国——将继续合作……”，他说：“合作（包括UNODC"
         "参与的合作）取得成效。”每年100万美元，占50%的份额，使用GPS定位，共计1.2亿片。")
CLOSING = "，。、；：！？）》」』】〕”’"
OPENING = "（《「『【〔“‘"


def without(monkeypatch, *some):
    monkeypatch.setattr(mends, "MENDS", tuple(mend for mend in mends.MENDS if mend not in some))


def right_edge(line):
    """Where a line's words end: the blank half of a closing mark is no part of them."""
    last = line[-1]
    return last.left + (last.right - last.left) / 2 if last.text in CLOSING else last.right


def pitches(line):
    return [b.left - a.left for a, b in pairwise(line)]


def widest_step(line):
    """The widest step from one Han character to the next, in their own width."""
    steps = [(b.left - a.left) / (a.right - a.left) for a, b in pairwise(line)
             if "\u4e00" <= a.text <= "\u9fff" and "\u4e00" <= b.text <= "\u9fff"]
    return max((step for step in steps if step < 2), default=0)        # else the next word stands in another cell


# --- justified ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("width", [260.0, 333.3, 420.0])
def test_every_line_but_the_last_ends_at_the_column_s_edge(width):
    theme = narrow(width)
    *full, _ = lines(made(document(p(MIXED + LONG)), theme))
    assert len(full) > 5
    assert [right_edge(line) for line in full] == pytest.approx([column(theme)[1]] * len(full), abs=0.5)


def test_they_do_not_without_the_mend(monkeypatch):
    without(monkeypatch, chinese_justified)
    theme = narrow(333.3)
    *full, _ = lines(made(document(p(MIXED + LONG)), theme))
    assert any(column(theme)[1] - right_edge(line) > 2 for line in full)


def test_the_last_line_of_a_paragraph_is_not_stretched():
    *_, last = lines(made(document(p(LONG)), narrow(333.3)))
    assert len(last) > 3 and pitches(last) == pytest.approx([SIZE] * (len(last) - 1), abs=0.05)


@pytest.mark.parametrize("block", [
    List(((p(LONG),),)), Quote((p(LONG),)), Callout("note", (), (p(LONG),)), p("注", Note((Text(LONG),))),
], ids=["list item", "quote", "callout", "footnote"])
def test_running_text_of_every_kind_is_justified(block):
    assert any(widest_step(line) > 1.005 for line in lines(made(document(block), narrow(333.3))))


@pytest.mark.parametrize("block", [
    Heading(1, (Text(LONG),)),
    Table((Column(), Column()), (), (Row((Cell((Text(LONG),)), Cell((Text("一"),)))),)),
    Table((Column(),), (), (Row((Cell((Text("一"),)),)),), (Text(LONG),)),
    KeyFigures((KeyFigure((Text("一"),), (Text(LONG),)),)),
], ids=["heading", "table", "caption", "key figure"])
def test_headings_tables_captions_and_cards_are_not(block):
    found = lines(made(document(block), narrow(333.3)))
    assert len(found) > 2 and all(widest_step(line) < 1.005 for line in found)


def test_a_line_that_needs_too_much_stays_ragged():
    theme = narrow(150.0)
    first, *_ = lines(made(document(p("这里", "Counternarcoticscooperation")), theme))
    assert said(first) == "这里" and first[1].left - first[0].left == pytest.approx(SIZE, abs=0.05)


def test_a_theme_may_leave_them_ragged():
    theme = narrow(333.3, scripts={**MODERN.scripts, "zh": replace(MODERN.scripts["zh"], justify=False)})
    for line in lines(made(document(p(LONG)), theme)):
        assert pitches(line) == pytest.approx([SIZE] * (len(line) - 1), abs=0.05)


# --- gaps ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("content", [
    ("案件8919起",), ("案件", FactText("f", "8919起")), (Strong((Text("案件"), FactText("f", "8919"))), "起"),
    ("案件", Language((Text("8919"),), "en"), "起"),
], ids=["one text", "a fact", "a fact inside", "another tongue"])
def test_a_thin_gap_stands_between_han_and_latin(content):
    (line,) = lines(made(document(p(*content))))
    assert said(line) == "案件8919起"
    for pair in ("件8", "9起"):
        assert between(line, pair) == pytest.approx(0.095 * SIZE, abs=0.03)


def test_there_is_none_without_the_mend(monkeypatch):
    without(monkeypatch, chinese_spaced, chinese_justified)
    (line,) = lines(made(document(p("案件8919起"))))
    assert between(line, "件8") == pytest.approx(0, abs=0.03)


def test_none_stands_at_a_line_s_edge_nor_before_a_raised_mark():
    theme = narrow(10 * SIZE)
    _, second, *_ = lines(made(document(p("一二三四五六七八", "9876543起")), theme))
    assert said(second).startswith("9876543")
    assert second[0].left == pytest.approx(column(theme)[0], abs=0.3)
    raised = [letter for line in lines(made(document(p("案件", Superscript((Text("2"),)), "起")))) for letter in line]
    ordered = sorted(raised, key=lambda letter: letter.left)
    assert said(ordered) == "案件2起" and between(ordered, "件2") == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize("pair", ["），", "。」", "：“", "（《", "》（", "。）", "！”"])
def test_the_blank_halves_of_two_marks_are_not_doubled(pair):
    for content in ((f"文文{pair}文文",), (f"文文{pair[0]}", Emphasis((Text(f"{pair[1]}文文"),)))):
        (line,) = lines(made(document(p(*content))))
        at = said(line).index(pair)
        assert line[at + 1].left - line[at].left == pytest.approx(SIZE / 2, abs=0.1)
        assert line[at + 3].left - line[at + 2].left == pytest.approx(SIZE, abs=0.1)


def test_an_opening_bracket_at_a_line_s_beginning_loses_its_blank_half():
    theme = narrow(10 * SIZE)
    found = lines(made(document(p("一二三四五六七八九（一二三四五六七）", style="lead")), theme))
    brackets = [line[0] for line in found if line[0].text == "（"]
    assert brackets
    for one in brackets:
        assert column(theme)[0] - one.left == pytest.approx((one.right - one.left) / 2, abs=0.3)


def test_a_cell_with_gaps_is_as_wide_as_its_words():
    row = Row((Cell((Text("共"), FactText("f", "8919起"), Text("和"), FactText("g", "1200名"))), Cell((Text(LONG),))))
    found = lines(made(document(Table((Column(), Column()), (), (row,)))))
    assert any(said(line).startswith("共8919起和1200名") for line in found)


# --- breaks -------------------------------------------------------------------------------------------------------

PIECES = st.one_of(
    st.text("中国老挝缅甸泰四在湄公河流域开展第二阶段平安航道", min_size=1, max_size=9),
    st.sampled_from(["8919", "10,078", "295.5", "50%", "2015年", "100万", "1.2亿", "25℃", "UNODC", "2016-04-30"]),
    st.sampled_from(["“行动”", "（其中）", "《备忘录》", "〔2016〕", "——", "……", "。）", "。”", "：“", *"，。、；·"]))
PARAGRAPH = st.lists(PIECES, min_size=15, max_size=40).map(lambda pieces: f"文{''.join(pieces)}文")
PARAGRAPHS = st.lists(PARAGRAPH, min_size=6, max_size=6)


def begins_badly(line, before):
    return (line[0] in CLOSING + "—…·%℃" or before[-1:] in OPENING
            or (re.search(r"[0-9.,]$", before) and re.match(r"[0-9.,%℃万亿年]", line)))


@settings(max_examples=5, deadline=None)
@given(texts=PARAGRAPHS, width=st.sampled_from([180.0, 250.0, 333.3]))
def test_any_mixture_is_copied_as_written_and_stays_in_its_column(texts, width):
    theme = narrow(width)
    data = made(document(*(p(Text(text)) for text in texts)), theme)
    written = "".join(texts)
    pages = "".join(copied(data))
    body = "".join(line for line in pages.splitlines())
    assert written[:40] in body and " " not in body[body.index(written[:40]):body.index(written[:40]) + 40]
    found = lines(data)
    assert all(right_edge(line) < column(theme)[1] + 0.5 for line in found)
    assert min(line[0].left for line in found) > column(theme)[0] - SIZE / 2 - 0.5


@settings(max_examples=5, deadline=None)
@given(texts=PARAGRAPHS)
def test_no_line_begins_or_ends_with_what_may_not(texts):
    found = [said(line) for line in lines(made(document(*(p(Text(text)) for text in texts)), narrow(250.0)))]
    bad = [(before, line) for before, line in pairwise(found) if begins_badly(line, before)]
    assert bad == []


@pytest.mark.parametrize("text", [
    "一二三四五六七说：“好不好呢”", "一二三四五六七。”“好不好呢”", "一二三四“好”“不好”“呢”“好”“不”"])
def test_a_line_may_end_before_a_quotation(text):
    first, *_ = lines(made(document(p(text, style="small")), narrow(74.0)))
    assert said(first)[-1] in "：”" and len(first) > 5


def test_the_blank_half_of_a_mark_may_stand_outside_the_line():
    theme = narrow(10.6 * SIZE)
    first, *_ = lines(made(document(p("一二三四五六七八，一二三四五六七八九十")), theme))
    assert said(first) == "一二三四五六七八，"
    assert right_edge(first) <= column(theme)[1] + 0.5 < first[-1].right


def numbers_parted():
    """In how many of some columns a number is parted from the 万 behind it."""
    text = "".join(f"{'文' * n}每年{n}00万美元。" for n in range(1, 20))
    found = (lines(made(document(p(text)), narrow(width))) for width in (180.0, 220.0, 250.0))
    return sum(re.search(r"[0-9]\n万", "\n".join(map(said, column))) is not None for column in found)


def test_a_number_is_parted_from_its_unit_only_without_the_mend(monkeypatch):
    assert numbers_parted() == 0
    without(monkeypatch, chinese_spaced, chinese_justified)
    assert numbers_parted() > 0


@pytest.mark.needs("pdftotext")
@pytest.mark.parametrize("width", [200.0, 283.0, 333.3, 420.0])
def test_both_programs_copy_it_as_written(width, tmp_path, program):
    text = MIXED * 2
    (tmp_path / "t.pdf").write_bytes(made(document(p(text)), narrow(width)))
    subprocess.run([program("pdftotext"), tmp_path / "t.pdf", tmp_path / "t.txt"], check=True)
    for given_back in ((tmp_path / "t.txt").read_text("utf-8"), copied((tmp_path / "t.pdf").read_bytes())[0]):
        assert text in given_back.replace("\r", "").replace("\n", "")


# --- indent -------------------------------------------------------------------------------------------------------

def test_a_paragraph_begins_two_characters_in():
    first, second, *_ = lines(made(document(Heading(1, (Text("题"),)), p(LONG)), narrow(333.3)))[1:]
    assert first[0].left - second[0].left == pytest.approx(2 * SIZE, abs=0.1)


def test_in_english_the_first_paragraph_of_a_section_has_none():
    theme = narrow(333.3, scripts={**MODERN.scripts, "latin": replace(MODERN.scripts["latin"], indent=1.5)})
    tree = document(Heading(1, (Text("Title"),)), p("first words"), p("second words"), lang="en")
    first, second = lines(made(tree, theme))[1:]
    assert said(first) == "first words" and first[0].left == pytest.approx(column(theme)[0], abs=0.3)
    assert second[0].left - first[0].left == pytest.approx(1.5 * SIZE, abs=0.5)
