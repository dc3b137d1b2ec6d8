"""Pango, which sets the PDF's lines: whether this machine has it, and what to type where it does not.

Standard library only: run.py reads this module before anything is installed.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from reportgen.diagnostics import MachineError
from reportgen.messages import say

APT = ("libpangoft2-1.0-0", "libharfbuzz-subset0")         # on Debian and Ubuntu; the rest of Pango comes with them
HINTS = {
    "debian": "sudo apt-get install --no-install-recommends " + " ".join(APT),
    "fedora": "sudo dnf install pango",
    "alpine": "apk add pango so:libharfbuzz-subset.so.0 fontconfig",
    "arch": "sudo pacman -S pango",
    "suse": "sudo zypper install libpango-1_0-0 libharfbuzz-subset0",
    "darwin": "brew install pango",
    "win32": say("winget install MSYS2.MSYS2, then in its UCRT64 shell: pacman -S mingw-w64-ucrt-x86_64-pango"),
}
RELEASE = Path("/etc/os-release")                           # says which Linux this is
_FAMILIES = {"debian": "debian ubuntu", "fedora": "fedora rhel centos", "alpine": "alpine", "arch": "arch",
             "suse": "suse opensuse"}
_LIBRARIES = (                                             # each under the names it goes by on Linux, macOS, Windows
    ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "libgobject-2.0-0.dll"),
    ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
    ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
)
_MAC_FOLDERS = ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib")
_WINDOWS_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin"


def require_pango() -> None:
    """MachineError with the command for this system where a library that PDFs need is missing."""
    if absent := missing_libraries():
        raise lack(absent)


def missing_libraries() -> tuple[str, ...]:
    """The libraries that PDFs need and this machine lacks, by the name they would have here."""
    position = {"darwin": 1, "win32": 2}.get(sys.platform, 0)
    with _windows_folders():
        return tuple(names[position] for names in _LIBRARIES if not _loads(names[position]))


def lack(absent: tuple[str, ...]) -> MachineError:
    """What to tell a person: what is missing and what to type on this system."""
    command = HINTS.get(system(), say("install Pango (with pangoft2) and HarfBuzz-Subset with your package manager"))
    return MachineError(
        say("PDFs need Pango and HarfBuzz-Subset, and this machine lacks {libraries}", libraries=", ".join(absent)),
        say("{command}\n  then run the same command again; HTML and Word need nothing more", command=command))


def system() -> str:
    """The key of HINTS for this machine: a family of Linux, "darwin", "win32", or "linux" where it is none of them."""
    if sys.platform != "linux":
        return sys.platform
    release = ""
    with suppress(OSError):
        release = RELEASE.read_text("utf-8", "replace")
    lines = (line.partition("=") for line in release.splitlines())
    words = " ".join(value.strip("\"' ") for key, _, value in lines if key in ("ID", "ID_LIKE")).split()
    found = (key for key, names in _FAMILIES.items() if any(name in words for name in names.split()))
    return next(found, "linux")


def search_paths(environment: Mapping[str, str]) -> dict[str, str]:
    """`environment` for a new process, with the folders of Homebrew and MacPorts where its loader will look."""
    found = dict(environment)
    if sys.platform == "darwin":
        folders = [found.get("DYLD_FALLBACK_LIBRARY_PATH", ""), *filter(os.path.isdir, _MAC_FOLDERS)]
        found["DYLD_FALLBACK_LIBRARY_PATH"] = ":".join(filter(None, folders))
    return found


class _windows_folders:
    """While entered, Windows finds the libraries of MSYS2; elsewhere nothing."""

    def __enter__(self) -> None:
        self._added = []
        if sys.platform == "win32":
            for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", _WINDOWS_FOLDERS).split(";"):
                with suppress(OSError):
                    self._added.append(os.add_dll_directory(folder))

    def __exit__(self, *_: object) -> None:
        for folder in self._added:
            folder.close()


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        if sys.platform != "darwin":
            return False
        return any(os.path.exists(os.path.join(folder, name)) for folder in _MAC_FOLDERS)
    return True
