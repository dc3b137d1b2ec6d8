"""Find the number format that prints a number as the report prints it, so that a label goes with its number."""

from __future__ import annotations

import re
from decimal import Decimal

from reportgen.locales import words
from reportgen.pictures.charts.scale import Axis

LONGEST, DIGITS = 255, 15                       # of a format, and of a number, in a spreadsheet
_NUMBERS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MINUS = re.compile(r"(?:minus |[−-]|负)$")


def number_format(text: str, value: str, lang: str) -> str:
    """The format under which `value` (a decimal number) reads `text`, words and all; "" where there is none.

    "over 1,200" for 1200 has `"over "#,##0`, "1.2 million" has `#,##0.0,," million"`: whoever changes the number
    changes the label. Numbers are grouped as `lang` has it.
    """
    found, number = _NUMBERS.findall(text), Decimal(value)
    if len(found) != 1 or not text.isprintable() or sum(digit.isdigit() for digit in found[0]) > DIGITS:
        return ""
    before, after = text.split(found[0])
    said = Decimal(found[0].replace(",", ""))
    thousands = next((n for n in range(4) if said.scaleb(3 * n) == abs(number)), None)
    if thousands is None or (f"{said:,f}" != found[0] and f"{said:f}" != found[0]):
        return ""
    places = -int(said.as_tuple().exponent)
    grouped = "," in found[0] or (said < 1000 and words(lang)["tick_group"])
    code = ("#,##0" if grouped else "0") + (f".{'0' * places}" if places else "") + "," * thousands
    return _with_words(code, before, after, number)


def _with_words(code: str, before: str, after: str, number: Decimal) -> str:
    if number >= 0:
        made = _quoted(before) + code + _quoted(after)
    elif _MINUS.search(before):
        made = _quoted(_MINUS.sub("", before)) + code + _quoted(after) + ";" + _quoted(before) + code + _quoted(after)
    else:
        return ""
    return made if len(made) <= LONGEST else ""


def _quoted(text: str) -> str:
    """Words inside a number format."""
    return "".join(r"\"" if part == '"' else f'"{part}"' for part in re.split('(")', text) if part)


def tick_format(axis: Axis, lang: str) -> str:
    """How an axis prints its numbers: in the language's large numbers where it counts in them.

    A format can divide by thousands alone; others (万, 亿) are had by writing a point among the digits.
    """
    said, step = words(lang), axis.step
    sizes = ("2", "1") if step >= Decimal(said["tick_scale_1"]) else ()
    for size, form in ((Decimal(said[f"tick_scale_{n}"]), said[f"tick_word_{n}"]) for n in sizes):
        thousands, shift = divmod(size.adjusted(), 3)
        counted = axis.ticks[-1] >= size and step / size * 10 ** shift % 1 == 0 if shift else step >= size
        if counted:
            before, _, after = form.partition("{n}")
            digits = rf"0\.{'0' * shift}" if shift else f"0{_places(step / size)}"
            return f"[=0]0;{_quoted(before)}{digits}{',' * thousands}{_quoted(after)}"
    return ("#,##0" if said["tick_group"] else "0") + _places(step)


def _places(number: Decimal) -> str:
    places = max(0, -int(number.normalize().as_tuple().exponent))
    return f".{'0' * places}" if places else ""
