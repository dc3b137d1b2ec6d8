"""Wordings are looked for at their place in archived texts of every format, whole; what cannot be seen is said."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from reportgen.build.archive import archive_sources
from reportgen.build.evidence import folder_of, summary, uncovered, verify
from reportgen.build.project import open_project
from reportgen.build.read import proofread, read
from reportgen.diagnostics import ReportgenError
from reportgen.facts.load import load_facts
from reportgen.scrutiny import Scrutiny

PROJECT = """\
reports:
  case:
    title: {en: Sample report}
    languages: {en: templates/en.md}
    formats: [html]
    edition: {date: 2016-04-30}
"""
SOURCE = """\
source: paper
sources:
  paper: {title: {en: A sample}, language: %s, issued: 2016-04-19, kind: own, descriptor: {en: A sample.}, archive: %s}
kinds: {operation: {en: Operation}}
measures:
  cases: {label: {en: Cases}, noun: {en: [case, cases]}}
  drugs: {label: {en: Drugs}, unit: t}
"""
ZH = """题目

样例的第一段，说明情况如何，没有数字。

2015年1月12日至3月12日,四国共破获案件8919起,缴获约295.5吨,每年100万美元。

目前有三个。
"""


@pytest.fixture
def project(tmp_path):
    """A function that makes a project with an archived text (or none) and facts, and gives it back."""
    def make(facts, text=ZH, name="paper.txt", language="zh-CN", begins=""):
        root = tmp_path / "p"
        for file, content in {"reportgen.yaml": PROJECT, "templates/en.md": "Nothing but words.\n",
                              "data/base.yaml": SOURCE % (language, name), "data/facts.yaml": facts}.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(content, "utf-8")
        project = open_project(root)
        if text is not None:
            data = text.encode() if isinstance(text, str) else text
            (tmp_path / name).write_bytes(data)
            archive_sources(project, [tmp_path / name], begins)
        return open_project(root)

    return make


def looked(project, **scrutiny):
    facts = load_facts(project.inputs, "data", ("en",))
    folder = folder_of(project, Scrutiny(**{k: v for k, v in scrutiny.items() if k == "archive"}))
    return verify(facts, project, folder, scrutiny.get("required", False))


def rules(project, **scrutiny):
    return [d.rule for d in looked(project, **scrutiny)[1].problems]


def fact(written, at="¶2", name="cases", **more):
    extra = "".join(f", {key}: {value}" for key, value in more.items())
    return f"source: paper\nfacts:\n  {name}: {{written: '{written}', at: '{at}'{extra}}}\n"


def verdict(project, id="cases"):
    facts, _ = looked(project)
    return facts.verdict(facts.facts[id].newest.cites)


@pytest.mark.parametrize("written", ["8919起", "8,919起", "８９１９ 起"])
def test_width_space_and_commas_are_folded(project, written):
    made = project(fact(written))
    assert (verdict(made), rules(made)) == ("verified", [])


CHANGES = """Sample

The first paragraph of this sample says how things stand, without a figure.

The warning time rose from 6 hours to 18 hours, and the losses fell from 5 per cent to 3 per cent in 2015.

Between 3 June and 20 August 2015 it takes from 3 to 5 months; from 1 May to 2 July 2014 none, as the sample says.
"""


@pytest.mark.parametrize(("written", "passes"), [
    ("6 hours", True), ("18 hours", True), ("from 6 hours to 18 hours", True), ("8 hours", False),
    ("5 per cent", True), ("3 per cent", True)])
def test_each_end_of_a_change_may_be_a_figure(project, written, passes):
    assert (rules(project(fact(written), CHANGES, language="en")) == []) is passes


@pytest.mark.parametrize("written", ["from 3 to 5 months", "3 to 5 months", "5 months"])
def test_a_range_may_be_written_with_from_or_without(project, written):
    assert rules(project(fact(written, "¶3"), CHANGES, language="en")) == []


@pytest.mark.parametrize(("date", "passes"), [
    ("Between 3 June and 20 August 2015", True), ("between 3 June and 20 August 2015", True),
    ("2015-06-03/2015-08-20", True), ("3 June and 20 August 2015", False), ("1 May to 2 July 2014", True),
    ("from 1 May to 2 July 2014", True), ("2 July 2014", False), ("unknown", True)])
def test_between_and_from_are_parts_of_an_interval(project, date, passes):
    facts = fact("5 months", "¶3", period=date)
    assert (rules(project(facts, CHANGES, language="en")) == []) is passes


@pytest.mark.parametrize("written", ["919起", "891起", "8919名", "约8919起", "8920起", "8919余起", "九千起"])
def test_anything_else_is_contradicted(project, written):
    made = project(fact(written))
    assert (verdict(made), rules(made)) == ("contradicted", ["not-in-source"])


@pytest.mark.parametrize(("written", "passes"), [("约295.5吨", True), ("295.5吨", False), ("近295.5吨", False),
                                                 ("约295.5公斤", False)])
def test_a_relation_and_a_unit_belong_to_the_figure(project, written, passes):
    made = project(fact(written, name="drugs")) if "公斤" not in written else None
    if made:
        assert (rules(made) == []) is passes


@pytest.mark.parametrize(("when", "passes"), [
    ("2015年1月12日至3月12日", True), ("2015-01-12/2015-03-12", True), ("2015年1月12日", False), ("2015年", False),
    ("2015-01-12/2015-03-13", False), ("2015", False), ("2015-01/2015-03", False)])
def test_a_date_is_found_whole_or_by_its_meaning(project, when, passes):
    event = (f"source: paper\nevents:\n  e: {{kind: operation, title: {{en: E}}, when: '{when}', at: ¶2, "
             "parties: [CN]}\n")
    found = looked(project(event))[1].problems
    assert [d.rule for d in found] == ([] if passes else ["not-in-source"])
    assert all((d.span.file, d.span.line) == ("data/facts.yaml", 3) for d in found)


def test_a_period_of_ones_own_is_looked_for_anywhere_but_the_words_of_a_source_at_their_place(project):
    assert rules(project(fact("三个", "¶3", period="2015-01-12/2015-03-12"))) == []
    assert rules(project(fact("三个", "¶3", period="2014"))) == ["not-in-source"]
    assert rules(project(fact("三个", "¶3", period="目前"))) == []
    assert rules(project(fact("三个", "¶3", period="2015年1月12日至3月12日"))) == ["not-in-source"]


def test_several_places_may_be_named(project):
    assert rules(project(fact("8919起", "¶1–3"))) == []
    assert rules(project(fact("8919起", "¶1, ¶3"))) == ["not-in-source"]
    assert rules(project(fact("8919起", "第2段"))) == []
    assert rules(project(fact("8919起", "line 5"))) == []
    assert rules(project(fact("8919起", "line 6"))) == ["no-such-place"]


def test_the_hint_names_the_nearest_place_else_the_likeliest_wording(project):
    hint = lambda facts: str(looked(project(facts))[1].problems[0].hint)   # noqa: E731
    assert hint(fact("8919起", "¶1")) == "it stands at ¶2"
    assert hint(fact("919起", "¶2")) == 'did you mean "8919起"?'
    assert hint(fact("919起", "¶1")) == "no figure was found there"


def test_where_a_source_repeats_itself_the_nearest_place_is_named(project):
    text = "样例五段，八起如下：8919起。\n" + "没有数字的一段，说的是别的事。\n" * 3 + "最后一段又说8919起。\n"
    assert str(looked(project(fact("8919起", "¶4"), text))[1].problems[0].hint) == "it stands at ¶5"


def test_a_claim_needs_only_its_place(project):
    claim = "source: paper\nclaims:\n  c: {text: {en: It is so.}, at: '%s'}\n"
    assert rules(project(claim % "¶3")) == []
    assert rules(project(claim % "¶4")) == ["no-such-place"]


def test_a_figure_that_disputes_another_must_stand_there_too(project):
    facts = ("source: paper\nfacts:\n  cases:\n    cites:\n      - {at: ¶2, written: 8919起}\n"
             "      - {at: ¶2, written: 8920起, role: disputes}\n")
    found = looked(project(facts))[1].problems
    assert [(d.rule, d.span.line) for d in found] == [("not-in-source", 6)]
    assert verdict(project(facts)) == "verified"


# --- formats ------------------------------------------------------------------------------------------------------

HTML = """<html><body><article><p>A sample of a page that tells of cases and how many there were.</p>
<p>Table 2</p><table><tr><th>Region</th><th>Cases</th></tr><tr><td>North</td><td>about 8,919 cases</td></tr>
<tr><td>South</td><td>295</td></tr></table><p>The last words of it, in May 2015.</p></article></body></html>"""


@pytest.mark.parametrize(("at", "written", "found"), [
    ("table 2", "about 8,919 cases", []), ("Table 2, row 2", "about 8,919 cases", []),
    ("table 2, row 2, column 2", "about 8,919 cases", []), ("table 2, row 3, column Cases", "295", []),
    ("table 2, row 3", "about 8,919 cases", ["not-in-source"]), ("table 3", "295", ["no-such-place"]),
    ("table 2, row 9", "295", ["no-such-place"]), ("table 2, column 3", "295", ["no-such-place"]),
    ("¶1", "295", ["not-in-source"]), ("p. 3", "295", ["no-such-place"]), ("§ 4", "295", ["unreadable-place"])])
def test_a_web_page_has_tables(project, at, written, found):
    assert rules(project(fact(written, at), HTML, "paper.html", "en")) == found


CSV = "Region;Cases\nNorth;8,919\n\nSouth;295 cases\n"


@pytest.mark.parametrize(("at", "written", "found"), [
    ("row 2", "8,919", []), ("line 4", "295 cases", []), ("row 3, column 2", "295 cases", []),
    ("row 2, column Cases", "8919", []), ("column Cases", "295 cases", []), ("row 2", "919", ["not-in-source"]),
    ("line 3", "8919", ["no-such-place"]), ("row 4", "8919", ["no-such-place"])])
def test_a_csv_has_rows_and_lines(project, at, written, found):
    assert rules(project(fact(written, at), CSV, "paper.csv", "en")) == found


def docx(*paragraphs):
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                         'relationships"><Relationship Id="r" Type="http://x/officeDocument" '
                         'Target="word/document.xml"/></Relationships>')
        package.writestr("word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>')
    return packed.getvalue()


def test_a_word_file_has_paragraphs(project):
    text = docx("A sample that is a Word file, and tells of cases.", "More than 8,919 cases were solved in May 2015.")
    assert rules(project(fact("more than 8,919 cases"), text, "paper.docx", "en")) == []
    assert rules(project(fact("8,919 cases"), text, "paper.docx", "en")) == ["not-in-source"]


@pytest.mark.needs("pango")
def test_a_pdf_has_pages(project):
    import weasyprint

    html = ("<style>@page { size: A5 } div { break-after: page }</style><div>A sample of a page that holds nothing but "
            "these words, which are a sentence.</div><p>About 8,919 cases were solved, says the second page of it.</p>")
    text = weasyprint.HTML(string=html).write_pdf()
    for at, found in (("p. 2", []), ("第2页", []), ("p. 1", ["not-in-source"]), ("p. 3", ["no-such-place"]),
                      ("¶2", []), ("line 2", ["unreadable-place"])):
        assert rules(project(fact("about 8,919 cases", at), text, "paper.pdf", "en")) == found, at


# --- texts that are not there, or not what they were ---------------------------------------------------------------

def test_without_the_archive_it_is_said_and_nothing_stops(project):
    made = project(fact("919起"), None)
    assert [d.rule for d in proofread(made.report("case"), made)] == ["unused-fact"]
    facts, found = looked(made)
    assert list(map(str, summary(found))) == [
        "verified in their archived sources: 0 of 1 figures and dates",
        '1 figure or date of "paper" is unverified: its text "paper.txt" is not in the archive (archive)']
    assert facts.verdict(facts.facts["cases"].newest.cites) == "unverified"
    with pytest.raises(ReportgenError, match="unverified"):
        read(made.report("case"), made, scrutiny=Scrutiny(require_evidence=True))


def test_with_the_archive_it_is_said_how_many_are_verified_and_what_no_fact_covers(project):
    found = looked(project(fact("8919起")))[1]
    assert list(map(str, summary(found))) == ["verified in their archived sources: 1 of 1 figures and dates"]
    assert list(map(str, uncovered(found))) == [
        'in no fact yet: 6 figures and dates of "paper" (reportgen scan paper lists them)']


def test_a_text_that_changed_is_told_and_its_facts_are_unverified(project):
    made = project(fact("8919起"))
    path = made.root / "archive/paper.txt"
    path.write_text(ZH.replace("8919", "8916"), "utf-8")
    assert (verdict(made), rules(made)) == ("unverified", ["drifted"])
    assert "8916" in path.read_text("utf-8")


def test_a_text_that_nobody_locked_is_no_evidence(project):
    made = project(fact("8919起"))
    (made.root / "data/archive.lock").unlink()
    assert (verdict(made), rules(made)) == ("unverified", ["not-locked"])
    assert rules(made, required=True) == ["unverified", "not-locked"]


def test_another_archive_may_be_named(project, tmp_path, monkeypatch):
    made = project(fact("8919起"))
    (made.root / "archive").rename(tmp_path / "elsewhere")
    assert verdict(made) == "unverified"
    assert rules(made, archive=str(tmp_path / "elsewhere"), required=True) == []
    monkeypatch.setenv("REPORTGEN_ARCHIVE", str(tmp_path / "elsewhere"))
    assert verdict(made) == "verified"


@pytest.mark.parametrize("link", ["/etc/passwd", "../../secret.txt"])
def test_a_link_that_leads_outside_the_archive_is_not_read(project, tmp_path, link):
    made = project(fact("8919起"))
    (tmp_path / "secret.txt").write_text(ZH, "utf-8")
    (made.root / "archive/paper.txt").unlink()
    (made.root / "archive/paper.txt").symlink_to(link)
    assert (verdict(made), rules(made)) == ("unverified", [])


def relock(made, name, data):
    """Put other bytes into the archive and their hash into the lock, as if they had been archived so."""
    path, lock = made.root / "archive" / name, made.root / "data/archive.lock"
    old = hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(data)
    lock.write_text(lock.read_text("utf-8").replace(old, hashlib.sha256(data).hexdigest()), "utf-8")


@pytest.mark.parametrize(("name", "data", "rule"), [
    ("paper.pdf", b"%PDF-1.7\nbroken", "unreadable-source"), ("paper.docx", b"PK\x03\x04broken", "unreadable-source"),
    ("paper.csv", b'a,"b\n', "unreadable-source"), ("paper.txt", b"\xff" * 99, "unknown-encoding"),
    ("paper.txt", "别的文字，别的段落。\n".encode(), "body-moved"),
    ("paper.txt", b" " * (64 * 2**20 + 1), "file-too-large")], ids=lambda value: str(value)[:20])
def test_a_file_that_cannot_be_read_is_told_and_proves_nothing(project, name, data, rule):
    texts = {"paper.docx": docx("A sample, of 8919 cases in all."), "paper.csv": "cases,8919\n",
             "paper.pdf": Path(__file__).parent.parent / "x"}
    made = project(fact("8919"), texts.get(name, ZH) if name != "paper.pdf" else None, name, "en")
    if name == "paper.pdf":
        (made.root / "archive").mkdir()
        (made.root / "archive/paper.pdf").write_bytes(b"")
        first = '{paragraph: 1, begins: "A"}'
        (made.root / "data/archive.lock").write_text(
            f'"paper.pdf":\n  sha256: {hashlib.sha256(b"").hexdigest()}\n  body:\n'
            f"    first: {first}\n    last: {first}\n")
    relock(made, name, data)
    assert (verdict(made), rules(made)) == ("unverified", [rule])


def test_a_long_text_is_looked_through_in_a_time_that_grows_with_it(project):
    import time

    def seconds(count):
        text = "".join(f"第{n}段说明样例，共破获案件{n}起，缴获约{n}.5吨{'等' * (n % 30)}。\n"
                       for n in range(1000, 1000 + count))
        made = project(fact("999起", "¶7"), text, f"paper{count}.txt")
        before = time.process_time()
        assert rules(made) == ["not-in-source"]
        return time.process_time() - before

    assert seconds(8000) < 20 * max(seconds(1000), 0.05)
