#!/usr/bin/env python3
"""Write requirements.lock from pyproject.toml: `python tools/lock.py [--upgrade]`. Needs uv.

One file serves Linux, macOS and Windows and Python 3.11 and newer: each package with its version and the hashes of
all its wheels, and no address of any index.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = ("uv", "pip", "compile", "pyproject.toml", "--extra", "test", "--universal", "--python-version", "3.11",
           "--generate-hashes", "--no-header", "--no-annotate", "--only-binary", ":all:", "--quiet",
           "--output-file", "requirements.lock")


def main(arguments: list[str]) -> int:
    done = subprocess.run([*COMMAND, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL).returncode
    if done:
        return done
    lock = ROOT / "requirements.lock"
    lines = lock.read_text("utf-8").splitlines()
    if any("://" in line or line.startswith("--") for line in lines):
        sys.exit("requirements.lock names an address; look at uv's own settings")
    print(f"{lock.name}: {sum('==' in line for line in lines)} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
