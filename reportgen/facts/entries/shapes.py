"""What all entries of a fact base are made of: texts, lists of them, texts by language, and where they stand.

`SHAPES` is what editors are told of these (JSON Schema). It is wider than the text that they become: an editor takes
2016 for a number and NO for a truth value, where the program keeps the text as it was written.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from reportgen.facts.yaml.nodes import Text

_TEXT = {"type": ["string", "number", "boolean"]}
_LISTED = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}


def _by_language(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "minProperties": 1,
            "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
            "properties": {"zh": {"description": "In Chinese; serves zh-CN too.", **value},
                           "en": {"description": "In English; serves en-GB too.", **value}},
            "additionalProperties": value}


SHAPES: dict[str, dict[str, Any]] = {
    "Text": _TEXT,
    "Listed": {"description": "One text, or a list of them.", **_LISTED},
    "Localized": {"description": "The text in each language of your reports: {zh: …, en: …}.", **_by_language(_TEXT)},
    "Forms": {"description": "A noun's forms in each language: {en: [case, cases], zh: [起]}.",
              **_by_language(_LISTED)},
}


def shape(name: str) -> WithJsonSchema:
    """The mark that `build/schema.py` replaces by a reference to one of SHAPES."""
    return WithJsonSchema({"type": name})


def or_short(short: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of an entry that may also be written as something shorter."""
    return {"description": entry["description"],
            "anyOf": [short, {key: value for key, value in entry.items() if key != "description"}]}


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, dict | str) else value


Listed = Annotated[list[Text], BeforeValidator(_listed), shape("Listed")]
Localized = Annotated[dict[Text, Text], Field(min_length=1), shape("Localized")]
Forms = Annotated[dict[Text, Listed], shape("Forms")]
LocalizedList = Annotated[list[Localized], BeforeValidator(_one_or_more), WithJsonSchema(
    {"anyOf": [{"type": "Localized"}, {"type": "array", "items": {"type": "Localized"}}]})]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Sourced(Entry):
    """Where something stands; what is left out comes from what is around it."""

    source: Text | None = Field(None, description="Id of the source, below sources:. Left out: the source of the "
                                                  "event or agreement around it, else of the file.")
    at: Text | None = Field(None, description="The place in the source, such as ¶11, p. 12 or Table 2. Left out: "
                                              "the place of the event around it, else of the file.")
