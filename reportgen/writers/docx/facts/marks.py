"""Mark printed facts, so that a number stays a fact in the reader's file, and lead from each to its source."""

from __future__ import annotations

from hashlib import sha256

from reportgen.document.nodes import FactText, Origin
from reportgen.document.resolve import SOURCE
from reportgen.writers.docx.facts.sources import commented, source_mark, tip
from reportgen.writers.docx.navigation.references import inside
from reportgen.writers.docx.package import escape
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.runs import Voice

LONGEST_TAG = 64                       # letters that Word allows in a control's title and tag


def printed(node: FactText, content: str, voice: Voice, story: Story) -> str:
    """The runs of a printed fact in its bookmark, leading to its evidence, with what is told of its source here."""
    origin = story.ledger.origins.of.get((node.fact, node.value))
    if story.ledger.origins.word.facts == "control" and node.mark:
        content = _control(node.fact, origin.label if origin else node.fact, content, story)
    shown = commented(node.mark, _leading(node, origin, content, voice, story), story)
    return story.bookmark(node.mark, shown) + source_mark(node.mark, story)


def _leading(node: FactText, origin: Origin | None, content: str, voice: Voice, story: Story) -> str:
    """A link to its line of evidence, or else to its source in the list, whose screen tip tells the source.

    Where a document has neither list, the link leads to the fact itself, for the sake of the tip.
    """
    if origin is None or voice.linked or not node.mark:
        return inside(node.target, content, voice, story, node.span)
    listed = (SOURCE + source for source in origin.sources if SOURCE + source in story.ledger.names)
    target = node.target or next(listed, node.mark)
    return (f'<w:hyperlink w:anchor="{story.anchor(target, node.span)}"{tip(origin, story.ledger.lang)} '
            f'w:history="1">{content}</w:hyperlink>')


def _control(fact: str, label: str, content: str, story: Story) -> str:
    """A rich-text control: it locks nothing and is bound to nothing, so that a deletion stays the editor's right.

    It stands inside the link: where a paragraph is parted in a link inside a control, LibreOffice writes broken XML.
    """
    story.ledger.controls += 1
    return (f'<w:sdt><w:sdtPr><w:alias w:val="{escape(_short(label, "…"))}"/><w:tag w:val="{escape(tag_of(fact))}"/>'
            f'<w:id w:val="{story.ledger.controls}"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>')


def tag_of(fact: str) -> str:
    """The tag of a fact's controls: `fact:<id>`, ended by a digest where the id is too long for it."""
    return _short(f"fact:{fact}", "_" + sha256(fact.encode()).hexdigest()[:8])


def _short(text: str, end: str) -> str:
    return text if len(text) <= LONGEST_TAG else text[:LONGEST_TAG - len(end)] + end
