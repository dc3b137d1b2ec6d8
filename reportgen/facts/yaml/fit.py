"""Fit a YAML tree to a pydantic model, and tell every misfit as a Diagnostic at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error
from reportgen.facts.yaml.nodes import FULL_WIDTH, Map, Node, Scalar, Seq, Text, plain
from reportgen.messages import say

if TYPE_CHECKING:
    from pydantic import BaseModel

    M = TypeVar("M", bound=BaseModel)


MOST_TOLD = 200               # mistakes of one kind in a file


def into(model: type[M], node: Node, problems: list[Diagnostic]) -> M | None:
    """The node as `model`, or None with every misfit added to `problems`, each at its value (or at its key)."""
    from pydantic import ValidationError

    try:
        return model.model_validate(plain(node))
    except ValidationError as failure:
        problems += (_misfit(problem, model, node) for problem in failure.errors(include_url=False)[:MOST_TOLD])
        return None


def _misfit(problem: Any, model: Any, node: Node) -> Diagnostic:
    path, kind, ctx = problem["loc"], problem["type"], problem.get("ctx", {})
    span, holder, shape = _place(node, path, model)
    name = str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        span = holder.key(name).span
        return error("unknown-key", say('unknown key "{name}"', name=name), span, _nearest(name, _fields(shape)))
    if kind == "missing":
        return error("missing-key", say('"{name}" is missing here', name=name), span,
                     say("add a line  {name}: …", name=name))
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", ctx["expected"])
        return error("unknown-value",
                     say('"{word}" is not one of {words}', word=problem["input"], words=", ".join(words)), span,
                     did_you_mean(str(problem["input"]), words))
    return error(_rule(kind), _message(problem), span, ctx.get("hint", _shape_hint(problem, _inside(shape, name))))


_MAPPING, _LIST = say("a mapping (key: value) is wanted here"), say("a list is wanted here")
_WHOLE_NUMBER, _NUMBER = say("a whole number is wanted here"), say("a number is wanted here")
SENTENCES = {
    "model_type": _MAPPING, "model_attributes_type": _MAPPING, "dict_type": _MAPPING, "list_type": _LIST,
    "tuple_type": _LIST, "too_short": say("at least {min_length} is wanted here"),
    "int_type": _WHOLE_NUMBER, "int_parsing": _WHOLE_NUMBER, "int_from_float": _WHOLE_NUMBER,
    "int_parsing_size": _WHOLE_NUMBER, "float_type": _NUMBER, "float_parsing": _NUMBER, "finite_number": _NUMBER,
    "bool_type": say("true or false is wanted here"), "bool_parsing": say("true or false is wanted here"),
    "greater_than_equal": say("a number of at least {ge} is wanted here"),
    "greater_than": say("a number above {gt} is wanted here"),
    "less_than_equal": say("a number of at most {le} is wanted here"),
    "blank-value": say("a blank text"),
    "to-be-filled": say("this is still to be filled in"),
    "not-a-text": say("a text is wanted here, not a {shape}"),
}


def _rule(kind: str) -> str:
    """Our name for pydantic's word; a rule of our own stays."""
    ours = {"model_type": "not-a-mapping", "dict_type": "not-a-mapping", "list_type": "not-a-list",
            "tuple_type": "not-a-list", "too_short": "too-few", "int_type": "not-a-number",
            "int_parsing": "not-a-number", "int_from_float": "not-a-number", "int_parsing_size": "not-a-number",
            "float_type": "not-a-number", "float_parsing": "not-a-number", "finite_number": "not-a-number",
            "bool_type": "unknown-value", "bool_parsing": "unknown-value",
            "greater_than_equal": "out-of-range", "greater_than": "out-of-range", "less_than_equal": "out-of-range"}
    return kind if "-" in kind else ours.get(kind, "bad-value")


def _message(problem: Any) -> str:
    sentence = SENTENCES.get(problem["type"])
    bounds = {name: int(value) if isinstance(value, float) and value.is_integer() else value
              for name, value in problem.get("ctx", {}).items()}
    return say(sentence.template, **bounds) if sentence else say(
        "this cannot stand here: {why}", why=problem["msg"])


def _shape_hint(problem: Any, shape: Any) -> str:
    found = problem.get("input")
    wants_mapping = problem["type"] in ("model_type", "dict_type")
    if wants_mapping and isinstance(found, str) and (mark := re.search("[：｛]", found)):
        return say('"{character}" is full-width; YAML needs "{needed}"', character=mark[0], needed=FULL_WIDTH[mark[0]])
    if wants_mapping and isinstance(found, str) and re.match(r"[\w.-]+:\S", found):
        return say('a key needs ":" and a space after it')
    if wants_mapping and _bare(shape) == dict[Text, Text]:
        return say("it has one for each language: {zh: …, en: …}")
    if wants_mapping and (keys := _fields(shape)):
        return say("its keys are {names}", names=", ".join(keys))
    if problem["type"] == "list_type" and isinstance(found, str):
        return say("write it in brackets: [{text}]", text=found)
    return ""


def _place(node: Node, path: tuple[Any, ...], model: Any) -> tuple[Span, Node, Any]:
    """Where `path` leads in `node`: the place, the node that holds the last step, and the model of that node.

    The place is the value's; the key's where the value is a mapping or the key is not known; the mapping's own key
    where the last step is absent.
    """
    span = node.span
    for step in path[:-1]:
        below = _below(node, step)
        if below is None:
            return span, node, model
        span, node, model = _span_of(node, step, span), below, _inside(model, step)
    return (_span_of(node, path[-1], span) if path else span), node, model


def _below(node: Node, step: Any) -> Node | None:
    if isinstance(step, int) and not isinstance(node, Seq):
        return node                                    # one thing where a list of them may stand
    if isinstance(step, str) and isinstance(node, Seq):
        return node                                    # a list where a mapping with one may stand
    if isinstance(node, Map):
        return node.get(str(step))
    return node.items[step] if isinstance(node, Seq) and isinstance(step, int) else None


def _span_of(node: Node, step: Any, otherwise: Span) -> Span:
    below = _below(node, step)
    if below is None:
        return otherwise
    return node.key(str(step)).span if isinstance(node, Map) and not isinstance(below, Scalar) else below.span


def _inside(shape: Any, step: Any) -> Any:
    """The annotation of what lies below `step`: a model's field, or what a list or mapping holds."""
    from typing import get_args

    if fields := getattr(_bare(shape), "model_fields", None):
        return next((f.annotation for name, f in fields.items() if str(step) in (name, f.alias)), None)
    held = [part for part in get_args(_bare(shape)) if part is not Ellipsis]
    return held[-1] if held else None


def _bare(shape: Any) -> Any:
    """An annotation without "or None" and what is noted about it."""
    from types import NoneType
    from typing import get_args

    while hasattr(shape, "__metadata__") or NoneType in get_args(shape):
        shape = shape.__origin__ if hasattr(shape, "__metadata__") else next(
            part for part in get_args(shape) if part is not NoneType)
    return shape


def _fields(shape: Any) -> list[str]:
    return [field.alias or name for name, field in getattr(_bare(shape), "model_fields", {}).items()]


def _nearest(word: str, known: list[str]) -> str:
    return did_you_mean(word, known) or (say("known here: {names}", names=", ".join(known)) if known else "")
