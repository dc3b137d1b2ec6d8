"""Markdown and HTML become the same tree, and what the tree cannot say is refused at its place."""

import pytest

from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Callout,
    Emphasis,
    FactText,
    Heading,
    Language,
    Link,
    List,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Table,
    Text,
)
from reportgen.document.walk import plain
from reportgen.readers.markdown import to_markup
from reportgen.readers.marks import HeldBlocks, HeldInline, held_mark, mark_lines, without_marks
from reportgen.readers.markup import read_markup


class Page:
    """A text on its own, with two held values: a fact, and a page break."""

    styles = ("lead", "small")

    def __init__(self, lang="en"):
        self.lang = lang
        self.settings = []

    def locate(self, line, words):
        return Span("t.md", line + 1, 1)

    def typed(self, line, words):
        return ((0, self.locate(line, words)),)

    def held(self, number):
        return (HeldInline(self.fact), HeldBlocks(lambda: (PageBreak(),)))[number]

    def fact(self, setting):
        self.settings.append(setting)
        return (FactText("a.b", "8,919 cases"),)

    def picture(self, name, span):
        return name.encode(), "image/png"


FACT, BREAK = held_mark(0), held_mark(1)


def read(text, lang="en"):
    page = Page(lang)
    html, lost = to_markup(text, page.locate)
    blocks, problems = read_markup(html, page)
    return blocks, [f"{p.span.line} {p.rule}" for p in [*lost, *problems]]


def only(text, lang="en"):
    blocks, problems = read(text, lang)
    assert problems == []
    assert len(blocks) == 1
    return blocks[0]


def test_an_attribute_line_names_the_block_below_it():
    assert only("{.annex}\n# Method") == Heading(1, (Text("Method"),), annex=True)
    assert only("{#x .unnumbered}\n# Method") == Heading(1, (Text("Method"),), "x", numbered=False)
    assert only("{.lead}\nIn short.") == Paragraph((Text("In short."),), "lead")


def test_emphasis_works_next_to_chinese_punctuation():
    assert only("这是**重点。**后文", "zh-CN").content == (Text("这是"), Strong((Text("重点。"),)), Text("后文"))


@pytest.mark.parametrize("lang, text, said", [
    ("zh-CN", "第一行\n第二行", "第一行第二行"),
    ("zh-CN", "截至\n2016年", "截至2016年"),
    ("zh-CN", "*重点*\n后文", "重点后文"),
    ("en", "one\ntwo", "one two"),
    ("en", "*one* \n two", "one two"),
    ("en", "中国\n联合", "中国联合"),
    ("en", "China 中国\nand", "China 中国 and"),
])
def test_a_line_end_is_a_space_except_between_han(lang, text, said):
    assert plain(only(text, lang).content) == said


def test_a_value_alone_in_its_paragraph_becomes_its_blocks():
    assert only(BREAK) == PageBreak()


def test_a_block_value_inside_a_line_is_refused_at_its_line():
    assert read(f"Fine.\n\nSee\n{BREAK} here.")[1] == ["4 block-in-text"]


def test_a_value_learns_whether_it_starts_a_sentence_and_stands_in_a_table():
    page = Page()
    html, _ = to_markup(f"{FACT} rose. {FACT} fell, {FACT} too.\n\n| a |\n|--|\n| {FACT} |", page.locate)
    read_markup(html, page)
    assert [(s.starts_sentence, s.in_table) for s in page.settings] == [
        (True, False), (True, False), (False, False), (False, True)]


@pytest.mark.parametrize("before, starts", [
    ("Offices: etc. ", False), ("See No. ", False), ("The U.S. ", False), ("Done. ", True), ("(", True),
    ("Said (", False),
    ("“", True), ("好。“", True), ("He left.” ", True),
])
def test_a_sentence_begins_after_a_full_stop_and_not_after_an_abbreviation(before, starts):
    page = Page()
    html, _ = to_markup(f"{before}{FACT}", page.locate)
    read_markup(html, page)
    assert page.settings[0].starts_sentence is starts


def test_a_caption_and_a_footnote_are_no_cells():
    page = Page()
    html, _ = to_markup(f'{{caption="In {FACT}"}}\n| a[^n] |\n|---|\n| {FACT} |\n\n[^n]: In {FACT}', page.locate)
    read_markup(html, page)
    assert sorted((s.in_table, s.in_note) for s in page.settings) == [(False, False), (False, True), (True, False)]


def test_no_space_stands_after_a_line_break():
    assert plain(only("one  \ntwo").content) == "one\ntwo"


def test_a_footnote_stands_where_its_mark_is():
    block = only("Yes[^n] indeed.\n\n[^n]: A *small* thing.")
    assert block.content[1] == Note((Text("A "), Emphasis((Text("small"),)), Text(" thing.")))


@pytest.mark.parametrize("text, problem", [
    ("Yes.\n\n[^n]: Never referred to.", "3 unused-note"),
    ("Yes.\n\nNo[^m].", "3 unknown-note"),
    ("Yes[^n].\n\n[^n]: One.\n\n    Two.", "5 long-note"),
    ("| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |", "4 long-row"),
    ("<table><tr><td>1</td><td>2</td></tr>\n<tr><td>3</td></tr></table>", "2 ragged-table"),
    ("Fine.\n\n```\ncode\n```", "3 unknown-element"),
    ("Fine.\n\n---", "3 unknown-element"),
    ("<div>\n<script>x</script></div>", "2 unknown-element"),
    ("<p>open", "1 unbalanced-tag"),
    ("<p>one</b></p>", "1 unbalanced-tag"),
    ("{onclick=x}\nText", "2 unknown-attribute"),
    ("{capton=x}\n| a |\n|---|\n| 1 |", "2 unknown-attribute"),
    ("<p onclick='x'>Text</p>", "1 unknown-attribute"),
    ("{.huge}\nText", "2 unknown-style"),
    ("[x](javascript:alert)", "1 bad-link"),
    ("[x](file:///etc/passwd)", "1 bad-link"),
    ("![](a.png)", "1 picture-without-words"),
    ("##### Deep", "1 unknown-element"),
    ("#", "1 empty-heading"),
    ("| a | b |\n|---|---|\n| 1 | 2 |\nThe next words", "4 short-row"),
    ("One[^n].\n\n[^n]: a\n[^n]: b", "4 duplicate-note"),
    ("One[^n].\n\n[^n]: - an item", "3 long-note"),
    ("One[^n].\n\n[^n]: see[^n]", "3 note-in-note"),
    ("[Note]: this-is-lost\n\nText", "1 unused-link"),
    ("Text [](https://example.org)", "1 empty-link"),
    ("> " * 70 + "deep", "1 too-deep"),
    ("<em>" * 70 + "deep" + "</em>" * 70, "1 too-deep"),
    ("<span>kept</span>", "1 bad-attribute"),
    ("<span lang='\">'>kept</span>", "1 bad-attribute"),
    ("<p id='a b'>x</p>", "1 bad-id"),
    ("<table></table>", "1 empty-table"),
    ("<table><tr><td rowspan='3'>a</td></tr></table>", "1 ragged-table"),
    ("<table><caption>a</caption><caption>b</caption><tr><td>1</td></tr></table>", "1 said-twice"),
    ("<table><tr><td style='color:red'>a</td></tr></table>", "1 bad-attribute"),
    ("<p class='lead small'>x</p>", "1 said-twice"),
    ("<ol start='-3'><li>a</li></ol>", "1 bad-attribute"),
    ("<!--@7-->\n<u>x</u>", "2 unknown-element"),
    (f"[the {FACT}](#x)", "1 lost-source"),
    (f"![the {FACT}](a.png)", "1 lost-source"),
    ("cut \ue000\ue010", "1 broken-value"),
    ("- fine\n- <u>x</u>", "2 unknown-element"),
    ("x\n\n<div>\n<![CDAT[x]]>\n</div>", "4 unknown-element"),
    ("x\n\n<div>\n<!kept>\n</div>", "4 unknown-element"),
    ("<p>x</p>\n<p class='kept", "2 unbalanced-tag"),
    ("<p>x</p>\n<!-- kept", "2 unbalanced-tag"),
    ("x\n\n<!-- a <!-- kept -->", "3 unknown-element"),
    ("x\n\n{.lead}}}\nText", "3 unread-attributes"),
    ("| a |\n|---|\n| 1 |\n| <u>x</u> |", "4 unknown-element"),
    ("One\ntwo[^n] three\n<u>x</u>\n\n[^n]: a note", "3 unknown-element"),
    ("One[^n].\n\nTwo.\n\n[^n]: a <u>note</u>", "5 unknown-element"),
    ("<aside class='shout'>\n<p>x</p></aside>", "1 unknown-callout"),
])
def test_what_the_tree_cannot_say_is_refused_at_its_line(text, problem):
    assert read(text)[1] == [problem]


def test_tables_keep_alignment_caption_and_spans():
    table = only('{id=tbl-x caption="All of it" widths="60 40"}\n| a | b |\n|---|--:|\n| 1 | **2** |')
    assert isinstance(table, Table)
    assert [(c.align, c.width) for c in table.columns] == [("left", 60), ("number", 40)]
    assert plain(table.caption) == "All of it"
    assert [[plain(c.content) for c in row.cells] for row in table.head + table.body] == [["a", "b"], ["1", "2"]]


def test_html_says_what_markdown_says():
    html, _ = read_markup("<h2>Two</h2>\n<p>One <strong>word</strong></p><ul><li>a</li><li>b</li></ul>", Page())
    assert html == read("## Two\n\nOne **word**\n\n- a\n- b")[0]


def test_blocks_of_html_may_stand_between_markdown():
    callout = only('<aside class="callout caveat" title="Care">\n<p>One source.</p>\n</aside>')
    assert callout == Callout("caveat", (Text("Care"),), (Paragraph((Text("One source."),)),))


def test_quotes_lists_links_and_languages():
    blocks, problems = read('{by="A reader"}\n> Well said.\n\n3. three\n   - inner\n\n'
                            '[x](https://example.org/a?b=c&d) and '
                            '[y](#tbl-x) and <span lang="zh-CN">禁毒</span>')
    quote, items, line = blocks
    assert problems == []
    assert quote == Quote((Paragraph((Text("Well said."),)),), (Text("A reader"),))
    assert isinstance(items, List) and items.start == 3 and items.ordered
    assert Link((Text("x"),), "https://example.org/a?b=c&d") in line.content
    assert Reference("tbl-x", "y") in line.content
    assert Language((Text("禁毒"),), "zh-CN") in line.content


def test_data_in_a_held_value_never_becomes_markup():
    page = Page()
    page.fact = lambda setting: (Text("**bold** <b>x</b> | # no"),)
    html, _ = to_markup(f"A {FACT} b", page.locate)
    assert plain(read_markup(html, page)[0][0].content) == "A **bold** <b>x</b> | # no b"


def test_lines_keep_their_place_through_joined_pieces():
    text, places = without_marks(mark_lines("one\ntwo", 0, 7) + mark_lines("three\nfour", 1, 2))
    assert text == "one\ntwothree\nfour"
    assert places == [(0, 7), (0, 8), (1, 3)]
