"""Put the lines of a printed text together to paragraphs, by their gaps, indents and how far they reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportgen.readers.paragraphs.lines import Line
from reportgen.readers.paragraphs.transcript import CELL, Paragraph, fold
from reportgen.readers.paragraphs.txt import BULLET

Region = Sequence[Line]
WIDER = 1.3                                     # a step between lines so much wider than usual parts paragraphs
RESIZED = 0.12                                  # so great a change of size parts them too
INDENT = 0.8                                    # ems
SLACK = 1.5                                     # ems that a full line may be short of its edge
NARROW = 0.75                                   # a block of less than this part of its region is a list of lines
SENTENCE_END = re.compile(r"[。！？!?.:：；;][”’\"')）」』】]*$")
NOTE = re.compile(r"(\[\d+\]|[①-⑳]|[¹²³⁴-⁹]|[*†‡]|\d{1,2}[\s.])")


def paragraphs_of(regions: Sequence[Region]) -> tuple[Paragraph, ...]:
    """The paragraphs of all regions in order; one that goes on in the next region is one. Notes come last."""
    look = _look(regions)
    texts: list[_Begun] = []
    notes: list[_Begun] = []
    for region in regions:
        for number, block in enumerate(_blocks(region, look)):
            held = notes if _is_note(block, look) else texts
            for lines in _cut(block, region):
                if number == 0 and lines[0] is block[0] and held and _goes_on(held[-1], region, look):
                    held[-1].lines += lines
                    held[-1].edge = _edge(block, region)
                else:
                    held.append(_Begun([*lines], _edge(block, region)))
    found = ((fold("\n".join(line.text for line in begun.lines)), begun.lines[0].page) for begun in (*texts, *notes))
    return tuple(Paragraph(text, page) for text, page in found if text)


@dataclass(slots=True)
class _Begun:
    """A paragraph that may go on; `edge` is how far the lines of its last block reach."""

    lines: list[Line]
    edge: float


@dataclass(frozen=True, slots=True)
class _Look:
    """What is usual in this text: its size, the step from line to line (in sizes), whether first lines are indented."""

    size: float
    step: float
    indented: bool


def _look(regions: Sequence[Region]) -> _Look:
    lines = [line for region in regions for line in region]
    sizes = sorted(line.size for line in lines for _ in range(1 + len(line.text) // 20))
    steps = sorted(_step(a, b) for region in regions for a, b in pairwise(region)
                   if _alike(a, b) and a.bottom > b.bottom)
    indents = sum(_indented(a, b) for region in regions for a, b in pairwise(region))
    return _Look(sizes[len(sizes) // 2] if sizes else 1.0, steps[len(steps) // 4] if steps else 1.0, indents >= 3)


def _step(above: Line, below: Line) -> float:
    return (above.bottom - below.bottom) / above.size


def _alike(above: Line, below: Line) -> bool:
    return abs(above.size - below.size) <= RESIZED * max(above.size, below.size)


def _indented(before: Line, line: Line) -> bool:
    return INDENT * line.size < line.left - before.left < 6 * line.size


def _blocks(region: Region, look: _Look) -> Iterator[list[Line]]:
    """Lines with no wider gap, no change of size and no table row between them."""
    block: list[Line] = []
    for line in region:
        if block and (not _alike(block[-1], line) or _step(block[-1], line) > WIDER * look.step
                      or CELL in line.text or CELL in block[-1].text):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _cut(block: list[Line], region: Region) -> Iterator[list[Line]]:
    """The paragraphs of a block."""
    edge = _edge(block, region)
    lines: list[Line] = []
    for line in block:
        if lines and (_indented(lines[-1], line) or BULLET.match(line.text) or _ends(lines[-1], line, edge)):
            yield lines
            lines = []
        lines.append(line)
    yield lines


def _edge(block: Sequence[Line], region: Region) -> float:
    """How far lines reach: as the longest of the block does, or of the region where the block is narrow."""
    left, right = min(line.left for line in region), max(line.right for line in region)
    own = max(line.right for line in block)
    return own if own - left >= NARROW * (right - left) else right


def _ends(before: Line, line: Line, edge: float) -> bool:
    """Whether a paragraph ends at `before`: the first word of the next line would have fitted there."""
    return not before.text.endswith(("-", "\u2010")) and before.right + line.first_word + SLACK * line.size < edge


def _goes_on(begun: _Begun, region: Region, look: _Look) -> bool:
    """Whether the paragraph before a column's or page's end goes on behind it."""
    before, line = begun.lines[-1], region[0]
    if not _alike(before, line) or CELL in line.text or CELL in before.text or BULLET.match(line.text):
        return False
    if _ends(before, line, begun.edge):
        return False
    if look.indented:
        return line.left - min(other.left for other in region) < INDENT * line.size
    return not SENTENCE_END.search(before.text)


def _is_note(block: list[Line], look: _Look) -> bool:
    """A block of small type with a mark, low on its page."""
    first = block[0]
    return bool(first.size < (1 - RESIZED) * look.size and first.top < 0.5 * first.height and NOTE.match(first.text))
