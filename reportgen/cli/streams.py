"""Standard output and error: UTF-8 whatever the locale, lines in the language of this run, quiet when nobody reads."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from reportgen.messages import language_of, shown


def open_streams() -> None:
    """Standard output and error as UTF-8 whatever the locale says, and there even where they were closed."""
    sys.stdout = sys.stdout or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_line(text: str, stream: TextIO | None = None) -> None:
    """Print a line, a Message in the language of this run."""
    write(shown(text, language_of(os.environ)) + "\n", stream or sys.stdout)


def write(text: str, stream: TextIO) -> None:
    """Write at once; where nobody reads any more, stay silent from then on."""
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
