"""Pango: whether it is here, and what each system is told to type where it is not."""

import os
import subprocess
import sys

import pytest

from reportgen import native
from reportgen.diagnostics import MachineError

RELEASES = {
    "Debian": ('PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nVERSION_ID="13"\nID=debian\n', "sudo apt-get install"),
    "Ubuntu": ('ID=ubuntu\nID_LIKE=debian\n', "sudo apt-get install"),
    "Mint": ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "sudo apt-get install"),
    "Fedora": ('NAME="Fedora Linux"\nID=fedora\n', "sudo dnf install pango"),
    "Rocky": ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "sudo dnf install pango"),
    "Alpine": ('NAME="Alpine Linux"\nID=alpine\n', "apk add pango"),
    "Arch": ('ID=arch\n', "sudo pacman -S pango"),
    "Manjaro": ("ID='manjaro'\nID_LIKE='arch'\n", "sudo pacman -S pango"),
    "openSUSE Leap": ('ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', "sudo zypper install libpango"),
    "unknown": ('ID=void\n', "your package manager"),
    "of a name that holds another's": ('ID=archimedes\n', "your package manager"),
    "unreadable": ('\x00=\n==\nID\n', "your package manager"),
}


@pytest.fixture
def on(monkeypatch, tmp_path):
    """`on("linux", 'ID=arch')`: from here on this is such a machine, as far as native.py can see."""
    def become(platform, release=None):
        file = tmp_path / "os-release"
        if release is not None:
            file.write_text(release, "utf-8")
        monkeypatch.setattr(native, "RELEASE", file)
        monkeypatch.setattr(sys, "platform", platform)
    return become


@pytest.mark.parametrize("name", RELEASES)
def test_each_linux_is_told_its_own_command(on, name):
    release, command = RELEASES[name]
    on("linux", release)
    told = str(native.lack(("libpango-1.0.so.0",)))
    assert "libpango-1.0.so.0" in told and command in told and "HTML and Word need nothing more" in told


def test_a_linux_that_does_not_say_what_it_is_gets_the_general_hint(on):
    on("linux")
    assert "your package manager" in str(native.lack(("libpango-1.0.so.0",)))


def refuse(folder):
    """As Windows does for a folder that is not there."""
    raise FileNotFoundError(folder)


@pytest.mark.parametrize(("platform", "library", "command"), [
    ("darwin", "libpango-1.0.dylib", "brew install pango"),
    ("win32", "libpango-1.0-0.dll", "MSYS2"),
    ("freebsd14", "libpango-1.0.so.0", "your package manager"),
])
def test_where_nothing_is_found_every_other_system_names_its_own_libraries(on, monkeypatch, platform, library, command):
    """No library of theirs is on this machine, whatever it is."""
    monkeypatch.setattr(native, "_loads", lambda name: False)
    monkeypatch.setenv("WEASYPRINT_DLL_DIRECTORIES", "")
    monkeypatch.setattr(os, "add_dll_directory", refuse, raising=False)
    on(platform)
    with pytest.raises(MachineError) as told:
        native.require_pango()
    assert library in str(told.value) and command in str(told.value)
    assert told.value.diagnostic.rule == "machine"


def test_a_library_that_is_not_there_does_not_load():
    assert not native._loads("libnosuch.so.1")


def test_homebrew_and_macports_are_searched_on_a_mac_and_nowhere_else(on, monkeypatch, tmp_path):
    monkeypatch.setattr(native, "_MAC_FOLDERS", (str(tmp_path), "/nosuch"))
    on("linux")
    assert native.search_paths({"A": "b"}) == {"A": "b"}
    on("darwin")
    assert native.search_paths({"DYLD_FALLBACK_LIBRARY_PATH": "/mine"}) == {
        "DYLD_FALLBACK_LIBRARY_PATH": f"/mine:{tmp_path}"}
    (tmp_path / "libnosuch.dylib").touch()
    assert native._loads("libnosuch.dylib")


@pytest.mark.needs("pango")
def test_where_no_library_is_missing_weasyprint_can_be_imported():
    native.require_pango()
    subprocess.run([sys.executable, "-W", "error", "-c", "import weasyprint.text.ffi"], check=True,
                   env=native.search_paths(os.environ))


def test_a_missing_library_is_an_error_of_the_machine(monkeypatch):
    monkeypatch.setattr(native, "_LIBRARIES", (("libnosuch.so.1", "libnosuch.dylib", "nosuch.dll"),))
    assert len(native.missing_libraries()) == 1
    with pytest.raises(MachineError, match="nosuch"):
        native.require_pango()
