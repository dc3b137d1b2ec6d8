"""What the themes look like: mastheads, covers, page feet, and the lines at the end that say who is sent it."""

import ctypes
import io
import re
import zipfile
from dataclasses import replace
from functools import cache

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from reportgen.checks.parity import check_parity
from reportgen.document.nodes import Callout, Distribution, Document, Heading, Masthead, Meta, Paragraph, Text
from reportgen.document.resolve import resolve
from reportgen.document.walk import text_units
from reportgen.locales import words
from reportgen.readers.docx.words import read_words as read_docx
from reportgen.readers.pdf import read_words as read_pdf
from reportgen.writers import WRITERS
from reportgen.writers.display import display
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme, themes

pytestmark = pytest.mark.needs("pango")
SAID = {
    "zh-CN": ("内部资料（示例）", "大湄公河次区域禁毒合作简报", "机制与执法", "第3期", "（示例）区域研究室",
              "2016年4月30日", "涵盖时期", "报：", "（示例）甲办公室。", "发：", "（示例）各处。", "（共印30份）",
              "合作机制", "区域框架", "据原文，四国共破获案件八千余起。"),
    "en": ("For training use", "Drug Control in the Greater Mekong", "Mechanisms and law enforcement", "No. 3",
           "Example Office", "30 April 2016", "Period covered", "To: ", "Office A (example).", "Distribution: ",
           "All desks (example).", "30 copies printed", "Cooperation", "The framework",
           "The source counts more than eight thousand cases. "),
}


def briefing(lang):
    """A document of two pages or more with a masthead and its readers at the end."""
    (marking, title, subtitle, number, office, date, covers, to, first, issue, second, copies, section, below,
     sentence) = SAID[lang]
    tree = (
        Masthead(marking, office, title, subtitle, ((covers, (Text("1993–2016"),)),), number, date),
        Callout("bottom-line", (Text(section),), (Paragraph((Text(sentence),)),)),
        Heading(1, (Text(section),)), Heading(2, (Text(below),)),
        *(Paragraph((Text(sentence * 9),)) for _ in range(12)),
        Distribution(((to, (Text(first),)), (issue, (Text(second),))), copies),
    )
    return resolve(Document(Meta("r", lang, title, "3", "2016-04-30", marking, title, office), tree), words(lang))


@cache
def written(theme, lang, format="pdf", cover="block"):
    document, theme = briefing(lang), replace(load_theme(theme), cover=cover)
    return WRITERS[format](document, theme, fonts_for(document, theme))


@pytest.fixture(scope="module")
def jianbao():
    return written("jianbao", "zh-CN")


def lines(pdf, page):
    """What is printed in each line of a page, from its top, with the line's left end: (text, x, y) in points."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    boxes = [text.get_rect(n) for n in range(text.count_rects())]
    return sorted(((text.get_text_bounded(*box).strip(), box[0], box[3]) for box in boxes), key=lambda one: -one[2])


def place(pdf, page, wanted):
    """Where a text begins on a page: from the left and from below, in points."""
    text = pypdfium2.PdfDocument(pdf)[page].get_textpage()
    left, bottom, *_ = text.get_charbox(text.search(wanted).get_next()[0])
    return left, bottom


def words_of(pdf, page):
    return re.sub(r"\s", "", pypdfium2.PdfDocument(pdf)[page].get_textpage().get_text_range())


@pytest.mark.parametrize(("theme", "lang"), [("jianbao", "zh-CN"), ("jianbao", "en"), ("official", "zh-CN"),
                                             ("official", "en"), ("modern", "zh-CN")])
def test_every_format_of_a_theme_says_what_the_document_says(theme, lang):
    document = briefing(lang)
    assert check_parity(document, {name: written(theme, lang, name) for name in WRITERS}) == []


def test_the_shipped_themes_are_three():
    assert themes() == ["jianbao", "modern", "official"]


def test_a_red_masthead_says_who_and_when_and_is_all_that_is_red(jianbao):
    office, date = SAID["zh-CN"][4:6]
    assert [unit.text for unit in read_pdf(jianbao)[:7]] == list(SAID["zh-CN"][:7])
    (left, high), (right, level) = place(jianbao, 0, office), place(jianbao, 0, date)
    assert abs(high - level) < 6 and left < 100 < 400 < right, "the office at the left, the date at the right"
    red = red_rows(jianbao, 0)
    assert red and not red_rows(jianbao, 1)
    height = pypdfium2.PdfDocument(jianbao)[0].get_height()
    assert height - max(red) > height / 2, "nothing below the masthead is red"
    assert height - max(red) < level, "the rule stands below office and date"


def red_rows(pdf, number):
    """How far below the top of a page something red stands, in points."""
    picture = pypdfium2.PdfDocument(pdf)[number].render(scale=1).to_pil().convert("RGB")
    pixels = picture.load()
    return [y for y in range(picture.height) for x in range(picture.width)
            if pixels[x, y][0] > 150 and max(pixels[x, y][1:]) < 70]


@pytest.mark.parametrize("lang", SAID)
@pytest.mark.parametrize("theme", ["modern", "official"])
def test_nothing_is_red_elsewhere(theme, lang):
    assert not red_rows(written(theme, lang), 0)


def test_the_readers_are_named_at_the_end_in_every_format(jianbao):
    units = text_units(briefing("zh-CN"))
    assert [unit.text for unit in units[-3:]] == ["报：（示例）甲办公室。", "发：（示例）各处。", "（共印30份）"]
    assert {unit.role for unit in units[-3:]} == {"distribution"}
    assert read_docx(written("jianbao", "zh-CN", "docx"))[-3:] == units[-3:]
    last = words_of(jianbao, len(pypdfium2.PdfDocument(jianbao)) - 1)
    assert re.search("报：（示例）甲办公室。.?发：（示例）各处。.?（共印30份）", last)


def test_the_second_heading_of_a_jianbao_is_in_kai_and_the_first_is_not(jianbao):
    fonts = {}
    for number in range(len(pypdfium2.PdfDocument(jianbao))):
        text = pypdfium2.PdfDocument(jianbao)[number].get_textpage()
        for i in range(text.count_chars()):
            name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
            pdfium.FPDFText_GetFontInfo(text.raw, i, name, 80, flags)
            fonts.setdefault(text.get_text_range(i, 1), set()).add(name.value.decode())
    assert any("Kai" in name for name in fonts["框"])
    assert not any("Kai" in name for name in fonts["制"] - fonts["框"]) and any("Sans" in name for name in fonts["作"])


# --- a report of a series -----------------------------------------------------------------------------------------

SERIES = {"zh-CN": "区域工作简报（示例）", "en": "Regional briefings (example)"}


@cache
def in_series(theme, lang, format="pdf"):
    document = of_a_series(lang)
    theme = load_theme(theme)
    return WRITERS[format](document, theme, fonts_for(document, theme))


def of_a_series(lang):
    document = briefing(lang)
    head, *rest = document.blocks
    return replace(document, blocks=(replace(head, series=SERIES[lang]), *rest))


@pytest.mark.parametrize(("theme", "lang"), [("jianbao", "zh-CN"), ("official", "en"), ("modern", "zh-CN")])
def test_a_series_heads_the_report_with_number_office_and_date_in_every_format(theme, lang):
    document = of_a_series(lang)
    marking, title, subtitle, number, office, date = SAID[lang][:6]
    said = [(unit.role, unit.text) for unit in text_units(document)[:7]]
    assert said == [("marking", marking), ("series", SERIES[lang]), ("issue", number), ("office", office), ("date",
                    date), ("title", title), ("subtitle", subtitle)]
    assert [(unit.role, unit.text) for unit in read_docx(in_series(theme, lang, "docx"))[:7]] == said
    assert check_parity(document, {name: in_series(theme, lang, name) for name in WRITERS}) == []


def test_above_the_red_rule_stands_the_series_in_red_and_below_it_the_title_in_black():
    pdf = in_series("jianbao", "zh-CN")
    height = pypdfium2.PdfDocument(pdf)[0].get_height()
    rows = red_rows(pdf, 0)
    series, title = (height - place(pdf, 0, said)[1] for said in (SERIES["zh-CN"], SAID["zh-CN"][1]))
    assert min(rows) < series < max(rows) < title, "nothing red stands below the rule, where the title is"
    assert place(pdf, 0, SAID["zh-CN"][1])[0] > 110, "the title is centred"


@pytest.mark.parametrize("theme", ["modern", "official"])
def test_elsewhere_a_series_is_smaller_than_the_title(theme):
    text = pypdfium2.PdfDocument(in_series(theme, "zh-CN"))[0].get_textpage()
    sizes = {said: text.get_charbox(text.search(said).get_next()[0]) for said in (SERIES["zh-CN"], SAID["zh-CN"][1])}
    (_, low, _, high), (_, bottom, _, top) = sizes.values()
    assert high - low < 0.8 * (top - bottom) and low > top


# --- callouts -----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("theme", themes())
def test_each_kind_of_callout_looks_different_and_word_has_a_style_for_each(theme):
    kinds = ("bottom-line", "caveat", "note", "highlight")
    shown = {}
    for kind in kinds:
        box = Callout(kind, (), (Paragraph((Text("Said alike."),)),))
        document = resolve(Document(Meta("r", "en", "A", "1", "2016-04-30"), (box,)), words("en"))
        fonts = fonts_for(document, load_theme(theme))
        drawn = pypdfium2.PdfDocument(WRITERS["pdf"](document, load_theme(theme), fonts))[0].render(scale=2)
        shown[kind] = drawn.to_pil().tobytes()
        styles = re.findall('<w:tblStyle w:val="(Callout[A-Za-z]+)"', part(
            WRITERS["docx"](document, load_theme(theme), fonts), "word/document.xml"))
        assert styles == ["Callout" + kind.title().replace("-", "")]
    assert len(set(shown.values())) == len(kinds)


def part(docx, name):
    return zipfile.ZipFile(io.BytesIO(docx)).read(name).decode()


# --- page feet ----------------------------------------------------------------------------------------------------

def test_pages_are_numbered_between_dashes_at_the_outer_edge(jianbao):
    for page, number, least, most in ((0, "1", 470, 530), (1, "2", 70, 130)):
        (before, after), (digit,) = (sorted(x for text, x, y in lines(jianbao, page) if text == said and y < 80)
                                     for said in ("—", number))
        assert least < before < digit < after < most


@pytest.mark.parametrize(("theme", "least", "most"), [("modern", 480, 560), ("official", 150, 330)])
def test_pages_say_which_of_how_many_they_are(theme, least, most):
    pdf = written(theme, "en")
    count = len(pypdfium2.PdfDocument(pdf))
    _, x, y = next(line for line in lines(pdf, 1) if f"Page 2 of {count}" in line[0])
    assert least < x < most and y < 80


def foot_of(docx, pages):
    """The name of the part that foots such pages of the last section."""
    relation = re.findall(f'<w:footerReference w:type="{pages}" r:id="([^"]+)"/>', part(docx, "word/document.xml"))[-1]
    return "word/" + re.search(f'Id="{relation}"[^>]* Target="([^"]+)"', part(
        docx, "word/_rels/document.xml.rels"))[1]


def test_in_word_pages_are_numbered_as_in_the_pdf():
    dashes, middle, line = (written(theme, "en", "docx") for theme in ("jianbao", "official", "modern"))
    for pages, side in (("default", "right"), ("even", "left")):
        foot = part(dashes, foot_of(dashes, pages))
        assert " ".join(re.sub("<[^>]+>", "", foot).split()).startswith("— PAGE 1 —")
        assert f'<w:jc w:val="{side}"/>' in foot
    assert "<w:evenAndOddHeaders/>" in part(dashes, "word/settings.xml")
    for document, tab in ((middle, "center"), (line, "right")):
        foot = part(document, foot_of(document, "default"))
        assert f'<w:tab w:val="{tab}"' in foot and "NUMPAGES" in foot
        assert "<w:evenAndOddHeaders/>" not in part(document, "word/settings.xml")


@pytest.mark.parametrize("theme", themes())
def test_every_page_is_marked_at_head_and_foot(theme):
    pdf = written(theme, "en")
    heights = [y for text, _, y in lines(pdf, 1) if SAID["en"][0] in text]
    assert len(heights) == 2 and max(heights) > 700 and min(heights) < 100
    assert SAID["en"][12] in " ".join(text for text, _, y in lines(pdf, 1) if y > 770), "the section heads it too"
    assert sum(SAID["en"][0] in text for text, _, _ in lines(pdf, 0)) == 2, "the masthead's and the foot's"


# --- covers -------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("theme", themes())
def test_a_cover_holds_the_masthead_alone(theme):
    pdf = written(theme, "en", cover="page")
    head = re.sub(r"\s", "", "".join((*SAID["en"][:6], SAID["en"][6], "1993–2016")))
    assert sorted(words_of(pdf, 0)) == sorted(head), "nothing heads or foots it"
    assert "Thesourcecounts" in words_of(pdf, 1)
    assert check_parity(briefing("en"), {"pdf": pdf, "docx": written(theme, "en", "docx", "page")}) == []


def test_in_word_a_cover_has_no_foot_and_what_follows_begins_a_page():
    plain, with_cover = (zipfile.ZipFile(io.BytesIO(written("modern", "en", "docx", cover))).read("word/document.xml")
                         .decode() for cover in ("block", "page"))
    foot, page = '<w:footerReference w:type="first"', '<w:br w:type="page"/>'
    assert foot in plain and page not in plain
    assert foot not in with_cover and with_cover.index("1993") < with_cover.index(page) < with_cover.index("The source")


# --- titles -------------------------------------------------------------------------------------------------------

def test_a_title_shrinks_a_little_to_save_a_line_else_its_lines_are_alike():
    assert display("简报", 32, 440).size == 32
    one = display("中国参与大湄公河次区域禁毒国际合作", 32, 440)
    assert 22 < one.size < 26 and one.width == 0
    two = display("中国参与大湄公河次区域禁毒国际合作机制执法援助与替代发展情况", 32, 440)
    assert two.size > 24 and two.width <= 440
    many = display("China and its part in the control of drugs in the Greater Mekong since 1993", 25, 440)
    assert 19 < many.size < 25 and many.width <= 440
    assert display("", 25, 440).size == 25
