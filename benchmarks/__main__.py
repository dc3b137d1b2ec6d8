"""Print how fast reportgen is: `python -m benchmarks [briefing] [pdf] [word] [rivals] [facts] [pages] [start]`.

All of these where none is named. Seconds are of processor time, of all processes together, each run in a fresh one;
memory is that of the largest process. Beside each figure stands its ratio to something measured in the same run.
README.md holds the last tables.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks import briefing, facts, pages, pdf, rivals, start, word

TABLES = {"briefing": briefing, "pdf": pdf, "word": word, "rivals": rivals, "facts": facts, "pages": pages,
          "start": start}


def main(names: list[str]) -> None:
    for name in names or TABLES:
        with tempfile.TemporaryDirectory() as folder:
            for line in TABLES[name].table(Path(folder)):
                print(line, flush=True)
        print(flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
