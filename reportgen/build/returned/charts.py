"""Compare what the charts of a returned file show with what they showed when it left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isclose

from reportgen.build.returned.comparing import Old
from reportgen.build.returned.findings import Print, Prose, Where
from reportgen.build.returned.prints import Reader, as_it_was
from reportgen.document.prose import FIGURE, digest, tidied
from reportgen.messages import Message, say
from reportgen.readers.docx.charts import ChartLeft, Place
from reportgen.readers.docx.returned import Returned

NUMBERS = ("value", "across")
SIGNS = {"above": "+", "below": "−"}
BETWEEN = " · "
PRECISE = 1e-12                        # spreadsheets keep fifteen digits
LONGEST = 16                           # letters of a number that is shown as it stands


@dataclass(frozen=True, slots=True)
class Became:
    """A chart that left and what it shows now, {} where it is gone, None where something stands for it that tells no
    values. `old` and `new` are the units of its figure.
    """

    left: ChartLeft
    now: Mapping[Place, str] | None
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a chart no longer shows as it did: `was` "" where it is added, `now` "" where it is gone."""

    chart: Became
    place: Place
    was: str
    now: str

    @property
    def fact(self) -> str:
        """The fact that is shown there, by its number or its label; "" where none is."""
        series, role, at = self.place
        shown = (self.chart.left.facts.get(Place(series, one, at), "") for one in NUMBERS)
        return next(filter(None, shown), "") if role == "label" else self.chart.left.facts.get(self.place, "")

    def told(self, text: str) -> str:
        """A text there, behind the names of its series and category; "" where there is none."""
        series, role, at = self.place
        if not text or role in ("title", "name", "category"):
            return text
        known = {**(self.chart.now or {}), **self.chart.left.shown}
        name = known.get(Place(series, "name", 0), "").strip()
        category = known.get(Place(series, "category", at)) or known.get(Place(0, "category", at), "")
        return BETWEEN.join(filter(None, (name, category, SIGNS.get(role, "") + text)))


def charts_now(returned: Returned, olds: Sequence[Old], new_of: Mapping[int, int]) -> list[Became]:
    """What became of the charts, without those whose whole figure is gone; `new_of` maps old units to new ones."""
    figures = [number for number, old in enumerate(olds) if old.digest == digest(FIGURE)]
    there = _drawn(returned)
    placed = [(one, figures[one.figure] if 0 <= one.figure < len(figures) else -1) for one in returned.left.charts]
    found = [(one, old, new_of.get(old, -1)) for one, old in placed]
    became: list[Became] = []
    waiting = []
    for left, old, new in found:
        if (unit := _same(left, new, there)) >= 0:
            became.append(Became(left, left.shown, old, unit))
        elif new >= 0:
            waiting.append((left, old, new))
    for new, group in groupby(waiting, lambda one: one[2]):
        rest = sorted(there.get(new, []), key=lambda shown: shown is None)
        for number, (left, old, _) in enumerate(group):
            became.append(Became(left, rest[number] if number < len(rest) else {}, old, new))
    return became


def _drawn(returned: Returned) -> dict[int, list[Mapping[Place, str] | None]]:
    """What the drawings of each figure show, by its unit."""
    units = {paragraph: number for number, unit in enumerate(returned.units) if unit.role == "figure"
             for paragraph in unit.numbers}
    there: dict[int, list[Mapping[Place, str] | None]] = {}
    for one in returned.drawings:
        if one.paragraph in units:
            there.setdefault(units[one.paragraph], []).append(one.shown)
    return there


def _same(left: ChartLeft, new: int, there: dict[int, list[Mapping[Place, str] | None]]) -> int:
    """The figure that has a chart showing just what it did, which is taken out; -1 where none has."""
    for unit in sorted(there, key=lambda unit: unit != new):
        for number, shown in enumerate(there[unit]):
            if shown is not None and not any(_differing(left, shown)):
                del there[unit][number]
                return unit
    return -1


# --- told ---------------------------------------------------------------------------------------------------------

def prints_in(chart: Became, where: Where, figures: Reader) -> Iterator[tuple[str, Print]]:
    """Each fact that a chart shows, with its print; none where the chart is gone or cannot be read."""
    changed = {(one.place.series, one.place.at): one for one in changes(chart) if one.fact}
    for place, fact in chart.left.facts.items() if chart.now else ():
        one = changed.get((place.series, place.at))
        yield fact, Print("", one.was, one.now, True, figures.reads(one.now), where) if one else as_it_was(
            "", chart.left.shown[place])


def prose_in(chart: Became, where: Where) -> Iterator[Prose]:
    """What else of a chart has changed, or that it is gone."""
    if chart.now == {}:
        names = [text for place, text in chart.left.shown.items() if place.role in ("title", "name")]
        yield Prose("deleted", where, BETWEEN.join(dict.fromkeys(names)), "")
    for one in changes(chart):
        if not one.fact:
            kind = "changed" if one.was and one.now else "added" if one.now else "deleted"
            yield Prose(kind, where, one.told(one.was), one.told(one.now), note=say(
                "in the data of the chart, which follow from the facts or the data set that it is made of"))


def unread(charts: Sequence[Became], returned: Returned) -> Iterator[Message]:
    """Notes on charts that cannot be compared."""
    for one in charts:
        if one.now is None:
            yield say("The chart in {figure} is a picture now: its values are not compared.", figure=one.left.label)
    if not returned.left.charts and any(one.shown for one in returned.drawings):
        yield say("The file does not tell what its charts showed when it left: they are not compared.")


# --- compared -----------------------------------------------------------------------------------------------------

def changes(chart: Became) -> list[Change]:
    """What it shows otherwise, or no longer, or newly; labels and whiskers only where their numbers have stayed."""
    if not chart.now:
        return []
    found = [Change(chart, place, was, now) for place, was, now in _differing(chart.left, chart.now)]
    points = {(one.place.series, one.place.at) for one in found if one.place.role in NUMBERS}
    return [one for one in found if one.place.role not in ("label", *SIGNS)
            or (one.place.series, one.place.at) not in points]


def _differing(left: ChartLeft, now: Mapping[Place, str]) -> Iterator[tuple[Place, str, str]]:
    labelled = any(place.role == "label" for place in now)
    for place, was in left.shown.items():
        shown = now.get(place)
        passed = shown is None and (place.role in SIGNS or (place.role == "label" and not labelled))
        if not passed and not _agree(place.role, was, shown or ""):
            yield place, was, _plain(shown or "")
    for place, shown in now.items():
        if place not in left.shown and shown.strip() and place.role in (_counts(left, place.series), "name"):
            yield place, "", _plain(shown)


def _counts(left: ChartLeft, series: int) -> str:
    """As what a series shows its numbers, "" where it is one of ours that only draws."""
    if any(place.series == series and place.role == "across" for place in left.facts):
        return "across"
    named = Place(series, "name", 0) in left.shown
    return "value" if named or all(place.series != series for place in left.shown) else ""


def _agree(role: str, one: str, other: str) -> bool:
    if role in (*NUMBERS, *SIGNS):
        try:
            return isclose(float(one), float(other), rel_tol=PRECISE)
        except ValueError:
            return one == other
    return tidied(one) == tidied(other)


def _plain(text: str) -> str:
    """0.29 for the 0.28999999999999998 that Word keeps."""
    try:
        return repr(float(text)) if len(text) > LONGEST else text
    except ValueError:
        return text
