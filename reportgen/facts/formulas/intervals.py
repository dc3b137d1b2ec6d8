"""Reckon with what is known of a number only by its bounds: over 1,200 by 3 is over 400. Never a float."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class End:
    """One end of an interval: `value`, which may be among the numbers (`included`) or not, or no end at all.

    `infinity` is -1 or 1 where there is no end below or above, else 0.
    """

    value: Fraction = Fraction(0)
    included: bool = True
    infinity: int = 0

    @property
    def place(self) -> tuple[int, Fraction]:
        """Orders ends, those without a number outermost."""
        return self.infinity, self.value

    @property
    def sign(self) -> int:
        return self.infinity or (self.value > 0) - (self.value < 0)


BELOW, ABOVE = End(included=False, infinity=-1), End(included=False, infinity=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`; a number that is known stands at both ends."""

    low: End
    high: End

    @property
    def number(self) -> Fraction | None:
        """The one number that it holds, if it does."""
        return self.low.value if self.low == self.high and not self.low.infinity else None

    def holds(self, number: Fraction) -> bool:
        above = self.low.place < (0, number) or (self.low.place == (0, number) and self.low.included)
        below = (0, number) < self.high.place or (self.high.place == (0, number) and self.high.included)
        return above and below


def point(number: Fraction | int) -> Interval:
    return Interval(End(Fraction(number)), End(Fraction(number)))


def negative(one: Interval) -> Interval:
    return Interval(_opposite(one.high), _opposite(one.low))


def _opposite(end: End) -> End:
    return End(-end.value, end.included, -end.infinity)


def plus(one: Interval, other: Interval) -> Interval:
    return Interval(_sum(one.low, other.low), _sum(one.high, other.high))


def _sum(one: End, other: End) -> End:
    if one.infinity or other.infinity:
        return End(included=False, infinity=one.infinity or other.infinity)
    return End(one.value + other.value, one.included and other.included)


def times(one: Interval, other: Interval) -> Interval:
    corners = [_product(a, b) for a in (one.low, one.high) for b in (other.low, other.high)]
    return Interval(_outermost(corners, min), _outermost(corners, max))


def _product(one: End, other: End) -> End:
    """Nothing by anything is nothing, so a 0 that is included is reached whatever stands at the other end."""
    if not one.sign or not other.sign:
        return End(Fraction(0), any(end.included for end in (one, other) if not end.sign))
    if one.infinity or other.infinity:
        return End(included=False, infinity=one.sign * other.sign)
    return End(one.value * other.value, one.included and other.included)


def _outermost(ends: Iterable[End], choose: type[min] | type[max]) -> End:  # type: ignore[valid-type]
    ends = list(ends)
    place = choose(end.place for end in ends)
    alike = [end for end in ends if end.place == place]
    return End(alike[0].value, any(end.included for end in alike), place[0])


def inverse(one: Interval) -> Interval:
    """1 divided by it; ZeroDivisionError where it may be 0."""
    low, high = one.low, one.high
    if one.holds(Fraction(0)) or low.sign * high.sign < 0:
        raise ZeroDivisionError
    return Interval(_one_by(high, BELOW if high.sign <= 0 and low.sign < 0 else high),
                    _one_by(low, ABOVE if low.sign >= 0 and high.sign > 0 else low))


def _one_by(end: End, at_zero: End) -> End:
    """1 divided by an end; what lies at an excluded 0 has no end (`at_zero`)."""
    if end.infinity:
        return End(Fraction(0), False)
    return End(1 / end.value, end.included) if end.value else at_zero


def least(many: Iterable[Interval]) -> Interval:
    many = list(many)
    return Interval(_outermost((one.low for one in many), min), _outermost_of_high(many, min))


def greatest(many: Iterable[Interval]) -> Interval:
    return negative(least(negative(one) for one in many))


def _outermost_of_high(many: list[Interval], choose: type[min]) -> End:  # type: ignore[valid-type]
    """The lowest upper end: reached only where every interval that ends there reaches it."""
    place = choose(one.high.place for one in many)
    return End(place[1], all(one.high.included for one in many if one.high.place == place), place[0])
