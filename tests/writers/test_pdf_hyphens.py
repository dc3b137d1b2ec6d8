"""English words are divided at line ends where that helps, told to be so, and copied whole."""

import subprocess
from dataclasses import replace
from itertools import pairwise

import page as page_validation
import pytest

from reportgen.checks.parity import check_parity
from reportgen.document.nodes import Cell, Column, FactText, Heading, Link, Row, Table, Text
from reportgen.readers.pdf import read_words
from reportgen.writers.pdf import mends
from reportgen.writers.pdf.mends.hyphens import words_divided
from tests.writers.lines import MODERN, copied, document, lines, made, narrow, p, said

pytestmark = pytest.mark.needs("pango")
WORDS = ("international cooperation between neighbouring governments presupposes understanding of administrative "
         "responsibilities and development programmes in communities, ") * 4
SOFT, PDFIUM_S = "\u00ad", "\ufffe"          # a hyphen of layout's own, in Unicode and as PDFium gives it
HYPHENS = ("-", "\u2010", SOFT, "\x02")     # the last is PDFium's for one at which a word goes on
WIDTHS = (150.0, 230.0)


def english(*blocks):
    return document(*blocks, lang="en")


def ends(data):
    return [said(line).rstrip() for line in lines(data)]


def divided(data):
    """The lines that end in a hyphen, of whatever kind."""
    return [end for end in ends(data) if end[-1:] in HYPHENS]


def justified(width):
    return narrow(width, scripts={**MODERN.scripts, "latin": replace(MODERN.scripts["latin"], justify=True)})


@pytest.mark.parametrize("theme", [narrow, justified], ids=["ragged", "justified"])
@pytest.mark.parametrize("width", WIDTHS)
def test_words_are_divided_and_read_back_whole(width, theme):
    tree = english(p(WORDS))
    data = made(tree, theme(width))
    assert divided(data) and check_parity(tree, {"pdf": data}) == []
    (unit,) = read_words(data)
    assert " ".join(unit.text.replace("\u2028", " ").split()).startswith(WORDS[:120].strip())
    assert SOFT not in unit.text


def test_a_line_end_that_is_no_hyphen_of_the_word_is_told_to_be_soft():
    (page,) = copied(made(english(p(WORDS)), narrow(190.0)))
    assert PDFIUM_S in page and "-" not in page


@pytest.mark.parametrize("mend", ["all", "none"])
def test_a_long_term_is_not_a_longterm(mend, monkeypatch):
    if mend == "none":
        monkeypatch.setattr(mends, "MENDS", tuple(one for one in mends.MENDS if one is not words_divided))
        from weasyprint.text.line_break import Layout

        monkeypatch.setattr(Layout, "divided", False, raising=False)
    taken = False
    for width in range(110, 160, 4):
        (page,) = copied(made(english(p("a plan that is long-term and well-made and self-run")), narrow(float(width))))
        taken = taken or PDFIUM_S in page
    assert taken == (mend == "none")


def test_a_real_hyphen_at_a_line_s_end_stays_in_what_is_read():
    for width in range(110, 160, 4):
        tree = english(p("a plan that is long-term and well-made and self-run"))
        assert check_parity(tree, {"pdf": made(tree, narrow(float(width)))}) == []


def test_names_figures_and_compounds_are_not_divided():
    text = ("Counternarcotics Administrations INTERNATIONALISATION well-established administratively-minded "
            "COVID19international ")
    for width in (120.0, 150.0, 180.0, 200.0):
        for end in divided(made(english(p(text * 4)), narrow(width))):
            assert end.rstrip("".join(HYPHENS)).split(" ")[-1] in ("well", "administratively")


def test_facts_headings_and_tables_are_not_divided():
    fact = p("so it was that ", FactText("f", "3.5 million administrative responsibilities"), " and so on again")
    heads = (Row((Cell((Text("administrative"),), head=True), Cell((Text("responsibilities"),), head=True))),)
    table = Table((Column(), Column()), heads, (Row((Cell((Text(WORDS[:70]),)), Cell((Text(WORDS[:70]),)))),))
    for width in (200.0, 240.0):
        for block in (Heading(1, (Text(WORDS[:150]),)), table, fact):
            assert divided(made(english(block), narrow(width))) == []


def test_parts_of_words_are_not_short():
    for width in range(110, 200, 9):
        found = ends(made(english(p(WORDS)), narrow(float(width))))
        for end, following in pairwise(found):
            if end[-1:] in HYPHENS:
                assert len(end.split(" ")[-1]) > 3 and len(following.split(" ")[0].rstrip(",")) >= 3


def test_a_theme_may_forbid_it():
    theme = narrow(150.0, scripts={**MODERN.scripts, "latin": replace(MODERN.scripts["latin"], hyphenate=False)})
    assert divided(made(english(p(WORDS)), theme)) == []


def test_a_long_address_is_broken_and_stays_in_the_column():
    address = "https://example.org/" + "a-long-path/" * 12 + "x" * 60
    tree = english(p("see ", Link((Text(address),), address)))
    data = made(tree, narrow(200.0))
    assert len(lines(data)) > 3 and check_parity(tree, {"pdf": data}) == []


def test_divided_words_keep_the_rules_for_accessible_pdf():
    report = page_validation.validate_pdf_bytes(made(english(p(WORDS)), justified(150.0)),
                                                profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, [str(failure) for failure in report.failures]


@pytest.mark.needs("pdftotext")
def test_pdftotext_sees_soft_hyphens_and_keeps_real_ones(tmp_path, program):
    plans = (p("x" * n + " a plan that is long-term") for n in range(12))
    (tmp_path / "t.pdf").write_bytes(made(english(p(WORDS), *plans), narrow(150.0)))
    subprocess.run([program("pdftotext"), tmp_path / "t.pdf", tmp_path / "t.txt"], check=True)
    text = (tmp_path / "t.txt").read_text("utf-8")
    assert f"{SOFT}\n" in text and "longterm" not in text and "long\u2010\nterm" in text
    assert " ".join(text.replace(f"{SOFT}\n", "").split()).startswith(WORDS[:200])
