"""The tutorial, followed from top to bottom by a machine, in each of its languages.

It reads what a reader reads: a block after "Save this as `file`:" and the like becomes that file, or its end; "in
`file` change `a` to `b`" is done; `sh` blocks are typed into a shell; a `text` block after one is what that told.
Where an error is told the command must end with status 1, else with 0.
"""

import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TUTORIALS = {"docs/tutorial.md": "en_GB.UTF-8", "docs/tutorial.zh-CN.md": "zh_CN.UTF-8"}
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CHANGE = re.compile(r"(?:[Ii]n|把) ?`([^`]+)` ?(?:change|里的) ?`([^`]+)` ?(?:to|改成) ?`([^`]+)`")
FILE = re.compile(r"`([^`]+\.\w+)`[^`]*[:：]$")
AT_THE_END = re.compile(r"at the end of|末尾")
FAILS = re.compile(r"^\S+:\d+:\d+: ", re.MULTILINE)


def steps(page):
    """What the page tells its reader to do, in order: (verb, objects)."""
    at = 0
    for block in BLOCK.finditer(page):
        prose, kind, text = page[at:block.start()].strip(), *block.groups()
        yield from (("change", change.groups()) for change in CHANGE.finditer(prose))
        sentence = prose.rpartition("\n")[2]
        if kind == "sh":
            yield "type", (text,)
        elif file := FILE.search(sentence):
            yield "add" if AT_THE_END.search(sentence) else "write", (file[1], text)
        else:
            yield "told", (text,)
        at = block.end()
    assert not CHANGE.search(page[at:]), "a change that no command follows"


class Reader:
    """Somebody at a terminal; `told` is what the last commands told."""

    def __init__(self, folder, locale):
        command = folder / "bin" / "reportgen"
        command.parent.mkdir()
        command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m reportgen "$@"\n')
        command.chmod(0o755)
        self.folder, self.told = folder / "work", ""
        self.folder.mkdir()
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
        self.environment |= {
            "LANG": locale, "PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT),
            "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
            "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_PAGER": "cat",
            "WHERE": str(folder / "where")}

    def type(self, commands, status):
        done = subprocess.run(["bash", "-e", "-c", commands + 'pwd > "$WHERE"'], cwd=self.folder, timeout=300,
                              env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                              check=False)
        assert done.returncode == status, done.stdout
        self.told = done.stdout
        if status == 0:
            self.folder = Path(Path(self.environment["WHERE"]).read_text("utf-8").strip())

    def write(self, file, text):
        (self.folder / file).write_text(text, "utf-8")

    def add(self, file, text):
        self.write(file, (self.folder / file).read_text("utf-8") + text)

    def change(self, file, old, new):
        text = (self.folder / file).read_text("utf-8")
        assert text.count(old) == 1, (file, old)
        self.write(file, text.replace(old, new))


@pytest.mark.slow
@pytest.mark.needs("pango", "git")
@pytest.mark.skipif(os.name == "nt", reason="its commands are typed into a POSIX shell")
@pytest.mark.parametrize("name", TUTORIALS)
def test_the_tutorial_does_what_it_says(name, tmp_path):
    page = (ROOT / name).read_text("utf-8")
    reader = Reader(tmp_path, TUTORIALS[name])
    todo = list(steps(page))
    for (verb, objects), following in pairwise([*todo, ("end", ())]):
        if verb == "told":
            assert " ".join(objects[0].split()) in " ".join(reader.told.split()), reader.told
        elif verb == "type":
            reader.type(*objects, status=int(following[0] == "told" and bool(FAILS.search(following[1][0]))))
        else:
            getattr(reader, verb)(*objects)
    shown = re.findall(r"`(output/[^`]+\.\w+)`", page)
    assert {Path(path).suffix for path in shown} == {".pdf", ".docx", ".html"}
    assert [path for path in shown if not (reader.folder / path).is_file()] == []
    reader.type("reportgen check --strict\n", 0)


def test_both_tutorials_have_the_same_steps():
    english, chinese = ([verb for verb, _ in steps((ROOT / name).read_text("utf-8"))] for name in TUTORIALS)
    assert english == chinese
    assert {verb: english.count(verb) for verb in set(english)}.keys() == {"type", "told", "write", "add", "change"}
    assert english.count("type") >= 8
