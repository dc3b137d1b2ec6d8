"""Source texts are read as paragraphs: the same ones whether a text is saved as .txt, .html, .docx or .pdf."""

import io
import random
import re
import warnings
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.characters import refused
from reportgen.diagnostics import ReportgenError, Span
from reportgen.document.nodes import Document, Meta, Paragraph, Text
from reportgen.readers.paragraphs import CELL, READERS, read_paragraphs
from reportgen.readers.paragraphs.body import find_body
from reportgen.readers.paragraphs.flow import paragraphs_of
from reportgen.readers.paragraphs.lines import Line
from reportgen.readers.paragraphs.transcript import fold
from reportgen.readers.paragraphs.txt import split_text, width

ENGLISH = ["The joint programme of the two neighbouring offices went on throughout the period and reached 1,204 "
           f"villages in district {n}, where officers put long questionnaires to representative households and wrote "
           f"down what they had met with. It was closed in 20{n}." for n in range(10, 22)]
CHINESE = [f"本段为第{n}号样例，用来检验段落的划分。某某地区在报告期内共走访村庄{n}04个，发放问卷约295.5万份，"
           "工作人员逐户核对，凡有出入之处都重新登记，直到各方没有异议为止。样例到此结束。" for n in range(10, 22)]


def transcript(data, name):
    return read_paragraphs(data if isinstance(data, bytes) else data.encode(), Span(name))


def read(data, name):
    return [paragraph.text for paragraph in transcript(data, name).paragraphs]


def refusal(data, name):
    with pytest.raises(ReportgenError) as caught:
        read(data, name)
    problem = caught.value.diagnostics[0]
    assert problem.span.file == name
    return problem.rule


# --- plain text ---------------------------------------------------------------------------------------------------

def test_each_line_of_a_text_is_a_paragraph_and_its_white_space_is_folded():
    assert read("题目\n\n　　第一段 \u00a0 有空格。\r\n  second\u200b paragraph\ufeff\n", "a.txt") == [
        "题目", "第一段 有空格。", "second paragraph"]


def wrapped(text, columns, indent=""):
    """The text as an editor that counts columns would break it."""
    lines = [indent]
    for word in re.findall(r"[!-~]+ ?|\S", text):
        if width(lines[-1] + word.rstrip()) > columns:
            lines.append("")
        lines[-1] += word
    return lines


@pytest.mark.parametrize("columns", [64, 72, 80])
def test_a_text_wrapped_by_hand_is_put_together(columns):
    lines = [line for text in ENGLISH[:5] for line in (*wrapped(text, columns), "")]
    assert read("\n".join([*lines, "- an item", "- another one"]), "a.txt") == [
        *ENGLISH[:5], "- an item", "- another one"]


def test_a_word_broken_at_a_line_end_is_one_again():
    assert fold("of the interna-\ntional 2015-\n16 and UN-\nled") == "of the international 2015- 16 and UN- led"


@pytest.mark.parametrize("columns", [64, 72, 80])
def test_a_chinese_text_wrapped_by_hand_is_joined_without_spaces(columns):
    lines = [line for text in CHINESE[:5] for line in wrapped(text, columns, "　　")]
    assert read("\n".join(lines), "a.txt") == CHINESE[:5]


def test_short_lines_are_never_put_together():
    lines = [f"第{n}条 名称与数量 {n}00" for n in range(20)]
    assert read("\n".join(lines), "a.txt") == lines


@pytest.mark.parametrize(("codec", "name"), [
    ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("gb18030", "GB18030"), ("utf-16", "UTF-16-LE"),
    ("utf-16-le", "UTF-16-LE"), ("utf-16-be", "UTF-16-BE")])
@pytest.mark.parametrize("texts", [CHINESE, [text + " Done—“so”." for text in CHINESE]])
def test_the_encodings_of_chinese_texts_are_told(codec, name, texts):
    found = transcript("\n".join(texts).encode(codec), "a.txt")
    assert found.encoding == name
    assert [p.text for p in found.paragraphs] == texts


def test_an_english_text_in_utf16_without_a_mark_is_read():
    assert read("A line.\nAnother line.\n".encode("utf-16-le"), "a.txt") == ["A line.", "Another line."]


@pytest.mark.parametrize("data", ["Les élèves célèbres étaient présents.".encode("latin-1"),
                                  "Le café de la journée était très agréable.\n".encode("latin-1"),
                                  bytes(random.Random(1).randbytes(4000)), b"a\0b"])
def test_what_is_neither_utf8_nor_utf16_nor_gb18030_is_refused_and_not_guessed(data):
    assert refusal(data, "a.txt") == "unknown-encoding"


@given(st.text())
def test_what_is_read_holds_nothing_that_nobody_sees(text):
    folded = fold(text)
    assert list(refused(folded)) == []
    assert folded == fold(folded) == folded.strip()
    assert not re.search(r"[^\S ]|  ", folded)


@given(st.text(alphabet="ab 。中\n\t-，", max_size=200))
def test_no_letter_of_a_plain_text_is_lost(text):
    kept = "".join("".join(split_text(text)).split())
    assert kept == "".join(text.split())


# --- web pages ----------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>网站 - 题目</title><style>p{{}}</style></head>
<body><header><a href="/">网站名</a></header><nav>首页</nav><div role="navigation">导航</div>
<ul><li><a href="1">新闻</a></li><li><a href="2">图片</a></li><li><a href="3">视频</a></li></ul>
<form><div class="main"><h1>题目</h1><p>　　第一段，8919<sup>2</sup>起。<br>　　第二段<b>加</b>粗<br>续行。</p>
<script>alert(1)</script><!-- 注释 --><p hidden>看不见</p>
<table><tr><th>年份</th><th>数量</th></tr><tr><td>2015</td><td><p>295.5吨</p></td></tr></table>
<ol><li>一项<ul><li>小项</li></ul></li><li>又一项</li></ol></div></form>
<footer>版权所有</footer></body></html>"""
PARAGRAPHS = [
    "题目", "第一段，8919²起。", "第二段加粗续行。", "年份 | 数量", "2015 | 295.5吨", "一项", "小项", "又一项"]


@pytest.mark.parametrize(("charset", "codec", "name"), [
    ("utf-8", "utf-8", "UTF-8"), ("gb2312", "gb18030", "GB18030"), ("gbk", "utf-8-sig", "UTF-8"),
    ("utf-8", "gb18030", "GB18030"), ("zlib", "utf-8", "UTF-8")])
def test_a_page_is_read_without_menus_in_whatever_encoding_it_has(charset, codec, name):
    found = transcript(PAGE.format(charset=charset).encode(codec), "a.html")
    assert (found.encoding, found.title) == (name, "题目")
    assert [paragraph.text for paragraph in found.paragraphs] == PARAGRAPHS


def test_a_page_in_big5_is_read_as_it_declares():
    found = transcript("<meta charset=Big5><p>禁毒國際合作</p>".encode("big5"), "a.html")
    assert (found.encoding, found.paragraphs[0].text) == ("BIG5", "禁毒國際合作")


def test_tables_that_only_lay_out_a_page_are_no_rows():
    page = "<table><tr><td><a>menu</a></td><td><p>One.</p><p>Two.</p><p>Three.</p></td></tr></table>"
    assert read(page, "a.html") == ["menu", "One.", "Two.", "Three."]
    assert read("<table><tr><td>x<td><table><tr><td>a<td>b</table></table>", "a.html") == ["x", f"a{CELL}b"]


def test_what_stands_aside_in_an_article_is_read():
    assert read("<article><header>By us</header><aside>Box</aside><p>x</p></article><aside>Ad</aside>", "a.html") == [
        "By us", "Box", "x"]


@pytest.mark.parametrize(("page", "rule"), [
    ("<div>" * 5000 + "deep", "unreadable-source"), ("<p>" + "x " * 6_000_000 + "</p>", "unreadable-source"),
    ("<script>x</script>", "empty-source"), ("  \n ", "empty-source")])
def test_a_page_that_cannot_be_read_to_its_end_is_refused(page, rule):
    assert refusal(page, "a.html") == rule


def test_entities_of_a_page_s_own_are_not_known():
    bomb = '<!DOCTYPE html [<!ENTITY a "AAAA"><!ENTITY b SYSTEM "file:///etc/passwd">]><p>&a; &b; x &amp; y</p>'
    assert read(bomb, "a.html")[-1] == "&a; &b; x & y"


# --- Word ---------------------------------------------------------------------------------------------------------

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body, **parts):
    """A Word file of this body; `parts` are further files of its folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, inner in parts.items():
            package.writestr(f"word/{name}.xml", f"<w:{name} {W}>{inner}</w:{name}>")
    return buffer.getvalue()


def run(text, look=""):
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def p(*runs, mark=""):
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{''.join(runs)}</w:p>"


def test_a_word_file_gives_paragraphs_and_rows_in_order():
    made = docx.Document()
    made.add_heading("Title")
    made.add_paragraph("Before\nthe table", style="List Bullet")
    table = made.add_table(2, 2)
    for cell, text in zip([*table.rows[0].cells, *table.rows[1].cells], ["Year", "Cases", "2015", ""], strict=True):
        cell.text = text
    made.add_paragraph("共计\n8919起")
    made.sections[0].header.paragraphs[0].text = "Head of every page"
    buffer = io.BytesIO()
    made.save(buffer)
    assert read(buffer.getvalue(), "a.docx") == ["Title", "Before the table", f"Year{CELL}Cases", "2015 |",
                                                 "共计8919起"]


def test_of_tracked_changes_the_new_text_is_read():
    deleted = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('away')}</w:moveFrom><w:moveTo>{run('here')}</w:moveTo>"
    body = p(run("a "), deleted, f"<w:ins>{run('new ')}</w:ins>", moved) + p(run("first "), mark="<w:del/>") + p(
        run("second"), run("hidden", "<w:vanish/>"))
    row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p(run("gone")) + "</w:tc></w:tr>"
    assert read(word(body + f"<w:tbl>{row}</w:tbl>"), "a.docx") == ["a new here", "first second"]


def test_notes_and_text_boxes_are_read_and_leave_no_figure_in_the_text():
    box = f"<w:r><w:pict><w:txbxContent>{p(run('in a box'))}</w:txbxContent></w:pict></w:r>"
    body = p(run("8919"), '<w:r><w:footnoteReference w:id="5"/></w:r>', run("起"), box) + p(
        run("km"), run("2", '<w:vertAlign w:val="superscript"/>'), "<w:r><w:instrText>PAGE 7</w:instrText></w:r>")
    notes = ((0, "separator"), (5, "A note."))
    note = "".join(f'<w:footnote w:id="{number}">{p(run(text))}</w:footnote>' for number, text in notes)
    assert read(word(body, footnotes=note), "a.docx") == ["8919起", "in a box", "km²", "A note."]


def test_a_text_box_is_read_once_where_it_is_saved_for_old_and_new_word():
    kind = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{p(run('in a box'))}</w:txbxContent>"
    both = "".join(f"<mc:{name}>{box}</mc:{name}>" for name in ("Choice", "Fallback"))
    body = p(f"<w:r><mc:AlternateContent {kind}>{both}</mc:AlternateContent></w:r>")
    assert read(word(body), "a.docx") == ["in a box"]


def blown_up():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b" " * (65 * 1024 * 1024))
    return buffer.getvalue()


def with_entities():
    made = io.BytesIO(word(p(run("&a;"))))
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
        new.writestr("word/document.xml", b'<!DOCTYPE x [<!ENTITY a "AAAA">]>' + old.read("word/document.xml"))
    return out.getvalue()


@pytest.mark.parametrize(("data", "name", "rule"), [
    (blown_up(), "a.docx", "source-too-large"), (with_entities(), "a.docx", "unreadable-source"),
    (word("")[:-40], "a.docx", "unreadable-source"), (b"PK\x03\x04 and nothing", "a.docx", "unreadable-source"),
    (word(""), "a.docx", "empty-source"), (b"", "a.docx", "empty-source"), (b"plain", "a.docx", "wrong-source-type"),
    (b"\xd0\xcf\x11\xe0 old", "a.docx", "wrong-source-type"), (b"%PDF-1.7 x", "a.docx", "wrong-source-type"),
    (word(p(run("x"))), "a.txt", "wrong-source-type"), (b"<!DOCTYPE html><p>x", "a.txt", "wrong-source-type"),
    (b"%PDF-1.7 x", "a.html", "wrong-source-type"), (b"%PDF-1.7 x", "a.pdf", "unreadable-source"),
    (b"x", "a.pdf", "wrong-source-type"), (b"x", "a.doc", "unknown-source-type"), (b"x", "a", "unknown-source-type")])
def test_what_is_broken_or_something_else_is_refused(data, name, rule):
    assert refusal(data, name) == rule


@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(ending, data):
    for start in (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>"):
        try:
            assert read(start + data, f"a{ending}")
        except ReportgenError as problem:
            assert problem.diagnostics[0].rule


# --- PDF ----------------------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def pdf():
    """A function from the body of a page, and CSS, to a PDF in the program's own fonts."""
    from reportgen.writers.fonts import fonts_for
    from reportgen.writers.html.look import font_faces
    from reportgen.writers.pdf.fontconfig import no_system_fonts
    from reportgen.writers.theme import load_theme

    theme = load_theme("modern")
    letters = "".join(map(chr, range(32, 127))) + "".join(CHINESE) + "•‐–，。、（）题目第页共示例某"
    fonts = fonts_for(Document(Meta("r", "zh-CN", "t", "1", "2016-04-30"), (Paragraph((Text(letters),)),)), theme)
    faces = font_faces(fonts, "font/ttf", lambda face: face.data)
    families = ",".join(dict.fromkeys(re.findall(r"font-family:\s*('[^']+'|[^;'}]+)", faces)))

    def make(body, css="", lang="en"):
        with no_system_fonts(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from weasyprint import HTML

            page = "@page{size:A4;margin:25mm;@top-left{content:'Sample report'}@bottom-right{content:counter(page)}}"
            style = f"{faces}{page}html{{font:10pt/1.4 {families};hyphens:auto}}{css}"
            return HTML(string=f"<html lang={lang}><style>{style}</style>{body}</html>").write_pdf()

    return make


def tagged(texts, tag="p"):
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


LOOKS = {
    "apart": "p{text-align:justify}", "ragged": "", "indented": "p{margin:0;text-indent:2em;text-align:justify}",
    "in two columns": "div{columns:2;column-gap:14pt}p{margin:0 0 5pt}",
    "in two columns, indented": "div{columns:2;column-gap:18pt}p{margin:0;text-indent:2em;text-align:justify}",
}


@pytest.mark.needs("pango")
@pytest.mark.parametrize("css", LOOKS.values(), ids=LOOKS)
@pytest.mark.parametrize(("lang", "texts"), [("en", ENGLISH), ("zh-CN", CHINESE)])
def test_a_pdf_gives_the_paragraphs_it_was_made_of(pdf, css, lang, texts):
    data = pdf(f"<h1>{'A title' if lang == 'en' else '题目'}</h1><div>{tagged(texts * 2)}</div>", css, lang)
    found = transcript(data, "a.pdf").paragraphs
    assert [paragraph.text for paragraph in found[1:]] == texts * 2
    pages = [paragraph.page for paragraph in found]
    assert pages == sorted(pages)
    assert set(pages) in ({1, 2}, {1, 2, 3})


@pytest.mark.parametrize(("indent", "count"), [(20, 1), (0, 2)])
def test_a_full_line_with_a_full_stop_at_the_end_of_a_page_ends_a_paragraph_only_where_none_are_indented(indent, count):
    def line(text, left, bottom, page=1):
        return Line(text, left, bottom, 400, bottom + 10, page, 800)

    first = [line("某某地区报告期内的样例，" * 3, 100 + indent * (n % 2), 700 - 14 * n) for n in range(1, 9)]
    first.append(line("这一行写满了，恰好在页末说完一句话。", 100, 574))
    found = paragraphs_of([first, [line("下一页的第一行也写满了。", 100, 700, 2)]])
    assert found[-1].text.startswith("下一页") == (count == 2)


@pytest.mark.needs("pango")
def test_tables_lists_and_raised_figures_of_a_pdf(pdf):
    table = "".join(f"<tr><td>District {n}</td><td>{n}01</td><td>{n}.5%</td></tr>" for n in (1, 2, 3))
    data = pdf(f"<p>In 8919<sup>2</sup> cases.</p><table>{table}</table><ul><li>one</li><li>two</li></ul>",
               "td{padding:2pt 30pt}sup{font-size:70%}@page{@top-left{content:none}}")
    assert read(data, "a.pdf") == ["In 8919² cases.", *(f"District {n} | {n}01 | {n}.5%" for n in (1, 2, 3)),
                                   "• one", "• two"]


@pytest.mark.needs("pango")
def test_heads_feet_and_watermarks_of_a_pdf_are_left_out(pdf):
    mark = "<div style='position:fixed;top:40%;left:20%;transform:rotate(-40deg)'>CONFIDENTIAL</div>"
    texts = read(pdf(mark + tagged(ENGLISH * 2)), "a.pdf")
    assert texts == ENGLISH * 2


@pytest.mark.needs("pango")
def test_pages_without_text_are_told_and_a_scanned_file_is_refused(pdf):
    found = transcript(pdf("<p>Words stand here.</p><p style='break-before:page'></p>", "@page{content:none}"), "a.pdf")
    assert found.paragraphs[0].text == "Words stand here."
    import pypdfium2

    scanned = pypdfium2.PdfDocument.new()
    for _ in range(2):
        scanned.new_page(300, 400)
    out = io.BytesIO()
    scanned.save(out)
    assert refusal(out.getvalue(), "a.pdf") == "no-text"


ENCRYPTED = """%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<{zeros}>/U<{zeros}>>>endobj
trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]/Size 5>>
%%EOF"""


def test_a_pdf_that_needs_a_password_says_so():
    assert refusal(ENCRYPTED.format(zeros="00" * 32), "a.pdf") == "encrypted"


# --- the body -----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("before", "after"), [
    ([], []), (["题目", "2016年4月19日 10:28", "来源：某报"], ["（编辑：某某）", "相关新闻", "版权所有"]),
    (["Home", "News", "Contact", "A title"], ["Share this", "More", "Imprint", "Read on.", "Terms"])])
@pytest.mark.parametrize("texts", [
    ENGLISH, [*CHINESE[:3], "——小标题", *CHINESE[3:]], [*ENGLISH[:2], "a | b", *ENGLISH[2:]]])
def test_the_body_is_what_is_written_in_sentences(before, after, texts):
    first, last = find_body([*before, *texts, *after])
    assert [*before, *texts, *after][first - 1:last] == texts


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=30))
def test_the_proposed_body_lies_in_the_text(texts):
    first, last = find_body(texts)
    assert 1 <= first <= last <= len(texts)
