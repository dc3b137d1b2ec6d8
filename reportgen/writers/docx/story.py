"""Keep what the parts of one Word file share while it is written: bookmarks, links, lists, pictures, footnotes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportgen.diagnostics import Span, refuse
from reportgen.messages import say
from reportgen.writers.docx.facts.charts import Drawn
from reportgen.writers.docx.facts.origins import Origins
from reportgen.writers.docx.navigation.outline import Outline
from reportgen.writers.docx.package import Relations
from reportgen.writers.docx.pages.layout import Pages
from reportgen.writers.docx.text.fields import Answer
from reportgen.writers.docx.text.runs import Voice


@dataclass(slots=True)
class Ledger:
    """Counts and collects through all stories of a file. `names` maps ids to bookmark names.

    `outline` says how headings are numbered; lists that start anew are begun in it. `answers` maps the id and the words
    of references to what a field there finds, `captions` the label of a kind of exhibit to how many there were.
    """

    names: Mapping[str, str]
    lang: str
    outline: Outline
    answers: Mapping[tuple[str, str], Answer] = field(default_factory=dict)
    captions: dict[str, int] = field(default_factory=dict)
    pages: Pages = Pages()
    bookmarks: int = 0
    drawings: int = 0
    panels: list[Drawn] = field(default_factory=list)
    controls: int = 0
    origins: Origins = field(default_factory=Origins)
    media: dict[str, bytes] = field(default_factory=dict)             # part name → picture, chart, workbook


@dataclass(slots=True)
class Story:
    """One running text (the body, or the footnotes) with relationships of its own."""

    ledger: Ledger
    relations: Relations = field(default_factory=Relations)

    @property
    def voice(self) -> Voice:
        """The plain voice of the document's own language."""
        return Voice(self.ledger.lang, self.ledger.lang)

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
