"""Each printed fact knows where it comes from, in the document's language, with an annex of evidence or without."""

import shutil
from dataclasses import fields
from pathlib import Path

import pytest

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.document.nodes import Origin
from reportgen.document.walk import facts_printed
from reportgen.writers.json import write_json

PATROLS = Path(__file__).parents[1] / "projects/patrols"


def documents_in(folder):
    project = open_project(folder)
    return read(project.report("patrols"), project)[0]


def saying(tmp_path, template, facts=""):
    """The English document of the patrols with another template, and more facts."""
    folder = tmp_path / "patrols"
    shutil.copytree(PATROLS, folder)
    (folder / "t/en.md").write_text(template, encoding="utf-8")
    (folder / "reportgen.yaml").write_text(
        (PATROLS / "reportgen.yaml").read_text("utf-8").replace(", zh-CN: t/zh-CN.md", ""), encoding="utf-8")
    if facts:
        (folder / "data/more.yaml").write_text("source: account\n" + facts, encoding="utf-8")
    return documents_in(folder)["en"]


def by_fact(document):
    return {origin.fact: origin for origin in document.origins}


@pytest.fixture(scope="module")
def documents():
    return documents_in(PATROLS)


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_every_printed_fact_has_one_those_in_charts_too(documents, lang):
    assert set(by_fact(documents[lang])) == set(facts_printed(documents[lang].blocks))
    assert len(documents[lang].origins) == 11


def test_it_tells_source_place_wording_and_standing(documents):
    cases = by_fact(documents["en"])["patrol_2.cases"]
    assert cases == Origin("patrol_2.cases", "Account of the year (a sample), ¶2", "“8919起”", "verified",
                           "Second patrol: Cases solved", ("account",))
    assert by_fact(documents["zh-CN"])["patrol_2.cases"] == Origin(
        "patrol_2.cases", "《年度工作情况（样本）》第2段", "“8919起”", "已核对", "第二次巡逻：破获案件", ("account",))


def test_several_sources_are_told_with_their_wordings_and_who_disputes(documents):
    posts = by_fact(documents["en"])["posts"]
    assert posts.source == "Sample report of the press, p. 1; Sample survey, p. 2"
    assert posts.written == "“8个”, disputed by: “9 items”"
    assert posts.sources == ("press", "survey")


def test_a_computed_figure_tells_its_formula_in_words_and_no_wording(documents):
    ratio = by_fact(documents["en"])["patrol_2.suspects_per_case"]
    assert (ratio.written, ratio.standing) == ("", "computed: Suspects arrested ÷ Cases solved")
    typed = by_fact(documents["en"])["compute(patrol_2.cases-patrol_1.cases,periods=differ)"]
    assert typed.standing == "computed: Second patrol: Cases solved − First patrol: Cases solved"


def test_cells_and_totals_of_a_dataset_name_it(documents):
    said = by_fact(documents["en"])
    assert said["catches.North.cases"].label == "Catches by place: Cases solved"
    assert (said["catches.sum(cases)"].source, said["catches.sum(cases)"].standing) == (
        "Sample survey, table 2", "computed")


def test_what_was_left_open_and_what_must_be_reviewed_is_told(documents):
    said = by_fact(documents["en"])
    assert (said["patrol_2.ships"].written, said["patrol_2.ships"].standing) == ("", "left open")
    assert said["gift"].standing == "verified; to be reviewed by 19 April 2017"


def test_without_an_annex_of_evidence_they_are_the_same(tmp_path, documents):
    document = saying(tmp_path, "{{ patrol_2.cases }}\n")
    assert document.origins == (by_fact(documents["en"])["patrol_2.cases"],)


def test_each_dated_value_that_is_printed_has_one(tmp_path):
    document = saying(tmp_path, "From {{ gift.first }} to {{ gift }}, {{ gift.first }}.\n")
    assert [(one.written, one.value is None) for one in document.origins] == [
        ("“每年4万美元”", False), ("“每年100万美元”", True)]


@pytest.mark.parametrize("level", ["low", "moderate", "high"])
def test_a_judgement_that_rests_on_it_tells_how_sure_it_is(tmp_path, level):
    claim = ("claims:\n  best: {at: ¶2, text: {zh: 第二次最好。, en: The second was best.}, facts: [patrol_2.cases], "
             f"confidence: {level}, because: {{zh: 样本, en: A sample}}}}\n")
    origin, = saying(tmp_path, "{{ patrol_2.cases }}\n", claim).origins
    assert origin.standing == f"verified; a judgement of {level} confidence rests on it"


def test_they_are_no_part_of_what_the_document_says(tmp_path, documents):
    document = documents["en"]
    assert b"Origin" not in write_json(document)
    assert "origins" not in {field.name for field in fields(document) if field.compare}
