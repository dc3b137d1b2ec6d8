"""What somebody did to a chart by "Edit data", or to its labels, is told like what they did to the words."""

import re

import pytest

from reportgen.build.project import open_project
from reportgen.cli.returned import told as lines
from reportgen.messages import shown
from tests.build.test_returned import PROJECT as BOTH
from tests.build.test_returned import Sample
from tests.word_edits import W

PROJECT = BOTH.replace(", zh: zh.md", "")
FACTS = """source: log
at: p. 1
sources:
  log: {title: {en: Sample log}, language: en, issued: 2016-04-19, kind: own, descriptor: {en: A sample.}}
measures:
  cases: {label: {en: Cases}, noun: {en: [case, cases]}, unit: "{case}"}
  boats: {label: {en: Boats}, noun: {en: [boat, boats]}, unit: "{boat}"}
  tonnes: {label: {en: Seized}, unit: t}
facts:
  cases:
    label: {en: Cases}
    values:
      - {written: about 8916 cases, period: 2013}
      - {state: unknown, period: 2014}
      - {written: over 10164 cases, period: 2015}
      - {written: 9000 to 9500 cases, period: 2016}
kinds: {operation: {en: Operation}}
exhibits:
  both:
    {kind: chart, chart: bar, by: event, caption: {en: Seized and stopped}, rows: {kinds: [operation]},
     facts: [tonnes, boats]}
events:
  north: {kind: operation, title: {en: North}, when: 2015-05-01, facts: {tonnes: 40 tonnes, boats: 120 boats}}
  south: {kind: operation, title: {en: South}, when: 2015-06-01, facts: {tonnes: 25 tonnes, boats: 90 boats}}
"""
ENGLISH = """# Seizures

In the north {{ north.tonnes }} were seized, and {{ north.boats }} stopped.

{{ chart("both") }}

Between the figures.

{{ chart(cases, by="period", kind="column", caption="Cases by year") }}

{{ chart(cases, by="period", kind="dot", caption="Cases by year, as dots") }}

The last words.
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    for name, text in (("facts.yaml", FACTS), ("en.md", ENGLISH), ("reportgen.yaml", PROJECT)):
        folder.joinpath(name).write_text(text, encoding="utf-8")
    return Sample(open_project(folder))


def data(number, *typed):
    """Edit the data of a chart: what stands in cells that it shows becomes something else, wherever it stands."""
    def edit(edited):
        name = f"word/charts/chart{number}.xml"
        text = edited.parts[name].decode()
        for old, new in typed:
            assert f"<c:v>{old}</c:v>" in text
            text = text.replace(f"<c:v>{old}</c:v>", f"<c:v>{new}</c:v>" if new else "<c:v></c:v>")
        edited.parts[name] = text.encode()

    return edit


def line_of(words):
    return ENGLISH[:ENGLISH.index(words)].count("\n") + 1


def told(found):
    return [(fact.id, fact.kind, fact.unchanged, [(one.was, one.now, one.reads, one.where.figure)
                                                  for one in fact.prints]) for fact in found.facts]


def test_an_unedited_file_says_nothing(sample):
    found = sample.read()
    assert found.is_unchanged and found.notes == ()
    assert found.unchanged == 2 + 4 + 4 + 3              # words, two panels, columns, dots: none for what is unknown


def test_a_number_that_no_other_place_prints_is_changed(sample):
    found = sample.read(data(1, ("25", "26.5")))
    assert told(found) == [("south.tonnes", "changed", 0, [("25", "26.5", "26.5", "Figure 1")])]
    [fact] = found.facts
    assert fact.value.file == "facts.yaml" and fact.prints[0].where.section == "Seizures"
    assert fact.prints[0].where.template.line == line_of('{{ chart("both")')
    assert found.prose == () and found.notes == ()


def test_of_several_values_the_one_that_was_printed_is_named(sample):
    lines_of = {words: FACTS[:FACTS.index(words)].count("\n") + 1 for words in ("about 8916", "9000 to")}
    [fact] = sample.read(data(3, ("8916", "8900"))).facts
    assert fact.value.line == lines_of["about 8916"] != lines_of["9000 to"]


def test_the_command_names_the_figure(sample):
    said = "\n".join(shown(line, "en") for line in lines(sample.read(data(1, ("25", "26.5")))))
    assert "south.tonnes: changed" in said
    assert f"en.md:{line_of('{{ chart')}:4, in Figure 1: “25” is now “26.5”, which reads as 26.5" in said


def test_a_number_that_the_words_still_print_is_in_conflict(sample):
    found = sample.read(data(2, ("120", "121")))
    assert told(found) == [("north.boats", "conflicting", 1, [("120", "121", "121", "Figure 1")])]


def test_the_words_and_the_chart_changed_alike_agree(sample):
    found = sample.read(data(2, ("120", "121")), lambda e: e.fact(sample.marks("north.boats")[0], "121 boats"))
    [fact] = found.facts
    assert (fact.kind, [one.now for one in fact.prints]) == ("changed", ["121 boats", "121"])


def test_words_that_the_chart_contradicts_are_in_conflict(sample):
    [fact] = sample.read(lambda e: e.fact(sample.marks("north.boats")[0], "121 boats")).facts
    assert (fact.kind, fact.unchanged) == ("conflicting", 1)


def test_one_year_of_a_fact_is_in_conflict_with_the_same_year_elsewhere_alone(sample):
    assert told(sample.read(data(3, ("10164", "10200")))) == [
        ("cases", "conflicting", 6, [("10164", "10200", "10200", "Figure 2")])]
    found = sample.read(data(3, ("10164", "10200")), data(4, ("10164", "10200")))
    assert [(fact.kind, len(fact.prints)) for fact in found.facts] == [("changed", 2)]


def test_a_label_that_somebody_typed_over_is_a_print_too(sample):
    found = sample.read(data(3, ("9,000 to 9,500", "9,000 to 9,700")))
    assert told(found)[0][3] == [("9,000 to 9,500", "9,000 to 9,700", "9000..9700", "Figure 2")]


def test_what_follows_from_a_number_is_told_with_it(sample):
    """Word writes labels and whiskers anew that are made of the number."""
    found = sample.read(data(3, ("9000", "9100"), ("9,000 to 9,500", "9,100 to 9,500"), ("500", "400")))
    assert [[one.now for one in fact.prints] for fact in found.facts] == [["9100"]]
    assert found.prose == ()


def test_names_and_categories_are_words(sample):
    found = sample.read(data(1, ("South", "Far south"), ("Seized (tonnes)", "Seized by all (tonnes)")))
    assert [(one.kind, one.was, one.now, one.where.role, one.where.figure) for one in found.prose] == [
        ("changed", "Seized (tonnes)", "Seized by all (tonnes)", "chart", "Figure 1"),
        ("changed", "South", "Far south", "chart", "Figure 1")]
    assert found.facts == () and all(one.note for one in found.prose)


def test_the_end_of_a_range_is_told_by_its_category(sample):
    [words] = sample.read(data(3, ("500", "700"))).prose
    assert (words.was, words.now) == ("Cases · 2016 · +500", "Cases · 2016 · +700")


def test_a_number_that_was_taken_out_is_gone_and_one_put_in_is_added(sample):
    def edit(edited):
        text = edited.parts["word/charts/chart1.xml"].decode()
        text = text.replace('<c:pt idx="1"><c:v>25</c:v></c:pt>', '<c:pt idx="2"><c:v>31</c:v></c:pt>')
        edited.parts["word/charts/chart1.xml"] = text.encode()

    found = sample.read(edit)
    assert [(fact.id, fact.kind) for fact in found.facts] == [("south.tonnes", "deleted")]
    assert [(one.kind, one.now) for one in found.prose] == [("added", "Seized (tonnes) · 31")]


def test_the_same_number_otherwise_written_is_no_change(sample):
    assert sample.read(data(1, ("40", "4.0E1"), ("25", "25.000000000000004"))).is_unchanged


def test_a_figure_that_was_deleted_is_told_once(sample):
    found = sample.read(lambda e: [one.getparent().remove(one) for one in list(e.document.iter(W + "p"))
                                   if "chart3.xml" in targets(e, one)])
    assert [(one.kind, one.where.role) for one in found.prose] == [("deleted", "figure")]
    assert found.facts == ()


def test_one_of_two_charts_of_a_figure_that_was_deleted_is_told(sample):
    found = sample.read(lambda e: [one.getparent().remove(one) for one in list(e.document.iter(W + "r"))
                                   if "chart2.xml" in targets(e, one)])
    assert [(one.kind, one.where.role, one.was) for one in found.prose] == [("deleted", "chart", "Boats")]
    assert found.facts == ()


def test_a_chart_that_became_a_picture_is_not_called_deleted(sample):
    def edit(edited):
        for chart in list(edited.document.iter(CHART)):
            if "chart3.xml" in targets(edited, chart.getparent()):
                chart.getparent().remove(chart)

    found = sample.read(edit)
    assert found.is_unchanged
    assert found.notes == ("The chart in Figure 2 is a picture now: its values are not compared.",)


def test_charts_that_changed_places_are_compared_with_themselves(sample):
    def edit(edited):
        ids = [one for one in edited.document.iter(CHART)]
        first, second = (next(one for one in ids if name in targets(edited, one.getparent()))
                         for name in ("chart1.xml", "chart2.xml"))
        first.getparent().append(second)
        next(one for one in edited.document.iter(f"{A}graphicData") if not len(one)).append(first)

    assert sample.read(edit).is_unchanged


def test_a_file_that_does_not_know_its_charts_says_so(sample):
    def edit(edited):
        text = edited.parts["customXml/item1.xml"].decode()
        edited.parts["customXml/item1.xml"] = re.sub("<charts>.*</charts>", "", text).encode()

    found = sample.read(edit)
    assert found.is_unchanged and len(found.notes) == 1


@pytest.mark.parametrize("spoiled", [b"<c/>", b'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/'
                                     b'2006/chart"><c:ser><c:val><c:pt idx="99999999999999999999"><c:v>nan</c:v></c:pt>'
                                     b'<c:pt idx="-1"/><c:pt/></c:val></c:ser></c:chartSpace>'])
def test_a_chart_that_says_nothing_is_told_as_gone(sample, spoiled):
    found = sample.read(lambda e: e.parts.update({"word/charts/chart3.xml": spoiled}))
    assert [fact.id for fact in found.facts if fact.kind != "deleted"] == []
    assert not found.is_unchanged


CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def targets(edited, element):
    """The parts of the charts in an element."""
    relations = dict(re.findall(r'Id="([^"]+)"[^>]*Target="([^"]+)"',
                                edited.parts["word/_rels/document.xml.rels"].decode()))
    relations |= {id: target for target, id in re.findall(
        r'Target="([^"]+)"[^>]*Id="([^"]+)"', edited.parts["word/_rels/document.xml.rels"].decode())}
    return " ".join(relations[one.get(R + "id")] for one in element.iter(CHART))
