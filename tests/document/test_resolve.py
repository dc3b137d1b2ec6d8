"""Resolve decides numbers, labels, marks, references and text alternatives, once for all formats."""

from dataclasses import replace

import pytest

from reportgen.diagnostics import ReportgenError, Span
from reportgen.document.nodes import (
    Callout, Cell, Chart, Citation, Claim, Column, Document, Emphasis, FactText, Heading, KeyFigure, KeyFigures,
    List, Masthead, Meta, Note, Paragraph, Picture, Point, Quote, Reference, Row, Series, Table, Text, Timeline,
    TimelineEntry,
)
from reportgen.document.resolve import citation_order, evidence_id, resolve
from reportgen.document.walk import map_inlines, notes, plain, reading
from reportgen.locales import words

EN, ZH = words("en"), words("zh-CN")


def document(*blocks, lang="en"):
    return Document(Meta("r", lang, "T", "1", "2016-04-30"), blocks)


def resolved(*blocks, lang="en"):
    return resolve(document(*blocks, lang=lang), words(lang)).blocks


def p(*content, **more):
    return Paragraph(tuple(Text(c) if isinstance(c, str) else c for c in content), **more)


def table(caption="", id="", rows=("x",), **more):
    return Table((Column(),), (), tuple(Row((Cell((Text(r),)),)) for r in rows),
                 caption=(Text(caption),) if caption else (), id=id, **more)


def heading(level, text="H", **more):
    return Heading(level, (Text(text),), **more)


def problems(*blocks):
    with pytest.raises(ReportgenError) as raised:
        resolved(*blocks)
    return [(d.rule, d.span and d.span.line, d.hint) for d in raised.value.diagnostics]


def test_headings_count_by_level_and_those_without_number_do_not_count():
    found = resolved(heading(1), heading(2), heading(2), heading(1, numbered=False), heading(2), heading(1), heading(2))
    assert [h.number for h in found] == ["1", "1.1", "1.2", "", "", "2", "2.1"]


def test_headings_inside_other_blocks_count_where_they_stand():
    found = resolved(heading(1), Callout("note", (), (heading(2),)), heading(2))
    assert found[1].content[0].number == "1.1"
    assert found[2].number == "1.2"


def test_heading_ids_are_given_or_made_and_never_meet():
    found = resolved(heading(1, "执法", id="执法"), heading(1, "执法"), heading(1, "附件", numbered=False),
                     table("t", id="s-3"), heading(1))
    assert [b.id for b in found] == ["执法", "s-2", "h-1", "s-3", "s-3-2"]


def test_annexes_are_named_by_letters_and_sections_count_on_without_them():
    tree = (heading(1), heading(1, id="x", annex=True), heading(2), heading(3), heading(2), heading(1, annex=True),
            heading(1), heading(2), p(Reference("x")))
    *found, reference = resolved(*tree)
    assert [b.number for b in found] == ["1", "Annex A", "A.1", "A.1.1", "A.2", "Annex B", "2", "2.1"]
    assert [b.id for b in found] == ["s-1", "x", "s-A-1", "s-A-1-1", "s-A-2", "annex-B", "s-2", "s-2-1"]
    assert reference.content[0].text == "Annex A"
    assert [b.number for b in resolved(*tree, lang="zh-CN")[:6]] == ["1", "附录A", "A.1", "A.1.1", "A.2", "附录B"]


def test_the_annex_after_z_is_aa():
    assert [b.number for b in resolved(*[heading(1, annex=True)] * 28)][25:] == ["Annex Z", "Annex AA", "Annex AB"]


def test_tables_and_timelines_count_together_and_only_with_a_caption():
    chart = Chart("bar", ("a",), (Series("s", (Point("1", "1"),)),), caption=(Text("c"),))
    line = Timeline(("When", "What"), (), caption=(Text("t"),))
    found = resolved(table("a"), table(), line, chart, Picture(b"", "image/png", "alt", (Text("p"),)), table("b"))
    assert [b.label for b in found] == ["Table 1", "", "Table 2", "Figure 1", "Figure 2", "Table 3"]
    assert [b.label for b in resolved(table("a"), line, chart, lang="zh-CN")] == ["表1", "表2", "图1"]


def test_each_chart_has_a_name_of_its_own_though_nothing_refers_to_it():
    chart = Chart("bar", ("a",), (Series("s", (Point("1", "1"),)),))
    found = resolved(chart, chart, p("x", id="chart-3"), chart)
    assert [b.id for b in found] == ["chart", "chart-2", "chart-3", "chart-4"]


def test_a_reference_says_what_it_points_to_even_further_down():
    found = resolved(p(Reference("tbl"), Reference("sec"), Reference("plain"), Reference("tbl", "there")),
                     heading(1), heading(2, id="sec"), heading(1, "Sources", numbered=False, id="plain"),
                     table("a", id="tbl"))
    assert [r.text for r in found[0].content] == ["Table 1", "Section 1.1", "Sources", "there"]
    assert resolved(p(Reference("s")), heading(1, id="s"), lang="zh-CN")[0].content[0].text == "第1节"


def test_a_reference_to_a_row_is_called_after_its_table():
    rows = (Row((Cell((Text("x"),)),), id="row-1"),)
    found = resolved(p(Reference("row-1")), Table((Column(),), (), rows, caption=(Text("c"),)))
    assert found[0].content[0].text == "Table 1"


def test_every_problem_is_told_in_one_pass_at_its_place():
    assert problems(
        p(Reference("tbl-operation", span=Span("t.md", 3))),
        p(Note((Reference("fact:kases", span=Span("t.md", 4)),)), FactText("cases", "8,919 cases")),
        table("a", id="tbl-operations", span=Span("t.md", 5)), table("b", id="tbl-operations", span=Span("t.md", 6)),
        table(id="bare"), p(Reference("bare", span=Span("t.md", 7))),
        heading(2, span=Span("t.md", 8)),
    ) == [
        ("duplicate-id", 6, "each id names one thing"),
        ("heading-level", 8, "use level 1"),
        ("unknown-reference", 3, 'did you mean "tbl-operations"?'),
        ("unknown-reference", 4, 'did you mean "cases"?'),
        ("unnamed-reference", 7, "give it a caption, or give the reference a text"),
    ]


def test_facts_are_marked_in_reading_order_with_names_that_word_takes():
    long = "a_very_long_event_name_2015." + "measure_of_something"
    found = resolved(
        KeyFigures((KeyFigure((FactText("水路_2.cases", "8,919"),), ()),)),
        Quote((p(FactText("b", "1")),), (FactText("c", "2"),)),
        List(((p(Emphasis((FactText("d", "3"),))),), (p(FactText(long, "4")),))),
        table(), p("x", Note((FactText("e", "5"),)), FactText("b", "1")))
    marks = [node.mark for node in reading(found) if isinstance(node, FactText)]
    assert marks == ["f1____2_cases", "f2_b", "f3_c", "f4_d", "f5_" + long.replace(".", "_")[:37], "f6_e", "f7_b"]
    assert max(map(len, marks)) == 40


def test_a_fact_leads_to_its_evidence_line_and_the_line_back_to_its_first_place():
    rows = (Row((Cell((Reference("fact:w.cases", "8,919 cases"),)),), id="evidence-w.cases"),)
    found = resolved(p(FactText("w.cases", "8,919"), FactText("other", "1"), FactText("w.cases", "8,919")),
                     Table((Column(),), (), rows))
    first, other, again = found[0].content
    back = found[1].body[0].cells[0].content[0]
    assert (first.target, other.target, again.target) == ("evidence-w.cases", "", "evidence-w.cases")
    assert (back.target, back.text) == (first.mark, "8,919 cases") == ("f1_w_cases", "8,919 cases")


def test_a_line_leads_to_the_first_place_in_each_section_by_the_section_s_number_or_title():
    refs = p(*(Reference(f"fact:w.cases@{n}") for n in range(3)), Reference("fact:w"))
    found = resolved(p(FactText("w.cases", "1")), Heading(1, (Text("One"),)), p(FactText("w.cases", "2")),
                     p(FactText("w.cases", "3")), Heading(1, (Text("Two"),), numbered=False),
                     Quote((p(FactText("w.cases", "4")),), (FactText("w.cases", "5"),)), refs)
    said = [(node.target, node.text) for node in found[-1].content]
    assert said == [("f1_w_cases", "Opening"), ("f2_w_cases", "1"), ("f4_w_cases", "Two"), ("f1_w_cases", "w")]


def test_a_section_that_does_not_print_a_fact_is_no_place_of_it():
    with pytest.raises(ReportgenError, match="unknown-reference"):
        resolved(p(FactText("a", "1")), Heading(1, (Text("One"),)), p(Reference("fact:a@1")))


def test_a_cell_of_a_dataset_and_a_total_lead_to_the_dataset_s_line():
    rows = (Row((Cell((Text("x"),)),), id="evidence-set"), Row((Cell((Text("y"),)),), id=evidence_id("compute(a/b)")))
    found = resolved(p(FactText("set.a.b", "1"), FactText("set.sum(b)", "2"), FactText("compute(a/b)", "3"),
                       FactText("other.a", "4")), Table((Column(),), (), rows))
    assert [node.target for node in found[0].content] == [
        "evidence-set", "evidence-set", "evidence-compute_28a_2fb_29", ""]


def test_a_fact_that_only_a_chart_shows_is_found_at_the_chart():
    chart = Chart("bar", ("a",), (Series("s", (Point("1", "1", "w.cases"),)),), caption=(Text("c"),))
    found = resolved(chart, p(Reference("fact:w.cases", "1")))
    assert found[0].id == found[1].content[0].target == "figure-1"


def test_sources_are_numbered_by_first_citation_and_places_of_one_stand_together():
    def cite(*cites):
        return Citation(cites)

    blocks = (p(cite(("b", "¶11"))), p(cite(("a", ""), ("b", "¶12"), ("b", "¶13"), ("b", "¶12"))),
              p(cite(("c", "Annex 2"))), p("List of sources"))
    assert citation_order(blocks) == ["b", "a", "c"]
    found = resolved(*blocks)
    assert [b.content[0].text for b in found[:3]] == ["[1, ¶11]", "[2; 1, ¶12, ¶13]", "[3, Annex 2]"]
    assert [b.content[0].target for b in found[:3]] == ["", "", ""]
    assert resolved(*blocks, lang="zh-CN")[1].content[0].text == "〔2；1，第12、13段〕"


def test_where_there_is_a_list_of_sources_its_order_gives_the_numbers():
    found = resolved(p(Citation((("b", ""),)), Citation((("a", ""),))), List(
        ((p("A", id="source-a"),), (p("B", id="source-b"),)), ordered=True))
    assert [(c.text, c.target) for c in found[0].content] == [("[2]", "source-b"), ("[1]", "source-a")]


def test_notes_are_numbered_in_reading_order():
    note = Note((Text("inner"),))
    entry = TimelineEntry((Text("1993"),), (Text("x"), note))
    found = document(*resolved(
        Masthead("m", "o", "t", "s", (("Date", (Text("d"), note)),)), Quote((p("q", note),), (Text("by"), note)),
        Timeline(("a", "b"), (entry,), (Text("c"), note), notes=((Text("n"), note),)),
        Claim((p("c", note),), "low", "Confidence: low")))
    assert [n.number for n in reading(found.blocks) if isinstance(n, Note)] == [1, 2, 3, 4, 5, 6, 7]
    assert len(notes(found)) == 7
    assert plain(found.blocks[2].entries[0].title) == "x5"


def test_a_chart_says_every_value_with_its_series_and_category():
    chart = Chart("column", ("before 2007", "now"),
                  (Series("China to UNODC", (Point("40000", "40,000"), Point("1000000", "1 million")), "USD a year"),
                   Series("Cases", (Point("1", "1"), Point(None, "")), "cases")),
                  caption=(Text("Contributions"), Note((Text("n"),)), Citation((("s", ""),))))
    assert resolved(chart)[0].alt == ("Bar chart: Contributions. China to UNODC (USD a year): before 2007, 40,000; "
                                      "now, 1 million. Cases: before 2007, 1; now, unknown.")
    alt = resolved(replace(chart, kind="bar"), lang="zh-CN")[0].alt
    assert alt.startswith("条形图：Contributions。China to UNODC（")


@pytest.mark.parametrize("kind", ["bar", "stacked_bar"])
def test_a_chart_is_called_alike_whether_its_bars_stand_or_lie(kind):
    def told(kind):
        return resolved(Chart(kind, ("a",), (Series("s", (Point("1", "1"),)),)))[0].alt

    assert told(kind) == told(kind.replace("bar", "column"))


@pytest.mark.parametrize("last, end", [
    (Point("9", "9"), "up from 5 (2013) to 9 (2015)"), (Point("1", "1"), "down from 5 (2013) to 1 (2015)"),
    (Point("5", "5"), "5 (2013) and again 5 (2015)"),
    (Point("9", "over 9", open="above"), "from 5 (2013) to over 9 (2015)"),
    (Point("3", "3–9", low="3", high="9"), "from 5 (2013) to 3–9 (2015)"),
])
def test_a_line_is_told_with_where_it_leads_up_or_down_only_where_that_is_sure(last, end):
    series = Series("Cases", (Point(None, ""), Point("5", "5"), last))
    dates = ("2012-07-02", "2013-07-02", "2015-07-02")
    (line,) = resolved(Chart("line", ("2012", "2013", "2015"), (series,), dates=dates))
    assert line.alt == f"Line chart. Cases: 2012, unknown; 2013, 5; 2015, {last.text}; {end}."


def test_shares_are_told_with_their_whole_and_what_they_leave_over():
    parts = Series("Cases", (Point("5", "5"), Point("2", "2")), "cases")
    (told,) = resolved(Chart("share", ("East", "West"), (parts,), whole=Point("9", "9 cases", "all.cases")))
    assert told.alt == "Parts of a whole. Of 9 cases in all. Cases: East, 5; West, 2; the rest is not stated."
    (told,) = resolved(Chart("share", ("East", "West"), (parts,)))
    assert told.alt == "Parts of a whole. Cases: East, 5; West, 2."


def test_the_whole_of_a_chart_is_a_fact_that_the_document_prints():
    parts = Series("s", (Point("1", "1", "w.part"),))
    chart = Chart("share", ("a",), (parts,), (Text("c"),), whole=Point("2", "2", "w.all"))
    found = resolved(chart, p(Reference("fact:w.all", "2")))
    assert found[1].content[0].target == found[0].id


def test_resolving_leaves_the_given_tree_as_it_was_and_is_the_same_every_time():
    given = document(heading(1), table("a"), p(FactText("a", "1"), Note((Text("n"),))))
    before = repr(given)
    assert resolve(given, EN) == resolve(given, EN) != given
    assert repr(given) == before


def test_mapping_inlines_reaches_every_inline_content_of_every_block():
    t = (Text("x"),)
    row = Row((Cell(t),))
    blocks = (Masthead("", "", "", "", (("a", t),)), Heading(1, t), Paragraph(t), List(((Paragraph(t),),)),
              Table((Column(),), (row,), (row,), t, (t,)), Timeline(("", ""), (TimelineEntry(t, t, t),), t, (t,)),
              Chart("bar", (), (), t, (t,)), KeyFigures((KeyFigure(t, t, t),)), Picture(b"", "", "", t),
              Quote((Paragraph(t),), t), Callout("note", t, (Paragraph(t),)), Claim((Paragraph(t),), "low", ""))
    changed = map_inlines(blocks, lambda node: Text("y") if node == Text("x") else node)
    assert "'x'" not in repr(changed)
    assert repr(changed).count("'y'") == repr(blocks).count("'x'") == len(reading(blocks)) == 24
