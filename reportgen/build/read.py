"""Read a report: its facts and templates, made into a checked document for each language. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.build.evidence import folder_of, verify
from reportgen.build.judge import judge, settle
from reportgen.build.project import Project, Report
from reportgen.build.work import Tell, silent
from reportgen.checks.evidence import Examined, places_cited
from reportgen.compose.compose import check_template, compose
from reportgen.diagnostics import Diagnostic, ReportgenError, gather, stop_on_errors
from reportgen.document.nodes import Document
from reportgen.facts.load import load_facts
from reportgen.facts.model import FactBase
from reportgen.limits import within
from reportgen.messages import Message, say
from reportgen.scrutiny import ORDINARY, Scrutiny
from reportgen.writers.theme import Theme, load_theme
from reportgen.writers.word import Word


@dataclass(frozen=True, slots=True)
class Read:
    """A report's documents by language, warnings, how its facts stand to their archived sources, facts and theme.

    `house` says what becomes of its own Word template, where that was asked.
    """

    documents: dict[str, Document]
    warnings: tuple[Diagnostic, ...]
    evidence: Examined
    facts: FactBase
    theme: Theme
    house: tuple[Message, ...] = ()


def proofread(report: Report, project: Project, tell: Tell = silent,
              scrutiny: Scrutiny = ORDINARY) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a report short of writing it, characters that no font has included."""
    return proof(report, project, tell, scrutiny).warnings


def proof(report: Report, project: Project, tell: Tell = silent, scrutiny: Scrutiny = ORDINARY) -> Read:
    """What `proofread` tells as warnings, with what was read."""
    from reportgen.writers.docx.house.told import template_told
    from reportgen.writers.fonts import fonts_for

    made = read_report(report, project, tell, scrutiny)
    for document in made.documents.values():
        fonts_for(document, made.theme)
    return replace(made, house=template_told(made.documents, made.theme) if "docx" in report.formats else ())


def read(report: Report, project: Project, tell: Tell = silent,
         scrutiny: Scrutiny = ORDINARY) -> tuple[dict[str, Document], tuple[Diagnostic, ...]]:
    """A report's documents by language, and warnings. ReportgenError with what is wrong in any of them."""
    made = read_report(report, project, tell, scrutiny)
    return made.documents, made.warnings


def _word(report: Report, project: Project) -> Word:
    """What the report wants of its Word files, with its house's own template."""
    template = report.word.template
    return replace(report.word, house=project.inputs.bytes(template, template.span)) if template else report.word


def read_report(report: Report, project: Project, tell: Tell = silent, scrutiny: Scrutiny = ORDINARY) -> Read:
    """A report as it would be written. ReportgenError with what is wrong in any of its languages."""
    tell(say("{id}: reading facts", id=report.id))
    documents: dict[str, Document] = {}
    problems: list[Diagnostic] = []
    with gather(problems), within(project.limits.compose_seconds, "compose_seconds", report.facts.span):
        facts = load_facts(project.inputs, report.facts, tuple(report.languages))
    with gather(problems), within(project.limits.compose_seconds, "compose_seconds", report.theme.span):
        theme = replace(load_theme(report.theme, report.theme.span, project.inputs), word=_word(report, project))
    if problems:                                       # what templates say wrongly by themselves is told all the same
        for lang, template in report.languages.items():
            with gather(problems), within(project.limits.compose_seconds, "compose_seconds", template.span):
                check_template(report, lang, project.inputs)
        raise ReportgenError(*dict.fromkeys(problems))
    evidence, archive = Examined(), folder_of(project, scrutiny)
    with gather(problems), within(project.limits.write_seconds, "write_seconds", report.facts.span):
        facts, evidence = verify(facts, project, archive, scrutiny.require_evidence)
        problems += evidence.problems
    for lang in report.languages:
        tell(say("{id}: composing {lang}", id=report.id, lang=lang))
        with gather(problems), within(project.limits.compose_seconds, "compose_seconds", report.languages[lang].span):
            documents[lang] = compose(report, lang, facts, project.inputs, theme)
    problems += places_cited(documents.values(), evidence)
    if len(documents) == len(report.languages):
        problems += judge(report, project, facts, documents, scrutiny)
    return Read(documents, stop_on_errors(settle(report, project, problems, scrutiny)), evidence, facts, theme)
