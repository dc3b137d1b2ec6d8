#!/usr/bin/env python3
"""Write what editors are told of the YAML files of a project to reportgen/schemas.

    python tools/schemas.py           # after a change of facts/entries/schema.py, build/written.py, theme/file.py
    python tools/schemas.py --check   # only say whether they are current; exit status 1 if not
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reportgen.build.schema import NAMES, file_name, made  # noqa: E402


def main() -> int:
    folder = ROOT / "reportgen" / "schemas"
    old = [name for name in NAMES
           if not (path := folder / file_name(name)).is_file() or path.read_text("utf-8") != made(name)]
    for name in old:
        print(f"{file_name(name)} is not what the models say")
        if "--check" not in sys.argv:
            (folder / file_name(name)).write_text(made(name), "utf-8", newline="\n")
    return bool(old and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
