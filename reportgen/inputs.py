"""The one door for reading: gives a project's files as text or bytes and records what was read."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from reportgen.diagnostics import Span, did_you_mean, reason, refuse
from reportgen.messages import say

MIB = 1024 * 1024
LARGEST, LARGEST_TEXT = 64 * MIB, 8 * MIB
NO_SUCH_NAME = (OSError, ValueError, RuntimeError)      # the last for links that lead in a circle


class Inputs:
    """The files below `root`. Names are relative to it with `/`; `digests` maps each name read to its SHA-256.

    Nothing outside `root` can be read, through `..`, absolute names or symbolic links.
    """

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root).resolve()
        self.digests: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def bytes(self, name: str, wanted_at: Span | None = None, most: int = LARGEST) -> bytes:
        """The bytes of a file; ReportgenError at `wanted_at` if it is absent, outside the project or over `most`."""
        path = self._inside(name, wanted_at)
        if not self.is_file(name):
            said = (say('"{name}" is a folder, not a file', name=name) if os.path.isdir(path)
                    else say('"{name}" does not exist', name=name))
            refuse("missing-file", said, wanted_at or Span(name), did_you_mean(name, self.beside(name)))
        try:
            with path.open("rb") as file:
                data = file.read(most + 1)
        except OSError as problem:
            refuse("unreadable-file", say('"{name}" cannot be read: {why}', name=name, why=reason(problem)),
                   wanted_at or Span(name))
        if len(data) > most:
            refuse("file-too-large", say('"{name}" is larger than {count} MiB', name=name, count=most // MIB),
                   wanted_at or Span(name))
        self.digests[name] = hashlib.sha256(data).hexdigest()
        return data

    def text(self, name: str, wanted_at: Span | None = None) -> str:
        """The text of a UTF-8 file of at most 8 MiB, with `\\n` line ends and no byte order mark.

        A `\\r` alone is a line end only where the file knows no other; else it stays, to be refused at its place.
        """
        if name not in self._texts:
            self._texts[name] = _decode(self.bytes(name, wanted_at, LARGEST_TEXT), name)
        return self._texts[name]

    def instead(self, texts: Mapping[str, str]) -> Inputs:
        """The same door, behind which some files have other texts."""
        other = Inputs(self.root)
        other._texts = {**self._texts, **texts}
        return other

    def is_file(self, name: str) -> bool:
        """Whether there is such a file in the project; a name that no file can have is none."""
        try:
            path = (self.root / name).resolve()
            return path.is_relative_to(self.root) and os.path.isfile(path)
        except NO_SUCH_NAME:
            return False

    def files(self, folder: str, *endings: str) -> list[str]:
        """Names of the files below `folder` (or `folder` itself if it is a file) with one of `endings`, sorted."""
        path = self._inside(folder, None)
        if os.path.isfile(path):
            return [folder]
        found = (p for p in path.rglob("*") if os.path.isfile(p) and p.suffix in endings) if os.path.isdir(path) else ()
        names = (p.relative_to(self.root).as_posix() for p in found)
        return sorted(n for n in names if not any(part.startswith(".") for part in n.split("/")))

    def beside(self, name: str) -> list[str]:
        """Names of the files in the folder of `name` that have its ending: one of them may have been meant."""
        try:
            place = (self.root / name).resolve()
            if not place.parent.is_relative_to(self.root) or not place.parent.is_dir():
                return []
            found = [path for path in place.parent.iterdir() if path.suffix == place.suffix and path.is_file()]
        except NO_SUCH_NAME:
            return []
        return sorted(path.relative_to(self.root).as_posix() for path in found)

    def _inside(self, name: str, wanted_at: Span | None) -> Path:
        try:
            path = (self.root / name).resolve()
        except NO_SUCH_NAME:
            refuse("missing-file", say('"{name}" cannot be the name of a file', name=name[:80]),
                   wanted_at or Span(name[:80]))
        if not path.is_relative_to(self.root):
            refuse("outside-project", say('"{name}" lies outside the project', name=name), wanted_at or Span(name),
                   hint=say("everything a report is made of lies below the folder of reportgen.yaml"))
        return path


def _decode(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = _with_line_ends(data[:problem.start].decode("utf-8-sig"))
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        try:
            data.decode("gb18030")
        except UnicodeDecodeError:
            hint = say("save the file as UTF-8")
        else:
            hint = say('it looks like GBK; convert it: iconv -f GB18030 -t UTF-8 "{name}" > new, or "Save as UTF-8"',
                       name=name)
        refuse("not-utf8", say("the file is not UTF-8 text"), Span(name, line, column), hint)
    return _with_line_ends(text)


def _with_line_ends(text: str) -> str:
    text = text.replace("\r\n", "\n")
    return text if "\n" in text else text.replace("\r", "\n")
