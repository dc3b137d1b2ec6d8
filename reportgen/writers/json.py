"""Write a document as JSON: the tree itself, for programs and for comparing editions. Places (spans) are left out."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import MISSING, Field, fields, is_dataclass
from hashlib import sha256
from typing import Any

from reportgen.document.nodes import Attachment, Document

FORMAT = 1                             # raised when the shape of the file changes


def write_json(document: Document) -> bytes:
    """UTF-8 JSON: each node is an object whose "is" is its type; fields at their defaults are left out.

    Bytes (pictures) are base64; attachments are told by name and sha256. Equal trees give equal bytes.
    """
    whole = {"format": FORMAT, **_value(document)}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _value(value: Any) -> Any:
    if isinstance(value, Attachment):
        return {"is": "Attachment", "name": value.name, "sha256": sha256(value.data).hexdigest()}
    if is_dataclass(value):
        told = {field.name: _value(getattr(value, field.name)) for field in fields(value) if _is_told(field, value)}
        return {"is": type(value).__name__, **told}
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    return value


def _is_told(field: Field[Any], node: Any) -> bool:
    return field.compare and (field.default is MISSING or getattr(node, field.name) != field.default)
