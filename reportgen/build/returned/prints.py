"""Tell what became of the facts that a returned file prints: changed, conflicting, respelled or deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from reportgen.build.returned.comparing import Compared, same_words
from reportgen.build.returned.findings import ChangedFact, FactKind, Print, Where
from reportgen.diagnostics import Span
from reportgen.document.prose import tidied
from reportgen.facts.format_dates import print_when
from reportgen.facts.model import FactBase, Quantity, When, localized
from reportgen.facts.wordings.dates import WhenError, read_when
from reportgen.facts.wordings.quantity import QuantityError, read_quantity
from reportgen.readers.docx.returned import Printed


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what people typed where a fact stood, in one language; `nouns` are counted things of the fact base."""

    lang: str
    nouns: Mapping[str, str]

    def quantity(self, text: str) -> Quantity | None:
        narrow = normalize("NFKC", tidied(text))
        for said, nouns in ((tidied(text), None), (tidied(text), self.nouns), (narrow, None), (narrow, self.nouns)):
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

    def agree(self, one: Print, other: Print) -> bool:
        """Whether two prints say one thing now, as far as that can be told: a table may leave the unit out."""
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
    nouns: dict[str, str] = {}
    for measure in facts.measures.values() if facts else ():
        forms = localized(measure.noun.forms, lang) if measure.noun else None
        nouns |= dict.fromkeys(forms or (), measure.unit or "{item}")
    return Reader(lang, nouns)


def changed_facts(printed: Sequence[Printed], compared: Compared, where: Callable[[Printed], Where],
                  value: Callable[[str], Span | None], figures: Reader) -> tuple[ChangedFact, ...]:
    """The facts that do not print what they did, in the order of their first print."""
    by_fact: dict[str, list[Printed]] = {}
    for one in printed:
        if one.mark and not one.figure:
            by_fact.setdefault(one.fact, []).append(one)
    found = (_fact(id, prints, compared, where, value, figures) for id, prints in by_fact.items())
    return tuple(one for one in found if one)


def unmarked(printed: Sequence[Printed], compared: Compared) -> int:
    """How many prints say what they did without being marked."""
    return sum(not marked and same_words(words, one.text) for one in printed if not one.figure
               for words, marked in [compared.prints.get(one.mark, ("", True))])


def _fact(id: str, prints: Sequence[Printed], compared: Compared, where: Callable[[Printed], Where],
          value: Callable[[str], Span | None], figures: Reader) -> ChangedFact | None:
    now = {one.mark: compared.prints.get(one.mark, ("", False)) for one in prints}
    other = [one for one in prints if not same_words(now[one.mark][0], one.text)]
    if not other:
        return None
    told = tuple(Print(one.mark, one.text, tidied(now[one.mark][0]), now[one.mark][1],
                       figures.reads(now[one.mark][0]) if now[one.mark][0] else "", where(one)) for one in other)
    return ChangedFact(id, _kind(told, len(prints) - len(other), figures), value(id), len(prints) - len(other), told)


def _kind(told: Sequence[Print], unchanged: int, figures: Reader) -> FactKind:
    edited = [one for one in told if one.now]
    changed = [one for one in edited if not figures.same_value(one.was, one.now)]
    if not edited:
        return "deleted"
    if not changed:
        return "respelled"
    if unchanged or len(changed) < len(edited):
        return "conflicting"
    return "changed" if all(figures.agree(changed[0], one) for one in changed[1:]) else "conflicting"
