"""Reckon with units: suspects by cases are suspects per case, kilograms are tonnes, dollars are never yuan.

A unit is written as a code: one of `units`, or one by another ("{person}/{case}", "CNY/USD"), the lower one perhaps
with a power of ten before it ("{case}/100000.{person}").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from reportgen.facts.units import BY_CODE

Powers = tuple[tuple[str, int], ...]       # of each unit's code, in the order of their first mention
NUMBER = "number"
_TEN = re.compile("10+")
_LOWER = re.compile(r"(?:(10+)\.)?(.+)")


def powers_of(code: str, per: str = "") -> Powers:
    """What a unit's code, and "a year" beside it, consist of."""
    upper, _, lower = code.partition("/")
    powers = [(upper, 1)] if upper not in ("", "1") else []
    if lower and (found := _LOWER.fullmatch(lower)):
        powers += [(part, -1) for part in (found[1], found[2]) if part]
    return tuple((*powers, *([(per, -1)] if per else [])))


def code_of(powers: Powers) -> tuple[str, str] | None:
    """A quantity's `unit` and `per` for these powers; None where nothing is counted so (tonnes times tonnes)."""
    per = "a" if ("a", -1) in powers and len(powers) > 1 else ""
    rest = [pair for pair in powers if not per or pair != ("a", -1)]
    upper = [code for code, power in rest if power == 1]
    lower = [code for code, power in rest if power == -1]
    tens = [code for code in lower if _TEN.fullmatch(code)]
    under = [code for code in lower if code not in tens]
    if len(upper) > 1 or len(under) > 1 or len(tens) > len(under) or len(under) > len(upper) \
            or len(upper) + len(lower) < len(rest):
        return None
    return (upper[0] if upper else "") + ("/" + ".".join((*tens, *under)) if under else ""), per


def product(one: Powers, other: Powers) -> tuple[Powers, Fraction]:
    """The units multiplied, and what the number is to be multiplied by: units of one kind become one of them.

    Plain numbers, percent among them, are numbers from then on: 5 % of 200 cases are 10 cases.
    """
    powers: dict[str, int] = {}
    factor = Fraction(1)
    of_kind: dict[str, str] = {}
    for code, power in (*one, *other):
        kind, size = _kind(code)
        kept = "" if kind == NUMBER else of_kind.setdefault(kind, code)
        factor *= (size / _kind(kept)[1] if kept else size) ** power
        powers[kept] = powers.get(kept, 0) + power
    return tuple((code, power) for code, power in powers.items() if code and power), factor


def inverse(powers: Powers) -> Powers:
    return tuple((code, -power) for code, power in powers)


def factor(given: Powers, wanted: Powers) -> Fraction | None:
    """How many of `wanted` one of `given` is, or None where they measure unlike things."""
    (kinds, size), (others, other) = _reduced(given), _reduced(wanted)
    return size / other if kinds == others else None


def is_counted(powers: Powers) -> bool:
    """Whether it is a number of things, or of nothing in particular, which a source states whole."""
    return all(code.startswith("{") and power == 1 for code, power in powers)


def never_negative(powers: Iterable[tuple[str, int]]) -> bool:
    """Whether less than nothing of it is nonsense: things, weights, areas; but not money, degrees or shares."""
    return all(code.startswith("{") or _kind(code)[0] in _SIZES for code, _ in powers)


_SIZES = ("mass", "length", "area", "volume", "days", "months")


def _reduced(powers: Powers) -> tuple[dict[str, int], Fraction]:
    kinds: dict[str, int] = {}
    size = Fraction(1)
    for code, power in powers:
        kind, one = _kind(code)
        kinds[kind] = kinds.get(kind, 0) + power
        size *= one ** power
    return {kind: power for kind, power in kinds.items() if power and kind != NUMBER}, size


def _kind(code: str) -> tuple[str, Fraction]:
    """What a unit measures, and its size among those that measure the same."""
    if not code or _TEN.fullmatch(code):
        return NUMBER, Fraction(int(code or 1))
    unit = BY_CODE.get(code)
    if unit is None or unit.kind == "temperature":
        return code, Fraction(1)
    return (NUMBER, unit.size / 100) if unit.kind == "share" else (unit.kind, unit.size)
