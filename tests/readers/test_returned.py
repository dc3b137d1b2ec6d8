import io
import zipfile

import pytest

from reportgen.diagnostics import ReportgenError, Span
from reportgen.document.nodes import Document, FactText, Meta, Note, Paragraph, Text
from reportgen.document.prose import digests
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.readers.docx.package import LARGEST
from reportgen.readers.docx.returned import read_returned
from reportgen.writers.docx import write
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme
from tests.word_edits import Edited

HERE = Span("returned.docx")


@pytest.fixture(scope="module")
def file():
    meta = Meta("sample", "en", "A sample", "3", "2016-04-30")
    tree = (Paragraph((Text("Patrols solved "), FactText("sweep.cases", "8,919 cases"), Text(" in spring."))),
            Paragraph((Text("A word"), Note((Text("Noted."),)), Text(" more."))), Paragraph((Text("The last."),)))
    document = resolve(Document(meta, tree), words("en"))
    theme = load_theme("modern")
    return document, write(document, theme, fonts_for(document, theme))


def with_part(data, name, content):
    """The package with another part, or without it where `content` is None."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        if content is not None:
            new.writestr(name, content)
    return buffer.getvalue()


def test_a_file_tells_what_it_was_and_what_it_says(file):
    document, data = file
    found = read_returned(data, HERE)
    assert (found.left.report, found.left.edition, found.left.lang) == ("sample", "3", "en")
    assert [(one.mark, one.fact, one.text) for one in found.left.facts] == [
        ("f1_sweep_cases", "sweep.cases", "8,919 cases")]
    assert list(found.left.units) == digests(document)
    assert [unit.text for unit in found.units] == ["Patrols solved 8,919 cases in spring.", "A word1 more.",
                                                   "The last.", " Noted."]
    assert found.before == found.comments == found.revisions == found.formatting == ()


def test_the_map_is_found_whatever_its_part_is_called(file):
    _, data = file
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        known = package.read("customXml/item1.xml")
    moved = with_part(with_part(data, "customXml/item1.xml", None), "customXml/item7.xml", known)
    assert read_returned(moved, HERE).left == read_returned(data, HERE).left


def test_without_the_map_the_properties_tell_which_report_it_is(file):
    found = read_returned(with_part(file[1], "customXml/item1.xml", None), HERE)
    assert (found.left.report, found.left.edition, found.left.lang, found.left.units) == ("sample", "3", "en", ())


def test_accepted_and_rejected_are_both_read(file):
    edited = Edited(file[1])
    edited.tracked("in spring", "in autumn")
    edited.tracked_away("A word")
    found = read_returned(edited.bytes(), HERE)
    assert [unit.text for unit in found.units] == ["Patrols solved 8,919 cases in autumn.", "The last."]
    assert [unit.text for unit in found.before][:3] == ["Patrols solved 8,919 cases in spring.", "A word1 more.",
                                                        "The last."]


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next(file):
    edited = Edited(file[1])
    properties = edited.paragraph("A word").find(f"{W}pPr")
    properties.append(properties.makeelement(f"{W}rPr", {}))
    properties[-1].append(edited._change("del", "Sample Editor"))
    assert [unit.text for unit in read_returned(edited.bytes(), HERE).units][1] == "A word1 more.The last."


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_a_bookmark_that_never_ends_marks_nothing(file):
    edited = Edited(file[1])
    end = edited.mark("f1_sweep_cases")[1]
    end.getparent().remove(end)
    assert all(piece.kind != "fact" for unit in read_returned(edited.bytes(), HERE).units for piece in unit.pieces)


def test_bounds_between_paragraphs_belong_to_the_nearest_words(file):
    edited = Edited(file[1])
    edited.comment("The last.", "Really the last?")
    for said, tags in (("Patrols", ("bookmarkStart", "bookmarkEnd")), ("The last", ("commentRangeStart",
                                                                                    "commentRangeEnd"))):
        paragraph = edited.paragraph(said)
        start, end = (next(paragraph.iter(W + tag)) for tag in tags)
        paragraph.addprevious(start)
        paragraph.addnext(end)
    found = read_returned(edited.bytes(), HERE)
    facts = ["".join(piece.text for piece in unit.pieces if piece.kind == "fact") for unit in found.units]
    assert facts == ["Patrols solved 8,919 cases in spring.", "", "", ""]
    assert [(one.words, one.unit) for one in found.comments] == [("The last.", 2)]


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'


@pytest.mark.parametrize(("spoil", "rule"), [
    (lambda data: b"", "unreadable-source"),
    (lambda data: b"plain words", "unreadable-source"),
    (lambda data: data[:3000], "unreadable-source"),
    (lambda data: b"\xd0\xcf\x11\xe0" + b"\0" * 600, "unreadable-source"),
    (lambda data: with_part(data, "word/document.xml", b"<broken"), "unreadable-source"),
    (lambda data: with_part(data, "word/document.xml", None), "wrong-source-type"),
    (lambda data: with_part(data, "word/document.xml", b"<w/>"), "wrong-source-type"),
    (lambda data: with_part(data, "word/document.xml", ENTITIES + b"<x>&a;</x>"), "unreadable-source"),
    (lambda data: with_part(data, "customXml/item1.xml", ENTITIES + b"<x/>"), "unreadable-source"),
    (lambda data: with_part(data, "word/document.xml", b"<x>" + b" " * (LARGEST + 9) + b"</x>"), "source-too-large"),
    (lambda data: with_part(with_part(data, "customXml/item1.xml", None), "docProps/custom.xml", None), "not-a-report"),
], ids=["nothing", "no zip", "cut off", "encrypted", "broken", "no document", "another document", "entities",
        "entities in the map", "blown up", "not ours"])
def test_what_strangers_may_send_is_refused(file, spoil, rule):
    with pytest.raises(ReportgenError) as refused:
        read_returned(spoil(file[1]), HERE)
    assert [one.rule for one in refused.value.diagnostics] == [rule]
    assert refused.value.diagnostics[0].span == HERE


def test_lists_numbers_and_styles_that_lead_nowhere_are_no_traceback(file):
    edited = Edited(file[1])
    for paragraph in edited.paragraphs():
        properties = paragraph.find(f"{W}pPr")
        if properties is not None:
            numbered = properties.makeelement(f"{W}numPr", {})
            for tag, value in (("ilvl", "x"), ("numId", "77")):
                numbered.append(numbered.makeelement(W + tag, {f"{W}val": value}))
            properties.append(numbered)
    with pytest.raises(ReportgenError, match="cannot be made out"):
        read_returned(edited.bytes(), HERE)
