"""Rules on how a file is set up: the layout of today's Word, nothing locked, letters and sections as they are meant."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.word.package import OFF, Finding, Package, W, count, everywhere, find, value, words
from reportgen.messages import say

MODE = "15"                          # the layout of Word 2013 and later
PROTECTING = ("documentProtection", "writeProtection")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def layout(package: Package) -> Iterator[Finding]:
    """Word lays the file out as one of its own time, not in a compatibility mode."""
    settings = package.part("settings")
    rows = [] if settings is None else settings.iter(W + "compatSetting")
    modes = [value(row) for row in rows if row.get(W + "name") == "compatibilityMode"]
    if modes != [MODE]:
        yield Finding(package.named("settings"), say("the compatibility mode is not {mode}", mode=MODE))


def unlocked(package: Package) -> Iterator[Finding]:
    """Nobody is kept from changing or deleting anything."""
    settings = package.part("settings")
    for word in PROTECTING:
        if settings is not None and settings.find(W + word) is not None:
            yield Finding(package.named("settings"), say("the file is protected"))
    for part, lock in everywhere(package, "lock"):
        if value(lock) != "unlocked":
            yield Finding(part, say("a content control is locked"), words(lock))
    for part, sign in everywhere(package, "fldChar", "fldSimple"):
        if sign.get(W + "fldLock", "0") not in OFF:
            yield Finding(part, say("a field is locked"), words(sign))


def spaces(package: Package) -> Iterator[Finding]:
    """Spaces at the ends of a text are marked, or Word would drop them."""
    for part, piece in everywhere(package, "t", "instrText"):
        said = piece.text or ""
        if said != said.strip(" \t\n\r") and piece.get(SPACE) != "preserve":
            yield Finding(part, say("a space at the end of a text would be lost"), words(piece))


def sections(package: Package) -> Iterator[Finding]:
    """The body ends with a section; each has a sheet, margins, and room for words between them."""
    body = None if package.document not in package.trees else find(package.trees[package.document], "body")
    if body is None or not len(body) or body[-1].tag != W + "sectPr":
        yield Finding(package.document, say("the document does not end with a section"))
    for part, section in everywhere(package, "sectPr"):
        sheet, margins = find(section, "pgSz"), find(section, "pgMar")
        if sheet is None or margins is None:
            yield Finding(part, say("a section has no sheet or no margins"))
            continue
        wide, high = (count(sheet, name=name) for name in ("w", "h"))
        if (value(sheet, "portrait", "orient") == "landscape") != (wide > high):
            yield Finding(part, say("a section lies otherwise than its sheet"))
