"""A folder of YAML files becomes one fact base; order means nothing, and what is left out comes from around it."""

from decimal import Decimal

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.facts.load import load_facts
from reportgen.facts.model import Choice, Citation, Day
from reportgen.inputs import Inputs

PAPER = """\
sources:
  paper:
    title: {zh: 一篇文章, en: A paper}
    language: zh-CN
    issued: 2016-04-19
    kind: primary_official
    descriptor: {zh: 自述。, en: Its own words.}
kinds:
  operation: {zh: 行动, en: Operation}
  agreement: {zh: 协议, en: Agreement}
measures:
  cases: {label: {zh: 案件, en: Cases}, noun: {en: [case, cases]}, unit: "{case}"}
  drugs: {label: {zh: 毒品, en: Drugs}}
"""
EVENTS = """\
source: paper
events:
  raid:
    kind: operation
    title: {zh: 突击, en: Raid}
    when: 2015年1月12日至3月12日
    at: ¶11
    parties: [CN, LA]
    count: together
    facts:
      cases: 8919起
      drugs: {written: 约295.5吨, at: ¶12, parties: CN, count: each}
      leads: {label: {zh: 线索, en: Leads}, state: withheld}
"""


def load(folder, files, languages=()):
    for name, text in {"paper.yaml": PAPER, **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return load_facts(Inputs(folder), ".", languages)


def test_a_nested_fact_takes_place_parties_period_and_count_from_its_event(tmp_path):
    base = load(tmp_path, {"events.yaml": EVENTS})
    raid = base.events["raid"]
    cases = base.facts["raid.cases"]
    assert raid.facts["cases"] is cases
    assert (cases.event, cases.parties, cases.count) == ("raid", ("CN", "LA"), "together")
    assert cases.newest.period == raid.when and raid.when.start == Day(2015, 1, 12)
    assert cases.newest.cites == (Citation("paper", "¶11", "8919起"),)
    assert raid.cites == (Citation("paper", "¶11", "2015年1月12日至3月12日"),)
    assert cases.label == {"zh": "案件", "en": "Cases"} and cases.measure is base.measures["cases"]


def test_a_nested_fact_may_say_otherwise(tmp_path):
    drugs = load(tmp_path, {"events.yaml": EVENTS}).facts["raid.drugs"]
    assert (drugs.parties, drugs.count, drugs.newest.cites[0].at) == (("CN",), "each", "¶12")
    assert (drugs.newest.quantity.number, drugs.newest.quantity.relation) == (Decimal("295.5"), "approx")


def test_a_state_is_a_value(tmp_path):
    leads = load(tmp_path, {"events.yaml": EVENTS}).facts["raid.leads"].newest
    assert (leads.state, leads.quantity, leads.written) == ("withheld", None, "")


def test_a_state_may_stand_where_the_wording_would(tmp_path):
    text = EVENTS.replace("8919起", "unknown")
    assert load(tmp_path, {"events.yaml": text}).facts["raid.cases"].newest.state == "unknown"


def test_the_order_and_the_folders_of_files_mean_nothing(tmp_path):
    one = load(tmp_path / "one", {"a.yaml": EVENTS})
    two = load(tmp_path / "two", {"z/z.yaml": EVENTS, "a/.hidden.yaml": "nonsense"})
    assert {id: fact.newest.quantity for id, fact in one.facts.items()} == {
        id: fact.newest.quantity for id, fact in two.facts.items()}


def test_dated_values_are_put_in_order_of_time(tmp_path):
    base = load(tmp_path, {"f.yaml": """\
source: paper
facts:
  contribution:
    label: {zh: 捐资}
    at: ¶6
    from: CN
    to: [LA, TH]
    values:
      - {written: 每年100万美元, period: 目前}
      - {written: 每年4万美元, period: 2007年前, at: ¶7}
"""})
    fact = base.facts["contribution"]
    assert [value.written for value in fact.values] == ["每年4万美元", "每年100万美元"]
    assert [value.cites[0].at for value in fact.values] == ["¶7", "¶6"]
    assert fact.newest.period.end == Day(2016, 4, 19)
    assert (fact.given_by, fact.given_to) == (("CN",), ("LA", "TH"))


def test_several_sources_may_say_the_same(tmp_path):
    base = load(tmp_path, {"f.yaml": """\
source: paper
facts:
  cases:
    at: ¶6
    cites:
      - {written: 8919起}
      - {at: ¶9, written: 约8900起}
      - {at: ¶10, written: 8916起, role: disputes}
"""})
    assert [(cite.at, cite.written, cite.role) for cite in base.facts["cases"].newest.cites] == [
        ("¶6", "8919起", "supports"), ("¶9", "约8900起", "supports"), ("¶10", "8916起", "disputes")]


@pytest.mark.parametrize(("first", "second", "agree"), [
    ("295.5吨", "约295.5吨", True), ("8919起", "约8900起", True), ("8919起", "近9000起", True),
    ("1234人次", "1200余人次", True), ("1200余人次", "超过1200人次", True), ("1亿片", "10000万片", True),
    ("约128.6万起", "约129万起", True), ("约1.29亿片", "约1亿片", True), ("约128.6万起", "约128万起", False),
    ("3至5起", "4起", True), ("数百名", "300名", True),
    ("8919起", "约5起", False), ("3至5起", "30至50起", False), ("每年4万美元", "4万美元", False),
    ("8919起", "超过8919起", False), ("约8919起", "约8900起", False), ("1200余起", "1300起", False),
    ("数百名", "3000名", False), ("不足5起", "至少5起", False), ("4万美元", "4万元", False),
])
def test_sources_agree_where_both_may_be_true(tmp_path, first, second, agree):
    text = ("source: paper\nat: ¶1\nfacts:\n  total: {label: {zh: 总数}, cites: "
            f"[{{written: {first}}}, {{at: ¶2, written: {second}}}]}}\n")
    if agree:
        assert len(load(tmp_path, {"f.yaml": text}).facts["total"].newest.cites) == 2
    else:
        with pytest.raises(ReportgenError, match="sources-disagree"):
            load(tmp_path, {"f.yaml": text})


def test_an_agreement_says_who_joined_and_when(tmp_path):
    base = load(tmp_path, {"f.yaml": """\
source: paper
agreements:
  pact:
    kind: agreement
    title: {zh: 协议}
    when: 1993年
    at: ¶4
    parties: [CN, MM]
    joined: {VN: 1995年5月}
    name_then: {MM: {zh: 当时的名称}}
"""})
    pact = base.agreements["pact"]
    assert [(party, when.start) for party, when in pact.joined] == [("VN", Day(1995, 5))]
    assert pact.name_then == {"MM": {"zh": "当时的名称"}}


def test_a_new_event_needs_no_change_of_an_exhibit(tmp_path):
    base = load(tmp_path, {"events.yaml": EVENTS, "exhibits.yaml": """\
exhibits:
  operations:
    kind: table
    caption: {zh: 行动, en: Operations}
    rows: {kinds: operation, parties: CN, period: 1993/2015, having: cases}
    columns:
      - {value: title, head: {zh: 行动, en: Operation}, width: 30}
      - {value: cases, align: number}
  one: {kind: timeline, caption: {zh: 一, en: One}, rows: [raid]}
"""}, ["zh-CN", "en"])
    exhibit = base.exhibits["operations"]
    rows = exhibit.rows
    assert (rows.kinds, rows.having, rows.period.end) == (("operation",), "cases", Day(2015))
    columns = [(each.value, each.head and each.head["en"], each.align, each.width) for each in exhibit.columns]
    assert columns == [("title", "Operation", "left", 30), ("cases", None, "number", 0)]
    assert base.exhibits["one"].rows == Choice("both", ids=("raid",))


def test_ids_may_be_chinese(tmp_path):
    assert "突击" in load(tmp_path, {"events.yaml": EVENTS.replace("raid:", "突击:")}).events


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(ReportgenError, match="no-facts"):
        load_facts(Inputs(tmp_path), ".")


def test_a_byte_order_mark_and_windows_line_ends_are_nothing(tmp_path):
    base = load(tmp_path, {"events.yaml": "\ufeff" + EVENTS.replace("\n", "\r\n")})
    assert base.facts["raid.cases"].span.line == 11


def test_ten_thousand_facts_are_read_as_they_stand(tmp_path):
    many = "source: paper\nat: ¶1\nfacts:\n" + "".join(
        f"  f{n}: {{measure: cases, written: {n}起}}\n" for n in range(10_000))
    base = load(tmp_path, {"many.yaml": many})
    assert base.facts["f9999"].newest.quantity.number == 9999


def test_a_place_without_wording_is_not_given_another_place_s(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "facts.yaml").write_text("""
source: paper
sources:
  paper: {title: {en: A paper}, language: en, kind: media, descriptor: {en: A sample}}
facts:
  total: {label: {en: Total}, cites: [{at: p. 1}, {at: p. 2, written: about 40 people}]}
""", encoding="utf-8")
    cites = load_facts(Inputs(tmp_path), "data").facts["total"].newest.cites
    assert [(cite.at, cite.written) for cite in cites] == [("p. 1", ""), ("p. 2", "about 40 people")]
