"""Fit a YAML tree to a pydantic model, and tell every misfit as a Diagnostic at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error
from reportgen.facts.nodes import FULL_WIDTH, Map, Node, Scalar, Seq, plain

if TYPE_CHECKING:
    from pydantic import BaseModel

    M = TypeVar("M", bound=BaseModel)


def into(model: type[M], node: Node, problems: list[Diagnostic]) -> M | None:
    """The node as `model`, or None with every misfit added to `problems`, each at its value (or at its key)."""
    from pydantic import ValidationError

    try:
        return model.model_validate(plain(node))
    except ValidationError as failure:
        problems += (_misfit(problem, model, node) for problem in failure.errors(include_url=False))
        return None


def _misfit(problem: Any, model: Any, node: Node) -> Diagnostic:
    path, kind, ctx = problem["loc"], problem["type"], problem.get("ctx", {})
    span, holder, shape = _place(node, path, model)
    name = str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        span = holder.key(name).span
        return error("unknown-key", f'unknown key "{name}"', span, _nearest(name, _fields(shape)))
    if kind == "missing":
        return error("missing-key", f'"{name}" is missing here', span, f"add a line  {name}: …")
    if kind == "literal_error":
        words = re.findall(r"'([^']*)'", ctx["expected"])
        return error("unknown-value", f'"{problem["input"]}" is not one of {", ".join(words)}', span,
                     did_you_mean(str(problem["input"]), words))
    return error(_rule(kind), _message(problem), span, ctx.get("hint", _shape_hint(problem)))


def _rule(kind: str) -> str:
    return {"model_type": "not-a-mapping", "dict_type": "not-a-mapping", "list_type": "not-a-list",
            "tuple_type": "not-a-list", "value_error": "bad-value"}.get(kind, kind.replace("_", "-"))


def _message(problem: Any) -> str:
    kind = problem["type"]
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "a mapping (key: value) is wanted here"
    if kind in ("list_type", "tuple_type"):
        return "a list is wanted here"
    return problem["msg"].removeprefix("Value error, ")


def _shape_hint(problem: Any) -> str:
    found = problem.get("input")
    wants_mapping = problem["type"] in ("model_type", "dict_type")
    if wants_mapping and isinstance(found, str) and (mark := re.search("[：｛]", found)):
        return f'"{mark[0]}" is full-width; YAML needs "{FULL_WIDTH[mark[0]]}"'
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
    """An annotation without "or None"."""
    from types import NoneType
    from typing import get_args

    parts = get_args(shape)
    return next(part for part in parts if part is not NoneType) if NoneType in parts else shape


def _fields(shape: Any) -> list[str]:
    return [field.alias or name for name, field in getattr(_bare(shape), "model_fields", {}).items()]


def _nearest(word: str, known: list[str]) -> str:
    return did_you_mean(word, known) or (f"known here: {', '.join(known)}" if known else "")
