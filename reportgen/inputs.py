"""The one door for reading: gives a project's files as text or bytes and records what was read."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from reportgen.diagnostics import Span, refuse

TOO_LARGE = 64 * 1024 * 1024


class Inputs:
    """The files below `root`. Names are relative to it with `/`; `digests` maps each name read to its SHA-256.

    Nothing outside `root` can be read, through `..`, absolute names or symbolic links.
    """

    def __init__(self, root: Path | str) -> None:
        self.root = Path(root).resolve()
        self.digests: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def bytes(self, name: str, wanted_at: Span | None = None) -> bytes:
        """The bytes of a file; ReportgenError at `wanted_at` if it is absent, outside the project or over 64 MiB."""
        path = self._inside(name, wanted_at)
        if not self.is_file(name):
            what = "is a folder, not a file" if os.path.isdir(path) else "does not exist"
            refuse("missing-file", f'"{name}" {what}', wanted_at or Span(name))
        if path.stat().st_size > TOO_LARGE:
            refuse("file-too-large", f'"{name}" is larger than 64 MiB', wanted_at or Span(name))
        data = path.read_bytes()
        self.digests[name] = hashlib.sha256(data).hexdigest()
        return data

    def text(self, name: str, wanted_at: Span | None = None) -> str:
        """The text of a UTF-8 file with `\\n` line ends and no byte order mark."""
        if name not in self._texts:
            self._texts[name] = _decode(self.bytes(name, wanted_at), name)
        return self._texts[name]

    def is_file(self, name: str) -> bool:
        """Whether there is such a file in the project; a name that no file can have is none."""
        try:
            path = (self.root / name).resolve()
            return path.is_relative_to(self.root) and os.path.isfile(path)
        except (OSError, ValueError):
            return False

    def files(self, folder: str, *endings: str) -> list[str]:
        """Names of the files below `folder` (or `folder` itself if it is a file) with one of `endings`, sorted."""
        path = self._inside(folder, None)
        if path.is_file():
            return [folder]
        found = (p for p in path.rglob("*") if p.is_file() and p.suffix in endings)
        names = (p.relative_to(self.root).as_posix() for p in found)
        return sorted(n for n in names if not any(part.startswith(".") for part in n.split("/")))

    def _inside(self, name: str, wanted_at: Span | None) -> Path:
        try:
            path = (self.root / name).resolve()
        except (OSError, ValueError):
            refuse("missing-file", f'"{name[:80]}" cannot be the name of a file', wanted_at or Span(name[:80]))
        if not path.is_relative_to(self.root):
            refuse("outside-project", f'"{name}" lies outside the project', wanted_at or Span(name),
                   hint="everything a report is made of lies below the folder of reportgen.yaml")
        return path


def _decode(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        column = problem.start - (data.rfind(b"\n", 0, problem.start) + 1) + 1
        try:
            data.decode("gb18030")
        except UnicodeDecodeError:
            hint = "save the file as UTF-8"
        else:
            hint = f'it looks like GBK; convert it: iconv -f GB18030 -t UTF-8 "{name}" > new, or "Save as UTF-8"'
        refuse("not-utf8", "the file is not UTF-8 text", Span(name, line, column), hint)
    return text.replace("\r\n", "\n").replace("\r", "\n")
