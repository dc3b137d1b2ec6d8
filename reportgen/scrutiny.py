"""How closely a report is looked at: against which archive, on which day, and what is let pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
