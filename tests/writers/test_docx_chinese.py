"""Chinese in Word: fonts, hints and languages by run, so that each letter stands in the font it belongs to."""

import pytest
from lxml import etree

from reportgen.document.nodes import Document, Emphasis, FactText, Language, Meta, Paragraph, Strong, Text
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.writers.docx import write
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme
from tests.packages import parts_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MODERN = load_theme("modern")


def parts(lang, *content):
    tree = Document(Meta("r", lang, "T", "1", "2016-04-30"), (Paragraph(content),))
    document = resolve(tree, words(lang))
    return parts_of(write(document, MODERN, fonts_for(document, MODERN)))


def runs(lang, *content):
    """(text, hint, lang's value, lang's eastAsia) of each run of the last paragraph."""
    body = etree.fromstring(parts(lang, *content)["word/document.xml"])
    for run in list(body.iter(W + "p"))[-1].iter(W + "r"):
        fonts, spoken = run.find(f"{W}rPr/{W}rFonts"), run.find(f"{W}rPr/{W}lang")
        langs = (None, None) if spoken is None else (spoken.get(W + "val"), spoken.get(W + "eastAsia"))
        hint = fonts is not None and fonts.get(W + "hint") == "eastAsia"
        yield "".join(t.text for t in run.iter(W + "t")), hint, *langs


def test_chinese_quotation_marks_and_dashes_take_the_chinese_font():
    assert list(runs("zh-CN", Text("“平安航道”——行动……"))) == [("“平安航道”——行动……", True, None, None)]


def test_english_quotation_marks_take_the_latin_font():
    assert list(runs("en", Text("“Safe waterway” – an operation…"))) == [
        ("“Safe waterway” – an operation…", False, None, None)]


def test_words_with_accents_keep_the_latin_font_inside_chinese():
    """With the hint Word would take their letters from the Chinese font, which has them wide or not at all."""
    assert [(text, hint) for text, hint, *_ in runs("zh-CN", Text("越南的Đặng先生在“Café”，气温21°C。"))] == [
        ("越南的", True), ("Đặng", False), ("先生在“", True), ("Café", False), ("”，气温21°C。", True)]


@pytest.mark.parametrize(("lang", "other", "said"), [
    ("zh-CN", "en", ("“One UN”", False, "en-GB", None)), ("en", "zh-CN", ("“平安航道”", True, None, "zh-CN"))])
def test_words_in_the_other_language_follow_its_rules(lang, other, said):
    inner = said[0]
    assert list(runs(lang, Text("x"), Language((Text(inner),), other)))[1] == said


def test_a_fact_of_both_scripts_keeps_the_hint_of_its_document():
    assert [hint for _, hint, *_ in runs("zh-CN", FactText("a", "约295.5吨"))] == [True]


def test_emphasis_inside_chinese_slants_the_latin_word_alone():
    content = Emphasis((Text("论Đổi mới的"),)), Strong((Text("重"),))
    body = etree.fromstring(parts("zh-CN", *content)["word/document.xml"])
    last = list(body.iter(W + "p"))[-1]
    assert ["".join(t.text for t in run.iter(W + "t")) for run in last.iter(W + "r")
            if run.find(f"{W}rPr/{W}i") is not None] == ["Đổi mới"]


@pytest.mark.parametrize(("lang", "han"), [("zh-CN", "zh-CN"), ("zh", "zh-CN"), ("zh-SG", "zh-SG"), ("en", "zh-CN")])
def test_han_characters_have_the_region_of_the_document(lang, han):
    written = parts(lang, Text("中"))
    defaults = etree.fromstring(written["word/styles.xml"]).find(f"{W}docDefaults//{W}lang")
    themed = etree.fromstring(written["word/settings.xml"]).find(f"{W}themeFontLang")
    assert (defaults.get(W + "eastAsia"), themed.get(W + "eastAsia")) == (han, han)


def test_lines_of_a_chinese_document_follow_chinese_rules():
    rules = ("kinsoku", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN")

    def normal(lang):
        styles = etree.fromstring(parts(lang, Text("中"))["word/styles.xml"])
        return [found.tag for rule in rules if (found := styles.find(f"{W}style[@{W}default='1']/{W}pPr/{W}{rule}"))
                is not None]

    assert normal("zh-CN") == [W + rule for rule in rules]
    assert normal("en") == []
    settings = etree.fromstring(parts("zh-CN", Text("中"))["word/settings.xml"])
    assert settings.find(f"{W}characterSpacingControl").get(W + "val") == "compressPunctuation"
