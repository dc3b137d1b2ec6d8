"""`reportgen facts` and `reportgen trace`, run as a user runs them."""

import csv
import io
import json
from pathlib import Path

import pytest

from reportgen.build.csl import as_csl
from reportgen.build.export import harmless
from reportgen.build.project import open_project
from reportgen.build.query import find_facts
from reportgen.build.work import silent
from reportgen.diagnostics import WrongUsage
from reportgen.facts.load import load_facts
from tests.test_cli import run

PATROLS = Path(__file__).parent / "projects/patrols"


@pytest.fixture(scope="module")
def project():
    return open_project(PATROLS)


def found(project, *query):
    return [known.id for known in find_facts(project, project.reports, query, "en", silent)]


# --- queries

@pytest.mark.parametrize("query, ids", [
    ("gift", ["gift"]),
    ("arrested second", ["patrol_2.suspects"]),
    ("kind:patrol cases solved", ["patrol_1.cases", "patrol_2.cases"]),
    ("party:LA status:verified", ["patrol_2.cases", "patrol_2.suspects", "patrol_2.when"]),
    ("tag:river suspects_per", ["patrol_2.suspects_per_case"]),
    ("source:survey", ["patrol_1.cases", "posts"]),
    ("period:2013", ["patrol_1.when", "patrol_1.cases"]),
    ("event:patrol_1", ["patrol_1.when", "patrol_1.cases"]),
    ("status:computed", ["patrol_2.suspects_per_case"]),
    ("dataset:catches", ["catches.North.cases", "catches.South.cases"]),
    ("dataset:catches north", ["catches.North.cases"]),
    ("nowhere", []),
])
def test_a_query_finds(project, query, ids):
    assert sorted(found(project, *query.split())) == sorted(ids)


@pytest.mark.parametrize("query, hint", [
    ("kin:patrol", 'did you mean "kind"?'), ("status:verifed", 'did you mean "verified"?'), ("period:someday", ""),
    ("x:1", "it has dataset: event: kind: party: period: source: status: tag:"), ("tag:", "")])
def test_a_condition_that_does_not_exist_is_wrong_usage(project, query, hint):
    with pytest.raises(WrongUsage) as wrong:
        found(project, query)
    assert [(d.rule, d.hint) for d in wrong.value.diagnostics] == [("bad-query", hint)]


# --- formats

@pytest.mark.parametrize("cell, written", [
    ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-2+3", "'-2+3"), ("@x", "'@x"), ("\tx", "'\tx"),
    ("-2.5", "-2.5"), ("+3%", "+3%"), ("1,200", "1,200"), ("8919起", "8919起"), ("", "")])
def test_no_cell_of_a_csv_is_a_formula(cell, written):
    assert harmless(cell) == written


def test_csv_opens_in_excel_with_a_line_for_each_value(tmp_path):
    done = run(PATROLS, "facts", "gift", "--csv", "-o", str(tmp_path / "f.csv"), REPORTGEN_ARCHIVE=None)
    assert done.returncode == 0, done.stderr
    data = (tmp_path / "f.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfid,label,value,number,") and b"\r\n" in data
    first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert (first["number"], first["period"], first["wording"], first["evidence"]) == (
        "40000", "before 2007", "每年4万美元", "verified")
    assert (second["number"], second["place"], second["file"]) == ("1000000", "¶3", "data/facts.yaml")


def test_lines_elsewhere_than_on_a_terminal_are_parted_by_tabs():
    done = run(PATROLS, "facts", "suspects", "--language", "zh", REPORTGEN_ARCHIVE=None)
    assert [line.split("\t")[:2] for line in done.stdout.splitlines()] == [
        ["patrol_2.suspects", "10164名"], ["patrol_2.suspects_per_case", "每起1.14名"]]
    assert run(PATROLS, "facts", "nowhere").stderr.endswith("no fact is found\n")


def test_json_has_places_as_editors_know_them():
    done = run(PATROLS, "facts", "gift", "--json")
    gift, = json.loads(done.stdout)
    assert gift["span"] == "data/facts.yaml:50:3" and [one["number"] for one in gift["answers"]] == ["40000", "1000000"]


def test_sources_are_given_as_csl_json(project):
    done = run(PATROLS, "facts", "--csl")
    assert [source["id"] for source in json.loads(done.stdout)] == ["account", "press", "survey"]
    account = load_facts(project.inputs, "data", ("en", "zh-CN")).sources["account"]
    assert dict(as_csl(account)) == {
        "id": "account", "type": "document", "language": "zh-CN", "title": "年度工作情况（样本）", "note": "样本",
        "issued": {"date-parts": [[2016, 4, 19]]}}


@pytest.mark.parametrize("arguments", [("facts", "--csv", "--json"), ("facts", "--csl", "gift"), ("facts", "x:y"),
                                       ("trace",), ("trace", "gift", "--source", "press"), ("trace", "nothing"),
                                       ("trace", "--source", "nobody"), ("facts", "--report", "other")])
def test_wrong_usage_is_told_and_ends_with_2(arguments):
    done = run(PATROLS, *arguments)
    assert (done.returncode, done.stdout) == (2, "") and "error: " in done.stderr


# --- trace

def test_trace_tells_source_wording_formula_and_every_place():
    said = run(PATROLS, "trace", "patrol_2.suspects", REPORTGEN_ARCHIVE=None).stdout.splitlines()
    assert said[:6] == [
        "patrol_2.suspects  Second patrol: Suspects arrested",
        "  data/facts.yaml:47:7",
        "  10,164 suspects, 12 January to 12 March 2015: verified",
        "    data/facts.yaml:47:17: account ¶2  10164名  (Account of the year (a sample))",
        "Computed from it:",
        "  data/facts.yaml:65:3: patrol_2.suspects_per_case  1.14 suspects per case"]
    assert said[7].startswith("  t/en.md:5:")
    assert ": en, 1 Results, text [patrol_2.suspects_per_case]: 8,919 cases came to" in said[7]


def test_trace_of_a_source_tells_what_falls_in_the_language_of_the_user():
    said = run(PATROLS, "trace", "--source", "survey", "--json", "--language", "zh").stdout
    fallen, = json.loads(said)
    assert fallen["title"] == "样本调查"
    assert {known["id"] for known in fallen["alone"]} == {"catches.North.cases", "catches.South.cases"}
    said = run(PATROLS, "trace", "--source", "survey").stdout
    assert "Rest on it alone:\n  data/catches.csv:2:7: catches.North.cases  120 cases\n" in said
    assert "Have other support:\n  data/facts.yaml:36:7: patrol_1.cases  more than 1,200 cases (account)\n" in said


def test_a_name_of_a_file_is_no_option():
    done = run(PATROLS, "facts", "--xlsx", "-o", "f.xlsx", LANGUAGE="en")
    assert done.returncode == 2 and "the name of its file" in done.stderr
    assert not (PATROLS / "-o").exists()
