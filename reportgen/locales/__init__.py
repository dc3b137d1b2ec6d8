"""The program's own words in documents, one YAML a language: `words("zh-CN")["table"]`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml


@cache
def words(lang: str) -> Mapping[str, str]:
    """The words for a BCP 47 tag, by key; the primary language serves its regions. KeyError where there are none."""
    file = files("reportgen.locales").joinpath(primary(lang) + ".yaml")
    if not file.is_file():
        raise KeyError(lang)
    return yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)


def languages() -> list[str]:
    """The primary languages that the program speaks in documents."""
    return sorted(entry.name[:-5] for entry in files("reportgen.locales").iterdir() if entry.name.endswith(".yaml"))


def primary(lang: str) -> str:
    """The language of a tag without its region: "zh" of "zh-CN"."""
    return lang.partition("-")[0]


def capitalised(text: str) -> str:
    """`text` as it begins a sentence."""
    return text[:1].upper() + text[1:]
