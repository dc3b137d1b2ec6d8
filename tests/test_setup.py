"""Set-up: what run.py believes and refuses, what the lock file and the wheel hold."""

import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from reportgen import native
from reportgen.diagnostics import MachineError

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def packages(lines):
    """Names as the index spells them: "Python_Docx[x]>=1" is "python-docx"."""
    return {re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+|", line)[0]).lower() for line in lines}


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """run.py as a module, from a copy in a folder with a space and Chinese in its name."""
    folder = tmp_path / "a 副本"
    folder.mkdir()
    for name in ("run.py", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
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


def test_an_environment_that_someone_else_made_is_left_alone(copied):
    Path(copied.VENV, "mine").mkdir(parents=True)
    done = subprocess.run([sys.executable, "run.py", "test"], cwd=copied.ROOT, capture_output=True, text=True,
                          encoding="utf-8", check=False)
    assert done.returncode == 4
    assert "move it away" in done.stderr
    assert Path(copied.VENV, "mine").is_dir()


def test_an_unknown_job_shows_the_two_there_are(copied):
    for arguments in ([], ["brefing"]):
        done = subprocess.run([sys.executable, "run.py", *arguments], cwd=copied.ROOT, capture_output=True, text=True,
                              encoding="utf-8", check=False)
        assert done.returncode == 2
        assert "run.py briefing" in done.stderr and "run.py test" in done.stderr
    assert not os.path.exists(copied.VENV)


def test_an_old_python_can_read_run_py_and_is_told_what_is_needed(copied):
    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 6))
    assert copied.too_old().startswith("this needs Python 3.11 or newer")
    assert PROJECT["requires-python"] == ">=3.11" and copied.OLDEST == (3, 11)


def test_nothing_outside_the_environment_is_installed_where_that_is_forbidden(copied, monkeypatch):
    monkeypatch.setenv("REPORTGEN_SYSTEM", "0")
    assert copied.root_prefix() is None and copied.apt(["no-such-package"]) is False


def test_the_program_is_found_from_the_environment_whatever_the_locale(copied, tmp_path):
    """The path file is relative: one that spelled the folder out would stop Python under LC_ALL=C."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", copied.VENV], check=True)
    subprocess.run([copied.PYTHON, "-c", copied.POINT_TO_PROGRAM, copied.ROOT], check=True)
    Path(copied.ROOT, "reportgen.py").write_text("print('found')", "utf-8")
    done = subprocess.run([copied.PYTHON, "-c", "import reportgen"], cwd=tmp_path, capture_output=True, text=True,
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
    providers, declared = packages_distributions(), packages(PROJECT["dependencies"])
    foreign = imported - sys.stdlib_module_names - {"reportgen"}
    assert {"weasyprint", "yaml", "jinja2"} <= foreign
    assert {name for name in foreign if not packages(providers.get(name, ())) & declared} == set()
    used = {package for name in foreign | named for package in packages(providers.get(name, ()))}
    assert declared - used == set(), "nothing imports these"


def test_every_dependency_is_explained():
    told = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    named = {name.lower() for name in re.findall(r"^\| `([\w.-]+)`", told, re.MULTILINE)}
    wanted = packages(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"])
    assert wanted - named == set()
    assert named - wanted == set(), "explained, but no dependency"


def test_the_wheel_holds_the_fonts_themes_and_words_and_no_tests(tmp_path):
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=ROOT,
                   check=True, capture_output=True)
    (wheel,) = tmp_path.glob("reportgen_briefing-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry,) = [n for n in names if n.endswith("entry_points.txt")]
        assert "reportgen = reportgen.cli:main" in archive.read(entry).decode()
    data = {p.relative_to(ROOT).as_posix() for p in (ROOT / "reportgen").rglob("*") if p.is_file()
            and "__pycache__" not in p.parts}
    assert {"reportgen/fonts/NotoSerifSC-Bold.ttf", "reportgen/fonts/OFL.txt", "reportgen/locales/zh.yaml",
            "reportgen/themes/plain/theme.yaml"} <= data
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


# --- Pango --------------------------------------------------------------------------------------------------------

@pytest.mark.needs("pango")
def test_where_no_library_is_missing_weasyprint_can_be_imported():
    native.require_pango()
    subprocess.run([sys.executable, "-W", "error", "-c", "import weasyprint.text.ffi"], check=True,
                   env=native.search_paths(os.environ))


@pytest.mark.parametrize(("key", "word"), [("debian", "apt-get"), ("fedora", "dnf"), ("alpine", "apk"),
                                            ("arch", "pacman"), ("darwin", "brew"), ("win32", "MSYS2")])
def test_the_message_names_what_is_missing_and_the_command_for_the_system(key, word, monkeypatch):
    monkeypatch.setattr(native, "system", lambda: key)
    text = native.message(("libpango-1.0.so.0",))
    assert "libpango-1.0.so.0" in text and word in text and "HTML and Word" in text


def test_a_missing_library_is_an_error_of_the_machine(monkeypatch):
    monkeypatch.setattr(native, "_LIBRARIES", (("libnosuch.so.1", "libnosuch.dylib", "nosuch.dll"),))
    assert len(native.missing_libraries()) == 1
    with pytest.raises(MachineError, match="nosuch"):
        native.require_pango()
