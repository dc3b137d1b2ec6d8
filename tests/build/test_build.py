"""The main path: prove first, then put in place."""

import shutil

import pytest

from reportgen import build_report, open_project
from reportgen.build.build import build
from reportgen.diagnostics import ReportgenError
from reportgen.writers import WRITERS


def state(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def folder(repository, tmp_path):
    """A project of one report in two languages, as HTML only, that was built."""
    made = shutil.copytree(repository / "tests/projects/crops", tmp_path / "p", ignore=shutil.ignore_patterns("output"))
    edit(made / "reportgen.yaml", "    edition:", "    formats: [html]\n    edition:")
    build_report(open_project(made), "crops")
    return made


def test_a_writer_that_loses_something_stops_the_build_and_what_was_there_stays(folder, monkeypatch):
    before = state(folder / "output")
    edit(folder / "t/en.md", "They tried", "The growers tried")
    sound = WRITERS["html"]
    monkeypatch.setitem(WRITERS, "html", lambda *given: sound(*given).replace(b"growers", b"people"))
    with pytest.raises(ReportgenError) as raised:
        build_report(open_project(folder), "crops")
    assert [(d.rule, d.span.file) for d in raised.value.diagnostics] == [("parity", "t/en.md")]
    assert state(folder / "output") == before


def test_what_no_font_has_is_told_for_every_language_in_one_pass(folder):
    before = state(folder / "output")
    edit(folder / "t/en.md", "They tried", "They tried \u13a0")
    edit(folder / "t/zh.md", "试种", "试种\u13a1")
    with pytest.raises(ReportgenError) as raised:
        build_report(open_project(folder), "crops")
    assert {d.span.file for d in raised.value.diagnostics} == {"t/en.md", "t/zh.md"}
    assert state(folder / "output") == before


def test_a_build_that_fails_still_mends_what_a_killed_one_left(folder):
    before = state(folder / "output" / "crops")
    (folder / "output" / "crops").rename(folder / "output" / ".crops.old")
    edit(folder / "t/en.md", "{{ crops }}", "{{ corps }}")
    with pytest.raises(ReportgenError):
        build_report(open_project(folder), "crops")
    assert state(folder / "output" / "crops") == before


def test_a_language_that_is_no_longer_wanted_leaves_no_files_behind(folder):
    edit(folder / "reportgen.yaml", "{zh-CN: t/zh.md, en: t/en.md}", "{en: t/en.md}")
    build_report(open_project(folder), "crops")
    assert set(state(folder / "output" / "crops")) == {
        "en/crops-1-en.html", "en/document.json", "en/facts/facts.yaml", ".made.json"}


def test_each_step_is_told(folder):
    project = open_project(folder)
    told = []
    built = build(project.report("crops"), project, tell=told.append)
    assert built.changed is False
    assert told == ["crops: reading facts", "crops: composing zh-CN", "crops: composing en",
                    "crops: writing zh-CN html", "crops: writing en html", "crops: comparing formats"]
