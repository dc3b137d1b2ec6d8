"""Reckon with amounts: a number or its bounds, a unit, the relations it was made of, and how many digits it bears."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from reportgen.facts.formulas import dimensions, intervals
from reportgen.facts.formulas.dimensions import Powers
from reportgen.facts.formulas.intervals import ABOVE, BELOW, End, Interval
from reportgen.facts.model import Quantity, Relation, Value
from reportgen.facts.wordings.quantity import step
from reportgen.facts.formulas.rounding import last_place, place_of, rounded
from reportgen.messages import say

MOST_DIGITS = 18
USUAL_DIGITS = 3              # of a quotient of counts, which has no end of its own
LARGEST = 20_000              # bits that a number may have on the way


class AmountError(ValueError):
    """These amounts cannot be reckoned with so; `rule` names why."""

    def __init__(self, rule: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule, self.message, self.hint = rule, message, hint


@dataclass(frozen=True, slots=True)
class Amount:
    """`last` is the power of ten of the last digit that is meant, None where the number is exact (a count).

    `relations` are those of the figures it was made of, "exact" left out; "about" has no bounds, so that its number
    stands for it. `counts` says whose they are: "together" or "each".
    """

    bounds: Interval
    unit: Powers = ()
    last: int | None = None
    relations: frozenset[Relation] = frozenset()
    counts: frozenset[str] = frozenset()

    @property
    def size(self) -> Fraction:
        """The number by which its digits are counted: itself, or its outermost bound."""
        ends = (end for end in (self.bounds.low, self.bounds.high) if not end.infinity)
        return max((abs(end.value) for end in ends), default=Fraction(0))

    @property
    def digits(self) -> int | None:
        """How many digits it bears; None where any number of them."""
        return None if self.last is None else max(1, place_of(self.size) - self.last + 1) if self.size else 1

    def bearing(self, digits: int | None) -> Amount:
        """The same with so many digits."""
        last = None if digits is None else (place_of(self.size) if self.size else 0) - digits + 1
        return replace(self, last=last)


def length(amount: Amount) -> int:
    """How many digits stand before the point."""
    return max(1, place_of(amount.size) + 1) if amount.size else 1


def exactly(number: int | Fraction, unit: Powers = ()) -> Amount:
    return Amount(intervals.point(number), unit)


def between(low: int, high: int, unit: Powers) -> Amount:
    """A whole number that is known, or only that it is one of those from `low` to `high`."""
    relations: frozenset[Relation] = frozenset() if low == high else frozenset({"range"})
    return Amount(Interval(End(Fraction(low)), End(Fraction(high))), unit, None, relations)


def amount_of(value: Value, count: str = "") -> Amount:
    """What a figure amounts to; counts are exact, other figures bear the digits that were written."""
    quantity = value.quantity
    assert quantity is not None
    unit = dimensions.powers_of(quantity.unit, quantity.per)
    last: int | None = quantity.scale.adjusted() - quantity.places
    if quantity.relation == "approx":
        last = max(last, step(quantity.number).adjusted()) if quantity.number else last
    elif _is_exact(quantity, value, unit):
        last = None
    relations = frozenset({quantity.relation} - {"exact"})
    natural = value.computation is None and dimensions.never_negative(unit)       # a difference may be below 0
    return Amount(_bounds(quantity, natural), unit, last, relations, frozenset({count} - {""}))


def _is_exact(quantity: Quantity, value: Value, unit: Powers) -> bool:
    whole = quantity.scale == 1 and quantity.places == 0 and quantity.relation != "order"
    return whole and (not value.computation.rounded if value.computation else dimensions.is_counted(unit))


def _bounds(quantity: Quantity, never_negative: bool) -> Interval:
    number = Fraction(quantity.number) if quantity.number is not None else Fraction(0)
    floor = End() if number >= 0 and never_negative else BELOW
    match quantity.relation:
        case "exact" | "approx":
            return intervals.point(number)
        case "gt" | "ge" as relation:
            return Interval(End(number, relation == "ge"), ABOVE)
        case "lt" | "le" | "near_below" as relation:
            return Interval(floor, End(number, relation == "le"))
        case "order":
            return Interval(End(Fraction(quantity.low)), End(Fraction(quantity.low * 10)))
        case "range" | "band" as relation:
            included = relation == "range"
            return Interval(End(Fraction(quantity.low), included), End(Fraction(quantity.high), included))


# --- sums and products --------------------------------------------------------------------------------------------

def add(one: Amount, other: Amount) -> Amount:
    other = alike(one, other)
    return _joined(one, other, intervals.plus(one.bounds, other.bounds), one.unit, coarser(one, other))


def subtract(one: Amount, other: Amount) -> Amount:
    """What remains; of two shares it is percentage points."""
    made = add(one, opposite(alike(one, other)))
    return replace(made, unit=(("pp", 1),)) if one.unit == other.unit == (("%", 1),) else made


def opposite(one: Amount) -> Amount:
    return replace(one, bounds=intervals.negative(one.bounds))


def alike(one: Amount, other: Amount) -> Amount:
    """`other` in the unit of `one`; refused where they are unlike things, or joint figures and those of each."""
    by = dimensions.factor(other.unit, one.unit)
    if by is None:
        raise AmountError("unlike-units", say("{one} and {other} cannot be put together", one=unit_words(one.unit),
                                              other=unit_words(other.unit)),
                          say("one currency becomes another through a rate that is a fact, in CNY/USD or the like")
                          if _both_money(one.unit, other.unit) else "")
    if len(one.counts | other.counts) > 1:
        raise AmountError("unlike-counts", say("joint totals (count: together) and figures of each party (count: each) "
                                               "cannot be put together"))
    return scaled(other, by, one.unit)


def multiply(one: Amount, other: Amount) -> Amount:
    unit, by = dimensions.product(one.unit, other.unit)
    made = _joined(one, other, intervals.times(one.bounds, other.bounds), unit, None)
    return scaled(made.bearing(_fewer(one, other)), by, unit)


def divide(one: Amount, other: Amount) -> Amount:
    """ZeroDivisionError where `other` may be 0."""
    turned = replace(other, bounds=intervals.inverse(other.bounds), unit=dimensions.inverse(other.unit))
    return multiply(one, turned.bearing(other.digits))


def scaled(one: Amount, by: Fraction, unit: Powers) -> Amount:
    """The same in another unit, of which there are `by` to one; it keeps its digits."""
    made = replace(one, bounds=intervals.times(one.bounds, intervals.point(by)), unit=unit)
    return made if by == 1 else made.bearing(one.digits)


def converted(one: Amount, unit: Powers) -> Amount:
    by = dimensions.factor(one.unit, unit)
    if by is None:
        raise AmountError("unit-disagrees", say("this is in {unit}, and {wanted} is asked for",
                                                unit=unit_words(one.unit), wanted=unit_words(unit)))
    return scaled(one, by, unit)


def extreme(many: list[Amount], which: Literal["min", "max"]) -> Amount:
    """The least or the greatest of several."""
    first, *others = many
    many = [first, *(alike(first, other) for other in others)]
    bounds = (intervals.least if which == "min" else intervals.greatest)(one.bounds for one in many)
    chosen = next((one for one in many if one.bounds == bounds), None)
    if chosen:
        return chosen if not any(one.relations for one in many) else replace(
            chosen, relations=frozenset().union(*(one.relations for one in many)))
    made = first
    for other in many[1:]:
        made = _joined(made, other, bounds, first.unit, coarser(made, other))
    return made


def coarser(one: Amount, other: Amount) -> int | None:
    """The last digit of a sum: that of the coarser figure."""
    return max((last for last in (one.last, other.last) if last is not None), default=None)


def _fewer(one: Amount, other: Amount) -> int | None:
    return min((digits for digits in (one.digits, other.digits) if digits is not None), default=None)


def _joined(one: Amount, other: Amount, bounds: Interval, unit: Powers, last: int | None) -> Amount:
    for end in (bounds.low, bounds.high):
        if max(end.value.numerator.bit_length(), end.value.denominator.bit_length()) > LARGEST:
            raise AmountError("too-large", say("the numbers on the way are too long"))
    return Amount(bounds, unit, last, one.relations | other.relations, one.counts | other.counts)


def _both_money(*units: Powers) -> bool:
    return all(len(unit) and len(unit[0][0]) == 3 and unit[0][0].isupper() for unit in units)


def unit_words(unit: Powers) -> str:
    """A unit as a message tells it."""
    made = dimensions.code_of(unit)
    if made is None:
        return "·".join(f"{code}^{power}" if power != 1 else code for code, power in unit)
    code, per = made
    return (f"{code}/{per}" if per else code) or say("a plain number")


# --- the figure that is printed -----------------------------------------------------------------------------------

def concluded(amount: Amount, places: int | None = None) -> tuple[Quantity, bool]:
    """The figure that an amount is, to as many digits as it bears or to `places` decimals, and whether it was rounded.

    A number is rounded half to even; a bound away from what it bounds, so that it still holds: over 666.7 is over 666.
    """
    made = dimensions.code_of(amount.unit)
    if made is None:
        raise AmountError("unprintable-unit", say("there is no figure in {unit}", unit=unit_words(amount.unit)))
    relation = _relation(amount)
    last = _last(amount, relation, places)
    if last < -MOST_DIGITS or (amount.size and place_of(amount.size) >= MOST_DIGITS):
        raise AmountError("too-large", say("a figure of more than {count} digits", count=MOST_DIGITS))
    low, high = amount.bounds.low, amount.bounds.high
    unit, per = made
    scale, shown = Decimal(10) ** max(last, 0), max(-last, 0)
    if relation in ("exact", "approx"):
        number = rounded(low.value, last)
        _check_kept(low.value, number, places)
        moved = Fraction(number) != low.value
        relation = "approx" if moved and last > 0 else relation      # or its zeros would look like digits
        return Quantity(number, unit, relation, None, None, scale, per, shown), moved
    down = None if low.infinity else rounded(low.value, last, "down")
    up = None if high.infinity else rounded(high.value, last, "up")
    number = {"gt": down, "ge": down, "lt": up, "le": up, "near_below": up, "band": down}.get(relation)
    kept = (down, up) if relation in ("range", "band") else (down, None) if relation == "order" else (None, None)
    moved = any(given is not None and Fraction(given) != end.value for given, end in ((down, low), (up, high)))
    return Quantity(number, unit, relation, *kept, scale, per, shown), moved


def _relation(amount: Amount) -> Relation:
    """What can be said of an amount; refused where nothing can, or not in a word."""
    low, high, relations = amount.bounds.low, amount.bounds.high, amount.relations
    if relations <= {"approx"} or (amount.bounds.number is not None and "approx" not in relations):
        return "approx" if "approx" in relations else "exact"
    if "approx" in relations:
        raise _unclear(say('"about" together with "over", "under" or a range says nothing that can be printed'))
    if high.infinity and (low.infinity or not low.value):
        raise _unclear(say("the figures bound this on neither side"))
    if high.infinity:
        return "ge" if low.included else "gt"
    if low.infinity or (not low.value and relations <= {"gt", "ge", "lt", "le", "near_below"}):
        return "near_below" if relations == {"near_below"} else "le" if high.included else "lt"
    if relations == {"order"} and _is_ten(low.value) and high.value == 10 * low.value:
        return "order"
    if relations == {"band"} and low.value > 0 and _is_band(amount):
        return "band"
    return "range"


def _unclear(message: str) -> AmountError:
    return AmountError("unclear-relation", message, say("print the figures one by one, or choose others"))


def _is_ten(number: Fraction) -> bool:
    return number.denominator == 1 and number >= 10 and str(number.numerator).strip("0") == "1"


def _is_band(amount: Amount) -> bool:
    """Whether the bounds are what "1,200-odd" means of their lower one: no more than one of its last digit above."""
    number = rounded(amount.bounds.low.value, _last(amount, "band", None), "down")
    return bool(number) and amount.bounds.high.value <= Fraction(number) + Fraction(step(number))


def _last(amount: Amount, relation: Relation, places: int | None) -> int:
    """The last digit that is printed."""
    if places is not None:
        if amount.last is not None and -places < amount.last:
            raise AmountError("too-many-places", say(
                "its figures do not bear {places} decimals", places=places),
                say("places: {most} is the most", most=-amount.last) if amount.last <= 0
                else say("leave places: out"))
        return -places
    if amount.last is not None:
        return amount.last
    ends = [end.value for end in (amount.bounds.low, amount.bounds.high) if not end.infinity]
    usual = min(0, (place_of(amount.size) if amount.size else 0) - USUAL_DIGITS + 1)
    own = [last_place(end) for end in ends]
    return max(usual, min(own)) if None not in own else usual          # type: ignore[type-var]


def _check_kept(number: Fraction, given: Decimal, places: int | None) -> None:
    """Refused where rounding leaves another number: of 25 with one digit that would be 20."""
    off = abs(Fraction(given) - number)
    if number and (not given or (places is None and off * 10 > abs(number))):
        raise AmountError("too-coarse", say(
            "the figures are too coarse: with the digits that they bear this would be {given} instead of {number}",
            given=f"{given:f}", number=f"{rounded(number, place_of(number) - 2):f}"),
            say("say it in words"))
