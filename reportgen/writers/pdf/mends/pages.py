"""Keep the list of a PDF's pages, which pydyf makes anew for every element of the structure tree.

Without that tagging takes time with the square of the pages. It is not reported to pydyf.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def pages_listed_once() -> Iterator[None]:
    import pydyf

    original = pydyf.PDF.page_references

    def page_references(pdf: Any) -> tuple[bytes, ...]:
        listed: tuple[bytes, ...] = getattr(pdf, "listed_pages", ())
        if len(listed) != pdf.pages["Count"]:
            listed = pdf.listed_pages = original.fget(pdf)
        return listed

    pydyf.PDF.page_references = property(page_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = original
