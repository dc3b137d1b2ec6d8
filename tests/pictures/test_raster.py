"""An SVG becomes the same PNG everywhere, in the fonts that are given; sizes are read from the bytes themselves."""

import struct
import zlib

import pytest

from reportgen.document.nodes import Document, Meta, Paragraph, Text
from reportgen.pictures.raster import Font, png
from reportgen.pictures.sizes import size
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme

BOX = '<svg xmlns="http://www.w3.org/2000/svg" width="40pt" height="20pt" viewBox="0 0 40 20">{}</svg>'
WORDS = BOX.format('<text x="1" y="15" font-size="12" font-family="{}" font-weight="{}">Ab中</text>')


@pytest.fixture(scope="module")
def fonts():
    document = Document(Meta("r", "zh-CN", "T", "1", "2016-04-30"), (Paragraph((Text("Ab中"),)),))
    return fonts_for(document, load_theme("modern"))


def given(fonts, *families):
    return [Font(f.family, f.weight, f.italic, f.data) for f in fonts.faces if f.family in families]


def test_it_is_as_wide_as_asked_and_keeps_its_shape():
    drawn = png('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>', [], 320)
    assert struct.unpack(">II", drawn[16:24]) == (320, 160)


def test_words_are_drawn_with_the_fonts_given_and_no_others(fonts):
    sans = fonts.stack("sans")
    family = ", ".join(f"'{name}'" for name in sans)
    svg = WORDS.format(family, 400)
    drawn = png(svg, given(fonts, *sans), 320)
    without = png(svg, [], 320)
    assert without == png(BOX.format(""), [], 320)                  # none of the machine's fonts stepped in
    assert drawn not in (without, png(svg, given(fonts, sans[0]), 320), png(svg, given(fonts, sans[1]), 320))
    assert png(WORDS.format(family, 700), given(fonts, *sans), 320) != drawn


def test_the_same_picture_gives_the_same_bytes(fonts):
    svg, faces = WORDS.format("Reportgen Sans", 400), given(fonts, *fonts.stack("sans"))
    assert png(svg, faces, 300) == png(svg, faces, 300)


def test_what_is_no_svg_is_refused():
    with pytest.raises(ValueError):
        png("<p>not a picture</p>", [], 100)


def a_png(width, height, per_metre=0):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    physical = chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)) if per_metre else b""
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + physical
            + chunk(b"IDAT", b""))


def svg(attributes):
    return f'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()


JPEG = (b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc4\x00\x03\x00\xff\xc0\x00\x0b\x08"
        + struct.pack(">HH", 30, 50) + b"\0" * 9)


@pytest.mark.parametrize(("data", "kind", "expected"), [
    (a_png(300, 200), "image/png", (300, 200)),
    (a_png(300, 200, 11811), "image/png", (96, 64)),                # 300 dots an inch
    (JPEG, "image/jpeg", (50, 30)),
    (svg('width="30" height="20"'), "image/svg+xml", (30, 20)),
    (svg('width="72pt" height="36pt" viewBox="0 0 72 36"'), "image/svg+xml", (96, 48)),
    (svg('viewBox="0 0 400 100" width="100%"'), "image/svg+xml", (400, 100)),
    (svg('viewBox="0,0,400,100" width="200px"'), "image/svg+xml", (200, 50)),
])
def test_sizes_are_read_in_css_pixels(data, kind, expected):
    assert size(data, kind) == pytest.approx(expected, rel=0.001)


@pytest.mark.parametrize(("data", "kind"), [
    (b"", "image/png"), (b"\x89PNG", "image/png"), (b"\xff\xd8", "image/jpeg"), (b"<p/>", "image/svg+xml"),
    (svg('width="0" height="5"'), "image/svg+xml"), (b"GIF89a", "image/gif"),
])
def test_what_is_not_such_a_picture_is_refused(data, kind):
    with pytest.raises(ValueError, match=r"not a picture|does not begin with <svg>"):
        size(data, kind)
