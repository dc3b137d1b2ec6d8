"""Look at a Word file as Word, its readers and those who cannot see will: one rule each, in a visible table.

Validators know the grammar of single elements. What these rules hold lies between elements and parts: what names
something that is not there, what is begun and not ended, what Word would count otherwise, what cannot be read aloud.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from reportgen.checks.word import access, bookmarks, drawings, fields, names, parts, settings, tables
from reportgen.checks.word.package import Finding, Package, open_package
from reportgen.checks.word.embedded import workbooks
from reportgen.diagnostics import Diagnostic, Span, error
from reportgen.messages import Message, say

Rule = Callable[[Package], Iterator[Finding]]

SOUND: dict[str, Rule] = {                 # a file that breaks one of these is not opened, or not as it is meant
    "part": parts.readable,
    "content-type": parts.content_types,
    "relationship": parts.targets,
    "relationship-id": parts.references_to_parts,
    "prefix": parts.prefixes,
    "workbook": workbooks,
    "style": names.styles_defined,
    "style-once": names.styles_once,
    "list": names.lists,
    "note": names.notes,
    "comment": names.comments,
    "control": names.controls,
    "revision": names.revisions,
    "page-head": names.page_edges,
    "bookmark": bookmarks.pairs,
    "bookmark-name": bookmarks.names,
    "map-of-facts": bookmarks.map_of_facts,
    "field": fields.closed,
    "field-result": fields.filled,
    "reference": fields.leading,
    "reference-result": fields.repeated,
    "caption-count": fields.counted,
    "link": fields.links,
    "prompt": fields.quiet,
    "layout": settings.layout,
    "space": settings.spaces,
    "section": settings.sections,
    "grid": tables.grids,
    "cell": tables.cells,
    "merge": tables.merges,
    "fit": tables.fitting,
    "drawing": drawings.numbers,
    "picture": drawings.pictures,
}
ACCESS: dict[str, Rule] = {                # a file that breaks one of these shuts somebody out
    "lock": settings.unlocked,
    "title": access.titles,
    "language": access.languages,
    "heading-order": access.headings,
    "contrast": access.contrast,
    "table-head": tables.heads,
    "table-text": tables.titles,
    "drawing-text": drawings.alternatives,
}
RULES: dict[str, Rule] = SOUND | ACCESS
FIRST = ("part", "content-type")           # without a main part there is nothing else to ask
MOST = 5                                   # findings of one rule that are told


def check_word(data: bytes, template: Span | None = None) -> list[Diagnostic]:
    """What every rule finds in a Word file, at most MOST of each; errors, each named by its rule.

    `template` is the place that names a house's own Word file, where one was used: what its styles and page heads
    shut people out with are warnings then, for they are the house's to decide.
    """
    try:
        package = open_package(data)
    except ValueError as problem:
        return [_problem(say("the Word file cannot be read: {problem}", problem=str(problem)), template)]
    shut_out = [_problem(said, template) for said in _told(package, ACCESS)]
    return [*(_problem(said, template) for said in _told(package, SOUND)),
            *(replace(one, severity="warning") if template else one for one in shut_out)]


def findings(data: bytes) -> list[tuple[str, Finding]]:
    """What the rules find, each with the name of its rule. ValueError where `data` is no zip."""
    package = open_package(data)
    return [(name, finding) for name, rule in _asked(package, RULES).items() for finding in rule(package)]


def _told(package: Package, rules: Mapping[str, Rule]) -> Iterator[Message]:
    return (_message(name, finding) for name, rule in _asked(package, rules).items()
            for finding in islice(rule(package), MOST))


def _asked(package: Package, rules: Mapping[str, Rule]) -> Mapping[str, Rule]:
    return rules if package.document in package.trees else {name: rules[name] for name in FIRST if name in rules}


def _message(rule: str, finding: Finding) -> Message:
    if finding.words:
        return say('{said}, in {part} of the Word file, at "{words}" ({rule})', said=finding.said, part=finding.part,
                   words=finding.words, rule=rule)
    return say("{said}, in {part} of the Word file ({rule})", said=finding.said, part=finding.part, rule=rule)


def _problem(said: Message, template: Span | None) -> Diagnostic:
    house = say("mend it in your own Word file, if it is there; else this is a fault of the program: please report it")
    own = say("this is a fault of the program: please report it")
    return error("word-file", said, template, house if template else own)
