"""Decide once, above the formats, what depends on order: numbers, labels, marks, references, text alternatives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import assert_never

from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error, stop_on_errors
from reportgen.document import chronology
from reportgen.document.alternatives import chart_in_words, without_marks
from reportgen.document.nodes import (
    Block, Blocks, Callout, Chart, Citation, Claim, Contents, Distribution, Document, Emphasis, FactText, Heading,
    Inline, KeyFigures, Language, LineBreak, Link, List, Masthead, Note, PageBreak, Paragraph, Picture, Quote,
    Reference, Strong, Subscript, Superscript, Table, Text, Timeline,
)
from reportgen.document.numbering import HeadingNumbers, Numbered, Numbering
from reportgen.document.rows import counted
from reportgen.document.sound import unsound
from reportgen.document.walk import blocks, drawn, map_inlines, plain, reading, sections
from reportgen.messages import say

FACT = "fact:"                     # a reference to `fact:<id>` leads to the place where that fact is printed first
IN_SECTION = "@"                   # … to `fact:<id>@<n>` to the first place in the n-th section, see `walk.sections`
SOURCE = "source-"                 # the id of a source in the list of sources begins so, a fact's evidence line thus:
EVIDENCE = "evidence-"
_NUMBER = r"(\d+(?:[-–]\d+)?)"
_PARAGRAPH = re.compile(rf"¶\s*{_NUMBER}|第{_NUMBER}段")
_PAGE = re.compile(rf"(?:p\.|pp\.|page|pages)\s*{_NUMBER}|第{_NUMBER}页")
LONGEST_MARK = 40                  # Word's limit for the name of a bookmark


def resolve(document: Document, words: Mapping[str, str], numbering: Numbering = "decimal") -> Document:
    """The document with every field marked *resolved* in `nodes` filled; `words` are its language's from `locales`,
    `numbering` is how its headings are numbered.

    ReportgenError with all of [unknown-reference], [unnamed-reference], [duplicate-id] and [heading-level] at once, and
    with what `sound` finds.
    """
    problems = [*unsound(document.blocks), *_duplicate_ids(document.blocks), *_skipped_levels(document.blocks)]
    labelled, numbered = _label(_each_block(document.blocks, _in_order), words, HeadingNumbers(words, numbering))
    marking = _Marking(words, _Places.of(labelled, words, numbered), problems)
    marked = map_inlines(labelled, marking.mark)
    stop_on_errors(problems)
    return replace(document, blocks=_each_block(marked, lambda block: _describe(block, words, marking)))


def evidence_id(fact: str) -> str:
    """The id of a fact's line in the annex of evidence; a formula that stands for an id is spelled without signs."""
    return EVIDENCE + re.sub(r"[^\w.-]", lambda sign: f"_{ord(sign[0]):x}", fact)


def dataset_of(fact: str) -> str:
    """The id of the dataset that a fact is a cell of, or a total or share of its cells, if it is one at all."""
    return "" if fact.startswith("compute(") else fact.partition(".")[0].rpartition("(")[2]


def citation_order(tree: Blocks) -> list[str]:
    """The ids of the sources cited, in the order of their first citation: the first is number 1."""
    cited = (source for node in reading(tree) if isinstance(node, Citation) for source, _ in node.cites)
    return list(dict.fromkeys(cited))


# --- blocks: numbers, labels, ids ---------------------------------------------------------------------------------

def _label(tree: Blocks, words: Mapping[str, str], headings: HeadingNumbers) -> tuple[Blocks, dict[str, Numbered]]:
    """Number headings, tables and figures, and give an id to each of them that has none; tell the headings by id."""
    taken = {name for name, _, _ in _ids(tree)}
    numbered: dict[str, Numbered] = {}
    tables, figures = count(1), count(1)

    def free(wanted: str) -> str:
        names = chain([wanted], (f"{wanted}-{n}" for n in count(2)))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        return name

    def label(block: Block) -> Block:
        match block:
            case Heading():
                made = headings.next(block)
                name = block.id or free(made.id)
                numbered[name] = made
                return replace(block, number=made.number, id=name)
            case Timeline(form="drawn"):                   # its drawing, too, names its own words by its id
                n = next(figures) if block.caption else 0
                named = words["figure"].format(n=n) if n else ""
                return replace(block, label=named, id=block.id or free(f"figure-{n}" if n else "timeline"))
            case Table() | Timeline() if block.caption:
                n = next(tables)
                return replace(block, label=words["table"].format(n=n), id=block.id or free(f"table-{n}"))
            case Table() if block.left_out:                # its CSV is named by it
                return replace(block, id=block.id or free("table"))
            case Chart() | Picture() if block.caption:
                n = next(figures)
                return replace(block, label=words["figure"].format(n=n), id=block.id or free(f"figure-{n}"))
            case Chart():                                  # its drawing names its own words by it
                return replace(block, id=block.id or free("chart"))
            case _:
                return block

    return _each_block(tree, label), numbered


def _in_order(block: Block) -> Block:
    return chronology.in_time(block) if isinstance(block, Timeline) and block.form == "drawn" else block


def _each_block(tree: Blocks, change: Callable[[Block], Block]) -> Blocks:
    """The tree with `change` applied to every block, outer before inner."""
    return tuple(_inside(change(block), change) for block in tree)


def _inside(block: Block, change: Callable[[Block], Block]) -> Block:
    match block:
        case List(items):
            return replace(block, items=tuple(_each_block(item, change) for item in items))
        case Quote() | Callout() | Claim():
            return replace(block, content=_each_block(block.content, change))
        case (Masthead() | Heading() | Paragraph() | Table() | Timeline() | Chart() | KeyFigures() | Picture()
              | Contents() | Distribution() | PageBreak()):
            return block
        case _:
            assert_never(block)


def _ids(tree: Blocks) -> Iterator[tuple[str, Span, Block]]:
    """Each id in the tree with its place and its block; a row's block is its table."""
    for block in blocks(tree):
        match block:
            case Heading() | Paragraph() | Timeline() | Chart() | Picture() if block.id:
                yield block.id, block.span, block
            case Table():
                if block.id:
                    yield block.id, block.span, block
                yield from ((row.id, block.span, block) for row in block.head + block.body if row.id)


def _duplicate_ids(tree: Blocks) -> Iterator[Diagnostic]:
    first: dict[str, Span] = {}
    for name, span, _ in _ids(tree):
        if name in first:
            yield error("duplicate-id", say('the id "{name}" is given twice', name=name), span,
                        say("each id names one thing"),
                        related=((first[name], say("it was given first here")),))
        first.setdefault(name, span)


def _skipped_levels(tree: Blocks) -> Iterator[Diagnostic]:
    above = 0
    for block in blocks(tree):
        if isinstance(block, Heading):
            if block.level > above + 1:
                yield error("heading-level", say("a heading of level {level} stands under one of level {above}",
                                                 level=block.level, above=above)
                            if above else say("the first heading has level {level}, not 1", level=block.level),
                            block.span, say("use level {level}", level=above + 1))
            above = block.level


# --- inline: marks, notes, citations, references ------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class _Places:
    """What may be referred to: `names` maps an id to its printed name ("" for none), `facts` a fact to an id.

    In `facts` stand also `<fact>@<n>` for each section that prints it and, for all the cells of a dataset, its own id;
    `sections` has the names of sections by their `n`.
    """

    names: Mapping[str, str]
    facts: Mapping[str, str]
    sections: Mapping[str, str]
    sources: Mapping[str, int]

    @staticmethod
    def of(tree: Blocks, words: Mapping[str, str], numbered: Mapping[str, Numbered]) -> _Places:
        names: dict[str, str] = {}
        for name, _, block in _ids(tree):
            names.setdefault(name, _name_of(block, numbered))
        facts: dict[str, str] = {}
        for fact, section, target in (*_facts_said(tree), *_facts_drawn(tree)):
            for known in (fact, dataset_of(fact)):
                facts.setdefault(known, target)
                facts.setdefault(f"{known}{IN_SECTION}{section}", target)
        titles = {str(n): _section_name(heading, words, numbered) for n, heading, _ in sections(tree)}
        return _Places(names, facts, titles, _source_numbers(tree, names))


def _facts_said(tree: Blocks) -> Iterator[tuple[str, int, str]]:
    """Each printed fact with its section and its mark, or the id of the drawing in which it stands."""
    numbers = count(1)
    for section, _, block in sections(_each_block(tree, _lead_to_drawing)):
        for node in reading((block,)):
            if isinstance(node, FactText):
                mark = mark_of(next(numbers), node.fact)
                yield node.fact, section, node.mark or mark


def _lead_to_drawing(block: Block) -> Block:
    return chronology.marked(block, block.id) if isinstance(block, Timeline) and block.form == "drawn" else block


def _facts_drawn(tree: Blocks) -> Iterator[tuple[str, int, str]]:
    """Each fact in a chart with its section and the chart's id."""
    for section, _, top in sections(tree):
        for chart in blocks((top,)):
            if isinstance(chart, Chart) and chart.id:
                yield from ((point.fact, section, chart.id) for point in drawn(chart))


def _section_name(heading: Heading | None, words: Mapping[str, str], numbered: Mapping[str, Numbered]) -> str:
    """A section as it is named in a list: by its number, or by its title where it has none."""
    if not heading:
        return words["opening"]
    return numbered[heading.id].name or plain(without_marks(heading.content))


def _source_numbers(tree: Blocks, names: Iterable[str]) -> dict[str, int]:
    """The number of each source: its place in the list of sources where there is one, else the order of citation."""
    listed = [name.removeprefix(SOURCE) for name in names if name.startswith(SOURCE)]
    return {source: n for n, source in enumerate(dict.fromkeys([*listed, *citation_order(tree)]), 1)}


def _name_of(block: Block, numbered: Mapping[str, Numbered]) -> str:
    match block:
        case Heading():
            return numbered[block.id].reference or plain(without_marks(block.content))
        case Table() | Timeline() | Chart() | Picture():
            return block.label
        case _:
            return ""


def mark_of(n: int, fact: str) -> str:
    """The mark of the document's `n`-th printed fact: a name that Word, HTML and PDF all take."""
    return f"f{n}_{re.sub('[^0-9A-Za-z_]', '_', fact)}"[:LONGEST_MARK]


@dataclass(slots=True)
class _Marking:
    """Fills inline nodes one after the other, in reading order."""

    words: Mapping[str, str]
    places: _Places
    problems: list[Diagnostic]
    facts: Iterator[int] = field(default_factory=lambda: count(1))
    notes: Iterator[int] = field(default_factory=lambda: count(1))

    def mark(self, node: Inline) -> Inline:
        match node:
            case FactText(fact):
                return replace(node, mark=mark_of(next(self.facts), fact), target=self._evidence(fact))
            case Note():
                return replace(node, number=next(self.notes))
            case Citation(cites):
                target = self._known(SOURCE + cites[0][0]) if cites else ""
                return replace(node, text=_citation(cites, self.places.sources, self.words), target=target)
            case Reference():
                return self._reference(node)
            case (Text() | Emphasis() | Strong() | Superscript() | Subscript() | Language() | Link() | LineBreak()):
                return node
            case _:
                assert_never(node)

    def alone(self, node: Inline) -> Inline:
        """A node of a row that is not printed, as its words alone."""
        match node:
            case Citation(cites):
                numbered = tuple(cite for cite in cites if cite[0] in self.places.sources)
                return Text(_citation(numbered, self.places.sources, self.words) if numbered else "")
            case Reference(target, text):
                return Text(text or self.places.names.get(target, ""))
            case Note():
                return Text("")
            case _:
                return node

    def _known(self, name: str) -> str:
        return name if name in self.places.names else ""

    def _evidence(self, fact: str) -> str:
        """The id of the line of evidence that a fact has, or the dataset of whose cells it is one; "" for none."""
        return self._known(evidence_id(fact)) or self._known(evidence_id(dataset_of(fact)))

    def _reference(self, node: Reference) -> Reference:
        if node.target.startswith(FACT):
            return self._fact_reference(node)
        if node.target not in self.places.names:
            self._complain("unknown-reference", say('nothing here has the id "{target}"', target=node.target), node,
                           did_you_mean(node.target, self.places.names))
            return node
        text = node.text or self.places.names[node.target]
        if not text:
            self._complain("unnamed-reference", say('"{target}" has no number to refer to it by', target=node.target),
                           node,
                           say("give it a caption, or give the reference a text"))
        return replace(node, text=text)

    def _fact_reference(self, node: Reference) -> Reference:
        fact = node.target.removeprefix(FACT)
        if fact not in self.places.facts:
            self._complain("unknown-reference", say('the fact "{fact}" is not printed in this document', fact=fact),
                           node,
                           did_you_mean(fact, self.places.facts))
            return node
        section = fact.rpartition(IN_SECTION)[2]
        return replace(node, target=self.places.facts[fact], text=node.text or self.places.sections.get(section, fact))

    def _complain(self, rule: str, message: str, node: Reference, hint: str) -> None:
        self.problems.append(error(rule, message, node.span, hint))


def _citation(cites: tuple[tuple[str, str], ...], numbers: Mapping[str, int], words: Mapping[str, str]) -> str:
    """ "[1, ¶11, ¶12; 2]": the places of one source stand together, sources in the order they are given."""
    places: dict[str, list[str]] = {}
    for source, at in cites:
        places.setdefault(source, [])
        if at and at not in places[source]:
            places[source].append(at)
    marks = (_citation_mark(numbers[source], found, words) for source, found in places.items())
    return words["citation"].format(marks=words["item_separator"].join(marks))


def _citation_mark(n: int, places: list[str], words: Mapping[str, str]) -> str:
    if not places:
        return words["citation_mark_no_place"].format(n=n)
    return words["citation_mark"].format(n=n, place=places_in_words(places, words))


def places_in_words(places: list[str], words: Mapping[str, str]) -> str:
    """Several places in one source: the paragraphs in one phrase ("¶6, ¶11", 第6、11段), then pages, then the rest."""
    said, rest = [], places
    for kind, pattern in (("paragraph", _PARAGRAPH), ("page", _PAGE)):
        found = {at: match for at in rest if (match := pattern.fullmatch(at))}
        numbers = [(match[1] or match[2]).replace("-", "–") for match in found.values()]
        said += [words[f"{kind}_place"].format(n=words[f"{kind}_separator"].join(numbers))] if numbers else []
        rest = [at for at in rest if at not in found]
    return words["list_separator"].join([*said, *rest])


# --- text alternatives --------------------------------------------------------------------------------------------

def _describe(block: Block, words: Mapping[str, str], marking: _Marking) -> Block:
    match block:
        case Chart():
            return replace(block, alt=chart_in_words(block, words))
        case Timeline(form="drawn"):
            return chronology.in_words(chronology.marked(block, ""), words)
        case Table() if block.left_out:
            return _told_of_the_rest(block, words, marking)
        case _:
            return block


def _told_of_the_rest(table: Table, words: Mapping[str, str], marking: _Marking) -> Table:
    """A table of which not all rows are printed, with a note on the others and where they are."""
    shown, more = counted(table.body), counted(table.left_out)
    note = words["rows_left_out"].format(shown=f"{shown:,}", all=f"{shown + more:,}", file=f"{table.id}.csv")
    rest, = map_inlines((Table(table.columns, (), table.left_out),), marking.alone)
    return replace(table, notes=((Text(note),), *table.notes), left_out=rest.body)           # type: ignore[union-attr]
