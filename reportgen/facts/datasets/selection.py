"""Choose rows of a dataset by what their fields say: equal to, one of, or between. There is no language for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from reportgen.diagnostics import did_you_mean
from reportgen.facts.wordings.dates import overlaps, read_when
from reportgen.facts.model import NOWHERE, Condition, Dataset, Field, Record, Value, When
from reportgen.facts.yaml.nodes import Text
from reportgen.facts.datasets.sheets import Wrong
from reportgen.messages import said, say

Bound = str | Decimal | When


def read_where(where: Mapping[Text, Any], dataset: Dataset, wrong: Wrong) -> tuple[Condition, ...]:
    """The conditions that `where` says; what is wrong with them is told, what no row can meet too."""
    made = []
    for name, wanted in where.items():
        if name not in dataset.fields:
            wrong("unknown-field", say('"{dataset}" has no field "{name}"', dataset=dataset.id, name=name), name.span,
                  did_you_mean(name, dataset.fields) or say("it has {names}", names=", ".join(dataset.fields)))
        elif condition := _condition(name, wanted, dataset, wrong):
            made.append(condition)
    return tuple(made)


def _condition(name: Text, wanted: Any, dataset: Dataset, wrong: Wrong) -> Condition | None:
    field = dataset.fields[name]
    if isinstance(wanted, Mapping):
        return _range(name, wanted, field, wrong)
    texts = wanted if isinstance(wanted, list | tuple) else [wanted]
    if not all(isinstance(text, Text) for text in texts):
        wrong("bad-condition", say('"{name}" is compared with a text, a list of texts, or {{from: …, to: …}}',
                                   name=name), name.span)
        return None
    found = [_bound(text, field, wrong) for text in texts]
    if None in found:
        return None
    there = {value for record in dataset.records if isinstance(value := record.values.get(name), str)}
    for text in texts if field.type in ("text", "party") else ():
        if text not in there:
            wrong("no-such-row", say('no row of "{dataset}" has "{text}" as its {name}', dataset=dataset.id, text=text,
                                     name=name), text.span, did_you_mean(text, there))
            return None
    return Condition(str(name), tuple(found), texts=tuple(map(str, texts)))        # type: ignore[arg-type]


def _range(name: Text, wanted: Mapping[Text, Any], field: Field, wrong: Wrong) -> Condition | None:
    for word in wanted:
        if word not in ("from", "to"):
            wrong("unknown-key", say('unknown key "{name}"', name=word), word.span, say("a range has from: and to:"))
            return None
    if field.type in ("text", "party") or not all(isinstance(text, Text) for text in wanted.values()):
        wrong("bad-condition", say("only numbers and dates have a range"), name.span)
        return None
    ends = {str(word): _bound(text, field, wrong) for word, text in wanted.items()}
    if not ends or None in ends.values():
        return None
    return Condition(str(name), (), ends.get("from"), ends.get("to"),              # type: ignore[arg-type]
                     (str(wanted.get("from", "")), str(wanted.get("to", ""))))


def _bound(text: Text, field: Field, wrong: Wrong) -> Bound | None:
    """The text as what the field holds; None where it is none, which is told."""
    if field.type in ("text", "party"):
        return str(text)
    try:
        return read_when(str(text), None) if field.type == "date" else plain_number(text)
    except ValueError as problem:
        wrong("bad-condition", said(problem), text.span)
        return None


def plain_number(text: str) -> Decimal:
    """A number written plainly (1200, 0.5); ValueError for anything else."""
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError(say('"{text}" is not a number', text=text))
    return number


def chosen(dataset: Dataset, conditions: Iterable[Condition]) -> list[Record]:
    """The rows that meet all conditions, in the order of the file."""
    conditions = tuple(conditions)
    return [record for record in dataset.records
            if all(_meets(record.values.get(one.field), one) for one in conditions)]


def exactly(record: Record, field: str) -> Condition:
    """The condition that a row has in this field what `record` has."""
    return Condition(field, exactly=name_of(record.values.get(field)))


def name_of(value: Value | str | None) -> str:
    """What a cell says where it names a row or a group: a date is 2015-01 however it is written."""
    if not isinstance(value, Value):
        return value or ""
    return value.when.start.edtf if value.when and value.when.kind == "date" else value.written


def spelled(condition: Condition) -> str:
    """The condition as it stands in an id: country=CN|LA, year=2014..2015, year==2014."""
    if condition.exactly is not None:
        return f"{condition.field}=={_escaped(condition.exactly)}"
    return f"{condition.field}={('|' if condition.among else '..').join(map(_escaped, condition.texts))}"


def conditions_of(text: str, dataset: Dataset) -> tuple[Condition, ...]:
    """The conditions that `spelled` has made into a text, with commas between."""
    where: dict[Text, Any] = {}
    exact = []
    for part in filter(None, text.split(",")):
        name, _, said = part.partition("=")
        if said.startswith("="):
            exact.append(Condition(name, exactly=_plain(said[1:])))
        else:
            where[Text(name, NOWHERE)] = _wanted(said)
    return (*read_where(where, dataset, lambda *_: None), *exact)


def _wanted(said: str) -> Any:
    texts = [Text(_plain(one), NOWHERE) for one in re.split(r"\||\.\.", said)]
    if ".." not in said:
        return texts
    return {Text(word, NOWHERE): text for word, text in zip(("from", "to"), texts, strict=True) if text}


def _escaped(text: str) -> str:
    return re.sub(r"[^\w.-]|(?<!\d)\.|\.(?!\d)", lambda odd: f"%{ord(odd[0]):x}~", text)


def _plain(text: str) -> str:
    return re.sub(r"%([0-9a-f]+)~", lambda odd: chr(int(odd[1], 16)), text)


def _meets(value: Value | str | None, condition: Condition) -> bool:
    if condition.exactly is not None:
        return name_of(value) == condition.exactly
    if isinstance(value, str):
        return value in condition.among
    if value is None:
        return False
    if value.when is not None:
        return _shares_a_day(value.when, condition)
    number = value.quantity and (value.quantity.number if value.quantity.number is not None else value.quantity.low)
    if number is None:
        return False
    if condition.among:
        return number in condition.among
    return ((condition.low is None or condition.low <= number)                    # type: ignore[operator]
            and (condition.high is None or number <= condition.high))             # type: ignore[operator]


def _shares_a_day(when: When, condition: Condition) -> bool:
    if condition.among:
        return any(overlaps(when, one) for one in condition.among)                # type: ignore[arg-type]
    start = condition.low.start if isinstance(condition.low, When) else None
    end = condition.high.end if isinstance(condition.high, When) else None
    return overlaps(when, When("interval", start, end))


