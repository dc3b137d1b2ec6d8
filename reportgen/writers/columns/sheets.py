"""Say which blocks of a document stand on sheets that are turned on their side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from reportgen.document.nodes import Blocks, Heading, Paragraph

INTRODUCED = 2                         # paragraphs between a heading and a wide table that go with them


@dataclass(frozen=True, slots=True)
class Sheets:
    """Blocks one behind the other that stand on sheets of one kind."""

    turned: bool
    blocks: Blocks


def sheets(tree: Blocks, turned: Sequence[bool]) -> list[Sheets]:
    """The blocks of a document's top level by the sheets they stand on; `turned` tells of each whether it turns one.

    A heading goes with the turned table that it heads, and so do a paragraph or two between them, and as much between
    two turned tables.
    """
    kinds = list(turned)
    for n, is_turned in enumerate(turned):
        if is_turned:
            for before in range(n - 1, _first_of_its_sheet(tree, kinds, n) - 1, -1):
                kinds[before] = True
    return [Sheets(kind, tuple(block for block, _ in some))
            for kind, some in groupby(zip(tree, kinds, strict=True), key=itemgetter(1))]


def _first_of_its_sheet(tree: Blocks, kinds: Sequence[bool], at: int) -> int:
    """Where the blocks begin that go with the turned table at `at`."""
    first = at
    while first and isinstance(tree[first - 1], Paragraph) and at - first < INTRODUCED:
        first -= 1
    if first and kinds[first - 1]:
        return first
    if not first or not isinstance(tree[first - 1], Heading):
        return at
    while first and isinstance(tree[first - 1], Heading):
        first -= 1
    return first
