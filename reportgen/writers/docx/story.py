"""Keep what the parts of one Word file share while it is written: bookmarks, links, lists, pictures, footnotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.diagnostics import Span, refuse
from reportgen.messages import say
from reportgen.writers.docx.package import Relations


@dataclass(slots=True)
class Ledger:
    """Counts and collects through all stories of a file. `names` maps ids to bookmark names."""

    names: Mapping[str, str]
    lang: str
    bookmarks: int = 0
    drawings: int = 0
    ordered: list[tuple[int, int]] = field(default_factory=list)      # (level, start) of each ordered list
    media: dict[str, bytes] = field(default_factory=dict)             # part name → picture


@dataclass(slots=True)
class Story:
    """One running text (the body, or the footnotes) with relationships of its own."""

    ledger: Ledger
    relations: Relations = field(default_factory=Relations)

    def anchor(self, target: str, wanted_at: Span | None = None) -> str:
        """The bookmark name of `target`; ReportgenError where the document has no such place."""
        if target not in self.ledger.names:
            refuse("unresolved-reference", say('the document has nothing with the id "{target}"', target=target),
                   wanted_at)
        return self.ledger.names[target]

    def bookmark(self, target: str, content: str = "") -> str:
        """`content` inside the bookmark of `target`; `content` alone where `target` is ""."""
        if not target:
            return content
        self.ledger.bookmarks += 1
        number = self.ledger.bookmarks
        return (f'<w:bookmarkStart w:id="{number}" w:name="{self.anchor(target)}"/>{content}'
                f'<w:bookmarkEnd w:id="{number}"/>')
