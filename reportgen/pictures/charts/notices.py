"""The few words that the program itself adds to a drawing."""

from __future__ import annotations

from reportgen.locales import words
from reportgen.pictures.charts.ink import Ink
from reportgen.pictures.charts.scale import Axis


def above_zero(axis: Axis, ink: Ink) -> str:
    """What is said where an axis does not begin at zero; else nothing."""
    if not axis.begins_above_zero:
        return ""
    return words(ink.lang)["chart_axis_from"].format(n=ink.tick(axis.ticks[0], axis.step))
