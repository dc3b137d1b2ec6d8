"""This repository's own facts against the article they were taken from: all are verified, and no change to one is not
found out: every wording, unit, date and paragraph of every fact, event and agreement is spoiled in its YAML text.

The article may not be committed; it is looked for in $REPORTGEN_ARCHIVE (which conftest.py renames), then beside the
repository.
"""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.build.evidence import Archive, verify
from reportgen.build.project import open_project
from reportgen.checks.evidence import Looking, examine
from reportgen.checks.wordings import wordings
from reportgen.diagnostics import ReportgenError, Span
from reportgen.facts.load import load_facts
from reportgen.inputs import Inputs

ROOT = Path(__file__).resolve().parents[2]
NAME = "gms-drug-control-2016.txt"
ARCHIVE = next((Path(place) for place in (os.environ.get("REPORTGEN_ARTICLE"), ROOT / "archive",
                                          ROOT.parent / "shared/source")
                if place and (Path(place) / NAME).is_file()), None)
LANGUAGES = ("zh-CN", "en")
pytestmark = pytest.mark.skipif(ARCHIVE is None, reason=f"the article {NAME} is not here: set REPORTGEN_ARCHIVE")


class Loaded:
    """The facts as committed, and the archive, each read once."""

    def __init__(self):
        self.project = open_project(ROOT)
        self.inputs = self.project.inputs
        self.facts = load_facts(self.inputs, "data", LANGUAGES)
        self.found = verify(self.facts, self.project, ARCHIVE)[1]
        self.archive = Archive(self.project, ARCHIVE)
        self.texts = self.found.texts

    def open(self, source):
        return self.texts[source.id]


@pytest.fixture(scope="module")
def loaded():
    return Loaded()


class Spoiled(Inputs):
    """The project's files with other texts in place of those at some spans."""

    def __init__(self, inputs, changes):
        super().__init__(inputs.root)
        self._texts = {name: inputs.text(name) for name in inputs.files("data", ".yaml")}
        for span, old, new in changes:
            lines = self._texts[span.file].split("\n")
            head, tail = lines[span.line - 1][:span.column - 1], lines[span.line - 1][span.column - 1:]
            assert tail.lstrip("\"'").startswith(old), (span, tail, old)
            lines[span.line - 1] = head + tail.replace(old, new, 1)
            self._texts[span.file] = "\n".join(lines)


def load(loaded, *changes):
    return load_facts(Spoiled(loaded.inputs, changes), "data", LANGUAGES)


def problems(loaded, *changes):
    """What `check` says of the facts when other texts stand at some spans."""
    try:
        return examine(load(loaded, *changes), loaded.open).problems
    except ReportgenError as wrong:
        return wrong.diagnostics


def untold(loaded, changes):
    """Those of the changes that no error tells, at most one to a line; what does not load is taken out first."""
    left = {(span.file, span.line): (span, old, new) for span, old, new in changes}
    assert len(left) == len(changes)
    while left:
        told = {(d.span.file, d.span.line) for d in problems(loaded, *left.values())
                if d.severity == "error" and d.span}
        if not told & set(left):
            break
        left = {place: change for place, change in left.items() if place not in told}
    return list(left.values())


def in_rounds(changes):
    """The changes in lots with at most one to a line."""
    lots = []
    for change in changes:
        line = change[0].file, change[0].line
        lot = next((lot for lot in lots if line not in {(other[0].file, other[0].line) for other in lot}), None)
        if lot is None:
            lots.append(lot := [])
        lot.append(change)
    return lots


def copied(loaded):
    """Each wording of the fact base that stands somewhere in its files, once."""
    found = {(one.span, one.written): one for one in wordings(loaded.facts) if one.kind != "place" and one.written}
    return list(found.values())


def spoilt_wordings(written):
    """The wording with another digit, without a relation word, cut short, and with more before it."""
    digit = re.search(r"\d", written)
    if digit:
        at = digit.start()
        yield written[:at] + str((int(digit[0]) + 1) % 10 or 1) + written[at + 1:]
        if re.match(r"\d[\d.]", written[at:at + 2]):
            yield written[:at] + written[at + 1:].lstrip(".")
        yield written[:at] + "1" + written[at:]
    for word in "约余多近上前起":
        if word in written and not (word == "上" and "世纪" in written):
            yield written.replace(word, "")
    for numeral, other in zip("三两百亿万", "四三千万亿", strict=True):
        if numeral in written:
            yield written.replace(numeral, other)
    if not digit or "年" in written:
        yield f"2014年{written}" if "年" not in written else written.replace("年", "年8月", 1)


UNITS = {"起": "名", "名": "起", "人次": "人", "片": "吨", "公斤": "吨", "吨": "公斤", "个多月": "多年",
         "个": "家", "条": "个",
         "美元": "欧元", "人民币": "美元", "元": "美元", "亩": "公顷", "种": "个", "次": "个", "大": "个", "年": "个月"}


def test_every_figure_and_date_is_verified(loaded):
    assert loaded.found.problems == ()
    assert len(loaded.facts.facts) >= 25
    judged = [(one, verdict) for one, verdict in loaded.found.judged]
    assert {verdict for _, verdict in judged} == {"verified"}
    for fact in loaded.facts.facts.values():
        assert fact.newest.computation or any(one.of == fact.id and one.kind != "place" for one, _ in judged)
    for subject in (*loaded.facts.events.values(), *loaded.facts.agreements.values()):
        assert subject.when.kind == "unknown" or any(one.of == subject.id and one.kind == "date" for one, _ in judged)


def test_every_wording_that_is_changed_is_found_out(loaded):
    changes = []
    for wording in copied(loaded):
        spoilt = sorted(set(spoilt_wordings(wording.written)) - {wording.written})
        assert spoilt, wording.written
        changes += [(wording.span, wording.written, new) for new in spoilt]
    assert len(changes) > 100
    assert [change for lot in in_rounds(changes) for change in untold(loaded, lot)] == []


def test_every_unit_that_is_changed_or_dropped_is_found_out(loaded):
    changes = []
    for wording in (one for one in copied(loaded) if one.kind == "figure"):
        unit = next(unit for unit in UNITS if unit in wording.written)
        changes += [(wording.span, wording.written, wording.written.replace(unit, other))
                    for other in (UNITS[unit], "")]
    assert len(changes) >= 50
    assert [change for lot in in_rounds(changes) for change in untold(loaded, lot)] == []


def test_what_is_left_as_it_was_is_not_told(loaded):
    """The guard of the tests above: a change that changes nothing is untold."""
    same = [(one.span, one.written, one.written) for one in copied(loaded)]
    assert [change for lot in in_rounds(same) for change in untold(loaded, lot)] == [
        change for lot in in_rounds(same) for change in lot]


def test_every_paragraph_that_does_not_hold_the_wording_is_found_out(loaded):
    """On the cites in memory, as a nested fact has its paragraph from its event: each wording in each wrong ¶."""
    unseen, tried = [], 0
    for wording in (one for one in wordings(loaded.facts) if one.kind != "place"):
        text = loaded.texts[wording.cites[0].source]
        for number, words in enumerate(text.paragraphs, 1):
            if next(text.bearing(wording, [words]), None):
                continue
            tried += 1
            cites = tuple(replace(cite, at=f"¶{number}") for cite in wording.cites)
            told = examine_one(loaded, replace(wording, cites=cites))
            if not any(d.severity == "error" and d.span == wording.span for d in told):
                unseen.append((wording.of, wording.written, number))
    assert not unseen and tried > 500


def examine_one(loaded, wording):
    looking = Looking(loaded.facts, loaded.open, False)
    assert looking.judge(wording) == "contradicted"
    return looking.problems


def places_in_files(loaded):
    """Where each `at: ¶…` of the files stands, and what it says."""
    for name in loaded.inputs.files("data", ".yaml"):
        for line, text in enumerate(loaded.inputs.text(name).split("\n"), 1):
            for at in re.finditer(r"at: (¶\d+)", text):
                yield Span(name, line, at.start(1) + 1), at[1]


def test_every_place_beyond_the_end_is_found_out(loaded):
    places = list(places_in_files(loaded))
    assert len(places) > 50
    lots = in_rounds((span, at, "¶21") for span, at in places)
    moved = [(one, d) for lot in lots for facts in [load(loaded, *lot)] for one in wordings(facts)
             if {cite.at for cite in one.cites} == {"¶21"} for d in [examine(facts, loaded.open).problems]]
    assert len(moved) > 60
    for wording, told in moved:
        assert ("no-such-place", wording.cites[0].span) in [(d.rule, d.span) for d in told]


def test_every_place_that_is_changed_in_the_files_is_found_out(loaded):
    """Sent to a heading, in which there is neither figure nor date, each wording that goes with it is told."""
    assert loaded.found.texts["gms2016"].found(loaded.found.texts["gms2016"].words("¶3")[0]) == ()
    tried = 0
    for span, at in places_in_files(loaded):
        facts = load(loaded, (span, at, "¶3"))
        moved = [one for one in wordings(facts) if one.kind != "place" and {cite.at for cite in one.cites} == {"¶3"}]
        told = {d.span for d in examine(facts, loaded.open).problems if d.rule == "not-in-source"}
        assert {one.span for one in moved} <= told, (span, at)
        tried += len(moved)
    assert tried > 40


def test_a_number_that_a_longer_one_ends_in_is_none(loaded):
    cases = loaded.facts.facts["waterway_2.cases"].newest.cites[0].span
    found, = problems(loaded, (cases, "8919起", "919起"))
    assert (found.rule, str(found.span), str(found.hint)) == (
        "not-in-source", str(cases), 'did you mean "8919起"?')


def test_a_wording_in_another_paragraph_is_told_with_its_place(loaded):
    leads = loaded.facts.facts["border_2.leads"].newest.cites[0].span
    found, = problems(loaded, (leads, "29条", "{written: 29条, at: ¶11}"))
    assert str(found.hint) == "it stands at ¶12"
