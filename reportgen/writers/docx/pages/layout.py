"""Learn from LibreOffice on which page of a Word file each heading stands, for the contents."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from ctypes import byref, c_long, create_string_buffer
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.diagnostics import MachineError
from reportgen.messages import Message, say

PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice",
            r"C:\Program Files\LibreOffice\program\soffice.com")
PATIENCE = 300               # seconds that laying out one file may take
ATTEMPTS = 3
AS_PDF = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'


@dataclass(frozen=True, slots=True)
class Pages:
    """On which page each bookmark of `of` stands, from 1, how many there are, and `by` whom they were laid out.

    `of` is empty where nobody laid them out.
    """

    of: Mapping[str, int] = field(default_factory=dict)
    count: int = 1
    by: str = ""


def laid_out(made: Callable[[Pages], bytes], bookmarks: Collection[str]) -> bytes:
    """The file that `made` writes with the pages on which LibreOffice has these bookmarks, once it has them there.

    MachineError where LibreOffice is missing, fails, or goes on moving them.
    """
    program = _program()
    by = _version(program)
    pages = Pages(dict.fromkeys(bookmarks, 1), 1, by)
    with tempfile.TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True) as place:
        for _ in range(ATTEMPTS):
            data = made(pages)
            found = _pages(_as_pdf(program, data, Path(place)), bookmarks, by)
            if found == pages:
                return data
            pages = found
    raise _failed(say("the pages did not come to rest in {count} attempts", count=ATTEMPTS))


def _program() -> str:
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not found:
        raise MachineError(
            say("the contents of Word files get their page numbers from LibreOffice, and this machine lacks it"),
            say("install it (on Debian and Ubuntu: sudo apt-get install libreoffice-writer-nogui), or write toc_pages: "
                "none under word: in reportgen.yaml"))
    return found


def _version(program: str) -> str:
    """ "LibreOffice 7.4.7.2"."""
    with _own_memory(), _told():
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=PATIENCE,
                              stdin=subprocess.DEVNULL)
    return " ".join(said.stdout.split()[:2])


def _as_pdf(program: str, data: bytes, place: Path) -> bytes:
    """The file as LibreOffice lays it out, with a profile of its own in `place`."""
    source, made = place / "report.docx", place / "report.pdf"
    source.write_bytes(data)
    made.unlink(missing_ok=True)
    command = [program, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--norestore",
               "--convert-to", AS_PDF, "--outdir", str(place), str(source)]
    with _own_memory(), _told():
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True,
                                   env={**os.environ, "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp"})
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        _end(process)
        raise _failed(say("nothing came of it in {seconds} seconds", seconds=PATIENCE)) from None
    except BaseException:
        _end(process)
        raise
    if not made.exists():
        raise _failed(say("it wrote no PDF"))
    return made.read_bytes()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and those that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, ProcessLookupError, PermissionError):          # no groups here, or nothing left of it
        process.kill()
    process.wait()


@contextmanager
def _own_memory() -> Iterator[None]:
    """While entered, a program that is started may take what memory it wants: our limit is for what templates do."""
    try:
        import resource
    except ImportError:                                   # Windows has no such limits
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextmanager
def _told() -> Iterator[None]:
    """MachineError where a program cannot be started."""
    try:
        yield
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise _failed(say("it cannot be run: {reason}", reason=str(problem))) from problem


def _pages(pdf: bytes, bookmarks: Collection[str], by: str) -> Pages:
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        found = dict(_destinations(document))
        count = len(document)
    if lost := [name for name in bookmarks if name not in found]:
        raise _failed(say("its PDF does not say where {name} stands", name=lost[0]))
    return Pages({name: found[name] for name in bookmarks}, count, by)


def _destinations(document: Any) -> Iterator[tuple[str, int]]:
    """The named places of a PDF with their pages, from 1; LibreOffice spells a _ at the beginning as 5F."""
    from pypdfium2 import raw

    for n in range(raw.FPDF_CountNamedDests(document)):
        length = c_long(0)
        raw.FPDF_GetNamedDest(document, n, None, byref(length))
        name = create_string_buffer(max(length.value, 1))
        place = raw.FPDF_GetNamedDest(document, n, name, byref(length))
        known = name.raw.decode("utf-16-le").rstrip("\0").replace("5F", "_", 1)
        yield known, 1 + raw.FPDFDest_GetDestPageIndex(document, place)


def _failed(reason: Message) -> MachineError:
    return MachineError(say("LibreOffice could not lay out a Word file for the pages of its contents: {reason}",
                            reason=reason),
                        say("write toc_pages: none under word: in reportgen.yaml for contents without pages"))
