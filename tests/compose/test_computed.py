"""compute() in a template: the same engine as derived facts, printed like a fact and traced to its inputs."""

import pytest

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.diagnostics import ReportgenError
from reportgen.document.nodes import FactText, Table
from reportgen.document.walk import blocks, plain, reading, text_units

FACTS = """
source: gazette
sources:
  gazette:
    title: {zh: 公报, en: Gazette}
    language: zh-CN
    issued: 2016-04-19
    kind: media
    descriptor: {zh: 样本, en: A sample}
kinds:
  operation: {zh: 行动, en: Operation}
measures:
  cases: {label: {zh: 破案数, en: Cases solved}, noun: {en: [case, cases]}, unit: "{case}"}
  suspects: {label: {zh: 抓获人数, en: Suspects}, noun: {en: [suspect, suspects]}, unit: "{person}"}
events:
  sweep:
    kind: operation
    title: {zh: 扫毒行动, en: Sweep}
    when: 2015年1月12日至3月12日
    at: ¶1
    facts: {cases: 8919起, suspects: 10164名}
"""
PROJECT = """
reports:
  brief:
    title: {zh: 简报, en: Brief}
    facts: data
    languages: {en: t.md, zh-CN: t.md}
    edition: {date: 2016-04-30}
"""


@pytest.fixture
def compose(tmp_path):
    """A function from a template to the document in a language."""
    def made(template, lang="en", more=""):
        (tmp_path / "data").mkdir(exist_ok=True)
        (tmp_path / "data" / "facts.yaml").write_text(FACTS + more, "utf-8")
        (tmp_path / "reportgen.yaml").write_text(PROJECT, "utf-8")
        (tmp_path / "t.md").write_text(template, "utf-8")
        project = open_project(tmp_path)
        return read(project.report("brief"), project)[0][lang]
    return made


def words(document):
    return [unit.text for unit in text_units(document) if unit.span.file == "t.md"]


def facts_of(document):
    return [node.fact for node in reading(document.blocks) if isinstance(node, FactText)]


PER_CASE = 'compute("sweep.suspects / sweep.cases", places=2)'


def test_it_prints_like_a_fact(compose):
    template = f"{{{{ {PER_CASE} }}}} ({{{{ {PER_CASE}.number }}}})\n\n| a |\n|---|\n| {{{{ {PER_CASE} }}}} |"
    assert words(compose(template)) == ["1.14 suspects per case (1.14)", "a", "1.14 per case"]
    assert words(compose(template, "zh-CN")) == ["每起1.14名 (1.14)", "a", "每起1.14名"]


def test_the_same_formula_is_the_same_figure_however_it_is_spaced(compose):
    document = compose('{{ compute("sweep.suspects/sweep.cases") }} {{ compute("( sweep.suspects ÷ sweep.cases )") }}')
    assert facts_of(document) == ["compute(sweep.suspects/sweep.cases)"] * 2


def test_the_evidence_shows_its_formula_with_the_values_of_its_inputs(compose):
    document = compose(f"{{{{ {PER_CASE} }}}} {{{{ cite({PER_CASE}) }}}}\n\n{{{{ evidence() }}}}")
    table = next(block for block in blocks(document.blocks) if isinstance(block, Table))
    rows = [" | ".join(plain(cell.content) for cell in row.cells) for row in table.body]
    said, = [row for row in rows if "Suspects ÷ Cases solved" in row]
    assert "1.14 per case" in said and "10,164" in said and "8,919" in said


def test_a_derived_fact_is_printed_by_its_id_and_known_to_the_annex(compose):
    document = compose("{{ sweep.tenth }}\n\n{{ evidence() }}",
                       more="derived: {sweep.tenth: {label: {zh: 一成, en: A tenth}, formula: sweep.cases / 10}}\n")
    assert words(document)[0] == "892 cases"
    assert "evidence-sweep.tenth" in {row.id for block in blocks(document.blocks) if isinstance(block, Table)
                                      for row in block.body}


def test_what_is_wrong_is_told_at_its_place_in_the_formula(compose):
    with pytest.raises(ReportgenError) as found:
        compose('One {{ compute("sweep.suspects + sweep.cases") }}, two {{ compute("sweep.cases / sweep.when") }}.')
    told = {(problem.span.column, problem.rule) for problem in found.value.diagnostics}
    assert told == {(32, "unlike-units"), (82, "no-figure")}


@pytest.mark.parametrize("given", ['sweep.cases', '"sweep.cases", 2', '"sweep.cases", places=-1',
                                   '"sweep.cases", places=1.5', '"sweep.cases", as="stone"',
                                   '"sweep.cases", periods="any"', '"sweep.cases", places="2"'])
def test_a_wrong_call_is_an_error_of_the_template(compose, given):
    with pytest.raises(ReportgenError) as found:
        compose(f"{{{{ compute({given}) }}}}")
    assert {problem.rule for problem in found.value.diagnostics} == {"template-error"}


@pytest.mark.parametrize("sum", ["sweep.cases + 1", "1 - sweep.cases", "sweep.cases * 2", "sweep.cases // 2",
                                 "-sweep.cases", "sweep.cases % 2", f"{PER_CASE} / 2"])
def test_a_template_itself_does_no_arithmetic(compose, sum):
    with pytest.raises(ReportgenError) as found:
        compose(f"{{{{ {sum} }}}}")
    problem, *_ = found.value.diagnostics
    assert problem.rule == "template-arithmetic" and "compute(" in problem.hint
