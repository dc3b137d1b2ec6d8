"""What is printed comes from the document's own fonts in the forms of its language, on every machine."""

import ctypes
import os
import subprocess
import sys

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.document.nodes import (
    Cell, Chart, Column, Heading, Language, Masthead, Note, Picture, Point, Row, Series, Table, Text,
)
from reportgen.writers.fonts import fonts_for
from tests.writers.lines import MODERN, document, lines, made, p

pytestmark = pytest.mark.needs("pango")
VARYING = "骨直返过门关今角令海曜戸"             # drawn otherwise in Japan, Korea or Taiwan
TONGUES = ("zh-CN", "zh-TW", "ja", "ko", "en", "th", "vi")
MACHINE = """
import warnings; warnings.simplefilter("ignore")
import weasyprint; weasyprint.HTML(string="<p>早 early").write_pdf()
from tests.writers.lines import document, made, p
import sys; sys.stdout.buffer.write(made(document(p("简报 briefing 骨"))))
"""


def base_fonts(data):
    found = set()
    for page in pypdfium2.PdfDocument(data):
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(thing.raw), name, 200)
            found.add(name.value.decode().partition("+")[2])
    return found


def test_fonts_of_the_machine_stay_out_even_where_they_were_asked_before():
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", MACHINE], capture_output=True, check=True, env=paths)
    assert base_fonts(done.stdout) and all(name.startswith("Reportgen") for name in base_fonts(done.stdout))


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_han_characters_have_the_forms_of_chinese_whatever_tongue_they_are_said_to_be(lang):
    import uharfbuzz as hb

    faces = fonts_for(document(p(VARYING), lang=lang), MODERN).faces
    shown = [face for face in faces if "骨" in face.characters]
    assert shown
    for face in shown:
        font, forms = hb.Font(hb.Face(face.data)), set()
        for tongue in TONGUES:
            buffer = hb.Buffer()
            buffer.add_str(VARYING)
            buffer.guess_segment_properties()
            buffer.language = tongue
            hb.shape(font, buffer)
            forms.add(tuple(info.codepoint for info in buffer.glyph_infos))
        assert len(forms) == 1


def test_a_foreign_run_is_drawn_as_the_text_around_it():
    data = made(document(p("骨", Language((Text("骨"),), "ja"), Language((Text("骨"),), "en"), "骨")))
    (line,) = lines(data)
    page = pypdfium2.PdfDocument(data)[0]
    picture = page.render(scale=8, grayscale=True).to_pil()
    top = int((page.get_height() - line[0].base) * 8)
    shapes = [picture.crop((int(one.left * 8), top - 90, int(one.right * 8), top + 20)) for one in line]
    dark = [sum(byte < 128 for byte in shape.tobytes()) for shape in shapes]
    assert min(dark) > 500 and max(dark) - min(dark) < 0.05 * max(dark)


UNKNOWN = {"a rare Han character": "𠮷", "an emoji": "😀", "joined emoji": "👩\u200d🔬", "a flag": "🇨🇳",
           "another form": "葛\U000e0100", "Arabic": "العربية", "Tibetan": "བོད", "a mark of no font": "x\U0001e8d0"}
PLACES = {
    "text": lambda text: p(text), "heading": lambda text: Heading(1, (Text(text),)),
    "cell": lambda text: Table((Column(),), (), (Row((Cell((Text(text),)),)),)),
    "caption": lambda text: Table((Column(),), (), (Row((Cell((Text("a"),)),)),), (Text(text),)),
    "chart": lambda text: Chart("bar", (text,), (Series("s", (Point("1", "1"),), "u"),), (Text("c"),)),
    "note": lambda text: p("a", Note((Text(text),))), "masthead": lambda text: Masthead("", "", text, "", ()),
}


@pytest.mark.parametrize("kind", UNKNOWN)
def test_what_no_font_has_is_an_error_that_names_it(kind):
    with pytest.raises(ReportgenError, match=r"no font has the character .*U\+[0-9A-F]{4,5} .*\[missing-glyph\]"):
        made(document(p("文" + UNKNOWN[kind])))


@pytest.mark.parametrize("place", PLACES)
def test_so_it_is_wherever_it_stands(place):
    with pytest.raises(ReportgenError, match="U\\+20BB7"):
        made(document(PLACES[place]("文𠮷"), p("a")))


def test_so_it_is_in_what_heads_and_foots_the_pages():
    for meta in ({"header": "𠮷"}, {"footer": "𠮷"}, {"marking": "𠮷"}, {"title": "𠮷"}):
        with pytest.raises(ReportgenError, match="U\\+20BB7"):
            made(document(p("a"), **meta))


def test_a_text_alternative_may_say_what_is_not_printed():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    tree = document(p("a"), Picture(svg, "image/svg+xml", "a grinning face 😀"))
    try:
        data = made(tree)
    except ReportgenError as problem:
        assert "U+1F600" in str(problem)
    else:
        assert data.startswith(b"%PDF")


@pytest.mark.parametrize("text", [
    "Việt Nam Đà Nẵng", "Vie\u0323\u0302t", "x\u0302 e\u0301\u0323", "น้ำ ໂຂງ မြန်မာ ភាសាខ្មែរ", "☎\ufe0e☎\ufe0f",
    "ə Жизнь ā ṭ", "㐂喆堃囍①㎡℃№〇々", "∑√∞≠ ■□●○★☆▲"])
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_no_box_is_printed_for_what_is_no_error(text, lang):
    from reportgen.checks.parity import check_parity

    blocks = (Heading(1, (Text(f"文{text}"),)), p(f"文 {text} x"), PLACES["cell"](text), PLACES["chart"](text))
    tree = document(*blocks, lang=lang)
    assert check_parity(tree, {"pdf": made(tree)}) == []          # a box would be a complaint of WeasyPrint, an error
