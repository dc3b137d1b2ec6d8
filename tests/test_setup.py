"""Set-up: what run.py believes and refuses, what the lock file and the wheel hold."""

import ast
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from fnmatch import fnmatch
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def packages(lines):
    """Names as the index spells them: "Python_Docx[x]>=1" is "python-docx"."""
    return {re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+|", line)[0]).lower() for line in lines}


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """run.py as a module, from a copy in a folder with a space and Chinese in its name."""
    monkeypatch.setattr(sys, "path", [*sys.path])             # run.py puts its folder there
    folder = tmp_path / "a 副本"
    folder.mkdir()
    for name in ("run.py", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    (folder / "reportgen").mkdir()
    for name in ("__init__.py", "messages.py", "diagnostics.py", "native.py"):
        shutil.copy(ROOT / "reportgen" / name, folder / "reportgen")
    shutil.copytree(ROOT / "reportgen/locales", folder / "reportgen/locales")
    spec = importlib.util.spec_from_file_location("copied_run", folder / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def finished(copied):
    """An environment that looks complete."""
    Path(copied.PYTHON).parent.mkdir(parents=True)
    Path(copied.PYTHON).touch()
    copied.mark(copied.recipe())


# --- run.py -------------------------------------------------------------------------------------------------------

def test_a_complete_environment_is_believed(copied):
    assert not copied.is_made()
    finished(copied)
    assert copied.is_made()


def test_an_interrupted_set_up_is_not_believed(copied):
    finished(copied)
    copied.mark("")
    assert not copied.is_made()


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_makes_the_environment_anew(copied, name):
    finished(copied)
    with open(os.path.join(copied.ROOT, name), "a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert not copied.is_made()


def run(copied, *arguments, **environment):
    """run.py of the copy as a person starts it, on a machine where it may install nothing; without a traceback."""
    variables = {"PATH": os.environ["PATH"], "REPORTGEN_SYSTEM": "0", "PYTHONUTF8": "1", **environment}
    done = subprocess.run([sys.executable, "run.py", *arguments], cwd=copied.ROOT, capture_output=True, text=True,
                          encoding="utf-8", env=variables, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_an_environment_that_someone_else_made_is_left_alone(copied):
    Path(copied.VENV, "mine").mkdir(parents=True)
    done = run(copied, "test")
    assert done.returncode == 4
    assert "move it away" in done.stderr
    assert Path(copied.VENV, "mine").is_dir()


def test_an_unknown_job_shows_the_two_there_are(copied):
    for arguments in ([], ["brefing"]):
        done = run(copied, *arguments)
        assert done.returncode == 2
        assert "run.py briefing" in done.stderr and "run.py test" in done.stderr
    assert not os.path.exists(copied.VENV)


def test_it_speaks_the_language_of_the_environment(copied):
    Path(copied.VENV).mkdir()
    assert re.search("[\u4e00-\u9fff]", run(copied, "test", LANG="zh_CN.UTF-8").stderr.replace(copied.ROOT, ""))
    assert not re.search("[\u4e00-\u9fff]", run(copied, "test", LANG="fr_FR.UTF-8").stderr.replace(copied.ROOT, ""))


def test_an_old_python_can_read_run_py_and_is_told_what_is_needed_in_both_languages(copied):
    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 6))
    english, chinese = copied.too_old().splitlines()
    assert "this needs Python 3.11 or newer" in english and "需要 Python 3.11" in chinese
    assert PROJECT["requires-python"] == ">=3.11" and copied.OLDEST == (3, 11)


OLDER = list(filter(None, (shutil.which(f"python3.{minor}") for minor in range(6, 11))))


def test_an_older_python_that_is_here_is_told_so(copied):
    """Where there is none, the test above holds alone. A shim that stands for no Python ends with 127."""
    for python in OLDER:
        done = subprocess.run([python, "run.py", "test"], cwd=copied.ROOT, capture_output=True, check=False)
        if done.returncode != 127:
            assert (done.returncode, done.stdout) == (4, b"") and b"this needs Python 3.11" in done.stderr
    assert not os.path.exists(copied.VENV)


def test_a_folder_that_cannot_be_written_is_told_without_a_traceback(copied, tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setattr(copied, "VENV", str(tmp_path / "file" / ".venv"))
    assert copied.main(["test"]) == 4
    assert "cannot set up" in capsys.readouterr().err


def test_a_python_without_venv_is_told_what_to_type(copied, tmp_path):
    """Debian's Python without python3-venv: the module ensurepip is not there."""
    (tmp_path / "ensurepip.py").write_text("raise ImportError", "utf-8")
    (tmp_path / "empty").mkdir()
    done = run(copied, "briefing", PYTHONPATH=str(tmp_path), PATH=str(tmp_path / "empty"))
    assert done.returncode == 4
    assert "cannot make a virtual environment" in done.stderr and "hint: " in done.stderr


@pytest.mark.parametrize(("system", "words"), [
    ("debian", "sudo apt-get install --no-install-recommends python3.12-venv"), ("fedora", "ensurepip"),
    ("darwin", "ensurepip"), ("win32", "ensurepip"), ("linux", "ensurepip")])
def test_what_to_type_for_venv_depends_on_the_system(copied, monkeypatch, system, words):
    monkeypatch.setattr(copied.native, "system", lambda: system)
    assert words in copied.hint_for_venv("python3.12-venv")


@pytest.mark.parametrize(("uv", "settings", "venv", "used"), [
    (True, False, True, "uv"), (True, True, True, "pip"), (True, True, False, "uv"), (False, False, True, "pip"),
])
def test_uv_is_used_where_it_is_here_unless_pip_has_settings_and_can_be_used(
        copied, tmp_path, monkeypatch, uv, settings, venv, used):
    monkeypatch.setenv("PATH", programs(tmp_path / "bin", **({"uv": ""} if uv else {})))
    monkeypatch.setattr(copied, "pip_has_settings", lambda: settings)
    monkeypatch.setattr(copied, "can_make_venv", lambda: venv)
    commands = []
    monkeypatch.setattr(copied, "run", commands.append)
    copied.install_packages()
    assert len(commands) == 2 and {command[0] == "uv" for command in commands} == {used == "uv"}


def programs(folder, **scripts):
    """A PATH of these shell scripts alone."""
    folder.mkdir()
    for name, script in scripts.items():
        (folder / name).write_text("#!/bin/sh\n" + script, "utf-8")
        (folder / name).chmod(0o755)
    return str(folder)


def test_where_an_installer_fails_the_next_run_begins_anew(copied, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(copied, "can_make_venv", lambda: False)
    monkeypatch.setenv("PATH", programs(tmp_path / "bin", uv="exit 1"))
    assert copied.main(["test"]) == 4
    told = capsys.readouterr().err
    assert "this step failed, see above: uv venv" in told and "docs/install.md" in told
    assert Path(copied.MARK).read_text("utf-8") == "" and not copied.is_made()


@pytest.mark.parametrize(("user", "scripts", "prefix"), [
    (0, {"apt-get": ""}, []),
    (1000, {"apt-get": "", "sudo": "exit 0"}, ["sudo", "-n"]),
    (1000, {"apt-get": "", "sudo": "exit 1"}, None),
    (1000, {"apt-get": ""}, None),
    (0, {"dnf": ""}, None),
    (0, {}, None),
], ids=["root", "sudo", "sudo that asks for a password", "no sudo", "no apt-get", "nothing"])
def test_apt_get_is_used_only_where_nobody_is_asked(copied, tmp_path, monkeypatch, user, scripts, prefix):
    monkeypatch.delenv("REPORTGEN_SYSTEM", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
    monkeypatch.setenv("PATH", programs(tmp_path / "bin", **scripts))
    assert copied.root_prefix() == prefix


def test_what_apt_get_says_when_it_fails_is_passed_on(copied, tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("REPORTGEN_SYSTEM", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    bin = programs(tmp_path / "bin", **{"apt-get": "echo Unable to locate package; exit 100"})
    monkeypatch.setenv("PATH", bin + os.pathsep + "/usr/bin" + os.pathsep + "/bin")
    assert copied.apt(["libpango"]) is False
    assert "Unable to locate package" in capsys.readouterr().err


def test_nothing_outside_the_environment_is_installed_where_that_is_forbidden(copied, monkeypatch):
    monkeypatch.setenv("REPORTGEN_SYSTEM", "0")
    assert copied.root_prefix() is None and copied.apt(["no-such-package"]) is False


def test_the_program_is_found_from_the_environment_whatever_the_locale(copied, tmp_path):
    """The path file is relative: one that spelled the folder out would stop Python under LC_ALL=C."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", copied.VENV], check=True)
    subprocess.run([copied.PYTHON, "-c", copied.POINT_TO_PROGRAM, copied.ROOT], check=True)
    Path(copied.ROOT, "marker.py").write_text("print('found')", "utf-8")
    done = subprocess.run([copied.PYTHON, "-c", "import marker"], cwd=tmp_path, capture_output=True, text=True,
                          env={"LC_ALL": "C", "PATH": os.environ["PATH"]}, check=False)
    assert (done.stdout, done.stderr) == ("found\n", "")


# --- lock and wheel -----------------------------------------------------------------------------------------------

def test_the_lock_names_every_dependency_with_hashes_and_no_address():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    entries = [entry for entry in re.split(r"\n(?=\w)", text) if entry.strip()]
    locked = packages(entries)
    wanted = packages(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"])
    assert len(locked) > 30 and wanted <= locked
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
    assert "://" not in text and "index" not in text


def test_every_package_that_is_imported_is_a_dependency_and_no_other_is():
    """What came only with something else may go with it. Fonts are named, not imported."""
    sources = [path.read_text("utf-8") for path in (ROOT / "reportgen").rglob("*.py")]
    imported = {name.partition(".")[0] for source in sources for node in ast.walk(ast.parse(source))
                for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else
                             [node.module] if isinstance(node, ast.ImportFrom) and not node.level else [])}
    named = {match for source in sources for match in re.findall(r'"(\w+_\w+)"', source)}
    providers = packages_distributions()
    declared = packages(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["xlsx"])
    foreign = imported - sys.stdlib_module_names - {"reportgen"}
    assert {"weasyprint", "yaml", "jinja2"} <= foreign
    assert {name for name in foreign if not packages(providers.get(name, ())) & declared} == set()
    used = {package for name in foreign | named for package in packages(providers.get(name, ()))}
    assert declared - used == set(), "nothing imports these"


def test_every_dependency_is_explained():
    told = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    named = {name.lower() for name in re.findall(r"^\| `([@\w./-]+)`", told, re.MULTILINE)}
    web = json.loads((ROOT / "tests" / "web" / "package.json").read_text("utf-8"))
    wanted = packages(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"])
    wanted |= {*web["devDependencies"], *web["optionalDependencies"]}
    assert wanted - named == set()
    assert named - wanted == set(), "explained, but no dependency"


def test_the_wheel_holds_the_fonts_themes_and_words_and_no_tests(tmp_path):
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT,
                   check=True, capture_output=True)
    (wheel,) = tmp_path.glob("reportgen_briefing-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry,) = [n for n in names if n.endswith("entry_points.txt")]
        assert "reportgen = reportgen.__main__:run" in archive.read(entry).decode()
    data = {p.relative_to(ROOT).as_posix() for p in (ROOT / "reportgen").rglob("*") if p.is_file()
            and "__pycache__" not in p.parts}
    assert {"reportgen/fonts/NotoSerifSC-Bold.ttf", "reportgen/fonts/OFL.txt", "reportgen/locales/zh.yaml",
            "reportgen/themes/modern/theme.yaml", "reportgen/locales/zh/LC_MESSAGES/reportgen.mo"} <= data
    assert data <= names
    assert {n.split("/")[0] for n in names - data} == {f"reportgen_briefing-{wheel.name.split('-')[1]}.dist-info"}
    assert any(n.endswith("licenses/LICENSE") for n in names)


@pytest.mark.slow
@pytest.mark.needs("npm")
@pytest.mark.skipif(os.environ.get("REPORTGEN_REQUIRE_ALL") != "1", reason="fetches 60 MB of fonts; CI does it")
def test_cutting_the_shipped_fonts_again_gives_the_same_bytes():
    done = subprocess.run([sys.executable, ROOT / "tools" / "fonts.py", "--check"], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_test_is_collected(pytestconfig):
    """pytest passes over folders by their names, "build" among them, without a word."""
    folders = {folder.name for path in (ROOT / "tests").rglob("test_*.py") if "node_modules" not in path.parts
               for folder in path.relative_to(ROOT).parents}
    assert {"build", "writers", "errors"} <= folders
    left_out = pytestconfig.getini("norecursedirs")
    assert [name for name in folders if name and any(fnmatch(name, pattern) for pattern in left_out)] == []
