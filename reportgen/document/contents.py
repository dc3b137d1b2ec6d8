"""Put a table of contents into a document that is long enough for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.document.nodes import Contents, ContentsEntry, Document, Heading, Masthead
from reportgen.document.walk import plain

DEEPEST = 2                        # level of the headings listed
MOST = 60                          # lines; where there would be more, only sections are listed
FEWEST = 3                         # headings that are worth a list


def with_contents(document: Document, words: Mapping[str, str]) -> Document:
    """The resolved document with its headings listed behind the masthead; as it is where there are too few.

    Each line leads to its heading. The page numbers are the PDF's own: nothing else knows pages.
    """
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.level <= DEEPEST]
    listed = headings if len(headings) <= MOST else [heading for heading in headings if heading.level == 1]
    if len(listed) < FEWEST:
        return document
    entries = tuple(ContentsEntry(heading.level, heading.number, plain(heading.content), heading.id)
                    for heading in listed)
    heads = sum(isinstance(block, Masthead) for block in document.blocks[:1])
    contents = Contents(words["contents"], entries)
    return replace(document, blocks=(*document.blocks[:heads], contents, *document.blocks[heads:]))
