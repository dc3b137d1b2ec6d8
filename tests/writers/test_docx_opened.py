"""Other programs open the Word files: LibreOffice, pandoc and python-docx find the words of the tree, in order."""

import io
import json
import re
import subprocess
from dataclasses import replace

import pytest

from reportgen.build.read import read
from reportgen.document.nodes import Note, Text
from reportgen.document.walk import map_inlines, text_units
from reportgen.readers.docx.words import read_words
from reportgen.writers import WRITERS
from reportgen.writers.fonts import fonts_for
from reportgen.writers.length import complete
from reportgen.writers.theme import load_theme
from tests.cases import project_of, templates

LETTERS = re.compile(r"[\W_]+")
COUNTED = ("h1", "h2", "h3", "h4", "li", "note", "contents-entry")     # begin with what the program itself counts
NUMBER = re.compile(r"\s*(\d+(\.\d+)*\.?|[A-Z](\.\d+)+|Annex [A-Z]+|"
                    r"附件[A-Z一二三四五六七八九十]+|[一二三四五六七八九十]+、|"
                    r"（[一二三四五六七八九十]+）|\(\d+\))\s*")
UNTOLD = ("figure",)                                                   # text alternatives are no words of the flow


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The Word file of each case of tests/documents, by name, with its document: (document, path)."""
    made = {}
    folder = tmp_path_factory.mktemp("files")
    for number, file in enumerate(templates()):
        project = project_of([file], tmp_path_factory.mktemp(f"project{number}"))
        report = project.report("case")
        theme = load_theme(report.theme)
        document = complete(read(report, project)[0][file.stem], theme)
        path = folder / f"{file.parent.name}-{file.stem}.docx"
        path.write_bytes(WRITERS["docx"](document, theme, fonts_for(document, theme)))
        made[path.stem] = (document, path)
    assert len(made) >= 24
    return made


@pytest.fixture(scope="module")
def soffice(tmp_path_factory):
    """Calls LibreOffice once for many files: soffice(form, paths, folder)."""
    profile = tmp_path_factory.mktemp("profile")

    def call(program, form, paths, folder):
        subprocess.run([program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", form,
                        "--outdir", str(folder), *map(str, paths)], check=True, capture_output=True, timeout=280)

    return call


def bare(text):
    return LETTERS.sub("", text)


def pieces(document, skipped=()):
    """The words of a document that any program finds, in order, letters and digits alone; counted numbers left out."""
    for unit in text_units(document):
        if unit.role in (*UNTOLD, *skipped):
            continue
        text = unit.text
        if unit.role in COUNTED:
            text = text[found.end():] if (found := NUMBER.match(text)) else text
        yield bare(text)


def without_notes(document):
    """The document without its notes and their marks, which these programs keep apart from the text."""
    return replace(document, blocks=map_inlines(
        document.blocks, lambda node: Text("") if isinstance(node, Note) else node))


def lost(wanted, found):
    """The pieces of `wanted` that are not in `found`, each looked for behind the one before."""
    at = 0
    for piece in wanted:
        place = found.find(piece, at)
        if place < 0:
            yield piece
        else:
            at = place + len(piece)


@pytest.mark.slow
@pytest.mark.needs("soffice")
def test_a_save_by_libreoffice_loses_no_word(files, soffice, program, tmp_path):
    """But it does lose the text alternatives of charts, which are no words on a page."""
    soffice(program("soffice"), "docx", [path for _, path in files.values()], tmp_path)
    changed = {}
    for name, (_, path) in files.items():
        before, after = ([unit for unit in read_words(file.read_bytes()) if unit.role not in UNTOLD]
                         for file in (path, tmp_path / path.name))
        assert len(before) >= 3
        changed[name] = [(a, b) for a, b in zip(before, after, strict=False)
                         if (a.role, bare(a.text)) != (b.role, bare(b.text))][:2] or len(before) - len(after)
    assert {name: what for name, what in changed.items() if what} == {}


@pytest.mark.slow
@pytest.mark.needs("soffice")
def test_libreoffice_shows_the_words_in_order(files, soffice, program, tmp_path):
    soffice(program("soffice"), "txt:Text (encoded):UTF8", [path for _, path in files.values()], tmp_path)
    missing = {name: list(lost(pieces(document, skipped=("note",)), bare(
        tmp_path.joinpath(f"{name}.txt").read_text("utf-8-sig")))) for name, (document, _) in files.items()}
    assert {name: what for name, what in missing.items() if what} == {}


@pytest.mark.slow
@pytest.mark.needs("pandoc")
def test_pandoc_reads_the_words_in_order(files, program):
    """It takes the title out, and puts a caption where it believes its table to begin."""
    missing = {}
    for name, (document, path) in files.items():
        tree = json.loads(subprocess.run([program("pandoc"), "-f", "docx", "-t", "json", str(path)], check=True,
                                         capture_output=True, timeout=120).stdout)
        assert bare("".join(strings(tree["meta"]["title"]["c"]))) == bare(document.meta.title)
        found = bare("".join(strings(tree["blocks"])))
        captions = [bare(unit.text) for unit in text_units(without_notes(document)) if unit.role == "caption"]
        missing[name] = [*lost(pieces(without_notes(document), skipped=("title", "subtitle", "caption")), found),
                         *(caption for caption in captions if caption not in found)]
    assert {name: what for name, what in missing.items() if what} == {}


def strings(node):
    """The words of pandoc's tree, in order; notes stand apart from the text."""
    if isinstance(node, dict):
        if node.get("t") == "Str":
            yield node["c"]
        elif node.get("t") != "Note":
            yield from strings(node.get("c"))
    elif isinstance(node, list):
        for inner in node:
            yield from strings(inner)


def test_python_docx_reads_the_words_in_order(files):
    """It passes over content controls, in one of which the table of contents stands, and over notes."""
    import docx

    missing = {}
    for name, (document, path) in files.items():
        opened = docx.Document(io.BytesIO(path.read_bytes()))
        found = bare("".join(told(opened)))
        wanted = pieces(without_notes(document), skipped=("contents-title", "contents-entry"))
        missing[name] = list(lost(wanted, found))
    assert {name: what for name, what in missing.items() if what} == {}


def told(container):
    from docx.table import Table

    for block in container.iter_inner_content():
        if isinstance(block, Table):
            seen = set()
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.add(cell._tc)
                        yield from told(cell)
        else:
            yield block.text
