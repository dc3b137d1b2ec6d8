"""Show an archived text to the analyst: its paragraphs with their ¶ numbers, and the source entry to paste."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from reportgen.build.archive import Kept
from reportgen.build.project import Project
from reportgen.diagnostics import ReportgenError
from reportgen.facts.yaml.nodes import Map, Node, Scalar
from reportgen.facts.yaml import parse
from reportgen.locales import primary
from reportgen.messages import Message, say
from reportgen.readers.spacing import HAN

OUTSIDE = "–"                                   # stands for the number of what is not in the body


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph as it is printed; `number` counts from 1 in the body and is 0 outside, `page` as in Paragraph."""

    number: int
    text: str
    page: int

    @property
    def mark(self) -> str:
        return f"¶{self.number}" if self.number else OUTSIDE


def rows(kept: Kept) -> Iterator[Row]:
    """All paragraphs of a text, those of the body numbered."""
    first, last = kept.lock.first.paragraph, kept.lock.last.paragraph
    for place, paragraph in enumerate(kept.transcript.paragraphs, 1):
        yield Row(place - first + 1 if first <= place <= last else 0, paragraph.text, paragraph.page)


def as_object(kept: Kept) -> dict[str, object]:
    """What `--json` prints of a text; the number of a paragraph outside the body is null."""
    lock = kept.lock
    return {
        "file": kept.path, "archive": lock.name, "sha256": lock.sha256, "encoding": lock.encoding or "UTF-8",
        "body": {"first": lock.first.paragraph, "last": lock.last.paragraph}, "new": kept.before is None,
        "paragraphs": [{"number": row.number or None, "text": row.text} | ({"page": row.page} if row.page else {})
                       for row in rows(kept)]}


def told(kept: Kept, lock: str) -> Iterator[Message]:
    """What was done, as sentences."""
    first, last = kept.lock.first, kept.lock.last
    count = last.paragraph - first.paragraph + 1
    if kept.before is None:
        yield say("{path}: archived, its hash is in {lock}", path=kept.path, lock=lock)
    elif (kept.before.first, kept.before.last) == (first, last):
        yield say("{path}: archived before, and unchanged", path=kept.path)
    else:
        yield say("{path}: archived before; where its body begins and ends is new", path=kept.path)
    if kept.lock.encoding:
        yield say("read as {encoding}", encoding=kept.lock.encoding)
    yield say("¶1 begins “{first}”, ¶{count} begins “{last}”", first=first.begins, last=last.begins, count=count)
    if kept.before is not None and kept.before.first != first:
        yield say("All ¶ numbers have changed: correct them in the facts that cite this text.")
    if kept.proposed:
        yield say("The program chose where the body begins and ends. If that is wrong, tell it in words of the text:")
        yield say("  reportgen source {path} --from \"opening words\" --to \"words of the last paragraph\"",
                  path=shlex.quote(kept.path))


# --- the entry to paste -------------------------------------------------------------------------------------------

def stub(kept: Kept, project: Project) -> str:
    """A `sources:` entry for a text, with … where only a person can know; "" where a source names it already."""
    known = dict(sources_of(project))
    if kept.lock.name in known.values():
        return ""
    langs = list(dict.fromkeys(primary(lang) for report in project.reports.values()
                               for lang in report.languages))
    empty = "{" + ", ".join(f"{lang}: …" for lang in langs) + "}"
    language = _language(kept)
    title = "{" + ", ".join(f"{lang}: {_quoted(_title(kept)) if language.startswith(lang) else '…'}"
                            for lang in langs) + "}"
    return "\n".join((
        "sources:", f"  {_id(kept.lock.name, known)}:", f"    title: {title}", f"    language: {language}",
        "    issued: …                          # 2016-04-19", f"    archive: {_quoted(kept.lock.name)}",
        "    kind: …                            # primary_official | media | ngo | academic | dataset | own",
        f"    descriptor: {empty}"))


def sources_of(project: Project) -> Iterator[tuple[str, str]]:
    """The ids of all sources with the archived text that each names; files that cannot be read are passed over."""
    for folder in dict.fromkeys(str(report.facts) for report in project.reports.values()):
        for name in project.inputs.files(folder, ".yaml", ".yml"):
            try:
                found = _get(parse(project.inputs.text(name), name), "sources")
            except ReportgenError:              # `check` tells what is wrong there
                continue
            for id, entry in found.pairs if isinstance(found, Map) else ():
                archive = _get(entry, "archive")
                yield id.text, archive.text if isinstance(archive, Scalar) else ""


def _get(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Map) else None


def _id(name: str, known: dict[str, str]) -> str:
    """An id from a file's name, none that is taken."""
    bare = re.sub(r"\W+", "_", PurePosixPath(name).stem.casefold()).strip("_")
    bare = bare if re.match(r"[^\W\d_]", bare) else f"source_{bare}".rstrip("_")
    return next(id for id in (bare, *(f"{bare}_{n}" for n in range(2, 10_000))) if id not in known)


def _title(kept: Kept) -> str:
    """What the file calls itself, else its first line if that stands before the body."""
    if kept.transcript.title:
        return kept.transcript.title
    return kept.transcript.paragraphs[0].text if kept.lock.first.paragraph > 1 else "…"


def _language(kept: Kept) -> str:
    """A guess from the letters of the body: zh-CN, en or …"""
    return language_of_text("".join(row.text for row in rows(kept) if row.number))


def language_of_text(body: str) -> str:
    """A guess from the letters of a text: zh-CN, en or …"""
    letters = [c for c in body if c.isalpha()]
    han = sum(bool(HAN.match(c)) for c in letters)
    if han > 0.3 * len(letters):
        return "…" if re.search("[\u3041-\u30ff]", body) else "zh-CN"
    return "en" if sum(c.isascii() for c in letters) > 0.97 * len(letters) else "…"


def _quoted(text: str) -> str:
    """As YAML needs it in braces: in quotes where it holds more than letters, figures, points and spaces."""
    plain = re.fullmatch(r"[^\W\d_][\w.\- ]*", text) and text not in ("true", "false", "yes", "no", "null")
    return text if plain or text == "…" else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
