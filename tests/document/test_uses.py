"""Where a document says its facts: the sentence alone, the cell with its heads, the bar with its name."""

from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Cell, Chart, Citation, Column, Emphasis, FactText, Heading, KeyFigure, KeyFigures, Note, Paragraph, Point, Row,
    Series, Table, Text, Timeline, TimelineEntry,
)
from reportgen.document.uses import uses

HERE = Span("t.md", 7, 3)


def fact(text="5", id="a"):
    return FactText(id, text, span=HERE)


def said(*blocks):
    return [(use.kind, use.text) for use in uses(blocks) if use.fact]


def p(*content):
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in content))


def test_a_sentence_stands_alone_with_its_source_mark():
    text = p("One came. ", fact("Five"), " went e.g. north; ", Emphasis((fact("6"),)), ". ", Citation((), "[1, ¶2]"),
             " Then ", fact("7"), " more.")
    assert said(text) == [("sentence", "Five went e.g. north; 6. [1, ¶2]")] * 2 + [("sentence", "Then 7 more.")]
    assert said(p("甲有", fact("8"), "个。", Citation((), "〔1〕"), "乙有", fact("9"), "个！")) == [
        ("sentence", "甲有8个。〔1〕"), ("sentence", "乙有9个！")]


def test_a_footnote_is_a_sentence_of_its_own():
    assert said(p("Out.", Note((Text("In "), fact()), 1), " And ", fact("6"), " on.")) == [
        ("sentence", "And 6 on."), ("sentence", "In 5")]


def test_a_cell_has_the_heads_of_its_row_and_column():
    head = Row((Cell((Text("Who"),), True), Cell((Text("Cases"),), True, 2)))
    body = Row((Cell((Text("North"),), True), Cell((fact(),)), Cell((fact("6"),))))
    table = Table((Column(), Column(), Column()), (head,), (body,), label="Table 1", notes=((Text("Of "), fact("7")),))
    assert said(table) == [("cell", "North, Cases: 5"), ("cell", "North, Cases: 6"), ("sentence", "Of 7")]
    assert {use.exhibit for use in uses((table,))} == {"Table 1"}


def test_cards_entries_and_bars_are_told_whole():
    assert said(
        KeyFigures((KeyFigure((fact(),), (Text("Cases"),), (Text("2015"),)),)),
        Timeline(("When", "What"), (TimelineEntry((fact("May"),), (Text("It began"),), (Text("With "), fact("6"))),)),
        Chart("bar", ("2015",), (Series("Cases", (Point("5", "over 5", "a"),)),))) == [
        ("card", "5 Cases 2015"), ("entry", "May: It began"), ("sentence", "With 6"), ("bar", "Cases, 2015: over 5")]


def test_each_use_knows_its_section_and_place_and_a_mark_its_sources():
    tree = (p(fact()), Heading(1, (Text("Results"),), number="1"), p(Citation((("s", "¶1"), ("s", "¶2"), ("t", "")))))
    assert [(use.section, use.fact, use.sources, use.span.line) for use in uses(tree)] == [
        ("", "a", (), 7), ("1 Results", "", ("s", "t"), 1)]


def test_the_marks_of_the_annex_itself_are_no_uses():
    row = Row((Cell((Citation((("s", "¶1"),)),)),), id="evidence-a")
    assert list(uses((Table((Column(),), (), (row,), style="evidence"),))) == []
