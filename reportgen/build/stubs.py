"""Write what a source states as entries to paste into the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.build.work import Scanned, Statement


def stubs(scanned: Scanned) -> Iterator[str]:
    """Lines of a facts file: an entry for each statement that no fact covers, a remark for each that one does.

    What only a person can say is …; the words around the figure stand behind it as a remark.
    """
    empty = "{" + ", ".join(f"{lang}: …" for lang in scanned.languages) + "}"
    yield f"source: {scanned.id or '…'}"
    for section, kinds in (("facts", ("figure", "date")), ("agreements", ("title",))):
        rows = [one for one in scanned.statements if one.kind in kinds]
        if any(not one.facts for one in rows):
            yield f"{section}:"
        elif rows:
            yield f"# {section}:"
        counts: dict[tuple[str, int], int] = {}
        for one in rows:
            key = one.kind, one.number
            counts[key] = counts.get(key, 0) + 1
            yield _entry(one, counts[key], empty, scanned.languages)
    if scanned.unread:
        yield "# not read: " + ", ".join(f"{words} (¶{number})" for number, words in scanned.unread)


def _entry(one: Statement, count: int, empty: str, languages: tuple[str, ...]) -> str:
    around = one.around.replace("\n", " ")
    if one.facts:
        return f"  # ¶{one.number} {one.written} = {', '.join(one.facts)}"
    id, at = f"{one.kind}_{one.number}_{count}", f"at: ¶{one.number}"
    match one.kind:
        case "title":
            texts = ", ".join(f"{lang}: {_quoted(one.written) if lang == 'zh' else '…'}" for lang in languages)
            entry = f"{{kind: …, title: {{{texts}}}, when: …, {at}}}"
        case "date":
            entry = f"{{label: {empty}, date: {_quoted(one.written)}, {at}}}"
        case _:
            entry = f"{{label: {empty}, written: {_quoted(one.written)}, {at}}}"
    return f"  {id}: {entry}    # {around}"


def _quoted(text: str) -> str:
    """As YAML needs it in braces."""
    if re.fullmatch(r"[^\W_][\w.·年月日至—–《》%/ -]*|《[^《》,:#\[\]{}]+》", text) and text == text.strip():
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
