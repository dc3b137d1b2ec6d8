"""A run may be killed at any moment, and a disk may refuse: the old state or the new stands, whole."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

import pytest

from reportgen import build_report, open_project

ROOT = Path(__file__).resolve().parents[1]
OLD, NEW = "40余种", "41种"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="POSIX signals")]

EXHIBITS = '''
{{ chart(crops, caption="1") }}

{{ table(kinds="x", columns=["title", "when"], caption="2") }}
'''
EVENT = """kinds: {x: {zh: 事, en: Thing}}
events: {one: {kind: x, title: {zh: 甲, en: One}, when: 2015年, at: ¶1, parties: [CN]}}
"""


def project(folder, formats="[html, docx]", reports=("crops",)):
    """A small project in two languages, with a fact, a table and a chart; all its reports are alike."""
    shutil.copytree(ROOT / "tests/projects/crops", folder, ignore=shutil.ignore_patterns("output"))
    for template in (folder / "t").glob("*.md"):
        template.write_text(template.read_text("utf-8") + EXHIBITS, "utf-8")
    (folder / "data/events.yaml").write_text("source: s\n" + EVENT, "utf-8")
    yaml = folder / "reportgen.yaml"
    report = yaml.read_text("utf-8").removeprefix("reports:\n") + f"    formats: {formats}\n"
    yaml.write_text("reports:\n" + "".join(report.replace("crops:", f"{name}:") for name in reports), "utf-8")
    return folder


def set_fact(folder, fact):
    path = folder / "data/facts.yaml"
    path.write_text(path.read_text("utf-8").replace(NEW, OLD).replace(OLD, fact), "utf-8")


def state(folder):
    """Every file of the report by name, its record too; nothing where there is no report."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def states(folder, report="crops"):
    """What a whole build makes of the old fact and of the new one; the old one stays in place."""
    made = {}
    for fact in (NEW, OLD):
        set_fact(folder, fact)
        build_report(open_project(folder), report)
        made[fact] = state(folder / "output" / report)
    assert made[OLD] != made[NEW] and set(made[OLD]) == set(made[NEW])
    return made


def environment(**more):
    return {**os.environ, "PYTHONPATH": str(ROOT), "REPORTGEN_DEBUG": "", **more}


def start(folder, *arguments, **more):
    """`reportgen build` in a session of its own, by which all its processes are known."""
    return subprocess.Popen([sys.executable, "-m", "reportgen", "build", *arguments], cwd=folder,
                            start_new_session=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment(**more))


def family(session):
    """The processes of a session that run: pid → parent's pid."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            fields = (place / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] not in "ZX":
                found[int(place.name)] = int(fields[1])
    return found


def worker(session):
    """The process that does the work, a child of a child of the one that was started; None while there is none."""
    parents = family(session)
    return next((pid for pid, parent in parents.items() if parents.get(parent) == session), None)


def all_gone(session, patience=10.0):
    end = time.monotonic() + patience
    while (left := family(session)) and time.monotonic() < end:
        time.sleep(0.01)
    return not left


def kill(run, whom, number):
    """Send a signal to the process that was started, to its whole group, or to the one that does the work."""
    with contextlib.suppress(ProcessLookupError):
        if whom == "group":
            os.killpg(run.pid, number)
        elif whom == "parent":
            os.kill(run.pid, number)
        elif (pid := worker(run.pid)) is not None:
            os.kill(pid, number)


WHO = [("group", signal.SIGKILL), ("parent", signal.SIGKILL), ("parent", signal.SIGTERM), ("parent", signal.SIGINT),
       ("group", signal.SIGINT), ("group", signal.SIGTERM), ("worker", signal.SIGKILL)]


class Killing:
    """Kills runs of one project; between two runs the fact changes. `new` counts kills that came too late."""

    def __init__(self, folder, formats="[html, docx]", reports=("crops",)):
        self.folder = project(folder, formats, reports)
        self.made = {report: states(self.folder, report) for report in reports}
        self.now, self.next = OLD, NEW
        self.kills = self.new = 0

    def once(self, stop):
        """Start a run, have `stop` kill it, and look at what it left."""
        set_fact(self.folder, self.next)
        run = start(self.folder)
        self.kills += stop(run)
        said = run.communicate(timeout=60)[1]
        assert all_gone(run.pid), "a process lives on"
        assert "internal error" not in said and "report this" not in said, said
        for report, made in self.made.items():
            self.look_at(report, made)
        self.now, self.next = self.next, self.now

    def look_at(self, report, made):
        """What stands is whole; the next build makes the new state of it and leaves nothing beside it."""
        place = self.folder / "output" / report
        found = state(place)
        assert found in (made[self.now], made[self.next]), f"what stands of {report} is not whole"
        self.new += found == made[self.next]
        build_report(open_project(self.folder), report)
        assert state(place) == made[self.next]
        assert not [p.name for p in place.parent.iterdir() if p.name.startswith(f".{report}.") and p.suffix != ".lock"]


def after(seconds, whom, number):
    """A stop that kills when so many seconds have gone."""
    def stop(run):
        time.sleep(seconds)
        alive = run.poll() is None
        kill(run, whom, number)
        return alive

    return stop


def while_writing(more, whom, number, *reports):
    """A stop that kills `more` seconds after the new folder of the first report is there, later for each that follows.

    Reports follow one another where the kill ends one process of its own alone.
    """
    def stop(run):
        killed, folder = 0, Path(os.readlink(f"/proc/{run.pid}/cwd"))
        for turn, report in enumerate(reports or ("crops",), 1):
            new = folder / f"output/.{report}.new"
            while run.poll() is None and not new.exists():
                time.sleep(0.0002)
            time.sleep(more * turn)
            killed += run.poll() is None
            kill(run, whom, number)
        return killed

    return stop


@pytest.fixture
def elsewhere(monkeypatch):
    """A folder for temporary files, for what is killed outright leaves some; its name is short, as sockets want it."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


def kill_all(line, stops):
    for stop in stops:
        line.once(stop)
    return line


@LINUX
def test_a_run_killed_at_any_moment_leaves_one_whole_state_and_the_next_builds_as_ever(tmp_path, elsewhere):
    two = [Killing(tmp_path / str(n)) for n in range(2)]
    clock = time.monotonic()
    start(two[0].folder).communicate()
    whole = time.monotonic() - clock
    stops = [after(whole * part / 11, *who) for part, who in zip(range(1, 11), cycle(WHO), strict=False)]
    stops += [while_writing(part * 0.001, *who) for part, who in zip(range(6), cycle(WHO), strict=False)]
    names = [f"r{n}" for n in range(14)]
    many = [Killing(tmp_path / f"many{n}", "[docx]", names) for n in range(2)]
    with ThreadPoolExecutor(2) as pool:
        lines = [*pool.map(kill_all, two, (stops[::2], stops[1::2])),
                 *pool.map(kill_all, many,
                           [[while_writing(n * 0.0005, "worker", signal.SIGKILL, *names)] for n in (0, 1)])]
    kills, new = sum(line.kills for line in lines), sum(line.new for line in lines)
    assert kills > 22, kills                                    # of 44; on a busy machine some come too late
    assert 0 < new < kills, "all kills were before the exchange, or all after it"


@LINUX
@pytest.mark.needs("pango")
def test_a_run_ended_while_it_makes_pdfs_leaves_one_whole_state_and_no_files_elsewhere(tmp_path, elsewhere):
    line = Killing(tmp_path / "p", "[pdf]")
    for steps, who in enumerate(WHO[2:5], 2):
        line.once(after_steps(steps, *who))
        assert not list(elsewhere.iterdir())
    sound = start(line.folder)
    assert sound.wait(60) == 0 and not list(elsewhere.iterdir())


def after_steps(steps, whom, number):
    """A stop that kills once so many steps were told, in the midst of the next."""
    def stop(run):
        for _ in range(steps):
            run.stderr.readline()
        time.sleep(0.3)
        kill(run, whom, number)
        return True

    return stop


# --- disks that refuse --------------------------------------------------------------------------------------------

def run(folder, *arguments, preexec_fn=None, **more):
    """`reportgen build` to its end."""
    return subprocess.run([sys.executable, "-m", "reportgen", "build", *arguments], cwd=folder, capture_output=True,
                          encoding="utf-8", env=environment(**more), timeout=100, preexec_fn=preexec_fn)


@pytest.fixture
def built(tmp_path):
    """A project whose old state stands and whose fact has changed."""
    folder = project(tmp_path / "p", "[html]")
    build_report(open_project(folder), "crops")
    set_fact(folder, NEW)
    return folder


@pytest.mark.parametrize("most", [1000, 150_000])
def test_a_disk_that_takes_only_so_much_is_told_and_nothing_changes(built, most):
    def limit():
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    before = state(built / "output/crops")
    done = run(built, preexec_fn=limit)
    assert (done.returncode, done.stdout) == (4, ""), done.stderr
    assert "could not be written, what was there stands: File too large" in done.stderr
    assert state(built / "output/crops") == before
    assert sorted(p.name for p in (built / "output").iterdir()) == [".crops.lock", "crops"]


def without_powers():
    """Have even root heed the permissions of files."""
    import ctypes

    for power in (1, 2):                             # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, power, 0, 0, 0)  # PR_CAPBSET_DROP


@contextlib.contextmanager
def closed(path, how):
    """What may not be written, or not even be read, for a while."""
    before = path.stat().st_mode
    path.chmod(before & how)
    try:
        yield
    finally:
        path.chmod(before)


@LINUX
@pytest.mark.parametrize("name, how, status, said", [
    ("output", 0o555, 4, "could not be written, what was there stands: Permission denied"),
    ("output/.crops.lock", 0o444, 4, "could not be written, what was there stands: Permission denied"),
    ("output/crops/en", 0o333, 4, "could not be written, what was there stands: Permission denied"),
    ("data/facts.yaml", 0o333, 1, "Permission denied"), ("t", 0o444, 1, "t/zh.md"), ("data", 0o000, 1, "data"),
    ("reportgen.yaml", 0o333, 1, "Permission denied"),
])
def test_what_may_not_be_written_or_read_is_told_and_nothing_changes(built, name, how, status, said):
    before = state(built / "output/crops")
    with closed(built / name, how):
        done = run(built, preexec_fn=without_powers)
    assert (done.returncode, done.stdout) == (status, ""), done.stderr
    assert said in done.stderr and "internal error" not in done.stderr and "Traceback" not in done.stderr
    assert state(built / "output/crops") == before
    assert sorted(p.name for p in (built / "output").iterdir()) == [".crops.lock", "crops"]


@LINUX
def test_a_report_that_somebody_made_read_only_is_replaced_and_leaves_nothing_behind(built):
    for path in (built / "output/crops", *(built / "output/crops").rglob("*")):
        path.chmod(path.stat().st_mode & 0o555)
    done = run(built, preexec_fn=without_powers)
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (built / "output").iterdir()) == [".crops.lock", "crops"]


def test_a_build_can_go_to_another_disk_than_the_one_for_temporary_files(built):
    elsewhere = Path("/dev/shm")
    if not os.access(elsewhere, os.W_OK) or elsewhere.stat().st_dev == built.stat().st_dev:
        pytest.skip("this machine has one disk")
    with tempfile.TemporaryDirectory(dir=elsewhere) as folder:
        done = run(built, "-o", folder)
        assert done.returncode == 0, done.stderr
        assert state(Path(folder, "crops"))["en/document.json"]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 500 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount") and ["mount", "-t", "tmpfs", "-o", "size=500k", "none", str(place)]
    if not mount or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_told_and_nothing_changes(built, small_disk):
    set_fact(built, OLD)
    (built / "reportgen.yaml").write_text((built / "reportgen.yaml").read_text("utf-8").replace("html", "docx"),
                                          "utf-8")
    build_report(open_project(built), "crops", output=small_disk)
    before = state(small_disk / "crops")
    set_fact(built, NEW)
    (small_disk / "ballast").write_bytes(bytes(470_000 - sum(map(len, before.values()))))
    done = run(built, "-o", str(small_disk))
    assert (done.returncode, done.stdout) == (4, ""), done.stderr
    assert "No space left on device" in done.stderr and "Traceback" not in done.stderr
    assert state(small_disk / "crops") == before
    assert sorted(p.name for p in small_disk.iterdir()) == [".crops.lock", "ballast", "crops"]


def test_a_disk_that_may_only_be_read_is_told(built, small_disk):
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = run(built, "-o", str(small_disk))
    assert (done.returncode, done.stdout) == (4, ""), done.stderr
    assert "Read-only file system" in done.stderr and "Traceback" not in done.stderr


def test_no_room_for_temporary_files_is_told_and_nothing_changes(built, small_disk):
    with contextlib.suppress(OSError):
        (small_disk / "ballast").write_bytes(bytes(400_000))
    before = state(built / "output/crops")
    (built / "reportgen.yaml").write_text((built / "reportgen.yaml").read_text("utf-8").replace("html", "pdf"), "utf-8")
    done = run(built, TMPDIR=str(small_disk))
    assert "internal error" not in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert done.returncode in (0, 4)
    assert done.returncode == 0 or state(built / "output/crops") == before


# --- several at once ----------------------------------------------------------------------------------------------

def test_two_builds_at_once_leave_one_whole_state(tmp_path):
    folder = project(tmp_path / "p", "[docx]")
    made = states(folder)
    for turn in range(2):
        set_fact(folder, NEW)
        runs = [start(folder)]
        runs[0].stderr.readline()                    # it has begun to read the facts
        time.sleep(0.2 * turn)
        set_fact(folder, OLD)
        runs += [start(folder)]
        said = [run.communicate(timeout=100) for run in runs]
        assert [run.returncode for run in runs] == [0, 0], said
        assert state(folder / "output/crops") in made.values()
        assert sorted(p.name for p in (folder / "output").iterdir()) == [".crops.lock", "crops"]


def test_a_reader_sees_each_file_whole_and_never_an_older_one_after_a_newer(tmp_path):
    folder = project(tmp_path / "p", "[docx]")
    made = states(folder)
    place, seen, stop = folder / "output/crops", [], threading.Event()

    def read_on():
        while not stop.is_set():
            for name in made[OLD]:
                seen.append((name, (place / name).read_bytes()))

    reader = ThreadPoolExecutor(1).submit(read_on)
    set_fact(folder, NEW)
    assert run(folder).returncode == 0
    time.sleep(0.2)
    stop.set()
    assert reader.exception() is None
    told = [data == made[NEW][name] for name, data in seen if made[OLD][name] != made[NEW][name]]
    assert all(data in (made[OLD][name], made[NEW][name]) for name, data in seen)
    assert told == sorted(told) and {True, False} == set(told)


def test_a_folder_removed_during_a_build_is_made_anew(built):
    going = start(built)
    for _ in range(3):
        going.stderr.readline()
    shutil.rmtree(built / "output")
    said = going.communicate(timeout=60)
    assert going.returncode == 0, said
    build_report(open_project(built), "crops")
    assert sorted(p.name for p in (built / "output").iterdir()) == [".crops.lock", "crops"]


@pytest.mark.skipif(os.name == "nt", reason="flock")
def test_a_build_waits_for_a_lock_that_is_held_and_not_for_one_that_a_dead_process_left(built):
    import fcntl

    lock = built / "output/.crops.lock"
    lock.write_text("4194304")
    assert run(built).returncode == 0
    set_fact(built, OLD)
    with open(lock, "ab") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        waiting = start(built)
        time.sleep(3)
        assert waiting.poll() is None
    assert waiting.wait(60) == 0, waiting.communicate()
