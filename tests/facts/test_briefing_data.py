"""This repository's own fact base: what it says stands in the article, and every figure of the article stands in it."""

import hashlib
import os
import re
from pathlib import Path

import pytest

from reportgen.diagnostics import Span
from reportgen.facts.archive import body_of, read_lock
from reportgen.facts.format import print_value
from reportgen.facts.format_dates import print_when
from reportgen.facts.format_names import print_parties
from reportgen.facts.load import load_facts
from reportgen.inputs import Inputs
from reportgen.readers.paragraphs import read_paragraphs

ROOT = Path(__file__).parents[2]
FIGURES = {
    # fact: (the source's words, English prose, English table)
    "unodc_contribution": ("每年100万美元", "US$1 million a year", "US$1 million a year"),
    "conventions": ("三个", "three conventions", "3"),
    "partnership.years": ("20年", "20 years", "20 years"),
    "liaison_offices.offices": ("8个", "eight border liaison offices", "8"),
    "drug_lords": ("上百名", "at least 100 major traffickers", "at least 100"),
    "mekong_case.duration": ("10个多月", "more than 10 months", "over 10 months"),
    "waterway_2.cases": ("8919起", "8,919 cases", "8,919"),
    "waterway_2.suspects": ("10164名", "10,164 suspects", "10,164"),
    "waterway_2.meth_tablets": ("1亿片", "100 million tablets", "100 million"),
    "waterway_2.meth_crystal": ("0.5吨", "0.5 tonnes", "0.5 t"),
    "waterway_2.heroin": ("1.3吨", "1.3 tonnes", "1.3 t"),
    "waterway_2.precursors": ("约295.5吨", "about 295.5 tonnes", "about 295.5 t"),
    "border_2.cases": ("2688起", "2,688 cases", "2,688"),
    "border_2.suspects": ("3256名", "3,256 suspects", "3,256"),
    "border_2.drugs": ("3911.9公斤", "3,911.9 kg", "3,911.9 kg"),
    "border_2.leads": ("29条", "29 leads", "29"),
    "officer_training.trained": ("1200余人次", "more than 1,200 person-times", "over 1,200"),
    "rice_for_myanmar.deliveries": ("两次", "two donations", "2"),
    "rice_for_myanmar.rice": ("2万吨", "20,000 tonnes", "20,000 t"),
    "laos_treatment.grant": ("60万美元", "US$600,000", "US$600,000"),
    "laos_treatment.medicine": ("60万元人民币", "RMB 600,000", "RMB 600,000"),
    "laos_treatment.medical_staff": ("6名", "six medical workers", "6"),
    "alternative_development.investment": ("人民币16亿余元", "more than RMB 1.6 billion", "over RMB 1.6 billion"),
    "alternative_development.area": ("350万亩", "3.5 million mu", "3.5 million mu"),
    "alternative_development.crops": ("40多种", "more than 40 kinds", "over 40"),
    # computed
    "waterway_2.suspects_per_case": ("每起1.14名", "1.14 suspects per case", "1.14 per case"),
    "border_2.suspects_per_case": ("每起1.21名", "1.21 suspects per case", "1.21 per case"),
}
DATES = {
    "drug_control_mou": ("1993", "1993年"), "ministerial_1": ("May 1995", "1995年5月"),
    "officer_training": ("since 2002", "2002年起"), "rice_for_myanmar": ("2006 and 2008", "2006年和2008年"),
    "mekong_case": ("2012", "2012年"), "waterway_1": ("2013", "2013年"),
    "border_operations": ("since 2014", "2014年起"),
    "waterway_2": ("12 January to 12 March 2015", "2015年1月12日至3月12日"), "border_2": ("2015", "2015年"),
    "laos_treatment": ("date not given", "日期不详"), "liaison_offices": ("date not given", "日期不详"),
}


@pytest.fixture(scope="module")
def base():
    return load_facts(Inputs(ROOT), "data", ["zh-CN", "en"])


@pytest.fixture(scope="module")
def paragraphs(base):
    """The article's paragraphs as its citations count them, from its archived text and data/archive.lock."""
    name = base.sources["gms2016"].archive
    locked = read_lock((ROOT / "data/archive.lock").read_text("utf-8"), "data/archive.lock")[name]
    given = os.environ.get("REPORTGEN_ARTICLE")
    folders = [*([Path(given)] if given else []), ROOT / "archive", ROOT.parent / "shared/source"]
    found = next((path for folder in folders if (path := folder / name).is_file()), None)
    if found is None:
        pytest.skip("the article is not here: REPORTGEN_ARCHIVE names the folder that holds it")
    assert hashlib.sha256(found.read_bytes()).hexdigest() == locked.sha256
    texts = [paragraph.text for paragraph in read_paragraphs(found.read_bytes(), Span(name)).paragraphs]
    return dict(enumerate(body_of(locked, texts), 1))


@pytest.mark.parametrize("id", FIGURES)
def test_a_figure_in_both_languages(base, id):
    fact = base.facts[id]
    printed = (print_value(fact.newest, fact, "zh-CN", base), print_value(fact.newest, fact, "en", base),
               print_value(fact.newest, fact, "en", base, "table"))
    assert printed == FIGURES[id]


def test_no_figure_is_missing_from_the_list_above(base):
    assert {fact.id for fact in base.facts.values() if fact.newest.quantity} - {"source_areas"} == set(FIGURES)


@pytest.mark.parametrize("id", DATES)
def test_a_date_in_both_languages(base, id):
    subject = {event.id: event for event in base.subjects()}[id]
    assert (print_when(subject.when, "en"), print_when(subject.when, "zh-CN")) == DATES[id]


def test_the_contribution_before_and_now(base):
    before, now = base.facts["unodc_contribution"].values
    assert (before.written, print_when(before.period, "en")) == ("每年4万美元", "before 2007")
    assert (now.written, print_when(now.period, "en")) == ("每年100万美元", "now (as of 19 April 2016)")


def test_it_is_said_whose_results_are_counted(base):
    assert base.facts["waterway_2.cases"].count == base.facts["border_2.cases"].count == "together"
    assert print_parties(base.facts["waterway_2.cases"].parties, base, "en") == "China, Laos, Myanmar and Thailand"
    assert print_parties(base.facts["border_2.cases"].parties, base, "en") == "China and Viet Nam"
    assert base.facts["rice_for_myanmar.rice"].count == "together"


def test_the_united_nations_signed_under_its_name_of_then(base):
    mou = base.agreements["drug_control_mou"]
    assert mou.parties == ("CN", "MM", "LA", "TH", "UNODC")
    assert mou.name_then["UNODC"]["zh"] == "联合国禁毒署东亚和太平洋地区中心"
    assert [(party, print_when(when, "en")) for party, when in mou.joined] == [("VN", "May 1995"), ("KH", "May 1995")]


def test_what_the_source_says_of_itself_is_a_claim_and_no_fact(base):
    assert {"plan_first", "mou_early", "situation_improving", "main_threat"} <= set(base.claims)
    assert not any("世界上第一" in str(fact.label) for fact in base.facts.values())


def cited(base):
    """Each wording that the fact base attributes to a place: (who says so, paragraph, wording)."""
    for fact in base.facts.values():
        for value in fact.values:
            for cite in value.cites:
                yield fact.id, int(cite.at[1:]), cite.written
            if value.period and value.period.kind != "unknown":
                yield f"{fact.id}, its period", int(value.cites[0].at[1:]), value.period.written
    for subject in base.subjects():
        for cite in subject.cites:
            yield subject.id, int(cite.at[1:]), cite.written


def test_every_wording_stands_in_the_paragraph_it_is_cited_from(base, paragraphs):
    wordings = [found for found in cited(base) if found[2]]
    assert len(wordings) > 60
    assert [found for found in wordings if found[2] not in paragraphs.get(found[1], "")] == []


def test_every_place_is_a_paragraph_of_the_article(base, paragraphs):
    assert len(paragraphs) == 20
    places = [number for _, number, _ in cited(base)] + [int(c.cites[0].at[1:]) for c in base.claims.values()]
    assert set(places) <= set(paragraphs)


def test_every_figure_and_date_of_the_article_stands_in_the_fact_base(base, paragraphs):
    counted = "起|名|人次|片|吨|条|年|月|日|次|个|种|国|大|亩|美元|元"
    figure = re.compile(rf"[\d.]+|[一二三四五六七八九十两百千万亿]+(?:{counted})")
    ours = {(number, wording) for _, number, wording in cited(base)}
    names = [label for name in base.names.values() for label in name.label.values()]
    left = []
    for number, text in paragraphs.items():
        wordings = [wording for place, wording in ours if place == number and wording]
        joined = [when.written for agreement in base.agreements.values() for _, when in agreement.joined]
        for wording in sorted([*wordings, *names, *joined], key=len, reverse=True):
            text = text.replace(wording, "□")
        left += [(number, found[0]) for found in figure.finditer(re.sub("第[一二]届|第一个", "□", text))]
    # 四国, 两国: the parties of an operation, and the two governments of ¶20
    assert {found for _, found in left} <= {"四国", "两国"}


def test_the_sentences_are_our_own(base, paragraphs):
    """No run of a dozen Chinese characters is the article's, but for names, titles and the wording of figures."""
    article = re.sub(r"\s", "", "".join(paragraphs.values())).replace(",", "，")
    subjects = tuple(base.subjects())
    names = [text for named in (*base.names.values(), *base.measures.values()) for text in named.label.values()]
    names += [text for titled in (*subjects, *base.sources.values()) for text in titled.title.values()]
    written = [cite.written for fact in base.facts.values() for value in fact.values for cite in value.cites]
    written += [subject.when.written for subject in subjects]
    known = sorted({re.sub(r"\s", "", text) for text in (*names, *written) if text}, key=len, reverse=True)
    files = [*(ROOT / "data").glob("*.*"), *(ROOT / "templates").rglob("zh-CN.md"), *(ROOT / "docs").rglob("*.md")]
    assert len(files) > 8
    for file in files:
        text = re.sub(r"\s|#.*", "", file.read_text("utf-8"))
        for name in known:
            text = text.replace(name, "|")
        runs = (text[n:n + 13] for n in range(len(text) - 12))
        assert [run for run in runs if run in article and "|" not in run] == [], file.name
