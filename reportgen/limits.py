"""How much time and memory a report may take to make, and how it is told when that is not enough."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

from reportgen.diagnostics import Diagnostic, ReportgenError, Span, error
from reportgen.messages import Message, say


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of processor time for composing one language and for writing one format; megabytes for all of it."""

    compose_seconds: int = 30
    write_seconds: int = 600
    memory_megabytes: int = 4096


class OutOfTime(BaseException):
    """The time is up, wherever the work was; no `except Exception` on the way may keep it. Its text is a Message."""


@contextmanager
def within(seconds: int, limit: str, span: Span) -> Iterator[None]:
    """Let a block use so many seconds of processor time; after that, ReportgenError [too-long] at `span`.

    `limit` is the name of the limit in reportgen.yaml. Systems without interval timers (Windows), and threads other
    than the main one, know no such limit here; the process around it ends there instead.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise OutOfTime(say("this takes more than {seconds} seconds", seconds=seconds))

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)       # again and again, should something swallow the first
    try:
        yield
    except OutOfTime as over:
        raise ReportgenError(error("too-long", over.args[0], span, raise_limit(limit))) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def too_much_memory(span: Span | None = None) -> Diagnostic:
    """The problem that a MemoryError is."""
    return error("too-much-memory", say("this takes more memory than is allowed"), span,
                 raise_limit("memory_megabytes"))


def raise_limit(limit: str) -> Message:
    """The hint that goes with a limit, by its name in reportgen.yaml."""
    return say("if it must be so, raise limits: {{{limit}: …}} in reportgen.yaml", limit=limit)
