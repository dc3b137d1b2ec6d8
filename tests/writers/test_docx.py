"""The Word file says what the tree says, and is a sound, reproducible package that Word's rules allow."""

import hashlib
import io
import os
import re
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reportgen.diagnostics import ReportgenError, Span
from reportgen.document.nodes import (
    Callout, Cell, Chart, Citation, Claim, Column, Document, Emphasis, FactText, Heading, KeyFigure, KeyFigures,
    Language, LineBreak, Link, List, Masthead, Meta, Note, PageBreak, Paragraph, Picture, Point, Quote, Reference, Row,
    Series, Strong, Subscript, Superscript, Table, Text, Timeline, TimelineEntry,
)
from reportgen.document.resolve import resolve
from reportgen.document.sound import DEEPEST
from reportgen.document.walk import blocks, contents, inlines, text_units
from reportgen.locales import words
from reportgen.readers.docx import words as docx_reader
from reportgen.readers.docx.words import read_words
from reportgen.writers.docx import write
from reportgen.writers.docx.navigation.anchors import bookmark_names
from reportgen.writers.fonts import Fonts, fonts_for
from reportgen.writers.theme import load_theme

MODERN = load_theme("modern")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HAN = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"


# --- a briefing with every node, in both languages ----------------------------------------------------------------

def say(*content):
    return tuple(Text(c) if isinstance(c, str) else c for c in content)


def p(*content, **more):
    return Paragraph(say(*content), **more)


def th(*content, **more):
    return Cell(say(*content), head=True, **more)


def td(*content, **more):
    return Cell(say(*content), **more)


def a_png(width=120, height=60):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    pixels = zlib.compress(b"".join(b"\0" + b"\x12\x40\x6b" * width for _ in range(height)))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


AN_SVG = (b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="80"><rect width="300" height="80" '
          b'fill="#eef3f8"/><circle cx="60" cy="40" r="24" fill="#c0762b"/></svg>')


def fact(name, text):
    return FactText(name, text)


def cite(place):
    return Citation((("gms2016", place),))


def chart(names, categories, **more):
    cases = Series(names[0], tuple(Point(v, t) for v, t in (("8919", "8,919"), ("2688", "2,688"))), names[2])
    people = Series(names[1], tuple(Point(v, t) for v, t in (("10164", "10,164"), ("3256", "3,256"))), names[2])
    return Chart("column", categories, (cases, people), id="fig-cases", **more)


def english():
    return (
        Masthead("FOR TRAINING USE", "Example Office for Regional Affairs", "Drug Control in the Greater Mekong",
                 "What one government says it has done, 1993–2015",
                 (("No.", say("1")), ("Date", say("30 April 2016")), ("Period covered", say("1993 to March 2015")),
                  ("Distribution", say("Registry; ", Emphasis(say("regional desks")))))),
        Callout("caveat", say("One source, its own work"), (p(
            "The only source is a government describing its own work. Nothing was verified independently",
            Note(say("The page names neither author nor publisher; see ",
                     Link(say("the UN's own pages"), "https://www.unodc.org/?a=1&b=2"), ". ",
                     fact("waterway_2.seizures", "295.5 tonnes"), " is read as “about”.")), "."),)),
        Callout("bottom-line", say("Bottom line"), (p(
            "Joint policing on the river grew: ", fact("waterway_2.cases", "8,919 cases"), " were broken in ",
            fact("waterway_2.when", "two months of 2015"), ", by four countries together ", cite("¶11"), "."),
            List(((p("Money followed."),), (p("Independent measures did not."),))))),
        KeyFigures((
            KeyFigure(say(fact("waterway_2.cases", "8,919")), say("cases in the second operation"),
                      say("four countries together")),
            KeyFigure(say(fact("waterway_2.suspects", "10,164")), say("suspects arrested")),
            KeyFigure(say(fact("waterway_2.precursors", "≈295.5 t")), say("precursor chemicals seized"), say("2015")),
            KeyFigure(say(fact("unodc_contribution", "USD 1 million")), say("a year to UNODC"), say("as of 2016")),
            KeyFigure(say(fact("substitution.area", "3.5 million mu")), say("under substitute crops")),
        )),
        Heading(1, say("Key judgements")),
        Claim((p("The mechanism ", Strong(say("endured")), " because each party kept its own police."),
               p("It is likely to continue.")), "moderate", "Confidence: moderate"),
        Claim((p("Figures of this kind reward volume."), List(((p("cases"),), (p("arrests"),)), ordered=True)), "low",
              "Confidence: low"),
        Heading(1, say("Law enforcement"), id="enforcement"),
        p("A lead paragraph: CO", Subscript(say("2")), " and 10", Superscript(say("6")), " & <angles> \"quotes\".",
          style="lead"),
        p("As ", Reference("tbl-operations"), " and ", Reference("fig-cases"), " show, ",
          fact("waterway_2.cases", "8,919 cases"), " came with ", fact("waterway_2.suspects", "10,164 suspects"),
          ". The operation was called ", Language(say("“平安航道”"), "zh-CN"), " (", Emphasis(say("safe waterway")),
          ")", Note(say("In Lao script: ", Language(say("ແມ່ນ້ຳຂອງ"), "lo"), ".")), "; see ",
          Reference("enforcement"), ", ", Reference("row-vn", "the row on Viet Nam"), LineBreak(), "and below."),
        Table((Column(), Column("left"), Column("number"), Column("number"), Column("center")),
              (Row((th("Operation", rowspan=2), th("Dates", rowspan=2), th("Results", colspan=2),
                    th("Cite", rowspan=2))),
               Row((th("Cases"), th("Suspects")))),
              (Row((td("Along the river", colspan=5),), "group"),
               Row((th("Second Safe Waterway"), td("12 January to 12 March 2015"), td("8,919"), td("10,164"),
                    td(cite("¶11")))),
               Row((td("On the border", colspan=5),), "group"),
               Row((th("China and Viet Nam", rowspan=2), td("2014"), td("unknown"), td("unknown"), td(""))),
               Row((td("2015"), td("2,688"), td("3,256"), td(cite("¶12"))), id="row-vn"),
               Row((th("Both of 2015"), td(""), td("11,607"), td("13,420"), td("")), "total")),
              caption=say("Joint operations as the source reports them"),
              notes=(say("Cases and suspects are counted by the parties."),
                     say("A total over unlike operations is shown for the test only.")), id="tbl-operations"),
        chart(("Cases", "Suspects", "count"), ("Second Safe Waterway", "China–Viet Nam border"),
              caption=say("Cases and suspects, 2015"), notes=(say("Four countries; two countries."),)),
        Heading(2, say("How the work was organised")),
        List(((p("Ministers meet."), List(((p("First in Beijing."), List(((p("In May."),),))), (p("Then elsewhere."),)),
                                          ordered=True)),
              (p("Offices exchange leads."), p("A second paragraph of the same item."),
               Callout("note", (), (p("A note inside an item."),)))),),
        List(((p("Third"),), (p("Fourth"),)), ordered=True, start=3),
        List(((p("Again first"),), (Table((Column(),), (), (Row((td("a table in an item"),)),)),)), ordered=True),
        Quote((p("An inspiring word, “quoted”."), List(((p("with a point"),),))), say("The source, ", cite("¶5"))),
        PageBreak(),
        Heading(3, say("A third level")), Heading(4, say("And a fourth"), numbered=False),
        p("Small print.", style="small"),
        Picture(a_png(), "image/png", "A blue field", caption=say("A PNG"), id="pic"),
        Picture(AN_SVG, "image/svg+xml", "A circle", id="pic-svg"),
        Timeline(("When", "What happened"), (
            TimelineEntry(say("1993"), say("Memorandum signed"), say("China, Myanmar, Laos, Thailand and UNDCP.")),
            TimelineEntry(say("May 1995"), say("First ministerial meeting")),
            TimelineEntry(say("12 January to 12 March 2015"), say("Second ", Emphasis(say("Safe Waterway"))),
                          say(fact("waterway_2.cases", "8,919 cases"), "."))),
            caption=say("From memorandum to patrols"), notes=(say("Dates as the source gives them."),), id="tl"),
        Heading(1, say("Evidence")),
        evidence(("Fact", "Value", "Place", "Wording"), "8,919 cases", "1, ¶11"),
    )


def evidence(heads, value, place):
    def row(name, wording):
        return Row((th(name), td(value), td(place), td(Language(say(wording), "zh-CN"))), id=f"evidence-{name}")
    source = Row((th("gms2016"), td("gov"), td("2016"), td(Language(say("中国积极参与禁毒国际合作"), "zh-CN"))),
                 id="source-gms2016")
    return Table((Column(), Column(), Column(), Column(width=40)), (Row(tuple(th(h) for h in heads)),),
                 (row("waterway_2.cases", "案件8919起"), row("waterway_2.suspects", "嫌疑人10164名"), source),
                 style="evidence")


def chinese():
    return (
        Masthead("内部资料（示例）", "区域事务办公室（示例）", "大湄公河次区域禁毒合作简报",
                 "一国政府自述的工作：1993—2015年",
                 (("编号", say("第1期")), ("日期", say("2016年4月30日")), ("涵盖时期", say("1993年至2015年3月")),
                  ("分发", say("综合处、", Emphasis(say("区域处")), "、档案室")))),
        Callout("caveat", say("只有一个来源"), (p(
            "本简报的唯一来源是一国政府对自身工作的介绍，未经独立核实", Note(say("原文未署作者与发布单位；另见",
            Link(say("UNODC网站"), "https://www.unodc.org/"), "。“约”“余”照录。")), "。"),)),
        Callout("bottom-line", say("要点"), (p(
            "沿河联合执法明显加强：", fact("waterway_2.when", "2015年1月12日至3月12日"), "，四国共破获毒品犯罪案件",
            fact("waterway_2.cases", "8919起"), cite("¶11"), "。"),)),
        KeyFigures((
            KeyFigure(say(fact("waterway_2.cases", "8919起")), say("第二届“平安航道”行动破案"), say("四国合计")),
            KeyFigure(say(fact("waterway_2.suspects", "10164名")), say("抓获犯罪嫌疑人"), say("四国合计")),
            KeyFigure(say(fact("waterway_2.precursors", "约295.5吨")), say("缴获易制毒化学品")),
            KeyFigure(say(fact("unodc_contribution", "100万美元")), say("每年向UNODC捐资"), say("截至2016年4月")),
        )),
        Heading(1, say("主要判断")),
        Claim((p("机制得以延续，", Strong(say("关键在于")), "各方保有各自的执法权，这一点",
                 Emphasis(say("很可能ongoing持续")), "不变。"),), "moderate", "信度：中"),
        Heading(1, say("执法合作"), id="enforcement"),
        p("导语：“金三角”地区毒品形势——近年来……有所好转。", style="lead"),
        p("如", Reference("tbl-operations"), "和", Reference("fig-cases"), "所示，第二届“平安航道”（",
          Language(say("“Safe Waterway”—the second"), "en"), "）联合扫毒行动破获案件",
          fact("waterway_2.cases", "8919起"), "，抓获犯罪嫌疑人", fact("waterway_2.suspects", "10164名"),
          "，缴获冰毒片剂", fact("waterway_2.tablets", "1亿片"), "、易制毒化学品",
          fact("waterway_2.precursors", "约295.5吨"), cite("¶11"), "。行动由中国、老挝、缅甸、泰国四国共同开展，"
          "其延长期计算在内；各国分别的数字来源没有给出，不宜据此推算。"),
        Table((Column(), Column(), Column("number"), Column("number"), Column("center")),
              (Row((th("行动"), th("时间"), th("案件（起）"), th("嫌疑人（名）"), th("来源"))),),
              (Row((td("湄公河流域", colspan=5),), "group"),
               Row((th("第二届“平安航道”联合扫毒行动"), td("2015年1月12日至3月12日"), td("8919"), td("10164"),
                    td(cite("¶11")))),
               Row((td("中越边境", colspan=5),), "group"),
               Row((th("中越边境联合扫毒行动"), td("2015年"), td("2688"), td("3256"), td(cite("¶12"))), id="row-vn")),
              caption=say("来源所述联合行动成果"), notes=(say("注：不同行动的数字不相加。"),), id="tbl-operations"),
        chart(("案件", "嫌疑人", "起、名"), ("“平安航道”", "中越边境"), caption=say("2015年破获案件与抓获嫌疑人")),
        Heading(2, say("合作机制")),
        List(((p("部长级会议"), List(((p("第一届在北京举行"),), (p("其后轮流举行"),)), ordered=True)),
              (p("边境联络官办公室"),))),
        List(((p("第三项"),), (p("第四项"),)), ordered=True, start=3),
        Quote((p("世界上第一个次区域禁毒合作行动计划。"),), say("来源自述", cite("¶5"))),
        Picture(a_png(), "image/png", "蓝色图", caption=say("图片"), id="pic"),
        Timeline(("时间", "事项"), (
            TimelineEntry(say("1993年"), say("签署谅解备忘录"), say("中国、缅甸、老挝、泰国和联合国禁毒署共同签署。")),
            TimelineEntry(say("1995年5月"), say("第一届部长级会议"), say("接纳越南和柬埔寨为签字国。")),
            TimelineEntry(say("2015年1月12日至3月12日"), say("第二届“平安航道”联合扫毒行动"),
                          say("四国共破获案件", fact("waterway_2.cases", "8919起"), "。"))),
            caption=say("大事记"), id="tl"),
        Heading(1, say("证据表")),
        evidence(("事实", "数值", "位置", "来源原文"), "8919起", "第11段"),
    )


def briefing(lang, *blocks, **more):
    meta = Meta("gms", lang, {"en": "Drug Control", "zh-CN": "禁毒合作简报"}[lang], "1", "2016-04-30",
                **{"marking": {"en": "FOR TRAINING USE", "zh-CN": "内部资料（示例）"}[lang],
                   "header": {"en": "Drug control in the Greater Mekong", "zh-CN": "大湄公河次区域禁毒合作"}[lang],
                   "footer": {"en": "No. 1 · 30 April 2016", "zh-CN": "第1期 · 2016年4月30日"}[lang],
                   "author": "Example Office", **more})
    tree = blocks or {"en": english, "zh-CN": chinese}[lang]()
    return resolve(Document(meta, tree), words(lang))


def written(document):
    return write(document, MODERN, fonts_for(document, MODERN))


def wordless(document):
    """The file of a document without pictures, for which no font need be cut."""
    return write(document, MODERN, Fonts((), document.meta.lang))


def normal(text):
    return re.sub(f"(?<={HAN})\\s+(?={HAN})", "", re.sub(r"\s+", " ", text).strip())


def pairs(units):
    return [(unit.role, normal(unit.text)) for unit in units]


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def trees_of(data):
    return {name: etree.fromstring(part) for name, part in parts_of(data).items() if name.endswith((".xml", ".rels"))}


def value(element, name="val"):
    return element.get(W + name)


def repacked(data, change):
    """The package with `change` applied to the text of its parts: {name: bytes} → None."""
    parts = parts_of(data)
    change(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return buffer.getvalue()


@pytest.fixture(scope="module", params=["en", "zh-CN"])
def case(request):
    document = briefing(request.param)
    return document, written(document)


# --- it says the same ---------------------------------------------------------------------------------------------

def test_what_is_read_back_is_what_the_tree_says(case):
    document, data = case
    assert len(text_units(document)) > 80
    assert pairs(read_words(data)) == pairs(text_units(document))


LOSSES = {
    "a word": ("word/document.xml", r'(<w:t xml:space="preserve">[^<]*?)(endured)', r"\1"),
    "a digit": ("word/document.xml", r">10,164<", ">10,146<"),
    "a table cell": ("word/document.xml", r"<w:tc>(?:(?!</w:tc>).)*2,688.*?</w:tc>", ""),
    "a table row": ("word/document.xml", r'<w:tr>(?:(?!</w:tr>).)*Both of 2015.*?</w:tr>', ""),
    "a cell that another covers": ("word/document.xml", r'<w:vMerge w:val="restart"/>', '<w:vMerge w:val="continue"/>'),
    "a list item": ("word/document.xml", r"<w:p>(?:(?!</w:p>).)*>First in Beijing\..*?</w:p>", ""),
    "a list that starts elsewhere": ("word/numbering.xml", r'startOverride w:val="3"', 'startOverride w:val="1"'),
    "a number instead of a bullet": ("word/numbering.xml", r'numFmt w:val="bullet"', 'numFmt w:val="decimal"'),
    "a footnote": ("word/footnotes.xml", r'<w:footnote w:id="2">.*?</w:footnote>', ""),
    "a footnote's mark": ("word/document.xml", r'<w:footnoteReference w:id="1"/>', ""),
    "a heading's number": ("word/numbering.xml", r'(w:numId="3">.*?)(</w:num>)',
                           r'\1<w:lvlOverride w:ilvl="0"><w:startOverride w:val="2"/></w:lvlOverride>\2'),
    "a heading that is not numbered": ("word/styles.xml", r'<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>',
                                       ""),
    "a heading's level": ("word/document.xml", r'"Heading2"', '"Heading3"'),
    "a caption's label": ("word/document.xml", r">Table\u00a0<", "><"),
    "a caption's number": ("word/document.xml", r'(SEQ Table .*?<w:t xml:space="preserve">)1<', r"\1<"),
    "a text alternative": ("word/document.xml", r'descr="A blue field"', 'descr=""'),
    "a note under a table": ("word/document.xml", r"<w:p><w:pPr><w:pStyle w:val=\"TableNote\"/>.*?</w:p>", ""),
    "a confidence": ("word/document.xml", r">Confidence: low<", ">Confidence: high<"),
    "a card's note": ("word/document.xml", r">four countries together<", "><"),
    "an attribution": ("word/document.xml", r'"Attribution"', '"BodyText"'),
    "the order of two rows": ("word/document.xml", r"(<w:tr>(?:(?!</w:tr>).)*>1993<.*?</w:tr>)(<w:tr>.*?</w:tr>)",
                              r"\2\1"),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_a_loss_planted_in_the_file_is_seen(loss, english_file):
    document, data = english_file
    name, pattern, instead = LOSSES[loss]

    def plant(parts):
        before = parts[name].decode()
        after = re.sub(pattern, instead, before, count=1, flags=re.S)
        assert after != before, "the loss was not planted"
        parts[name] = after.encode()

    assert pairs(read_words(repacked(data, plant))) != pairs(text_units(document))


@pytest.fixture(scope="module")
def english_file():
    document = briefing("en")
    return document, written(document)


WORD = st.text("ab Z9.中文，“”—…&<>'\"é\u00a0", min_size=1, max_size=12)
LEAF = st.one_of(WORD.map(Text), WORD.map(lambda t: FactText("a.b", t)), st.just(LineBreak()),
                 WORD.map(lambda t: Link((Text(t),), "https://example.org/?a=1&b")))
INLINE = st.recursive(LEAF, lambda inner: st.one_of(
    *(st.lists(inner, min_size=1, max_size=3).map(lambda c, kind=kind: kind(tuple(c)))
      for kind in (Emphasis, Strong, Superscript, Subscript)),
    st.lists(inner, min_size=1, max_size=2).map(lambda c: Language(tuple(c), "en"))), max_leaves=5)
NOTE = st.lists(INLINE, min_size=1, max_size=2).map(lambda c: Note(tuple(c)))
INLINES = st.lists(st.one_of(INLINE, INLINE, INLINE, NOTE), max_size=4).map(tuple)
SHORT = st.lists(INLINE, min_size=1, max_size=2).map(tuple)
CELL = st.builds(Cell, INLINES, st.booleans())


@st.composite
def tables(draw):
    columns = draw(st.lists(st.builds(Column, st.sampled_from(("left", "center", "number"))), min_size=1, max_size=3))
    row = st.builds(Row, st.tuples(*[CELL] * len(columns)), st.sampled_from(("body", "group", "total")))
    return Table(tuple(columns), draw(st.lists(row, max_size=1).map(tuple)),
                 draw(st.lists(row, min_size=1, max_size=3).map(tuple)), draw(INLINES),
                 draw(st.lists(INLINES, max_size=2).map(tuple)), style=draw(st.sampled_from(("", "evidence"))))


PARAGRAPH = st.builds(Paragraph, INLINES, st.sampled_from(("", "lead", "small")))
BLOCK = st.recursive(st.one_of(PARAGRAPH, PARAGRAPH, tables(), st.builds(Heading, st.just(1), SHORT),
                               st.builds(KeyFigures, st.lists(st.builds(KeyFigure, SHORT, SHORT, INLINES), max_size=6)
                                         .map(tuple)),
                               st.builds(Timeline, st.tuples(WORD, WORD), st.lists(
                                   st.builds(TimelineEntry, SHORT, SHORT, INLINES), max_size=3).map(tuple), INLINES)),
                     lambda inner: st.one_of(
    st.builds(List, st.lists(st.lists(inner, max_size=3).map(tuple), max_size=3).map(tuple), st.booleans(),
              st.integers(1, 12)),
    st.builds(Quote, st.lists(inner, max_size=2).map(tuple), INLINES),
    st.builds(Callout, st.sampled_from(("bottom-line", "caveat", "note", "highlight")), INLINES,
              st.lists(inner, max_size=2).map(tuple)),
    st.builds(Claim, st.lists(inner, max_size=2).map(tuple), st.just("low"), WORD)), max_leaves=6)


@given(st.sampled_from(("en", "zh-CN")), st.lists(BLOCK, max_size=5))
@settings(max_examples=120)
def test_any_tree_is_read_back_as_it_was(lang, blocks):
    document = briefing(lang, *blocks, Paragraph((Text("."),)))
    assert pairs(read_words(wordless(document))) == pairs(text_units(document))


@pytest.mark.slow
@pytest.mark.needs("soffice")
def test_libreoffice_reads_every_word(case, program, tmp_path):
    document, data = case
    tmp_path.joinpath("briefing.docx").write_bytes(data)
    subprocess.run([program("soffice"), f"-env:UserInstallation={tmp_path.joinpath('profile').as_uri()}", "--headless",
                    "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path),
                    str(tmp_path / "briefing.docx")], check=True, capture_output=True, timeout=120)
    shown = re.sub(r"\s", "", tmp_path.joinpath("briefing.txt").read_text("utf-8-sig"))
    roles = ("td", "th", "p", "h1", "h2", "card", "callout-title")
    said = [unit for unit in text_units(document) if unit.role in roles]
    lost = [unit.text for unit in said for piece in re.split(r"\d|[\s“”\"]", unit.text) if piece not in shown]
    assert len(said) > 50
    assert lost == []


def no_figures(said):
    """Without text alternatives: LibreOffice drops those of charts."""
    return [(role, text) for role, text in said if role != "figure"]


@pytest.mark.slow
@pytest.mark.needs("soffice")
def test_words_and_bookmarks_outlive_a_save_by_libreoffice(case, program, tmp_path):
    document, data = case
    path, saved = tmp_path / "briefing.docx", tmp_path / "saved"
    path.write_bytes(data)
    subprocess.run([program("soffice"), f"-env:UserInstallation={tmp_path.joinpath('profile').as_uri()}", "--headless",
                    "--convert-to", "docx", "--outdir", str(saved), str(path)], check=True, capture_output=True,
                   timeout=120)
    again = (saved / "briefing.docx").read_bytes()
    assert no_figures(pairs(read_words(again))) == no_figures(pairs(text_units(document)))

    def bookmarks(file):
        return {value(e, "name") for tree in trees_of(file).values() for e in tree.iter(W + "bookmarkStart")}

    assert bookmarks(again) == bookmarks(data)


# --- it is a sound package ----------------------------------------------------------------------------------------

def test_word_itself_is_expected_to_open_it_cleanly(case, tmp_path):
    from openxml_audit import OpenXmlValidator
    path = tmp_path / "briefing.docx"
    path.write_bytes(case[1])
    result = OpenXmlValidator().validate(str(path))
    assert [str(problem) for problem in result.errors] == []


def test_the_auditor_does_find_faults(case, tmp_path):
    from openxml_audit import OpenXmlValidator
    path = tmp_path / "broken.docx"

    def plant(parts):
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:jc ", b"<w:jcc ", 1)

    path.write_bytes(repacked(case[1], plant))
    assert OpenXmlValidator().validate(str(path)).errors


def test_python_docx_opens_it(case):
    import docx
    document, data = case
    opened = docx.Document(io.BytesIO(data))
    assert opened.core_properties.title == document.meta.title
    assert opened.core_properties.language == document.meta.lang
    assert opened.core_properties.created.isoformat()[:10] == "2016-04-30"
    assert [p.style.name for p in opened.paragraphs[:3]] == ["Marking", "Title", "Subtitle"]
    assert len(opened.tables) > 5


def test_two_writes_give_the_same_bytes(case):
    document, data = case
    assert written(document) == data


def test_the_bytes_do_not_depend_on_the_hash_seed(case, tmp_path):
    document, data = case
    code = ("import sys; sys.path[:0] = sys.argv[2:]; import runpy; "
            "names = runpy.run_path(sys.argv[1]); import hashlib; "
            f"print(hashlib.sha256(names['written'](names['briefing']({document.meta.lang!r}))).hexdigest())")
    run = subprocess.run([sys.executable, "-c", code, __file__, *sys.path], capture_output=True, text=True, check=True,
                         env={**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Shanghai"}, cwd=tmp_path)
    assert run.stdout.strip() == hashlib.sha256(data).hexdigest()


def test_the_zip_tells_neither_time_nor_system(case):
    with zipfile.ZipFile(io.BytesIO(case[1])) as package:
        entries = package.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    names = [entry.filename for entry in entries[1:]]
    assert names == sorted(names)
    assert {(e.date_time, e.create_system) for e in entries} == {((1980, 1, 1, 0, 0, 0), 0)}


def test_every_part_has_a_type_and_every_relationship_leads_somewhere(case):
    trees, parts = trees_of(case[1]), parts_of(case[1])
    types = trees["[Content_Types].xml"]
    named = {e.get("PartName", "").lstrip("/") for e in types} | {e.get("Extension") for e in types}
    assert [n for n in parts if n not in named and n.rpartition(".")[2] not in named] == []
    reached = {"[Content_Types].xml"}
    for name in (n for n in trees if n.endswith(".rels")):
        home = PurePosixPath(name).parent.parent
        used = {a for n, tree in trees.items() if n == str(home / PurePosixPath(name).stem) for e in tree.iter()
                for k, a in e.attrib.items() if k.startswith("{http://schemas.openxmlformats.org/officeDocument/2006/rel")}
        assert used <= {relation.get("Id") for relation in trees[name]}
        reached |= {name} | {os.path.normpath(home / relation.get("Target")) for relation in trees[name]
                             if relation.get("TargetMode") != "External"}
    assert set(parts) == reached


def test_every_style_and_list_that_is_named_is_defined(case):
    trees = trees_of(case[1])
    styles = {value(s, "styleId") for s in trees["word/styles.xml"].iter(W + "style")}
    lists = {value(n, "numId") for n in trees["word/numbering.xml"].iter(W + "num")}
    named = [(e.tag, value(e)) for tree in trees.values()
             for e in tree.iter(*(W + t for t in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")))]
    assert len(named) > 200
    assert {style for _, style in named} <= styles
    assert {value(e) for tree in trees.values() for e in tree.iter(W + "numId")} <= lists


def test_every_style_the_reader_knows_is_one_the_writer_defines(case):
    styles = {value(s, "styleId") for s in trees_of(case[1])["word/styles.xml"].iter(W + "style")}
    known = {*docx_reader.ROLES, *docx_reader.SEPARATORS, *docx_reader.BOXES, "KeyFigures"}
    assert known - {"TOC1", "TOC2"} <= styles                       # which LibreOffice's own contents have


def test_tables_are_as_wide_as_their_grid_and_end_their_cells_with_a_paragraph(case):
    tables = list(trees_of(case[1])["word/document.xml"].iter(W + "tbl"))
    room = round((MODERN.page.width - MODERN.page.left - MODERN.page.right) / 25.4 * 1440)
    assert len(tables) > 5
    for table in tables:
        grid = [int(value(c, "w")) for c in table.find(W + "tblGrid")]
        assert sum(grid) == int(value(table.find(f"{W}tblPr/{W}tblW"), "w")) <= room
        for row in table.findall(W + "tr"):
            column = 0
            for cell in row.findall(W + "tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                wide = 1 if span is None else int(value(span))
                assert int(value(cell.find(f"{W}tcPr/{W}tcW"), "w")) == sum(grid[column:column + wide])
                assert cell[-1].tag == W + "p"
                column += wide
            assert column == len(grid)


def test_two_tables_never_touch(case):
    for element in trees_of(case[1])["word/document.xml"].iter(W + "tbl"):
        following = element.getnext()
        assert following is not None and following.tag == W + "p"


# --- links, facts, fields -----------------------------------------------------------------------------------------

def test_bookmarks_are_unique_and_within_words_limits(case):
    trees = trees_of(case[1])
    starts = [e for tree in trees.values() for e in tree.iter(W + "bookmarkStart")]
    ends = [value(e, "id") for tree in trees.values() for e in tree.iter(W + "bookmarkEnd")]
    names = [value(e, "name") for e in starts]
    assert len(names) > 12
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[^\W\d]\w{0,39}|_\w{0,39}", name) for name in names)
    assert sorted(value(e, "id") for e in starts) == sorted(ends) == sorted(set(ends))
    anchors = {value(e, "anchor") for tree in trees.values() for e in tree.iter(W + "hyperlink")} - {None}
    anchors |= {e.text.split()[1] for tree in trees.values() for e in tree.iter(W + "instrText")
                if e.text.split()[0] in ("REF", "PAGEREF")}
    assert len(anchors) >= 5
    assert anchors <= set(names)


def test_long_ids_and_ids_that_word_cannot_tell_apart_get_names_of_their_own():
    ids = ["tbl-a", "tbl_a", "TBL-A", "x" * 60, "x" * 60 + "y", "表-1", "2015"]
    document = briefing("en", *(p("text", id=name) for name in ids), p(fact("waterway_2.cases", "8,919")))
    names = bookmark_names(document)
    assert set(names) == {*ids, "f1_waterway_2_cases"}
    assert len({name.casefold() for name in names.values()}) == len(names)
    assert max(map(len, names.values())) <= 40
    assert bookmark_names(document) == names


def test_each_printed_fact_stands_in_its_bookmark_and_the_map_tells_which_it_is(case):
    document, data = case
    trees = trees_of(data)
    told = {row.get("bookmark"): row.get("id") for row in trees["customXml/item1.xml"] if row.get("bookmark")}
    facts = {node.mark: node for block in blocks(document.blocks) for content in contents(block)
             for node in inlines(content) if isinstance(node, FactText)}
    assert told == {mark: node.fact for mark, node in facts.items()}
    shown = {}
    for name in ("word/document.xml", "word/footnotes.xml"):
        for start in trees[name].iter(W + "bookmarkStart"):
            texts, here = [], start.getnext()
            while here.tag != W + "bookmarkEnd" or value(here, "id") != value(start, "id"):
                texts += [t.text for t in here.iter(W + "t")]
                here = here.getnext()
            shown[value(start, "name")] = "".join(texts)
    assert {mark: shown[mark] for mark in facts} == {mark: node.text for mark, node in facts.items()}


def test_a_fact_links_quietly_to_its_evidence(case):
    links = [e for e in trees_of(case[1])["word/document.xml"].iter(W + "hyperlink")
             if (value(e, "anchor") or "").startswith("_evidence")]
    assert links
    assert all(e.find(f"{W}r/{W}rPr/{W}rStyle") is None for e in links)


def test_fields_hold_a_result_and_word_is_never_asked_to_update_them(case):
    parts = parts_of(case[1])
    footer = etree.fromstring(parts["word/footer1.xml"])
    assert [e.text.strip() for e in footer.iter(W + "instrText")] == ["PAGE", "NUMPAGES"]
    kinds = [value(e, "fldCharType") for e in footer.iter(W + "fldChar")]
    assert kinds == ["begin", "separate", "end"] * 2
    assert not [name for name, part in parts.items() if b"w:dirty" in part or b"updateFields" in part]
    pattern = words(case[0].meta.lang)["page"].format(page=1, pages=1)
    assert "".join(t.text for t in footer.iter(W + "t")).endswith(pattern + case[0].meta.marking)


def test_the_marking_stands_at_the_head_and_foot_of_every_page_once(case):
    trees = trees_of(case[1])
    said = {name: "".join(t.text for t in trees[f"word/{name}.xml"].iter(W + "t"))
            for name in ("header1", "header2", "footer1")}
    meta = case[0].meta
    section = next(unit.text for unit in text_units(case[0]) if unit.role == "h1").lstrip("1 ")
    assert said["header1"] == meta.marking + meta.header + section
    assert said["header2"] == ""                      # page one's masthead bears the marking
    assert said["footer1"].count(meta.marking) == 1
    kinds = [(e.tag.rpartition("}")[2], value(e, "type")) for e in trees["word/document.xml"].iter(
        W + "headerReference", W + "footerReference")]
    assert kinds == [("headerReference", "default"), ("footerReference", "default"), ("headerReference", "first"),
                     ("footerReference", "first")]


# --- type ---------------------------------------------------------------------------------------------------------

def test_chinese_runs_ask_for_the_chinese_font_and_no_han_character_is_slanted(case):
    document, data = case
    for run in trees_of(data)["word/document.xml"].iter(W + "r"):
        text = "".join(t.text for t in run.iter(W + "t"))
        slanted = run.find(f"{W}rPr/{W}i") is not None
        assert not (slanted and re.search(HAN, text))
        fonts, lang = run.find(f"{W}rPr/{W}rFonts"), run.find(f"{W}rPr/{W}lang")
        spoken = document.meta.lang if lang is None else value(lang) or value(lang, "eastAsia")
        if re.search("[“”—…]", text):
            assert (fonts is not None and value(fonts, "hint") == "eastAsia") == spoken.startswith("zh"), text


def test_words_in_another_language_say_so(english_file):
    runs = list(trees_of(english_file[1])["word/document.xml"].iter(W + "r"))
    langs = {"".join(t.text for t in r.iter(W + "t")): dict(r.find(f"{W}rPr/{W}lang").attrib)
             for r in runs if r.find(f"{W}rPr/{W}lang") is not None}
    assert langs["“平安航道”"] == {W + "eastAsia": "zh-CN"}
    notes = etree.tostring(trees_of(english_file[1])["word/footnotes.xml"]).decode()
    assert 'w:val="lo" w:bidi="lo"' in notes


def test_the_theme_names_its_fonts_for_both_scripts(case):
    theme = trees_of(case[1])["word/theme/theme1.xml"]
    a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    for slot, face in (("majorFont", MODERN.heading), ("minorFont", MODERN.body)):
        fonts = next(theme.iter(a + slot))
        assert fonts.find(a + "latin").get("typeface") == face.word_latin
        assert fonts.find(a + "ea").get("typeface") == face.word_chinese
        assert [(f.get("script"), f.get("typeface")) for f in fonts.iter(a + "font")] == [("Hans", face.word_chinese)]
    settings_xml = trees_of(case[1])["word/settings.xml"]
    assert value(settings_xml.find(W + "themeFontLang"), "eastAsia") == "zh-CN"
    modes = {value(e, "name"): value(e) for e in settings_xml.iter(W + "compatSetting")}
    assert modes["compatibilityMode"] == "15"


def test_body_text_is_indented_by_characters_in_chinese_alone():
    def body(lang):
        styles = trees_of(wordless(briefing(lang, p("."))))["word/styles.xml"]
        return next(s for s in styles.iter(W + "style") if value(s, "styleId") == "BodyText").find(f"{W}pPr/{W}ind")
    assert value(body("zh-CN"), "firstLineChars") == "200"
    assert body("en") is None


def test_a_picture_higher_than_the_page_is_made_smaller_and_keeps_its_shape():
    data = wordless(briefing("en", Picture(a_png(30, 600), "image/png", "A tower")))
    extent = next(e for e in trees_of(data)["word/document.xml"].iter() if e.tag.endswith("}inline"))[0]
    wide, high = int(extent.get("cx")), int(extent.get("cy"))
    assert high / 36000 <= 252                                             # millimetres between A4's margins
    assert high / wide == pytest.approx(20, rel=0.02)


def test_a_long_table_repeats_its_head_and_keeps_its_rows_whole():
    rows = tuple(Row((td(f"row {n}"), td(str(n * 37)))) for n in range(1000))
    document = briefing("en", Table((Column(), Column("number")), (Row((th("Name"), th("Number"))),), rows))
    data = wordless(document)
    written_rows = list(trees_of(data)["word/document.xml"].iter(W + "tr"))
    assert len(written_rows) == 1001
    assert [r.find(f"{W}trPr/{W}tblHeader") is not None for r in written_rows] == [True] + [False] * 1000
    assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in written_rows)
    assert all(r.find(f".//{W}keepNext") is None for r in written_rows[1:])
    assert pairs(read_words(data)) == pairs(text_units(document))


def test_a_short_table_stays_with_its_caption_on_one_page():
    rows = tuple(Row((td(str(n)),)) for n in range(5))
    body = trees_of(wordless(briefing("en", Table((Column(),), (), rows, caption=say("T")))))["word/document.xml"]
    assert [r.find(f".//{W}keepNext") is not None for r in body.iter(W + "tr")] == [True] * 4 + [False]


def test_a_table_higher_than_a_third_of_a_page_may_go_over_to_the_next():
    rows = tuple(Row((td("many words " * 60),)) for _ in range(6))
    head = (Row((th("Head"),)),)
    body = trees_of(wordless(briefing("en", Table((Column(),), head, rows, caption=say("T")))))["word/document.xml"]
    assert [r.find(f".//{W}keepNext") is not None for r in body.iter(W + "tr")] == [True] + [False] * 6


def test_a_total_never_stands_alone_on_a_page():
    rows = (*(Row((td(str(n)),)) for n in range(100)), Row((td("99"),), "total"), Row((td("99"),), "total"))
    body = trees_of(wordless(briefing("en", Table((Column(),), (), rows))))["word/document.xml"]
    assert [r.find(f".//{W}keepNext") is not None for r in body.iter(W + "tr")] == [False] * 99 + [True, True, False]


def test_a_card_with_a_long_value_makes_all_values_of_its_row_smaller():
    def styles(*printed):
        cards = KeyFigures(tuple(KeyFigure(say(text), say("label")) for text in printed))
        body = trees_of(wordless(briefing("en", cards)))["word/document.xml"]
        return [value(e) for e in body.iter(W + "pStyle") if value(e).endswith("Value")]

    assert styles("8,919", "12") == ["KeyFigureValue"] * 2
    assert styles("8,919", "more than 1,200 person-times a year") == ["KeyFigureLongValue"] * 2


# --- what it refuses ----------------------------------------------------------------------------------------------

def deep(levels):
    return List(((p("in"), deep(levels - 1)),)) if levels else p("bottom")


REFUSED = {
    "unknown-style": p("a", style="fancy"),
    "unreadable-picture": Picture(b"GIF89a", "image/png", "no PNG"),
}


@pytest.mark.parametrize("rule", REFUSED)
def test_it_refuses_what_word_cannot_say(rule):
    document = briefing("en", replace(REFUSED[rule], span=Span("templates/en.md", 7, 3)))
    with pytest.raises(ReportgenError) as refused:
        wordless(document)
    assert [d.rule for d in refused.value.diagnostics] == [rule]


def test_a_link_to_nothing_is_refused():
    meta = briefing("en", p("x")).meta
    with pytest.raises(ReportgenError, match="unresolved-reference"):
        wordless(Document(meta, (p(Reference("nowhere", "Table 9", span=Span("en.md", 3, 1))),)))


def test_a_character_that_xml_cannot_hold_raises_and_is_never_dropped():
    with pytest.raises(ValueError, match=r"U\+000B"):
        wordless(briefing("en", p("a\x0bb")))


def test_lists_as_deep_as_a_document_may_have_are_written():
    document = briefing("en", deep(DEEPEST))
    assert pairs(read_words(wordless(document))) == pairs(text_units(document))
