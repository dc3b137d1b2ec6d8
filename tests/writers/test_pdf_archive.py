"""Every PDF is one file for the archive and for everyone: PDF/A-3a and PDF/UA-1, with its facts inside."""

import hashlib
import io
import re
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace

import page as page_validation
import pypdf
import pytest
from pypdf.generic import ArrayObject

from reportgen.diagnostics import ReportgenError, Span
from reportgen.document.nodes import (
    Attachment, Cell, Chart, Citation, Column, Document, Heading, Language, Link, List, Masthead, Meta, Note,
    Paragraph, Point, Row, Series, Strong, Table, Text,
)
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.writers.fonts import fonts_for
from reportgen.writers.pdf import mends, write_pdf
from reportgen.writers.pdf.mends import tags
from reportgen.writers.theme import load_theme

pytestmark = pytest.mark.needs("pango")
MODERN = load_theme("modern")
PROFILES = (page_validation.ValidationProfile.PDF_A_3A, page_validation.ValidationProfile.PDF_UA_1)
LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
META = Meta("r", "en", "A title & more", "3", "2016-04-30", author="Example Office", description="About",
            licence=LICENCE)
FILES = (Attachment("facts.yaml", "application/yaml", "facts: {甲: 1}\n".encode(), "The facts", "Source"),
         Attachment("tbl-数.csv", "text/csv", b"a,b\r\n", "Data of Table 1"))
LONG = "Four countries together solved many cases and arrested many suspects in the operation of that year. "


def say(*content):
    return tuple(Text(c) if isinstance(c, str) else c for c in content)


def p(*content, **more):
    return Paragraph(say(*content), **more)


def cell(*content, **more):
    return Cell(say(*content), **more)


def head(*names, **more):
    return Row(tuple(cell(name, head=True) for name in names), **more)


def spanning(rows):
    """A table of two levels of heads, groups, and a total, long enough for several pages."""
    heads = (Row((cell("Place", head=True, rowspan=2), cell("Year", head=True, colspan=2))), head("2015", "2016"))
    body = [Row((cell(f"Place {n}", head=True), cell(str(n)), cell(str(n + 1)))) for n in range(rows)]
    groups = Row((cell("North", head=True, colspan=3),), "group"), Row((cell("South", head=True, colspan=3),), "group")
    total = Row((cell("Total", head=True), cell("7"), cell("8")), "total")
    return Table((Column(), Column("number"), Column("number")), heads,
                 (groups[0], *body[:2], groups[1], *body[2:], total), say("By place"), id="tbl-places",
                 span=Span("t.md", 6))


def rich(lang="en", **meta):
    chart = Chart("bar", ("a",), (Series("s", (Point("1", "1"),), "u"),), say("Cases"), span=Span("t.md", 9))
    sources = Table((Column(), Column()), (head("No.", "Source"),),
                    (Row((cell("1"), cell("A source")), id="source-s"),))
    blocks = (
        Masthead("", "Example Office", META.title, "", ()), Heading(1, say("First words"), span=Span("t.md", 3)),
        p("Cases rose. ", Citation((("s", "¶6"), ("s", "¶11"))), " Then",
          Note(say("A note below"), span=Span("t.md", 8)), " ", Language(say("联合行动"), "zh-CN"), " ended.",
          span=Span("t.md", 5)),
        p(LONG, Link(say("a link that is so long that it needs more than one line of ", Strong(say("the text")),
                         " in this column, and so two annotations"), "https://example.org")),
        Heading(2, say("Below")), List(((p("one"), p("more")), (p("two"),)), ordered=True), chart, spanning(90),
        sources)
    return replace(resolve(Document(replace(META, lang=lang, **meta), blocks), words(lang)), attachments=FILES)


def made(tree):
    return write_pdf(tree, MODERN, fonts_for(tree, MODERN))


@pytest.fixture(scope="module")
def written():
    return made(rich())


@pytest.fixture(scope="module")
def root(written):
    return pypdf.PdfReader(io.BytesIO(written)).trailer["/Root"]


class Element:
    """A structure element as a reader of the file meets it."""

    def __init__(self, thing):
        self.thing, self.role = thing, str(thing["/S"])[1:]
        kids = thing.get("/K", [])
        self.kids = [kid.get_object() for kid in (kids if isinstance(kids, ArrayObject) else [kids])]
        self.elements = [Element(kid) for kid in self.kids if isinstance(kid, dict) and "/S" in kid]
        self.links = [kid["/Obj"] for kid in self.kids if isinstance(kid, dict) and "/Obj" in kid]

    def __getitem__(self, key):
        return self.thing.get(key)

    def all(self, role):
        return [e for e in self.walk() if e.role == role]

    def walk(self):
        yield self
        for element in self.elements:
            yield from element.walk()

    @property
    def attributes(self):
        return self.thing.get("/A", {})


def tree_of(data):
    return Element(pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object())


@pytest.fixture(scope="module")
def tree(root):
    return Element(root["/StructTreeRoot"]["/K"][0].get_object())


def failures(data):
    return [(profile, failure.rule_id) for profile in PROFILES
            for failure in page_validation.validate_pdf_bytes(data, profile=profile).failures]


# --- one file that is both ----------------------------------------------------------------------------------------

def test_it_keeps_the_rules_of_both_standards(written):
    reports = [page_validation.validate_pdf_bytes(written, profile=profile) for profile in PROFILES]
    assert [report.rules.total > 90 for report in reports] == [True, True]
    assert failures(written) == []


def test_the_validator_is_no_rubber_stamp(written):
    assert failures(written.replace(b"<pdfaid:part>3<", b"<pdfaid:part>4<"))
    assert failures(written.replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"))


def test_a_table_of_more_rows_than_the_validator_looks_at_by_itself_is_held_to_them_too():
    rows = tuple(Row((cell(str(n)),)) for n in range(1100))
    table = Table((Column(),), (head("Number"),), rows)
    document = resolve(Document(Meta("case", "en", "Many", "1", "2016-04-30"), (table,)), words("en"))
    assert made(document).startswith(b"%PDF")


def test_a_chinese_document_with_a_cover_keeps_them_too():
    jianbao = load_theme("official")
    document = rich("zh-CN")
    assert failures(write_pdf(document, jianbao, fonts_for(document, jianbao))) == []


@pytest.mark.parametrize(("broken", "told"), [
    (lambda element: element.role == "Figure" and element.object.pop("Alt"),
     r't.md:9:1: error: .* PDF/UA-1 at the Figure ".*PDFUA1-FIGURE-ALTERNATIVE-TEXT'),
    (lambda element: element.role == "Note" and element.object.pop("ID"), r't.md:8:1: .* the Note "A note below"'),
    (lambda element: element.object.update(S="/H6") if element.role == "H2" else None,
     r't.md:3:1: .* at the H2 "1 First words", PDFUA1-HEADING-NESTING'),
])
def test_a_broken_rule_stops_the_build_at_its_place(monkeypatch, broken, told):
    whole = tags.mark_artifacts

    def spoilt(root, objects):
        whole(root, objects)
        for element in root.elements():
            broken(element)

    monkeypatch.setattr(tags, "mark_artifacts", spoilt)
    with pytest.raises(ReportgenError, match=told + r".*\[pdf-invalid\]"):
        made(rich())


# --- what it says of itself ---------------------------------------------------------------------------------------

def properties(data):
    """What the XMP says, lists joined, by its names without namespaces."""
    packet = re.search(rb"<x:xmpmeta.*</x:xmpmeta>", data, re.DOTALL)
    (description,) = ET.fromstring(packet[0])[0]
    return {re.sub(r"\{.*\}", "", one.tag): "; ".join(filter(None, map(str.strip, one.itertext())))
            for one in description}


def test_its_xmp_can_be_read_by_any_program_and_says_all_of_it(written):
    said = properties(written)
    assert said["title"] == "A title & more"
    assert (said["creator"], said["publisher"], said["language"]) == ("Example Office", "Example Office", "en")
    assert (said["identifier"], said["VersionID"], said["description"]) == ("r-3-en", "3", "About")
    assert (said["rights"], said["WebStatement"]) == (LICENCE, "https://creativecommons.org/licenses/by/4.0/")
    assert {said[name] for name in ("CreateDate", "ModifyDate", "date")} == {"2016-04-30T00:00:00Z"}
    assert said["CreatorTool"] == "reportgen"


def test_its_information_says_the_same(written):
    information, said = pypdf.PdfReader(io.BytesIO(written)).metadata, properties(written)
    assert {information[key] for key in ("/CreationDate", "/ModDate")} == {"D:20160430000000Z"}
    assert [information[key] for key in ("/Title", "/Author", "/Subject", "/Creator", "/Producer")] == [
        said[name] for name in ("title", "creator", "description", "CreatorTool", "Producer")]


def test_without_a_licence_or_an_office_it_says_nothing_of_them():
    said = properties(made(rich(licence="", author="", description="")))
    assert not {"rights", "WebStatement", "creator", "publisher", "description"} & set(said)


def test_readers_show_its_title_its_language_and_its_pages_numbers(root):
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True   # noqa: E712 (an object of pypdf's)
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en", True)
    assert root["/PageLabels"]["/Nums"][1].get_object() == {"/S": "/D"}
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"


# --- the files inside ---------------------------------------------------------------------------------------------

def test_its_files_come_out_as_they_went_in(root):
    names = root["/Names"]["/EmbeddedFiles"]["/Names"]
    held = {str(name): names[i + 1].get_object() for i, name in enumerate(names) if i % 2 == 0}
    assert list(held) == [file.name for file in FILES]
    for file in FILES:
        specification = held[file.name]
        stream = specification["/EF"]["/F"].get_object()
        assert stream.get_data() == file.data
        assert specification["/AFRelationship"] == f"/{file.relationship}"
        assert (specification["/UF"], specification["/Desc"]) == (file.name, file.description)
        assert stream["/Subtype"] == f"/{file.media_type}"
        assert {str(stream["/Params"][key]) for key in ("/CreationDate", "/ModDate")} == {"D:20160430000000Z"}
        assert stream["/Params"]["/CheckSum"].original_bytes.hex() == hashlib.md5(file.data).hexdigest()


def test_each_file_is_associated_with_the_document_once(root):
    assert len({reference.idnum for reference in root["/AF"]}) == len(root["/AF"]) == len(FILES)


# --- what a screen reader meets -----------------------------------------------------------------------------------

def test_a_source_mark_is_one_link_and_is_said_in_words(tree):
    (mark,) = [link for link in tree.all("Link") if link["/Alt"]]
    assert mark["/Alt"] == "source 1, paragraph 6, paragraph 11"
    assert [link["/Contents"] for link in mark.links] == [mark["/Alt"]]
    chinese = tree_of(made(rich("zh-CN")))
    assert [link["/Alt"] for link in chinese.all("Link") if link["/Alt"]] == ["来源1，第6、11段"]


def test_a_link_in_two_lines_is_one_link(tree):
    (link,) = [link for link in tree.all("Link") if "so long" in link.links[0]["/Contents"]]
    assert len(link.links) == 2                                        # one for each line


def test_a_note_and_its_mark_lead_to_each_other(root, tree):
    (mark,), (note,) = tree.all("Reference"), tree.all("Note")
    assert [element.role for element in mark.elements] == ["Link"]
    assert note.elements[0].role == "Lbl"
    assert note.elements[0].elements[0].role == "Link"
    there, back = ([link["/Dest"] for link in element.elements[0].links] for element in (mark, note.elements[0]))
    known = [str(name) for name in root["/Names"]["/Dests"]["/Names"][::2]]
    assert there == ["note.1"]
    assert back == ["note.1.mark"]
    assert {*there, *back} <= set(known)
    assert note["/ID"] == "note-1"


def test_every_name_of_an_element_can_be_looked_up(root, tree):
    named = {str(element["/ID"]): element.thing for element in tree.walk() if element["/ID"]}
    leaf = root["/StructTreeRoot"]["/IDTree"]["/Kids"][0].get_object()["/Names"]
    listed = {str(name): leaf[2 * i + 1].get_object() for i, name in enumerate(leaf[::2])}
    assert len(named) > 90
    assert listed == named
    assert list(listed) == sorted(listed)


def test_words_in_another_language_say_so(tree):
    assert [span["/Lang"] for span in tree.all("Span") if span["/Lang"]] == ["zh-CN"]


def test_a_table_that_crosses_pages_is_one_with_one_head(tree):
    table, small = tree.all("Table")
    assert [part.role for part in table.elements] == ["Caption", "THead", "TBody"]
    assert len(table.all("TR")) == 2 + 90 + 3
    assert small.elements[0].role == "THead"


def heads_of(cell, table):
    said = {str(other["/ID"]): other for other in table.all("TH")}
    return [said[str(name)] for name in cell.attributes.get("/Headers", [])]


def test_a_cell_says_which_heads_it_stands_under_on_every_page(tree):
    table = tree.all("Table")[0]
    rows, heads = table.all("TR"), table.all("TH")
    place, year, fifteen, sixteen, north = heads[:5]
    assert [one.attributes["/Scope"] for one in (place, year, fifteen, north)] == ["/Column"] * 3 + ["/Row"]
    assert heads_of(fifteen, table)[0].thing == year.thing
    south, last, total = rows[5].all("TH")[0], rows[-2], rows[-1]
    under = [[head.thing for head in heads_of(one, table)] for one in last.elements[1:]]
    assert under == [[head.thing for head in (year, one, south, last.elements[0])] for one in (fifteen, sixteen)]
    assert [head.thing for head in heads_of(last.elements[0], table)] == [place.thing, south.thing]
    over = [head.thing for head in heads_of(total.elements[2], table)]
    assert over == [year.thing, sixteen.thing, total.elements[0].thing]


def test_where_scopes_are_enough_no_cell_is_named(tree):
    small = tree.all("Table")[1]
    assert [one.attributes["/Scope"] for one in small.all("TH")] == ["/Column"] * 2
    assert not [one for one in small.walk() if one["/ID"] or one.attributes.get("/Headers")]


def test_lists_have_labels_and_bodies_and_figures_have_words_and_a_place(tree):
    (listed,), (figure,) = tree.all("L"), tree.all("Figure")
    assert [[part.role for part in item.elements] for item in listed.elements] == [["Lbl", "LBody"]] * 2
    assert listed.attributes["/ListNumbering"] == "/Decimal"
    assert "Cases" in figure["/Alt"]
    left, bottom, right, top = figure.attributes["/BBox"]
    assert 0 < left < right < 596
    assert 0 < bottom < top < 842


# --- the mends ----------------------------------------------------------------------------------------------------

def test_a_stream_may_end_in_a_carriage_return(monkeypatch):
    data = b"99910"                        # one more than the sum of its bytes is 0x10D, the end of its checksum
    assert zlib.compress(data).endswith(b"\r")
    tree = replace(resolve(Document(META, (p("a"),)), words("en")),
                   attachments=(Attachment("a.csv", "text/csv", data, ""),))
    assert failures(made(tree)) == []
    monkeypatch.setattr(mends, "MENDS", tuple(mend for mend in mends.MENDS if mend.__name__ != "streams_ended"))
    with pytest.raises(ReportgenError, match="STREAM-LENGTH"):
        made(tree)


@pytest.mark.parametrize(("mend", "holds"), [
    ("joined", lambda tree: len(tree.all("Table")) == 2),
    ("name_roles", lambda tree: tree.all("Note") != []),
])
def test_without_a_mend_the_tree_is_another(monkeypatch, mend, holds):
    def of(document):
        with monkeypatch.context() as patch:
            patch.setattr("reportgen.writers.pdf.breaches", lambda *_: iter(()))
            data = made(document)
        return tree_of(data)

    assert holds(of(rich()))
    monkeypatch.setattr(tags, mend, (lambda kids, last: kids) if mend == "joined" else lambda *_: None)
    assert not holds(of(rich()))


# --- the same bytes -----------------------------------------------------------------------------------------------

def test_the_clock_has_no_part_in_it(monkeypatch, written):
    import time

    monkeypatch.setattr(time, "time", lambda: 4e9)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(4e9))
    assert made(rich()) == written


def test_the_licence_stands_in_the_other_formats_too():
    import zipfile

    from reportgen.writers import WRITERS

    document = rich()
    fonts = fonts_for(document, MODERN)
    assert f'<meta name="dcterms.license" content="{LICENCE}">' in WRITERS["html"](document, MODERN, fonts).decode()
    with zipfile.ZipFile(io.BytesIO(WRITERS["docx"](document, MODERN, fonts))) as word:
        assert LICENCE in word.read("docProps/custom.xml").decode()
