"""Draw charts as plain SVG: rectangles, lines and real text, the same bytes each time.

A bar's end says how sure its value is: a clean edge is exact; slices beyond it mean more ("over"), slices cut out of
it less ("under"), slices on both sides of it "about", an outline a range. A dot has whiskers for that. An unknown value
leaves a gap with its words. Every value stands in the drawing as it is printed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape
from typing import assert_never

from reportgen.diagnostics import refuse
from reportgen.document.nodes import Chart
from reportgen.document.walk import plain
from reportgen.messages import say
from reportgen.pictures.charts.curves import draw_lines
from reportgen.pictures.charts.ink import Ink, n
from reportgen.pictures.charts.lying import DENSITIES, draw_lying
from reportgen.pictures.charts.shares import draw_shares
from reportgen.pictures.charts.standing import draw_standing, width_needed


def draw(chart: Chart, colours: Mapping[str, str], family: str, width: float, lang: str = "en",
         tallest: float = math.inf) -> str:
    """`chart` as one `<svg>` `width` points wide and at most `tallest` high.

    `colours` are a theme's; `family` is a CSS font-family list, its names unquoted (WeasyPrint's SVG knows no quotes).
    Sizes are in points at that width, none below 8. Each part has the name of its colour as its class.
    ReportgenError [chart-too-tall] at the chart's place.
    """
    drawing, height = _drawn(chart, Ink(colours, lang), width, tallest)
    if height > tallest:
        refuse("chart-too-tall", say("this chart of {count} values is too tall for a page",
                                     count=sum(len(series.points) for series in chart.series)), chart.span,
               say("show fewer of them (max_rows, where), or part it into several charts, or make it a table"))
    title = f"{chart.label} {plain(chart.caption)}".strip()
    name = chart.id or "chart"
    told = [f'<title id="{escape(name)}-title">{escape(title, quote=False)}</title>'] if title else []
    told += [f'<desc id="{escape(name)}-desc">{escape(chart.alt, quote=False)}</desc>'] if chart.alt else []
    by = " ".join(f"{escape(name)}-{part}" for part, text in (("title", title), ("desc", chart.alt)) if text)
    labelled = f' aria-labelledby="{by}"' if by else ""
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{n(width)}pt" height="{n(height)}pt" '
            f'viewBox="0 0 {n(width)} {n(height)}" role="img"{labelled} lang="{escape(lang)}" '
            f'font-family="{escape(family)}">{"".join(told)}{drawing}</svg>')


def _drawn(chart: Chart, ink: Ink, width: float, tallest: float) -> tuple[str, float]:
    """The drawing and its height. Columns that have no room for their words lie down; many bars stand closer."""
    match chart.kind:
        case "line":
            return draw_lines(chart, ink, width)
        case "share":
            return draw_shares(chart, ink, width)
        case "column" | "stacked_column" if width_needed(chart, ink) <= width:
            return draw_standing(chart, ink, width)
        case "bar" | "column" | "stacked_bar" | "stacked_column" | "dot":
            tries = (draw_lying(chart, ink, width, density) for density in DENSITIES)
            return next(filter(lambda drawn: drawn[1] <= tallest, tries), ("", math.inf))
        case _:
            assert_never(chart.kind)
