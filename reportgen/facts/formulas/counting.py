"""Choose what count() counts: the events or agreements of a kind, party, tag, figure or time."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.diagnostics import did_you_mean
from reportgen.facts.formulas.formula import Call, FormulaError
from reportgen.facts.model import Event, FactBase
from reportgen.facts.wordings.dates import overlaps, read_when
from reportgen.messages import said, say

WHAT = {"kind": say("kind"), "party": say("party"), "tag": say("tag"), "fact": say("fact")}


def chosen_events(facts: FactBase, call: Call) -> tuple[str, list[Event]]:
    """The unit that they count in, and all events or agreements that meet the options of a call of count()."""
    options = dict(call.options)
    of = options.pop("of", "events")
    _check(facts, call, of, options)
    among = facts.events if of == "events" else facts.agreements
    return "{event}" if of == "events" else "{agreement}", [one for one in among.values() if _meets(one, options)]


def _check(facts: FactBase, call: Call, of: str, options: dict[str, str]) -> None:
    """Refuse what no event could meet because it is misspelt."""
    if of not in ("events", "agreements"):
        raise FormulaError("unknown-value", say('"{word}" is not one of {words}', word=of,
                                                words="events, agreements"), call.at)
    subjects = list(facts.subjects())
    known: dict[str, Iterable[str]] = {
        "kind": facts.kinds,
        "party": {*facts.names, *(party for one in subjects for party in one.parties)},
        "tag": {tag for event in subjects for tag in event.tags},
        "having": {name for event in subjects for name in event.facts}}
    for key, names in known.items():
        if key in options and options[key] not in names:
            rule = "fact" if key == "having" else key
            raise FormulaError(f"unknown-{rule}", say('unknown {what} "{id}"', what=WHAT[rule], id=options[key]),
                               call.at, did_you_mean(options[key], sorted(names)))
    try:
        read_when(options.get("period", "2000"), None)
    except ValueError as problem:
        raise FormulaError("bad-date", said(problem), call.at) from None


def _meets(event: Event, options: dict[str, str]) -> bool:
    return (options.get("kind", event.kind) == event.kind
            and ("party" not in options or options["party"] in event.parties)
            and ("tag" not in options or options["tag"] in event.tags)
            and ("having" not in options or options["having"] in event.facts)
            and ("period" not in options or overlaps(event.when, read_when(options["period"], None))))
