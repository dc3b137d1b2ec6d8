"""The main path: from facts and templates to a report that stands in place, whole, in every language and format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.build.evidence import not_seen
from reportgen.build.excerpt import attach
from reportgen.build.project import Project, Report
from reportgen.build.read import read_report
from reportgen.build.work import Built, Made, Tell, silent
from reportgen.document.walk import facts_printed
from reportgen.checks.parity import check_parity
from reportgen.checks.word import check_word
from reportgen.diagnostics import Diagnostic, MachineError, gather, stop_on_errors
from reportgen.document.nodes import Document
from reportgen.editions.exchange import exchange, recover
from reportgen.limits import Limits, within
from reportgen.messages import say
from reportgen.scrutiny import ORDINARY, Scrutiny
from reportgen.writers import WRITERS
from reportgen.writers.docx.house.told import template_told
from reportgen.writers.fonts import fonts_for
from reportgen.writers.json import write_json
from reportgen.writers.length import complete
from reportgen.writers.theme import Theme

Outputs = dict[str, dict[str, bytes]]  # language → format → bytes


def build(report: Report, project: Project, output: Path | None = None, tell: Tell = silent,
          scrutiny: Scrutiny = ORDINARY) -> Built:
    """Build a report in every language and format; put all of it in place (`output`/<report>) or nothing.

    ReportgenError where something is wrong in the input; MachineError where nothing at all could be written. A format
    that this machine cannot make is left out and told in `Built.missing`.
    """
    folder = (output or project.output) / report.id
    recover(folder)
    made = read_report(report, project, tell, scrutiny)
    warnings, theme = made.warnings, made.theme
    documents = attach({lang: complete(document, theme) for lang, document in made.documents.items()}, made.facts,
                       report, project)
    outputs, missing = write(report, documents, theme, project.limits, tell)
    tell(say("{id}: comparing formats", id=report.id))
    warnings += stop_on_errors(d for lang, document in documents.items() for d in check_parity(document, outputs[lang]))
    house = theme.word.template.span if theme.word.house else None
    word_files = [written["docx"] for written in outputs.values() if "docx" in written]
    warnings += stop_on_errors(d for data in word_files for d in check_word(data, house))
    told = template_told(documents, theme, word_files) if word_files else ()
    files = name_files(report, documents, outputs)
    changed = exchange(folder, files)
    placed = tuple(Made(folder / name, len(data), count_pages(data)) for name, data in files.items())
    return Built(placed, len(printed(documents)), changed, warnings, missing, tuple(not_seen(made.evidence)), told)


def preview(report: Report, project: Project, languages: tuple[str, ...] = (), formats: tuple[str, ...] = (),
            output: Path | None = None, tell: Tell = silent, scrutiny: Scrutiny = ORDINARY) -> Built:
    """Build some languages and formats of a report to `output`/.preview; the report itself stays as it is."""
    return build(report.only(languages, formats), project, (output or project.output) / ".preview", tell,
                 scrutiny)


def write(report: Report, documents: Mapping[str, Document], theme: Theme, limits: Limits,
          tell: Tell) -> tuple[Outputs, tuple[Diagnostic, ...]]:
    """Each document in each format, and a problem for each thing that this machine lacks to make one."""
    outputs: Outputs = {lang: {} for lang in documents}
    problems: list[Diagnostic] = []
    missing: list[Diagnostic] = []
    for lang, document in documents.items():
        with gather(problems):
            fonts = fonts_for(document, theme)
            for name in report.formats:
                tell(say("{id}: writing {lang} {name}", id=report.id, lang=lang, name=name))
                try:
                    with within(limits.write_seconds, "write_seconds", report.languages[lang].span):
                        outputs[lang][name] = WRITERS[name](document, theme, fonts)
                except MachineError as lack:
                    missing.append(lack.diagnostic)
    stop_on_errors(problems)
    if not any(outputs.values()):
        raise MachineError(missing[0].message, missing[0].hint)
    return outputs, tuple(dict.fromkeys(missing))


def name_files(report: Report, documents: Mapping[str, Document], outputs: Outputs) -> dict[str, bytes]:
    """The files of a report's folder by name: the formats, and beside them the tree, the facts and the tables, in a
    folder for each language.
    """
    files: dict[str, bytes] = {}
    for lang, document in documents.items():
        stem = f"{lang}/{report.id}-{report.edition.number}-{lang}"
        files |= {f"{stem}.{name}": data for name, data in outputs[lang].items()}
        files[f"{lang}/document.json"] = write_json(document)
        files |= {f"{lang}/{'facts' if one.relationship == 'Source' else 'tables'}/{one.name}": one.data
                  for one in document.attachments}
    return files


def printed(documents: Mapping[str, Document]) -> set[str]:
    """The ids of the facts that any of the documents prints."""
    return {fact for document in documents.values() for fact in facts_printed(document.blocks)}


def count_pages(data: bytes) -> int:
    """The pages of a PDF; 0 for anything else."""
    if not data.startswith(b"%PDF"):
        return 0
    from pypdfium2 import PdfDocument

    with PdfDocument(data) as pdf:
        return len(pdf)
