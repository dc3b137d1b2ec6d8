"""Timelines in Word: a table with markers on its spine, or shapes that can be moved and edited."""

import io
import subprocess
import zipfile

import pypdfium2
import pytest
from lxml import etree

from reportgen.document.nodes import (
    Citation, Document, FactText, Meta, Moment, Paragraph, Text, Timeline, TimelineEntry,
)
from reportgen.document.resolve import resolve
from reportgen.document.walk import text_units
from reportgen.locales import words
from reportgen.readers.docx.words import read_words
from reportgen.writers.docx import write
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme

THEMES = {name: load_theme(name) for name in ("modern", "official", "jianbao")}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
WPG = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


KNOWN = Moment("2015", "2015")


def entry(when, title, text="", moment=KNOWN, **more):
    return TimelineEntry((FactText("e.when", when),), (Text(title),),
                         (Text(text), Citation((("s", "¶1"),))) if text else (), moment, **more)


ENTRIES = (
    entry("1993", "Memorandum signed", "Four countries.", Moment("1993", "1993")),
    entry("since 2002", "Courses held", moment=Moment("2002", "", "end")),
    entry("in recent years", "Officers exchanged", moment=Moment("2013", "2016", "", "about")),
    entry("January and March 2015", "Two operations", moment=Moment("2015-01", "2015-03", "", "apart")),
    entry("unknown", "Fund set up", moment=Moment()),
)
TITLE = "中老缅泰湄公河联合巡逻执法行动在四国边境水域同时展开" * 3
LONG = tuple(entry(f"{year}年1月12日至3月12日", TITLE, "各方参加。" * 12, Moment(str(year), str(year)))
             for year in range(1993, 2013))


def document(entries, form="table", lang="en", **more):
    block = Timeline(("When", "What"), entries, (Text("Milestones"),), ((Text("A note."),),),
                     form=form, **more)
    tree = Document(Meta("r", lang, "T", "1", "2026-01-01"), (Paragraph((Text("Before."),)), block))
    return resolve(tree, words(lang))


def written(tree, theme="modern"):
    return write(tree, THEMES[theme], fonts_for(tree, THEMES[theme]))


def part(data, name="document"):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(f"word/{name}.xml"))


def style(paragraph):
    return paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val")


def said(element):
    return "".join(element.itertext(W + "t")).replace("\u00a0", " ")


def pairs(units):
    return [(unit.role, unit.text.replace("\u00a0", " ").strip()) for unit in units]


# --- the table ----------------------------------------------------------------------------------------------------

def test_each_entry_is_a_row_date_before_event_and_the_head_repeats():
    table = part(written(document(ENTRIES))).find(f".//{W}tbl")
    head, *rows = table.findall(W + "tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, *rows))
    assert [[said(cell) for cell in row.findall(W + "tc")] for row in rows] == [
        ["1993", "Memorandum signedFour countries.[1, ¶1]"], ["since 2002", "Courses held"],
        ["in recent years", "Officers exchanged"], ["January and March 2015", "Two operations"],
        ["unknown", "Fund set up"]]


def test_the_marker_is_the_bullet_of_a_style_and_no_text():
    data = written(document((*ENTRIES, entry("1993–2001", "Beginnings", moment=Moment("1993", "2001"), era=True))))
    rows = part(data).find(f".//{W}tbl").findall(W + "tr")[1:]
    titles = [style(row.findall(W + "tc")[1].find(W + "p")) for row in rows]
    assert titles == ["TimelineTitle", "TimelineOpen", "TimelineOpen", "TimelineTitle", "TimelineOpen", "TimelineEra"]
    numbering, styles = part(data, "numbering"), part(data, "styles")
    signs = {}
    for name in set(titles):
        number, = (s.find(f"{W}pPr/{W}numPr") for s in styles.iter(W + "style") if s.get(W + "styleId") == name)
        listed, = (num for num in numbering.iter(W + "num")
                   if num.get(W + "numId") == number.find(W + "numId").get(W + "val"))
        abstract, = (a for a in numbering.iter(W + "abstractNum")
                     if a.get(W + "abstractNumId") == listed.find(W + "abstractNumId").get(W + "val"))
        level = abstract.findall(W + "lvl")[int(number.find(W + "ilvl").get(W + "val"))]
        assert level.find(W + "pStyle").get(W + "val") == name
        signs[name] = level.find(W + "lvlText").get(W + "val")
    assert signs == {"TimelineTitle": "●", "TimelineOpen": "○", "TimelineEra": "■"}
    assert not {"●", "○", "■"} & set(said(part(data)))


@pytest.mark.parametrize("theme", THEMES)
def test_the_spine_is_in_the_colour_of_the_theme_and_the_marker_hangs_on_it(theme):
    data = written(document(ENTRIES), theme)
    spine, = (s.find(f"{W}tblPr/{W}tblBorders/{W}insideV") for s in part(data, "styles").iter(W + "style")
              if s.get(W + "styleId") == "Timeline")
    accent = THEMES[theme].colours["accent"].lstrip("#").upper()
    marker, = (level for level in part(data, "numbering").iter(W + "lvl")
               if level.find(W + "pStyle") is not None and level.find(W + "pStyle").get(W + "val") == "TimelineTitle")
    assert (spine.get(W + "color"), marker.find(f"{W}rPr/{W}color").get(W + "val")) == (accent, accent)
    margin, = (s.find(f"{W}tblPr/{W}tblCellMar/{W}left") for s in part(data, "styles").iter(W + "style")
               if s.get(W + "styleId") == "Timeline")
    hanging, size = (int(marker.find(path).get(W + key)) for path, key in (
        (f"{W}pPr/{W}ind", "hanging"), (f"{W}rPr/{W}sz", "val")))
    middle = int(margin.get(W + "w")) - hanging + 0.604 * size * 10 / 2         # from the spine, in twips
    assert abs(middle) <= 1


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_what_it_says_is_read_back_without_markers(lang):
    tree = document(LONG if lang == "zh-CN" else ENTRIES, lang=lang)
    assert pairs(read_words(written(tree))) == pairs(text_units(tree))


@pytest.mark.needs("soffice")
def test_long_dates_and_titles_fit_on_the_page_in_libreoffice(tmp_path, program):
    pages = rendered(written(document(LONG, lang="zh-CN"), "jianbao"), tmp_path, program)
    told = [page.get_textpage().get_text_bounded() for page in pages if boxes(page, "●")]
    assert len(told) > 2 and [text.count("What") for text in told] == [1] * len(told)     # the head on every page
    markers = [box for page in pages for box in boxes(page, "●")]
    assert len(markers) == len(LONG)
    assert max(left for left, _ in markers) - min(left for left, _ in markers) < 0.1      # one below the other


# --- the shapes ---------------------------------------------------------------------------------------------------

def test_a_drawn_one_is_a_group_of_shapes_with_a_picture_for_programs_without_them():
    tree = document(ENTRIES, "drawn")
    root = part(written(tree))
    choice, fallback = root.find(f".//{MC}Choice"), root.find(f".//{MC}Fallback")
    assert choice.get("Requires") == "wpg" and len(root.findall(f".//{MC}AlternateContent")) == 1
    assert fallback.find(f".//{A}blip") is not None and fallback.find(f".//{WPS}wsp") is None
    alts = {properties.get("descr") for properties in root.iter(WP + "docPr")}
    assert alts == {unit.text for unit in text_units(tree) if unit.role == "figure"}
    kinds = [shape.find(f"{WPS}cNvPr").get("name") for shape in choice.iter(WPS + "wsp")]
    assert kinds[0] == "Ground" and {"Bar", "Line", "Leader", "Year", "1993", "Memorandum signed"} <= set(kinds)
    ids = [element.get("id") for element in root.iter(WP + "docPr", WPS + "cNvPr")]
    assert len(ids) == len(set(ids))


def test_each_label_is_one_text_box_whose_lines_are_those_of_the_drawing():
    root = part(written(document(LONG[:2], "drawn", "zh-CN")))
    texts = [[said(line) for line in box.iter(W + "p")] for box in root.iter(W + "txbxContent")]
    title = next(lines for lines in texts if lines[0].startswith("中老缅泰"))
    assert len(title) > 3 and title[0] != title[1]
    assert "".join(title).startswith(TITLE + "各方参加。")
    styles = {style(p) for box in root.iter(W + "txbxContent") for p in box.iter(W + "p")}
    assert styles == {"DrawingWords"}


MONTHS = tuple(entry(f"{n} {year}", "Patrol", moment=Moment(f"{year}-{n:02}", f"{year}-{n:02}"))
               for year in (2014, 2015) for n in (9, 10, 11))                     # the axis names months with years


@pytest.mark.parametrize("entries", [ENTRIES, MONTHS])
def test_every_shape_lies_within_the_group_and_the_group_within_the_text(entries):
    root = part(written(document(entries, "drawn", "zh-CN")))
    outer = root.find(f".//{WPG}grpSpPr/{A}xfrm")
    wide, high = (int(outer.find(A + "chExt").get(side)) for side in ("cx", "cy"))
    for shape in root.iter(WPS + "wsp"):
        at, size = (shape.find(f"{WPS}spPr/{A}xfrm/{A}{name}") for name in ("off", "ext"))
        left, top, right, bottom = (int(value) for value in (at.get("x"), at.get("y"), size.get("cx"), size.get("cy")))
        assert min(left, top) >= 0 and left + right <= wide + 1 and top + bottom <= high + 1, etree.tostring(shape)
    extent = root.find(f".//{WP}inline/{WP}extent")
    text = THEMES["modern"].page.text_width * 36000
    assert int(extent.get("cx")) == pytest.approx(text, rel=0.001)
    assert outer.find(A + "ext").get("cx") == extent.get("cx")


def test_the_drawings_of_a_long_one_stand_in_paragraphs_of_their_own_and_are_read_as_one_figure():
    tree = document(LONG, "drawn", "zh-CN")
    data = written(tree)
    drawn = [style(p) for p in part(data).find(W + "body").findall(W + "p") if p.find(f".//{WPG}wgp") is not None]
    assert len(drawn) > 2 and drawn == ["FigurePart"] * (len(drawn) - 1) + ["Figure"]
    assert pairs(read_words(data)) == pairs(text_units(tree))


def test_words_of_shapes_are_not_read_wherever_the_shapes_stand():
    tree = document(ENTRIES, "drawn")
    moved = zipfile.ZipFile(io.BytesIO(written(tree)))
    body = moved.read("word/document.xml").replace(b'<w:pStyle w:val="Figure"/>', b'<w:pStyle w:val="BodyText"/>')
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in moved.namelist():
            package.writestr(name, body if name == "word/document.xml" else moved.read(name))
    roles = [unit.role for unit in read_words(buffer.getvalue())]
    assert roles == ["p", "figure", "caption", "table-note"]


@pytest.mark.needs("soffice")
def test_libreoffice_draws_the_shapes_where_the_layout_has_them(tmp_path, program):
    tree = document(ENTRIES, "drawn")
    page, = rendered(written(tree), tmp_path, program)
    text = page.get_textpage()
    spots = {word: place(text, word) for word in ("1993", "Memorandum", "since 2002", "Courses", "unknown")}
    left, top = THEMES["modern"].page.left * 72 / 25.4, page.get_height()
    assert spots["1993"][1] == pytest.approx(spots["Memorandum"][1], abs=1)           # a date beside its title
    assert spots["since 2002"][0] == pytest.approx(spots["unknown"][0], abs=1)        # dates in a column
    assert spots["Memorandum"][1] > spots["Courses"][1] > 0                           # in order, down the page
    assert spots["since 2002"][0] > left + 40 and spots["Memorandum"][1] < top


def rendered(data, folder, program):
    path = folder / "timeline.docx"
    path.write_bytes(data)
    subprocess.run([program("soffice"), f"-env:UserInstallation={folder.joinpath('profile').as_uri()}", "--headless",
                    "--convert-to", "pdf", "--outdir", str(folder), str(path)], check=True, capture_output=True,
                   timeout=120)
    return list(pypdfium2.PdfDocument(str(folder / "timeline.pdf")))


def place(text, word):
    """The left and lower edge of the last time that a page says `word`."""
    search, found = text.search(word), None
    while match := search.get_next():
        found = match
    left, bottom, _, _ = text.get_charbox(found[0])
    return left, bottom


def boxes(page, sign):
    text = page.get_textpage()
    return [text.get_charbox(n)[:2] for n in range(text.count_chars()) if text.get_text_range(n, 1) == sign]
