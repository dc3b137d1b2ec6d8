"""Write one paragraph: its style, and the few properties that a style cannot know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """Where blocks stand: `width` and `indent` in twips, how deep in lists, inside a quotation or not.

    `style` is the paragraph style of unnamed paragraphs here. `turned` is the width of the text on a sheet turned on
    its side, 0 where nothing here can turn a sheet.
    """

    width: int
    indent: int = 0
    depth: int = 0
    quoted: bool = False
    style: str = "BodyText"
    turned: int = 0


def paragraph(style: str, content: str, keep_next: bool = False, page_break: bool = False, numbering: str = "",
              border: str = "", tabs: str = "", spacing: str = "", indent: str = "", align: str = "") -> str:
    """A `w:p`; the properties stand in the order the schema wants."""
    direct = "".join(("<w:keepNext/>" if keep_next else "", "<w:pageBreakBefore/>" if page_break else "", numbering,
                      border, tabs, spacing, indent, f'<w:jc w:val="{align}"/>' if align else ""))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{direct}</w:pPr>{content}</w:p>'


def section_end(properties: str) -> str:
    """The paragraph that ends a section; a point high, so that a full page is not followed by an empty one."""
    return ('<w:p><w:pPr><w:pStyle w:val="Spacer"/><w:spacing w:line="20" w:lineRule="exact"/>'
            f'{properties}</w:pPr></w:p>')


def spacer() -> str:
    """The small gap after a table, which also keeps two tables from growing together."""
    return paragraph("Spacer", "")


def indent_of(frame: Frame) -> str:
    """The indent of a paragraph that stands in `frame`."""
    return f'<w:ind w:left="{frame.indent}"/>' if frame.indent else ""
