"""Tell what became of the facts that a returned file prints: changed, conflicting, respelled or deleted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from unicodedata import normalize

from reportgen.build.returned.comparing import Compared, same_words
from reportgen.build.returned.findings import ChangedFact, FactKind, Print, Where
from reportgen.diagnostics import Span
from reportgen.document.prose import tidied
from reportgen.facts.format_dates import print_when
from reportgen.facts.model import FactBase, Quantity, Value, When, localized
from reportgen.facts.wordings.dates import WhenError, read_when
from reportgen.facts.wordings.quantity import QuantityError, read_quantity
from reportgen.readers.docx.returned import Printed

_WORD = re.compile(r"[^\W\d_]+")
ROUNDED = 0.1                          # how far two prints of one value may be from one another, as a share of it


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what people typed where a fact stood, in one language; `nouns` are counted things of the fact base.

    Without a fact base any word may be a counted thing.
    """

    lang: str
    nouns: Mapping[str, str] | None

    def quantity(self, text: str) -> Quantity | None:
        narrow = normalize("NFKC", tidied(text))
        counted = dict.fromkeys(_WORD.findall(narrow), "{item}") if self.nouns is None else self.nouns
        for said, nouns in ((tidied(text), None), (tidied(text), counted), (narrow, None), (narrow, counted)):
            try:
                return read_quantity(said, self.lang, nouns)
            except QuantityError:
                continue
        return None

    def reads(self, text: str) -> str:
        """The figure or date that a text says, in plain digits; "" where it is none."""
        quantity = self.quantity(text)
        if quantity is not None:
            bounds = "" if quantity.low is None else f"{quantity.low:f}..{quantity.high:f}"
            number = bounds or ("" if quantity.number is None else f"{quantity.number:f}")
            relation = "" if quantity.relation in ("exact", "range", "band") else quantity.relation
            return " ".join(filter(None, (relation, number, quantity.unit, quantity.per and f"/{quantity.per}")))
        when = self.when(text)
        return print_when(when, self.lang) if when else ""

    def when(self, text: str) -> When | None:
        try:
            return read_when(tidied(text), None)
        except WhenError:
            return None

    def same_value(self, was: str, now: str) -> bool:
        """Whether two spellings say one value; words without one are compared by their letters."""
        one, other = self.quantity(was), self.quantity(now)
        if one is None or other is None:
            return normalize("NFKC", tidied(was)).casefold() == normalize("NFKC", tidied(now)).casefold()
        return _amount(one) == _amount(other) and one.unit == other.unit

    def of_one(self, one: Print, other: Print) -> bool:
        """Whether two prints may have been of one value: a fact may have several, and a text may round one.

        The numbers of a chart, which have no marks, are exact.
        """
        figures = self.quantity(one.was), self.quantity(other.was)
        numbers = [float(figure.low if figure.number is None else figure.number) for figure in figures
                   if figure is not None and (figure.number is not None or figure.low is not None)]
        if len(numbers) < 2:
            return True
        return isclose(*numbers, rel_tol=ROUNDED if one.mark or other.mark else 0.0)

    def is_of(self, value: Value, was: str) -> bool:
        """Whether a print said this value of its fact, or the time that it is about; charts say it without “about”."""
        figure, when, period = self.quantity(was), self.when(was), value.period
        return bool((figure and value.quantity and _amount(figure)[:3] == _amount(value.quantity)[:3])
                    or (when and period and (when.start, when.end) == (period.start, period.end)))

    def agree(self, one: Print, other: Print) -> bool:
        """Whether two prints say one thing now, as far as that can be told: a table may leave the unit out."""
        if not self.of_one(one, other):
            return True
        figures = self.quantity(one.now), self.quantity(other.now)
        if all(figures):
            return _amount(figures[0]) == _amount(figures[1])
        dates = self.when(one.now), self.when(other.now)
        if all(dates):
            return (dates[0].start, dates[0].end) == (dates[1].start, dates[1].end)
        return not same_words(one.was, other.was) or same_words(one.now, other.now)


def _amount(one: Quantity) -> tuple[object, ...]:
    return one.number, one.low, one.high, one.relation


def reader(lang: str, facts: FactBase | None) -> Reader:
    """A reader of figures that knows the nouns of a project's measures."""
    if facts is None:
        return Reader(lang, None)
    nouns: dict[str, str] = {}
    for measure in facts.measures.values():
        forms = localized(measure.noun.forms, lang) if measure.noun else None
        nouns |= dict.fromkeys(forms or (), measure.unit or "{item}")
    return Reader(lang, nouns)


def prints_now(printed: Sequence[Printed], compared: Compared, where: Callable[[Printed], Where],
               figures: Reader) -> Iterator[tuple[str, Print]]:
    """Each print of a fact in the text, with the fact; `where` is asked of those that have changed."""
    for one in printed:
        if one.mark and not one.figure:
            now, marked = compared.prints.get(one.mark, ("", False))
            if same_words(now, one.text):
                yield one.fact, as_it_was(one.mark, one.text)
            else:
                yield one.fact, Print(one.mark, one.text, tidied(now), marked, figures.reads(now), where(one))


def as_it_was(mark: str, text: str) -> Print:
    return Print(mark, text, text, True, "", Where("", ""))


def changed_facts(prints: Iterable[tuple[str, Print]], value: Callable[[str, str], Span | None],
                  figures: Reader) -> tuple[ChangedFact, ...]:
    """The facts that do not print what they did, in the order of their first print.

    `value` is asked for the place of the value that a fact, by its id, printed in some words.
    """
    by_fact: dict[str, list[Print]] = {}
    for fact, one in prints:
        by_fact.setdefault(fact, []).append(one)
    found = ((id, [one for one in own if one.was == one.now], tuple(one for one in own if one.was != one.now))
             for id, own in by_fact.items())
    return tuple(ChangedFact(id, _kind(told, same, figures), value(id, told[0].was), len(same), told)
                 for id, same, told in found if told)


def unmarked(printed: Sequence[Printed], compared: Compared) -> int:
    """How many prints say what they did without being marked."""
    return sum(not marked and same_words(words, one.text) for one in printed if not one.figure
               for words, marked in [compared.prints.get(one.mark, ("", True))])


def _kind(told: Sequence[Print], same: Sequence[Print], figures: Reader) -> FactKind:
    edited = [one for one in told if one.now]
    changed = [one for one in edited if not figures.same_value(one.was, one.now)]
    if not edited:
        return "deleted"
    if not changed:
        return "respelled"
    others = [*same, *(one for one in edited if one not in changed)]
    if any(figures.of_one(changed[0], one) for one in others) or not all(
            figures.agree(changed[0], one) for one in changed[1:]):
        return "conflicting"
    return "changed"
