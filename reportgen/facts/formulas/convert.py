"""Say a figure in another unit: tonnes in kilograms, mu in hectares, °C in °F. Money is never converted so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from reportgen.diagnostics import did_you_mean
from reportgen.facts.formulas.dimensions import factor, powers_of
from reportgen.facts.model import Quantity, Relation
from reportgen.facts.formulas.rounding import place_of, rounded
from reportgen.facts.units import BY_CODE, is_currency, kind_of, unit_named
from reportgen.facts.wordings.numerals import decimals_of, in_full
from reportgen.facts.wordings.wording import step
from reportgen.messages import say

FEWEST_DIGITS = 2             # of a rounded result: one digit alone may be off by a third
TOWARDS: dict[Relation, str] = {"gt": "down", "ge": "down", "band": "down", "lt": "up", "le": "up", "near_below": "up"}


class ConversionError(ValueError):
    """A figure cannot be said in that unit; `hint` says what can be done."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def converted(quantity: Quantity, unit: str) -> Quantity:
    """The quantity in `unit` (a code, or a word for it in any language), to as many digits as were written.

    Its relation stays, and what it says stays true: "over" is rounded down, "under" up. A band (余) whose bounds are no
    round numbers there becomes "more than". ConversionError for unlike units, money and what has no number.
    """
    wanted = "/".join(_code(part, quantity) for part in unit.split("/"))
    if quantity.relation == "order":
        raise ConversionError(say("a figure given in words alone cannot be converted"))
    in_it = _way(quantity.unit, wanted)
    made = replace(quantity, unit=wanted, places=0, **{
        end: _rounded(in_it(Fraction(number)), _digits(number, quantity), TOWARDS.get(quantity.relation, "even"))
        for end in ("number", "low", "high") if (number := getattr(quantity, end)) is not None})
    made = replace(made, places=decimals_of(made.low if made.number is None else made.number) if made.scale == 1 else 0)
    if made.relation == "band" and made.number + step(made.number) != made.high:
        return replace(made, relation="gt", low=None, high=None)
    return made


def without_relation(quantity: Quantity) -> Quantity:
    """The quantity without its "about" or "over", for a place whose heading says it; ranges and 数百 stay."""
    if quantity.relation in ("range", "order"):
        return quantity
    return replace(quantity, relation="exact", low=None, high=None)


def _way(given: str, wanted: str) -> Callable[[Fraction], Fraction]:
    """What makes a number of `given` units a number of `wanted` ones."""
    one, other = BY_CODE.get(given), BY_CODE.get(wanted)
    if one and other and one.kind == other.kind == "temperature":
        return lambda number: (number * one.size + one.zero - other.zero) / other.size
    by = factor(powers_of(given), powers_of(wanted))
    if by is None:
        raise ConversionError(say('"{unit}" cannot be said in "{wanted}"', unit=given or "1", wanted=wanted),
                              _advice(given, wanted))
    return lambda number: number * by


def _code(name: str, quantity: Quantity) -> str:
    if found := unit_named(name):
        return found
    if is_currency(name):
        return name
    raise ConversionError(say('there is no unit "{name}"', name=name),
                          did_you_mean(name, BY_CODE) or _alike(quantity.unit))


def _advice(given: str, wanted: str) -> str:
    if is_currency(given) or is_currency(wanted):
        return say("a rate of exchange is a fact too: compute the amount by a formula with it")
    return _alike(given)


def _alike(unit: str) -> str:
    alike = [code for code, one in BY_CODE.items() if one.kind == kind_of(unit) and code != unit]
    return say("it can be said in {units}", units=", ".join(alike)) if alike else ""


def _digits(number: Decimal, quantity: Quantity) -> int:
    """How many digits were written: 3 in 350万, 5 in 295.50."""
    written = number.scaleb(-quantity.scale.adjusted()).quantize(Decimal(1).scaleb(-quantity.places))
    return max(FEWEST_DIGITS, len(written.as_tuple().digits))


def _rounded(number: Fraction, digits: int, rounding: str) -> Decimal:
    """To so many digits, without zeros that nobody wrote behind the point."""
    if not number:
        return Decimal(0)
    return in_full(rounded(number, place_of(number) - digits + 1, rounding).normalize())
