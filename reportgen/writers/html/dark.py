"""Derive the colours of a dark screen from a theme's: the same hues, light enough to be read on near-black."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.colours import contrast, mixed
from reportgen.writers.theme import Theme

WHITE, PAPER = "#ffffff", "#15181c"
READ = {"text": 12.0, "muted": 7.0}        # least contrast with the paper, of roles that are more or less than others
OTHERS = 6.0                               # of any other colour in which words may stand
LEAST = 4.5                                # on any ground
TINT, RULE, MARKED = 0.09, 0.32, 0.16      # how much of the accent's, text's, warning's colour is in these
STEPS = 50


def dark_colours(theme: Theme) -> str:
    """The custom properties of a dark screen, as a rule for readers who ask for one."""
    inks = _inks(theme)
    strong = {role for role, colour in inks.items() if contrast(colour, WHITE) >= contrast(inks["text"], WHITE)}
    colours = {role: readable(colour, PAPER, READ["text"] if role in strong else READ.get(role, OTHERS))
               for role, colour in inks.items()}
    colours |= {"tint": _ground(colours["accent"], TINT, colours),
                "marked": _ground(colours["warning"], MARKED, colours),
                "rule": mixed(PAPER, colours["text"], RULE), "paper": PAPER}
    lines = "\n".join(f"    --{role}: {colour};" for role, colour in colours.items())
    return f"@media screen and (prefers-color-scheme: dark) {{\n  :root {{\n{lines}\n  }}\n}}\n"


def _inks(theme: Theme) -> dict[str, str]:
    """What words are printed in, by role."""
    return {role: colour for role, colour in theme.colours.items() if role not in ("tint", "rule")} | {
        "head": theme.head_colour}


def _ground(colour: str, share: float, inks: Mapping[str, str]) -> str:
    """The paper with a `share` of `colour`, or with as much less of it as all inks need to be read on it."""
    mixes = (mixed(PAPER, colour, share * step / STEPS) for step in range(STEPS, -1, -1))
    return next(found for found in mixes if all(contrast(ink, found) >= LEAST for ink in inks.values()))


def readable(colour: str, ground: str, least: float) -> str:
    """`colour`, mixed with as much white as gives it the contrast `least` on a dark `ground`."""
    mixes = (mixed(colour, WHITE, step / STEPS) for step in range(STEPS + 1))
    return next((found for found in mixes if contrast(found, ground) >= least), WHITE)
