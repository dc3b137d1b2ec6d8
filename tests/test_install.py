"""The wheel, installed as a stranger does: into an empty environment, outside the repository."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SILENT = ("Could not find a version", "No matching distribution", "Connection", "Temporary failure")   # of an index


def built(target, source, folder):
    """What hatchling makes of a source tree: its one file."""
    done = subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)], cwd=source,
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (file,) = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return built("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """`installed("new", "here")`: the command in an environment that holds the wheel and what pip found for it."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder / "env", with_pip=True)
    programs = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    done = subprocess.run([programs / "python", "-m", "pip", "install", "-q", "--only-binary", ":all:", wheel],
                          cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode and os.environ.get("REPORTGEN_REQUIRE_ALL") != "1" and any(s in done.stderr for s in SILENT):
        pytest.skip("no package index answers here")
    assert done.returncode == 0, done.stderr
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    def run(*arguments, cwd=folder):
        return subprocess.run([programs / "reportgen", *arguments], cwd=cwd, env=variables | {"LANGUAGE": "en"},
                              capture_output=True, text=True, encoding="utf-8", check=False)
    return run


@pytest.mark.slow
@pytest.mark.needs("pango")
def test_the_wheel_alone_makes_a_new_project_that_builds(installed, tmp_path):
    made = installed("new", "river", "--lang", "zh-CN", "--lang", "en", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    done = installed("build", cwd=tmp_path / "river")
    assert done.returncode == 0, done.stderr
    files = [file for file in (tmp_path / "river/output").rglob("*.*")
             if not file.name.startswith(".") and file.parent.name != "tables"]
    assert sorted(file.suffix for file in files) == sorted([".html", ".pdf", ".docx", ".json", ".yaml"] * 2)


@pytest.mark.slow
def test_its_problems_are_told_in_chinese_too(installed, tmp_path):
    done = installed("check", "--language", "zh", cwd=tmp_path)
    assert done.returncode == 1 and "reportgen.yaml" in done.stderr
    assert any("\u4e00" <= character <= "\u9fff" for character in done.stderr)


def test_the_source_archive_makes_the_same_wheel(wheel, tmp_path):
    (tmp_path / "sdist").mkdir()
    archive = built("sdist", ROOT, tmp_path / "sdist")
    shutil.unpack_archive(archive, tmp_path)
    source = tmp_path / archive.name.removesuffix(".tar.gz")
    assert {"run.py", "requirements.lock", "reportgen.yaml", "tests", "docs", "LICENSE"} <= {
        path.name for path in source.iterdir()}
    (tmp_path / "wheel").mkdir()
    assert contents(built("wheel", source, tmp_path / "wheel")) == contents(wheel)


def contents(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
