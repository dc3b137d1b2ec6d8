"""Give every place that can be linked to a bookmark name that Word accepts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping

from reportgen.document.nodes import (
    Chart, Contents, Document, FactText, Heading, Paragraph, Picture, Table, Timeline,
)
from reportgen.document.walk import blocks, contents, inlines

LONGEST = 40


def bookmark_names(document: Document) -> dict[str, str]:
    """Maps the id of every block, row and printed fact to a name of at most 40 letters, digits and `_`.

    Word compares names without regard to case. Names of blocks and rows begin with `_`, which hides them in Word's
    list of bookmarks; a fact's `mark` is its name. Where two ids would give one name, a digest tells them apart.
    A heading in the contents has a second one for these alone, since Word makes those anew when somebody updates them.
    """
    names: dict[str, str] = {mark: mark for mark in _marks(document)}
    names |= {listed(target): f"_Toc{n:09}" for n, target in enumerate(_entries(document), 1)}
    taken = {name.casefold() for name in names.values()}
    for target in _ids(document):
        if target not in names:
            names[target] = _free("_" + re.sub(r"\W", "_", target), target, taken)
            taken.add(names[target].casefold())
    return names


def listed(heading: str) -> str:
    """Where the contents lead to, for the id of a heading."""
    return f"contents:{heading}"


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


def places_in_contents(document: Document, names: Mapping[str, str]) -> list[str]:
    """The bookmarks that the contents lead to; `names` are those of the document."""
    return [names[listed(target)] for target in _entries(document)]


def _entries(document: Document) -> Iterator[str]:
    return (entry.target for block in document.blocks if isinstance(block, Contents) for entry in block.entries)


def _ids(document: Document) -> Iterator[str]:
    for block in blocks(document.blocks):
        if isinstance(block, Heading | Paragraph | Table | Timeline | Chart | Picture) and block.id:
            yield block.id
        if isinstance(block, Table):
            yield from (row.id for row in block.head + block.body if row.id)
