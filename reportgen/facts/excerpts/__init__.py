"""Write down a part of a fact base as files of its own, which can be read by a person and loaded like any other.

What is taken over is what the analysts wrote, entry by entry (`entries`); which entries, follows from the facts that
are wanted (`needed`); `text` writes YAML of one form.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.facts.excerpts.entries import chosen
from reportgen.facts.excerpts.needed import needed
from reportgen.facts.excerpts.rows import file_of, rows_of
from reportgen.facts.excerpts.text import as_yaml
from reportgen.facts.model import FactBase
from reportgen.facts.yaml import Map, parse
from reportgen.inputs import Inputs

FILE = "facts.yaml"


def written(inputs: Inputs, folder: str) -> list[Map]:
    """The YAML files of a fact base that has been loaded, as they were written."""
    roots = (parse(inputs.text(name), name) for name in inputs.files(folder, ".yaml", ".yml"))
    return [root for root in roots if isinstance(root, Map)]


def excerpt(files: Iterable[Map], facts: FactBase, ids: Iterable[str], sources: Iterable[str],
            head: str) -> dict[str, bytes]:
    """The facts of these ids with all that they rest on, and the sources, by the names of files for one folder.

    `files` are what `facts` was loaded from. `head` is a comment of one line. The same facts give the same bytes,
    whatever files they were written in.
    """
    wanted = needed(facts, ids, sources)
    made = {FILE: f"# {head}\n{as_yaml(chosen(files, facts, wanted))}".encode()}
    return made | {file_of(id): rows_of(facts.datasets[id], cells) for id, cells in sorted(wanted.cells.items())}
