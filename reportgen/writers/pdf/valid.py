"""Hold a finished PDF to PDF/A-3a and PDF/UA-1, and say where in the document it breaks a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.diagnostics import Diagnostic, error
from reportgen.document.nodes import NOWHERE
from reportgen.document.walk import Unit
from reportgen.messages import Message, say

PROFILES = (("PDF/A-3a", "PDF_A_3A"), ("PDF/UA-1", "PDF_UA_1"))
SHOWN = 60
DEEPEST = 20_000                           # headings in a row, rows of a table: the file is our own


def breaches(data: bytes, elements: Mapping[int, Any], said: Sequence[Unit]) -> Iterator[Diagnostic]:
    """An error for each rule that the PDF breaks, at the place of the words that it is about, where there are such.

    `elements` are those of its structure tree by their object's number, `said` is what the document says.
    """
    import page

    limits = page.SafetyLimits(max_reference_depth=DEEPEST, max_table_grid_rows=DEEPEST)
    for standard, name in PROFILES:
        profile = getattr(page.ValidationProfile, name)
        try:
            failures = page.validate_pdf_bytes(data, profile=profile, limits=limits).failures
        except page.SafetyLimitError as problem:
            yield error("pdf-invalid", say("the PDF is too large to be held to {standard}: {message}",
                                           standard=standard, message=str(problem)),
                        hint=say("part the report into several"))
            continue
        for failure in failures:
            element = elements.get(failure.object_id.object_number) if failure.object_id else None
            unit = _unit(element.words, said) if element is not None else None
            yield error("pdf-invalid", _told(standard, failure.rule_id, failure.message, element),
                        unit.span if unit else None,
                        hint=say("this is a fault of the program: please report it with the document"))


def _told(standard: str, rule: str, message: str, element: Any) -> Message:
    if element is None:
        return say("the PDF breaks a rule of {standard}, {rule}: {message}", standard=standard, rule=rule,
                   message=message)
    return say('the PDF breaks a rule of {standard} at the {role} "{words}", {rule}: {message}', standard=standard,
               role=element.role, words=element.words[:SHOWN], rule=rule, message=message)


def _unit(words: str, said: Sequence[Unit]) -> Unit | None:
    """The first piece of the document that says `words`, or that says the first of them, and knows its place."""
    placed = [unit for unit in said if unit.span != NOWHERE]
    for piece in (words, *words.split()[:1]):
        if found := next((unit for unit in placed if piece and piece in " ".join(unit.text.split())), None):
            return found
    return None
