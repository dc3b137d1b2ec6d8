"""What a report wants of its Word files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from reportgen.diagnostics import Span
from reportgen.facts.yaml.nodes import Text

Way = Literal["link", "footnote", "comment"]
FACTS = ("bookmark", "control")
SOURCES = ("link", "footnote", "comment")
TOC_PAGES = ("none", "libreoffice")


@dataclass(frozen=True, slots=True)
class Word:
    """`template` names a house's own .docx, "" is none; `house` is what it holds, once it has been read.

    `facts` is what printed facts are marked with, `sources` how a reader gets from a fact to its source in place.
    `toc_pages` "libreoffice" has the contents' page numbers from pages that LibreOffice lays out.
    """

    template: Text = Text("", Span(""))
    facts: Literal["bookmark", "control"] = "bookmark"
    sources: Way = "link"
    toc_pages: Literal["none", "libreoffice"] = "none"
    house: bytes = field(default=b"", repr=False)
