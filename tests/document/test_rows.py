"""Of a long table a number of rows is printed; the others stay with it, for its CSV."""

import pytest

from reportgen.document.nodes import (
    Callout, Cell, Citation, Column, Document, List, Meta, Note, Paragraph, Reference, Row, Table, Text,
)
from reportgen.document.resolve import resolve
from reportgen.document.rows import cut, whole
from reportgen.document.walk import plain
from reportgen.locales import words
from reportgen.writers.table_csv import write_tables


def row(*content, kind="body", down=1):
    return Row((Cell(tuple(Text(c) if isinstance(c, str) else c for c in content), rowspan=down),), kind)


def table(*rows, **more):
    return Table((Column(),), (), rows, **more)


def said(rows):
    return [plain(r.cells[0].content) for r in rows]


def resolved(*blocks, lang="en"):
    return resolve(Document(Meta("r", lang, "T", "1", "2026-01-01"), blocks), words(lang))


MANY = tuple(row(str(n)) for n in range(20))


def test_the_first_rows_and_the_totals_are_printed():
    total = row("190", kind="total")
    (made,) = cut((table(*MANY, total),), 5)
    assert said(made.body) == ["0", "1", "2", "3", "4", "190"]
    assert said(made.left_out) == [str(n) for n in range(5, 20)]
    assert whole(made) == (*MANY, total)


def test_a_table_that_is_short_enough_stays_as_it_is():
    assert cut((table(*MANY),), 20) == (table(*MANY),)
    assert cut((table(*MANY),), 0) == (table(*MANY),)


def test_headings_of_groups_do_not_count_and_never_stand_last():
    grouped = table(row("A", kind="group"), *MANY[:3], row("B", kind="group"), *MANY[3:])
    (made,) = cut((grouped,), 3)
    assert said(made.body) == ["A", "0", "1", "2"]
    assert said(made.left_out)[0] == "B"


def test_a_cell_that_reaches_down_is_not_cut_through():
    merged = Table((Column(), Column()), (), (
        *(Row((Cell((Text("a"),)), Cell((Text(str(n)),)))) for n in range(3)),
        Row((Cell((Text("b"),), rowspan=3), Cell(()))), Row((Cell(()),)), Row((Cell(()),)),
        Row((Cell((Text("c"),)), Cell(())))))
    (made,) = cut((merged,), 5)
    assert len(made.body) == 3 and len(made.left_out) == 4


@pytest.mark.parametrize("inside", [
    lambda block: List(((block,),)), lambda block: Callout("note", (), (block,)),
])
def test_tables_inside_others_are_cut_too(inside):
    assert "left_out=()" not in repr(cut((inside(table(*MANY)),), 5))


def test_the_annexes_are_never_cut():
    assert cut((table(*MANY, style="evidence"),), 5) == (table(*MANY, style="evidence"),)


@pytest.mark.parametrize(("lang", "note"), [
    ("en", "1,500 of 2,000 rows are printed; the whole table is in table-1.csv."),
    ("zh-CN", "全表共2,000行，此处列出1,500行，完整数据见table-1.csv。"),
])
def test_a_note_says_how_many_there_are_and_the_csv_has_them_all(lang, note):
    rows = tuple(row(str(n)) for n in range(2000))
    document = resolved(*cut((table(*rows, caption=(Text("C"),), notes=((Text("Another."),),)),), 1500), lang=lang)
    assert [plain(one) for one in document.blocks[0].notes] == [note, "Another."]
    lines = write_tables(document)["table-1.csv"].decode("utf-8-sig").splitlines()
    assert lines == [*map(str, range(2000)), "", "Another."]


def test_a_table_without_a_caption_has_a_csv_where_it_is_cut():
    document = resolved(*cut((table(*MANY), table(row("x"))), 5))
    assert list(write_tables(document)) == ["table.csv"]


def test_rows_that_are_not_printed_number_nothing():
    cited, noted = Citation((("s", "¶1"),)), Note((Text("n"),))
    rest = (row("1 ", cited), row("2", noted), row("3 ", Citation((("other", ""),))), row(Reference("x")))
    made = resolved(*cut((Paragraph((Text("a"), cited), id="x"), table(row("0"), *rest), Paragraph((noted,))), 1))
    assert made.blocks[2].content[0].number == 1
    assert said(made.blocks[1].left_out) == ["1 [1, ¶1]", "2", "3 ", ""]
