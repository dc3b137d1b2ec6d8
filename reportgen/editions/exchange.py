"""Put a folder of files in place whole: a reader, and a killed run, sees all of the old state or all of the new.

The new state is written to a sibling folder and the two folders change names in one step (Linux: renameat2, macOS:
renamex_np). Where there is no such step two renames are used, and the next run mends what was cut off between them.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import hashlib
import json
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn

from reportgen.diagnostics import MachineError, reason, refuse
from reportgen.messages import say

MADE = ".made.json"                # the digests of all that was put there; each folder of ours has it
TAKEN_FOR_NOTHING = (".DS_Store", "._", "~$", "Thumbs.db", "desktop.ini")    # what systems and editors leave about
PATIENCE = 60                      # seconds to wait for another run that is writing the same folder
NOT_HERE = (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM)

Swap = Callable[[Path, Path], None]


def exchange(folder: Path, files: Mapping[str, bytes], swap: Swap | None = None) -> bool:
    """Make `folder` hold just `files` (names with `/` → bytes) and a record of them; False if it held them already.

    Nothing else beside `folder` is touched. ReportgenError [not-ours] where it holds files that were not put there by
    this program, [edited] where somebody has changed one since; MachineError where the disk is full, may not be
    written, or another run keeps the folder.
    """
    _refuse_no_folder(folder)
    files = {**files, MADE: _record(files)}
    with _told(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            _mend(folder)
            _refuse_strangers(folder, files)
            if _state(folder) == dict(files):
                return False
            _put(folder, files, swap or _swap_of_this_machine())
            return True


def recover(folder: Path) -> None:
    """Clear away what a killed run left beside `folder`, and give back what it had moved away. Errors as above."""
    _refuse_no_folder(folder)
    if any(place.exists() for place in (folder, _new(folder), _old(folder))):
        with _told(folder), _alone(folder):
            _mend(folder)
            _refuse_strangers(folder)


def put_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder`, which is not there or empty, hold `files`, whole or not at all. MachineError as above.

    Nothing stays beside it, but where the run is killed: then the next one for this folder clears it away.
    """
    new = folder.with_name(f".{folder.name}.reportgen-new")
    with _told(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        if new.exists():
            shutil.rmtree(new)
        try:
            _write(new, files)
            if folder.exists():
                folder.rmdir()
            os.rename(new, folder)
            _keep(folder.parent)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def _mend(folder: Path) -> None:
    if not folder.exists() and _old(folder).exists():
        os.rename(_old(folder), folder)
    for leftover in (_new(folder), _old(folder)):
        if leftover.exists():
            _clear(leftover)


def _put(folder: Path, files: Mapping[str, bytes], swap: Swap) -> None:
    new = _new(folder)
    try:
        _write(new, files)
        if folder.exists():
            swap(new, folder)
        else:
            os.rename(new, folder)
        _keep(folder.parent)
    finally:
        for leftover in (new, _old(folder)):
            if folder.exists() and leftover.exists():
                with contextlib.suppress(OSError):
                    _clear(leftover)


def _clear(folder: Path) -> None:
    """Remove a folder of ours, and be it that somebody made it read-only."""
    for place in (folder, *folder.rglob("*")):
        if not place.is_symlink():
            place.chmod(place.stat().st_mode | stat.S_IRWXU)
    shutil.rmtree(folder)


@contextlib.contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say what the system says as a MachineError."""
    try:
        yield
    except OSError as problem:
        raise MachineError(say('"{folder}" could not be written, what was there stands: {reason}', folder=folder,
                               reason=reason(problem))) from problem


def _new(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.new")


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")


# --- files --------------------------------------------------------------------------------------------------------

def _state(folder: Path) -> dict[str, bytes] | None:
    """What `folder` holds, or None where there is no such folder."""
    if not folder.is_dir():
        return None
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(folder)}


def _files(folder: Path) -> list[Path]:
    """The files in a folder, but for what systems and editors leave there; OSError where it cannot be looked into."""
    def stop(problem: OSError) -> NoReturn:
        raise problem

    found = os.walk(folder, onerror=stop) if folder.is_dir() else ()
    paths = (Path(place, name) for place, _, names in found for name in names)
    return [path for path in paths if path.is_file() and not path.name.startswith(TAKEN_FOR_NOTHING)]


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    for inner in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        _keep(inner)


def _keep(folder: Path) -> None:
    """Have the names in a folder survive a loss of power, where the system can."""
    if os.name == "posix":
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


ELSEWHERE = say("choose another folder with --output, or move away what is there")


def _refuse_no_folder(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        refuse("not-ours", say('"{folder}" is not a folder, so it is left alone', folder=folder), hint=ELSEWHERE)


def _refuse_strangers(folder: Path, files: Mapping[str, bytes] = MappingProxyType({})) -> None:
    """Nothing that somebody else put into the folder, or changed there, may be lost; `files` would replace it."""
    there = {path.relative_to(folder).as_posix(): path for path in _files(folder) if path.name != MADE}
    made = _made(folder)
    if made is None:
        if any(files.get(name) != path.read_bytes() for name, path in there.items()):
            refuse("not-ours",
                   say('"{folder}" holds files that reportgen did not make, so it is left alone', folder=folder),
                   hint=ELSEWHERE)
        return
    for name, path in sorted(there.items()):
        if name not in made:
            refuse("not-ours",
                   say('"{path}" was not made by reportgen and would be lost, so all is left alone', path=path),
                   hint=say("move it away and build again"))
        if hashlib.sha256(path.read_bytes()).hexdigest() != made[name]:
            refuse("edited", say('"{path}" has been changed since it was made and would be lost, so all is left alone',
                                 path=path),
                   hint=say("keep your copy elsewhere, then delete this one and build again"))


def _record(files: Mapping[str, bytes]) -> bytes:
    """What was put in place: the digest of each file by name."""
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}
    return json.dumps(digests, indent=1, ensure_ascii=False).encode()


def _made(folder: Path) -> dict[str, str] | None:
    """The record of what was put into `folder`, or None where there is none that can be read."""
    try:
        return json.loads((folder / MADE).read_bytes())
    except (OSError, ValueError):
        return None


# --- changing names -----------------------------------------------------------------------------------------------

def _swap_of_this_machine() -> Swap:
    return {"linux": swap_on_linux, "darwin": swap_on_macos}.get(sys.platform, swap_by_two_renames)


def swap_on_linux(new: Path, folder: Path) -> None:
    """Exchange two folders in one step, or in two where kernel or file system cannot."""
    here, exchanged = -100, 2          # AT_FDCWD, RENAME_EXCHANGE
    _in_one_step("renameat2", (here, os.fsencode(new), here, os.fsencode(folder), exchanged), new, folder)


def swap_on_macos(new: Path, folder: Path) -> None:
    """Exchange two folders in one step, or in two where the file system cannot."""
    swapped = 2                        # RENAME_SWAP
    _in_one_step("renamex_np", (os.fsencode(new), os.fsencode(folder), swapped), new, folder)


def _in_one_step(function: str, arguments: tuple[int | bytes, ...], new: Path, folder: Path) -> None:
    call = getattr(ctypes.CDLL(None, use_errno=True), function, None)
    if call is not None and call(*arguments) == 0:
        return
    number = ctypes.get_errno() if call is not None else errno.ENOSYS
    if number not in NOT_HERE:
        raise OSError(number, os.strerror(number), str(folder))
    swap_by_two_renames(new, folder)


def swap_by_two_renames(new: Path, folder: Path) -> None:
    """Move `folder` away and `new` in its place; if that fails, move it back."""
    old = _old(folder)
    os.rename(folder, old)
    try:
        os.rename(new, folder)
    except OSError:
        os.rename(old, folder)
        raise


# --- one at a time ------------------------------------------------------------------------------------------------

@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder`, a file beside it. The system frees it when a process ends, however it ends."""
    with open(folder.with_name(f".{folder.name}.lock"), "ab") as lock:
        end = time.monotonic() + PATIENCE
        while not _locked(lock.fileno()):
            if time.monotonic() > end:
                raise MachineError(say('another run has been writing "{folder}" for more than {seconds} seconds; '
                                       "try again when it is done", folder=folder, seconds=PATIENCE))
            time.sleep(0.05)
        yield


def _locked(file: int) -> bool:
    """Try to lock an open file; closing it frees the lock."""
    try:
        if os.name == "nt":
            import msvcrt
            os.lseek(file, 0, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
