"""What may be wrong with facts and documents that were read without error: one rule each, in a visible table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reportgen.checks.age import claims_on_changed_facts, fallen_values, overdue_reviews
from reportgen.checks.empty import empty_exhibits
from reportgen.checks.origins import circular_sources, one_origin
from reportgen.checks.prose import typed_figures
from reportgen.checks.sections import facts_told_elsewhere, facts_told_in_one_language_only
from reportgen.checks.use import uncited_sources, unused_facts
from reportgen.diagnostics import Diagnostic
from reportgen.document.nodes import Document
from reportgen.facts.model import FactBase
from reportgen.scrutiny import Scrutiny

Rule = Callable[[FactBase, Mapping[str, Document], Scrutiny], Iterator[Diagnostic]]

RULES: dict[str, Rule] = {
    "typed-figure": typed_figures,
    "told-in-one-language-only": facts_told_in_one_language_only,
    "told-in-another-section": facts_told_elsewhere,
    "fallen-value": fallen_values,
    "overdue-review": overdue_reviews,
    "claim-on-changed-fact": claims_on_changed_facts,
    "circular-sources": circular_sources,
    "one-origin": one_origin,
    "empty-exhibit": empty_exhibits,
}
RULES_OF_A_FACT_BASE: dict[str, Rule] = {          # want every document that is made of it, by whatever report
    "unused-fact": unused_facts,
    "uncited-source": uncited_sources,
}


def check(facts: FactBase, documents: Mapping[str, Document], scrutiny: Scrutiny) -> list[Diagnostic]:
    """What every rule finds in the documents of one report, by language."""
    return [found for rule in RULES.values() for found in rule(facts, documents, scrutiny)]


def check_use(facts: FactBase, documents: Mapping[str, Document], scrutiny: Scrutiny) -> list[Diagnostic]:
    """What in a fact base none of `documents` uses; they must be all that are made of it."""
    return [found for rule in RULES_OF_A_FACT_BASE.values() for found in rule(facts, documents, scrutiny)]


def not_looked_at(scrutiny: Scrutiny) -> set[str]:
    """The rules whose warnings may be absent though something is wrong: no build knows what is overdue, and nobody
    what a text says that is not at hand."""
    return {"unreadable-place", "not-locked"} | ({"overdue-review"} if scrutiny.today is None else set())
