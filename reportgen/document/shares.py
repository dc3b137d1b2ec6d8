"""Say how the parts of a chart of shares make up their whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reportgen.document.nodes import Chart
from reportgen.locales import languages, words

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Shares:
    """The whole, and what its parts leave over (below 0: they are more than it); 0 where rounding alone explains it."""

    whole: Decimal
    rest: Decimal


def shares(chart: Chart) -> Shares:
    """The whole is the one that is given; without one a hundred for parts in per cent, else the sum of the parts."""
    parts = [Decimal(point.value) for series in chart.series for point in series.points if point.value is not None]
    total, unit = sum(parts, Decimal(0)), chart.series[0].unit
    if chart.whole is not None and chart.whole.value is not None:
        whole = Decimal(chart.whole.value)
    elif is_of_hundred(unit):
        whole = HUNDRED
    else:
        return Shares(total, Decimal(0))
    rest = whole - total
    return Shares(whole, rest if abs(rest) > _lost_in_rounding(parts, unit) else Decimal(0))


def has_whole(chart: Chart) -> bool:
    """Whether something says how much the parts are parts of."""
    told = chart.whole is not None and chart.whole.value is not None
    return told or any(is_of_hundred(series.unit) for series in chart.series)


def is_of_hundred(unit: str) -> bool:
    return unit.strip() in {"%", "％", *(words(lang)["unit_%"] for lang in languages())}


def _lost_in_rounding(parts: list[Decimal], unit: str) -> Decimal:
    """How far the sum of percentages may be from a hundred because each was rounded: half its last digit."""
    if not is_of_hundred(unit):
        return Decimal(0)
    return sum((Decimal(5).scaleb(int(part.as_tuple().exponent) - 1) for part in parts), Decimal(0))
