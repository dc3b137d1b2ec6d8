"""Say how wide words are in Word, where their fonts are not at hand."""

from __future__ import annotations

import re

from reportgen.pictures.lines import measure

_SEAM = re.compile("(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])")
_SHARED = re.compile("[“”‘’—…·]")
SEAM = 0.2                   # ems that stand between a Han character and a letter or digit
WIDE_SIGN = 0.6              # ems that a sign of both scripts is wider by in a Chinese font


def ems(text: str) -> float:
    """About how wide `text` is on one line, in ems."""
    chinese = re.search("[\u4e00-\u9fff]", text)
    return measure(text, 1.0) + SEAM * len(_SEAM.findall(text)) + WIDE_SIGN * bool(chinese) * len(_SHARED.findall(text))
