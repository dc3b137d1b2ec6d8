"""What a table tells its reader of the figures in it."""

import pytest

from reportgen.compose.exhibits import Exhibits
from reportgen.diagnostics import ReportgenError, Span
from reportgen.document.walk import plain
from reportgen.facts.load import load_facts
from reportgen.inputs import Inputs

FACTS = """\
source: paper
at: Table 2
sources:
  paper:
    title: {zh: 一篇文章, en: A paper}
    language: zh-CN
    issued: 2016-04-19
    kind: dataset
    descriptor: {zh: 样本。, en: A sample.}
datasets:
  losses:
    title: {zh: 损失, en: Losses}
    rows: losses.csv
    key: county
    fields:
      county: {label: {zh: 县, en: County}}
      bank: {label: {zh: 岸, en: Bank}}
      year: date
      loss: {label: {zh: 损失, en: Loss}, unit: CNY, scale: 亿}
exhibits:
  losses:
    kind: table
    caption: {zh: 损失, en: Losses}
    dataset: losses
    where: {year: YEAR}
    group: bank
    subtotals: true
    totals: {loss: sum}
    columns: [county, {value: loss, scale: {zh: 亿, en: million}}, {value: loss, share: true}]
"""
ROWS = "county,bank,year,loss\n甲县,北岸,2025,4.0\n乙县,北岸,2025,LAST\n丙县,南岸,2025,5.3\n"
ROUNDED, SHARES = "Figures are rounded; totals are of the figures as given.", "Shares do not add up"


def table(folder, last, year="2025", more=""):
    (folder / "data").mkdir()
    (folder / "data/facts.yaml").write_text(FACTS.replace("YEAR", year) + more, "utf-8")
    (folder / "data/losses.csv").write_text(ROWS.replace("LAST", last), "utf-8")
    facts = load_facts(Inputs(folder), "data", ["zh-CN", "en"])
    return Exhibits(facts, "en").block(facts.exhibits["losses"], Span("en.md"))


def told(folder, last, year="2025"):
    return [plain(note) for note in table(folder, last, year).notes]


@pytest.mark.parametrize(("last", "is_told"), [("2.85", True), ("2.8", False)])
def test_totals_that_are_not_the_sum_of_what_is_printed_are_explained(tmp_path, last, is_told):
    assert (ROUNDED in told(tmp_path, last)) is is_told


def test_nothing_is_said_of_the_shares_of_no_rows(tmp_path):
    assert not [note for note in told(tmp_path, "2.8", "2026") if note.startswith(SHARES)]


@pytest.mark.parametrize(("more", "orientation"), [("", ""), ("    landscape: true\n", "landscape")])
def test_an_exhibit_may_ask_for_a_turned_sheet(tmp_path, more, orientation):
    assert table(tmp_path, "2.8", more=more).orientation == orientation


def test_a_chart_cannot_ask_for_one(tmp_path):
    with pytest.raises(ReportgenError, match=r'"landscape" means nothing in a chart'):
        table(tmp_path, "2.8", more="  drawn: {kind: chart, caption: {en: C}, dataset: losses, categories: county, "
                                    "facts: [loss], landscape: true}\n")
