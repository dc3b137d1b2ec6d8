"""Archive source texts: copy them into the project, lock their hash and where their bodies lie, and number those."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from reportgen.build.project import FILE as PROJECT_FILE
from reportgen.build.project import Project
from reportgen.build.work import Tell, silent
from reportgen.characters import refused
from reportgen.diagnostics import (
    Diagnostic, MachineError, Span, WrongUsage, error, gather, reason, refuse, stop_on_errors, warning,
)
from reportgen.facts import archive
from reportgen.facts.archive import Archived, archived, body_of, opening, read_lock, write_lock
from reportgen.inputs import LARGEST, MIB
from reportgen.messages import say
from reportgen.readers.paragraphs import Transcript, read_paragraphs
from reportgen.readers.paragraphs.body import find_body
from reportgen.readers.paragraphs.encoding import UTF8


@dataclass(frozen=True, slots=True)
class Kept:
    """A source text that lies in the archive. `path` is relative to the project.

    `before` is what was locked of it until now, `proposed` says that the program itself chose the body.
    """

    lock: Archived
    path: str
    transcript: Transcript
    before: Archived | None
    proposed: bool

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        pages = ", ".join(map(str, self.transcript.blank))
        return (warning("page-without-text", say("no text was found on the pages {pages}", pages=pages),
                        Span(self.path), say("if they are scanned, have their text recognised first (OCR)")),
                ) if pages else ()


def archive_sources(project: Project, files: Sequence[Path], begins: str = "", ends: str = "",
                    tell: Tell = silent) -> tuple[Kept, ...]:
    """Put files into the project's archive and its lock: all of them, or none where one cannot be.

    `begins` and `ends` are words that the first and the last paragraph of the body of a single file begin with (the
    last may also end with them); without them the body stays as locked, or is proposed. Files that lie in the archive
    already stay where they are. ReportgenError where a text cannot be read, or where another of its name is archived
    or locked: that one is never replaced. MachineError where the disk is full or may not be written.
    """
    if len(files) > 1 and (begins or ends):
        raise WrongUsage(error("wrong-usage", say("--from and --to go with a single file"), None,
                               say("archive the files first, then each one again with its words")))
    lock, locked = _lock(project)
    problems: list[Diagnostic] = []
    kept: dict[str, Kept] = {}
    copies: dict[Path, bytes] = {}
    for file, data in {file: _read(file) for file in files}.items():
        tell(say("reading {file}", file=str(file)))
        with gather(problems):
            name = _name(project, file)
            if name in kept and kept[name].lock.sha256 != _digest(data):
                refuse("same-name", say('two of the files are called "{name}"', name=name), Span(str(file)), RENAME)
            kept[name] = _keep(project, file, name, data, locked.get(name), (begins, ends))
            copies |= {} if (place := archive_folder(project) / name).exists() else {place: data}
    stop_on_errors(problems)
    text = write_lock({**locked, **{name: one.lock for name, one in kept.items()}}.values())
    _put(copies, project.root / lock_name(project), lock, text.encode())
    return tuple(kept.values())


def lock_name(project: Project) -> str:
    """The lock's name in the project: in the folder of the facts, or in the one that holds all reports' facts."""
    folders = [PurePosixPath(report.facts) for report in project.reports.values()]
    folders = [folder.parent if folder.suffix in (".yaml", ".yml") else folder for folder in folders]
    return (PurePosixPath(os.path.commonpath(folders)) / archive.FILE).as_posix()


RENAME = say("give the new one a name of its own, with its date for instance, and make it a source of its own")


# --- reading ------------------------------------------------------------------------------------------------------

def _lock(project: Project) -> tuple[bytes, Mapping[str, Archived]]:
    """The lock as it lies there and what it says; nothing of both where there is none."""
    name = lock_name(project)
    if not project.inputs.is_file(name):
        return b"", {}
    return project.inputs.bytes(name), read_lock(project.inputs.text(name), name)


def _read(file: Path) -> bytes:
    if not file.is_file():
        raise WrongUsage(error("missing-file", say('"{name}" is a folder, not a file', name=file) if file.is_dir()
                               else say('"{name}" does not exist', name=file)))
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as problem:
        refuse("unreadable-file", say('"{name}" cannot be read: {why}', name=file, why=reason(problem)),
               Span(str(file)))
    if len(data) > LARGEST:
        refuse("file-too-large", say('"{name}" is larger than {count} MiB', name=file, count=LARGEST // MIB),
               Span(str(file)))
    return data


def archive_folder(project: Project) -> Path:
    """The folder of source texts. ReportgenError where it does not lie in the project."""
    folder = (project.root / project.archive).resolve()
    if not folder.is_relative_to(project.root):
        refuse("outside-project", say('"{name}" lies outside the project', name=project.archive), Span(PROJECT_FILE),
               say("the archive is a folder of the project"))
    return folder


def _name(project: Project, file: Path) -> str:
    """What a file is called in the archive: its place there, or its own name where it comes from elsewhere."""
    path, folder = file.resolve(), archive_folder(project)
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else file.name
    if any(refused(name)) or "\\" in name or "\n" in name:
        refuse("bad-file-name", say("the file's name holds a character that nobody sees"), Span(ascii(str(file))),
               say("give it another name"))
    return name


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# --- keeping ------------------------------------------------------------------------------------------------------

def _keep(project: Project, file: Path, name: str, data: bytes, before: Archived | None,
          words: tuple[str, str]) -> Kept:
    _refuse_drift(archive_folder(project) / name, name, data, before, Span(str(file)))
    transcript = read_paragraphs(data, Span(str(file)))
    texts = [paragraph.text for paragraph in transcript.paragraphs]
    if before is not None and not any(words):
        body_of(before, texts)
        return Kept(before, f"{project.archive}/{name}", transcript, before, False)
    first, last = _body(texts, words, before, Span(str(file)))
    encoding = "" if transcript.encoding == UTF8 else transcript.encoding
    lock = archived(name, _digest(data), texts, first, last, encoding)
    return Kept(lock, f"{project.archive}/{name}", transcript, before, not any(words))


def _refuse_drift(place: Path, name: str, data: bytes, before: Archived | None, span: Span) -> None:
    """A text that facts were taken from stays what it was."""
    if before is not None and before.sha256 != _digest(data):
        refuse("drifted", say('this is not the text that was archived as "{name}"', name=name), span, RENAME,
               ((before.span, say("its hash is locked here")),) if before.span else ())
    if place.exists() and place.read_bytes() != data:
        refuse("drifted", say('another text lies in the archive as "{name}"', name=name), span, RENAME)


def _body(texts: Sequence[str], words: tuple[str, str], before: Archived | None, span: Span) -> tuple[int, int]:
    """The numbers of the first and last paragraph: as the words say, else as remembered, else as proposed."""
    first, last = (before.first.paragraph, before.last.paragraph) if before else _proposed(texts, span)
    begins, ends = words
    if begins:
        first = _only(texts, begins, [n for n, text in enumerate(texts, 1) if _bare(text).startswith(_bare(begins))],
                      span)
        last = last if last >= first else len(texts)
    if ends:
        last = _only(texts, ends, [n for n, text in enumerate(texts, 1) if n >= first and (
            _bare(text).startswith(_bare(ends)) or _bare(text).endswith(_bare(ends)))], span)
    return first, last


def _proposed(texts: Sequence[str], span: Span) -> tuple[int, int]:
    return (1, len(texts)) if span.file.lower().endswith(".csv") else find_body(texts)


def _only(texts: Sequence[str], words: str, found: Sequence[int], span: Span) -> int:
    """The one paragraph that was found."""
    if len(found) > 1:
        refuse("ambiguous-words", say('"{words}" fits {count} paragraphs', words=words, count=len(found)), span,
               say("give more of the words"))
    if not found:
        inside = [text for text in texts if _bare(words) in _bare(text)]
        hint = say('the words stand inside the paragraph that begins with "{opening}": give those words',
                   opening=opening(inside[0])) if inside else say("copy the words from the text as it is printed here")
        refuse("no-such-words", say('no paragraph begins or ends with "{words}" there', words=words), span, hint)
    return found[0]


def _bare(text: str) -> str:
    """For comparison: without white space, and width and capitals made alike."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


# --- writing ------------------------------------------------------------------------------------------------------

def _put(copies: Mapping[Path, bytes], lock: Path, before: bytes, after: bytes) -> None:
    """Write the copies, then the lock in one step; where one cannot be written, take the copies away again."""
    done: list[Path] = []
    try:
        for place, data in copies.items():
            _copy(place, data)
            done.append(place)
        if after != before:
            if (lock.read_bytes() if lock.exists() else b"") != before:
                raise MachineError(say('another run has just changed "{lock}"; try again', lock=str(lock)))
            with _written(lock, after) as new:
                os.replace(new, lock)
    except (OSError, MachineError) as problem:
        for place in done:
            with suppress(OSError):
                place.unlink()
        if isinstance(problem, MachineError):
            raise
        raise MachineError(say("nothing was archived: {why}", why=reason(problem))) from problem


def _copy(place: Path, data: bytes) -> None:
    """Put a new file in place whole; one that came there meanwhile is left alone."""
    with _written(place, data) as new:
        try:
            os.link(new, place)
        except FileExistsError:
            raise
        except OSError:                         # a file system without links
            if place.exists():
                raise FileExistsError(17, "the file exists", str(place)) from None
            os.rename(new, place)


@contextmanager
def _written(place: Path, data: bytes) -> Iterator[Path]:
    """A file beside `place` that holds `data`, on the disk; it is gone afterwards."""
    place.parent.mkdir(parents=True, exist_ok=True)
    new = place.with_name(f".archiving-{os.getpid()}")
    try:
        with open(new, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield new
    finally:
        new.unlink(missing_ok=True)
