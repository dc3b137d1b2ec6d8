#!/usr/bin/env python3
"""Prove the set-up on bare Debian systems: `python3 tools/bare.py FOLDER`, as root on a Debian with debootstrap.

Each release is made once in FOLDER: Debian's smallest system with certificates, python3 and git. Each scenario is a
layer over it that is thrown away: a fresh clone of this checkout (what is committed), in which a person types the two
commands of the README and, where one ends with exit status 4 and a hint, has root type what the hint says and types
the command again. The table that is printed tells what happened; the whole output lies in FOLDER/logs. Exit status 1
where a scenario did not end well or its PDFs are not those of the first.

    --container    run the steps of Containerfile instead, each in a layer, and build the briefing as its user
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
IN_PRIVATE = "REPORTGEN_BARE_MOUNTS"            # set in the process whose mounts vanish with it
TRUST = ("/etc/resolv.conf", "/etc/hosts", "/etc/ssl/certs/ca-certificates.crt", "/etc/pip.conf")
PASSED_ON = re.compile(r"(https?|no|all)_proxy|SSL_CERT_FILE|UV_\w+", re.IGNORECASE)
OF_PIP = re.compile("PIP_(CERT|INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST)")     # where it has any, uv is not used
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
LACKING = 4
HANDFUL = "-q tests/test_setup.py tests/test_briefing.py"


@dataclass(frozen=True, slots=True)
class Scenario:
    """Who types the commands, and what was on the machine before; `uv` is copied from this machine."""

    name: str
    user: str
    packages: tuple[str, ...] = ()
    uv: bool = False
    network: bool = True


PANGO = ("libpangoft2-1.0-0", "libharfbuzz-subset0")
SCENARIOS = (
    Scenario("root", "root"),
    Scenario("root, venv", "root", ("python3-venv",)),
    Scenario("root, uv", "root", uv=True),
    Scenario("user without sudo", "analyst"),
    Scenario("user without sudo, venv", "analyst", ("python3-venv",)),
    Scenario("user without sudo, uv", "analyst", uv=True),
    Scenario("user with sudo", "analyst", ("sudo",)),
    Scenario("user with sudo, venv", "analyst", ("sudo", "python3-venv")),
    Scenario("no network, wheels/, venv, Pango", "analyst", ("python3-venv", *PANGO), network=False),
)


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind."""

    command: str
    status: int
    seconds: float
    output: str


@dataclass(frozen=True, slots=True)
class Machine:
    """A folder with a Debian in it, mounted and ready to run commands."""

    root: Path
    passed_on: tuple[re.Pattern[str], ...] = (PASSED_ON, OF_PIP)

    def run(self, command: str, user: str = "root", folder: str = "~", network: bool = True,
            settings: dict[str, str] | None = None) -> Done:
        """Run a shell command as `user` in `folder`; nobody answers what it asks, except that root says yes to all."""
        home = "/root" if user == "root" else f"/home/{user}"
        variables = {name: value for name, value in os.environ.items()
                     if any(pattern.fullmatch(name) for pattern in self.passed_on)}
        variables |= {"HOME": home, "USER": user, "PATH": PATH, "LANG": "C.UTF-8", **(settings or {})}
        inside = ["env", "-i", *(f"{name}={value}" for name, value in variables.items()), "sh", "-c",
                  f"cd {folder} && {command}"]
        start = time.monotonic()
        done = subprocess.run([*([] if network else ["unshare", "--net"]), "nice", "chroot", f"--userspec={user}",
                               self.root, *inside], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        return Done(command, done.returncode, time.monotonic() - start, done.stdout.decode("utf-8", "replace"))

    def must(self, command: str, **options: Any) -> None:
        """Run what prepares a scenario; leave where that fails."""
        done = self.run(command, **options)
        if done.status:
            sys.exit(f"{command}\n{done.output}")


# --- machines -----------------------------------------------------------------------------------------------------

def made(release: str, folder: Path, mirror: str) -> Path:
    """The smallest system of a release, made if it is not there: certificates and package settings as on this one."""
    base = folder / release
    if not base.is_dir():
        print(f"making {base}", flush=True)
        half = folder / (release + ".half")
        shutil.rmtree(half, ignore_errors=True)
        subprocess.run(["debootstrap", "--variant=minbase", "--include=ca-certificates,python3,git", release, half,
                        mirror], check=True, stdout=subprocess.DEVNULL)
        for file in (*TRUST, *map(str, Path("/etc/apt/apt.conf.d").iterdir())):
            if os.path.isfile(file):
                shutil.copyfile(file, half / file[1:])
        half.rename(base)
    return base


@contextmanager
def layer(*bases: Path, upper: Path | None = None) -> Iterator[Machine]:
    """A machine that begins as `bases` (the topmost first); what is done to it is thrown away, or stays in `upper`."""
    folder = Path(tempfile.mkdtemp(prefix="layer-", dir=bases[-1].parent))
    upper, work, root = upper or folder / "upper", folder / "work", folder / "root"
    for each in (upper, work, root):
        each.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "overlay", "overlay", "-o",
                    f"lowerdir={':'.join(map(str, bases))},upperdir={upper},workdir={work}", root], check=True)
    subprocess.run(["mount", "-t", "proc", "proc", root / "proc"], check=True)
    subprocess.run(["mount", "--rbind", "--make-rslave", "/dev", root / "dev"], check=True)
    try:
        yield Machine(root)
    finally:
        subprocess.run(["umount", "--recursive", "--lazy", root], check=True)
        shutil.rmtree(folder)


def mirror_of_this_machine() -> str:
    """Where this machine's own Debian comes from."""
    told = subprocess.run(["apt-get", "indextargets", "--format", "$(REPO_URI)", "Origin: Debian", "Label: Debian"],
                          stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    return told[0] if told else sys.exit("apt-get knows no Debian mirror here: type apt-get update, or give --mirror")


# --- scenarios ----------------------------------------------------------------------------------------------------

def prepare(machine: Machine, scenario: Scenario, bundle: Path, base: Path) -> None:
    """The scenario's user, packages and uv, and the clone."""
    if scenario.packages:
        machine.must(f"apt-get -q update && apt-get -qy install --no-install-recommends {' '.join(scenario.packages)}")
    if scenario.user != "root":
        machine.must(f"useradd --create-home {scenario.user}")
    if "sudo" in scenario.packages:
        machine.must(f"echo '{scenario.user} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/{scenario.user}")
    if scenario.uv:
        shutil.copy(shutil.which("uv") or sys.exit("put uv on the PATH, or leave it out with --only"),
                    machine.root / "usr/local/bin")
    shutil.copy(bundle, machine.root / "checkout.bundle")
    machine.must("git -c advice.detachedHead=false clone -q /checkout.bundle reportgen", user=scenario.user)
    if not scenario.network:
        shutil.copytree(wheels(base), machine.root / f"home/{scenario.user}/reportgen/wheels")


def wheels(base: Path) -> Path:
    """The folder wheels/ that docs/install.md tells to download for this release, made once for each lock file."""
    lock = (ROOT / "requirements.lock").read_bytes()
    folder = base.with_name(f"wheels-{base.name}-{hashlib.sha256(lock).hexdigest()[:8]}")
    if not folder.is_dir():
        with layer(base) as machine:
            (machine.root / "requirements.lock").write_bytes(lock)
            machine.must("apt-get -q update && apt-get -qy install --no-install-recommends python3-venv")
            machine.must("python3 -m venv /pip && /pip/bin/python -m pip download -q --only-binary :all: "
                         "--require-hashes -r /requirements.lock -d /wheels")
            shutil.copytree(machine.root / "wheels", folder)
    return folder


def typed(machine: Machine, scenario: Scenario, command: str) -> Iterator[Done]:
    """What happens when a person types a command and, as long as a hint tells a new one, has root type that."""
    hints = set()
    while True:
        done = machine.run(command, scenario.user, "~/reportgen", scenario.network)
        yield done
        hint = re.search(r"hint: (?:sudo )?(apt-get .+)", done.output)
        if done.status != LACKING or not hint or hint[1] in hints:
            return
        hints.add(hint[1])
        yield replace(machine.run("yes | " + hint[1]), command="# " + hint[1])


def printed(machine: Machine, scenario: Scenario) -> dict[str, str]:
    """The files of the briefing, and the sha256 of each PDF."""
    home = machine.root / ("root" if scenario.user == "root" else f"home/{scenario.user}")
    output = home / "reportgen/output"
    files = [file for file in output.rglob("*.*") if not file.name.startswith(".")]
    return {file.relative_to(output).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            if file.suffix == ".pdf" else "" for file in sorted(files)}


def gist(done: Done) -> str:
    """One line of what a command said: its hint, else its last line."""
    hint = re.search(r"hint: (.+)", done.output)
    lines = [line.strip(" =") for line in done.output.splitlines() if line.strip()]
    return hint[1] if done.status == LACKING and hint else lines[-1] if lines else ""


def play(release: str, base: Path, scenario: Scenario, bundle: Path, tests: str) -> tuple[bool, dict[str, str]]:
    """Play one scenario, print a row for each command; whether it ended well, and the PDFs' digests."""
    log = base.parent / "logs" / f"{release}, {scenario.name.replace('/', '')}.txt"
    log.parent.mkdir(exist_ok=True)
    log.write_text("", "utf-8")
    with layer(base) as machine:
        machine = replace(machine, passed_on=(PASSED_ON,)) if scenario.uv else machine
        prepare(machine, scenario, bundle, base)
        for command in ("python3 run.py briefing", f"python3 run.py test {tests}"):
            for done in typed(machine, scenario, command):
                with log.open("a", encoding="utf-8") as file:
                    file.write(f"$ {done.command}\n{done.output}[{done.status}]\n\n")
                files = Counter(Path(name).suffix[1:] for name in printed(machine, scenario))
                print(f"| {release} | {scenario.name} | `{done.command}` | {done.status} | {done.seconds:.0f} "
                      f"| {gist(done)} | {', '.join(f'{n} {kind}' for kind, n in files.items())} |", flush=True)
            if done.status:
                return False, {}
        return True, printed(machine, scenario)


def scenarios(arguments: argparse.Namespace, folder: Path, bundle: Path) -> bool:
    """Play all that is asked for; whether all ended well, with the same PDFs within a release."""
    well = []
    print("| Debian | machine | command | status | s | what it said | made |", "|---" * 7 + "|", sep="\n", flush=True)
    for release in arguments.release:
        base, first = made(release, folder, arguments.mirror or mirror_of_this_machine()), {}
        for scenario in (each for each in SCENARIOS if arguments.only in each.name):
            ended, files = play(release, base, scenario, bundle, arguments.pytest)
            first = first or files
            well.append(ended and any(files.values()) and files == first)
            if ended and files != first:
                print(f"not the files of the first scenario: {files} {first}")
        print(f"{release}: {', '.join(f'{name} {digest[:12]}' for name, digest in first.items() if digest)}")
    return bool(well) and all(well)


# --- the Containerfile --------------------------------------------------------------------------------------------

@dataclass(slots=True)
class Stage:
    """A stage of a Containerfile while it is built: its layers, topmost first, and what its instructions set."""

    layers: tuple[Path, ...]
    settings: dict[str, str]
    user: str = "root"
    folder: str = "/"
    entry: tuple[str, ...] = ()


def instructions(text: str) -> Iterator[tuple[str, str]]:
    """(keyword, rest) for each instruction of a Containerfile."""
    whole = re.sub(r"\\\n\s*", "", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    for line in filter(None, map(str.strip, whole.splitlines())):
        keyword, _, rest = line.partition(" ")
        yield keyword.upper(), rest.strip()


def built(base: Path, context: Path, folder: Path, network: bool) -> Stage:
    """The last stage of `context`/Containerfile, made over a bare system; without a network, only apt-get has one."""
    given = {} if network else {"PIP_NO_INDEX": "1"}
    stages, stage, arguments = {"$BASE": Stage((base,), {})}, None, {}
    for keyword, rest in instructions((context / "Containerfile").read_text("utf-8")):
        print(f"{keyword} {rest}", flush=True)
        words = rest.split()
        if keyword == "FROM":
            below = stages[words[0]]
            upper = folder / words[2]
            upper.mkdir()
            stage = stages[words[2]] = Stage((upper, *below.layers), dict(below.settings), below.user, below.folder)
            arguments = {}
        elif keyword == "ARG":
            arguments |= {name: given[name] for name in words if name in given}
        elif keyword == "ENV":
            pairs = (word.partition("=") for word in words)
            stage.settings |= {name: value.replace("$PATH", PATH) for name, _, value in pairs}
        elif keyword in ("USER", "WORKDIR"):
            setattr(stage, {"USER": "user", "WORKDIR": "folder"}[keyword], rest)
        elif keyword == "COPY":
            copied(stage, words, context, stages)
        elif keyword == "RUN":
            with layer(*stage.layers[1:], upper=stage.layers[0]) as machine:
                machine.must(f"mkdir -p {stage.folder}")
                machine.must(rest, user=stage.user, folder=stage.folder, settings=stage.settings | arguments,
                             network=network or "apt-get" in rest)
        elif keyword == "ENTRYPOINT":
            stage.entry = tuple(json.loads(rest))
        elif keyword != "CMD":
            sys.exit(f"{keyword} is not known here")
    return stage


def copied(stage: Stage, words: list[str], context: Path, stages: dict[str, Stage]) -> None:
    """COPY [--from=STAGE] SOURCE TARGET, with whole folders."""
    *_, source, target = words
    origin = stages[words[0].partition("=")[2]].layers[0] / source[1:] if len(words) == 3 else context / source
    shutil.copytree(origin, stage.layers[0] / os.path.join(stage.folder, target)[1:], symlinks=True,
                    dirs_exist_ok=True, ignore=shutil.ignore_patterns(".git"))


def container(arguments: argparse.Namespace, folder: Path, bundle: Path) -> bool:
    """Run the Containerfile's steps over a bare system, with the network and from wheels/ alone, and use the result."""
    base = made(arguments.release[-1], folder, arguments.mirror or mirror_of_this_machine())
    well = []
    for network in (True, False):
        context = folder / "context"
        shutil.rmtree(context, ignore_errors=True)
        subprocess.run(["git", "-c", "advice.detachedHead=false", "clone", "-q", bundle, context], check=True)
        if not network:
            shutil.copytree(wheels(base), context / "wheels")
        with tempfile.TemporaryDirectory(prefix="stages-", dir=folder) as made_here:
            stage = built(base, context, Path(made_here), network)
            well.append(used(stage, context))
    return all(well)


def used(stage: Stage, context: Path) -> bool:
    """What a person does with the image: build the briefing of a mounted project, without a network."""
    with layer(*stage.layers) as machine:
        shutil.copytree(context, machine.root / "project", ignore=shutil.ignore_patterns(".git", "wheels"))
        machine.must(f"chown -R {stage.user}: /project")
        done = machine.run(" ".join([*stage.entry, "build"]), stage.user, stage.folder, False, stage.settings)
        pdfs = {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:12]
                for file in (machine.root / "project/output").rglob("*.pdf")}
    print(f"{done.output}[{done.status}] after {done.seconds:.0f} s, as {stage.user}: {pdfs}", flush=True)
    return done.status == 0 and len(pdfs) > 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--release", action="append", choices=["bookworm", "trixie"])
    parser.add_argument("--only", default="", metavar="WORDS", help="only scenarios with these words in their names")
    parser.add_argument("--pytest", default=HANDFUL, metavar="OPTIONS", help='which tests ("" is all): ' + HANDFUL)
    parser.add_argument("--mirror", help="a Debian mirror; else the one this machine uses")
    parser.add_argument("--container", action="store_true")
    arguments = parser.parse_args()
    arguments.release = arguments.release or ["bookworm", "trixie"]
    if IN_PRIVATE not in os.environ:
        os.environ[IN_PRIVATE] = "1"
        os.execvp("unshare", ["unshare", "--mount", "--propagation", "private", sys.executable, *sys.argv])
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    bundle = folder / "checkout.bundle"
    subprocess.run(["git", "-c", f"safe.directory={ROOT}", "-C", ROOT, "bundle", "create", "-q", bundle, "HEAD"],
                   check=True)
    return 0 if (container if arguments.container else scenarios)(arguments, folder, bundle) else 1


if __name__ == "__main__":
    sys.exit(main())
