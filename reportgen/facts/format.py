"""Print figures in a language: `8,919 cases`, "more than RMB 1.6 billion".

The words stand in the locales; here is only how a language puts them together. A relation is never left out, and no
figure gets more digits than were written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Literal

from reportgen.facts.format_dates import print_when
from reportgen.facts.model import Fact, FactBase, Quantity, Value, When, localized
from reportgen.facts.wordings.numerals import COUNTING
from reportgen.facts.wordings.quantity import read_quantity, within_sentence
from reportgen.facts.units import is_currency
from reportgen.locales import capitalised, primary, words

Context = Literal["prose", "table", "number"]

COUNTED_IN_WORDS = ("a", "mo", "d", "h")
POWERS = {"en": ((12, "trillion"), (9, "billion"), (6, "million")), "zh": ((12, "万亿"), (8, "亿"), (4, "万"))}


def print_value(value: Value, fact: Fact, lang: str, facts: FactBase, context: Context = "prose",
                start: bool = False) -> str:
    """A dated answer in `lang`; `start` where it begins a sentence.

    "prose" is relation, number and noun or unit; "table" leaves the counted thing to the column's head and shortens
    units; "number" is relation and number alone. In its source's language the source's own wording is printed, but
    not in English tables, whose columns say what is counted.
    """
    if value.state is not None:
        text = words(lang)[f"state_{value.state}"]
    elif value.quantity is None:
        text = print_when(value.when or When("unknown"), lang, "table" if context == "table" else "prose")
    elif _in_own_words(value, lang, facts, context):
        text = value.written if start or primary(lang) != "en" else within_sentence(value.written)
    else:
        noun = localized(fact.measure.noun.forms, lang) if fact.measure and fact.measure.noun else None
        text = print_quantity(value.quantity, lang, context, noun, _noun_below(value.quantity, lang, facts))
        text = words(lang)["converted"].format(n=text) if is_converted(value) else text
    return capitalised(text) if start else text


def without_unit(text: str, quantity: Quantity, fact: Fact, lang: str) -> str:
    """`text`, `quantity` as a table prints it, without the unit at its end: for where a head says the unit.

    Relation and number stay as they are, and so do "%", a unit said twice and one that something follows.
    """
    if quantity.relation == "order" or quantity.per or "/" in quantity.unit:
        return text
    noun = localized(fact.measure.noun.forms, lang) if fact.measure and fact.measure.noun else None
    contexts: tuple[Context, ...] = ("table", "prose")
    for end in (_unit(quantity, primary(lang), context, noun) for context in contexts):
        rest = text.removesuffix(end)
        if end not in ("", "%", "‰") and rest != text and not re.search(rf"[\d万亿]{re.escape(end)}(?![a-z])", rest):
            return rest
    return text


def is_converted(value: Value) -> bool:
    """Whether it is one figure of a source, said in another unit."""
    made = value.computation
    one = made.inputs[0] if made and len(made.inputs) == 1 and made.formula == made.inputs[0].name else None
    return one is not None and one.value.quantity is not None and one.value.quantity.unit != value.quantity.unit


def _in_own_words(value: Value, lang: str, facts: FactBase, context: Context) -> bool:
    if not value.written or context == "number" or (context == "table" and primary(lang) == "en"):
        return False
    return primary(facts.sources[value.cites[0].source].language) == primary(lang)


def _noun_below(quantity: Quantity, lang: str, facts: FactBase) -> Sequence[str] | None:
    """The forms of what a rate is by, where a measure has them."""
    below = quantity.unit.partition("/")[2].rpartition(".")[2]
    nouns = (measure.noun for measure in facts.measures.values() if below and measure.unit == below and measure.noun)
    return next((forms for noun in nouns if (forms := localized(noun.forms, lang))), None)


def print_quantity(quantity: Quantity, lang: str, context: Context = "prose", noun: Sequence[str] | None = None,
                   below: Sequence[str] | None = None) -> str:
    """A quantity in `lang`; `noun` has the forms of what is counted (one, or singular and plural), `below` those of
    what it is counted by."""
    language = primary(lang)
    upper, _, lower = quantity.unit.partition("/")
    quantity = replace(quantity, unit=upper)
    unit = "" if context == "number" else _unit(quantity, language, context, noun)
    if quantity.relation == "order":
        text = _order(quantity, language, context, unit)
    else:
        text = _related(quantity, language, context) + unit
    if context == "number":
        return text
    if lower:
        text = words(lang)["per_unit"].format(n=text, unit=_lower_unit(lower, language, below))
    return words(lang)[f"per_{quantity.per}"].format(n=text) if quantity.per else text


# --- numbers ------------------------------------------------------------------------------------------------------

def _order(quantity: Quantity, lang: str, context: Context, unit: str) -> str:
    """ "thousands of US dollars"; "thousands" where nothing follows, "thousands of" where the template goes on."""
    texts = words(lang)
    text = texts[f"order_{quantity.low}"]
    followed = (unit or context == "number") and quantity.low != 1
    return (texts["order_of"].format(n=text) if followed else text) + unit


def _related(quantity: Quantity, lang: str, context: Context) -> str:
    """The number with its relation, and with the sign of its currency where that stands before it."""
    if quantity.relation == "range":
        return _range(quantity, lang, context)
    number = _signed(quantity.number, quantity, lang, context, True)
    if quantity.relation == "exact":
        return number
    if quantity.relation == "band" and lang == "zh":
        return _band(quantity, number)
    texts, key = words(lang), f"relation_{quantity.relation}"
    return texts.get(f"{key}_{context}", texts[key]).format(n=number)


def _band(quantity: Quantity, number: str) -> str:
    """余 where it stands for the same bounds (1200余, 10余万, 16亿余), else the lower one alone (10个多月: 超过10)."""
    for said in (words("zh")["relation_band"].format(n=number), re.sub("(?=[万亿])", "余", number, count=1)):
        if read_quantity(said, "zh").high == quantity.high:
            return said
    return words("zh")["relation_gt"].format(n=number)


def _range(quantity: Quantity, lang: str, context: Context) -> str:
    """Both ends with a word such as "million", or neither: "1,000 to 5 million" may be read as a billion."""
    assert quantity.low is not None and quantity.high is not None
    least = Decimal(10) ** min(power for power, _ in POWERS[lang])
    if any(0 < abs(end) < least for end in (quantity.low, quantity.high)):
        quantity = replace(quantity, scale=Decimal(1))
    low = _signed(quantity.low, quantity, lang, context, True)
    high = _signed(quantity.high, quantity, lang, context, False)
    return words(lang)["relation_range"].format(low=low, high=high)


def _signed(number: Decimal | None, quantity: Quantity, lang: str, context: Context, currency: bool) -> str:
    """A number with its minus and, where wanted, its currency."""
    assert number is not None
    text = _number(abs(number), quantity, lang, context)
    text = _money(text, quantity, lang, context) if currency else text
    return words(lang).get(f"minus_{quantity.unit}", words(lang)["minus"]).format(n=text) if number < 0 else text


def _money(number: str, quantity: Quantity, lang: str, context: Context) -> str:
    """`number` after its currency in the languages that put it so."""
    shape = _money_shape(quantity.unit, lang)
    return shape.format(n=number) if context != "number" and shape.endswith("{n}") else number


def _number(number: Decimal, quantity: Quantity, lang: str, context: Context) -> str:
    if lang == "en" and context != "table" and _in_words(number, quantity):
        return COUNTING[int(number)]
    if quantity.scale > 1:
        for power, word in POWERS[lang]:
            if number >= Decimal(10) ** power:
                return f"{_plain(_in_powers(number, quantity, power), lang)}{' ' if lang == 'en' else ''}{word}"
    return _plain(number, lang)


def _in_powers(number: Decimal, quantity: Quantity, power: int) -> Decimal:
    """`number` / 10^`power` with the decimals that it needs, and the zeros that were written behind a point."""
    short = number.scaleb(-power).normalize()
    written = power - quantity.scale.adjusted() + quantity.places if quantity.places else 0
    return short.quantize(Decimal(1).scaleb(-max(written, -short.as_tuple().exponent, 0)))


def _in_words(number: Decimal, quantity: Quantity) -> bool:
    counted = quantity.unit.startswith("{") or quantity.unit in ("", "1") or quantity.unit in COUNTED_IN_WORDS
    return counted and quantity.scale == 1 and number < 10 and number == int(number) and not quantity.places


def _plain(number: Decimal, lang: str) -> str:
    return f"{number:,f}" if lang == "en" else f"{number:f}"


# --- units and nouns ----------------------------------------------------------------------------------------------

def _unit(quantity: Quantity, lang: str, context: Context, noun: Sequence[str] | None) -> str:
    """What follows the number, with the space before it."""
    unit, order = quantity.unit, quantity.relation == "order"
    counted, plain = unit.startswith("{"), unit in ("", "1")
    shape = _money_shape(unit, lang)
    if shape and not (order and shape.endswith("{n}")):
        return "" if shape.endswith("{n}") else shape.removeprefix("{n}")
    if (plain and not noun) or _left_to_the_head(unit, lang, context):
        return ""
    short = words(lang).get(f"symbol_{unit}") if context == "table" and not order else None
    forms = noun if noun and (counted or plain) else [short] if short else _forms(unit, lang)
    form = forms[0] if str(quantity.number) == "1" else forms[-1]
    return form if lang != "en" or form in ("%", "‰") else f" {form}"


def _left_to_the_head(unit: str, lang: str, context: Context) -> bool:
    """Whether a table's column says what is counted: in English, where no measure word binds number and thing."""
    return context == "table" and lang == "en" and unit.startswith("{")


def _forms(unit: str, lang: str) -> Sequence[str]:
    """The words for a unit, one or singular and plural; its code where the program has none."""
    name = unit.strip("{}")
    return words(lang).get(f"unit_{name}", name).split("|")


def _lower_unit(code: str, lang: str, below: Sequence[str] | None = None) -> str:
    """What a rate is by: "case", "100,000 people"; 起, 10万人."""
    tens, _, unit = code.rpartition(".") if code[0].isdigit() else ("", "", code)
    name, noun = unit.strip("{}"), below or _forms(unit, lang)
    form = words(lang).get(f"each_{name}") or (noun[-1 if tens else 0] if noun != [unit] else _currency(unit, lang))
    if not tens:
        return form
    number = _number(Decimal(tens), Quantity(Decimal(tens), unit, scale=Decimal(tens)), lang, "table")
    return number + form if lang == "zh" else f"{number} {form}"


def _money_shape(unit: str, lang: str) -> str:
    """Where a currency stands: "US${n}", "{n}美元"; "" for what is no money."""
    if not is_currency(unit):
        return ""
    texts = words(lang)
    return texts.get(f"money_{unit}") or texts["money_other"].replace("{currency}", _currency(unit, lang))


@cache
def _currency(code: str, lang: str) -> str:
    """A currency's name after a number; its code in English, where it stands before one."""
    if lang != "zh":
        return code
    from babel import Locale

    return Locale.parse(lang).currencies.get(code, code)


def print_unit(quantity: Quantity, fact: Fact, lang: str) -> str:
    """The unit alone, as an axis names it: "cases", "US$ a year", "吨"."""
    texts, language = words(lang), primary(lang)
    noun = localized(fact.measure.noun.forms, lang) if fact.measure and fact.measure.noun else None
    upper, _, lower = quantity.unit.partition("/")
    money = _money_shape(upper, language).replace("{n}", "").strip()
    unit = money or _unit(replace(quantity, unit=upper, number=None, relation="range"), language, "prose", noun).strip()
    if lower:
        unit = texts["axis_per_unit"].format(unit=unit, per=_lower_unit(lower, language))
    return texts[f"axis_per_{quantity.per}"].format(unit=unit) if quantity.per else unit
