"""YAML is read strictly: text stays text, places are kept, and a mistake is named where it stands."""

import pickle
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from reportgen.diagnostics import ReportgenError, Span
from reportgen.facts.yaml import Map, Scalar, Seq, Text, into, parse


def at(line, column):
    return Span("f.yaml", line, column)


def told(text):
    with pytest.raises(ReportgenError) as found:
        parse(text, "f.yaml")
    return [(d.rule, d.span.line, d.span.column) for d in found.value.diagnostics]


def test_no_scalar_becomes_a_number_or_a_truth_value():
    root = parse("a: 295.50\nb: NO\nc: 1:30\nd: 0123\ne: on\nf: 2015-01-12\n", "f.yaml")
    assert [value.text for _, value in root.pairs] == ["295.50", "NO", "1:30", "0123", "on", "2015-01-12"]


def test_every_node_knows_its_place_in_characters():
    root = parse("题目: {甲: 乙}\nlist:\n  - 'x'\n", "f.yaml")
    inner = Map(((Scalar("甲", at(1, 6)), Scalar("乙", at(1, 9))),), at(1, 5))
    items = Seq((Scalar("x", at(3, 5), plain=False),), at(3, 3))
    assert root == Map(((Scalar("题目", at(1, 1)), inner), (Scalar("list", at(2, 1)), items)), at(1, 1))


def test_an_empty_text_is_an_empty_mapping():
    assert parse("# nothing yet\n", "f.yaml").pairs == () == parse("", "f.yaml").pairs


@pytest.mark.parametrize(("text", "expected"), [
    ("label：甲\n", [("full-width-punctuation", 1, 6)]),
    ("a:\n  label: 甲\n  written：1起\n  at: x\n", [("full-width-punctuation", 3, 10)]),
    ("a:\n  label：甲\n  written: 1起\n", [("full-width-punctuation", 2, 8)]),
    ("t: {zh：甲}\n", [("full-width-punctuation", 1, 7)]),
    ("t: {zh: 甲，en：乙}\n", [("full-width-punctuation", 1, 10)]),
    ("t: [CN, LA］\nb: c\n", [("full-width-punctuation", 1, 11)]),
    ("t:　甲\n", [("full-width-punctuation", 1, 3)]),
    ("a: {case}\n", [("lost-value", 1, 5)]),
    ("a: [x, {case}]\n", [("lost-value", 1, 9)]),
    ("at: #11\n", [("lost-value", 1, 1)]),
    ("a:\nb: ~\nc: null\n", [("blank-value", 1, 1), ("blank-value", 2, 1), ("blank-value", 3, 1)]),
    ("- \n- x\n", [("blank-value", 1, 2)]),
    ("a: 1\na: 2\na: 3\n", [("duplicate-key", 2, 1), ("duplicate-key", 3, 1)]),
    ("<<: x\n", [("merge-key", 1, 1)]),
    ("a: *b\nc: &d e\nf: !g h\n", [("alias", 1, 4), ("anchor", 2, 4), ("tag", 3, 4)]),
    ("[a]: b\n", [("bad-key", 1, 1)]),
    ("a:\tb\x00\ue000\u202e\n", [("bad-character", 1, column) for column in (3, 5, 6, 7)]),
    ("a: b\u2028c\n", [("bad-character", 1, 5)]),
    ("a: 1\n--- \nb: 2\n", [("second-document", 2, 1)]),
    ("a: b: c\n", [("yaml-syntax", 1, 5)]),
    ("a: 'b\n", [("yaml-syntax", 1, 4)]),
    ("a: 1\na: 2\nb: [\n", [("duplicate-key", 2, 1), ("yaml-syntax", 4, 1)]),
    ("[" * 40, [("too-deep", 1, 34)]),
])
def test_a_mistake_is_told_at_its_place(text, expected):
    assert told(text) == expected


def test_chinese_punctuation_inside_texts_is_left_alone():
    root = parse("a: “平安航道”：第一届，（2013年）\nb: {zh: 甲，乙；丙：丁, en: “A”}\n", "f.yaml")
    assert root.get("a").text == "“平安航道”：第一届，（2013年）"
    assert root.get("b").get("zh").text == "甲，乙；丙：丁"


@given(st.text(st.sampled_from("ab:：,，{}[]\"'#-&*!|> \n甲“”"), max_size=40))
def test_any_text_is_read_or_refused_inside_it(text):
    try:
        parse(text, "f.yaml")
    except ReportgenError as found:
        for diagnostic in found.diagnostics:
            assert 1 <= diagnostic.span.line <= text.count("\n") + 1
            assert diagnostic.span.column >= 1


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: Text
    size: int = 0
    kind: Literal["table", "chart"] = "table"


class Outer(BaseModel):
    model_config = ConfigDict(extra="forbid")
    named: dict[Text, Inner] = {}
    listed: list[Inner] = []
    inner: Inner | None = None


def misfits(text):
    problems = []
    assert into(Outer, parse(text, "f.yaml"), problems) is None
    return [(d.rule, d.span.line, d.span.column, d.hint) for d in problems]


@pytest.mark.parametrize(("text", "expected"), [
    ("named: {x: {title: a, titel: b}}\n", ("unknown-key", 1, 23, 'did you mean "title"?')),
    ("listed:\n  - size: 3\n", ("missing-key", 2, 5, "add a line  title: …")),
    ("inner: {title: a, kind: chrat}\n", ("unknown-value", 1, 25, 'did you mean "chart"?')),
    ("inner: {title: a, size: big}\n", ("not-a-number", 1, 25, "")),
    ("named: {x: title：a}\n", ("not-a-mapping", 1, 12, '"：" is full-width; YAML needs ":"')),
    ("inner: {title: [a]}\n", ("not-a-text", 1, 9, "")),
    ("inner: {title: ' '}\n", ("blank-value", 1, 16, "write the text, or delete the key")),
    ("inners: 3\n", ("unknown-key", 1, 1, 'did you mean "inner"?')),
])
def test_a_misfit_with_a_model_is_told_at_its_place(text, expected):
    assert misfits(text) == [expected]


def test_texts_in_models_keep_their_places():
    found = into(Outer, parse("named:\n  x: {title: 'a'}\n", "f.yaml"), [])
    [(key, inner)] = found.named.items()
    assert (key.span, inner.title.span) == (Span("f.yaml", 2, 3), Span("f.yaml", 2, 14))
    assert inner.title.place(0) == Span("f.yaml", 2, 15)


@pytest.mark.parametrize("text", [
    "inner:\n  title: >\n    first words\n    of 12\n", "inner:\n  title: |\n    first words\n    of 12\n",
    "inner:\n  title: \"first words\n    of 12\"\n", "inner:\n  title: first words\n    of 12\n",
    "inner: {title: 'first words\n    of 12'}\n", "inner: {title: of 12}", "inner: {title: 'of 12'}",
])
def test_a_text_knows_the_place_of_each_of_its_words_on_however_many_lines(text):
    title = into(Outer, parse(text, "f.yaml"), []).inner.title
    lines = text.split("\n")
    row = next(n for n, line in enumerate(lines) if "12" in line)
    assert title.place(title.index("12")) == Span("f.yaml", row + 1, lines[row].index("12") + 1)
    if "first" in text:
        row = next(n for n, line in enumerate(lines) if "words" in line)
        assert title.place(title.index("words")) == Span("f.yaml", row + 1, lines[row].index("words") + 1)
    assert pickle.loads(pickle.dumps(title)).place(3) == title.place(3)
