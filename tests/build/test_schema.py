"""What editors are told of a project's YAML files: current, described throughout, and neither stricter nor laxer than
the program where an editor can know."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml

from reportgen.build import new, schema
from reportgen.build.new import KINDS, project_files
from reportgen.diagnostics import MachineError, ReportgenError, WrongUsage
from reportgen.facts.load import load_facts
from reportgen.facts.model import LIKELIHOODS
from reportgen.facts.entries.schema import Entry
from reportgen.inputs import Inputs
from reportgen.locales import words
from reportgen.writers.theme import themes

ROOT = Path(__file__).parents[2]
FACTS, PROJECT, THEME = ({"name": name, **json.loads(schema.shipped(name))} for name in schema.NAMES)
GOOD = """\
source: paper
sources:
  paper: {title: {en: A paper}, language: en, kind: media, issued: 2016-04-19, descriptor: {en: A sample.}}
kinds: {raid: {en: Raid}}
facts:
  total: {label: {en: Total}, written: 40, unit: 1, at: 3}
  ports: {label: {en: Ports}, at: p. 4, values: [40, {written: "1,200", unit: 1, period: 2015}]}
events:
  first_raid:
    {kind: raid, title: {en: Raid}, when: 2015-01-12, at: p. 5, parties: NO,
     facts: {cases: {label: {en: x}, state: withheld}}}
"""


class AnEditor(yaml.SafeLoader):
    """Reads YAML as editors do (1.2 core): numbers, true and false are no texts; dates are."""


AnEditor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def complaints(about, text):
    """Where an editor would underline something, as paths."""
    checker = jsonschema.Draft202012Validator(about)
    found = checker.iter_errors(json.loads(json.dumps(yaml.load(text, AnEditor))))
    return ["/".join(map(str, problem.absolute_path)) for problem in found]


def loads(text, folder):
    (folder / "data").mkdir(parents=True)
    (folder / "data" / "facts.yaml").write_text(text, "utf-8")
    return load_facts(Inputs(folder), "data")


def objects(node, path=""):
    """Every mapping from keys to what they may hold, with its place in the schema."""
    if isinstance(node, list):
        for n, item in enumerate(node):
            yield from objects(item, f"{path}/{n}")
    elif isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield path, node["properties"]
        for key, value in node.items():
            yield from objects(value, f"{path}/{key}")


def below(model):
    """The models made from a model, however far."""
    for made in model.__subclasses__():
        yield from (made, *below(made))


# --- what is shipped ----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", schema.NAMES)
def test_what_is_shipped_is_what_the_models_say(name):
    assert schema.shipped(name) == schema.made(name), "run: python tools/schemas.py"


@pytest.mark.parametrize("about", [FACTS, PROJECT, THEME], ids=schema.NAMES)
def test_it_is_json_schema_and_describes_every_key_to_analysts(about):
    jsonschema.Draft202012Validator.check_schema(about)
    seen = list(objects(about))
    assert len(seen) > 3
    bare = [f"{path}: {key}" for path, keys in seen for key, value in keys.items()
            if len(value.get("description", "")) < 8]
    assert bare == []


@pytest.mark.parametrize("about", [FACTS, PROJECT, THEME], ids=schema.NAMES)
def test_it_refuses_keys_that_it_does_not_know_and_names_nothing_of_the_code(about):
    text = json.dumps(about)
    assert '"additionalProperties": false' in text
    assert not any(word in text for word in ('"null"', '"default"', "pydantic"))
    assert all(node.get("description") for name, node in about["$defs"].items() if name.endswith("Entry"))


def test_what_may_be_written_shorter_may_be_so_in_an_editor():
    models = list(below(Entry))
    short = {model.__name__ for model in models if hasattr(model, "short") and model.__name__ in FACTS["$defs"]}
    assert {"FactEntry", "ValueEntry", "ChoiceEntry", "FieldEntry"} <= short
    assert [name for name in short if "anyOf" not in FACTS["$defs"][name]] == []


# --- what it accepts and refuses ----------------------------------------------------------------------------------

def test_it_accepts_the_facts_and_the_project_of_this_repository():
    files = sorted((ROOT / "data").glob("*.yaml"))
    assert len(files) > 5
    assert {path.name: complaints(FACTS, path.read_text("utf-8")) for path in files} == {
        path.name: [] for path in files}
    assert complaints(PROJECT, (ROOT / "reportgen.yaml").read_text("utf-8")) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("languages", [("en",), ("zh-CN", "en")], ids="+".join)
def test_it_accepts_the_files_of_new_projects_which_name_it(kind, languages):
    made = project_files("river", languages, kind)
    named = {name: data.decode() for name, data in made.items() if name.endswith(".yaml")}
    assert len(named) > 4
    for name, text in named.items():
        at = text.partition("\n")[0].removeprefix("# yaml-language-server: $schema=")
        about = made[(Path("x") / name).parent.joinpath(at).as_posix().replace("x/data/../", "").removeprefix("x/")]
        assert complaints(json.loads(about), text) == [], name


def test_the_files_of_this_repository_name_it():
    for path in [*sorted((ROOT / "data").glob("*.yaml")), ROOT / "reportgen.yaml"]:
        first = path.read_text("utf-8").partition("\n")[0]
        named = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        assert named.resolve().parent == ROOT / "reportgen" / "schemas", path
        assert named.is_file()


def test_it_accepts_numbers_dates_and_truth_values_where_the_program_takes_their_text(tmp_path):
    assert complaints(FACTS, GOOD) == []
    older = yaml.load(GOOD, yaml.SafeLoader)                     # YAML 1.1: a date, a number, and NO for false
    assert older["sources"]["paper"]["issued"] == date(2016, 4, 19)
    assert older["events"]["first_raid"]["parties"] is False
    checker = jsonschema.Draft202012Validator(FACTS)
    assert list(checker.iter_errors(json.loads(json.dumps(older, default=str)))) == []
    base = loads(GOOD.replace("[40, ", "[{written: 40, unit: 1, period: 2014}, "), tmp_path)
    assert base.facts["total"].newest.quantity.number == 40
    assert base.events["first_raid"].parties == ("NO",)


@pytest.mark.parametrize(("old", "new", "place"), [
    ("written: 40,", "writen: 40,", "facts/total"),
    ("kind: media", "kind: newspaper", "sources/paper/kind"),
    ("kind: media, ", "", "sources/paper"),
    ("title: {en: A paper}", "title: A paper", "sources/paper/title"),
    ("title: {en: A paper}", "title: {}", "sources/paper/title"),
    ("title: {en: A paper}", "title: {English: A paper}", "sources/paper/title"),
    ("state: withheld", "state: secret", "events/first_raid/facts/cases"),
    ("{en: Total}", "{en: [Total]}", "facts/total"),
    ("written: 40,", "written: ,", "facts/total"),
    ("written: 40,", "written: 40, rank: best,", "facts/total"),
    ("when: 2015-01-12", "when: {start: 2015}", "events/first_raid/when"),
    ("facts:\n  total", "fact:\n  total", ""),
    ("source: paper\n", "source: [paper]\n", "source"),
])
def test_it_refuses_what_the_program_refuses(tmp_path, old, new, place):
    assert old in GOOD
    wrong = GOOD.replace(old, new, 1)
    assert complaints(FACTS, wrong) == [place]
    with pytest.raises(ReportgenError):
        loads(wrong, tmp_path)


@pytest.mark.parametrize(("old", "new"), [
    ("theme: modern", "theme: fancy"), ("formats: [html", "formats: [odt"), ("edition:", "editon:"),
    ("      date:", "      dated:"), ("archive: archive", "archive: [archive]"),
])
def test_it_refuses_a_wrong_project(old, new):
    text = (ROOT / "reportgen.yaml").read_text("utf-8")
    assert old in text
    assert complaints(PROJECT, text.replace(old, new, 1))


OWN_THEME = """\
extends: modern
page: {sheet: Letter, left: 25}
colours: {accent: "#7a1f5c"}
sizes: {body: 11}
contents: {from_pages: 4}
logo: {file: logo.svg, height: 14, alt: {en: Sample Office}}
styles: {key-point: {size: 1.2, colour: accent, bold: true}}
"""


def test_it_accepts_the_themes_that_ship_and_one_that_says_a_part_of_a_theme():
    files = sorted((ROOT / "reportgen" / "themes").glob("*/theme.yaml"))
    assert {path.parent.name: complaints(THEME, path.read_text("utf-8")) for path in files} == {
        name: [] for name in themes()} != {}
    assert complaints(THEME, OWN_THEME) == []
    assert complaints(THEME, "page: {sheet: {width: 182, height: 257}}\ncontents: never\nstyles: [lead]\n") == []


@pytest.mark.parametrize(("old", "new", "place"), [
    ("Letter", "Leter", "page/sheet"), ("left: 25", "left: 250", "page/left"), ("#7a1f5c", "purple", "colours/accent"),
    ("accent: \"", "acent: \"", "colours"), ("{from_pages: 4}", "sometimes", "contents"),
    ("size: 1.2", "size: 9", "styles"), (", alt: {en: Sample Office}", "", "logo"),
    ("body: 11", "body: large", "sizes/body"),
])
def test_it_refuses_a_wrong_theme(old, new, place):
    assert old in OWN_THEME
    assert complaints(THEME, OWN_THEME.replace(old, new, 1)) == [place]


# --- what belongs together ----------------------------------------------------------------------------------------

def test_likelihoods_are_one_list_in_the_model_the_schema_and_the_words_of_each_language():
    entry = FACTS["$defs"]["ClaimEntry"]["properties"]["likelihood"]
    assert tuple(entry["enum"]) == LIKELIHOODS
    for lang in ("en", "zh"):
        assert len({words(lang)[f"likelihood_{key}"] for key in LIKELIHOODS}) == 7


# --- the command --------------------------------------------------------------------------------------------------

def run(*arguments, folder):
    return subprocess.run([sys.executable, "-m", "reportgen", *map(str, arguments)], capture_output=True, check=False,
                          text=True, encoding="utf-8", cwd=folder, env={"PYTHONPATH": str(ROOT), "LANG": "C"})


def test_the_command_prints_and_writes_what_is_shipped_anywhere(tmp_path):
    assert run("schema", folder=tmp_path).stdout == schema.shipped("facts")
    done = run("schema", "project", "-o", "a/b.json", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "a/b.json: written\n")
    assert (tmp_path / "a" / "b.json").read_text("utf-8") == schema.shipped("project")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.json"]


def test_another_name_is_wrong_usage_and_a_place_that_cannot_be_written_the_machines(tmp_path):
    with pytest.raises(WrongUsage, match=r'there is no schema "fact".*\n.*did you mean "facts"'):
        schema.shipped("fact")
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(MachineError, match="could not be written"):
        schema.write_schema("facts", tmp_path / "file" / "x.json")


def test_a_new_project_holds_the_schemas_where_no_fact_is_looked_for(tmp_path):
    new.new_project(tmp_path / "river", ["en"], "briefing")
    kept = tmp_path / "river" / new.SCHEMAS
    assert {path.name for path in kept.iterdir()} == {f"{name}.schema.json" for name in schema.NAMES}
    assert not any(name.startswith(new.SCHEMAS) for name in Inputs(tmp_path / "river").files(".", ".json"))
