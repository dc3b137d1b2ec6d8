"""Fonts: every character a document prints has a glyph, from fonts that the program brings."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from importlib.resources import files

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from reportgen.diagnostics import ReportgenError, Span
from reportgen.document.nodes import (
    Chart, Document, Emphasis, FactText, Language, Masthead, Meta, Note, Paragraph, Point, Series, Text,
)
from reportgen.writers.fonts import fonts_for, woff2
from reportgen.writers.theme import load_theme

THEME = load_theme("modern")
HERE = Span("a.md", 3, 1)
CHINESE = "四国联合行动破获案件8919起，缴获毒品“73.2吨”——详见第②节…"
ENGLISH = "The four countries’ joint operation opened “8,919 cases” – more than in 2013."


def document(*content, lang="zh-CN", span=HERE):
    inlines = tuple(Text(part) if isinstance(part, str) else part for part in content)
    return Document(Meta("r", lang, "", "1", "2016-04-30"), (Paragraph(inlines, span=span),))


def cut(*content, lang="zh-CN", theme=THEME):
    return fonts_for(document(*content, lang=lang), theme)


def printed_by(fonts, character, voice="serif", weight=400, lang=""):
    """The family that a browser would take `character` from."""
    having = {f.family: TTFont(io.BytesIO(f.data)).getBestCmap() for f in fonts.faces
              if f.weight == weight and not f.italic}
    return next((family for family in fonts.stack(voice, lang) if ord(character) in having[family]), None)


def glyph_names(face, text):
    shaped = hb.Buffer()
    shaped.add_str(text)
    shaped.guess_segment_properties()
    hb.shape(hb.Font(hb.Face(hb.Blob(face.data))), shaped)
    return [info.codepoint for info in shaped.glyph_infos]


@pytest.mark.parametrize("voice", ["serif", "sans"])
@pytest.mark.parametrize("weight", [400, 700])
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_every_character_printed_has_a_glyph_in_every_voice_and_weight(voice, weight, lang):
    text = CHINESE + ENGLISH + "Việt Nam ắ ộ đ"
    fonts = cut(text, lang=lang)
    assert {c for c in text if printed_by(fonts, c, voice, weight) is None} == set()


def test_letters_and_digits_are_latin_and_han_characters_are_han_in_both_languages():
    for lang in ("zh-CN", "en"):
        fonts = cut(CHINESE + ENGLISH, lang=lang)
        assert printed_by(fonts, "8") == printed_by(fonts, "a") == "Reportgen Serif"
        assert printed_by(fonts, "案") == printed_by(fonts, "，") == "Reportgen Serif Han"
        assert printed_by(fonts, "案", "sans") == "Reportgen Sans Han"


@pytest.mark.parametrize("sign", "“”’—…")
def test_signs_that_both_share_are_han_in_chinese_words_and_latin_in_others(sign):
    chinese, english = cut(CHINESE + ENGLISH), cut(CHINESE + ENGLISH, lang="en")
    assert printed_by(chinese, sign) == printed_by(english, sign, lang="zh-CN") == "Reportgen Serif Han"
    assert printed_by(english, sign) == printed_by(chinese, sign, lang="en") == "Reportgen Serif"


def test_what_the_writers_add_is_there_without_being_in_the_text():
    fonts = cut("禁毒", lang="zh-CN")
    assert {c for c in "Az09%.,-()/•–第页共表图注，：一二三十" if printed_by(fonts, c) is None} == set()


def test_characters_that_no_font_has_are_all_told_each_at_its_first_place():
    blocks = (Paragraph((Text("fine"), FactText("f", "8\U00012000", span=Span("a.md", 3, 9))), span=Span("a.md", 3, 1)),
              Paragraph((Text("again \U00012000 and \ue000"),), span=Span("a.md", 7, 1)))
    with pytest.raises(ReportgenError) as problem:
        fonts_for(replace(document(""), blocks=blocks), THEME)
    first, second = problem.value.diagnostics
    assert (first.rule, first.span) == ("missing-glyph", Span("a.md", 3, 9))
    assert "U+12000 (CUNEIFORM SIGN A)" in first.message
    assert second.span == Span("a.md", 7, 1) and "U+E000" in second.message and "\ue000" not in second.message


def test_charts_notes_mastheads_and_page_feet_are_looked_at_too():
    odd = [chr(0x12000 + i) for i in range(8)]
    point = Point("1", odd[3])
    chart = Chart("bar", (odd[0],), (Series(odd[1], (point,), unit=odd[2]),), span=Span("a.md", 5))
    note = Paragraph((Note((Text(odd[4]),), 1, span=Span("a.md", 6)), Emphasis((Language((Text(odd[5]),), "en"),))))
    masthead = Masthead(odd[6], "", "", "", (), span=Span("a.md", 1))
    whole = Document(Meta("r", "en", "", "1", "2016-04-30", footer=odd[7]), (masthead, chart, note))
    with pytest.raises(ReportgenError) as problem:
        fonts_for(whole, THEME)
    told = " ".join(d.message for d in problem.value.diagnostics)
    assert [c for c in odd if f"U+{ord(c):04X}" not in told] == []


def test_characters_without_ink_are_no_error():
    cut("a\u200bb\u00adc\u200d\ufeff\u2060 \u3000\u2009\u202f ☎\ufe0e☎\ufe0f\u2011\u2063\u2028\u1680\U000e0041")


def test_another_form_of_a_han_character_is_not_printed_in_its_usual_one():
    with pytest.raises(ReportgenError, match=r"U\+E0100 \(VARIATION SELECTOR-17\)"):
        cut("葛\U000e0100城")


@pytest.mark.parametrize(("word", "family"), [("สำนักงาน", "Reportgen Thai"), ("ກຳລັງ", "Reportgen Lao"),
                                               ("မြန်မာ", "Reportgen Myanmar"), ("កម្ពុជា", "Reportgen Khmer")])
def test_words_of_the_region_are_shaped_without_a_hole(word, family):
    fonts = cut("x ", word, lang="en")
    assert fonts.stack("serif")[-1] == fonts.stack("sans")[-1] == family
    assert all(0 not in glyph_names(face, word) for face in fonts.faces if face.family == family)


def test_fonts_of_scripts_that_do_not_occur_are_left_out():
    assert {f.family for f in cut(ENGLISH, lang="en").faces} == {"Reportgen Serif", "Reportgen Sans"}


def test_rare_characters_come_from_the_sans_behind_the_serif():
    fonts = cut("㐂Я")
    assert printed_by(fonts, "㐂") == "Reportgen Sans Han"
    assert printed_by(fonts, "Я") == "Reportgen Serif"


def test_a_theme_of_one_voice_gets_the_fonts_of_that_voice():
    serif = replace(THEME, heading=THEME.body)
    assert {f.family for f in cut(CHINESE, theme=serif).faces} == {"Reportgen Serif", "Reportgen Serif Han"}


def test_each_face_is_static_truetype_of_its_weight_without_the_original_names():
    for face in cut(CHINESE, "สำ").faces:
        font = TTFont(io.BytesIO(face.data))
        assert "glyf" in font and "fvar" not in font and "gvar" not in font
        assert font["OS/2"].usWeightClass == face.weight
        assert {record.nameID for record in font["name"].names} & set(range(1, 26)) <= {13, 14}
        assert {*map(ord, face.characters)} <= {*font.getBestCmap()}


def test_bold_and_italic_are_drawings_of_their_own():
    faces = {(f.weight, f.italic): f for f in cut("a", lang="en").faces if f.family == "Reportgen Serif"}
    assert set(faces) == {(400, False), (700, False), (400, True)}
    widths = {key: TTFont(io.BytesIO(f.data))["hmtx"].metrics[TTFont(io.BytesIO(f.data)).getBestCmap()[ord("a")]]
              for key, f in faces.items()}
    assert len(set(widths.values())) == 3


def test_a_space_stands_in_every_cut():
    assert all(" " in face.characters for face in cut(CHINESE + "ไทย ").faces)


def test_the_same_document_gives_the_same_bytes_in_any_process():
    code = ("import hashlib, sys; sys.path.insert(0, sys.argv[1]); import test_fonts as t; from reportgen.writers.fonts"
            " import woff2; f = t.cut(t.CHINESE + t.ENGLISH).faces; h = hashlib.sha256(b''.join(x.data + woff2(x) "
            "for x in f)); print(h.hexdigest(), *(x.family for x in f))")
    seen = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Shanghai")):
        done = subprocess.run([sys.executable, "-c", code, os.path.dirname(__file__)], capture_output=True, text=True,
                              check=True, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone})
        seen.add(done.stdout)
    assert len(seen) == 1 and "Reportgen Serif Han" in seen.pop()


def test_woff2_holds_the_same_font_in_fewer_bytes():
    faces = cut(CHINESE).faces
    for face in faces:
        plain, packed = TTFont(io.BytesIO(face.data)), TTFont(io.BytesIO(woff2(face)))
        assert packed.flavor == "woff2"
        order = list(packed.reader.tables)
        assert order.index("loca") == order.index("glyf") + 1, "as the format demands"
        assert set(plain.keys()) == set(packed.keys())
        for table in ("glyf", "loca", "cmap", "hmtx", "GPOS"):
            assert table not in plain or plain.getTableData(table) == packed.getTableData(table)
    assert sum(len(woff2(f)) for f in faces) < 0.75 * sum(len(f.data) for f in faces)


@pytest.mark.parametrize("name", ["NotoSerifSC-Regular.ttf", "NotoSerifSC-Bold.ttf"])
def test_the_shipped_serif_has_gb2312_and_the_table_of_general_standard_characters(name):
    with files("reportgen.fonts").joinpath(name).open("rb") as file:
        have = set(TTFont(file).getBestCmap())
    pairs = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    level = {ord(c) for pair in pairs if (c := pair.decode("gb2312", "ignore"))}
    assert len(level) == 6763 and level <= have
    assert {*map(ord, "昇喆堃犇瞭镕甪㑇㛃䶮𫖯𬭩𬶠")} <= have           # of the table's third level, not of GB 2312
    assert {*map(ord, "，。、；：？！“”‘’（）《》【】—…·〔〕①⑩％℃")} <= have


def test_what_the_kai_lacks_the_serif_prints():
    fonts = cut("案劐A。", theme=load_theme("jianbao"))
    assert printed_by(fonts, "案", "kai") == "Reportgen Kai Han"
    assert printed_by(fonts, "劐", "kai") == "Reportgen Serif Han"
    assert printed_by(fonts, "A", "kai") == "Reportgen Serif"
    assert fonts.labels == "sans"
    assert cut("案", theme=load_theme("official")).labels == "serif"
    assert not any("Kai" in face.family for face in cut("案").faces), "only where a theme asks for it"
