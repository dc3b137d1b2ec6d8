"""Give every place that can be linked to a bookmark name that Word accepts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from reportgen.document.nodes import Chart, Document, FactText, Heading, Paragraph, Picture, Table, Timeline
from reportgen.document.walk import blocks, contents, inlines

LONGEST = 40


def bookmark_names(document: Document) -> dict[str, str]:
    """Maps the id of every block, row and printed fact to a name of at most 40 letters, digits and `_`.

    Word compares names without regard to case. Names of blocks and rows begin with `_`, which hides them in Word's
    list of bookmarks; a fact's `mark` is its name. Where two ids would give one name, a digest tells them apart.
    """
    names: dict[str, str] = {mark: mark for mark in _marks(document)}
    taken = {name.casefold() for name in names.values()}
    for target in _ids(document):
        if target not in names:
            names[target] = _free("_" + re.sub(r"\W", "_", target), target, taken)
            taken.add(names[target].casefold())
    return names


def facts_by_bookmark(document: Document) -> dict[str, str]:
    """Maps the bookmark of every printed fact to the fact's whole id."""
    return {fact.mark: fact.fact for fact in _facts(document) if fact.mark}


def _free(name: str, target: str, taken: set[str]) -> str:
    if len(name) <= LONGEST and name.casefold() not in taken:
        return name
    digest = hashlib.sha256(target.encode()).hexdigest()
    for length in range(8, LONGEST - 1):
        tried = f"{name[:LONGEST - length - 1]}_{digest[:length]}"
        if tried.casefold() not in taken:
            return tried
    raise ValueError(f"no bookmark name is left for {target!r}")


def _facts(document: Document) -> Iterator[FactText]:
    for block in blocks(document.blocks):
        for content in contents(block):
            yield from (node for node in inlines(content) if isinstance(node, FactText))


def _marks(document: Document) -> Iterator[str]:
    return (fact.mark for fact in _facts(document) if fact.mark)


def _ids(document: Document) -> Iterator[str]:
    for block in blocks(document.blocks):
        if isinstance(block, Heading | Paragraph | Table | Timeline | Chart | Picture) and block.id:
            yield block.id
        if isinstance(block, Table):
            yield from (row.id for row in block.head + block.body if row.id)
