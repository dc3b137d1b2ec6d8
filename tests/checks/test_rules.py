"""The rules that look at facts and finished documents."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reportgen.checks import RULES, RULES_OF_A_FACT_BASE, check_use, not_looked_at
from reportgen.checks import check as check_closely
from reportgen.checks.exemptions import covers, unneeded, without_exempt
from reportgen.diagnostics import Span, warning
from reportgen.document.nodes import (
    Chart, Document, FactText, Heading, List, Meta, Paragraph, Point, Series, Text,
)
from reportgen.facts.model import Citation as Cited
from reportgen.facts.model import Claim, Computation, Fact, FactBase, Input, Source, Value
from reportgen.messages import say
from reportgen.scrutiny import ORDINARY, Exemption, Scrutiny

NO_FACTS = FactBase({}, {}, {}, {}, {}, {}, {}, {})


def check(facts, documents, scrutiny=ORDINARY):
    return check_closely(facts, documents, scrutiny)


def document(lang, *facts, charted=()):
    printed = tuple(FactText(fact, "1", span=Span(f"{lang}.md", n)) for n, fact in enumerate(facts, 1))
    prose = List(((Paragraph(printed),),))
    chart = Chart("bar", tuple(charted), (Series("s", tuple(Point("1", "1", fact) for fact in charted)),),
                  span=Span(f"{lang}.md", 99))
    return Document(Meta("r", lang, "", "1", ""), (prose, chart))


def test_languages_that_print_the_same_facts_pass_however_they_print_them():
    assert check(NO_FACTS, {"zh-CN": document("zh-CN", "a", "b"), "en": document("en", "b", "b", charted=("a",))}) == []


def test_a_fact_that_one_language_lacks_is_told_once_where_another_prints_it_first():
    found = check(NO_FACTS, {"zh-CN": document("zh-CN", "a", "b", "b"), "en": document("en", "a", charted=("c",))})
    assert [(d.severity, str(d.span), d.message) for d in found] == [
        ("warning", "zh-CN.md:2:1", '"b" is printed in zh-CN but not in en'),
        ("warning", "en.md:99:1", '"c" is printed in en but not in zh-CN')]


def section(title, *facts, id=""):
    return (Heading(1, (Text(title),), id), Paragraph(tuple(FactText(fact, "1") for fact in facts)))


def in_sections(lang, *sections):
    return Document(Meta("r", lang, "", "1", ""), tuple(block for blocks in sections for block in blocks))


def told_of(rule, documents):
    return [d.message for d in check(NO_FACTS, documents) if d.rule == rule]


def test_a_fact_in_another_section_is_told_once_with_both_places():
    here = in_sections("zh-CN", section("甲", "a", "b", id="x"), section("乙", "c", id="y"))
    there = in_sections("en", section("A", "a", id="x"), section("B", "b", "c", id="y"))
    assert told_of("told-in-another-section", {"zh-CN": here, "en": there}) == [
        '"b" is printed in zh-CN in the section "甲", in en not there but in "B"']


def test_a_section_that_one_language_adds_counts_with_the_one_before_it():
    here = in_sections("zh-CN", section("甲", "a", id="x"), section("乙", "b", id="more"), section("丙", "c", id="y"))
    there = in_sections("en", section("A", "a", "b", id="x"), section("C", "c", id="y"))
    assert told_of("told-in-another-section", {"zh-CN": here, "en": there}) == []


def test_sections_are_not_matched_by_numbers_that_only_their_order_gave_them():
    here = in_sections("zh-CN", section("甲", "a", id="s-1"), section("乙", "b", id="s-2"))
    there = in_sections("en", section("A", "a", id="s-1"), section("New", id="s-2"), section("B", "b", id="s-3"))
    assert told_of("told-in-another-section", {"zh-CN": here, "en": there}) == []


def test_every_rule_has_a_case_under_the_name_that_it_tells():
    folder = Path(__file__).parents[1] / "errors" / "projects"
    cases = "".join(path.read_text("utf-8") for path in folder.glob("*.yaml"))
    assert [rule for rule in (*RULES, *RULES_OF_A_FACT_BASE) if f"[{rule}]" not in cases] == []


# --- what is let pass ---------------------------------------------------------------------------------------------

FOUND = warning("typed-figure", say('"{words}" is typed by hand', words="G7"), Span("en.md", 3))
NESTED = warning("claim-on-changed-fact", say('"{claim}" rests on it, {how}', claim="few",
                                              how=say('which was corrected to "{answer}"', answer="21 cases")))


def exempt(rule="typed-figure", words="", file=""):
    return Exemption(rule, words, file, "a reason", Span("reportgen.yaml"))


@pytest.mark.parametrize(("exemption", "found", "covered"), [
    (exempt(words="G7"), FOUND, True), (exempt(words="G"), FOUND, False), (exempt(file="en.md"), FOUND, True),
    (exempt(words="G7", file="zh.md"), FOUND, False), (exempt("unused-fact", words="G7"), FOUND, False),
    (exempt("claim-on-changed-fact", words="21 cases"), NESTED, True),
    (exempt(words="G7"), replace(FOUND, severity="error"), False),
])
def test_an_exception_covers_the_warning_that_it_names_and_no_other(exemption, found, covered):
    assert covers(exemption, found) == covered
    assert without_exempt([found], [exemption]) == ([] if covered else [found])


def test_an_exception_that_covers_nothing_is_told_unless_its_rule_was_not_looked_at():
    others = [exempt(words="G8"), exempt("overdue-review", words="x"), exempt("typed-figures", words="G7")]
    told = unneeded([exempt(words="G7"), *others], [FOUND], not_looked_at(ORDINARY))
    assert [d.message.values["rule"] for d in told] == ["typed-figure", "typed-figures"]
    assert "overdue-review" not in not_looked_at(Scrutiny(today=date(2026, 1, 1)))


# --- what a fact base holds and nothing uses ----------------------------------------------------------------------

def source(id, *origins):
    return Source(id, {}, "en", "own", {}, None, Span("s.yaml"), derives_from=origins)


def fact(id, *sources, computation=None):
    cites = tuple(Cited(source, "", "1") for source in sources)
    return Fact(id, {}, (Value(None, "unknown", None, "", None, cites, Span("f.yaml"), computation=computation),), None,
                (), "", Span("f.yaml"))


def base(*facts, sources=(), claims=()):
    return replace(NO_FACTS, facts={one.id: one for one in facts}, sources={one.id: one for one in sources},
                   claims={one.id: one for one in claims})


def names(rule, facts, *printed):
    return [next(iter(d.message.values.values())) for d in check_use(facts, {"en": document("en", *printed)}, ORDINARY)
            if d.rule == rule]


def test_a_fact_is_used_by_print_by_a_formula_and_by_a_claim():
    formula = Computation("a + b", (Input("a", "a", fact("a").newest),))
    claims = (Claim("c", {}, (), Span("c.yaml"), facts=("claimed",)),)
    facts = base(fact("a"), fact("b"), fact("claimed"), fact("sum", computation=formula), claims=claims)
    assert names("unused-fact", facts, "sum") == ["b"]
    assert names("unused-fact", facts, "b") == ["sum"]


def test_a_source_is_cited_by_what_stands_in_it_and_by_what_was_made_from_it():
    sources = [source("reprint", "original"), source("original"), source("alone", "elsewhere"), source("elsewhere")]
    assert names("uncited-source", base(fact("a", "reprint"), sources=sources), "a") == ["alone", "elsewhere"]


def test_support_counts_once_where_all_of_it_goes_back_to_one_source():
    sources = [source("wire"), source("a", "wire"), source("b", "a"), source("c")]
    facts = base(fact("one", "a", "b"), fact("two", "a", "c"), fact("three", "b", "wire"), sources=sources)
    assert [d.message.values for d in check(facts, {"en": document("en")}) if d.rule == "one-origin"] == [
        {"id": "one", "source": "a"}, {"id": "three", "source": "wire"}]


def test_each_circle_of_sources_is_told_once():
    origins = {"a": "b", "b": "c", "c": "a", "d": "a", "e": "f", "f": "e"}
    sources = [source(*pair) for pair in origins.items()]
    found = [d for d in check(base(sources=sources), {"en": document("en")}) if d.rule == "circular-sources"]
    assert [{d.message.values["source"], *(text.values["source"] for _, text in d.related)} for d in found] == [
        {"a", "b", "c"}, {"e", "f"}]
