"""Facts can be had as an Excel file: numbers are numbers, texts never formulas, and nothing comes from the clock."""

import io
from decimal import Decimal

import pytest

from reportgen.build.export import COLUMNS, as_xlsx
from reportgen.build.findings import Answer, Known, Wording
from reportgen.diagnostics import Span

SPAN = Span("data/facts.yaml", 3)


def known(text="about 12.5 t", number="12.50", relation="approx", written="约12.5吨"):
    cite = Wording("paper", "A paper", "¶1", written, "supports", "verified", SPAN)
    answer = Answer(text, number, "t", "2015", "verified", "current", (cite,), relation=relation)
    return Known("raid.drugs", "fact", "Drugs", "raid", "operation", ("CN",), (), (answer,), SPAN)


def rows(*found):
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(found))).active
    return [dict(zip(COLUMNS, row, strict=True)) for row in sheet.iter_rows(min_row=2)]


def test_a_number_is_a_number_beside_its_relation_and_unit():
    row, = rows(known())
    assert (Decimal(str(row["number"].value)), row["relation"].value, row["unit"].value) == (Decimal("12.5"), "approx",
                                                                                          "t")
    assert row["number"].data_type == "n" and row["period"].data_type == "s"


def test_what_looks_like_a_formula_is_text():
    row, = rows(known(written="=1+1"))
    assert (row["wording"].value, row["wording"].data_type) == ("=1+1", "s")


def test_the_same_facts_make_the_same_bytes():
    pytest.importorskip("openpyxl")
    assert as_xlsx([known()]) == as_xlsx([known()])
