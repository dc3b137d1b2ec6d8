"""Make one Word file by one way in a process of its own: python -m benchmarks.making WAY FROM TO.

FROM is a pickled document. What is measured is making and writing the file; prints processor seconds, and the megabytes
taken beyond what stood in memory before: the program, its fonts, the words.
"""

from __future__ import annotations

import io
import pickle
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportgen.document.nodes import Document, Table
from reportgen.document.walk import plain, text_units

Piece = str | list[list[str]]              # a paragraph, or the rows of a table


def pieces(tree: Document) -> list[Piece]:
    """The words of a document for those who know neither facts nor styles: tables, and all else as paragraphs."""
    made: list[Piece] = []
    for block in tree.blocks:
        if isinstance(block, Table):
            made += [plain(block.caption), *_rows(block), *map(plain, block.notes)]
        else:
            made += [unit.text for unit in text_units(replace(tree, blocks=(block,)))]
    return made


def _rows(table: Table) -> list[Piece]:
    """A table's rows, where all its cells are whole ones; else each row as a paragraph."""
    cells = [[plain(cell.content) for cell in row.cells] for row in table.head + table.body]
    if all(len(row) == len(table.columns) for row in cells):
        return [cells]
    return list(map(" ".join, cells))


# --- the ways: each is given a document, gets ready, and returns what makes the file ------------------------------

def reportgen(tree: Document) -> Callable[[], bytes]:
    from reportgen.writers.docx import write
    from reportgen.writers.fonts import fonts_for
    from reportgen.writers.theme import load_theme

    theme = load_theme("modern")
    fonts = fonts_for(tree, theme)
    return lambda: write(tree, theme, fonts)


def table_cell(tree: Document) -> Callable[[], bytes]:
    def fill(document: Any, rows: Sequence[Sequence[str]]) -> None:
        table = document.add_table(len(rows), len(rows[0]))
        for n, texts in enumerate(rows):
            for k, text in enumerate(texts):
                table.cell(n, k).text = text

    return _python_docx(tree, fill)


def add_row(tree: Document) -> Callable[[], bytes]:
    def fill(document: Any, rows: Sequence[Sequence[str]]) -> None:
        table = document.add_table(0, len(rows[0]))
        for texts in rows:
            for cell, text in zip(table.add_row().cells, texts, strict=True):
                cell.text = text

    return _python_docx(tree, fill)


def elements(tree: Document) -> Callable[[], bytes]:
    from docx.oxml import OxmlElement

    def fill(document: Any, rows: Sequence[Sequence[str]]) -> None:
        table = document.add_table(0, len(rows[0]))
        for texts in rows:
            row = OxmlElement("w:tr")
            for text in texts:
                cell, paragraph, run, words = map(OxmlElement, ("w:tc", "w:p", "w:r", "w:t"))
                words.text = text
                run.append(words)
                paragraph.append(run)
                cell.append(paragraph)
                row.append(cell)
            table._tbl.append(row)

    return _python_docx(tree, fill)


def _python_docx(tree: Document, fill: Callable[[Any, Sequence[Sequence[str]]], None]) -> Callable[[], bytes]:
    from docx import Document as Docx

    said = pieces(tree)

    def make() -> bytes:
        document = Docx()
        for piece in said:
            if isinstance(piece, str):
                document.add_paragraph(piece)
            else:
                fill(document, piece)
        return _saved(document)

    return make


def docxtpl(tree: Document) -> Callable[[], bytes]:
    from docx import Document as Docx
    from docxtpl import DocxTemplate

    template = Docx()
    for line in ("{%p for piece in pieces %}", "{%p if piece is string %}", "{{ piece }}", "{%p else %}"):
        template.add_paragraph(line)
    table = template.add_table(3, 3)
    for n, tag in ((0, "{%tr for row in piece %}"), (2, "{%tr endfor %}")):
        table.rows[n].cells[0].text = tag
    for cell, tag in zip(table.rows[1].cells, ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"), strict=True):
        cell.text = tag
    for line in ("{%p endif %}", "{%p endfor %}"):
        template.add_paragraph(line)
    blank, said = io.BytesIO(_saved(template)), pieces(tree)

    def make() -> bytes:
        made = DocxTemplate(blank)
        made.render({"pieces": said}, autoescape=True)
        return _saved(made)

    return make


def pandoc(tree: Document) -> Callable[[], bytes]:
    import subprocess

    import pypandoc

    from reportgen.writers.fonts import fonts_for
    from reportgen.writers.html import write_html
    from reportgen.writers.theme import load_theme

    theme, program = load_theme("modern"), pypandoc.get_pandoc_path()
    page = write_html(tree, theme, fonts_for(tree, theme)).decode()
    words = re.sub(r"<(svg|style|script)\b.*?</\1>|<img[^>]*>|<link[^>]*>", "", page, flags=re.DOTALL).encode()
    return lambda: subprocess.run([program, "-f", "html", "-t", "docx", "-o", "-"], input=words, check=True,
                                  capture_output=True).stdout


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


WAYS = {"reportgen": reportgen, "docxtpl": docxtpl, "pandoc": pandoc, "elements": elements, "add_row": add_row,
        "table_cell": table_cell}


def main(way: str, source: str, target: str) -> None:
    make = WAYS[way](pickle.loads(Path(source).read_bytes()))
    Path("/proc/self/clear_refs").write_text("5")                # the peak is counted from now on
    memory, start = _kilobytes("VmRSS"), time.process_time()
    Path(target).write_bytes(make())
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = time.process_time() - start + children.ru_utime + children.ru_stime
    print(f"{seconds:.3f} {max(_kilobytes('VmHWM') - memory, children.ru_maxrss) / 1024:.0f}")


def _kilobytes(what: str) -> int:
    """What Linux says of this process's memory: "VmRSS" now, "VmHWM" at its peak."""
    return int(re.findall(rf"{what}:\s*(\d+)", Path("/proc/self/status").read_text())[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
