"""Say the data of a chart as rows: as they are printed, and as numbers for those who go on reckoning."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.document.nodes import Chart, Point, Series
from reportgen.locales import words

COLUMNS = ("category", "series", "unit", "printed", "number", "low", "high", "fact")


def head_and_rows(chart: Chart, lang: str) -> tuple[list[str], list[list[str]]]:
    """A column for each series and a row for each category, with every value as it is printed; the whole comes last."""
    head = ["", *(named(series, words(lang)) for series in chart.series)]
    rows = [[category, *(series.points[place].text for series in chart.series)]
            for place, category in enumerate(chart.categories)]
    if chart.whole:
        rows.append([words(lang)["chart_total"], chart.whole.text])
    return head, rows


def records(chart: Chart, lang: str) -> list[list[str]]:
    """A head, then a row for each value, which says what COLUMNS name; `low` and `high` are the ends of a range."""
    said = words(lang)
    rows = [[said[f"data_{name}"] for name in COLUMNS]]
    for series in chart.series:
        rows += [[category, series.name, series.unit, *_told(point)]
                 for category, point in zip(chart.categories, series.points, strict=True)]
    if chart.whole:
        rows.append([said["chart_total"], chart.series[0].name, chart.series[0].unit, *_told(chart.whole)])
    return rows


def _told(point: Point) -> list[str]:
    return [point.text, point.value or "", point.low, point.high, point.fact]


def named(series: Series, words: Mapping[str, str]) -> str:
    """A series by its name and unit, each of which may be left out; `words` are a language's."""
    if not series.unit or series.unit.casefold() == series.name.casefold():
        return series.name
    return words["chart_unit"].format(name=series.name, unit=series.unit) if series.name else series.unit
