"""Which codes are countries (ISO 3166-1), and which one a person meant who wrote something else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from reportgen.facts.format_names import territories
from reportgen.messages import say

# What CLDR names and ISO 3166-1 does not assign: reserved and private codes, groups of countries.
NOT_ASSIGNED = frozenset(("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"))


@cache
def countries() -> Mapping[str, str]:
    """English names by assigned two-letter code."""
    return {code: name for code, name in territories("en").items() if code not in NOT_ASSIGNED}


def meant(word: str) -> str:
    """A hint: the code of the country that is called `word`, or nothing."""
    code = _codes().get(word.casefold())
    return say('did you mean "{word}"?', word=code) if code else ""


@cache
def _codes() -> Mapping[str, str]:
    """Codes by what people write instead: names in English and Chinese, codes of three letters, former codes."""
    from babel.core import get_global

    aliases = {old: new[0] for old, new in get_global("territory_aliases").items() if len(new) == 1}
    named = {name: code for lang in ("zh", "en") for code, name in territories(lang).items()}
    known = {**aliases, **named, **{code: code for code in countries()}}
    return {word.casefold(): code for word, code in known.items() if code in countries()}
