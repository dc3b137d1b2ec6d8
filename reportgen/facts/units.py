"""The table of units: code, what it measures, its size, and the words that sources write for it.

A code is UCUM's where UCUM has one ("t", "har", "kW.h", "Cel"), a counted thing in braces ("{case}"), a currency of
ISO 4217 ("USD"), "1" for a plain number that is meant so (an index, a ratio), or one of ours ("mu", "jin", "acre",
"pp"). The words that the program prints stand in the locales.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache


@dataclass(frozen=True, slots=True)
class Unit:
    """`size` says how many of the first unit of its `kind` it is; `zero` is where its scale begins (°F).

    Counted things are kinds of their own. `symbols` are read in every language, `zh` and `en` in one; an English word
    that ends in a letter is read with an s as well.
    """

    code: str
    kind: str
    size: Fraction = Fraction(1)
    symbols: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    zero: Fraction = Fraction(0)


def _unit(code: str, kind: str, size: str, symbols: str = "", zh: str = "", en: str = "", zero: str = "0") -> Unit:
    return Unit(code, kind, Fraction(size), *(tuple(filter(None, words.split("|"))) for words in (symbols, zh, en)),
                Fraction(zero))


def _counted(code: str, zh: str, en: str) -> Unit:
    return _unit(code, code, "1", "", zh, en)


ITEMS = ("个|条|件|项|家|批|座|所|株|枚|支|部|台|张|份|间|栋|幢|处|头|只|匹|套|场|轮|期|艘|辆|架|宗|颗|棵|道|段|门|"
         "顶|块|本|册|篇|封|首|届")
TABLE = (
    _counted("{case}", "起|例", "case"),
    _counted("{person}", "名|人|位|口", "person|people|officer|suspect|inhabitant"),
    _counted("{person-time}", "人次", "person-time"),
    _counted("{household}", "户", "household"),
    _counted("{country}", "国|个国家", "country|countries"),
    _counted("{tablet}", "片|粒", "tablet"),
    _counted("{item}", ITEMS, "item"),
    _counted("{kind}", "种|类", "kind|type"),
    _counted("{time}", "次|回", "time"),
    _unit("1", "number", "1", "", "大"),
    _unit("%", "share", "1", "%", "", "per cent|percent"),
    _unit("[ppth]", "share", "1/10", "‰", "", "per thousand|per mille"),
    _unit("pp", "points", "1", "", "个百分点|百分点", "percentage point|percentage-point"),
    _unit("kg", "mass", "1", "kg", "公斤|千克", "kilogram|kilogramme|kilo"),
    _unit("mg", "mass", "1/1000000", "mg", "毫克", "milligram"),
    _unit("g", "mass", "1/1000", "g", "克", "gram|gramme"),
    _unit("t", "mass", "1000", "t", "吨|公吨", "tonne|metric ton|metric tonne"),
    _unit("jin", "mass", "1/2", "", "斤|市斤", "jin"),
    _unit("[lb_av]", "mass", "0.45359237", "lb", "磅", "lb"),
    _unit("m", "length", "1", "m", "米", "metre|meter"),
    _unit("mm", "length", "1/1000", "mm", "毫米", "millimetre|millimeter"),
    _unit("cm", "length", "1/100", "cm", "厘米", "centimetre|centimeter"),
    _unit("km", "length", "1000", "km", "公里|千米", "kilometre|kilometer"),
    _unit("[mi_i]", "length", "1609.344", "", "英里", "mile"),
    _unit("[nmi_i]", "length", "1852", "", "海里", "nautical mile"),
    _unit("m2", "area", "1", "m²|m2", "平方米", "square metre|square meter"),
    _unit("har", "area", "10000", "ha", "公顷", "hectare"),
    _unit("km2", "area", "1000000", "km²|km2", "平方公里|平方千米", "square kilometre|square kilometer"),
    _unit("mu", "area", "2000/3", "", "亩", "mu"),
    _unit("acre", "area", "4046.8564224", "", "英亩", "acre"),
    _unit("L", "volume", "1", "L", "升", "litre|liter"),
    _unit("mL", "volume", "1/1000", "mL|ml", "毫升", "millilitre|milliliter"),
    _unit("m3", "volume", "1000", "m³|m3", "立方米", "cubic metre|cubic meter"),
    _unit("[bbl_us]", "volume", "158.987294928", "", "桶", "barrel"),
    _unit("kW.h", "energy", "1", "kWh", "千瓦时", "kilowatt-hour"),
    _unit("MW.h", "energy", "1000", "MWh", "兆瓦时", "megawatt-hour"),
    _unit("GW.h", "energy", "1000000", "GWh", "吉瓦时", "gigawatt-hour"),
    _unit("W", "power", "1", "W", "瓦", "watt"),
    _unit("kW", "power", "1000", "kW", "千瓦", "kilowatt"),
    _unit("MW", "power", "1000000", "MW", "兆瓦", "megawatt"),
    _unit("Cel", "temperature", "1", "°C|℃", "摄氏度", "degree Celsius|degrees Celsius"),
    _unit("[degF]", "temperature", "5/9", "°F|℉", "华氏度", "degree Fahrenheit|degrees Fahrenheit", "-160/9"),
    _unit("d", "days", "1", "", "天|日", "day"),
    _unit("wk", "days", "7", "", "周|星期|个星期", "week"),
    _unit("h", "days", "1/24", "", "小时|个小时", "hour"),
    _unit("min", "days", "1/1440", "", "分钟", "minute"),
    _unit("mo", "months", "1", "", "个月", "month"),
    _unit("a", "months", "12", "", "年", "year"),
)
BY_CODE: Mapping[str, Unit] = {unit.code: unit for unit in TABLE}

# Currencies that sources call by more than their code: their marks before the number, and their words after it.
CURRENCIES: Mapping[str, tuple[str, str, str]] = {
    # code: marks, Chinese words, English words
    "USD": ("US$|$", "美元|美金", "US dollar|dollar"),
    "CNY": ("RMB|¥|￥", "元|元人民币|人民币|人民币元", "yuan|renminbi"),
    "EUR": ("€", "欧元", "euro"),
    "GBP": ("£", "英镑", "pound sterling|pounds sterling"),
    "JPY": ("", "日元", "Japanese yen|yen"),
    "HKD": ("HK$", "港元|港币", "Hong Kong dollar"),
    "TWD": ("NT$", "新台币|新台币元", "New Taiwan dollar"),
    "AUD": ("A$", "澳元|澳大利亚元", "Australian dollar"),
    "CAD": ("C$", "加元|加拿大元", "Canadian dollar"),
    "SGD": ("S$", "新加坡元", "Singapore dollar"),
    "THB": ("", "泰铢", "Thai baht|baht"),
    "VND": ("", "越南盾", "Vietnamese dong|dong"),
    "LAK": ("", "老挝基普|基普", "Lao kip|kip"),
    "MMK": ("", "缅元|缅甸元|缅币", "Myanmar kyat|kyat"),
    "KHR": ("", "柬埔寨瑞尔|瑞尔", "Cambodian riel|riel"),
    "KRW": ("", "韩元", "South Korean won"),
    "RUB": ("", "卢布|俄罗斯卢布", "Russian rouble|rouble|ruble"),
    "INR": ("", "印度卢比", "Indian rupee"),
    "MYR": ("", "林吉特|马来西亚林吉特", "Malaysian ringgit|ringgit"),
    "IDR": ("", "印尼盾|印度尼西亚卢比", "Indonesian rupiah|rupiah"),
    "PHP": ("", "菲律宾比索", "Philippine peso"),
    "CHF": ("", "瑞士法郎", "Swiss franc"),
}

SEVERAL_UNITS = {"zh": ("度", "里"), "en": ("tons", "ton", "pounds", "pound", "gallons", "gallon", "degrees", "degree")}


def _words(lang: str) -> dict[str, str]:
    """Every word for a unit in a language, and the unit's code."""
    words = {word: unit.code for unit in TABLE for word in (*unit.symbols, *(unit.zh if lang == "zh" else unit.en))}
    words |= {word: code for code, (_, *said) in CURRENCIES.items() for word in said[lang == "en"].split("|")}
    return words if lang == "zh" else with_plurals(words)


def with_plurals(words: Mapping[str, str]) -> dict[str, str]:
    """English words and, where they end in a letter, the same with an s."""
    return {form: code for word, code in words.items() for form in (word, word + "s" * word[-1].isalpha())}


UNITS: Mapping[str, Mapping[str, str]] = {lang: _words(lang) for lang in ("zh", "en")}
MARKS: Mapping[str, str] = {mark: code for code, (marks, _, _) in CURRENCIES.items()
                            for mark in (*marks.split("|"), code) if mark}


def is_currency(code: str) -> bool:
    return bool(re.fullmatch("[A-Z]{3}", code))


def kind_of(code: str) -> str:
    """What a unit measures: "mass", "area"…; money by its currency, a counted thing by itself, "number" for none."""
    return BY_CODE[code].kind if code in BY_CODE else code or "number"


@cache
def currencies(lang: str) -> Mapping[str, str]:
    """The codes of ISO 4217, and in Chinese the names that the CLDR gives them, each with its code."""
    from babel import Locale
    from babel.numbers import list_currencies

    codes = list_currencies()
    names = Locale.parse("zh").currencies if lang == "zh" else {}
    return {names[code]: code for code in codes if code in names} | {code: code for code in codes}


def is_unit(code: str) -> bool:
    """Whether a unit is known: one of the table, a currency, a thing in braces, or one by another."""
    upper, slash, lower = code.partition("/")
    if slash:
        count, _, lower = lower.rpartition(".") if lower[:1].isdigit() else ("", "", lower)
        return is_unit(upper) and is_unit(lower) and bool(re.fullmatch("(?:10+)?", count))
    return upper in BY_CODE or bool(re.fullmatch(r"\{[^{}]+\}", upper)) or (
        is_currency(upper) and (upper in CURRENCIES or upper in currencies("en")))


def unit_named(name: str) -> str:
    """The code that `name` is, or that it is a word of in some language; "" for none."""
    if name in BY_CODE:
        return name
    return next((words[name] for words in UNITS.values() if name in words), "")
