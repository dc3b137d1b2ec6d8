"""Write the rows of a dataset that are wanted as CSV: the figures asked for, and what names, dates and places them."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping
from typing import Any

from reportgen.facts.model import Dataset, Value

Cells = Collection[tuple[str, str]]        # the key of a row and a field


def file_of(dataset: str) -> str:
    """The name of the file with the rows of a dataset."""
    return f"facts-{dataset}.csv"


def fields_of(dataset: Dataset, cells: Cells, written: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that the excerpt of a dataset has, each as `written`; figures nobody asked for are none."""
    return {name: _field(written[name]) for name in _kept(dataset, cells)}


def _field(entry: Any) -> Any:
    return {key: value for key, value in entry.items() if key != "column"} if isinstance(entry, dict) else entry


def _kept(dataset: Dataset, cells: Cells) -> list[str]:
    wanted = {name for _, name in cells}
    return [name for name, field in dataset.fields.items()
            if name in wanted or name in dataset.keys or field.type != "number"]


def rows_of(dataset: Dataset, cells: Cells) -> bytes:
    """The rows in the order of the dataset, as UTF-8 CSV, cells as they were written."""
    names, keys = _kept(dataset, cells), {key for key, _ in cells}
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_cell(record.values[name]) for name in names] for record in dataset.records if record.key in keys)
    return text.getvalue().encode()


def _cell(value: Value | str) -> str:
    return value.written if isinstance(value, Value) else value
