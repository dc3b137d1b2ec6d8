"""A table of contents: the same lines in every format, page numbers in the PDF alone."""

import re
from io import BytesIO

import pypdfium2
import pytest
from docx import Document as WordFile
from docx.oxml.ns import qn
from lxml import html

from reportgen.checks.parity import check_parity
from reportgen.document.contents import with_contents
from reportgen.document.nodes import Contents, Document, Heading, Masthead, Meta, PageBreak, Paragraph, Text
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.writers import WRITERS
from reportgen.writers.fonts import fonts_for
from reportgen.writers.length import complete, pages
from reportgen.writers.theme import load_theme

MODERN = load_theme("modern")


def tree(*blocks, lang="en"):
    meta = Meta("case", lang, "A report", "1", "2016-04-30")
    return resolve(Document(meta, (Masthead("", "", "A report", "", ()), *blocks)), words(lang))


def section(title, level=1):
    return Heading(level, (Text(title),))


def paragraph(length):
    return Paragraph((Text("words " * length),))


THREE = (section("Where it began"), PageBreak(), section("What was done"), section("At home", 2), PageBreak(),
         section("What is left"))


@pytest.fixture(scope="module")
def outputs():
    document = with_contents(tree(*THREE), words("en"))
    fonts = fonts_for(document, MODERN)
    made = {name: writer(document, MODERN, fonts) for name, writer in WRITERS.items()}
    assert check_parity(document, made) == []
    return made


def test_the_pdf_prints_the_page_of_each_heading(outputs):
    text = pypdfium2.PdfDocument(outputs["pdf"])[0].get_textpage().get_text_range()
    found = re.findall(r"([A-Z][a-z ]+?)[. ]+(\d)\s", text.partition("Contents")[2])
    assert found[:4] == [("Where it began", "1"), ("What was done", "2"), ("At home", "2"), ("What is left", "3")]


def test_its_lines_lead_to_the_headings_in_html(outputs):
    root = html.document_fromstring(outputs["html"])
    links = root.xpath("//nav[@class='contents']//a")
    assert [link.text for link in links] == ["1 Where it began", "2 What was done", "2.1 At home", "3 What is left"]
    assert all(root.get_element_by_id(link.get("href")[1:]).tag in ("h2", "h3") for link in links)


def test_its_lines_have_the_styles_of_word_itself(outputs):
    body = WordFile(BytesIO(outputs["docx"])).element.body
    control = next(body.iter(qn("w:sdt")))                    # python-docx itself passes over content controls
    found = [(p.style, said) for p in control.iter(qn("w:p")) if (said := "".join(r.text for r in p.iter(qn("w:r"))))]
    assert found == [("TOCHeading", "Contents"), ("Toc1", "1\tWhere it began"), ("Toc1", "2\tWhat was done"),
                     ("Toc2", "2.1\tAt home"), ("Toc1", "3\tWhat is left")]


def test_it_stands_behind_the_masthead():
    kinds = [type(block) for block in with_contents(tree(*THREE), words("en")).blocks]
    assert kinds[:3] == [Masthead, Contents, Heading]


def test_a_document_of_two_headings_gets_none():
    document = tree(section("One"), section("Two"))
    assert with_contents(document, words("en")) == document


def test_where_there_would_be_more_than_sixty_lines_only_sections_are_listed():
    many = [section(f"Section {n}", level) for n in range(31) for level in (1, 2)]
    contents = with_contents(tree(*many), words("en")).blocks[1]
    assert len(contents.entries) == 31 and {entry.level for entry in contents.entries} == {1}


@pytest.mark.parametrize(("lang", "text"), [("en", "These words fill a line and go on into the next one. " * 12),
                                            ("zh-CN", "这些字占满一行，然后接着排到下一行。" * 14)])
def test_the_estimate_of_pages_is_near_what_the_pdf_has(lang, text):
    blocks = [block for n in range(8) for block in (section(f"Title {n}"), *[Paragraph((Text(text),))] * 9)]
    document = tree(*blocks, lang=lang)
    made = WRITERS["pdf"](document, MODERN, fonts_for(document, MODERN))
    assert abs(pages(document, MODERN) - len(pypdfium2.PdfDocument(made))) <= 1


def test_only_a_document_as_long_as_the_theme_says_gets_one():
    short, long = (tree(*[b for n in range(6) for b in (section(f"Title {n}"), paragraph(size))])
                   for size in (40, 1500))
    assert complete(short, MODERN) == short
    assert isinstance(complete(long, MODERN).blocks[1], Contents)
