"""Read a figure out of a source's wording: number, unit and relation ("约295.5吨", "more than 1,200 officers").

What cannot be read to its last character is refused at the place where reading stopped: a figure is never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.facts.wordings import chinese, english
from reportgen.facts.wordings.english import within_sentence
from reportgen.facts.model import Quantity
from reportgen.facts.wordings.numerals import ARABIC, ENGLISH_NUMBERS, ENGLISH_SCALES, MINUS
from reportgen.facts.wordings.relations import AFTER, BEFORE, ODD, ORDERS, SAID_WITH, SAID_WITH_ENGLISH
from reportgen.facts.units import MARKS, UNITS
from reportgen.facts.wordings.wording import MOST_DIGITS, QuantityError, step
from reportgen.messages import say

__all__ = ["AFTER", "ARABIC", "BEFORE", "COUNTING", "MARKS", "MINUS", "MONEY", "MOST_DIGITS", "ODD", "ORDERS",
           "SAID_WITH", "SAID_WITH_ENGLISH", "UNITS", "YEARLY", "QuantityError", "read_quantity", "step",
           "within_sentence"]

# The words before a number, for whoever looks for figures in running text.
COUNTING = (*ENGLISH_NUMBERS, *ENGLISH_SCALES, "hundred")
MONEY = {"zh": ("人民币", *MARKS), "en": tuple(MARKS)}
YEARLY = {"zh": (*chinese.EACH, *("每" + word for word in ("年", "月", "天", "日", "人", "户", "亩", "公顷"))),
          "en": tuple(english.EACH)}
LONGEST = 200                 # letters of a figure


def read_quantity(written: str, lang: str, nouns: Mapping[str, str] | None = None) -> Quantity:
    """The figure that `written` says in `lang` ("zh…", else English); `nouns` are further counted things → unit.

    QuantityError where it cannot be read, tells two relations, or goes on after the figure.
    """
    if len(written) > LONGEST:
        raise QuantityError(say("more than {count} letters are no figure", count=LONGEST), 0)
    reading = chinese.Chinese(written, nouns) if lang.partition("-")[0] == "zh" else english.English(written, nouns)
    return reading.quantity()
