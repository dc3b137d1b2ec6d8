"""Tell what a returned Word file says, against what it was when it left and what the project says now.

    reading = read_back(Path("returned.docx"), project)

The file itself knows what it was (`readers.docx.returned`); the project gives the words that are gone, and the places
in templates and facts. A paragraph that the project has changed since is never told as the editor's change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from reportgen.build.project import Project
from reportgen.build.read import read_report
from reportgen.build.returned.aligning import words_of
from reportgen.build.returned.charts import Became, charts_now, prints_in, prose_in, unread
from reportgen.build.returned.comparing import Compared, Old, Pair, compare
from reportgen.build.returned.findings import Prose, Reading, Remark, Tracked, Where
from reportgen.build.returned.prints import changed_facts, prints_now, reader, unmarked
from reportgen.build.returned.proving import Baseline, Wanted, proven
from reportgen.build.returned.spelling import CannotSpell, Edit, Templates, applied, edit_of, merged
from reportgen.build.work import Tell, silent
from reportgen.diagnostics import ReportgenError, Span, refuse
from reportgen.document.nodes import FactText
from reportgen.document.prose import prose, tidied, units_with_words
from reportgen.document.walk import inlines
from reportgen.facts.standing import fact_or_date
from reportgen.facts.yaml.nodes import Text as Written
from reportgen.limits import Limits, within
from reportgen.messages import Message, say
from reportgen.readers.docx.charts import ChartLeft
from reportgen.readers.docx.returned import Paragraphs, Printed, Returned, read_returned
from reportgen.readers.docx.revisions import Revision

HEADINGS = ("h1", "h2", "h3", "h4")
LARGEST = 64 * 1024 * 1024             # bytes of a file that is read


def read_back(path: Path, project: Project | None, tell: Tell = silent) -> Reading:
    """What the file says. ReportgenError where it is none of ours, cannot be read, or the project is wrong."""
    span = Span(path.name)
    limits = project.limits if project else Limits()
    data = _bytes(path, span)
    with within(limits.compose_seconds, "compose_seconds", span):
        returned = read_returned(data, span)
    baseline, notes = _baseline(returned, project, tell)
    if baseline is None and not returned.left.units:
        refuse("not-a-report", say("the file has lost the map of its facts, and here is no project to compare it with"),
               span, say("go to the folder of the project that it is of"))
    with within(limits.compose_seconds, "compose_seconds", span):
        if baseline and not returned.left.facts:
            returned = read_returned(data, span, {one.mark: one.fact for one in _printed(baseline)})
            if not returned.left.charts and any(one.shown for one in returned.drawings):
                returned = replace(returned, left=replace(returned.left, charts=_charts(baseline, span)))
        return _Telling(path.name, returned, baseline, notes).reading()


def _bytes(path: Path, span: Span) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as problem:
        refuse("unreadable-file", say('"{name}" cannot be read: {why}', name=path.name,
                                      why=problem.strerror or str(problem)), span)
    if len(data) > LARGEST:
        refuse("file-too-large", say('"{name}" is larger than {count} MiB', name=path.name, count=LARGEST >> 20), span)
    return data


def _baseline(returned: Returned, project: Project | None, tell: Tell) -> tuple[Baseline | None, tuple[Message, ...]]:
    """The report that the file is of, where this project has it; and why not, where it has not."""
    left = returned.left
    if project is None:
        return None, (say("There is no project here: places in templates are not told."),)
    if left.report not in project.reports:
        return None, (say('This project has no report "{name}": places in templates are not told.', name=left.report),)
    report = project.reports[left.report]
    if left.lang not in report.languages:
        return None, (say('The report "{name}" is not made in {lang}: places in templates are not told.',
                          name=left.report, lang=left.lang),)
    try:
        read = read_report(report, project, tell)
    except ReportgenError as wrong:
        return None, (say("The project has {count} errors (reportgen check tells them): places in templates are not "
                          "told.", count=len(wrong.diagnostics)),)
    return Baseline(project, report, left.lang, read, tuple(units_with_words(read.documents[left.lang]))), ()


class _Telling:
    """Puts what was compared into findings."""

    def __init__(self, name: str, returned: Returned, baseline: Baseline | None, notes: tuple[Message, ...]) -> None:
        self.name, self.returned, self.baseline, self.notes = name, returned, baseline, notes
        self.compared: Compared = compare(returned, baseline.units if baseline else ())
        self.printed = returned.left.facts or _printed(baseline)
        self.paragraphs, self.paragraphs_before = Paragraphs(returned.units), Paragraphs(returned.before)
        self.became = {pair.new: pair.old for pair in self.compared.pairs if pair.new >= 0} | dict(self.compared.same)
        self.new_of = {old: new for new, old in self.became.items() if old >= 0}
        self.old_of_mark = {piece.mark: number for number, old in enumerate(self.compared.olds)
                            for piece in old.said or () if piece.mark}
        self.figures = reader(returned.left.lang, baseline.read.facts if baseline else None)
        self.sections = [*accumulate((tidied(unit.text) if unit.role in HEADINGS else "" for unit in returned.units),
                                     lambda above, own: own or above)]
        self.charts = charts_now(returned, self.compared.olds, self.new_of)

    def reading(self) -> Reading:
        left, figures = self.returned.left, self.figures
        prints = [*prints_now(self.printed, self.compared, self.where_printed, figures),
                  *(one for chart in self.charts for one in prints_in(chart, self.where_chart(chart), figures))]
        changed = changed_facts(prints, self.value, figures)
        return Reading(
            self.name, left.report, left.edition, left.lang, sum(one.was == one.now for _, one in prints),
            unmarked(self.printed, self.compared), changed, (*self.prose(), *self.chart_prose()), tuple(
                Remark(one.id, one.author, one.date, one.text, one.words, one.answers, one.done, self.where(one.unit))
                for one in self.returned.comments),
            tuple(Tracked(one.kind, one.author, one.date, one.text, self.where_tracked(one))
                  for one in self.returned.revisions),
            self.returned.formatting, (*self.notes, *unread(self.charts, self.returned)))

    # --- places

    def where(self, new: int) -> Where:
        """The place of a unit of the file."""
        if new < 0:
            return Where("", "")
        return Where(self.section(new), self.returned.units[new].role, self.template(self.became.get(new, -1)))

    def where_old(self, old: int) -> Where:
        """The place of a unit that the file no longer has: behind the last one before it that is still there."""
        before = next((self.new_of[n] for n in range(old - 1, -1, -1) if n in self.new_of), -1)
        return Where(self.section(before), self.compared.olds[old].role, self.template(old))

    def where_tracked(self, one: Revision) -> Where:
        """The place of a tracked change; of one that takes away, among the units as they were."""
        if one.kind in ("deletion", "moved-from"):
            old = self.compared.before.get(self.paragraphs_before.unit(one.at), -1)
            if old >= 0:
                return self.where_old(old) if old not in self.new_of else self.where(self.new_of[old])
        return self.where(self.paragraphs.unit(one.at))

    def where_printed(self, one: Printed) -> Where:
        new = self.compared.units.get(one.mark, -1)
        old = self.old_of_mark.get(one.mark, -1)
        where = self.where(new) if new >= 0 else self.where_old(old) if old >= 0 else Where("", "")
        return replace(where, template=self.fact_place(one.mark, old) or where.template)

    def where_chart(self, chart: Became) -> Where:
        return Where(self.section(chart.new), "chart", self.template(chart.old), chart.left.label)

    def section(self, new: int) -> str:
        """The words of the last heading up to a unit."""
        return self.sections[new] if new >= 0 else ""

    def template(self, old: int) -> Span | None:
        """Where the words of an old unit are typed; else where its block stands."""
        unit = self.compared.olds[old].unit if old >= 0 else None
        if unit is None:
            return None
        if isinstance(unit.text, Written):
            return unit.text.place(0)
        typed = (node.typed for node in inlines(unit.content) if getattr(node, "typed", None))
        return next(typed, unit.span) or unit.span

    def fact_place(self, mark: str, old: int) -> Span | None:
        unit = self.compared.olds[old].unit if old >= 0 else None
        return next((node.span for node in inlines(unit.content if unit else ())
                     if isinstance(node, FactText) and node.mark == mark and node.span.file), None)

    def value(self, id: str, was: str) -> Span | None:
        """The place in the fact base of the value that was printed so; of the fact's newest, if none is known by it."""
        fact = fact_or_date(id, self.baseline.read.facts) if self.baseline else None
        if fact is None:
            return None
        said = (value for value in reversed(fact.standing) if self.figures.is_of(value, was))
        return next(said, fact.newest).span

    # --- prose

    def prose(self) -> tuple[Prose, ...]:
        templates = Templates(self.baseline.project.inputs, self.baseline.units) if self.baseline else None
        told = [self.told(pair, templates) for pair in self.compared.pairs]
        if self.baseline is None or templates is None:
            return tuple(told)
        edits: dict[int, Edit] = {}
        for number, pair in enumerate(self.compared.pairs):
            try:
                if edit := self.edit(pair, templates):
                    edits[number] = edit
            except CannotSpell as problem:
                told[number] = replace(told[number], note=problem.args[0])
        for edit in merged(edits.values()):
            own = [number for number, one in edits.items()
                   if one.file == edit.file and edit.first <= one.first <= edit.last]
            for number in own:
                told[number] = self.with_edit(told[number], edit, templates)
        return self.proven(told, edits)

    def chart_prose(self) -> Iterator[Prose]:
        for chart in self.charts:
            yield from prose_in(chart, self.where_chart(chart))

    def edit(self, pair: Pair, templates: Templates) -> Edit | None:
        """What is to be changed in the template of a unit whose words were changed; None where that is not asked."""
        old = self.compared.olds[pair.old] if pair.old >= 0 else None
        if old is None or old.unit is None or old.said is None or pair.new < 0 or pair.moved:
            return None
        return edit_of(old.unit, old.said, pair.now, templates)

    def with_edit(self, told: Prose, edit: Edit, templates: Templates) -> Prose:
        text = templates.text(edit.file)
        try:
            spelled = applied(edit, text)
        except CannotSpell as problem:
            return replace(told, note=problem.args[0])
        place = Span(edit.file, text.count("\n", 0, edit.first) + 1)
        return replace(told, source=text[edit.first:edit.last], spelled=spelled, lines=place)

    def proven(self, told: list[Prose], edits: dict[int, Edit]) -> tuple[Prose, ...]:
        """The same, where what was spelled is kept only if the report composed with it says the editor's words."""
        index = {id(unit): number for number, unit in enumerate(self.baseline.units)}
        wanted = {}
        for number, one in enumerate(told):
            pair = self.compared.pairs[number]
            if one.spelled and pair.old >= 0:
                unit = self.compared.olds[pair.old].unit
                wanted[number] = Wanted(index[id(unit)], prose(unit.role, pair.now), edits[number])
        good = proven(list(wanted.values()), self.baseline)
        for number, one in wanted.items():
            told[number] = replace(told[number], proven=True) if one in good else replace(
                told[number], source="", spelled="", note=say("the template has no way to say just these words"))
        return tuple(told)

    def told(self, pair: Pair, templates: Templates | None) -> Prose:
        old = self.compared.olds[pair.old] if pair.old >= 0 else None
        now = words_of(pair.now)
        if old is None:
            return self.added(pair, now, templates)
        was = words_of(old.said) if old.said is not None else ""
        if pair.new < 0:
            return Prose("deleted", self.where_old(pair.old), was, "", note=self.unknown(old))
        return Prose("moved" if pair.moved else "changed", self.where(pair.new), was, now, note=self.unknown(old),
                     behind=self.behind(pair.new) if pair.moved else None)

    def unknown(self, old: Old) -> str:
        return say("the project has changed this paragraph since the file was made") \
            if self.baseline and old.unit is None else ""

    def added(self, pair: Pair, now: str, templates: Templates | None) -> Prose:
        unit = self.returned.units[pair.new]
        where = Where(self.section(pair.new), unit.role)
        written = templates.paragraph(pair.now, unit.role) if templates else ""
        return Prose("added", where, "", now, spelled=written,
                     behind=self.behind(pair.new) if unit.role != "note" else None)

    def behind(self, new: int) -> Span | None:
        """The template's place of the unit before one of the file."""
        known = (self.became.get(n, -1) for n in range(new - 1, -1, -1))
        return self.template(next((old for old in known if old >= 0), -1))


def _printed(baseline: Baseline | None) -> tuple[Printed, ...]:
    """The facts that the project prints, for a file that has lost its map."""
    return tuple(Printed(node.mark, node.fact, node.text) for unit in (baseline.units if baseline else ())
                 for node in inlines(unit.content) if isinstance(node, FactText) and node.mark)


def _charts(baseline: Baseline, span: Span) -> tuple[ChartLeft, ...]:
    """What the charts of the project's own file show, for a file that has lost its map."""
    from reportgen.writers.docx import write
    from reportgen.writers.fonts import fonts_for

    document, theme = baseline.read.documents[baseline.lang], baseline.read.theme
    theme = replace(theme, word=replace(theme.word, toc_pages="none"))
    return read_returned(write(document, theme, fonts_for(document, theme)), span).left.charts
