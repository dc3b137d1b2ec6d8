"""A line is filled before the next one begins, also where only the space at its end would not fit."""

from importlib.resources import files

import pytest

from reportgen.writers.pdf.fontconfig import no_system_fonts
from reportgen.writers.pdf.mends.lines import whole_lines

pytestmark = pytest.mark.needs("pango")
PAGE = ("<style>@font-face {{ font-family: Own; src: url({font}) }} p {{ font: 16px Own; width: {width}px }}</style>"
        "<p>officers from four countries have attended courses for <a>more than</a></p>")


def lines(width):
    from weasyprint import HTML
    from weasyprint.formatting_structure.boxes import LineBox, TextBox

    font = files("reportgen.fonts").joinpath("NotoSerifSC-Regular.ttf").as_uri()
    page = HTML(string=PAGE.format(font=font, width=width)).render().pages[0]._page_box
    return ["".join(box.text for box in line.descendants() if isinstance(box, TextBox)).strip()
            for line in page.descendants() if isinstance(line, LineBox)]


@pytest.fixture
def widths():
    """Widths around that of the words before the link, in steps finer than a space."""
    with no_system_fonts():
        yield range(360, 460, 2)


def broken_after_its_first_word(width):
    return lines(width)[0] == "officers"


def test_no_width_breaks_a_line_after_its_first_word(widths):
    with whole_lines():
        assert [width for width in widths if broken_after_its_first_word(width)] == []


def test_the_mend_is_still_needed(widths):
    """When this fails, WeasyPrint has been mended: drop `writers/pdf/mends/lines.py`. The newer Pango needs no mend."""
    from weasyprint.text.ffi import pango

    if pango.pango_version() >= 15600:
        pytest.skip("this Pango measures a line without the space at its end")
    assert any(broken_after_its_first_word(width) for width in widths)
