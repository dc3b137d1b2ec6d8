"""The same facts give the same bytes: in another folder, time zone, locale and hash seed, and on another day."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

ROOT = Path(__file__).parents[1]
MADE_OF = ("data", "templates")


def built(folder: Path, **environment: str) -> dict[str, str]:
    """The digests of all that this repository's briefing becomes, built from a copy in `folder`."""
    for name in MADE_OF:
        copytree(ROOT / name, folder / name)
    (folder / "reportgen.yaml").write_bytes((ROOT / "reportgen.yaml").read_bytes())
    command = [sys.executable, "-m", "reportgen", "build"]
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": paths, **environment},
                          capture_output=True, text=True, encoding="utf-8")
    assert done.returncode in (0, 4), done.stderr
    output = folder / "output"
    return {file.relative_to(output).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(output.rglob("*")) if file.is_file() and not file.name.startswith(".")}


@pytest.mark.slow
def test_two_builds_of_the_briefing_are_the_same_to_the_byte(tmp_path):
    (tmp_path / "一 folder").mkdir()
    (tmp_path / "b").mkdir()
    one = built(tmp_path / "一 folder", TZ="Asia/Shanghai", PYTHONHASHSEED="1", LC_ALL="C")
    other = built(tmp_path / "b", TZ="America/Lima", PYTHONHASHSEED="2", LC_ALL="C.UTF-8", SOURCE_DATE_EPOCH="1")
    assert len(one) >= 6
    assert one == other
