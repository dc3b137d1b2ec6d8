"""reportgen.yaml: what it says, and how its mistakes are told."""

import pytest

from reportgen.build.project import find_project, open_project
from reportgen.compose.report import Sent
from reportgen.diagnostics import ReportgenError
from reportgen.facts.model import Day

GOOD = """\
reports:
  road:
    title: {zh: 道路, en: Road}
    marking: {zh: 内部, en: Internal}
    languages: {zh-CN: t/zh.md, en: t/en.md}
    facts: data/
    formats: [html, docx]
    edition:
      date: 2016-04-30
      covers: 1993/2016-04
      next: 2016-10
      distribution: [{zh: 甲, en: A}, {zh: 乙, en: B}]
"""


@pytest.fixture
def write(tmp_path):
    for name in ("t/zh.md", "t/en.md", "data/facts.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")

    def write(text):
        (tmp_path / "reportgen.yaml").write_text(text, "utf-8")
        return tmp_path
    return write


def problems(folder):
    with pytest.raises(ReportgenError) as raised:
        open_project(folder)
    return [(str(d.span).removeprefix("reportgen.yaml:"), d.rule, d.hint) for d in raised.value.diagnostics]


def test_a_report_says_its_texts_in_each_language(write):
    report = open_project(write(GOOD)).report("road")
    assert (report.title("zh-CN"), report.title("en"), report.subtitle("en")) == ("道路", "Road", "")
    assert [text("zh-CN") for text in report.edition.distribution] == ["甲", "乙"]
    assert report.languages == {"zh-CN": "t/zh.md", "en": "t/en.md"}
    assert report.formats == ("html", "docx")
    assert (report.theme, report.edition.number) == ("modern", 1)
    assert (report.edition.date, report.edition.next) == (Day(2016, 4, 30), Day(2016, 10))
    assert (report.edition.covers.start, report.edition.covers.end) == (Day(1993), Day(2016, 4))


def test_it_says_whom_the_end_of_the_document_names(write):
    listed = "distribution: [{zh: 甲, en: A}, {zh: 乙, en: B}]"
    named = ("distribution:\n        readers: {zh: 甲, en: A}\n        report_to: [{zh: 丙, en: C}]\n"
             "        issue_to: [{zh: 丁, en: D}, {zh: 戊, en: E}]\n        copies: 30")
    assert open_project(write(GOOD)).report("road").edition.sent == Sent()
    edition = open_project(write(GOOD.replace(listed, named))).report("road").edition
    assert [text("en") for text in edition.distribution] == ["A"]
    sent = edition.sent
    assert [[text("zh-CN") for text in names] for names in (sent.report_to, sent.send_to, sent.issue_to)] == [
        ["丙"], [], ["丁", "戊"]]
    assert sent.copies == 30
    wrong = named.replace("30", "thirty").replace("{zh: 丙, en: C}", "{en: C}").replace("issue_to", "isue_to")
    assert problems(write(GOOD.replace(listed, wrong))) == [
        ("16:17", "not-a-number", ""), ("15:9", "unknown-key", 'did you mean "issue_to"?')]
    assert problems(write(GOOD.replace(listed, named.replace("{zh: 丙, en: C}", "{en: C}")))) == [
        ("14:22", "missing-language", "add zh: …")]
    assert problems(write(GOOD.replace(listed, "distribution: [A]"))) == [
        ("12:22", "not-a-mapping", "it has one for each language: {zh: …, en: …}")]


def test_what_is_named_in_the_file_knows_its_place(write):
    report = open_project(write(GOOD)).report("road")
    assert str(report.languages["en"].span) == "reportgen.yaml:5:37"
    assert str(report.facts.span) == "reportgen.yaml:6:12"


def test_a_project_is_found_from_any_folder_inside_it(write):
    folder = write(GOOD)
    (folder / "a b" / "数据").mkdir(parents=True)
    assert find_project(folder / "a b" / "数据") == folder.resolve()
    assert open_project(folder / "t").root == folder.resolve()


def test_where_there_is_no_project_it_says_which_file_is_missing(tmp_path):
    with pytest.raises(ReportgenError, match=r"there is no reportgen\.yaml in .* or in a folder above it"):
        open_project(tmp_path)


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("marking:", "markign:", [("4:5", "unknown-key", 'did you mean "marking"?')]),
    ("reports:", "repotrs:", [("1:1", "missing-key", None), ("1:1", "unknown-key", 'did you mean "reports"?')]),
    ("    title: {zh: 道路, en: Road}\n", "", [("3:5", "missing-key", None)]),
    ("{zh: 道路, en: Road}", "{en: Road}", [("3:13", "missing-language", "add zh: …")]),
    ("{zh: 内部, en: Internal}", "{cn: 内部, en: Internal}",
     [("4:15", "missing-language", "add zh: …"), ("4:15", "unknown-language", "languages: en, zh")]),
    ("{zh: 乙, en: B}", "{en: B}", [("12:39", "missing-language", "add zh: …")]),
    ("[html, docx]", "[html, word]", [("7:21", "unknown-format", "formats: html, pdf, docx")]),
    ("[html, docx]", "[html, pfd]", [("7:21", "unknown-format", 'did you mean "pdf"?')]),
    ("[html, docx]", "[html, html]", [("7:21", "duplicate-format", "")]),
    ("[html, docx]", "[]", [("2:3", "no-formats", None)]),
    ("{zh-CN: t/zh.md, en: t/en.md}", "{}", [("2:3", "no-languages", None)]),
    ("zh-CN: t/zh.md", "xx: t/zh.md", [("5:17", "unknown-language", None)]),
    ("t/zh.md", "t/zn.md", [("5:24", "missing-file", 'did you mean "t/zh.md"?')]),
    ("t/zh.md", "../zh.md", [("5:24", "outside-project", None)]),
    ("facts: data/", "facts: t/", [("6:12", "missing-file", "facts: names the folder where the facts lie")]),
    ("formats:", "theme: modren\n    formats:", [("7:12", "unknown-theme", 'did you mean "modern"?')]),
    ("2016-04-30", "30.4.2016", [("9:13", "bad-date", None)]),
    ("2016-04-30", "2016-04", [("9:13", "bad-date", "write a date as 2016-04-30")]),
    ("1993/2016-04", "2016/1993", [("10:15", "reversed-dates", None)]),
    ("2016-10", "2016/2017", [("11:13", "bad-date", "write a date as 2016-04-30")]),
    ("  road:", "  ../road:", [("2:3", "bad-report-id", None)]),
    ("  road:", "  con:", [("2:3", "bad-report-id", None)]),
])
def test_each_mistake_is_told_at_its_place(write, old, new, expected):
    assert old in GOOD
    found = problems(write(GOOD.replace(old, new, 1)))
    assert [(place, rule) for place, rule, _ in found] == [(place, rule) for place, rule, _ in expected]
    assert all(wanted in (None, hint) for (_, _, hint), (_, _, wanted) in zip(found, expected, strict=True))


def test_mistakes_of_several_reports_are_told_in_one_pass(write):
    second = GOOD.partition("\n")[2].replace("road", "Road").replace("{zh: 道路, en: Road}", "Road")
    found = problems(write(GOOD.replace("t/en.md", "t/fr.md").replace("marking", "markign") + second))
    assert [(place, rule) for place, rule, _ in found] == [
        ("4:5", "unknown-key"), ("14:12", "not-a-mapping"), ("13:3", "bad-report-id")]


def test_a_report_that_does_not_exist_is_refused_with_the_nearest_name(write):
    with pytest.raises(ReportgenError, match='did you mean "road"'):
        open_project(write(GOOD)).report("raod")


def test_a_part_of_a_report_is_a_report_of_fewer_languages_and_formats(write):
    report = open_project(write(GOOD)).report("road")
    part = report.only(("en",), ("docx",))
    assert (tuple(part.languages), part.formats) == (("en",), ("docx",))
    assert report.only() == report
    with pytest.raises(ReportgenError, match='has no language "fr"'):
        report.only(("fr",))
    with pytest.raises(ReportgenError, match=r'has no format "dox".*\n.*did you mean "docx"'):
        report.only((), ("dox",))


def test_the_project_of_this_repository_is_read(repository):
    report = open_project(repository).report("gms_drug_control")
    assert set(report.languages) == {"zh-CN", "en"}
    assert "示例" in report.office("zh-CN") and "example" in report.office("en")
