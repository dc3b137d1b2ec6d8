"""The lock of the archive: which source texts the facts were taken from, by their hash, and where each body lies.

    "article.txt":
      sha256: 61d7…
      body:
        first: {paragraph: 3, begins: "The country borders on"}
        last: {paragraph: 22, begins: "After years of work"}

¶1 is the body's first paragraph. The opening words are there for a person who compares, and for the program to notice
when it reads the file otherwise than it once did.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pydantic import BaseModel, ConfigDict

from reportgen.diagnostics import Diagnostic, Span, error, refuse, stop_on_errors
from reportgen.facts.yaml.nodes import Map, Node, Text
from reportgen.facts.yaml import into, parse
from reportgen.messages import say

FILE = "archive.lock"
HEAD = """\
# The source texts that the facts were taken from, as `reportgen source` archived them. Commit this file; the texts
# themselves may stay out. ¶1 is the first paragraph of a body; paragraph: counts from the beginning of the file.
"""
OPENING = 24                                    # columns of a paragraph's opening words


@dataclass(frozen=True, slots=True)
class Edge:
    """The first or the last paragraph of a body: its number in the whole file, from 1, and its opening words."""

    paragraph: int
    begins: str


@dataclass(frozen=True, slots=True)
class Archived:
    """A text in the archive. `name` is relative to the archive's folder; `encoding` is "" unless it needed telling."""

    name: str
    sha256: str
    first: Edge
    last: Edge
    encoding: str = ""
    span: Span | None = None


def archived(name: str, sha256: str, texts: Sequence[str], first: int, last: int, encoding: str = "") -> Archived:
    """What to lock of a file that reads as `texts` and whose body lies from paragraph `first` to `last`."""
    edges = (Edge(number, opening(texts[number - 1])) for number in (first, last))
    return Archived(name, sha256, *edges, encoding)


def opening(text: str) -> str:
    """The words that a text begins with, as many as stand in 24 columns; a word of letters is not cut."""
    columns = list(accumulate(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text))
    end = sum(column <= OPENING for column in columns)
    whole = re.sub(r"(?<=\s)[A-Za-z]+$", "", text[:end]) if text[end:end + 1].isalpha() else text[:end]
    return whole.rstrip()


def body_of(lock: Archived, texts: Sequence[str]) -> Sequence[str]:
    """The paragraphs of the body of a file that reads as `texts`; the first is ¶1.

    ReportgenError [body-moved] where the locked paragraphs do not begin with the locked words, which happens when
    another release of the program reads the file otherwise.
    """
    for edge in (lock.first, lock.last):
        there = texts[edge.paragraph - 1] if edge.paragraph <= len(texts) else ""
        if opening(there) != edge.begins:
            refuse("body-moved", say('paragraph {number} of "{name}" does not begin with "{words}" as it once did',
                                     number=edge.paragraph, name=lock.name, words=edge.begins), lock.span,
                   say("say anew where the body begins and ends: reportgen source FILE --from … --to …; then compare "
                       "the ¶ numbers of the facts"))
    return texts[lock.first.paragraph - 1:lock.last.paragraph]


# --- the file -----------------------------------------------------------------------------------------------------

def write_lock(texts: Iterable[Archived]) -> str:
    """The lock as text, sorted by name; the same texts give the same lines."""
    return HEAD + "".join(map(_entry, sorted(texts, key=lambda text: text.name)))


def _entry(text: Archived) -> str:
    lines = [f"{_quoted(text.name)}:", f"  sha256: {text.sha256}"]
    lines += [f"  encoding: {text.encoding}"] if text.encoding else []
    lines += ["  body:"]
    lines += [f"    {name}: {{paragraph: {edge.paragraph}, begins: {_quoted(edge.begins)}}}"
              for name, edge in (("first", text.first), ("last", text.last))]
    return "".join(f"{line}\n" for line in lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def read_lock(text: str, file: str) -> Mapping[str, Archived]:
    """The texts of a lock by name. ReportgenError with every mistake in it, each at its place in `file`."""
    problems: list[Diagnostic] = []
    root = parse(text, file)
    if not isinstance(root, Map):
        refuse("bad-lock", say("this is not the lock of an archive"), Span(file), RESTORE)
    found = [_read(Text(key.text, key.span), node, problems) for key, node in root.pairs]
    stop_on_errors(problems)
    return {text.name: text for text in found if text}


RESTORE = say("reportgen source writes this file: take it from an earlier commit, or delete it and archive anew")


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Edge(_Written):
    paragraph: Text
    begins: Text


class _Body(_Written):
    first: _Edge
    last: _Edge


class _Entry(_Written):
    sha256: Text
    body: _Body
    encoding: Text | None = None


def _read(name: Text, node: Node, problems: list[Diagnostic]) -> Archived | None:
    written = into(_Entry, node, problems)
    if written is None:
        return None
    first, last = written.body.first, written.body.last
    if not re.fullmatch(r"[0-9a-f]{64}", written.sha256):
        problems.append(error("bad-lock", say("a sha256 has 64 digits from 0 to f"), written.sha256.span, RESTORE))
    for number in (first.paragraph, last.paragraph):
        if not re.fullmatch(r"[1-9]\d{0,8}", number):
            problems.append(error("bad-lock", say('"{number}" is no number of a paragraph', number=str(number)),
                                  number.span, RESTORE))
            return None
    if int(first.paragraph) > int(last.paragraph):
        problems.append(error("bad-lock", say("the body ends before it begins"), last.paragraph.span, RESTORE))
    return Archived(str(name), str(written.sha256), Edge(int(first.paragraph), str(first.begins)),
                    Edge(int(last.paragraph), str(last.begins)), str(written.encoding or ""), name.span)
