#!/usr/bin/env python3
"""Set everything up, then make the briefing or run the tests: the two commands of the README.

Packages go into .venv, each checked against its hash in requirements.lock. pip's own settings (index, proxy) hold;
a folder wheels/ beside this file is asked first, and alone if it has everything. Standard library only, and readable
by any Python 3, which is told what it lacks.
"""

import hashlib
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)


def too_old():
    """What to tell an older Python, in both languages: the rest of the program is not for it."""
    here = sys.version.split()[0]
    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    english, chinese = ("; type: {} run.py ...", "；请输入：{} run.py ...") if newer else ("", "")
    return ("run.py: this needs Python 3.11 or newer, and here is {}" + english + "\n"
            "run.py：需要 Python 3.11 或更高版本，这里是 {}" + chinese + "\n").format(*([here, *newer[:1]] * 2))


if sys.version_info < OLDEST:
    sys.stderr.write(too_old())
    sys.exit(4)

ROOT = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, ROOT)

from reportgen import native  # noqa: E402 (an older Python cannot read it)
from reportgen.diagnostics import MachineError  # noqa: E402
from reportgen.messages import language_of, say, shown  # noqa: E402

VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")))
MARK = os.path.join(VENV, "made-by-run.py")     # holds what the environment was made from, once it is complete
LOCK = os.path.join(ROOT, "requirements.lock")
WHEELS = os.path.join(ROOT, "wheels")
JOBS = {"briefing": ["reportgen", "build"], "test": ["pytest"]}
WRONG_USAGE, LACKING, INTERRUPTED = 2, 4, 130
USAGE = say("""Sets everything up, then makes the briefing or runs the tests.

    python3 run.py briefing [options of reportgen build]     this repository's briefing, to output/
    python3 run.py test [options of pytest]                  the tests

Packages go into .venv. PDFs need Pango: where it is missing and apt-get may be used without a password, it is
installed.

    REPORTGEN_SYSTEM=0    never install anything outside .venv; only say what is missing""")

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
    if not arguments or arguments[0] not in JOBS:
        tell(USAGE)
        return WRONG_USAGE
    job = arguments[0]
    try:
        if not is_made():
            make()
        environment = prepared(job)
    except MachineError as lack:
        tell(lack.diagnostic)
        return LACKING
    except OSError as problem:
        tell(say("cannot set up: {problem}", problem=problem))
        return LACKING
    return subprocess.run([PYTHON, "-m", *JOBS[job], *arguments[1:]], cwd=ROOT, env=environment).returncode


def tell(what):
    """Say a message, or a diagnostic, in the person's language."""
    language = language_of(os.environ)
    text = shown(what, language) if isinstance(what, str) else what.shown(language)
    print("run.py: " + text, file=sys.stderr, flush=True)


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
            raise MachineError(say("{folder} is there and is not this program's", folder=VENV),
                               say("move it away, then run the same command again"))
        shutil.rmtree(VENV)
    os.mkdir(VENV)
    mark("")
    tell(say("setting up .venv (once, some 90 MB)"))
    install_packages()
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


def install_packages():
    """Make the environment and fill it: with uv, which is quicker, but with pip where that has settings of its own."""
    package, uv = "python{}.{}-venv".format(*sys.version_info), shutil.which("uv")
    if uv and not pip_has_settings():
        make_with_uv()
    elif can_make_venv() or apt([package]):
        make_with_pip()
    elif uv:
        make_with_uv()
    else:
        raise MachineError(say("this Python cannot make a virtual environment"), hint_for_venv(package))


def pip_has_settings():
    """Whether a person told pip something, an index say, that uv would not know."""
    settings = subprocess.run([sys.executable, "-m", "pip", "config", "list"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
    return any(name.startswith("PIP_") for name in os.environ) or bool(settings.stdout.strip())


def make_with_uv():
    run(["uv", "venv", "-q", "--allow-existing", "--python", sys.executable, VENV])
    install = ["uv", "pip", "install", "-q", "--python", PYTHON]
    from_lock([*install, "--no-build", "--require-hashes", "-r", LOCK])


def make_with_pip():
    run([sys.executable, "-m", "venv", VENV])
    install = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input"]
    from_lock([*install, "--only-binary", ":all:", "--require-hashes", "-r", LOCK])


def can_make_venv():
    """Debian and Ubuntu ship Python without the part that puts pip into an environment."""
    found = subprocess.run([sys.executable, "-c", "import ensurepip, venv"], stderr=subprocess.DEVNULL)
    return found.returncode == 0


def hint_for_venv(package):
    """What to type so that this Python can."""
    if native.system() == "debian":
        return say("{command}\n  then run the same command again; uv on the PATH does as well",
                   command="sudo apt-get install --no-install-recommends " + package)
    return say("install what your system calls venv and ensurepip for this Python, or uv; then run the same command "
               "again")


def from_lock(install):
    """Install the locked packages: from wheels/ alone if it has them all, else from pip's index with its help."""
    if not os.path.isdir(WHEELS):
        run(install)
        return
    alone = subprocess.run([*install, "--no-index", "--find-links", WHEELS], env=environment_of_pip(),
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if alone.returncode:
        tell(say("wheels/ does not have everything; the rest comes from the package index"))
        run([*install, "--find-links", WHEELS])


def run(command):
    if subprocess.run(command, env=environment_of_pip()).returncode:
        raise MachineError(say("this step failed, see above: {command}", command=" ".join(command)),
                           say("docs/install.md tells what to do behind a proxy and without a network"))


def environment_of_pip():
    return {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}


# --- Pango --------------------------------------------------------------------------------------------------------

def prepared(job):
    """The environment variables for a job, after Pango was looked for and, where that is allowed, installed."""
    absent = native.missing_libraries()
    if absent and apt(list(native.APT)):
        absent = native.missing_libraries()
    if absent and job == "test":
        tell(native.lack(absent).diagnostic)    # `reportgen build` says it itself
    return {"PYTHONUTF8": "1", **native.search_paths(os.environ)}


def apt(packages):
    """Install Debian packages where no password is asked; True if that was done."""
    prefix = root_prefix()
    if prefix is None:
        return False
    tell("apt-get install " + " ".join(packages))
    apt_get = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "Dpkg::Use-Pty=0",
               "-o", "DPkg::Lock::Timeout=120"]
    steps = ([*apt_get, "update"], [*apt_get, "install", "-y", "--no-install-recommends", *packages])
    for step in steps:
        done = subprocess.run(step, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        tell(say("that failed:\n{output}", output=done.stdout.decode("utf-8", "replace").strip()[-1000:]))
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
