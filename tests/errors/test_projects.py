"""Each YAML file in projects/ is one mistake in a whole project and all that its author is told; see README.md."""

import hashlib
from contextlib import chdir
from datetime import date
from pathlib import Path

import pytest
import yaml

from reportgen.build.archive import archive_sources
from reportgen.build.project import open_project
from reportgen.build.read import proofread
from reportgen.diagnostics import ReportgenError, Span
from reportgen.facts.archive import archived, write_lock
from reportgen.readers.paragraphs import read_paragraphs
from reportgen.scrutiny import Scrutiny

FOLDER = Path(__file__).parent
BASE = {path.relative_to(FOLDER / "project").as_posix(): path.read_text("utf-8")
        for path in (FOLDER / "project").rglob("*") if path.is_file()}
CASES = sorted((FOLDER / "projects").glob("*.yaml"))
KEYS = {"files", "archive", "options", "source"}


def read(path):
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


def put(root, case):
    """Write the base project with the case's files over it, and its archive with the lock of it."""
    texts = {name: text.encode() for name, text in case.get("archive", {}).items()}
    lock = {"data/archive.lock": write_lock(locked(name, data) for name, data in texts.items())} if texts else {}
    archive = {f"archive/{name}": data for name, data in texts.items()}
    for name, text in {**BASE, **archive, **lock, **case.get("files", {})}.items():
        if text is not None:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def locked(name, data):
    paragraphs = [paragraph.text for paragraph in read_paragraphs(data, Span(name)).paragraphs]
    return archived(name, hashlib.sha256(data).hexdigest(), paragraphs, 1, len(paragraphs))


def told(root, case):
    """Everything that the program tells of the case."""
    return "\n".join(map(str, diagnostics(root, case)))


def diagnostics(root, case):
    put(root, case)
    try:
        with chdir(root):
            return (archive if case.get("source") else check)(open_project(root), case)
    except ReportgenError as wrong:
        return wrong.diagnostics


def check(project, case):
    """What `reportgen check` warns of, with the case's options."""
    options = case.get("options", {})
    assert not options.get("today") or isinstance(options["today"], date), "today: is a date without quotes"
    return proofread(project.report("case"), project, scrutiny=Scrutiny(**options))


def archive(project, case):
    """What `reportgen source` warns of."""
    asked = case["source"]
    kept = archive_sources(project, [Path(name) for name in asked["files"]], asked.get("from", ""), asked.get("to", ""))
    return [warning for one in kept for warning in one.warnings]


def test_the_cases_are_seen_and_the_base_itself_is_right(tmp_path):
    assert len(CASES) >= 1
    assert told(tmp_path, {}) == ""


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_author_is_told(path, tmp_path):
    case = read(path)
    assert case.keys() <= {"says", "expect", "right"} | KEYS and case["right"].keys() <= KEYS
    assert told(tmp_path, case) == case["expect"].strip()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_is_put_right_is_right(path, tmp_path):
    case = read(path)
    right = {key: {**case.get(key, {}), **case["right"].get(key, {})} for key in KEYS}
    assert told(tmp_path, right) == ""
