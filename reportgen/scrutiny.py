"""How closely a report is looked at: against which archive, on which day, and what is let pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportgen.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Scrutiny:
    """`archive` is the folder of source texts ("": the project's, or $REPORTGEN_ARCHIVE).

    `today` is the day on which facts may have become stale; None: that is not looked at (a build knows no clock).
    `strict` makes every warning an error, `require_evidence` every wording that was not found in its archived source.
    """

    archive: str = ""
    today: date | None = None
    strict: bool = False
    require_evidence: bool = False


ORDINARY = Scrutiny()


@dataclass(frozen=True, slots=True)
class Exemption:
    """What a report lets pass of what a rule warns of: all of it, in one file, or where `words` are what is told of.

    `words` is one of the names or wordings that the warning puts in quotation marks, `because` the reason.
    """

    rule: str
    words: str
    file: str
    because: str
    span: Span
