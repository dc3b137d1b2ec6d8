"""Print what was found as JSON, or write it into a file."""

from __future__ import annotations

import json
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from reportgen.characters import refused
from reportgen.cli.streams import print_line
from reportgen.diagnostics import Span
from reportgen.messages import say


def as_data(found: Any) -> bytes:
    """What was found, as JSON."""
    return (escaped(json.dumps(_plain(found), ensure_ascii=False, indent=2)) + "\n").encode("utf-8")


def escaped(text: str) -> str:
    """`text` in which characters that nobody sees, or that a terminal would obey, are told by their numbers."""
    said, at = [], 0
    for place, _ in refused(text):
        said += text[at:place], json.dumps(text[place])[1:-1]
        at = place + 1
    return "".join((*said, text[at:]))


def _plain(value: Any) -> Any:
    """Dataclasses as objects, and places as `file:line:column`."""
    if isinstance(value, Span):
        return str(value)
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def put(data: bytes, output: Path | None) -> None:
    """Write into a file, or on standard output as it is."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from reportgen.diagnostics import refuse

    try:
        output.write_bytes(data)
    except OSError as problem:
        refuse("unwritable", say('"{file}" cannot be written: {reason}', file=output,
                                 reason=problem.strerror or str(problem)))
    print_line(say("{file}: written", file=output))
