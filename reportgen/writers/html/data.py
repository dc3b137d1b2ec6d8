"""Write the data of a chart as a table that opens below it on a screen."""

from __future__ import annotations

from html import escape

from reportgen.document.nodes import Chart
from reportgen.document.tabular import head_and_rows
from reportgen.document.walk import plain
from reportgen.locales import words


def data_table(chart: Chart, lang: str) -> str:
    """A closed `<details>` with every value of `chart` as it is printed. Readers of words pass it over."""
    head, rows = head_and_rows(chart, lang)
    name = f"{chart.label} {plain(chart.caption)}".strip()
    columns = "".join(f'<th scope="col">{_said(text)}</th>' if text else "<td></td>" for text in head)
    body = "".join(f'<tr><th scope="row">{_said(first)}</th>' + "".join(f"<td>{_said(text)}</td>" for text in rest)
                   + "</tr>\n" for first, *rest in rows)
    caption = f"<caption>{_said(name)}</caption>\n" if name else ""
    summary = _said(words(lang)["chart_data"])
    return (f'<details class="data">\n<summary>{summary}</summary>\n'
            f'<div class="scroll" tabindex="0">\n<table>\n{caption}'
            f"<thead>\n<tr>{columns}</tr>\n</thead>\n<tbody>\n{body}</tbody>\n</table>\n</div>\n</details>\n")


def _said(text: str) -> str:
    return escape(text, quote=False)
