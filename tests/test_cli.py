"""The command line, run as a user runs it: in a process of its own, on a small project with a difficult path."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = {f"{lang}/{name}" for lang in ("zh-CN", "en")
         for name in (f"crops-1-{lang}.html", f"crops-1-{lang}.pdf", f"crops-1-{lang}.docx", "document.json",
                      "facts/facts.yaml")}

ASCII_ONLY = {"LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def run(folder, *arguments, **env):
    """`reportgen …` in `folder`; environment variables that are None are unset."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "REPORTGEN_DEBUG": "", **env}
    environment = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run([sys.executable, "-m", "reportgen", *arguments], cwd=folder, env=environment,
                          capture_output=True, encoding="utf-8", timeout=120)


def state(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*")
            if p.is_file() and p.name != ".made.json"}


def project_in(folder):
    shutil.copytree(ROOT / "tests/projects/crops", folder, ignore=shutil.ignore_patterns("output"))
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A project that was built from a folder inside it, and what the build printed."""
    folder = project_in(tmp_path_factory.mktemp("g") / "一个 项目")
    return folder, run(folder / "data", "build")


@pytest.fixture
def project(tmp_path):
    return project_in(tmp_path / "一个 项目")


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.needs("pango")
def test_a_build_puts_every_language_and_format_in_place_from_any_folder_inside_the_project(built):
    folder, done = built
    assert done.returncode == 0, done.stderr
    assert set(state(folder / "output" / "crops")) == FILES
    html = (folder / "output/crops/zh-CN/crops-1-zh-CN.html").read_text("utf-8")
    assert "40余种" in html


@pytest.mark.needs("pango")
def test_a_build_says_what_it_made_and_its_steps_in_plain_lines(built):
    lines = built[1].stdout.splitlines()
    assert {line.split("  ")[0] for line in lines[:-2]} == {f"output/crops/{name}" for name in FILES}
    assert any("crops-1-en.pdf" in line and line.endswith(", 1 page") for line in lines)
    assert lines[-2:] == ['1 figure or date of "s" is unverified: no text of it is archived', "crops: 1 fact used"]
    assert "crops: writing en docx" in built[1].stderr.splitlines()
    assert "\x1b" not in built[1].stdout + built[1].stderr


def test_a_second_build_changes_nothing_and_says_so(built):
    folder, _ = built
    before = state(folder / "output" / "crops")
    again = run(folder, "build")
    assert again.stdout.splitlines()[-1] == "crops: 1 fact used; nothing has changed"
    assert state(folder / "output" / "crops") == before


@pytest.mark.needs("pango")
def test_locale_time_zone_hash_seed_and_folder_leave_no_trace_in_the_output(built, project):
    done = run(project, "build", "crops", **ASCII_ONLY, PYTHONHASHSEED="7", TZ="Pacific/Kiritimati", COLUMNS="20")
    assert done.returncode == 0, done.stderr
    assert state(project / "output" / "crops") == state(built[0] / "output" / "crops")


@pytest.mark.parametrize("arguments", [["check"], ["check", "--json"]])
def test_chinese_in_messages_is_printed_whatever_the_locale_says(project, arguments):
    edit(project / "t/zh.md", "{{ crops }}", "{{ 作物 }}")
    failed = run(project, *arguments, **ASCII_ONLY)
    assert failed.returncode == 1
    assert "作物" in failed.stderr + failed.stdout


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX terminal")
def test_on_a_terminal_the_steps_turn_in_one_line(project):
    import pty

    ours, theirs = pty.openpty()
    done = subprocess.Popen([sys.executable, "-m", "reportgen", "check"], cwd=project, stderr=theirs, stdout=theirs,
                            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "NO_COLOR": ""})
    assert done.wait(60) == 0
    os.close(theirs)
    assert b"\x1b[2K" in os.read(ours, 100_000)
    os.close(ours)


def test_mistakes_in_every_language_are_told_in_one_pass_and_the_output_stays(built, tmp_path):
    folder = tmp_path / "b"
    shutil.copytree(built[0], folder)
    before = state(folder / "output")
    edit(folder / "t/zh.md", "{{ crops }}", "{{ corps }}")
    edit(folder / "t/en.md", "{{ crops }}", "{{ crosp }}")
    failed = run(folder / "t", "build")
    assert failed.returncode == 1
    assert failed.stdout == ""
    lines = [line for line in failed.stderr.splitlines() if "error" in line or "hint" in line]
    assert [line.partition(" ")[0] for line in lines if "error" in line] == ["t/zh.md:3:6:", "t/en.md:3:15:"]
    assert sum('did you mean "crops"?' in line for line in lines) == 2
    assert state(folder / "output") == before


def test_problems_are_a_list_of_objects_with_json(project):
    edit(project / "reportgen.yaml", "title:", "titel:")
    failed = run(project, "check", "--json")
    assert failed.returncode == 1
    told = [(p["file"], p["line"], p["column"], p["severity"], p["rule"], p["hint"]) for p in json.loads(failed.stdout)]
    assert ("reportgen.yaml", 3, 5, "error", "unknown-key", 'did you mean "title"?') in told


def test_check_tells_what_is_wrong_and_writes_nothing(project):
    before = state(project)
    clean = run(project / "data", "check", "--json", PYTHONDONTWRITEBYTECODE="1")
    assert (clean.returncode, json.loads(clean.stdout)) == (0, []), clean.stderr
    edit(project / "t/en.md", "{{ crops }}", "many crops")
    warned = run(project, "check")
    assert warned.returncode == 0
    assert 't/zh.md:3:6: warning: "crops" is printed in zh-CN but not in en [told-in-one' in warned.stderr
    edit(project / "t/en.md", "many crops", "{{ crops }}")
    assert state(project) == before


def test_strict_makes_an_error_of_a_warning_and_nothing_is_built(project):
    edit(project / "t/en.md", "{{ crops }}", "{{ crops }} of 12")
    warned = run(project, "check")
    assert (warned.returncode, "warning: \"12\" is typed by hand" in warned.stderr) == (0, True)
    for command in ("check", "build"):
        failed = run(project, command, "--strict")
        assert (failed.returncode, "error: \"12\" is typed by hand" in failed.stderr) == (1, True)
    assert not (project / "output").exists() or not any((project / "output").iterdir())


def test_what_is_overdue_depends_on_the_day_that_is_given_and_a_build_knows_none(project):
    edit(next((project / "data").glob("*.yaml")), "at: ¶18", "at: ¶18\n    review_by: 2020-06-30")
    told = [run(project, "check", "--today", day).stderr for day in ("2020-06-30", "2020-07-01")]
    assert ["[overdue-review]" in text for text in told] == [False, True]
    assert "[overdue-review]" not in run(project, "build", "-l", "en", "-f", "html").stderr
    wrong = run(project, "check", "--today", "July")
    assert (wrong.returncode, "[bad-date]" in wrong.stderr) == (2, True)


def test_a_preview_leaves_the_report_alone(project):
    (project / "output" / "crops").mkdir(parents=True)
    done = run(project, "build", "--lang", "en", "--format", "html")
    assert done.returncode == 0, done.stderr
    assert set(state(project / "output")) == {
        ".preview/crops/en/crops-1-en.html", ".preview/crops/en/document.json", ".preview/crops/en/facts/facts.yaml",
        ".preview/.crops.lock"}


def test_output_goes_where_it_is_wanted(project, tmp_path):
    done = run(project / "t", "build", "-f", "docx", "--output", "../出 口")
    assert done.returncode == 0, done.stderr
    assert (project / "出 口/.preview/crops/zh-CN/crops-1-zh-CN.docx").is_file()
    assert "出 口/.preview/crops/zh-CN/crops-1-zh-CN.docx" in done.stdout
    assert not (project / "output").exists()


def test_a_folder_of_someone_elses_is_not_replaced(project):
    (project / "docs" / "crops").mkdir(parents=True)
    (project / "docs" / "crops" / "thesis.txt").write_text("mine")
    failed = run(project, "build", "-o", "docs")
    assert failed.returncode == 1 and "[not-ours]" in failed.stderr
    assert (project / "docs" / "crops" / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize(("arguments", "status", "said"), [
    (["build", "--nope"], 2, "there is no option --nope"),
    (["bulid"], 2, "build"),
    (["build", "crosp"], 2, 'did you mean "crops"?'),
    (["build", "--lang", "fr"], 2, 'has no language "fr"'),
    (["build", "--format", "dcox"], 2, 'did you mean "docx"?'),
])
def test_wrong_usage_ends_with_status_2(project, arguments, status, said):
    failed = run(project, *arguments)
    assert (failed.returncode, failed.stdout) == (status, "")
    assert said in failed.stderr
    assert "Traceback" not in failed.stderr


def test_outside_a_project_it_says_what_is_missing(tmp_path):
    failed = run(tmp_path, "check")
    assert failed.returncode == 1
    assert failed.stderr.startswith("error: there is no reportgen.yaml in ")


def test_version_and_help_are_told_anywhere_and_help_shows_examples(tmp_path):
    assert run(tmp_path, "--version").stdout.startswith("reportgen 0.")
    assert "reportgen check" in run(tmp_path, "--help").stdout
    assert "reportgen build -l en" in run(tmp_path, "build", "--help").stdout


def loaded(folder, *arguments):
    """The modules that a command loads."""
    code = ("import sys\nfrom reportgen.cli import main\ntry: main()\n"
            "except SystemExit: sys.stderr.write('LOADED ' + ' '.join(sys.modules))")
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, encoding="utf-8",
                          env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60)
    return set(done.stderr.partition("LOADED ")[2].split())


@pytest.mark.parametrize(("arguments", "known"), [(["--help"], "reportgen.cli"), (["check"], "reportgen.build.child"),
                                                  (["build", "-f", "html"], "reportgen.build.child")])
def test_the_command_line_itself_loads_nothing_that_reads_or_writes_documents(project, arguments, known):
    """Its children do; what `check` loads there is in test_layers."""
    seen = loaded(project, *arguments)
    assert known in seen
    assert not seen & {"jinja2", "weasyprint", "docx", "lxml", "uharfbuzz", "fontTools"}


@pytest.mark.skipif(os.name == "nt", reason="POSIX streams")
@pytest.mark.parametrize("closing", ["reportgen --help | true", "reportgen check --json >&-", "reportgen check 2>&-",
                                     "reportgen --version >&- 2>&-"])
def test_closed_streams_are_no_reason_to_crash(project, closing):
    command = closing.replace("reportgen", f"'{sys.executable}' -m reportgen", 1)
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=project, capture_output=True, encoding="utf-8",
                          env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60)
    assert "Traceback" not in done.stderr and "Exception ignored" not in done.stderr
    assert done.returncode == 0 or "--help" in closing


def test_a_fault_of_the_program_is_one_line_without_a_traceback(tmp_path):
    code = "from reportgen import cli\n@cli.app.command()\ndef fault(): 1 / 0\ncli.main()"

    def fault(**env):
        return subprocess.run([sys.executable, "-c", code, "fault"], cwd=tmp_path, capture_output=True,
                              encoding="utf-8", env={**os.environ, "PYTHONPATH": str(ROOT), **env}, timeout=60)

    told = fault(REPORTGEN_DEBUG="")
    assert told.returncode == 70
    assert told.stderr.startswith("internal error: ZeroDivisionError: division by zero\n  hint: ")
    assert "Traceback" not in told.stderr
    assert "Traceback" in fault(REPORTGEN_DEBUG="1").stderr


@pytest.mark.skipif(sys.platform != "linux", reason="a library is hidden by LD_LIBRARY_PATH")
def test_without_pango_html_and_word_are_built_all_the_same(project, tmp_path):
    (tmp_path / "libpango-1.0.so.0").write_text("no library")
    done = run(project, "build", LD_LIBRARY_PATH=str(tmp_path))
    assert done.returncode == 4
    assert set(state(project / "output" / "crops")) == {name for name in FILES if not name.endswith(".pdf")}
    problems = done.stderr.partition("error: ")[2].splitlines()
    assert "Pango" in problems[0] and problems[0].endswith(" [machine]")
    assert problems[1].startswith("  hint: ")
    assert done.stderr.count("[machine]") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="a library is hidden by LD_LIBRARY_PATH")
def test_where_only_the_pdf_is_wanted_and_cannot_be_made_nothing_is_put_in_place(project, tmp_path):
    (tmp_path / "libpango-1.0.so.0").write_text("no library")
    done = run(project, "build", "-f", "pdf", LD_LIBRARY_PATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (4, "")
    assert not (project / "output").exists()
