"""Read a theme's logo, and refuse one that not every format shows alike, or that has no room."""

from __future__ import annotations

import posixpath

from reportgen.diagnostics import refuse
from reportgen.inputs import MIB, Inputs
from reportgen.messages import said, say
from reportgen.pictures.check import check_picture
from reportgen.pictures.sizes import size
from reportgen.pictures.svg import read_svg
from reportgen.writers.theme import Logo
from reportgen.writers.theme.file import LogoEntry

LARGEST = 2 * MIB
TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}


def read_logo(written: LogoEntry, path: str, inputs: Inputs, text_width: float) -> Logo:
    """The logo at `path`, as high as is `written`, in a column of `text_width` mm; ReportgenError at its name."""
    media_type = TYPES.get(posixpath.splitext(path)[1].lower(), "")
    if not media_type:
        refuse("unknown-picture", say('"{name}" is not a picture that every format can show', name=written.file),
               written.file.span, say("pictures: {names}", names=", ".join(TYPES)))
    data = inputs.bytes(path, written.file.span)
    wide, high = _size(data, media_type, written)
    width = written.height * wide / high
    if width > text_width:
        refuse("bad-logo", say("at this height the logo is {width:g} mm wide, and the text {room:g} mm",
                               width=round(width, 1), room=round(text_width, 1)), written.file.span,
               say("height: {height} would fit", height=int(text_width * high / wide)))
    return Logo(data, media_type, width, written.height, dict(written.alt))


def _size(data: bytes, media_type: str, written: LogoEntry) -> tuple[float, float]:
    """Width and height of what can be shown; ReportgenError for anything else."""
    file = written.file
    if len(data) > LARGEST:
        refuse("bad-logo", say('"{name}" is larger than {count} MiB, and every HTML file holds it', name=file,
                               count=LARGEST // MIB), file.span, say("save it smaller"))
    try:
        check_picture(data, media_type)
        if media_type == "image/svg+xml" and any(words.strip() for words in read_svg(data).words):
            refuse("bad-logo", say('"{name}" holds words, which look otherwise wherever their font is not', name=file),
                   file.span, say("turn its words into paths, or save it as PNG"))
        return size(data, media_type)
    except ValueError as problem:
        refuse("unreadable-picture", say('the picture "{name}" cannot be printed: {why}', name=file,
                                         why=said(problem)), file.span)
