"""Fill the annexes that follow from a document's own text: its sources, its evidence, its abbreviations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reportgen.compose.bibliography import described
from reportgen.compose.evidence import Gathering, evidence
from reportgen.diagnostics import Span
from reportgen.document.nodes import Blocks, Cell, Column, List, Paragraph, Row, Table, Text
from reportgen.document.resolve import SOURCE, citation_order
from reportgen.facts.model import localized

if TYPE_CHECKING:
    from reportgen.compose.composition import Composition


@dataclass(frozen=True, slots=True)
class Annex:
    """The place of an annex in a document whose text is not yet complete."""

    kind: Literal["sources", "evidence", "abbreviations"]
    span: Span


def annex_blocks(annex: Annex, said: Blocks, composition: Composition) -> Blocks:
    """The blocks of an annex to what is `said` in the document."""
    fill = {"sources": sources, "evidence": evidence, "abbreviations": abbreviations}[annex.kind]
    return fill(said, composition, annex.span)


# --- sources

def sources(said: Blocks, composition: Composition, span: Span) -> Blocks:
    """The list of the sources that are cited, that a printed fact rests on, or that one of these was made from.

    They stand in the order of their numbers.
    """
    known = composition.facts.sources
    order = [*citation_order(said), *(cite.source for line in Gathering(composition.facts).lines(said)
                                      for fact in line.facts.values() for value in fact.values for cite in value.cites)]
    for id in order:                             # grows as it goes
        order += (origin for origin in known[id].derives_from if origin not in order) if id in known else ()
    items = tuple((Paragraph(described(known[id], composition.lang, composition.words), id=SOURCE + id, span=span),)
                  for id in dict.fromkeys(order) if id in known)
    return (List(items, ordered=True, span=span),) if items else ()


# --- abbreviations

def abbreviations(said: Blocks, composition: Composition, span: Span) -> Blocks:
    """The short forms that the document uses, and what they stand for."""
    lang = composition.lang
    used = [(localized(name.short, lang) or name.id, localized(name.label, lang) or name.id)
            for name in composition.names_used.values()]
    pairs = sorted({(short, full) for short, full in used if short != full}, key=lambda pair: pair[0].casefold())
    if not pairs:
        return ()
    heads = tuple(Cell((Text(composition.words[key]),), head=True) for key in ("abbreviation", "full_name"))
    body = tuple(Row((Cell((Text(short),), head=True), Cell((Text(full),)))) for short, full in pairs)
    return (Table((Column(width=24), Column(width=76)), (Row(heads),), body, style="plain", span=span),)


