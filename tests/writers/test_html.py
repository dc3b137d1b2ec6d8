"""The HTML file is one sound, self-contained page, for the desktop, the phone and those who do not see."""

import hashlib
import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from lxml import html

from reportgen.document.nodes import (
    Callout,
    Cell,
    Chart,
    Citation,
    Column,
    Document,
    Emphasis,
    FactText,
    Heading,
    KeyFigure,
    KeyFigures,
    Language,
    Link,
    List,
    Masthead,
    Meta,
    Note,
    Paragraph,
    Picture,
    Point,
    Reference,
    Row,
    Series,
    Strong,
    Table,
    Text,
    Timeline,
    TimelineEntry,
)
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.writers.fonts import fonts_for
from reportgen.writers.html import write_html
from reportgen.writers.theme import load_theme

MODERN = load_theme("modern")
LONG = "counter-narcotics-co-operation" * 4
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
                    "53de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082")


def say(*content):
    return tuple(Text(c) if isinstance(c, str) else c for c in content)


def p(*content, **more):
    return Paragraph(say(*content), **more)


def cell(*content, **more):
    return Cell(say(*content), **more)


def briefing(lang="en", **meta):
    tree = (
        Masthead(
            "EXAMPLE",
            "Example Office",
            "A title",
            "and more",
            (("No.", say("1")), ("Date", say("2016")), ("x", say("y"))),
        ),
        Callout(
            "bottom-line",
            say("Bottom line"),
            (p("a", FactText("w.cases", "8,919 cases", "", "evidence-w.cases"), " b"),),
        ),
        KeyFigures((KeyFigure(say("12"), say("of them")),) * 4),
        Heading(1, say("One <b>")),
        Heading(2, say("Two")),
        p(
            "See ",
            Reference("tbl"),
            Note(say("A ", Emphasis(say("note")))),
            Citation((("s", "¶1"),)),
            " ",
            Language(say("禁毒"), "zh-CN"),
            Link(say("out ", Strong(say("there")), FactText("w.in", "7")), "https://example.org/?a=1&b=2"),
            " ",
            LONG,
        ),
        List(((p("x"), List(((p("y"),),), True, 3)),)),
        Table(
            (Column(width=1), Column("number", 1), Column("number", 2)),
            (
                Row((cell("A", head=True, rowspan=2), cell("B", head=True, colspan=2))),
                Row((cell("B1", head=True), cell("B2", head=True))),
            ),
            (Row((cell("group", head=True, colspan=3),), "group"), Row((cell("r", head=True), cell("1"), cell(LONG)))),
            say("Operations"),
            (say("a note"),),
            "tbl",
        ),
        Timeline(("When", "What"), (TimelineEntry(say("1993"), say("signed"), say("in Beijing")),), say("Events")),
        Chart("bar", ("a", "b"), (Series("s", (Point("1", "1"), Point("2", "2")), "u"),), say("Chart"), (), "fig"),
        Picture(PNG, "image/png", "A dot", say("Dot")),
        Table(
            (Column(), Column()),
            (Row((cell("Fact", head=True), cell("Value", head=True))),),
            (Row((Cell((Reference("fact:w.cases", "cases"),), True), cell("8,919")), id="evidence-w.cases"),),
            style="evidence",
        ),
        Table(
            (Column(),),
            (Row((cell("Source", head=True),)),),
            (Row((cell("The source"),), id="source-s"),),
            style="plain",
        ),
    )
    known = Meta(
        "r", lang, 'A "title" <x>', "1", "2016-04-30", "EXAMPLE", "head", "foot & more", "Office", "What it is"
    )
    return resolve(Document(replace(known, **meta), tree), words(lang))


def page(document):
    return write_html(document, MODERN, fonts_for(document, MODERN))


@pytest.fixture(scope="module")
def written():
    return page(briefing())


@pytest.fixture(scope="module")
def tree(written):
    return html.document_fromstring(written.decode())


def test_it_needs_nothing_but_itself(written, tree):
    assert not tree.xpath("//script | //link | //iframe | //object | //embed | //base")
    assert not [
        name
        for element in tree.iter()
        if isinstance(element.tag, str)
        for name, _ in element.items()
        if name.startswith("on")
    ]
    fetched = [
        value
        for element in tree.iter()
        for name, value in element.items()
        if name in ("src", "srcset", "data", "poster")
    ]
    assert fetched and all(value.startswith("data:") for value in fetched)
    style = "".join(tree.xpath("//style/text()"))
    assert "@import" not in style
    assert {address[:5] for address in re.findall(r"url\(\"?(.{5})", style)} == {"data:"}


def test_data_does_not_become_markup(written, tree):
    assert tree.findtext(".//title") == 'A "title" <x>'
    assert b"One &lt;b&gt;" in written
    assert tree.xpath("//a[@class='out']/@href") == ["https://example.org/?a=1&b=2"]


def test_ids_are_unique_and_every_link_inside_leads_somewhere(tree):
    ids = tree.xpath("//@id")
    assert len(ids) > 10 and len(ids) == len(set(ids))
    inside = [href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")]
    assert len(inside) >= 5 and set(inside) <= set(ids)


def test_no_link_stands_in_a_link(tree):
    assert tree.xpath("//a") and not tree.xpath("//a//a")


def test_each_figure_leads_to_its_evidence_and_back(tree):
    (fact,) = tree.xpath("//a[@class='fact'][.='8,919 cases']")
    row = tree.get_element_by_id(fact.get("href")[1:])
    assert row.tag == "tr"
    assert row.xpath(".//a/@href") == [f"#{fact.get('id')}"]


def test_a_footnote_leads_to_its_mark_and_back(tree):
    (mark,) = tree.xpath("//a[@role='doc-noteref']")
    note = tree.get_element_by_id(mark.get("href")[1:])
    assert note.text_content() == "1 A note"
    assert note.xpath("./a[@role='doc-backlink']/@href") == [f"#{mark.get('id')}"]


def test_headings_follow_the_title_without_a_gap(tree):
    assert [h.tag for h in tree.xpath("//*[self::h1 or self::h2 or self::h3 or self::h4]")] == ["h1", "h2", "h3"]
    assert tree.xpath("count(//header)") == 1 and tree.xpath("count(//main)") == 1


def test_tables_have_captions_scopes_and_equal_rows(tree):
    assert tree.xpath("//caption[contains(., 'Table 1')]")
    assert tree.xpath("//thead//th[@colspan]/@scope") == ["colgroup"]
    assert set(tree.xpath("//thead//th[not(@colspan)]/@scope")) == {"col"}
    assert tree.xpath("//tr[@class='group']/th/@scope") == ["rowgroup"]
    assert tree.xpath("//td[.='1']/@class") == ["number"]


@pytest.mark.parametrize("text", ["B2", LONG])
def test_a_cell_takes_the_alignment_of_the_column_it_stands_in(tree, text):
    """B2 stands third in its row though it is the second cell, because of the span above."""
    assert tree.xpath(f"//tr/*[.='{text}']/@class")[0].split()[0] == "number"


def test_pictures_and_charts_say_what_they_show(tree):
    assert tree.xpath("//img/@alt") == ["A dot"]
    (chart,) = tree.xpath("//*[local-name()='svg']")
    assert "Chart" in chart.findtext(".//title") and "a, 1" in chart.findtext(".//desc")


def test_it_names_its_language_and_that_of_other_words(tree):
    assert tree.xpath("/html/@lang") == ["en"]
    assert tree.xpath("//span[@lang='zh-CN']/text()") == ["禁毒"]


def test_the_marking_stands_at_the_top_and_at_the_bottom(tree):
    body = [text.strip() for text in tree.find("body").itertext() if text.strip()]
    assert body[:2] == ["Skip to the text", "EXAMPLE"] and body[-1] == "EXAMPLE"
    without = briefing()
    without = replace(without, blocks=without.blocks[1:])
    body = [
        text.strip()
        for text in html.document_fromstring(page(without).decode()).find("body").itertext()
        if text.strip()
    ]
    assert body[:2] == ["Skip to the text", "EXAMPLE"] and body[-1] == "EXAMPLE"


def test_a_document_without_a_masthead_has_its_sections_at_the_first_level():
    whole = briefing()
    tree = html.document_fromstring(page(replace(whole, blocks=whole.blocks[1:])).decode())
    assert [h.tag for h in tree.xpath("//*[self::h1 or self::h2]")] == ["h1", "h2"]


@pytest.mark.parametrize(
    ("before", "held"), [("流入中国的压力上升", "升"), ("a b <cases>. ", "&lt;cases&gt;. ")]
)
def test_a_source_mark_holds_the_last_word_before_it(before, held):
    tree = resolve(Document(briefing().meta, (p("x", before, Citation((("s", "¶1"),)), "。"),)), words("en"))
    markup = page(tree).decode()
    assert f'<span class="bound">{held}<sup class="cite">' in markup
    assert html.document_fromstring(markup).xpath("string(//main/p)") == f"x{before}[1, ¶1]。"


def test_a_source_mark_holds_a_short_figure_before_it():
    tree = resolve(Document(briefing().meta, (p(FactText("a", "29条"), Citation((("s", "¶1"),))),)), words("en"))
    (held,) = html.document_fromstring(page(tree).decode()).xpath("//*[@class='bound']")
    assert held.text_content() == "29条[1, ¶1]"


def test_emphasis_in_chinese_is_never_slanted():
    style = page(briefing("zh-CN")).decode().partition("<body>")[0]
    assert re.search(r"em:lang\(zh\) \{[^}]*font-style: normal", style)


@pytest.mark.needs("chromium")
@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 390])
def test_nothing_makes_the_page_scroll_sideways_on_a_phone(tmp_path, program, width):
    (tmp_path / "page.html").write_bytes(page(briefing()))
    (tmp_path / "frame.html").write_text(
        f"<body><iframe id=f width={width} height=700 style='border:0' src='page.html'></iframe><script>onload=()=>{{"
        "const d=document.getElementById('f').contentDocument;document.title=[d.documentElement.scrollWidth,"
        "d.documentElement.clientWidth,d.querySelector('.scroll').scrollWidth].join()}</script>", "utf-8")
    command = [program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
               "--no-first-run", f"--user-data-dir={tmp_path / 'profile'}", "--allow-file-access-from-files",
               "--virtual-time-budget=4000", "--dump-dom", (tmp_path / "frame.html").as_uri()]
    dom = subprocess.run(command, capture_output=True, text=True, timeout=120, encoding="utf-8").stdout
    found = re.search(r"<title>(\d+),(\d+),(\d+)</title>", dom)
    assert found, dom[:500]
    page_width, seen, table_width = map(int, found.groups())
    assert page_width <= seen <= width
    assert table_width > seen, "the wide table scrolls in its own box"


def test_the_bytes_do_not_depend_on_the_process(tmp_path):
    code = (
        "import sys, pickle, hashlib; from reportgen.writers import WRITERS\n"
        "from reportgen.writers.fonts import fonts_for; from reportgen.writers.theme import load_theme\n"
        "d = pickle.load(open(sys.argv[1], 'rb')); t = load_theme('modern')\n"
        "print(hashlib.sha256(WRITERS['html'](d, t, fonts_for(d, t))).hexdigest())"
    )
    (tmp_path / "d").write_bytes(pickle.dumps(briefing("zh-CN")))
    digests = set()
    for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/Lima")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "d")],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            cwd=tmp_path,
        )
        digests.add(done.stdout)
    assert digests == {hashlib.sha256(page(briefing("zh-CN"))).hexdigest() + "\n"}


def test_a_link_without_words_is_none():
    tree = resolve(Document(briefing().meta, (p("a", Link(say(" "), "https://example.org/"), "b"),)), words("en"))
    assert html.document_fromstring(page(tree).decode()).xpath("//main//a") == []
