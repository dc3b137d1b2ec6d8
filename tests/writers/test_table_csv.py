"""Each table of a document can be had as CSV that spreadsheets open as it is meant."""

import csv
import io

from reportgen.document.nodes import Cell, Citation, Column, Document, FactText, Meta, Row, Superscript, Table, Text
from reportgen.writers.table_csv import write_csv, write_tables


def cell(*words, **keywords):
    return Cell(tuple(Text(word) if isinstance(word, str) else word for word in words), **keywords)


def table(*body, notes=(), label="Table 1", id="tbl-a"):
    head = Row((cell("县", head=True), cell("Crop", head=True)))
    return Table((Column(), Column()), (head,), tuple(body), (Text("Crops"),), notes, id, label)


def read(data):
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_rows_are_written_as_they_are_printed_without_the_marks_of_notes():
    figure = FactText("crops.a.tonnes", "about 1,200")
    rows = read(write_csv(table(Row((cell("东, 西"), cell(figure, Superscript((Text("a"),))))))))
    assert rows == [["县", "Crop"], ["东, 西", "about 1,200"]]


def test_what_reaches_over_columns_or_rows_stands_where_it_begins():
    rows = read(write_csv(table(Row((cell("North", colspan=2),), "group"), Row((cell("A", rowspan=2), cell("1"))),
                                Row((cell("2"),)))))
    assert rows[1:] == [["North", ""], ["A", "1"], ["", "2"]]


def test_notes_stand_below_a_blank_line():
    source = (Text("Source: "), Citation((("paper", "¶1"),), "[1, ¶1]"))
    assert read(write_csv(table(Row((cell("A"), cell("1"))), notes=(source,))))[2:] == [[], ["Source: [1, ¶1]"]]


def test_no_cell_is_a_formula_to_a_spreadsheet():
    rows = read(write_csv(table(Row((cell("=1+1"), cell("-5"))), Row((cell("@SUM(A1)"), cell("-a"))))))
    assert rows[1:] == [["'=1+1", "-5"], ["'@SUM(A1)", "'-a"]]


def test_the_tables_with_a_caption_are_written_by_their_ids():
    meta = Meta("r", "en", "T", "1", "2016-04-30")
    row = Row((cell("A"), cell("1")))
    document = Document(meta, (table(row), table(row, label=""), table(row, id="")))
    assert set(write_tables(document)) == {"tbl-a.csv", "table-2.csv"}
