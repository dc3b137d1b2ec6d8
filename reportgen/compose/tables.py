"""Make a table of events or of a dataset: rows sorted and grouped, columns formatted, added up and taken as shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from reportgen.compose.rows import Printed, Rows, in_order, rows_of
from reportgen.diagnostics import Span, refuse
from reportgen.document.nodes import Cell, Column, FactText, Inlines, Row, Superscript, Table, Text
from reportgen.document.numbering import letters
from reportgen.document.walk import plain
from reportgen.facts.entries.arrangement import SCALES
from reportgen.facts.format import print_quantity
from reportgen.facts.formulas.amounts import AmountError
from reportgen.facts.model import Condition, Exhibit, ExhibitColumn, Fact, localized
from reportgen.facts.datasets.totals import column_total, computed_total, facts_total, lacks, share_of, to_places

HUNDRED = Decimal(100)


class TableMaking:
    """One table while it is made."""

    def __init__(self, printed: Printed, exhibit: Exhibit, span: Span) -> None:
        self.printed, self.exhibit, self.span = printed, exhibit, span
        self.arrangement = exhibit.arrangement
        self.rows: Rows = rows_of(printed, exhibit)
        self.missing = self.rounded = self.left_out = self.unclear = False
        self.shares: dict[str, dict[str, Decimal | None]] = {}       # as they are printed, by column and figure
        self.subtotals: dict[str, list[Fact]] = {}                   # as they are printed, by column
        self.marks: dict[int, str] = {}           # of notes to cells, by their number

    def table(self, id: str) -> Table:
        """The table; ReportgenError where its figures cannot be added up."""
        exhibit, ordered = self.exhibit, in_order(self.rows, self.arrangement.sort)
        self.wholes = {column.value: self.total(column.value, "sum", ordered)
                       for column in exhibit.columns if column.share}
        head = Row(tuple(Cell(self.head(column), head=True) for column in exhibit.columns))
        body = self.body(ordered) or [self.across((Text(self.printed.words["no_rows"]),), "body")]
        columns = tuple(Column(column.align, column.width) for column in exhibit.columns)
        return Table(columns, (head,), tuple(body), self.printed.text(exhibit.caption), self.notes(ordered),
                     id, style=exhibit.style, orientation=self.arrangement.orientation, span=self.span)

    # --- rows

    def body(self, ordered: Sequence[Any]) -> list[Row]:
        shown = ordered[:self.arrangement.max_rows] if self.arrangement.max_rows else ordered
        made = self.grouped(shown, ordered) if self.arrangement.group else [self.row(row) for row in shown]
        return made + self.totals(ordered, "total") if ordered else made

    def grouped(self, shown: Iterable[Any], ordered: Iterable[Any]) -> list[Row]:
        """The rows under a heading for each group, in the order in which the groups come up."""
        made: list[Row] = []
        members, all_members = self.groups(shown), self.groups(ordered)
        for heading, rows in members.items():
            content = self.rows.group(rows[0], self.arrangement.group) or (Text(self.printed.words["not_given"]),)
            made += [self.across(content, "group"), *map(self.row, rows)]
            if self.arrangement.subtotals:
                group = self.rows.condition(rows[0], self.arrangement.group)
                made += self.totals(all_members[heading], "subtotal", group)
        return made

    def groups(self, rows: Iterable[Any]) -> dict[Any, list[Any]]:
        found: dict[Any, list[Any]] = {}
        for row in rows:
            found.setdefault(self.rows.shared(row, self.arrangement.group), []).append(row)
        return found

    def across(self, content: Inlines, kind: str) -> Row:
        """A row of one cell."""
        cell = Cell(content, head=kind == "group", colspan=len(self.exhibit.columns))
        return Row((cell,), kind)                                                   # type: ignore[arg-type]

    def row(self, row: Any) -> Row:
        cells = []
        for n, column in enumerate(self.exhibit.columns):
            content = self.cell(row, column)
            self.missing |= not content
            marked = self.marked(self.rows.key(row), column.value, n == 0)
            cells.append(Cell((*(content or (Text(self.printed.words["not_given"]),)), *marked), head=n == 0))
        return Row(tuple(cells))

    def totals(self, rows: Sequence[Any], label: str, group: Condition | None = None) -> list[Row]:
        """A row for the sums and one for the means of all rows, or of those of a group, where there are any."""
        made = []
        for how, key in (("sum", label), ("mean", "mean")):
            added = [one for one, way in self.arrangement.totals.items() if way == how]
            if added:
                head = Cell((Text(self.printed.words[key]),), head=True)
                cells = (self.total_cell(rows, column, how, group) if column.value in added else Cell(())
                         for column in self.exhibit.columns[1:])
                made.append(Row((head, *cells), "total"))
                self.compare([column for column in self.exhibit.columns[1:]
                              if how == "sum" and column.value in added and not column.share], rows, label, group)
        return made

    def compare(self, columns: Iterable[ExhibitColumn], rows: Sequence[Any], label: str,
                group: Condition | None) -> None:
        """See whether the sums, as they are printed, are those of the rows and of the subtotals above them."""
        for column in columns:
            if (total := self.total(column.value, "sum", rows, group)) is None:
                continue
            parts = [fact for row in rows if (fact := self.rows.fact(row, column.value))]
            self.rounded |= not self.adds_up(total, parts, column)
            above = self.subtotals.setdefault(column.value, [])
            if label == "subtotal":
                above.append(total)
            elif above:
                self.rounded |= not self.adds_up(total, above, column)

    def adds_up(self, total: Fact, parts: Iterable[Fact], column: ExhibitColumn) -> bool:
        """Whether printed figures add up to a printed total; what has no number of its own is not looked at."""
        formatted, power = self.rows.is_formatted(column), self.power(column)
        printed = [to_places(fact.newest, column.places, power)[0] if formatted else fact.newest.quantity
                   for fact in (total, *parts) if fact.newest.quantity]
        numbers = [quantity.number for quantity in printed if quantity]
        return None in numbers or numbers[0] == sum(numbers[1:])            # type: ignore[arg-type]

    def total_cell(self, rows: Sequence[Any], column: ExhibitColumn, how: str, group: Condition | None) -> Cell:
        fact = self.total(column.value, how, rows, group)
        if fact is None or (column.share and how == "mean"):
            return Cell(())
        whole = self.wholes.get(column.value)
        if column.share and whole:
            return Cell(self.share(fact, whole, column))
        formatted = self.rows.is_formatted(column)
        return Cell(self.figure(fact, column) if formatted else self.printed.fact(fact, fact.newest))

    # --- cells

    def cell(self, row: Any, column: ExhibitColumn) -> Inlines:
        fact = self.rows.fact(row, column.value)
        if column.share:
            whole = self.wholes[column.value]
            return self.share(fact, whole, column) if fact and whole and fact.newest.quantity else ()
        if fact is None or not self.rows.is_formatted(column):
            return self.rows.said(row, column.value)
        return self.figure(fact, column)

    def figure(self, fact: Fact, column: ExhibitColumn) -> Inlines:
        """A figure as its column prints it: the number with its relation; the unit stands in the head."""
        value = fact.newest
        if value.quantity is None:
            return self.printed.fact(fact, value)
        quantity, rounded = to_places(value, column.places, self.power(column))
        self.rounded |= rounded
        return (FactText(fact.id, print_quantity(replace(quantity, unit="", per=""), self.printed.lang, "table")),)

    def share(self, part: Fact, whole: Fact, column: ExhibitColumn) -> Inlines:
        try:
            id = share_of(part.id, whole.id, self.arrangement.dataset, column.places)
            made = computed_total(id, self.printed.facts)
        except AmountError as problem:
            if problem.rule != "unclear-relation":
                refuse(problem.rule, problem.message, self.span, problem.hint)
            made = None
        if made is None:
            self.unclear = True
            return (Text(self.printed.words["not_computed"]),)
        self.shares.setdefault(column.value, {})[part.id] = made.newest.quantity.number
        return self.figure(made, ExhibitColumn(column.value, None))

    def total(self, column: str, how: str, rows: Sequence[Any], group: Condition | None = None) -> Fact | None:
        """The sum or mean of a column, over all rows or those of a group."""
        facts = [fact for row in rows if (fact := self.rows.fact(row, column))]
        self.left_out |= lacks(facts)
        dataset, where = self.arrangement.dataset, (*self.arrangement.where, *((group,) if group else ()))
        id = column_total(how, dataset, column, where) if dataset else facts_total(how, facts)
        try:
            return computed_total(id, self.printed.facts)
        except AmountError as problem:
            refuse(problem.rule, problem.message, self.span, problem.hint)

    # --- heads and notes

    def head(self, column: ExhibitColumn) -> Inlines:
        """The column's head, with its unit and scale where the cells leave them out."""
        said = self.rows.head(column)
        unit = self.unit(column)
        if self.rows.is_formatted(column) and unit:
            before, _, after = self.printed.words["chart_unit"].partition("{name}")
            said = (*((Text(before),) if before else ()), *said, Text(after.format(unit=unit)))
        return (*said, *self.marked("", column.value, False))

    def unit(self, column: ExhibitColumn) -> str:
        """What a column's figures are in: "million tonnes", "%", or nothing."""
        if column.share:
            return self.printed.words["share_unit" if column.head else "share_head"]
        unit = self.rows.unit(column.value)
        scale = localized(column.scale, self.printed.lang) or ""
        if not scale and unit.casefold() in plain(self.rows.head(column)).casefold():
            return ""
        return self.printed.words["scaled_unit"].format(scale=scale, unit=unit).strip() if scale else unit

    def power(self, column: ExhibitColumn) -> int:
        scale = localized(column.scale, self.printed.lang)
        return SCALES[scale] if scale else 0

    def marked(self, row: str, column: str, first: bool) -> Inlines:
        """The marks of the notes to a cell: a, b, c."""
        notes = [n for n, note in enumerate(self.arrangement.cell_notes)
                 if note.row == row and (note.column == column or (first and not note.column))]
        marks = [self.marks.setdefault(n, letters(len(self.marks) + 1).lower()) for n in notes]
        return (Superscript((Text(", ".join(marks)),)),) if marks else ()

    def notes(self, ordered: Sequence[Any]) -> tuple[Inlines, ...]:
        """What stands below: notes to cells, then to the table, then what the reader must know, then the source."""
        printed, cell_notes = self.printed, self.arrangement.cell_notes
        told: list[Inlines] = [(Superscript((Text(mark),)), Text(" "), *printed.text(cell_notes[n].text))
                               for n, mark in self.marks.items()]
        told += [printed.text(note) for note in self.exhibit.notes]
        told += [(Text(text),) for text in self.cautions(ordered)]
        if self.arrangement.source_line and (mark := printed.cite(self.rows.cites())):
            told.append((Text(printed.words["source_line"]), *mark))
        return tuple(told)

    def cautions(self, ordered: Sequence[Any]) -> Iterator[str]:
        """What the reader must know of the figures."""
        words, most = self.printed.words, self.arrangement.max_rows
        if 0 < most < len(ordered):
            adds = self.arrangement.totals or self.wholes
            yield words["rows_cut_totals" if adds else "rows_cut"].format(shown=most, all=len(ordered))
        needed = {"not_given_note": self.missing, "rounded_note": self.rounded, "left_out_note": self.left_out,
                  "not_computed_note": self.unclear, "shares_note": self.is_off(ordered)}
        yield from (words[key] for key, is_needed in needed.items() if is_needed)

    def is_off(self, ordered: Sequence[Any]) -> bool:
        """Whether a column of shares, as it is printed, does not add up to 100."""
        for column in self.wholes:
            facts = [fact for row in ordered if (fact := self.rows.fact(row, column))]
            shares = self.shares.get(column, {})
            numbers = [shares[fact.id] for fact in facts if fact.id in shares]
            if numbers and len(numbers) == len(ordered) and None not in numbers and sum(numbers) != HUNDRED:
                return True
        return False


def make_table(printed: Printed, exhibit: Exhibit, id: str, span: Span) -> Table:
    return TableMaking(printed, exhibit, span).table(id)
