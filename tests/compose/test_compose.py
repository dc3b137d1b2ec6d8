"""A template and facts become a document: what is printed depends on where it stands, and every figure is a fact."""

from pathlib import Path
from textwrap import dedent

import pytest

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.diagnostics import ReportgenError
from reportgen.document.nodes import Chart, Claim, FactText, KeyFigures, Table, Text, Timeline
from reportgen.document.walk import blocks, plain, reading, text_units

FACTS = """
source: gazette
sources:
  gazette:
    title: {zh: 公报, en: Gazette}
    language: zh-CN
    issued: 2016-04-19
    kind: media
    descriptor: {zh: 样本, en: A sample}
kinds:
  operation: {zh: 行动, en: Operation}
measures:
  cases: {label: {zh: 破案数, en: Cases solved}, noun: {en: [case, cases]}}
  suspects: {label: {zh: 抓获人数, en: Suspects}, noun: {en: [suspect, suspects]}}
  offices: {label: {zh: 办公室, en: Offices}, noun: {en: [office, offices]}}
names:
  UNODC: {label: {zh: 联合国毒品和犯罪问题办公室, en: United Nations Office on Drugs and Crime}}
events:
  sweep:
    kind: operation
    title: {zh: 扫毒行动, en: Sweep}
    when: 2015年
    at: ¶1
    parties: [CN, LA]
    facts: {cases: 8919起, suspects: 10164名, offices: 8个}
exhibits:
  operations:
    kind: table
    caption: {zh: 行动, en: Operations}
    rows: {kinds: [operation]}
    columns: [{value: title}, {value: cases}]
  history: {kind: timeline, caption: {zh: 大事记, en: Milestones}, rows: {kinds: [operation]}}
  counts: {kind: chart, caption: {zh: 结果, en: Results}, rows: {kinds: [operation]}, facts: [cases, suspects]}
"""
PROJECT = """
reports:
  brief:
    title: {zh: 简报, en: Brief}
    facts: data
    languages: {en: t.md, zh-CN: t.md}
    edition: {date: 2016-04-30, contact: {zh: "甲 *乙*", en: "the *sample* desk"}}
"""


@pytest.fixture
def compose(tmp_path: Path):
    """A function from a template (and further facts) to the document in a language."""
    def made(template: str, lang: str = "en", more: str = ""):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / "facts.yaml").write_text(FACTS, encoding="utf-8")
        if more:
            (tmp_path / "data" / "more.yaml").write_text(dedent(more), encoding="utf-8")
        (tmp_path / "reportgen.yaml").write_text(PROJECT, encoding="utf-8")
        (tmp_path / "t.md").write_text(template, encoding="utf-8")
        project = open_project(tmp_path)
        return read(project.report("brief"), project)[0][lang]
    return made


def words(document):
    """What the document says below its masthead."""
    return [unit.text for unit in text_units(document) if unit.span.file == "t.md"]


def test_a_count_below_ten_is_a_word_in_prose_and_a_numeral_in_a_table(compose):
    document = compose("{{ sweep.offices }} opened, {{ sweep.offices }} in all.\n\n"
                       "| a |\n|---|\n| {{ sweep.offices }} |")
    assert words(document) == ["Eight offices opened, eight offices in all.", "a", "8"]


def test_the_source_s_own_words_are_printed_in_its_language(compose):
    assert words(compose("共破案{{ sweep.cases }}。", "zh-CN")) == ["共破案8919起。"]


def test_a_name_is_spelled_out_once(compose):
    document = compose("{{ UNODC }} and {{ UNODC }}.\n\n{{ UNODC }}, {{ UNODC.label }}.")
    full = "United Nations Office on Drugs and Crime"
    assert words(document) == [f"{full} (UNODC) and UNODC.", f"UNODC, {full}."]


def test_every_printed_figure_is_a_fact_with_its_own_mark_that_leads_to_its_evidence(compose):
    document = compose("{{ sweep.cases }} in {{ sweep.when }}, {{ sweep.cases }}.\n\n{{ evidence() }}")
    printed = [node for node in reading(document.blocks) if isinstance(node, FactText)]
    assert [(node.fact, node.mark, node.target) for node in printed] == [
        ("sweep.cases", "f1_sweep_cases", "evidence-sweep.cases"),
        ("sweep.when", "f2_sweep_when", "evidence-sweep.when"),
        ("sweep.cases", "f3_sweep_cases", "evidence-sweep.cases")]
    rows = [row.id for block in document.blocks if isinstance(block, Table) for row in block.body if row.id]
    assert rows == ["evidence-sweep.cases", "evidence-sweep.when"]


def test_a_new_event_of_a_kind_enters_every_exhibit_with_no_template_touched(compose):
    template = '{{ table("operations") }}\n\n{{ timeline("history") }}\n\n{{ chart("counts") }}'
    new = """
        source: gazette
        events:
          raid:
            kind: operation
            title: {zh: 突查, en: Raid}
            when: 2016-02
            at: ¶9
            parties: [CN]
            facts: {cases: 12起, suspects: 30名}
    """
    before, after = compose(template), compose(template, more=new)

    def counts(document):
        found = list(blocks(document.blocks))
        return (next(len(b.body) for b in found if isinstance(b, Table)),
                next(len(b.entries) for b in found if isinstance(b, Timeline)),
                next(b.categories for b in found if isinstance(b, Chart)))

    assert counts(before) == (1, 1, ("Sweep",))
    assert counts(after) == (2, 2, ("Sweep", "Raid"))


def test_a_chart_names_the_unit_of_each_series_and_says_every_value_in_words(compose):
    chart = next(b for b in compose('{{ chart("counts") }}').blocks if isinstance(b, Chart))
    assert [(s.name, s.unit, s.points[0].value, s.points[0].fact) for s in chart.series] == [
        ("Cases solved", "cases", "8919", "sweep.cases"), ("Suspects", "suspects", "10164", "sweep.suspects")]
    assert "8,919" in chart.alt and "10,164" in chart.alt


def test_unlike_units_are_not_put_into_one_series(compose):
    with pytest.raises(ReportgenError, match="unlike-units"):
        compose("{{ chart(sweep.cases, sweep.suspects) }}")


def test_key_figures_may_be_named_in_place(compose):
    document = compose("{{ key_figures(sweep.cases, sweep.offices) }}")
    cards = next(block for block in document.blocks if isinstance(block, KeyFigures))
    assert [(plain(c.value), plain(c.label), plain(c.note)) for c in cards.cards] == [
        ("8,919", "Cases solved", "Sweep, 2015"), ("8", "Offices", "Sweep, 2015")]


def test_a_claim_keeps_its_confidence_apart_from_its_words(compose):
    claim = compose('{% claim confidence="low" %}\nIt is **likely** to rise.\n{% endclaim %}').blocks[1]
    assert isinstance(claim, Claim)
    assert (claim.confidence, claim.confidence_text) == ("low", "Confidence: low")
    assert plain(claim.content[0].content) == "It is likely to rise."


def test_words_from_the_project_file_are_no_markup(compose):
    assert compose("Write to {{ report.contact }}.").blocks[1].content == (
        Text("Write to the *sample* desk."),)


def test_a_macro_from_another_template_knows_the_facts(compose, tmp_path):
    (tmp_path / "parts.md").write_text("{% macro row(id) %}{{ fact(id).number }}{% endmacro %}", encoding="utf-8")
    assert words(compose('{% from "parts.md" import row %}{{ row("sweep.cases") }} of them')) == ["8,919 of them"]


def test_a_problem_in_an_included_template_is_told_where_it_was_written(compose, tmp_path):
    (tmp_path / "parts.md").write_text("One\n\nTwo {{ nothing }}\n", encoding="utf-8")
    with pytest.raises(ReportgenError) as refused:
        compose('Zero\n\n{% include "parts.md" %}\n')
    assert [str(problem.span) for problem in refused.value.diagnostics] == ["parts.md:3:8"]


def test_a_refused_element_in_a_captured_text_is_told_where_it_was_written(compose):
    with pytest.raises(ReportgenError) as refused:
        compose("{% set late %}\n\n<u>x</u>\n\n{% endset %}\n\nText\n\n{{ late }}\n")
    assert [str(problem.span) for problem in refused.value.diagnostics] == ["t.md:3:1"] * len(refused.value.diagnostics)


def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing(compose, tmp_path):
    plain_text = compose("One\ntwo {{ sweep.cases }}.\n")
    (tmp_path / "t.md").write_bytes(b"\xef\xbb\xbfOne\r\ntwo {{ sweep.cases }}.\r\n")
    project = open_project(tmp_path)
    assert read(project.report("brief"), project)[0]["en"] == plain_text


def test_a_column_of_figures_holds_every_fact_that_no_other_column_shows(compose):
    document = compose('{{ table(kinds=["operation"], columns=["title", "cases", "figures"]) }}')
    table = next(block for block in document.blocks if isinstance(block, Table))
    assert [plain(cell.content) for cell in table.body[0].cells] == ["Sweep", "8,919", "Suspects: 10,164\nOffices: 8"]


def test_a_line_end_behind_a_tag_in_a_line_is_kept(compose):
    text = "Well {% if true %}done{% endif %}\nand ended.\n\n- {% if true %}a{% endif %}\n- b\n"
    assert words(compose(text)) == ["Well done and ended.", "a", "b"]


def test_a_line_of_tags_alone_prints_nothing(compose):
    text = "| a |\n|---|\n{% for party in sweep.parties %}\n| {{ party }} |\n{% endfor %}\n{# the end #}\n"
    assert words(compose(text)) == ["a", "China", "Laos"]


def test_what_a_child_template_says_outside_its_blocks_is_refused(compose, tmp_path):
    (tmp_path / "base.md").write_text("{% block body %}{% endblock %}", encoding="utf-8")
    child = '{% extends "base.md" %}\nlost\n{% block body %}Said{% endblock %}\n{% block bodi %}x{% endblock %}'
    with pytest.raises(ReportgenError) as refused:
        compose(child)
    assert [(p.rule, p.span.line) for p in refused.value.diagnostics] == [("lost-text", 2), ("unknown-block", 4)]


def test_a_name_in_a_footnote_is_spelled_out_again_in_the_text(compose):
    document = compose("One[^n] {{ UNODC }}.\n\n[^n]: See {{ UNODC }}.")
    full = "United Nations Office on Drugs and Crime (UNODC)"
    assert words(document) == [f"One1 {full}.", f"1 See {full}."]


def test_an_older_value_cannot_pass_for_the_newest_in_an_exhibit(compose):
    gift = """
        facts:
          gift:
            label: {zh: 捐资, en: Gift}
            source: gazette
            at: ¶6
            values:
              - {written: 每年4万美元, period: 2007年前}
              - {written: 每年100万美元, period: 目前}
    """
    with pytest.raises(ReportgenError, match="newest"):
        compose("{{ key_figures(gift.first) }}", more=gift)
    card = compose("{{ key_figures(gift) }}", more=gift).blocks[1].cards[0]
    assert plain(card.value) == "US$1 million a year"


def test_facts_of_an_exhibit_are_told_where_it_is_called(compose):
    document = compose('One\n\n{{ table("operations") }}\n\n{{ evidence() }}')
    assert {node.span.line for node in reading(document.blocks) if isinstance(node, FactText)} == {3}


def test_a_long_title_heads_the_pages_in_short(compose, tmp_path):
    document = compose("Text")
    assert document.meta.header == "Brief"
    (tmp_path / "reportgen.yaml").write_text(PROJECT.replace("简报", "题" * 60), encoding="utf-8")
    project = open_project(tmp_path)
    assert read(project.report("brief"), project)[0]["zh-CN"].meta.header == "题" * 28 + "…"


def test_an_annex_in_a_list_is_refused_though_it_stands_on_top_too(compose):
    with pytest.raises(ReportgenError, match="annex-inside"):
        compose("{% macro all() %}{{ sources() }}{% endmacro %}{{ all() }}\n\n- {{ all() }}\n")


def test_a_second_list_of_sources_is_refused_at_its_place(compose):
    with pytest.raises(ReportgenError) as refused:
        compose("One {{ cite(sweep) }}\n\n{{ sources() }}\n\n{{ sources() }}\n")
    assert [str(problem.span) for problem in refused.value.diagnostics] == ["t.md:5:4"]


def test_a_source_that_says_otherwise_is_told_so_and_is_no_support(compose):
    more = """
        source: gazette
        facts:
          total:
            label: {zh: 总数, en: Total}
            cites: [{at: ¶2, written: 8919起}, {at: ¶9, written: 9000起, role: disputes}]
    """
    said = words(compose("{{ total }} {{ cite(total) }}\n\n{{ evidence() }}", more=more))
    assert said[0] == "8,919 cases [1, ¶2]"
    assert said[-3] == "8919起 [1, ¶2]\ndisputed by: 9000起 [1, ¶9]"


SEIZED = """
source: gazette
facts:
  seized: {label: {zh: 缴获, en: Seized}, written: 约295.5吨, at: ¶2}
  trained: {label: {zh: 培训, en: Trained}, written: 1200余人次, at: ¶2}
  growth: {label: {zh: 增长, en: Growth}, written: 5%, at: ¶2}
"""


@pytest.mark.parametrize(("template", "said"), [
    ('They took {{ fact("seized", as="kg") }}.', "They took about 295,500 kg (converted)."),
    ('They took {{ fact("seized", as="千克") }}.', "They took about 295,500 kg (converted)."),
    ('They took {{ fact("seized", as="kg").number }} in kg.', "They took about 295,500 (converted) in kg."),
    ('It grew by {{ fact("growth", bare=True) }}.', "It grew by 5 per cent."),
])
def test_a_figure_is_said_as_the_template_asks(compose, template, said):
    assert words(compose(template, more=SEIZED)) == [said]


@pytest.mark.parametrize("word", ["| Seized, about 约 |", "| 约数: seized, approximately |"])
def test_a_bare_figure_stands_in_a_table_that_says_its_word(compose, word):
    table = f'{word}\n|---|\n| {{{{ fact("seized", bare=True) }}}} |\n\n{{{{ sources() }}}}\n'
    assert words(compose(table, more=SEIZED))[1:2] == ["295.5 t"]


@pytest.mark.parametrize(("template", "rule"), [
    ('{{ fact("seized", bare=True) }} were taken.', "bare-in-prose"),
    ('- {{ fact("seized", bare=True) }}', "bare-in-prose"),
    ('About: {{ fact("seized", bare=True).number }}', "bare-in-prose"),
    ('| Seized |\n|---|\n| {{ fact("seized", bare=True) }} |', "bare-without-word"),
    ('| Roundabout |\n|---|\n| {{ fact("seized", bare=True) }} |', "bare-without-word"),
    ('| Over |\n|---|\n| {{ fact("seized", bare=True) }} |', "bare-without-word"),
    ('{{ fact("seized", as="km") }}', "unit-disagrees"),
    ('{{ fact("trained", as="t") }}', "unit-disagrees"),
])
def test_a_figure_that_would_lose_its_word_or_its_kind_is_refused_at_its_place(compose, template, rule):
    with pytest.raises(ReportgenError) as refusal:
        compose(template, more=SEIZED)
    assert {problem.rule for problem in refusal.value.diagnostics} == {rule}
    assert all(problem.span.file == "t.md" and problem.span.column > 1 for problem in refusal.value.diagnostics)


CORRECTED = """
    sources:
      update: {title: {zh: 更正, en: Correction}, language: zh-CN, issued: 2016-05-02, kind: media,
               descriptor: {zh: 样本, en: A sample}}
    facts:
      missing:
        label: {zh: 失踪, en: Missing}
        values:
          - {written: 37人, source: gazette, at: ¶1}
          - {written: 41人, source: update, at: ¶1, because: corrected}
"""


def test_a_corrected_figure_is_printed_and_the_one_that_it_replaced_when_asked_for(compose):
    said = words(compose("Now {{ missing }}, corrected from {{ missing.replaced }}.", more=CORRECTED))
    assert said == ["Now 41 people, corrected from 37 people."]


@pytest.mark.parametrize("word", ["first", "previous", "replaced.replaced"])
def test_a_replaced_figure_is_reached_by_no_other_way(compose, word):
    with pytest.raises(ReportgenError, match=r"\[undefined\]"):
        compose(f"{{{{ missing.{word} }}}}", more=CORRECTED)
