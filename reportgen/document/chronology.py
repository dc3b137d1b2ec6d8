"""Put the entries of a drawn timeline in order of time, and say them as its text alternative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.document.alternatives import without_marks
from reportgen.document.nodes import FactText, Inline, Timeline, TimelineEntry
from reportgen.document.walk import map_inlines, plain


def in_time(timeline: Timeline) -> Timeline:
    """The same with its entries by their beginning, an era before what begins with it, the undated ones last.

    What is open at its beginning stands where it ends.
    """
    return replace(timeline, entries=tuple(sorted(timeline.entries, key=_place)))


def _place(entry: TimelineEntry) -> tuple[bool, str, bool]:
    day = entry.moment.begin or (entry.moment.end and f"{entry.moment.end}-99")
    return not day, day, not entry.era


def marked(timeline: Timeline, mark: str) -> Timeline:
    """The same with `mark` as that of every fact among its entries: a drawing has no place of its own for each."""
    def change(node: Inline) -> Inline:
        return replace(node, mark=mark) if isinstance(node, FactText) else node

    changed, = map_inlines((timeline,), change)
    assert isinstance(changed, Timeline)
    return replace(timeline, entries=changed.entries)


def in_words(timeline: Timeline, words: Mapping[str, str]) -> Timeline:
    """The same with its text alternative: what it is, then every entry with date, title, text and source marks."""
    caption = plain(without_marks(timeline.caption))
    kind = words["timeline_drawn"]
    alt = (f"{kind}{words['colon']}{caption}" if caption else kind) + words["sentence_end"].strip()
    return replace(timeline, alt=alt, entries=tuple(replace(entry, said=_sentence(entry, words))
                                                    for entry in timeline.entries))


def _sentence(entry: TimelineEntry, words: Mapping[str, str]) -> str:
    when, title, text = (plain(part).strip() for part in (entry.when, entry.title, entry.text))
    head = words["colon"].join(filter(None, (when, title)))
    head = words["timeline_era"].format(text=head) if entry.era else head
    return (head + words["sentence_end"] + text).replace("\n", " ").strip()
