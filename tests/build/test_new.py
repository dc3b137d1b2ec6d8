"""New projects: each sample builds in each choice of languages; nobody's files are touched, nothing is half made."""

import os
import re
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from reportgen import locales
from reportgen.build import written
from reportgen.build.build import build
from reportgen.build.new import KINDS, SCHEMAS, new_project, project_files
from reportgen.build.project import open_project
from reportgen.build.read import proofread, read
from reportgen.diagnostics import MachineError, ReportgenError, WrongUsage
from reportgen.document.nodes import Callout, Chart, Claim, KeyFigures, Masthead, Table, Timeline
from reportgen.document.walk import text_units

ROOT = Path(__file__).parents[2]
LANGUAGES = [("zh-CN", "en"), ("en", "zh-CN"), ("en",), ("zh",), ("en-GB", "zh-CN", "en")]
MARKED = {"zh": "样例", "en": "Sample"}
SOURCE = {"zh": "样例：虚构，并非真实来源。", "en": "Sample: made up, no real source."}


def made(tmp_path, languages=("en", "zh-CN"), kind="briefing", name="river"):
    new_project(tmp_path / name, languages, kind)
    project = open_project(tmp_path / name)
    (report,) = project.reports.values()
    return report, project


def refused(tmp_path, folder, languages=("en",), kind="briefing"):
    """The rules that are told, once nothing was found to be written."""
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ReportgenError) as caught:
        new_project(folder, languages, kind)
    assert sorted(tmp_path.rglob("*")) == before
    return [found.rule for found in caught.value.diagnostics]


# --- the samples --------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("languages", LANGUAGES, ids="+".join)
def test_a_sample_has_no_problem_in_any_choice_of_languages(tmp_path, kind, languages):
    report, project = made(tmp_path, languages, kind)
    assert tuple(report.languages) == languages
    assert proofread(report, project) == ()


@pytest.mark.slow
@pytest.mark.needs("pango")
@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_builds_in_all_formats(tmp_path, kind):
    built = build(*made(tmp_path, kind=kind))
    assert (built.warnings, built.missing) == ((), ())
    assert {file.path.suffix for file in built.files} == {".html", ".pdf", ".docx", ".json", ".csv", ".yaml"}
    assert built.facts > 10


@pytest.mark.parametrize(("kind", "blocks"), [
    ("briefing", {Masthead, KeyFigures, Callout, Claim, Chart, Table, Timeline}),
    ("situation-report", {Masthead, KeyFigures, Callout, Claim, Chart, Table, Timeline}),
    ("country-profile", {Masthead, Callout, Claim, Chart, Table, Timeline}),
])
def test_the_languages_of_a_sample_have_the_same_shape(tmp_path, kind, blocks):
    report, project = made(tmp_path, kind=kind)
    english, chinese = ([type(block) for block in document.blocks] for document in read(report, project)[0].values())
    assert english == chinese
    assert blocks <= set(english)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_says_that_it_is_one_in_its_heads_its_text_its_sources_and_its_yaml(tmp_path, kind):
    report, project = made(tmp_path, kind=kind)
    documents, _ = read(report, project)
    for lang, document in documents.items():
        mark = MARKED[lang[:2]]
        assert mark.upper() in report.marking(lang).upper()
        callout = next(block for block in document.blocks if isinstance(block, Callout))
        assert mark in callout.title[0].text
        assert mark in report.title(lang) and mark in report.office(lang)
        assert sum(SOURCE[lang[:2]] in unit.text for unit in text_units(document)) == 2
    files = [path for path in (project.root / "data").glob("*.yaml") if path.name != "measures.yaml"]
    assert len(files) > 4
    assert [path.name for path in files if not path.read_text("utf-8").splitlines()[1].startswith("# SAMPLE")] == []
    sources = (project.root / "data/sources.yaml").read_text("utf-8")
    assert sources.count("descriptor:") == sources.count(SOURCE["en"]) == 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("languages", "foreign"), [(("en",), r"[\u3400-\u9fff⟦⟧]"), (("zh-CN",), r"\ben: |[⟦⟧]"),
                                                    (("en", "zh-CN"), r"[⟦⟧]")])
def test_a_project_holds_its_own_languages_alone(kind, languages, foreign):
    texts = {name: data.decode() for name, data in project_files("river", languages, kind).items()}
    assert {"reportgen.yaml", "README.md", ".gitignore", ".editorconfig", ".vscode/settings.json",
            ".vscode/extensions.json", "data/sources.yaml"} <= set(texts)
    assert [f"{name}: {line}" for name, text in texts.items() for line in text.splitlines()
            if re.search(foreign, line) and not name.startswith(SCHEMAS)] == []


def test_the_first_language_is_the_one_of_comments_and_sources():
    english, chinese = (project_files("river", languages, "briefing")["data/sources.yaml"].decode()
                        for languages in LANGUAGES[1::-1])
    assert "language: en " in english and "# SAMPLE." in english and "样例河年度报告" in english
    assert "language: zh-CN " in chinese and "# 样例。" in chinese and "Sample River yearly report" in chinese


def test_every_language_of_the_program_has_samples():
    samples = ROOT / "reportgen" / "samples"
    assert {path.name for path in samples.rglob("*.md")} == {
        f"{before}{lang}.md" for lang in locales.languages() for before in ("", "README.")}
    assert len(list(samples.rglob("*.md"))) == len(locales.languages()) * (len(KINDS) + 1)


@pytest.mark.parametrize("languages", [("en",), ("zh",)])
def test_every_key_of_a_project_file_stands_in_the_sample_with_a_comment(languages):
    lines = project_files("river", languages, "briefing")["reportgen.yaml"].decode().splitlines()
    shown = (written.ExceptionEntry, written.DistributionEntry, written.WordEntry)     # each in a comment
    models = {*written._Written.__subclasses__()} - {*shown}
    keys = {key for model in models for key in model.model_fields}
    assert all(f"{key}: " in "\n".join(lines) for model in shown for key in model.model_fields)
    assert {"archive", "limits", "marking", "distribution", "compose_seconds"} <= keys
    told = {line.split(":")[0].strip() for before, line in pairwise(lines)
            if re.match(r" *\w+:", line) and (before.strip().startswith("#") or " # " in line)}
    assert keys - told == set()


# --- its name and place -------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("name", "id"), [("river", "river"), ("week-12", "week-12"), ("港口简报", "港口简报"),
                                          ("my river", "briefing"), ("río.2026", "briefing"), ("CON", "briefing"),
                                          ("no", "no"), ("2026", "2026"), ("#1", "briefing"), ("a" * 61, "briefing"),
                                          ("-l", "briefing"), ("⟦title⟧", "briefing")])
def test_the_report_is_named_after_the_folder_where_that_is_a_safe_name(tmp_path, name, id):
    report, project = made(tmp_path, ("en",), name=name)
    assert report.id == id
    assert proofread(report, project) == ()


def test_folders_above_are_made_and_an_empty_one_or_a_link_to_one_is_filled(tmp_path):
    assert made(tmp_path, name="new/里 面/river")[1].root == tmp_path / "new/里 面/river"
    (tmp_path / "empty").mkdir()
    assert made(tmp_path, name="empty")[0].id == "empty"
    (tmp_path / "target").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "target", target_is_directory=True)
    assert made(tmp_path, name="link")[1].root == tmp_path / "target"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "link", "new", "target"]


@pytest.mark.parametrize("there", ["notes.txt", ".git/config", "data/facts.yaml"])
def test_a_folder_that_holds_anything_is_left_alone(tmp_path, there):
    (tmp_path / "mine" / there).parent.mkdir(parents=True)
    (tmp_path / "mine" / there).write_text("mine")
    assert refused(tmp_path, tmp_path / "mine") == ["not-empty"]


@pytest.mark.parametrize("name", ["file", "file/river"])
def test_a_file_is_no_folder(tmp_path, name):
    (tmp_path / "file").write_text("mine")
    assert refused(tmp_path, tmp_path / name) == ["not-a-folder"]


def test_no_project_is_made_inside_another_or_where_one_stands(tmp_path, monkeypatch):
    made(tmp_path, name="outer")
    assert refused(tmp_path, tmp_path / "outer" / "data" / "inner") == ["inside-project"]
    assert refused(tmp_path, tmp_path / "outer") == ["not-empty"]
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert refused(tmp_path, Path(".")) == ["in-use"]


def test_all_that_is_not_known_is_told_at_once(tmp_path):
    with pytest.raises(WrongUsage) as caught:
        new_project(tmp_path / "x", ("zh_CN", "en", "fr"), "breifing")
    told = [(found.rule, found.hint) for found in caught.value.diagnostics]
    assert told[0] == ("unknown-language", 'did you mean "zh-CN"?')
    assert [rule for rule, _ in told] == ["unknown-language", "unknown-language", "unknown-kind"]
    assert told[2][1] == 'did you mean "briefing"?'
    assert not (tmp_path / "x").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc, where nobody may make a folder")
def test_what_the_system_refuses_is_told_and_leaves_nothing(tmp_path):
    with pytest.raises(MachineError, match="could not be written"):
        new_project(tmp_path / ("x" * 300), ("en",), "briefing")
    with pytest.raises(MachineError, match="could not be written"):
        new_project(Path("/proc/river"), ("en",), "briefing")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="a process is killed by a POSIX signal")
def test_killed_half_way_there_is_no_project_and_the_next_run_makes_one(tmp_path):
    """A file of the new project is held up, as by a slow disk, until the process is killed."""
    code = ("import os, sys, time\nfrom pathlib import Path\nfrom reportgen.build.new import new_project\n"
            "real, left = os.fsync, [5]\n"
            "def slow(file):\n    real(file)\n    left[0] -= 1\n"
            "    if not left[0]:\n        print('half', flush=True)\n        time.sleep(60)\n"
            "os.fsync = slow\nnew_project(Path(sys.argv[1]), ('en',), 'briefing')")
    run = subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "river")], stdout=subprocess.PIPE,
                           env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert run.stdout.readline() == b"half\n"
    run.send_signal(signal.SIGKILL)
    run.wait(30)
    assert [path.name for path in tmp_path.iterdir()] == [".river.reportgen-new"]
    assert proofread(*made(tmp_path)) == ()
    assert [path.name for path in tmp_path.iterdir()] == ["river"]


# --- the command --------------------------------------------------------------------------------------------------

def typed(folder, *arguments, **environment):
    return subprocess.run([sys.executable, "-m", "reportgen", "new", *arguments], cwd=folder, encoding="utf-8",
                          env={**os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": "en", **environment},
                          capture_output=True, timeout=120, check=False)


def test_the_command_says_what_to_type_next(tmp_path):
    done = typed(tmp_path, "my river", "--kind", "country-profile")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-2:] == ["  cd 'my river'" if os.name != "nt" else '  cd "my river"',
                                             "  reportgen build"]
    assert list(open_project(tmp_path / "my river").reports["country-profile"].languages) == ["en", "zh-CN"]


def test_the_language_spoken_comes_first_where_none_is_named(tmp_path):
    assert typed(tmp_path, "river", LANGUAGE="zh").returncode == 0
    assert list(open_project(tmp_path / "river").report("river").languages) == ["zh-CN", "en"]


@pytest.mark.parametrize(("arguments", "status", "rule"), [
    (["river", "--kind", "profile"], 2, "[unknown-kind]"), (["river", "-l", "cn"], 2, "[unknown-language]"),
    (["full"], 1, "[not-empty]"), (["."], 1, "[not-empty]"), ([], 2, "")])
def test_exit_statuses_tell_wrong_usage_from_a_folder_that_will_not_do(tmp_path, arguments, status, rule):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").touch()
    done = typed(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert rule in done.stderr and "Traceback" not in done.stderr
