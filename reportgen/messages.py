"""The program's sentences: written in English where they are said, shown in the reader's language.

    error("unknown-report", say('there is no report "{name}"', name=name), span)

Standard library only: run.py reads this module before anything is installed.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

DOMAIN = "reportgen"
FOLDER = Path(__file__).with_name("locales")       # zh/LC_MESSAGES/reportgen.po, and compiled by tools/messages.py
SPOKEN = ("en", "zh")                              # the first is the language the code is written in
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


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
    return Message(template, {name: _kept(value) for name, value in values.items()})


def _kept(value: Any) -> Any:
    """A value that stays what it is in another process: numbers and messages, and the text of anything else.

    A text keeps to its line and to the screen: it may hold what a stranger wrote, line ends and escapes included.
    """
    return value if isinstance(value, (Message, int, float)) else _CONTROLS.sub(" ", str(value))


def said(problem: BaseException) -> str:
    """What an exception says: the Message it was raised with, where there is one."""
    first = problem.args[0] if problem.args else ""
    return first if isinstance(first, Message) else str(problem) or type(problem).__name__


def in_our_words(text: str, known: Mapping[str, Message]) -> str:
    """A sentence of another program as ours, or as it is where none of the patterns in `known` fits it.

    A pattern is that program's sentence with `{names}` where it varies; ours, made without values, takes them up.
    """
    for pattern, ours in known.items():
        if found := _matcher(pattern).fullmatch(text):
            return say(ours.template, **found.groupdict())
    return text


@cache
def _matcher(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", pattern)
    return re.compile("".join(f"(?P<{part}>.*?)" if n % 2 else re.escape(part) for n, part in enumerate(parts)),
                      re.DOTALL)


def shown(text: str, language: str) -> str:
    """A text in a language of SPOKEN: a Message translated, anything else as it is."""
    if not isinstance(text, Message):
        return text
    template = _catalogue(language).gettext(text.template)
    values = {name: shown(value, language) if isinstance(value, str) else value for name, value in text.values.items()}
    return template.format_map(values) if values else template


def language_of(environment: Mapping[str, str]) -> str:
    """The language of SPOKEN that a person's environment asks for, by the first variable that gettext would heed."""
    heeded = (environment.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    asked = next(filter(None, heeded), "")
    return asked[:2] if asked[:2] in SPOKEN else SPOKEN[0]


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, FOLDER, [language], fallback=True)
