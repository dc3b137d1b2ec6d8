"""What the types of a tree allow and nothing can mean is refused at its place, before any writer sees it."""

import pytest

from reportgen.diagnostics import ReportgenError, Span
from reportgen.document.nodes import (
    Callout, Cell, Chart, Column, Document, Meta, Note, Paragraph, Picture, Point, Row, Series, Table, Text,
)
from reportgen.document.resolve import resolve
from reportgen.locales import words

HERE = Span("t.md", 3, 1)


def table(*rows, head=(), columns=2):
    made = [tuple(Row(tuple(Cell((Text("x"),), colspan=c, rowspan=r) for c, r in row)) for row in part)
            for part in (head, rows)]
    return Table((Column(),) * columns, *made, span=HERE)


def chart(*series, kind="bar", categories=("a", "b"), units=None, **more):
    points = [tuple(v if isinstance(v, Point) else Point(v, "v") for v in values) for values in series]
    rows = zip(points, units or [""] * len(points), strict=True)
    return Chart(kind, categories, tuple(Series("s", row, unit) for row, unit in rows), span=HERE, **more)


OVER, RANGE = Point("9", "over 9", open="above"), Point("3", "3–5", low="3", high="5")
TWELVE = Point("12", "12 t")


def note(*content):
    return Note(content, span=HERE)


def refused(block):
    document = Document(Meta("r", "en", "T", "1", "2016-04-30"), (Callout("note", (), (block,)),))
    try:
        resolve(document, words("en"))
    except ReportgenError as problem:
        return [(d.rule, d.span) for d in problem.diagnostics]
    return []


ONE = (1, 1)


@pytest.mark.parametrize("block", [
    table(), table((ONE, ONE)), table(((2, 1),)), table(((1, 2), ONE), (ONE,)), table(head=[((1, 2), ONE), (ONE,)]),
    table(((1, 3), ONE, ONE), (ONE, ONE), ((2, 1),), columns=3), table((ONE,) * 63, columns=63),
    chart(["-1", OVER, RANGE], categories=("a", "b", "c")), chart(["-1", OVER], kind="dot"), chart(*[["1", "2"]] * 8),
    chart(*[["1", "2"]] * 16, units=["t", "kg"] * 8), chart(["1", "2"], ["2", None], kind="stacked_bar"),
    chart(["60", "40"], kind="share", units=["%"]), chart(["60", None], kind="share", units=["%"]),
    chart(["7", None], kind="share", whole=TWELVE), chart(["33.4", "66.7"], kind="share", units=["%"]),
    chart(["1", "-2"], kind="line", dates=("2014-07-02", "2015-07-02")),
    chart(["1", None]), chart(["0", "-0"], ["1E+30", "0.5"]), chart([None, None]),
    Paragraph((note(Text("one")), note(Text("two")))),
])
def test_what_fits_is_taken(block):
    assert refused(block) == []


@pytest.mark.parametrize("block, rule", [
    (table((ONE,)), "ragged-table"), (table((ONE, ONE, ONE)), "ragged-table"), (table(((3, 1),)), "ragged-table"),
    (table(()), "ragged-table"), (table(((1, 2), ONE), (ONE, ONE)), "ragged-table"),
    (table(((1, 2), ONE)), "ragged-table"), (table(((0, 1), ONE, ONE)), "ragged-table"),
    (table(((1, 0), ONE)), "ragged-table"), (table((ONE, ONE), head=[((1, 2), ONE)]), "ragged-table"),
    (table((ONE, (1, 2), ONE), ((2, 1),), columns=3), "ragged-table"),
    (table((ONE,) * 64, columns=64), "too-many-table-columns"),
    (chart(["1"]), "ragged-chart"), (chart(["1", "2", "3"]), "ragged-chart"), (chart(), "empty-chart"),
    (chart([], categories=()), "empty-chart"), (chart(["1", "2"], kind="line"), "line-without-dates"),
    (chart(*[["1", "2"]] * 9), "too-many-series"),
    *((chart([value, "1"], kind=kind, units=["t"]), rule) for kind in ("stacked_bar", "stacked_column", "share")
      for value, rule in (("-0.5", "negative-value"), (OVER, "uncertain-part"), (RANGE, "uncertain-part"))),
    (chart(["1", "2"], ["1", "2"], kind="stacked_bar", units=["t", "kg"]), "unlike-units"),
    (chart(["1", "2"], ["1", "2"], kind="share", units=["t", "t"]), "not-one-whole"),
    (chart(["1", None], kind="share", units=["t"]), "missing-part"), (chart(["0", "0"], kind="share"), "empty-chart"),
    (chart(["7", "6"], kind="share", whole=TWELVE), "parts-exceed-whole"),
    (chart(["61.5", "40"], kind="share", units=["%"]), "parts-exceed-whole"),
    (chart(["7", "3"], kind="share", whole=OVER), "uncertain-part"),
    (chart(["7", "3"], kind="share", whole=Point(None, "unknown")), "uncertain-part"),
    (chart(["1", "NaN"]), "bad-number"), (chart(["eight", "1"]), "bad-number"),
    (chart(["-Infinity", "1"]), "bad-number"),
    (Paragraph((note(Text("one"), note(Text("two"))),)), "note-in-note"),
    (Picture(b"", "image/png", " ", span=HERE), "picture-without-words"),
])
def test_what_does_not_is_refused_at_its_place(block, rule):
    assert refused(block) == [(rule, HERE)]
