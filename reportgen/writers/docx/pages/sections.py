"""Write sections: their sheets, upright or turned, and the heads and feet that their pages have."""

from __future__ import annotations

from reportgen.document.alternatives import without_marks
from reportgen.document.nodes import Blocks, Document, Heading
from reportgen.document.walk import plain
from reportgen.writers.docx.pages import furniture
from reportgen.writers.docx.story import Story
from reportgen.writers.docx.text.paragraphs import Frame
from reportgen.writers.docx.units import MM
from reportgen.writers.theme import Theme

EDGE = 567                   # twips from the paper's edge to the page head and foot: 10 mm


def frame(theme: Theme) -> Frame:
    """Where the body's blocks stand."""
    page = theme.page
    return Frame(round(page.text_width * MM), turned=round((page.height - page.left - page.right) * MM))


class Sections:
    """The sections of one document, written one after the other.

    `parts` are the heads and feet they have by name: each is made once, whichever sections it stands in.
    """

    def __init__(self, document: Document, theme: Theme, story: Story) -> None:
        self.document, self.theme, self.story = document, theme, story
        self.parts: dict[str, str] = {}
        self._names: dict[tuple[str, str], str] = {}        # by kind and content
        self._named = furniture.names_sections(document, theme)
        self._running = ""                                  # the heading that goes on from the section before

    def end(self, content: Blocks, turned: bool, first: bool) -> str:
        """The `w:sectPr` behind `content`: page size, margins, heads and feet. The document's `first` page has a head
        of its own where a masthead opens it.
        """
        opens = first and furniture.begins_with_masthead(self.document)
        room = frame(self.theme)
        furnished = self._furnished(content, room.turned if turned else room.width, opens)
        return (f'<w:sectPr>{furnished}{_sheet(self.theme, turned)}{"<w:titlePg/>" if opens else ""}'
                '<w:docGrid w:linePitch="312"/></w:sectPr>')

    def _furnished(self, content: Blocks, width: int, opens: bool) -> str:
        document, feet, pages = self.document, self.theme.feet, self.story.ledger.pages.count
        self._running, running = self._headed(content)
        head = furniture.header_part(document.meta, running, width, frame(self.theme).width)
        foot = furniture.footer_part(document.meta, feet, width, pages)
        references = [self._part("header", "default", head), self._part("footer", "default", foot)]
        if feet == "dashes":                             # pages of even numbers lie on the other side
            other = furniture.footer_part(document.meta, feet, width, pages, "left")
            references += [self._part("header", "even", head), self._part("footer", "even", other)]
        if opens:
            references.append(self._part("header", "first", furniture.first_header_part(document)))
            if self.theme.cover == "block":              # a cover has no foot
                references.append(self._part("footer", "first", foot))
        return "".join(references)

    def _headed(self, content: Blocks) -> tuple[str, str]:
        """The last heading of a section and the one that its first page names; "" where none fit beside the title."""
        if not self._named:
            return "", ""
        named = [plain(without_marks(block.content)) if isinstance(block, Heading) and block.level == 1 else ""
                 for block in content]
        own = [name for name in named if name] or [self._running]
        return own[-1], own[0] if named[:1] == own[:1] else self._running or own[0]

    def _part(self, kind: str, pages: str, content: str) -> str:
        """The reference to a head or foot for "default", "even" or "first" pages; its part is made where it is new."""
        if (kind, content) not in self._names:
            name = f"{kind}{1 + sum(made == kind for made, _ in self._names)}.xml"
            self._names[kind, content], self.parts[name] = name, content
        name = self._names[kind, content]
        return f'<w:{kind}Reference w:type="{pages}" r:id="{self.story.relations.to(kind, name)}"/>'


def _sheet(theme: Theme, turned: bool) -> str:
    page = theme.page
    top, right, bottom, left = (round(side * MM) for side in (page.top, page.right, page.bottom, page.left))
    wide, high = (page.height, page.width) if turned else (page.width, page.height)
    orientation = ' w:orient="landscape"' if turned else ""
    return (f'<w:pgSz w:w="{round(wide * MM)}" w:h="{round(high * MM)}"{orientation}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{EDGE}" '
            f'w:footer="{EDGE}" w:gutter="0"/>')
