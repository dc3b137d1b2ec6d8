"""Each YAML file here is one mistake in a fact base and the whole message that its author gets.

    says: what the mistake is, in a sentence
    files: {facts.yaml: the text of the file below data/, …}
    languages: [en]                  # optional: those of the report
    expect: the message, to the letter

`data/base.yaml` (BASE) lies beside them. To add a case, add a file; no Python is needed.
"""

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
    case = yaml.safe_load(path.read_text("utf-8"))
    with pytest.raises(ReportgenError) as found:
        load(case, tmp_path)
    assert str(found.value) == case["expect"].strip()
