"""The same document gives the same bytes of a Word file, with all that it can hold: charts, comments, controls."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.packages import parts_of

CODE = """
import hashlib, io, sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from reportgen.build.read import read
from reportgen.writers.docx import write
from reportgen.writers.fonts import fonts_for
from reportgen.writers.length import complete
from reportgen.writers.theme import load_theme
from reportgen.writers.word import Word
from tests.cases import CASES, project_of

def written(case, sources):
    with TemporaryDirectory() as folder:
        project = project_of([CASES / case / "en.md"], Path(folder))
        documents, _ = read(project.report("case"), project)
    theme = replace(load_theme("modern"), word=Word(facts="control", sources=sources))
    document = complete(documents["en"], theme)
    return write(document, theme, fonts_for(document, theme))

CASES_AND_WAYS = [("every_block", "comment"), ("every_chart", "footnote"), ("timelines", "link"), ("contents", "link")]
"""
SAID = CODE + "for case in CASES_AND_WAYS: print(hashlib.sha256(written(*case)).hexdigest())"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def files():
    names: dict = {}
    exec(CODE, names)
    return [names["written"](*case) for case in names["CASES_AND_WAYS"]]


def test_the_bytes_depend_neither_on_the_hash_seed_nor_on_place_and_zone(tmp_path):
    """Two programs that start together: this one may have read the modules before somebody edited them."""
    paths = os.pathsep.join([str(ROOT), *sys.path])
    runs = [subprocess.Popen([sys.executable, "-c", SAID], stdout=subprocess.PIPE, text=True, cwd=place,
                             env={**os.environ, "PYTHONPATH": paths, "PYTHONHASHSEED": seed, "TZ": zone})
            for seed, zone, place in (("0", "UTC", ROOT), ("4711", "Asia/Shanghai", tmp_path))]
    (one, _), (other, _) = (run.communicate() for run in runs)
    assert len(one.split()) == 4 and one == other


def test_no_zip_inside_a_file_tells_time_or_system(files):
    books = [part for data in files for name, part in parts_of(data).items() if name.endswith(".xlsx")]
    assert len(books) > 5
    for data in (*files, *books):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert {(e.date_time, e.create_system) for e in package.infolist()} == {((1980, 1, 1, 0, 0, 0), 0)}
    assert not any(b"T00:00:00" in part and b"2016-04-30" not in part for data in files
                   for part in parts_of(data).values())
