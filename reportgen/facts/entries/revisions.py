"""Put the dated answers of a fact in order: which is about what time, and which replaces which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from reportgen.facts.model import Value, When
from reportgen.facts.entries.reading import Reading
from reportgen.messages import say


def in_order(reading: Reading, values: Iterable[Value]) -> tuple[Value, ...]:
    """The values by the time that they are about, oldest first; of those about one time, the replaced ones first.

    Those that another replaces are superseded. Told are two answers about one time of which neither replaces the
    other, and replacements of nothing, by nothing, by an older source, by the same place, or both of one value.
    """
    about: dict[When | None, list[Value]] = {}
    for value in values:
        about.setdefault(value.period and replace(value.period, written=""), []).append(value)
    ordered = [one for same in about.values() for one in _one_period(reading, same)]
    return tuple(sorted(ordered, key=_recency))


def _one_period(reading: Reading, values: Sequence[Value]) -> Sequence[Value]:
    """The values about one period, each replaced by the next."""
    originals = [value for value in values if not value.because]
    for value in originals[1:]:
        reading.wrong("same-period", say("two answers are about the same time"), value.span,
                      say("give each its  period: …, or put what several sources say under  cites:; "
                          "the one that replaces the other says  because: revised, or corrected"),
                      ((originals[0].span, say("the other")),))
    newer = sorted((value for value in values if value.because), key=lambda value: _issued(reading, value))
    if newer and not originals:
        reading.wrong("replaces-nothing", say("this replaces nothing: no other answer is about the same time"),
                      newer[0].span, say("keep the older answer beside it, with its source, or take  because:  away"))
    chain = [*originals[:1], *newer]
    for older, value in pairwise(chain):
        _check_replacement(reading, older, value)
    if chain and chain[-1].status == "superseded":
        reading.wrong("replaced-by-nothing", say("this is said to be superseded, and no answer replaces it"),
                      chain[-1].span, say("add the newer answer about the same time, with  because: revised, or "
                                          "corrected; what was merely taken back is  status: withdrawn"))
    return [*map(_superseded, chain[:-1]), *chain[-1:]]


def _check_replacement(reading: Reading, older: Value, newer: Value) -> None:
    there = ((older.span, say("the one that it replaces")),)
    if older.because and _issued(reading, older) == _issued(reading, newer):
        reading.wrong("replaced-twice", say("two answers replace one, and nothing says which is the later"),
                      newer.span, say("the dates of their sources decide: give each source  issued: …"),
                      ((older.span, say("the other")),))
    elif {(cite.source, cite.at) for cite in newer.cites} & {(cite.source, cite.at) for cite in older.cites}:
        reading.wrong("replaced-by-itself", say("this replaces what stands at the same place of the same source"),
                      newer.span, say("give it the  source: and at:  that it was taken from"), there)
    elif () < _issued(reading, newer) < _issued(reading, older):
        reading.wrong("replaced-by-older", say("this replaces an answer whose source is newer than its own"),
                      newer.span, say("the other way round, the other answer says  because:"), there)


def _issued(reading: Reading, value: Value) -> tuple[int, ...]:
    """The date of the source that a value is taken from, to compare; () where it is not known."""
    issued = reading.sources[value.cites[0].source].issued
    return issued.sort_key if issued else ()


def _superseded(value: Value) -> Value:
    return value if value.status == "withdrawn" else replace(value, status="superseded")


def _recency(value: Value) -> tuple[int, int, int]:
    """Orders answers by the end of what they are about; "since" by its beginning; undated ones come first."""
    last = value.period and (value.period.end or value.period.start)
    return (last.year, last.month or 0, last.day or 0) if last else (0, 0, 0)
