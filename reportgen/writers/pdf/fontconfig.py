"""Shut the machine's fonts out while a PDF is made."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import as_file, files

from reportgen.writers.fonts import Face

VARIABLES = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT")


def address(face: Face) -> str:
    """Where WeasyPrint finds one of our faces (see `fetcher`): a file inside the style sheet would be read slowly."""
    return f"font:{face.family.replace(' ', '-')}-{face.weight}{'-italic' if face.italic else ''}"


@contextmanager
def no_system_fonts() -> Iterator[None]:
    """Point Fontconfig to an empty configuration, and put the environment back afterwards.

    The environment belongs to the whole process: two threads must not do this at one time. Fontconfig's default
    configuration is what it was when the process first asked for it, so WeasyPrint must be imported inside.
    """
    before = {name: os.environ.pop(name, None) for name in VARIABLES}
    with ExitStack() as stack:
        path = stack.enter_context(as_file(files("reportgen.writers.pdf").joinpath("fonts.conf")))
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
