"""How headings are numbered: in decimals, and as Chinese papers are."""

import pytest

from reportgen.document.contents import with_contents
from reportgen.document.nodes import Document, Heading, Masthead, Meta, Paragraph, Reference, Text
from reportgen.document.numbering import han, headed
from reportgen.document.resolve import resolve
from reportgen.document.walk import text_units
from reportgen.locales import words
from reportgen.writers import WRITERS
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme

SAID = {1: "机制", 2: "执法", 3: "巡逻", 4: "船只"}


def heading(level, id="", **more):
    return Heading(level, (Text(SAID[level]),), id=id, **more)


TREE = (Masthead("", "", "简报", "", ()), heading(1), heading(2), heading(1), heading(2), heading(2),
        heading(3, "patrols"), heading(4), heading(4, "boats"),
        Paragraph(tuple(Reference(to) for to in ("patrols", "boats", "annex", "below"))),
        heading(1, "annex", annex=True), heading(2, "below"))


def document(numbering, lang="zh-CN"):
    return resolve(Document(Meta("r", lang, "A", "1", "2016-04-30"), TREE), words(lang), numbering)


def headings(numbering):
    return [unit.text for unit in text_units(document(numbering)) if unit.role.startswith("h")]


def test_chinese_numbers_bring_their_own_mark_and_stand_close_to_the_words():
    assert headings("chinese") == ["一、机制", "（一）执法", "二、机制", "（一）执法", "（二）执法", "1.巡逻",
                                   "(1)船只", "(2)船只", "附录A 机制", "A.1 执法"]


def test_decimal_numbers_are_set_apart():
    assert headings("decimal") == ["1 机制", "1.1 执法", "2 机制", "2.1 执法", "2.2 执法", "2.2.1 巡逻", "2.2.1.1 船只",
                                   "2.2.1.2 船只", "附录A 机制", "A.1 执法"]


@pytest.mark.parametrize(("numbering", "said"), [
    ("chinese", ["第二部分（二）1", "第二部分（二）1(2)", "附录A", "第A.1节"]),
    ("decimal", ["第2.2.1节", "第2.2.1.2节", "附录A", "第A.1节"])])
def test_a_reference_names_the_whole_way_to_its_heading(numbering, said):
    paragraph = next(block for block in document(numbering).blocks if isinstance(block, Paragraph))
    assert [node.text for node in paragraph.content] == said


def test_ids_are_the_same_however_headings_are_numbered():
    decimal, chinese = ([block.id for block in document(numbering).blocks if isinstance(block, Heading)]
                        for numbering in ("decimal", "chinese"))
    assert decimal == chinese and decimal[:3] == ["s-1", "s-1-1", "s-2"]


def test_the_list_of_contents_has_the_numbers_of_the_headings():
    listed = [unit.text for unit in text_units(with_contents(document("chinese"), words("zh-CN")))
              if unit.role == "contents-entry"]
    assert listed == ["一、机制", "（一）执法", "二、机制", "（一）执法", "（二）执法", "附录A 机制", "A.1 执法"]


def test_a_theme_numbers_only_chinese_documents_in_chinese():
    jianbao = load_theme("jianbao")
    assert (jianbao.numbering_in("zh-CN"), jianbao.numbering_in("en")) == ("chinese", "decimal")
    assert load_theme("modern").numbering_in("zh-CN") == "decimal"


@pytest.mark.parametrize(("n", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"),
                                         (99, "九十九"), (100, "100")])
def test_han_counts_as_people_do(n, said):
    assert han(n) == said


def test_a_number_without_a_mark_of_its_own_is_set_apart():
    assert (headed("", "a"), headed("2.1", "a"), headed("（一）", "甲")) == ("a", "2.1 a", "（一）甲")


@pytest.mark.needs("pango")
def test_the_bookmarks_of_a_pdf_have_the_numbers_of_the_headings():
    import pypdfium2

    tree, theme = document("chinese"), load_theme("jianbao")
    pdf = pypdfium2.PdfDocument(WRITERS["pdf"](tree, theme, fonts_for(tree, theme)))
    above_the_fourth_level = [said for said in headings("chinese") if not said.startswith("(")]
    assert [mark.get_title() for mark in pdf.get_toc()] == above_the_fourth_level
