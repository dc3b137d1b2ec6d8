"""Tell editors what may stand in the YAML files of a project: JSON Schema (draft 2020-12), made from the models.

`tools/schemas.py` writes it to `reportgen/schemas`, from where `reportgen schema` and new projects take it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from reportgen.diagnostics import MachineError, WrongUsage, did_you_mean, error, reason
from reportgen.messages import say

NAMES = ("facts", "project", "theme")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def file_name(name: str) -> str:
    """The name of the file with a schema of NAMES."""
    return f"{name}.schema.json"


def shipped(name: str) -> str:
    """The JSON text of a schema of NAMES; WrongUsage for another name."""
    if name not in NAMES:
        raise WrongUsage(error("unknown-schema", say('there is no schema "{name}"', name=name),
                               hint=did_you_mean(name, NAMES) or say("schemas: {names}", names=", ".join(NAMES))))
    return (files("reportgen.schemas") / file_name(name)).read_text("utf-8")


def write_schema(name: str, path: Path) -> None:
    """Write a schema of NAMES to a file, whole or not at all; MachineError where it cannot be written."""
    new, text = path.with_name(f".{path.name}.new"), shipped(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(text, "utf-8", newline="\n")
        os.replace(new, path)
    except OSError as problem:
        raise MachineError(say('"{folder}" could not be written: {problem}', folder=path,
                               problem=reason(problem))) from problem
    finally:
        with suppress(OSError):
            new.unlink()


def modeline(path: str) -> str:
    """The comment by which an editor finds the schema of a YAML file, at a path relative to that file."""
    return f"# yaml-language-server: $schema={path}\n"


def made(name: str) -> str:
    """The JSON text of a schema of NAMES, made anew from the models."""
    return json.dumps(_MAKERS[name](), ensure_ascii=False, indent=1) + "\n"


def _facts() -> dict[str, Any]:
    from reportgen.facts.entries.schema import FactFile
    from reportgen.facts.entries.shapes import SHAPES

    return _schema(FactFile, "A file of facts for reportgen", SHAPES)


def _project() -> dict[str, Any]:
    from reportgen.build.written import WholeFile
    from reportgen.facts.entries.shapes import SHAPES
    from reportgen.writers import WRITERS
    from reportgen.writers.theme import themes

    choices = {"Formats": {"type": "array", "items": {"enum": list(WRITERS)}},
               "Theme": {"anyOf": [{"enum": themes()}, {"type": "string", "pattern": "/"}]}}
    return _schema(WholeFile, "reportgen.yaml: what a project publishes", {**SHAPES, **choices})


def _theme() -> dict[str, Any]:
    """What a theme says; only of a logo must all be said, the rest comes from the theme that it extends."""
    from reportgen.facts.entries.shapes import SHAPES
    from reportgen.writers.theme.file import ThemeFile

    made = _schema(ThemeFile, "theme.yaml: how a report looks", SHAPES)
    for entry in (made, *(entry for name, entry in made["$defs"].items() if name != "LogoEntry")):
        entry.pop("required", None)
    return made


_MAKERS: Mapping[str, Callable[[], dict[str, Any]]] = {"facts": _facts, "project": _project, "theme": _theme}


def _schema(model: Any, title: str, shapes: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON Schema of a model, in which a type of `shapes` stands for what that one is."""
    used: set[str] = set()
    body = _with_references(model.model_json_schema(schema_generator=_generator()), shapes, used)
    defined = {**body["$defs"], **{name: shapes[name] for name in used}}
    return {"$schema": DIALECT, "title": title, **body, "$defs": dict(sorted(defined.items()))}


def _generator() -> type:
    """pydantic's, without what says nothing to a person: titles, defaults, and null, which no file may hold."""
    from pydantic.json_schema import GenerateJsonSchema

    class ForEditors(GenerateJsonSchema):
        def nullable_schema(self, schema: Any) -> Any:
            return self.generate_inner(schema["schema"])

        def default_schema(self, schema: Any) -> Any:
            return self.generate_inner(schema["schema"])

        def field_title_should_be_set(self, schema: Any) -> bool:
            return False

    return ForEditors


def _with_references(node: Any, shapes: Mapping[str, Any], used: set[str]) -> Any:
    """The schema with each shape named by a reference; `used` gathers their names."""
    if isinstance(node, list):
        return [_with_references(item, shapes, used) for item in node]
    if not isinstance(node, dict):
        return node
    below = {key: _with_references(value, shapes, used) for key, value in node.items()
             if key != "title" or isinstance(value, dict)}
    name = node.get("type")
    if not isinstance(name, str) or name not in shapes:
        return below
    used.add(name)
    return {"$ref": f"#/$defs/{name}", **{key: value for key, value in below.items() if key != "type"}}
