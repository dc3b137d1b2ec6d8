import json
import shutil

import pytest

from reportgen.cli.returned import _plainly
from tests.test_cli import project_in, run
from tests.word_edits import Edited, text_of


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project that was built, with its Word file edited, and that file as it was."""
    folder = project_in(tmp_path_factory.mktemp("read") / "project")
    assert run(folder, "build", "--format", "docx", "-o", str(folder / "out")).returncode == 0
    made = next(folder.joinpath("out").rglob("*en.docx"))
    edited = Edited(made.read_bytes())
    mark = next(one for one in edited.document.iter() if one.tag.endswith("bookmarkStart")
                and any(value.startswith("f1_") for value in one.attrib.values()))
    name = next(value for value in mark.attrib.values() if value.startswith("f1_"))
    edited.fact(name, "77")
    made.with_name("edited.docx").write_bytes(edited.bytes())
    return folder, made, made.with_name("edited.docx")


def test_an_unedited_file_says_nothing_has_changed(project):
    folder, made, _ = project
    done = run(folder, "read", str(made))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "Nothing has changed.")


def test_changes_are_told_and_are_no_failure(project):
    folder, _, edited = project
    done = run(folder, "read", str(edited))
    assert done.returncode == 0
    assert "is now “77”, which reads as 77" in done.stdout


def test_a_figure_is_told_as_people_write_it():
    assert [_plainly(said) for said in ("gt 460 {person}", "9000 {case}", "May 2022", "77")] == [
        "> 460 person", "9000 case", "May 2022", "77"]


def test_json_has_the_documented_shape(project):
    folder, _, edited = project
    told = json.loads(run(folder, "read", str(edited), "--json").stdout)
    assert list(told) == ["file", "report", "edition", "lang", "unchanged", "unmarked", "facts", "prose", "comments",
                          "tracked", "formatting", "notes"]
    [fact] = told["facts"]
    assert list(fact) == ["id", "kind", "value", "unchanged", "prints"]
    assert fact["prints"][0]["now"] == "77"


def test_a_file_is_read_outside_of_a_project_too(project, tmp_path):
    shutil.copy(project[2], tmp_path / "edited.docx")
    done = run(tmp_path, "read", "edited.docx")
    assert done.returncode == 0
    assert "There is no project here" in done.stdout
    assert "is now “77”" in done.stdout


def test_what_cannot_be_read_is_an_error_with_its_place(project, tmp_path):
    tmp_path.joinpath("words.docx").write_text("plain words")
    done = run(tmp_path, "read", "words.docx")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith("words.docx:1:1: error: this is no Word file")
    done = run(tmp_path, "read", "none.docx")
    assert (done.returncode, "none.docx" in done.stderr) == (1, True)


def test_what_a_terminal_would_obey_is_shown_instead(project, tmp_path):
    edited = Edited(project[1].read_bytes())
    first = next(one for one in edited.paragraphs() if len(text_of(one)) > 3)
    edited.comment(text_of(first)[:3], "Look\u009b2J\u202ehere", author="Sample\n  Editor")
    tmp_path.joinpath("returned.docx").write_bytes(edited.bytes())
    done = run(tmp_path, "read", "returned.docx")
    assert "Look\\u009b2J\\u202ehere" in done.stdout
    assert "Sample   Editor" in done.stdout
    done = run(tmp_path, "read", "returned.docx", "--json")
    assert "Look\\u009b2J\\u202ehere" in done.stdout
    assert json.loads(done.stdout)["comments"][0]["text"] == "Look\u009b2J\u202ehere"
