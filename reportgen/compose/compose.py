"""Make the document of a report in one language: template and facts become a tree, read, completed and resolved."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from reportgen.compose.composition import Composition
from reportgen.compose.origins import origins
from reportgen.compose.report import SENT, Report
from reportgen.compose.templates import Environment
from reportgen.compose.written import OwnWords, put_together, text_of
from reportgen.diagnostics import refuse
from reportgen.document.nodes import Distribution, Document, Inlines, Masthead, Meta, Text
from reportgen.document.resolve import resolve
from reportgen.facts.format_dates import print_when
from reportgen.facts.model import Day, FactBase, When, localized
from reportgen.inputs import Inputs
from reportgen.locales import primary, words
from reportgen.messages import say
from reportgen.writers.theme import Theme


HEAD = 56                     # letters of a title that fit into the head of a page


def compose(report: Report, lang: str, facts: FactBase, inputs: Inputs, theme: Theme) -> Document:
    """The resolved document. ReportgenError with every problem that one pass over the template found."""
    template = report.languages[lang]
    composition = Composition(inputs, facts, lang, tuple(theme.styles), str(template))
    seen = _as_seen(report, lang)
    body = composition.blocks(seen, template.span, report.max_rows)
    document = resolve(Document(_meta(report, lang, seen), (_masthead(report, lang, seen, theme), *body,
                                                            *_distribution(report, lang))), words(lang),
                       theme.numbering_in(lang))
    return replace(document, origins=origins(document.blocks, composition))


def check_template(report: Report, lang: str, inputs: Inputs) -> None:
    """ReportgenError with what is wrong with a template before any fact is known."""
    template = report.languages[lang]
    Environment(inputs, Markup, {}).check_syntax(str(template), template.span)


def _as_seen(report: Report, lang: str) -> dict[str, str]:
    """What a template can print of the report itself, in the document's language; "" where nothing is given."""
    edition = report.edition
    return {
        "series": report.series(lang), "title": report.title(lang), "subtitle": report.subtitle(lang),
        "office": report.office(lang), "marking": report.marking(lang), "disclaimer": report.disclaimer(lang),
        "number": OwnWords(edition.number),
        "date": _day(edition.date, lang), "next": _day(edition.next, lang) if edition.next else "",
        "covers": OwnWords(print_when(edition.covers, lang)) if edition.covers else "",
        "prepared_by": edition.prepared_by(lang), "contact": edition.contact(lang),
        "distribution": put_together((to(lang) for to in edition.distribution), words(lang)["item_separator"]),
    }


def _distribution(report: Report, lang: str) -> tuple[Distribution, ...]:
    """Who is sent the document, at its end; nothing where nobody is named."""
    sent, own = report.edition.sent, words(lang)
    readers = ((own[name], put_together((to(lang) for to in getattr(sent, name)), own["reader_separator"]))
               for name in SENT if getattr(sent, name))
    lines = tuple((label, (text_of(named), Text(own["readers_end"]))) for label, named in readers)
    copies = own["copies"].format(n=sent.copies) if sent.copies else ""
    return (Distribution(lines, copies, span=report.span),) if lines or copies else ()


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


def _masthead(report: Report, lang: str, seen: dict[str, str], theme: Theme) -> Masthead:
    labels = {"covers": "covers", "prepared_by": "prepared_by", "next": "next",
              "distribution": "distribution"}
    items: tuple[tuple[str, Inlines], ...] = tuple(
        (words(lang)[label], (text_of(seen[name]),)) for name, label in labels.items() if seen[name])
    return Masthead(seen["marking"], seen["office"], seen["title"], seen["subtitle"], items,
                    words(lang)["issue"].format(n=seen["number"]), seen["date"],
                    logo_named(theme, lang), seen["series"], span=report.span)


def logo_named(theme: Theme, lang: str) -> str:
    """What is said in place of the theme's logo, "" where it has none; ReportgenError where `lang` is not said."""
    if not theme.logo:
        return ""
    if not (alt := localized(theme.logo.alt, lang)):
        refuse("missing-language", say('"{name}" has no text for {lang}', name="alt", lang=lang),
               next(iter(theme.logo.alt)).span, say("add {language}: …", language=primary(lang)))
    return alt


def _meta(report: Report, lang: str, seen: dict[str, str]) -> Meta:
    number = words(lang)["issue"].format(n=seen["number"])
    footer = words(lang)["footer_separator"].join(part for part in (seen["office"], number, seen["date"]) if part)
    return Meta(
        report=report.id, lang=lang, title=seen["title"], number=seen["number"], date=report.edition.date.edtf,
        marking=seen["marking"], header=_shortened(seen["title"]), footer=footer, author=seen["office"],
        description=seen["subtitle"], licence=report.licence(lang))
