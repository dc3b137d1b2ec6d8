"""Open a project's archive and lock, and compare its facts with the texts in it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportgen.build.archive import archive_folder, lock_name
from reportgen.build.project import Project
from reportgen.checks.evidence import Evidence, Examined, Unseen, counted, examine, unverified
from reportgen.checks.coverage import stated
from reportgen.diagnostics import ReportgenError, Span, WrongUsage, did_you_mean, error, refuse, warning
from reportgen.facts.archive import Archived, body_of, read_lock
from reportgen.facts.model import FactBase, Source
from reportgen.facts.yaml.nodes import Text
from reportgen.inputs import Inputs
from reportgen.messages import Message, say
from reportgen.readers.paragraphs import read_paragraphs
from reportgen.readers.paragraphs.places import Body
from reportgen.scrutiny import Scrutiny

VARIABLE = "REPORTGEN_ARCHIVE"
LOOKED_THROUGH = 500_000               # letters of texts in which what no fact covers is counted


class Archive:
    """The folder of source texts and what is locked of them."""

    def __init__(self, project: Project, folder: Path) -> None:
        self.inputs = Inputs(folder)
        inside = folder.is_relative_to(project.root)
        self.shown = folder.relative_to(project.root).as_posix() if inside else str(folder)
        name = lock_name(project)
        self.lock = read_lock(project.inputs.text(name), name) if project.inputs.is_file(name) else {}

    def text(self, source: Source) -> Evidence:
        """A source's text. Unseen where there is none; ReportgenError where there is one and it is no evidence."""
        if not source.archive:
            raise Unseen(say("no text of it is archived"))
        name, known = source.archive, self.lock.get(source.archive)
        if not self.inputs.is_file(name):
            if known is None and self.lock:           # without a lock nothing is archived yet, which is told at the end
                meant = did_you_mean(name, [*self.lock, *self.inputs.beside(name)])
                raise ReportgenError(warning("not-locked", say('no text "{name}" was ever archived', name=name),
                                             _named_at(source), meant or say("archive it:  reportgen source FILE")))
            raise Unseen(say('its text "{name}" is not in the archive ({folder})', name=name, folder=self.shown))
        if known is None:
            raise ReportgenError(warning(
                "not-locked", say('"{name}" lies in the archive, but nobody has locked what it holds', name=name),
                _named_at(source), say("archive it:  reportgen source {file}", file=f"{self.shown}/{name}")))
        span = Span(f"{self.shown}/{name}")
        data = self.inputs.bytes(name, source.span)
        if hashlib.sha256(data).hexdigest() != known.sha256:
            _refuse_drift(source, known)
        transcript = read_paragraphs(data, span)
        body_of(known, [paragraph.text for paragraph in transcript.paragraphs])
        return Evidence(source, transcript, Body(known.first.paragraph, known.last.paragraph))


def _named_at(source: Source) -> Span:
    """Where a source names its archived text."""
    return source.archive.span if isinstance(source.archive, Text) else source.span


def _refuse_drift(source: Source, known: Archived) -> None:
    refuse("drifted", say('"{name}" is not the text that was archived: it has changed since', name=source.archive),
           source.span, say("put the archived text back; what has changed is a source of its own, under a new name"),
           ((known.span, say("its hash is locked here")),) if known.span else ())


def folder_of(project: Project, scrutiny: Scrutiny) -> Path:
    """Where the texts lie: as the command line says, else $REPORTGEN_ARCHIVE, else the project's own folder."""
    named = scrutiny.archive or os.environ.get(VARIABLE, "")
    if not named:
        return archive_folder(project)
    folder = Path(named).expanduser().resolve()
    if scrutiny.archive and not folder.is_dir():
        raise WrongUsage(error("missing-archive", say('the archive "{folder}" is not a folder', folder=named)))
    return folder


def verify(facts: FactBase, project: Project, folder: Path, required: bool = False) -> tuple[FactBase, Examined]:
    """The fact base with its verdicts by the archive in `folder`, and what was found.

    What cannot be compared is an error where it is `required`. ReportgenError where the lock cannot be read.
    """
    found = examine(facts, Archive(project, folder).text, required)
    return replace(facts, verdicts=found.verdicts), found


def summary(found: Examined) -> Iterator[Message]:
    """How many figures and dates are verified, then why the others are not."""
    verdicts = [verdict for wording, verdict in found.judged if wording.kind != "place"]
    if verdicts:
        yield say("verified in their archived sources: {verified} of {count} figures and dates",
                  count=len(verdicts), verified=verdicts.count("verified"))
    yield from not_seen(found)


def not_seen(found: Examined) -> Iterator[Message]:
    """For each source whose text was not compared, how many figures and dates that leaves, and why."""
    for id, count in counted(found.judged, found.unseen).items():
        yield unverified(id, count, found.unseen[id])


def uncovered(found: Examined) -> Iterator[Message]:
    """How much of what the sources state is in no fact; long texts, books for instance, are not looked through."""
    for id, text in found.texts.items():
        if sum(map(len, text.paragraphs)) <= LOOKED_THROUGH:
            left = sum(not one.by and one.found.kind != "title" for one in stated(text, found))
            if left:
                yield say('in no fact yet: {count} figures and dates of "{source}" '
                          '(reportgen scan {source} lists them)', count=left, source=id)
