"""Words are read from a Word file as Word shows them; the files here are written by hand, as others may write them."""

import io
import zipfile

import pytest

from reportgen.readers.docx.counting import spelled
from reportgen.readers.docx.words import read_words

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LISTS = """
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%2."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>
</w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
"""


TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
FRAME = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
    + "".join(f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{name}+xml"/>'
              for name in ("numbering", "footnotes", "styles")) + "</Types>",
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{RELATION}/officeDocument" '
                   'Target="word/document.xml"/></Relationships>',
}


def relations(*names):
    inner = "".join(f'<Relationship Id="{name}" Type="{RELATION}/{name}" Target="{name}.xml"/>' for name in names)
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def file(body, footnotes="", lists=LISTS, styles=""):
    related = relations("numbering", "footnotes", *(["styles"] if styles else []))
    parts = {**FRAME, "word/_rels/document.xml.rels": related,
             "word/document.xml": f"<w:document {SPACE}><w:body>{body}</w:body></w:document>",
             "word/numbering.xml": f"<w:numbering {SPACE}>{lists}</w:numbering>",
             "word/footnotes.xml": f"<w:footnotes {SPACE}>{footnotes}</w:footnotes>"}
    if styles:
        parts["word/styles.xml"] = f"<w:styles {SPACE}>{styles}</w:styles>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def p(content, style="BodyText", more=""):
    content = content if content.startswith("<") else f"<w:r><w:t>{content}</w:t></w:r>"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def item(text, number, level=0):
    return p(text, "ListNumber", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def read(*content, **more):
    return [(unit.role, unit.text) for unit in read_words(file("".join(content), **more))]


def test_roles_come_from_styles():
    assert read(p("A", "Title"), p("B", "Heading2"), p("C"), p("D", "Unheard")) == [
        ("title", "A"), ("h2", "B"), ("p", "C"), ("p", "D")]


def test_a_list_is_counted_as_word_counts_it():
    assert read(item("a", 1), item("b", 1), p("between"), item("c", 1), item("d", 2), item("e", 2)) == [
        ("li", "1. a"), ("li", "2. b"), ("p", "between"), ("li", "3. c"), ("li", "7. d"), ("li", "8. e")]


def test_an_inner_list_begins_again_under_each_item():
    items = item("a", 1), item("b", 1, 1), item("c", 1, 1), item("d", 1), item("e", 1, 1)
    assert [text for _, text in read(*items)] == ["1. a", "1. b", "2. c", "2. d", "1. e"]


def test_lists_of_one_kind_go_on_counting_unless_told_to_start_anew():
    going_on = LISTS + '<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>'
    assert [text for _, text in read(item("a", 1), item("b", 4), lists=going_on)] == ["1. a", "2. b"]


def test_the_name_of_a_style_counts_and_not_its_id():
    styles = "".join(f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
                     for key, name in (("Caption1", "caption"), ("berschrift1", "heading 1")))
    data = file(p("A", "Caption1") + p("B", "berschrift1"), styles=styles)
    assert [unit.role for unit in read_words(data)] == ["caption", "h1"]


def test_a_bullet_is_no_word():
    assert read(item("a", 3)) == [("li", "a")]


def test_a_cell_that_is_merged_into_the_one_above_says_nothing():
    def cell(text, merge=""):
        return f"<w:tc><w:tcPr>{merge}</w:tcPr>{p(text, 'TableText')}</w:tc>"
    first = '<w:vMerge w:val="restart"/>'
    rows = (f"<w:tr>{cell('a', first)}{cell('b')}</w:tr>"
            f"<w:tr>{cell('hidden', '<w:vMerge/>')}{cell('c')}</w:tr>")
    assert read(f"<w:tbl>{rows}</w:tbl>") == [("td", "a"), ("td", "b"), ("td", "c")]


def test_footnotes_are_numbered_by_their_marks_and_not_by_their_ids():
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(f'<w:footnote w:id="{n}">{p(text, "FootnoteText")}</w:footnote>'
                    for n, text in ((-1, ""), (2, "second"), (5, "first"), (9, "never referred to")))
    assert read(p("<w:r><w:t>x</w:t></w:r>" + mark.format(5) + mark.format(2)), footnotes=notes) == [
        ("p", "x12"), ("note", "1 first"), ("note", "2 second")]


def test_instructions_of_fields_and_deleted_words_are_not_read():
    field = ('<w:r><w:instrText> SEQ Table </w:instrText></w:r><w:r><w:t>4</w:t></w:r>'
             '<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>!</w:t></w:r></w:ins>')
    assert read(p(field)) == [("p", "4!")]


def test_words_in_links_and_controls_are_read():
    control = f"<w:sdt><w:sdtContent>{p('inside')}</w:sdtContent></w:sdt>"
    link = '<w:hyperlink w:anchor="x"><w:r><w:t>linked</w:t></w:r></w:hyperlink>'
    assert read(control, p(link)) == [("p", "inside"), ("p", "linked")]


def test_rows_cells_and_their_paragraphs_in_controls_are_read():
    def control(inner):
        return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    second = control(f"<w:tc>{p('b')}</w:tc>")
    rows = (f"<w:tr><w:tc>{control(p('a', 'TableText'))}</w:tc>{second}</w:tr>"
            + control(f"<w:tr><w:tc>{p('c')}<w:tbl><w:tr><w:tc>{p('inner')}</w:tc></w:tr></w:tbl></w:tc></w:tr>"))
    assert read(f"<w:tbl>{rows}</w:tbl>") == [("td", "a"), ("td", "b"), ("td", "c inner")]


def test_a_number_that_no_list_reaches_is_spelled_in_digits():
    assert [spelled(10 ** 12, form) for form in ("upperLetter", "lowerLetter", "chineseCountingThousand")] == [
        str(10 ** 12)] * 3


def test_units_without_words_are_left_out():
    assert read(p("<w:r><w:t> </w:t></w:r>"), p("<w:r/>", "Spacer")) == []


@pytest.mark.parametrize("data", [b"", b"PK", b"<html>"])
def test_what_is_no_word_file_is_refused(data):
    with pytest.raises(ValueError, match="not a Word file"):
        read_words(data)


def test_a_zip_without_a_document_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
    with pytest.raises(ValueError, match="not a Word file"):
        read_words(buffer.getvalue())
