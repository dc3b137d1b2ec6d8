"""What `reportgen read` finds in a returned Word file: plain data on its way to the command line, and to JSON.

Each finding keeps the places in the project that an edit would go to, for whoever writes edits back one day.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.diagnostics import Span

FactKind = Literal["changed", "conflicting", "respelled", "deleted"]
ProseKind = Literal["changed", "added", "deleted", "moved"]


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the file and in the project: the section's heading, `role` of the unit, the template's place or None.

    `template` is where the words are typed: in a template, the fact base or the project file. `figure` is the label of
    the one whose chart shows them ("Figure 2"), role "chart".
    """

    section: str
    role: str
    template: Span | None = None
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Print:
    """One print of a fact that is not as it was. `now` is "" where it is gone; `marked`: whether its mark is there.

    `reads` is the figure or date that `now` says, as the program reads it ("9000 {case}"), or "".
    """

    mark: str
    was: str
    now: str
    marked: bool
    reads: str
    where: Where


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact with the prints that changed; `unchanged` counts the others, `value` is the place of its value.

    `kind` "conflicting": its prints no longer agree, because two were changed to different things or only some of them
    were; "respelled": the value is the same; "deleted": no print was changed, but some are gone.
    """

    id: str
    kind: FactKind
    value: Span | None
    unchanged: int
    prints: tuple[Print, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A unit whose words were changed, added, deleted or moved; facts in `was` and `now` stand as `{id}`.

    `was` is "" where the words it had are not known. `source` is what stands in the template from the line of `lines`
    on, and `spelled` what is to stand there instead; both "" where that cannot be said, and `note` says why. Changes to
    the same lines are spelled together. `proven` tells that the template with it was composed and says just these
    words. What was added or moved stands `behind` another paragraph.
    """

    kind: ProseKind
    where: Where
    was: str
    now: str
    source: str = ""
    spelled: str = ""
    lines: Span | None = None
    proven: bool = False
    behind: Span | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: `words` are those it is anchored to, `answers` the id of the one it replies to, or ""."""

    id: str
    author: str
    date: str
    text: str
    words: str
    answers: str
    done: bool
    where: Where


@dataclass(frozen=True, slots=True)
class Tracked:
    """A change that the editor tracked: `kind` is "insertion", "deletion", "moved-from" or "moved-to"."""

    kind: str
    author: str
    date: str
    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a returned file says. `unmarked` counts prints that say what they did but lost their marks.

    `formatting` counts the tracked changes of formatting by author. `notes` say what could not be told, and why.
    """

    file: str
    report: str
    edition: str
    lang: str
    unchanged: int
    unmarked: int
    facts: tuple[ChangedFact, ...]
    prose: tuple[Prose, ...]
    comments: tuple[Remark, ...]
    tracked: tuple[Tracked, ...]
    formatting: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]

    @property
    def is_unchanged(self) -> bool:
        return not (self.facts or self.prose or self.comments or self.tracked or self.formatting)
