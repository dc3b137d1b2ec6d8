"""The annex of evidence: for each figure its wording, how it stands, how it was computed, and where it is printed."""

import shutil
from pathlib import Path

import pytest

from reportgen.build.build import write
from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.build.work import silent
from reportgen.checks.parity import check_parity
from reportgen.document.nodes import Citation, FactText, Heading, Reference, Table
from reportgen.document.walk import inlines, plain, reading
from reportgen.limits import Limits
from reportgen.writers.theme import load_theme

PATROLS = Path(__file__).parents[1] / "projects/patrols"


def documents_in(folder):
    project = open_project(folder)
    return read(project.report("patrols"), project)[0]


@pytest.fixture(scope="module")
def documents():
    return documents_in(PATROLS)


@pytest.fixture(scope="module", params=["en", "zh-CN"])
def document(documents, request):
    return documents[request.param]


def annex(document):
    return document.blocks[-1]


def lines(document):
    """The cells of each line by the id of the row; a value's further rows under the same id."""
    found, id = {}, ""
    for row in annex(document).body:
        id = row.id or id
        if row.kind == "body":
            found.setdefault(id.removeprefix("evidence-"), []).append([plain(cell.content) for cell in row.cells])
    return found


def test_a_line_tells_value_wording_place_status_and_sections(documents):
    said = lines(documents["en"])
    assert said["patrol_2.cases"] == [
        ["Cases solved (together)", "8,919", "8919起 [1, ¶2]", "verified", "Opening; 1"]]
    assert said["patrol_2.when"] == [
        ["Date", "12 January to 12 March 2015", "2015年1月12日至3月12日 [1, ¶2]", "verified", "Money"]]
    assert said["patrol_2.ships"] == [["Ships (together)", "unknown", "[1, ¶2]", "left open", "1"]]
    assert lines(documents["zh-CN"])["patrol_2.cases"] == [
        ["破获案件（各方合计）", "8919起", "8919起〔1，第2段〕", "已核对", "文首；1"]]


def test_each_dated_value_has_a_row_with_the_source_s_words_for_its_period(documents):
    review = "verified\nto be reviewed by 19 April 2017"
    assert lines(documents["en"])["gift"] == [
        ["Yearly contribution", "US$40,000 a year, before 2007", "每年4万美元；2007年前 [1, ¶3]", review, "Money"],
        ["US$1 million a year, now (as of 19 April 2016)", "每年100万美元；目前 [1, ¶3]", review]]


def test_what_disagrees_is_told_and_is_no_support(documents):
    assert lines(documents["en"])["posts"] == [
        ["Posts", "8", "8个 [3, p. 1]\ndisputed by: 9 items [2, p. 2]", "unverified", "Money"]]


def test_a_value_of_two_sources_tells_the_words_of_both(documents):
    assert lines(documents["en"])["patrol_1.cases"][0][2] == "超过1200起 [1, ¶1]\nmore than 1200 cases [2, p. 4]"


def test_a_computed_figure_tells_its_formula_and_each_input_leads_to_its_own_line(documents):
    said = lines(documents["en"])
    assert said["patrol_2.suspects_per_case"] == [
        ["Suspects per case", "1.14 per case", "Suspects arrested ÷ Cases solved (10,164; 8,919)", "computed", "1"]]
    row, = (row for row in annex(documents["en"]).body if row.id == "evidence-patrol_2.suspects_per_case")
    assert [node.target for node in inlines(row.cells[2].content) if isinstance(node, Reference)] == [
        "evidence-patrol_2.suspects", "evidence-patrol_2.cases"]


def test_a_figure_computed_in_the_template_is_called_by_its_formula(documents):
    row, = (cells for cells in lines(documents["en"]).values() if " − " in cells[0][0])
    assert row[0][:4] == ["Second patrol: Cases solved − First patrol: Cases solved", "under 7,719",
                          "(8,919; over 1,200)", "computed"]


def test_an_input_that_is_not_printed_itself_leads_to_what_was_computed_from_it(documents):
    assert lines(documents["en"])["patrol_2.suspects"] == [
        ["Suspects arrested (together)", "10,164", "10164名 [1, ¶2]", "verified", "in a formula"]]
    row, = (row for row in annex(documents["en"]).body if row.id == "evidence-patrol_2.suspects")
    back, = (node for node in inlines(row.cells[4].content) if isinstance(node, Reference))
    assert back.target == "evidence-patrol_2.suspects_per_case"


def test_the_cells_and_totals_of_a_dataset_share_a_line(documents):
    assert lines(documents["en"])["catches"] == [
        ["Catches by place", "3 figures", "[2, table 2]\ntotals and shares computed from these",
         "2 unverified\n1 computed", "1"]]
    cells = [node for node in reading(documents["en"].blocks) if isinstance(node, FactText) and "catches" in node.fact]
    assert [node.fact for node in cells] == ["catches.North.cases", "catches.South.cases", "catches.sum(cases)"]
    assert {node.target for node in cells} == {"evidence-catches"}


def test_a_sentence_above_counts_how_the_figures_stand(documents):
    assert plain(documents["en"].blocks[-2].content) == (
        "Figures and dates: 13. Of these: 5 verified word for word in the archived source; 4 not compared with an "
        "archived text; 3 computed from others; 1 left open by the source.")
    assert plain(documents["zh-CN"].blocks[-2].content).startswith(
        "数字和日期共13项，其中5项已与存档的来源原文逐字核对无误；4项")


def test_without_an_archive_nothing_is_called_verified(tmp_path):
    shutil.copytree(PATROLS, tmp_path / "p", ignore=shutil.ignore_patterns("archive"))
    document = documents_in(tmp_path / "p")["en"]
    assert {row[0][-2] for id, row in lines(document).items() if id.startswith("patrol_2.cases")} == {"unverified"}
    assert "verified word" not in plain(document.blocks[-2].content)


def test_every_printed_figure_leads_to_a_line_and_each_section_of_the_line_to_a_figure_in_it(document):
    section, marks, ids = "", {}, {row.id for row in annex(document).body if row.id}
    for block in document.blocks[:-1]:
        if isinstance(block, Heading):
            section = block.number or plain(block.content)
        for node in reading((block,)):
            if isinstance(node, FactText):
                assert node.target in ids
                marks[node.mark] = (node.target, section)
    sections = [(row.id, node) for row in annex(document).body if row.id
                for node in inlines(row.cells[-1].content) if isinstance(node, Reference)
                and not node.target.startswith("evidence-")]
    assert len(sections) >= 10
    for id, node in sections:
        if node.target in marks:                              # else it leads to a chart
            assert marks[node.target] == (id, "" if node.text in ("Opening", "文首") else node.text)
        else:
            assert node.target == "fig-rounds" and node.text == "1"


def test_a_source_that_others_were_made_from_is_listed_and_named_by_its_number(documents):
    listed = next(block for block in documents["en"].blocks if type(block).__name__ == "List")
    assert [item[0].id for item in listed.items] == ["source-account", "source-survey", "source-press"]
    marks = [node.text for node in inlines(listed.items[2][0].content) if isinstance(node, Citation)]
    assert marks == ["[1]"]


@pytest.mark.needs("pango")
def test_the_annex_says_the_same_in_every_format(documents):
    project = open_project(PATROLS)
    outputs, _ = write(project.report("patrols"), documents, load_theme("modern"), Limits(), silent)
    for lang, document in documents.items():
        assert isinstance(annex(document), Table)
        assert check_parity(document, outputs[lang]) == []
