"""A report is made without the network: no connection is opened, whatever addresses its document holds."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from reportgen import build_report, open_project
from reportgen.diagnostics import ReportgenError
from reportgen.native import missing_libraries

from .strategies import png

ROOT = Path(__file__).resolve().parents[1]
SOCKET = re.compile(r"\bsocket\((AF_\w+)")


def project(folder):
    return shutil.copytree(ROOT / "tests/projects/crops", folder, ignore=shutil.ignore_patterns("output"))


@pytest.fixture
def server():
    """A server on this machine; `server.calls` counts who came."""
    class Server:
        calls = 0

    listening = socket.create_server(("127.0.0.1", 0))
    server, server.port = Server(), listening.getsockname()[1]

    def answer():
        while True:
            try:
                caller = listening.accept()[0]
            except OSError:
                return
            server.calls += 1
            caller.close()

    waiting = threading.Thread(target=answer, daemon=True)
    waiting.start()
    yield server
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    waiting.join()


def traced(program, folder, *command):
    """The kinds of sockets that a command and all its processes opened, and its exit status."""
    told = folder / "trace"
    done = subprocess.run([program("strace"), "-f", "-qq", "-e", "trace=network", "-o", str(told), sys.executable,
                           *command],
                          cwd=folder, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
                          timeout=300)
    if "Operation not permitted" in done.stderr and not (told.exists() and told.read_text()):
        pytest.skip("this machine lets nobody trace a process")
    return SOCKET.findall(told.read_text()), done.returncode


@pytest.mark.slow
@pytest.mark.needs("strace")
def test_build_and_check_open_no_socket_but_those_between_their_own_processes(tmp_path, program, server):
    folder = project(tmp_path / "p")
    connect = f"import socket; socket.create_connection(('127.0.0.1', {server.port}))"
    seen, _ = traced(program, folder, "-c",
                     f"import subprocess, sys; subprocess.run([sys.executable, '-c', {connect!r}])")
    assert "AF_INET" in seen, "a connection must be seen, or this proves nothing"
    for command in ("build", "check"):
        seen, status = traced(program, folder, "-m", "reportgen", command)
        assert status in (0,
                          4) and seen, "the processes of a build speak through sockets of their own, which must be seen"
        assert set(seen) == {"AF_UNIX"}


ADDRESSES = ("http://127.0.0.1:{port}/x", "https://127.0.0.1:{port}/x", "ftp://127.0.0.1:{port}/x",
             "//127.0.0.1:{port}/x",
             "HTTP://127.0.0.1:{port}/x", "file:///etc/hostname", "data:image/png;base64,iVBORw0KGgo=",
             "\\\\127.0.0.1\\x", "http:127.0.0.1:{port}/x")
PLACES = {
    "a link": "[words]({})", "a link in HTML": '<p><a href="{}">words</a></p>', "a bare address": "See {}.",
    "an address in brackets": "<{}>", "a picture": "![words]({})", "a picture in HTML": '<img src="{}" alt="words">',
    "a style": '<p style="background:url({})">x</p>', "a frame": '<iframe src="{}"></iframe>',
    "a style sheet": '<link rel="stylesheet" href="{}">', "an import": "<style>@import url({});</style>",
    "an attribution": '<blockquote by="{}"><p>x</p></blockquote>', "a template": '{{% include "{}" %}}',
    "a title": '<img src="p.png" alt="words" title="{}">', "a heading": "# {}",
}
SVGS = {
    "an image in an SVG": '<image href="{}" width="9" height="9"/>',
    "an old image": '<image xlink:href="{}" width="9" height="9"/>',
    "a use": '<use href="{}#a"/>', "a fill": '<rect width="9" height="9" fill="url({}#a)"/>',
    "an SVG's style": '<style>@import url("{}"); rect {{ fill: url({}) }}</style>',
    "an SVG's script": '<script href="{}"/>',
    "a foreign object": '<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="{}"/></foreignObject>',
    "a link in an SVG": '<a href="{}"><rect width="9" height="9"/></a>',
}
FORMATS = ("html", "docx") if missing_libraries() else ("html", "pdf", "docx")


def built(folder, text, picture=""):
    """Whether a project of this text builds; it may be refused, at a place."""
    (folder / "t/en.md").write_text("# One\n\n" + text + "\n", encoding="utf-8")
    (folder / "p.png").write_bytes(png())
    (folder / "p.svg").write_text(picture, encoding="utf-8")
    try:
        build_report(open_project(folder), "crops")
    except ReportgenError as refused:
        assert all(problem.span for problem in refused.diagnostics), refused
        return False
    return True


@pytest.mark.slow
def test_addresses_in_a_document_are_never_called_wherever_they_stand(tmp_path, server):
    socket.create_connection(("127.0.0.1", server.port)).close()
    folder = project(tmp_path / "p")
    yaml = (folder / "reportgen.yaml").read_text("utf-8").replace("zh-CN: t/zh.md, ", "")
    (folder / "reportgen.yaml").write_text(yaml + f"    formats: [{', '.join(FORMATS)}]\n", encoding="utf-8")
    results = {}
    for address in (address.format(port=server.port) for address in ADDRESSES):
        for place, text in PLACES.items():
            results[place, address] = built(folder, text.format(address))
        for place, inside in SVGS.items():
            svg = ('<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" '
                   f'height="20">{inside.format(address, address)}<rect width="20" height="20"/></svg>')
            results[place, address] = built(folder, "![words](p.svg)", svg)
    assert server.calls == 1, "only the test's own call may have come"
    web = [address.format(port=server.port) for address in ADDRESSES[:2]]
    assert all(results["a link", address] for address in web), "a link to the web is none of the dangers"
    assert not any(built for (place, _),
                   built in results.items() if place in ("a picture", "a frame", "a style", "an image in an SVG"))
