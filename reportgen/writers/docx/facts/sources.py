"""Show where facts come from, in place: as screen tips, as footnotes with letters for marks, as comments."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.document.nodes import Meta, Origin
from reportgen.document.numbering import letters
from reportgen.locales import words
from reportgen.writers.docx.facts.origins import Told, few, in_words
from reportgen.writers.docx.package import NAMESPACES, XML, escape
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.paragraphs import paragraph
from reportgen.writers.docx.text.runs import run

LONGEST_TIP = 255                      # letters that Word takes as a screen tip
AUTHOR, INITIALS = "reportgen", "rg"   # of comments


def tip(origin: Origin, lang: str) -> str:
    """The attribute of a link that shows an origin when the mouse rests on it."""
    text = in_words((origin,), lang)
    return f' w:tooltip="{escape(text if len(text) <= LONGEST_TIP else text[:LONGEST_TIP - 1] + "…")}"'


# --- footnotes

def source_note(told: Told, id: int, story: Story) -> str:
    """The footnote that tells of the sources of facts."""
    mark = (f'<w:r><w:rPr><w:rStyle w:val="SourceMark"/></w:rPr><w:t>{letters(told.number).lower()}</w:t></w:r>'
            '<w:r><w:t xml:space="preserve"> </w:t></w:r>')
    words = paragraph("SourceNote", mark + run(in_words(told.origins, story.ledger.lang), story.voice))
    return f'<w:footnote w:id="{id}">{words}</w:footnote>'


def source_mark(mark: str, story: Story) -> str:
    """The mark of the footnote behind the fact of this `mark`, or nothing.

    It is of our own choosing: Word's own numbers are for the notes that all formats have.
    """
    origins = story.ledger.origins
    if mark not in origins.ids:
        return ""
    return ('<w:r><w:rPr><w:rStyle w:val="SourceMark"/></w:rPr><w:footnoteReference w:customMarkFollows="1" '
            f'w:id="{origins.ids[mark]}"/><w:t>{letters(origins.behind[mark].number).lower()}</w:t></w:r>')


# --- comments

def comments_part(meta: Meta, story: Story) -> str:
    """comments.xml, dated by the edition and never by the clock."""
    dated = f' w:date="{meta.date}T00:00:00Z"' if len(meta.date) == 10 else ""
    said = "".join(f'<w:comment w:id="{told.number}" w:author="{AUTHOR}"{dated} w:initials="{INITIALS}">'
                   f'{_comment(told.origins, story)}</w:comment>' for told in story.ledger.origins.behind.values())
    return f"{XML}<w:comments {NAMESPACES}>{said}</w:comments>"


def commented(mark: str, content: str, story: Story) -> str:
    """The runs of the fact of this `mark` with the comment on them, if there is one."""
    if story.ledger.origins.word.sources != "comment" or mark not in story.ledger.origins.behind:
        return content
    number = story.ledger.origins.behind[mark].number
    return (f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
            '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
            f'<w:commentReference w:id="{number}"/></w:r>')


def _comment(group: Sequence[Origin], story: Story) -> str:
    """A paragraph for the source, one for each figure with its wording, one for the standing."""
    own = words(story.ledger.lang)
    figures = [own["colon"].join(filter(None, (one.label, one.written))) for one in group] if few(group) else []
    mark = '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r>'
    lines = filter(None, (group[0].source, *figures, group[0].standing))
    return "".join(paragraph("CommentText", ("" if n else mark) + run(line, story.voice))
                   for n, line in enumerate(lines))
