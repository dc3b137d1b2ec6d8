"""Write footnotes.xml: the two separators Word wants, then the document's notes and those on sources."""

from __future__ import annotations

from reportgen.document.nodes import Note
from reportgen.writers.docx.facts.sources import source_note
from reportgen.writers.docx.package import NAMESPACES, XML
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.inline import runs
from reportgen.writers.docx.text.paragraphs import paragraph


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
    mark = ('<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
            '<w:r><w:t xml:space="preserve"> </w:t></w:r>')
    words = paragraph("FootnoteText", mark + runs(note.content, story.voice, story))
    return f'<w:footnote w:id="{id}">{words}</w:footnote>'
