"""The command read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.data import as_data, escaped, put
from reportgen.cli.outcome import Outcome, leave, progress
from reportgen.cli.streams import print_line
from reportgen.diagnostics import ReportgenError
from reportgen.messages import language_of, say, shown

if TYPE_CHECKING:
    from reportgen.build.returned.findings import ChangedFact, Print, Prose, Reading, Remark, Tracked, Where

READ = say("""Tell what an edited Word file says: changed facts and words, comments, tracked changes.

Each change is told with the place in the templates or the data that it would go to; a changed paragraph is given as its
template would say it, to be pasted. Nothing is written, and the exit status is 0 whether anything was changed or not.

\b
Examples:
  reportgen read returned.docx              in words
  reportgen read returned.docx --json       as data
  reportgen read returned.docx --json | jq '.facts[].id'""")

AROUND = 40                            # letters that are shown on either side of a change

File = Annotated[Path, typer.Argument(metavar=say("FILE"), show_default=False,
                                      help=say("A Word file that reportgen made and somebody edited."))]
AsJson = Annotated[bool, typer.Option("--json", help=say("Print JSON."))]

FACTS = {"changed": say("changed"), "conflicting": say("conflicting"), "respelled": say("same value, other spelling"),
         "deleted": say("deleted")}
PROSE = {"changed": say("changed"), "added": say("added"), "deleted": say("deleted"), "moved": say("moved")}
ROLES = {
    "p": say("paragraph"), "li": say("list item"), "td": say("cell"), "th": say("head of a row or column"),
    **dict.fromkeys(("h1", "h2", "h3", "h4"), say("heading")), "caption": say("caption"),
    "table-note": say("note below"), "figure": say("text alternative"), "chart": say("chart"),
    "card": say("key figure"), "quote": say("quotation"),
    "attribution": say("source of a quotation"), "callout-title": say("title of a box"),
    "confidence": say("confidence"), "note": say("footnote"), "distribution": say("distribution"),
    **dict.fromkeys(("contents-title", "contents-entry"), say("contents")),
    **dict.fromkeys(("marking", "series", "title", "subtitle", "issue", "office", "date"), say("masthead")),
}                                      # what the pieces of a document are called
SIGNS = {"approx": "≈", "gt": ">", "ge": "≥", "lt": "<", "le": "≤"}
TRACKED = {"insertion": say("inserted"), "deletion": say("deleted"), "moved-from": say("moved from here"),
           "moved-to": say("moved to here")}


def read(file: File, as_json: AsJson = False) -> None:
    outcome = Outcome()
    with outcome.gather():
        found = _read(file)
        if as_json:
            put(as_data(found), None)
        else:
            print_line("\n".join(escaped(shown(line, language_of(os.environ))) for line in told(found)))
    leave(outcome, as_json=False)


def _read(file: Path) -> Reading:
    from reportgen.build import work
    from reportgen.build.child import READERS, in_child
    from reportgen.limits import Limits

    root, limits = None, Limits()
    try:
        chosen = work.choose(Path.cwd(), ())
        root, limits = chosen.root, chosen.limits
    except ReportgenError as wrong:
        if any(one.rule != "no-project" for one in wrong.diagnostics):
            raise
    with progress() as tell:
        return in_child(work.read_back, root, file.resolve(), limits=limits, tell=tell, shared=READERS)


# --- in words -----------------------------------------------------------------------------------------------------

def told(found: Reading) -> Iterator[str]:
    yield say("{file}: {report}, edition {edition}, {lang}", file=found.file, report=found.report,
              edition=found.edition, lang=found.lang)
    yield from found.notes
    if found.is_unchanged:
        yield say("Nothing has changed.")
        return
    yield say("Facts: {unchanged} prints are as they were; facts with other prints: {changed}",
              unchanged=found.unchanged, changed=len(found.facts))
    if found.unmarked:
        yield say("  {count} of the unchanged prints have lost their marks", count=found.unmarked)
    for one in found.facts:
        yield from _fact(one)
    yield from _section(say("Words:"), found.prose, _prose)
    yield from _section(say("Comments:"), found.comments, _remark)
    yield from _section(say("Tracked changes:"), found.tracked, _tracked)
    for author, count in found.formatting:
        yield say("  {author}: {count} changes of formatting", author=author, count=count)


def _section(title: str, found: Iterable, lines) -> Iterator[str]:
    for number, one in enumerate(found):
        if not number:
            yield ""
            yield title
        yield from lines(one)


def _at(where: Where) -> str:
    """The place of a finding: in the template, else its section; and the figure whose chart it is in."""
    if where.figure:
        return say("{place}, in {figure}", place=_at(replace(where, figure="")), figure=where.figure)
    if where.template:
        return str(where.template)
    if where.section:
        return say("in “{section}”", section=where.section)
    return say("at the beginning") if where.role else say("at a place that is not known")


def _fact(one: ChangedFact) -> Iterator[str]:
    line = say("  {id}: {kind}", id=one.id, kind=FACTS[one.kind])
    if one.unchanged:
        line = say("{line}; other prints as they were: {count}", line=line, count=one.unchanged)
    yield line
    if one.value:
        yield say("    value: {span}", span=one.value)
    yield from (_print(each) for each in one.prints)


def _print(one: Print) -> str:
    if not one.now:
        return say("    {place}: “{was}” is gone", place=_at(one.where), was=one.was)
    now = say("“{now}”, which reads as {reads}", now=one.now, reads=_plainly(one.reads)) if one.reads \
        else say("“{now}”, which cannot be read as a figure or date", now=one.now)
    if one.marked:
        return say("    {place}: “{was}” is now {now}", place=_at(one.where), was=one.was, now=now)
    return say("    {place}: “{was}” was typed over with {now}", place=_at(one.where), was=one.was, now=now)


def _plainly(reads: str) -> str:
    """A figure as people write it, "> 460 person" for "gt 460 {person}"."""
    relation, _, figure = reads.partition(" ")
    return (f"{SIGNS[relation]} {figure}" if relation in SIGNS else reads).translate(dict.fromkeys(map(ord, "{}")))


def _prose(one: Prose) -> Iterator[str]:
    place, kind, role = _at(one.where), PROSE[one.kind], ROLES.get(one.where.role)
    if role and one.where.template and one.where.section:
        yield say("  {place}: {kind} ({role}, “{section}”)", place=place, kind=kind, role=role,
                  section=one.where.section)
    elif role:
        yield say("  {place}: {kind} ({role})", place=place, kind=kind, role=role)
    else:
        yield say("  {place}: {kind}", place=place, kind=kind)
    if one.behind:
        yield say("    stands behind {place}", place=one.behind)
    was, now = _differing(one.was, one.now) if one.was and one.now and one.was != one.now else (one.was, one.now)
    if was and one.kind != "moved":
        yield say("    was: {words}", words=was)
    if now:
        yield say("    now: {words}", words=now)
    if one.spelled:
        yield say("    {place} is then:", place=one.lines) if one.lines else say("    in the template:")
        yield from (f"      {line}" for line in one.spelled.split("\n"))
    if one.note:
        yield say("    not spelled in the template: {note}", note=one.note) if one.kind == "changed" and \
            one.where.template else say("    {note}", note=one.note)


def _differing(was: str, now: str) -> tuple[str, str]:
    """The parts in which two texts differ, with some letters around them."""
    start, most = 0, min(len(was), len(now))
    while start < most and was[start] == now[start]:
        start += 1
    end = 0
    while end < most - start and was[-1 - end] == now[-1 - end]:
        end += 1
    return _part(was, start, len(was) - end), _part(now, start, len(now) - end)


def _part(text: str, start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _remark(one: Remark) -> Iterator[str]:
    yield say("  {place}: {author}, {date}: “{words}”", place=_at(one.where), author=one.author, date=one.date[:16],
              words=one.words)
    yield from (f"    {line}" for line in one.text.split("\n"))
    if one.done:
        yield say("    (resolved)")


def _tracked(one: Tracked) -> Iterator[str]:
    yield say("  {place}: {author}, {date}, {kind}: “{text}”", place=_at(one.where), author=one.author,
              date=one.date[:16], kind=TRACKED[one.kind], text=one.text)
