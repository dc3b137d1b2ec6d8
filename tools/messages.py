#!/usr/bin/env python3
"""Gather the program's sentences for translators, and compile what they wrote.

    python tools/messages.py           # bring every reportgen.po in line with the code, and compile it
    python tools/messages.py --check   # only say what is missing; exit status 1 if anything is

A sentence is what stands in `say("…")`. One that the code no longer says is dropped; the others keep their translation.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "reportgen" / "locales"
SOURCES = (ROOT / "reportgen", ROOT / "run.py")
HEADER = "Content-Type: text/plain; charset=utf-8"


def said() -> dict[str, list[str]]:
    """Every sentence in the code, and the files that say it."""
    found: dict[str, set[str]] = {}
    for source in SOURCES:
        for path in sorted(source.rglob("*.py")) if source.is_dir() else [source]:
            for _, sentence, _, _ in extract_from_file("python", str(path), keywords={"say": None}):
                found.setdefault(sentence, set()).add(path.relative_to(ROOT).as_posix())
    return {sentence: sorted(files) for sentence, files in sorted(found.items())}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def current(written: Catalog) -> Catalog:
    """A catalogue of what the code says, with the translations that were written before."""
    made = Catalog(header_comment=written.header_comment)
    for sentence, files in said().items():
        before = written.get(sentence)
        made.add(sentence, before.string if before else "", locations=[(file, None) for file in files],
                 user_comments=before.user_comments if before else ())
    return made


def as_po(catalogue: Catalog) -> bytes:
    """The text for translators: no dates, names or lines, so that it changes only with the sentences."""
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, include_lineno=False)
    head = f'{catalogue.header_comment}\nmsgid ""\nmsgstr ""\n"{HEADER}\\n"\n\n'
    return head.encode() + body.getvalue().rstrip() + b"\n"


class Translated(list[Message]):
    """What is compiled. A Catalog would put the hour and Babel's version into it."""

    charset = "utf-8"


def as_mo(catalogue: Catalog) -> bytes:
    """What the program reads."""
    sentences = (message for message in catalogue if message.id and message.string)
    file = io.BytesIO()
    write_mo(file, Translated([Message("", HEADER + "\n"), *sentences]))
    return file.getvalue()


def main(arguments: list[str]) -> int:
    stale = 0
    for path in sorted(FOLDER.glob("*/LC_MESSAGES/reportgen.po")):
        written = read(path)
        catalogue = current(written)
        made = {path: as_po(catalogue), path.with_suffix(".mo"): as_mo(catalogue)}
        missing = [message.id for message in catalogue if message.id and not message.string]
        print(f"{path.relative_to(ROOT)}: {len(catalogue)} sentences, {len(missing)} not translated")
        for sentence in missing:
            print(f"  {sentence!r}")
        stale += len(missing)
        for file, data in made.items():
            if "--check" not in arguments:
                file.write_bytes(data)
            elif not file.is_file() or file.read_bytes() != data:
                print(f"  {file.relative_to(ROOT)} is not what the code says: run tools/messages.py")
                stale += 1
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
