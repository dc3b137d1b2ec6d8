"""A report's folder is put in place whole or not at all, whatever happens to the run."""

import multiprocessing
import os
import signal
import sys

import pytest

from reportgen.diagnostics import MachineError, ReportgenError
from reportgen.editions.exchange import MADE, exchange, recover, swap_by_two_renames, swap_on_linux

OLD = {"en/document.json": b"{}", "en/报告 1.pdf": b"old", "en/gone.html": b"x"}
NEW = {"en/document.json": b"{}", "en/报告 1.pdf": b"new", "zh-CN/document.json": b"{}", "zh-CN/a.html": b"y" * 9000}
MOMENTS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "ctypes.dlsym")

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
linux = pytest.mark.skipif(sys.platform != "linux", reason="renameat2 is Linux's")


def state(folder):
    """What is there, but for the record of it."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*")
            if p.is_file() and p.name != MADE}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "out put 输出" / "报告"


def killed_at(moment, folder, files, swap):
    """Run the exchange in a process that kills itself at its n-th dealing with the disk; True if it was killed."""
    child = os.fork()
    if child == 0:
        left = [moment]

        def hook(event, _):
            if event in MOMENTS:
                left[0] -= 1
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        try:
            exchange(folder, files, swap)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_a_new_folder_holds_exactly_the_files(folder):
    assert exchange(folder, OLD) is True
    assert state(folder) == OLD


def test_an_exchange_leaves_nothing_of_the_old_state_and_touches_nothing_beside(folder):
    exchange(folder, OLD)
    (folder.parent / "other").mkdir()
    (folder.parent / "other" / "mine.txt").write_text("mine")
    exchange(folder, NEW)
    assert state(folder) == NEW
    assert sorted(p.name for p in folder.parent.iterdir()) == [".报告.lock", "other", "报告"]
    assert (folder.parent / "other" / "mine.txt").read_text() == "mine"


def test_equal_bytes_are_not_written_again(folder):
    exchange(folder, OLD)
    before = folder.stat().st_ino, (folder / "en/报告 1.pdf").stat().st_mtime_ns
    assert exchange(folder, OLD) is False
    assert (folder.stat().st_ino, (folder / "en/报告 1.pdf").stat().st_mtime_ns) == before


@forks
@linux
def test_a_run_killed_at_any_moment_leaves_all_of_the_old_state_or_all_of_the_new(folder):
    exchange(folder, OLD)
    seen = []
    for moment in range(1, 200):
        killed = killed_at(moment, folder, NEW, swap_on_linux)
        seen.append(state(folder) == NEW)
        assert state(folder) in (OLD, NEW), moment
        exchange(folder, OLD)
        assert state(folder) == OLD
        assert sorted(p.name for p in folder.parent.iterdir()) == [".报告.lock", "报告"]
        if not killed:
            break
    assert not killed and True in seen[:-1] and False in seen    # it was killed before and after the exchange


@forks
def test_where_there_are_only_renames_the_next_run_mends_what_a_killed_one_left(folder):
    exchange(folder, OLD)
    missing = 0
    for moment in range(1, 200):
        killed = killed_at(moment, folder, NEW, swap_by_two_renames)
        missing += not folder.exists()
        assert not folder.exists() or state(folder) in (OLD, NEW)
        recover(folder)
        assert state(folder) in (OLD, NEW)
        exchange(folder, OLD)
        assert state(folder) == OLD
        assert sorted(p.name for p in folder.parent.iterdir()) == [".报告.lock", "报告"]
        if not killed:
            break
    assert not killed and missing == 1


def test_a_failed_exchange_leaves_the_old_state_and_no_leftovers(folder):
    exchange(folder, OLD)

    def full(new, old):
        raise OSError(28, "No space left on device")

    with pytest.raises(MachineError, match="No space left on device"):
        exchange(folder, NEW, full)
    assert state(folder) == OLD
    assert sorted(p.name for p in folder.parent.iterdir()) == [".报告.lock", "报告"]


def test_a_disk_that_cannot_be_written_is_told_in_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineError, match="could not be written"):
        exchange(tmp_path / "file" / "report", OLD)


@pytest.mark.parametrize("make", [
    lambda f: (f.mkdir(), (f / "thesis.docx").write_text("mine")),
    lambda f: f.write_text("mine"),
    lambda f: f.symlink_to(f.parent),
], ids=["a folder of someone else's", "a file", "a link"])
def test_what_reportgen_did_not_make_is_never_replaced(folder, make):
    folder.parent.mkdir()
    make(folder)
    with pytest.raises(ReportgenError, match="not-ours"):
        exchange(folder, NEW)
    assert folder.is_symlink() or folder.is_file() or (folder / "thesis.docx").read_text() == "mine"


@pytest.mark.parametrize("name, rule", [
    ("en/notes.txt", "not-ours"), (".htaccess", "not-ours"), ("en/报告 1.pdf", "edited")])
def test_what_somebody_put_or_changed_in_the_folder_is_never_lost(folder, name, rule):
    exchange(folder, OLD)
    (folder / name).write_text("mine")
    before = state(folder)
    with pytest.raises(ReportgenError, match=rule):
        exchange(folder, NEW)
    with pytest.raises(ReportgenError, match=rule):
        recover(folder)
    assert state(folder) == before


@pytest.mark.parametrize("name", ["en/.DS_Store", "en/~$report.docx", "Thumbs.db", "._a"])
def test_what_a_system_leaves_lying_about_is_in_nobody_s_way(folder, name):
    exchange(folder, OLD)
    (folder / name).write_text("x")
    exchange(folder, NEW)
    assert state(folder) == NEW


def test_without_its_record_a_folder_is_a_stranger_s(folder):
    exchange(folder, OLD)
    (folder / MADE).unlink()
    with pytest.raises(ReportgenError, match="not-ours"):
        exchange(folder, NEW)
    assert state(folder) == OLD
    assert exchange(folder, OLD) is True and (folder / MADE).exists()


def write_often(folder, files):
    for _ in range(10):
        exchange(folder, files)


def test_two_runs_at_once_take_turns(folder):
    spawn = multiprocessing.get_context("spawn")
    runs = [spawn.Process(target=write_often, args=(folder, files)) for files in (OLD, NEW)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert [run.exitcode for run in runs] == [0, 0]
    assert state(folder) in (OLD, NEW)
    assert sorted(p.name for p in folder.parent.iterdir()) == [".报告.lock", "报告"]


@pytest.mark.skipif(sys.platform != "linux", reason="gives up root's powers as Linux has them")
@forks
def test_what_cannot_be_looked_into_is_never_replaced(folder):
    exchange(folder, OLD)
    (folder / "en" / "mine.txt").write_text("mine")
    (folder / "en").chmod(0o333)
    child = os.fork()
    if child == 0:
        import ctypes

        ctypes.CDLL(None).capset(ctypes.byref((ctypes.c_uint32 * 2)(0x20080522, 0)),
                                 ctypes.byref((ctypes.c_uint32 * 6)()))
        try:
            exchange(folder, NEW)
        except MachineError as refused:
            os._exit(7 if "Permission denied" in str(refused) else 1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    (folder / "en").chmod(0o755)
    assert (folder / "en" / "mine.txt").read_text() == "mine"


def test_a_folder_that_was_made_read_only_leaves_nothing_behind(folder):
    exchange(folder, OLD)
    (folder / "en").chmod(0o555)
    exchange(folder, NEW)
    assert state(folder) == NEW
    assert sorted(p.name for p in folder.parent.iterdir()) == [".报告.lock", "报告"]
