"""Refuse a picture that not every format can show alike: broken, too large, moving, or turned by a note in the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from reportgen.messages import say
from reportgen.pictures.sizes import size
from reportgen.pictures.svg import read_svg

LONGEST_SIDE = 20_000                  # pixels
MOST_PIXELS = 50_000_000
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
ORIENTATION = 0x0112                   # of EXIF: 1 is upright
MODES = ("1", "L", "LA", "P", "RGB", "RGBA")       # Pillow's names of what PDF/A and every format can show


def check_picture(data: bytes, media_type: str) -> None:
    """ValueError, which tells why, where the bytes are no picture of `media_type` that every format can show."""
    if media_type in FORMATS:
        _check_pixels(data, FORMATS[media_type])
        size(data, media_type)
        return
    for inside, its_type in read_svg(data).pictures:
        _check_pixels(inside, FORMATS[its_type])
    if max(size(data, media_type)) > LONGEST_SIDE:
        raise ValueError(say("it is more than {count} pixels wide or high", count=LONGEST_SIDE))


@contextmanager
def _whole() -> Iterator[None]:
    """Let no half picture pass; WeasyPrint, once it is imported, lets them."""
    from PIL import ImageFile

    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _check_pixels(data: bytes, format: str) -> None:
    """Read every pixel, after a look at how many there are."""
    from PIL import Image, UnidentifiedImageError

    try:
        with _whole(), Image.open(io.BytesIO(data), formats=(format,)) as image:
            if max(image.size) > LONGEST_SIDE or image.width * image.height > MOST_PIXELS:
                raise ValueError(say("it has more than {count} million pixels", count=MOST_PIXELS // 1_000_000))
            if getattr(image, "is_animated", False):
                raise ValueError(say("it moves"))
            if image.mode not in MODES:
                raise ValueError(say("its colours are {mode}, not RGB or grey; save it anew", mode=image.mode))
            image.load()
            turned = image.getexif().get(ORIENTATION, 1)
    except Image.DecompressionBombError:
        raise ValueError(say("it has more than {count} million pixels", count=MOST_PIXELS // 1_000_000)) from None
    except UnidentifiedImageError:
        raise ValueError(say("it is broken")) from None
    except (OSError, SyntaxError, EOFError) as problem:
        raise ValueError(say("it is broken: {why}", why=str(problem))) from None
    if turned not in (0, 1):
        raise ValueError(say("it is turned by its EXIF data only; turn it and save it anew"))
