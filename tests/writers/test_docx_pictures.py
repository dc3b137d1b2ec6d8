"""Pictures in Word: as they are, an SVG with a PNG for programs that draw none, each stored once; and boxes."""

import hashlib
import io
import struct
import subprocess
import zipfile
import zlib
from dataclasses import replace

import pytest
from lxml import etree

from reportgen.document.nodes import (
    Callout, Distribution, Document, KeyFigure, KeyFigures, Masthead, Meta, Paragraph, Picture, Text,
)
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.readers.docx.words import read_words
from reportgen.writers.docx import write
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme

THEMES = {name: load_theme(name) for name in ("modern", "official", "jianbao")}
MODERN = THEMES["modern"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
SVG = (b'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60">'
       b'<rect width="120" height="60" fill="#14406b"/><circle cx="60" cy="30" r="20" fill="#ffffff"/></svg>')


def png(width=30, height=20):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + b"\xa8\x1e\x22" * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def document(*blocks, lang="en"):
    return resolve(Document(Meta("r", lang, "T", "1", "2026-01-01"), blocks), words(lang))


def written(tree, theme=MODERN):
    return zipfile.ZipFile(io.BytesIO(write(tree, theme, fonts_for(tree, theme))))


def body(package):
    return etree.fromstring(package.read("word/document.xml"))


def target(package, relation):
    rels = etree.fromstring(package.read("word/_rels/document.xml.rels"))
    found, = (rel.get("Target") for rel in rels if rel.get("Id") == relation)
    return "word/" + found


def media(package):
    return sorted(name for name in package.namelist() if name.startswith("word/media/"))


# --- pictures -----------------------------------------------------------------------------------------------------

def test_an_svg_is_there_as_it_was_with_a_png_of_it():
    package = written(document(Picture(SVG, "image/svg+xml", "A disc")))
    blip = body(package).find(f".//{A}blip")
    drawn, kept = package.read(target(package, blip.get(R + "embed"))), blip.find(f".//{BLIP}").get(R + "embed")
    assert package.read(target(package, kept)) == SVG
    assert drawn.startswith(b"\x89PNG")
    assert struct.unpack(">II", drawn[16:24]) == pytest.approx((120 / 96 * 260, 60 / 96 * 260), abs=1)
    assert b'Extension="svg" ContentType="image/svg+xml"' in package.read("[Content_Types].xml")
    assert body(package).find(f".//{WP}docPr").get("descr") == "A disc"


def test_a_png_is_there_as_it_was_and_once_however_often_it_is_shown():
    data = png()
    package = written(document(*(Picture(data, "image/png", f"Red {n}") for n in range(3))))
    assert media(package) == [f"word/media/{hashlib.sha256(data).hexdigest()[:16]}.png"]
    assert package.read(media(package)[0]) == data
    assert body(package).find(f".//{BLIP}") is None
    ids = [properties.get("id") for properties in body(package).iter(WP + "docPr")]
    assert len(ids) == 3 == len(set(ids))


def test_an_svg_shown_twice_is_stored_once():
    package = written(document(Picture(SVG, "image/svg+xml", "One"), Picture(SVG, "image/svg+xml", "Two")))
    assert [name.rpartition(".")[2] for name in media(package)].count("svg") == 1 and len(media(package)) == 2


@pytest.mark.needs("soffice")
def test_an_svg_and_its_alternative_outlive_a_save_by_libreoffice(tmp_path, program):
    path = tmp_path / "picture.docx"
    tree = document(Picture(SVG, "image/svg+xml", "A disc"))
    path.write_bytes(write(tree, MODERN, fonts_for(tree, MODERN)))
    subprocess.run([program("soffice"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
                    "--convert-to", "docx", "--outdir", str(tmp_path / "saved"), str(path)], check=True,
                   capture_output=True, timeout=120)
    again = (tmp_path / "saved" / "picture.docx").read_bytes()
    assert [(unit.role, unit.text) for unit in read_words(again)] == [("figure", "A disc")]
    saved = zipfile.ZipFile(io.BytesIO(again))
    assert any(name.endswith((".svg", ".png")) for name in media(saved))


# --- boxes --------------------------------------------------------------------------------------------------------

def cards(count, value="8,919"):
    return KeyFigures(tuple(KeyFigure((Text(value),), (Text(f"Cases {n}"),), (Text("2015"),)) for n in range(count)))


def grid(table):
    return [int(column.get(W + "w")) for column in table.find(W + "tblGrid")]


def text_width(theme):
    return round(theme.page.text_width * 1440 / 25.4)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", ["bottom-line", "caveat", "highlight", "note"])
def test_a_callout_stands_within_the_text_with_its_edges(theme, kind):
    package = written(document(Callout(kind, (Text("Title"),), (Paragraph((Text("Words."),)),))), THEMES[theme])
    table = body(package).find(f".//{W}tbl")
    style, = (s for s in etree.fromstring(package.read("word/styles.xml")).iter(W + "style")
              if s.get(W + "styleId") == table.find(f"{W}tblPr/{W}tblStyle").get(W + "val"))
    half = {side: 0 for side in ("left", "right")}
    for side in half:
        edge = style.find(f"{W}tblPr/{W}tblBorders/{W}{side}")
        half[side] = 0 if edge is None else int(edge.get(W + "sz")) / 8 * 20 / 2      # drawn on the line, half outside
    inset = table.find(f"{W}tblPr/{W}tblInd")
    left = 0 if inset is None else int(inset.get(W + "w"))
    assert left - half["left"] == pytest.approx(0, abs=1)
    assert left + sum(grid(table)) + half["right"] == pytest.approx(text_width(THEMES[theme]), abs=2)


@pytest.mark.parametrize("block", [cards(4), Callout("note", (), (Paragraph((Text("Words."),)),))])
def test_a_box_claims_no_head_and_no_name(block):
    table = body(written(document(block))).find(f".//{W}tbl")
    look = table.find(f"{W}tblPr/{W}tblLook")
    assert {look.get(W + part) for part in ("firstRow", "lastRow", "firstColumn", "lastColumn")} == {"0"}
    assert table.find(f".//{W}tblHeader") is None and table.find(f".//{W}tblCaption") is None


@pytest.mark.parametrize(("count", "across"), [(1, 1), (3, 3), (4, 4), (6, 3), (8, 4)])
def test_cards_are_read_one_after_the_other_value_first(count, across):
    package = written(document(cards(count)))
    table = body(package).find(f".//{W}tbl")
    assert len(grid(table)) == across and sum(grid(table)) == text_width(MODERN)
    read = [["".join(p.itertext(W + "t")) for p in cell.findall(W + "p")] for cell in table.iter(W + "tc")]
    assert read == [["8,919", f"Cases {n}", "2015"] for n in range(count)]


@pytest.mark.parametrize(("value", "across"), [("8,919", 4), ("more than 295.5 tonnes", 2)])
def test_four_cards_stand_in_two_rows_where_a_value_is_too_long(value, across):
    assert len(grid(body(written(document(cards(4, value)))).find(f".//{W}tbl"))) == across


@pytest.mark.parametrize("count", [3, 4, 6, 8])
def test_on_a_narrow_sheet_two_cards_stand_side_by_side(count):
    narrow = replace(MODERN, page=replace(MODERN.page, width=105.0))
    package = written(document(cards(count, "about 8,919")), narrow)
    assert len(grid(body(package).find(f".//{W}tbl"))) == 2


@pytest.mark.parametrize(("theme", "rule"), [("modern", "single"), ("official", "double"), ("jianbao", "")])
@pytest.mark.parametrize("marking", ["", "SAMPLE"])
def test_a_rule_stands_above_the_first_line_of_a_masthead_and_no_other(theme, rule, marking):
    tree = document(Masthead(marking, "Office", "Title", "Subtitle", ()), Paragraph((Text("Words."),)))
    paragraphs = list(body(written(tree, THEMES[theme])).iter(W + "p"))
    tops = [p.find(f"{W}pPr/{W}pBdr/{W}top") for p in paragraphs]
    assert [top.get(W + "val") for top in tops if top is not None] == ([rule] if rule else [])
    assert not rule or tops[0] is not None


def test_who_is_sent_it_stands_in_ruled_rows_and_is_read_line_by_line():
    tree = document(Paragraph((Text("Words."),)),
                    Distribution((("To: ", (Text("A"),)), ("Copy: ", (Text("B"),))), "30 copies"))
    package = written(tree)
    rows = body(package).findall(f".//{W}tbl/{W}tr")
    assert ["".join(row.itertext(W + "t")) for row in rows] == ["To: A", "Copy: B", "30 copies"]
    assert sum(grid(body(package).find(f".//{W}tbl"))) == text_width(MODERN)
    assert [(u.role, u.text) for u in read_words(write(tree, MODERN, fonts_for(tree, MODERN)))][1:] == [
        ("distribution", "To: A"), ("distribution", "Copy: B"), ("distribution", "30 copies")]
