"""A drawn timeline says the same in every format: drawings in PDF and HTML, pictures in Word."""

import io
import zipfile
from dataclasses import replace

import page as page_validation
import pypdfium2
import pytest
from lxml import html

from reportgen.checks.parity import check_parity
from reportgen.diagnostics import ReportgenError
from reportgen.document.nodes import (
    Citation, Document, FactText, Heading, Meta, Moment, Note, Paragraph, Reference, Text, Timeline, TimelineEntry,
)
from reportgen.document.resolve import resolve
from reportgen.document.walk import facts_printed, text_units
from reportgen.locales import words
from reportgen.writers.docx import write as write_docx
from reportgen.writers.fonts import fonts_for
from reportgen.writers.html import write_html
from reportgen.writers.pdf import write_pdf
from reportgen.writers.theme import load_theme

MODERN = load_theme("modern")
MM = 72 / 25.4


def say(*content):
    return tuple(Text(c) if isinstance(c, str) else c for c in content)


def entries(count, lang):
    titles = {"en": "Joint patrol of the river by the four countries", "zh-CN": "中老缅泰湄公河联合巡逻执法"}
    years = [1993 + 23 * n // count for n in range(count)]
    return tuple(TimelineEntry((FactText(f"e{n}.when", str(year)),), say(f"{titles[lang]} {n}"),
                               (*say("By all. " if lang == "en" else "各方参加。"), Citation((("s", f"¶{n}"),))),
                               Moment(str(year), str(year))) for n, year in enumerate(years))


def document(count, lang="en", **more):
    chosen = Timeline(("When", "What"), entries(count, lang), say("Milestones"), (say("A note below."),), form="drawn",
                      **more)
    meta = Meta("r", lang, "A title", "1", "2016-04-30", "SAMPLE", "Head", "Foot", "Office", "About")
    way_back = Paragraph((Reference("fact:e0.when", "1"),))
    tree = (Heading(1, say("History")), Paragraph(say("Before it.")), chosen, way_back)
    return resolve(Document(meta, tree), words(lang))


def fonts(tree):
    return fonts_for(tree, MODERN)


def drawings(tree):
    return html.fromstring(write_html(tree, MODERN, fonts(tree))).xpath("//figure//*[local-name()='svg']")


# --- the tree -----------------------------------------------------------------------------------------------------

def test_it_counts_with_the_figures_and_says_every_entry_with_its_source_marks():
    tree = document(2)
    timeline = tree.blocks[2]
    assert timeline.label == "Figure 1"
    figure, caption = [unit for unit in text_units(tree) if unit.role in ("figure", "caption")]
    assert figure.text == ("Timeline: Milestones. 1993: Joint patrol of the river by the four countries 0. By all. "
                           "[1, ¶0] 2004: Joint patrol of the river by the four countries 1. By all. [1, ¶1]")
    assert caption.text == "Figure 1 Milestones"


def test_its_entries_are_in_order_of_time_eras_first_and_the_undated_last():
    def entry(name, *moment, era=False):
        return TimelineEntry(say(name), say(name), (), Moment(*moment), era)

    told = (entry("d", "2015-02", "2015-02"), entry("none"), entry("c", "2015", "2015"),
            entry("b", "2015", "2016", era=True), entry("a", "", "2014", "begin"),
            entry("e", "2015-02-03", "2015-02-03"))
    tree = resolve(Document(document(1).meta, (Timeline(("", ""), told, form="drawn"),)), words("en"))
    assert "".join(entry.when[0].text for entry in tree.blocks[0].entries) == "abcdenone"
    assert tree.blocks[0].entries[1].said == "Era: b: b."


def test_its_facts_are_known_and_lead_to_the_drawing():
    tree = document(3)
    assert [fact for fact in facts_printed(tree.blocks)] == ["e0.when", "e1.when", "e2.when"]
    assert tree.blocks[-1].content[0].target == tree.blocks[2].id == "figure-1"


@pytest.mark.parametrize(("told", "rule"), [
    ((), "empty-timeline"), ((TimelineEntry(say("2001"), say("x", Note(say("y")))),), "note-in-drawing")])
def test_what_cannot_be_drawn_is_refused(told, rule):
    with pytest.raises(ReportgenError) as refused:
        resolve(Document(document(1).meta, (Timeline(("", ""), told, form="drawn"),)), words("en"))
    assert [problem.rule for problem in refused.value.diagnostics] == [rule]


# --- formats ------------------------------------------------------------------------------------------------------

@pytest.mark.needs("pango")
@pytest.mark.parametrize(("count", "lang"), [(3, "en"), (120, "zh-CN")])
def test_every_format_says_it_and_the_pdf_is_accessible(count, lang):
    tree = document(count, lang)
    outputs = {"html": write_html(tree, MODERN, fonts(tree)), "docx": write_docx(tree, MODERN, fonts(tree)),
               "pdf": write_pdf(tree, MODERN, fonts(tree))}
    assert check_parity(tree, outputs) == []
    report = page_validation.validate_pdf_bytes(outputs["pdf"], profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [str(failure) for failure in report.failures]
    file = pypdfium2.PdfDocument(outputs["pdf"])
    said = "".join(page.get_textpage().get_text_bounded() for page in file)
    assert len(file) == (1 if count == 3 else len(file)) and len(file) <= 8
    last = entries(count, lang)[-1].title[0].text
    assert "".join(last.split()) in "".join(said.split())              # words, not pictures of words


@pytest.mark.needs("pango")
@pytest.mark.parametrize("title", [
    "MINISTRY OF COMMERCE AND WATERWAYS, MEKONG COMMISSION " * 4, "第二届“平安航道”联合扫毒行动" * 9, "iIl.," * 50])
def test_no_letter_leaves_the_text_of_the_page(title):
    tree = document(1)
    wide = replace(entries(1, "en")[0], title=say(title))
    tree = resolve(replace(tree, blocks=(Timeline(("", ""), (wide,), form="drawn"),)), words("en"))
    text = pypdfium2.PdfDocument(write_pdf(tree, MODERN, fonts(tree)))[0].get_textpage()
    edges = [text.get_charbox(n)[2] for n in range(text.count_chars())]
    assert max(edges) <= (MODERN.page.width - MODERN.page.right) * MM + 1


def test_html_has_drawings_with_title_and_description():
    found = drawings(document(3))
    assert len(found) == 1
    title, description = found[0][0], found[0][1]
    assert title.text == "Figure 1 Milestones" and description.text.startswith("Timeline: Milestones. 1993: Joint")
    assert found[0].get("aria-labelledby").split() == [title.get("id"), description.get("id")]


def test_html_has_one_drawing_below_the_other_where_it_is_long_with_ids_of_their_own():
    found = drawings(document(120))
    ids = [element.get("id") for drawing in found for element in drawing.iter() if element.get("id")]
    assert len(found) > 4 and len(ids) == 2 * len(found) == len(set(ids))
    assert all("(continued)" in drawing[0].text for drawing in found[1:])


@pytest.mark.parametrize(("count", "pictures"), [(3, 1), (120, None)])
def test_word_has_a_picture_of_each_drawing(count, pictures):
    tree = document(count)
    file = zipfile.ZipFile(io.BytesIO(write_docx(tree, MODERN, fonts(tree))))
    media = [name for name in file.namelist() if name.startswith("word/media/")]
    assert len(media) == (pictures or len(drawings(tree)))
    assert file.read(media[0]).startswith(b"\x89PNG")
    assert file.read("word/document.xml").decode().count("descr=") == 2 * len(media)       # of shapes, of the picture


def test_the_same_entries_as_a_table_are_as_they_were():
    tree = document(2)
    table = replace(tree.blocks[2], form="table", label="", id="", alt="")
    units = text_units(resolve(replace(tree, blocks=(table,)), words("en")))
    assert [unit.role for unit in units] == ["caption", "th", "th", "th", "td", "th", "td", "table-note"]
    assert units[0].text == "Table 1 Milestones"
