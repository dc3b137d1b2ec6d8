"""Each file below tests/hostile is one attack, and says what must become of it; see tests/hostile/README.md."""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
import yaml
from pypdf import PdfReader

from reportgen.build.build import build
from reportgen.build.project import open_project
from reportgen.diagnostics import ReportgenError
from tests.houses import A4, NS, package, sheet, style

FOLDER = Path(__file__).parent / "hostile"
FACTS = Path(__file__).parent / "errors" / "template_facts" / "facts.yaml"
CASES = sorted(path for path in FOLDER.glob("*/*") if path.is_file())
KINDS = {".md": "t.md", ".html": "t.html", ".yaml": "facts/case.yaml", ".svg": "picture.svg"}
TEMPLATES = {".yaml": "{{ sweep.title }}\n", ".svg": "![A picture](picture.svg)\n"}
SAYS = re.compile(r"^[\s#{<!-]*(expect|says|never|limits|formats|template): (.*?)\s*(?:#\}|-->)?$", re.MULTILINE)
TOLD = re.compile(r"^(?:(\S[^\n]*?:\d+:\d+): )?error: .*\[([\w-]+)\]$", re.MULTILINE)
SECRET = "THE-SECRET-BESIDE-THE-PROJECT"
NEVER = (SECRET, "root:x:", "\x00", *map(chr, range(0xE000, 0xE020)))
NO_MARKUP = ("<script", "javascript:", "file:///")         # which in document.json would be mere words
PROJECT = """\
limits: {limits}
reports:
  case:
    title: {{en: Sample}}
    facts: facts
    languages: {{en: {template}}}
    formats: [{formats}]
    edition: {{date: 2016-04-30}}
"""


def recipe(path):
    """What a case says: expect, says and never as lists, and its files by name."""
    text = path.read_text("utf-8")
    if path.suffix == ".case":
        said = yaml.safe_load(text)
        return {name: [value] if isinstance(value, str) and name in ("expect", "says", "never") else value
                for name, value in said.items()}
    said = {"expect": [], "says": [], "never": []}
    for name, value in SAYS.findall(text):
        said[name] = [*said[name], value] if name in said and isinstance(said[name], list) else value
    said["files"] = {KINDS[path.suffix]: text}
    said.setdefault("template", TEMPLATES.get(path.suffix))
    return said


def content(piece):
    """The bytes that a recipe describes."""
    match piece:
        case str():
            return piece.encode()
        case list():
            return b"".join(map(content, piece))
        case {"hex": digits}:
            return bytes.fromhex(digits)
        case {"text": text, "as": encoding}:
            return text.encode(encoding)
        case {"times": count, "of": inner}:
            return content(inner) * count
        case {"deflate": inner}:
            return zlib.compress(content(inner))
        case {"chunk": kind, "of": inner}:
            data = kind.encode() + content(inner)
            return (len(data) - 4).to_bytes(4, "big") + data + zlib.crc32(data).to_bytes(4, "big")
        case {"house": parts}:
            return house(parts)
    raise AssertionError(f"no such piece: {piece}")


def house(parts):
    """A Word file with a head; `parts` are put over its own, and `body` and `head` into them."""
    said = {name: content(parts.get(name, "")).decode() for name in ("body", "head")}
    relations = [("rIdH", "header", "header1.xml", ""), *(tuple(each) for each in parts.get("relations", ()))]
    whole = package(f"{said['body']}{sheet(*A4, (1440,) * 4, ('header', 'default', 'rIdH'))}",
                    style("a", "Normal", default=True), {"header1.xml": f"<w:hdr {NS}>{said['head']}<w:p/></w:hdr>"},
                    relations)
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as own, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        own_parts = {name: own.read(name) for name in own.namelist()}
        for name, piece in {**own_parts, **parts.get("parts", {})}.items():
            file.writestr(name, piece if isinstance(piece, bytes) else content(piece))
    return made.getvalue()


def lay_out(case, folder):
    """The project of a case below `folder`, with something secret beside it."""
    for name in ("secret.md", "secret.svg", "secret.yaml"):
        (folder / name).write_text(SECRET, "utf-8")
    root = folder / "project"
    template = next((name for name in case["files"] if name in ("t.md", "t.html")), "t.md")
    formats, limits = case.get("formats", "html, docx"), case.get("limits", "{}")
    files = {"facts/facts.yaml": FACTS.read_text("utf-8"), template: case.get("template") or "Text\n",
             "reportgen.yaml": PROJECT.format(template=template, formats=formats, limits=limits)}
    if "ours.docx" in case["files"]:
        files["reportgen.yaml"] += "    word: {template: ours.docx}\n"
    for name, piece in {**files, **case["files"]}.items():
        place = root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        match piece:
            case {"link": target}:
                place.symlink_to(target)
            case {"fifo": _}:
                os.mkfifo(place)
            case {"folder": _}:
                place.mkdir()
            case _:
                place.write_bytes(content(piece))
    return root


def built_here(root):
    """What a build in this process tells, and the files it makes."""
    try:
        project = open_project(root)
        for report in project.reports.values():
            build(report, project)
    except ReportgenError as refused:
        return str(refused)
    return ""


def built_in_child(root):
    """What the command line tells, which holds the project's limits; nothing is written."""
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1]), "REPORTGEN_LANGUAGE": "en", "LANG": "C"}
    done = subprocess.run([sys.executable, "-m", "reportgen", "check"], cwd=root, env=environment, text=True,
                          capture_output=True, encoding="utf-8")
    assert done.returncode == (1 if "error: " in done.stderr else 0), done.stderr
    return done.stderr


def words_of(path):
    """Everything that can be read in an output, markup included."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist()
                           if name.endswith((".xml", ".rels")))
    if path.suffix == ".pdf":
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    text = data.decode("utf-8")
    return json.dumps(json.loads(text), ensure_ascii=False) if path.suffix == ".json" else text


def test_the_cases_are_seen():
    assert len(CASES) >= 150
    assert {path.parent.name for path in CASES} >= {"yaml", "templates", "html", "svg", "pictures", "names", "csv",
                                                      "houses"}


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_must_happen_happens(path, tmp_path):
    case = recipe(path)
    assert case["expect"], "the case does not say what must happen"
    if os.name == "nt" and any(isinstance(piece, dict) and {"link", "fifo"} & set(piece)
                               for piece in case["files"].values()):
        pytest.skip("this system has no such files")
    root = lay_out(case, tmp_path)
    said = built_in_child(root) if case.get("limits") else built_here(root)
    own = KINDS.get(path.suffix, "")
    told = [f"{(place or '').removeprefix(own + ':')} [{rule}]".strip() for place, rule in TOLD.findall(said)]
    if case["expect"][0].startswith("somewhere "):
        told = [f"somewhere [{rule}]" for _, rule in TOLD.findall(said)]
    *foretold, last = case["expect"]
    if last == "…":
        assert told[:len(foretold)] == foretold and len(told) > len(foretold), said
    else:
        assert (told or ["builds"]) == case["expect"], said
    outputs = [file for file in root.glob("output/*/*/*") if file.suffix in (".html", ".pdf", ".docx", ".json")]
    assert bool(outputs) == (case["expect"] == ["builds"])
    words = {file.name: words_of(file) for file in outputs}
    assert [(name, one) for name, text in words.items() for one in case.get("says", ()) if one not in text] == []
    never = (*NEVER, *case.get("never", ()))
    assert [(name, one) for name, text in words.items() for one in never if one in text] == []
    marked = {name: text for name, text in words.items() if name.endswith((".html", ".docx"))}
    assert [(name, one) for name, text in marked.items() for one in NO_MARKUP if one in text] == []
