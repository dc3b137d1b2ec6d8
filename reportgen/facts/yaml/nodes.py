"""What a YAML file holds, as text with places: Map, Seq and Scalar, and the Text that border models are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportgen.diagnostics import Span
from reportgen.messages import Message, say

FULL_WIDTH = {"：": ":", "，": ",", "（": "(", "）": ")", "｛": "{", "｝": "}", "［": "[", "］": "]", "“": '"',
              "”": '"',
              "‘": "'", "’": "'", "＃": "#", "－": "-", "＂": '"', "＇": "'", "　": " ", "、": ",", "；": ","}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it was written; `plain` where it stood without quotes.

    `lines` is empty where it stood on one line, else the position in it of the first letter of each, with its place.
    """

    text: str
    span: Span
    plain: bool = True
    lines: tuple[tuple[int, Span], ...] = ()


@dataclass(frozen=True, slots=True)
class Seq:
    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Map:
    """Pairs in the order of the file; no key stands twice."""

    pairs: tuple[tuple[Scalar, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.pairs if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        return next((name for name, _ in self.pairs if name.text == key), None)


Node = Map | Seq | Scalar


UNFILLED = ("…", "……", "...")           # what the program's own stubs leave open


class Text(str):
    """A scalar's text that still knows its place; what the border models are made of."""

    __slots__ = ("lines", "quoted", "span")
    span: Span
    quoted: bool
    lines: tuple[tuple[int, Span], ...]

    def __new__(cls, text: str, span: Span, quoted: bool = False, lines: tuple[tuple[int, Span], ...] = ()) -> Text:
        made = super().__new__(cls, text)
        made.span, made.quoted, made.lines = span, quoted, lines
        return made

    def __getnewargs__(self) -> tuple[str, Span, bool, tuple[tuple[int, Span], ...]]:
        return str(self), self.span, self.quoted, self.lines

    def place(self, position: int) -> Span:
        """The place of the character at `position`."""
        first = Span(self.span.file, self.span.line, self.span.column + self.quoted)
        start, line = max((pair for pair in self.lines if pair[0] <= position), default=(0, first))
        return Span(line.file, line.line, line.column + position - start)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(_text)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> Any:
        return {"type": "Text"}            # one of SHAPES


def _text(value: Any) -> Text:
    from pydantic_core import PydanticCustomError

    if isinstance(value, str):
        if not value.strip():
            raise PydanticCustomError("blank-value", "a blank text", {"hint": say("write the text, or delete the key")})
        if value.strip() in UNFILLED and not getattr(value, "quoted", True):
            raise PydanticCustomError("to-be-filled", "still to be filled in",
                                      {"hint": say("write what belongs here; what is truly three dots stands in "
                                                   "quotes")})
        return value if isinstance(value, Text) else Text(value, Span(""))
    raise PydanticCustomError("not-a-text", "a text is wanted here, not a {shape}", {"shape": _shape(value)})


def _shape(value: object) -> Message:
    return say("mapping") if isinstance(value, dict) else say("list") if isinstance(value,
                                                                                    (list, tuple)) else say("value")


def plain(node: Node) -> Any:
    """The node as dict, list and Text, for pydantic."""
    match node:
        case Scalar():
            return Text(node.text, node.span, not node.plain, node.lines)
        case Seq():
            return [plain(item) for item in node.items]
        case Map():
            return {Text(key.text, key.span): plain(value) for key, value in node.pairs}
