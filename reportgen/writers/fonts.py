"""Cut the fonts a document needs to the characters it prints; a character that no font has is an error.

Nothing comes from the machine: the fonts lie in this package or in packages it depends on. Each cut font is static
TrueType under a family name that no machine has, so that what a reader sees is what was built.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from reportgen.diagnostics import Diagnostic, Span, error, refuse, stop_on_errors
from reportgen.document.nodes import (
    NOWHERE, Chart, Citation, Document, FactText, Masthead, Picture, Reference, Timeline,
)
from reportgen.document.walk import blocks, contents, inlines, text_units
from reportgen.facts.yaml.nodes import Text as Located
from reportgen.locales import words
from reportgen.pictures.svg import read_svg
from reportgen.messages import said, say
from reportgen.writers.theme import Theme

if TYPE_CHECKING:
    import uharfbuzz

Voice = Literal["serif", "sans", "kai"]


@dataclass(frozen=True, slots=True)
class Face:
    """One static TrueType font, cut: `family` is its CSS name, `weight` 400 or 700, `data` the file.

    `characters` are those it is there for, in no order; sort them before anything is made of them.
    """

    family: str
    weight: int
    italic: bool
    data: bytes = field(repr=False)
    characters: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces of one document, in a fixed order, and `lang`, the document's language (BCP 47).

    `labels` is the voice of headings, tables and captions.
    """

    faces: tuple[Face, ...]
    lang: str
    labels: Voice = "sans"

    def stack(self, voice: Voice, lang: str = "") -> tuple[str, ...]:
        """CSS family names in order of fallback for words in `lang` (by default the document's own).

        Chinese puts the Han font first, so that “ ” ‘ ’ — … · are Chinese there and Latin elsewhere; letters and
        digits stand in the Latin cut alone.
        """
        present = {face.family for face in self.faces}
        return tuple(cut.family for cut in _stack(voice, lang or self.lang) if cut.family in present)


@dataclass(frozen=True, slots=True)
class _Cut:
    """How to make one family: `files` gives for (weight, italic) the package and the file in it.

    A `whole` font is small and keeps every glyph: its script is shaped with more than the text's own characters.
    """

    family: str
    files: tuple[tuple[int, bool, str, str], ...]
    whole: bool = False


def _upright(package: str, file: str) -> tuple[tuple[int, bool, str, str], ...]:
    return ((400, False, package, file), (700, False, package, file))


_LATIN = {
    "serif": _Cut("Reportgen Serif", (
        *_upright("fontpkg_source_serif_4", "files/SourceSerif4[opsz,wght].ttf"),
        (400, True, "fontpkg_source_serif_4", "files/SourceSerif4-Italic[opsz,wght].ttf"))),
    "sans": _Cut("Reportgen Sans", (
        *_upright("fontpkg_source_sans_3", "files/SourceSans3[wght].ttf"),
        (400, True, "fontpkg_source_sans_3", "files/SourceSans3-Italic[wght].ttf"))),
}
_SANS_HAN = _Cut("Reportgen Sans Han", _upright("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"))
_HAN = {
    "serif": _Cut("Reportgen Serif Han", ((400, False, "reportgen.fonts", "NotoSerifSC-Regular.ttf"),
                                          (700, False, "reportgen.fonts", "NotoSerifSC-Bold.ttf"))),
    "sans": _SANS_HAN,
}
_KAI = _Cut("Reportgen Kai Han", ((400, False, "reportgen.fonts", "LXGWWenKai-Regular.ttf"),))
_PAIRS = {voice: (_LATIN[voice], _HAN[voice]) for voice in _LATIN} | {"kai": (_LATIN["serif"], _KAI)}
_BEHIND = (
    _Cut("Reportgen Thai", _upright("manimgx_fonts", "NotoSansThai[wght].ttf"), whole=True),
    _Cut("Reportgen Lao", _upright("manimgx_fonts", "NotoSansLao[wght].ttf"), whole=True),
    _Cut("Reportgen Myanmar", _upright("manimgx_fonts", "NotoSansMyanmar[wght].ttf"), whole=True),
    _Cut("Reportgen Khmer", _upright("manimgx_fonts", "NotoSansKhmer[wght].ttf"), whole=True),
    _Cut("Reportgen World", _upright("manimgx_fonts", "NotoSans[wght].ttf")),       # IPA, all of Cyrillic and Greek
    _Cut("Reportgen Symbols", _upright("manimgx_fonts", "NotoSansSymbols[wght].ttf")),
)
_HANS = (*_HAN.values(), _KAI)
_SHARED = frozenset("“”‘’—…·")            # one code point, two designs: a Chinese one and a Latin one
_SPACES = frozenset(" \u00a0")            # in every cut: a line breaker gives a space to the font of the word before it
_FURNITURE = frozenset(map(chr, range(0x21, 0x7F))) | frozenset("\u2010–—…“”‘’•·×−≥≤≈§¶†‡©→←↑↓")
_COUNTERS = frozenset("〇一二三四五六七八九十百千")           # lists counted in Chinese
_NAMES = (0, 13, 14)                      # copyright and licence; the cut bears none of the original's own names
_OPTICAL_SIZE = 11.0                      # points; the size of running text for fonts that know of it


def fonts_for(document: Document, theme: Theme) -> Fonts:
    """The fonts for every character that `document` prints, in the voices of `theme`.

    ReportgenError `missing-glyph`, one for each character that no font has, at the first place it is printed.
    """
    lang = document.meta.lang
    places = _places(document)
    voices: set[str] = {face.family for face in (theme.body, theme.heading, theme.aside) if face}
    if any(isinstance(block, Chart | Timeline) for block in blocks(document.blocks)):
        voices.add("sans")                    # drawings are in it whatever the theme: they are measured with it
    stacks = [_stack(voice, lang) for voice in sorted(voices, key=tuple(_PAIRS).index)]
    stop_on_errors(_missing(places, stacks[0]))
    wanted: dict[_Cut, set[str]] = {cut: set() for stack in stacks for cut in stack}
    for stack in stacks:
        for character in _with_forms(places) | _furniture(lang):
            for cut in _bearers(character, stack):
                wanted[cut].add(character)
    needed = {cut: chars for cut, chars in wanted.items() if chars - (_SHARED if cut in _HANS else set())}
    return Fonts(tuple(face for cut, chars in needed.items() for face in _faces(cut, frozenset(chars))), lang,
                 theme.heading.family)


@lru_cache(maxsize=32)                 # a report's languages share the fonts that are whole
def woff2(face: Face) -> bytes:
    """`face` as WOFF2 for files that are sent, the same bytes each time.

    Tables are packed as they are (the format's "null transform"): a tenth the time of the full one, a fifth larger.
    """
    import brotli

    tables = _tables(face.data)
    flags = int.from_bytes(tables["head"][16:18], "big") | 1 << 11         # "went through WOFF2", which it must say
    tables["head"] = tables["head"][:16] + flags.to_bytes(2, "big") + tables["head"][18:]
    order = sorted(tables, key=lambda tag: ("glyf~" if tag == "loca" else tag))       # loca must follow glyf
    directory = b"".join(_woff2_entry(tag, len(tables[tag])) for tag in order)
    packed = brotli.compress(b"".join(map(tables.__getitem__, order)), mode=brotli.MODE_FONT, quality=8)
    sfnt_size = 12 + sum(16 + (len(data) + 3 & ~3) for data in tables.values())
    length = 48 + len(directory) + len(packed)
    head = struct.pack(">4sIIHHIIHHIIIII", b"wOF2", 0x00010000, length + -length % 4, len(tables), 0, sfnt_size,
                       len(packed), 1, 0, 0, 0, 0, 0, 0)
    return head + directory + packed + b"\0" * (-length % 4)


def _tables(font: bytes) -> dict[str, bytes]:
    """A TrueType file's tables by tag."""
    (count,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4sIII", font, 12 + 16 * i) for i in range(count))
    return {tag.decode("ascii"): font[start:start + length] for tag, _, start, length in entries}


def _woff2_entry(tag: str, length: int) -> bytes:
    """A line of WOFF2's directory: the tag spelled out, marked untransformed, and the length in base 128."""
    untransformed = 3 << 6 if tag in ("glyf", "loca") else 0
    digits = [length & 127]
    while length := length >> 7:
        digits.append(length & 127 | 128)
    return bytes((untransformed | 63,)) + tag.encode("ascii") + bytes(reversed(digits))


# --- characters ---------------------------------------------------------------------------------------------------

def _places(document: Document) -> dict[str, Span]:
    """Each character printed, and where first: at the innermost node that has a place."""
    found: dict[str, Span] = {}
    for text, span in _printed(document):
        for character in text:
            found.setdefault(character, span)
    return {character: span for character, span in found.items() if _visible(character)}


def _printed(document: Document) -> Iterator[tuple[str, Span]]:
    """Everything a reader sees as (text, place): places that are exact come first."""
    for block in blocks(document.blocks):
        for content in contents(block):
            for node in inlines(content):
                if isinstance(node, (FactText, Citation, Reference)) and node.span != NOWHERE:
                    yield node.text, node.span
        if isinstance(block, Masthead):
            heads = (block.marking, block.series, block.office, block.title, block.subtitle)
            yield from ((text, text.span) for text in heads if isinstance(text, Located))
        if isinstance(block, Chart):
            yield from ((text, block.span) for text in _chart_texts(block))
        if isinstance(block, Picture) and block.media_type == "image/svg+xml":
            yield from ((text, block.span) for text in _svg_texts(block))
    yield from ((unit.text, unit.span) for unit in text_units(document))
    meta = document.meta
    outside = (meta.title, meta.number, meta.date, meta.marking, meta.header, meta.footer)
    yield from ((text, NOWHERE) for text in outside)


def _svg_texts(picture: Picture) -> tuple[str, ...]:
    try:
        return read_svg(picture.data).words
    except ValueError as problem:
        refuse("unreadable-picture", say("the picture cannot be read: {problem}", problem=said(problem)), picture.span)


def _chart_texts(chart: Chart) -> Iterator[str]:
    yield from chart.categories
    for series in chart.series:
        yield from (series.name, series.measure, series.unit, *(point.text for point in series.points))


def _visible(character: str) -> bool:
    """False for what takes no glyph of its own: controls, joiners, soft hyphens, and spaces of any width.

    A selector of text or emoji style is none either; one that asks for another form of a Han character is: no font here
    has such forms, and a name must not be printed in another than its own.
    """
    return character not in "\ufe0e\ufe0f" and unicodedata.category(character) not in {"Cc", "Cf", "Zs", "Zl", "Zp"}


def _with_forms(places: dict[str, Span]) -> set[str]:
    """The characters, and those they are composed of or may be drawn as (é and its parts)."""
    return {part for character in places for form in ("NFC", "NFD") for part in unicodedata.normalize(form, character)}


def _furniture(lang: str) -> frozenset[str]:
    """What the writers may add: page numbers, axis labels, list marks, the program's own words."""
    own = frozenset("".join(words(lang).values()))
    return _FURNITURE | own | _COUNTERS if _chinese(lang) else _FURNITURE | own


def _missing(places: dict[str, Span], stack: tuple[_Cut, ...]) -> Iterator[Diagnostic]:
    for character, span in sorted(places.items(), key=lambda item: (item[1], item[0])):
        if not _bearers(character, stack):
            name = unicodedata.name(character, "unnamed")
            shown = f'"{character}" ' if unicodedata.category(character) not in {"Co", "Cn", "Cs"} else ""
            yield error("missing-glyph", say("no font has the character {shown}U+{code:04X} ({name})", shown=shown,
                                             code=ord(character), name=name),
                        span if span != NOWHERE else None,
                        hint=say("write it in other characters, or as a picture with a text alternative"))


# --- fonts --------------------------------------------------------------------------------------------------------

def _chinese(lang: str) -> bool:
    return lang.partition("-")[0] == "zh"


def _stack(voice: str, lang: str) -> tuple[_Cut, ...]:
    """Every family that may serve `voice`, the first to be asked first."""
    first = _PAIRS[voice][::-1] if _chinese(lang) else _PAIRS[voice]
    rare = (_HAN["serif"],) if voice == "kai" else ()
    return (*first, *(cut for cut in (*rare, _SANS_HAN, *_BEHIND) if cut not in first))


def _bearers(character: str, stack: tuple[_Cut, ...]) -> list[_Cut]:
    """The family that prints `character`: the first that has it, a Latin one before a Han one; both for shared signs.

    Signs that Latin and Han share are in both cuts; which is printed is for the order of the stack to say.
    """
    having = [cut for cut in sorted(stack[:2], key=lambda c: c in _HANS) + list(stack[2:])
              if ord(character) in _coverage(cut.files[0][2], cut.files[0][3])]
    return having[:2] if character in _SHARED else having[:1]


def _faces(cut: _Cut, characters: frozenset[str]) -> Iterator[Face]:
    """The family's faces; an italic is there for those of the characters that it has."""
    for weight, italic, package, file in cut.files:
        own = frozenset(c for c in characters | _SPACES if ord(c) in _coverage(package, file))
        yield Face(cut.family, weight, italic, _subset(package, file, weight, None if cut.whole else own), own)


def _subset(package: str, file: str, weight: int, characters: frozenset[str] | None) -> bytes:
    """The font file cut to `characters` (None: all of them) and fixed at `weight`."""
    import uharfbuzz as hb

    face = _open(package, file)
    order = hb.SubsetInput()
    if characters is None:
        order.keep_everything()
    else:
        order.unicode_set.update(map(ord, characters))
    pins = {"wght": float(weight), "opsz": _OPTICAL_SIZE}
    for axis in face.axis_infos:
        order.pin_axis_location(face, axis.tag, pins.get(axis.tag, axis.default_value))
    order.name_id_set.clear()
    order.name_id_set.update(_NAMES)
    order.drop_table_tag_set.update((int.from_bytes(b"STAT", "big"),))     # names styles that are no longer there
    return bytes(order.subset(face).blob.data)


@cache
def _open(package: str, file: str) -> uharfbuzz.Face:
    import uharfbuzz as hb

    return hb.Face(hb.Blob.from_file_path(str(files(package).joinpath(file))))


@cache
def _coverage(package: str, file: str) -> frozenset[int]:
    """The code points of a font file."""
    return frozenset(_open(package, file).unicodes)
