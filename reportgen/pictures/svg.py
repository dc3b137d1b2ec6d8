"""Read an SVG and refuse what not every format draws alike, or what reaches beyond the file.

Allowed are the shapes, texts, gradients and clippings of ELEMENTS; links lead to places in the file itself, or hold a
PNG or JPEG. There are no entities, programs, animations, filters or style sheets from elsewhere.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from reportgen.characters import refused
from reportgen.messages import say

SVG, XLINK, XHTML = "http://www.w3.org/2000/svg ", "http://www.w3.org/1999/xlink ", "http://www.w3.org/1999/xhtml "
ELEMENTS = frozenset((
    "circle", "clipPath", "defs", "desc", "ellipse", "g", "image", "line", "linearGradient", "marker", "mask",
    "metadata", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "style", "svg", "symbol",
    "text", "textPath", "title", "tspan", "use"))
WITH_WORDS = ("text", "textPath", "tspan")
DEEPEST = 60
MOST = 100_000                              # elements drawn, repeated ones counted each time
_ADDRESS = re.compile(r"""url\s*\(\s*["']?(?!#)""", re.IGNORECASE)
_PICTURE = re.compile(r"data:(image/(?:png|jpeg));base64,([A-Za-z0-9+/=\s]+)")


class SvgError(ValueError):
    """The bytes are no SVG that every format can draw; `line` counts from 1 in the file."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(slots=True)
class _Element:
    name: str
    line: int
    target: str                             # the id that a <use> repeats
    children: list[_Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Svg:
    """What is to be known of an SVG: the attributes of its outermost element, its words, and the pictures inside.

    `pictures` are (bytes, media type) of what stands in `data:` links.
    """

    attributes: Mapping[str, str]
    words: tuple[str, ...]
    pictures: tuple[tuple[bytes, str], ...]


def read_svg(data: bytes) -> Svg:
    """The SVG in these bytes; SvgError where it is none that every format can draw."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as problem:
        raise SvgError(say("it is not XML: {why}", why=expat.ErrorString(problem.code)), problem.lineno) from None
    reader.count_repeated()
    return Svg(reader.attributes, tuple(reader.words), tuple(reader.pictures))


class _Reader:
    """Takes in the parser's events, and stops at the first thing that cannot be."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.XmlDeclHandler = self.declaration
        self.parser.EntityDeclHandler = lambda *_: self.stop(say("it declares entities"))
        self.parser.ProcessingInstructionHandler = lambda *_: self.stop(say("it names a style sheet or program"))
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = lambda _: self.open.pop()
        self.parser.CharacterDataHandler = self.text
        self.attributes: Mapping[str, str] = {}
        self.words: list[str] = []
        self.pictures: list[tuple[bytes, str]] = []
        self.elements: list[_Element] = []
        self.open: list[_Element] = []
        self.ids: dict[str, _Element] = {}

    def stop(self, message: str, line: int = 0) -> None:
        raise SvgError(message, line or self.parser.CurrentLineNumber)

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8"):
            self.stop(say("it is not in UTF-8"))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        known = name.removeprefix(SVG) if name.startswith(SVG) else ""
        if not self.open:
            if known != "svg":
                self.stop(say("it does not begin with <svg> of http://www.w3.org/2000/svg"))
            self.attributes = attributes
        elif not (known in ELEMENTS and self.open[-1].name) and (known or " " not in name or name.startswith(XHTML)):
            self.stop(say("not every format can show <{name}>", name=name.rpartition(" ")[2]))
        if len(self.open) == DEEPEST or len(self.elements) == MOST:
            self.stop(say("it has too many elements, or too deep"))
        element = _Element(known, self.parser.CurrentLineNumber, self.target(known, attributes))
        if self.open:
            self.open[-1].children.append(element)
        self.elements.append(element)
        self.open.append(element)
        self.ids.setdefault(attributes.get("id", ""), element)

    def target(self, element: str, attributes: dict[str, str]) -> str:
        """Where an element's link leads within the file; all attributes are looked through."""
        link = ""
        for name, value in attributes.items():
            if name.lower().startswith("on") or name.endswith(" base"):
                self.stop(say('it has an attribute "{name}"', name=name.rpartition(" ")[2]))
            if name == "style" or "(" in value:
                self.look(value)
            if name in ("href", XLINK + "href"):
                link = value.strip()
                if not link.startswith("#"):
                    self.picture(element, link)
        return link.removeprefix("#") if element == "use" else ""

    def picture(self, element: str, link: str) -> None:
        found = _PICTURE.fullmatch(link) if element == "image" else None
        if not found:
            self.stop(say('it links to "{link}", outside the picture', link=link[:80]))
        self.pictures.append((b64decode(found[2]), found[1]))

    def look(self, style: str) -> None:
        if "\\" in style or "@" in style or _ADDRESS.search(style):
            self.stop(say("its style reaches beyond the picture"))

    def text(self, text: str) -> None:
        name = self.open[-1].name
        if name == "style":
            self.look(text)
        elif name in WITH_WORDS:
            if any(refused(text)):
                self.stop(say("its words hold characters that cannot be printed"))
            self.words.append(text)

    def count_repeated(self) -> None:
        """Refuse an SVG that repeats itself without end, or until it is too large to be drawn."""
        sizes: dict[int, int] = {}

        def size(element: _Element, within: tuple[int, ...]) -> int:
            if id(element) in within or len(within) > 2 * DEEPEST:
                self.stop(say("a <use> repeats itself"), element.line)
            if id(element) not in sizes:
                repeated = self.ids.get(element.target) if element.target else None
                below = [*element.children, *([repeated] if repeated else [])]
                sizes[id(element)] = 1 + sum(size(child, (*within, id(element))) for child in below)
            return sizes[id(element)]

        if size(self.elements[0], ()) > MOST:
            self.stop(say("it has too many elements, or too deep"), 1)
