"""The evidence annex of this repository's briefing, as it stands in HTML, PDF and Word: every link there and back."""

import ctypes
import io
import zipfile
from collections import Counter
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from lxml import etree, html

from reportgen.build.build import write
from reportgen.build.project import open_project
from reportgen.build.read import read_report
from reportgen.build.work import silent
from reportgen.document.nodes import FactText, Reference, Table
from reportgen.document.walk import plain, reading
from reportgen.limits import Limits
from reportgen.writers.theme import load_theme

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made():
    project = open_project(Path(__file__).parents[1])
    report = project.report("gms_drug_control")
    documents = read_report(report, project).documents
    return documents, write(report, documents, load_theme(report.theme), Limits(), silent)[0]


@pytest.fixture(params=["zh-CN", "en"])
def lang(request):
    return request.param


def annex(document):
    return next(block for block in document.blocks if isinstance(block, Table) and block.style == "evidence")


def back(document):
    """The places that the annex's lines lead back to, by line."""
    found, id = {}, ""
    for row in annex(document).body:
        id = row.id or id
        targets = [node.target for cell in row.cells for node in cell.content if isinstance(node, Reference)]
        found.setdefault(id, []).extend(targets)
    return {id: targets for id, targets in found.items() if targets}


def test_every_figure_of_the_article_has_its_line(made, lang):
    document = made[0][lang]
    printed = {node.target for node in reading(document.blocks) if isinstance(node, FactText)}
    assert len(printed) > 35
    assert printed <= {row.id for row in annex(document).body}
    assert all(plain(cell.content) for row in annex(document).body for cell in row.cells)


def test_in_html_each_figure_leads_to_its_line_and_the_line_to_each_section(made, lang):
    tree = html.fromstring(made[1][lang]["html"])
    facts = tree.xpath("//a[@class='fact']")
    assert len(facts) > 60
    for fact in facts:
        assert tree.get_element_by_id(fact.get("href")[1:]).tag == "tr"
    for id, targets in back(made[0][lang]).items():
        shown = tree.xpath(f"//tr[@id='{id}']//a[@class='ref']/@href")
        assert shown and set(shown) <= {f"#{target}" for target in targets}
        assert all(tree.xpath(f"//*[@id='{target}']") for target in targets)


def test_in_word_each_link_has_its_bookmark(made, lang):
    with zipfile.ZipFile(io.BytesIO(made[1][lang]["docx"])) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    marks = {mark.get(f"{W}name") for mark in tree.iter(f"{W}bookmarkStart")}
    links = Counter(link.get(f"{W}anchor") for link in tree.iter(f"{W}hyperlink") if link.get(f"{W}anchor"))
    assert set(links) <= marks
    to_lines = sum(count for name, count in links.items() if name.startswith("_evidence_"))
    from_lines = sum(count for name, count in links.items() if name.startswith("f"))
    assert to_lines > 60 and from_lines > 100


@pytest.mark.needs("pango")
def test_in_pdf_links_lead_from_text_to_annex_and_from_annex_to_text(made, lang):
    file = pypdfium2.PdfDocument(made[1][lang]["pdf"])
    ways = Counter(way for number in range(len(file)) for way in _ways(file, number))
    document = made[0][lang]
    lines = sum(len(targets) for targets in back(document).values())
    last = len(file) - 3                       # the annex is in the last three pages
    assert sum(count for (here, there), count in ways.items() if there >= last > here) > 50
    assert sum(count for (here, there), count in ways.items() if here >= last) >= lines
    assert sum(count for (here, there), count in ways.items() if here >= last > there) > 80


def _ways(file, number):
    """From which page to which each link of a page leads; a dead one has no page."""
    page, position, link = file[number], ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page.raw, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        if action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
            continue
        there = pdfium.FPDFDest_GetDestPageIndex(file.raw, pdfium.FPDFLink_GetDest(file.raw, link))
        assert there >= 0
        yield number, there
