"""Look for garbage less often while a PDF is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (50_000, 20, 20)                  # new objects between two looks at the newest; Python's own: 700, 10, 10


@contextmanager
def seldom_collected() -> Iterator[None]:
    """A layout is millions of objects that stay: to go through them again and again takes a third of the time."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
