"""Write footnotes.xml: the two separators Word wants, then the document's notes and those on sources."""

from __future__ import annotations

from reportgen.document.nodes import Note
from reportgen.writers.docx.package import NAMESPACES, XML
from reportgen.writers.docx.runs import plain_voice
from reportgen.writers.docx.sources import source_note
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text import runs


def footnotes_part(story: Story) -> str:
    """footnotes.xml; links in notes go into the relationships of `story`."""
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
        f'w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator")))
    everything = "".join(_note(said, id, story) if isinstance(said, Note) else source_note(said, id, story)
                         for id, said in enumerate(story.ledger.origins.notes, 1))
    return f"{XML}<w:footnotes {NAMESPACES}>{separators}{everything}</w:footnotes>"


def _note(note: Note, id: int, story: Story) -> str:
    return (f'<w:footnote w:id="{id}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> </w:t></w:r>{runs(note.content, plain_voice(story), story)}'
            '</w:p></w:footnote>')
