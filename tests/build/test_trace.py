"""From a fact to every place that shows it, and from a source to all that rests on it."""

from pathlib import Path

import pytest

from reportgen.build.project import open_project
from reportgen.build.trace import trace, trace_source
from reportgen.build.work import silent
from reportgen.diagnostics import WrongUsage

PATROLS = Path(__file__).parents[1] / "projects/patrols"


@pytest.fixture(scope="module")
def project():
    return open_project(PATROLS)


def traced(project, id, lang="en"):
    return trace(project, project.reports, id, lang, silent)


def shown(places):
    return [(place.lang, place.kind, place.section, place.exhibit, place.text, f"{place.span.file}:{place.span.line}")
            for place in places]


def test_a_fact_is_followed_from_its_wording_to_every_place_that_shows_it(project):
    one, = traced(project, "patrol_2.cases")
    answer, = one.known.answers
    wording, = answer.wordings
    assert (one.known.label, answer.text, answer.standing) == ("Second patrol: Cases solved", "8,919 cases", "verified")
    assert (wording.source, wording.at, wording.written, str(wording.span)) == (
        "account", "¶2", "8919起", "data/facts.yaml:46:14")
    assert [claim for claim, _ in one.claims] == ["busy"]
    found = [place for place in one.places if place.lang == "en" and place.fact == "patrol_2.cases"]
    assert shown(found) == [
        ("en", "sentence", "", "", "The patrols solved 8,919 cases.", "t/en.md:1"),
        ("en", "sentence", "1 Results", "",
         "8,919 cases came to 1.14 suspects per case, less than 7,719 cases more than before. [1, ¶2]", "t/en.md:5"),
        ("en", "bar", "1 Results", "Figure 1", "Cases solved, Second patrol: 8,919", "t/en.md:9")]
    assert {place.lang for place in one.places} == {"en", "zh-CN"}


def test_what_is_computed_from_a_fact_is_found_with_its_places(project):
    one, = traced(project, "patrol_2.suspects")
    assert [known.id for known in one.computed] == ["patrol_2.suspects_per_case"]
    assert {place.fact for place in one.places} == {"patrol_2.suspects_per_case"}
    computed, = traced(project, "patrol_2.suspects_per_case")
    assert computed.known.answers[0].formula == "Suspects arrested ÷ Cases solved"
    assert computed.known.answers[0].inputs == (
        ("patrol_2.suspects", "patrol_2.suspects", "10,164 suspects"),
        ("patrol_2.cases", "patrol_2.cases", "8,919 cases"))


def test_an_event_is_its_date_and_all_its_facts(project):
    assert [one.known.id for one in traced(project, "patrol_2")] == [
        "patrol_2.when", "patrol_2.cases", "patrol_2.suspects", "patrol_2.ships", "patrol_2.suspects_per_case"]


def test_a_cell_of_a_dataset_is_found_in_its_table_and_in_the_total(project):
    one, = traced(project, "catches.North.cases")
    assert (one.known.kind, str(one.known.span)) == ("cell", "data/catches.csv:2:7")
    assert [place[4] for place in shown(one.places) if place[0] == "en"] == [
        "North, Cases solved: 120", "Total, Cases solved: 200"]
    assert [one.known.id for one in traced(project, "catches")] == [
        "catches.North.cases", "catches.South.cases", "catches.sum(cases)"]


def test_a_figure_in_a_footnote_is_found_in_its_own_sentence(project):
    one, = traced(project, "patrol_2.when")
    assert [place[4] for place in shown(one.places) if place[0] == "en"] == ["In 12 January to 12 March 2015."]


def test_words_are_in_the_language_that_is_asked_for(project):
    one, = traced(project, "patrol_2.cases", "zh")
    assert (one.known.label, one.known.answers[0].text) == ("第二次巡逻：破获案件".replace("：", ": "), "8919起")


def test_an_id_that_is_near_another_is_hinted_at(project):
    with pytest.raises(WrongUsage) as wrong:
        traced(project, "patrol_2.case")
    assert [(d.rule, d.hint) for d in wrong.value.diagnostics] == [("unknown-fact", 'did you mean "patrol_2.cases"?')]


def test_without_a_source_fall_its_facts_what_derives_from_it_and_what_is_computed(project):
    fallen, = trace_source(project, project.reports, "account", "en", silent)
    assert fallen.also == ("press",)
    assert {known.id for known in fallen.alone} == {
        "patrol_2.cases", "patrol_2.suspects", "patrol_2.ships", "gift", "posts", "patrol_1.when", "patrol_2.when"}
    assert [(known.id, others) for known, others in fallen.supported] == [("patrol_1.cases", ("survey",))]
    assert {known.id.partition("(")[0] for known in fallen.computed} == {"patrol_2.suspects_per_case", "compute"}
    assert [claim for claim, _ in fallen.claims] == ["busy"]
    assert {place.fact for place in fallen.places} >= {"patrol_2.cases", "gift", ""}
    assert not {place.fact for place in fallen.places} & {"catches.North.cases", "patrol_1.cases"}


def test_a_source_beside_others_takes_only_what_rests_on_it_alone(project):
    fallen, = trace_source(project, project.reports, "survey", "en", silent)
    assert {known.id for known in fallen.alone} == {"catches.North.cases", "catches.South.cases"}
    assert [known.id for known in fallen.computed] == ["catches.sum(cases)"]
    assert [known.id for known, _ in fallen.supported] == ["patrol_1.cases"]
