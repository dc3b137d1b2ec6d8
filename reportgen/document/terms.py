"""Find the address in what a licence is called: "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"https?://[^\s<>\"（）()，。；]+")


def address_in(licence: str) -> str:
    """The first address, or ""."""
    found = _ADDRESS.search(licence)
    return found.group().rstrip(".,;") if found else ""
