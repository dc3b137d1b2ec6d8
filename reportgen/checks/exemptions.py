"""Let pass what a report allows with a reason, and tell of an exception that nothing needs any more."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from reportgen.diagnostics import Diagnostic, warning
from reportgen.messages import Message, say
from reportgen.scrutiny import Exemption


def without_exempt(problems: Iterable[Diagnostic], exemptions: Sequence[Exemption]) -> list[Diagnostic]:
    """The problems without the warnings that an exemption covers; errors always stay."""
    return [found for found in problems if not any(covers(exemption, found) for exemption in exemptions)]


def unneeded(exemptions: Iterable[Exemption], problems: Sequence[Diagnostic],
             not_looked_at: Container[str]) -> Iterator[Diagnostic]:
    """The exemptions which cover none of `problems`, those from rules that there are not included."""
    for exemption in exemptions:
        if exemption.rule not in not_looked_at and not any(covers(exemption, found) for found in problems):
            yield warning("unneeded-exception", say('nothing needs this exception from "{rule}"', rule=exemption.rule),
                          exemption.span, say("delete it"))


def covers(exemption: Exemption, found: Diagnostic) -> bool:
    return (found.severity == "warning" and found.rule == exemption.rule
            and exemption.file in ("", found.span.file if found.span else "")
            and (not exemption.words or exemption.words in _quoted(found.message)))


def _quoted(message: str) -> Iterator[str]:
    """The names and wordings that a message tells of, those in its parts included."""
    for value in message.values.values() if isinstance(message, Message) else ():
        yield str(value)
        yield from _quoted(value) if isinstance(value, Message) else ()
