"""Round exact fractions to decimals: half to even, or down and up where the number is a bound. Never a float."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

ROUNDINGS = {"even": round, "down": floor, "up": ceil}


def place_of(number: Fraction) -> int:
    """The power of ten of a number's first digit: 3 for 8919, -1 for 0.25. The number is not 0."""
    size = abs(number)
    guess = len(str(size.numerator)) - len(str(size.denominator))
    return guess if size >= _ten(guess) else guess - 1


def rounded(number: Fraction, last: int, rounding: str = "even") -> Decimal:
    """The number to the place 10^`last`, with the zeros that belong to it: 2.50 to 10^-2, 230 to 10^1."""
    whole = ROUNDINGS[rounding](number / _ten(last))
    if last > 0:
        return Decimal(whole * 10 ** last)
    return Decimal((int(whole < 0), tuple(map(int, str(abs(whole)))), last))


def last_place(number: Fraction) -> int | None:
    """The power of ten of a number's last digit, 0 for a whole one; None where its decimals do not end."""
    rest, places = number.denominator, 0
    while rest % 10 == 0:
        rest, places = rest // 10, places + 1
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return -(places + max(twos, fives)) if rest == 1 else None


def _ten(power: int) -> Fraction:
    return Fraction(10) ** power
