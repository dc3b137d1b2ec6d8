"""What may be wrong with facts and documents that were read without error: one rule each, in a visible table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from reportgen.checks.facts import facts_told_in_one_language_only
from reportgen.diagnostics import Diagnostic
from reportgen.document.nodes import Document
from reportgen.facts.model import FactBase
from reportgen.scrutiny import Scrutiny

Rule = Callable[[FactBase, Mapping[str, Document], Scrutiny], Iterator[Diagnostic]]

RULES: dict[str, Rule] = {
    "told-in-one-language-only": facts_told_in_one_language_only,
}


def check(facts: FactBase, documents: Mapping[str, Document], scrutiny: Scrutiny) -> list[Diagnostic]:
    """What every rule finds in the documents of one report, by language."""
    return [found for rule in RULES.values() for found in rule(facts, documents, scrutiny)]
