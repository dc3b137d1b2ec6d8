"""Sources, claims and parties: what a file says of them reaches the fact base, and what cannot be is refused."""

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.facts.load import load_facts
from reportgen.facts.model import LIKELIHOODS, Day
from reportgen.facts.entries.parties import countries
from reportgen.inputs import Inputs

PAPER = """\
sources:
  paper:
    title: {zh: 一篇文章, en: A paper}
    language: zh-CN
    kind: academic
    descriptor: {zh: 自述。, en: Its own words.}
"""
FULL = PAPER + """\
    type: article-journal
    author: [{en: "Li, Ming", zh: 李明}, {en: Sample Institute, zh: 样例研究所}]
    container_title: {en: Journal of Samples, zh: 样例学报}
    publisher: {en: Sample Press, zh: 样例出版社}
    publisher_place: {en: Sampleton, zh: 样例市}
    volume: 12
    issue: 3
    page: 45–52
    number: E/2016/12
    edition: 2
    doi: 10.1000/182
    isbn: 978-3-16-148410-0
    derives_from: yearbook
  yearbook: {title: {en: Y, zh: 年}, language: en, kind: own, descriptor: {en: A sample., zh: 样例。}, url: "https://example.org"}
"""


def load(folder, text):
    (folder / "f.yaml").write_text(text, "utf-8")
    return load_facts(Inputs(folder), ".")


def told(folder, text):
    with pytest.raises(ReportgenError) as found:
        load(folder, text)
    return [(str(problem.span).removeprefix("f.yaml:"), problem.rule, problem.hint)
            for problem in found.value.diagnostics]


def test_a_source_keeps_all_that_a_bibliography_needs(tmp_path):
    paper = load(tmp_path, FULL).sources["paper"]
    assert paper.type == "article-journal"
    assert paper.authors == ({"en": "Li, Ming", "zh": "李明"}, {"en": "Sample Institute", "zh": "样例研究所"})
    assert (paper.volume, paper.issue, paper.page, paper.number, paper.edition, paper.doi, paper.isbn) == (
        "12", "3", "45–52", "E/2016/12", "2", "10.1000/182", "978-3-16-148410-0")
    assert (paper.container_title["zh"], paper.publisher["en"], paper.publisher_place["en"]) == (
        "样例学报", "Sample Press", "Sampleton")
    assert paper.derives_from == ("yearbook",)


def test_one_author_needs_no_list_and_the_type_follows_from_the_address(tmp_path):
    both = 'author: [{en: "Li, Ming", zh: 李明}, {en: Sample Institute, zh: 样例研究所}]'
    text = FULL.replace("type: article-journal", "rights: CC BY 4.0").replace(both, "author: {en: Somebody}")
    sources = load(tmp_path, text).sources
    assert sources["paper"].authors == ({"en": "Somebody"},)
    assert (sources["paper"].type, sources["yearbook"].type) == ("document", "webpage")


def test_a_source_is_written_in_the_language_that_its_title_is_given_in_first(tmp_path):
    text = FULL.replace("    language: zh-CN\n", "").replace("language: en, ", "")
    assert [source.language for source in load(tmp_path, text).sources.values()] == ["zh", "en"]


@pytest.mark.parametrize(("isbn", "right"), [
    ("978-3-16-148410-0", True), ("9783161484100", True), ("0-306-40615-2", True), ("080442957X", True),
    ("978-3-16-148410-1", False), ("0-306-40615-3", False), ("X804429570", False), ("1234", False),
    ("977-3-16-148410-0", False),
])
def test_an_isbn_is_checked_by_its_last_digit(tmp_path, isbn, right):
    text = PAPER + f'    isbn: "{isbn}"\n'
    if right:
        assert load(tmp_path, text).sources["paper"].isbn == isbn
    else:
        assert told(tmp_path, text)[0][:2] == ("7:11", "bad-isbn")


def test_a_claim_keeps_confidence_with_its_reason_and_likelihood_apart_from_it(tmp_path):
    for word in LIKELIHOODS:
        claim = load(tmp_path, PAPER + f"""\
claims:
  rising:
    source: paper
    at: ¶1
    text: {{zh: 产量将上升。, en: Output will rise.}}
    confidence: moderate
    because: {{zh: 来源只有一个。, en: There is one source.}}
    likelihood: {word}
    review_by: 2017-01-31
    tags: outlook
    note: {{zh: 备注。, en: A remark.}}
""").claims["rising"]
        assert (claim.confidence, claim.because["en"], claim.likelihood) == ("moderate", "There is one source.", word)
    assert (claim.review_by, claim.tags, claim.note["en"]) == (Day(2017, 1, 31), ("outlook",), "A remark.")


def test_the_place_of_a_wording_is_kept_with_it(tmp_path):
    base = load(tmp_path, PAPER + """\
source: paper
kinds: {raid: {en: Raid}}
facts:
  total: {label: {en: T}, cites: [{at: ¶1, written: 8919起}, {at: ¶2, written: 约8900起}]}
events:
  first_raid: {kind: raid, title: {en: R}, at: ¶1, when: 2015年, facts: {cases: {label: {en: C}, written: 40起}}}
""")
    places = [[str(cite.span) for cite in cites] for cites in (
        base.facts["total"].newest.cites, base.events["first_raid"].cites, base.facts["first_raid.cases"].newest.cites)]
    assert places == [["f.yaml:10:53", "f.yaml:10:79"], ["f.yaml:12:58"], ["f.yaml:12:106"]]


@pytest.mark.parametrize(("code", "meant"), [
    ("UK", "GB"), ("CHN", "CN"), ("cn", "CN"), ("China", "CN"), ("中国", "CN"), ("泰国", "TH"), ("BU", "MM"),
])
def test_a_country_by_another_name_is_told_its_code(tmp_path, code, meant):
    text = PAPER + f"facts:\n  total: {{label: {{en: T}}, written: 40起, source: paper, at: p, parties: {code}}}\n"
    ((_, rule, hint),) = told(tmp_path, text)
    assert (rule, hint) == ("unknown-party", f'did you mean "{meant}"?')


@pytest.mark.parametrize("code", ["EU", "UN", "XK", "ZZ", "QO"])
def test_what_iso_has_not_assigned_is_no_country_until_names_has_it(tmp_path, code):
    assert code not in countries() and {"CN", "GB", "NO", "TW"} <= set(countries()) and len(countries()) == 249
    fact = f"facts:\n  total: {{label: {{en: T}}, written: 40起, source: paper, at: p, parties: {code}}}\n"
    assert told(tmp_path, PAPER + fact)[0][1] == "unknown-party"
    base = load(tmp_path, PAPER + fact + f"names:\n  {code}: {{label: {{en: Something}}}}\n")
    assert base.names[code].kind == "organisation" and base.facts["total"].parties == (code,)


def test_among_thousands_of_ids_a_slip_of_one_letter_is_found(tmp_path):
    many = "source: paper\nat: p\nfacts:\n" + "".join(
        f"  figure_{n}: {{label: {{en: F}}, written: 40起}}\n" for n in range(2000))
    for slip in ("figure_19999", "figre_1999", "figrue_1999", "fihure_1999"):
        claim = f"claims:\n  first_ever: {{text: {{en: One.}}, facts: {slip}}}\n"
        ((_, rule, hint),) = told(tmp_path, PAPER + many + claim)
        assert (rule, hint) == ("unknown-fact", 'did you mean "figure_1999"?')


def test_each_circle_of_events_is_told_at_each_of_its_members_and_nowhere_else(tmp_path):
    chain = {"a": "b", "b": "c", "c": "b", "d": "d", "e": "a", "f": ""}
    events = "".join(f"  ev_{id}: {{kind: raid, title: {{en: R}}, when: 2015年, at: p"
                     f"{f', part_of: ev_{larger}' if larger else ''}}}\n" for id, larger in chain.items())
    text = PAPER + f"source: paper\nkinds: {{raid: {{en: Raid}}}}\nevents:\n{events}"
    assert [(place.partition(":")[0], rule) for place, rule, _ in told(tmp_path, text)] == [
        ("11", "circle"), ("12", "circle"), ("13", "circle")]
