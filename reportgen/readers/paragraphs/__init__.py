"""Read a source text as its paragraphs, in order, as plain text: what citations count and evidence is looked up in.

    read_paragraphs(data, Span("article.pdf")).paragraphs[2].text

Nothing of the text is changed but white space (see `fold`): a character stays the one the source has. Text that is
furniture (menus of a page, running heads, page numbers, deletions that Word keeps) is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from reportgen.diagnostics import Span, refuse
from reportgen.messages import say
from reportgen.readers.paragraphs.docx import read_docx
from reportgen.readers.paragraphs.html import read_html
from reportgen.readers.paragraphs.pdf import read_pdf
from reportgen.readers.paragraphs.rows import read_csv
from reportgen.readers.paragraphs.transcript import CELL, Paragraph, Transcript
from reportgen.readers.paragraphs.txt import read_txt

__all__ = ["CELL", "READERS", "Paragraph", "Transcript", "read_paragraphs"]

READERS: dict[str, Callable[[bytes, Span], Transcript]] = {
    ".txt": read_txt, ".html": read_html, ".htm": read_html, ".pdf": read_pdf, ".docx": read_docx,
    ".csv": read_csv,
}
SIGNATURES = (                                  # how files begin, whatever they are called, and what that is called
    (b"%pdf-", ".pdf"), (b"pk\x03\x04", ".docx"), (b"\xd0\xcf\x11\xe0", ".doc"), (b"{\\rtf", ".rtf"),
    (b"<!doctype html", ".html"), (b"<html", ".html"), (b"\x89png", ".png"), (b"\xff\xd8\xff", ".jpg"),
)
SAME = {".htm": ".html"}


def read_paragraphs(data: bytes, span: Span) -> Transcript:
    """The paragraphs of a file, read as the ending of `span.file` says. ReportgenError at `span` where it cannot be.

    Refused: endings not in READERS, a file that is something else than its ending says, one without text, encrypted,
    broken or blown up ones, and text in an encoding that cannot be told.
    """
    ending = PurePosixPath(span.file).suffix.lower()
    if ending not in READERS:
        refuse("unknown-source-type", say('a source text that ends in "{ending}" cannot be read', ending=ending), span,
               _advice(ending))
    if not data.strip():
        refuse("empty-source", say("the file is empty"), span)
    _refuse_disguise(data, ending, span)
    transcript = READERS[ending](data, span)
    if not transcript.paragraphs:
        refuse("empty-source", say("there is no text in the file"), span)
    return transcript


def _refuse_disguise(data: bytes, ending: str, span: Span) -> None:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    found = next((name for signature, name in SIGNATURES if start.startswith(signature)), "")
    wanted = SAME.get(ending, ending)
    if found and found != wanted:
        hint = say("call it {name}", name=f"{PurePosixPath(span.file).stem}{found}") if found in READERS \
            else _advice(found)
        refuse("wrong-source-type", say('the file ends in "{ending}" but is a {found} file', ending=ending,
                                        found=found), span, hint)
    if wanted in (".pdf", ".docx") and not found:
        refuse("wrong-source-type", say('the file ends in "{ending}" but is none', ending=ending), span,
               say("perhaps it was only renamed, or not loaded to its end"))


def _advice(ending: str) -> str:
    if ending in (".doc", ".rtf", ".odt", ".wps"):
        return say("open it in Word or LibreOffice and save it as .docx; or it may be protected by a password")
    return say("source texts are {endings}", endings=" ".join(READERS))
