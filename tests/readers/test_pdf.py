"""Words are read from a PDF by its structure tree; the files here come from plain HTML, as others may write it."""

import io
import re
import warnings

import pytest

from reportgen.document.nodes import Document, Meta, Paragraph, Text
from reportgen.readers.letters import BLURRED
from reportgen.readers.pdf import LINE_END, PAGE_END, read_words
from reportgen.writers.fonts import fonts_for
from reportgen.writers.html.look import font_faces
from reportgen.writers.pdf.fontconfig import no_system_fonts
from reportgen.writers.pdf.mends.tags import repaired_tags
from reportgen.writers.theme import load_theme

pytestmark = pytest.mark.needs("pango")
LETTERS = "".join(map(chr, range(32, 127)))


@pytest.fixture(scope="module")
def pdf():
    """A function from the body of an HTML file, and CSS, to a tagged PDF."""
    theme = load_theme("modern")
    fonts = fonts_for(Document(Meta("r", "en", "t", "1", "2016-04-30"), (Paragraph((Text(LETTERS),)),)), theme)
    face = font_faces(fonts, "font/ttf", lambda face: face.data) + "html{font-family:'Reportgen Sans'}"

    def make(body, css=""):
        with no_system_fonts():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                from weasyprint import HTML

            style = f"<style>{face}@page{{size:100mm 60mm;margin:10mm}}{css}</style>"
            html = f"<html lang=en><title>t</title>{style}{body}</html>"
            with repaired_tags() as finisher:
                return HTML(string=html).write_pdf(pdf_variant="pdf/ua-1", finisher=finisher)

    return make


def read(data):
    return [(unit.role, re.sub(" +", " ", unit.text)) for unit in read_words(data)]


def test_lines_end_where_they_end_on_paper_and_hyphens_of_the_text_stay(pdf):
    (unit,) = read_words(pdf("<p style='width:11mm'>well-known words"))
    assert unit.text.replace(LINE_END, "|") == "well-|known|words"


def test_white_space_between_pieces_of_a_line_is_read(pdf):
    assert read(pdf("<p>a <b>b</b> <i>c</i><sup>1</sup> d")) == [("p", "a b c1 d")]


def test_a_paragraph_over_two_pages_is_one(pdf):
    words = " ".join(f"w{i}" for i in range(300))
    ((role, text),) = read(pdf(f"<p>{words}"))
    assert role == "p" and text.replace(LINE_END, " ").split() == words.split()


def test_page_heads_and_repeated_table_heads_are_not_read(pdf):
    rows = "".join(f"<tr><td>r{i}" for i in range(40))
    data = pdf(f"<table><thead><tr><th>Head</thead><tbody>{rows}</table>", "@page{@top-left{content:'Top'}}")
    assert read(data) == [("th", "Head"), *(("td", f"r{i}") for i in range(40))]


def test_list_numbers_are_read_and_bullets_are_not(pdf):
    assert read(pdf("<ol><li>a<li>b</ol><ul style='list-style-type:\"- \"'><li>c</ul>")) == [
        ("li", "1. a"), ("li", "2. b"), ("li", "c")]


def test_footnotes_are_moved_to_the_end(pdf):
    css = ".footnote{float:footnote}.footnote::footnote-marker{content:'1 '}.footnote::footnote-call{content:'1'}"
    assert read(pdf("<p>a<span class=footnote>note</span> b<p>c", css)) == [
        ("p", "a1 b"),
        ("p", "c"),
        ("note", "1 note"),
    ]


def test_a_figure_is_its_alternative(pdf):
    svg = ("<svg xmlns='http://www.w3.org/2000/svg' width='50' height='20'><title>t</title><desc>All</desc>"
           "<text y='10'>8</text></svg>")
    assert read(pdf(f"<figure><div>{svg}</div><figcaption>cap</figcaption></figure>")) == [
        ("figure", "All"),
        ("caption", "cap"),
    ]


def test_a_file_without_tags_is_refused():
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    buffer = io.BytesIO()
    document.save(buffer)
    with pytest.raises(ValueError, match="structure"):
        read_words(buffer.getvalue())


# --- what can be seen ---------------------------------------------------------------------------------------------

HIDDEN = {
    "white on white": "<span style='color:#fff'>gone</span>",
    "pale on pale": "<span style='background:#eee;color:#eaeaea'>gone</span>",
    "beyond the right edge": "<span style='position:absolute;left:95mm'>gone</span>",
    "beyond the left edge": "<span style='position:absolute;left:-60mm'>gone</span>",
    "above the page": "<span style='position:absolute;top:-30mm'>gone</span>",
    "below the page": "<span style='position:absolute;top:80mm'>gone</span>",
    "clipped": "<span style='display:inline-block;height:0;width:20mm;overflow:hidden'>gone</span>",
    "covered": "<span style='position:relative'>gone<span style='position:absolute;top:-2mm;left:-2mm;width:30mm;"
               "height:9mm;background:#fff'></span></span>",
    "transparent": "<span style='opacity:0'>gone</span>",
}


@pytest.mark.parametrize("how", HIDDEN)
def test_words_that_nobody_sees_are_not_read(pdf, how):
    ((_, text),) = read(pdf(f"<p>kept {HIDDEN[how]}"))
    assert text.startswith("kept") and "gone" not in text


def test_words_that_are_cut_are_read_as_far_as_they_are_seen(pdf):
    ((_, text),) = read(pdf("<p style='width:20mm;overflow:hidden;white-space:nowrap'>here and then no more of it"))
    assert text.startswith("here and") and "more" not in text


def test_words_drawn_over_one_another_are_not_read(pdf):
    units = read(pdf("<p style='margin:0'>first words<p style='margin:-1.2em 0 0'>other words"))
    assert len(units) == 2 and all(BLURRED in text for _, text in units)


@pytest.mark.parametrize("css", ["line-height:1", "line-height:.9;font-style:italic", "letter-spacing:-.3pt"])
def test_words_close_to_one_another_are_read(pdf, css):
    body = f"<p style='width:30mm;{css}'>fjord <b>gypsy</b><sup>jy</sup> <i>fluff</i>(f) <sub>lj</sub>quick"
    ((_, text),) = read(pdf(body))
    assert text.replace(LINE_END, "") == "fjord gypsyjy fluff(f) ljquick"


def test_a_unit_knows_the_page_it_begins_on_and_where_pages_end(pdf):
    words = " ".join(f"w{i}" for i in range(150))
    first, second = read_words(pdf(f"<p>{words}<p>end"))
    assert first.page == 1 and second.page > 1
    assert first.text.count(PAGE_END) == second.page - 1


@pytest.mark.parametrize("size", [3, 4, 5, 6.3])
def test_thin_and_small_letters_are_seen(pdf, size):
    words = "a–b, c. l|i 1; —'x'· -"
    body = "".join(f"<p style='margin:0 0 {step / 7:.2f}pt'>{words}" for step in range(7))
    units = read(pdf(body, f"html{{font-size:{size}pt;color:#767676}}"))
    assert units == [("p", words)] * 7


def test_a_line_ends_though_the_next_one_begins_further_right(pdf):
    ((_, text),) = read(pdf("<p style='padding-left:30mm;text-indent:-30mm'>a<br>b <b>c</b><sub>d</sub><sup>e</sup>"))
    assert text == f"a{LINE_END}b cde"
