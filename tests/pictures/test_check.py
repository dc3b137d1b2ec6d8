"""What is refused as a picture: tests/hostile/pictures and tests/hostile/svg hold the cases; here is the rest."""

import io

import pytest
from PIL import Image, ImageFile

from reportgen.pictures.check import check_picture
from reportgen.pictures.svg import SvgError, read_svg


def picture(format, **more):
    made = io.BytesIO()
    Image.new("RGB", (64, 64), "navy").save(made, format, **more)
    return made.getvalue()


def svg(inner):
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inner}</svg>'.encode()


@pytest.mark.parametrize(("format", "kind"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_whole_picture_passes_and_half_of_it_does_not(format, kind, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)            # as WeasyPrint leaves it
    data = picture(format)
    check_picture(data, kind)
    with pytest.raises(ValueError, match="broken"):
        check_picture(data[:len(data) // 2], kind)
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_photograph_that_lies_on_its_side_is_refused():
    turned = Image.Exif()
    turned[0x0112] = 6
    with pytest.raises(ValueError, match="turned"):
        check_picture(picture("JPEG", exif=turned), "image/jpeg")


@pytest.mark.parametrize(("mode", "format", "kind"), [("CMYK", "JPEG", "image/jpeg"), ("I;16", "PNG", "image/png")])
def test_colours_that_not_every_format_can_show_are_refused(mode, format, kind):
    made = io.BytesIO()
    Image.new(mode, (64, 64)).save(made, format)
    with pytest.raises(ValueError, match=f"colours are {mode}"):
        check_picture(made.getvalue(), kind)


def test_the_words_of_an_svg_are_those_it_draws():
    found = read_svg(svg("<title>Not drawn</title><text>One <tspan>two</tspan></text><desc>Nor this</desc>"))
    assert "".join(found.words) == "One two"


def test_a_link_inside_an_svg_may_hold_a_picture():
    from base64 import b64encode

    data = picture("PNG")
    found = read_svg(svg(f'<image width="9" height="9" href="data:image/png;base64,{b64encode(data).decode()}"/>'))
    assert found.pictures == ((data, "image/png"),)


def test_the_line_of_a_mistake_is_known():
    with pytest.raises(SvgError) as found:
        read_svg(svg("\n\n<script/>"))
    assert found.value.line == 3


def test_repetition_is_counted_and_not_walked():
    groups = "".join(f'<g id="g{n}">{f"""<use href="#g{n + 1}"/>""" * 4}</g>' for n in range(5))
    read_svg(svg(groups + '<rect id="g5" width="1" height="1"/>'))           # 4 to the 5th: fine
    groups = "".join(f'<g id="g{n}">{f"""<use href="#g{n + 1}"/>""" * 10}</g>' for n in range(40))
    with pytest.raises(SvgError, match="too many"):
        read_svg(svg(groups + '<rect id="g40" width="1" height="1"/>'))
