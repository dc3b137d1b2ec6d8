"""Say a chart in words, as its text alternative: every value with its relation, and what a line or a whole comes to."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reportgen.document.nodes import Chart, Citation, Inlines, Note, Series
from reportgen.document.shares import shares
from reportgen.document.tabular import named
from reportgen.document.walk import plain


def chart_in_words(chart: Chart, words: Mapping[str, str]) -> str:
    """What kind of chart, of what, and every value with its series and category; `words` are the document's language's.

    Bars and columns are called alike: whether they stand or lie follows from the room that a page has. Series come in
    the order of the units, as the panels do that are drawn of them.
    """
    return "".join(panels_in_words(chart, words)).strip()


def panels_in_words(chart: Chart, words: Mapping[str, str]) -> list[str]:
    """The same in parts, one for each unit: each says what its panel shows, the first also what chart this is."""
    caption = plain(without_marks(chart.caption))
    kind = words[f"chart_{chart.kind}"]
    sentences = [f"{kind}{words['colon']}{caption}" if caption else kind]
    if chart.whole:
        sentences.append(words["chart_whole"].format(text=chart.whole.text))
    units = list(dict.fromkeys(series.unit for series in chart.series))
    parts = [[series_in_words(chart, series, words) for series in chart.series if series.unit == unit]
             for unit in units]
    return ["".join(sentence + words["sentence_end"] for sentence in part)
            for part in [sentences + parts[0], *parts[1:]]] if parts else [sentences[0]]


def series_in_words(chart: Chart, series: Series, words: Mapping[str, str]) -> str:
    """Every value of a series with its category."""
    said = [words["chart_point"].format(category=category, text=point.text or words["state_unknown"])
            for category, point in zip(chart.categories, series.points, strict=True)]
    said += [_trend(chart, series, words)] if chart.kind == "line" else []
    said += [words["chart_rest_in_words"]] if chart.kind == "share" and shares(chart).rest else []
    points = words["item_separator"].join(filter(None, said))
    name = named(series, words)
    return words["chart_series"].format(name=name, points=points) if name else points


def _trend(chart: Chart, series: Series, words: Mapping[str, str]) -> str:
    """From the first known value to the last; up or down only where both are exact."""
    known = [(category, point) for category, point in zip(chart.categories, series.points, strict=True)
             if point.value is not None]
    if len(known) < 2:
        return ""
    (since, first), (until, last) = known[0], known[-1]
    way = "from_to"
    if not (first.open or last.open or first.low or last.low):
        before, after = Decimal(first.value or 0), Decimal(last.value or 0)
        way = "rise" if after > before else "fall" if after < before else "level"
    return words[f"chart_{way}"].format(since=since, first=first.text, until=until, last=last.text)


def without_marks(content: Inlines) -> Inlines:
    """`content` without its notes and source marks, which say nothing in a text alternative."""
    return tuple(node for node in content if not isinstance(node, Note | Citation))
