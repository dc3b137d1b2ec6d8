"""Make a project of a case of tests/documents, for all tests that build them."""

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

from reportgen.build.project import Project, open_project

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
