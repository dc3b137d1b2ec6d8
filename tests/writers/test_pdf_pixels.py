"""Pictures of pixels are not smoothed, which PDF/A forbids, be they in an SVG or have holes."""

import io
from base64 import b64encode

import pytest

from reportgen.writers.pdf.fontconfig import no_system_fonts
from reportgen.writers.pdf.mends.pixels import pixels_as_they_are

pytestmark = pytest.mark.needs("pango")


def address():
    from PIL import Image

    kept = io.BytesIO()
    Image.new("RGBA", (8, 8), (10, 60, 120, 128)).save(kept, "PNG")
    return f"data:image/png;base64,{b64encode(kept.getvalue()).decode()}"


def page():
    inside = f'<image href="{address()}" width="9" height="9"/>'
    return (f'<img src="{address()}" alt="x">'
            f'<svg width="9" height="9" xmlns="http://www.w3.org/2000/svg">{inside}</svg>')


def written():
    from weasyprint import HTML

    with no_system_fonts():
        return HTML(string=page()).write_pdf()


def test_no_picture_is_smoothed():
    with pixels_as_they_are():
        made = written()
    assert made.count(b"/Interpolate false") >= 2 and b"/Interpolate true" not in made      # the picture and its holes


def test_weasyprint_alone_smooths_them():
    assert b"/Interpolate true" in written()
