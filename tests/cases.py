"""Make a project of a case of tests/documents, and every document there is to be tested with, for all tests that do."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from shutil import copytree

from reportgen.build.new import KINDS, new_project
from reportgen.build.project import Project, open_project
from reportgen.build.read import read
from reportgen.document.nodes import Document
from reportgen.writers.length import complete
from reportgen.writers.theme import Theme, load_theme, themes

ROOT = Path(__file__).parents[1]

CASES = Path(__file__).parent / "documents"
PROJECT = """
reports:
  case:
    title: {zh: 示例, en: Sample}
    office: {zh: 示例单位, en: Sample office}
    facts: case
    languages: {LANGUAGES}
    edition: {EDITION}
"""
EDITION = "{date: 2016-04-30, contact: {zh: 示例联系人, en: the sample desk}}"


def templates() -> list[Path]:
    """The templates of all cases, one for each language of each."""
    return [file for file in sorted(CASES.glob("*/*.*"))
            if file.suffix in (".md", ".html") and (file.parent / "facts.yaml").exists()]


def project_of(files: Sequence[Path], folder: Path) -> Project:
    """A project in `folder` with one report, "case": these templates of one case, each named after its language."""
    copytree(files[0].parent, folder / "case")
    own = files[0].parent / "edition.txt"
    edition = own.read_text("utf-8").strip() if own.exists() else EDITION
    languages = ", ".join(f"{file.stem}: case/{file.name}" for file in files)
    (folder / "reportgen.yaml").write_text(
        PROJECT.replace("LANGUAGES", languages).replace("{EDITION}", edition), encoding="utf-8")
    return open_project(folder)


def every_document(folder: Path) -> Iterator[tuple[str, Document, Theme]]:
    """The briefing in every theme, the samples, every document of tests/documents, each with a name.

    Projects are made in `folder`.
    """
    briefing = open_project(ROOT)
    documents, _ = read(briefing.report("gms_drug_control"), briefing)
    for name in themes():
        for lang, document in documents.items():
            yield f"briefing-{name}-{lang}", complete(document, load_theme(name)), load_theme(name)
    modern = load_theme("modern")
    for kind in KINDS:
        new_project(folder / kind, ("en", "zh-CN"), kind)
        project = open_project(folder / kind)
        for report in project.reports.values():
            for lang, document in read(report, project)[0].items():
                yield f"{kind}-{lang}", complete(document, modern), modern
    for case, files in groupby(templates(), key=lambda file: file.parent):
        project = project_of(list(files), folder / case.name)
        for lang, document in read(project.report("case"), project)[0].items():
            yield f"{case.name}-{lang}", complete(document, modern), modern
