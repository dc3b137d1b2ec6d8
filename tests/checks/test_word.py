"""Each rule of checks/word sees the fault it is for, planted in a file that was really written, and no other fault."""

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from reportgen.build.build import build
from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.checks.word import ACCESS, MOST, RULES, check_word, findings
from reportgen.diagnostics import Span
from reportgen.document.nodes import Cell, Column, Document, Link, Meta, Paragraph, Reference, Row, Table, Text
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.writers.docx import write
from reportgen.writers.docx.base.blank import base_package
from reportgen.writers.fonts import Fonts, fonts_for
from reportgen.writers.length import complete
from reportgen.writers.theme import load_theme
from reportgen.writers.word import Word
from tests.cases import CASES, project_of
from tests.packages import parts_of

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"


def written(case: str, **word: str) -> bytes:
    """The English file of a case of tests/documents; `word` is what is wanted of it."""
    with TemporaryDirectory() as folder:
        project = project_of([CASES / case / "en.md"], Path(folder))
        documents, _ = read(project.report("case"), project)
    theme = replace(load_theme("modern"), word=Word(**word))
    document = complete(documents["en"], theme)
    return write(document, theme, fonts_for(document, theme))


@cache
def sound(case: str) -> bytes:
    """A file of tests/documents with all that Word files can have: marks, controls, comments, footnotes."""
    return written(case, facts="control", sources="comment")


def repacked(parts: dict[str, bytes], twice: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
        if twice:
            with pytest.warns(UserWarning, match="Duplicate"):
                package.writestr(twice, parts[twice])
    return buffer.getvalue()


def planted(case: str, part: str, pattern: str, instead: str) -> bytes:
    """The file of a case with the first match of `pattern` in a part replaced."""
    parts = parts_of(sound(case))
    before = parts[part].decode()
    after = re.sub(pattern, instead, before, count=1, flags=re.S)
    assert after != before, "the fault was not planted"
    return repacked({**parts, part: after.encode()})


# --- what is sound ------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("sources", ["link", "footnote", "comment"])
def test_a_file_that_is_written_breaks_no_rule(sources):
    assert findings(written("every_block", facts="control", sources=sources)) == []


def test_what_holds_nothing_is_written_so_that_word_takes_it():
    """A table without rows, one without words in its head, a link without words."""
    tree = (Table((Column(),), (), (), id="none"), Table((Column(),), (Row((Cell((Text(" "),), True),)),), ()),
            Paragraph((Reference("none", "below"), Link((Text(" "),), "https://example.org/"))))
    document = resolve(Document(Meta("r", "en", "Sample", "1", "2016-04-30"), tree), words("en"))
    data = write(document, load_theme("modern"), Fonts((), "en"))
    assert b"below" in parts_of(data)[DOCUMENT]
    assert findings(data) == []


# --- what is not --------------------------------------------------------------------------------------------------

HEAD_ROW = r"<w:tblHeader/>"
BOX = r'<w:tr>(?:(?!</w:tr>).)*</w:tr>'
DRAWING = r'<w:p><w:pPr><w:pStyle w:val="Figure"/></w:pPr><w:r><w:drawing>.*?</w:drawing></w:r></w:p>'
OVERRIDE = '<Override PartName="/word/styles.xml"'

FAULTS = {                     # what is wrong: the rule that sees it, the case, the part, what is replaced by what
    "XML that is cut off": ("part", "every_block", SETTINGS, r"</w:settings>", ""),
    "a part without a content type": ("content-type", "every_block", "[Content_Types].xml",
                                      '<Default Extension="xlsx"[^>]*>', ""),
    "a content type without a part": ("content-type", "every_block", "[Content_Types].xml", OVERRIDE,
                                      '<Override PartName="/word/gone.xml" ContentType="x/y"/>' + OVERRIDE),
    "no main part": ("content-type", "every_block", "[Content_Types].xml", r"document\.main", "document.other"),
    "a relationship to nothing": ("relationship", "every_block", "word/_rels/document.xml.rels", "header1", "header9"),
    "a part that nothing leads to": ("relationship", "every_block", "word/_rels/document.xml.rels",
                                     r'<Relationship Id="\w+" Type="[^"]*/theme"[^>]*>', ""),
    "a template at another place": ("relationship", "every_block", "word/_rels/document.xml.rels", "</Relationships>",
                                    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/'
                                    '2006/relationships/attachedTemplate" Target="file:///C:/ours.dotx" '
                                    'TargetMode="External"/></Relationships>'),
    "a link without a relationship": ("relationship-id", "every_block", DOCUMENT, r'<w:hyperlink r:id="rId\d+"',
                                      '<w:hyperlink r:id="rId98"'),
    "a chart without a relationship": ("relationship-id", "every_block", DOCUMENT, r'(<c:chart [^>]*r:id=")rId\d+',
                                       r"\1rId98"),
    "two relationships of one id": ("relationship-id", "every_block", "word/_rels/document.xml.rels", 'Id="rId2"',
                                    'Id="rId1"'),
    "a prefix that is not declared": ("prefix", "every_block", SETTINGS, "<w:settings ",
                                      '<w:settings xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
                                      '2006" mc:Ignorable="w14" '),
    "a chart without its workbook": ("workbook", "every_block", "word/charts/chart1.xml",
                                     r"<c:externalData.*?</c:externalData>", ""),
    "a chart of another sheet": ("workbook", "every_block", "word/charts/chart1.xml", r"<c:f>Sheet1!", "<c:f>Data!"),
    "a chart of other numbers": ("workbook", "every_block", "word/charts/chart1.xml", "<c:v>3.5</c:v>",
                                 "<c:v>3.6</c:v>"),
    "an unknown paragraph style": ("style", "every_block", DOCUMENT, '"BodyText"', '"BodyTxt"'),
    "an unknown character style": ("style", "every_block", DOCUMENT, 'rStyle w:val="Citation"', 'rStyle w:val="Cite"'),
    "an unknown table style": ("style", "every_block", DOCUMENT, 'tblStyle w:val="ReportTable"', 'tblStyle w:val="X"'),
    "a character style for a paragraph": ("style", "every_block", DOCUMENT, '"BodyText"', '"Strong"'),
    "a style based on nothing": ("style", "every_block", STYLES, '<w:basedOn w:val="Normal"/>',
                                 '<w:basedOn w:val="Gone"/>'),
    "a style that nothing follows": ("style", "every_block", STYLES, '<w:next w:val="BodyText"/>',
                                     '<w:next w:val="Gone"/>'),
    "two styles of one id": ("style-once", "every_block", STYLES, 'w:styleId="Quote"', 'w:styleId="BodyText"'),
    "two styles of one name": ("style-once", "every_block", STYLES, 'w:name w:val="Quote"', 'w:name w:val="body text"'),
    "a style based on itself": ("style-once", "every_block", STYLES,
                                '(w:styleId="Lead"><w:name w:val="[^"]*"/><w:basedOn w:val=")BodyText', r"\1Lead"),
    "no default paragraph style": ("style-once", "every_block", STYLES, 'w:type="paragraph" w:default="1"',
                                   'w:type="paragraph"'),
    "an unknown list": ("list", "every_block", DOCUMENT, '<w:numId w:val="1"/>', '<w:numId w:val="99"/>'),
    "a level that a list lacks": ("list", "every_block", DOCUMENT, '<w:ilvl w:val="1"/>', '<w:ilvl w:val="12"/>'),
    "a list of no kind": ("list", "every_block", "word/numbering.xml", '(<w:num [^>]*><w:abstractNumId w:val=")0',
                          r"\g<1>77"),
    "two lists of one number": ("list", "every_block", "word/numbering.xml", 'w:num w:numId="2"', 'w:num w:numId="1"'),
    "a mark without a footnote": ("note", "every_block", DOCUMENT, r'(<w:footnoteReference [^>]*w:id=")\d+',
                                  r"\g<1>55"),
    "a footnote without a mark": ("note", "every_block", DOCUMENT, r"<w:footnoteReference[^>]*>", ""),
    "two footnotes of one number": ("note", "every_block", "word/footnotes.xml", 'w:id="0"', 'w:id="1"'),
    "a comment that is not there": ("comment", "every_block", DOCUMENT, '<w:commentReference w:id="1"/>',
                                    '<w:commentReference w:id="9"/>'),
    "a comment that does not end": ("comment", "every_block", DOCUMENT, '<w:commentRangeEnd w:id="1"/>', ""),
    "a control that holds nothing": ("control", "every_block", DOCUMENT, "<w:sdtContent>.*?</w:sdtContent>",
                                     "<w:sdtContent/>"),
    "two controls of one number": ("control", "every_block", DOCUMENT, '(<w:sdtPr>.{0,90})<w:id w:val="2"/>',
                                   r'\1<w:id w:val="1"/>'),
    "a tag that is too long": ("control", "every_block", DOCUMENT, 'w:tag w:val="', 'w:tag w:val="' + 64 * "x"),
    "a tracked change": ("revision", "every_block", DOCUMENT, "(<w:r><w:t [^>]*>G7</w:t></w:r>)",
                         r'<w:ins w:id="900" w:author="x" w:date="2016-04-30T00:00:00Z">\1</w:ins>'),
    "a foot for a head": ("page-head", "every_block", DOCUMENT, '(<w:headerReference w:type="default" r:id=")rId1"',
                          r'\1rId2"'),
    "two heads of one kind": ("page-head", "every_block", DOCUMENT, '<w:headerReference w:type="first"',
                              '<w:headerReference w:type="default"'),
    "a bookmark that does not end": ("bookmark", "every_block", DOCUMENT, '<w:bookmarkEnd w:id="4"/>', ""),
    "a bookmark that ends twice": ("bookmark", "every_block", DOCUMENT, '(<w:bookmarkEnd w:id="4"/>)', r"\1\1"),
    "a bookmark's name of 41 letters": ("bookmark-name", "every_block", DOCUMENT, 'w:name="_s_1"',
                                        f'w:name="_{40 * "x"}"'),
    "names that differ in case alone": ("bookmark-name", "every_block", DOCUMENT, 'w:name="_s_1"', 'w:name="_QUOTED"'),
    "two bookmarks of one number": ("bookmark-name", "every_block", DOCUMENT,
                                    '<w:bookmarkStart w:id="4"(.*?)<w:bookmarkEnd w:id="4"/>',
                                    r'<w:bookmarkStart w:id="5"\1<w:bookmarkEnd w:id="5"/>'),
    "a fact of the map without a mark": ("map-of-facts", "every_block", "customXml/item1.xml", '"f1_seized"',
                                         '"f1_sieze"'),
    "a fact that the map knows otherwise": ("map-of-facts", "every_block", "customXml/item1.xml", "3.5 tonnes<",
                                            "3.6 tonnes<"),
    "a field that does not end": ("field", "every_block", DOCUMENT, '<w:fldChar w:fldCharType="end"/>', ""),
    "a field that has not begun": ("field", "every_block", DOCUMENT, '<w:fldChar w:fldCharType="begin"/>', ""),
    "a field that is parted twice": ("field", "every_block", DOCUMENT,
                                     '(<w:fldChar w:fldCharType="separate"/>)', r"\1\1"),
    "a field over two cells": ("field", "every_block", DOCUMENT, "(>What</w:t></w:r>)(.*?<w:pPr>.*?</w:pPr>)",
                               r'\1<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText>'
                               r'</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>\2'
                               r'<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    "a field that shows nothing": ("field-result", "every_block", DOCUMENT,
                                   '(REF _tbl_own .*?"separate"/></w:r>)<w:r>.*?</w:r>', r"\1"),
    "a field without an instruction": ("field-result", "every_block", DOCUMENT, r" REF _tbl_own \\h ", " "),
    "a reference to no bookmark": ("reference", "every_block", DOCUMENT, "REF _tbl_own", "REF _tbl_owm"),
    "a link to no bookmark": ("reference", "every_block", DOCUMENT, 'w:anchor="f3_seized"', 'w:anchor="f3_sized"'),
    "a contents page of nothing": ("reference", "contents", DOCUMENT, "(TOC.*?)(w:anchor=\"_)", r"\1\2x"),
    "a reference that is out of date": ("reference-result", "every_block", DOCUMENT, "(REF _tbl_own .*?>Table.)1<",
                                        r"\g<1>2<"),
    "a section's number that is out of date": ("reference-result", "every_block", DOCUMENT, r"(REF _quoted .*?>)1\.1<",
                                               r"\g<1>1.2<"),
    "a caption out of count": ("caption-count", "every_block", DOCUMENT, "(SEQ Table .*?SEQ Table .*?>)2<",
                               r"\g<1>3<"),
    "a link without words": ("link", "every_block", DOCUMENT, ">link<", "><"),
    "a link to nowhere": ("link", "every_block", DOCUMENT, r'<w:hyperlink r:id="\w+"', "<w:hyperlink"),
    "a dirty field": ("prompt", "every_block", DOCUMENT, 'fldCharType="begin"', 'fldCharType="begin" w:dirty="true"'),
    "fields to be updated": ("prompt", "every_block", SETTINGS, "<w:compat>", "<w:updateFields/><w:compat>"),
    "a locked control": ("lock", "every_block", DOCUMENT, "</w:sdtPr>", '<w:lock w:val="sdtLocked"/></w:sdtPr>'),
    "a locked field": ("lock", "every_block", DOCUMENT, 'fldCharType="begin"', 'fldCharType="begin" w:fldLock="1"'),
    "a protected file": ("lock", "every_block", SETTINGS, "<w:compat>",
                         '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:compat>'),
    "the layout of an older Word": ("layout", "every_block", SETTINGS, '(compatibilityMode"[^>]*w:val=")15',
                                    r"\g<1>14"),
    "a space that would be lost": ("space", "every_block", DOCUMENT, ' xml:space="preserve"> met', "> met"),
    "no section at the end": ("section", "every_block", DOCUMENT, "<w:sectPr>.*?</w:sectPr></w:body>", "</w:body>"),
    "a sheet on its side that says it stands": ("section", "wide_and_long_tables", DOCUMENT,
                                                ' w:orient="landscape"', ""),
    "a row with a cell too few": ("grid", "every_block", DOCUMENT, "<w:tc>(?:(?!</w:tc>).)*>What<.*?</w:tc>", ""),
    "a cell wider than its column": ("grid", "every_block", DOCUMENT, r'<w:tcW w:w="\d+"', '<w:tcW w:w="9000"'),
    "a table wider than its columns": ("grid", "every_block", DOCUMENT, r'<w:tblW w:w="\d+"', '<w:tblW w:w="12000"'),
    "a cell that ends with a table": ("cell", "every_block", DOCUMENT,
                                      r"(<w:tc><w:tcPr>(?:(?!</w:tc>).)*</w:p>)</w:tc>",
                                      r"\1<w:tbl><w:tblPr/><w:tblGrid/></w:tbl></w:tc>"),
    "an empty cell": ("cell", "every_block", DOCUMENT, "(<w:tc><w:tcPr>.*?</w:tcPr>).*?</w:tc>", r"\1</w:tc>"),
    "tables that touch": ("cell", "every_block", DOCUMENT,
                          '</w:tbl><w:p><w:pPr><w:pStyle w:val="Spacer"/></w:pPr></w:p>(<w:p>.*?</w:p>)?(<w:tbl>)',
                          r"</w:tbl>\2"),
    "a merge that nothing begins": ("merge", "every_block", DOCUMENT, '<w:vMerge w:val="restart"/>', ""),
    "a table wider than the text": ("fit", "every_block", DOCUMENT, r"(<w:pgSz w:w=\")11906", r"\g<1>9000"),
    "a picture higher than the page": ("fit", "every_block", DOCUMENT, r'(<wp:extent [^>]*cy=")\d+', r"\g<1>9999999"),
    "two drawings of one number": ("drawing", "every_block", DOCUMENT, f"({DRAWING})", r"\1\1"),
    "a drawing of no size": ("drawing", "every_block", DOCUMENT, r'(<wp:extent [^>]*cy=")\d+', r"\g<1>0"),
    "a chart that is a style": ("picture", "every_block", "word/_rels/document.xml.rels", "charts/chart1.xml",
                                "styles.xml"),
    "no title": ("title", "every_block", "docProps/core.xml", "<dc:title>[^<]*", "<dc:title>"),
    "no language of the file": ("title", "every_block", "docProps/core.xml", "<dc:language>.*?</dc:language>", ""),
    "no East Asian language": ("language", "every_block", STYLES, r'(<w:lang [^>]*) w:eastAsia="[^"]*"', r"\1"),
    "fonts without a language": ("language", "every_block", SETTINGS, "<w:themeFontLang[^>]*>", ""),
    "a heading that skips a level": ("heading-order", "every_block", DOCUMENT, '"Heading2"', '"Heading4"'),
    "grey on white": ("contrast", "every_block", STYLES, '(w:styleId="Attribution".*?<w:color w:val=")[0-9A-F]{6}',
                      r"\g<1>AAAAAA"),
    "ink on dark cells": ("contrast", "every_block", DOCUMENT, '(<w:shd [^>]*w:fill=")[0-9A-F]{6}', r"\g<1>222222"),
    "a head row that is none": ("table-head", "every_block", DOCUMENT, HEAD_ROW, ""),
    "a head row below the head": ("table-head", "every_block", DOCUMENT,
                                  r"(<w:tblHeader/></w:trPr>.*?<w:trPr><w:cantSplit/>)(</w:trPr>.*?)"
                                  r"(<w:trPr><w:cantSplit/>)(</w:trPr>)", r"\1\2\3<w:tblHeader/>\4"),
    "a table without an alternative": ("table-text", "every_block", DOCUMENT,
                                       '<w:tblCaption [^>]*>(<w:tblDescription [^>]*>)?', ""),
    "a chart without an alternative": ("drawing-text", "every_block", DOCUMENT, ' descr="[^"]*"', ' descr=" "'),
    "a picture without an alternative": ("drawing-text", "pictures", DOCUMENT, ' descr="[^"]*"', ""),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen_by_the_rule_that_is_for_it(fault):
    rule, case, part, pattern, instead = FAULTS[fault]
    assert findings(sound(case)) == []
    seen = findings(planted(case, part, pattern, instead))
    assert rule in {name for name, _ in seen}
    assert all(str(one.said) and one.part for _, one in seen)


def test_every_rule_has_a_fault_that_it_sees():
    assert {rule for rule, *_ in FAULTS.values()} == set(RULES)
    assert len(FAULTS) > 80


def test_a_part_that_is_there_twice_is_seen():
    assert "part" in {name for name, _ in findings(repacked(parts_of(sound("every_block")), twice=SETTINGS))}


@pytest.mark.parametrize("name, data", [("word/media/x.png", b"no picture"), ("word/embeddings/x.xlsx", b"no book")])
def test_a_part_that_is_not_what_it_is_called_is_seen(name, data):
    found = findings(repacked(parts_of(sound("every_block")) | {name: data}))
    assert ("part", name) in {(rule, one.part) for rule, one in found}


# --- how it is told -----------------------------------------------------------------------------------------------

def test_a_fault_is_told_with_its_rule_its_part_and_the_words_where_it_is():
    problem, = check_word(planted("every_block", DOCUMENT, "REF _tbl_own", "REF _tbl_owm"))
    assert str(problem) == (
        'error: there is no bookmark "_tbl_owm", in word/document.xml of the Word file, at "A lead paragraph, see '
        'Table 1 and Section 1.1." (reference) [word-file]\n'
        "  hint: this is a fault of the program: please report it")


def test_what_a_house_lets_people_see_is_its_own_to_decide_but_no_fault_of_its_file_is():
    house = Span("reportgen.yaml", 9, 16)
    grey = planted("every_block", *FAULTS["grey on white"][2:])
    assert [problem.severity for problem in check_word(grey)] == ["error"]
    warning, = check_word(grey, house)
    assert (warning.severity, warning.span) == ("warning", house)
    assert "your own Word file" in str(warning)
    broken = check_word(planted("every_block", *FAULTS["an unknown table style"][2:]), house)
    assert {(problem.severity, problem.span) for problem in broken} == {("error", house)}
    assert "contrast" in ACCESS


def test_of_many_faults_of_one_kind_a_few_are_told():
    parts = parts_of(sound("every_block"))
    parts[DOCUMENT] = parts[DOCUMENT].replace(b' xml:space="preserve"', b"")
    assert len([one for one in findings(repacked(parts)) if one[0] == "space"]) > MOST
    assert len(check_word(repacked(parts))) == MOST


def test_what_is_no_zip_is_told_too():
    problem, = check_word(b"%PDF-1.7")
    assert (problem.severity, problem.rule) == ("error", "word-file")


def test_a_build_looks_at_its_word_files(tmp_path):
    """A house whose body text is pale: the file is made, and the build says what is wrong with it."""
    project = project_of([CASES / "one_fact" / "en.md"], tmp_path)
    parts = parts_of(base_package(load_theme("modern"), "en"))
    pale = re.sub('(w:styleId="BodyText">.*?)(</w:style>)', r'\1<w:rPr><w:color w:val="BBBBBB"/></w:rPr>\2',
                  parts[STYLES].decode(), count=1)
    (tmp_path / "ours.docx").write_bytes(repacked({**parts, STYLES: pale.encode()}))
    with (tmp_path / "reportgen.yaml").open("a", encoding="utf-8") as file:
        file.write("    word: {template: ours.docx}\n")
    report = open_project(project.root).report("case").only((), ("docx",))
    built = build(report, open_project(project.root))
    warning, = (one for one in built.warnings if one.rule == "word-file")
    assert warning.span.file == "reportgen.yaml"
    assert "BodyText" in str(warning) and "(contrast)" in str(warning)
