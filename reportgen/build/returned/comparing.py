"""Compare a returned file with what it was when it left: which unit became which, and what became of each fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportgen.build.returned.aligning import matched, moved_to, opcodes, paired, tokens, words_of
from reportgen.document.prose import Piece, digest, pieces, prose, tidied
from reportgen.document.walk import Unit
from reportgen.readers.docx.returned import Returned, Words

FARTHEST = 3                           # times as long as a fact what was typed over it may be, and some letters
SOME = 24


@dataclass(frozen=True, slots=True)
class Old:
    """A unit as it was when the file left: its words where they are known, and the tree's unit that still says them."""

    digest: str
    said: tuple[Piece, ...] | None = None
    role: str = ""
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """An old unit and what became of it, by index; -1 where there is none. `now` is told with facts put back."""

    old: int
    new: int
    now: tuple[Piece, ...] = ()
    moved: bool = False


@dataclass(slots=True)
class Compared:
    """What became of the units, and of each print: its words now, "" where it is gone, and whether it is marked."""

    olds: tuple[Old, ...]
    same: Mapping[int, int]                                              # new unit → the old one that it still is
    pairs: list[Pair]
    prints: dict[str, tuple[str, bool]] = field(default_factory=dict)    # mark → (words, marked)
    units: dict[str, int] = field(default_factory=dict)                  # mark → new unit, or -1
    before: Mapping[int, int] = field(default_factory=dict)              # unit with changes rejected → old unit


def compare(returned: Returned, tree: Sequence[Unit]) -> Compared:
    """`tree` is what the project says now, () where there is none."""
    olds, before = _known(returned, tree)
    now = [digest(prose(unit.role, unit.pieces)) for unit in returned.units]
    ops = opcodes([old.digest for old in olds], now)
    compared = Compared(olds, {new: old for old, new in matched(ops)}, [], before=before)
    _note_prints(compared, returned.units)
    newer = {digest(prose(unit.role, pieces(unit))) for unit in tree} - {old.digest for old in olds}
    for tag, a, b, c, d in ops:
        if tag != "equal":
            taken = [n for n in range(c, d) if now[n] in newer]          # what the project already says as well
            gone = [n for n in range(a, b) if olds[n].unit is None][:len(taken)]
            compared.pairs += _region(olds, returned.units, [n for n in range(a, b) if n not in gone],
                                      [n for n in range(c, d) if n not in taken])
    compared.pairs = _with_moves(compared.pairs, olds, returned.units)
    compared.pairs = [done for pair in compared.pairs if (done := _restored(pair, compared, returned.units))]
    return compared


def _known(returned: Returned, tree: Sequence[Unit]) -> tuple[tuple[Old, ...], dict[int, int]]:
    """The old units, their words from the project or else from the file with all changes rejected; and which of those
    they are.
    """
    said = [pieces(unit) for unit in tree]
    own = [digest(prose(unit.role, one)) for unit, one in zip(tree, said, strict=True)]
    left = returned.left.units or tuple(own)
    olds = [Old(one) for one in left]
    before = dict(matched(opcodes([digest(prose(one.role, one.pieces)) for one in returned.before], left)))
    for new, old in before.items():
        olds[old] = Old(left[old], returned.before[new].pieces, returned.before[new].role)
    for old, new in matched(opcodes(left, own)):
        olds[old] = Old(left[old], said[new], tree[new].role, tree[new])
    return tuple(olds), before


def _note_prints(compared: Compared, units: Sequence[Words]) -> None:
    for number, unit in enumerate(units):
        for piece in unit.pieces:
            if piece.mark:
                before = compared.prints.get(piece.mark, ("", True))[0]
                compared.prints[piece.mark] = before + piece.text, True
                compared.units.setdefault(piece.mark, number)


def _region(olds: Sequence[Old], units: Sequence[Words], old: Sequence[int], new: Sequence[int]) -> list[Pair]:
    """The old and new units of one place; those whose old words are unknown follow the order."""
    if all(olds[index].said is not None for index in old):
        texts = [words_of(olds[index].said or ()) for index in old]
        pairs = _filled(paired(texts, [words_of(units[index].pieces) for index in new]),
                        [olds[index].role for index in old], [units[index].role for index in new])
    else:
        pairs = [(n, n) for n in range(len(old))] if len(old) == len(new) else []
    became = {old[a]: new[c] for a, c in pairs}
    taken = set(became.values())
    gone = [Pair(index, became.get(index, -1)) for index in old]
    return gone + [Pair(-1, index) for index in new if index not in taken]


def _filled(pairs: Sequence[tuple[int, int]], old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs, and between them those units that have no words in common but are as many, in the same roles."""
    filled: list[tuple[int, int]] = []
    a = c = 0
    for b, d in (*pairs, (len(old), len(new))):
        if old[a:b] == new[c:d]:
            filled += zip(range(a, b), range(c, d), strict=True)
        if b < len(old):
            filled.append((b, d))
        a, c = b + 1, d + 1
    return filled


def _with_moves(pairs: Sequence[Pair], olds: Sequence[Old], units: Sequence[Words]) -> list[Pair]:
    """What is gone in one place and added in another has moved."""
    added: dict[str, list[int]] = {}
    for pair in pairs:
        if pair.old < 0:
            unit = units[pair.new]
            added.setdefault(digest(prose(unit.role, unit.pieces)), []).append(pair.new)
    moved: dict[int, int] = {}
    for pair in pairs:
        if pair.new < 0 and added.get(olds[pair.old].digest):
            moved[pair.old] = added[olds[pair.old].digest].pop(0)
    there = set(moved.values())
    kept = [replace(pair, new=moved[pair.old], moved=True) if pair.old in moved else pair for pair in pairs]
    return [pair for pair in kept if pair.moved or pair.old >= 0 or pair.new not in there]


def _restored(pair: Pair, compared: Compared, units: Sequence[Words]) -> Pair | None:
    """The pair with facts that lost their marks put back among its words; None where nothing else has changed."""
    if pair.new < 0:
        return pair
    now, old = units[pair.new].pieces, compared.olds[pair.old] if pair.old >= 0 else None
    if old is not None and old.said is not None and not pair.moved:
        now = _put_back(old.said, now, compared, pair.new)
        if prose(old.role, now) == prose(old.role, old.said) or words_of(now) == words_of(old.said):
            return None
    return replace(pair, now=now)


def _put_back(old: Sequence[Piece], now: Sequence[Piece], compared: Compared, unit: int) -> tuple[Piece, ...]:
    """`now` with what stands where facts were as facts again, although their marks are gone."""
    there = {piece.mark for piece in now if piece.mark}
    gone = [piece for piece in old if piece.mark and piece.mark not in compared.prints]
    if not gone:
        return tuple(now)
    ours, theirs = tokens(old, frozenset(there)), tokens(now, frozenset(there))
    ops = opcodes([token.key for token in ours], [token.key for token in theirs])
    ranges: list[tuple[int, int, Piece]] = []
    for piece in gone:
        own = [n for n, token in enumerate(ours) if old[token.piece].mark == piece.mark]
        if own and (place := _place(ops, own, theirs, piece)):
            compared.prints[piece.mark] = "".join(token.text for token in theirs[slice(*place)]), False
            compared.units[piece.mark] = unit
            ranges.append((*place, piece))
    return _with_facts(now, theirs, ranges)


def _place(ops: Sequence[tuple], own: Sequence[int], theirs: Sequence, piece: Piece) -> tuple[int, int] | None:
    """The new tokens that stand where a fact stood, its old tokens being `own`; None where it was simply deleted."""
    start, end = moved_to(ops, own[0], False), moved_to(ops, own[-1] + 1, True)
    while start < end and theirs[start].text.isspace():
        start += 1
    while start < end and theirs[end - 1].text.isspace():
        end -= 1
    text = "".join(token.text for token in theirs[start:end])
    plain = all(not token.key.startswith("\0") for token in theirs[start:end])
    return (start, end) if text and plain and len(text) <= FARTHEST * len(piece.text) + SOME else None


def _with_facts(now: Sequence[Piece], theirs: Sequence, ranges: Iterable[tuple[int, int, Piece]]) -> tuple[Piece, ...]:
    """The pieces, cut where facts begin and end that were put back."""
    facts = {start: (end, piece) for start, end, piece in ranges}
    kept: list[Piece] = [piece for piece in now if piece.kind == "number"]
    at = 0
    while at < len(theirs):
        if at in facts:
            end, piece = facts[at]
            kept.append(replace(piece, text="".join(token.text for token in theirs[at:end])))
            at = end
        else:
            kept.append(replace(now[theirs[at].piece], text=theirs[at].text))
            at += 1
    return tuple(kept)


def same_words(one: str, other: str) -> bool:
    return tidied(one) == tidied(other)
