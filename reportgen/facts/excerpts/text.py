"""Write plain data as YAML of one form: blocks, short groups on a line, every text that might be misread quoted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

WIDE = 110
INDENT = "  "
_BARE = re.compile(r"[A-Za-z][\w.-]*", re.ASCII)
_READ_AS_OTHERS = re.compile(r"y|n|yes|no|on|off|true|false|null|nan|inf", re.IGNORECASE)


def as_yaml(data: dict[str, Any]) -> str:
    """The text of mappings, lists and texts, with a line end behind it; an empty line stands before each section."""
    return "".join(f"\n{section}" for section in ("".join(_entry(key, value, "")) for key, value in data.items()))


def _entry(key: str, value: Any, before: str) -> Iterator[str]:
    short = _short(value)
    if len(before) + len(key) + len(short) + 2 <= WIDE or not isinstance(value, dict | list):
        yield f"{before}{_text(key)}: {short}\n"
        return
    yield f"{before}{_text(key)}:\n"
    yield from _inside(value, before + INDENT)


def _inside(value: dict[str, Any] | list[Any], before: str) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _entry(key, inner, before)
        return
    for item in value:
        lines = [f"{before}{INDENT}{_short(item)}\n"] if not isinstance(item, dict | list) else \
            list(_inside(item, before + INDENT))
        yield f"{before}- {lines[0].removeprefix(before + INDENT)}"
        yield from lines[1:]


def _short(value: Any) -> str:
    """The value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(key)}: {_short(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_short, value)) + "]"
    return _text(value)


def _text(text: str) -> str:
    bare = _BARE.fullmatch(text) and not _READ_AS_OTHERS.fullmatch(text)
    return text if bare else json.dumps(text, ensure_ascii=False)
