"""Plan how headings get their numbers, so that Word's own count of them is the document's."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportgen.document.nodes import Document, Heading
from reportgen.document.walk import blocks
from reportgen.readers.docx.counting import Counts, Level, Numbering
from reportgen.writers.docx.base.numbering import (
    ANNEXES_LIST, FIRST_ANEW, HEADINGS_LIST, Start, annexes, hanging, headings,
)
from reportgen.writers.docx.base.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Counted:
    """A heading that Word counts: in which list, at which level (from 0), how far its words stand behind its number."""

    list: int
    level: int
    hanging: int


@dataclass(slots=True)
class Outline:
    """The headings that Word counts, by id (others have their numbers typed), and all lists that start anew."""

    counted: dict[str, Counted] = field(default_factory=dict)
    starts: list[Start] = field(default_factory=list)

    @property
    def next_list(self) -> int:
        """The number of the list that starts anew next."""
        return FIRST_ANEW + len(self.starts)

    def begin(self, like: int, level: int, first: int) -> int:
        """The number of a new list, see `Start`."""
        number = self.next_list
        self.starts.append(Start(like, level, first))
        return number


def outline(document: Document, sheet: Sheet) -> Outline:
    """Each heading in the list in which Word comes to the number that the document gives it.

    That is the count as it runs; where it does not come to that number, one that starts anew with 1; and where this
    does not either (the hundredth section of a Chinese paper, the twenty-eighth annex) none.
    """
    made, counts = Outline(), Counts()
    kinds = {HEADINGS_LIST: headings(sheet), ANNEXES_LIST: annexes(sheet)}
    kind = HEADINGS_LIST
    for heading in blocks(document.blocks):
        if not isinstance(heading, Heading) or not heading.number:
            continue
        if heading.level == 1:
            kind = ANNEXES_LIST if heading.annex else HEADINGS_LIST
        counts = _place(heading, kind, kinds[kind], counts, made, sheet)
    return made


def _place(heading: Heading, kind: int, levels: dict[int, Level], counts: Counts, made: Outline,
           sheet: Sheet) -> Counts:
    """Enter a heading into the outline; the counts behind it."""
    level = heading.level - 1
    for number, starts in ((kind, {}), (made.next_list, {level: 1})):
        after = counts.copy()
        if after.next(str(number), Numbering(str(kind), levels, starts), level) == heading.number:
            into = made.begin(kind, level, 1) if starts else kind
            made.counted[heading.id] = Counted(into, level, hanging(level, levels[level], sheet))
            return after
    return counts
