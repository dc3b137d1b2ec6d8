"""Find figures that were typed by hand: they have no source, and stay as they are when the facts change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from reportgen.checks.beside import changing, in_nouns
from reportgen.checks.figures import NUMERALS, SMALL, counts, figures, in_small_letters
from reportgen.checks.typed import Typed, typed_words
from reportgen.diagnostics import Diagnostic, warning
from reportgen.document.nodes import Chart, Document, FactText
from reportgen.document.walk import blocks, drawn, facts_printed, reading
from reportgen.facts.format import print_value
from reportgen.facts.model import FactBase, localized
from reportgen.facts.wordings.quantity import QuantityError, read_quantity
from reportgen.facts.yaml.nodes import Text as Written
from reportgen.messages import say
from reportgen.scrutiny import Scrutiny

ARTICLES = ("one", "一")               # words that say a number only together with others (一次)
FORMS = ("prose", "table", "number")
MOST_ALIKE = 100                       # facts that print one figure, among which the one that is meant is looked for


def typed_figures(facts: FactBase, documents: Mapping[str, Document], scrutiny: Scrutiny) -> Iterator[Diagnostic]:
    """A figure in words that a person typed, but for those of names (“10·5”专案组, G7).

    What a fact of the report prints in that language is a figure in any case.
    """
    told: dict[Diagnostic, None] = {}
    names = _names_with_figures(facts)
    for lang, document in documents.items():
        printed = _printed(lang, facts, documents)
        for typed in typed_words(document):
            named = [found.span() for found in names.finditer(in_small_letters(typed.words))]
            for start, end in {*figures(typed.words), *printed.found_in(typed.words)}:
                if not any(first <= start and end <= last for first, last in named):
                    told.setdefault(_typed_figure(typed, start, end, printed.fact(typed.words, start, end), facts))
            for start, end in changing(typed, lang, facts):
                told.setdefault(_beside_a_figure(typed, start, end))
        for found in in_nouns(lang, facts):
            told.setdefault(_beside_a_figure(*found))
        for figure in _figures_as_names(lang, facts):
            told.setdefault(_typed_figure(figure, 0, len(figure.words), "", facts))
    yield from _without_parts(told)


def _figures_as_names(lang: str, facts: FactBase) -> Iterator[Typed]:
    """Names that name nothing but a figure: "8,916 cases"."""
    for name in facts.names.values():
        for text in filter(None, (localized(name.label, lang), localized(name.short, lang))):
            with suppress(QuantityError):
                if isinstance(text, Written) and read_quantity(text, lang):
                    yield Typed(str(text), ((0, text.place(0)),))


def _beside_a_figure(typed: Typed, start: int, end: int) -> Diagnostic:
    return warning("typed-figure", say('"{words}" is typed by hand', words=typed.words[start:end]), typed.place(start),
                   say("it changes the figure beside it, which says its relation and unit itself"))


def _typed_figure(typed: Typed, start: int, end: int, fact: str, facts: FactBase) -> Diagnostic:
    words, place = typed.words[start:end], typed.place(start)
    if place.file.endswith((".yaml", ".yml")):
        hint = say("say it without the figure; if it is none, allow it under exceptions: in reportgen.yaml")
    elif not fact or "(" in fact:                      # none, or one that is computed in a template
        hint = say('print a fact; if it is none: {{{{ literal("{words}") }}}}, or a name under names:', words=words)
    elif facts.fact(fact) and fact.count(".") > 1:
        hint = say('print the fact: {{{{ fact("{fact}") }}}}', fact=fact)
    else:
        hint = say("print the fact: {{{{ {fact} }}}}", fact=fact)
    return warning("typed-figure", say('"{words}" is typed by hand', words=words), place, hint)


def _without_parts(told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """What was told, without figures that stand inside another that was told."""
    last: dict[tuple[str, int], int] = {}
    for found in sorted(told, key=lambda d: (d.span, -len(d.message))):
        line, end = (found.span.file, found.span.line), found.span.column + len(found.message.values["words"])
        if end > last.get(line, 0):
            last[line] = end
            yield found


def _names_with_figures(facts: FactBase) -> re.Pattern[str]:
    words = {in_small_letters(text) for name in facts.names.values()
             for texts in (name.label, name.short) for text in texts.values()}
    return _any_whole(text for text in words if next(figures(text), None))


def _any_whole(texts: Iterable[str]) -> re.Pattern[str]:
    """Finds each of the texts, the longest first, as whole words."""
    longest_first = sorted(texts, key=lambda text: (-len(text), text))
    return re.compile(rf"(?<![a-z0-9第{NUMERALS}])(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?![a-z0-9])")


@dataclass(frozen=True, slots=True)
class _Printed:
    """What the facts of a report print in one language.

    `by_figure` has for each figure the texts that hold it, with their facts; `in_words` the texts that say a number
    without a figure ("three", "eight offices"), which `pattern` finds as whole words.
    """

    by_figure: Mapping[str, list[tuple[str, str]]]
    in_words: Mapping[str, str]
    pattern: re.Pattern[str]

    def found_in(self, words: str) -> Iterator[tuple[int, int]]:
        """Where `words` say what a fact prints in words alone."""
        return (found.span() for found in self.pattern.finditer(in_small_letters(words)))

    def fact(self, words: str, start: int, end: int) -> str:
        """The id of a fact that prints this figure, of the one whose text stands here whole if there is one, or ""."""
        low = in_small_letters(words)
        figure = low[start:end]
        if figure in self.in_words:
            return self.in_words[figure]
        known = self.by_figure.get(figure, [])[:MOST_ALIKE]
        whole = ((len(text), fact) for text, fact in known if text in low)
        return max(whole, default=(0, known[0][1] if known else ""))[1]


def _printed(lang: str, facts: FactBase, documents: Mapping[str, Document]) -> _Printed:
    by_figure: dict[str, list[tuple[str, str]]] = {}
    in_words: dict[str, str] = {}
    for text, fact in dict.fromkeys((*_texts(documents[lang]), *_forms(lang, facts, documents))):
        low = in_small_letters(text)
        found = [low[start:end] for start, end in figures(low)]
        for figure in found:
            by_figure.setdefault(figure, []).append((low, fact))
        if not found and counts(low) and low not in ARTICLES:
            in_words.setdefault(low, fact)
    return _Printed(by_figure, in_words, _any_whole(in_words))


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """What a document prints of facts, in its text and its charts."""
    yield from ((node.text, node.fact) for node in reading(document.blocks) if isinstance(node, FactText))
    yield from ((point.text, point.fact) for block in blocks(document.blocks) if isinstance(block, Chart)
                for point in drawn(block))


def _forms(lang: str, facts: FactBase, documents: Mapping[str, Document]) -> Iterator[tuple[str, str]]:
    """What the facts that any language prints would be in this one: in prose, in tables and as numbers.

    A number up to ten in words alone is left out: "two" is an everyday word, unless the report prints it so.
    """
    used = dict.fromkeys(fact for document in documents.values() for fact in facts_printed(document.blocks))
    for fact in filter(None, map(facts.fact, used)):
        if fact.newest.state is None:
            said = (print_value(fact.newest, fact, lang, facts, form) for form in FORMS)
            yield from ((text, fact.id) for text in said if text not in SMALL)
