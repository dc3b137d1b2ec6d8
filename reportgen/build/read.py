"""Read a report: its facts and templates, made into a checked document for each language. Nothing is written."""

from __future__ import annotations

from reportgen.build.project import Project, Report
from reportgen.build.work import Tell, silent
from reportgen.checks import check
from reportgen.compose.compose import check_template, compose
from reportgen.diagnostics import Diagnostic, ReportgenError, gather, stop_on_errors
from reportgen.document.nodes import Document
from reportgen.facts.load import load_facts
from reportgen.limits import within
from reportgen.messages import say
from reportgen.scrutiny import ORDINARY, Scrutiny


def proofread(report: Report, project: Project, tell: Tell = silent,
              scrutiny: Scrutiny = ORDINARY) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a report short of writing it, characters that no font has included."""
    from reportgen.writers.fonts import fonts_for
    from reportgen.writers.theme import load_theme

    documents, warnings = read(report, project, tell, scrutiny)
    theme = load_theme(report.theme, report.span)
    for document in documents.values():
        fonts_for(document, theme)
    return warnings


def read(report: Report, project: Project, tell: Tell = silent,
         scrutiny: Scrutiny = ORDINARY) -> tuple[dict[str, Document], tuple[Diagnostic, ...]]:
    """A report's documents by language, and warnings. ReportgenError with what is wrong in any of them."""
    tell(say("{id}: reading facts", id=report.id))
    documents: dict[str, Document] = {}
    problems: list[Diagnostic] = []
    with gather(problems), within(project.limits.compose_seconds, "compose_seconds", report.facts.span):
        facts = load_facts(project.inputs, report.facts, tuple(report.languages))
    if problems:                                       # what templates say wrongly by themselves is told all the same
        for lang, template in report.languages.items():
            with gather(problems), within(project.limits.compose_seconds, "compose_seconds", template.span):
                check_template(report, lang, project.inputs)
        raise ReportgenError(*dict.fromkeys(problems))
    for lang in report.languages:
        tell(say("{id}: composing {lang}", id=report.id, lang=lang))
        with gather(problems), within(project.limits.compose_seconds, "compose_seconds", report.languages[lang].span):
            documents[lang] = compose(report, lang, facts, project.inputs)
    if len(documents) == len(report.languages):
        problems += check(facts, documents, scrutiny)
    return documents, stop_on_errors(dict.fromkeys(problems))
