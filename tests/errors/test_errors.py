"""Each YAML file here is one mistake in a fact base and the whole message that its author gets; see README.md."""

from pathlib import Path

import pytest
import yaml

from reportgen.diagnostics import ReportgenError
from reportgen.facts.load import load_facts
from reportgen.inputs import Inputs

CASES = sorted(path for path in Path(__file__).parent.glob("*.yaml"))
BASE = """\
source: paper
sources:
  paper:
    title: {zh: 一篇文章, en: A paper}
    language: zh-CN
    issued: 2016-04-19
    kind: primary_official
    descriptor: {zh: 自述。, en: Its own words.}
kinds:
  operation: {zh: 行动, en: Operation}
measures:
  cases: {label: {zh: 案件, en: Cases}, noun: {en: [case, cases]}, unit: "{case}"}
"""


def read(path):
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


def load(case, folder):
    (folder / "data").mkdir()
    for name, text in {"base.yaml": BASE, **case["files"]}.items():
        (folder / "data" / name).write_text(text, "utf-8")
    return load_facts(Inputs(folder), "data", case.get("languages", ()))


def test_the_cases_are_seen_and_the_base_itself_is_right(tmp_path):
    assert len(CASES) >= 20
    assert load({"files": {}, "languages": ["zh-CN", "en"]}, tmp_path).measures["cases"].unit == "{case}"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_author_is_told(path, tmp_path):
    case = read(path)
    with pytest.raises(ReportgenError) as found:
        load(case, tmp_path)
    assert str(found.value) == case["expect"].strip()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_put_right_is_right(path, tmp_path):
    case = read(path)
    assert case["right"].keys() <= case["files"].keys() and case["right"] != case["files"]
    load({**case, "files": {**case["files"], **case["right"]}}, tmp_path)
