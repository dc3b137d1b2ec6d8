"""Read a fact base: every YAML file below a folder becomes one FactBase, and every mistake is told in one pass."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from reportgen.diagnostics import Diagnostic, ReportgenError, Span, error
from reportgen.facts.datasets.load import read_dataset
from reportgen.facts.entries.derived import derive
from reportgen.facts.entries.events import check_parts, read_agreement, read_event
from reportgen.facts.entries.exhibits import read_exhibit
from reportgen.facts.entries.figures import check_unit, read_fact
from reportgen.facts.model import Claim, FactBase, Measure, Name, Noun
from reportgen.facts.yaml.nodes import Text
from reportgen.facts.datasets.promises import check_datasets
from reportgen.facts.entries.reading import Around, Reading
from reportgen.facts.entries.sources import read_source
from reportgen.facts.yaml import into, parse
from reportgen.inputs import Inputs
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.facts.entries.schema import ClaimEntry, FactFile, MeasureEntry, NameEntry

T = TypeVar("T")


def load_facts(inputs: Inputs, folder: str, languages: Sequence[str] = ()) -> FactBase:
    """The facts of all `*.yaml` below `folder`; every text must be there in each of `languages`.

    The order of the files means nothing. ReportgenError with every mistake of shape in all files; where there is
    none, with every mistake of sense (figures, dates, references, ids).
    """
    from reportgen.facts.entries.schema import FactFile

    problems: list[Diagnostic] = []
    files: list[FactFile] = []
    for name in inputs.files(folder, ".yaml", ".yml"):
        try:
            made = into(FactFile, parse(inputs.text(name), name), problems)
        except ReportgenError as failure:
            problems += failure.diagnostics
        else:
            files += [made] if made else []
    if not files and not problems:
        problems.append(error("no-facts", say('there is no YAML file below "{folder}"', folder=folder), Span(folder)))
    if not problems:
        base = _base(Reading(files, languages, problems), inputs)
    if problems:
        raise ReportgenError(*sorted(dict.fromkeys(problems), key=lambda d: d.span or Span("")))
    return base


def _base(reading: Reading, inputs: Inputs) -> FactBase:
    """The parts in the order in which they need each other."""
    reading.check_ids()
    reading.sources = _all(reading, "sources", read_source)
    reading.measures = _all(reading, "measures", _measure)
    kinds = _all(reading, "kinds", lambda reading, id, entry, around: reading.texts(entry))
    names = _all(reading, "names", _name)
    events = _all(reading, "events", read_event)
    agreements = _all(reading, "agreements", read_agreement)
    reading.facts |= _all(reading, "facts", read_fact)
    claims = _all(reading, "claims", _claim)
    reading.datasets = _all(reading, "datasets", partial(read_dataset, inputs=inputs))
    exhibits = _all(reading, "exhibits", read_exhibit)
    check_parts(reading, {**events, **agreements})
    base = derive(reading, FactBase(reading.sources, reading.facts, events, agreements, reading.measures, names,
                                    claims, exhibits, kinds, reading.datasets))
    check_datasets({id: entry for id, (entry, _) in reading.entries["datasets"].items()}, base, reading.wrong)
    return base


def _all(reading: Reading, section: str, make: Callable[[Reading, Text, Any, Around], T | None]) -> dict[str, T]:
    entries = reading.entries[section].items()
    made = {str(id): make(reading, id, entry, around.within(entry)) for id, (entry, around) in entries}
    return {id: thing for id, thing in made.items() if thing is not None}


def _measure(reading: Reading, id: Text, entry: MeasureEntry, around: Around) -> Measure:
    forms = {str(lang): tuple(words) for lang, words in (entry.noun or {}).items()}
    noun = Noun(forms) if entry.noun else None
    check_unit(reading, entry.unit, forms)
    return Measure(str(id), reading.texts(entry.label), noun, id.span, str(entry.unit or ""), reading.maybe(entry.note))


def _name(reading: Reading, id: Text, entry: NameEntry, around: Around) -> Name:
    label = reading.texts(entry.label)
    kind = "party" if id in reading.countries else entry.kind
    acronym = dict.fromkeys(label, str(id)) if id.isupper() and kind != "party" else label
    short = reading.texts(entry.short) if entry.short else acronym
    cites = (reading.citation(around, id.span),) if entry.at else ()
    return Name(str(id), label, short, kind, id.span, reading.maybe(entry.note), tuple(c for c in cites if c))


def _claim(reading: Reading, id: Text, entry: ClaimEntry, around: Around) -> Claim:
    facts = tuple(str(fact) for fact in entry.facts if reading.known(fact, reading.declared, "fact"))
    if entry.confidence and not entry.because:
        reading.wrong("missing-key", say('a confidence needs its reason: "because" is missing here'), id.span,
                      say("add  because: {zh: …, en: …}"))
    if entry.because and not entry.confidence:
        reading.wrong("missing-key", say('a reason needs its confidence: "confidence" is missing here'), id.span,
                      say("add  confidence: low, moderate or high"))
    return Claim(
        str(id), reading.texts(entry.text), reading.citations(entry, around, id.span), id.span, facts,
        entry.confidence, reading.maybe(entry.because), entry.likelihood or "", reading.review_by(entry.review_by),
        tuple(map(str, entry.tags)), reading.maybe(entry.note))
