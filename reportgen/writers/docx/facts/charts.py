"""Write what each chart of a file shows into the map of facts, so that the file knows what an editor changes in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.document.nodes import Chart, Document
from reportgen.document.prose import units_with_words
from reportgen.readers.docx.charts import shown_in
from reportgen.writers.docx.package import escape

if TYPE_CHECKING:
    from reportgen.writers.docx.charts.workbook import Workbook


@dataclass(frozen=True, slots=True)
class Drawn:
    """One chart of a figure as it is written: the XML of its part, and its workbook."""

    block: Chart
    xml: bytes
    book: Workbook


def charts_element(document: Document, panels: Sequence[Drawn]) -> str:
    """`<charts>` with a `<chart>` for each panel in order: `figure` counts the figures before its own, `label` is that
    one's, and each `<v at="series role place">` has what is shown there, with its `fact`; "" where there are none.
    Numbers that are computed from others are left out.
    """
    if not panels:
        return ""
    figures = [unit.text for unit in units_with_words(document) if unit.role == "figure"]
    written, number, block = "", -1, None
    for panel in panels:
        if panel.block is not block:
            block, number = panel.block, figures.index(panel.block.alt, number + 1)
        written += f'<chart figure="{number}" label="{escape(block.label)}">{"".join(_values(panel))}</chart>'
    return f"<charts>{written}</charts>"


def _values(panel: Drawn) -> Iterator[str]:
    from lxml import etree

    facts, computed = dict(_facts(panel.book)), panel.book.computed
    for place, shown in shown_in(etree.fromstring(panel.xml)):
        counted = place.role in ("value", "across")
        if not (counted and shown.cell in computed):
            fact = facts.get(shown.cell) if counted else None
            told = f' fact="{escape(fact)}"' if fact else ""
            yield f'<v at="{place.series} {place.role} {place.at}"{told}>{escape(shown.text)}</v>'


def _facts(book: Workbook) -> Iterator[tuple[str, str]]:
    """The cells of values that are facts, with the ids of these."""
    areas = dict(book.names)
    for name, values in areas.items():
        if name.startswith("values_"):
            ids = areas[name.replace("values_", "facts_")]
            yield from ((values.at(place), id) for place, id in enumerate(ids.texts) if id)
