"""Give each document the files that travel with it: the facts that it prints, as YAML, and the data of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportgen.build.project import Project
from reportgen.compose.report import Report
from reportgen.document.nodes import Attachment, Chart, Document, Table
from reportgen.document.resolve import citation_order
from reportgen.document.walk import blocks, facts_printed
from reportgen.facts.excerpts import FILE, excerpt, written
from reportgen.facts.excerpts.rows import file_of
from reportgen.facts.model import FactBase, localized
from reportgen.locales import words
from reportgen.writers.table_csv import write_tables

YAML, CSV = "application/yaml", "text/csv"


def attach(documents: Mapping[str, Document], facts: FactBase, report: Report,
           project: Project) -> dict[str, Document]:
    """The documents with their attachments: `facts.yaml`, what lies beside it, and a CSV of each table and chart."""
    files = written(project.inputs, report.facts)
    return {lang: replace(document, attachments=(
        *_facts(document, excerpt(files, facts, facts_printed(document.blocks), citation_order(document.blocks),
                                  _head(document)), facts), *_tables(document)))
            for lang, document in documents.items()}


def _head(document: Document) -> str:
    said = words(document.meta.lang)
    return said["excerpt_head"].format(title=document.meta.title, issue=said["issue"].format(n=document.meta.number))


def _facts(document: Document, made: Mapping[str, bytes], facts: FactBase) -> Iterator[Attachment]:
    said, titles = words(document.meta.lang), {file_of(id): one.title for id, one in facts.datasets.items()}
    for name, data in made.items():
        if name == FILE:
            yield Attachment(name, YAML, data, said["attached_facts"], "Source")
        else:
            title = localized(titles[name], document.meta.lang)
            yield Attachment(name, CSV, data, said["attached_rows"].format(title=title), "Source")


def _tables(document: Document) -> list[Attachment]:
    labels = {f"{block.id}.csv": block.label for block in blocks(document.blocks) if isinstance(block, Table | Chart)}
    told = words(document.meta.lang)["attached_table"]
    return [Attachment(name, CSV, data, told.format(label=labels.get(name) or name))
            for name, data in write_tables(document).items()]
