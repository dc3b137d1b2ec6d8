"""List what a source states: its figures, dates and titles, and which facts cover them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportgen.build.evidence import Archive, folder_of, verify
from reportgen.build.listing import language_of_text, sources_of
from reportgen.build.project import Project
from reportgen.build.work import Scanned, Statement, Tell, silent
from reportgen.checks.coverage import Stated, stated, unread
from reportgen.checks.evidence import Evidence, Examined, Unseen
from reportgen.diagnostics import Diagnostic, WrongUsage, did_you_mean, error, gather
from reportgen.facts.load import load_facts
from reportgen.facts.model import NOWHERE, FactBase, Source
from reportgen.locales import primary
from reportgen.messages import said, say
from reportgen.scrutiny import Scrutiny

AROUND = 8                             # letters of the text that are shown on either side
KINDS = {"quantity": "figure", "date": "date", "title": "title"}


def scan(project: Project, name: str, scrutiny: Scrutiny, tell: Tell = silent) -> Scanned:
    """What the source `name` states, or the archived text of that name. WrongUsage where there is neither.

    Facts that cannot be read cover nothing; what is wrong with them comes back as warnings.
    """
    tell(say("reading facts"))
    folder = folder_of(project, scrutiny)
    problems: list[Diagnostic] = []
    for report in project.reports.values():
        facts = None
        with gather(problems):
            facts = load_facts(project.inputs, report.facts, tuple(report.languages))
        if facts and (source := _source(facts, name, project)):
            facts, examined = verify(facts, project, folder)
            text = examined.texts.get(source.id) or _text(project, folder, source)
            return _scanned(project, source, text, examined, facts)
    return _without_facts(project, name, folder, problems)


def _source(facts: FactBase, name: str, project: Project) -> Source | None:
    """The source of that id, or whose archived text is called so."""
    if name in facts.sources:
        return facts.sources[name]
    named = _in_archive(project, name)
    return next((source for source in facts.sources.values() if source.archive and source.archive == named), None)


def _in_archive(project: Project, name: str) -> str:
    """The name of a text in the archive, from what was typed: that name, or a path to the file."""
    folder = (project.root / project.archive).resolve()
    path = Path(name).resolve()
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else name


def _text(project: Project, folder: Path, source: Source) -> Evidence:
    try:
        return Archive(project, folder).text(source)
    except Unseen as why:
        message = say('"{source}" cannot be scanned: {why}', source=source.id or source.archive, why=said(why))
        raise WrongUsage(error("no-text", message, None, say("archive it:  reportgen source FILE"))) from None


def _without_facts(project: Project, name: str, folder: Path, problems: list[Diagnostic]) -> Scanned:
    """A text that no readable fact base knows, by its own letters."""
    known = dict(sources_of(project))
    archive = known.get(name) or _in_archive(project, name)
    lock = Archive(project, folder).lock
    if archive not in lock:
        raise WrongUsage(error("unknown-source", say('there is no source and no archived text "{name}"', name=name),
                               None, did_you_mean(name, (*known, *lock))))
    source = Source(name if name in known else "", {}, "", "own", {}, None, NOWHERE, archive)
    text = _text(project, folder, source)
    text = Evidence(replace(source, language=language_of_text("".join(text.paragraphs))), text.transcript, text.body)
    found = _scanned(project, source, text, Examined(), None)
    return replace(found, warnings=tuple(replace(one, severity="warning") for one in dict.fromkeys(problems)))


def _scanned(project: Project, source: Source, text: Evidence, examined: Examined, facts: FactBase | None) -> Scanned:
    statements = tuple(_statement(one) for one in stated(text, examined, facts))
    languages = dict.fromkeys(primary(lang) for report in project.reports.values()
                              for lang in report.languages)
    return Scanned(source.id, source.archive, tuple(languages), statements, (), tuple(unread(text, examined)))


def _statement(one: Stated) -> Statement:
    found = one.found
    left = one.words[max(0, found.start - AROUND):found.start]
    right = one.words[found.end:found.end + AROUND]
    around = f"{'…' if found.start > AROUND else ''}{left}[{found.written}]{right}" + (
        "…" if found.end + AROUND < len(one.words) else "")
    return Statement(KINDS[found.kind], one.paragraph, found.written, around, one.by)
