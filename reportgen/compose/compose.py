"""Make the document of a report in one language: template and facts become a tree, read, completed and resolved."""

from __future__ import annotations

from markupsafe import Markup

from reportgen.compose.composition import Composition
from reportgen.compose.report import Report
from reportgen.compose.templates import Environment
from reportgen.compose.written import OwnWords, put_together, text_of
from reportgen.document.nodes import Document, Inlines, Masthead, Meta
from reportgen.document.resolve import resolve
from reportgen.facts.format_dates import print_when
from reportgen.facts.model import Day, FactBase, When
from reportgen.inputs import Inputs
from reportgen.locales import words
from reportgen.writers.theme import load_theme


HEAD = 56                     # letters of a title that fit into the head of a page


def compose(report: Report, lang: str, facts: FactBase, inputs: Inputs) -> Document:
    """The resolved document. ReportgenError with every problem that one pass over the template found."""
    template = report.languages[lang]
    theme = load_theme(report.theme, report.span)
    composition = Composition(inputs, facts, lang, theme.styles, str(template))
    seen = _as_seen(report, lang)
    body = composition.blocks(seen, template.span)
    return resolve(Document(_meta(report, lang, seen), (_masthead(report, lang, seen), *body)), words(lang))


def check_template(report: Report, lang: str, inputs: Inputs) -> None:
    """ReportgenError with what is wrong with a template before any fact is known."""
    template = report.languages[lang]
    Environment(inputs, Markup, {}).check_syntax(str(template), template.span)


def _as_seen(report: Report, lang: str) -> dict[str, str]:
    """What a template can print of the report itself, in the document's language; "" where nothing is given."""
    edition = report.edition
    return {
        "title": report.title(lang), "subtitle": report.subtitle(lang), "office": report.office(lang),
        "marking": report.marking(lang), "disclaimer": report.disclaimer(lang), "number": OwnWords(edition.number),
        "date": _day(edition.date, lang), "next": _day(edition.next, lang) if edition.next else "",
        "covers": OwnWords(print_when(edition.covers, lang)) if edition.covers else "",
        "prepared_by": edition.prepared_by(lang), "contact": edition.contact(lang),
        "distribution": put_together((to(lang) for to in edition.distribution), words(lang)["item_separator"]),
    }


def _day(day: Day, lang: str) -> str:
    return OwnWords(print_when(When("date", day, day), lang))


def _shortened(title: str) -> str:
    """A title as it heads every page: cut where it is longer than a third of a line, Han counted as two letters."""
    room = HEAD
    for n, character in enumerate(title):
        room -= 2 if character > "\u2e7f" else 1
        if room < 0:
            return title[:n].rstrip() + "…"
    return title


def _masthead(report: Report, lang: str, seen: dict[str, str]) -> Masthead:
    labels = {"number": "number", "date": "issued", "covers": "covers", "prepared_by": "prepared_by", "next": "next",
              "distribution": "distribution"}
    items: tuple[tuple[str, Inlines], ...] = tuple(
        (words(lang)[label], (text_of(seen[name]),)) for name, label in labels.items() if seen[name])
    return Masthead(seen["marking"], seen["office"], seen["title"], seen["subtitle"], items, span=report.span)


def _meta(report: Report, lang: str, seen: dict[str, str]) -> Meta:
    number = f'{words(lang)["number"]} {seen["number"]}'
    footer = words(lang)["footer_separator"].join(part for part in (seen["office"], number, seen["date"]) if part)
    return Meta(
        report=report.id, lang=lang, title=seen["title"], number=seen["number"], date=report.edition.date.edtf,
        marking=seen["marking"], header=_shortened(seen["title"]), footer=footer, author=seen["office"],
        description=seen["subtitle"])
