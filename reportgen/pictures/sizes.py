"""Read how large a picture is from its own bytes: PNG, JPEG and SVG."""

from __future__ import annotations

import re
import struct

from reportgen.messages import say
from reportgen.pictures.svg import read_svg

CSS_DPI = 96.0
_NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][0-9]{1,2})?")
_UNITS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def size(data: bytes, media_type: str) -> tuple[float, float]:
    """Width and height in CSS pixels (96 to an inch); ValueError where the bytes are not such a picture."""
    read = {"image/png": _png, "image/jpeg": _jpeg, "image/svg+xml": _svg}.get(media_type)
    found = read(data) if read else None
    if not found or min(found) <= 0:
        raise ValueError(say("not a picture of the type {media_type}", media_type=media_type))
    return found


def _png(data: bytes) -> tuple[float, float] | None:
    """The pixels of the header, at the resolution of the pHYs chunk where it states one."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    place = data.find(b"pHYs", 0, data.find(b"IDAT"))
    if place < 0:
        return float(width), float(height)
    across, down, unit = struct.unpack(">IIB", data[place + 4:place + 13])
    if unit != 1 or not across or not down:
        return float(width), float(height)
    return width / across / 0.0254 * CSS_DPI, height / down / 0.0254 * CSS_DPI


def _jpeg(data: bytes) -> tuple[float, float] | None:
    """The size in the first start-of-frame segment."""
    if data[:2] != b"\xff\xd8":
        return None
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2:place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5:place + 9])
            return float(width), float(height)
        place += 2 + length
    return None


def _svg(data: bytes) -> tuple[float, float] | None:
    """`width` and `height` of the outermost element, or else its viewBox."""
    attributes = read_svg(data).attributes
    width, height = (_length(attributes.get(name, "")) for name in ("width", "height"))
    box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    sides = [float(side) for side in box[2:] if _NUMBER.fullmatch(side)]
    if width and height:
        return width, height
    if len(sides) != 2:
        return None
    if width:
        return width, width * sides[1] / sides[0]
    return sides[0], sides[1]


def _length(written: str) -> float | None:
    found = re.fullmatch(rf"({_NUMBER.pattern})(px|pt|pc|mm|cm|in|)", written.strip())
    return float(found[1]) * _UNITS[found[2]] if found else None
