"""The program's sentences: written in English where they are said, shown in the reader's language.

    error("unknown-report", say('there is no report "{name}"', name=name), span)

Standard library only: run.py reads this module before anything is installed.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

DOMAIN = "reportgen"
FOLDER = Path(__file__).with_name("locales")       # zh/LC_MESSAGES/reportgen.po, compiled beside it by tools/messages.py
SPOKEN = ("en", "zh")                              # the first is the language the code is written in


class Message(str):
    """A sentence in English that can be shown in other languages; `values` fill the `{names}` of its `template`.

    A value that is itself a Message is shown in the same language. Without values the template stands as it is, so
    that its braces need no doubling.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, values: Mapping[str, Any] | None = None) -> Message:
        made = super().__new__(cls, template.format_map(values) if values else template)
        made.template, made.values = template, values or {}
        return made

    def __getnewargs__(self) -> tuple[str, Mapping[str, Any]]:
        return self.template, self.values


def say(template: str, /, **values: Any) -> Message:
    """A message; its template is what translators find, so it is always written out where it is said."""
    return Message(template, values)


def shown(text: str, language: str) -> str:
    """A text in a language of SPOKEN: a Message translated, anything else as it is."""
    if not isinstance(text, Message):
        return text
    template = _catalogue(language).gettext(text.template)
    values = {name: shown(value, language) if isinstance(value, str) else value for name, value in text.values.items()}
    return template.format_map(values) if values else template


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, FOLDER, [language], fallback=True)
