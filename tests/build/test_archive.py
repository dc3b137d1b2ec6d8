"""Source texts are archived: copied once, never replaced, all or none; and a person is shown what to cite."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from reportgen.build.archive import archive_sources, lock_name
from reportgen.build.listing import rows, stub, told
from reportgen.build.project import open_project
from reportgen.diagnostics import MachineError, ReportgenError, WrongUsage
from reportgen.facts.archive import read_lock

ROOT = Path(__file__).resolve().parents[2]
BODY = ["样例的第一段，说明调查在何时何地进行，由谁进行。",
        "第二段列出数字：案件8919起。", "第三段到此结束，别无他意。"]
TEXT = "\n".join(["题目一则", "2016-04-19", *BODY, "编辑：某某"])


@pytest.fixture
def project(tmp_path):
    shutil.copytree(ROOT / "tests/projects/crops", tmp_path / "p", ignore=shutil.ignore_patterns("output"))
    return open_project(tmp_path / "p")


@pytest.fixture
def text(tmp_path):
    """A function that writes a file outside the project."""
    def write(name="article.txt", content=TEXT):
        path = tmp_path / "elsewhere" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def state(project):
    return {path.relative_to(project.root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in project.root.rglob("*") if path.is_file()}


def locked(project):
    return read_lock((project.root / lock_name(project)).read_text("utf-8"), "l")


def refused(project, files, *words):
    before = state(project)
    with pytest.raises((ReportgenError, MachineError)) as caught:
        archive_sources(project, files, *words)
    assert state(project) == before
    return [d.rule for d in caught.value.diagnostics]


def numbered(kept):
    return [(row.mark, row.text) for row in rows(kept) if row.number]


def test_a_text_from_elsewhere_is_copied_and_its_body_found_and_locked(project, text):
    kept, = archive_sources(project, [text()])
    assert (project.root / "archive/article.txt").read_text("utf-8") == TEXT
    assert numbered(kept) == [("¶1", BODY[0]), ("¶2", BODY[1]), ("¶3", BODY[2])]
    lock = locked(project)["article.txt"]
    assert (lock.first.paragraph, lock.last.paragraph) == (3, 5)
    assert set(locked(project)) == {"article.txt"}
    assert [path.name for path in (project.root / "archive").iterdir()] == ["article.txt"]


def test_a_second_run_changes_nothing(project, text):
    archive_sources(project, [text()])
    before = state(project)
    again = archive_sources(project, [project.root / "archive/article.txt", text()])
    assert state(project) == before
    assert len(again) == 1
    assert again[0].before == again[0].lock and not again[0].proposed


def test_the_body_is_where_the_words_say_and_stays_there(project, text):
    path = text()
    archive_sources(project, [path], "第二段 列出", "８９１９起。")
    assert (locked(project)["article.txt"].first.paragraph, locked(project)["article.txt"].last.paragraph) == (4, 4)
    kept, = archive_sources(project, [path])
    assert numbered(kept) == [("¶1", BODY[1])]
    kept, = archive_sources(project, [path], "", "编辑：某某")
    assert [mark for mark, _ in numbered(kept)] == ["¶1", "¶2", "¶3"]
    assert not any("All ¶ numbers" in line for line in told(kept, "l"))
    kept, = archive_sources(project, [path], "题目", "")
    assert numbered(kept)[0] == ("¶1", "题目一则")
    assert any("All ¶ numbers have changed" in line for line in told(kept, "l"))


@pytest.mark.parametrize(("words", "rule"), [
    (("没有此话", ""), "no-such-words"), (("调查在何时", ""), "no-such-words"), (("第", ""), "ambiguous-words"),
    (("第三段", "第二段"), "no-such-words"), (("", "。"), "ambiguous-words")])
def test_words_that_fit_none_or_several_paragraphs_are_refused(project, text, words, rule):
    assert refused(project, [text()], *words) == [rule]


def test_words_for_several_files_are_wrong_usage(project, text):
    with pytest.raises(WrongUsage):
        archive_sources(project, [text(), text("b.txt")], "第二段")


def test_another_text_never_replaces_one_of_its_name(project, text):
    archive_sources(project, [text()])
    assert refused(project, [text(content=TEXT + "。")]) == ["drifted"]
    (project.root / "archive/article.txt").unlink()
    assert refused(project, [text(content=TEXT + "。")]) == ["drifted"]
    archive_sources(project, [text()])
    assert (project.root / "archive/article.txt").exists()


def test_a_text_changed_in_the_archive_is_refused(project, text):
    archive_sources(project, [text()])
    (project.root / "archive/article.txt").write_text(TEXT.replace("8919", "8916"), "utf-8")
    assert refused(project, [project.root / "archive/article.txt"]) == ["drifted"]
    assert refused(project, [text()]) == ["drifted"]


def test_a_text_that_lies_unlocked_in_the_archive_is_not_replaced(project, text):
    (project.root / "archive").mkdir()
    (project.root / "archive/article.txt").write_text("别的内容。", "utf-8")
    assert refused(project, [text()]) == ["drifted"]
    archive_sources(project, [project.root / "archive/article.txt"])
    assert list(locked(project)) == ["article.txt"]


def test_all_files_or_none_and_every_mistake_at_once(project, text):
    assert refused(project, [text(), text("bad.pdf", b"x"), text("none.txt", b"")]) == [
        "wrong-source-type", "empty-source"]
    assert not (project.root / "archive").exists()
    archive_sources(project, [text(), text("second.html", "<h1>x</h1><p>One sentence of a sample page.</p>")])
    assert sorted(locked(project)) == ["article.txt", "second.html"]


def test_two_files_of_one_name_are_refused(project, text, tmp_path):
    (tmp_path / "article.txt").write_text("别的内容。", "utf-8")
    assert refused(project, [text(), tmp_path / "article.txt"]) == ["same-name"]


def test_a_file_in_a_folder_of_the_archive_keeps_its_place(project):
    path = project.root / "archive/2016/article.txt"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, "utf-8")
    kept, = archive_sources(project, [path])
    assert (kept.path, list(locked(project))) == ("archive/2016/article.txt", ["2016/article.txt"])


def test_where_the_lock_cannot_be_written_the_copies_are_taken_away(project, text):
    (project.root / lock_name(project)).mkdir()
    with pytest.raises(MachineError, match="nothing was archived"):
        archive_sources(project, [text(), text("b.txt")])
    assert list((project.root / "archive").iterdir()) == []


def test_a_broken_lock_is_told_and_left_alone(project, text):
    (project.root / lock_name(project)).write_text('"a.txt": {sha256: 1}\n', "utf-8")
    assert "missing-key" in refused(project, [text()])


def test_an_archive_outside_the_project_is_refused(project, text):
    (project.root / "archive").symlink_to(project.root.parent)
    assert refused(project, [text()]) == ["outside-project"]


def test_the_lock_lies_in_the_folder_that_holds_the_facts_of_all_reports(project):
    from dataclasses import replace

    report = next(iter(project.reports.values()))
    for facts, place in ((["data"], "data/"), (["data/a", "data/b"], "data/"), (["a", "b"], ""), (["d/f.yaml"], "d/")):
        reports = {name: replace(report, facts=name) for name in facts}
        assert lock_name(replace(project, reports=reports)) == f"{place}archive.lock"


def test_the_entry_to_paste_is_yaml_and_is_given_until_a_source_names_the_text(project, text):
    kept, = archive_sources(project, [text('样例 "x": {1}.txt')])
    entry = yaml.safe_load(stub(kept, project))["sources"]
    assert list(entry) == ["样例_x_1"]
    source = entry["样例_x_1"]
    assert (source["title"]["zh"], source["language"], source["archive"]) == ("题目一则", "zh-CN", '样例 "x": {1}.txt')
    name = json.dumps(kept.lock.name, ensure_ascii=False)
    (project.root / "data/more.yaml").write_text(f"sources:\n  s: {{archive: {name}}}\n", "utf-8")
    assert stub(kept, open_project(project.root)) == ""


# --- the command --------------------------------------------------------------------------------------------------

def run(folder, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "REPORTGEN_DEBUG": "", "LANGUAGE": "en"}
    return subprocess.run([sys.executable, "-m", "reportgen", "source", *arguments], cwd=folder, env=environment,
                          capture_output=True, encoding="utf-8", timeout=120)


def test_the_command_prints_numbered_paragraphs_one_a_line(project, text):
    done = run(project.root / "data", str(text()))
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[:6] == [
        "–   题目一则", "–   2016-04-19", *(f"¶{n}  {t}" for n, t in enumerate(BODY, 1)), "–   编辑：某某"]
    assert any("archive/article.txt: archived" in line for line in lines)
    assert "sources:" in lines


def test_the_command_gives_json_with_the_problems(project, text):
    done = run(project.root, "--json", str(text()))
    found = json.loads(done.stdout)
    assert (done.returncode, found["problems"]) == (0, [])
    assert [p["number"] for p in found["texts"][0]["paragraphs"]] == [None, None, 1, 2, 3, None]
    done = run(project.root, "--json", str(text("empty.txt", b"")))
    assert (done.returncode, json.loads(done.stdout)["problems"][0]["rule"]) == (1, "empty-source")


def test_the_command_tells_a_missing_file_as_wrong_usage(project):
    done = run(project.root, "nothing.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "missing-file" in done.stderr and "Traceback" not in done.stderr
