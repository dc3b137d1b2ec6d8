"""The facts that a document prints travel with it, as files that the program itself can load again."""

from dataclasses import fields, is_dataclass
from pathlib import Path
from shutil import copytree

import pytest
import yaml

from reportgen.build.excerpt import attach
from reportgen.build.project import open_project
from reportgen.build.read import read_report
from reportgen.diagnostics import Span
from reportgen.document.nodes import Attachment
from reportgen.document.resolve import citation_order
from reportgen.document.walk import facts_printed
from reportgen.facts.load import load_facts
from reportgen.inputs import Inputs
from reportgen.writers.table_csv import write_tables

ROOT = Path(__file__).parents[2]
DATA = """
source: ministry
at: p. 3
parties: [CN]
kind: survey
sources:
  ministry: {title: {en: Yearbook}, kind: primary_official, language: en, issued: 2020-05-01,
             descriptor: {en: Its own count.}, derives_from: raw}
  raw: {title: {en: Raw counts}, kind: dataset, language: en, issued: 2019, descriptor: {en: As counted.}}
  other: {title: {en: Another}, kind: media, language: en, issued: 2019, descriptor: {en: Hearsay.}}
names:
  BOARD: {label: {en: Harbour board}, at: p. 1}
  UNUSED: {label: {en: Nobody}}
kinds:
  survey: {en: Survey}
  visit: {en: Visit}
measures:
  ships: {label: {en: Ships}, noun: {en: [ship, ships]}, unit: "{ship}"}
  masts: {label: {en: Masts}, noun: {en: [mast, masts]}, unit: "{mast}"}
  berths: {label: {en: Berths}, noun: {en: [berth, berths]}, unit: "{berth}"}
facts:
  berths: {label: {en: "Berths: all, “old” and new"}, written: 12 berths, parties: [BOARD]}
  secret: {label: {en: Not printed}, written: 7 ships, measure: ships}
events:
  count_2019:
    title: {en: "Count: the first"}
    when: 2019
    facts:
      ships: 120 ships
      masts: 240 masts
  visit_1: {kind: visit, title: {en: A visit}, when: 2018}
derived:
  count_2019.per_berth: {label: {en: Ships at a berth}, formula: count_2019.ships / berths, places: 1}
  unused: {label: {en: Twice}, formula: berths * 10}
datasets:
  traffic:
    title: {en: Traffic by port}
    rows: traffic.csv
    key: port
    missing: {"-": unknown}
    fields:
      port: {type: text, label: {en: Port}}
      tonnes: {unit: t, label: {en: Tonnes}}
      loss: {unit: t, label: {en: Loss}}
"""
ROWS = "port,tonnes,loss\nNorth,10.5,1\nSouth,20.0,2\nWest,-,3\n"
PROJECT = """
reports:
  harbour:
    title: {en: Harbour}
    languages: {en: t.md}
    edition: {date: 2020-06-01}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "facts.yaml").write_text(DATA, "utf-8")
    (tmp_path / "data" / "traffic.csv").write_text(ROWS, "utf-8")
    (tmp_path / "reportgen.yaml").write_text(PROJECT, "utf-8")
    return tmp_path


def read(folder, template=None, report="harbour"):
    if template is not None:
        (folder / "t.md").write_text(template, "utf-8")
    project = open_project(folder)
    made = read_report(project.report(report), project)
    return made.facts, attach(made.documents, made.facts, project.report(report), project)


def unpacked(document, folder):
    """The fact base that the attached files hold."""
    folder.mkdir(parents=True)
    for file in document.attachments:
        if file.relationship == "Source":
            (folder / file.name).write_bytes(file.data)
    return load_facts(Inputs(folder), ".")


def told(value):
    """A value without its places in files."""
    if is_dataclass(value) and not isinstance(value, Span):
        return {field.name: told(getattr(value, field.name)) for field in fields(value)
                if field.compare and field.name != "span"}
    if isinstance(value, tuple):
        return [told(one) for one in value]
    return dict(value) if isinstance(value, dict) else value


def assert_same(document, facts, again):
    printed = [id for id in facts_printed(document.blocks) if not id.endswith(".when")]
    assert printed
    for id in printed:
        assert again.fact(id) is not None, id
        assert told(again.fact(id)) == told(facts.fact(id)), id
    for id in citation_order(document.blocks):
        assert told(again.sources[id]) == told(facts.sources[id])


def test_what_is_printed_is_there_and_what_it_rests_on_and_nothing_else(folder, tmp_path):
    facts, made = read(folder, "{{ count_2019.per_berth }}")
    again = unpacked(made["en"], tmp_path / "again")
    assert_same(made["en"], facts, again)
    assert set(again.facts) == {"count_2019.per_berth", "count_2019.ships", "berths"}
    assert set(again.events) == {"count_2019"}
    assert (set(again.measures), set(again.names), set(again.kinds)) == ({"ships", "berths"}, {"BOARD"}, {"survey"})
    assert set(again.sources) == {"ministry", "raw"}
    assert (again.datasets, again.exhibits, again.claims) == ({}, {}, {})


def test_a_date_that_is_printed_brings_its_event(folder, tmp_path):
    _, made = read(folder, "{{ visit_1.when }} {{ berths }}")
    assert told(unpacked(made["en"], tmp_path / "again").events["visit_1"].when)["written"] == ""


def test_a_figure_computed_in_the_template_can_be_computed_again(folder, tmp_path):
    facts, made = read(folder, '{{ compute("count_2019.masts/count_2019.ships") }}')
    assert_same(made["en"], facts, unpacked(made["en"], tmp_path / "again"))


def test_cells_of_a_dataset_come_with_their_rows_and_no_other_figures(folder, tmp_path):
    facts, made = read(folder, "{{ traffic.South.tonnes }}")
    again = unpacked(made["en"], tmp_path / "again")
    assert_same(made["en"], facts, again)
    traffic = again.datasets["traffic"]
    assert (set(traffic.rows), set(traffic.fields)) == ({"South"}, {"port", "tonnes"})
    (rows,) = [file for file in made["en"].attachments if file.name == "facts-traffic.csv"]
    assert (rows.data, rows.media_type) == (b"port,tonnes\r\nSouth,20.0\r\n", "text/csv")


def test_a_total_comes_with_every_row_even_those_that_are_not_known(folder, tmp_path):
    facts, made = read(folder, '{{ table(dataset="traffic", columns=["port", "tonnes"], totals="tonnes", '
                               'caption="Traffic") }}')
    again = unpacked(made["en"], tmp_path / "again")
    assert "traffic.sum(tonnes)" in facts_printed(made["en"].blocks)
    assert_same(made["en"], facts, again)
    assert list(again.datasets["traffic"].rows) == ["North", "South", "West"]


def test_the_same_facts_give_the_same_bytes_whatever_files_they_stand_in(folder):
    _, one = read(folder, "{{ count_2019.per_berth }} {{ traffic.North.tonnes }}")
    whole = yaml.safe_load(DATA)
    for name, kept in (("z.yaml", ("facts", "derived")), ("a.yaml", tuple(set(whole) - {"facts", "derived"}))):
        given = {key: whole[key] for key in ("source", "at", "parties", "kind", *kept) if key in whole}
        (folder / "data" / name).write_text(yaml.safe_dump(given, default_flow_style=False, sort_keys=False), "utf-8")
    (folder / "data" / "facts.yaml").unlink()
    _, other = read(folder)
    first, second = (yaml.safe_load(made["en"].attachments[0].data) for made in (one, other))
    assert first == second
    assert list(first["facts"]) == sorted(first["facts"])


def test_a_text_keeps_its_signs(folder):
    _, made = read(folder, "{{ berths }}")
    file = made["en"].attachments[0]
    assert (file.name, file.media_type, file.relationship) == ("facts.yaml", "application/yaml", "Source")
    assert yaml.safe_load(file.data)["facts"]["berths"]["label"]["en"] == "Berths: all, “old” and new"
    assert file.data.decode().startswith("# The facts of “Harbour”, No. 1, and all that they rest on\n")


def test_the_briefing_s_facts_are_all_there_in_both_languages(tmp_path):
    facts, made = read(ROOT, report="gms_drug_control")
    for lang, document in made.items():
        assert_same(document, facts, unpacked(document, tmp_path / lang))
        tables = {file.name: file.data for file in document.attachments if file.relationship == "Data"}
        assert tables == write_tables(document)
        assert all(isinstance(file, Attachment) and file.description for file in document.attachments)


CASES = sorted(file.parent.name for file in (ROOT / "tests" / "documents").glob("*/facts.yaml"))


@pytest.mark.parametrize("case", CASES)
def test_the_facts_of_every_document_can_be_loaded_again(case, tmp_path):
    home = ROOT / "tests" / "documents" / case
    template = next(file for file in sorted(home.glob("en.*")) if file.suffix in (".md", ".html"))
    copytree(home, tmp_path / "p" / "case")
    (tmp_path / "p" / "reportgen.yaml").write_text(
        PROJECT.replace("{en: t.md}", f"{{en: case/{template.name}}}") + "    facts: case\n"
        + "    office: {en: Sample office}\n", "utf-8")
    facts, made = read(tmp_path / "p")
    again = unpacked(made["en"], tmp_path / "again")
    if any(not id.endswith(".when") for id in facts_printed(made["en"].blocks)):
        assert_same(made["en"], facts, again)
