"""WeasyPrint, mended while a PDF is made: every change to it that we need, each in a module of its own.

WeasyPrint 70 is held in pyproject.toml for the sake of this room. Each module says what is wrong without it and which
of WeasyPrint's issues would end it; each has a test that fails without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from reportgen.writers.pdf.mends.lines import whole_lines
from reportgen.writers.pdf.mends.tags import Finisher, repaired_tags
from reportgen.writers.pdf.mends.words import words_said

MENDS: tuple[Any, ...] = (whole_lines, words_said)


@contextmanager
def mended() -> Iterator[Finisher]:
    """All mends at work, in the whole process; yields the finisher for `write_pdf`."""
    with ExitStack() as stack:
        for mend in MENDS:
            stack.enter_context(mend())
        yield stack.enter_context(repaired_tags())
