"""docs/facts.md says what is so: its files are read, and its table of relations is the reader's."""

import re
from pathlib import Path

import pytest

from reportgen.build.new import project_files
from reportgen.facts.wordings.dates import read_when
from reportgen.facts.format import print_quantity
from reportgen.facts.load import load_facts
from reportgen.facts.model import LIKELIHOODS
from reportgen.facts.wordings.quantity import QuantityError, read_quantity
from reportgen.facts.units import CURRENCIES, TABLE
from reportgen.inputs import Inputs
from reportgen.locales import words

PAGE = (Path(__file__).parents[2] / "docs/facts.md").read_text("utf-8")
RELATIONS = re.findall(r"^\| ([^`\s]\S*) \| ([^|]+) \| ([a-z_]+) \|", PAGE, re.MULTILINE)
DATES = re.findall(r"`([^`]+)`", re.search(r"^Dates: .*", PAGE, re.MULTILINE)[0])


def test_the_examples_are_one_fact_base(tmp_path):
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    for number, block in enumerate(blocks):
        (tmp_path / f"{number}.yaml").write_text(block, "utf-8")
    base = load_facts(Inputs(tmp_path), ".", ["zh-CN", "en"])
    assert len(blocks) >= 4
    assert base.facts["river_patrol.precursors"].newest.quantity.relation == "approx"
    assert [value.status for value in base.facts["patrols"].values] == ["superseded", "current", "disputed"]
    assert base.facts["patrols"].newest.written == "102次"
    assert set(base.exhibits) == {"operations", "chronology", "page_one", "contributions", "history"}


@pytest.mark.parametrize(("chinese", "english", "relation"), [row for row in RELATIONS if row[2] != "relation"])
def test_the_table_of_relations_is_what_the_reader_does(chinese, english, relation):
    assert read_quantity(chinese, "zh").relation == read_quantity(english.strip(), "en").relation == relation


def test_the_table_has_every_relation_that_bounds_a_number():
    assert {row[2] for row in RELATIONS} - {"relation"} == {
        "exact", "approx", "near_below", "gt", "ge", "lt", "le", "band", "range", "order"}


def table_below(head):
    """The rows of the table with that head, cells as they are written."""
    rows = PAGE.partition(head)[2].partition("\n\n")[0].strip().split("\n")[1:]
    return [[cell.strip().strip("`") for cell in row.strip("|").split(" | ")] for row in rows]


@pytest.mark.parametrize(("written", "printed"), table_below("| Wording | In the other language |"))
def test_a_wording_is_printed_in_the_other_language_as_the_page_says(written, printed):
    lang, other = ("en", "zh") if written.isascii() else ("zh", "en")
    assert print_quantity(read_quantity(written, lang), other) == printed


@pytest.mark.parametrize(("written", "why"), table_below("| Wording | Why |"))
def test_what_the_page_calls_refused_is_refused(written, why):
    with pytest.raises(QuantityError):
        read_quantity(written, "en" if written.isascii() else "zh")


def test_the_page_has_every_unit_with_its_words_and_no_other():
    shown = table_below("### Units\n\n| Code | Chinese | English |")
    assert [row[0] for row in shown] == [unit.code for unit in TABLE]
    for (_, chinese, english), unit in zip(shown, TABLE, strict=True):
        assert chinese == (" ".join((*unit.symbols, *unit.zh)) or "–")
        assert english == (", ".join((*unit.symbols, *unit.en)) or "–")


def test_the_page_has_every_currency_with_its_words_and_no_other():
    shown = table_below("and by these words:\n\n| Code | Chinese | English |")
    assert [tuple(row) for row in shown] == [
        (code, zh.replace("|", " "), ", ".join((*filter(None, marks.split("|")), *en.split("|"))))
        for code, (marks, zh, en) in CURRENCIES.items()]


@pytest.mark.parametrize("written", DATES)
def test_the_dates_are_read(written):
    assert read_when(written, read_when("2016-04-19", None)).kind


def test_the_table_of_likelihoods_is_what_the_program_says():
    rows = re.findall(r"^\| `([a-z_]+)` \| [^|]*\d+ to \d+ \| ([^|]+) \| ([^|]+) \|$", PAGE, re.MULTILINE)
    assert rows == [(key, *(words(lang)[f"likelihood_{key}"] for lang in ("zh", "en"))) for key in LIKELIHOODS]


def test_the_line_for_editors_is_the_one_of_new_projects():
    said = re.search(r"^# yaml-language-server.*\n", PAGE, re.MULTILINE)[0]
    assert project_files("river", ["en"], "briefing")["data/facts.yaml"].decode().startswith(said)
