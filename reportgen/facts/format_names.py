"""Print names, parties and countries in a language, one or many: "China, Laos and Myanmar"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from reportgen.facts.model import FactBase, Name, localized
from reportgen.locales import words


def print_name(name: Name, lang: str, first: bool) -> str:
    """A name spelled out with its short form at its first use, and the short form alone after."""
    label = localized(name.label, lang) or name.id
    short = localized(name.short, lang) or label
    if short == label:
        return label
    return words(lang)["name_first"].format(label=label, short=short) if first else short


def print_party(id: str, facts: FactBase, lang: str) -> str:
    """A party's or organisation's short name; countries come from CLDR where `names:` says nothing."""
    if id in facts.names:
        return print_name(facts.names[id], lang, first=False)
    return territories(lang).get(id, id)


def print_parties(ids: Sequence[str], facts: FactBase, lang: str) -> str:
    """Names in the order given, joined as the language joins a list."""
    return joined([print_party(id, facts, lang) for id in ids], lang)


def joined(items: Sequence[str], lang: str) -> str:
    """A list in words: "China, Laos and Myanmar"; 中国、老挝、缅甸."""
    texts = words(lang)
    *most, last = items or [""]
    return texts["list_separator"].join(most) + texts["list_last"] + last if most else last


@cache
def territories(lang: str) -> Mapping[str, str]:
    """Countries by ISO 3166 code, without the second names that CLDR puts in brackets."""
    from babel import Locale

    names = Locale.parse(lang.replace("-", "_")).territories
    return {code: re.sub(r"\s*[(（].*[)）]$", "", name) for code, name in names.items()
            if re.fullmatch("[A-Z]{2}", code)}
