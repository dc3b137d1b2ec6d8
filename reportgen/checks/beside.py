"""Find typed words that change what the fact beside them says: over, nearly, a unit that is not its own, thousand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from reportgen.checks.figures import figures
from reportgen.checks.typed import Typed
from reportgen.document.nodes import FactText
from reportgen.locales import primary
from reportgen.facts.model import FactBase, Quantity, localized
from reportgen.facts.units import UNITS
from reportgen.facts.wordings.relations import AFTER, BEFORE, SIGNS
from reportgen.facts.wordings.scan import NO_RELATION
from reportgen.facts.yaml.nodes import Text as Written

THINGS = ("{item}", "1", "")           # 个 and the like count whatever has no word of its own


def changing(typed: Typed, lang: str, facts: FactBase) -> Iterator[tuple[int, int]]:
    """The beginning and end of words directly in front of or behind a figure that would be read as a part of it."""
    lang = primary(lang)
    if _quantity(typed.before, facts) and (found := _in_front(lang).search(typed.words.lower())):
        yield found.span(1)
    quantity = _quantity(typed.behind, facts)
    if quantity and typed.behind and (found := _behind(lang).match(typed.words.lower())):
        yield found.span(1)
    elif quantity and typed.behind and typed.behind.text[-1:].isdecimal():
        found = _unit(lang).match(typed.words)
        if found and _another(UNITS[lang][found[1]], quantity.unit):
            yield found.span(1)


def in_nouns(lang: str, facts: FactBase) -> Iterator[tuple[Typed, int, int]]:
    """The same in what is counted, which the program prints behind a figure: 万起, 余起, thousand cases."""
    measures = {fact.measure.id: fact.measure for fact in facts.facts.values() if fact.measure}
    for measure in measures.values():
        for noun in (localized(measure.noun.forms, lang) if measure.noun else None) or ():
            typed = Typed(str(noun), ((0, noun.place(0) if isinstance(noun, Written) else measure.span),))
            begun = _behind(primary(lang)).match(noun.lower())
            yield from ((typed, start, end) for start, end in {*figures(noun), *([begun.span(1)] if begun else ())})


def _quantity(text: FactText | None, facts: FactBase) -> Quantity | None:
    """The figure that stands there; None for dates and for what bears no number."""
    fact = facts.fact(text.fact) if text else None
    return fact.newest.quantity if fact else None


def _another(code: str, unit: str) -> bool:
    """Whether a unit is not the figure's own, nor what a rate is of (每案1.1名)."""
    own = unit.partition("/")[0]
    return code not in (unit, own, *THINGS) and not (own in THINGS and code.startswith("{"))


@cache
def _in_front(lang: str) -> re.Pattern[str]:
    if lang == "zh":
        return re.compile(rf"((?:{_any_apart(BEFORE[lang])})|百分之|负)[\s为达]*$")
    return re.compile(rf"((?<![a-z])(?:{_any(set(BEFORE[lang]) - set(SIGNS))}|minus)|[{''.join(SIGNS)}])\s*$")


@cache
def _behind(lang: str) -> re.Pattern[str]:
    if lang == "zh":
        return re.compile(rf"\s*({_any(AFTER[lang])}|余|[十百千万亿]+)")
    return re.compile(rf"\s?({_any(word.lstrip() for word in AFTER[lang])}|-odd|tn|bn|mn)(?![a-z])")


@cache
def _unit(lang: str) -> re.Pattern[str]:
    return re.compile(rf"\s*({_any(UNITS[lang])})(?![a-zA-Z])")


def _any_apart(words: Iterable[str]) -> str:
    """Any of the words, none as the end of another word (最近, 公约)."""
    return "|".join((rf"(?<![{before}])" if (before := NO_RELATION.get(word)) else "") + re.escape(word)
                    for word in sorted(words, key=lambda word: (-len(word), word)))


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
