"""Read a report: its facts and templates, made into a checked document for each language. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable

from reportgen.build.project import Project, Report
from reportgen.checks import check
from reportgen.compose import compose
from reportgen.diagnostics import Diagnostic, gather, stop_on_errors
from reportgen.document.nodes import Document
from reportgen.facts.load import load_facts

Tell = Callable[[str], None]           # is told each step, for a reader who waits


def silent(step: str) -> None:
    """A Tell that says nothing."""


def proofread(report: Report, project: Project, tell: Tell = silent) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a report short of writing it, characters that no font has included."""
    from reportgen.writers.fonts import fonts_for
    from reportgen.writers.theme import load_theme

    documents, warnings = read(report, project, tell)
    theme = load_theme(report.theme, report.span)
    for document in documents.values():
        fonts_for(document, theme)
    return warnings


def read(report: Report, project: Project, tell: Tell = silent) -> tuple[dict[str, Document], tuple[Diagnostic, ...]]:
    """A report's documents by language, and warnings. ReportgenError with what is wrong in any of them."""
    tell(f"{report.id}: reading facts")
    facts = load_facts(project.inputs, report.facts, tuple(report.languages))
    documents: dict[str, Document] = {}
    problems: list[Diagnostic] = []
    for lang in report.languages:
        tell(f"{report.id}: composing {lang}")
        with gather(problems):
            documents[lang] = compose(report, lang, facts, project.inputs)
    if len(documents) == len(report.languages):
        problems += check(facts, documents)
    return documents, stop_on_errors(dict.fromkeys(problems))
