#!/usr/bin/env python3
"""Set everything up, then make the briefing or run the tests. Needs nothing but Python 3.11 or newer.

    python3 run.py briefing [options of reportgen build]     this repository's briefing, to output/
    python3 run.py test [options of pytest]                  the tests

Packages go into .venv, each checked against its hash in requirements.lock. pip's own settings (index, proxy) hold;
a folder wheels/ beside this file is asked first, and alone if it has everything. PDFs need Pango: where it is missing
and apt-get may be used without a password, it is installed.

    REPORTGEN_SYSTEM=0    never install anything outside .venv; only say what is missing
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
MARK = os.path.join(VENV, "made-by-run.py")     # holds what the environment was made from, once it is complete
LOCK = os.path.join(ROOT, "requirements.lock")
WHEELS = os.path.join(ROOT, "wheels")
OLDEST = (3, 11)
JOBS = {"briefing": ["reportgen", "build"], "test": ["pytest"]}
WRONG_USAGE, LACKING, INTERRUPTED = 2, 4, 130

# A path file that names this folder from inside .venv. It is relative, and so plain ASCII: Python reads such files in
# the locale's encoding, and one that names a Chinese folder in full stops every Python started under LC_ALL=C.
POINT_TO_PROGRAM = """
import os, sys, sysconfig
folder = sysconfig.get_path("purelib")
with open(os.path.join(folder, "reportgen.pth"), "w", encoding="ascii") as file:
    file.write(os.path.relpath(sys.argv[1], folder) + "\\n")
"""


COMMAND = '#!/bin/sh\nexec "$(dirname -- "$(readlink -f -- "$0")")/python" -X utf8 -m reportgen "$@"\n'
COMMAND_ON_WINDOWS = '@"%~dp0python.exe" -X utf8 -m reportgen %*\r\n'


def main(arguments):
    """Do a job; its exit status, or 4 where the machine lacks what the set-up needs."""
    if sys.version_info < OLDEST:
        stop(too_old())
    if not arguments or arguments[0] not in JOBS:
        stop(__doc__.strip(), WRONG_USAGE)
    if not is_made():
        make()
    job = arguments[0]
    environment = prepared(job)
    command = [PYTHON, "-m", *JOBS[job], *arguments[1:]]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode


def too_old():
    text = f"this needs Python {OLDEST[0]}.{OLDEST[1]} or newer, and here is {sys.version.split()[0]}"
    newer = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
    return text + (f"; type: {newer[0]} run.py ..." if newer else "")


def say(text):
    print("run.py: " + text, file=sys.stderr, flush=True)


def stop(text, status=LACKING):
    say(text)
    sys.exit(status)


# --- the environment ----------------------------------------------------------------------------------------------

def is_made():
    """Whether .venv is complete and was made from this lock file, for this Python and at this place."""
    try:
        with open(MARK, encoding="utf-8") as file:
            return file.read() == recipe() and os.path.exists(PYTHON)
    except OSError:
        return False


def recipe():
    parts = [sys.version.encode(), os.fsencode(sys.executable), os.fsencode(ROOT)]
    for path in (LOCK, os.path.join(ROOT, "pyproject.toml")):
        with open(path, "rb") as file:
            parts.append(file.read())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make():
    """Make .venv anew. Its mark is empty until the last step is done, so that half of one is never believed."""
    if os.path.lexists(VENV):
        if not os.path.exists(MARK):
            stop(f"{VENV} is there and is not this program's; move it away, then run this again")
        shutil.rmtree(VENV)
    os.mkdir(VENV)
    mark("")
    say("setting up .venv (once, some 90 MB)")
    make_with_uv() if uv_will_do() else make_with_pip()
    run([PYTHON, "-c", POINT_TO_PROGRAM, ROOT])
    make_command()
    mark(recipe())


def make_command():
    """The command `reportgen` in .venv, beside its Python and wherever that folder is moved with it."""
    path = os.path.join(os.path.dirname(PYTHON), "reportgen" + (".cmd" if os.name == "nt" else ""))
    text = COMMAND_ON_WINDOWS if os.name == "nt" else COMMAND
    with open(path, "w", encoding="ascii", newline="") as file:
        file.write(text)
    os.chmod(path, 0o755)


def mark(text):
    with open(MARK, "w", encoding="utf-8") as file:
        file.write(text)


def uv_will_do():
    """uv is quicker, but knows nothing of pip's settings: where pip has any, pip is used."""
    if not shutil.which("uv") or any(name.startswith("PIP_") for name in os.environ):
        return False
    settings = subprocess.run([sys.executable, "-m", "pip", "config", "list"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
    return not settings.stdout.strip()


def make_with_uv():
    run(["uv", "venv", "-q", "--allow-existing", "--python", sys.executable, VENV])
    install = ["uv", "pip", "install", "-q", "--python", PYTHON]
    from_lock([*install, "--no-build", "--require-hashes", "-r", LOCK])


def make_with_pip():
    if not can_make_venv():
        package = "python{}.{}-venv".format(*sys.version_info)
        if not apt([package]):
            stop("this Python cannot make a virtual environment\n"
                 f"  hint: sudo apt-get install {package} (or install uv), then run this again")
    run([sys.executable, "-m", "venv", VENV])
    install = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input"]
    from_lock([*install, "--only-binary", ":all:", "--require-hashes", "-r", LOCK])


def can_make_venv():
    """Debian and Ubuntu ship Python without the part that puts pip into an environment."""
    found = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL)
    return found.returncode == 0


def from_lock(install):
    """Install the locked packages: from wheels/ alone if it has them all, else from pip's index with its help."""
    if not os.path.isdir(WHEELS):
        run(install)
        return
    alone = subprocess.run([*install, "--no-index", "--find-links", WHEELS], env=environment_of_pip(),
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if alone.returncode:
        say("wheels/ does not have everything; the rest comes from the package index")
        run([*install, "--find-links", WHEELS])


def run(command):
    if subprocess.run(command, env=environment_of_pip()).returncode:
        stop("this step failed, see above: " + " ".join(command))


def environment_of_pip():
    return {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}


# --- Pango --------------------------------------------------------------------------------------------------------

def prepared(job):
    """The environment variables for a job, after Pango was looked for and, where that is allowed, installed."""
    from reportgen import native
    absent = native.missing_libraries()
    if absent and apt(list(native.APT)):
        absent = native.missing_libraries()
    if absent and job == "test":
        say(native.message(absent))             # `reportgen build` says it itself
    return {"PYTHONUTF8": "1", **native.search_paths(os.environ)}


def apt(packages):
    """Install Debian packages where no password is asked; True if that was done."""
    prefix = root_prefix()
    if prefix is None:
        return False
    say("apt-get install " + " ".join(packages))
    apt_get = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "Dpkg::Use-Pty=0",
               "-o", "DPkg::Lock::Timeout=120"]
    steps = ([*apt_get, "update"], [*apt_get, "install", "-y", "--no-install-recommends", *packages])
    for step in steps:
        done = subprocess.run(step, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        say("that failed:\n" + done.stdout.decode("utf-8", "replace").strip()[-1000:])
    return done.returncode == 0


def root_prefix():
    """What to put before a command of root's: nothing as root, sudo where it asks nothing, None otherwise."""
    if os.environ.get("REPORTGEN_SYSTEM") == "0" or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], **silent).returncode == 0:
        return ["sudo", "-n"]
    return None


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
