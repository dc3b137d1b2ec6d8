"""A PDF costs no more than it must: each test names what else would be done again and again, or held too long."""

import gc

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.document.nodes import Document, Meta, Paragraph, Text
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.writers.fonts import fonts_for
from reportgen.writers.pdf import markup, write_pdf
from reportgen.writers.pdf.fontconfig import address
from reportgen.writers.pdf.memory import SELDOM, seldom_collected
from reportgen.writers.pdf.mends.pages import pages_listed_once
from reportgen.writers.theme import load_theme, themes

pytestmark = pytest.mark.needs("pango")
WORDS = "Words in Latin, 四国开展“平安航道”行动, ภาษาไทย, မြန်မာ, ភាសាខ្មែរ."


def document(text=WORDS):
    return resolve(Document(Meta("r", "zh-CN", "题目", "1", "2016-04-30"), (Paragraph((Text(text),)),)), words("zh-CN"))


def listed_again(pdf):
    return pdf.page_references is not pdf.page_references


def test_the_pages_of_a_pdf_are_listed_once_and_anew_when_there_are_more():
    import pydyf

    pdf = pydyf.PDF()
    pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
    assert listed_again(pdf), "pydyf keeps the list itself: the mend can go"
    with pages_listed_once():
        assert not listed_again(pdf) and len(pdf.page_references) == 1
        pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
        assert not listed_again(pdf) and len(pdf.page_references) == 2
    assert listed_again(pdf)


@pytest.mark.parametrize("name", themes())
def test_fonts_are_not_in_the_style_sheet_and_each_has_an_address_of_its_own(name):
    theme = load_theme(name)
    fonts = fonts_for(document(), theme)
    page = markup(document(), theme, fonts)
    addresses = [address(face) for face in fonts.faces]
    assert len(addresses) > 5 and len(set(addresses)) == len(addresses)
    assert all(f'url("{one}")' in page for one in addresses) and "base64" not in page


def test_garbage_is_looked_for_seldom_while_a_pdf_is_made_and_as_before_after_it():
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() == SELDOM != before
    write_pdf(document(), load_theme("modern"), fonts_for(document(), load_theme("modern")))
    assert gc.get_threshold() == before


def test_so_it_is_after_a_pdf_that_was_refused():
    before = gc.get_threshold()
    with pytest.raises(ReportgenError), seldom_collected():
        raise ReportgenError
    assert gc.get_threshold() == before
