"""What a report may take: time, memory and no network, held in a process of its own."""

import os
import socket
import sys
import time

import pytest

from reportgen.build.child import in_child
from reportgen.build.work import silent
from reportgen.diagnostics import MachineError, ReportgenError, Span, error
from reportgen.limits import Limits, OutOfTime, within

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limits on processor time and memory")
ENOUGH = Limits()


# --- work for a child ---------------------------------------------------------------------------------------------

def answer(number, tell):
    tell("thinking")
    return number * 2


def its_process(tell):
    return os.getpid()


def refuses(tell):
    raise ReportgenError(error("no", "not so", Span("data/a.yaml", 3, 4), "do otherwise", ((Span("b"), "as here"),)))


def connects(port, tell):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5)
    except PermissionError as problem:
        return str(problem)
    return "connected"


def looks_up_a_name(tell):
    try:
        socket.getaddrinfo("localhost", 80)
    except PermissionError as problem:
        return str(problem)
    return "found"


def eats_memory(tell):
    held = []
    while True:
        held.append(bytes(10_000_000))


def never_ends(tell):
    with within(1, "write_seconds", Span("templates/en.md")):
        while True:
            pass


def swallows_every_error(tell):
    with within(1, "write_seconds", Span("templates/en.md")):
        while True:
            try:
                while True:
                    pass
            except Exception:
                pass


def is_ended_by_the_system(tell):
    os.kill(os.getpid(), 9)


class Unsendable(Exception):
    def __init__(self, one, two):
        super().__init__(f"{one} and {two}")


def has_a_bug(tell):
    raise Unsendable("this", "that")


def lacks_something(tell):
    raise MachineError("no Pango")


def waits_forever(tell):
    time.sleep(60)


# --- what comes of it ---------------------------------------------------------------------------------------------

def refusal(work, *arguments, limits=ENOUGH):
    with pytest.raises(ReportgenError) as refused:
        in_child(work, *arguments, limits=limits, tell=silent)
    [problem] = refused.value.diagnostics
    return problem


def test_a_child_gives_back_what_its_work_returns_and_tells_each_step():
    steps = []
    assert in_child(answer, 21, limits=ENOUGH, tell=steps.append) == 42
    assert steps == ["thinking"]


def test_each_work_has_a_process_of_its_own():
    processes = {in_child(its_process, limits=ENOUGH, tell=silent) for _ in range(2)}
    assert len(processes | {os.getpid()}) == 3


def test_a_problem_comes_through_whole():
    problem = refusal(refuses)
    assert str(problem) == ("data/a.yaml:3:4: error: not so [no]\n  b:1:1: as here\n  hint: do otherwise")


def test_no_connection_can_be_opened_and_no_name_looked_up():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert connects(port, silent) == "connected", "the server must answer, or this proves nothing"
        assert "without the network" in in_child(connects, port, limits=ENOUGH, tell=silent)
    assert "without the network" in in_child(looks_up_a_name, limits=ENOUGH, tell=silent)


def test_too_much_memory_is_an_ordinary_error():
    problem = refusal(eats_memory, limits=Limits(memory_megabytes=512))
    assert problem.rule == "too-much-memory"
    assert "memory_megabytes" in problem.hint


@pytest.mark.parametrize("work", [never_ends, swallows_every_error])
def test_too_much_time_is_an_ordinary_error(work):
    problem = refusal(work)
    assert problem.rule == "too-long"
    assert "write_seconds" in problem.hint
    assert problem.span == Span("templates/en.md")


def test_a_bug_comes_through_with_the_traceback_of_the_child():
    with pytest.raises(RuntimeError, match="Unsendable: this and that") as bug:
        in_child(has_a_bug, limits=ENOUGH, tell=silent)
    assert "in has_a_bug" in "".join(bug.value.__notes__)


def test_a_lack_of_the_machine_comes_through():
    with pytest.raises(MachineError, match="no Pango"):
        in_child(lacks_something, limits=ENOUGH, tell=silent)


def test_a_child_that_the_system_ends_is_an_ordinary_error():
    assert refusal(is_ended_by_the_system).rule == "ended"


def test_a_child_that_only_waits_is_ended_by_the_clock():
    assert refusal(waits_forever, limits=Limits(compose_seconds=1, write_seconds=1)).rule == "too-long"


def test_time_that_is_left_is_nobodys_time():
    with within(1, "write_seconds", Span("a")):
        pass
    try:
        end = time.process_time() + 1.5
        while time.process_time() < end:
            pass
    except OutOfTime:
        pytest.fail("the limit still held after its block")
