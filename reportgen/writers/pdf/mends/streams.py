"""End a stream whose last byte is a carriage return so that it stays the stream's own.

pydyf writes a line feed behind every stream; behind a carriage return the two are one line end, and the stream is a
byte shorter than it says, which PDF/A forbids (not reported to pydyf). It befalls one stream of 256. And pydyf
compresses all streams again to name the file by its content; here each is compressed once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

ENDED, APART = b"\r\nendstream", b"\r\r\nendstream"


@contextmanager
def streams_ended() -> Iterator[None]:
    import pydyf

    original = pydyf.Stream.data
    known: dict[Any, bytes] = {}           # asked for when all is said, while the file is written

    def data(stream: Any) -> bytes:
        if stream not in known:
            written: bytes = original.fget(stream)
            known[stream] = written.removesuffix(ENDED) + APART if written.endswith(ENDED) else written
        return known[stream]

    pydyf.Stream.data = property(data)
    try:
        yield
    finally:
        pydyf.Stream.data = original
