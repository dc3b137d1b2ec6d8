"""Do a report's work in a child process: what a template does there can take no more than the project's limits allow.

    warnings = in_child(work.check, project.root, "harbour", limits=project.limits, tell=print, shared=READERS)

The child has a limit on memory and on processor time and may open no connection. Composing and writing keep shorter
limits of their own (`limits.within`), which know the place; this one ends what no Python code can stop.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from reportgen.build.work import Tell
from reportgen.diagnostics import MachineError, ReportgenError, error, refuse
from reportgen.limits import Limits, raise_limit, too_much_memory
from reportgen.messages import Message, say

T = TypeVar("T")
READERS = ("reportgen.build.read",)     # to be `shared` where documents are composed
WRITERS = (*READERS, "reportgen.build.preload")            # … and many of them written
PDF_WRITERS = (*WRITERS, "reportgen.build.preload_pdf")    # … as PDF too
NETWORK = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
           "socket.getnameinfo", "socket.gethostbyname", "socket.gethostbyaddr")
PATIENCE = 4                           # a machine that is busy elsewhere may take this many times as long by the clock


def in_child(work: Callable[..., T], *arguments: Any, limits: Limits, tell: Tell, shared: Sequence[str] = ()) -> T:
    """What `work(*arguments, tell)` returns or raises, done in a process of its own.

    `work` is a function of a module; it, `arguments` and what it returns can be pickled. The modules named in `shared`
    are imported once for all children of a run. ReportgenError [too-long] or [too-much-memory] where a limit was
    reached, [ended] where the system ended the process; MachineError where none can be started.
    """
    with _place() as place:
        return _in_child(work, arguments, limits, tell, shared, place)


def _in_child(work: Callable[..., T], arguments: Sequence[Any], limits: Limits, tell: Tell, shared: Sequence[str],
              place: str) -> T:
    context = _context(shared)
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=_work, args=(sending, limits, place, work, arguments), daemon=True)
    with _started():
        child.start()
    sending.close()
    try:
        return _outcome(receiving, limits, tell)
    except EOFError:
        child.join()
        if child.exitcode >= 0:
            raise RuntimeError(f"the process that makes the report ended with {child.exitcode}") from None
        refuse("ended", say("the process that makes the report was ended by the system (signal {number})",
                            number=-child.exitcode), hint=_more_memory(limits))
    finally:
        child.kill()
        child.join()


def _place() -> tempfile.TemporaryDirectory[str]:
    """A folder for what the child lays by; it goes with all that is in it, however the child ended."""
    with _started():
        return tempfile.TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True)


@contextmanager
def _started() -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        raise MachineError(say("a process of its own cannot be started: {reason}",
                               reason=problem.strerror or str(problem))) from problem


def _context(shared: Sequence[str]) -> Any:
    """Children that part from a small server where the system can fork, else are started anew."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(shared))           # heeded where it is the first child of a run
    return context


def _outcome(receiving: Connection, limits: Limits, tell: Tell) -> Any:
    """The result that comes through, after all steps were told. EOFError where the child ends without one."""
    longest = PATIENCE * max(limits.compose_seconds, limits.write_seconds)
    while receiving.poll(longest):
        what, told = receiving.recv()
        if what == "step":
            tell(told)
        elif what == "raised":
            raise told
        else:
            return told
    raise ReportgenError(error("too-long", say("nothing has come of it for {seconds} seconds", seconds=longest),
                               hint=raise_limit("write_seconds")))


def _more_memory(limits: Limits) -> Message:
    return say("perhaps it needs more than {megabytes} megabytes of memory: raise limits: {{memory_megabytes: …}} in "
               "reportgen.yaml, or free some", megabytes=limits.memory_megabytes)


# --- in the child -------------------------------------------------------------------------------------------------

def _work(sending: Connection, limits: Limits, place: str, work: Callable[..., Any],
          arguments: tuple[Any, ...]) -> None:
    """Do the work under the limits, with `place` for temporary files, and send what comes of it."""
    tempfile.tempdir = place
    _end_with_parent()
    _refuse_network()
    free = _limit_memory(limits)
    try:
        sending.send(("done", work(*arguments, lambda step: sending.send(("step", step)))))
    except MemoryError:
        free()
        sending.send(("raised", ReportgenError(too_much_memory())))
    except (ReportgenError, MachineError, KeyboardInterrupt) as problem:
        sending.send(("raised", problem))
    except Exception as bug:
        told = RuntimeError(f"{type(bug).__name__}: {bug}")
        told.add_note(traceback.format_exc())
        sending.send(("raised", told))


def _end_with_parent() -> None:
    """Have this process end as soon as the one that asked for the work is gone, however that came about."""
    def wait() -> None:
        multiprocessing.parent_process().join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _refuse_network() -> None:
    def refuse_connection(event: str, arguments: tuple[Any, ...]) -> None:
        if event in NETWORK:
            raise PermissionError(f"a report is made without the network: {event}")

    sys.addaudithook(refuse_connection)


def _limit_memory(limits: Limits) -> Callable[[], None]:
    """Limit this process; the function that is given back lifts the limit, so that an error can be told."""
    try:
        import resource
    except ImportError:
        return lambda: None
    memory, most = limits.memory_megabytes * 1024 * 1024, resource.getrlimit(resource.RLIMIT_AS)[1]
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, most))
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most))
