"""Align what a file said with what it says: its units by their digests, and two versions of a unit by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from reportgen.document.prose import Piece, tidied, uncounted

ALIKE = 0.45                           # how much of two units must be the same for one to be the other, changed
LARGE = 2000                           # units beyond which words that stand everywhere are no help in aligning
CELLS = 40_000                         # pairs of units that are weighed in one place, at most
_TOKEN = re.compile(r"[0-9]+|[^\W\d_\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|\s+|.", re.DOTALL)
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060]")

Op = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, sign or space of a unit; facts that keep their marks, notes and references are one each.

    `key` tells which are the same; `piece` is the index of the piece it is of, `at` its place in that piece's text.
    """

    key: str
    text: str
    piece: int
    at: int


def tokens(pieces: Sequence[Piece], whole: frozenset[str]) -> list[Token]:
    """The tokens of a unit without white space at its ends; `whole` are the marks of facts that stay in one piece."""
    found: list[Token] = []
    for number, piece in enumerate(pieces):
        if piece.kind == "fact" and piece.mark in whole:
            if not (found and found[-1].key == f"\0{piece.mark}"):
                found.append(Token(f"\0{piece.mark}", piece.text, number, 0))
        elif piece.kind == "note":
            found.append(Token("\0note", piece.text, number, 0))
        elif piece.kind == "reference":
            before = found.pop() if number and pieces[number - 1].kind == "reference" and found else None
            text = (before.text if before else "") + piece.text
            found.append(Token("\0" + tidied(uncounted(text)), text, before.piece if before else number, 0))
        elif piece.kind in ("text", "fact"):
            found += (Token(" " if word[0].isspace() else word[0], word[0], number, word.start())
                      for word in _TOKEN.finditer(piece.text) if not _UNSEEN.fullmatch(word[0]))
    while found and found[0].key == " ":
        del found[0]
    while found and found[-1].key == " ":
        del found[-1]
    return found


def opcodes(old: Sequence[object], new: Sequence[object]) -> list[Op]:
    """How to turn one sequence into the other, as difflib tells it; equal ends are taken off first."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    middle = SequenceMatcher(None, old[start:len(old) - end], new[start:len(new) - end],
                             autojunk=max(len(old), len(new)) > LARGE).get_opcodes()
    shifted: list[Op] = [(tag, a + start, b + start, c + start, d + start) for tag, a, b, c, d in middle]
    before: list[Op] = [("equal", 0, start, 0, start)] if start else []
    after: list[Op] = [("equal", len(old) - end, len(old), len(new) - end, len(new))] if end else []
    return before + shifted + after


def matched(ops: Sequence[Op]) -> Iterator[tuple[int, int]]:
    """The pairs of indices that are equal."""
    return ((a + n, c + n) for tag, a, b, c, _ in ops if tag == "equal" for n in range(b - a))


def paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which of some units became which of others, in order: those pairs that have most in common."""
    if len(old) * len(new) > CELLS:
        return []
    words = [{*_TOKEN.findall(text)} for text in (*old, *new)]
    alike = [[_alike(words[a], words[len(old) + c]) for c in range(len(new))] for a in range(len(old))]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in range(len(old) - 1, -1, -1):
        for c in range(len(new) - 1, -1, -1):
            together = best[a + 1][c + 1] + alike[a][c] if alike[a][c] >= ALIKE else 0.0
            best[a][c] = max(best[a + 1][c], best[a][c + 1], together)
    pairs, a, c = [], 0, 0
    while a < len(old) and c < len(new):
        if alike[a][c] >= ALIKE and best[a][c] == best[a + 1][c + 1] + alike[a][c]:
            pairs.append((a, c))
            a, c = a + 1, c + 1
        elif best[a][c] == best[a + 1][c]:
            a += 1
        else:
            c += 1
    return pairs


def _alike(one: set[str], other: set[str]) -> float:
    """The share of words that two units have in common, of the one that has fewer."""
    less = min(len(one), len(other))
    return len(one & other) / less if less else 0.0


def moved_to(ops: Sequence[Op], at: int, end: bool) -> int:
    """Where a boundary between old tokens came to lie among the new; `end` where it closes a range."""
    for tag, a, b, c, d in ops:
        if a <= at < b or (end and a < at <= b):
            if tag == "equal":
                return c + at - a
            return d if end else c
    return ops[-1][4] if ops else 0


def words_of(pieces: Sequence[Piece]) -> str:
    """A unit's words with facts as `{id}`, notes as `[^]`, as it is told to people."""
    said, last = "", ""
    for piece in pieces:
        if piece.kind == "fact":
            said += "" if last == (piece.mark or piece.name) else f"{{{piece.name}}}"
        elif piece.kind == "note":
            said += "[^]"
        elif piece.kind in ("text", "reference"):
            said += piece.text
        last = (piece.mark or piece.name) if piece.kind == "fact" else ""
    return tidied(said)
