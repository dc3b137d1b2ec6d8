"""The commands facts and trace."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportgen.cli.data import as_data, put
from reportgen.cli.outcome import Outcome, leave, progress
from reportgen.cli.streams import print_line
from reportgen.diagnostics import Span, WrongUsage, error
from reportgen.messages import language_of, say, shown

if TYPE_CHECKING:
    from reportgen.build.findings import Answer, Known, Place, Traced, Withdrawn

FACTS = say("""List the facts of this project, all of them or those that a query finds.

A query is words that stand in a fact's id, label or value, and conditions: kind: (of its event) event: party: tag:
source: period: status: dataset:

\b
Examples:
  reportgen facts
  reportgen facts heroin kind:operation period:2015
  reportgen facts status:unverified
  reportgen facts dataset:seizures --csv -o seizures.csv      for Excel
  reportgen facts --csl -o sources.json                       the sources, for Zotero""")
TRACE = say("""Follow a fact from its source to every sentence, cell and chart that shows it.

\b
Examples:
  reportgen trace waterway_2.cases          one fact
  reportgen trace waterway_2                all facts of an event
  reportgen trace --source gms2016          what falls if this source is withdrawn""")

Query = Annotated[list[str] | None, typer.Argument(metavar=say("QUERY"), show_default=False,
                                                   help=say("Words and conditions; all must hold."))]
Id = Annotated[str, typer.Argument(metavar=say("FACT"), show_default=False,
                                   help=say("Id of a fact, of an event, or of a dataset's cell."))]
Reports = Annotated[list[str] | None, typer.Option("--report", metavar=say("REPORT"), show_default=False, help=say(
    "Look in this report only. May be given again."))]
AsJson = Annotated[bool, typer.Option("--json", help=say("Print JSON."))]
AsCsv = Annotated[bool, typer.Option("--csv", help=say("Print CSV that Excel opens (UTF-8 with a mark)."))]
AsXlsx = Annotated[Path | None, typer.Option("--xlsx", metavar=say("FILE"), show_default=False, help=say(
    "Write an Excel file, with numbers as numbers (needs openpyxl)."))]
AsCsl = Annotated[bool, typer.Option("--csl", help=say("Print the sources, not the facts, as CSL-JSON."))]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar=say("FILE"), show_default=False,
                                             help=say("Write into this file; else it is printed."))]
FromSource = Annotated[str, typer.Option("--source", metavar="ID", show_default=False, help=say(
    "Tell what rests on this source instead."))]

STANDING = {"verified": say("verified"), "unverified": say("unverified"), "contradicted": say("contradicted"),
            "computed": say("computed"), "open": say("left open by the source")}
STATUS = {"superseded": say("superseded"), "disputed": say("disputed"), "withdrawn": say("withdrawn")}
KINDS = {"sentence": say("text"), "cell": say("table"), "entry": say("timeline"), "card": say("key figure"),
         "bar": say("chart")}


def facts(query: Query = None, reports: Reports = None, as_csv: AsCsv = False, as_json: AsJson = False,
          as_csl: AsCsl = False, xlsx: AsXlsx = None, output: Output = None) -> None:
    outcome = Outcome()
    with outcome.gather():
        if as_csv + as_json + as_csl + (xlsx is not None) > 1:
            raise WrongUsage(error("one-format", say("--csv, --xlsx, --json and --csl go one at a time")))
        if xlsx is not None and xlsx.name.startswith("-"):
            raise WrongUsage(error("wrong-usage", say("--xlsx is followed by the name of its file")))
        if as_csl and query:
            raise WrongUsage(error("one-format", say("--csl lists all sources and takes no query")))
        from reportgen.build import work

        if as_csl:
            put(as_data(_done(work.sources, reports)), output)
        else:
            found = _done(work.facts, reports, tuple(query or ()), language_of(os.environ))
            if as_csv:
                from reportgen.build.export import as_csv as table

                put(table(found), output)
            elif xlsx:
                from reportgen.build.export import as_xlsx

                put(as_xlsx(found), xlsx)
            elif as_json or output:
                put(as_data(found), output)
            else:
                _print_facts(found)
    leave(outcome, as_json=False)


def trace(id: Id = "", source: FromSource = "", reports: Reports = None, as_json: AsJson = False) -> None:
    outcome = Outcome()
    with outcome.gather():
        if bool(id) == bool(source):
            raise WrongUsage(error("nothing-to-trace", say("give the id of a fact, or a source after --source")))
        from reportgen.build import work

        work_of = work.trace_source if source else work.trace
        found = _done(work_of, reports, source or id, language_of(os.environ))
        if as_json:
            put(as_data(found), None)
        else:
            said = map(_withdrawn if source else _traced, found)             # type: ignore[arg-type]
            print_line("\n\n".join("\n".join(shown(line, language_of(os.environ)) for line in one) for one in said))
    leave(outcome, as_json=False)


def _done(work: Any, reports: list[str] | None, *arguments: Any) -> Any:
    """What `work` finds in the reports that are named, or in all."""
    from reportgen.build.child import READERS, in_child
    from reportgen.build.work import choose

    chosen = choose(Path.cwd(), reports or ())
    with progress() as tell:
        return in_child(work, chosen.root, chosen.reports, *arguments, limits=chosen.limits, tell=tell, shared=READERS)


# --- facts in a terminal

def _print_facts(found: Sequence[Known]) -> None:
    """A table on a terminal; elsewhere a line for each value, its columns parted by tabs."""
    if not sys.stdout.isatty():
        for row in _rows(found):
            print_line("\t".join(row))
    elif found:
        _print_table(found)
    if not found:
        print_line(say("no fact is found"), sys.stderr)


def _rows(found: Iterable[Known]) -> Iterator[tuple[str, ...]]:
    for known in found:
        for answer in known.answers:
            cites = "; ".join(dict.fromkeys(f"{cite.source} {cite.at}".strip() for cite in answer.wordings))
            yield known.id, answer.text, answer.period, cites, shown(_stands(answer), _language()), known.label


def _print_table(found: Sequence[Known]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for head in (say("Fact"), say("Value"), say("Period"), say("Source"), say("Evidence"), say("Label")):
        table.add_column(Text(shown(head, _language())), overflow="fold")
    for row in _rows(found):
        table.add_row(*map(Text, row))
    Console().print(table)


def _stands(answer: Answer) -> str:
    known = STANDING[answer.standing]
    return say("{standing}, {status}", standing=known, status=STATUS[answer.status]) if answer.status in STATUS \
        else known


def _language() -> str:
    return language_of(os.environ)


# --- a trace in words

def _traced(one: Traced) -> Iterator[str]:
    yield f"{one.known.id}  {one.known.label}"
    yield f"  {one.known.span}"
    for answer in one.known.answers:
        yield from _answer(answer)
    if one.computed:
        yield say("Computed from it:")
        yield from (f"  {known.span}: {known.id}  {known.answers[-1].text}" for known in one.computed)
    yield from _claims(one.claims)
    yield from _places(one.places, one.known.id)


def _answer(answer: Answer) -> Iterator[str]:
    value = say("{value}, {period}", value=answer.text, period=answer.period) if answer.period else answer.text
    yield say("  {value}: {standing}", value=value, standing=_stands(answer))
    if answer.formula:
        yield say("    formula: {formula}", formula=answer.formula)
        yield from (f"      {name} = {text}" for name, _, text in answer.inputs)
    for cite in () if answer.formula else answer.wordings:
        yield f"    {cite.span}: {cite.source} {cite.at}  {cite.written}  ({cite.title})"


def _claims(claims: Sequence[tuple[str, Span]]) -> Iterator[str]:
    if claims:
        yield say("Claims that rest on it:")
        yield from (f"  {span}: {id}" for id, span in claims)


def _places(places: Sequence[Place], id: str = "") -> Iterator[str]:
    yield say("Shown in:") if places else say("No report shows it.")
    for place in places:
        where = [place.lang, place.section, place.exhibit or KINDS[place.kind]]
        named = f" [{place.fact}]" if place.fact and place.fact != id else ""
        yield say("  {span}: {where}{fact}: {text}", span=place.span, fact=named, text=place.text,
                  where=say("{lang}, {section}, {kind}", lang=where[0], section=where[1], kind=where[2])
                  if where[1] else say("{lang}, {kind}", lang=where[0], kind=where[2]))


def _withdrawn(one: Withdrawn) -> Iterator[str]:
    yield f"{one.source}  {one.title}"
    yield f"  {one.span}"
    if one.also:
        yield say("These derive from it alone and fall too: {names}", names=", ".join(one.also))
    for title, found in ((say("Rest on it alone:"), one.alone), (say("Are computed from those:"), one.computed)):
        if found:
            yield title
            yield from (f"  {known.span}: {known.id}  {known.answers[-1].text}" for known in found)
    if one.supported:
        yield say("Have other support:")
        yield from (say("  {span}: {fact}  {value} ({sources})", span=known.span, fact=known.id,
                        value=known.answers[-1].text, sources=", ".join(others)) for known, others in one.supported)
    yield from _claims(one.claims)
    yield from _places(one.places)
