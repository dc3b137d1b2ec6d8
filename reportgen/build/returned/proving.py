"""Prove that templates with an editor's words in them say just these: compose the report again and look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportgen.build.project import Project
from reportgen.build.read import Read
from reportgen.build.returned.spelling import FILES, CannotSpell, Edit, applied, merged
from reportgen.compose.compose import compose
from reportgen.compose.report import Report
from reportgen.diagnostics import ReportgenError
from reportgen.document.nodes import Text
from reportgen.document.prose import pieces, prose, units_with_words
from reportgen.document.walk import Unit, inlines

MOST = 20                              # edits that are tried one by one


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the project says now of the report that a file is of: its units in the file's language, and its facts."""

    project: Project
    report: Report
    lang: str
    read: Read
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A unit by its index among those of the project, the prose it is to have, and what is to be edited for it."""

    unit: int
    prose: str
    edit: Edit


def proven(wanted: Sequence[Wanted], baseline: Baseline) -> list[Wanted]:
    """Those that come out as they are wanted while all other words of templates stay: all together, else by itself."""
    if _holds(wanted, baseline):
        return list(wanted)
    lines = merged(one.edit for one in wanted)
    groups = [[one for one in wanted if one.edit.file == edit.file and edit.first <= one.edit.first <= edit.last]
              for edit in lines[:MOST]]
    return [one for group in groups if len(groups) > 1 and _holds(group, baseline) for one in group]


def _holds(wanted: Sequence[Wanted], baseline: Baseline) -> bool:
    if not wanted:
        return True
    try:
        texts = _texts(merged(one.edit for one in wanted), baseline)
        document = compose(baseline.report, baseline.lang, baseline.read.facts, baseline.project.inputs.instead(texts),
                           baseline.read.theme)
    except (CannotSpell, ReportgenError):
        return False
    new = {one.unit: one.prose for one in wanted}
    expected = [new.get(number, prose(unit.role, pieces(unit))) for number, unit in enumerate(baseline.units)
                if _is_typed(unit)]
    return [prose(unit.role, pieces(unit)) for unit in units_with_words(document) if _is_typed(unit)] == expected


def _is_typed(unit: Unit) -> bool:
    """Whether a template has words of the unit: annexes follow from the rest, and may change with it."""
    return any(isinstance(node, Text) and node.typed and node.typed.file.endswith(FILES)
               for node in inlines(unit.content))


def _texts(edits: Sequence[Edit], baseline: Baseline) -> dict[str, str]:
    """The templates with edits made, from the last of each to the first."""
    texts: dict[str, str] = {}
    for edit in reversed(edits):
        text = texts.get(edit.file) or baseline.project.inputs.text(edit.file)
        texts[edit.file] = text[:edit.first] + applied(edit, text) + text[edit.last:]
    return texts
