"""Draw an SVG as a PNG, with the fonts it is given and no others."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Font:
    """A static TrueType font and what the SVG calls it; `weight` is 400 or 700."""

    family: str
    weight: int
    italic: bool
    data: bytes = field(repr=False)


def png(svg: str, fonts: Iterable[Font], width: int) -> bytes:
    """`svg` as a PNG `width` pixels wide, on white; ValueError where it cannot be read as SVG.

    The rasteriser takes fonts as files only, so they lie in a temporary folder while it draws; fonts of the machine
    are shut out.
    """
    import resvg_py

    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, font in enumerate(fonts):
            files.append(str(Path(folder, f"{number:03d}.ttf")))
            Path(files[-1]).write_bytes(_named(font))
        return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, dpi=96, background="#ffffff",
                                           skip_system_fonts=True, font_files=files))


@lru_cache(maxsize=32)             # the fonts of a document, which all its drawings share
def _named(font: Font) -> bytes:
    """The font's file with its name, weight and slant inside, where the rasteriser looks for them."""
    from fontTools.ttLib import TTFont

    opened = TTFont(io.BytesIO(font.data), recalcTimestamp=False)
    style = "Italic" if font.italic else "Regular"
    names = {1: font.family, 2: style, 4: f"{font.family} {font.weight} {style}",
             6: f"{font.family.replace(' ', '')}-{font.weight}{style}"}
    for number, name in names.items():
        opened["name"].setName(name, number, 3, 1, 0x409)
    opened["OS/2"].usWeightClass = font.weight
    opened["OS/2"].fsSelection = opened["OS/2"].fsSelection & ~1 | int(font.italic)
    buffer = io.BytesIO()
    opened.save(buffer)
    return buffer.getvalue()
