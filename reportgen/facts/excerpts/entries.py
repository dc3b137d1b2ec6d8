"""Take over what the files of a fact base say of the facts that are wanted, each with what its file says for all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reportgen.facts.excerpts.needed import Needed
from reportgen.facts.excerpts.rows import fields_of, file_of
from reportgen.facts.model import FactBase
from reportgen.facts.yaml import Map, Node, Scalar

SECTIONS = ("sources", "names", "kinds", "measures", "facts", "events", "agreements", "datasets", "derived")
FROM_FILE = {                              # what an entry takes from the head of its file
    "names": ("source",), "facts": ("source", "at", "parties", "count"), "datasets": ("source", "at"),
    "events": ("source", "at", "parties", "kind", "count"), "agreements": ("source", "at", "parties", "kind", "count"),
}
OF_FILES = ("rows", "sheet", "separator", "ignore", "checks", "fields")        # what a dataset says of its own file

Plain = dict[str, Any]


def chosen(files: Iterable[Map], facts: FactBase, wanted: Needed) -> Plain:
    """A fact file with the entries that are wanted, by section and id; a source that all name stands at its head."""
    files = list(files)
    common = {source.text for file in files if isinstance(source := file.get("source"), Scalar)}
    alike = len(common) == 1 and all(file.get("source") or not _dependent(file) for file in files)
    head = common.pop() if alike else ""
    made: Plain = {"source": head} if head in wanted.sources else {}
    for section in SECTIONS:
        entries: Plain = {}
        for file in files:
            entries |= _entries(file, section, facts, wanted, "source" in made)
        if entries:
            made[section] = dict(sorted(entries.items()))
    return made


def _dependent(file: Map) -> bool:
    """Whether a file has entries that would take a source from its head."""
    return any(file.get(section) for section in (*FROM_FILE, "claims"))


def _entries(file: Map, section: str, facts: FactBase, wanted: Needed, has_source: bool) -> Plain:
    among = {"sources": wanted.sources, "names": wanted.parties, "kinds": wanted.kinds, "measures": wanted.measures,
             "facts": wanted.facts, "events": wanted.subjects, "agreements": wanted.subjects,
             "datasets": wanted.cells, "derived": wanted.facts}[section]
    entries = file.get(section)
    given = {key: _plain(node) for key in FROM_FILE.get(section, ())
             if (node := file.get(key)) and not (key == "source" and has_source)}
    return {key.text: _entry(section, key.text, node, given, facts, wanted)
            for key, node in (entries.pairs if isinstance(entries, Map) else ()) if key.text in among}


def _entry(section: str, id: str, node: Node, given: Plain, facts: FactBase, wanted: Needed) -> Any:
    entry = _plain(node)
    if section == "names" and "at" not in entry:
        given = {}
    if given and isinstance(entry, str):
        entry = {"written": entry}
    entry = {**entry, **{key: value for key, value in given.items() if key not in entry}} if given else entry
    if section in ("events", "agreements"):
        inner = {name: fact for name, fact in entry.pop("facts", {}).items() if f"{id}.{name}" in wanted.facts}
        entry |= {"facts": inner} if inner else {}
    if section == "datasets":
        fields = fields_of(facts.datasets[id], wanted.cells[id], entry["fields"])
        entry = {key: value for key, value in entry.items() if key not in OF_FILES}
        entry |= {"rows": file_of(id), "fields": fields}
    return entry


def _plain(node: Node) -> Any:
    match node:
        case Scalar():
            return node.text
        case Map():
            return {key.text: _plain(value) for key, value in node.pairs}
        case _:
            return [_plain(item) for item in node.items]


