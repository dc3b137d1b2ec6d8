"""WeasyPrint, mended while a PDF is made: every change to it that we need, each in a module of its own.

WeasyPrint 70 is held in pyproject.toml for the sake of this room. Each module says what is wrong without it and which
of WeasyPrint's issues would end it; each has a test that fails without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from reportgen.writers.pdf.mends.continued import told_where_continued
from reportgen.writers.pdf.mends.heads import heads_kept
from reportgen.writers.pdf.mends.hyphens import words_divided
from reportgen.writers.pdf.mends.justify import chinese_justified
from reportgen.writers.pdf.mends.lines import whole_lines
from reportgen.writers.pdf.mends.spacing import chinese_spaced
from reportgen.writers.pdf.mends.notes import notes_in_order
from reportgen.writers.pdf.mends.pages import pages_listed_once
from reportgen.writers.pdf.mends.pixels import pixels_as_they_are
from reportgen.writers.pdf.mends.streams import streams_ended
from reportgen.writers.pdf.mends.tags import Tags, repaired_tags
from reportgen.writers.pdf.mends.words import words_said

MENDS: tuple[Any, ...] = (
    heads_kept, told_where_continued, notes_in_order, words_divided, chinese_spaced, chinese_justified,
    whole_lines, words_said, streams_ended, pages_listed_once,
    pixels_as_they_are,
)


@contextmanager
def mended() -> Iterator[Tags]:
    """All mends at work, in the whole process; yields the finisher for `write_pdf`."""
    with ExitStack() as stack:
        for mend in MENDS:
            stack.enter_context(mend())
        yield stack.enter_context(repaired_tags())
