"""Let pictures of pixels be drawn as they are, as PDF/A asks; WeasyPrint takes `image-rendering: auto` for smooth.

CSS could say otherwise, but not of a picture inside an SVG. It is not reported to WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def pixels_as_they_are() -> Iterator[None]:
    from weasyprint.images import RasterImage

    original = RasterImage.get_x_object

    def get_x_object(image: Any, interpolate: bool, dpi_ratio: float) -> Any:
        return original(image, False, dpi_ratio)

    RasterImage.get_x_object = get_x_object
    try:
        yield
    finally:
        RasterImage.get_x_object = original
