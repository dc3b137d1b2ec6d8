"""Leave out what stands on every page: running heads and feet, and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.readers.paragraphs.lines import Line

Row = list[Line]

MARGIN = 0.14                                   # the part of the page's height, above and below, in which they stand
DEEPEST = 2                                     # rows of furniture at most, above and below
APART = 0.6                                     # sizes that lie between them and the text, at least
SHARE = 0.3                                     # of the pages must have it
PAGE_NUMBER = re.compile(r"[\s\-–—·]*(?:第?\s*\d{1,4}\s*页?(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|"
                         r"(?:page|p\.)?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?|[ivxlc]{1,6})[\s\-–—·]*", re.IGNORECASE)


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without pieces at their edges that come back on other pages, or that are page numbers."""
    edges = [[piece for row in _edge_rows(page) for piece in row] for page in pages]
    often = Counter(pattern for edge in edges for pattern in {p for piece in edge for p in _patterns(piece)})
    enough = max(2, SHARE * len(pages))
    return [_left(page, edge, {pattern for pattern, count in often.items() if count >= enough})
            for page, edge in zip(pages, edges, strict=True)]


def _left(page: Sequence[Line], edge: Sequence[Line], known: set[str]) -> list[Line]:
    out = {id(piece) for piece in edge if PAGE_NUMBER.fullmatch(piece.text) or not known.isdisjoint(_patterns(piece))}
    return [piece for piece in page if id(piece) not in out]


def _edge_rows(page: Sequence[Line]) -> Iterator[Row]:
    """The first and last rows of the page that stand in its margins and apart from the text."""
    down = sorted(page, key=lambda piece: -piece.top)
    yield from (row for row in _apart(down) if row[0].bottom > (1 - MARGIN) * row[0].height)
    yield from (row for row in _apart(down[::-1]) if row[0].top < MARGIN * row[0].height)


def _apart(ordered: Sequence[Line]) -> list[Row]:
    """The outer rows down to the last wide gap among the first few."""
    rows: list[Row] = []
    for piece in ordered:
        if rows and rows[-1][0].beside(piece):
            rows[-1].append(piece)
        elif len(rows) > DEEPEST:
            break
        else:
            rows.append([piece])
    gaps = [max(outer[0].bottom - inner[0].top, inner[0].bottom - outer[0].top) for outer, inner in
            pairwise(rows)]
    wide = [number for number, gap in enumerate(gaps, 1) if gap > APART * rows[number - 1][0].size]
    return rows[:wide[-1] if wide else DEEPEST if len(rows) <= DEEPEST else 0]


def _patterns(piece: Line) -> Iterator[str]:
    """How high a piece stands, to some 4 points, with its words; and these with a number that goes with the pages."""
    place, text = round(piece.bottom / 4), piece.text.strip()
    yield f"{place} {text}"
    for found in [*re.finditer(r"\d{1,4}", text)][:4]:
        yield f"{place} {text[:found.start()]}#{int(found[0]) - piece.page}{text[found.end():]}"
