"""Read reportgen.yaml: what a project publishes, in which languages, formats and looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from unicodedata import normalize

from reportgen import locales
from reportgen.build.written import (
    FILE, DistributionEntry, EditionEntry, LimitsEntry, ProjectFile, ReportEntry, WordEntry,
)
from reportgen.compose.report import SENT, Edition, Report, Sent, Texts
from reportgen.diagnostics import (
    Diagnostic, ReportgenError, WrongUsage, did_you_mean, error, refuse, stop_on_errors,
)
from reportgen.facts.wordings.dates import WhenError, read_when
from reportgen.facts.model import Day, When, localized
from reportgen.facts.yaml import Map, Node, Text, into, parse
from reportgen.inputs import Inputs
from reportgen.limits import Limits
from reportgen.messages import said, say
from reportgen.scrutiny import Exemption
from reportgen.writers import WRITERS
from reportgen.writers.theme import is_own, themes, unknown_theme
from reportgen.writers.word import Word

LEAST = {"compose_seconds": 1, "write_seconds": 1, "memory_megabytes": 256}     # with less, nothing could be made
AS_DATE = say("write a date as 2016-04-30")
SAFE_ID = re.compile(r"[^\W_][\w-]{0,59}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
NO_FILE_NAMES = re.compile(r"con|prn|aux|nul|(com|lpt)\d", re.IGNORECASE)     # Windows keeps these for itself


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with a reportgen.yaml. `inputs` is its only door; `archive` names the folder of source texts."""

    root: Path
    inputs: Inputs
    archive: str
    reports: Mapping[str, Report]
    limits: Limits = Limits()

    @property
    def output(self) -> Path:
        return self.root / "output"

    def report(self, name: str) -> Report:
        """The report of that id; WrongUsage where there is none."""
        if name not in self.reports:
            raise WrongUsage(error("unknown-report", say('there is no report "{name}"', name=name),
                                   hint=did_you_mean(name, self.reports)
                                   or say("reports: {names}", names=", ".join(self.reports))))
        return self.reports[name]


def open_project(start: Path | str = ".") -> Project:
    """The project that `start` lies in. ReportgenError with every mistake in its reportgen.yaml at once."""
    root = find_project(Path(start))
    return read_project(Inputs(root))


def find_project(start: Path) -> Path:
    """The nearest folder at or above `start` that holds a reportgen.yaml."""
    here = start.resolve()
    found = next((folder for folder in (here, *here.parents) if (folder / FILE).is_file()), None)
    if found is None:
        refuse("no-project", say('there is no {file} in "{here}" or in a folder above it', file=FILE, here=here),
               hint=say("go to the folder of your project, or write a {file} there", file=FILE))
    return found


def is_report_id(name: str) -> bool:
    """Whether a report may have that id, which names its folder and files on any system."""
    return bool(SAFE_ID.fullmatch(name)) and not NO_FILE_NAMES.fullmatch(name)


def is_language(tag: str) -> bool:
    """Whether documents can be written in that language: one of the program's, or a region of it."""
    return bool(LANGUAGE.fullmatch(tag)) and tag.partition("-")[0] in locales.languages()


def read_project(inputs: Inputs) -> Project:
    """The project below `inputs.root`."""
    problems: list[Diagnostic] = []
    root = parse(inputs.text(FILE), FILE)
    written = into(ProjectFile, root, problems)
    stop_on_errors(problems)
    nodes = root.get("reports").pairs
    if not nodes:
        problems.append(error("no-reports", say("no report is named"), root.key("reports").span,
                              say("name one below reports:")))
    reports = [_report(Text(key.text, key.span), node, inputs, problems) for key, node in nodes]
    problems += _same_file_names([Text(key.text, key.span) for key, _ in nodes], "bad-report-id")
    limits = _limits(written.limits, problems)
    stop_on_errors(problems)
    return Project(inputs.root, inputs, str(written.archive), {report.id: report for report in reports}, limits)


# --- what it means ------------------------------------------------------------------------------------------------

def _report(name: Text, node: Node, inputs: Inputs, problems: list[Diagnostic]) -> Report | None:
    """The report written in `node`, or None with its mistakes added to `problems`."""
    before = len(problems)
    problems += _bad_id(name)
    written = into(ReportEntry, node, problems)
    if written is None:
        return None
    problems += [*_bad_languages(written, name), *_bad_words(written, name, inputs), *_missing_files(written, inputs),
                 *_missing_texts(written, node), *_wide_exceptions(written)]
    edition = _edition(written.edition, problems)
    if len(problems) > before:
        return None
    return Report(
        id=str(name), series=Texts(written.series), title=Texts(written.title),
        subtitle=Texts(written.subtitle), office=Texts(written.office), marking=Texts(written.marking),
        disclaimer=Texts(written.disclaimer), licence=Texts(written.licence), facts=written.facts,
        languages={str(lang): template for lang, template in written.languages.items()},
        formats=tuple(map(str, written.formats)), theme=written.theme, edition=edition, span=name.span,
        max_rows=written.max_rows, word=_word(written.word),
        exceptions=tuple(Exemption(str(one.rule), str(one.words or ""), str(one.file or ""), str(one.because),
                                   one.rule.span) for one in written.exceptions))


def _edition(written: EditionEntry, problems: list[Diagnostic]) -> Edition:
    issued, following = _day(written.date, problems), _day(written.next, problems)
    if issued and not issued.day:
        problems.append(error("bad-date", say('"{date}" is not a whole date', date=written.date), written.date.span,
                              AS_DATE))
    return Edition(
        date=issued, number=1, covers=_when(written.covers, problems), next=following,
        prepared_by=Texts(written.prepared_by), contact=Texts(written.contact),
        distribution=tuple(map(Texts, written.distribution.readers)), sent=_sent(written.distribution))


def _sent(written: DistributionEntry) -> Sent:
    return Sent(*(tuple(map(Texts, getattr(written, name))) for name in SENT), written.copies)


def _word(written: WordEntry) -> Word:
    return Word(written.template, written.facts, written.sources, written.toc_pages)


def _limits(written: LimitsEntry, problems: list[Diagnostic]) -> Limits:
    """The limits that are given, as whole numbers; the others as they are by default."""
    given = {name: text for name in LimitsEntry.model_fields if (text := getattr(written, name)) is not None}
    problems += [error("bad-limit", say('"{text}" is not a whole number from {least} on', text=text, least=LEAST[name]),
                       text.span)
                 for name, text in given.items() if not re.fullmatch(r"[0-9]{1,8}", text) or int(text) < LEAST[name]]
    return Limits(**{name: int(text) for name, text in given.items()}) if not problems else Limits()


def _when(text: Text | None, problems: list[Diagnostic]) -> When | None:
    if text is None:
        return None
    try:
        return read_when(text, None)
    except WhenError as wrong:
        place = replace(text.span, column=text.span.column + wrong.position)
        problems.append(error(wrong.rule, said(wrong), place,
                              say("write a date as 2016-04-30, a period as 1993/2016-04")))
        return None


def _day(text: Text | None, problems: list[Diagnostic]) -> Day | None:
    when = _when(text, problems)
    if when and when.kind != "date":
        problems.append(error("bad-date", say('"{text}" is not a single date', text=text), text.span, AS_DATE))
    return when.start if when else None


def _bad_id(name: Text) -> Iterator[Diagnostic]:
    if not is_report_id(name):
        yield error("bad-report-id", say('"{name}" cannot be the name of a report, which names its files', name=name),
                    name.span,
                    say("use letters, digits, _ and -, at most 60, beginning with a letter or digit"))


def _same_file_names(names: Iterable[Text], rule: str) -> Iterator[Diagnostic]:
    first: dict[str, Text] = {}
    for name in names:
        if (other := first.setdefault(normalize("NFC", name.casefold()), name)) is not name:
            yield error(rule,
                        say('"{name}" and "{other}" are one name on some systems', name=name, other=other), name.span,
                        related=((other.span, say("the other one")),))


def _bad_languages(written: ReportEntry, name: Text) -> Iterator[Diagnostic]:
    known = locales.languages()
    if not written.languages:
        yield error("no-languages", say('the report "{name}" has no language', name=name), name.span,
                    say("name one: languages: {en: templates/en.md}"))
    yield from _same_file_names(written.languages, "unknown-language")
    for lang in written.languages:
        if not is_language(lang):
            yield error("unknown-language", say('reportgen cannot write documents in "{lang}"', lang=lang), lang.span,
                        say("its languages are {known} and their regions (zh-CN)", known=', '.join(known)))


def _bad_words(written: ReportEntry, name: Text, inputs: Inputs) -> Iterator[Diagnostic]:
    if not written.formats:
        yield error("no-formats", say('the report "{name}" has no format', name=name), name.span,
                    say("choose from {writers}", writers=', '.join(WRITERS)))
    for format in written.formats:
        if format not in WRITERS:
            yield error("unknown-format", say('there is no format "{format}"', format=format), format.span,
                        did_you_mean(format, WRITERS) or say("formats: {names}", names=", ".join(WRITERS)))
        elif written.formats.count(format) > 1 and next(f for f in written.formats if f == format) is not format:
            yield error("duplicate-format", say('"{format}" stands twice', format=format), format.span)
    if not is_own(written.theme) and written.theme not in themes():
        yield unknown_theme(written.theme, written.theme.span, inputs)


def _wide_exceptions(written: ReportEntry) -> Iterator[Diagnostic]:
    for one in written.exceptions:
        if one.words is None and one.file is None:
            yield error("wide-exception", say('this would let pass all that "{rule}" tells', rule=one.rule),
                        one.rule.span, say("name the words: that it tells of, or the file:"))


def _missing_files(written: ReportEntry, inputs: Inputs) -> Iterator[Diagnostic]:
    for name in (*written.languages.values(), written.facts):
        try:
            found = inputs.files(name, ".yaml", ".yml")
            if name is written.facts and not found:
                yield error("missing-file", say('"{name}" holds no YAML file', name=name), name.span,
                            say("facts: names the folder where the facts lie"))
            elif name is not written.facts and found != [name]:
                hint = say("write the template there, or name the one that you have")
                yield error("missing-file", say('"{name}" does not exist or is not a file', name=name), name.span,
                            did_you_mean(name, inputs.beside(name)) or hint)
        except ReportgenError as problem:
            yield from (replace(d, span=name.span) for d in problem.diagnostics)


def _missing_texts(written: ReportEntry, node: Map) -> Iterator[Diagnostic]:
    """A text that is given must be there in every language of the report."""
    edition = node.get("edition")
    own = ("series", "title", "subtitle", "office", "marking", "disclaimer", "licence")
    places = [(node, name, getattr(written, name)) for name in own]
    places += [(edition, name, getattr(written.edition, name)) for name in ("prepared_by", "contact")]
    given = [(texts, holder.key(name).span, name) for holder, name, texts in places if holder.key(name)]
    given += [(texts, edition.key("distribution").span, "distribution") for name in ("readers", *SENT)
              for texts in getattr(written.edition.distribution, name)]
    for texts, span, name in given:
        span = next(iter(texts)).span if texts else span
        for lang in written.languages:
            if not localized(texts, lang) and lang.partition("-")[0] in locales.languages():
                yield error("missing-language", say('"{name}" has no text for {lang}', name=name, lang=lang), span,
                            say("add {language}: …", language=lang.partition('-')[0]))
        for lang in texts:
            if lang.partition("-")[0] not in locales.languages():
                yield error("unknown-language", say('"{lang}" is not a language of reportgen', lang=lang), lang.span,
                            did_you_mean(lang, written.languages)
                            or say("languages: {names}", names=", ".join(locales.languages())))
