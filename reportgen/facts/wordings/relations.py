"""The words that say how a figure stands to the number in it: about, more than, at least, dozens of."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.facts.model import Relation


def _each(words: Mapping[Relation, str]) -> dict[str, Relation]:
    return {word: relation for relation, said in words.items() for word in said.split("|")}


SIGNS: Mapping[str, Relation] = {"≈": "approx", "~": "approx", ">": "gt", "≥": "ge", "<": "lt", "≤": "le"}
BEFORE: Mapping[str, Mapping[str, Relation]] = {
    "zh": SIGNS | _each({
        "approx": "约|大约|大概|约为|大致|约计|估计",
        "near_below": "近|将近|接近|几近|临近",
        "gt": "超|超过|超出|逾|突破|多于|高于|大于|不止",
        "ge": "至少|最少|起码|不少于|不低于|不下|不下于|不小于",
        "lt": "不足|不到|不满|低于|少于|小于|未满|未达",
        "le": "至多|最多|不超过|不多于|不高于|不大于"}),
    "en": SIGNS | _each({
        "approx": "about|around|approximately|approx.|roughly|some|an estimated|circa|ca.|c.",
        "near_below": "nearly|almost|close to|just under|just below|approaching|not quite",
        "gt": "over|more than|above|greater than|in excess of|exceeding|upwards of|just over|well over|just above",
        "ge": "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|or more",
        "lt": "under|less than|fewer than|below|short of",
        "le": "at most|up to|no more than|not more than|not exceeding|a maximum of"})}
UPWARDS = "上"                 # 上百, 上千: at least; only before a Chinese power of ten
AFTER: Mapping[str, Mapping[str, Relation]] = {
    "zh": _each({"approx": "左右|上下|前后", "ge": "以上|及以上", "le": "以下|以内|之内|及以下"}),
    "en": _each({"approx": " or so", "ge": " or more|+|-plus| and above", "le": " or less| or fewer"})}
ODD = {"zh": ("余", "多", "几"), "en": ("-odd", "-some", " odd")}
# Words that go with a figure and change nothing: 高达 and "as many as" only stress it.
SAID_WITH = ("共计", "累计", "合计", "总计", "总共", "一共", "共有", "共", "达到", "高达", "多达", "达", "为",
             "仅有", "仅", "只有")
SAID_WITH_ENGLISH = ("a total of", "as many as", "as much as", "as high as", "as few as", "only", "totalling")
POWERS_OF_TEN = ("", "十", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿",
                 "十万亿", "百万亿")
ORDERS: Mapping[str, Mapping[str, int]] = {      # a figure given in words alone, and its power of ten
    "zh": {several + place: power for several in ("数", "几", "好几") for power, place in enumerate(POWERS_OF_TEN)}
    | {f"数以{place}计": power for power, place in enumerate(POWERS_OF_TEN) if power > 1},
    "en": {"several": 0, "dozens of": 1, "tens of": 1} | {
        front + scale: power + more for scale, power in (
            ("hundreds", 2), ("thousands", 3), ("millions", 6), ("billions", 9), ("trillions", 12))
        for front, more in (("", 0), ("tens of ", 1), ("hundreds of ", 2)) if scale != "hundreds" or not front}
    | {"dozens": 1, "tens": 1}}
