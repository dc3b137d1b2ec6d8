"""Do the languages of a report print the same facts, and in the same sections?

Sections correspond by the id of their heading where an author gave one, else by order where the documents have the
same headings in number and level. A section without a partner counts as a part of the last one before it that has one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.diagnostics import Diagnostic, Span, warning
from reportgen.document.nodes import Document, Heading
from reportgen.document.walk import facts_printed, plain
from reportgen.facts.model import FactBase
from reportgen.messages import Message, say
from reportgen.scrutiny import Scrutiny

GIVEN_BY_ORDER = re.compile(r"s(-\d+)+|h-\d+(-\d+)?")           # ids of headings to which no author gave one


@dataclass(slots=True)
class Section:
    """What stands below a heading, up to the next one; the first section of a document has none."""

    id: str = ""
    title: str = ""
    span: Span = Span("")
    facts: dict[str, Span] = field(default_factory=dict)

    @property
    def name(self) -> Message:
        return say('"{title}"', title=self.title) if self.title else say("the beginning")


def facts_told_in_one_language_only(facts: FactBase, documents: Mapping[str, Document],
                                    scrutiny: Scrutiny) -> Iterator[Diagnostic]:
    """A fact that one language prints and another does not, at its first place."""
    told = {lang: facts_printed(document.blocks) for lang, document in documents.items()}
    for lang, here in told.items():
        for fact, span in here.items():
            silent = [other for other, there in told.items() if fact not in there]
            if silent:
                yield warning("told-in-one-language-only",
                              say('"{fact}" is printed in {lang} but not in {silent}', fact=fact, lang=lang,
                                  silent=', '.join(silent)), span,
                              say("print it in {silent} too, or in neither", silent=', '.join(silent)))


def facts_told_elsewhere(facts: FactBase, documents: Mapping[str, Document],
                         scrutiny: Scrutiny) -> Iterator[Diagnostic]:
    """A fact that a language prints in a section where the first language does not, or the other way round."""
    first, *others = documents
    for other in others:
        here, there = _together(_sections(documents[first]), _sections(documents[other]))
        told: dict[str, Diagnostic] = {}
        for fact, found in (*_moved(here, there, first, other), *_moved(there, here, other, first)):
            told.setdefault(fact, found)
        yield from told.values()


def _moved(here: Sequence[Section], there: Sequence[Section], lang: str,
           other: str) -> Iterator[tuple[str, Diagnostic]]:
    """Facts of a section that its partner lacks, though another section of that language has them."""
    place = {fact: (section, span) for section in reversed(there) for fact, span in section.facts.items()}
    for section, partner in zip(here, there, strict=True):
        for fact, span in section.facts.items():
            if fact not in partner.facts and fact in place:
                elsewhere, where = place[fact]
                yield fact, warning("told-in-another-section", say(
                    '"{fact}" is printed in {lang} in the section {section}, in {other} not there but in {elsewhere}',
                    fact=fact, lang=lang, section=section.name, other=other, elsewhere=elsewhere.name), span,
                    say("print it in the same section of both"), ((where, say("here in {other}", other=other)),))


def _sections(document: Document) -> list[Section]:
    """The sections of a document in order, each with the facts printed in it and their first places."""
    found = [Section()]
    for block in document.blocks:
        if isinstance(block, Heading):
            found.append(Section(block.id, plain(block.content), block.span))
        for fact, span in facts_printed((block,)).items():
            found[-1].facts.setdefault(fact, span)
    return found


def _together(one: list[Section], other: list[Section]) -> tuple[list[Section], list[Section]]:
    """The sections of two documents in pairs; those without a partner are added to the one before."""
    if [section.id for section in one] == [section.id for section in other]:
        return one, other
    shared = {id for id in {section.id for section in one} & {section.id for section in other}
              if not GIVEN_BY_ORDER.fullmatch(id)}
    both = [_merged(sections, shared) for sections in (one, other)]
    order = [section.id for section in both[0]]
    return both[0], sorted(both[1], key=lambda section: order.index(section.id))


def _merged(sections: list[Section], kept: set[str]) -> list[Section]:
    merged: list[Section] = []
    for section in sections:
        if section.id in kept:
            merged.append(section)
        else:
            merged[-1].facts = section.facts | merged[-1].facts
    return merged
