#!/usr/bin/env python3
"""Write an empty Word file with all styles of a theme, from which a house can make a template of its own.

    python tools/word_base.py THEME [LANG] OUT.docx        # THEME: modern, official, jianbao; LANG: en (default), zh-CN
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from reportgen.writers.docx.base.blank import base_package
from reportgen.writers.theme import load_theme


def main(arguments: list[str]) -> int:
    if len(arguments) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    theme, *lang, out = arguments
    Path(out).write_bytes(base_package(load_theme(theme), *lang or ["en"]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
