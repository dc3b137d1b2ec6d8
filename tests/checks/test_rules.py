"""The rules that look at facts and finished documents."""

from reportgen.checks import RULES
from reportgen.checks import check as check_closely
from reportgen.diagnostics import Span
from reportgen.document.nodes import Chart, Document, FactText, List, Meta, Paragraph, Point, Series
from reportgen.facts.model import FactBase
from reportgen.scrutiny import ORDINARY

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


def test_each_rule_stands_in_the_table_under_the_name_it_tells():
    found = check(NO_FACTS, {"zh-CN": document("zh-CN", "a"), "en": document("en")})
    assert {d.rule for d in found} == set(RULES)
