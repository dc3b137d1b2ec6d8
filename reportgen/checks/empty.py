"""Is there something to show? Tables and timelines whose choice meets no row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.diagnostics import Diagnostic, warning
from reportgen.document.nodes import Document, Table, Timeline
from reportgen.document.walk import blocks, plain
from reportgen.facts.model import FactBase
from reportgen.locales import words
from reportgen.messages import say
from reportgen.scrutiny import Scrutiny


def empty_exhibits(facts: FactBase, documents: Mapping[str, Document], scrutiny: Scrutiny) -> Iterator[Diagnostic]:
    """A table or timeline of no rows, where it is called."""
    for document in documents.values():
        for block in blocks(document.blocks):
            if isinstance(block, Table | Timeline) and _is_empty(block, words(document.meta.lang)["no_rows"]):
                yield warning("empty-exhibit", say("this exhibit chooses no rows"), block.span,
                              say("leave it out while there is nothing: {% if … %}"))


def _is_empty(block: Table | Timeline, nothing: str) -> bool:
    if isinstance(block, Timeline):
        return not block.entries
    return len(block.body) == 1 and [plain(cell.content) for cell in block.body[0].cells] == [nothing]
