"""What a report is: its titles, languages, formats and look, and what is new with each edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reportgen.diagnostics import Span, WrongUsage, did_you_mean, error
from reportgen.facts.model import Day, Localized, When, localized
from reportgen.facts.yaml.nodes import Text
from reportgen.messages import say
from reportgen.scrutiny import Exemption
from reportgen.writers.word import Word


@dataclass(frozen=True, slots=True)
class Texts:
    """A text in each language of a report; called with one: `report.title("zh-CN")`. "" where none is given."""

    by_language: Localized

    def __call__(self, lang: str) -> str:
        return localized(self.by_language, lang) or ""


SENT = ("report_to", "send_to", "issue_to")            # in the order of the end of a document


@dataclass(frozen=True, slots=True)
class Sent:
    """Whom the end of a document names: 报, 送 and 发; and how many `copies` are printed."""

    report_to: tuple[Texts, ...] = ()
    send_to: tuple[Texts, ...] = ()
    issue_to: tuple[Texts, ...] = ()
    copies: int | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """What is new with each issue: `date` is a whole date, `covers` the period reported on, `next` a date or month.

    `number` is 1 until editions are kept.
    """

    date: Day
    number: int
    covers: When | None
    next: Day | None
    prepared_by: Texts
    contact: Texts
    distribution: tuple[Texts, ...]
    sent: Sent = Sent()


@dataclass(frozen=True, slots=True)
class Report:
    """One briefing. `id` is a safe file name; `languages` maps BCP 47 tags to templates, `facts` names a folder.

    Template names, `facts` and `theme` know their place in reportgen.yaml (`.span`); paths begin at the project's root.
    `exceptions` are warnings that it lets pass, with a reason. `max_rows` of a table are printed, all where it is 0.
    """

    id: str
    title: Texts
    subtitle: Texts
    office: Texts
    marking: Texts
    disclaimer: Texts
    facts: Text
    languages: Mapping[str, Text]
    formats: tuple[str, ...]
    theme: Text
    edition: Edition
    span: Span
    exceptions: tuple[Exemption, ...] = ()
    licence: Texts = Texts({})
    series: Texts = Texts({})
    max_rows: int = 1500
    word: Word = Word()

    def only(self, languages: tuple[str, ...] = (), formats: tuple[str, ...] = ()) -> Report:
        """The same report in some of its languages and formats, all where none is named; WrongUsage for others."""
        for language in languages:
            if language not in self.languages:
                raise WrongUsage(error("unknown-language", say('the report "{id}" has no language "{language}"',
                                                               id=self.id, language=language),
                                       hint=_nearest(language, self.languages)))
        for format in formats:
            if format not in self.formats:
                raise WrongUsage(error("unknown-format", say('the report "{id}" has no format "{format}"',
                                                             id=self.id, format=format),
                                       hint=_nearest(format, self.formats)))
        return replace(self, formats=tuple(f for f in self.formats if not formats or f in formats),
                       languages={lang: t for lang, t in self.languages.items() if not languages or lang in languages})


def _nearest(word: str, known: Iterable[str]) -> str:
    return did_you_mean(word, known) or say("it has {names}", names=", ".join(known))
