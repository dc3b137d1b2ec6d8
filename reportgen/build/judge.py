"""Judge a report that was composed: run the rules, let pass what it allows, be strict where that is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from reportgen.build.project import Project, Report
from reportgen.checks import check, check_use, not_looked_at
from reportgen.checks.exemptions import unneeded, without_exempt
from reportgen.compose.compose import compose
from reportgen.diagnostics import Diagnostic, ReportgenError
from reportgen.document.nodes import Document
from reportgen.facts.load import load_facts
from reportgen.facts.model import FactBase
from reportgen.limits import within
from reportgen.scrutiny import Scrutiny
from reportgen.writers.theme import load_theme


def judge(report: Report, project: Project, facts: FactBase, documents: Mapping[str, Document],
          scrutiny: Scrutiny) -> list[Diagnostic]:
    """What the rules find in a report's documents; in a preview only what can be known from a part of them."""
    found = check(facts, documents, scrutiny)
    if not _is_whole(report, project):
        return found
    all_made = _all_made_of_its_facts(report, project, documents)
    return found + check_use(facts, all_made, scrutiny) if all_made else found


def settle(report: Report, project: Project, problems: Iterable[Diagnostic], scrutiny: Scrutiny) -> list[Diagnostic]:
    """The problems without those that the report allows, and the exceptions that nothing needs; errors if strict."""
    problems = list(dict.fromkeys(problems))
    left = without_exempt(problems, report.exceptions)
    if _is_whole(report, project) and all(found.severity == "warning" for found in problems):
        left += unneeded(report.exceptions, problems, not_looked_at(scrutiny))
    return [replace(found, severity="error") for found in left] if scrutiny.strict else left


def _is_whole(report: Report, project: Project) -> bool:
    """Whether all languages of the report are there: a preview has some of them."""
    known = project.reports.get(report.id)
    return known is not None and known.languages.keys() == report.languages.keys()


def _all_made_of_its_facts(report: Report, project: Project,
                           documents: Mapping[str, Document]) -> dict[str, Document]:
    """The documents of all reports that share facts with this one; none where an earlier report tells of its facts,
    or where another cannot be composed."""
    made = dict(documents)
    earlier = True
    for other in project.reports.values():
        if other.id == report.id:
            earlier = False
        elif earlier and _lies_in(report, other):
            return {}
        elif _lies_in(report, other) or _lies_in(other, report):
            try:
                made |= {f"{other.id}/{lang}": document for lang, document in _composed(other, project)}
            except ReportgenError:                     # which is told where that report is read itself
                return {}
    return made


def _composed(report: Report, project: Project) -> Iterator[tuple[str, Document]]:
    facts = load_facts(project.inputs, report.facts, tuple(report.languages))
    theme = load_theme(report.theme, report.theme.span, project.inputs)
    for lang, template in report.languages.items():
        with within(project.limits.compose_seconds, "compose_seconds", template.span):
            yield lang, compose(report, lang, facts, project.inputs, theme)


def _lies_in(report: Report, other: Report) -> bool:
    """Whether the folder of a report's facts is, or lies in, that of the other's."""
    return PurePosixPath(report.facts).is_relative_to(PurePosixPath(other.facts))
