"""What is known only when all reports of a project are: a fact that none of them uses; and previews know less."""

import pytest

from reportgen import open_project
from reportgen.build.read import proofread

FACTS = """source: paper
at: ¶1
sources:
  paper: {title: {en: A paper}, language: en, issued: 2016-04-19, kind: own, descriptor: {en: Its own words.}}
facts:
  here: {label: {en: Cases}, written: 12 cases}
  there: {label: {en: Cases}, written: 13 cases}
  nowhere: {label: {en: Cases}, written: 14 cases}
"""
REPORT = """  {name}:
    title: {{en: Sample}}
    languages: {{en: {name}.md{more}}}
    formats: [html]
    facts: {facts}
    edition: {{date: 2016-04-30}}
"""


@pytest.fixture
def project(tmp_path):
    def make(first="data", second="data", more="", exceptions="", **templates):
        reports = "reports:\n" + REPORT.format(name="one", facts=first, more=more) + exceptions
        reports += REPORT.format(name="two", facts=second, more="")
        files = {"reportgen.yaml": reports, "data/part/facts.yaml": FACTS, "one.md": "It was {{ here }}.",
                 "two.md": "It was {{ there }}.", **templates}
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        return open_project(tmp_path)
    return make


def unused(project, report):
    return [d.message.values["fact"] for d in proofread(project.report(report), project) if d.rule == "unused-fact"]


def test_a_fact_is_unused_where_no_report_made_of_its_folder_prints_it_and_the_first_of_them_tells(project):
    made = project()
    assert (unused(made, "one"), unused(made, "two")) == (["nowhere"], [])


def test_a_report_on_a_larger_folder_is_asked_too(project):
    made = project(first="data/part")
    assert (unused(made, "one"), unused(made, "two")) == (["nowhere"], ["nowhere"])


def test_nothing_is_told_while_another_report_cannot_be_read(project):
    assert unused(project(**{"two.md": "It was {{ ther }}."}), "one") == []


def test_a_preview_of_one_language_tells_neither_unused_facts_nor_unneeded_exceptions(project):
    made = project(second="other", more=", en-GB: british.md",
                   exceptions="    exceptions:\n      - {rule: typed-figure, words: '14', because: It is a sample.}\n",
                   **{"british.md": "{{ here }}, {{ there }}, {{ nowhere }} and 14", "other/facts.yaml": FACTS})
    whole = made.report("one")
    assert {d.rule for d in proofread(whole, made)} == {"told-in-one-language-only"}
    assert proofread(whole.only(("en",)), made) == ()
