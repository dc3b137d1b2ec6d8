"""Find the characters that no input may hold, because nobody sees them or nothing can print them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.messages import Message, say

REFUSED = {
    say("a control character"): "\x00-\x08\x0b-\x1f\x7f-\x9f",
    say("an invisible character"): (
        "\u061c\u180e\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"),
    say("a private-use character"): "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
    say("a character that is none"): "\ud800-\udfff\ufdd0-\ufdef" + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)),
}
_ENTITY = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
_ANY = re.compile("|".join(f"([{characters}])" for characters in REFUSED.values()))


def refused(text: str) -> Iterator[tuple[int, Message]]:
    """Each character that is refused: its position from 0, and what it is in words ("a control character").

    Tabs and line ends ("\\n") are not among them; "\\r" and other controls, U+2028, and marks that turn the direction
    of writing are.
    """
    kinds = tuple(REFUSED)
    for found in _ANY.finditer(text):
        yield found.start(), kinds[found.lastindex - 1]


def refused_entities(text: str) -> Iterator[tuple[int, str]]:
    """Each numeric entity of HTML that stands for a refused character, or for none: its position, and itself."""
    for found in _ENTITY.finditer(text):
        digits, base = (found[1], 16) if found[1] else (found[2], 10)
        code = int(digits, base) if len(digits.lstrip("0")) < 8 else -1
        if not 0 <= code <= 0x10FFFF or any(refused(chr(code))):
            yield found.start(), found[0]
